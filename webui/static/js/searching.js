/**
 * Shows how far the search is, and loads the page anew when it is done. Without a line it asks on.
 */
const EVERY_MS = 700;
const WITHIN_MS = 8000;

const bar = document.getElementById("search-progress");

async function state() {
  try {
    const how = { cache: "no-store", signal: AbortSignal.timeout(WITHIN_MS) };
    const response = await fetch("/results/redaction.json", how);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

async function look() {
  const now = await state();
  if (now && !now.is_going_on) return location.reload();
  if (now) bar.value = now.share;
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
