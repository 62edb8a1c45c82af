/**
 * One table looked at from nearby: what it asks, what its chair summed up, what it wrote last; on the
 * facilitator's page with a message to it, counting who sits there, and putting it out of use or
 * merging it.
 */
import { html, live as bound, nothing } from "../../vendor/lit.js";
import { sign } from "../elements/light.js";
import { page } from "../page.js";
import { HEADS_MOST } from "../room.js";
import { short } from "../text.js";
import { say, t, tn } from "../words.js";
import { latestOf, summariesOf, tableOf, tablesOf } from "./board.js";
import { clockAt, sayAgo } from "./clock.js";
import { ConsoleElement } from "./element.js";
import { awayWords, tableName, themeName } from "./names.js";

const LATEST = 3;
const TEXT_MOST = 140;
const MESSAGE_MOST = 500;

export class ConsoleTable extends ConsoleElement {
  static kinds = ["activities", "tables", "themes", "entries", "summaries", "presence"];
  static ticks = true;
  static properties = {
    acts: { type: Boolean },
    /** The id of the table, or null for none. */
    table: { attribute: false },
    text: { state: true },
    isSent: { state: true },
  };

  constructor() {
    super();
    this.acts = false;
    this.table = null;
    this.text = "";
    this.isSent = false;
  }

  willUpdate(changed) {
    if (!changed.has("table")) return;
    this.text = "";
    this.isSent = false;
    this.refusals.clear();
  }

  render() {
    const table = this.table && tableOf(this.view, this.table);
    if (!table) return nothing;
    const theme = this.view.themes?.[table.theme];
    return html`<section class="table-near" aria-labelledby="table-near">
      <header data-theme=${theme?.number ?? nothing}>
        <h3 id="table-near" tabindex="-1">
          ${tableName(table.number)} · ${sign(theme?.number)} ${themeName(theme)}
        </h3>
        <button type="button" class="act" @click=${() => this.emit("table", { table: null })}>
          ${t("Close table {table}", { table: table.number })}
        </button>
      </header>
      <p class="hint">${this.words(table)}</p>
      <div class="table-columns">${this.summed(table)} ${this.latest(table)}</div>
      ${this.acts ? this.actsOf(table) : nothing} ${this.refusal("table")}
    </section>`;
  }

  /** Who took a count back goes on in its field; else to the table among the others. */
  focusAgain() {
    const tile = () => document.querySelector(`[data-table="${this.was}"] .table-open`);
    (this.querySelector("[name=heads]") ?? tile())?.focus();
  }

  updated() {
    this.was = this.table ?? this.was;
    this.fill();
  }

  /** What is counted elsewhere comes into the field, unless somebody types in it. */
  fill() {
    const field = this.querySelector("[name=heads]");
    const heads = this.table && tableOf(this.view, this.table)?.heads;
    const shown = field && `${this.table}: ${heads}`;
    if (field === document.activeElement || shown === this.filled) return;
    this.filled = shown;
    if (!field) return;
    field.value = heads ?? "";
  }

  words(table) {
    if (!table.is_in_use) return awayWords(table);
    const { connected = 0 } = this.view.presence?.[table.id] ?? {};
    const since = sayAgo(this.roomMs - (table.signalled_room_ms ?? this.roomMs));
    return [
      tn("{n} device connected", "{n} devices connected", connected),
      table.heads != null && tn("{n} person counted", "{n} people counted", table.heads),
      table.signal === "help" && [t("asks for help"), table.reason].filter(Boolean).join(": "),
      table.signal === "ready" && t("ready"),
      table.signal !== "none" && since,
    ]
      .filter(Boolean)
      .join(" · ");
  }

  summed(table) {
    const summaries = summariesOf(this.view, table.id);
    return html`<div>
      <h4>${t("Summary by the chair")}</h4>
      ${summaries.length
        ? summaries.map((summary) => this.summary(summary))
        : html`<p class="hint">${t("Nothing summed up yet.")}</p>`}
    </div>`;
  }

  summary({ question, points, is_agreed: isAgreed }) {
    return html`<p class="entry-about">
        ${say(question.text)} ${isAgreed ? html`<span class="mark">${t("agreed")}</span>` : nothing}
      </p>
      <ul class="table-points" lang=${page.peopleLanguage}>
        ${points.filter(Boolean).map((point) => html`<li dir="auto">${point}</li>`)}
      </ul>`;
  }

