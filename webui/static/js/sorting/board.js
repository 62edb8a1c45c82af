/**
 * <tafel-board>: contributions put into groups, on the page of a chair or of the facilitator.
 *
 * One drags, or ticks contributions and then chooses a group; the box decides, and the board shows
 * what it says. So many cards are drawn at a time, and of a group only what somebody unfolds: with a
 * thousand of them it answers as with ten. Knows neither socket nor queue: says "act" {command, done}.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { short } from "../text.js";
import { languageOf, say, t, tn } from "../words.js";
import { SORTING_UNDO } from "./acts.js";
import "./alike.js";
import { LOOSE, NEW, PARKED, Reading, found, undoable } from "./cards.js";
import { draggable } from "./drag.js";
import { Place } from "./focus.js";
import { batch, cardList, group } from "./parts.js";

/** Cards that are shown at a time. */
const SHOWN = 60;

export class Board extends LightElement {
  static properties = {
    view: { attribute: false },
    /** {id, ...document} of the step. */
    step: { attribute: false },
    /** Whose list: the id of a theme, or "" in a step with one list. */
    theme: {},
    language: {},
    chosen: { state: true },
    words: { state: true },
    refusal: { state: true },
    merging: { state: true },
    /** What is on its way, {id: where to}: a Map that is never changed in place. */
    moving: { state: true },
    /** From which of the loose cards they are shown. */
    from: { state: true },
    /** How many of each unfolded group are shown, by id: a Map that is never changed in place. */
    unfolded: { state: true },
    /** What a screen reader hears of what was done: the page's own region is out of reach behind a
     * dialog. */
    said: { state: true },
  };

  #reading = new Reading();
  #isDragging = false;

  constructor() {
    super();
    this.chosen = new Set();
    this.words = "";
    this.refusal = "";
    this.merging = null;
    this.moving = new Map();
    this.from = 0;
    this.unfolded = new Map();
    this.said = "";
    draggable(this, { lift: (id) => this.#lift(id), drop: (to) => this.#drop(to) });
  }

  /** What others do meanwhile moves nothing under somebody's hand. */
  shouldUpdate() {
    return !this.#isDragging;
  }

  update(changed) {
    const place = Place.of(this);
    super.update(changed);
    place?.keep();
  }

  render() {
    const read = this.#reading.of(this.view, this.step, this.theme, this.moving);
    this.read = read;
    this.all = read.all;
    this.agreement = this.view.agreement?.[this.step.id] ?? null;
    const chosen = this.#chosenIn(read);
    const loose = found(read.loose, this.words);
    const from = Math.min(this.from, Math.max(0, Math.ceil(loose.length / SHOWN) - 1) * SHOWN);
    return html`<div class="sort-board">
      <p class="visually-hidden" role="status">${this.said}</p>
      ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : nothing}
      ${this.#bar(chosen, read)}
      <div class="sort-halves">
        <section aria-labelledby="sort-left" data-drop=${LOOSE}>
          <h2 id="sort-left" tabindex="-1">${t("Not in a group yet ({n})", { n: read.loose.length })}</h2>
          <label class="sort-search">${t("Search")}
            <input type="search" .value=${this.words} @input=${({ target }) => this.#seek(target.value)} />
          </label>
          ${this.#empty(read.loose, loose)}
          ${cardList(this, loose.slice(from, from + SHOWN))}
          ${batch({ from, size: SHOWN, length: loose.length, go: (next) => this.#turn(next) })}
          ${read.parked.length ? this.#parked(read.parked) : nothing}
          ${this.#maySort() ? this.#alike(read) : nothing}
        </section>
        <section aria-labelledby="sort-groups">
          <h2 id="sort-groups" tabindex="-1">${t("Groups ({n})", { n: read.groups.length })}</h2>
          ${repeat(read.groups, ({ id }) => id, (one) => group(this, one, read))}
          ${this.#ready()}
        </section>
      </div>
    </div>`;
  }

  /** What can be done with what is ticked. */
  #bar(chosen, { groups, cards }) {
    const act = undoable(this.view);
    if (!this.#maySort()) return nothing;
    return html`<div class="board-bar" role="group" ?data-chosen=${chosen.length > 0} aria-label=${t("With what is chosen")}>
      <p>${tn("{n} chosen", "{n} chosen", chosen.length)}</p>
      <form @submit=${(event) => this.#into(event, chosen)}>
        <label>${t("Put in group")}
          <select name="bucket">
            ${repeat(groups, ({ id }) => id, ({ id, title }, n) => html`<option value=${id}>${n + 1}. ${title}</option>`)}
          </select>
        </label>
        <button class="act" ?disabled=${!groups.length}>${t("Put in group")}</button>
      </form>
      <form @submit=${(event) => this.#add(event, chosen)} data-drop=${NEW}>
        <label>${t("New group")} <input name="title" maxlength="200" autocomplete="off" /></label>
        <button class="act primary">${t("Make the group")}</button>
      </form>
      <p class="acts">
        <button type="button" class="act" @click=${() => this.#merge(chosen, cards)}>${t("Merge into one")}</button>
        <button type="button" class="act" @click=${() => this.#park(chosen)}>${t("Park")}</button>
        ${act ? this.button(this.#undoWords(act), { do: "undo", seq: Number(act.id) }) : nothing}
      </p>
      ${this.merging
        ? html`<form @submit=${(event) => this.#merged(event)}>
            <label>${t("The words for all of these")}
              <textarea name="text" maxlength="2000" .value=${this.merging.text}></textarea>
            </label>
            <button class="act primary">${t("Merge into one")}</button>
            <button type="button" class="act" @click=${() => (this.merging = null)}>${t("Leave it as it is")}</button>
          </form>`
        : nothing}
    </div>`;
  }

  #undoWords({ do: verb, subject }) {
    const { title } = this.view.buckets?.[subject] ?? this.view.activities?.[subject] ?? {};
    const named = say(title) || this.all.get(subject)?.text;
    return SORTING_UNDO[verb]?.({ subject: short(named ?? "…") }) ?? t("Undo the last act");
  }

  #empty(loose, shown) {
    if (!loose.length) return html`<p class="empty">${t("Everything is in a group.")}</p>`;
    return shown.length ? nothing : html`<p class="empty">${t("Nothing here says this.")}</p>`;
  }

  #parked(parked) {
    return html`<details class="folded">
      <summary>${t("Parking lot ({n})", { n: parked.length })}</summary>
      <ul class="sort-cards" role="list">
        ${repeat(parked, ({ id }) => id, (card) => html`<li class="sort-card">
          <p class="text" lang=${this.language} dir="auto">${card.text}</p>
          ${this.button(t("Bring back"), { do: "restore_entry", entry: card.id })}
        </li>`)}
      </ul>
    </details>`;
  }

