/**
 * The room at a glance: a tile per table with a ring per question for who has contributed; above the
 * tiles, in words, the tables that ask for help or are silent. Says which table somebody wants to
 * look at ("table").
 *
 * It is a table that looks like tiles. Its roles are named, because browsers may let a table that is
 * laid out otherwise lose them.
 */
import { html, nothing } from "../../vendor/lit.js";
import { sign } from "../elements/light.js";
import { say, t, tn } from "../words.js";
import { columnsOf, conferenceOf, gridOf, isRunning, silentTables, stepInView, tablesOf } from "./board.js";
import { sayAgo } from "./clock.js";
import { ConsoleElement } from "./element.js";
import { awayWords, listed, ringWords, tableName, themeName } from "./names.js";
import "../elements/ring.js";

const SILENT_MINUTES = 5;

export class ConsoleGrid extends ConsoleElement {
  static kinds = ["conferences", "activities", "tables", "themes", "cells", "presence"];
  static ticks = true;
  static properties = {
    looked: { attribute: false },
    /** The id of the table that is looked at, or null. */
    table: { attribute: false },
  };

  constructor() {
    super();
    this.looked = null;
    this.table = null;
  }

  render() {
    const step = stepInView(this.view, this.looked);
    if (!step) return html`<p class="hint">${t("No step of the programme has a question yet.")}</p>`;
    const silent = silentTables(this.view, step, this.roomMs, SILENT_MINUTES * 60_000);
    return html`<h2 class="grid-title">${say(step.title)}</h2>
      ${this.helpWords()} ${this.silentWords(silent)} ${this.countedWords()} ${this.legend(step)}
      <table class="grid" role="table" aria-label=${say(step.title)} ?data-many=${isMany(step)}>
        <thead role="rowgroup" class="visually-hidden">
          <tr role="row">
            <th scope="col" role="columnheader">${t("Table")}</th>
            ${columnsOf(step).map(
              (question) => html`<th scope="col" role="columnheader">${say(question.text)}</th>`,
            )}
            <th scope="col" role="columnheader" class="number">${t("Connected")}</th>
            <th scope="col" role="columnheader">${t("Signal")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${gridOf(this.view, step).map((row) => this.row(step, row, silent.includes(row.table)))}
        </tbody>
      </table>`;
  }

  focusAgain() {
    this.querySelector(".table-open")?.focus();
  }

  helpWords() {
    const asking = tablesOf(this.view).filter((table) => table.signal === "help");
    return asking.map(
      (table) => html`<p class="alert-words">
        ${t("Table {table} asks for help", { table: table.number })}${table.reason
          ? html`: ${table.reason}`
          : nothing}
        (${this.since(table)})
      </p>`,
    );
  }

  silentWords(silent) {
    if (!silent.length) return nothing;
    const n = SILENT_MINUTES;
    if (silent.length === tablesOf(this.view).length) {
      return html`<p class="silent-words">${t("No table wrote in {n} minutes.", { n })}</p>`;
    }
    const tables = listed(silent.map((table) => table.number));
    return html`<p class="silent-words">
      ${silent.length === 1
        ? t("Table {tables}: nothing in {n} minutes.", { tables, n })
        : t("Tables {tables}: nothing in {n} minutes.", { tables, n })}
    </p>`;
  }

  /** How many people were counted in all, once anybody did. */
  countedWords() {
    const { heads, counted: n, tables } = conferenceOf(this.view)?.attended ?? {};
    if (!n) return nothing;
    const people = tn("{n} person", "{n} people", heads);
    return html`<p class="counted-words">
      ${n === tables
        ? t("{people} counted, at every table", { people })
        : t("{people} counted, at {n} of {m} tables", { people, n, m: tables })}
    </p>`;
  }

  /** Which letter stands for which question; the heads of the columns say it to who cannot see. */
  legend(step) {
    const questions = columnsOf(step);
    if (questions.length < 2) return nothing;
    return html`<ol class="legend" aria-hidden="true">
      ${questions.map(
        (question, index) => html`<li><b>${letter(index)}</b> ${say(question.text)}</li>`,
      )}
    </ol>`;
  }

  row(step, { table, presence, cells }, isSilent) {
    const theme = this.view.themes?.[table.theme];
    return html`<tr
      role="row"
      data-table=${table.id}
      data-signal=${table.is_in_use ? table.signal : nothing}
      data-theme=${theme?.number ?? nothing}
      ?data-silent=${isSilent}
      ?data-away=${!table.is_in_use}
      ?data-looked=${this.table === table.id}
    >
      <th scope="row" role="rowheader" title=${themeName(theme)}>${this.name(table, theme)}</th>
      ${cells.map((cell, index) => this.cell(step, table, theme, cell, index))}
      <td role="cell" class="number">
        ${isMany(step) ? this.lastOf(cells) : nothing}
        ${t("{n} connected", { n: presence?.connected ?? 0 })}
        ${table.is_in_use && table.heads != null
          ? html`<span class="cell-heads">${t("{n} counted", { n: table.heads })}</span>`
          : nothing}
      </td>
      <td role="cell" class="signal">${this.signal(table)}</td>
    </tr>`;
  }

  name(table, theme) {
    return html`<button
      type="button"
      class="table-open"
      aria-expanded=${String(this.table === table.id)}
      @click=${() => this.emit("table", { table: this.table === table.id ? null : table.id })}
    >
      ${sign(theme?.number)} ${tableName(table.number)}
    </button>`;
  }

  cell(step, table, theme, cell, index) {
    if (!cell) {
      return html`<td role="cell" class="visually-hidden">${t("not asked here")}</td>`;
    }
    return html`<td role="cell" class="cell">
      ${isMany(step) ? html`<span class="letter" aria-hidden="true">${letter(index)}</span>` : nothing}
      <tafel-ring
        .number=${isMany(step) ? nothing : table.number}
        .theme=${theme?.number}
        .share=${cell.share}
        .label=${ringWords(table, theme, cell)}
      ></tafel-ring>
      <b aria-label=${tn("{n} contribution", "{n} contributions", cell.entries)}>${cell.entries}</b>
      ${isMany(step) ? nothing : this.last(step, cell)}
    </td>`;
  }

  last(step, { last_room_ms: lastMs }) {
    return html`<span class="cell-last">
      ${lastMs != null ? sayAgo(this.roomMs - lastMs) : nothing}
      ${lastMs == null && isRunning(step) ? t("nothing yet") : nothing}
    </span>`;
  }

  /** Where a table has several questions, when it last wrote at any of them. */
  lastOf(cells) {
    const last = Math.max(...cells.map((cell) => cell?.last_room_ms ?? -Infinity));
    if (last === -Infinity) return nothing;
    return html`<span class="cell-last">${sayAgo(this.roomMs - last)}</span> ·`;
  }

  signal(table) {
    if (!table.is_in_use) return html`<span class="away-words">${awayWords(table)}</span>`;
    if (table.signal === "help") {
      return html`<span class="signal-help">${t("help")}</span>
        <span class="cell-last">${this.since(table)}</span>`;
    }
    if (table.signal !== "ready") return nothing;
    return html`<span class="signal-ready">${t("ready")}</span>
      <span class="cell-last">${this.since(table)}</span>`;
  }

  since(table) {
    return sayAgo(this.roomMs - (table.signalled_room_ms ?? this.roomMs));
  }
}

const isMany = (step) => columnsOf(step).length > 1;

const letter = (index) => String.fromCharCode("A".charCodeAt(0) + index);

customElements.define("console-grid", ConsoleGrid);