  latest(table) {
    const entries = latestOf(this.view, table.id, LATEST);
    return html`<div>
      <h4>${t("Last contributions")}</h4>
      ${entries.length
        ? html`<ul class="table-points" lang=${page.peopleLanguage}>
              ${entries.map(
                (entry) => html`<li dir="auto">
                  <time>${clockAt(entry.minute * 60_000)}</time> ${short(entry.text, TEXT_MOST)}
                </li>`,
              )}
            </ul>
            <p class="acts small">
              <button
                type="button"
                class="act"
                @click=${() => this.emit("narrow", { table: table.id })}
              >
                ${t("All contributions of this table")}
              </button>
            </p>`
        : html`<p class="hint">${t("No contributions yet.")}</p>`}
    </div>`;
  }

  actsOf(table) {
    if (!table.is_in_use) {
      return html`<p class="acts">
        ${this.button("table", t("Take into use again"), { do: "return_table", table: table.id })}
      </p>`;
    }
    return html`${this.messageTo(table)} ${this.countOf(table)}
      <p class="acts table-acts">
        ${this.button("table", t("Put out of use"), { do: "retire_table", table: table.id })}
        ${this.merging(table)}
      </p>`;
  }

  messageTo(table) {
    return html`<form class="inline" @submit=${(event) => this.send(event, table)}>
        <input
          maxlength=${MESSAGE_MOST}
          aria-label=${t("Message to table {table}", { table: table.number })}
          placeholder=${t("Message to table {table}", { table: table.number })}
          .value=${bound(this.text)}
          @input=${(event) => this.typed(event.target.value)}
        />
        <button class="act" aria-disabled=${this.isBusy("say") ? "true" : nothing}>
          ${t("Send")}
        </button>
      </form>
      <p class="told" role="status">${this.isSent ? t("Sent.") : nothing}</p>
      ${this.refusal("say")}`;
  }

  countOf(table) {
    return html`<form class="inline table-count" @submit=${(event) => this.count(event, table)}>
        <label>
          <span>${t("People here, without the chair")}</span>
          <input name="heads" type="number" min="0" max=${HEADS_MOST} required autocomplete="off" />
        </label>
        <button class="act" aria-disabled=${this.isBusy("count") ? "true" : nothing}>
          ${t("Save the count")}
        </button>
        ${table.heads == null
          ? nothing
          : html`<span class="acts small">
              ${this.button("count", t("Take the count back"), this.counting(table, null))}
            </span>`}
      </form>
      ${this.refusal("count")}`;
  }

  counting(table, heads) {
    return { do: "count_heads", heads, table: table.id };
  }

  count(event, table) {
    event.preventDefault();
    this.ask("count", this.counting(table, event.target.elements.heads.valueAsNumber));
  }

  merging(table) {
    const others = tablesOf(this.view).filter((other) => other.id !== table.id);
    if (!others.length) return nothing;
    // Those of its own theme first.
    const isOther = (other) => Number(other.theme !== table.theme);
    others.sort((one, other) => isOther(one) - isOther(other) || one.number - other.number);
    return html`<span class="inline">
      <label>
        <span>${t("Merge with")}</span>
        <select name="into">
          ${others.map((other) => html`<option value=${other.id}>${tableName(other.number)}</option>`)}
        </select>
      </label>
      ${this.button("table", t("Merge"), null, { run: () => this.merge(table) })}
    </span>`;
  }

  merge(table) {
    const into = this.querySelector("[name=into]").value;
    this.ask("table", { do: "merge_table", table: table.id, into });
  }

  typed(text) {
    this.text = text;
    this.isSent = false;
  }

  send(event, table) {
    event.preventDefault();
    if (!this.text.trim()) this.querySelector("input").focus();
    else this.ask("say", { do: "say", text: this.text, to: `table:${table.id}` });
  }

  accepted(near, command) {
    if (near !== "say") return;
    // What was typed while the box answered stays.
    if (this.text === command.text) this.text = "";
    this.isSent = true;
  }

  /** Put the focus on the table's name. */
  async read() {
    await this.updateComplete;
    this.querySelector("h3")?.focus();
    this.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("console-table", ConsoleTable);
