/** What dividing an amount came to: one bar of averages, and a table with every number. */
import { html, nothing } from "../../vendor/lit.js";
import { sign } from "../elements/light.js";
import { asked } from "../room.js";
import { languageOf, number, say, t, tn } from "../words.js";
import { average, brief, termsOf } from "./amounts.js";
import { budgetStack, letterOf } from "./budget_stack.js";

const SHOWN_MOST = 8;

const spoken = (text) => html`<span lang=${languageOf(text) ?? nothing} dir="auto">${say(text)}</span>`;

/** The results of {view, step, results}. */
const whole = ({ view, step, results }) => html`<section class="vote-results budget-results">
  <h2>${t("Result")}</h2>
  <p class="about">${about(step, results)}</p>
  ${budgetStack(step, results)}
  ${table(columns(step, results), results, results.items, (item) =>
    item.theme && view.themes?.[item.theme] ? sign(view.themes[item.theme].number) : nothing,
  )}
</section>`;

/** The picture of {step, results} on the big screen. */
function stage({ step, results }) {
  const shown = results.items.slice(0, SHOWN_MOST);
  return html`<div class="fit bars budget-picture">
    <h2>${spoken(asked(step))}</h2>
    <p class="line">
      ${about(step, results)}${results.items.length > shown.length
        ? html` · ${t("the first {n} of {total}", { n: shown.length, total: results.items.length })}`
        : nothing}
    </p>
    ${budgetStack(step, results)} ${table(fewWords(step, results), results, shown)}
  </div>`;
}

function about(step, results) {
  const votes = tn("{n} vote", "{n} votes", results.ballots);
  if (results.spent === null) return votes;
  const terms = termsOf(step);
  const given = t("on average {spent} of {amount} given", {
    spent: average(terms, results, results.spent),
    amount: average(terms, results, results.amount),
  });
  return `${votes} · ${given}`;
}

function columns(step, results) {
  const terms = termsOf(step);
  return [
    { words: t("Average"), of: ({ mean }) => average(terms, results, mean) },
    { words: t("Median"), of: ({ median }) => average(terms, results, median) },
    { words: t("From"), of: ({ voters }) => tn("{n} person", "{n} people", voters) },
  ];
}

/** Read from the back of a room: the line above names the unit, if it is a word. */
function fewWords(step, results) {
  const terms = brief(termsOf(step));
  return [
    { words: t("Average"), of: ({ mean }) => average(terms, results, mean) },
    { words: t("Median"), of: ({ median }) => average(terms, results, median) },
    { words: t("Voters"), of: ({ voters }) => number(voters) },
  ];
}

function table(columns, results, items, mark = () => nothing) {
  return html`<table role="table">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${t("Place")}</th>
        <th role="columnheader" scope="col">${t("What")}</th>
        ${columns.map(({ words }) => html`<th role="columnheader" scope="col" class="figure">${words}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${items.map(
        (item, at) => html`<tr role="row">
          <td role="cell" class="vote-place">
            ${item.rank ?? "–"}${item.is_shared ? html`<span class="shared"> ${t("shared")}</span>` : nothing}
          </td>
          <th role="rowheader" scope="row">
            ${results.spent === null || !letterOf(at)
              ? nothing
              : html`<span class="budget-letter" ?data-other=${at % 2 === 1} aria-hidden="true">${letterOf(at)}</span>`}
            ${mark(item)} ${spoken(item.text)}
          </th>
          ${columns.map(
            ({ words, of }) => html`<td role="cell" class="figure" data-what=${words}>${of(item)}</td>`,
          )}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

export const BUDGET = { whole, stage, measure: ({ mean }) => mean ?? 0 };
