/**
 * <tafel-chair>: the part of a table chair's page that lives.
 *
 * One question at a time, the room's own unless the chair looks at another. Knows neither the
 * socket nor the queue: says "act" {command, done}, "post", "again", "discard" and "read".
 */
import { html, nothing } from "../../vendor/lit.js";
import * as room from "../room.js";
import { isEmpty } from "../text.js";
import { languageOf, say, t, tn } from "../words.js";
import "./chair-entry.js";
import "./composer.js";
import { keyed, LightElement } from "./light.js";
import "./list.js";
import "./message.js";
import "./outgoing.js";
import "./share.js";
import "./signals.js";
import "./summary.js";

const SILENCE_MS = 3 * 60_000;

export class Chair extends LightElement {
  static properties = {
    view: { attribute: false },
    items: { attribute: false },
    tableId: {},
    language: {},
    readMessage: {},
    roomMs: { attribute: false },
    /** "<activity>.<question>" that the chair looks at; "" follows the room. */
    chosen: { state: true },
  };

  constructor() {
    super();
    this.view = {};
    this.items = [];
    this.chosen = "";
  }

  #current = null;

  willUpdate() {
    const current = room.currentStep(this.view)?.id ?? null;
    if (current && current !== this.#current && !this.#isTyping()) this.chosen = "";
    this.#current = current ?? this.#current;
  }

  render() {
    const table = this.view.tables?.[this.tableId];
    if (!table) return html`<h1>${t("Table {table}", { table: this.tableId })}</h1>`;
    const place = this.#place();
    return html`${this.#message()} ${this.#now(place)} ${this.#share(table, place)}
      <tafel-signals .table=${table}></tafel-signals>
      ${place ? this.#question(place) : nothing}`;
  }

  /** All questions that were put to this table so far, in the order of the programme. */
  #places() {
    return Object.entries(this.view.activities ?? {})
      .filter(([, { state, questions }]) => state !== "planned" && questions?.length)
      .sort(([, one], [, other]) => one.position - other.position)
      .flatMap(([id, step]) => step.questions.map((question) => ({ step: { ...step, id }, question })));
  }

