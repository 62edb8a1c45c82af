/**
 * <tafel-outgoing>: what was sent and what became of it; the four states and no others.
 * Texts of a step that is over and were never sent stand here too, as kept.
 *
 * What the box refused keeps its text and its reason, and the person decides: "again" {id, members},
 * "back" {id, text}, "discard" {id}.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { t } from "../words.js";
import { icon, LightElement } from "./light.js";

export class Outgoing extends LightElement {
  static properties = {
    items: { attribute: false },
    language: {},
    /** The table at which this person sits now. */
    table: {},
    /** Whether a text can go back into a field here. */
    mayGoBack: { attribute: false },
    asked: { state: true },
    putAway: { state: true },
  };

  constructor() {
    super();
    this.items = [];
    this.putAway = new Set();
  }

  render() {
    if (!this.items.length) return nothing;
    const last = this.items.at(-1);
    const unsaved = this.items.filter((item) => item.state !== "saved");
    return html`<ul class="outgoing" role="list">
      ${repeat(unsaved, (item) => item.id, (item) => this.#item(item))}
      ${last?.state === "saved" ? html`<li class="state" data-state="saved">${stateOf(last)}</li>` : nothing}
    </ul>`;
  }

  #item(item) {
    const text = item.command.text;
    return html`<li class="sent" data-state=${item.state}>
      ${text ? html`<p class="text" lang=${this.language || nothing}>${text}</p>` : nothing}
      <p class="state" data-state=${item.state}>${stateOf(item)}</p>
      ${item.message ? html`<p class="told">${item.message}</p>` : nothing}
      ${item.state === "refused" || item.state === "kept" ? this.#choices(item) : nothing}
    </li>`;
  }

  #choices(item) {
    if (this.asked === item.id) return this.#reallyDiscard(item);
    const isNew = item.command.do === "post_entry";
    return html`<div class="acts">
      ${isNew && item.code === "activity_closed" ? this.#afterClosing(item) : nothing}
      ${isNew && MAY_TRY_AGAIN.has(item.code) ? this.#again(item, t("Send again")) : nothing}
      ${isNew && this.#isFromElsewhere(item)
        ? this.#again(item, t("Send it from this table"), { for_table: undefined })
        : nothing}
      ${this.mayGoBack && item.command.text ? this.#back(item) : nothing}
      <button type="button" class="act" @click=${() => (this.asked = item.id)}>
        ${t("Throw away")}
      </button>
    </div>`;
  }

  #afterClosing(item) {
    if (this.putAway.has(item.id)) {
      return html`<p class="told">${t("This text is kept on this device only.")}</p>`;
    }
    return html`${this.#again(item, t("Give it to the chair"), { to_chair: true })}
      <button type="button" class="act" @click=${() => this.#putAway(item)}>
        ${t("Keep it on my phone")}
      </button>`;
  }

  #again(item, words, members = {}) {
    return html`<button
      type="button"
      class="act"
      @click=${() => this.emit("again", { id: item.id, members })}
    >
      ${words}
    </button>`;
  }

  #back(item) {
    return html`<button
      type="button"
      class="act"
      @click=${() => this.emit("back", { id: item.id, text: item.command.text })}
    >
      ${t("Edit")}
    </button>`;
  }

  #reallyDiscard(item) {
    return html`<div class="acts" role="group" aria-label=${t("Throw this text away?")}>
      <button type="button" class="act danger" @click=${() => this.emit("discard", { id: item.id })}>
        ${t("Yes, throw it away")}
      </button>
      <button type="button" class="act" @click=${() => (this.asked = null)}>${t("Keep it")}</button>
    </div>`;
  }

  /** Typed at a table that has since been taken out of use. */
  #isFromElsewhere({ code, command }) {
    return code === "table_not_in_use" && command.for_table !== this.table;
  }

  #putAway(item) {
    this.putAway = new Set([...this.putAway, item.id]);
  }
}

const MAY_TRY_AGAIN = new Set(["activity_paused", "activity_planned", "name_needed", "unexpected"]);

const STATES = {
  waiting: () => html`${icon("clock")} ${t("waiting")}`,
  sending: () => html`${icon("clock")} ${t("sending")}`,
  saved: () => html`${icon("check")} ${t("Saved")}`,
  refused: () => html`${icon("hand")} ${t("not sent")}`,
  // A text that was never sent: a draft of a step that is over.
  kept: () => t("on this device only"),
};

const stateOf = (item) => STATES[item.state]();

customElements.define("tafel-outgoing", Outgoing);
