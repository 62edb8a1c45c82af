/**
 * <tafel-without-device>: for who has no device at hand: the chair types for them, or lends one out.
 *
 * Says "post" {activity, question, text, relation, toChair}.
 */
import { html, nothing } from "../../vendor/lit.js";
import { drafts } from "../drafts.js";
import { nameOf } from "../places.js";
import { isDiscussion } from "../room.js";
import "../talking/say.js";
import { t } from "../words.js";
import "./composer.js";
import { keyed, LightElement } from "./light.js";
import "./outgoing.js";

export class WithoutDevice extends LightElement {
  static properties = {
    /** {step, question} */
    place: { attribute: false },
    items: { attribute: false },
    table: {},
    language: {},
    /** The address of the box, such as "http://192.168.1.4:8080". */
    address: {},
    /** "" | behalf | loan */
    shown: { state: true },
  };

  constructor() {
    super();
    this.items = [];
    this.shown = "";
  }

  /** What was opened for one question is not for the next; the draft is kept with its question. */
  willUpdate(changed) {
    const before = changed.get("place");
    if (before && nameOf(before) !== nameOf(this.place)) this.shown = "";
  }

  render() {
    return html`<div class="acts small">
        ${this.#mayType() ? this.#turn("behalf", t("Type for someone else")) : nothing}
        ${this.#turn("loan", t("Loan device"))}
      </div>
      ${this.shown === "behalf" && this.#mayType() ? this.#behalf() : nothing}
      ${this.shown === "loan" ? this.#loan() : nothing}`;
  }

  /** While the question is open, and as long as a text that was begun is still here. */
  #mayType() {
    const { state, writers } = this.place.step;
    if (!writers.includes("chair")) return false;
    return state === "open" || state === "paused" || Boolean(drafts.read(this.#draft())) || this.items.length > 0;
  }

  #draft() {
    return `behalf.${nameOf(this.place)}`;
  }

  #turn(name, words) {
    const isShown = this.shown === name;
    return html`<button type="button" class="act" aria-expanded=${isShown} data-turn=${name} @click=${() => this.#show(isShown ? "" : name)}>
      ${words}
    </button>`;
  }

  /** Who asks for a field wants to type in it. */
  async #show(name) {
    this.shown = name;
    await this.updateComplete;
    this.querySelector(".panel-in")?.scrollIntoView({ block: "nearest" });
    const composer = this.querySelector("tafel-composer");
    await composer?.updateComplete;
    composer?.field?.focus();
  }

  #behalf() {
    return html`<div class="panel-in">
      <tafel-outgoing .items=${this.items} .language=${this.language}></tafel-outgoing>
      ${keyed(this.#draft(), isDiscussion(this.place.step) ? this.#stanceAndField() : this.#field())}
      <p class="told">${t("Beside it stands: typed for someone else.")}</p>
    </div>`;
  }

  #field() {
    return html`<tafel-composer
      .place=${this.#draft()}
      .label=${t("What somebody without a device says")}
      .isLabelShown=${true}
      .state=${this.place.step.state}
      .lateAction=${t("Add it as late")}
      .language=${this.language}
      @compose=${(event) => this.#compose(event)}
    ></tafel-composer>`;
  }

  #stanceAndField() {
    return html`<tafel-say
      .place=${this.#draft()}
      .label=${t("What somebody without a device says")}
      .isLabelShown=${true}
      .state=${this.place.step.state}
      .lateAction=${t("Add it as late")}
      .language=${this.language}
      @say=${(event) => this.#compose(event)}
    ></tafel-say>`;
  }

  #compose(event) {
    event.stopPropagation();
    const { step, question } = this.place;
    const { text, relation, toChair } = event.detail;
    this.emit("post", { activity: step.id, question: question.id, text, relation, toChair });
  }

  #loan() {
    const page = `/t/${this.table}`;
    const address = `${this.address}${page}?loan`;
    return html`<div class="panel-in loan-code">
      <img src="${page}/qr.svg?loan" alt=${t("QR code for {address}", { address })} width="176" height="176">
      <div>
        <p>${t("Scan this code with the loan device. Or type in its browser:")}</p>
        <p class="loan-address">${address.replace(/^http:\/\//, "")}</p>
        <p class="told">
          ${t("One person after the other types on it. Nobody sees there what the one before wrote.")}
        </p>
      </div>
    </div>`;
  }
}

customElements.define("tafel-without-device", WithoutDevice);
