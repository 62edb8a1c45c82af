/**
 * <tafel-signals>: ready, or help and of which kind; and what was told, when, until it is over.
 * Says "act" {command, done}.
 */
import { html, nothing } from "../../vendor/lit.js";
import { minutesAgo } from "../places.js";
import { t, tn } from "../words.js";
import { icon, LightElement } from "./light.js";

export class Signals extends LightElement {
  static properties = {
    /** The table's document. */
    table: { attribute: false },
    /** Room time now, in milliseconds. */
    now: { type: Number },
    refusal: { state: true },
    isChoosing: { state: true },
  };

  render() {
    const { signal } = this.table;
    return html`<div class="signal-told">
        ${signal === "help" ? this.#helpAsked() : nothing} ${signal === "ready" ? this.#readyTold() : nothing}
        ${signal === "none" && this.isChoosing ? this.#kinds() : nothing}
        ${this.refusal ? html`<p class="told" data-wrong>${this.refusal}</p>` : nothing}
      </div>
      <div class="signal-acts" role="group" aria-label=${t("Tell the facilitator")} @keydown=${this.#pressed}>
        ${signal === "none" ? this.#toTell() : this.#toTakeBack(signal)}
      </div>`;
  }

  #helpAsked() {
    const { number, reason } = this.table;
    return html`<p class="signal-words" data-signal="help">
      ${icon("hand")}
      <span>
        ${t("The facilitator sees that table {table} asks for help.", { table: number })}
        ${reason ? html`<strong>${reason}</strong>,` : nothing} ${this.#when()}
      </span>
    </p>`;
  }

  #readyTold() {
    return html`<p class="signal-words" data-signal="ready">
      ${icon("check")} <span>${t("The facilitator sees that this table is ready.")} ${this.#when()}</span>
    </p>`;
  }

  #when() {
    const minutes = minutesAgo(this.table, this.now);
    return html`<span class="signal-when">
      ${minutes < 1 ? t("just now") : tn("{n} minute ago", "{n} minutes ago", minutes)}
    </span>`;
  }

  #kinds() {
    return html`<div class="signal-kinds" role="group" aria-label=${t("Help with what?")} @keydown=${this.#pressed}>
      <p class="signal-words">${t("Help with what?")}</p>
      ${this.#kind(t("Technology"))} ${this.#kind(t("Time"))} ${this.#kind(t("Content"))}
      <button type="button" class="act" @click=${() => this.#choose(false)}>${t("No help needed")}</button>
    </div>`;
  }

  #kind(reason) {
    return html`<button type="button" class="act" data-kind @click=${() => this.#tell("help", reason)}>
      ${reason}
    </button>`;
  }

  #toTell() {
    return html`<button type="button" class="act" data-tell="ready" @click=${() => this.#tell("ready")}>
        ${icon("check")} <span>${t("Ready")}</span>
      </button>
      <button
        type="button"
        class="act"
        data-tell="help"
        aria-expanded=${Boolean(this.isChoosing)}
        @click=${() => this.#choose(!this.isChoosing)}
      >
        ${icon("hand")} <span>${t("Ask for help")}</span>
      </button>`;
  }

  #toTakeBack(signal) {
    return html`<button type="button" class="act" data-tell="none" @click=${() => this.#tell("none")}>
      ${icon(signal === "help" ? "check" : "undo-2")}
      <span>${signal === "help" ? t("It is solved") : t("Not ready yet")}</span>
    </button>`;
  }

  async #choose(isChoosing) {
    this.isChoosing = isChoosing;
    await this.updateComplete;
    this.querySelector(isChoosing ? "[data-kind]" : "[data-tell=help]")?.focus();
  }

  #pressed(event) {
    if (event.key === "Escape" && this.isChoosing) this.#choose(false);
  }

  #tell(signal, reason = "") {
    this.refusal = "";
    const done = (answer, refusal) => this.#told(refusal);
    this.emit("act", { command: { do: "signal_table", signal, reason }, done });
  }

  /** The pressed button is gone by then, or soon: the next act takes its place. */
  async #told(refusal) {
    this.refusal = refusal?.message ?? "";
    if (refusal) return;
    this.isChoosing = false;
    await this.updateComplete;
    const isLost = !document.activeElement || document.activeElement === document.body;
    if (isLost) this.querySelector(".signal-acts button")?.focus();
  }
}

customElements.define("tafel-signals", Signals);
