/**
 * Contributions that are too long to stand on the big screen together in legible letters come one
 * sheet after the other, each contribution whole: what nobody can read is not shown.
 *
 * Knows boxes and sizes only; a card that is not on the sheet is hidden.
 */
import { holds } from "./fit.js";

// Short contributions stand under each other, long ones beside each other in readable lines.
const ROWS_MOST_CHARACTERS = 450;

/** A room reads together about so fast, and needs a moment to look up. */
const CHARACTERS_PER_S = 20;
const LOOK_UP_S = 6;

/** The cards of a box as few lists, each of which it holds at `legible` pixels; one card always. */
export function sheetsOf(box, legible) {
  const sheets = [];
  for (const card of box.children) {
    const together = [...(sheets.at(-1) ?? []), card];
    if (sheets.length && holdsAll(box, together, legible)) sheets[sheets.length - 1] = together;
    else sheets.push([card]);
  }
  return sheets;
}

/** Put these cards in sight, arranged as their length asks for. */
export function lay(box, sheet) {
  for (const card of box.children) card.hidden = !sheet.includes(card);
  const lengths = sheet.map((card) => [...card.textContent].length);
  const all = lengths.reduce((sum, length) => sum + length, 0);
  box.classList.toggle("columns", sheet.length > 1 && all > ROWS_MOST_CHARACTERS);
  // A column for each, as wide as its text needs beside the others, and none too narrow to read.
  const widths = lengths.map((length) => `${Math.max(length, all / 4)}fr`);
  box.style.setProperty("--widths", widths.join(" "));
}

/** How long a sheet stays, in milliseconds. */
export function readingMs(sheet) {
  const characters = sheet.reduce((sum, card) => sum + card.textContent.length, 0);
  return (LOOK_UP_S + characters / CHARACTERS_PER_S) * 1000;
}

function holdsAll(box, sheet, legible) {
  lay(box, sheet);
  return holds(box, legible);
}
