/**
 * <tafel-phone>: the part of a participant's page that lives: message, step, and the two lists.
 *
 * It follows the room by itself, but never takes away a field in which somebody is typing: then it
 * offers to go along. Knows neither the socket nor the queue: state comes in, intent goes out as
 * "post", "react", "edit", "withdraw", "again", "discard", "introduce", "read" and "typing".
 */
import { html, nothing } from "../../vendor/lit.js";
import * as room from "../room.js";
import { isEmpty } from "../text.js";
import { languageOf, say, t } from "../words.js";
import { LightElement } from "./light.js";
import "./lists.js";
import "./message.js";
import "./step.js";

const JUST_TYPED_MS = 15_000;

export class Phone extends LightElement {
  static properties = {
    view: { attribute: false },
    /** What is this person's own. */
    mine: { attribute: false },
    items: { attribute: false },
    role: {},
    table: {},
    language: {},
    /** The newest message that was put away. */
    readMessage: {},
    /** The step that is shown, while the room may be further. */
    shown: { state: true },
    /** "" | asked | told: whether this person finishes first, and has said so. */
    isStaying: { state: true },
  };

  #typedMs = -JUST_TYPED_MS;

  constructor() {
    super();
    this.view = {};
    this.items = [];
    this.isStaying = "";
    this.addEventListener("typing", () => (this.#typedMs = performance.now()));
  }

  willUpdate() {
    const next = this.#next();
    const isElsewhere = Boolean(this.shown && next && this.shown !== next);
    if (isElsewhere && (this.isStaying || this.#isBusy())) this.isStaying ||= "asked";
    else this.#goTo(next);
  }

  render() {
    const step = room.stepOf(this.view, this.shown);
    return html`<tafel-message
        .message=${this.#message()}
        .language=${this.language}
      ></tafel-message>
      ${this.isStaying ? this.#offer() : nothing}
      <tafel-step
        .step=${step}
        .role=${this.role}
        .table=${this.table}
        .name=${this.mine?.name ?? ""}
        .language=${this.language}
        .items=${this.items}
      ></tafel-step>
      <tafel-lists
        .view=${this.view}
        .mine=${this.mine}
        .items=${this.items}
        .step=${step}
        .role=${this.role}
        .table=${this.table}
        .language=${this.language}
      ></tafel-lists>`;
  }

  /** The running step; between steps the one that was closed last, which people may still read. */
  #next() {
    const current = room.conferenceOf(this.view)?.current;
    if (current) return current;
    const closed = Object.entries(this.view.activities ?? {}).filter(([, a]) => a.closed_room_ms);
    closed.sort(([, one], [, other]) => other.closed_room_ms - one.closed_room_ms);
    return closed[0]?.[0] ?? null;
  }

  #isBusy() {
    if (performance.now() - this.#typedMs < JUST_TYPED_MS) return this.#hasFieldInFocus();
    return [...this.querySelectorAll("tafel-composer")].some(({ text }) => !isEmpty(text));
  }

  #hasFieldInFocus() {
    const composers = [...this.querySelectorAll("tafel-composer")];
    return composers.some((one) => !isEmpty(one.text) || one.contains(document.activeElement));
  }

  #offer() {
    const next = room.stepOf(this.view, this.#next());
    return html`<div class="offer" role="group" aria-label=${t("The room moves on")}>
      <p lang=${languageOf(next.title) ?? nothing}>
        ${t("The room moves on to: {title}. Your draft stays.", { title: say(next.title) })}
      </p>
      <div class="acts">
        <button type="button" class="act primary" @click=${this.#goAlong}>${t("Go along")}</button>
        ${this.isStaying === "told"
          ? nothing
          : html`<button type="button" class="act" @click=${() => (this.isStaying = "told")}>
              ${t("Finish first")}
            </button>`}
      </div>
    </div>`;
  }

  #goTo(next) {
    this.isStaying = "";
    this.shown = next;
  }

  #goAlong() {
    this.#goTo(this.#next());
    window.scrollTo({ top: 0 });
  }

  #message() {
    const message = room.newestMessage(this.view);
    return message && message.id !== this.readMessage ? message : null;
  }
}

customElements.define("tafel-phone", Phone);
