/**
 * What moved between a vote and its repeat, in words: places only, of the room as a whole. It is told
 * once the room may see both.
 */
import { html, nothing, svg } from "../../vendor/lit.js";
import { languageOf, nth, say, t, tn } from "../words.js";

/** The list of {view, results}; nothing where no vote was repeated, or the first is still secret. */
export function shift({ view, results }) {
  if (!results.shift) return nothing;
  const { since, items } = results.shift;
  const moved = items.filter(hasMoved);
  const stayed = items.length - moved.length;
  return html`<section class="vote-shift">
    <h2>${t("What changed since “{title}”", { title: say(view.activities?.[since]?.title) })}</h2>
    ${moved.length ? html`<ul role="list">${moved.map(line)}</ul>` : nothing}
    ${stayed ? html`<p class="about">${stayedWords(stayed, moved.length)}</p>` : nothing}
  </section>`;
}

const line = (row) => html`<li>
  ${sign(row)} <span lang=${languageOf(row.text) ?? nothing} dir="auto">${say(row.text)}</span>:
  ${movedWords(row)}${row.risen ? ` (${placesWords(row.risen)})` : nothing}
</li>`;

/** The row of an item in what moved, or undefined. */
export const movedOf = ({ shift: told }, id) => told?.items.find((row) => row.id === id);

/** Its place before and now, in a few words. */
function movedWords({ before, rank }) {
  if (before === null) return t("new, now {now}", { now: placeOf(rank) });
  return t("was {before}, now {now}", { before: placeOf(before), now: placeOf(rank) });
}

/** Both as they stand beside a bar, in one piece. */
export const movedMark = (row) => html`<span class="vote-was">${sign(row)} ${movedWords(row)}</span>`;

/** Up, down or neither, as a sign beside the words. */
function sign({ risen }) {
  if (!risen) return nothing;
  return html`<svg class="vote-moved" data-way=${risen > 0 ? "up" : "down"} aria-hidden="true" viewBox="0 0 10 10">
    ${svg`<path d=${risen > 0 ? "M5 1 9.5 9h-9z" : "M5 9 .5 1h9z"}></path>`}
  </svg>`;
}

const hasMoved = ({ before, rank }) => before !== rank;

const placeOf = (place) => (place === null ? t("without a place") : nth(place));

const placesWords = (risen) =>
  risen > 0 ? tn("{n} place up", "{n} places up", risen) : tn("{n} place down", "{n} places down", -risen);

function stayedWords(n, moved) {
  if (!moved) return t("Nothing moved: everything has the same place as before.");
  return tn("{n} other stayed in its place.", "{n} others stayed in their places.", n);
}
