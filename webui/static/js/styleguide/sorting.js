/** The parts of sorting and of the harvest in their states: {part: {state: template}}. */
import { html } from "../../vendor/lit.js";
import "../console/harvest.js";
import "../console/sorting.js";
import "../elements/harvest.js";
import "../sorting/board.js";

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
