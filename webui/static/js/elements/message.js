/** <tafel-message>: the newest message of the facilitator, until this person has put it away. */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";
import { icon, LightElement } from "./light.js";

export class Message extends LightElement {
  static properties = {
    /** {id, text, …} or null */
    message: { attribute: false },
    language: {},
  };

  render() {
    if (!this.message) return nothing;
    return html`<aside class="message" aria-label=${t("Message from the facilitator")}>
      ${icon("message-square")}
      <div>
        <p class="message-from">${t("Message from the facilitator")}</p>
        <p class="text" lang=${this.language || nothing} dir="auto">${this.message.text}</p>
      </div>
      <button type="button" class="act" @click=${() => this.emit("read", { id: this.message.id })}>
        ${t("Read")}
      </button>
    </aside>`;
  }
}

customElements.define("tafel-message", Message);
