/**
 * Asks, by name, before something that cannot be undone, or that touches what people vote.
 *
 * Knows nothing of what it asks about: `open({heading, sentence, verb, run})`.
 */
import { html } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { t } from "../words.js";

export class ConsoleConfirm extends LightElement {
  static properties = { asked: { state: true } };

  constructor() {
    super();
    this.asked = null;
  }

  render() {
    const { heading, sentence, verb } = this.asked ?? {};
    return html`<dialog class="confirm" aria-labelledby="confirm-heading">
      <h2 id="confirm-heading">${heading}</h2>
      <p>${sentence}</p>
      <p class="acts">
        <button type="button" class="act" @click=${() => this.dialog.close()}>
          ${t("Leave it as it is")}
        </button>
        <button type="button" class="act danger" @click=${() => this.run()}>${verb}</button>
      </p>
    </dialog>`;
  }

  get dialog() {
    return this.querySelector("dialog");
  }

  /** Ask; `run` is called when the act is confirmed. */
  async open(asked) {
    this.asked = asked;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  run() {
    this.dialog.close();
    this.asked.run();
  }
}

customElements.define("console-confirm", ConsoleConfirm);
