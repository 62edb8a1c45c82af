/**
 * A message from the facilitator to everyone, the chairs or one table, typed or ready-made.
 */
import { html, live as bound, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";
import { tablesOf } from "./board.js";
import { ConsoleElement } from "./element.js";
import { tableName } from "./names.js";

const MOST = 500;

const READY_MADE = [
  () => t("Please listen for a moment."),
  () => t("1 minute left. Finish your sentence."),
  () => t("Please come back to your table."),
  () => t("Chairs: please choose your three points."),
];

export class ConsoleMessage extends ConsoleElement {
  static kinds = ["tables", "messages"];
  static properties = { text: { state: true }, to: { state: true }, isSent: { state: true } };

  constructor() {
    super();
    this.text = "";
    this.to = "everyone";
    this.isSent = false;
  }

  render() {
    return html`<form class="write-message" @submit=${(event) => this.send(event)}>
      <div class="write-head">
        <select aria-label=${t("To")} @change=${(event) => (this.to = event.target.value)}>
          <option value="everyone">${t("everyone")}</option>
          <option value="chairs">${t("the chairs")}</option>
          ${tablesOf(this.view).map(
            ({ number }) => html`<option value="table:${number}">${tableName(number)}</option>`,
          )}
        </select>
        <select aria-label=${t("Ready-made sentences")} @change=${(event) => this.choose(event)}>
          <option value="">${t("Ready-made sentences")}</option>
          ${READY_MADE.map((words) => html`<option>${words()}</option>`)}
        </select>
      </div>
      <textarea
        rows="2"
        maxlength=${MOST}
        aria-label=${t("Message")}
        placeholder=${t("A message to the room")}
        .value=${bound(this.text)}
        @input=${(event) => this.typed(event.target.value)}
      ></textarea>
      <p class="acts">
        <button class="act" aria-disabled=${this.asked.has("say") ? "true" : nothing}>
          ${t("Send")}
        </button>
        <span role="status">${this.isSent ? t("Sent.") : nothing}</span>
      </p>
      ${this.refusal("say")}
    </form>`;
  }

  /** Take a ready-made sentence into the field, where it can still be changed. */
  choose(event) {
    if (event.target.value) this.typed(event.target.value);
    event.target.value = "";
    this.write();
  }

  typed(text) {
    this.text = text;
    this.isSent = false;
  }

  send(event) {
    event.preventDefault();
    if (this.text.trim()) this.ask("say", { do: "say", text: this.text, to: this.to });
    else this.write();
  }

  accepted(near, command) {
    // What was typed while the box answered stays.
    if (this.text === command.text) this.text = "";
    this.isSent = true;
  }

  /** Put the cursor in the field. */
  write() {
    const fold = this.closest("details");
    if (fold) fold.open = true;
    this.querySelector("textarea")?.focus();
  }
}

customElements.define("console-message", ConsoleMessage);
