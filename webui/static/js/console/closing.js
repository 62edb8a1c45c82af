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
    const step = this.view && currentStep(this.view);
    if (!this.closing) return;
    if (step?.id !== this.closing.step || step.state !== "open") this.closing = null;
    else if (this.closing.atMs) this.countDown(step);
  }

  countDown(step) {
    const left = this.closing.atMs - this.roomMs;
    const wasExtended = this.closing.isSet && leftMs(step, this.roomMs) - left > SLACK_MS;
    if (wasExtended) this.closing = null;
    else if (left <= 0) this.closeNow(step);
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
        <button type="button" class="act primary" @click=${() => this.closeNow(step)}>
          ${t("Close now")}
        </button>
        ${this.closing.atMs
          ? nothing
          : html`<button type="button" class="act quiet" @click=${() => this.closeSoon(step)}>
              ${t("Close in 30 seconds")}
            </button>`}
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
    if (!step || this.closing) return;
    if (step.state === "open" && typingTables(this.view) > 0) this.closing = { step: step.id };
    else this.closeNow(step);
  }

  closeNow(step) {
    this.closing = null;
    this.ask("close", { do: "close_activity", activity: step.id });
  }

  closeSoon(step) {
    const left = Math.max(0, leftMs(step, this.roomMs) ?? 0);
    const backS = Math.min(EXTEND_MOST_S, Math.round(left / 1000) - GRACE_S);
    this.closing = { step: step.id, atMs: this.roomMs + GRACE_S * 1000, backS };
    this.ask("grace", extend(step, -backS));
  }

  keepOpen(step) {
    const { backS } = this.closing;
    this.closing = null;
    if (backS) this.ask("keep", extend(step, backS));
  }

  accepted(near) {
    if (near === "grace" && this.closing) this.closing = { ...this.closing, isSet: true };
  }
}

const extend = (step, seconds) => ({ do: "extend_activity", activity: step.id, seconds });

customElements.define("console-closing", ConsoleClosing);
