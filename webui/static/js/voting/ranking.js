/** Putting in order: what a ballot says of it, and the element that draws it. */
import { html } from "../../vendor/lit.js";
import "./order-list.js";
import { orderNow } from "./placing.js";

/** The ballot; `values` is {item: place}, 1 first. `all` also holds what was merged or withdrawn. */
export function ranking({ step, items, all, values, voter, isOpen, language, change }) {
  return html`<tafel-order
    .step=${step}
    .items=${items}
    .order=${orderNow(values, all)}
    .voter=${voter}
    .isOpen=${isOpen}
    .language=${language}
    @order=${({ detail: { order, isWhole } }) => change(placesOf(order), { settles: true, isWhole })}
  ></tafel-order>`;
}

/** {item: place} of the ids in their order. */
export const placesOf = (order) => Object.fromEntries(order.map((id, at) => [id, at + 1]));
