/**
 * Half-typed text, kept on this device per conference, person and place (such as
 * "knelpunten.knelpunten"), through reload, closing and restart.
 */
import { keep } from "./keep.js";
import { owner, page } from "./page.js";

const SHELF = `tafelronde.${page.conference}.draft.${owner}.`;

export const drafts = Object.freeze({
  /** The text at a place; "" where there is none. */
  read: (place) => keep.read(SHELF + place) ?? "",

  write(place, text) {
    if (text) keep.write(SHELF + place, text);
    else keep.drop(SHELF + place);
  },

  drop: (place) => keep.drop(SHELF + place),
});
