/**
 * Keeps the page for the venue's staff as the box would render it now: every few seconds the page
 * is asked for again and its content takes the place of the old one. What stands in the title's
 * place is said aloud when it changes.
 */
import "./box-clock.js";

const EVERY_MS = 3000;
const WITHIN_MS = 8000;

const main = document.getElementById("main");
const status = document.getElementById("status");

async function fresh() {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), WITHIN_MS);
  try {
    const response = await fetch(location.pathname, { cache: "no-store", signal: patience.signal });
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html").getElementById("main");
  } catch {
    return null; // no line: the page says so
  } finally {
    clearTimeout(timer);
  }
}

async function refresh() {
  const next = document.hidden ? null : await fresh();
  if (next) show(next);
  else if (!document.hidden) main.querySelector("[data-lost]").hidden = false;
  setTimeout(refresh, EVERY_MS);
}

/** Only what differs is replaced, so that a picture does not blink and nobody loses their place. */
function show(next) {
  const before = title();
  const parts = [...next.children];
  parts.forEach((part, at) => {
    const old = main.children[at];
    if (!old) main.append(part);
    else if (!old.isEqualNode(part) && !old.contains(document.activeElement)) old.replaceWith(part);
  });
  while (main.children.length > parts.length) main.lastElementChild.remove();
  if (title() !== before) status.textContent = title();
}

const title = () => main.querySelector("h1").textContent;

setTimeout(refresh, EVERY_MS);
