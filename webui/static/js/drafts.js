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

  /** Every draft of this person: [{place, text}]; what is not a plain text is left out. */
  list: () =>
    keep
      .keys(SHELF)
      .map((key) => ({ place: key.slice(SHELF.length), text: keep.read(key) }))
      .filter(({ text }) => typeof text === "string"),

  drop: (place) => keep.drop(SHELF + place),
});
