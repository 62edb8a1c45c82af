/**
 * A sorting step on the page of who sits at a table: what happens now, and the groups with how much
 * is in them; or one's own choices, where everyone sorts.
 */
import { html, nothing } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { languageOf, say, t, tn } from "../words.js";
import { cardsOf, isForEveryone } from "./cards.js";
import "../voting/vote.js";

export class TableSorting extends LightElement {
  static properties = {
    view: { attribute: false },
    /** {id, ...document} of the step. */
    step: { attribute: false },
    /** The theme of the table. */
    theme: {},
    ballot: { attribute: false },
    items: { attribute: false },
    voter: {},
    role: {},
    language: {},
  };

  render() {
    const { step } = this;
    const isRunning = step.state === "open" || step.state === "paused";
    return isForEveryone(step) && isRunning ? this.#own() : this.#told();
  }

  #own() {
    const { step } = this;
    const { cards } = cardsOf(this.view, step, step.scope === "theme" ? this.theme : "");
    // Everybody begins at another one: whoever stops half-way did not all stop at the same ones.
    const list = { items: [...cards.values()], order_seed: step.id };
    return html`<tafel-vote
      .view=${{ ...this.view, lists: { [step.id]: list } }}
      .step=${{ ...step, groups: this.#groups() }}
      .ballot=${this.ballot}
      .items=${this.items}
      .voter=${this.voter}
      .role=${this.role}
      .language=${this.language}
    ></tafel-vote>`;
  }

  #told() {
    const { step } = this;
    const groups = this.#groups();
    const { left } = this.view.groups?.[step.id] ?? {};
    const isOver = step.state === "closed" || step.state === "sealed";
    return html`<h1 lang=${languageOf(step.title) ?? nothing}>${say(step.title)}</h1>
      <p class="notice" data-state=${step.state}>${isOver ? t("The contributions are in groups. This screen moves on by itself.") : NOW[who(step)]()}</p>
      ${groups.length
        ? html`<section class="placing-told" aria-labelledby="placing-told">
            <h2 id="placing-told">${t("Groups so far")}</h2>
            <ul role="list">
              ${groups.map(({ title, n }) => html`<li>
                <span lang=${this.language} dir="auto">${title}</span>
                <span class="figure">${tn("{n} contribution", "{n} contributions", n)}</span>
              </li>`)}
            </ul>
          </section>`
        : nothing}
      ${left && !isOver ? html`<p>${tn("{n} is not in a group yet.", "{n} are not in a group yet.", left)}</p>` : nothing}`;
  }

  #groups() {
    return this.view.groups?.[this.step.id]?.groups ?? [];
  }
}

const who = (step) => (step.settings?.who in NOW ? step.settings.who : "chairs");

const NOW = {
  facilitator: () => t("The facilitator puts the contributions in groups now. You need not do anything."),
  chairs: () => t("The table chairs put the contributions in groups now. Tell your chair what you think."),
  everyone: () => t("Soon everybody puts the contributions in groups."),
};

customElements.define("tafel-table-sorting", TableSorting);
