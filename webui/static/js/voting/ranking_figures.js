/** What a ranking came to: places by the rule that decides, and how much the room agrees. */
import { number, t } from "../words.js";

const RULES = {
  borda: { words: () => t("Points"), told: () => t("Points per place (Borda)") },
  copeland: { words: () => t("Won one to one"), told: () => t("Most won one to one (Copeland)") },
  schulze: { words: () => t("Not beaten by"), told: () => t("Strongest one to one (Schulze)") },
};

const AGREEMENTS = {
  very_strong: () => t("The room agrees almost completely on the order."),
  strong: () => t("The room largely agrees on the order."),
  moderate: () => t("The room agrees fairly well on the order."),
  weak: () => t("The room agrees a little on the order."),
  very_weak: () => t("The room hardly agrees on the order."),
};

const ruleOf = ({ settings }) => RULES[settings?.rule] ?? RULES.borda;

const pointsOf = (item) => item.points ?? item.won ?? item.unbeaten ?? null;

const rounded = (value) => (value === null ? "–" : number(Math.round(value * 10) / 10));

export const RANKING = {
  columns: [
    { words: (step) => ruleOf(step).words(), of: (item) => rounded(pointsOf(item)) },
    { words: () => t("Average place"), of: ({ mean_place }) => rounded(mean_place) },
    { words: () => t("In first place"), of: ({ firsts }) => number(firsts) },
  ],
  measure: (item) => pointsOf(item) ?? 0,
  /** The number at its bar on the big screen. */
  told: (item) => rounded(pointsOf(item)),
  about: ({ rule, agreement }) => ` · ${RULES[rule].told()}${agreement ? ` · ${AGREEMENTS[agreement]()}` : ""}`,
};
