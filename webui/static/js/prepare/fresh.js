/**
 * Keeps the page as the box would render it now: what others change appears, in parts. A part in
 * which somebody is writing, or that holds what is not saved yet, waits until they are done; "waiting" tells
 * of it, "fresh" of what has come.
 */
import { freshPage } from "./asking.js";

const EVERY_MS = 4000;
const PRESSED = "button, a, summary";

/** Where somebody can be by keyboard. */
const STOP = 'button:not([data-grip]), input:not([type="hidden"]), select, textarea';

const known = new Map();
let timer = 0;
let looking = null;
let mayReplace = () => true;
let mayGo = () => true;
let mayMove = () => true;

/**
 * Begin; `isFree(part)` tells whether a part may be replaced now, `isLeft(item)` whether nobody types
 * in what was removed, and `isAtRest()` whether nobody drags what stands in the lists.
 */
export function keepFresh({ isFree, isLeft, isAtRest }) {
  mayReplace = isFree;
  mayGo = isLeft;
  mayMove = isAtRest;
  for (const part of partsOf(document)) known.set(part.dataset.part, written(part));
  again();
}

/** Look now, and not only when it is time again. */
export async function refresh() {
  clearTimeout(timer);
  // What is on its way may be from before what was just done here.
  while (looking) await looking;
  looking = look().finally(() => {
    looking = null;
  });
  await looking;
}

/**
 * Put a part of this page in the place of the one that is there, whoever is in it; who is at a button
 * finds themselves at the same one again.
 */
export function replacePart(next) {
  const part = partNamed(next.dataset.part);
  known.set(next.dataset.part, written(next));
  const copy = document.importNode(next, true);
  const { activeElement } = document;
  const at = [...part.querySelectorAll(PRESSED)].indexOf(activeElement);
  part.replaceWith(copy);
  if (at >= 0) (likeIn(copy, activeElement, at) ?? headingBefore(copy)).focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("fresh", { detail: copy }));
  return copy;
}

/** The part with this name, on this page or another. */
export const partNamed = (name, page = document) =>
  page.querySelector(`[data-part="${CSS.escape(name)}"]`);

async function look() {
  const page = document.hidden ? null : await freshPage();
  if (page) take(page);
  again();
}

function again(wait = EVERY_MS) {
  clearTimeout(timer);
  timer = setTimeout(refresh, wait);
}

function take(page) {
  if (mayMove()) for (const list of page.querySelectorAll("[data-list]")) arrange(list);
  for (const next of partsOf(page)) {
    const name = next.dataset.part;
    const part = partNamed(name);
    if (!part || known.get(name) === written(next)) continue;
    if (mayReplace(part)) replacePart(next);
    else document.dispatchEvent(new CustomEvent("waiting", { detail: { part, next } }));
  }
}

/** The same items in the same order as in the other list; what is new comes as it is there. */
function arrange(next) {
  const list = document.querySelector(`[data-list="${CSS.escape(next.dataset.list)}"]`);
  if (!list) return;
  const there = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const wanted = [...next.children].map((item) => there.get(item.dataset.key) ?? taken(item));
  for (const item of wanted) back(item);
  for (const item of [...list.children]) {
    if (wanted.includes(item)) continue;
    if (mayGo(item)) leave(item);
    else stay(item, wanted);
  }
  wanted.forEach((item, at) => {
    if (list.children[at] === item) return;
    // Moving a node takes its focus away: whoever is in it stays where they are.
    const focused = item.contains(document.activeElement) ? document.activeElement : null;
    list.insertBefore(item, list.children[at] ?? null);
    focused?.focus();
  });
  while (list.children.length > wanted.length) list.lastElementChild.remove();
}

function taken(item) {
  const copy = document.importNode(item, true);
  for (const part of partsOf(item)) known.set(part.dataset.part, written(part));
  queueMicrotask(() => document.dispatchEvent(new CustomEvent("fresh", { detail: copy })));
  return copy;
}

/** What somebody else removed stays while one types in it, and says so: nothing typed goes unseen. */
function stay(item, wanted) {
  const before = wanted.indexOf(item.previousElementSibling);
  wanted.splice(before + 1, 0, item);
  if (item.dataset.gone !== undefined) return;
  item.dataset.gone = "";
  document.dispatchEvent(new CustomEvent("gone", { detail: item }));
}

/** Somebody undid the removing. */
function back(item) {
  if (item.dataset.gone === undefined) return;
  delete item.dataset.gone;
  document.dispatchEvent(new CustomEvent("back", { detail: item }));
}

/** Who was in what goes finds themselves at its neighbour, or at the heading of what is empty now. */
function leave(item) {
  const had = item.contains(document.activeElement);
  const neighbour = item.nextElementSibling ?? item.previousElementSibling;
  const list = item.parentElement;
  item.remove();
  if (had) stopIn(neighbour ?? headingBefore(list)).focus();
}

/** What takes the focus there: a line or heading itself where it can, else the first thing in it. */
const stopIn = (element) =>
  element.matches("[tabindex], button, h1, h2") ? element : (element.querySelector(STOP) ?? element);

/** What one presses in another part to the same end, or what stands in that place now. */
function likeIn(part, pressed, at) {
  const all = [...part.querySelectorAll(PRESSED)];
  const there = [all[at], ...all].filter((other) => other && !other.matches("[tabindex]"));
  const isSame = (other) => other.localName === pressed.localName && goal(other) === goal(pressed);
  return there.find(isSame) ?? there[0];
}

/** What pressing something does, as far as its own attributes tell. */
const goal = (pressed) => [pressed.name, pressed.value, pressed.getAttribute("href")].join(" ");

/** The heading under which something stands. */
const headingBefore = (element) =>
  [...document.querySelectorAll("h1, h2")].findLast(
    (heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );

const partsOf = (page) => page.querySelectorAll("[data-part]");

/** A part as the box wrote it, without the number that every form gets anew. */
function written(part) {
  const copy = part.cloneNode(true);
  for (const field of copy.querySelectorAll('input[name="id"]')) field.removeAttribute("value");
  return copy.outerHTML;
}
