/**
 * <tafel-band>: the thin band that tells how the line is, whose fault it is and what waits.
 *
 * It says nothing while all is well, and waits a moment before it says that the line is gone: a
 * phone that changes from one access point to the next is back before anyone could read it.
 */
import { html, nothing } from "../../vendor/lit.js";
import { t, tn } from "../words.js";
import { icon, LightElement } from "./light.js";

const PATIENCE_MS = 1500;
const GOOD_NEWS_MS = 5000;

export class Band extends LightElement {
  static properties = {
    /** {state, reason} of the line. */
    line: { attribute: false },
    /** How many commands the box has not taken yet. */
    unsaved: { type: Number },
    isSaving: { attribute: false },
    isKept: { attribute: false },
    shown: { state: true },
  };

  constructor() {
    super();
    this.line = { state: "connecting", reason: "" };
    this.unsaved = 0;
    this.isSaving = true;
    this.isKept = true;
    this.shown = "";
  }

  #timer = 0;

  willUpdate(changed) {
    if (!changed.has("line") || changed.get("line")?.state === this.line.state) return;
    const isGone = this.line.state === "gone";
    if (isGone && this.shown !== "gone") this.#later("gone", PATIENCE_MS);
    if (!isGone && this.line.state !== "connecting") this.#back();
  }

  #back() {
    clearTimeout(this.#timer);
    if (this.shown !== "gone") return;
    this.shown = "back";
    this.#later("", GOOD_NEWS_MS);
  }

  #later(shown, ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.shown = shown), ms);
  }

  render() {
    const bands = [this.#line(), this.#box(), this.#keep()].filter((one) => one !== nothing);
    return bands.length ? html`<aside aria-label=${t("Connection")}>${bands}</aside>` : nothing;
  }

  #line() {
    if (this.shown === "back") return band("good", "check", this.#backSentence());
    if (this.shown !== "gone") return nothing;
    const trouble = TROUBLE[this.line.reason] ?? TROUBLE.no_answer;
    return band("gone", "wifi-off", html`${trouble()} ${this.#waiting()}`);
  }

  #waiting() {
    return this.unsaved ? tn("{n} is waiting.", "{n} are waiting.", this.unsaved) : nothing;
  }

  #backSentence() {
    return this.unsaved
      ? t("Connected again. Still sending {n}.", { n: this.unsaved })
      : t("Connected again. Everything is saved.");
  }

  #box() {
    if (this.isSaving || this.shown === "gone") return nothing;
    return band("gone", "hand", cannotSave());
  }

  #keep() {
    return this.isKept ? nothing : band("gone", "hand", cannotKeep());
  }
}

const cannotSave = () => html`<strong>${t("The box cannot save now.")}</strong>
  ${t("New contributions wait safely on the phones.")}`;

const cannotKeep = () => html`<strong>${t("This device cannot keep your text.")}</strong>
  ${t("Leave this page open until everything is saved.")}`;

const noLine = () => html`<strong>${t("No connection.")}</strong>
  ${t("You can carry on. Keep this page open; we send it as soon as we can.")}`;

const TROUBLE = {
  no_answer: noLine,
  offline: () => html`<strong>${t("Your device is not on the Wi-Fi.")}</strong>
    ${t("You can carry on. Keep this page open; we send it as soon as we can.")}`,
  restart: () => html`<strong>${t("The box is restarting.")}</strong>
    ${t("It is not your phone. You need not do anything.")}`,
};

const band = (kind, name, words) => html`<p class="band" data-kind=${kind}>
  ${icon(name)}<span>${words}</span>
</p>`;

customElements.define("tafel-band", Band);
