/**
 * Keeps the parts of a page as the box would show them now: the page is asked for again, and what it
 * says in the elements with `data-fresh` (each with an id) takes the place of what stood in them.
 *
 * An element itself stays, so that a live region says aloud what is new in it, and only that. Nothing
 * that has the focus is changed. What people typed or opened stays as long as the box says nothing
 * else there; `data-kept` stays whatever it says. A part may stand in another: each is a matter of
 * its own. Without a line the page stays as it was.
 *
 * `data-from` on any element is the page's address, where it was reached by another; `data-every` is
 * how often it is asked for, in milliseconds.
 */
const EVERY_MS = Number(document.querySelector("[data-every]")?.dataset.every ?? 1500);
const WITHIN_MS = 8000;
const FROM = document.querySelector("[data-from]")?.dataset.from ?? location.pathname;

/** What the box said last, by the id of the part. */
const said = new Map(parts().map((part) => [part.id, words(part)]));

async function refresh() {
  const page = document.hidden ? null : await fresh();
  for (const old of page ? parts() : []) {
    const part = page.getElementById(old.id);
    if (part && !old.contains(document.activeElement)) renew(old, part);
  }
  setTimeout(refresh, EVERY_MS);
}

setTimeout(refresh, EVERY_MS);

function parts() {
  return [...document.querySelectorAll("[data-fresh]")];
}

async function fresh() {
  try {
    const how = { cache: "no-store", signal: AbortSignal.timeout(WITHIN_MS) };
    const response = await fetch(FROM, how);
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    page.querySelectorAll("noscript").forEach((part) => part.remove());
    return page;
  } catch {
    return null;
  }
}

function renew(old, part) {
  const now = words(part);
  if (said.get(old.id) === now) return;
  said.set(old.id, now);
  for (const { name } of [...old.attributes]) {
    if (!part.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of part.attributes) old.setAttribute(name, value);
  old.replaceChildren(...part.childNodes);
}

/** What stands there, without what is a matter of its own and the numbers of forms. */
function words(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("noscript, input[type=hidden]").forEach((each) => each.remove());
  copy.querySelectorAll("[data-fresh], [data-kept]").forEach((own) => own.replaceWith(own.id));
  return copy.outerHTML;
}
