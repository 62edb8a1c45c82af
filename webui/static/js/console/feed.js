/**
 * Hands the live view and the room's time to the elements of a page.
 *
 * Knows the socket's module and the elements' `kinds` and `ticks`, not what they show.
 */
import { live } from "../live.js";
import { page } from "../page.js";

const TICK_MS = 1000;
/** An act that changed nothing brings no news: so long is waited for it. */
const IN_VIEW_WITHIN_MS = 400;

/** The number of the last change that the elements were given. */
let given = 0;

/** Keep the elements fed, each with the kinds of documents that it shows. */
export function feed(elements) {
  live.addEventListener("view", (event) => give(elements, event.detail.kinds));
  live.addEventListener("state", () => tellLine(elements));
  live.addEventListener("hello", ({ detail }) => followConference(detail.conference));
  setInterval(() => tick(elements), TICK_MS);
  // Behind the line's own start, which takes what the page was rendered from.
  setTimeout(() => {
    tick(elements);
    if (live.view.conferences) give(elements, null);
  });
}

/** Another conference was put on stage: this page belongs to the one before. */
async function followConference(conference) {
  if (!conference || conference === page.conference) return;
  // Only when there is a page to be had: else the big screen would end as a browser's own message.
  const isThere = await fetch(location.href).catch(() => null);
  if (isThere) location.reload();
}

/** Resolves when the elements show the change with this number, or none came of it. */
export function inView(seq) {
  if (given >= seq) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(found, IN_VIEW_WITHIN_MS);
    // Not at once: they are drawn when this turn is over.
    const look = () => given >= seq && setTimeout(found);
    function found() {
      clearTimeout(timer);
      live.removeEventListener("view", look);
      resolve();
    }
    live.addEventListener("view", look);
  });
}

function give(elements, kinds) {
  given = live.seq;
  for (const element of elements) {
    const shows = element.constructor.kinds;
    if (!element.view || !kinds || shows.some((kind) => kinds.has(kind))) element.view = live.view;
  }
}

function tick(elements) {
  for (const element of elements) {
    if (element.constructor.ticks) element.roomMs = live.roomMs();
  }
}

function tellLine(elements) {
  for (const element of elements) {
    if ("line" in element) element.line = { state: live.state, reason: live.reason };
  }
}
