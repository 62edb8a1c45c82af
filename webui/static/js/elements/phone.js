/**
 * <tafel-phone>: the part of a participant's page that lives: message, step, and the two lists.
 *
 * It follows the room by itself, but never takes away a field in which somebody is typing: then it
 * offers to go along. Knows neither the socket nor the queue: state comes in, intent goes out as
 * "post", "react", "edit", "withdraw", "again", "discard", "introduce", "read" and "typing".
 */
import { html, nothing } from "../../vendor/lit.js";
import * as room from "../room.js";
import { isEmpty } from "../text.js";
import { languageOf, say, t } from "../words.js";
import "./entry.js";
import { LightElement } from "./light.js";
import "./list.js";
import "./message.js";
import "./outgoing.js";
import "./step.js";
import "./tabs.js";

const JUST_TYPED_MS = 15_000;

export class Phone extends LightElement {
  static properties = {
    view: { attribute: false },
    /** What is this person's own. */
    mine: { attribute: false },
    items: { attribute: false },
    role: {},
    table: {},
    language: {},
    /** The newest message that was put away. */
    readMessage: {},
    /** The step that is shown, while the room may be further. */
    shown: { state: true },
    /** "" | asked | told: whether this person finishes first, and has said so. */
    isStaying: { state: true },
    tab: { state: true },
  };

  #typedMs = -JUST_TYPED_MS;

  constructor() {
    super();
    this.view = {};
    this.items = [];
    this.tab = "table";
    this.isStaying = "";
    this.addEventListener("typing", () => (this.#typedMs = performance.now()));
  }

  willUpdate() {
    const next = this.#next();
    const isElsewhere = Boolean(this.shown && next && this.shown !== next);
    if (isElsewhere && (this.isStaying || this.#isBusy())) this.isStaying ||= "asked";
    else this.#goTo(next);
  }

  render() {
    const step = room.stepOf(this.view, this.shown);
    return html`<tafel-message
        .message=${this.#message()}
        .language=${this.language}
      ></tafel-message>
      ${this.isStaying ? this.#offer() : nothing}
      <tafel-step
        .step=${step}
        .role=${this.role}
        .table=${this.table}
        .name=${this.mine?.name ?? ""}
        .language=${this.language}
        .items=${this.items}
      ></tafel-step>
      ${this.#lists(step)}`;
  }

  /** The running step; between steps the one that was closed last, which people may still read. */
  #next() {
    const current = room.conferenceOf(this.view)?.current;
    if (current) return current;
    const closed = Object.entries(this.view.activities ?? {}).filter(([, a]) => a.closed_room_ms);
    closed.sort(([, one], [, other]) => other.closed_room_ms - one.closed_room_ms);
    return closed[0]?.[0] ?? null;
  }

  #isBusy() {
    if (performance.now() - this.#typedMs < JUST_TYPED_MS) return this.#hasFieldInFocus();
    return [...this.querySelectorAll("tafel-composer")].some(({ text }) => !isEmpty(text));
  }

  #hasFieldInFocus() {
    const composers = [...this.querySelectorAll("tafel-composer")];
    return composers.some((one) => !isEmpty(one.text) || one.contains(document.activeElement));
  }

  #offer() {
    const next = room.stepOf(this.view, this.#next());
    return html`<div class="offer" role="group" aria-label=${t("The room moves on")}>
      <p lang=${languageOf(next.title) ?? nothing}>
        ${t("The room moves on to: {title}. Your draft stays.", { title: say(next.title) })}
      </p>
      <div class="acts">
        <button type="button" class="act primary" @click=${this.#goAlong}>${t("Go along")}</button>
        ${this.isStaying === "told"
          ? nothing
          : html`<button type="button" class="act" @click=${() => (this.isStaying = "told")}>
              ${t("Finish first")}
            </button>`}
      </div>
    </div>`;
  }

  #goTo(next) {
    this.isStaying = "";
    this.shown = next;
  }

  #goAlong() {
    this.#goTo(this.#next());
    window.scrollTo({ top: 0 });
  }

