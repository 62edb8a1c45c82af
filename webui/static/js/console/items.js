/**
 * <console-items>: the list of a vote that goes on, for who leads: something is taken off it, or
 * merged with something else. What becomes of the votes for it is said before it is done.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { page } from "../page.js";
import { short } from "../text.js";
import { languageOf, say, t } from "../words.js";
import { isLive } from "../voting/now.js";
import { ConsoleElement } from "./element.js";
import { mergedWords, offWords } from "./item-words.js";

export class ConsoleItems extends ConsoleElement {
  static kinds = ["activities", "lists"];
  static properties = {
    /** {id, ...document} of the vote. */
    step: { attribute: false },
    /** The id of what is about to be merged, "" while nothing is. */
    merging: { state: true },
  };

  constructor() {
    super();
    this.merging = "";
  }

  render() {
    const items = this.view.lists?.[this.step?.id]?.items ?? [];
    if (!items.length) return nothing;
    const live = items.filter(isLive);
    return html`<details class="folded vote-items">
      <summary>${t("The list of this vote ({n})", { n: live.length })}</summary>
      <ul role="list">
        ${repeat(items, ({ id }) => id, (item) => html`<li data-gone=${isLive(item) ? nothing : ""}>
          <p id="listed.${item.id}" lang=${languageOf(item.text) ?? page.peopleLanguage} dir="auto">${say(item.text)}</p>
          ${isLive(item) ? this.acts(item, live) : this.gone(item, items)}
        </li>`)}
      </ul>
      ${this.refusal("items")}
    </details>`;
  }

  /** The list it is about stays in reach when the button that was pressed is gone. */
  focusAgain() {
    this.querySelector("summary")?.focus();
  }

  acts(item, live) {
    const others = live.filter(({ id }) => id !== item.id);
    return html`<p class="acts small">
        ${this.act(item, `${t("Take off the list")} …`, () => this.takeOff(item))}
        ${others.length
          ? this.act(item, `${t("Merge with")} …`, () => this.beginMerging(item), this.merging === item.id)
          : nothing}
      </p>
      ${this.merging === item.id ? this.choice(item, others) : nothing}`;
  }

  act(item, words, run, isUnfolded) {
    return html`<button
      type="button"
      class="act quiet"
      aria-describedby="listed.${item.id}"
      aria-expanded=${isUnfolded === undefined ? nothing : String(isUnfolded)}
      aria-disabled=${this.isBusy("items") ? "true" : nothing}
      @click=${() => this.isBusy("items") || run()}
    >
      ${words}
    </button>`;
  }

  choice(item, others) {
    return html`<form class="vote-merging" @submit=${(event) => this.merge(event, item, others)}>
      <label>
        ${t("Merge with")}
        <select name="into">
          ${repeat(others, ({ id }) => id, ({ id, text }) => html`<option value=${id}>${short(say(text), NAME_MOST)}</option>`)}
        </select>
      </label>
      <p class="acts small">
        <button class="act">${t("Merge")} …</button>
        <button type="button" class="act quiet" @click=${() => this.leave(item)}>${t("Leave it as it is")}</button>
      </p>
    </form>`;
  }

  gone(item, items) {
    const into = items.find(({ id }) => id === item.into);
    if (into) return html`<p class="hint">${t("merged with “{item}”", { item: short(say(into.text), NAME_MOST) })}</p>`;
    const back = { do: "withdraw_item", activity: this.step.id, item: item.id, is_withdrawn: false };
    return html`<p class="hint">${t("off the list")}</p>
      <p class="acts small">${this.act(item, t("Bring back"), () => this.ask("items", back))}</p>`;
  }

  takeOff(item) {
    this.emit("confirm", {
      heading: t("Take “{item}” off the list?", { item: short(say(item.text), NAME_MOST) }),
      sentence: offWords(this.step),
      verb: t("Take off the list"),
      run: () => this.ask("items", { do: "withdraw_item", activity: this.step.id, item: item.id }),
    });
  }

  async beginMerging(item) {
    this.merging = this.merging === item.id ? "" : item.id;
    await this.updateComplete;
    this.querySelector(".vote-merging select")?.focus();
  }

  merge(event, item, others) {
    event.preventDefault();
    const into = others.find(({ id }) => id === new FormData(event.target).get("into"));
    const names = { item: short(say(item.text), NAME_MOST), other: short(say(into.text), NAME_MOST) };
    this.emit("confirm", {
      heading: t("Merge “{item}” with “{other}”?", names),
      sentence: mergedWords(this.step, names),
      verb: t("Merge"),
      run: () => this.ask("items", { do: "merge_item", activity: this.step.id, item: item.id, into: into.id }),
    });
  }

  async leave(item) {
    this.merging = "";
    await this.updateComplete;
    this.querySelector(`[aria-describedby="listed.${CSS.escape(item.id)}"]`)?.focus();
  }

  accepted() {
    this.merging = "";
  }
}

/** Characters of an item that name it. */
const NAME_MOST = 60;

customElements.define("console-items", ConsoleItems);
