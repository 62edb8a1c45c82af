/**
 * What the big screen shows now, exactly as it is; on the facilitator's page beside it what it will
 * show next, chosen first and then put on screen with one act.
 *
 * Putting something on the screen always goes by way of the preview, by mouse and by key. Taking
 * away is at once: black (and back), and taking off a contribution.
 */
import { html, live as bound, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";
import { blackAct, conferenceOf } from "./board.js";
import { ConsoleElement } from "./element.js";
import { StagePicture } from "../stage/picture.js";

const MESSAGE_MOST = 500;
const ENTRIES_MOST = 3;

/** The modes that are chosen for the preview, with their keys. */
export const PLAIN_MODES = {
  auto: { shortcut: "A", words: () => t("Follows the programme") },
  welcome: { shortcut: "W", words: () => t("Welcome") },
  programme: { shortcut: "G", words: () => t("Programme") },
};

export class ConsoleScreen extends ConsoleElement {
  static kinds = [...StagePicture.kinds, "acts"];
  static ticks = true;
  static properties = {
    acts: { type: Boolean },
    /** null, or what comes next: {mode, entries?, text?}. */
    chosen: { state: true },
  };

  constructor() {
    super();
    this.acts = false;
    this.chosen = null;
    this.text = "";
  }

  willUpdate() {
    if (this.chosen?.mode !== "entries") return;
    const entries = this.chosen.entries.filter((id) => isReleasable(this.view.entries?.[id]));
    // Who was about to be shown may have been hidden or withdrawn meanwhile.
    if (entries.length < this.chosen.entries.length) this.choose(chosenEntries(entries));
  }

  render() {
    return html`<figure class="screen-now">
        ${this.acts ? html`<figcaption>${t("Now")}</figcaption>` : nothing}
        <div class="screen-frame">
          <stage-picture .view=${this.view} .roomMs=${this.roomMs}></stage-picture>
        </div>
        ${this.acts ? this.blackButton() : nothing}
      </figure>
      ${this.acts ? this.next() : nothing} ${this.acts ? this.choices() : nothing}
      ${this.refusal("screen")}`;
  }

  blackButton() {
    const isBlack = this.show.mode === "black";
    return html`<p class="acts">
      ${this.button("screen", t("Black"), null, {
        shortcut: "B",
        pressed: isBlack,
        run: () => this.black(),
      })}
    </p>`;
  }

  next() {
    return html`<figure class="screen-next">
      <figcaption>${t("Up next")}</figcaption>
      <div class="screen-frame" ?data-empty=${!this.chosen}>
        ${this.chosen
          ? html`<stage-picture .view=${this.preview()} .roomMs=${this.roomMs}></stage-picture>`
          : html`<p class="hint">${t("Choose what comes next.")}</p>`}
      </div>
      <p class="acts">
        ${this.button("screen", t("Put on screen"), null, {
          shortcut: "X",
          run: () => this.putOn(),
        })}
        ${this.chosen
          ? html`<button type="button" class="act quiet" @click=${() => this.choose(null)}>
              ${t("Never mind")}
            </button>`
          : nothing}
      </p>
    </figure>`;
  }

  choices() {
    const mode = this.chosen?.mode;
    return html`<div class="screen-choices" role="group" aria-label=${t("Choose what comes next.")}>
      ${Object.entries(PLAIN_MODES).map(
        ([name, { words, shortcut }]) => html`<button
          type="button"
          class="act quiet"
          aria-keyshortcuts=${shortcut}
          aria-pressed=${String(mode === name)}
          @click=${() => this.choose({ mode: name })}
        >
          ${words()}
        </button>`,
      )}
      <form @submit=${(event) => this.typedAll(event)}>
        <input
          maxlength=${MESSAGE_MOST}
          aria-label=${t("Text on the big screen")}
          placeholder=${t("Text on the big screen")}
          aria-keyshortcuts="V"
          .value=${bound(mode === "message" ? this.chosen.text : "")}
          @input=${(event) => this.typed(event.target.value)}
        />
      </form>
      <p class="hint">${t("Contributions: choose them in the list.")}</p>
    </div>`;
  }

  /** The view with what was chosen in the place of what is shown. */
  preview() {
    const [[id, conference]] = Object.entries(this.view.conferences);
    const show = { entries: [], text: "", ...this.chosen };
    return { ...this.view, conferences: { [id]: { ...conference, show } } };
  }

  get show() {
    return conferenceOf(this.view)?.show ?? {};
  }

  /** The ids of the contributions that are chosen. */
  get picks() {
    return this.chosen?.mode === "entries" ? this.chosen.entries : [];
  }

  /** Choose what comes next: {mode, entries?, text?}, or null for nothing. */
  choose(chosen) {
    this.chosen = chosen;
    this.emit("chosen", { picks: this.picks });
  }

  /** Choose a contribution beside those chosen, or no longer; a sentence where it does not fit. */
  pick(id) {
    const others = this.picks.filter((one) => one !== id);
    const entries = this.picks.includes(id) ? others : [...others, id];
    if (entries.length > ENTRIES_MOST) {
      return t("At most {most} contributions fit on the big screen.", { most: ENTRIES_MOST });
    }
    this.choose(chosenEntries(entries));
    return null;
  }

  typed(text) {
    this.choose(text.trim() ? { mode: "message", text } : null);
  }

  typedAll(event) {
    event.preventDefault();
    this.querySelector(".screen-next .act").focus();
  }

  /** Put the cursor in the field for a text. */
  write() {
    this.querySelector("input")?.focus();
  }

  /** Put on the screen what was chosen. */
  putOn() {
    if (!this.chosen || !this.view) return;
    const { rev } = conferenceOf(this.view);
    this.ask("screen", { do: "show_on_stage", ...this.chosen, if_rev: rev });
  }

  /** Make the screen black, or bring back what was on it. */
  black() {
    if (!this.view) return;
    if (this.show.mode !== "black") {
      this.ask("screen", { do: "show_on_stage", mode: "black" });
      return;
    }
    const act = blackAct(this.view);
    const back = act ? { do: "undo", seq: Number(act.id) } : { do: "show_on_stage", mode: "auto" };
    this.ask("screen", back);
  }

  accepted(_near, command) {
    if (command.mode && command.mode === this.chosen?.mode) this.choose(null);
  }
}

const chosenEntries = (entries) => (entries.length ? { mode: "entries", entries } : null);

const isReleasable = (entry) => entry && !entry.is_hidden && !entry.is_late;

customElements.define("console-screen", ConsoleScreen);
