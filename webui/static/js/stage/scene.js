/**
 * What the big screen shows, worked out from the live view: one scene at a time.
 *
 * Documents in, a plain scene {kind, …} out. Shows only what was put on the screen, and no names.
 */
import {
  conferenceOf,
  currentStep,
  gridOf,
  isAskedAt,
  leftMs,
  nextStep,
  programmeOf,
} from "../console/board.js";
import { actionsOf, isActions } from "../actions.js";
import { isClosed, isDiscussion, isVoting, lastClosed } from "../room.js";
import { isSorting } from "../sorting/cards.js";
import { forecast, planned } from "../console/plan.js";

const MINUTE = 60_000;

/** What a slide of a presentation can show that has a picture of its own. */
const SLIDES = new Set(["welcome", "text", "image", "survey"]);

/** The scene for this view; never null once there is a conference. */
export function sceneOf(view) {
  const conference = conferenceOf(view);
  if (!conference) return null;
  const chosen = CHOSEN[conference.show?.mode]?.(view, conference);
  return { conference, ...(chosen ?? followed(view)) };
}

/** Light or dark: as it was chosen, whatever this computer prefers; black is dark. */
export const lightOf = ({ conference, kind }) =>
  kind === "black" || conference.stage?.light === "dark" ? "dark" : "light";

/** How large the code to join stands: "large", in a "corner", or "small" once most have joined. */
export function joinSize({ conference, kind }) {
  const chosen = conference.stage?.join_code;
  if (kind === "welcome" || chosen === "large") return "large";
  return chosen === "small" || conference.has_most_joined ? "small" : "corner";
}

/** Where the time of a step is: "none", "running", "last" (its last minute) or "over". */
export function phaseOf(step, roomMs) {
  const left = leftMs(step, roomMs);
  if (left === null) return "none";
  if (left <= 0) return "over";
  return left <= MINUTE ? "last" : "running";
}

const CHOSEN = {
  welcome: () => ({ kind: "welcome" }),
  programme: (view) => ({
    kind: "programme",
    steps: programmeOf(view),
    current: currentStep(view),
    timesAt: (roomMs) => forecast(view, roomMs, planned(view, roomMs, Date.now())),
  }),
  entries: (view, { show }) => released(view, show.entries),
  message: (_view, { show }) => (show.text ? { kind: "message", text: show.text } : null),
  black: () => ({ kind: "black" }),
};

function released(view, ids = []) {
  const entries = ids
    .map((id) => view.entries?.[id])
    .filter((entry) => entry && !entry.is_hidden && !entry.is_late)
    .map((entry) => ({
      text: entry.text,
      table: entry.table,
      theme: view.themes?.[entry.theme] ?? null,
    }));
  return entries.length ? { kind: "entries", entries } : null;
}

/** What belongs to the step that the room is in. */
function followed(view) {
  const step = currentStep(view);
  if (!step) return between(view);
  if (step.kind === "break") return { kind: "break", step };
  if (isVoting(step)) return vote(view, step);
  if (isSorting(step)) return sorting(view, step);
  if (isActions(step)) return actions(view, step);
  const slide = view.slides?.[step.id];
  if (slide) return { kind: SLIDES.has(slide.shows) ? slide.shows : "title", step, slide };
  const harvest = view.harvests?.[step.id]?.now;
  if (harvest?.table) {
    return { kind: "harvest", step, harvest, theme: view.themes?.[harvest.theme] ?? null };
  }
  if (isDiscussion(step) && view.discussions?.[step.id]) return talk(view, step);
  if (step.questions?.length) return { kind: "question", step, ...asked(view, step) };
  return { kind: "title", step };
}

/** Of a discussion one topic, or all of them; what was taken off the list does not stand there. */
function talk(view, step) {
  const { topics, now } = view.discussions[step.id];
  const asked = new Set(step.questions.map(({ id }) => id));
  const shown = topics.filter(({ id }) => asked.has(id));
  const topic = shown.find(({ id }) => id === now.topic) ?? null;
  return { kind: "talk", step, topics: shown, topic, said: topic ? now.said : [] };
}

/** Per theme how much is left to sort, and no word of what. */
function sorting(view, step) {
  const told = Object.entries(view.sorting?.[step.id]?.themes ?? {});
  return { kind: "sorting", step, lists: told.map(([id, list]) => ({ ...list, theme: view.themes?.[id] ?? null })) };
}

/** Who does what by when; until something is written down there is only what this is about. */
function actions(view, step) {
  const listed = actionsOf(view, step.id);
  return listed.length ? { kind: "actions", step, actions: listed } : { kind: "title", step };
}

function vote(view, step) {
  const results = view.results?.[step.id];
  if (results) return { kind: "results", step, results };
  return { kind: "vote", step, turnout: view.turnout?.[step.id] ?? { ballots: 0, heads: 0 } };
}

function between(view) {
  if (isClosed(view)) return { kind: "end" };
  const last = lastClosed(view);
  if (last?.is_revealed && view.results?.[last.id]) {
    return { kind: "results", step: last, results: view.results[last.id] };
  }
  const next = nextStep(view);
  const hasBegun = programmeOf(view).some((step) => step.state !== "planned");
  if (!hasBegun) return { kind: "welcome" };
  return next ? { kind: "next", step: next } : { kind: "end" };
}

function asked(view, step) {
  // Where the whole room works together, no table has a ring of its own.
  const rows = step.scope === "plenary" ? [] : gridOf(view, step);
  return {
    questions: step.questions.map((question) => ({
      text: question.text,
      themes: (question.themes ?? []).map((id) => view.themes?.[id]).filter(Boolean),
    })),
    rings: rows
      .filter(({ table }) => step.questions.some((question) => isAskedAt(question, table)))
      .map((row) => ring(view, row)),
  };
}

/** A table's ring: of its questions the one at which most people have contributed. */
function ring(view, { table, cells }) {
  const cell = cells.filter(Boolean).reduce((most, one) => (one.share > most.share ? one : most));
  return { table, theme: view.themes?.[table.theme] ?? null, cell };
}
