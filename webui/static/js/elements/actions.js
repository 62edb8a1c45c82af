/**
 * <tafel-actions>: who does what by when, for a phone, a chair's page and the facilitator's: to read,
 * and for who may write a row for the next one, and what stands there to change or take off.
 *
 * Knows neither the socket nor the queue: says "act" {command, done}.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { actionsOf, mayWrite, sourcesOf, whenOf } from "../actions.js";
import { drafts } from "../drafts.js";
import { languageOf, say, t } from "../words.js";
import "./action-form.js";
import { LightElement } from "./light.js";

/** News of what was done comes about so soon after the answer. */
const SOON_MS = 600;

export class Actions extends LightElement {
  static properties = {
    view: { attribute: false },
    /** {id, ...document} of the step. */
    step: { attribute: false },
    /** participant | chair | facilitator; "" only reads. */
    role: {},
    /** Whose page it is, for who writes for a table. */
    table: {},
    language: {},
    /** The ids of the actions that are being changed. */
    changing: { state: true },
    /** What was taken off last: {id, what}, or null. */
    removed: { state: true },
    refusal: { state: true },
  };

  /** Where the focus goes when the list is drawn again: {there, isMoved, untilMs}, or null. */
  #next = null;

  constructor() {
    super();
    this.role = "";
    this.changing = new Set();
    this.removed = null;
    this.refusal = "";
  }

  /** Whether something stands here that the box does not have. */
  get hasText() {
    return [...this.querySelectorAll("tafel-action-form")].some((form) => form.hasText);
  }

