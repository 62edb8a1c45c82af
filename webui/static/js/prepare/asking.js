/**
 * Sends a form to the box as a program would: {status, body}, where status 0 means that nothing
 * answered. Never throws for want of a line.
 */
const WITHIN_MS = 8000;

export function send(form, more = {}) {
  const said = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(more)) said.set(name, value);
  return ask(form.getAttribute("action"), { method: "POST", body: said }, async (response) => ({
    status: response.status,
    body: await response.json(),
  }));
}

/** The page as the box would render it now, or null. */
export async function freshPage() {
  const read = async (response) => ({ status: response.status, text: await response.text() });
  const { status, text } = await ask(location.pathname + location.search, {}, read);
  return status === 200 ? new DOMParser().parseFromString(text, "text/html") : null;
}

async function ask(address, options, read) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), WITHIN_MS);
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
