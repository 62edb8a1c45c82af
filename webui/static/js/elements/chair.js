/**
 * <tafel-chair>: the part of a table chair's page that lives.
 *
 * One question at a time, the room's own unless the chair looks at another. On a narrow screen it
 * shows the contributions or the summary, with a bar at the bottom that goes from one to the other;
 * on a wide one both. Knows neither the socket nor the queue: says "act" {command, done}, "post",
 * "react", "again", "discard" and "read".
 */
import { html, nothing } from "../../vendor/lit.js";
import { isActions } from "../actions.js";
import { nextThing } from "../next-thing.js";
import * as places from "../places.js";
import * as room from "../room.js";
import { isEmpty } from "../text.js";
import { languageOf, say, t } from "../words.js";
import "./actions.js";
import "./chair-entry.js";
import "./harvest.js";
import "./heads.js";
import { icon, keyed, LightElement } from "./light.js";
import "./list.js";
import "./message.js";
import "./share.js";
import "./signals.js";
import "./stepper.js";
import "./summary.js";
import "./without-device.js";
import { sortTitle } from "../sorting/board.js";
import { isForEveryone, isSorting } from "../sorting/cards.js";
import "../sorting/table.js";
import "../talking/say.js";
import { figures, topicsOf } from "../talking/stances.js";
import "../talking/topics.js";
import "../voting/vote.js";

const { nameOf } = places;
const SETTLE_MS = 300;
/** What brings up the keyboard of a phone. */
const FIELDS = "textarea, input:not([type=checkbox], [type=radio])";

export class Chair extends LightElement {
  static properties = {
    view: { attribute: false },
    items: { attribute: false },
    tableId: {},
    language: {},
    readMessage: {},
    /** The address of the box, for a device that is lent out. */
    address: {},
    roomMs: { attribute: false },
    /** "<activity>.<question>" that the chair looks at; "" follows the room. */
    chosen: { state: true },
    /** read | write: what a narrow screen shows. */
    side: { state: true },
  };

  #current = null;
  /** Where the reading list stood when a narrow screen went to the summary. */
  #reading = null;
  /** The list item in which the pressed button stood, for when it goes with its contribution. */
  #acted = null;
  #settling = 0;
  /** The reactions to each contribution, found once for all of them. */
  #reactions = {};

