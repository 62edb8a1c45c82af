/** The bar of a loan device: tied to queue and drafts, so that nobody finds what the last one typed. */
import { drafts } from "./drafts.js";
import "./elements/loan.js";
import { isUnsaved, outbox } from "./outbox.js";
import { page } from "./page.js";

const loan = document.querySelector("tafel-loan");

const refused = () => outbox.items.filter(({ state }) => state === "refused");

Object.assign(loan, {
  table: page.table,
  hasSaved: loan.querySelector("[data-saved]") !== null,
  hasUnsent: () => drafts.list().length > 0 || refused().length > 0,
});

outbox.addEventListener("change", () => {
  const { items } = outbox;
  // A contribution of just now; somebody who has more on the way is not finished.
  loan.hasSaved = items.some(({ state }) => state === "saved") && !items.some(isUnsaved);
});

loan.addEventListener("leave", () => {
  for (const { place } of drafts.list()) drafts.drop(place);
  for (const { id } of refused()) outbox.forget(id);
});
