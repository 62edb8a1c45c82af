/**
 * <tafel-stepper>: from question to question, and the list of all of them so far.
 *
 * Which one is shown is for the page to decide: says "choose" {name}.
 */
import { html, nothing } from "../../vendor/lit.js";
import { nameOf } from "../places.js";
import { languageOf, say, t } from "../words.js";
import { LightElement } from "./light.js";

export class Stepper extends LightElement {
  static properties = {
    /** [{step, question}] */
    places: { attribute: false },
    /** The name of the place that is shown, or "". */
    shown: {},
    /** The id of the step that the room is in, or null. */
    now: {},
    isOpen: { state: true },
  };

  render() {
    const { places, shown } = this;
    const at = places.findIndex((place) => nameOf(place) === shown);
    if (!places.length || (places.length === 1 && at === 0)) return nothing;
    return html`<nav class="stepper" aria-label=${t("Questions")} @keydown=${this.#pressed}>
      ${at >= 0 ? this.#go(places[at - 1], t("Previous")) : nothing}
      <button
        type="button"
        class="act stepper-at"
        aria-expanded=${Boolean(this.isOpen)}
        @click=${() => (this.isOpen = !this.isOpen)}
      >
        ${at < 0 ? t("Earlier questions") : t("Question {n} of {total}", { n: at + 1, total: places.length })}
      </button>
      ${at >= 0 ? this.#go(places[at + 1], t("Following")) : nothing}
      ${this.isOpen ? html`<ol class="stepper-list" role="list">${places.map((one) => this.#item(one))}</ol>` : nothing}
    </nav>`;
  }

  /** Stays where it is at either end, so that focus is not lost under a finger or a key. */
  #go(place, words) {
    return html`<button
      type="button"
      class="act stepper-go"
      aria-disabled=${place ? nothing : "true"}
      @click=${() => place && this.#choose(place)}
    >
      ${words}
    </button>`;
  }

  #item(place) {
    const { step, question } = place;
    const isShown = nameOf(place) === this.shown;
    const isNow = step.id === this.now;
    return html`<li>
      <button type="button" aria-current=${isShown ? "true" : nothing} @click=${() => this.#choose(place)}>
        <span class="stepper-step" lang=${languageOf(step.title) ?? nothing}>
          ${say(step.title)}${isNow ? html`<strong class="now-mark">${t("now")}</strong>` : nothing}
        </span>
        <span class="stepper-question" lang=${languageOf(question.text) ?? nothing}>${say(question.text)}</span>
      </button>
    </li>`;
  }

  #choose(place) {
    if (this.isOpen) this.#close();
    this.emit("choose", { name: nameOf(place) });
  }

  #pressed(event) {
    if (event.key === "Escape" && this.isOpen) this.#close();
  }

  /** The button that was pressed goes with the list: focus returns to what opened it. */
  #close() {
    this.isOpen = false;
    this.querySelector(".stepper-at").focus();
  }
}

customElements.define("tafel-stepper", Stepper);