  constructor() {
    super();
    this.view = {};
    this.items = [];
    this.chosen = "";
    this.side = "read";
    this.addEventListener("focusin", ({ target }) => this.#touched(target));
    this.addEventListener("focusout", () => this.#touched(null));
    this.addEventListener("act", ({ target }) => this.#remember(target));
  }

  willUpdate() {
    this.#reactions = room.reactionsOf(this.view.entries);
    const current = room.currentStep(this.view)?.id ?? null;
    if (current && current !== this.#current && !this.#isTyping()) this.chosen = "";
    this.#current = current ?? this.#current;
  }

  updated() {
    // The list inside renders after us.
    if (this.#acted) requestAnimationFrame(() => this.#acted?.item.isConnected === false && this.#carryFocus());
  }

  render() {
    const table = this.view.tables?.[this.tableId];
    if (!table) return html`<h1>${t("Table {table}", { table: this.tableId })}</h1>`;
    const place = this.#place();
    const step = room.currentStep(this.view) ?? room.lastClosed(this.view);
    if (!place && room.isVoting(step)) return html`${this.#top()} ${this.#vote(table, step)}`;
    if (!place && isSorting(step)) return html`${this.#top()} ${this.#sort(table, step)}`;
    if (!place && room.isHarvest(step)) return html`${this.#top()} ${this.#harvest(table, step)}`;
    if (!place && isActions(step)) return html`${this.#top()} ${this.#actions(table, step)}`;
    return html`${this.#top()} ${this.#now(table, place)}
      <div class="desk" data-side=${place ? this.side : nothing}>
        ${place ? this.#read(place) : nothing}
        <div class="desk-side">
          ${place ? html`<section class="desk-write">${this.#summary(place)}</section>` : nothing}
          <div class="dock">
            ${place ? this.#sides(place) : nothing}
            <tafel-signals .table=${table} .now=${this.roomMs()}></tafel-signals>
          </div>
        </div>
      </div>`;
  }

  /** What is said above all: that it is over, or what the facilitator says. */
  #top() {
    const isClosed = room.isClosed(this.view);
    return html`${isClosed
      ? html`<p class="notice">${t("The conference is over. What was given without a name is anonymous now.")}</p>`
      : nothing}
    ${this.#message()}`;
  }

  #place() {
    const all = places.placesOf(this.view);
    const chosen = all.find((place) => nameOf(place) === this.chosen);
    if (chosen) return chosen;
    const current = room.currentStep(this.view);
    const step = current ?? room.lastClosed(this.view);
    if ([room.isVoting, room.isHarvest, isSorting, isActions].some((is) => is(step))) return null;
    if (current && !room.isWriting(current)) return null;
    const last = current ?? all.at(-1)?.step;
    return all.find(({ step }) => step.id === last?.id) ?? null;
  }

  #vote(table, step) {
    const ballots = Object.values(this.view.ballots ?? {});
    return html`<tafel-vote
        .view=${this.view}
        .step=${step}
        .ballot=${ballots.find(({ activity }) => activity === step.id)}
        .items=${this.items}
        .voter=${`chair.${this.tableId}`}
        .role=${"chair"}
        .language=${this.language}
      ></tafel-vote>
      ${this.#heads(table)}
      <div class="dock"><tafel-signals .table=${table} .now=${this.roomMs()}></tafel-signals></div>`;
  }

  #sort(table, step) {
    if (isForEveryone(step)) return this.#placing(table, step);
    return html`${sortTitle(step)}
      <tafel-board
        .view=${this.view}
        .step=${step}
        .theme=${step.scope === "theme" ? table.theme : ""}
        .language=${this.language}
      ></tafel-board>
      ${this.#heads(table)}
      <div class="dock"><tafel-signals .table=${table} .now=${this.roomMs()}></tafel-signals></div>`;
  }

  #placing(table, step) {
    const ballots = Object.values(this.view.ballots ?? {});
    return html`<tafel-table-sorting
        .view=${this.view}
        .step=${step}
        .theme=${table.theme}
        .ballot=${ballots.find(({ activity }) => activity === step.id)}
        .items=${this.items}
        .voter=${`chair.${this.tableId}`}
        .role=${"chair"}
        .language=${this.language}
      ></tafel-table-sorting>
      ${this.#heads(table)}
      <div class="dock"><tafel-signals .table=${table} .now=${this.roomMs()}></tafel-signals></div>`;
  }

  /** The table's points for the big screen, and whose stand there now. */
  #harvest(table, step) {
    const place = { step, question: { id: places.POINTS } };
    return html`${this.#now(table, null)}
      ${this.#summary(place, this.view.harvests?.[step.id]?.suggested)}
      <tafel-harvest .view=${this.view} .step=${step.id} .language=${this.language}></tafel-harvest>
      <div class="dock"><tafel-signals .table=${table} .now=${this.roomMs()}></tafel-signals></div>`;
  }

  /** The list of actions, with what this table agrees to do. */
  #actions(table, step) {
    return html`<h1 lang=${languageOf(step.title) ?? nothing}>${say(step.title)}</h1>
      ${say(step.instruction)
        ? html`<p class="instruction" lang=${languageOf(step.instruction) ?? nothing}>${say(step.instruction)}</p>`
        : nothing}
      <tafel-actions
        .view=${this.view}
        .step=${step}
        .role=${"chair"}
        .table=${this.tableId}
        .language=${this.language}
      ></tafel-actions>
      ${this.#heads(table)}
      <div class="dock"><tafel-signals .table=${table} .now=${this.roomMs()}></tafel-signals></div>`;
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

  #now(table, place) {
    const current = room.currentStep(this.view);
    const title = place?.question.text ?? current?.title;
    return html`<tafel-stepper
        .places=${places.placesOf(this.view)}
        .shown=${place ? nameOf(place) : ""}
        .now=${current?.id ?? null}
        @choose=${({ detail }) => this.#choose(detail.name)}
      ></tafel-stepper>
      <h1 lang=${languageOf(title) ?? nothing}>${title ? say(title) : t("We start soon.")}</h1>
      ${place && room.isDiscussion(place.step) ? this.#topics(place) : nothing}
      ${this.#cue(table, place, current)} ${this.#heads(table)} ${place ? prompts(place.question) : nothing}`;
  }

  #heads(table) {
    return room.isClosed(this.view) ? nothing : html`<tafel-heads .table=${table}></tafel-heads>`;
  }

  /** What was said about this topic, and the way to the others. */
  #topics({ step, question }) {
    const topics = topicsOf(this.view, step);
    return html`<p>${figures(topics.find(({ id }) => id === question.id))}</p>
      ${topics.length > 1
        ? html`<details class="folded">
            <summary>${t("All topics ({n})", { n: topics.length })}</summary>
            <tafel-topics
              .topics=${topics}
              .shown=${question.id}
              .onScreen=${this.view.screen?.screen?.discussion?.now?.topic ?? ""}
              @topic=${({ detail }) => this.#choose(`${step.id}.${detail.id}`)}
            ></tafel-topics>
          </details>`
        : nothing}`;
  }

  #cue(table, place, current) {
    const isElsewhere = Boolean(place && current && place.step.id !== current.id);
    const thing = nextThing({
      place,
      current,
      cell: place && places.cellOf(this.view, place, this.tableId),
      summary: place && places.summaryOf(this.view, place, this.tableId),
      signal: table.signal,
      hasMore: Boolean(place) && places.hasUnfinished(this.view, place, this.tableId),
      roomMs: this.roomMs(),
    });
    return html`<div class="cue">
      <p class="next-thing">${thing}</p>
      ${place ? this.#share(table, place) : nothing}
      ${isElsewhere
        ? html`<button type="button" class="act" @click=${() => (this.chosen = "")}>${t("Go along")}</button>`
        : nothing}
    </div>`;
  }

