/**
 * <tafel-vote>: a vote on somebody's own page: what is asked, the ballot, what became of it, and the
 * results once they are shown.
 *
 * A ballot is saved as it is filled in and can be changed until the vote closes. Knows neither socket
 * nor queue: says "vote" {activity, values}, and for what the box refused "discard" {id}, or "again"
 * {id, members} where the list had changed.
 */
import { html, nothing } from "../../vendor/lit.js";
import { announce } from "../announce.js";
import { icon, LightElement } from "../elements/light.js";
import { asked } from "../room.js";
import { languageOf, say, t, tn } from "../words.js";
import { changesOf, idsIn } from "./changed.js";
import { becoming, isLive } from "./now.js";
import { shuffled } from "./order.js";
import { keepReceipt, receiptOf } from "./receipts.js";
import { BALLOTS, WORDS } from "./ballots.js";
import { standing } from "./standing.js";
import "./results.js";

/** What slides along a scale is sent when it has come to rest. */
const SETTLE_MS = 400;

/** What is saved and left is said once somebody pauses: with ten dots it would be said ten times. */
const CALM_MS = 1200;

export class Vote extends LightElement {
  static properties = {
    view: { attribute: false },
    /** {id, ...document} of the step. */
    step: { attribute: false },
    /** The ballot as the box has it: {values, receipt, rev}, or undefined. */
    ballot: { attribute: false },
    /** What is on its way. */
    items: { attribute: false },
    /** Who votes, for the order of the items. */
    voter: {},
    role: {},
    language: {},
    /** What the fields say now. */
    values: { state: true },
    /** Whether that is not whole yet, so that the box has something else, or nothing. */
    isHeld: { state: true },
  };

  #adopted = "";
  /** What still settles: {activity, values}, and when it is sent. */
  #settling = null;
  #timer = 0;
  #telling = 0;
  /** What was gone from the list of a step at the last look. */
  #known = { step: "", ids: new Set() };
  #send = () => this.#settle();

  constructor() {
    super();
    this.items = [];
    this.values = {};
    this.isHeld = false;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("pagehide", this.#send);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("pagehide", this.#send);
    clearTimeout(this.#telling);
    this.#settle();
  }

  willUpdate() {
    if (this.#settling && this.#settling.activity !== this.step.id) this.#settle();
    if (this.ballot?.receipt) keepReceipt(this.voter, this.step.id, this.ballot.receipt);
    const key = `${this.step.id}.${this.ballot?.rev ?? 0}`;
    // What the box refused is not what it keeps, nor what was not whole when the vote closed.
    if (this.isHeld && ["closed", "sealed"].includes(this.step.state)) this.#adopted = "";
    if (this.#own().at(-1)?.state === "refused") this.#adopted = "";
    const isSame = this.#adopted.startsWith(`${this.step.id}.`);
    if (key === this.#adopted || (isSame && this.#isNewer())) return;
    this.#adopted = key;
    this.isHeld = false;
    this.values = this.ballot?.values ?? {};
  }

  updated() {
    this.#tellChanges();
    this.#goAgain();
  }

  render() {
    const { step } = this;
    // First one's own task; once that is over, what came of it.
    const isOver = step.state === "closed" || step.state === "sealed";
    return html`<h1 lang=${languageOf(asked(step)) ?? nothing}>${say(asked(step))}</h1>
      ${say(step.instruction)
        ? html`<p class="instruction" lang=${languageOf(step.instruction) ?? nothing}>${say(step.instruction)}</p>`
        : nothing}
      ${isOver ? this.#results() : nothing} ${this.#notice()} ${this.#refused()} ${this.#gone()}
      ${this.#ballot()} ${this.#state()} ${this.#receipt()} ${isOver ? nothing : this.#results()}`;
  }

  /** Whether the fields say something newer than what the box told so far. */
  #isNewer() {
    const own = this.#own();
    return this.isHeld || this.#settling !== null || own.some(isUnderWay) || own.some(({ seq }) => seq > (this.ballot?.rev ?? 0));
  }

  #own() {
    return this.items.filter(({ command }) => command.do === "cast_ballot" && command.activity === this.step.id);
  }

  #results() {
    const results = this.view.results?.[this.step.id];
    if (!results) return this.#hidden();
    return html`<tafel-results .view=${this.view} .step=${this.step} .results=${results}></tafel-results>`;
  }

  #hidden() {
    const told = this.view.turnout?.[this.step.id];
    if (!told || this.step.state === "planned") return nothing;
    if (this.step.is_revealed) return html`<p class="vote-secret">${t("The result is being counted.")}</p>`;
    return html`<p class="vote-secret"><strong>${t("The result is still secret.")}</strong>
      ${tn("{n} of {total} has voted.", "{n} of {total} have voted.", told.ballots, { total: told.heads })}
      ${t("The facilitator will show it to everyone at once.")}</p>`;
  }

  #notice() {
    const sentence = this.step.writers.includes(this.role) ? this.#words()[this.step.state] : this.#words().notYours;
    return sentence ? html`<p class="notice" data-state=${this.step.state}>${sentence()}</p>` : nothing;
  }