  #place() {
    const places = this.#places();
    const chosen = places.find((place) => nameOf(place) === this.chosen);
    if (chosen) return chosen;
    const current = room.currentStep(this.view);
    if (current && !room.isWriting(current)) return null;
    return places.find(({ step }) => step.id === current?.id) ?? places.at(-1) ?? null;
  }

  #isTyping() {
    const field = document.activeElement;
    return this.contains(field) && field.localName === "textarea" && !isEmpty(field.value);
  }

  #message() {
    const message = room.newestMessage(this.view);
    return html`<tafel-message
      .message=${message?.id === this.readMessage ? null : message}
      .language=${this.language}
    ></tafel-message>`;
  }

  #now(place) {
    const current = room.currentStep(this.view);
    const title = place?.question.text ?? current?.title;
    return html`${this.#stepper(place)}
      <h1 lang=${languageOf(title) ?? nothing}>${title ? say(title) : t("We start soon.")}</h1>
      <p class="next-thing">${this.#nextThing(place, current)}</p>`;
  }

  #stepper(place) {
    const places = this.#places();
    const current = room.currentStep(this.view);
    if (places.length < 2 && (place || !places.length)) return nothing;
    return html`<nav class="stepper" aria-label=${t("Questions")}>
      ${places.map((one) => this.#step(one, place, current))}
    </nav>`;
  }

  #step(one, place, current) {
    const isShown = Boolean(place) && nameOf(one) === nameOf(place);
    return html`<button
      type="button"
      class="act"
      aria-pressed=${isShown}
      ?data-now=${one.step.id === current?.id}
      @click=${() => (this.chosen = nameOf(one))}
    >
      ${say(one.question.text)}
    </button>`;
  }

  /** The one thing to do now, in one sentence. */
  #nextThing(place, current) {
    if (!current) return t("This screen moves on by itself.");
    if (current.state === "paused") return t("The facilitator has paused this step.");
    if (!place) return t("This screen moves on by itself.");
    if (place.step.id !== current.id) return t("The room is at: {title}.", { title: say(current.title) });
    if (this.roomMs() - current.opened_room_ms < SILENCE_MS) return t("First 3 minutes of typing in silence.");
    return quietTable(this.#cell(place)) ?? t("Read the contributions together and talk about them.");
  }

  #cell({ step, question }) {
    return this.view.cells?.[`${step.id}.${question.id}.${this.tableId}`] ?? null;
  }

  #share(table, place) {
    const theme = this.view.themes?.[table.theme];
    return html`<tafel-share
      .table=${table}
      .theme=${theme}
      .themeTitle=${say(theme?.title)}
      .cell=${place ? this.#cell(place) : null}
      .connected=${this.view.presence?.[this.tableId]?.connected ?? 0}
    ></tafel-share>`;
  }

  #question(place) {
    const entries = room.entriesOf(this.view.entries, place.step.id, place.question.id);
    const late = entries.filter((entry) => entry.is_late && !entry.is_hidden);
    const hidden = entries.filter((entry) => entry.is_hidden);
    const parked = entries.filter((entry) => entry.is_parked && !entry.is_hidden && !entry.is_late);
    const read = entries.filter((entry) => !entry.is_late && !entry.is_hidden && !entry.is_parked);
    return html`<div class="desk">
      <div class="desk-read">
        ${late.length ? this.#late(place, late) : nothing}
        <h2>${t("Contributions ({n})", { n: read.length })}</h2>
        <tafel-list
          .entries=${read}
          .empty=${t("Nothing here yet.")}
          .each=${(entry) => this.#entry(place, entry)}
        ></tafel-list>
        ${this.#folded(place, parked, t("Parking lot ({n})", { n: parked.length }))}
        ${this.#folded(place, hidden, t("Hidden by the facilitator ({n})", { n: hidden.length }))}
      </div>
      <div class="desk-write">${this.#summary(place)} ${this.#forSomeoneElse(place)}</div>
    </div>`;
  }

  #late(place, late) {
    return html`<section class="late">
      <h2>${t("Late contributions ({n})", { n: late.length })}</h2>
      <p>${t("Written in time, or given to you after closing. Accept what counts.")}</p>
      <ol class="entries" role="list">
        ${late.map((entry) => html`<li>${this.#entry(place, entry)}</li>`)}
      </ol>
    </section>`;
  }

  #folded(place, entries, title) {
    if (!entries.length) return nothing;
    return html`<details class="folded">
      <summary>${title}</summary>
      <ol class="entries" role="list">
        ${entries.map((entry) => html`<li>${this.#entry(place, entry)}</li>`)}
      </ol>
    </details>`;
  }

  #entry({ step }, entry) {
    return html`<tafel-chair-entry
      .entry=${entry}
      .entries=${this.view.entries}
      .reactions=${room.reactionsOf(this.view.entries)[entry.id] ?? []}
      .language=${this.language}
      .shows=${{ table: step.scope !== "table" }}
      .isOwnTable=${String(entry.table) === this.tableId}
    ></tafel-chair-entry>`;
  }

  #summary(place) {
    const { step, question } = place;
    const summary = this.view.summaries?.[`${nameOf(place)}.${this.tableId}`] ?? null;
    const save = ({ detail: { points, ifRev, done } }) =>
      this.emit("act", {
        command: { do: "write_summary", activity: step.id, question: question.id, points, if_rev: ifRev },
        done,
      });
    return keyed(nameOf(place), html`<tafel-summary
      .place=${`summary.${nameOf(place)}`}
      .summary=${summary}
      .language=${this.language}
      @save=${save}
    ></tafel-summary>`);
  }

  #forSomeoneElse(place) {
    const { step, question } = place;
    if (!step.writers.includes("chair")) return nothing;
    const name = `behalf.${nameOf(place)}`;
    const items = this.items.filter(({ command }) => command.do === "post_entry" && nameIn(command) === nameOf(place));
    return keyed(name, html`<details class="folded">
      <summary>${t("Type for someone else")}</summary>
      <tafel-composer
        .place=${name}
        .label=${t("What somebody without a device says")}
        .isLabelShown=${true}
        .state=${step.state}
        .lateAction=${t("Add it as late")}
        .language=${this.language}
        @compose=${(event) => this.#compose(event, step.id, question.id)}
      ></tafel-composer>
      <tafel-outgoing .items=${items} .language=${this.language}></tafel-outgoing>
    </details>`);
  }

  #compose(event, activity, question) {
    event.stopPropagation();
    const { text, toChair } = event.detail;
    this.emit("post", { activity, question, text, toChair });
  }
}

const nameOf = ({ step, question }) => `${step.id}.${question.id}`;

const nameIn = ({ activity, question }) => `${activity}.${question}`;

function quietTable(cell) {
  if (!cell || cell.share >= 1) return null;
  if (cell.contributed === null) return t("Not everybody has written yet. Give one more minute of silence.");
  const n = cell.people - cell.contributed;
  return tn(
    "{n} of {total} has not written yet. Give one more minute of silence.",
    "{n} of {total} have not written yet. Give one more minute of silence.",
    n,
    { total: cell.people },
  );
}

customElements.define("tafel-chair", Chair);
