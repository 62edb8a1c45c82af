/** Amounts that are divided: what a step says of them, and how people write and type them. */
import { language, number, say } from "../words.js";

/** An amount stays on one line. */
const FIXED = "\u00a0";
/** A whole number as people write large ones: 1.000 and 1,000 and 1 000. */
const GROUPED = /^\d{1,3}([.,\s]\d{3})+$/;
/** No amount is longer, and none is typed in more figures. */
const FIGURES_MOST = 9;

/** The terms of a step, as appliance/conference/activities/budget.py has them. */
export function termsOf({ settings }) {
  const { amount = 1000, step = 50, unit = "€" } = settings ?? {};
  return { amount, step: Math.min(amount, step), unit: say(unit) };
}

/** An amount in words: a sign such as € stands before it, any other unit after it. */
export function told({ unit }, n) {
  if (!unit) return number(n);
  if (isSign(unit)) return `${unit}${language === "nl" ? FIXED : ""}${number(n)}`;
  return `${number(n)}${FIXED}${unit}`;
}

/** The same without a unit that is a word: where that stands beside it, and for "in steps of 1". */
export const brief = (terms) => ({ ...terms, unit: isSign(terms.unit) ? terms.unit : "" });

export const isSign = (unit) => /^\p{Sc}$/u.test(unit);

/** A mean or median in words, rounded as the box does (appliance/web/amounts.py). */
export function average(terms, { decimals }, n) {
  if (n === null) return "–";
  const scale = 10 ** decimals;
  return told(terms, Math.floor(n * scale + 0.5) / scale);
}

/** The amount that somebody typed, NaN where it is none; nothing is 0. */
export function typed(text) {
  const clean = text.trim();
  const figures = GROUPED.test(clean) ? clean.replace(/\D/g, "") : clean;
  if (!figures) return 0;
  return /^\d+$/.test(figures) && figures.length <= FIGURES_MOST ? Number(figures) : NaN;
}
