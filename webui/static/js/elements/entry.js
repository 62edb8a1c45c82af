/**
 * <tafel-entry>: a contribution on a participant's phone, with its reactions and what one may do.
 *
 * Says "react" {parent, relation, text}, "edit" {entry, text} and "withdraw" {entry}.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { differ } from "../alike.js";
import { stanceOf } from "../talking/stances.js";
import { t } from "../words.js";
import "./composer.js";
import { LightElement } from "./light.js";
import "./outgoing.js";
import { builtOn, marksOf, textOf } from "./words-of.js";

export class Entry extends LightElement {
  static properties = {
    /** {id, ...document} */
    entry: { attribute: false, hasChanged: differ },
    reactions: { attribute: false, hasChanged: differ },
    /** What is quoted: {id: entry}, or null. */
    entries: { attribute: false, hasChanged: differ },
    language: {},
    shows: { attribute: false, hasChanged: differ },
    mayReact: { attribute: false },
    /** Whether one may build on it too, and not only comment. */
    mayBuild: { attribute: false },
    mayEdit: { attribute: false },
    mayWithdraw: { attribute: false },
    /** Commands about this entry that are not saved yet. */
    items: { attribute: false, hasChanged: differ },
    attribution: { attribute: false, hasChanged: differ },
    /** "" | comment | build_on | edit | withdraw */
    mode: { state: true },
  };

  constructor() {
    super();
    this.mode = "";
    this.mayBuild = true;
    this.reactions = [];
    this.items = [];
  }

  render() {
    return html`<article class="entry" ?data-highlighted=${this.entry.is_highlighted}>
      ${builtOn(this.entry, this.entries, this.language)} ${stanceOf(this.entry)}
      ${this.mode === "edit" ? this.#editor() : textOf(this.#shown(), this.language)}
      ${marksOf(this.entry, this.shows)} ${this.#fate()}
      ${this.items.length ? this.#outgoing() : nothing}
      ${this.#acts()} ${this.#reactions()}
    </article>`;
  }

  #outgoing() {
    return html`<tafel-outgoing .items=${this.items} .language=${this.language}></tafel-outgoing>`;
  }

  /** What this person made of it, also before the box has it. */
  #shown() {
    const edit = this.items.findLast((item) => item.command.do === "edit_entry" && item.state !== "refused");
    return edit ? { ...this.entry, text: edit.command.text } : this.entry;
  }

  #fate() {
    if (this.entry.is_hidden) return told(hidden());
    return this.entry.is_late ? told(late()) : nothing;
  }

  #acts() {
    if (this.mode === "withdraw") return this.#reallyWithdraw();
    if (RELATIONS.has(this.mode)) return this.#reply();
    const acts = [
      this.mayReact && this.#turn("comment", t("Comment")),
      this.mayReact && this.mayBuild && this.#turn("build_on", t("Build on")),
      this.mayEdit && this.#turn("edit", t("Edit")),
      this.mayWithdraw && this.#turn("withdraw", t("Withdraw")),
    ].filter(Boolean);
    return this.mode || !acts.length ? nothing : html`<div class="acts small">${acts}</div>`;
  }

  #turn(mode, words) {
    return html`<button type="button" class="act" data-mode=${mode} @click=${() => this.#open(mode)}>
      ${words}
    </button>`;
  }

  #editor() {
    return html`<tafel-composer
      .place=${`edit.${this.entry.id}`}
      .label=${t("Your contribution")}
      .initial=${this.entry.text}
      .language=${this.language}
      .action=${t("Save")}
      .cancel=${t("Leave as it was")}
      @compose=${(event) => this.#edited(event)}
      @leave=${() => this.#close()}
    ></tafel-composer>`;
  }

  #reply() {
    const isComment = this.mode === "comment";
    return html`<tafel-composer
      .place=${`${this.entry.activity}.${this.entry.question}.${this.entry.id}.${this.mode}`}
      .label=${isComment ? t("Your comment") : t("Your contribution that builds on this")}
      .isLabelShown=${true}
      .language=${this.language}
      .attribution=${this.attribution}
      .cancel=${t("Never mind")}
      @compose=${(event) => this.#replied(event)}
      @leave=${() => this.#close()}
    ></tafel-composer>`;
  }

  #reallyWithdraw() {
    return html`<div class="acts" role="group" aria-label=${t("Withdraw this contribution?")}>
      <p class="told">${t("Withdraw this contribution? Its text will be gone.")}</p>
      <button type="button" class="act danger" @click=${() => this.#withdrawn()}>
        ${t("Yes, withdraw it")}
      </button>
      <button type="button" class="act" @click=${() => this.#close()}>${t("Keep it")}</button>
    </div>`;
  }

  #reactions() {
    if (!this.reactions.length) return nothing;
    return html`<ul class="reactions" role="list" aria-label=${t("Comments")}>
      ${repeat(this.reactions, ({ id }) => id, (reaction) => html`<li>
        ${textOf(reaction, this.language)}${marksOf(reaction)}
      </li>`)}
    </ul>`;
  }

  /** The person asked for a field, so focus may go there, and comes back when it closes. */
  async #open(mode) {
    this.mode = mode;
    await this.updateComplete;
    const opened = this.querySelector("tafel-composer");
    await opened?.updateComplete;
    (opened?.field ?? this.querySelector(".danger"))?.focus();
    // The whole of it: a browser brings only the field into view, and its buttons would cover it.
    (opened ?? this).scrollIntoView({ block: "nearest" });
  }

  async #close() {
    const { mode } = this;
    this.mode = "";
    await this.updateComplete;
    this.querySelector(`[data-mode=${mode}]`)?.focus();
  }

  #edited(event) {
    event.stopPropagation();
    const { text } = event.detail;
    if (text !== this.entry.text) this.emit("edit", { entry: this.entry.id, text });
    this.#close();
  }

  #replied(event) {
    event.stopPropagation();
    const { id: parent, activity, question } = this.entry;
    this.emit("react", { activity, question, parent, relation: this.mode, text: event.detail.text });
    this.#close();
  }

  #withdrawn() {
    this.emit("withdraw", { entry: this.entry.id });
    this.#close();
  }
}

const RELATIONS = new Set(["comment", "build_on"]);

const told = (words) => html`<p class="told">${words}</p>`;

const hidden = () =>
  t("The facilitator has hidden this contribution. Only you and the organisers see it. Questions? Talk to the facilitator.");

const late = () =>
  t("You wrote this in time, but it arrived later. Your chair sees it under “late”.");

customElements.define("tafel-entry", Entry);
