/**
 * <tafel-alike>: contributions that seem to say the same, found by the box when somebody asks, and
 * decided by a person: says "together" {entries, bucket}, and changes nothing itself.
 *
 * What is left is not offered again on this page.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { alike } from "../live/http.js";
import { t, tn } from "../words.js";
import { Place } from "./focus.js";

const LOOK_MS = 700;

export class Alike extends LightElement {
  static properties = {
    step: {},
    theme: {},
    /** The cards on the list and its groups, by id: Maps. */
    cards: { attribute: false },
    groups: { attribute: false },
    /** Those that are still in no group. */
    loose: { attribute: false },
    language: {},
    told: { state: true },
    left: { state: true },
  };

  #timer = 0;

  constructor() {
    super();
    this.told = null;
    this.left = new Set();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  update(changed) {
    const place = Place.of(this);
    super.update(changed);
    place?.keep();
  }

  willUpdate(changed) {
    if (!changed.has("theme") && !changed.has("step")) return;
    clearTimeout(this.#timer);
    this.told = null;
  }

  render() {
    const { told } = this;
    const proposals = this.#proposals();
    return html`<details class="folded">
      <summary>${t("What looks alike")}</summary>
      <p class="acts">
        <button type="button" class="act" aria-disabled=${told?.is_going_on ? "true" : nothing} @click=${() => this.#look(true)}>
          ${told ? t("Look again") : t("Look for what says the same")}
        </button>
      </p>
      <div role="status">${this.#words(proposals)}</div>
      <ul class="board-alike" role="list">
        ${repeat(proposals, ({ key }) => key, (proposal) => this.#proposal(proposal))}
      </ul>
    </details>`;
  }

  #words(proposals) {
    const { told } = this;
    if (!told) return nothing;
    if (told.message) return html`<p>${told.message}</p>`;
    if (told.is_going_on) return html`<p>${t("The box compares. You can go on meanwhile.")}</p>`;
    return html`<p>${proposals.length
      ? tn("{n} suggestion. You decide.", "{n} suggestions. You decide.", proposals.length + told.waiting)
      : t("Nothing more looks alike here.")}</p>`;
  }

  /** Those of which at least two, or one for a group that is there, are still to be decided. */
  #proposals() {
    return (this.told?.proposals ?? [])
      .map(({ bucket, entries }) => ({ bucket, entries: entries.filter((id) => this.loose.has(id)) }))
      .filter(({ bucket, entries }) => entries.length >= (bucket ? 1 : 2) && (!bucket || this.groups.has(bucket)))
      .map((each) => ({ ...each, key: [each.bucket, ...each.entries].join(" ") }))
      .filter(({ key }) => !this.left.has(key));
  }

  #proposal({ key, bucket, entries }) {
    const title = this.groups.get(bucket)?.title;
    return html`<li>
      <ul>
        ${entries.map((id) => html`<li class="text" lang=${this.language} dir="auto">${this.cards.get(id).text}</li>`)}
      </ul>
      <p class="acts">
        ${bucket
          ? html`<button type="button" class="act" @click=${() => this.emit("together", { entries, bucket })}>
              ${t("Put in “{title}”", { title })}
            </button>`
          : nothing}
        <button type="button" class="act" @click=${() => this.emit("together", { entries })}>
          ${tn("Choose this one", "Choose these {n}", entries.length)}
        </button>
        <button type="button" class="act quiet" @click=${() => (this.left = new Set([...this.left, key]))}>
          ${t("Not alike")}
        </button>
      </p>
    </li>`;
  }

  async #look(isNew = false) {
    if (isNew && this.told?.is_going_on) return;
    clearTimeout(this.#timer);
    const { step, theme } = this;
    const { status, body } = await alike(step, theme, isNew);
    if (!this.isConnected || step !== this.step || theme !== this.theme) return;
    // Where the box does not answer for a moment, what is known stays, and one looks once more.
    if (body?.proposals) this.told = body;
    else if (isNew) this.told = { proposals: [], waiting: 0, message: body?.message ?? t("The box does not answer. Ask again in a moment.") };
    if (this.told?.is_going_on || status === 0) this.#timer = setTimeout(() => this.#look(), LOOK_MS);
  }
}

customElements.define("tafel-alike", Alike);
