/** One line on how the box is doing; quiet when all is well. */
import { html, nothing } from "../../vendor/lit.js";
import { t, tn } from "../words.js";
import { ConsoleElement } from "./element.js";

export class ConsoleHealth extends ConsoleElement {
  static kinds = ["box"];
  static properties = {
    /** The state of the line to the box. */
    line: { attribute: false },
  };

  constructor() {
    super();
    this.line = "connecting";
  }

  render() {
    const { is_saving: isSaving = true, phones } = this.view.box?.box ?? {};
    return html`${phones == null
      ? nothing
      : html`<span>${tn("{n} device connected", "{n} devices connected", phones)}</span>`}
    ${this.line === "gone" ? alert(gone()) : isSaving ? saves() : alert(cannotSave())}`;
  }
}

const alert = (words) => html`<strong class="alert-words" role="alert">${words}</strong>`;

const gone = () => t("No connection with the box. This page shows how it was.");

const saves = () => html`<span>${t("The box saves everything.")}</span>`;

const cannotSave = () =>
  [t("The box cannot save now."), t("New contributions wait safely on the phones.")].join(" ");

customElements.define("console-health", ConsoleHealth);
