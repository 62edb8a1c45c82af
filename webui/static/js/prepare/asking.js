/**
 * Sends a form to the box as a program would: {status, body}, where status 0 means that nothing
 * answered. Never throws for want of a line.
 */
const WITHIN_MS = 8000;

/** A file may come over a slow Wi-Fi, and a picture takes seconds to be looked at. */
const FILE_WITHIN_MS = 120_000;

export function send(form, more = {}) {
  const hasFile = form.enctype === "multipart/form-data";
  const said = hasFile ? new FormData(form) : new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(more)) said.set(name, value);
  const read = async (response) => ({ status: response.status, body: await response.json() });
  const told = { method: "POST", body: said };
  return ask(form.getAttribute("action"), told, read, hasFile ? FILE_WITHIN_MS : WITHIN_MS);
}

/** The page as the box would render it now, or null. */
export async function freshPage() {
  const read = async (response) => ({ status: response.status, text: await response.text() });
  const { status, text } = await ask(location.pathname + location.search, {}, read);
  return status === 200 ? new DOMParser().parseFromString(text, "text/html") : null;
}

async function ask(address, options, read, withinMs = WITHIN_MS) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), withinMs);
  const headers = options.method ? { Accept: "application/json" } : {};
  try {
    const told = { ...options, headers, cache: "no-store", signal: patience.signal };
    return await read(await fetch(address, told));
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(timer);
  }
}
