/**
 * <tafel-say>: something to say about a topic: where one stands, as three large buttons of which one
 * or none is pressed, and the field. Says "say" {text, relation, toChair}.
 */
import { html, nothing } from "../../vendor/lit.js";
import "../elements/composer.js";
import { icon, keyed, LightElement } from "../elements/light.js";
import { t } from "../words.js";
import { STANCES } from "./stances.js";

export class Say extends LightElement {
  static properties = {
    /** Where the text belongs: the name of its draft. */
    place: {},
    label: {},
    isLabelShown: { attribute: false },
    state: {},
    lateAction: {},
    language: {},
    attribution: { attribute: false },
    stance: { state: true },
  };

  constructor() {
    super();
    this.state = "open";
    this.stance = "";
  }

  render() {
    const isOpen = this.state === "open" || this.state === "paused";
    return html`${isOpen ? this.#stances() : nothing}
      ${keyed(this.place, html`<tafel-composer
        .place=${this.place}
        .label=${this.label}
        .isLabelShown=${this.isLabelShown}
        .state=${this.state}
        .lateAction=${this.lateAction}
        .language=${this.language}
        .attribution=${this.attribution}
        @compose=${(event) => this.#compose(event)}
      ></tafel-composer>`)}`;
  }

  #stances() {
    return html`<div class="talk-stances" role="group" aria-label=${t("Where do you stand? You may leave this out.")}>
      ${STANCES.map(
        ({ id, sign, words }) => html`<button
          type="button"
          class="act"
          data-stance=${id}
          aria-pressed=${String(this.stance === id)}
          @click=${() => (this.stance = this.stance === id ? "" : id)}
        >
          ${icon(this.stance === id ? "check" : sign)} ${words()}
        </button>`,
      )}
    </div>`;
  }

  #compose(event) {
    event.stopPropagation();
    const { text, toChair } = event.detail;
    const relation = this.stance || undefined;
    if (this.emit("say", { text, relation, toChair })) this.stance = "";
    else event.preventDefault();
  }
}

customElements.define("tafel-say", Say);
