/**
 * An order that is not whole yet and that the box does not take before: kept in this browser, for
 * each voter and step.
 */
import { keep } from "../keep.js";
import { page } from "../page.js";

const shelf = (voter, step) => `tafelronde.${page.conference}.order.${voter}.${step}`;

/** Keep [id]; null forgets what was kept. */
export function keepOrder(voter, step, order) {
  const key = shelf(voter, step);
  if (order) keep.write(key, order);
  else if (keep.read(key)) keep.drop(key);
}

export const keptOrder = (voter, step) => keep.read(shelf(voter, step));
