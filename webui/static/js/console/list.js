/**
 * <console-list>: where the list of a step comes from, and until the step is opened the choice of
 * another: which step, which rule, or by hand. Knows the box only by what it may be given to tick.
 */
import { html, nothing } from "../../vendor/lit.js";
import { page } from "../page.js";
import { found } from "../sorting/cards.js";
import { languageOf, say, t, tn } from "../words.js";
import { chainWords, givers, ruleOf } from "./chain.js";
import { ConsoleElement } from "./element.js";

const TOP = 10;
const TOP_MOST = 2000;

export class ConsoleList extends ConsoleElement {
  static kinds = ["activities", "chains"];
  static properties = {
    acts: { type: Boolean },
    /** {id, ...document} of the step. */
    step: { attribute: false },
    /** What is being chosen: {input, rule, top, chosen: Set}; null while nobody does. */
    choice: { state: true },
    /** What can be ticked: [{id, text}]; null while it is not known. */
    items: { state: true },
    words: { state: true },
  };

  constructor() {
    super();
    this.acts = false;
    this.choice = null;
    this.items = null;
    this.words = "";
  }

  render() {
    const chain = this.view.chains?.[this.step?.id];
    if (!chain) return nothing;
    return html`<p class="chain-words">${chainWords(this.view, chain)}</p>
      ${this.acts && !chain.is_fixed ? this.choosing(chain) : nothing} ${this.refusal("list")}`;
  }

  choosing(chain) {
    if (!this.choice) {
      return html`<p class="acts small">
        <button type="button" class="act quiet" @click=${() => this.begin(chain)}>${t("Choose the list")} …</button>
      </p>`;
    }
    return html`<form class="chain-form" @submit=${(event) => this.save(event)}>
      <label>
        ${t("List from step")}
        <select name="input" @change=${({ target }) => this.from(target.value)}>
          <option value="" ?selected=${!this.choice.input}>${t("no step before this")}</option>
          ${givers(this.view, this.step).map(
            ({ id, title }) => html`<option value=${id} ?selected=${this.choice.input === id}>${say(title)}</option>`,
          )}
        </select>
      </label>
      ${this.choice.input ? this.rules() : nothing}
      <p class="acts">
        <button class="act" aria-disabled=${this.isBusy("list") ? "true" : nothing}>${t("Save")}</button>
        <button type="button" class="act" @click=${() => this.leave()}>${t("Leave it as it is")}</button>
      </p>
    </form>`;
  }

  rules() {
    const source = this.view.activities?.[this.choice.input];
    return html`<fieldset class="chain-rules">
        <legend>${t("What of it")}</legend>
        ${this.rule("all", source?.kind === "categorise" ? t("every group") : t("everything"))}
        ${this.rule("top", t("only the top"))}
        ${this.choice.rule === "top"
          ? html`<label class="chain-top">
              ${t("How many")}
              <input
                type="number"
                min="1"
                max=${TOP_MOST}
                inputmode="numeric"
                .value=${String(this.choice.top)}
                @input=${({ target }) => this.change({ top: target.valueAsNumber || 0 })}
              />
            </label>`
          : nothing}
        ${this.rule("highlighted", t("only what is highlighted"))} ${this.rule("hand", t("by hand"))}
      </fieldset>
      ${this.choice.rule === "hand" ? this.ticking() : nothing}`;
  }

  rule(name, words) {
    return html`<label class="chain-rule">
      <input type="radio" name="rule-${this.step.id}" .checked=${this.choice.rule === name} @change=${() => this.follow(name)} />
      <span>${words}</span>
    </label>`;
  }

  ticking() {
    if (!this.items) return html`<p class="hint" role="status">${t("One moment …")}</p>`;
    if (!this.items.length) return html`<p class="hint">${t("This step has nothing to give yet.")}</p>`;
    return html`<fieldset class="chain-items">
      <legend>${tn("{n} chosen", "{n} chosen", this.choice.chosen.size)}</legend>
      <label>
        ${t("Search")}
        <input
          type="search"
          .value=${this.words}
          @input=${({ target }) => (this.words = target.value)}
          @keydown=${(event) => event.key === "Enter" && event.preventDefault()}
        />
      </label>
      <ul role="list">
        ${found(this.items, this.words).map(
          (item) => html`<li>
            <label>
              <input type="checkbox" .checked=${this.choice.chosen.has(item.id)} @change=${() => this.tick(item.id)} />
              <span lang=${item.language ?? page.peopleLanguage} dir="auto">${item.text}</span>
            </label>
          </li>`,
        )}
      </ul>
    </fieldset>`;
  }

  async begin(chain) {
    this.choice = { input: chain.input, rule: ruleOf(chain), top: chain.take_top || TOP, chosen: new Set(), rev: this.step.rev };
    this.refusals.delete("list");
    await this.updateComplete;
    this.querySelector("select")?.focus();
    if (this.choice?.rule === "hand") this.offer(true);
  }

  change(members) {
    this.choice = { ...this.choice, ...members };
  }

  from(input) {
    this.change({ input, chosen: new Set() });
    this.items = null;
    if (input && this.choice.rule === "hand") this.offer();
  }

  follow(rule) {
    this.change({ rule });
    if (rule === "hand" && !this.items) this.offer();
  }

  tick(id) {
    const chosen = new Set(this.choice.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.change({ chosen });
  }

  /** Ask what there is to tick; what was ticked before is so again where `isAsBefore`. */
  async offer(isAsBefore = false) {
    const { input } = this.choice;
    const told = await offered(this.step.id, input);
    if (this.choice?.input !== input) return;
    if (!told.items) this.refusals.set("list", told.message);
    this.items = (told.items ?? []).map(({ id, text }) => ({ id, text: say(text), language: languageOf(text) }));
    if (isAsBefore) this.change({ chosen: new Set(told.chosen) });
  }

  save(event) {
    event.preventDefault();
    const { input, rule, top, chosen, rev } = this.choice;
    const isHand = Boolean(input) && rule === "hand";
    if (isHand && !chosen.size) {
      this.refusals.set("list", t("Tick at least one, or choose everything."));
      this.requestUpdate();
      return;
    }
    this.ask("list", {
      do: "choose_list",
      activity: this.step.id,
      input,
      take_top: input && rule === "top" ? Math.trunc(top) : 0,
      only_highlighted: Boolean(input) && rule === "highlighted",
      chosen: isHand ? [...chosen] : [],
      if_rev: rev,
    });
  }

  accepted() {
    this.leave();
  }

  leave() {
    this.choice = null;
    this.items = null;
    this.words = "";
    this.refusals.delete("list");
  }
}

/** What a step can be given by an earlier one: {items, chosen}, or {message} where that cannot be told. */
async function offered(step, source) {
  const address = `/control/lists/${encodeURIComponent(step)}.json?${new URLSearchParams({ from: source })}`;
  try {
    return await (await fetch(address, { cache: "no-store" })).json();
  } catch {
    return { message: t("The box does not answer. Choose this again in a moment.") };
  }
}

customElements.define("console-list", ConsoleList);