  #share(table, place) {
    return html`<tafel-share
      .theme=${this.view.themes?.[table.theme]}
      .cell=${places.cellOf(this.view, place, this.tableId)}
      .connected=${this.view.presence?.[this.tableId]?.connected ?? 0}
    ></tafel-share>`;
  }

  #read(place) {
    const all = room.entriesOf(this.view.entries, place.step.id, place.question.id);
    const late = all.filter((entry) => entry.is_late);
    const parked = all.filter((entry) => entry.is_parked && !entry.is_late);
    const read = all.filter((entry) => !entry.is_late && !entry.is_parked);
    return html`<section class="desk-read">
      <div class="desk-head">
        <h2 tabindex="-1">${t("Contributions ({n})", { n: read.length })}</h2>
        ${this.#withoutDevice(place)}
      </div>
      ${room.isDiscussion(place.step) ? this.#own(place) : nothing}
      ${late.length ? this.#late(place, late) : nothing}
      ${keyed(nameOf(place), html`<tafel-list
        .entries=${read}
        .empty=${t("Nothing here yet.")}
        .each=${(entry) => this.#entry(place, entry)}
      ></tafel-list>`)}
      ${parked.length ? this.#parked(place, parked) : nothing}
    </section>`;
  }

  /** The chair's own word in a discussion. */
  #own(place) {
    const { step, question } = place;
    if (!this.#mayTalk(step)) return nothing;
    const name = nameOf(place);
    return html`<details class="folded">
      <summary>${t("Say something yourself")}</summary>
      <tafel-say
        .place=${`own.${name}`}
        .label=${say(question.text)}
        .state=${step.state}
        .language=${this.language}
        @say=${(event) => this.#say(event, place)}
      ></tafel-say>
    </details>`;
  }

  #say(event, { step, question }) {
    event.stopPropagation();
    const { text, relation } = event.detail;
    this.emit("react", { activity: step.id, question: question.id, text, relation });
  }

  #mayTalk({ state, writers }) {
    return state === "open" && writers.includes("chair");
  }

  #withoutDevice(place) {
    const isHere = ({ command }) =>
      command.do === "post_entry" && !command.parent && `${command.activity}.${command.question}` === nameOf(place);
    return html`<tafel-without-device
      .place=${place}
      .items=${this.items.filter(isHere)}
      .table=${this.tableId}
      .language=${this.language}
      .address=${this.address}
    ></tafel-without-device>`;
  }

  #late(place, late) {
    return html`<section class="late">
      <h3>${t("Late contributions ({n})", { n: late.length })}</h3>
      <p>${t("Written in time, or given to you after closing. Accept what counts.")}</p>
      <ol class="entries" role="list">
        ${late.map((entry) => html`<li>${this.#entry(place, entry)}</li>`)}
      </ol>
    </section>`;
  }

  #parked(place, parked) {
    return html`<details class="folded">
      <summary>${t("Parking lot ({n})", { n: parked.length })}</summary>
      <ol class="entries" role="list">
        ${parked.map((entry) => html`<li>${this.#entry(place, entry)}</li>`)}
      </ol>
    </details>`;
  }

  #entry({ step }, entry) {
    return html`<tafel-chair-entry
      .entry=${entry}
      .entries=${room.quoted(this.view, entry)}
      .reactions=${this.#reactions[entry.id] ?? []}
      .language=${this.language}
      .shows=${{ table: step.scope !== "table" }}
      .isOwnTable=${String(entry.table) === this.tableId}
      .mayAnswer=${room.isDiscussion(step) && this.#mayTalk(step) && !entry.is_late && !entry.is_hidden}
      .items=${this.items.filter(({ command }) => command.parent === entry.id)}
    ></tafel-chair-entry>`;
  }

  #summary(place, suggested = []) {
    const { step, question } = place;
    const about = { activity: step.id, question: question.id };
    const ask = (command, done) => this.emit("act", { command: { ...command, ...about }, done });
    return keyed(nameOf(place), html`<tafel-summary
      .place=${`summary.${nameOf(place)}`}
      .summary=${places.summaryOf(this.view, place, this.tableId)}
      .suggested=${suggested}
      .language=${this.language}
      @save=${({ detail: { points, ifRev, done } }) =>
        ask({ do: "write_summary", points, if_rev: ifRev }, done)}
      @agree=${({ detail: { isAgreed, ifRev, done } }) =>
        ask({ do: "agree_summary", is_agreed: isAgreed, if_rev: ifRev }, done)}
    ></tafel-summary>`);
  }

  #sides(place) {
    const isAgreed = places.summaryOf(this.view, place, this.tableId)?.is_agreed;
    return html`<div class="sides" role="group" aria-label=${t("What you see")}>
      ${this.#toSide("read", "message-square", t("Contributions"))}
      ${this.#toSide("write", isAgreed ? "check" : "type", t("Summary"))}
    </div>`;
  }

  #toSide(side, name, words) {
    return html`<button type="button" class="act" aria-pressed=${this.side === side} @click=${() => this.#turn(side)}>
      ${icon(name)} <span>${words}</span>
    </button>`;
  }

  /** The list comes back where it was, also when something new has come in above it. */
  async #turn(side) {
    if (side === this.side) return;
    if (side === "write") this.#reading = this.#anchor();
    this.side = side;
    await this.updateComplete;
    if (side === "write") this.querySelector(".desk-write").scrollIntoView({ block: "start" });
    else if (this.#reading?.item.isConnected) {
      window.scrollBy(0, this.#reading.item.getBoundingClientRect().top - this.#reading.top);
    }
  }

  #anchor() {
    const items = [...this.querySelectorAll(".desk-read li")];
    const item = items.find((one) => one.getBoundingClientRect().bottom > 0);
    return item ? { item, top: item.getBoundingClientRect().top } : null;
  }

  async #choose(name) {
    this.chosen = name;
    await this.updateComplete;
    window.scrollTo({ top: 0 });
  }

  /**
   * While a field has the keyboard of a phone up, the bar lies at the end of the page. It comes back
   * a moment later, or the press that took the focus out of the field would miss its button.
   */
  #touched(target) {
    clearTimeout(this.#settling);
    if (target?.matches?.(FIELDS)) this.toggleAttribute("data-typing", true);
    else this.#settling = setTimeout(() => this.toggleAttribute("data-typing", false), SETTLE_MS);
  }

  #remember(target) {
    const item = target.closest("li");
    if (!item) return;
    this.#acted = { item, next: item.nextElementSibling ?? item.previousElementSibling };
  }

  #carryFocus() {
    const { next } = this.#acted;
    this.#acted = null;
    if (document.activeElement && document.activeElement !== document.body) return;
    const button = next?.isConnected ? next.querySelector("button") : null;
    (button ?? this.querySelector(".desk-read h2"))?.focus();
  }
}

function prompts({ prompts: all = [] }) {
  if (!all.length) return nothing;
  return html`<details class="folded prompts">
    <summary>${t("Ask further")}</summary>
    <ul>
      ${all.map((prompt) => html`<li lang=${languageOf(prompt) ?? nothing}>${say(prompt)}</li>`)}
    </ul>
  </details>`;
}

customElements.define("tafel-chair", Chair);