  /** Suggestions lead to what one does oneself: they are chosen, or put in a group by one press. */
  #alike({ cards, groups, loose }) {
    return html`<tafel-alike
      .step=${this.step.id}
      .theme=${this.theme}
      .cards=${cards}
      .groups=${new Map(groups.map((one) => [one.id, one]))}
      .loose=${new Set(loose.map(({ id }) => id))}
      .language=${this.language}
      @together=${({ detail: { entries, bucket } }) => this.#together(entries, bucket)}
    ></tafel-alike>`;
  }

  async #together(entries, bucket) {
    if (bucket) {
      this.#put(bucket, entries);
      return;
    }
    this.chosen = new Set(entries);
    await this.updateComplete;
    this.querySelector(".board-bar [name=title]").focus();
  }

  #ready() {
    const told = this.view.sorting?.[this.step.id]?.themes?.[this.theme];
    if (!told) return nothing;
    const command = { do: "mark_list", activity: this.step.id, theme: this.theme, is_ready: !told.is_ready };
    return html`<p class="acts">
      ${told.is_ready ? html`<strong>${t("This list is ready.")}</strong>` : nothing}
      ${this.button(told.is_ready ? t("Not ready yet") : t("List ready"), command)}
    </p>`;
  }

  button(words, command) {
    return html`<button type="button" class="act" @click=${() => this.ask(command)}>${words}</button>`;
  }

  choose(id) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  /** Show so many of what is in a group, or nothing of it any more (0). */
  unfold(id, shown) {
    if ((this.unfolded.get(id) ?? 0) === shown) return;
    const unfolded = new Map(this.unfolded);
    if (shown) unfolded.set(id, shown);
    else unfolded.delete(id);
    this.unfolded = unfolded;
  }

  #seek(words) {
    this.words = words;
    this.from = 0;
  }

  async #turn(from) {
    this.from = from;
    await this.updateComplete;
    this.querySelector("#sort-left").focus();
  }

  #maySort() {
    return this.step.state === "open" || this.step.state === "closed";
  }

  #chosenIn({ cards }) {
    return [...this.chosen].filter((id) => cards.has(id) && !this.moving.has(id));
  }

  // -- dragging ------------------------------------------------------------------------------------

  #dragged = [];

  /** What goes along with a card: all that is ticked, if it is one of these. */
  #lift(id) {
    if (!this.#maySort() || !this.read.cards.has(id)) return null;
    const chosen = this.#chosenIn(this.read);
    this.#dragged = chosen.includes(id) ? chosen : [id];
    this.#isDragging = true;
    const { length } = this.#dragged;
    const { text } = this.read.cards.get(id);
    const groups = this.read.groups.map(({ id, title, members }) => ({ to: id, words: `${title} (${members.length})` }));
    const others = [
      { to: NEW, words: t("New group") },
      { to: LOOSE, words: t("In no group") },
      { to: PARKED, words: t("Parking lot") },
    ];
    return {
      words: length > 1 ? tn("{n} contribution", "{n} contributions", length) : text,
      targets: [...groups, ...others],
    };
  }

  #drop(to) {
    this.#isDragging = false;
    this.requestUpdate();
    if (to === null) return;
    const members = this.#dragged;
    if (to === PARKED) this.#park(members);
    else if (to === LOOSE) this.#takeOut(members);
    else if (to === NEW) this.#name(members);
    else this.#put(to, members);
  }

  #takeOut(members) {
    for (const { id, members: there } of this.read.groups) {
      const out = there.filter((member) => members.includes(member));
      if (out.length) this.#move({ do: "take_out", bucket: id, members: out }, out, LOOSE);
    }
  }

  /** A new group has a name first: what was dropped is chosen, and waits for it. */
  #name(members) {
    this.chosen = new Set(members);
    this.querySelector(".board-bar [name=title]").focus();
  }

  #put(bucket, members) {
    const there = this.read.groups.find(({ id }) => id === bucket)?.members ?? [];
    const coming = members.filter((id) => !there.includes(id));
    if (coming.length) this.#move({ do: "sort_into", bucket, members: coming }, coming, bucket);
  }

  // -- what the box is asked -----------------------------------------------------------------------

  #into(event, members) {
    event.preventDefault();
    const bucket = new FormData(event.target).get("bucket");
    if (members.length && bucket) this.#move({ do: "sort_into", bucket, members }, members, bucket);
  }

  #add(event, members) {
    event.preventDefault();
    const form = event.target;
    const title = new FormData(form).get("title");
    const theme = this.theme || null;
    const command = { do: "add_bucket", activity: this.step.id, title, theme, members };
    this.#move(command, members, NEW, () => form.reset());
  }

  rename(event, { id }) {
    event.preventDefault();
    const title = new FormData(event.target).get("title");
    this.ask({ do: "rename_bucket", bucket: id, title });
  }

  join(event, { id }) {
    event.preventDefault();
    this.ask({ do: "merge_buckets", bucket: id, into: new FormData(event.target).get("into") });
  }

  async #merge(entries, cards) {
    if (entries.length < 2) {
      this.refusal = t("Choose at least two contributions to merge.");
      return;
    }
    this.merging = { entries, text: cards.get(entries[0]).text };
    await this.updateComplete;
    this.querySelector(".board-bar textarea").focus();
  }

  #merged(event) {
    event.preventDefault();
    const text = new FormData(event.target).get("text");
    const { entries } = this.merging;
    this.ask({ do: "merge_entries", entries, text }, () => {
      this.merging = null;
      this.#spend(entries);
    });
  }

  #park(entries) {
    entries.forEach((entry) => this.#move({ do: "park_entry", entry }, [entry], PARKED));
  }

  /** Ask for a command that moves cards; until the box has answered they are shown as moved. */
  #move(command, members, to, after = () => {}) {
    this.moving = new Map([...this.moving, ...members.map((id) => [id, to])]);
    this.#spend(members);
    const settled = () => {
      this.moving = new Map([...this.moving].filter(([id]) => !members.includes(id)));
    };
    this.ask(command, after, settled);
  }

  /** These are done with: they are not chosen any more. */
  #spend(members) {
    this.chosen = new Set([...this.chosen].filter((id) => !members.includes(id)));
  }

  ask(command, after = () => {}, settled = () => {}) {
    this.refusal = "";
    // The page of a chair gives (answer, refusal), that of the facilitator (refusal, answer).
    const done = (one, other) => {
      settled();
      const refusal = [one, other].find((told) => told?.message);
      this.refusal = refusal?.message ?? "";
      if (refusal) return;
      after();
      this.said = SAID[command.do]?.(command) ?? "";
    };
    this.emit("act", { command, done });
  }
}

/** What is said aloud of what was done. */
const SAID = {
  add_bucket: ({ title }) => t("The group “{title}” is there.", { title }),
  sort_into: ({ members }) => tn("{n} put in a group.", "{n} put in a group.", members.length),
  take_out: ({ members }) => tn("{n} taken out of a group.", "{n} taken out of a group.", members.length),
};

/** The heading of a sorting step, for who reads it. */
export const sortTitle = (step) =>
  html`<h1 lang=${languageOf(step.title) ?? nothing}>${say(step.title)}</h1>`;

customElements.define("tafel-board", Board);
