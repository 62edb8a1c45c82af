/**
 * The harvest that the room is in: whose points stand on the big screen, who comes next, and which
 * tables are passed over because they have no points yet.
 */
import { html, nothing } from "../../vendor/lit.js";
import { icon } from "../elements/light.js";
import { page } from "../page.js";
import { isHarvest } from "../room.js";
import { say, t } from "../words.js";
import { currentStep } from "./board.js";
import { ConsoleElement } from "./element.js";
import { tableName } from "./names.js";

export class ConsoleHarvest extends ConsoleElement {
  static kinds = ["conferences", "activities", "tables", "harvests"];
  static properties = { acts: { type: Boolean } };

  constructor() {
    super();
    this.acts = false;
  }

  render() {
    const step = this.step();
    if (!step) return nothing;
    const { tables, now } = this.view.harvests[step.id];
    const ready = tables.filter(({ points }) => points.length);
    const without = tables.filter(({ points }) => !points.length).map(({ table }) => tableName(table));
    return html`<section class="panel" aria-labelledby="harvest-name">
      <h2 id="harvest-name">${t("Points of the tables: {title}", { title: say(step.title) })}</h2>
      ${this.acts ? this.turning(ready, now) : nothing} ${this.refusal("harvest")}
      ${without.length
        ? html`<p class="hint">${t("No points yet, so passed over: {tables}", { tables: without.join(", ") })}</p>`
        : nothing}
      <ol class="harvest-tables" role="list">
        ${ready.map((one) => this.row(step, one, now))}
      </ol>
    </section>`;
  }

  turning(ready, now) {
    const at = ready.findIndex(({ table }) => table === now.table);
    return html`<div class="slides" role="group" aria-label=${t("Tables")}>
      ${this.turner("harvest", t("Previous table"), -1, at <= 0)}
      ${this.turner("harvest", t("Next table"), 1, at >= ready.length - 1)}
      ${now.table ? html`<span>${t("{n} of {total}", { n: now.n, total: now.of })}</span>` : nothing}
    </div>`;
  }

  row(step, { table, points, is_agreed: isAgreed }, now) {
    const isShown = table === now.table;
    const words = isShown ? t("Take off screen") : t("Show on screen");
    return html`<li aria-current=${isShown ? "true" : nothing}>
      <h3>${tableName(table)} ${isAgreed ? html`<span class="agreed">${icon("check")} ${t("This is right")}</span>` : nothing}</h3>
      <ol lang=${page.peopleLanguage}>
        ${points.map((point) => html`<li dir="auto">${point}</li>`)}
      </ol>
      ${this.acts
        ? this.button("harvest", html`${words} <span class="visually-hidden">${tableName(table)}</span>`, show(step, isShown ? "" : table))
        : nothing}
    </li>`;
  }

  step() {
    const step = this.view && currentStep(this.view);
    return isHarvest(step) && this.view.harvests?.[step.id]?.tables ? step : null;
  }

  /** Show the next table (1) or the previous one (-1) of those with points. */
  turn(by) {
    const step = this.step();
    if (!step) return;
    const { tables, now } = this.view.harvests[step.id];
    const ready = tables.filter(({ points }) => points.length);
    const to = ready[ready.findIndex(({ table }) => table === now.table) + by];
    if (to) this.ask("harvest", show(step, to.table));
  }
}

const show = (step, table) => ({ do: "show_table", activity: step.id, table, if_rev: step.rev });

customElements.define("console-harvest", ConsoleHarvest);
