/**
 * <tafel-order>: a list that somebody puts in order, the first first.
 *
 * One taps what comes next; what is placed moves with buttons, with the arrow keys, or by its number
 * with mouse or finger. The focus stays with what moves, and its new place is said. Says "order"
 * {order, isWhole} at every change, not whole where the step asks for more.
 */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { announce } from "../announce.js";
import { LightElement } from "../elements/light.js";
import { languageOf, say, t, tn } from "../words.js";
import { keptOrder, keepOrder } from "./order-kept.js";
import { placesIn } from "./placing.js";

/** So near to the edge of the screen a dragged item takes the page along, in pixels. */
const EDGE = 72;
const PACE = 14;
const ARROWS = { ArrowUp: -1, ArrowDown: 1 };

export class OrderList extends LightElement {
  static properties = {
    step: { attribute: false },
    /** What can be placed: [{id, text}], in the order in which it is offered. */
    items: { attribute: false },
    /** The ids of what is placed, the first first. */
    order: { attribute: false },
    voter: {},
    isOpen: { type: Boolean },
    language: {},
    /** The order while something is dragged. */
    held: { state: true },
    dragged: { state: true },
  };

  /** What gets the focus once it is drawn: {id, act}. */
  #next = null;
  #adopted = "";

  constructor() {
    super();
    this.held = null;
    this.dragged = "";
    this.addEventListener("pointermove", (event) => this.#drag(event));
    this.addEventListener("pointerup", () => this.#drop(true));
    this.addEventListener("pointercancel", () => this.#drop(false));
  }

  updated() {
    this.#takeUp();
    const { id, act } = this.#next ?? {};
    this.#next = null;
    if (!act) return;
    const all = [...this.querySelectorAll(`[data-act="${act}"]`)];
    (all.find((one) => one.dataset.of === id) ?? this.querySelector("button"))?.focus();
  }

  render() {
    const byId = new Map(this.items.map((item) => [item.id, item]));
    const placed = (this.held ?? this.order).map((id) => byId.get(id)).filter(Boolean);
    const most = placesIn(this.step, this.items.length);
    const loose = this.items.filter((item) => !placed.includes(item));
    return html`<section class="vote-ballot">
      ${this.isOpen ? this.#toDo(placed.length, most) : nothing}
      ${placed.length
        ? html`<ol class="order-placed" role="list" aria-label=${t("Your order")}>
            ${repeat(placed, ({ id }) => id, (item, at) => this.#row(item, at, placed.length))}
          </ol>`
        : nothing}
      ${this.isOpen && loose.length ? this.#loose(loose, most - placed.length) : nothing}
    </section>`;
  }

  #toDo(n, most) {
    const isPartial = this.step.settings?.may_be_partial ?? true;
    return html`<p class="vote-left">${tn("{n} of {total} placed", "{n} of {total} placed", n, { total: most })}
      ${n < most ? html`<span class="order-next">${t("Choose what comes at place {n}.", { n: n + 1 })}</span>` : nothing}
      ${n && n < most && !isPartial
        ? html`<span class="order-next">${t("Your vote counts once all places are given.")}</span>`
        : nothing}</p>`;
  }

  #row(item, at, length) {
    const words = html`<span class="vote-words" lang=${languageOf(item.text) ?? (this.language || nothing)} dir="auto">${say(item.text)}</span>`;
    if (!this.isOpen) return html`<li class="order-row"><span class="order-number">${at + 1}</span> ${words}</li>`;
    return html`<li class="order-row" ?data-dragged=${this.dragged === item.id} @keydown=${(event) => this.#key(event, item)}>
      <span class="order-number order-grip" title=${t("Drag to another place")} @pointerdown=${(event) => this.#grab(event, item)}>${at + 1}</span>
      ${words}
      <span class="order-acts" role="group" aria-label=${t("{item}, place {n}", { item: say(item.text), n: at + 1 })}>
        ${button(item, "up", t("Up"), at > 0, () => this.#move(item, -1, "up"))}
        ${button(item, "down", t("Down"), at < length - 1, () => this.#move(item, 1, "down"))}
        ${button(item, "out", t("Take out"), true, () => this.#takeOut(item))}
      </span>
    </li>`;
  }

  #loose(loose, left) {
    return html`<h2>${t("Not placed yet")}</h2>
      ${left > 0 ? nothing : html`<p class="hint" id="order-full">${t("All places are given. Take one out to place another.")}</p>`}
      <ul class="vote-choices" role="list">
        ${repeat(loose, ({ id }) => id, (item) => html`<li>
          <button
            type="button"
            class="vote-choice order-choice"
            data-act="place"
            data-of=${item.id}
            aria-disabled=${left > 0 ? nothing : "true"}
            aria-describedby=${left > 0 ? nothing : "order-full"}
            @click=${() => left > 0 && this.#place(item, loose)}
          >
            <span class="vote-words" lang=${languageOf(item.text) ?? (this.language || nothing)} dir="auto">${say(item.text)}</span>
          </button>
        </li>`)}
      </ul>`;
  }

  #place(item, loose) {
    const order = [...this.order, item.id];
    const at = loose.indexOf(item);
    const next = loose[at + 1] ?? loose[at - 1];
    const isFull = order.length >= placesIn(this.step, this.items.length);
    this.#next = next && !isFull ? { id: next.id, act: "place" } : { id: item.id, act: "up" };
    this.#say(order, this.#told(item, order));
  }

  #takeOut(item) {
    const at = this.order.indexOf(item.id);
    const order = this.order.filter((id) => id !== item.id);
    const next = order[at] ?? order[at - 1];
    this.#next = next ? { id: next, act: "out" } : { id: item.id, act: "place" };
    this.#say(order, t("{item}: taken out of your order.", { item: say(item.text) }));
  }

  /** By one place; what is first or last already is said to be so. */
  #move(item, by, act) {
    const at = this.order.indexOf(item.id);
    const to = Math.max(0, Math.min(this.order.length - 1, at + by));
    const order = moved(this.order, item.id, to);
    this.#next = { id: item.id, act };
    if (to === at) announce(this.#told(item, order), { isAnswer: true });
    else this.#say(order, this.#told(item, order));
  }

  #key(event, item) {
    const by = ARROWS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#move(item, by, event.target.dataset.act);
  }

