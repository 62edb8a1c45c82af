/**
 * <tafel-topics>: all topics of a discussion with what was said about each; the way to any of them.
 * Says "topic" {id}.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { languageOf, say, t } from "../words.js";
import { figures } from "./stances.js";

export class Topics extends LightElement {
  static properties = {
    /** [{id, text, …figures}] */
    topics: { attribute: false },
    /** The id of the one that is shown, or "". */
    shown: {},
    /** The id of the one on the big screen, or "". */
    onScreen: {},
  };

  render() {
    return html`<ol class="talk-topics" role="list">
      ${repeat(this.topics, ({ id }) => id, (topic) => html`<li>${this.#button(topic)}</li>`)}
    </ol>`;
  }

  /** The focus on this topic, for who comes back from it. */
  focusOn(id) {
    this.querySelector(`[data-topic="${CSS.escape(id)}"]`)?.focus();
  }

  #button(topic) {
    const { id, text } = topic;
    return html`<button
      type="button"
      class="talk-topic"
      data-topic=${id}
      aria-current=${id === this.shown ? "true" : nothing}
      @click=${() => this.emit("topic", { id })}
    >
      <span class="talk-title" lang=${languageOf(text) ?? nothing} dir="auto">${say(text)}</span>
      ${figures(topic)}
      ${id === this.onScreen ? html`<span class="talk-mark">${t("on the big screen")}</span>` : nothing}
    </button>`;
  }
}

customElements.define("tafel-topics", Topics);
