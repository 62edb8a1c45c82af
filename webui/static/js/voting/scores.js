/** What a rating came to, on the big screen: one chart, with the numbers beside it. */
import { html, nothing } from "../../vendor/lit.js";
import { languageOf, say, t, tn } from "../words.js";
import { criteriaOf, rounded } from "./criteria.js";
import { scatter } from "./scatter.js";
import { movedMark, movedOf } from "./shift.js";

const SHOWN_MOST = 10;
/** A bar of all leaves room for its number, in percents; and for what moved. */
const WHOLE = 84;
const BESIDE_MOVED = 45;

const spoken = (text) => html`<span lang=${languageOf(text) ?? nothing} dir="auto">${say(text)}</span>`;

/** The picture of {step, results}. */
export function scorePicture({ step, results }) {
  const criteria = criteriaOf(step);
  const shown = results.items.slice(0, SHOWN_MOST);
  const chart = scatter(step, shown);
  return html`<div class="fit ${chart === nothing ? "bars" : "scattered"}">
    <h2>${spoken(step.title)}</h2>
    <p class="line">
      ${results.shift ? html`${t("voted again")} · ` : nothing}${tn("{n} vote", "{n} votes", results.ballots)}
      ${results.items.length > shown.length
        ? html` · ${t("the first {n} of {total}", { n: shown.length, total: results.items.length })}`
        : nothing}
    </p>
    ${chart === nothing
      ? html`<ol>${shown.map((item) => bar(item, criteria, movedOf(results, item.id)))}</ol>`
      : html`<div class="chart-and-list">${chart}<ol>${shown.map((item) => line(item, movedOf(results, item.id)))}</ol></div>`}
  </div>`;
}

const line = (item, moved) => html`<li>${spoken(item.text)}
  ${moved ? html`<span class="bar-sharing">${movedMark(moved)}</span>` : nothing}
  ${item.is_divided ? html`<b class="vote-divided">${t("divided")}</b>` : nothing}</li>`;

/** With one criterion a bar is its mean, otherwise the whole score out of 100. */
function bar(item, criteria, moved) {
  const only = criteria.length === 1 ? item.criteria[criteria[0].id].mean : null;
  const score = item.score === null ? null : 100 * item.score;
  return html`<li>
    <span class="bar-name">${spoken(item.text)}</span>
    <span class="bar-line">
      <svg class="bar" width="${((moved ? BESIDE_MOVED : WHOLE) * (item.score ?? 0)).toFixed(2)}%" aria-hidden="true">
        <rect width="100%" height="100%"></rect>
      </svg>
      <b>${rounded(criteria.length === 1 ? only : score)}</b>
      <span class="bar-sharing">${item.is_divided ? t("divided") : nothing}
        ${moved ? movedMark(moved) : nothing}</span>
    </span>
  </li>`;
}
