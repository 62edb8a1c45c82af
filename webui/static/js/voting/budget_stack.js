/** What a room would give on average, as one bar: a part for each item, and what nobody gave. */
import { html, nothing, svg } from "../../vendor/lit.js";
import { say, t } from "../words.js";
import { average, termsOf } from "./amounts.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** A part of so many percents has room for its letter. */
const LETTERED_FROM = 5;

/** The letter of an item by its place in the list; later ones have none. */
export const letterOf = (at) => LETTERS[at] ?? "";

/** The bar, nothing where nobody voted; every part is told in words too. */
export function budgetStack(step, results) {
  if (results.spent === null) return nothing;
  const parts = partsOf(results);
  return html`<svg class="budget-stack" role="img" aria-label=${words(step, results)} width="100%">
    <rect class="budget-all" width="100%" height="100%"></rect>
    ${parts.map(part)}
  </svg>`;
}

function partsOf({ amount, items }) {
  let from = 0;
  return items.map(({ mean }, at) => {
    const wide = (100 * mean) / amount;
    from += wide;
    return { at, wide, from: from - wide };
  });
}

const part = ({ at, wide, from }) => svg`<g class="budget-part" ?data-other=${at % 2 === 1}>
  <rect x="${from.toFixed(3)}%" width="${wide.toFixed(3)}%" height="100%"></rect>
  ${wide < LETTERED_FROM ? nothing : svg`<text x="${(from + wide / 2).toFixed(3)}%" y="50%">${letterOf(at)}</text>`}
</g>`;

function words(step, results) {
  const terms = termsOf(step);
  const items = results.items
    .filter(({ mean }) => mean)
    .map(({ text, mean }) => `${say(text)}: ${average(terms, results, mean)}.`);
  const rest = average(terms, results, results.amount - results.spent);
  return [t("What people gave on average."), ...items, t("Not given: {amount}.", { amount: rest })].join(" ");
}
