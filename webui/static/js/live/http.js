/**
 * The same conversation over plain HTTP, for browsers whose sockets are blocked.
 *
 * `changes` and `command` never throw: they give {status, body}, where status 0 means that nothing
 * answered at all.
 */
import { asQuery } from "../page.js";

const ANSWER_WITHIN_MS = 8000;

/** What changed for this page since a number, as the box answers it. */
export function changes(since, box) {
  return ask(`/api/changes?${asQuery({ since, box })}`);
}

/** Ask the box to do something. */
export function command(object) {
  return ask(`/api/commands?${asQuery()}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(object),
  });
}

/** What seems to say the same on a list that is sorted, or (`isNew`) look for it. */
export function alike(step, theme, isNew = false) {
  const address = `/api/alike/${encodeURIComponent(step)}?${asQuery({ theme })}`;
  return ask(address, isNew ? { method: "POST" } : {});
}

async function ask(address, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_WITHIN_MS);
  try {
    const response = await fetch(address, {
      ...options,
      cache: "no-store",
      credentials: "same-origin",
      signal: patience.signal,
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(timer);
  }
}
