/**
 * <tafel-chair-entry>: a contribution on the chair's page, large, with what a chair may do with it.
 * Says "act" {command, done}; a refusal is shown beside the act. Where the chair may answer beneath
 * it, says "react" {activity, question, parent, relation, text}.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { differ } from "../alike.js";
import { stanceOf } from "../talking/stances.js";
import { t } from "../words.js";
import "./composer.js";
import { icon, LightElement } from "./light.js";
import "./outgoing.js";
import { builtOn, marksOf, textOf } from "./words-of.js";

export class ChairEntry extends LightElement {
  static properties = {
    entry: { attribute: false, hasChanged: differ },
    entries: { attribute: false, hasChanged: differ },
    reactions: { attribute: false, hasChanged: differ },
    language: {},
    shows: { attribute: false, hasChanged: differ },
    /** False where the entry was written at another table. */
    isOwnTable: { attribute: false },
    /** Whether the chair may answer beneath it. */
    mayAnswer: { attribute: false },
    /** Answers that are not saved yet. */
    items: { attribute: false, hasChanged: differ },
    isAnswering: { state: true },
    refusal: { state: true },
  };

  render() {
    const { is_highlighted: isHighlighted } = this.entry;
    return html`<article class="entry large" ?data-highlighted=${isHighlighted}>
      ${builtOn(this.entry, this.entries, this.language)} ${stanceOf(this.entry)} ${textOf(this.entry, this.language)}
      ${marksOf(this.entry, this.shows)}
      ${this.reactions?.length ? this.#reactions() : nothing}
      ${this.items?.length ? html`<tafel-outgoing .items=${this.items} .language=${this.language}></tafel-outgoing>` : nothing}
      ${this.isAnswering ? this.#answer() : this.#allActs()}
      ${this.refusal ? html`<p class="told" data-wrong>${this.refusal}</p>` : nothing}
    </article>`;
  }

  #allActs() {
    const acts = [this.mayAnswer ? this.#toAnswer() : nothing, this.isOwnTable ? this.#acts() : nothing];
    return this.mayAnswer || this.isOwnTable ? html`<div class="acts small">${acts}</div>` : nothing;
  }

  #toAnswer() {
    return html`<button type="button" class="act" data-act="answer" @click=${() => this.#open()}>
      ${icon("message-square")} ${t("Comment")}
    </button>`;
  }

  #answer() {
    const { activity, question, id } = this.entry;
    return html`<tafel-composer
      .place=${`${activity}.${question}.${id}.comment`}
      .label=${t("Your comment")}
      .isLabelShown=${true}
      .language=${this.language}
      .cancel=${t("Never mind")}
      @compose=${(event) => this.#answered(event)}
      @leave=${() => this.#close()}
    ></tafel-composer>`;
  }

  async #open() {
    this.isAnswering = true;
    await this.updateComplete;
    const composer = this.querySelector("tafel-composer");
    await composer.updateComplete;
    composer.field.focus();
    composer.scrollIntoView({ block: "nearest" });
  }

  async #close() {
    this.isAnswering = false;
    await this.updateComplete;
    this.querySelector("[data-act=answer]")?.focus();
  }

  #answered(event) {
    event.stopPropagation();
    const { id: parent, activity, question } = this.entry;
    this.emit("react", { activity, question, parent, relation: "comment", text: event.detail.text });
    this.#close();
  }

  #acts() {
    const { id, is_late: isLate, is_parked: isParked, is_hidden: isHidden } = this.entry;
    if (isHidden) return nothing;
    if (isLate) return this.#button("check", t("Accept"), { do: "accept_late", entry: id });
    if (isParked) return this.#button("undo-2", t("Bring back"), { do: "restore_entry", entry: id });
    return html`${this.#highlight()}
      ${this.#button("archive", t("Park"), { do: "park_entry", entry: id })}`;
  }

  #highlight() {
    const { id, is_highlighted: isHighlighted } = this.entry;
    const words = isHighlighted ? t("Do not highlight") : t("Highlight");
    return this.#button("star", words, { do: "highlight_entry", entry: id, on: !isHighlighted });
  }

  #button(name, words, command) {
    return html`<button type="button" class="act" data-act=${command.do} @click=${() => this.#ask(command)}>
      ${icon(name)} ${words}
    </button>`;
  }

  #ask(command) {
    this.refusal = "";
    const done = (answer, refusal) => (this.refusal = refusal?.message ?? "");
    this.emit("act", { command, done });
  }

  #reactions() {
    return html`<ul class="reactions" role="list" aria-label=${t("Comments")}>
      ${repeat(this.reactions, ({ id }) => id, (reaction) => html`<li>
        ${textOf(reaction, this.language)}${marksOf(reaction)}
      </li>`)}
    </ul>`;
  }
}

customElements.define("tafel-chair-entry", ChairEntry);
