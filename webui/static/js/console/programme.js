/**
 * The programme: every step with its state, when it was planned and when it is now expected; on the
 * facilitator's page a step opens to show the acts that are seldom needed. Says which step somebody wants to look at ("look").
 */
import { html, nothing } from "../../vendor/lit.js";
import { wasSeen } from "../room.js";
import { say, t, tn } from "../words.js";
import { currentStep, isDone, isRunning, programmeOf } from "./board.js";
import { clockIn } from "./clock.js";
import { ConsoleElement } from "./element.js";
import { stateName } from "./names.js";
import "./list.js";
import { forecast, planned } from "./plan.js";

const MINUTE = 60_000;

export class ConsoleProgramme extends ConsoleElement {
  static kinds = ["conferences", "activities", "chains"];
  static ticks = true;
  static properties = {
    acts: { type: Boolean },
    looked: { attribute: false },
  };

  constructor() {
    super();
    this.acts = false;
    this.looked = null;
  }

  render() {
    const current = currentStep(this.view);
    const plan = planned(this.view, this.roomMs, Date.now());
    const expected = forecast(this.view, this.roomMs, plan);
    return html`<ol class="programme" ?data-planned=${plan !== null}>
      ${programmeOf(this.view).map((step) =>
        this.step(step, step.id === current?.id, { plan: plan?.[step.id], now: expected[step.id] }),
      )}
    </ol>`;
  }

  focusAgain() {
    this.querySelector("[aria-expanded=true]")?.focus();
  }

  step(step, isCurrent, times) {
    const isLooked = this.looked === step.id;
    return html`<li class="programme-step" data-state=${step.state} aria-current=${isCurrent ? "step" : nothing}>
      <button
        type="button"
        class="step-head"
        aria-expanded=${String(isLooked)}
        @click=${() => this.emit("look", { step: isLooked ? null : step.id })}
      >
        <span class="step-time">${this.times(step, times)}</span>
        <span class="step-title">${say(step.title)}</span>
        <span class=${step.state === "planned" ? "visually-hidden" : "step-state"}>
          ${stateName(step)}
        </span>
      </button>
      ${isLooked ? this.more(step) : nothing}
    </li>`;
  }

  /** The planned time, and where that is another one, what is now to be expected. */
  times(step, { plan, now }) {
    if (!plan) return this.time(step, now);
    const was = clockIn(plan.fromMs);
    const isMoved = now?.fromMs == null ? Boolean(now) : Math.abs(now.fromMs - plan.fromMs) >= MINUTE;
    const said = isDone(step) || isMoved ? this.time(step, now) : "";
    return html`<span><span class="visually-hidden">${t("planned")}</span> ${was}</span>
      ${said
        ? html`<span class="step-expected">
            <span class="visually-hidden">${isDone(step) || !now ? "" : t("expected")}</span> ${said}
          </span>`
        : nothing}`;
  }

  time(step, expected) {
    if (expected?.fromMs != null) return clockIn(expected.fromMs);
    if (expected) return t("now");
    return isDone(step) && step.opened_room_ms != null ? this.lasted(step) : "";
  }

  /** How long a step that is over took. Room time stands still while the box is off. */
  lasted(step) {
    const minutes = Math.round((step.closed_room_ms - step.opened_room_ms) / MINUTE);
    return t("{n} min", { n: Math.max(minutes, 0) });
  }

  more(step) {
    return html`<div class="step-more">
      ${step.minutes
        ? html`<p>${tn("Planned for {n} minute.", "Planned for {n} minutes.", step.minutes)}</p>`
        : nothing}
      ${step.questions?.map((question) => html`<p class="step-question">${say(question.text)}</p>`)}
      <console-list .view=${this.view} .step=${step} ?acts=${this.acts}></console-list>
      ${this.acts ? this.actsOf(step) : nothing}
    </div>`;
  }

  actsOf(step) {
    const activity = step.id;
    if (step.state === "planned") {
      return html`<p class="acts small">
          ${this.button(step.id, t("Open this step"), { do: "open_activity", activity })}
        </p>
        ${this.refusal(step.id)}`;
    }
    if (isRunning(step) && step.id !== currentStep(this.view)?.id) {
      return html`<p class="acts small">
          ${this.button(step.id, t("Close this step"), { do: "close_activity", activity })}
        </p>
        ${this.refusal(step.id)}`;
    }
    if (step.state !== "closed") return nothing;
    return html`<p class="acts small">
        ${wasSeen(step) ? nothing : this.button(step.id, t("Reopen"), { do: "reopen_activity", activity })}
        <button type="button" class="act quiet" @click=${() => this.confirmSeal(step)}>
          ${t("Close for good")} …
        </button>
      </p>
      <p class="hint">${t("30 minutes after closing, a step closes for good by itself.")}</p>
      ${this.refusal(step.id)}`;
  }

  confirmSeal(step) {
    this.emit("confirm", {
      heading: t("Close “{title}” for good?", { title: say(step.title) }),
      sentence: t(
        "After this it is written nowhere whose contribution was whose. Participants can then no longer change or remove anything. You cannot undo this.",
      ),
      verb: t("Close for good"),
      run: () => this.ask(step.id, { do: "seal_activity", activity: step.id }),
    });
  }
}

customElements.define("console-programme", ConsoleProgramme);