  #words() {
    return WORDS[this.step.kind] ?? VOTE_WORDS;
  }

  #refused() {
    return this.#own()
      .filter(({ state }) => state === "refused")
      .map(
        ({ id, message }) => html`<div class="refusal" role="alert">
          <p>${message}</p>
          <button type="button" class="act" @click=${() => this.emit("discard", { id })}>${t("Understood")}</button>
        </div>`,
      );
  }

  /** What is no longer on the list, with what became of one's own vote for it. */
  #gone() {
    const changes = this.#changes();
    if (!changes.length) return nothing;
    return html`<div class="notice vote-gone">${changes.map(({ words }) => html`<p>${words}</p>`)}</div>`;
  }

  #changes() {
    const { step, values } = this;
    const all = this.view.lists?.[step.id]?.items;
    if (!all || step.state === "sealed" || !step.writers.includes(this.role)) return [];
    return changesOf({ step, all, values });
  }

  /** Who does not see the list change hears it; what had changed before one came is only shown. */
  #tellChanges() {
    const changes = this.#changes();
    const { step, ids } = this.#known;
    const news = changes.filter(({ id }) => !ids.has(id)).map(({ words }) => words);
    if (step === this.step.id && news.length) announce(news.join(" "), { weight: 1 });
    this.#known = { step: this.step.id, ids: new Set(changes.map(({ id }) => id)) };
  }

  /** A vote that was under way while the list changed goes again, with what still stands of it. */
  #goAgain() {
    const { id, state, code, command } = this.#own().at(-1) ?? {};
    const all = this.view.lists?.[this.step.id]?.items;
    if (state !== "refused" || code !== "unknown_item" || !all) return;
    const now = becoming(all);
    if (idsIn(command.values).every((one) => now(one) === one)) return;
    this.emit("again", { id, members: { values: standing(this.step, command.values, all) } });
  }

  #ballot() {
    const { step } = this;
    const list = this.view.lists?.[step.id];
    const draw = BALLOTS[step.kind];
    if (!list || !draw || !this.step.writers.includes(this.role)) return nothing;
    const isOpen = step.state === "open";
    if (!isOpen && !Object.keys(this.values).length) return nothing;
    const live = list.items.filter(isLive);
    const items = list.order_seed ? shuffled(live, list.order_seed, this.voter) : live;
    return html`${isOpen ? nothing : html`<h2>${t("Your vote")}</h2>`}
      ${draw({
        step,
        items,
        all: list.items,
        themes: this.view.themes ?? {},
        values: this.values,
        voter: this.voter,
        isOpen,
        language: this.language,
        change: (values, how) => this.#change(values, how),
      })}`;
  }

  #change(values, { settles = false, isWhole = true } = {}) {
    this.values = values;
    this.isHeld = !isWhole;
    if (this.isHeld) return this.#letGo();
    this.#settling = { activity: this.step.id, values };
    clearTimeout(this.#timer);
    if (settles) this.#timer = setTimeout(this.#send, SETTLE_MS);
    else this.#settle();
    this.#tellSoon();
    return undefined;
  }

  /** What is not whole is not sent; nor is what it was before, if that still settles. */
  #letGo() {
    clearTimeout(this.#timer);
    clearTimeout(this.#telling);
    this.#settling = null;
  }

  #tellSoon() {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.#tell(), CALM_MS);
  }

  #tell() {
    if (this.#settling || this.#own().some(isUnderWay)) {
      this.#tellSoon();
      return;
    }
    const left = [...this.querySelectorAll(".vote-left")].map((told) => told.textContent.trim());
    announce([t("Your vote is saved."), ...left].join(" "), { isAnswer: true });
  }

  #settle() {
    clearTimeout(this.#timer);
    const settled = this.#settling;
    this.#settling = null;
    if (settled) this.emit("vote", settled);
  }

  #state() {
    const own = this.#own();
    if (this.#settling || own.some(isUnderWay)) return html`<p class="state" data-state="waiting">${icon("clock")} ${t("sending")}</p>`;
    if (this.isHeld || !this.ballot || !Object.keys(this.ballot.values).length) return nothing;
    return html`<p class="state" data-state="saved">${icon("check")} ${this.step.state === "open"
        ? this.#words().saved()
        : this.#words().kept()}</p>`;
  }

  #receipt() {
    // After sealing the box has forgotten whose it is, and only this browser knows.
    const receipt = this.ballot?.receipt ?? receiptOf(this.voter, this.step.id);
    if (!receipt) return nothing;
    return html`<details class="attribution">
      <summary>
        <strong>${t("Secret.")}</strong> ${this.#words().secret()}
        <span class="how">${t("How does this work?")}</span>
      </summary>
      <p>${this.#words().about()}</p>
      ${this.#words().code
        ? html`<p>${this.#words().code(receipt)}</p>`
        : nothing}
    </details>
    ${this.step.is_revealed
      ? html`<p><a href=${`/results/${this.step.id}/ballots#ballot-${receipt}`}>${t("Find your vote in the list of all votes")}</a></p>`
      : nothing}`;
  }
}

const isUnderWay = ({ state }) => state === "waiting" || state === "sending";

const VOTE_WORDS = {
  notYours: () => t("In this step the table chairs vote."),
  saved: () => t("Your vote is saved. You can change it until voting closes."),
  kept: () => t("Your vote is saved."),
  secret: () => t("Nobody sees what you vote."),
  about: () =>
    t("While the vote is open, the box knows which vote comes from this device, so that you can change it. When the facilitator closes the step for good, the box erases that."),
  code: (code) =>
    t("Your check code is {code}. It finds your vote in the list of all votes. Keep it to yourself.", { code }),
  paused: () => t("Please listen for a moment. The facilitator has paused this vote. Your vote stays."),
  closed: () => t("Voting is closed. This screen moves on by itself."),
  sealed: () => t("This vote is closed for good. The votes are now anonymous."),
};

customElements.define("tafel-vote", Vote);
