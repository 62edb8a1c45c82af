/**
 * <tafel-tabs>: two or more panels of which one is seen; arrow keys go from tab to tab.
 *
 * Says "tab" {id} when another one is chosen; whoever owns the page decides.
 */
import { html } from "../../vendor/lit.js";
import { LightElement } from "./light.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export class Tabs extends LightElement {
  static properties = {
    /** [{id, words, panel}] */
    tabs: { attribute: false },
    chosen: {},
    label: {},
  };

  render() {
    return html`<div class="tabs" role="tablist" aria-label=${this.label}>
        ${this.tabs.map((tab) => this.#tab(tab))}
      </div>
      ${this.tabs.map((tab) => this.#panel(tab))}`;
  }

  #tab({ id, words }) {
    const isChosen = id === this.chosen;
    return html`<button
      type="button"
      role="tab"
      id="tab-${id}"
      aria-controls="panel-${id}"
      aria-selected=${isChosen}
      tabindex=${isChosen ? 0 : -1}
      @click=${() => this.emit("tab", { id })}
      @keydown=${this.#pressed}
    >
      ${words}
    </button>`;
  }

  #panel({ id, panel }) {
    return html`<div
      role="tabpanel"
      id="panel-${id}"
      aria-labelledby="tab-${id}"
      ?hidden=${id !== this.chosen}
    >
      ${panel}
    </div>`;
  }

  async #pressed(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.tabs.findIndex(({ id }) => id === this.chosen);
    const { id } = this.tabs[(at + step + this.tabs.length) % this.tabs.length];
    this.emit("tab", { id });
    await this.updateComplete;
    this.querySelector(`#tab-${id}`).focus();
  }
}

customElements.define("tafel-tabs", Tabs);
