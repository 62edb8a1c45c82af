/**
 * One contribution as the organisers see it: the text whole, where it stands and in what state;
 * with acts on the facilitator's page, without any on the observer's.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { sign } from "../elements/light.js";
import { page } from "../page.js";
import { stanceWords } from "../talking/stances.js";
import { short } from "../text.js";
import { say, t } from "../words.js";
import { conferenceOf } from "./board.js";
import { clockAt } from "./clock.js";
import { ConsoleElement } from "./element.js";
import { tableName, themeName } from "./names.js";

export class ConsoleEntry extends ConsoleElement {
  static properties = {
    entry: { attribute: false },
    acts: { type: Boolean },
    /** Whether it is chosen for the big screen, and not put there yet. */
    isPicked: { attribute: false },
  };

  constructor() {
    super();
    this.entry = null;
    this.acts = false;
    this.isPicked = false;
  }

  willUpdate(changed) {
    const before = changed.get("entry");
    const isOthers = before?.id === this.entry.id && before.rev !== this.entry.rev && !this.asked.size;
    // What somebody else just did must not be turned back by who pressed for the same.
    if (isOthers) this.settle();
  }

  render() {
    const { entry } = this;
    return html`<header class="entry-head">
        <strong>${tableName(entry.table)}</strong>
        <span class="theme" data-theme=${this.theme?.number ?? nothing}>
          ${sign(this.theme?.number)} ${themeName(this.theme)}
        </span>
        <time>${clockAt(entry.minute * 60_000)}</time>
        ${this.marks().map((mark) => html`<span class="mark">${mark}</span>`)}
      </header>
      ${this.about()}
      <p class="entry-text" lang=${page.peopleLanguage} dir="auto">${entry.text}</p>
      ${entry.name ? html`<p class="entry-name" lang=${page.peopleLanguage}>${entry.name}</p>` : nothing}
      ${this.acts ? this.actsOf(entry) : nothing}`;
  }

  get theme() {
    return this.view.themes?.[this.entry.theme];
  }

  marks() {
    const { entry } = this;
    return [
      stanceWords(entry),
      entry.is_late && t("late"),
      entry.is_hidden && t("hidden"),
      entry.is_parked && t("parked"),
      entry.is_highlighted && t("highlighted"),
      this.isOnStage && t("on the big screen"),
      this.isPicked && t("chosen for the screen"),
      entry.is_edited && t("changed"),
      entry.is_on_behalf && t("typed for someone else"),
      !entry.is_on_behalf && entry.origin === "chair" && t("by the chair"),
      entry.origin === "facilitator" && t("by the facilitator"),
    ].filter(Boolean);
  }

  /** What it answers: the question, and the contribution that it reacts to or builds on. */
  about() {
    const { entry } = this;
    const step = this.view.activities?.[entry.activity];
    const question = step?.questions?.find((one) => one.id === entry.question);
    const parent = this.view.entries?.[entry.parent];
    const to = entry.relation === "comment" ? t("Comment on") : t("Builds on");
    return html`${step?.questions?.length > 1 && question
      ? html`<p class="entry-about">${say(question.text)}</p>`
      : nothing}
    ${entry.parent
      ? html`<p class="entry-about">
          ${to}: <q lang=${page.peopleLanguage} dir="auto">${short(parent?.text ?? "…", 60)}</q>
        </p>`
      : nothing}`;
  }

  actsOf(entry) {
    return html`<p class="acts small">
        ${repeat(this.choices(), ({ name }) => name, ({ words, run }) => this.choice(words, run))}
      </p>
      ${this.refusal(entry.id)}`;
  }

  focusAgain() {
    this.closest("[tabindex]")?.focus();
  }

  choice(words, run) {
    return html`<button
      type="button"
      class="act"
      aria-disabled=${this.asked.has(this.entry.id) ? "true" : nothing}
      @click=${run}
    >
      ${words}
    </button>`;
  }

  /** The acts that make sense for this entry now, in their fixed order. */
  choices() {
    const { entry } = this;
    const isAside = entry.is_hidden || entry.is_parked;
    return [
      entry.is_late && { name: "late", words: t("Accept"), run: () => this.acceptLate() },
      {
        name: "highlight",
        words: entry.is_highlighted ? t("No longer highlight") : t("Highlight"),
        run: () => this.highlight(),
      },
      !entry.is_hidden && !entry.is_late && {
        name: "screen",
        words: this.isPicked ? t("Not for screen") : t("Choose for screen"),
        run: () => this.pick(),
      },
      this.isOnStage && { name: "off", words: t("Take off screen"), run: () => this.takeOff() },
      !isAside && { name: "park", words: t("Park"), run: () => this.park() },
      !entry.is_hidden && { name: "hide", words: t("Hide"), run: () => this.hide() },
      isAside && { name: "restore", words: t("Bring back"), run: () => this.restore() },
    ].filter(Boolean);
  }

  get onStage() {
    const { mode, entries } = conferenceOf(this.view)?.show ?? {};
    return mode === "entries" ? (entries ?? []) : [];
  }

  get isOnStage() {
    return this.onStage.includes(this.entry.id);
  }

  acceptLate() {
    this.ask(this.entry.id, { do: "accept_late", entry: this.entry.id });
  }

  highlight() {
    this.askOf("highlight_entry", { on: !this.entry.is_highlighted });
  }

  park() {
    this.askOf(this.entry.is_parked ? "restore_entry" : "park_entry");
  }

  hide() {
    this.askOf(this.entry.is_hidden ? "restore_entry" : "hide_entry");
  }

  restore() {
    this.askOf("restore_entry");
  }

  /** Choose it for the big screen beside the others that are chosen, or no longer. */
  pick() {
    const { id } = this.entry;
    this.refusals.delete(id);
    this.emit("pick", { entry: id, done: (sentence) => sentence && this.refusals.set(id, sentence) });
    this.requestUpdate();
  }

  /** Take it off the big screen at once; what else is there stays. */
  takeOff() {
    if (!this.isOnStage) return;
    const entries = this.onStage.filter((id) => id !== this.entry.id);
    const command = entries.length ? { mode: "entries", entries } : { mode: "auto" };
    const { rev } = conferenceOf(this.view);
    this.ask(this.entry.id, { do: "show_on_stage", ...command, if_rev: rev });
  }

  askOf(verb, more = {}) {
    const { id, rev } = this.entry;
    this.ask(id, { do: verb, entry: id, if_rev: rev, ...more });
  }
}

customElements.define("console-entry", ConsoleEntry);
