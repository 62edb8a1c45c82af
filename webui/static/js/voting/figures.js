/** Per kind of vote: the columns behind an item's text, and what its bar measures.
 * `whole` draws all of the results in another way, and `stage` on the big screen. */
import { number, t, tn } from "../words.js";
import { BUDGET } from "./budget_figures.js";
import { POLL } from "./poll_figures.js";
import { RANKING } from "./ranking_figures.js";
import { rated } from "./rated.js";
import { scorePicture } from "./scores.js";

export const FIGURES = {
  dots: {
    columns: [
      { words: () => t("Dots"), of: ({ dots }) => number(dots) },
      { words: () => t("From"), of: ({ voters }) => tn("{n} person", "{n} people", voters) },
    ],
    measure: ({ dots }) => dots,
  },
  rating: { whole: rated, stage: scorePicture, measure: ({ score }) => score ?? 0 },
  poll: POLL,
  budget: BUDGET,
  ranking: RANKING,
};
