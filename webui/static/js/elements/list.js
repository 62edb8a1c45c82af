/**
 * <tafel-list>: contributions, newest first, rendered by `each`.
 *
 * While somebody has scrolled into the list and reads, new ones wait behind a button, so that
 * nothing moves under their eyes. A long list is drawn in pieces, so that a slow phone can be used
 * before all of it is there.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { tn } from "../words.js";
import { LightElement } from "./light.js";

/** The first piece fills any phone; the next ones come while there is time for them. */
const FIRST = 10;
const PIECE = 30;

export class List extends LightElement {
  static properties = {
    /** [{id, seq, …}], newest first */
    entries: { attribute: false },
    /** Gives what is shown for an entry. */
    each: { attribute: false },
    empty: {},
    shownSeq: { state: true },
    drawn: { state: true },
  };

  #next = 0;
  #onScroll = () => this.#isNew() && !this.#isRead() && this.requestUpdate();

  constructor() {
    super();
    this.entries = [];
    this.shownSeq = -1;
    this.drawn = FIRST;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("scroll", this.#onScroll, { passive: true });
  }

  disconnectedCallback() {
    window.removeEventListener("scroll", this.#onScroll);
    cancelAnimationFrame(this.#next);
    super.disconnectedCallback();
  }

  willUpdate() {
    // Where things are is asked only when there is something to hold back: it costs a layout.
    if (this.#isNew() && !this.#isRead()) this.shownSeq = this.#newest();
  }

  render() {
    const shown = this.entries.filter(({ seq }) => seq <= this.shownSeq);
    const held = this.entries.length - shown.length;
    if (!this.entries.length) return html`<p class="empty">${this.empty}</p>`;
    return html`${held ? this.#more(held) : nothing}
      <ol class="entries" role="list">
        ${repeat(shown.slice(0, this.drawn), ({ id }) => id, (entry) => html`<li>${this.each(entry)}</li>`)}
      </ol>`;
  }

  updated() {
    cancelAnimationFrame(this.#next);
    if (this.drawn >= this.entries.length) return;
    // After the next frame has been painted: what is there already can be seen and used first.
    this.#next = requestAnimationFrame(() => setTimeout(() => (this.drawn += PIECE)));
  }

  #more(held) {
    return html`<div class="more">
      <button type="button" @click=${this.#show}>
        ${tn("{n} new contribution", "{n} new contributions", held)}
      </button>
    </div>`;
  }

  async #show() {
    this.shownSeq = this.#newest();
    // Once they are there: browsers hold what was in view where it is when something comes above it.
    await this.updateComplete;
    this.scrollIntoView({ block: "start" });
  }

  #isNew() {
    return this.#newest() > this.shownSeq;
  }

  #newest() {
    return Math.max(-1, ...this.entries.map(({ seq }) => seq));
  }

  /** Whether the top of the list has gone out of sight: then somebody is in the middle of it. */
  #isRead() {
    return this.hasUpdated && this.offsetParent !== null && this.getBoundingClientRect().top < 0;
  }
}

customElements.define("tafel-list", List);
