/**
 * <tafel-heads>: how many people sit at the table, which only somebody who is there can tell.
 *
 * Folded, because it is done once. Says "act" {command, done}.
 */
import { html, nothing } from "../../vendor/lit.js";
import { HEADS_MOST } from "../room.js";
import { t, tn } from "../words.js";
import { LightElement } from "./light.js";

export class Heads extends LightElement {
  static properties = {
    /** The table's document. */
    table: { attribute: false },
    refusal: { state: true },
    isSaved: { state: true },
  };

  #shown;

  /** What somebody else counts comes into the field, unless somebody types in it. */
  updated() {
    const field = this.querySelector("input");
    if (this.#shown === this.table.heads || field === document.activeElement) return;
    this.#shown = this.table.heads;
    field.value = this.#shown ?? "";
  }

  render() {
    const { heads } = this.table;
    return html`<details class="folded heads">
      <summary>${headsWords(heads)}</summary>
      <form @submit=${this.#submit}>
        <label>
          <span>${t("How many people sit at this table, without you?")}</span>
          <input
            name="heads"
            type="number"
            inputmode="numeric"
            min="0"
            max=${HEADS_MOST}
            required
            autocomplete="off"
            @input=${() => (this.isSaved = false)}
          />
        </label>
        <button class="act">${t("Save the count")}</button>
        ${heads == null
          ? nothing
          : html`<span class="acts small">
              <button type="button" class="act" @click=${() => this.#count(null)}>
                ${t("Take the count back")}
              </button>
            </span>`}
      </form>
      ${this.isSaved ? html`<p class="told">${t("The facilitator sees how many people sit here.")}</p>` : nothing}
      ${this.refusal ? html`<p class="told" data-wrong>${this.refusal}</p>` : nothing}
    </details>`;
  }

  #submit(event) {
    event.preventDefault();
    this.#count(this.querySelector("input").valueAsNumber);
  }

  #count(heads) {
    this.refusal = "";
    const done = (answer, refusal) => this.#counted(heads, refusal);
    this.emit("act", { command: { do: "count_heads", heads }, done });
  }

  /** The button that took the count back is gone by then: the field is where to go on. */
  #counted(heads, refusal) {
    this.refusal = refusal?.message ?? "";
    this.isSaved = !refusal && heads !== null;
    if (!refusal && heads === null) this.querySelector("input").focus();
  }
}

/** "8 people at this table", or what to do where nobody counted. */
const headsWords = (heads) =>
  heads == null ? t("Count the people at this table") : tn("{n} person at this table", "{n} people at this table", heads);

customElements.define("tafel-heads", Heads);
