/**
 * The sorting step that the room is in, or the last one: how much of each list is left and which are
 * ready; and the board itself, for who leads.
 */
import { html, nothing } from "../../vendor/lit.js";
import { page } from "../page.js";
import { lastClosed } from "../room.js";
import { isForEveryone, isSorting } from "../sorting/cards.js";
import { say, t, tn } from "../words.js";
import { currentStep } from "./board.js";
import { ConsoleElement } from "./element.js";
import { themeName } from "./names.js";
import "../sorting/board.js";

export class ConsoleSorting extends ConsoleElement {
  static kinds = ["conferences", "activities", "themes", "entries", "buckets", "sorting", "agreement", "acts"];
  static properties = { acts: { type: Boolean }, theme: { state: true } };

  constructor() {
    super();
    this.acts = false;
    this.theme = null;
  }

  willUpdate() {
    // What was open belongs to its step: in the next one nothing opens by itself.
    const id = this.step()?.id;
    if (id !== this.shown) this.theme = null;
    this.shown = id;
  }

  step() {
    return currentStep(this.view) ?? lastClosed(this.view);
  }

  render() {
    const step = this.step();
    const told = this.view.sorting?.[step?.id]?.themes;
    if (!isSorting(step) || !told) return nothing;
    return html`<section class="panel sort-panel" aria-labelledby="sort-name">
      <h2 id="sort-name">${say(step.title)}</h2>
      ${this.everyone(step)}
      <ul role="list">
        ${Object.entries(told).map(([id, list]) => this.list(step, id, list))}
      </ul>
      ${this.acts ? this.board(step) : nothing}
    </section>`;
  }

  /** A board with many cards needs the whole of the screen. */
  board(step) {
    const isOpen = this.theme !== null;
    return html`<dialog class="board-dialog" aria-labelledby="board-name" @close=${() => (this.theme = null)}>
      ${isOpen
        ? html`<div class="board-head">
              <h2 id="board-name">${this.name(step, this.theme)}</h2>
              <button type="button" class="act" @click=${() => this.querySelector(".board-dialog").close()}>
                ${t("Back to the room")}
              </button>
            </div>
            <tafel-board .view=${this.view} .step=${step} .theme=${this.theme} .language=${page.peopleLanguage}></tafel-board>`
        : nothing}
    </dialog>`;
  }

  updated() {
    const dialog = this.querySelector(".board-dialog");
    if (dialog && this.theme !== null && !dialog.open) dialog.showModal();
  }

  name(step, theme) {
    return theme ? themeName(this.view.themes?.[theme]) : say(step.title);
  }

  /** Where everybody sorts: how many do, and once it is closed how far they agree. */
  everyone(step) {
    if (!isForEveryone(step)) return nothing;
    const { people: n = 0 } = this.view.sorting[step.id];
    const found = this.view.agreement?.[step.id];
    return html`<p>${tn("{n} person has sorted.", "{n} people have sorted.", n)}
      ${found ? agreementWords(found) : t("Nobody sees where the others put things until you close this step.")}</p>`;
  }

  list(step, id, { left, entries, groups, is_ready: isReady }) {
    const words = t("{n} of {total} left, groups: {groups}", { n: left, total: entries, groups });
    return html`<li>
      <strong>${this.name(step, id)}</strong>: ${words}
      ${isReady ? html`<strong>${t("List ready")}</strong>` : nothing}
      ${this.acts
        ? html`<button
            type="button"
            class="act quiet"
            @click=${() => (this.theme = id)}
          >
            ${t("Sort this list")}
          </button>`
        : nothing}
    </li>`;
  }
}

function agreementWords({ mean_share: share, tied, unplaced }) {
  if (share === null) return nothing;
  return html`${t("On average {share}% chose the same group.", { share: Math.round(100 * share) })}
    ${tied ? tn("{n} is tied: you decide.", "{n} are tied: you decide.", tied) : nothing}
    ${unplaced ? tn("{n} was put in no group by anybody.", "{n} were put in no group by anybody.", unplaced) : nothing}`;
}

customElements.define("console-sorting", ConsoleSorting);
