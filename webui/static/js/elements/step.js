/**
 * <tafel-step>: what to do now on a phone: the question as the page's title, the fields, and what
 * became of what was sent.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { isWriting, placeOf } from "../room.js";
import { languageOf, say, t } from "../words.js";
import "./composer.js";
import { LightElement } from "./light.js";
import "./outgoing.js";

export class Step extends LightElement {
  static properties = {
    /** {id, ...document} or null between steps */
    step: { attribute: false },
    role: {},
    table: {},
    name: {},
    language: {},
    items: { attribute: false },
  };

  render() {
    if (!this.step) return this.#before();
    return isWriting(this.step) ? this.#writing() : this.#watching();
  }

  #before() {
    return html`<h1>${t("Welcome to table {table}.", { table: this.table })}</h1>
      <p>${t("You can take part right away. Nothing to install, no account needed.")}</p>
      <p class="notice">${t("We start soon. This screen moves on by itself. You may lock your phone.")}</p>`;
  }

  #watching() {
    return html`${heading(this.step.title)} ${instruction(this.step.instruction)}
      <p class="notice">${t("This screen moves on by itself. You may lock your phone.")}</p>`;
  }

  #writing() {
    const { questions, title } = this.step;
    const isOne = questions.length === 1;
    return html`${isOne ? nothing : heading(title, "part-title")}
      ${isOne ? nothing : html`${instruction(this.step.instruction)}${this.#state()}`}
      ${repeat(questions, ({ id }) => `${this.step.id}.${id}`, (question) => html`<section class="question">
        ${isOne ? heading(question.text) : subheading(question.text)}
        ${isOne ? html`${instruction(this.step.instruction)}${this.#state()}` : nothing}
        ${instruction(question.explanation)} ${this.#field(question)}
      </section>`)}`;
  }

  /** Why nothing can be written now, where that is so. */
  #state() {
    const sentence = this.step.writers.includes(this.role) ? STATES[this.step.state] : chairsWrite;
    return sentence ? html`<p class="notice" data-state=${this.step.state}>${sentence()}</p>` : nothing;
  }

  #field(question) {
    const { id: activity, state, attribution } = this.step;
    const place = placeOf({ activity, question: question.id });
    const items = this.items.filter(({ command }) => !command.entry && placeOf(command) === place);
    return html`${this.step.writers.includes(this.role)
        ? html`<tafel-composer
            .place=${place}
            .label=${say(question.text)}
            .state=${state}
            .language=${this.language}
            .attribution=${{ attribution, table: this.table, name: this.name }}
            @compose=${(event) => this.#compose(event, activity, question.id)}
          ></tafel-composer>`
        : nothing}
      <tafel-outgoing
        .items=${items}
        .language=${this.language}
        .table=${this.table}
        .mayGoBack=${state !== "sealed"}
        @back=${(event) => this.#back(event, place)}
      ></tafel-outgoing>`;
  }

  #compose(event, activity, question) {
    event.stopPropagation();
    const { text, toChair } = event.detail;
    if (!this.emit("post", { activity, question, text, toChair })) event.preventDefault();
  }

  #back(event, place) {
    const composers = [...this.querySelectorAll("tafel-composer")];
    const composer = composers.find((one) => one.place === place);
    if (!composer) event.preventDefault();
    else composer.add(event.detail.text);
  }
}

const heading = (text, kind = "") =>
  html`<h1 class=${kind || nothing} lang=${languageOf(text) ?? nothing}>${say(text)}</h1>`;

const subheading = (text) => html`<h2 lang=${languageOf(text) ?? nothing}>${say(text)}</h2>`;

const instruction = (text) =>
  say(text) ? html`<p class="instruction" lang=${languageOf(text) ?? nothing}>${say(text)}</p>` : nothing;

const chairsWrite = () => t("In this step the table chairs write.");

const STATES = {
  paused: () =>
    t("Please listen for a moment. The facilitator has paused this step. Your draft stays."),
  closed: () => t("This question is closed. This screen moves on by itself."),
  sealed: () => t("This step is closed for good. The contributions are now anonymous."),
};

customElements.define("tafel-step", Step);
