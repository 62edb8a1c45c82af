/**
 * <tafel-placing>: one contribution at a time, and which group it belongs to: for everybody who sorts
 * for themselves.
 *
 * A choice is kept at once and the next one comes; back, skip and an overview at the end. Calls
 * `change` with all choices, {contribution: group}.
 */
import { announce } from "../announce.js";
import { html, nothing, repeat } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { short } from "../text.js";
import { t, tn } from "../words.js";

export class Placing extends LightElement {
  static properties = {
    /** [{id, text}] in the order of this person. */
    items: { attribute: false },
    /** [{id, title, stands_for?}] */
    groups: { attribute: false },
    values: { attribute: false },
    isOpen: { attribute: false },
    language: {},
    change: { attribute: false },
    /** The id of the contribution that is asked about; "" at the end. */
    here: { state: true },
  };

  #at = 0;

  constructor() {
    super();
    this.items = [];
    this.groups = [];
    this.values = {};
    this.here = null;
  }

  willUpdate() {
    // Where somebody was yesterday they go on; afterwards only they themselves turn the page.
    if (this.here === null && this.items.length) this.here = this.#open()[0]?.id ?? "";
    const at = this.items.findIndex(({ id }) => id === this.here);
    if (at >= 0) this.#at = at;
    else if (this.here) this.here = this.items[Math.min(this.#at, this.items.length - 1)]?.id ?? "";
  }

  render() {
    if (!this.groups.length) return html`<p class="notice">${t("The facilitator makes the groups first. This screen moves on by itself.")}</p>`;
    if (!this.items.length) return html`<p class="empty">${t("There is nothing to put in groups here.")}</p>`;
    const card = this.items[this.#at];
    return html`<section class="vote-ballot placing">
      ${this.#progress()}
      ${this.isOpen && this.here ? this.#card(card) : this.#overview()}
    </section>`;
  }

  #progress() {
    const total = this.items.length;
    const n = total - this.#open().length;
    return html`<p class="vote-left" role="status">${tn("{n} of {total} is in a group", "{n} of {total} are in a group", n, { total })}</p>
      <progress class="placing-bar" max=${total} value=${n} aria-hidden="true"></progress>`;
  }

  #card({ id, text }) {
    const chosen = this.#groupOf(id);
    return html`<p class="placing-text" id="placing-text" lang=${this.language} dir="auto">${text}</p>
      <div role="group" aria-labelledby="placing-ask placing-text">
        <h2 id="placing-ask">${t("Which group does this belong to?")}</h2>
        <ul class="placing-groups" role="list">
          ${repeat(this.groups, (group) => group.id, (group) => html`<li>
            <button
              type="button"
              class="act"
              aria-pressed=${String(chosen?.id === group.id)}
              @click=${() => this.#choose(id, group, chosen)}
            >
              <span lang=${this.language} dir="auto">${group.title}</span>
            </button>
          </li>`)}
        </ul>
      </div>
      <p class="acts">
        <button type="button" class="act" aria-disabled=${this.#at ? nothing : "true"} @click=${() => this.#turn(-1)}>
          ${t("Back")}
        </button>
        <button type="button" class="act" @click=${() => this.#turn(1)}>${chosen ? t("Next one") : t("Skip")}</button>
      </p>`;
  }

  #overview() {
    const open = this.#open();
    const own = this.items.filter(({ id }) => this.#groupOf(id));
    return html`${this.isOpen
        ? html`<p class="placing-end" tabindex="-1">${open.length
            ? tn("You skipped {n}. That is fine.", "You skipped {n}. That is fine.", open.length)
            : t("You have been through everything. Thank you.")}</p>
          <p class="acts">
            ${open.length
              ? html`<button type="button" class="act primary" @click=${() => this.#go(open[0].id)}>${t("Look at what you skipped")}</button>`
              : nothing}
            <button type="button" class="act" @click=${() => this.#go(this.items[0].id)}>${t("Begin at the first again")}</button>
          </p>`
        : nothing}
      ${own.length ? html`<h2>${t("Your choices")}</h2>` : nothing}
      <ul class="placing-own" role="list">
        ${repeat(own, ({ id }) => id, ({ id, text }) => html`<li>
          <p class="text" lang=${this.language} dir="auto">${text}</p>
          <p><strong lang=${this.language} dir="auto">${this.#groupOf(id).title}</strong>
            ${this.isOpen ? html`<button type="button" class="act small" @click=${() => this.#go(id)}>${t("Change")}</button>` : nothing}
          </p>
        </li>`)}
      </ul>`;
  }

  #open() {
    return this.items.filter(({ id }) => !this.#groupOf(id));
  }

  /** A group that was merged with another is that other one. */
  #groupOf(id) {
    const chosen = this.values[id];
    return chosen && this.groups.find((group) => group.id === chosen || group.stands_for?.includes(chosen));
  }

  #choose(id, group, chosen) {
    const { [id]: _, ...others } = this.values;
    const isTakenBack = chosen?.id === group.id;
    this.change(isTakenBack ? others : { ...others, [id]: group.id });
    if (!isTakenBack) this.#turn(1);
  }

  #turn(by) {
    const next = this.#at + by;
    if (next < 0) return;
    this.#go(this.items[next]?.id ?? "");
    const text = this.items[next]?.text;
    // The button that was pressed stays where it is: what it is about now has to be said.
    if (text) announce(t("Next: {text}", { text: short(text, 200) }), { isAnswer: true });
  }

  async #go(id) {
    const wasCard = Boolean(this.here);
    this.here = id;
    await this.updateComplete;
    if (wasCard && !id) this.querySelector(".placing-end")?.focus();
    else if (!wasCard) this.querySelector(".placing-groups button")?.focus();
  }
}

/** The ballot, as <tafel-vote> draws it; the groups come with the step. */
export const placing = ({ step, items, values, isOpen, language, change }) => html`<tafel-placing
  .items=${items}
  .groups=${step.groups}
  .values=${values}
  .isOpen=${isOpen}
  .language=${language}
  .change=${change}
></tafel-placing>`;

/** What <tafel-vote> says around it. */
export const PLACING_WORDS = {
  notYours: () => t("In this step the table chairs put contributions in groups."),
  paused: () => t("Please listen for a moment. The facilitator has paused this step. Your choices stay."),
  saved: () => t("Your choices are saved. You can change them until this step closes."),
  kept: () => t("Your choices are saved."),
  secret: () => t("Nobody sees what you choose."),
  about: () =>
    t("While this step is open, the box knows which choices come from this device, so that you can change them. When the facilitator closes the step for good, the box erases that. Until the step closes nobody sees where others put things. Then a contribution goes to the group that most people chose."),
};

customElements.define("tafel-placing", Placing);
