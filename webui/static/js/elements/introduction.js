/**
 * <tafel-introduction>: asks once who somebody is, where the programme wants to know; never in the
 * way of the field, and anybody may pass it over. Afterwards it stays at hand, folded.
 *
 * Says "introduce" {name?, role?} and "skip".
 */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";
import { LightElement } from "./light.js";

/** As long as the box takes it. */
const MOST = 80;

export class Introduction extends LightElement {
  static properties = {
    /** What is asked: some of "name" and "role". */
    asks: { attribute: false },
    /** {name, role} as the box has them. */
    mine: { attribute: false },
    /** Whether this person answered or passed it over. */
    isAsked: { attribute: false },
  };

  render() {
    if (!this.asks?.length) return nothing;
    if (!this.isAsked) {
      return html`<section class="introduction slip" aria-labelledby="introduction-title">
        <h2 id="introduction-title">${t("Who are you?")}</h2>
        ${this.#form()}
      </section>`;
    }
    return html`<details class="introduction">
      <summary>${t("What you said about yourself")}</summary>
      ${this.#form()}
    </details>`;
  }

  #form() {
    return html`<form @submit=${this.#save}>
      <p class="told">
        ${t("The organisers would like to know who takes part. You may skip this. Your name stands only beside what you write with name.")}
      </p>
      ${this.asks.map((name) => this.#field(name))}
      <p class="acts">
        <button class="act primary">${t("Save")}</button>
        ${this.isAsked
          ? nothing
          : html`<button type="button" class="act" @click=${() => this.emit("skip")}>${t("Skip")}</button>`}
      </p>
    </form>`;
  }

  #field(name) {
    const { label, autocomplete } = FIELDS[name];
    return html`<label for="introduction-${name}">${label()}</label>
      <input
        id="introduction-${name}"
        name=${name}
        maxlength=${MOST}
        autocomplete=${autocomplete}
        .value=${this.mine?.[name] ?? ""}
      />`;
  }

  #save(event) {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(event.target));
    this.emit("introduce", said);
    if (this.isAsked) this.#fold();
  }

  /** The button that was pressed goes with the form: focus returns to what opened it. */
  #fold() {
    const details = this.querySelector("details");
    details.open = false;
    details.querySelector("summary").focus();
  }
}

const FIELDS = {
  name: { label: () => t("Your name"), autocomplete: "name" },
  role: { label: () => t("Your role or organisation"), autocomplete: "organization-title" },
};

customElements.define("tafel-introduction", Introduction);
