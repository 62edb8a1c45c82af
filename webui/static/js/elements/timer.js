/**
 * <tafel-timer>: how long a step still takes, in whole minutes; quiet until the last five.
 *
 * It says so aloud at 5, 1 and 0 minutes. A timer at zero only shows: closing is a person's act; the
 * last half minute before that is told in words.
 */
import { html, nothing } from "../../vendor/lit.js";
import { announce } from "../announce.js";
import { leftMs } from "../room.js";
import { t, tn } from "../words.js";
import { LightElement } from "./light.js";

const MINUTE_MS = 60_000;
const SPOKEN = [5, 1, 0];
/** A step that is being closed says so from here, and from here that it is now. */
const CLOSING_MS = 45_000;
const CLOSES_NOW_MS = 15_000;

export class Timer extends LightElement {
  static properties = {
    step: { attribute: false },
    /** Gives the room time now. */
    roomMs: { attribute: false },
  };

  #spoken = null;
  #next = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#tick();
  }

  disconnectedCallback() {
    clearTimeout(this.#next);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (!changed.has("step")) return;
    if (changed.get("step")?.id !== this.step?.id) this.#spoken = null;
    this.#tick();
  }

  render() {
    const left = this.#left();
    if (left === null) return nothing;
    const minutes = minutesIn(left);
    return html`<p class="timer" ?data-soon=${minutes <= 5}>${sentence(left, this.step)}</p>`;
  }

  #left() {
    return this.step && this.roomMs ? leftMs(this.step, this.roomMs()) : null;
  }

  /** Wake up when the minute turns, and no sooner. */
  #tick() {
    clearTimeout(this.#next);
    const left = this.#left();
    if (left === null || this.step.state !== "open") return;
    this.#speak(left);
    if (left <= 0) return;
    this.#next = setTimeout(() => {
      this.requestUpdate();
      this.#tick();
    }, untilNext(left, this.step) + 50);
  }

  #speak(left) {
    const minutes = minutesIn(left);
    const mark = SPOKEN.filter((at) => minutes <= at).at(-1);
    if (mark === undefined || mark === this.#spoken) return;
    const isTurn = this.#spoken !== null || minutes === mark;
    this.#spoken = mark;
    if (isTurn) announce(sentence(left, this.step), { weight: 1 });
  }
}

const minutesIn = (ms) => Math.max(0, Math.ceil(ms / MINUTE_MS));

const isClosing = (left, step) => step.closes_at_room_ms != null && left <= CLOSING_MS;

/** How long until the words are others. */
function untilNext(left, step) {
  const turn = left % MINUTE_MS || MINUTE_MS;
  if (step.closes_at_room_ms == null) return turn;
  const marks = [CLOSING_MS, CLOSES_NOW_MS].filter((mark) => left > mark);
  return Math.min(turn, ...marks.map((mark) => left - mark));
}

function sentence(left, step) {
  if (isClosing(left, step)) return closingWords(left);
  const minutes = minutesIn(left);
  if (minutes === 0) return t("The time is up.");
  if (minutes === 1 && step.state === "open") return t("1 minute left. Finish your sentence.");
  return tn("{n} minute left", "{n} minutes left", minutes);
}

const closingWords = (left) =>
  left > CLOSES_NOW_MS
    ? t("This step closes in half a minute. Finish your sentence.")
    : t("This step closes now. Finish your sentence.");

customElements.define("tafel-timer", Timer);
