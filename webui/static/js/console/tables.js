/** Which tables are out of use, taking them into use again, and adding one. */
import { html, nothing } from "../../vendor/lit.js";
import { t, tn } from "../words.js";
import { tablesAway, themesOf } from "./board.js";
import { ConsoleElement } from "./element.js";
import { awayWords, tableName, themeName } from "./names.js";

const SEATS = 10;
const SEATS_MOST = 100;

export class ConsoleTables extends ConsoleElement {
  static kinds = ["tables", "themes"];
  static properties = { added: { state: true } };

  constructor() {
    super();
    this.added = null;
  }

  render() {
    const away = tablesAway(this.view);
    return html`<details class="tables-more">
      <summary>
        ${t("Add a table")}${away.length
          ? html` · ${tn("{n} table out of use", "{n} tables out of use", away.length)}`
          : nothing}
      </summary>
      ${away.length ? this.away(away) : nothing} ${this.adding()}
    </details>`;
  }

  away(tables) {
    return html`<ul class="tables-away">
      ${tables.map(
        (table) => html`<li>
          <span>${tableName(table.number)}: ${awayWords(table)}</span>
          <span class="acts small">
            ${this.button(table.id, t("Take into use again"), {
              do: "return_table",
              table: table.id,
            })}
          </span>
          ${this.refusal(table.id)}
        </li>`,
      )}
    </ul>`;
  }

  adding() {
    return html`<form class="inline tables-add" @submit=${(event) => this.add(event)}>
        <label>
          <span>${t("Theme")}</span>
          <select name="theme">
            ${themesOf(this.view).map(
              (theme) => html`<option value=${theme.id}>${themeName(theme)}</option>`,
            )}
          </select>
        </label>
        <label>
          <span>${t("Seats")}</span>
          <input name="seats" type="number" min="1" max=${SEATS_MOST} value=${SEATS} />
        </label>
        <button class="act" aria-disabled=${this.isBusy("add") ? "true" : nothing}>
          ${t("Add a table")}
        </button>
      </form>
      <p class="told" role="status">${this.added ? this.told() : nothing}</p>
      ${this.refusal("add")}`;
  }

  told() {
    const table = this.added;
    return html`${t("Table {table} is there. Its chair needs the address of the table:", { table })}
      <a href="/control/links">${t("Addresses and codes")}</a>`;
  }

  add(event) {
    event.preventDefault();
    const { theme, seats } = event.target.elements;
    this.ask("add", { do: "add_table", theme: theme.value, seats: seats.valueAsNumber });
  }

  accepted(near, _command, answer) {
    if (near === "add") this.added = answer.made;
  }

  /** Open the list and put the cursor in it. */
  show() {
    const fold = this.querySelector("details");
    fold.open = true;
    fold.querySelector("summary").focus();
    fold.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("console-tables", ConsoleTables);
