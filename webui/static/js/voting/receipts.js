/**
 * The check codes of this browser's own ballots: kept here, because the box forgets whose they are.
 *
 * One for each voter and step, for people who share a device.
 */
import { keep } from "../keep.js";
import { page } from "../page.js";

const shelf = (voter, step) => `tafelronde.${page.conference}.receipt.${voter}.${step}`;

export const keepReceipt = (voter, step, receipt) => {
  const key = shelf(voter, step);
  if (keep.read(key) !== receipt) keep.write(key, receipt);
};

export const receiptOf = (voter, step) => keep.read(shelf(voter, step));
