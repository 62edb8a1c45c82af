/**
 * A message from the facilitator to everyone, the chairs or one table, typed or ready-made; and the
 * last ones that were sent, by whichever facilitator, each to be taken back.
 */
import { html, live as bound, nothing } from "../../vendor/lit.js";
import { short } from "../text.js";
import { t } from "../words.js";
import { messagesOf, tablesOf } from "./board.js";
import { clockIn } from "./clock.js";
import { ConsoleElement } from "./element.js";
import { recipientName, tableName } from "./names.js";

const MOST = 500;
/** As wide and high as console.css wants for three columns that scroll by themselves. */
const ROOMY = "(min-width: 75rem) and (min-height: 40rem)";
const SENT_SHOWN = 2;
const SENT_MOST = 60;

const READY_MADE = [
  () => t("Please listen for a moment."),
  () => t("1 minute left. Finish your sentence."),
  () => t("Please come back to your table."),
  () => t("Chairs: please choose your three points."),
];

export class ConsoleMessage extends ConsoleElement {
  static kinds = ["tables", "messages", "acts"];
  static ticks = true;
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
      <div class="write-line">
        <textarea
          rows="1"
          maxlength=${MOST}
          aria-label=${t("Message")}
          placeholder=${t("A message to the room")}
          .value=${bound(this.text)}
          @input=${(event) => this.typed(event.target.value)}
        ></textarea>
        <button class="act" aria-disabled=${this.asked.has("say") ? "true" : nothing}>
          ${t("Send")}
        </button>
      </div>
      <p class="told" role="status">${this.isSent ? t("Sent.") : nothing}</p>
      ${this.refusal("say")}
    </form>
    ${this.sent()}`;
  }

  sent() {
    const messages = messagesOf(this.view).slice(0, SENT_SHOWN);
    if (!messages.length) return nothing;
    return html`<ul class="sent-messages" aria-label=${t("Sent")}>
      ${messages.map(
        ({ message, act }) => html`<li>
          <span class="sent-words" title=${message.text}>
            ${clockIn(message.room_ms - this.roomMs)} · ${recipientName(message.to)}:
            <q>${short(message.text, SENT_MOST)}</q>
          </span>
          <span class="acts small">
            ${act
              ? this.button(message.id, t("Take back"), { do: "undo", seq: Number(act.id) })
              : nothing}
          </span>
          ${this.refusal(message.id)}
        </li>`,
      )}
    </ul>`;
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
    if (near !== "say") return;
    // What was typed while the box answered stays.
    if (this.text === command.text) this.text = "";
    this.isSent = true;
  }

  firstUpdated() {
    // Where there is room for it, it stands open.
    if (this.fold && matchMedia(ROOMY).matches) this.fold.open = true;
  }

  get fold() {
    return this.closest("details");
  }

  /** Put the cursor in the field. */
  write() {
    this.fold.open = true;
    this.querySelector("textarea")?.focus();
  }
}

customElements.define("console-message", ConsoleMessage);
