/**
 * Who does what by when: the list that the room is writing, or wrote, with a row for the next action.
 * Who leads may go on with it after the step, also while the room is somewhere else.
 */
import { html } from "../../vendor/lit.js";
import { actionsOf, isActions } from "../actions.js";
import { page } from "../page.js";
import { say, t, tn } from "../words.js";
import { currentStep, programmeOf } from "./board.js";
import { ConsoleElement } from "./element.js";
import "../elements/actions.js";

export class ConsoleActions extends ConsoleElement {
  static kinds = ["conferences", "activities", "actions", "lists", "buckets", "entries", "acts"];
  static properties = { acts: { type: Boolean } };

  constructor() {
    super();
    this.acts = false;
  }

  render() {
    const steps = programmeOf(this.view).filter((step) => isActions(step) && step.state !== "planned");
    const current = currentStep(this.view)?.id;
    return html`${steps.map((step) => this.panel(step, step.id === current))}`;
  }

  panel(step, isCurrent) {
    const n = actionsOf(this.view, step.id).length;
    return html`<details class="panel action-panel" ?open=${isCurrent}>
      <summary>
        <h2>${t("Actions: {title}", { title: say(step.title) })}</h2>
        <span>${tn("{n} action", "{n} actions", n)}</span>
      </summary>
      <tafel-actions
        .view=${this.view}
        .step=${step}
        .role=${this.acts ? "facilitator" : ""}
        .language=${page.peopleLanguage}
      ></tafel-actions>
    </details>`;
  }

  /** Go to where the next action is written, of the step that the room is in or was in last. */
  write() {
    const panel = this.querySelector("details[open]") ?? [...this.querySelectorAll("details")].at(-1);
    if (!panel) return;
    panel.open = true;
    panel.querySelector(".action-new [name=what]")?.focus();
  }

  /** An element inside looks after its own focus. */
  focusAgain() {}
}

customElements.define("console-actions", ConsoleActions);
