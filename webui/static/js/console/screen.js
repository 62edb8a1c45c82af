/**
 * What the big screen shows now, exactly as it is; on the facilitator's page with the choice of
 * what it shows. Contributions are put on it in the list of contributions.
 */
import { html, live as bound, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";
import { conferenceOf } from "./board.js";
import { ConsoleElement } from "./element.js";
import { StagePicture } from "../stage/picture.js";

const MESSAGE_MOST = 500;

/** The modes that need nothing more than themselves, with their keys. */
export const PLAIN_MODES = {
  auto: { shortcut: "A", words: () => t("Follows the programme") },
  welcome: { shortcut: "W", words: () => t("Welcome") },
  programme: { shortcut: "G", words: () => t("Programme") },
  black: { shortcut: "B", words: () => t("Black") },
};

export class ConsoleScreen extends ConsoleElement {
  static kinds = StagePicture.kinds;
  static ticks = true;
  static properties = { acts: { type: Boolean }, text: { state: true } };

  constructor() {
    super();
    this.acts = false;
    this.text = "";
    this.latest = [];
  }

  willUpdate() {
    const { mode, entries } = conferenceOf(this.view ?? {})?.show ?? {};
    if (mode === "entries" && entries?.length) this.latest = entries;
  }

  render() {
    const { mode = "auto" } = conferenceOf(this.view)?.show ?? {};
    return html`<div class="screen-frame">
        <stage-picture .view=${this.view} .roomMs=${this.roomMs}></stage-picture>
      </div>
      ${this.acts ? this.choices(mode) : nothing} ${this.refusal("screen")}`;
  }

  choices(mode) {
    return html`<div class="screen-choices">
      <p class="modes" role="group" aria-label=${t("What the big screen shows")}>
        ${Object.entries(PLAIN_MODES).map(([name, { words, shortcut }]) =>
          this.button("screen", words(), show(name), { shortcut, pressed: mode === name }),
        )}
        ${this.isReleasable || mode === "entries"
          ? this.button("screen", t("Contributions"), this.again(), { pressed: mode === "entries" })
          : nothing}
      </p>
      <form class="screen-message" @submit=${(event) => this.showText(event)}>
        <input
          maxlength=${MESSAGE_MOST}
          aria-label=${t("Text on the big screen")}
          placeholder=${t("Text on the big screen")}
          .value=${bound(this.text)}
          @input=${(event) => (this.text = event.target.value)}
        />
        <button class="act" aria-pressed=${String(mode === "message")}>${t("Show")}</button>
      </form>
    </div>`;
  }

  /** Whether what was shown last can be shown again: nothing of it was hidden since. */
  get isReleasable() {
    const entries = this.latest.map((id) => this.view.entries?.[id]);
    return entries.length > 0 && entries.every((entry) => entry && !entry.is_hidden && !entry.is_late);
  }

  again() {
    return { ...show("entries"), entries: this.latest };
  }

  /** Show this mode; one of PLAIN_MODES. */
  show(mode) {
    this.ask("screen", show(mode));
  }

  showText(event) {
    event.preventDefault();
    if (this.text.trim()) this.ask("screen", { ...show("message"), text: this.text });
    else this.querySelector("input").focus();
  }

  accepted(near, command) {
    if (command.text && command.text === this.text) this.text = "";
  }
}

const show = (mode) => ({ do: "show_on_stage", mode });

customElements.define("console-screen", ConsoleScreen);
