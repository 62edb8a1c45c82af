/**
 * <tafel-summary>: the chair's points for one question, three at most, saved while typing, and the
 * chair's word that they are right.
 *
 * What is typed is a draft until the box has it. Says "save" {points, ifRev, done} and "agree"
 * {isAgreed, ifRev, done}; `done` is called with the answer, or with null and the refusal. Where
 * somebody else changed the points meanwhile, the chair decides which ones stay.
 */
import { html, nothing } from "../../vendor/lit.js";
import { drafts } from "../drafts.js";
import { hasPoints } from "../places.js";
import { t } from "../words.js";
import { icon, LightElement } from "./light.js";

const POINTS = [0, 1, 2];
const POINT_MOST = 500;
const PAUSE_MS = 800;
const AGAIN_MS = 4000;

export class Summary extends LightElement {
  static properties = {
    /** Names the draft. */
    place: {},
    /** {points, is_agreed, rev} as the box has it, or null. */
    summary: { attribute: false },
    /** Points to begin with, as long as there are none. */
    suggested: { attribute: false },
    language: {},
    /** saved | typing | sending | waiting | clash */
    state: { state: true },
    refusal: { state: true },
  };

  #points = null;
  /** The box's points and their number when typing began: what is changed here. */
  #base = [];
  #rev = 0;
  #timer = 0;
  /** Whether the chair agrees as soon as what was typed is saved. */
  #isAgreeing = false;

  connectedCallback() {
    super.connectedCallback();
    const draft = drafts.read(this.place);
    if (!draft) return;
    this.#points = draft.points;
    this.#base = draft.base ?? [];
    this.#rev = draft.rev;
    this.#later(PAUSE_MS);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  willUpdate() {
    // The same points under another number: somebody agreed with them, or no longer does.
    if (same(this.#base, this.#theirs())) this.#rev = Math.max(this.#rev, this.summary?.rev ?? 0);
    // Only when the box shows what we sent are its points and ours the same.
    const isSettled = this.state !== "sending" && same(this.#points, this.#theirs());
    if (!this.#points || !isSettled) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#settle();
    this.state = "saved";
  }

  render() {
    const points = this.#points ?? (this.#isSuggestion() ? this.suggested : this.#theirs());
    return html`<fieldset class="summary">
      <legend>${t("Summary in three points")}</legend>
      ${this.#isSuggestion()
        ? html`<p class="hint">${t("This is what you wrote before. Change it, or say that it is right.")}</p>`
        : nothing}
      ${POINTS.map((at) => this.#point(at, points[at] ?? ""))}
      <p class="state" data-state=${this.state ?? "saved"}>${STATES[this.state]?.() ?? nothing}</p>
      ${this.state === "clash" ? this.#choice() : this.#agreement(points)}
    </fieldset>`;
  }

  #point(at, point) {
    return html`<label>
      <span class="field-label">${t("Point {n}", { n: at + 1 })}</span>
      <textarea
        rows="2"
        maxlength=${POINT_MOST}
        lang=${this.language || nothing}
        .value=${point}
        @input=${() => this.#typed()}
        @blur=${() => this.#timer && this.#save()}
      ></textarea>
    </label>`;
  }

  #choice() {
    return html`<div class="told">
      <p>${t("Somebody else changed these points meanwhile:")}</p>
      <ol lang=${this.language || nothing}>
        ${this.#theirs().map((point) => html`<li>${point}</li>`)}
      </ol>
      <div class="acts">
        <button type="button" class="act" @click=${this.#keepMine}>${t("Keep what I typed")}</button>
        <button type="button" class="act" @click=${this.#takeTheirs}>${t("Take those")}</button>
      </div>
    </div>`;
  }

  #agreement(points) {
    if (!hasPoints({ points })) return nothing;
    const isAgreed = this.summary?.is_agreed && same(points, this.#theirs());
    return html`<div class="agreement" ?data-agreed=${isAgreed}>
      ${isAgreed ? this.#agreed() : this.#toAgree()}
      ${this.refusal ? html`<p class="told" data-wrong>${this.refusal}</p>` : nothing}
    </div>`;
  }

  #toAgree() {
    return html`<p>${t("Read the points aloud. Is this what your table thinks?")}</p>
      <button type="button" class="act primary" data-agree @click=${() => this.#wantAgreement()}>
        ${icon("check")} ${t("This is right")}
      </button>`;
  }

  #agreed() {
    return html`<p>
        ${icon("check")}
        <span><strong>${t("You said that this is right.")}</strong> ${t("The report says so.")}</span>
      </p>
      <button type="button" class="act" data-agree @click=${() => this.#agree(false)}>
        ${t("No, not yet")}
      </button>`;
  }

