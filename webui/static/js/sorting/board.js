/**
 * <tafel-board>: contributions put into groups, on the page of a chair or of the facilitator.
 *
 * One ticks contributions and then chooses a group, so nothing needs dragging; the box decides, and
 * the board shows what it says. Only rows whose contribution changed are drawn again. Knows neither
 * socket nor queue: says "act" {command, done}.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { languageOf, say, t, tn } from "../words.js";
import { cardsOf, found, groupsOf, undoable } from "./cards.js";

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
  };

  constructor() {
    super();
    this.chosen = new Set();
    this.words = "";
    this.refusal = "";
    this.merging = null;
  }

  render() {
    const { cards, parked, all } = cardsOf(this.view, this.step, this.theme);
    const groups = groupsOf(this.view, this.step, this.theme, cards);
    const placed = new Set(groups.flatMap(({ members }) => members));
    const loose = [...cards.values()].filter(({ id }) => !placed.has(id));
    const chosen = [...this.chosen].filter((id) => cards.has(id));
    this.all = all;
    return html`<div class="sort-board">
      ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : nothing}
      ${this.#bar(chosen, groups, cards)}
      <div class="sort-halves">
        <section aria-labelledby="sort-left">
          <h2 id="sort-left" tabindex="-1">${t("Not in a group yet ({n})", { n: loose.length })}</h2>
          <label class="sort-search">${t("Search")}
            <input type="search" .value=${this.words} @input=${({ target }) => (this.words = target.value)} />
          </label>
          ${loose.length ? nothing : html`<p class="empty">${t("Everything is in a group.")}</p>`}
          ${this.#cards(found(loose, this.words))}
          ${parked.length
            ? html`<details class="folded">
                <summary>${t("Parking lot ({n})", { n: parked.length })}</summary>
                <ul class="sort-cards" role="list">
                  ${parked.map((card) => html`<li class="sort-card">
                    <p class="text" lang=${this.language} dir="auto">${card.text}</p>
                    ${this.#button(t("Bring back"), { do: "restore_entry", entry: card.id })}
                  </li>`)}
                </ul>
              </details>`
            : nothing}
        </section>
        <section aria-labelledby="sort-groups">
          <h2 id="sort-groups">${t("Groups ({n})", { n: groups.length })}</h2>
          ${repeat(groups, ({ id }) => id, (group) => this.#group(group, groups, cards))}
          ${this.#ready()}
        </section>
      </div>
    </div>`;
  }

  /** What can be done with what is ticked. */
  #bar(chosen, groups, cards) {
    const act = undoable(this.view);
    if (this.step.state !== "open" && this.step.state !== "closed") return nothing;
    return html`<div class="board-bar" role="group" aria-label=${t("With what is chosen")}>
      <p>${tn("{n} chosen", "{n} chosen", chosen.length)}</p>
      <form @submit=${(event) => this.#into(event, chosen)}>
        <label>${t("Put in group")}
          <select name="bucket">
            ${groups.map(({ id, title }, n) => html`<option value=${id}>${n + 1}. ${title}</option>`)}
          </select>
        </label>
        <button class="act" ?disabled=${!groups.length}>${t("Put in group")}</button>
      </form>
      <form @submit=${(event) => this.#add(event, chosen)}>
        <label>${t("New group")} <input name="title" maxlength="200" autocomplete="off" /></label>
        <button class="act primary">${t("Make the group")}</button>
      </form>
      <p class="acts">
        <button type="button" class="act" @click=${() => this.#merge(chosen, cards)}>${t("Merge into one")}</button>
        <button type="button" class="act" @click=${() => this.#park(chosen)}>${t("Park")}</button>
        ${act ? this.#button(t("Undo"), { do: "undo", seq: Number(act.id) }) : nothing}
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

  #cards(cards) {
    return html`<ul class="sort-cards" role="list">
      ${repeat(cards, ({ id }) => id, (card) => this.#card(card))}
    </ul>`;
  }

  #card(card) {
    return html`<li class="sort-card">
      <label>
        <input type="checkbox" .checked=${this.chosen.has(card.id)} @change=${() => this.#choose(card.id)} />
        <span class="text" lang=${this.language} dir="auto">${card.text}</span>
      </label>
      ${card.behind
        ? html`<details class="folded">
            <summary>${t("Made of {n} contributions", { n: card.behind.length })}</summary>
            <ul>${card.behind.map((id) => html`<li lang=${this.language} dir="auto">${this.all.get(id)?.text ?? "…"}</li>`)}</ul>
            ${this.#button(t("Take apart"), { do: "split_entry", entry: card.id })}
          </details>`
        : nothing}
    </li>`;
  }

  #group(group, groups, cards) {
    const there = group.members.map((id) => cards.get(id));
    const ticked = there.map(({ id }) => id).filter((id) => this.chosen.has(id));
    return html`<details class="board-group">
      <summary><span lang=${this.language}>${group.title}</span> (${there.length})</summary>
      <form @submit=${(event) => this.#rename(event, group)}>
        <label>${t("Name")} <input name="title" .value=${group.title} maxlength="200" autocomplete="off" /></label>
        <button class="act">${t("Rename")}</button>
      </form>
      ${this.#cards(there)}
      <p class="acts">
        ${ticked.length ? this.#button(t("Take out of this group"), { do: "take_out", bucket: group.id, members: ticked }) : nothing}
        ${this.#button(t("Remove the group"), { do: "remove_bucket", bucket: group.id })}
      </p>
      ${groups.length > 1
        ? html`<form @submit=${(event) => this.#join(event, group)}>
            <label>${t("Merge with")}
              <select name="into">
                ${groups.filter(({ id }) => id !== group.id).map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
              </select>
            </label>
            <button class="act">${t("Merge groups")}</button>
          </form>`
        : nothing}
    </details>`;
  }

  #ready() {
    const told = this.view.sorting?.[this.step.id]?.themes?.[this.theme];
    if (!told) return nothing;
    const command = { do: "mark_list", activity: this.step.id, theme: this.theme, is_ready: !told.is_ready };
    return html`<p class="acts">
      ${told.is_ready ? html`<strong>${t("This list is ready.")}</strong>` : nothing}
      ${this.#button(told.is_ready ? t("Not ready yet") : t("List ready"), command)}
    </p>`;
  }

  #button(words, command) {
    return html`<button type="button" class="act" @click=${() => this.#ask(command)}>${words}</button>`;
  }

  #choose(id) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  #into(event, members) {
    event.preventDefault();
    const bucket = new FormData(event.target).get("bucket");
    if (members.length && bucket) this.#ask({ do: "sort_into", bucket, members }, true);
  }

  #add(event, members) {
    event.preventDefault();
    const form = event.target;
    const title = new FormData(form).get("title");
    const theme = this.theme || null;
    this.#ask({ do: "add_bucket", activity: this.step.id, title, theme, members }, true, () => form.reset());
  }

  #rename(event, group) {
    event.preventDefault();
    const title = new FormData(event.target).get("title");
    this.#ask({ do: "rename_bucket", bucket: group.id, title });
  }

  #join(event, group) {
    event.preventDefault();
    this.#ask({ do: "merge_buckets", bucket: group.id, into: new FormData(event.target).get("into") });
  }

  #merge(entries, cards) {
    if (entries.length < 2) this.refusal = t("Choose at least two contributions to merge.");
    else this.merging = { entries, text: cards.get(entries[0]).text };
  }

  #merged(event) {
    event.preventDefault();
    const text = new FormData(event.target).get("text");
    this.#ask({ do: "merge_entries", entries: this.merging.entries, text }, true, () => (this.merging = null));
  }

  #park(entries) {
    entries.forEach((entry) => this.#ask({ do: "park_entry", entry }, true));
  }

  #ask(command, isSpent = false, after = () => {}) {
    this.refusal = "";
    // The page of a chair gives (answer, refusal), that of the facilitator (refusal, answer).
    const done = (one, other) => {
      const refusal = [one, other].find((told) => told?.message);
      this.refusal = refusal?.message ?? "";
      if (refusal) return;
      if (isSpent) this.chosen = new Set();
      after();
      if (!this.contains(document.activeElement)) this.querySelector("#sort-left")?.focus();
    };
    this.emit("act", { command, done });
  }
}

/** The heading of a sorting step, for who reads it. */
export const sortTitle = (step) =>
  html`<h1 lang=${languageOf(step.title) ?? nothing}>${say(step.title)}</h1>`;

customElements.define("tafel-board", Board);
