/**
 * Closing the current step: at once when nobody types, else after asking.
 *
 * "Close in 30 seconds" sets the room's timer to half a minute, so that every phone says that time
 * is nearly up, and closes when that is over.
 */
import { html, nothing } from "../../vendor/lit.js";
import { say, t, tn } from "../words.js";
import { currentStep, leftMs, typingTables } from "./board.js";
import { ConsoleElement } from "./element.js";

const GRACE_S = 30;
const EXTEND_MOST_S = 3600;
/** With so much more on the timer somebody else gave the room time: then closing is off. */
const SLACK_MS = 15_000;

export class ConsoleClosing extends ConsoleElement {
  static properties = {
    /** "primary", or "quiet" while another act comes first. */
    kind: {},
    closing: { state: true },
  };

  constructor() {
    super();
    this.kind = "primary";
    /** null, or {step, atMs?, backS?, isSet?}: asked about this step; with atMs: closes then. */
    this.closing = null;
  }

  willUpdate() {
    const step = currentStep(this.view);
    if (!this.closing) return;
    if (step?.id !== this.closing.step || step.state !== "open") this.closing = null;
    else if (this.closing.atMs) this.countDown(step);
  }

  countDown(step) {
    const left = this.closing.atMs - this.roomMs;
    const isMore = leftMs(step, this.roomMs) - left > SLACK_MS;
    if (this.closing.isSet && isMore) this.closing = null;
    else if (left <= 0) this.closeNow(step);
    else this.closing.isSet = !isMore;
  }

  render() {
    const step = currentStep(this.view);
    if (!step) return nothing;
    return html`${this.closing ? this.question(step) : this.closeButton(step)}
    ${["close", "grace", "keep"].map((near) => this.refusal(near))}`;
  }

  closeButton(step) {
    const words =
      this.kind === "primary"
        ? t("Close “{title}”", { title: say(step.title) })
        : t("Close this step");
    return this.button("close", words, null, {
      kind: this.kind,
      shortcut: "C",
      run: () => this.close(),
    });
  }

  question(step) {
    return html`<div class="closing" role="group" aria-labelledby="closing-words">
      <p id="closing-words" role="status">${this.words()}</p>
      <p class="acts">
        ${this.button("close", t("Close now"), null, {
          kind: "primary",
          run: () => this.closeNow(step),
        })}
        ${this.closing.atMs
          ? nothing
          : this.button("grace", t("Close in 30 seconds"), null, {
              run: () => this.closeSoon(step),
            })}
        <button type="button" class="act quiet" @click=${() => this.keepOpen(step)}>
          ${t("Keep open")}
        </button>
      </p>
    </div>`;
  }

  words() {
    if (this.closing.atMs) return t("This step closes in {n} seconds.", { n: GRACE_S });
    const tables = typingTables(this.view);
    if (tables === 0) return t("Nobody is typing any more.");
    return tn(
      "People are still typing at {n} table.",
      "People are still typing at {n} tables.",
      tables,
    );
  }

  /** Close the current step; asks first while people type. */
  close() {
    const step = this.view && currentStep(this.view);
    if (!step || this.closing || this.isBusy("close")) return;
    const isTyping = step.state === "open" && typingTables(this.view) > 0;
    if (!isTyping) {
      this.closeNow(step);
      return;
    }
    this.closing = { step: step.id };
    this.settle();
  }

  closeNow(step) {
    if (this.isBusy("close")) return;
    this.closing = null;
    this.ask("close", { do: "close_activity", activity: step.id });
  }

  closeSoon(step) {
    if (this.isBusy("grace")) return;
    const left = leftMs(step, this.roomMs);
    // A step without a timer is not given one: it could not be taken off again.
    const backS =
      left === null ? 0 : Math.min(EXTEND_MOST_S, Math.round(Math.max(0, left) / 1000) - GRACE_S);
    this.closing = { step: step.id, atMs: this.roomMs + GRACE_S * 1000, backS };
    if (backS) this.ask("grace", extend(step, -backS));
  }

  keepOpen(step) {
    const { backS } = this.closing;
    this.closing = null;
    if (backS) this.ask("keep", extend(step, backS));
  }
}

const extend = (step, seconds) => ({ do: "extend_activity", activity: step.id, seconds });

customElements.define("console-closing", ConsoleClosing);
