/** What a vote came to, on the big screen: the items as bars, as many as can be read from the back. */
import { html, nothing } from "../../vendor/lit.js";
import { languageOf, nth, number, say, t, tn } from "../words.js";
import { asked } from "../room.js";
import { FIGURES } from "../voting/figures.js";
import { movedMark, movedOf } from "../voting/shift.js";

const BARS_MOST = 12;
/** A bar of all leaves room for its number, in percents; and for words where a place is shared, or
 * for what moved. */
const WHOLE = 84;
const BESIDE_MOVED = 45;
const BESIDE_WORDS = 46;

const spoken = (text) => html`<span lang=${languageOf(text) ?? nothing} dir="auto">${say(text)}</span>`;

/** The picture of {step, results}. */
export function resultsPicture({ step, results }) {
  const figures = FIGURES[step.kind];
  if (figures.stage) return figures.stage({ step, results });
  const shown = (figures.ordered?.(results.items) ?? results.items).slice(0, BARS_MOST);
  const most = Math.max(1, ...results.items.map((item) => figures.measure(item)));
  const isShared = shown.some(({ is_shared }) => is_shared);
  const whole = Math.min(results.shift ? BESIDE_MOVED : WHOLE, isShared ? BESIDE_WORDS : WHOLE);
  return html`<div class="fit bars">
    <h2>${spoken(asked(step))}</h2>
    <p class="line">
      ${results.shift ? html`${t("voted again")} · ` : nothing}${tn("{n} vote", "{n} votes", results.ballots)}${figures.about?.(results) ?? nothing}
      ${results.items.length > shown.length
        ? html` · ${t("the first {n} of {total}", { n: shown.length, total: results.items.length })}`
        : nothing}
    </p>
    <ol>
      ${shown.map((item) => row(item, figures, (whole * figures.measure(item)) / most, movedOf(results, item.id)))}
    </ol>
  </div>`;
}

const row = (item, figures, length, moved) => html`<li>
  <span class="bar-name">${spoken(item.text)}</span>
  <span class="bar-line">
    <svg class="bar" width="${length.toFixed(2)}%" aria-hidden="true">
      <rect width="100%" height="100%"></rect>
    </svg>
    <b>${figures.told?.(item) ?? number(figures.measure(item))}</b>
    <span class="bar-sharing">${moved
        ? movedMark(moved)
        : item.is_shared ? t("shared {nth} place", { nth: nth(item.rank) }) : nothing}</span>
  </span>
</li>`;
