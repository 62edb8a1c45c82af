/**
 * All contributions as they arrive, newest first, with filters; the same for the facilitator (with
 * acts) and the observer (without).
 */
import { html, live as bound, nothing, repeat } from "../../vendor/lit.js";
import { say, t, tn } from "../words.js";
import { everyTable, filtered, programmeOf, themesOf } from "./board.js";
import { ConsoleElement } from "./element.js";
import { tableName, themeName } from "./names.js";
import "./entry.js";

const PAGE = 100;
const ALL = { state: "all", table: "", theme: "", question: "", words: "" };

export class ConsoleStream extends ConsoleElement {
  static kinds = ["conferences", "activities", "tables", "themes", "entries"];
  static properties = {
    acts: { type: Boolean },
    /** The ids of the entries that are chosen for the big screen. */
    picks: { attribute: false },
    filter: { state: true },
    most: { state: true },
  };

  constructor() {
    super();
    this.acts = false;
    this.picks = [];
    this.filter = { ...ALL };
    this.most = PAGE;
  }

  render() {
    const entries = filtered(this.view, this.filter);
    const more = entries.length - this.most;
    return html`${this.filters()}
      <p class="stream-count acts small">
        ${tn("{n} contribution", "{n} contributions", entries.length)}
        ${this.isFiltered
          ? html`<button type="button" class="act" @click=${() => this.clear()}>
              ${t("Show all")}
            </button>`
          : nothing}
      </p>
      <ol class="entries">
        ${repeat(entries.slice(0, this.most), (entry) => entry.id, (entry) => this.item(entry))}
      </ol>
      ${more > 0
        ? html`<button type="button" class="act quiet" @click=${() => (this.most += PAGE)}>
            ${t("Show {n} more", { n: Math.min(more, PAGE) })}
          </button>`
        : nothing}`;
  }

  item(entry) {
    return html`<li
      class="entry"
      tabindex="-1"
      ?data-hidden=${entry.is_hidden}
      ?data-highlighted=${entry.is_highlighted}
      data-theme=${this.view.themes?.[entry.theme]?.number ?? nothing}
    >
      <console-entry
        .view=${this.view}
        .entry=${entry}
        .isPicked=${this.picks.includes(entry.id)}
        ?acts=${this.acts}
      ></console-entry>
    </li>`;
  }

  filters() {
    return html`<form class="filters" role="search" @submit=${(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label=${t("Search in the contributions")}
        placeholder=${t("Search")}
        .value=${bound(this.filter.words)}
        @input=${(event) => this.narrow("words", event.target.value)}
      />
      ${this.choice("state", t("State"), [
        ["all", t("in any state")],
        ["highlighted", t("highlighted")],
        ["parked", t("parked")],
        ["hidden", t("hidden")],
        ["late", t("late")],
      ])}
      ${this.choice("table", t("Table"), [
        ["", t("all tables")],
        ...this.tables().map((table) => [table.id, tableName(table.number)]),
      ])}
      ${this.choice("theme", t("Theme"), [
        ["", t("all themes")],
        ...themesOf(this.view).map((theme) => [theme.id, themeName(theme)]),
      ])}
      ${this.choice("question", t("Question"), [["", t("all questions")], ...this.questions()])}
    </form>`;
  }

  choice(name, words, options) {
    return html`<select
      name=${name}
      aria-label=${words}
      @change=${(event) => this.narrow(name, event.target.value)}
    >
      ${options.map(
        ([value, said]) =>
          html`<option value=${value} ?selected=${this.filter[name] === value}>${said}</option>`,
      )}
    </select>`;
  }

  /** Those in use, and those that wrote something before they were put away. */
  tables() {
    const wrote = new Set(Object.values(this.view.entries ?? {}).map((entry) => entry.table));
    return everyTable(this.view).filter((table) => table.is_in_use || wrote.has(table.id));
  }

  questions() {
    return programmeOf(this.view).flatMap((step) =>
      (step.questions ?? []).map((question) => [`${step.id}.${question.id}`, say(question.text)]),
    );
  }

  get isFiltered() {
    const { state, ...rest } = this.filter;
    return state !== "all" || Object.values(rest).some(Boolean);
  }

  narrow(name, value) {
    this.filter = { ...this.filter, [name]: value };
    this.most = PAGE;
  }

  clear() {
    this.only({});
  }

  /** The button to show all is gone with what it did; the search is where one began. */
  focusAgain() {
    this.querySelector("[type=search]").focus();
  }

  /** Show what passes this filter alone. */
  only(filter) {
    this.filter = { ...ALL, ...filter };
    this.most = PAGE;
    for (const select of this.querySelectorAll("select")) {
      select.value = this.filter[select.name];
    }
  }

  /** The entry that has the focus, if one has. */
  get focused() {
    return this.querySelector(".entry:focus-within console-entry");
  }

  /** Move the focus to the next (1) or the previous (-1) entry, or to the first. */
  move(by) {
    const items = [...this.querySelectorAll(".entry")];
    const now = items.findIndex((item) => item.matches(":focus-within"));
    items[now < 0 ? 0 : Math.max(0, Math.min(items.length - 1, now + by))]?.focus();
  }

  /** Put the cursor in the search field. */
  search() {
    this.querySelector("input[type=search]")?.focus();
  }
}

customElements.define("console-stream", ConsoleStream);