  /** Whether the points that are shown come from earlier questions: nothing of them is kept yet. */
  #isSuggestion() {
    return this.#points === null && !this.summary && Boolean(this.suggested?.length);
  }

  #theirs() {
    return this.summary?.points ?? [];
  }

  #typed() {
    if (this.#points === null) {
      this.#rev = this.summary?.rev ?? 0;
      this.#base = this.#theirs();
    }
    this.#points = [...this.querySelectorAll("textarea")].map(({ value }) => value);
    this.#isAgreeing = false;
    this.refusal = "";
    this.#keep();
    if (this.state !== "clash") this.#later(PAUSE_MS);
    this.emit("typing");
  }

  #keep() {
    drafts.write(this.place, { points: this.#points, base: this.#base, rev: this.#rev });
  }

  #later(ms) {
    clearTimeout(this.#timer);
    this.state = "typing";
    this.#timer = setTimeout(() => this.#save(), ms);
  }

  #save() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#points === null || this.state === "sending") return;
    const points = this.#points;
    this.state = "sending";
    const done = (answer, refusal) => this.#done(points, answer, refusal);
    this.emit("save", { points, ifRev: this.#rev, done });
  }

  #done(points, answer, refusal) {
    if (refusal?.code === "changed_meanwhile") {
      // As long as we see the points that we began with, what was changed is no point.
      if (same(this.#base, this.#theirs())) this.#later(PAUSE_MS);
      else this.state = "clash";
    } else if (refusal) {
      this.#later(AGAIN_MS);
      this.state = "waiting";
    } else {
      this.#rev = answer.seq;
      this.#base = points;
      this.state = "saved";
      if (points !== this.#points) this.#goOn();
      else if (this.#isAgreeing) this.#agree(true);
    }
  }

  /** More was typed while this was under way. */
  #goOn() {
    this.#keep();
    this.#later(PAUSE_MS);
  }

  /** Nobody agrees with what is not saved: that comes first. */
  #wantAgreement() {
    if (this.#isSuggestion()) this.#typed();
    if (this.#points === null || this.state === "saved") {
      this.#agree(true);
      return;
    }
    this.#isAgreeing = true;
    this.#save();
  }

  #agree(isAgreed) {
    this.#isAgreeing = false;
    this.refusal = "";
    const done = (answer, refusal) => this.#answered(refusal);
    const ifRev = this.#points === null ? this.summary?.rev : this.#rev;
    this.emit("agree", { isAgreed, ifRev, done });
  }

  #answered(refusal) {
    this.refusal = refusal?.message ?? "";
  }

  #settle() {
    this.#points = null;
    drafts.drop(this.place);
  }

  #keepMine() {
    this.#rev = this.summary?.rev ?? 0;
    this.#base = this.#theirs();
    this.state = "typing";
    this.#save();
  }

  #takeTheirs() {
    this.#settle();
    this.state = "saved";
    this.requestUpdate();
  }
}

const same = (one, other) => POINTS.every((at) => (one?.[at] ?? "") === (other?.[at] ?? ""));

const STATES = {
  saved: () => html`${icon("check")} ${t("Saved")}`,
  typing: () => t("saved while you type"),
  sending: () => html`${icon("clock")} ${t("sending")}`,
  waiting: () => html`${icon("clock")} ${t("waiting")}`,
  clash: () => html`${icon("hand")} ${t("not sent")}`,
};

customElements.define("tafel-summary", Summary);
