/**
 * <tafel-lists>: what the table wrote and what is one's own, as two tabs; between steps only the
 * latter. Also keeps in sight what was not sent and belongs to nothing else on the page.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { drafts } from "../drafts.js";
import * as room from "../room.js";
import { say, t } from "../words.js";
import "./entry.js";
import { LightElement } from "./light.js";
import "./list.js";
import "./outgoing.js";
import "./tabs.js";
import { textOf } from "./words-of.js";

export class Lists extends LightElement {
  static properties = {
    view: { attribute: false },
    mine: { attribute: false },
    items: { attribute: false },
    /** What only this phone still knows as this person's own. */
    kept: { attribute: false },
    /** The step that is shown, or null. */
    step: { attribute: false },
    role: {},
    table: {},
    language: {},
    tab: { state: true },
  };

  constructor() {
    super();
    this.tab = "table";
    this.kept = [];
    // What is done with a draft from a question that is over is done here: it is in no queue.
    this.addEventListener("again", (event) => this.#takeDraft(event, (entry) => this.#give(entry)));
    this.addEventListener("discard", (event) => this.#takeDraft(event, () => {}));
  }

  render() {
    const { step } = this;
    const own = this.#own();
    // What others said in a discussion stands with its topic.
    if (!room.isWriting(step) || room.isDiscussion(step)) {
      return own.length || this.kept.length ? this.#onlyMine(step, own) : this.#astray(step);
    }
    const shared = room.entriesOf(this.view.entries, step.id);
    return html`<tafel-tabs
      .chosen=${this.tab}
      .label=${t("Contributions")}
      .tabs=${[
        { id: "table", words: SCOPES[step.scope](shared.length), panel: this.#shared(step, shared) },
        { id: "mine", words: t("Mine ({n})", { n: own.length + this.kept.length }), panel: this.#mine(step, own) },
      ]}
      @tab=${({ detail }) => (this.tab = detail.id)}
    ></tafel-tabs>`;
  }

  #onlyMine(step, own) {
    return html`<section class="earlier">
      <h2>${t("What you wrote")}</h2>
      ${this.#mine(room.isWriting(step) ? step : null, own)}
    </section>`;
  }

  #own() {
    const entries = Object.entries(this.mine?.entries ?? {});
    return entries
      .map(([id, entry]) => ({ ...entry, id }))
      .filter((entry) => !entry.is_withdrawn)
      .sort((one, other) => other.seq - one.seq);
  }

  #shared(step, entries) {
    const reactions = room.reactionsOf(this.view.entries);
    const isOpen = step.state === "open" && step.writers.includes(this.role);
    return html`<tafel-list
      .entries=${entries}
      .empty=${t("Nothing here yet.")}
      .each=${(entry) => html`<tafel-entry
        .entry=${entry}
        .entries=${room.quoted(this.view, entry)}
        .reactions=${reactions[entry.id] ?? []}
        .language=${this.language}
        .shows=${{ table: step.scope !== "table", question: this.#label(step, entry) }}
        .mayReact=${isOpen}
        .attribution=${{ attribution: step.attribution, table: this.table, name: this.mine?.name }}
        .items=${this.items.filter(({ command }) => command.parent === entry.id)}
      ></tafel-entry>`}
    ></tafel-list>`;
  }

  #mine(step, entries) {
    const { kept } = this;
    return html`${this.#astray(step)}
      ${entries.length || !kept.length
        ? html`<tafel-list
            .entries=${entries}
            .empty=${t("You have not sent anything yet.")}
            .each=${(entry) => this.#ownEntry(step, entry)}
          ></tafel-list>`
        : nothing}
      ${kept.length ? this.#keptHere(kept) : nothing}
      ${entries.length || kept.length ? this.#takeHome() : nothing}`;
  }

  #takeHome() {
    return html`<p class="take-home">
      <a href="/t/${this.table}/mine.txt" download data-take-home>${t("Save my contributions")}</a>
    </p>`;
  }

  /** What the box has forgotten whose it is; only this phone still knows. */
  #keptHere(kept) {
    return html`<section class="kept-here">
      <h2>${t("Kept on this phone only")}</h2>
      <p class="told">
        ${t("These steps are closed for good. The box does not know any more that this is yours.")}
      </p>
      <ol class="entries" role="list">
        ${repeat(kept, ({ id }) => id, (entry) => html`<li>
          <article class="entry">
            ${textOf(entry, this.language)}
            <p class="marks">${say(entry.question)}</p>
          </article>
        </li>`)}
      </ol>
    </section>`;
  }

  #ownEntry(step, entry) {
    const its = room.stepOf(this.view, entry.activity);
    return html`<tafel-entry
      .entry=${entry}
      .entries=${room.quoted(this.view, entry)}
      .language=${this.language}
      .shows=${{ question: this.#label(step, entry) }}
      .mayEdit=${its?.state === "open"}
      .mayWithdraw=${Boolean(its) && its.state !== "sealed"}
      .items=${this.items.filter(({ command, state }) => command.entry === entry.id && state !== "saved")}
    ></tafel-entry>`;
  }

  /** What is not saved yet and belongs to nothing else that is on this page. */
  #astray(step) {
    const fields = new Set(step?.questions?.map(({ id }) => `${step.id}.${id}`));
    const astray = this.items.filter(({ state, command }) => {
      if (state === "saved") return false;
      // A ballot is told of where it is filled in.
      if (command.do === "cast_ballot") return command.activity !== step?.id;
      if (command.entry) return !this.mine?.entries?.[command.entry];
      if (command.parent) return !step || !this.view.entries?.[command.parent];
      return command.do !== "post_entry" || !fields.has(room.placeOf(command));
    });
    return html`<tafel-outgoing
      .items=${[...astray, ...this.#keptDrafts(step)]}
      .language=${this.language}
      .table=${this.table}
    ></tafel-outgoing>`;
  }

  /** Texts that were never sent, of questions that are not on this page any more. */
  #keptDrafts(step) {
    return drafts
      .list()
      .map((draft) => ({ ...draft, parts: draft.place.split(".") }))
      .filter(({ parts: [activity] }) => activity !== step?.id && this.view.activities?.[activity])
      .map(({ place, text, parts: [activity, question, parent] }) => {
        const isClosed = !parent && this.view.activities[activity].state === "closed";
        const command = { do: "post_entry", activity, question, text };
        return { id: place, state: "kept", code: isClosed ? "activity_closed" : "", command };
      });
  }

  #takeDraft(event, act) {
    const place = event.detail.id;
    const [activity, question] = place.split(".");
    const text = question ? drafts.read(place) : "";
    if (!text) return;
    event.stopImmediatePropagation();
    drafts.drop(place);
    act({ activity, question, text });
    this.requestUpdate();
  }

  /** The question an entry answers, where the page shows more than one. */
  #label(step, entry) {
    if (step?.id === entry.activity && step.questions.length === 1) return "";
    const its = room.stepOf(this.view, entry.activity);
    return say(its?.questions?.find(({ id }) => id === entry.question)?.text);
  }

  #give(entry) {
    this.emit("post", { ...entry, toChair: true });
  }
}

const SCOPES = {
  table: (n) => t("At this table ({n})", { n }),
  theme: (n) => t("In this theme ({n})", { n }),
  plenary: (n) => t("In the room ({n})", { n }),
};

customElements.define("tafel-lists", Lists);
