/**
 * <tafel-composer>: a field and a button. What is half-typed is kept as a draft while typing.
 *
 * Says "compose" {text, toChair} when the person sends and "typing" while they type; a listener
 * that prevents "compose" keeps the text in the field. After closing it never throws a text away:
 * it offers to give it to the chair or to keep it.
 */
import { createRef, html, nothing, ref } from "../../vendor/lit.js";
import { drafts } from "../drafts.js";
import { isEmpty, lengthOf, TEXT_MOST } from "../text.js";
import { t } from "../words.js";
import "./attribution.js";
import { LightElement } from "./light.js";

const NEARLY = 0.9;
let count = 0;

export class Composer extends LightElement {
  static properties = {
    /** Where the text belongs: the name of its draft. */
    place: {},
    label: {},
    isLabelShown: { attribute: false },
    /** open | paused | closed | sealed */
    state: {},
    action: {},
    /** What the button after closing says. */
    lateAction: {},
    /** What stands in the field where there is no draft yet. */
    initial: {},
    /** {attribution, table, name}; without it no line about names is shown. */
    attribution: { attribute: false },
    language: {},
    most: { type: Number },
    cancel: {},
    text: { state: true },
    complaint: { state: true },
    isPutAway: { state: true },
  };

  #field = createRef();
  #id = `field-${(count += 1)}`;

  constructor() {
    super();
    this.state = "open";
    this.initial = "";
    this.most = TEXT_MOST;
    this.text = "";
    this.complaint = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.text = drafts.read(this.place) || this.initial;
  }

  /** The field itself, for whoever has to carry focus over. */
  get field() {
    return this.#field.value;
  }

  /** Put a text in the field, behind what is there. */
  add(text) {
    const before = isEmpty(this.text) ? "" : `${this.text}\n`;
    this.#take(before + text);
    this.field.value = this.text;
  }

  firstUpdated() {
    if (this.field) this.field.value = this.text;
    this.#grow();
  }

  updated(changed) {
    if (changed.has("state") && this.field) this.field.value = this.text;
  }

  render() {
    const isOver = this.state === "closed" || this.state === "sealed";
    if (isOver && isEmpty(this.text)) return nothing;
    return html`<form class="composer" @submit=${this.#submit} novalidate>
      <label class=${this.isLabelShown ? "field-label" : "visually-hidden"} for=${this.#id}>${this.label}</label>
      <textarea
        ${ref(this.#field)}
        id=${this.#id}
        name="text"
        rows="3"
        dir="auto"
        lang=${this.language || nothing}
        placeholder=${isOver ? nothing : t("Type your contribution …")}
        aria-describedby="${this.#id}-told"
        ?readonly=${this.state === "sealed"}
        @input=${this.#typed}
        @keydown=${this.#pressed}
      ></textarea>
      <p class="told" id="${this.#id}-told" ?data-wrong=${Boolean(this.complaint)}>${this.#told()}</p>
      ${this.#attribution()} ${isOver ? this.#afterwards() : this.#buttons()}
    </form>`;
  }

  #told() {
    if (this.complaint) return this.complaint;
    const length = lengthOf(this.text);
    if (length > this.most) return tooLong(length, this.most);
    if (length < this.most * NEARLY) return nothing;
    return t("{n} of {most} characters", { n: length, most: this.most });
  }

  #attribution() {
    if (!this.attribution) return nothing;
    const { attribution, table, name } = this.attribution;
    return html`<tafel-attribution
      .attribution=${attribution}
      .table=${table}
      .name=${name}
    ></tafel-attribution>`;
  }

  #buttons() {
    if (this.state === "paused") return nothing; // the step says why, once
    return html`<div class="acts">
      <button class="act primary">${this.action || t("Send")}</button>
      ${this.cancel ? this.#cancel() : nothing}
    </div>`;
  }

  #cancel() {
    return html`<button type="button" class="act" @click=${this.#leave}>${this.cancel}</button>`;
  }

  #afterwards() {
    if (this.state === "sealed") {
      return html`<p class="told">${t("This step is closed for good. Your text is still on this device.")}</p>`;
    }
    if (this.isPutAway) return html`<p class="told">${t("This text is kept on this device only.")}</p>`;
    return html`<p class="told">${t("Your text is not lost.")}</p>
      <div class="acts">
        <button type="button" class="act primary" @click=${() => this.#send(true)}>
          ${this.lateAction || t("Give it to the chair")}
        </button>
        <button type="button" class="act" @click=${() => (this.isPutAway = true)}>
          ${t("Keep it on my phone")}
        </button>
      </div>`;
  }

  #typed() {
    this.#take(this.field.value);
    this.#grow();
    this.emit("typing");
  }

  #take(text) {
    this.text = text;
    this.complaint = "";
    drafts.write(this.place, text === this.initial ? "" : text);
  }

  #pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    if (this.state === "open") this.#send(false);
  }

  #send(toChair) {
    const length = lengthOf(this.text);
    if (isEmpty(this.text)) this.complaint = t("Type your contribution first.");
    else if (length > this.most) this.complaint = tooLong(length, this.most);
    if (this.complaint) {
      this.field.focus();
      return;
    }
    if (this.emit("compose", { text: this.text, toChair })) this.#empty();
  }

  #leave() {
    this.#empty();
    this.emit("leave");
  }

  #empty() {
    drafts.drop(this.place);
    this.text = "";
    if (this.field) this.field.value = "";
    this.#grow();
  }

  /** Grow with the text where the style sheet cannot do so by itself. */
  #grow() {
    if (!this.field || CSS.supports("field-sizing", "content")) return;
    this.field.style.blockSize = "auto";
    this.field.style.blockSize = `${this.field.scrollHeight + 2}px`;
  }
}

const tooLong = (n, most) =>
  t("Your text has {n} characters. {most} fit. Make it two contributions.", { n, most });

customElements.define("tafel-composer", Composer);
