/**
 * <tafel-phone>: the part of a participant's page that lives: message, step, and the two lists.
 *
 * It follows the room by itself, but never takes away a field in which somebody is typing: then it
 * offers to go along. Knows neither the socket nor the queue: state comes in, intent goes out as
 * "post", "react", "edit", "withdraw", "again", "discard", "introduce", "skip", "read" and "typing".
 */
import { html, nothing } from "../../vendor/lit.js";
import { isActions } from "../actions.js";
import * as room from "../room.js";
import { isEmpty } from "../text.js";
import { languageOf, say, t } from "../words.js";
import { LightElement } from "./light.js";
import "./actions.js";
import "./harvest.js";
import "./introduction.js";
import "./lists.js";
import "./message.js";
import "./move.js";
import "./screen.js";
import "../sorting/table.js";
import { isSorting } from "../sorting/cards.js";
import "../talking/discussion.js";
import "../voting/vote.js";
import "./step.js";

const JUST_TYPED_MS = 15_000;

export class Phone extends LightElement {
  static properties = {
    view: { attribute: false },
    /** What is this person's own. */
    mine: { attribute: false },
    items: { attribute: false },
    /** What only this phone still knows as this person's own. */
    kept: { attribute: false },
    /** Whether this person was asked who they are, and answered or passed it over. */
    isIntroduced: { attribute: false },
    role: {},
    /** Who this person is to the box, before it says so itself. */
    person: {},
    table: {},
    language: {},
    /** The newest message that was put away. */
    readMessage: {},
    /** The step that is shown, while the room may be further. */
    shown: { state: true },
    /** "" | asked | told: whether this person finishes first, and has said so. */
    isStaying: { state: true },
  };

  #typedMs = -JUST_TYPED_MS;

  constructor() {
    super();
    this.view = {};
    this.items = [];
    this.kept = [];
    this.isStaying = "";
    this.addEventListener("typing", () => (this.#typedMs = performance.now()));
  }

  willUpdate() {
    const next = this.#next();
    const isElsewhere = Boolean(this.shown && next && this.shown !== next);
    if (!isElsewhere || !(this.isStaying || this.#isBusy())) this.#goTo(next);
    // To a step that is over itself nobody needs to go along.
    else if (room.isRunning(room.stepOf(this.view, next))) this.isStaying ||= "asked";
    else this.isStaying = "";
  }

  render() {
    const step = room.stepOf(this.view, this.shown);
    return html`<tafel-move .table=${this.table} .place=${this.view.tables?.[this.table]}></tafel-move>
      <tafel-message
        .message=${this.#message()}
        .language=${this.language}
      ></tafel-message>
      ${this.isStaying ? this.#offer() : nothing} ${this.#now(step)}
      ${this.isIntroduced ? nothing : this.#introduction()}
      <tafel-lists
        .view=${this.view}
        .mine=${this.mine}
        .items=${this.items}
        .kept=${this.kept}
        .step=${step}
        .role=${this.role}
        .table=${this.table}
        .language=${this.language}
      ></tafel-lists>
      <tafel-screen .view=${this.view} .shown=${this.shown} .language=${this.language}></tafel-screen>
      ${this.isIntroduced ? this.#introduction() : nothing}`;
  }

  /** What to do now; at the end that is to take something home. */
  #now(step) {
    const ending = room.isOver(this.view) ? end(this.table, room.isClosed(this.view)) : nothing;
    if (room.isVoting(step)) return html`${ending} ${this.#vote(step)}`;
    if (isSorting(step)) return html`${ending} ${this.#sorting(step)}`;
    if (room.isDiscussion(step) && room.isWriting(step)) return html`${ending} ${this.#talk(step)}`;
    return html`${ending}
      ${ending !== nothing && !room.isWriting(step)
        ? nothing
        : html`<tafel-step
            .step=${step}
            .role=${this.role}
            .table=${this.table}
            .name=${this.mine?.name ?? ""}
            .language=${this.language}
            .items=${this.items}
          ></tafel-step>`}
      ${room.isHarvest(step)
        ? html`<tafel-harvest .view=${this.view} .step=${step.id} .language=${this.language}></tafel-harvest>`
        : nothing}
      ${isActions(step) ? this.#actions(step) : nothing}`;
  }

  #actions(step) {
    return html`<tafel-actions
      .view=${this.view}
      .step=${step}
      .role=${this.role}
      .table=${this.table}
      .language=${this.language}
    ></tafel-actions>`;
  }

  #vote(step) {
    return html`<tafel-vote
      .view=${this.view}
      .step=${step}
      .ballot=${this.mine?.ballots?.[step.id]}
      .items=${this.items}
      .voter=${this.mine?.person ?? this.person}
      .role=${this.role}
      .language=${this.language}
    ></tafel-vote>`;
  }

  #sorting(step) {
    return html`<tafel-table-sorting
      .view=${this.view}
      .step=${step}
      .theme=${this.view.tables?.[this.table]?.theme ?? ""}
      .ballot=${this.mine?.ballots?.[step.id]}
      .items=${this.items}
      .voter=${this.mine?.person ?? this.person}
      .role=${this.role}
      .language=${this.language}
    ></tafel-table-sorting>`;
  }

  #talk(step) {
    return html`<tafel-discussion
      .view=${this.view}
      .step=${step}
      .items=${this.items}
      .role=${this.role}
      .table=${this.table}
      .name=${this.mine?.name ?? ""}
      .language=${this.language}
    ></tafel-discussion>`;
  }

  #introduction() {
    return html`<tafel-introduction
      .asks=${room.conferenceOf(this.view)?.asks}
      .mine=${this.mine}
      .isAsked=${this.isIntroduced}
    ></tafel-introduction>`;
  }

  /** The running step; between steps the one that was closed last, which people may still read. */
  #next() {
    const current = room.conferenceOf(this.view)?.current;
    return current ?? room.lastClosed(this.view)?.id ?? null;
  }

  #isBusy() {
    if (this.querySelector("tafel-actions")?.hasText) return true;
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
          : html`<button type="button" class="act" @click=${this.#finishFirst}>
              ${t("Finish first")}
            </button>`}
      </div>
    </div>`;
  }

  #goTo(next) {
    this.isStaying = "";
    this.shown = next;
  }

  /** The button is gone with that; one goes on where one was writing. */
  async #finishFirst() {
    this.isStaying = "told";
    await this.updateComplete;
    const composers = [...this.querySelectorAll("tafel-composer")];
    const begun = composers.find(({ text }) => !isEmpty(text)) ?? composers[0];
    begun?.querySelector("textarea")?.focus();
  }

  #goAlong() {
    this.#goTo(this.#next());
    window.scrollTo({ top: 0 });
  }

  #message() {
    const message = room.newestMessage(this.view);
    return message && message.id !== this.readMessage ? message : null;
  }
}

const end = (table, isClosed) => html`<section class="slip" aria-labelledby="the-end">
  <h1 id="the-end">${t("Thank you.")}</h1>
  ${isClosed
    ? html`<p>${t("The conference is over. What was given without a name is anonymous now.")}</p>`
    : nothing}
  <p>${t("Save your contributions on your phone before you leave. Then switch mobile data back on.")}</p>
  <p class="acts">
    <a class="act primary" href="/t/${table}/mine.txt" download data-take-home>
      ${t("Save my contributions")}
    </a>
  </p>
</section>`;

customElements.define("tafel-phone", Phone);
