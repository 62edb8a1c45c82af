/** The parts of a vote in their states: {part: {state: template}}. */
import { html } from "../../vendor/lit.js";
import "../console/vote.js";
import "../voting/order-list.js";
import "../voting/results.js";
import "../voting/vote.js";
import { budgetResults } from "./budget.js";

const ID = "dots";
const STEP = {
  id: ID,
  kind: "dots",
  title: "Wat gaat voor?",
  state: "open",
  writers: ["participant", "chair"],
  settings: { dots_each: 3, is_stackable: false },
  is_revealed: false,
};
const ITEMS = [
  { id: "a", text: "Eén fonds voor de eerste lening", theme: "financiering" },
  { id: "b", text: "Opdrachten in kleinere percelen knippen", theme: "inkoop" },
  { id: "c", text: "Regels die drie jaar hetzelfde blijven", theme: "" },
];
const CHANGED = [
  { ...ITEMS[0], is_withdrawn: true },
  { ...ITEMS[1], into: "d" },
  ITEMS[2],
  { id: "d", text: "Kleinere opdrachten", theme: "inkoop" },
];
const DOTS = [41, 27, 27];
const RESULTS = {
  ballots: 38,
  items: ITEMS.map((item, at) => ({
    ...item,
    dots: DOTS[at],
    voters: DOTS[at] - 4,
    rank: Math.min(at, 1) + 1,
    is_shared: at > 0,
  })),
};
const TURNOUT = { ballots: 38, heads: 70, done: 30, is_doubtful: false, tables: { 3: 0.5, 4: 1 } };
const SHIFT = {
  since: "first",
  items: [
    { ...ITEMS[0], before: 3, rank: 1, risen: 2, change: 0.2 },
    { ...ITEMS[1], before: 1, rank: 2, risen: -1, change: -0.1 },
    { ...ITEMS[2], before: 2, rank: 2, risen: 0, change: 0 },
  ],
};
const part = (names, n, dots) => ({
  names,
  n,
  items: ITEMS.map(({ id }, at) => ({ id, share: dots[at] / 30, rank: at + 1 })),
});
const APART = {
  themes: { of: 2, parts: [part(["financiering"], 18, [16, 8, 6]), part(["inkoop", "impact"], 20, [9, 12, 9])] },
  tables: { of: 3, parts: [part(["3"], 18, [16, 8, 6]), part(["1", "4"], 20, [9, 12, 9])] },
  roles: { of: 3, parts: [] },
};
const BALLOT = { values: { a: 1, b: 1 }, receipt: "k7mw3xpa2q", rev: 7 };

const RANKING = { ...STEP, kind: "ranking", settings: {} };
const RANKED = {
  ballots: 38,
  rule: "borda",
  w: 0.42,
  agreement: "weak",
  items: ITEMS.map((item, at) => ({
    ...item,
    points: [51, 42, 21][at],
    mean_place: [1.66, 1.89, 2.45][at],
    firsts: [19, 12, 7][at],
    voters: [38, 36, 30][at],
    rank: at + 1,
    is_shared: false,
  })),
};

export function voteSpecimens({ control: view }) {
  const open = voting(view, STEP);
  const changed = { ...open, lists: { [ID]: { items: CHANGED } } };
  const shown = voting(view, { ...STEP, state: "closed", is_revealed: true }, RESULTS);
  const apart = voting(view, { ...STEP, state: "closed", is_revealed: true, apart: APART }, RESULTS);
  const seen = voting(view, { ...STEP, state: "closed", was_looked_at: true }, RESULTS);
  return {
    "tafel-vote": {
      open: vote(open, STEP),
      "several on one": vote(open, { ...STEP, settings: { dots_each: 3, is_stackable: true } }, BALLOT),
      saved: vote(open, STEP, BALLOT),
      paused: vote(open, { ...STEP, state: "paused" }, BALLOT),
      "list changed": vote(changed, STEP, BALLOT),
      shown: vote(shown, { ...STEP, state: "closed" }, BALLOT),
    },
    "tafel-order": {
      "nothing yet": order([]),
      some: order(["b", "c"]),
      "all places": order(["b"], { place_most: 1 }),
      "not whole": order(["b"], { may_be_partial: false }),
      closed: order(["b", "c", "a"], {}, false),
    },
    "tafel-results": {
      "": html`<tafel-results .view=${view} .step=${STEP} .results=${RESULTS}></tafel-results>`,
      ...budgetResults(view),
      "put in order": html`<tafel-results .view=${view} .step=${RANKING} .results=${RANKED}></tafel-results>`,
      "voted again": html`<tafel-results
        .view=${{ ...view, activities: { first: STEP } }}
        .step=${STEP}
        .results=${{ ...RESULTS, shift: SHIFT }}
      ></tafel-results>`,
    },
    "console-vote": {
      open: desk(open),
      "list changed": desk(changed),
      doubtful: desk({ ...open, turnout: { [ID]: { ...TURNOUT, ballots: 71, is_doubtful: true } } }),
      closed: desk(voting(view, { ...STEP, state: "closed" })),
      "looked at": desk(seen),
      shown: desk(shown),
      "per group": desk(apart),
    },
  };
}

/** The room while, or after, it votes. */
function voting(view, step, results) {
  const [id, conference] = Object.entries(view.conferences)[0];
  const isOver = step.state === "closed";
  const activity = { ...step, position: 99, closed_room_ms: isOver ? Number.MAX_SAFE_INTEGER : null };
  return {
    ...view,
    conferences: { [id]: { ...conference, current: isOver ? null : ID } },
    activities: { [ID]: activity },
    lists: { [ID]: { items: ITEMS } },
    turnout: { [ID]: TURNOUT },
    results: results ? { [ID]: results } : {},
  };
}

const vote = (view, step, ballot) => html`<tafel-vote
  .view=${view}
  .step=${step}
  .ballot=${ballot}
  .items=${[]}
  .voter=${"somebody"}
  .role=${"participant"}
  .language=${"nl"}
></tafel-vote>`;

const order = (ids, settings = {}, isOpen = true) => html`<tafel-order
  .step=${{ ...RANKING, settings }}
  .items=${ITEMS}
  .order=${ids}
  .voter=${"somebody"}
  .isOpen=${isOpen}
  .language=${"nl"}
></tafel-order>`;

const desk = (view) => html`<console-vote acts .view=${view}></console-vote>`;
