/** The parts of sorting and of the harvest in their states: {part: {state: template}}. */
import { html } from "../../vendor/lit.js";
import "../console/harvest.js";
import "../console/sorting.js";
import "../elements/harvest.js";
import "../sorting/alike.js";
import "../sorting/board.js";
import "../sorting/placing.js";
import "../sorting/table.js";

const SORTING = "sorting";
const HARVEST = "harvest";
const POINTS = ["Eén fonds voor de eerste lening.", "Een gids voor inkopers."];

export function sortingSpecimens({ control: view, chair }) {
  const sorted = sorting(view);
  const step = { id: SORTING, ...sorted.activities[SORTING] };
  const reaped = harvest(view);
  return {
    "tafel-board": {
      "": html`<tafel-board .view=${sorted} .step=${step} .theme=${"financiering"} .language=${"nl"}></tafel-board>`,
      "everyone sorted": html`<tafel-board
        .view=${agreed(sorted)}
        .step=${{ ...step, state: "closed" }}
        .theme=${"financiering"}
        .language=${"nl"}
      ></tafel-board>`,
    },
    "tafel-placing": placingStates(sorted),
    "tafel-table-sorting": tableStates(sorted, step),
    "tafel-alike": {
      "": html`<tafel-alike .step=${SORTING} .theme=${""} .cards=${new Map()} .groups=${new Map()} .loose=${new Set()}></tafel-alike>`,
    },
    "tafel-harvest": {
      "": html`<tafel-harvest .view=${harvest(chair)} .step=${HARVEST} .language=${"nl"}></tafel-harvest>`,
    },
    "console-sorting": {
      "": html`<console-sorting acts .view=${sorted}></console-sorting>`,
      observer: html`<console-sorting .view=${sorted}></console-sorting>`,
    },
    "console-harvest": {
      "": html`<console-harvest acts .view=${reaped}></console-harvest>`,
      observer: html`<console-harvest .view=${reaped}></console-harvest>`,
    },
  };
}

const GROUPS = [
  { id: "b1", title: "Risico", theme: "financiering", n: 2 },
  { id: "b2", title: "Regels en loketten", theme: "financiering", n: 1 },
];

function placingStates({ cards }) {
  const items = Object.entries(cards)
    .filter(([, { theme }]) => theme === "financiering")
    .map(([id, { text }]) => ({ id, text }));
  const values = { [items[0].id]: "b1" };
  const part = (own, chosen, isOpen = true) => html`<tafel-placing
    .items=${own}
    .groups=${GROUPS}
    .values=${chosen}
    .isOpen=${isOpen}
    .language=${"nl"}
    .change=${() => {}}
  ></tafel-placing>`;
  return {
    "": part(items, values),
    "all done": part(items.slice(0, 1), values),
    paused: part(items.slice(0, 2), values, false),
    "no groups yet": html`<tafel-placing .items=${items} .groups=${[]} .values=${{}} .isOpen=${true}></tafel-placing>`,
  };
}

function tableStates(view, step) {
  const told = { ...view, groups: { [SORTING]: { groups: GROUPS, left: 6 } } };
  const part = (members) => html`<tafel-table-sorting
    .view=${told}
    .step=${{ writers: ["participant"], ...step, ...members }}
    .theme=${"financiering"}
    .items=${[]}
    .voter=${"somebody"}
    .role=${"participant"}
    .language=${"nl"}
  ></tafel-table-sorting>`;
  const everyone = { settings: { ...step.settings, who: "everyone" }, writers: ["participant"] };
  return { "": part({}), closed: part({ state: "closed" }), everyone: part(everyone) };
}

/** The same once everyone has sorted: how many agreed, and where they are tied. */
function agreed(view) {
  const [first, second] = view.buckets.b1.members;
  const b2 = { of: SORTING, title: "Regels", theme: "financiering", members: [], seq: 2, rev: 1 };
  const items = {
    [first]: { people: 9, votes: 7, groups: ["b1"], share: 7 / 9 },
    [second]: { people: 8, votes: 4, groups: ["b1", "b2"], share: 0.5 },
  };
  const b1 = { ...view.buckets.b1, members: [first], seq: 1 };
  return { ...view, buckets: { b1, b2 }, agreement: { [SORTING]: { items, mean_share: 0.64, tied: 1, unplaced: 6 } } };
}

/** The room while it is in a step of its own. */
function within(view, id, activity) {
  const [conference, document] = Object.entries(view.conferences)[0];
  return {
    ...view,
    conferences: { [conference]: { ...document, current: id } },
    activities: {
      ...view.activities,
      [id]: { title: "", state: "open", questions: [], writers: [], settings: {}, ...activity },
    },
  };
}

function sorting(view) {
  const input = Object.values(view.entries)[0].activity;
  const step = { kind: "categorise", title: "Ordenen per thema", scope: "theme", settings: { input } };
  const [first, second] = Object.entries(view.entries)
    .filter(([, entry]) => entry.theme === "financiering")
    .map(([id]) => id);
  const bucket = { of: SORTING, title: "Risico", theme: "financiering", members: [first, second], rev: 1 };
  const list = { left: 6, entries: 8, groups: 1, is_ready: false };
  return {
    ...within(view, SORTING, step),
    buckets: { b1: bucket },
    cards: view.entries,
    sorting: { [SORTING]: { themes: { financiering: list, inkoop: { ...list, left: 0, is_ready: true } } } },
  };
}

function harvest(view) {
  const now = { table: "3", theme: "financiering", points: POINTS, is_agreed: true, n: 1, of: 2 };
  const tables = [
    { table: "3", points: POINTS, is_agreed: true },
    { table: "4", points: POINTS.slice(1), is_agreed: false },
    { table: "5", points: [], is_agreed: false },
  ];
  const step = { kind: "harvest", title: "Oogst van de tafels" };
  return { ...within(view, HARVEST, step), harvests: { [HARVEST]: { now, tables } } };
}
