/**
 * What a slide of a presentation says of the survey, in words: the same on the big screen and on the
 * page of who cannot see it.
 *
 * Knows the document of a slide and the dictionary.
 */
import { nth, number, say, t, tn } from "./words.js";

const LABELS = {
  percent: ({ percent }) => `${percent}%`,
  n: ({ n }) => number(n),
  place: ({ mean_place }) => number(mean_place),
};

/** The number at a bar. */
export const label = ({ measure }, bar) => LABELS[measure](bar);

/** That a bar shares its place with another; empty where it does not. */
export const sharing = ({ place, is_shared }) =>
  is_shared ? t("shared {nth} place", { nth: nth(place) }) : "";

/** Of what the numbers are, as short parts of one line. */
export function about(slide) {
  if (slide.is_few) return [t("Fewer than {n} answers: we do not show these apart.", { n: slide.smallest })];
  if (slide.count === undefined) return [waiting(slide)];
  const { bars = [], of_bars, mean, measure, of_each, count } = slide;
  return [
    of_each ? say(of_each) : "",
    mean === undefined ? "" : t("{n} on average", { n: mean }),
    measure === "place" ? t("average place") : "",
    tn("{n} answer", "{n} answers", count),
    of_bars > bars.length ? t("the first {n} of {total}", { n: bars.length, total: of_bars }) : "",
  ].filter(Boolean);
}

const waiting = ({ state }) =>
  state === "open" ? t("The survey is still open.") : t("The survey has not opened yet.");
