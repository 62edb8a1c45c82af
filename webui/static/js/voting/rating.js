/**
 * Rating: a row of numbers for each item and criterion, or a field and a slider where there are many.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { languageOf, say, t, tn } from "../words.js";
import { criteriaOf, valueWords } from "./criteria.js";
import { becoming } from "./now.js";

/** More values than this do not fit in a row. */
const ROW_MOST = 11;

/** The ballot; `values` is {item: {criterion: number, or null for no opinion}}. */
export function rating({ step, items, all, values: kept, isOpen, language, change }) {
  const values = ratedNow(kept, all);
  const criteria = criteriaOf(step);
  const isRated = ({ id }) => criteria.every((criterion) => values[id]?.[criterion.id] !== undefined);
  const shown = isOpen ? items : items.filter(({ id }) => values[id]);
  return html`<section class="vote-ballot">
    ${isOpen ? leftOver(items.filter(isRated).length, items.length) : nothing}
    <ul class="vote-choices ratings" role="list">
      ${repeat(shown, ({ id }) => id, (item) => {
        const own = values[item.id] ?? {};
        const rate = (criterion, value, how) =>
          change({ ...values, [item.id]: { ...own, [criterion.id]: value } }, how);
        return html`<li class="rating-item" ?data-chosen=${isRated(item)}>
          <p class="vote-words" lang=${languageOf(item.text) ?? (language || nothing)} dir="auto">${say(item.text)}</p>
          ${criteria.map((criterion) => {
            const field = { item, criterion, value: own[criterion.id], rate: (value, how) => rate(criterion, value, how) };
            if (!isOpen) return said(field);
            return criterion.values.length <= ROW_MOST ? row(field) : line(field);
          })}
        </li>`;
      })}
    </ul>
  </section>`;
}

/** What was merged speaks where its own item has no opinion, as the box counts it. */
export function ratedNow(values, all) {
  const now = becoming(all);
  const rated = all.filter(({ id }) => values[id]);
  const found = {};
  for (const { id } of [...rated.filter((one) => !one.into), ...rated.filter((one) => one.into)]) {
    const to = now(id);
    if (!to) continue;
    const there = (found[to] ??= {});
    for (const [criterion, value] of Object.entries(values[id])) there[criterion] ??= value;
  }
  return found;
}

const leftOver = (n, total) =>
  html`<p class="vote-left">${tn("{n} of {total} rated", "{n} of {total} rated", n, { total })}</p>`;

const said = ({ criterion, value }) =>
  value === undefined
    ? nothing
    : html`<p class="rating-said"><span>${say(criterion.title)}</span> <b>${value === null ? t("No opinion") : valueWords(criterion, value)}</b></p>`;

const groupName = ({ item, criterion }) => `${say(criterion.title)}: ${say(item.text)}`;

/** Arrow keys pass the values in between: it is sent when they rest. */
function row(field) {
  const { criterion, value } = field;
  return html`<div class="rating-criterion" role="radiogroup" aria-label=${groupName(field)}>
    <p class="rating-name">${say(criterion.title)}</p>
    <div class="rating-scale">
      ${criterion.values.map((each) => radio(field, each, valueWords(criterion, each)))}
    </div>
    ${radio(field, null, t("No opinion"))}
  </div>`;
}

const radio = ({ item, criterion, value, rate }, each, words) => html`<label class="rating-mark">
  <input
    type="radio"
    name="rate.${item.id}.${criterion.id}"
    .checked=${value === each}
    @change=${() => rate(each, { settles: true })}
  /><span>${words}</span>
</label>`;

function line(field) {
  const { criterion, value, rate } = field;
  const { low, high, step } = criterion;
  const take = ({ target }) => {
    const isOn = target.value !== "" && target.checkValidity();
    target.setAttribute("aria-invalid", String(!isOn));
    if (isOn) rate(target.valueAsNumber, { settles: true });
  };
  return html`<div class="rating-criterion" role="group" aria-label=${groupName(field)}>
    <p class="rating-name">${say(criterion.title)} <span class="hint">${t("{low} to {high}", { low, high })}</span></p>
    <div class="rating-along">
      <input type="number" aria-label=${say(criterion.title)} min=${low} max=${high} step=${step} .value=${value ?? ""} @change=${take} />
      <input type="range" aria-label=${t("{title}, slider", { title: say(criterion.title) })} aria-valuetext=${typeof value === "number" ? nothing : t("Nothing chosen yet")} min=${low} max=${high} step=${step} .value=${value ?? (low + high) / 2} ?data-untouched=${typeof value !== "number"} @input=${take} />
    </div>
    <label class="rating-mark">
      <input type="checkbox" .checked=${value === null} @change=${({ target }) => rate(target.checked ? null : undefined)} /><span>${t("No opinion")}</span>
    </label>
  </div>`;
}
