/**
 * <tafel-chair-entry>: a contribution on the chair's page, large, with what a chair may do with it.
 * Says "act" {command, done}; a refusal is shown beside the act.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { differ } from "../alike.js";
import { t } from "../words.js";
import { icon, LightElement } from "./light.js";
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
    refusal: { state: true },
  };

  render() {
    const { is_highlighted: isHighlighted } = this.entry;
    return html`<article class="entry large" ?data-highlighted=${isHighlighted}>
      ${builtOn(this.entry, this.entries, this.language)} ${textOf(this.entry, this.language)}
      ${marksOf(this.entry, this.shows)}
      ${this.reactions?.length ? this.#reactions() : nothing}
      ${this.isOwnTable ? html`<div class="acts small">${this.#acts()}</div>` : nothing}
      ${this.refusal ? html`<p class="told" data-wrong>${this.refusal}</p>` : nothing}
    </article>`;
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
