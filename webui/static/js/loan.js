/** The bar of a loan device: tied to queue and drafts, so that nobody finds what the last one typed. */
import { drafts } from "./drafts.js";
import "./elements/loan.js";
import { isUnsaved, outbox } from "./outbox.js";
import { page } from "./page.js";

const refused = () => outbox.items.filter(({ state }) => state === "refused");

/** Bring the bar to life, where this page has one. */
export function followLoan() {
  const loan = document.querySelector("tafel-loan");
  if (!loan) return;
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
  loan.addEventListener("leave", leaveNothing);
}

function leaveNothing() {
  for (const { place } of drafts.list()) drafts.drop(place);
  for (const { id } of refused()) outbox.forget(id);
}
