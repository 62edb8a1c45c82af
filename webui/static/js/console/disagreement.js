/** Where the room does not agree: the items that divide it most, each with one tap to talk about it. */
import { html, nothing } from "../../vendor/lit.js";
import { languageOf, number, say, t } from "../words.js";

/** The list for a console element; nothing where the room is not divided. */
export function disagreement(element, step, results) {
  const divided = (results.divided ?? []).map((id) => results.items.find((item) => item.id === id));
  if (!divided.length) return nothing;
  const discuss = (items) => ({ do: "discuss_items", activity: step.id, items: items.map(({ id }) => id) });
  return html`<section class="disagreement" aria-labelledby="divided-name">
    <h3 id="divided-name">${t("The room is divided on:")}</h3>
    <p class="hint">
      ${t("0% is when all say the same, 100% when one half says the lowest and the other half the highest. From {n}% on we call the room divided.", {
        n: step.settings?.divided_from ?? 30,
      })}
    </p>
    <ol>
      ${divided.map(
        (item) => html`<li>
          <span id="divided.${item.id}" lang=${languageOf(item.text) ?? nothing} dir="auto">${say(item.text)}</span>
          <span class="hint">${t("divided: {n}%", { n: number(Math.round(100 * item.dissent)) })}</span>
          ${element.button("vote", t("Discuss this"), discuss([item]))}
        </li>`,
      )}
    </ol>
    ${divided.length > 1 ? element.button("vote", t("Discuss all of these"), discuss(divided)) : nothing}
  </section>`;
}
