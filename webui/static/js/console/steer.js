/** Now and next: the current step, its time against the plan, and the one act that comes next. */
import { html, nothing } from "../../vendor/lit.js";
import { isClosed, wasSeen } from "../room.js";
import { say, t } from "../words.js";
import { conferenceOf, currentStep, leftMs, nextStep, programmeOf } from "./board.js";
import { chainWords } from "./chain.js";
import { clockAt, clockIn, sayLeft, sayStanding } from "./clock.js";
import { ConsoleElement } from "./element.js";
import { stateName } from "./names.js";
import { planned, standing } from "./plan.js";
import "./closing.js";

const MORE_S = 120;

export class ConsoleSteer extends ConsoleElement {
  static kinds = ["conferences", "activities", "presence", "slides", "chains"];
  static ticks = true;
  static properties = { acts: { type: Boolean } };

  constructor() {
    super();
    this.acts = false;
    this.before = null;
  }

  willUpdate() {
    const step = currentStep(this.view);
    const now = { place: `${step?.id}.${step?.state}`, rev: step?.rev };
    const hasMoved = this.before && this.before.place !== now.place;
    // What somebody else just did must not be done once more by who pressed for it too.
    const isOthers = this.before && this.before.rev !== now.rev && !this.asked.size;
    if (hasMoved || isOthers) this.settle();
    this.before = now;
  }

  render() {
    const step = currentStep(this.view);
    return html`${this.body(step)} ${this.refusal("steer")} ${this.anyway()}`;
  }

  body(step) {
    if (isClosed(this.view)) return this.closed();
    return step ? this.now(step) : this.between();
  }

  now(step) {
    return html`<h2 class="now-title">${say(step.title)}</h2>
      <p class="now-state">
        <span class="now-word" data-state=${step.state}>${stateName(step)}</span> ${this.time(step)}
      </p>
      ${this.standing()}
      ${this.acts ? this.slides(step) : nothing} ${this.acts ? this.actsOf(step) : nothing}
      ${this.next()}`;
  }

  answered(near, command, refusal, answer) {
    this.waiting = refusal?.code === "lists_not_ready" ? command : null;
    super.answered(near, command, refusal, answer);
  }

  /** Lists that are not ready are named first; who asks once more has thought about it. */
  anyway() {
    if (!this.waiting) return nothing;
    return this.button("steer", t("Open it anyway"), { ...this.waiting, anyway: true });
  }

  /** What may be opened while this step goes on, such as sorting during the break. */
  beside(step) {
    const next = nextStep(this.view);
    if (next?.settings?.beside !== step.id) return nothing;
    return this.button("steer", t("Open “{title}”", { title: say(next.title) }), open(next));
  }

  /** How the room is doing against the plan. */
  standing() {
    const found = standing(this.view, this.roomMs, planned(this.view, this.roomMs, Date.now()));
    if (!found) return nothing;
    return html`<p class="standing" ?data-behind=${found.behindMs > 0}>${sayStanding(found)}</p>`;
  }

  time(step) {
    const left = leftMs(step, this.roomMs);
    if (left === null) return nothing;
    return html`<span class="left" ?data-over=${left <= 0}>${sayLeft(left)}</span>
      ${step.state === "open" && left > 0
        ? html`<span class="until">${t("until {time}", { time: clockIn(left) })}</span>`
        : nothing}`;
  }

  actsOf(step) {
    const isOpen = step.state === "open";
    return html`${isOpen ? this.closing("primary") : this.goOn(step)}
      <p class="acts">
        ${isOpen
          ? this.button("steer", t("Pause"), pause(step), { shortcut: "P" })
          : this.closing("quiet")}
        ${this.button("steer", t("+2 minutes"), extend(step), { shortcut: "T" })}
        ${this.beside(step)}
      </p>`;
  }

  /** Going through the slides of a presentation; there is nothing to go through with one. */
  slides(step) {
    const slide = this.view.slides?.[step.id];
    if (!slide || slide.of < 2) return nothing;
    return html`<div class="slides" role="group" aria-label=${t("Slides")}>
      ${this.slideButton(t("Previous slide"), -1, slide.n === 1)}
      ${this.slideButton(t("Next slide"), 1, slide.n === slide.of)}
      <span>${t("slide {n} of {total}", { n: slide.n, total: slide.of })}</span>
    </div>`;
  }

