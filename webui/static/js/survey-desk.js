/**
 * Keeps the response rate and what is to be done as the box would show them now. Nothing that has
 * the focus is replaced; without a line the page stays as it was.
 */
const EVERY_MS = 5000;
const WITHIN_MS = 8000;
const LIVE = ["survey-state", "survey-todo", "survey-rate", "sending"];

async function fresh() {
  try {
    const how = { cache: "no-store", signal: AbortSignal.timeout(WITHIN_MS) };
    const response = await fetch(location.pathname, how);
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

/** What stands there, without the numbers that make every form another. */
function words(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
  return copy.innerHTML;
}

async function refresh() {
  const next = document.hidden ? null : await fresh();
  for (const id of next ? LIVE : []) {
    const [old, part] = [document.getElementById(id), next.getElementById(id)];
    if (!old || !part || old.contains(document.activeElement)) continue;
    if (words(old) !== words(part)) old.replaceWith(part);
  }
  setTimeout(refresh, EVERY_MS);
}

setTimeout(refresh, EVERY_MS);
