/**
 * The vote that the room is in, or the last one: who has voted (never who voted what), and after
 * closing what it came to, to show to the room, to repeat, or to discuss where it divides.
 */
import { html, nothing } from "../../vendor/lit.js";
import { isRunning, isVoting, lastClosed } from "../room.js";
import { say, t, tn } from "../words.js";
import { apart } from "./apart.js";
import { currentStep } from "./board.js";
import { disagreement } from "./disagreement.js";
import { ConsoleElement } from "./element.js";
import { tableName } from "./names.js";
import "./items.js";
import "../voting/results.js";

export class ConsoleVote extends ConsoleElement {
  static kinds = ["conferences", "activities", "themes", "tables", "lists", "turnout", "results"];
  static properties = { acts: { type: Boolean } };

  constructor() {
    super();
    this.acts = false;
  }

  render() {
    const step = this.step();
    if (!step) return nothing;
    const results = this.view.results?.[step.id];
    return html`<section class="panel vote-panel" aria-labelledby="vote-name">
      <h2 id="vote-name">${t("Vote: {title}", { title: say(step.title) })}</h2>
      ${this.turnout(step)} ${this.acts ? this.choices(step) : nothing} ${this.refusal("vote")}
      ${this.acts && isRunning(step)
        ? html`<console-items .view=${this.view} .step=${step} .isSettling=${this.isSettling}></console-items>`
        : nothing}
      ${results
        ? html`<details class="folded" ?open=${step.state !== "open"}>
            <summary>${step.is_revealed ? t("Result") : t("Result, not shown yet")}</summary>
            <tafel-results .view=${this.view} .step=${step} .results=${results}></tafel-results>
            <p class="acts"><a class="act" href="/results/${step.id}">${t("This result as a page, also counted in other ways")}</a></p>
          </details>`
        : nothing}
      ${results ? apart(this.view, step) : nothing}
      ${results && this.acts ? disagreement(this, step, results) : nothing}
    </section>`;
  }

  step() {
    const step = currentStep(this.view) ?? lastClosed(this.view);
    return isVoting(step) ? step : null;
  }

  turnout(step) {
    const told = this.view.turnout?.[step.id];
    if (!told) return nothing;
    const tables = Object.entries(told.tables ?? {}).filter(([id]) => this.view.tables?.[id]?.is_in_use);
    const missing = tables.filter(([, share]) => share < 1).map(([id]) => this.view.tables[id].number);
    return html`<p class="turnout">
        ${tn("{n} of {total} has voted.", "{n} of {total} have voted.", told.ballots, { total: told.heads })}
        ${told.done < told.ballots ? tn("{n} is done.", "{n} are done.", told.done) : nothing}
      </p>
      ${step.state === "open" && missing.length
        ? html`<p class="hint">${t("Not everybody yet at: {tables}", {
            tables: missing.sort((a, b) => a - b).map(tableName).join(", "),
          })}</p>`
        : nothing}
      ${told.is_doubtful
        ? html`<p class="notice" data-state="doubtful">
            ${told.is_counted
              ? t("There are more votes than heads counted at the tables. Count again before you rely on this vote.")
              : t("There are more votes than people who took a seat. Count the heads at all tables before you rely on this vote.")}
          </p>`
        : nothing}`;
  }

  choices(step) {
    if (step.state !== "closed" && step.state !== "sealed") return nothing;
    const reveal = { do: "reveal_results", activity: step.id, is_revealed: !step.is_revealed };
    return html`<p class="acts">
      ${this.button("vote", step.is_revealed ? t("Hide the result again") : t("Show the result to everyone"), reveal, {
        kind: step.is_revealed ? "quiet" : "primary",
      })}
      ${step.is_revealed || step.was_looked_at
        ? nothing
        : this.button("vote", t("Look first, not on any screen"), { do: "look_ahead", activity: step.id })}
      ${this.button("vote", t("Vote again later"), { do: "repeat_activity", activity: step.id })}
    </p>`;
  }
}

customElements.define("console-vote", ConsoleVote);
