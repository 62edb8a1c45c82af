/** Dividing an amount in its states: {part: {state: template}}. */
import { html, ref } from "../../vendor/lit.js";
import { termsOf, told } from "../voting/amounts.js";
import "../voting/budget.js";
import "../voting/results.js";
import { t } from "../words.js";

const STEP = {
  id: "budget",
  kind: "budget",
  title: "Waar gaat het geld heen?",
  state: "closed",
  settings: { amount: 1000, step: 50, unit: "€" },
};
const POINTS = { ...STEP, settings: { amount: 30, step: 1, unit: { nl: "punten", en: "points" } } };
const ITEMS = [
  { id: "a", text: "Eén fonds voor de eerste lening", theme: "financiering" },
  { id: "b", text: "Opdrachten in kleinere percelen knippen", theme: "inkoop" },
  { id: "c", text: "Regels die drie jaar hetzelfde blijven", theme: "" },
];
const MEANS = [412.5, 250, 125];
const RESULTS = {
  ballots: 38,
  amount: 1000,
  spent: 787.5,
  decimals: 0,
  items: ITEMS.map((item, at) => ({
    ...item,
    mean: MEANS[at],
    median: MEANS[at] - 62.5,
    voters: 31 - 9 * at,
    rank: at + 1,
    is_shared: false,
  })),
};
const NOBODY = {
  ...RESULTS,
  ballots: 0,
  spent: null,
  items: ITEMS.map((item) => ({ ...item, mean: null, median: null, voters: 0, rank: null, is_shared: false })),
};

/** As it is once somebody typed more than is left, and came to rest. */
const overspent = ref((part) => {
  const sentence = t("That is more than there is left: at most {most} fits here. It stays at {kept}.", {
    most: told(termsOf(STEP), 250),
    kept: told(termsOf(STEP), 0),
  });
  if (part) Object.assign(part, { typing: { item: "c", text: "900" }, refused: { item: "c", sentence } });
});

export function budgetSpecimens() {
  const own = { a: 300, b: 450 };
  return {
    "tafel-budget": {
      open: divided({}),
      given: divided(own),
      "nothing left": divided({ ...own, c: 250 }),
      "too much": divided(own, { part: overspent }),
      points: divided({ a: 12 }, { step: POINTS }),
      closed: divided(own, { isOpen: false }),
    },
  };
}

/** What it came to, as states of the results. */
export const budgetResults = (view) => ({
  budget: html`<tafel-results .view=${view} .step=${STEP} .results=${RESULTS}></tafel-results>`,
  "budget, nobody voted": html`<tafel-results .view=${view} .step=${STEP} .results=${NOBODY}></tafel-results>`,
});

const divided = (values, { step = STEP, isOpen = true, part } = {}) => html`<tafel-budget
  ${part ?? ref(() => {})}
  .step=${step}
  .items=${ITEMS}
  .values=${values}
  .isOpen=${isOpen}
  .language=${"nl"}
></tafel-budget>`;
