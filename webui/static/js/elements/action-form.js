/**
 * <tafel-action-form>: the fields of one action, in one row where there is room. Enter saves; of a new
 * action the fields are empty again at once, ready for the next.
 *
 * What is typed is a draft until the box has it, and what the box refuses stays in sight with its
 * words. Where somebody else changed the action meanwhile, both stand there and a person decides.
 * Says "put" {told, id, ifRev, isNew, done}, with `done(refusal)`, and "leave".
 */
import { html, nothing } from "../../vendor/lit.js";
import { whenOf } from "../actions.js";
import { drafts } from "../drafts.js";
import { newId } from "../ids.js";
import { found } from "../sorting/cards.js";
import { isEmpty } from "../text.js";
import { t } from "../words.js";
import { LightElement } from "./light.js";

const EMPTY = Object.freeze({ what: "", who: "", by_when: "", source: "" });
const MOST = { what: 500, who: 200, by_when: 100 };
/** So many can be looked through; to find more one searches. */
const SHOWN_MOST = 30;

export class ActionForm extends LightElement {
  static properties = {
    /** Names the draft; also makes the ids of the fields. */
    place: {},
    /** The action that is changed, {id, ...document}; null for a new one. */
    action: { attribute: false },
    /** What it can come from: [{id, text, from}]. */
    sources: { attribute: false },
    language: {},
    typed: { state: true },
    words: { state: true },
    /** "" | sending | clash | gone */
    state: { state: true },
    refusal: { state: true },
    /** New actions that were not kept: [{id, told, message}]; `id` is that of what was asked. */
    unsent: { state: true },
  };

  #hasBegun = false;
  /** The number of the action when somebody began to change it. */
  #rev = null;

  constructor() {
    super();
    this.action = null;
    this.sources = [];
    this.typed = EMPTY;
    this.words = "";
    this.state = "";
    this.refusal = "";
    this.unsent = [];
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#begin();
    const draft = drafts.read(this.place);
    if (!draft) return;
    this.typed = { ...EMPTY, ...draft.typed };
    this.#rev = draft.rev ?? this.#rev;
    this.unsent = draft.unsent ?? [];
  }

  /** Whether something stands here that the box does not have. */
  get hasText() {
    const was = this.action ?? EMPTY;
    return this.unsent.length > 0 || Object.keys(EMPTY).some((name) => this.typed[name] !== was[name]);
  }

  render() {
    return html`<form class="action-fields" @submit=${(event) => this.#submit(event)} novalidate>
        ${this.#field("what", t("What will be done"))} ${this.#field("who", t("Who does it"))}
        ${this.#field("by_when", t("By when"), t("a day, or words"))} ${this.#from()}
        <div class="acts">
          <button class="act primary" aria-disabled=${this.state === "sending" ? "true" : nothing}>
            ${this.action ? t("Save") : t("Add the action")}
          </button>
          ${this.action
            ? html`<button type="button" class="act" @click=${() => this.#leave()}>${t("Leave it as it is")}</button>`
            : nothing}
        </div>
        ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : nothing}
      </form>
      ${this.state === "clash" ? this.#clash() : nothing} ${this.state === "gone" ? this.#gone() : nothing}
      ${this.unsent.map((one) => this.#unsent(one))}`;
  }

  /** Put the cursor where one begins. */
  focusFirst() {
    this.querySelector("[name=what]")?.focus();
  }

  #field(name, words, example = "") {
    const id = `${this.place}-${name}`;
    return html`<p class="action-field" data-field=${name}>
      <label for=${id}>${words}</label>
      <input
        id=${id}
        name=${name}
        autocomplete="off"
        autocapitalize="sentences"
        enterkeyhint="done"
        maxlength=${MOST[name]}
        lang=${this.language || nothing}
        placeholder=${example || nothing}
        .value=${this.typed[name]}
        @input=${({ target }) => this.#type(name, target.value)}
      />
    </p>`;
  }

  /** What it came from: folded, because most actions are written without. */
  #from() {
    if (!this.sources.length && !this.typed.source) return nothing;
    const chosen = this.sources.find(({ id }) => id === this.typed.source);
    const said = chosen?.text ?? (this.typed.source ? (this.action?.source_text ?? "…") : t("nothing chosen"));
    return html`<details class="action-from">
      <summary>
        ${t("Where it came from")}:
        <span class="action-chosen" lang=${(this.typed.source && this.language) || nothing} dir="auto">${said}</span>
      </summary>
      <label class="action-search">
        ${t("Search")}
        <input
          type="search"
          .value=${this.words}
          @input=${({ target }) => (this.words = target.value)}
          @keydown=${(event) => event.key === "Enter" && event.preventDefault()}
        />
      </label>
      ${this.#choices()}
    </details>`;
  }