  slideButton(words, by, isEnd) {
    return html`<button
      type="button"
      class="act quiet"
      aria-keyshortcuts=${by > 0 ? "PageDown" : "PageUp"}
      aria-disabled=${isEnd || this.isBusy("steer") ? "true" : nothing}
      @click=${() => this.turn(by)}
    >
      ${words}
    </button>`;
  }

  closing(kind) {
    return html`<console-closing
      kind=${kind}
      .view=${this.view}
      .roomMs=${this.roomMs}
      .isSettling=${this.isSettling}
    ></console-closing>`;
  }

  goOn(step) {
    const words = t("Go on with “{title}”", { title: say(step.title) });
    return this.button("steer", words, reopen(step), { kind: "primary", shortcut: "P" });
  }

  /** The conference is over: what is left to do is done at the results. */
  closed() {
    const at = clockAt(conferenceOf(this.view).closed_minute * 60_000);
    return html`<h2 class="now-title">${t("The conference is closed")}</h2>
      <p class="now-state">${t("Closed at {time}", { time: at })}</p>
      ${this.acts
        ? html`<p class="acts"><a class="act" href="/results/close">${t("Close, keep and erase")}</a></p>`
        : nothing}`;
  }

  between() {
    const last = this.last();
    const isDone = !nextStep(this.view);
    return html`<h2 class="now-title">${isDone ? t("The programme is done") : t("Between steps")}</h2>
      ${this.standing()} ${this.next()} ${this.acts ? this.openButton() : nothing}
      ${this.acts && isDone
        ? html`<p class="acts"><a class="act" href="/results/close">${t("Close the conference")} …</a></p>`
        : nothing}
      ${this.acts && last && !wasSeen(last)
        ? html`<p class="acts">
            ${this.button("steer", t("Reopen “{title}”", { title: say(last.title) }), reopen(last), {
              shortcut: "R",
            })}
          </p>`
        : nothing}`;
  }

  openButton() {
    const next = nextStep(this.view);
    if (!next) return nothing;
    const words = t("Open “{title}”", { title: say(next.title) });
    return this.button("steer", words, open(next), { kind: "primary", shortcut: "O" });
  }

  next() {
    const next = nextStep(this.view);
    if (!next) return nothing;
    const chain = this.view.chains?.[next.id];
    return html`<p class="next">${t("Next: {title}", { title: say(next.title) })}</p>
      ${chain?.input ? html`<p class="hint">${chainWords(this.view, chain)}</p>` : nothing}`;
  }

  last() {
    const closed = programmeOf(this.view).filter((step) => step.state === "closed");
    return closed.sort((one, other) => other.closed_room_ms - one.closed_room_ms)[0];
  }

  /** Close the current step; asks first while people type. */
  close() {
    this.querySelector("console-closing")?.close();
  }

  /** Close the current step in half a minute. */
  closeSoon() {
    this.querySelector("console-closing")?.closeSoon();
  }

  /** Do not close the current step after all. */
  keepOpen() {
    this.querySelector("console-closing")?.keepOpen();
  }

  /** Open the next step, when the room is between steps. */
  openNext() {
    const next = this.view && nextStep(this.view);
    if (next && !currentStep(this.view) && !isClosed(this.view)) this.ask("steer", open(next));
  }

  /** Pause the current step, or go on with it. */
  pauseOrGoOn() {
    const step = this.view && currentStep(this.view);
    if (step) this.ask("steer", step.state === "open" ? pause(step) : reopen(step));
  }

  /** Show the next slide (1) or the previous one (-1) of the presentation, where there is one. */
  turn(by) {
    const step = this.view && currentStep(this.view);
    const slide = step && this.view.slides?.[step.id];
    const to = slide ? slide.n + by : 0;
    if (to < 1 || to > slide.of) return;
    this.ask("steer", { do: "show_slide", activity: step.id, slide: to, if_rev: step.rev });
  }

  /** Two minutes more for the current step. */
  extend() {
    const step = this.view && currentStep(this.view);
    if (step) this.ask("steer", extend(step));
  }

  /** Reopen the step that was closed last, when the room is between steps. */
  reopenLast() {
    const last = this.view && this.last();
    if (last && !wasSeen(last) && !currentStep(this.view)) this.ask("steer", reopen(last));
  }
}

const open = (step) => ({ do: "open_activity", activity: step.id });
const pause = (step) => ({ do: "pause_activity", activity: step.id });
const reopen = (step) => ({ do: "reopen_activity", activity: step.id });
const extend = (step) => ({
  do: "extend_activity",
  activity: step.id,
  seconds: MORE_S,
  if_rev: step.rev,
});

customElements.define("console-steer", ConsoleSteer);