  #message() {
    const message = room.newestMessage(this.view);
    return message && message.id !== this.readMessage ? message : null;
  }

  #lists(step) {
    const own = this.#own();
    if (!room.isWriting(step)) return own.length ? this.#onlyMine(own) : this.#astray(step);
    const shared = room.entriesOf(this.view.entries, step.id);
    return html`<tafel-tabs
      .chosen=${this.tab}
      .label=${t("Contributions")}
      .tabs=${[
        { id: "table", words: SCOPES[step.scope](shared.length), panel: this.#shared(step, shared) },
        { id: "mine", words: t("Mine ({n})", { n: own.length }), panel: this.#mine(step, own) },
      ]}
      @tab=${({ detail }) => (this.tab = detail.id)}
    ></tafel-tabs>`;
  }

  #onlyMine(own) {
    return html`<section class="earlier">
      <h2>${t("What you wrote")}</h2>
      ${this.#mine(null, own)}
    </section>`;
  }

  #own() {
    const entries = Object.entries(this.mine?.entries ?? {});
    return entries
      .map(([id, entry]) => ({ ...entry, id }))
      .filter((entry) => !entry.is_withdrawn)
      .sort((one, other) => other.seq - one.seq);
  }

  #shared(step, entries) {
    const reactions = room.reactionsOf(this.view.entries);
    const isOpen = step.state === "open" && step.writers.includes(this.role);
    return html`<tafel-list
      .entries=${entries}
      .empty=${t("Nothing here yet.")}
      .each=${(entry) => html`<tafel-entry
        .entry=${entry}
        .entries=${this.view.entries}
        .reactions=${reactions[entry.id] ?? []}
        .language=${this.language}
        .shows=${{ table: step.scope !== "table", question: this.#label(step, entry) }}
        .mayReact=${isOpen}
        .attribution=${{ attribution: step.attribution, table: this.table, name: this.mine?.name }}
        .items=${this.items.filter(({ command }) => command.parent === entry.id)}
      ></tafel-entry>`}
    ></tafel-list>`;
  }

  #mine(step, entries) {
    return html`${this.#astray(step)}
      <tafel-list
        .entries=${entries}
        .empty=${t("You have not sent anything yet.")}
        .each=${(entry) => this.#ownEntry(step, entry)}
      ></tafel-list>`;
  }

  #ownEntry(step, entry) {
    const its = room.stepOf(this.view, entry.activity);
    return html`<tafel-entry
      .entry=${entry}
      .entries=${this.view.entries}
      .language=${this.language}
      .shows=${{ question: this.#label(step, entry) }}
      .mayEdit=${its?.state === "open"}
      .mayWithdraw=${Boolean(its) && its.state !== "sealed"}
      .items=${this.items.filter(({ command, state }) => command.entry === entry.id && state !== "saved")}
    ></tafel-entry>`;
  }

  /** What is not saved yet and belongs to nothing else that is on this page. */
  #astray(step) {
    const fields = new Set(step?.questions?.map(({ id }) => `${step.id}.${id}`));
    const astray = this.items.filter(({ state, command }) => {
      if (state === "saved") return false;
      if (command.entry) return !this.mine?.entries?.[command.entry];
      if (command.parent) return !step || !this.view.entries?.[command.parent];
      return command.do !== "post_entry" || !fields.has(room.placeOf(command));
    });
    return html`<tafel-outgoing
      .items=${astray}
      .language=${this.language}
      .table=${this.table}
    ></tafel-outgoing>`;
  }

  /** The question an entry answers, where the page shows more than one. */
  #label(step, entry) {
    if (step?.id === entry.activity && step.questions.length === 1) return "";
    const its = room.stepOf(this.view, entry.activity);
    return say(its?.questions?.find(({ id }) => id === entry.question)?.text);
  }
}

const SCOPES = {
  table: (n) => t("At this table ({n})", { n }),
  theme: (n) => t("In this theme ({n})", { n }),
  plenary: (n) => t("In the room ({n})", { n }),
};

customElements.define("tafel-phone", Phone);