  #told(item, order) {
    return t("{item}: place {n} of {total}.", {
      item: say(item.text),
      n: order.indexOf(item.id) + 1,
      total: placesIn(this.step, this.items.length),
    });
  }

  #say(order, sentence) {
    this.order = order;
    const isPartial = this.step.settings?.may_be_partial ?? true;
    const isWhole = isPartial || !order.length || order.length >= placesIn(this.step, this.items.length);
    keepOrder(this.voter, this.step.id, isWhole ? null : order);
    this.emit("order", { order, isWhole });
    if (sentence) announce(sentence, { isAnswer: true });
  }

  /** An order that was not whole yet when this page went away. */
  #takeUp() {
    if (this.#adopted === this.step.id || !this.isOpen) return;
    this.#adopted = this.step.id;
    const known = new Set(this.items.map(({ id }) => id));
    const order = keptOrder(this.voter, this.step.id)?.filter((id) => known.has(id));
    if (order?.length) this.#say(order);
  }

  #grab(event, item) {
    if (event.button > 0) return;
    event.preventDefault();
    // The row itself moves in the page, and would let go of the pointer.
    this.setPointerCapture(event.pointerId);
    this.dragged = item.id;
    this.held = this.order;
  }

  #drag({ clientY }) {
    if (!this.dragged) return;
    if (clientY < EDGE) scrollBy(0, -PACE);
    else if (clientY > innerHeight - EDGE) scrollBy(0, PACE);
    const others = [...this.querySelectorAll(".order-row:not([data-dragged])")];
    const above = others.filter((row) => middleOf(row) < clientY);
    this.held = moved(this.held, this.dragged, above.length);
  }

  #drop(isMeant) {
    if (!this.dragged) return;
    const [item, order] = [this.items.find(({ id }) => id === this.dragged), this.held];
    this.dragged = "";
    this.held = null;
    if (isMeant && item && order.join() !== this.order.join()) this.#say(order, this.#told(item, order));
  }
}

/** It keeps the focus at the first and the last place: disabled would drop it. */
const button = (item, act, words, may, press) => html`<button
  type="button"
  class="act"
  data-act=${act}
  data-of=${item.id}
  aria-disabled=${may ? nothing : "true"}
  aria-label="${words}: ${say(item.text)}"
  @click=${press}
>
  ${SIGNS[act]} ${words}
</button>`;

const SIGNS = { up: "↑", down: "↓", out: "×" };

function moved(order, id, to) {
  const others = order.filter((one) => one !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}

function middleOf(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

customElements.define("tafel-order", OrderList);
