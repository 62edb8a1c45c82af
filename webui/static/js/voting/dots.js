/** Giving dots: a tick for each item, or a number of dots where they may stand on each other. */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { sign } from "../elements/light.js";
import { languageOf, say, t, tn } from "../words.js";
import { addedUp } from "./now.js";

/** The ballot; `values` is {item: dots}. */
export function dots({ step, items, all, themes, values: kept, isOpen, language, change }) {
  const settings = step.settings ?? {};
  const each = settings.dots_each ?? 5;
  const stacks = settings.is_stackable ?? true;
  const values = addedUp(kept, all, stacks ? Infinity : 1);
  const groups = settings.per === "theme" ? byTheme(items) : [["", items]];
  return html`${groups.map(([theme, found]) => {
    const given = found.reduce((sum, { id }) => sum + (values[id] ?? 0), 0);
    return html`<section class="vote-ballot">
      ${theme && themes[theme]
        ? html`<h2>${sign(themes[theme].number)} ${say(themes[theme].title)}</h2>`
        : nothing}
      ${isOpen ? leftOver(each - given, each) : nothing}
      <ul class="vote-choices" role="list">
        ${repeat(found, ({ id }) => id, (item) => {
          const n = values[item.id] ?? 0;
          if (!isOpen && !n) return nothing;
          const row = { item, n, left: each - given, isOpen, language };
          const give = (dots) => change(changed(values, item.id, dots));
          return html`<li>${stacks ? stacked(row, give) : tick(row, give)}</li>`;
        })}
      </ul>
    </section>`;
  })}`;
}

const leftOver = (n, total) =>
  html`<p class="vote-left">${tn("{n} of {total} dots left to give", "{n} of {total} dots left to give", n, { total })}</p>`;

function tick({ item, n, left, isOpen, language }, give) {
  const isOut = !n && left <= 0;
  return html`<label class="vote-choice" ?data-chosen=${Boolean(n)}>
    <input
      type="checkbox"
      .checked=${Boolean(n)}
      ?disabled=${!isOpen || isOut}
      @change=${({ target }) => give(target.checked ? 1 : 0)}
    />
    <span class="vote-words" lang=${languageOf(item.text) ?? (language || nothing)} dir="auto">${say(item.text)}</span>
  </label>`;
}

function stacked({ item, n, left, isOpen, language }, give) {
  const name = say(item.text);
  return html`<div class="vote-choice" role="group" aria-label=${name} ?data-chosen=${Boolean(n)}>
    <span class="vote-words" lang=${languageOf(item.text) ?? (language || nothing)} dir="auto">${name}</span>
    <span class="vote-count">
      ${isOpen ? step(t("One dot less"), "−", n > 0, () => give(n - 1)) : nothing}
      <output aria-label=${t("Dots")}>${n}</output>
      ${isOpen ? step(t("One dot more"), "+", left > 0, () => give(n + 1)) : nothing}
    </span>
  </div>`;
}

/** It stays in focus when nothing is left to give: disabled would drop the focus. */
const step = (words, sign, may, act) => html`<button
  type="button"
  class="act"
  aria-label=${words}
  aria-disabled=${may ? nothing : "true"}
  @click=${() => may && act()}
>
  ${sign}
</button>`;

function changed(values, id, n) {
  const { [id]: _, ...others } = values;
  return n ? { ...others, [id]: n } : others;
}

function byTheme(items) {
  const groups = new Map();
  for (const item of items) groups.set(item.theme, [...(groups.get(item.theme) ?? []), item]);
  return [...groups];
}
