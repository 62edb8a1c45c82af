/**
 * <tafel-budget>: dividing an amount over items, by steps, by typing, or all that is left at once.
 *
 * It never takes more than there is: what does not fit stays in its field with a sentence, and counts
 * for nothing. Says "give" {values} with the whole ballot.
 */
import { html, live, nothing, repeat } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { languageOf, number, say, t } from "../words.js";
import { brief, isSign, termsOf, told, typed } from "./amounts.js";
import { addedUp } from "./now.js";

/** Who types nothing for so long has come to rest: then what stands there is judged. */
const REST_MS = 1000;

/** The ballot; `values` is {item: amount}. */
export const budget = ({ step, items, all, values, isOpen, language, change }) => html`<tafel-budget
  .step=${step}
  .items=${items}
  .values=${addedUp(values, all)}
  .isOpen=${isOpen}
  .language=${language}
  @give=${({ detail }) => change(detail.values, { settles: true })}
></tafel-budget>`;

export class Budget extends LightElement {
  static properties = {
    step: { attribute: false },
    /** What can be given to: [{id, text}]. */
    items: { attribute: false },
    values: { attribute: false },
    isOpen: { type: Boolean },
    language: {},
    /** The field that somebody types in, and what stands in it: {item, text}, or null. */
    typing: { state: true },
    /** Why something was not taken: {item, sentence}, or null. */
    refused: { state: true },
  };

  #timer = 0;

