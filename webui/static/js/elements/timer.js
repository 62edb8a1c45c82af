/**
 * <tafel-timer>: how long a step still takes, in whole minutes; quiet until the last five.
 *
 * It says so aloud at 5, 1 and 0 minutes. A timer at zero only shows: closing is a person's act.
 */
import { html, nothing } from "../../vendor/lit.js";
import { announce } from "../announce.js";
import { leftMs } from "../room.js";
import { t, tn } from "../words.js";
import { LightElement } from "./light.js";

const MINUTE_MS = 60_000;
const SPOKEN = [5, 1, 0];

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
    return html`<p class="timer" ?data-soon=${minutes <= 5}>${sentence(minutes, this.step.state)}</p>`;
  }

  #left() {
    return this.step && this.roomMs ? leftMs(this.step, this.roomMs()) : null;
  }

  /** Wake up when the minute turns, and no sooner. */
  #tick() {
    clearTimeout(this.#next);
    const left = this.#left();
    if (left === null || this.step.state !== "open") return;
    this.#speak(minutesIn(left));
    if (left <= 0) return;
    this.#next = setTimeout(() => {
      this.requestUpdate();
      this.#tick();
    }, (left % MINUTE_MS || MINUTE_MS) + 50);
  }

  #speak(minutes) {
    const mark = SPOKEN.filter((at) => minutes <= at).at(-1);
    if (mark === undefined || mark === this.#spoken) return;
    const isTurn = this.#spoken !== null || minutes === mark;
    this.#spoken = mark;
    if (isTurn) announce(sentence(minutes, "open"), { weight: 1 });
  }
}

const minutesIn = (ms) => Math.max(0, Math.ceil(ms / MINUTE_MS));

function sentence(minutes, state) {
  if (minutes === 0) return t("The time is up.");
  if (minutes === 1 && state === "open") return t("1 minute left. Finish your sentence.");
  return tn("{n} minute left", "{n} minutes left", minutes);
}

customElements.define("tafel-timer", Timer);
