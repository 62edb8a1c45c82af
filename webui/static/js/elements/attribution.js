/**
 * <tafel-attribution>: what will stand beside a contribution, and how that works, truthfully.
 *
 * Where a step asks for names and this person gave none yet, it asks for it ("introduce" {name}).
 */
import { html } from "../../vendor/lit.js";
import { t } from "../words.js";
import { LightElement } from "./light.js";

export class Attribution extends LightElement {
  static properties = {
    /** without_name | table | named */
    attribution: {},
    table: {},
    name: {},
    isChanging: { state: true },
  };

  render() {
    if (this.attribution !== "named") return withoutName(this.table);
    return this.name && !this.isChanging ? this.#withName() : this.#askName();
  }

  #withName() {
    return html`<p class="attribution">
      <strong>${t("With name.")}</strong>
      ${t("Everyone sees that this contribution is by {name}. The report says so too.", {
        name: this.name,
      })}
      <button type="button" class="link" @click=${() => (this.isChanging = true)}>
        ${t("Other name")}
      </button>
    </p>`;
  }

  #askName() {
    return html`<div class="attribution ask-name">
      <label for="own-name">${t("In this step your name stands beside what you write.")}</label>
      <input id="own-name" name="name" maxlength="80" autocomplete="name" .value=${this.name ?? ""} />
      <button type="button" class="act" @click=${this.#introduce}>${t("Use this name")}</button>
    </div>`;
  }

  #introduce() {
    const name = this.querySelector("#own-name").value.trim();
    if (!name) return;
    this.isChanging = false;
    this.emit("introduce", { name });
  }
}

const withoutName = (table) => html`<details class="attribution">
  <summary>
    <strong>${t("Without name.")}</strong>
    ${t("Your contribution shows table {table}, not your name.", { table })}
    <span class="how">${t("How does this work?")}</span>
  </summary>
  <p>
    ${t("While this step is open, the box knows which contributions come from this device. That lets you edit them.")}
    ${t("When the facilitator closes the step for good, the box erases that. After that it is written nowhere whose contribution is whose. Not even we can see it.")}
    ${t("You can then no longer have your contribution removed.")}
    ${t("Note: people at your table see you type, and your words may show who you are.")}
  </p>
</details>`;

customElements.define("tafel-attribution", Attribution);
