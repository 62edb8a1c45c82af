/** What a rating came to: a scatter where there are two criteria, and a table with every number. */
import { html, nothing, svg } from "../../vendor/lit.js";
import { sign } from "../elements/light.js";
import { languageOf, number, say, t, tn } from "../words.js";
import { criteriaOf, rounded, valueWords } from "./criteria.js";
import { scatter } from "./scatter.js";

/** The results of {view, step, results}. */
export function rated({ view, step, results }) {
  const criteria = criteriaOf(step);
  return html`<section class="vote-results rated-results">
    <h2>${t("Result")}</h2>
    <p class="about">${tn("{n} vote", "{n} votes", results.ballots)}</p>
    ${scatter(step, results.items)}
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${t("Place")}</th>
          <th role="columnheader" scope="col">${t("What")}</th>
          ${criteria.map(({ title }) => html`<th role="columnheader" scope="col">${say(title)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${results.items.map((item, at) => row(view, criteria, item, at))}
      </tbody>
    </table>
  </section>`;
}

const row = (view, criteria, item, at) => html`<tr role="row" ?data-divided=${item.is_divided}>
  <td role="cell" class="vote-place">
    ${item.rank ?? "–"}${item.is_shared ? html`<span class="shared"> ${t("shared")}</span>` : nothing}
  </td>
  <th role="rowheader" scope="row" lang=${languageOf(item.text) ?? nothing} dir="auto">
    ${criteria.length > 1 ? html`<span class="point-number" aria-hidden="true">${at + 1}</span>` : nothing}
    ${item.theme && view.themes?.[item.theme] ? sign(view.themes[item.theme].number) : nothing} ${say(item.text)}
    ${item.is_divided
      ? html`<p class="divided">${t("The room is divided on this. Talk about it before you decide.")}</p>`
      : nothing}
  </th>
  ${criteria.map((criterion) => html`<td role="cell" class="told">${told(criterion, item.criteria[criterion.id])}</td>`)}
</tr>`;

/** One item on one criterion. On a phone the name of the criterion stands with it. */
function told(criterion, numbers) {
  const { n, abstained, mean, median, lower_quartile: low, upper_quartile: high, is_divided } = numbers;
  return html`<p class="mean"><span class="rating-name">${say(criterion.title)}</span> <b>${rounded(mean)}</b>
      ${is_divided ? html`<span class="vote-divided">${t("divided")}</span>` : nothing}</p>
    ${bars(criterion, numbers)}
    <p class="numbers">
      ${n ? html`${t("middle value {n}", { n: rounded(median) })} ·` : nothing}
      ${n && low !== high ? html`${t("half from {low} to {high}", { low: rounded(low), high: rounded(high) })} ·` : nothing}
      ${tn("{n} rating", "{n} ratings", n)}${abstained
        ? html` · ${tn("{n} without opinion", "{n} without opinion", abstained)}`
        : nothing}
    </p>`;
}

/** How many gave each value: small bars, and the same in words. */
function bars(criterion, { distribution }) {
  if (!distribution.length) return nothing;
  const most = Math.max(1, ...distribution.map(([, n]) => n));
  const wide = 100 / distribution.length;
  const words = distribution
    .filter(([, n]) => n)
    .map(([value, n]) => `${valueWords(criterion, value)}: ${number(n)}`)
    .join(", ");
  return html`<svg class="spread" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label=${words || t("No votes")}>
    ${distribution.map(([, n], at) => {
      const high = Math.max(n ? 2 : 0.75, (23 * n) / most);
      return svg`<rect x=${at * wide + wide * 0.1} y=${24 - high} width=${wide * 0.8} height=${high}></rect>`;
    })}
  </svg>`;
}
