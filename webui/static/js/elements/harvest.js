/**
 * <tafel-harvest>: whose points stand on the big screen now, in words, for a phone or a chair's page.
 *
 * Knows what the box says of the harvest and nothing else.
 */
import { html, nothing } from "../../vendor/lit.js";
import { languageOf, say, t } from "../words.js";
import { icon, LightElement, sign } from "./light.js";

export class Harvest extends LightElement {
  static properties = {
    view: { attribute: false },
    /** The id of the harvest. */
    step: {},
    language: {},
  };

  render() {
    const now = this.view?.harvests?.[this.step]?.now;
    if (!now?.table) return nothing;
    const theme = this.view.themes?.[now.theme];
    return html`<section class="harvest-points" data-theme=${theme?.number ?? nothing}>
      <h2>
        ${t("Table {table}", { table: now.table })}
        ${theme
          ? html`· <span class="theme" lang=${languageOf(theme.title) ?? nothing}>${sign(theme.number)} ${say(theme.title)}</span>`
          : nothing}
      </h2>
      <ol lang=${this.language || nothing}>
        ${now.points.map((point) => html`<li dir="auto">${point}</li>`)}
      </ol>
      ${now.is_agreed ? html`<p class="agreed">${icon("check")} ${t("The chair says: this is right.")}</p>` : nothing}
    </section>`;
  }
}

customElements.define("tafel-harvest", Harvest);
