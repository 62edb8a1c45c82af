/**
 * What becomes of the votes for something that is taken off the list of a vote, or merged: the rules
 * of its kind (appliance/conference/activities) in one sentence each, for who is about to do it.
 */
import { t } from "../words.js";

/** Before something is taken off the list. */
export const offWords = (step) =>
  `${(OFF[step.kind] ?? OFF.dots)()} ${t("If you bring it back, votes that nobody changed meanwhile count again.")}`;

/** Before something is merged with another; `names` are those of the two: {item, other}. */
export const mergedWords = (step, names) =>
  `${t("Only “{other}” stays on the list.", names)} ${(MERGED[step.kind] ?? MERGED.dots)(step, names)}`;

const OFF = {
  dots: () => t("Dots on it do not count any more, and people can give them to something else."),
  rating: () => t("Ratings of it do not count any more."),
  ranking: () => t("It leaves everybody's order, and what stood below it moves up."),
  budget: () => t("What people gave to it is not spent, and they can divide it again."),
  poll: () => t("Votes for it do not count any more, and people can choose something else."),
};

const MERGED = {
  dots: ({ settings }) =>
    settings?.is_stackable === false
      ? t("Dots on either count for it. Who gave both a dot has one dot on it, and one to give again.")
      : t("Dots on either count for it and are added up."),
  rating: (_step, names) =>
    t("Ratings of “{item}” count for it, where somebody gave it no rating.", names),
  ranking: () => t("In everybody's order the better of the two places counts, and what stood below moves up."),
  budget: () => t("What people gave to either counts for it and is added up."),
  poll: () => t("Who chose either has chosen it, once."),
};