  constructor() {
    super();
    this.values = {};
    this.typing = this.refused = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  render() {
    const terms = termsOf(this.step);
    const spent = this.items.reduce((sum, { id }) => sum + this.#at(id), 0);
    const left = terms.amount - spent;
    const shown = this.isOpen ? this.items : this.items.filter(({ id }) => this.#at(id));
    return html`<section class="vote-ballot">
      ${this.isOpen ? divide(terms) : nothing}
      <div class=${this.isOpen ? "vote-left budget-left" : "budget-left"}>
        ${this.isOpen || left ? html`<p>${this.isOpen ? leftWords(terms, left) : notGiven(terms, left)}</p>` : nothing}
        <svg class="budget-gauge" aria-hidden="true" width="100%" height="8">
          <rect class="budget-all" width="100%" height="8" rx="4"></rect>
          <rect class="budget-spent" width="${((100 * spent) / terms.amount).toFixed(2)}%" height="8" rx="4"></rect>
        </svg>
      </div>
      <ul class="vote-choices" role="list">
        ${repeat(shown, ({ id }) => id, (item) => html`<li>${this.#row(item, terms, left)}</li>`)}
      </ul>
    </section>`;
  }

  #at(id) {
    return this.values[id] ?? 0;
  }

  #row(item, terms, left) {
    const n = this.#at(item.id);
    const words = html`<span class="vote-words" lang=${languageOf(item.text) ?? (this.language || nothing)} dir="auto">
      ${say(item.text)}
    </span>`;
    if (!this.isOpen) return html`<div class="vote-choice" data-chosen>${words} <b class="budget-told">${told(terms, n)}</b></div>`;
    const why = this.refused?.item === item.id ? this.refused.sentence : "";
    return html`<div class="vote-choice budget-item" role="group" aria-label=${say(item.text)} ?data-chosen=${Boolean(n)}>
      ${words}
      <span class="budget-acts">
        <span class="budget-steps">
          ${this.#step(item, terms, left, -1)} ${this.#field(item, terms, left, Boolean(why && this.typing))}
          ${this.#step(item, terms, left, 1)}
        </span>
        ${button({
          words: t("The rest"),
          label: t("The rest here: {amount}", { amount: told(terms, left - (left % terms.step)) }),
          may: left >= terms.step,
          act: () => this.#giveRest(item, terms, left),
        })}
      </span>
      <p class="budget-why" role="alert" id=${`why.${item.id}`}>${why}</p>
    </div>`;
  }

  #step(item, terms, left, direction) {
    const n = this.#at(item.id);
    const amount = told(brief(terms), terms.step);
    const isMore = direction > 0;
    return button({
      words: isMore ? "+" : "−",
      label: isMore ? t("{amount} more", { amount }) : t("{amount} less", { amount }),
      may: isMore ? left >= terms.step : n > 0,
      act: () => {
        if (isMore && left < terms.step) this.#refuse(item.id, nothingLeft(terms, left));
        else this.#give(item.id, Math.max(0, n + direction * terms.step));
      },
    });
  }

  #field(item, terms, left, isWrong) {
    const text = this.typing?.item === item.id ? this.typing.text : number(this.#at(item.id));
    const judge = () => this.#judge(item, terms, left);
    return html`<span class="budget-field">
      ${isSign(terms.unit) ? html`<span aria-hidden="true">${terms.unit}</span>` : nothing}
      <input
        type="text"
        inputmode="numeric"
        autocomplete="off"
        enterkeyhint="done"
        size=${number(terms.amount).length}
        aria-label=${terms.unit ? t("Amount in {unit}", { unit: terms.unit }) : t("Amount")}
        aria-invalid=${isWrong ? "true" : nothing}
        aria-describedby=${isWrong ? `why.${item.id}` : nothing}
        .value=${live(text)}
        @focus=${({ target }) => target.select()}
        @input=${({ target }) => this.#type(item, terms, left, target.value)}
        @change=${judge}
        @blur=${judge}
      />
    </span>`;
  }

  /** What fits is taken while somebody types; what does not may still become something that does. */
  #type(item, terms, left, text) {
    this.typing = { item: item.id, text };
    this.refused = null;
    const n = typed(text);
    if (fits(n, this.#at(item.id) + left, terms)) this.#take(item.id, n);
    clearTimeout(this.#timer);
    const judge = () => this.#judge(item, terms, terms.amount - this.#spent(), { isTyping: true });
    this.#timer = setTimeout(judge, REST_MS);
  }

  #judge(item, terms, left, { isTyping = false } = {}) {
    if (this.typing?.item !== item.id) return;
    const n = typed(this.typing.text);
    const kept = this.#at(item.id);
    if (fits(n, kept + left, terms)) {
      if (!isTyping) this.typing = null;
      return;
    }
    this.refused = { item: item.id, sentence: unfit(n, kept, kept + left, terms) };
  }

  #giveRest(item, terms, left) {
    if (left < terms.step) this.#refuse(item.id, nothingLeft(terms, left));
    else this.#give(item.id, this.#at(item.id) + left - (left % terms.step));
  }

  #give(id, n) {
    this.typing = this.refused = null;
    this.#take(id, n);
  }

  #refuse(id, sentence) {
    this.typing = null;
    this.refused = { item: id, sentence };
  }

  #take(id, n) {
    if (n === this.#at(id)) return;
    const given = { ...this.values, [id]: n };
    const kept = this.items.filter((item) => given[item.id]).map((item) => [item.id, given[item.id]]);
    this.values = Object.fromEntries(kept);
    this.emit("give", { values: this.values });
  }

  #spent() {
    return this.items.reduce((sum, { id }) => sum + this.#at(id), 0);
  }
}

const divide = (terms) => html`<p class="budget-hint">
  ${t("Divide {amount}, in steps of {step}. You need not give all of it.", {
    amount: told(terms, terms.amount),
    step: told(brief(terms), terms.step),
  })}
</p>`;

const leftWords = (terms, left) =>
  t("{left} of {amount} left", { left: told(terms, left), amount: told(terms, terms.amount) });

const notGiven = (terms, left) => t("Not given: {amount}.", { amount: told(terms, left) });

const fits = (n, most, { step }) => n >= 0 && n <= most && n % step === 0;

function unfit(n, kept, most, terms) {
  const values = { most: told(terms, most - (most % terms.step)), kept: told(terms, kept), step: told(brief(terms), terms.step) };
  if (n > most) return t("That is more than there is left: at most {most} fits here. It stays at {kept}.", values);
  return t("Give whole amounts, in steps of {step}. It stays at {kept}.", values);
}

const nothingLeft = (terms, left) =>
  left > 0
    ? t("Less than one step is left. Take something back elsewhere first.")
    : t("Nothing is left. Take something back elsewhere first.");

/** It stays in focus when it can do nothing: disabled would drop the focus. Pressed, it says why. */
const button = ({ words, label, may, act }) => html`<button
  type="button"
  class="act"
  aria-label=${label ?? nothing}
  aria-disabled=${may ? nothing : "true"}
  @click=${act}
>
  ${words}
</button>`;

customElements.define("tafel-budget", Budget);
