/** A poll: one of a few options, or several, or no opinion. */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { languageOf, say, t, tn } from "../words.js";
import { idsNow } from "./now.js";

/** The ballot; `values` is {chosen: [id]} or {abstains: true}. */
export function poll({ step, items, all, values, isOpen, language, change }) {
  const { form, pick_most: most = 0, may_abstain: may } = step.settings ?? {};
  const isMany = form === "multiple";
  const chosen = idsNow(values.chosen ?? [], all);
  const isFull = isMany && most > 0 && chosen.length >= most;
  const row = (words, isChosen, act, isOut = false) =>
    isOpen || isChosen ? option({ words, isChosen, isMany, isOpen, isOut, name: step.id, act }) : nothing;
  return html`<section class="vote-ballot">
    ${isOpen ? html`<p class="vote-left">${leftOver(isMany ? most : 1, chosen.length)}</p>` : nothing}
    <ul class="vote-choices" role="list">
      ${repeat(items, ({ id }) => id, ({ id, text }) => {
        const isChosen = chosen.includes(id);
        const words = html`<span class="vote-words" lang=${languageOf(text) ?? (language || nothing)} dir="auto">${say(text)}</span>`;
        const act = (isOn) => change(isMany ? without(chosen, id, isOn) : { chosen: [id] });
        return row(words, isChosen, act, isFull && !isChosen);
      })}
      ${may || form === "yes_no"
        ? row(html`<span class="vote-words">${t("No opinion")}</span>`, Boolean(values.abstains), (isOn) =>
            change(isOn ? { abstains: true } : {}))
        : nothing}
    </ul>
  </section>`;
}

function leftOver(most, n) {
  if (most === 1) return t("Choose one.");
  if (!most) return t("Choose as many as you like.");
  return tn("You can choose {n} more.", "You can choose {n} more.", most - n);
}

const option = ({ words, isChosen, isMany, isOpen, isOut, name, act }) => html`<li>
  <label class="vote-choice" ?data-chosen=${isChosen}>
    <input
      type=${isMany ? "checkbox" : "radio"}
      name="poll.${name}"
      .checked=${isChosen}
      ?disabled=${!isOpen || isOut}
      @change=${({ target }) => act(target.checked)}
    />
    ${words}
  </label>
</li>`;

function without(chosen, id, isOn) {
  const others = chosen.filter((one) => one !== id);
  const now = isOn ? [...others, id] : others;
  return now.length ? { chosen: now } : {};
}
