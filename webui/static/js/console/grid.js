/**
 * The room at a glance: one row per table, one column per question of the step in view, with a
 * ring for who has contributed; above it, in words, the tables that ask for help or are silent.
 */
import { html, nothing } from "../../vendor/lit.js";
import { sign } from "../elements/light.js";
import { say, t, tn } from "../words.js";
import { gridOf, isRunning, silentTables, stepInView, tablesOf } from "./board.js";
import { sayAgo } from "./clock.js";
import { ConsoleElement } from "./element.js";
import { listed, ringWords, tableName, themeName } from "./names.js";
import "../elements/ring.js";

const SILENT_MINUTES = 5;

export class ConsoleGrid extends ConsoleElement {
  static kinds = ["conferences", "activities", "tables", "themes", "cells", "presence"];
  static ticks = true;
  static properties = { looked: { attribute: false } };

  constructor() {
    super();
    this.looked = null;
  }

  render() {
    const step = stepInView(this.view, this.looked);
    if (!step) return html`<p class="hint">${t("No step of the programme has a question yet.")}</p>`;
    return html`${this.helpWords()} ${this.silentWords(step)}
      <table class="grid">
        <caption>
          ${say(step.title)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("Table")}</th>
            ${isWide(step) ? nothing : html`<th scope="col" class="theme">${t("Theme")}</th>`}
            ${step.questions.map(
              (q) => html`<th scope="col" title=${say(q.text)}><span>${say(q.text)}</span></th>`,
            )}
            <th scope="col" class="number">${t("Connected")}</th>
            <th scope="col">${t("Signal")}</th>
          </tr>
        </thead>
        <tbody>
          ${gridOf(this.view, step).map((row) => this.row(step, row))}
        </tbody>
      </table>`;
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

  silentWords(step) {
    const silent = silentTables(this.view, step, this.roomMs, SILENT_MINUTES * 60_000);
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

  row(step, { table, presence, cells }) {
    const theme = this.view.themes?.[table.theme];
    return html`<tr data-signal=${table.signal}>
      <th scope="row" data-theme=${theme?.number ?? nothing} title=${themeName(theme)}>
        ${sign(theme?.number)} ${tableName(table.number)}
      </th>
      ${isWide(step)
        ? nothing
        : html`<td class="theme" data-theme=${theme?.number ?? nothing}>${themeName(theme)}</td>`}
      ${cells.map((cell) => this.cell(step, table, theme, cell))}
      <td class="number">${presence?.connected ?? 0}</td>
      <td>${this.signal(table)}</td>
    </tr>`;
  }

  cell(step, table, theme, cell) {
    if (!cell) return html`<td class="not-asked" aria-label=${t("not asked here")}>–</td>`;
    return html`<td class="cell">
      <tafel-ring
        .number=${table.number}
        .theme=${theme?.number}
        .share=${cell.share}
        .label=${ringWords(table, theme, cell)}
      ></tafel-ring>
      <b aria-label=${tn("{n} contribution", "{n} contributions", cell.entries)}>${cell.entries}</b>
      <span class="cell-last">
        ${cell.last_room_ms != null ? sayAgo(this.roomMs - cell.last_room_ms) : nothing}
        ${cell.last_room_ms == null && isRunning(step) ? t("nothing yet") : nothing}
      </span>
    </td>`;
  }

  signal(table) {
    if (table.signal === "help") return html`<span class="signal-help">${t("help")}</span>`;
    if (table.signal !== "ready") return nothing;
    return html`<span class="signal-ready">${t("ready")}</span>
      <span class="cell-last">${this.since(table)}</span>`;
  }

  since(table) {
    return sayAgo(this.roomMs - (table.signalled_room_ms ?? this.roomMs));
  }
}

/** Several questions need the room in which else the theme's name stands; its sign stays. */
const isWide = (step) => step.questions.length > 1;

customElements.define("console-grid", ConsoleGrid);
