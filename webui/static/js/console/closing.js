/**
 * Closing the current step: at once when nobody types, else after asking; or in half a minute, which
 * the box does by itself and every screen counts down to.
 */
import { html, nothing } from "../../vendor/lit.js";
import { say, t, tn } from "../words.js";
import { currentStep, typingTables } from "./board.js";
import { ConsoleElement } from "./element.js";

const GRACE_S = 30;

export class ConsoleClosing extends ConsoleElement {
  static properties = {
    /** "primary", or "quiet" while another act comes first. */
    kind: {},
    /** The id of the step about which it asks, or null. */
    asks: { state: true },
  };

  constructor() {
    super();
    this.kind = "primary";
    this.asks = null;
    this.wasClosing = false;
  }

  willUpdate() {
    const step = currentStep(this.view);
    const isClosing = step?.closes_at_room_ms != null;
    if (step?.id !== this.asks || step?.state !== "open" || isClosing) this.asks = null;
    // Another facilitator may have asked for it, or taken it back: the buttons change places.
    if (this.hasUpdated && isClosing !== this.wasClosing) this.settle();
    this.wasClosing = isClosing;
  }

  render() {
    const step = currentStep(this.view);
    if (!step) return nothing;
    return html`${this.body(step)} ${["close", "grace", "keep"].map((near) => this.refusal(near))}`;
  }

  body(step) {
    if (step.closes_at_room_ms != null) return this.soon(step);
    return this.asks ? this.question(step) : this.closeButton(step);
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

  soon(step) {
    const n = Math.max(0, Math.floor((step.closes_at_room_ms - this.roomMs) / 1000));
    return html`<div class="closing" role="group" aria-labelledby="closing-words">
      <p id="closing-words">
        ${tn("This step closes in {n} second.", "This step closes in {n} seconds.", n)}
      </p>
      <p class="acts">${this.nowButton(step)} ${this.keepButton(step)}</p>
    </div>`;
  }

  question(step) {
    return html`<div class="closing" role="group" aria-labelledby="closing-words">
      <p id="closing-words" role="status">${this.words()}</p>
      <p class="acts">
        ${this.nowButton(step)}
        ${this.button("grace", t("Close in 30 seconds"), closing(step), { shortcut: "E" })}
        <button type="button" class="act quiet" aria-keyshortcuts="Escape" @click=${() => this.keepOpen()}>
          ${t("Keep open")}
        </button>
      </p>
    </div>`;
  }

  nowButton(step) {
    return this.button("close", t("Close now"), null, {
      kind: "primary",
      shortcut: "C",
      run: () => this.closeNow(step),
    });
  }

  keepButton(step) {
    return this.button("keep", t("Keep open"), keeping(step), { shortcut: "Escape" });
  }

  words() {
    const tables = typingTables(this.view);
    if (tables === 0) return t("Nobody is typing any more.");
    return tn(
      "People are still typing at {n} table.",
      "People are still typing at {n} tables.",
      tables,
    );
  }

  /** Close the current step; asks first while people type, and closes when that was read. */
  close() {
    const step = this.view && currentStep(this.view);
    if (!step || this.isBusy("close")) return;
    const isTyping = step.state === "open" && typingTables(this.view) > 0;
    if (this.asks || step.closes_at_room_ms != null || !isTyping) {
      this.closeNow(step);
      return;
    }
    this.asks = step.id;
    this.settle();
  }

  closeNow(step) {
    if (this.isBusy("close")) return;
    this.asks = null;
    this.ask("close", { do: "close_activity", activity: step.id });
  }

  /** Let the box close the current step in half a minute. */
  closeSoon() {
    const step = this.view && currentStep(this.view);
    if (step?.state === "open") this.ask("grace", closing(step));
  }

  /** Do not close after all. */
  keepOpen() {
    const step = this.view && currentStep(this.view);
    this.asks = null;
    if (step?.closes_at_room_ms != null) this.ask("keep", keeping(step));
  }
}

const closing = (step) => ({ do: "close_activity", activity: step.id, in_s: GRACE_S });
const keeping = (step) => ({ do: "keep_open", activity: step.id });

customElements.define("console-closing", ConsoleClosing);
