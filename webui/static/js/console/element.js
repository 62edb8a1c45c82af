/**
 * What every element of the facilitator's and the observer's pages is made from: state comes in as
 * a property, an act goes out as an event, and a refusal is shown beside the act it belongs to.
 *
 * Knows neither the socket nor the queue: whoever listens to "act" does.
 */
import { html, nothing } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";

/** The next act may stand where the last one stood: a double click must not do both. */
const SETTLE_MS = 600;

export class ConsoleElement extends LightElement {
  static properties = {
    view: { attribute: false },
    roomMs: { attribute: false },
    isSettling: { attribute: false },
  };

  /** The kinds of documents that this element shows; it is given the view when one of them changed. */
  static kinds = [];

  constructor() {
    super();
    this.view = null;
    this.roomMs = 0;
    this.isSettling = false;
    this.refusals = new Map();
    this.asked = new Set();
  }

  shouldUpdate() {
    return this.view !== null;
  }

  update(changed) {
    // What the box rendered stays readable until there is something live to put in its place.
    if (!this.hasUpdated) this.replaceChildren();
    const hadFocus = this.contains(document.activeElement);
    super.update(changed);
    if (hadFocus && !this.contains(document.activeElement)) this.focusAgain();
  }

  /** Where the focus goes when what had it is no longer there. */
  focusAgain() {
    this.querySelector(".act")?.focus();
  }

  /** Ask for a command; `near` names the act on this element beside which a refusal is shown. */
  ask(near, command) {
    if (this.isBusy(near)) return;
    this.asked.add(near);
    this.refusals.delete(near);
    this.requestUpdate();
    const done = (refusal, answer) => this.answered(near, command, refusal, answer);
    this.emit("act", { command, done });
  }

  /** Whether an act is not to be taken now: it is being done, or its button just came there. */
  isBusy(near) {
    return this.isSettling || this.asked.has(near);
  }

  /** Take no act for a moment, because the buttons changed places. */
  settle() {
    this.isSettling = true;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => (this.isSettling = false), SETTLE_MS);
  }

  answered(near, command, refusal, answer) {
    this.asked.delete(near);
    if (refusal) this.refusals.set(near, refusal.message);
    else this.accepted(near, command, answer);
    this.requestUpdate();
  }

  /** What an element does when its act was accepted; nothing by default. */
  accepted() {}

  refusal(near) {
    const sentence = this.refusals.get(near);
    return sentence ? html`<p class="refusal" role="alert">${sentence}</p>` : nothing;
  }

  /**
   * A button for an act. It stays in focus while the box thinks: disabled would drop the focus.
   * `run` takes the place of asking for the command at once.
   */
  button(near, words, command, { kind = "quiet", shortcut, pressed, run } = {}) {
    return html`<button
      type="button"
      class="act ${kind}"
      aria-keyshortcuts=${shortcut ?? nothing}
      aria-disabled=${this.isBusy(near) ? "true" : nothing}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      @click=${run ?? (() => this.ask(near, command))}
    >
      ${words}
    </button>`;
  }

  /** A button to the one before (`by` -1) or after it on the big screen; an element has `turn(by)`. */
  turner(near, words, by, isEnd) {
    return html`<button
      type="button"
      class="act quiet"
      aria-keyshortcuts=${by > 0 ? "PageDown" : "PageUp"}
      aria-disabled=${isEnd || this.isBusy(near) ? "true" : nothing}
      @click=${() => this.turn(by)}
    >
      ${words}
    </button>`;
  }
}
