/**
 * <tafel-results>: what a vote came to, as a table with bars: every number also stands as text.
 */
import { html, nothing } from "../../vendor/lit.js";
import { LightElement, sign } from "../elements/light.js";
import { languageOf, say, t, tn } from "../words.js";
import { FIGURES } from "./figures.js";
import { shift } from "./shift.js";

export class Results extends LightElement {
  static properties = {
    view: { attribute: false },
    step: { attribute: false },
    results: { attribute: false },
  };

  render() {
    const figures = FIGURES[this.step.kind];
    if (!figures) return nothing;
    return html`${figures.whole ? figures.whole(this) : this.table(figures)} ${shift(this)}`;
  }

  table(figures) {
    const { results } = this;
    const items = figures.ordered?.(results.items) ?? results.items;
    const most = Math.max(1, ...results.items.map(figures.measure));
    return html`<section class="vote-results">
      <h2>${t("Result")}</h2>
      <p class="about">${tn("{n} vote", "{n} votes", results.ballots)}${figures.about?.(results) ?? nothing}</p>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${t("Place")}</th>
            <th role="columnheader" scope="col">${t("What")}</th>
            ${figures.columns.map(({ words }) => html`<th role="columnheader" scope="col" class="figure">${words(this.step)}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${items.map(
            (item) => html`<tr role="row">
              <td role="cell" class="vote-place">${item.rank ?? "–"}${item.is_shared ? html`<span class="shared"> ${t("shared")}</span>` : nothing}</td>
              <th role="rowheader" scope="row" lang=${languageOf(item.text) ?? nothing} dir="auto">
                ${item.theme && this.view.themes?.[item.theme] ? sign(this.view.themes[item.theme].number) : nothing}
                ${say(item.text)}
                <svg class="bar" aria-hidden="true" height="8" width="100%">
                  <rect class="bar-share" height="8" rx="3" width="${((100 * figures.measure(item)) / most).toFixed(2)}%"></rect>
                </svg>
              </th>
              ${figures.columns.map(
                ({ words, of }) => html`<td role="cell" class="figure" data-what=${words(this.step)}>${of(item)}</td>`,
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }
}

customElements.define("tafel-results", Results);