  willUpdate() {
    if (this.hasUpdated || !this.#writes()) return;
    // What somebody was changing when the page was loaded again goes on.
    const begun = actionsOf(this.view, this.step.id).filter((action) => drafts.read(this.#place(action)));
    this.changing = new Set(begun.map(({ id }) => id));
  }

  render() {
    const writes = this.#writes();
    const actions = actionsOf(this.view, this.step.id);
    // What somebody is changing stays, though somebody else took it off.
    const gone = [...this.changing].filter((id) => !actions.some((action) => action.id === id));
    const sources = writes ? sourcesOf(this.view, this.step) : [];
    // Who writes sees at once what they wrote; who reads goes through it from the first to the last.
    if (writes) actions.reverse();
    return html`${writes ? html`<div class="action-new">${this.#form(null, sources)}</div>` : nothing}
      ${this.#undo()} ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : nothing}
      ${actions.length || gone.length ? nothing : html`<p class="empty">${t("No actions yet.")}</p>`}
      <ol class="action-list" role="list">
        ${repeat([...actions, ...gone.map((id) => ({ id }))], ({ id }) => id, (action) =>
          this.changing.has(action.id)
            ? html`<li class="action-row" data-action=${action.id}>${this.#form(action, sources)}</li>`
            : this.#row(action, writes),
        )}
      </ol>`;
  }

  updated() {
    // The form inside draws after us.
    if (this.#next) requestAnimationFrame(() => this.#focusNext());
  }

  /** What was pressed is gone: on to what came of it, or where the next action is written. */
  #focusNext() {
    if (!this.#next) return;
    const { there, isMoved, untilMs } = this.#next;
    const isLate = performance.now() > untilMs;
    const found = this.querySelector(there) ?? (isLate ? this.querySelector(".action-new [name=what]") : null);
    if (!found && !isLate) return;
    this.#next = null;
    // Who went on meanwhile is not called back.
    if (isMoved || !document.activeElement || document.activeElement === document.body) found?.focus();
  }

  #goTo(there, isMoved = false) {
    this.#next = { there, isMoved, untilMs: performance.now() + SOON_MS };
    this.requestUpdate();
    setTimeout(() => this.#focusNext(), SOON_MS + 1);
  }

  /** The fields stay where somebody typed something until the step was closed. */
  #writes() {
    return Boolean(this.role) && (mayWrite(this.step, this.role) || this.hasText);
  }

  #row(action, writes) {
    const isOwn = this.role === "facilitator" || action.table === this.table;
    return html`<li class="action-row" data-action=${action.id} id="action-${action.id}">
      <p class="action-what" lang=${this.language || nothing} dir="auto">${action.what}</p>
      ${this.#part("who", t("Who does it"), action.who, this.language)}
      ${this.#part("when", t("By when"), whenOf(action), action.due ? "" : this.language)}
      ${this.#about(action)}
      ${writes && isOwn ? this.#acts(action) : nothing}
    </li>`;
  }

  #part(name, words, said, language) {
    return html`<p class="action-${name}">
      ${said
        ? html`<span class="visually-hidden">${words}: </span
            ><span class="action-label" aria-hidden="true">${words}: </span><span lang=${language || nothing} dir="auto">${said}</span>`
        : nothing}
    </p>`;
  }

  #about({ table, source_text: text }) {
    if (!table && !text) return nothing;
    return html`<p class="action-about">
      ${table ? t("written down at table {table}", { table }) : nothing}${table && text ? " · " : nothing}
      ${text
        ? html`${t("from")}: <q lang=${languageOf(text) ?? (this.language || nothing)} dir="auto">${say(text)}</q>`
        : nothing}
    </p>`;
  }

  #acts(action) {
    const name = html`<span class="visually-hidden">${action.what}</span>`;
    return html`<p class="acts small action-acts">
      <button type="button" class="act" data-change @click=${() => this.#change(action)}>${t("Change")} ${name}</button>
      ${this.role === "participant"
        ? nothing
        : html`<button type="button" class="act" @click=${() => this.#remove(action)}>
            ${t("Take off the list")} ${name}
          </button>`}
    </p>`;
  }

  #form(action, sources) {
    return html`<tafel-action-form
      .place=${this.#place(action)}
      .action=${action}
      .sources=${sources}
      .language=${this.language}
      @put=${({ detail }) => this.#put(action, detail)}
      @leave=${() => this.#left(action)}
    ></tafel-action-form>`;
  }

  #place(action) {
    return `actions.${this.step.id}.${action?.id ?? "new"}`;
  }

  /** The act that takes back what was taken off last, as long as it can be. */
  #undo() {
    if (!this.removed) return nothing;
    const [seq] =
      Object.entries(this.view.acts ?? {}).find(
        ([, act]) => act.do === "remove_action" && act.subject === this.removed.id && !act.is_undone,
      ) ?? [];
    if (!seq) return nothing;
    return html`<p class="action-removed">
      <span>${t("Taken off the list: {what}", { what: this.removed.what })}</span>
      <button type="button" class="act" data-undo @click=${() => this.#takeBack(Number(seq))}>${t("Undo")}</button>
    </p>`;
  }

  #change({ id }) {
    this.changing = new Set([...this.changing, id]);
    this.#goTo(`[data-action="${id}"] [name=what]`, true);
  }

  #left(action) {
    if (!action) return;
    this.changing = new Set([...this.changing].filter((id) => id !== action.id));
    this.#goTo(`[data-action="${action.id}"] [data-change]`);
  }

  #put(action, { told, id, ifRev, isNew, done }) {
    const command = { do: "put_action", activity: this.step.id, ...told, ...(id && { id }) };
    if (action && !isNew) Object.assign(command, { action: action.id, if_rev: ifRev });
    this.#ask(command, done);
  }

  #remove({ id, rev, what }) {
    this.refusal = "";
    this.#ask({ do: "remove_action", action: id, if_rev: rev }, (refusal) => {
      this.refusal = refusal?.message ?? "";
      if (refusal) return;
      this.removed = { id, what };
      this.#goTo("[data-undo]");
    });
  }

  #takeBack(seq) {
    const { id } = this.removed;
    this.#ask({ do: "undo", seq }, (refusal) => {
      this.refusal = refusal?.message ?? "";
      if (refusal) return;
      this.removed = null;
      this.#goTo(`[data-action="${id}"] [data-change]`);
    });
  }

  /** The page of a chair gives (answer, refusal), that of the facilitator (refusal, answer). */
  #ask(command, after) {
    const done = (one, other) => after([one, other].find((told) => told?.message) ?? null);
    this.emit("act", { command, done });
  }
}

customElements.define("tafel-actions", Actions);
