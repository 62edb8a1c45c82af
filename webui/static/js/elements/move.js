/**
 * <tafel-move>: says that this table does not take part any more, and where there is room. Nothing
 * typed goes with the old page: it is kept under the person, not under the table.
 */
import { html, nothing } from "../../vendor/lit.js";
import { newId } from "../ids.js";
import { t } from "../words.js";
import { LightElement } from "./light.js";

export class Move extends LightElement {
  static properties = {
    /** The id of this page's table. */
    table: {},
    /** Its document; nothing is said while it is in use. */
    place: { attribute: false },
  };

  render() {
    if (!this.place || this.place.is_in_use) return nothing;
    const other = this.place.go_to;
    return html`<div class="offer" role="alert">
      <p>${other ? goTo(this.table, other) : t("Table {table} is not in use.", { table: this.table })}
        ${t("What you typed goes with you.")}</p>
      ${other ? this.#join(other) : nothing}
      <p class="acts"><a class="act" href="/tables">${t("I am at another table")}</a></p>
    </div>`;
  }

  #join(table) {
    return html`<form class="acts" method="post" action="/t/${table}/join">
      <input type="hidden" name="id" value=${newId()} />
      <button class="act primary">${t("Yes, I am at table {table} now", { table })}</button>
    </form>`;
  }
}

const goTo = (table, other) =>
  t("Table {table} is not in use. Go to table {other}, there is room.", { table, other });

customElements.define("tafel-move", Move);
