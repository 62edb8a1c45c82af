/**
 * <tafel-loan>: the bar of a device that a table lends out: on to the next person.
 *
 * Whoever goes on leaves nothing behind but what still has to be sent; a text that was not sent is
 * wiped only after a warning. Says "leave" {} just before the page goes.
 */
import { html } from "../../vendor/lit.js";
import { t } from "../words.js";
import { icon, LightElement } from "./light.js";

export class Loan extends LightElement {
  static properties = {
    table: {},
    /** Whether this person has saved anything. */
    hasSaved: { attribute: false },
    /** Tells whether a text stands here that was not sent. */
    hasUnsent: { attribute: false },
    isAsking: { state: true },
  };

  render() {
    return html`<form
      class="loan"
      method="post"
      action="/t/${this.table}/person"
      ?data-saved=${this.hasSaved && !this.isAsking}
      @submit=${this.#submit}
    >
      ${this.isAsking ? this.#asking() : this.#ready()}
    </form>`;
  }

  #ready() {
    return html`<p>
        ${this.hasSaved
          ? html`${icon("check")} ${t("Saved. Hand the device on.")}`
          : t("Finished? Hand the device on.")}
      </p>
      <button class="act ${this.hasSaved ? "primary" : ""}" name="n" value="new">${t("Next person")}</button>`;
  }

  #asking() {
    return html`<p>${t("A text here was not sent. It will be wiped.")}</p>
      <button class="act danger" name="n" value="new">${t("Wipe it and hand on")}</button>
      <button type="button" class="act" @click=${() => this.#stay()}>${t("Finish first")}</button>`;
  }

  async #submit(event) {
    if (this.isAsking || !this.hasUnsent()) {
      this.emit("leave");
      return;
    }
    event.preventDefault();
    this.isAsking = true;
    await this.updateComplete;
    this.querySelector("[type=button]").focus();
  }

  async #stay() {
    this.isAsking = false;
    await this.updateComplete;
    this.querySelector("button").focus();
  }
}

customElements.define("tafel-loan", Loan);
