/**
 * <tafel-discussion>: a discussion on a phone: the topics with what was said about each, or one of
 * them: what others said, where they stand, and one's own word.
 *
 * Which topic is shown is this person's own choice; nothing moves them away from it. Knows neither
 * the socket nor the queue: says "post" and "react".
 */
import { html, nothing } from "../../vendor/lit.js";
import "../elements/entry.js";
import { icon, keyed, LightElement } from "../elements/light.js";
import "../elements/list.js";
import "../elements/outgoing.js";
import { entriesOf, placeOf, reactionsOf } from "../room.js";
import { languageOf, say, t } from "../words.js";
import "./say.js";
import { figures, topicsOf } from "./stances.js";
import "./topics.js";

export class Discussion extends LightElement {
  static properties = {
    view: { attribute: false },
    /** {id, ...document} of the step. */
    step: { attribute: false },
    items: { attribute: false },
    role: {},
    table: {},
    name: {},
    language: {},
    /** The id of the topic that is shown, or "" for all of them. */
    topic: { state: true },
  };

  constructor() {
    super();
    this.items = [];
    // The page without script names its topic in the address.
    this.topic = new URLSearchParams(location.search).get("topic") ?? "";
  }

  willUpdate(changed) {
    const before = changed.get("step");
    if (before && before.id !== this.step.id) this.topic = "";
  }

  render() {
    const topics = topicsOf(this.view, this.step);
    const at = topics.findIndex(({ id }) => id === this.topic);
    if (topics.length === 1) return this.#one(topics, 0);
    return at < 0 ? this.#all(topics) : this.#one(topics, at);
  }

  #all(topics) {
    const { title, instruction } = this.step;
    return html`<h1 tabindex="-1" lang=${languageOf(title) ?? nothing}>${say(title)}</h1>
      ${told(instruction)} ${this.#state()}
      <h2>${t("Choose a topic")}</h2>
      <tafel-topics
        .topics=${topics}
        .onScreen=${this.view.screen?.screen?.discussion?.now?.topic ?? ""}
        @topic=${({ detail }) => this.#go(detail.id)}
      ></tafel-topics>
      ${this.#outgoing(this.#own())}`;
  }

  #one(topics, at) {
    const topic = topics[at];
    return html`${topics.length > 1 ? this.#ways(topics, at) : nothing}
      <h1 tabindex="-1" lang=${languageOf(topic.text) ?? nothing} dir="auto">${say(topic.text)}</h1>
      ${told(topic.explanation)} ${topics.length === 1 ? told(this.step.instruction) : nothing}
      <p>${figures(topic)}</p>
      ${this.#state()} ${this.#field(topic)}
      ${keyed(topic.id, this.#said(topic))}`;
  }

  /** The large ways to the others: back to all of them, or on to the one before or after. */
  #ways(topics, at) {
    const position = t("Topic {n} of {total}", { n: at + 1, total: topics.length });
    return html`<nav class="talk-ways" aria-label=${position}>
      ${this.#way(topics[at - 1], t("Previous"))}
      <button type="button" class="act" data-way="all" @click=${() => this.#back(topics[at].id)}>
        ${t("All topics")}
        <span class="talk-position">${t("{n} of {total}", { n: at + 1, total: topics.length })}</span>
      </button>
      ${this.#way(topics[at + 1], t("Following"))}
    </nav>`;
  }

  #way(topic, words) {
    return html`<button
      type="button"
      class="act"
      aria-disabled=${topic ? nothing : "true"}
      @click=${() => topic && this.#go(topic.id)}
    >
      ${words}
    </button>`;
  }

  #state() {
    const sentence = this.#mayWrite() ? STATES[this.step.state] : chairsWrite;
    return sentence ? html`<p class="notice" data-state=${this.step.state}>${sentence()}</p>` : nothing;
  }

  #field(topic) {
    const { id: activity, state, attribution } = this.step;
    const place = placeOf({ activity, question: topic.id });
    return html`${this.#mayWrite()
        ? keyed(place, html`<tafel-say
            .place=${place}
            .label=${say(topic.text)}
            .state=${state}
            .language=${this.language}
            .attribution=${{ attribution, table: this.table, name: this.name }}
            @say=${(event) => this.#say(event, topic)}
          ></tafel-say>`)
        : nothing}
      ${this.#outgoing(
        this.#own().filter(({ command }) => !command.parent && command.question === topic.id),
        (event) => this.#backInto(event),
      )}`;
  }

  #own() {
    return this.items.filter(({ command }) => command.do === "post_entry" && command.activity === this.step.id);
  }

  #outgoing(items, back) {
    return html`<tafel-outgoing
      .items=${items}
      .language=${this.language}
      .table=${this.table}
      .mayGoBack=${Boolean(back) && this.step.state !== "sealed"}
      @back=${back}
    ></tafel-outgoing>`;
  }

  #said(topic) {
    const { step } = this;
    const reactions = reactionsOf(this.view.entries);
    const mayReact = step.state === "open" && this.#mayWrite();
    return html`<section class="talk-said" aria-labelledby="talk-said">
      <h2 id="talk-said">${t("What was said")}</h2>
      <tafel-list
        .entries=${entriesOf(this.view.entries, step.id, topic.id)}
        .empty=${t("Nothing here yet.")}
        .each=${(entry) => html`<tafel-entry
          .entry=${entry}
          .reactions=${reactions[entry.id] ?? []}
          .language=${this.language}
          .shows=${{ table: step.scope !== "table" }}
          .mayReact=${mayReact}
          .mayBuild=${false}
          .attribution=${{ attribution: step.attribution, table: this.table, name: this.name }}
          .items=${this.items.filter(({ command }) => command.parent === entry.id)}
        ></tafel-entry>`}
      ></tafel-list>
    </section>`;
  }

  #mayWrite() {
    return this.step.writers.includes(this.role);
  }

  #say(event, topic) {
    event.stopPropagation();
    const about = { activity: this.step.id, question: topic.id };
    if (!this.emit("post", { ...about, ...event.detail })) event.preventDefault();
  }

  #backInto(event) {
    const composer = this.querySelector("tafel-say tafel-composer");
    if (composer) composer.add(event.detail.text);
    else event.preventDefault();
  }

  async #go(id) {
    this.topic = id;
    await this.updateComplete;
    window.scrollTo({ top: 0 });
    this.querySelector("h1").focus({ preventScroll: true });
  }

  async #back(id) {
    this.topic = "";
    await this.updateComplete;
    const topics = this.querySelector("tafel-topics");
    await topics?.updateComplete;
    topics?.focusOn(id);
  }
}

const told = (text) =>
  say(text) ? html`<p class="instruction" lang=${languageOf(text) ?? nothing}>${say(text)}</p>` : nothing;

const chairsWrite = () => t("In this step the table chairs write.");

const STATES = {
  paused: () => t("Please listen for a moment. The facilitator has paused this step. Your draft stays."),
  closed: () => t("This discussion is closed. This screen moves on by itself."),
  sealed: () => t("This step is closed for good. The contributions are now anonymous."),
};

customElements.define("tafel-discussion", Discussion);
