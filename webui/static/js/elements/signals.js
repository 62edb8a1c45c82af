/** <tafel-signals>: ready, or help and of which kind. Says "act" {command, done}. */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";
import { icon, LightElement } from "./light.js";

export class Signals extends LightElement {
  static properties = {
    /** The table's document. */
    table: { attribute: false },
    refusal: { state: true },
    isChoosing: { state: true },
  };

  render() {
    const { signal, number, reason } = this.table;
    return html`<section class="signals" aria-label=${t("Tell the facilitator")}>
      ${signal === "help" ? this.#help(number, reason) : nothing}
      ${signal === "ready" ? this.#ready() : nothing}
      ${signal === "none" ? this.#quiet() : nothing}
      ${this.refusal ? html`<p class="told" data-wrong>${this.refusal}</p>` : nothing}
    </section>`;
  }

  #help(table, reason) {
    return html`<p class="notice">
        ${t("The facilitator sees that table {table} asks for help.", { table })} ${reason}
      </p>
      <div class="acts">${this.#button("none", t("It is solved"))}</div>`;
  }

  #ready() {
    return html`<p class="notice">${icon("check")} ${t("The facilitator sees that this table is ready.")}</p>
      <div class="acts">${this.#button("none", t("Not ready yet"))}</div>`;
  }

  #quiet() {
    if (this.isChoosing) return this.#kinds();
    return html`<div class="acts">
      ${this.#button("ready", t("Ready"))}
      <button type="button" class="act" @click=${() => (this.isChoosing = true)}>
        ${icon("hand")} ${t("Ask for help")}
      </button>
    </div>`;
  }

  #kinds() {
    return html`<div class="acts" role="group" aria-label=${t("Help with what?")}>
      <p class="told">${t("Help with what?")}</p>
      ${this.#button("help", t("Technology"), t("Technology"))}
      ${this.#button("help", t("Time"), t("Time"))}
      ${this.#button("help", t("Content"), t("Content"))}
      <button type="button" class="act" @click=${() => (this.isChoosing = false)}>
        ${t("No help needed")}
      </button>
    </div>`;
  }

  #button(signal, words, reason = "") {
    return html`<button type="button" class="act" @click=${() => this.#tell(signal, reason)}>
      ${words}
    </button>`;
  }

  #tell(signal, reason) {
    this.isChoosing = false;
    this.refusal = "";
    const done = (answer, refusal) => (this.refusal = refusal?.message ?? "");
    this.emit("act", { command: { do: "signal_table", signal, reason }, done });
  }
}

customElements.define("tafel-signals", Signals);
