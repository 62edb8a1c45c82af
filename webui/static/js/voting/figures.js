/** Per kind of vote: the columns behind an item's text, and what its bar measures. */
import { number, t, tn } from "../words.js";
import { POLL } from "./poll_figures.js";

export const FIGURES = {
  dots: {
    columns: [
      { words: () => t("Dots"), of: ({ dots }) => number(dots) },
      { words: () => t("From"), of: ({ voters }) => tn("{n} person", "{n} people", voters) },
    ],
    measure: ({ dots }) => dots,
  },
  poll: POLL,
};