  #choices() {
    const fitting = found(this.sources, this.words);
    return html`<fieldset class="action-sources">
      <legend class="visually-hidden">${t("Where it came from")}</legend>
      ${this.#choice({ id: "", text: t("nothing chosen") }, "")}
      ${fitting.slice(0, SHOWN_MOST).map((source) => this.#choice(source, FROM[source.from]()))}
      ${fitting.length > SHOWN_MOST
        ? html`<p class="hint">${t("{n} more. Search to find them.", { n: fitting.length - SHOWN_MOST })}</p>`
        : nothing}
      ${fitting.length ? nothing : html`<p class="hint">${t("Nothing has these words.")}</p>`}
    </fieldset>`;
  }

  #choice({ id, text }, from) {
    return html`<label class="action-source">
      <input
        type="radio"
        name="${this.place}-source"
        .checked=${this.typed.source === id}
        @change=${() => this.#type("source", id)}
      />
      <span lang=${(id && this.language) || nothing} dir="auto">${text}</span>
      ${from ? html`<small>${from}</small>` : nothing}
    </label>`;
  }

  #clash() {
    return html`<div class="told" role="alert">
      <p>${t("Somebody else changed this action meanwhile:")}</p>
      ${this.#as(this.action)}
      <div class="acts">
        <button type="button" class="act" @click=${() => this.#keepMine()}>${t("Keep what I typed")}</button>
        <button type="button" class="act" @click=${() => this.#leave()}>${t("Take those")}</button>
      </div>
    </div>`;
  }

  #gone() {
    return html`<div class="told" role="alert">
      <p>${t("Somebody took this action off the list meanwhile. What you typed is still here.")}</p>
      <div class="acts">
        <button type="button" class="act" @click=${() => this.#again()}>${t("Write it down again")}</button>
        <button type="button" class="act" @click=${() => this.#leave()}>${t("Let it go")}</button>
      </div>
    </div>`;
  }

  #unsent(one) {
    return html`<div class="told" data-wrong role="alert">
      <p>${one.message || t("This action was not saved yet.")}</p>
      ${this.#as(one.told)}
      <div class="acts">
        <button type="button" class="act" @click=${() => this.#retry(one)}>${t("Send again")}</button>
        <button type="button" class="act" @click=${() => this.#back(one)}>${t("Change")}</button>
        <button type="button" class="act" @click=${() => this.#drop(one)}>${t("Let it go")}</button>
      </div>
    </div>`;
  }

  #as(told) {
    const parts = [told.what, told.who, whenOf(told)].filter(Boolean);
    return html`<p lang=${this.language || nothing} dir="auto">${parts.join(" · ")}</p>`;
  }

  #begin() {
    if (!this.action) return;
    this.#rev = this.action.rev;
    this.typed = Object.fromEntries(Object.keys(EMPTY).map((name) => [name, this.action[name]]));
  }

  #type(name, value) {
    this.typed = { ...this.typed, [name]: value };
    this.refusal = "";
    this.#keep();
    this.emit("typing");
  }

  #keep() {
    const { typed, unsent } = this;
    if (this.hasText) drafts.write(this.place, { typed, rev: this.#rev, unsent });
    else drafts.drop(this.place);
  }

  #submit(event) {
    event.preventDefault();
    if (this.state === "sending") return;
    if (isEmpty(this.typed.what)) {
      this.refusal = t("Write down first what will be done.");
      this.focusFirst();
      return;
    }
    if (this.action) this.#save();
    else this.#add();
  }

  /** The fields are free at once: who writes fast is typing the next one when the answer comes. */
  #add() {
    const told = this.typed;
    this.typed = EMPTY;
    this.words = "";
    this.#send({ id: newId(), told, message: "" });
    this.querySelector("details")?.removeAttribute("open");
    this.focusFirst();
  }

  /** Under the same id again where no answer came: the box may have it already. */
  #send(one) {
    // Kept until the box has it, also when the page is loaded again meanwhile.
    drafts.write(this.place, { typed: this.typed, unsent: [...this.unsent, one] });
    const done = (refusal) => {
      if (refusal?.message) this.unsent = [...this.unsent, { ...one, message: refusal.message }];
      this.#keep();
    };
    this.emit("put", { told: one.told, id: one.id, done });
  }

  #save() {
    this.state = "sending";
    const done = (refusal) => {
      this.state = STATES[refusal?.code] ?? "";
      if (!refusal) this.#leave();
      else if (!this.state) this.refusal = refusal.message;
    };
    this.emit("put", { told: this.typed, ifRev: this.#rev, done });
  }

  #keepMine() {
    this.#rev = this.action.rev;
    this.#save();
  }

  /** As a new action: the one that was changed is gone. */
  #again() {
    this.state = "sending";
    const done = (refusal) => {
      this.state = "";
      if (refusal) this.refusal = refusal.message;
      else this.#leave();
    };
    this.emit("put", { told: this.typed, isNew: true, done });
  }

  #retry(one) {
    this.#forget(one);
    this.#send(one);
  }

  #back(one) {
    this.#forget(one);
    this.typed = one.told;
    this.#keep();
    this.focusFirst();
  }

  #drop(one) {
    this.#forget(one);
    this.#keep();
    this.focusFirst();
  }

  #forget(one) {
    this.unsent = this.unsent.filter((each) => each !== one);
  }

  #leave() {
    drafts.drop(this.place);
    this.emit("leave");
  }
}

const FROM = {
  list: () => t("on the list"),
  group: () => t("group"),
  highlighted: () => t("highlighted"),
};

const STATES = { changed_meanwhile: "clash", unknown_action: "gone" };

customElements.define("tafel-action-form", ActionForm);
