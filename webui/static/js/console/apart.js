/**
 * What themes, tables and roles voted, as far as it may be told: behind a fold, every item with a bar
 * and a figure per group. The page of results (appliance/web/told_apart.py) says the same.
 */
import { html, nothing } from "../../vendor/lit.js";
import { languageOf, number, say, t, tn } from "../words.js";
import { criteriaOf, rounded } from "../voting/criteria.js";
import { listed, tableName } from "./names.js";

/** The smallest group that is told, as appliance/conference/tally/privacy.py has it. */
const LEAST = 5;

/** The first of these in a row compares groups of different sizes. */
const TELLING = ["share", "of_most", "mean", "score", "n"];
const SHARES = new Set(["share", "of_most"]);

const CUTS = {
  themes: {
    title: () => t("Per theme"),
    name: (view, names) => listed(names.map((id) => say(view.themes?.[id]?.title) || id)),
  },
  tables: {
    title: () => t("Per table"),
    name: (_view, names) => (names.length > 1 ? t("Tables {tables}", { tables: listed(names) }) : tableName(names[0])),
  },
  roles: {
    title: () => t("Per role"),
    name: (_view, names, others) =>
      listed([...names.map((role) => role || t("no role given")), ...(others ? [t("other roles")] : [])]),
  },
};

/** The fold of a vote; nothing while nothing is told, or where the room is one group. */
export function apart(view, step) {
  const cuts = Object.entries(step.apart ?? {}).filter(([, cut]) => cut.of > 1);
  if (!cuts.length) return nothing;
  const items = (view.lists?.[step.id]?.items ?? []).filter((item) => !item.is_withdrawn && !item.into);
  return html`<details class="folded">
    <summary>${t("Per theme, table and role")}</summary>
    ${cuts.map(([id, cut]) => section(view, step, items, id, cut))}
  </details>`;
}

function section(view, step, items, id, { parts }) {
  const names = parts.map((part) => CUTS[id].name(view, part.names, part.others));
  return html`<section aria-labelledby="apart-${id}">
    <h3 id="apart-${id}">${CUTS[id].title()}</h3>
    ${remarks(items, parts, names).map((remark) => html`<p class="hint">${remark}</p>`)}
    ${parts.length ? table(step, items, id, parts, names) : nothing}
  </section>`;
}

function remarks(items, parts, names) {
  if (!parts.length) {
    return [
      t("The groups are too small to show apart, or would be together with what else stands here. This keeps each choice secret."),
    ];
  }
  const together = parts.flatMap((part, at) => (part.names.length > 1 || part.others ? [names[at]] : []));
  const told = new Set(parts.flatMap((part) => part.items.map(({ id }) => id)));
  const said = together.map((group) =>
    t("Counted together, so that no group is smaller than {n}: {names}.", { n: LEAST, names: group }),
  );
  if (items.every(({ id }) => told.has(id))) return said;
  return [...said, t("– means: in some group fewer than {n} had an opinion on this, or it was changed since.", { n: LEAST })];
}

function table(step, items, id, parts, names) {
  const most = Math.max(...parts.flatMap((part) => part.items.map((row) => row[telling(row)] ?? 0))) || 1;
  return html`<table class="vote-apart" role="table" aria-labelledby="apart-${id}">
    <tbody role="rowgroup">
      ${items.map(
        (item) => html`<tr role="row">
          <th role="rowheader" scope="row" lang=${languageOf(item.text) ?? nothing} dir="auto">${say(item.text)}</th>
          ${parts.map((part, at) => cell(step, part, item.id, names[at], most))}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function cell(step, part, id, name, most) {
  const row = part.items.find((one) => one.id === id);
  return html`<td role="cell">
    <span class="vote-apart-group" dir="auto">${name} (${tn("{n} vote", "{n} votes", part.n)})</span>
    ${row ? bars(step, row, most).map(bar) : html`<b>–</b>`}
  </td>`;
}

const bar = ({ name, told, length }) => html`<span class="vote-apart-bar">
  ${name ? html`<span lang=${languageOf(name) ?? nothing}>${say(name)}</span>` : nothing}
  <svg class="bar" aria-hidden="true" height="8">
    <rect class="bar-share" height="8" rx="3" width="${(100 * length).toFixed(2)}%"></rect>
  </svg>
  <b>${told}</b>
</span>`;

function bars(step, row, most) {
  if (!row.criteria) {
    const name = telling(row);
    const value = row[name] ?? null;
    const told = SHARES.has(name) && value !== null ? `${number(Math.round(100 * value))}%` : rounded(value);
    return [{ name: "", told, length: (value ?? 0) / most }];
  }
  const criteria = criteriaOf(step).filter(({ id }) => id in row.criteria);
  return criteria.map(({ id, title, low, high }) => {
    const { mean } = row.criteria[id];
    const length = mean === null ? 0 : (mean - low) / (high - low);
    return { name: criteria.length > 1 ? title : "", told: rounded(mean), length };
  });
}

const telling = (row) => TELLING.find((name) => name in row);
