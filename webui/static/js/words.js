/**
 * The words of the page in its language. English text is the name of each message.
 *
 * Knows only the dictionary that the box put into the page; no element, no socket.
 */

const dictionary = JSON.parse(document.getElementById("words")?.textContent || "{}");

/** The language of the page: "nl" or "en". */
export const language = document.documentElement.lang || "nl";

let figures;

/** A message in the page's language, with `{name}` filled in; numbers are written as people do. */
export function t(text, values = {}) {
  return fill(form(dictionary[text], 0) ?? text, values);
}

/** A message that counts: one form for 1, another for every other number (0 too). */
export function tn(one, many, n, values = {}) {
  const index = n === 1 ? 0 : 1;
  const known = form(dictionary[one], index) ?? form(dictionary[many], 0);
  return fill(known ?? (n === 1 ? one : many), { n, ...values });
}

/** A text by the organiser in the page's language, else in the first language that it has. */
export function say(text) {
  if (text === null || text === undefined || typeof text === "string") return text ?? "";
  return text[language] ?? Object.values(text)[0] ?? "";
}

/** The language in which a text by the organiser is shown; undefined when it is the page's own. */
export function languageOf(text) {
  if (!text || typeof text === "string") return undefined;
  return language in text ? undefined : Object.keys(text)[0];
}

const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };

/** A place in an order, as people write it: 2e, 2nd. */
export function nth(n) {
  if (language === "nl") return `${n}e`;
  return `${n}${ENDINGS[new Intl.PluralRules("en-GB", { type: "ordinal" }).select(n)]}`;
}

/** The dictionary holds a string, or a list with the singular and the plural. */
const form = (known, index) => (Array.isArray(known) ? known[index] : index ? undefined : known);

/** A number as people write it in the page's language. */
export const number = (value) => written(value);

const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (braces, name) => (name in values ? written(values[name]) : braces));

/** A browser's own way with numbers costs a slow phone a tenth of a second: small ones need none. */
function written(value) {
  if (typeof value !== "number" || (Number.isInteger(value) && Math.abs(value) < 1000)) return `${value}`;
  figures ??= new Intl.NumberFormat(language);
  return figures.format(value);
}
