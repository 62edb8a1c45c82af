/** What items are rated on, as appliance/conference/activities/criteria.py has it. */
import { number, t } from "../words.js";

const DEFAULT = { id: "rating", title: { nl: "Cijfer", en: "Rating" }, scale: [0, 10] };

/** The criteria of a step: [{id, title, low, high, step, values}]. */
export function criteriaOf({ settings }) {
  const told = settings?.criteria?.length ? settings.criteria : [DEFAULT];
  return told.map(({ id, title, scale: [low, high], step = 1 }) => ({
    id,
    title,
    low,
    high,
    step,
    values: valuesOf(low, high, step),
  }));
}

/** Whether it asks for yes or no. */
export const isYesOrNo = ({ low, high, step }) => low === 0 && high === 1 && step === 1;

/** A value of a scale, in words. */
export function valueWords(criterion, value) {
  if (isYesOrNo(criterion)) return value ? t("Yes") : t("No");
  return signed(number(value));
}

/** A number to one decimal, as people write it. */
export const rounded = (value) => (value === null ? "–" : signed(number(Math.round(value * 10) / 10)));

const signed = (text) => text.replace(/^-/, "−");

function valuesOf(low, high, step) {
  const many = Math.round((high - low) / step) + 1;
  return Array.from({ length: many }, (_, at) => Number((low + at * step).toFixed(9)));
}
