/**
 * What the facilitator's and the observer's pages show, worked out from the live view.
 *
 * Documents in, plain values out, each with its id: knows no page, no socket, no queue, no words.
 */

import { conferenceOf, currentStep, isRunning, leftMs } from "../room.js";

export { conferenceOf, currentStep, isRunning, leftMs };

const withIds = new WeakMap();

/** The documents of a kind, each with its id; the same object as long as the document is. */
function docs(view, kind) {
  return Object.entries(view[kind] ?? {}).map(([id, document]) => {
    if (!withIds.has(document)) withIds.set(document, { ...document, id });
    return withIds.get(document);
  });
}

export const isDone = (step) => step.state === "closed" || step.state === "sealed";

/** The steps in the order of the programme. */
export const programmeOf = (view) =>
  docs(view, "activities").sort((one, other) => one.position - other.position);

/** The first planned step behind the last one that was begun, or null when none is left. */
export function nextStep(view) {
  const steps = programmeOf(view);
  const begun = steps.findLastIndex((step) => step.state !== "planned");
  return steps[begun + 1] ?? null;
}

/** The step whose tables are shown: the one asked for, else the current, else the last with questions. */
export function stepInView(view, asked) {
  const current = currentStep(view);
  const withQuestions = programmeOf(view).filter((step) => step.questions?.length);
  return (
    withQuestions.find((step) => step.id === asked) ??
    withQuestions.find((step) => step.id === current?.id) ??
    withQuestions.findLast((step) => step.state !== "planned") ??
    withQuestions[0] ??
    null
  );
}

/** The tables by number, those in use only. */
export const tablesOf = (view) =>
  docs(view, "tables")
    .filter((table) => table.is_in_use)
    .sort((one, other) => one.number - other.number);

export const themesOf = (view) =>
  docs(view, "themes").sort((one, other) => one.number - other.number);

export const isAskedAt = (question, table) =>
  !question.themes?.length || question.themes.includes(table.theme);

export const cellOf = (view, step, question, table) =>
  view.cells?.[`${step.id}.${question.id}.${table.id}`] ?? null;

/** One row per table: the table, and per question its cell, or null where it is not asked. */
export const gridOf = (view, step) =>
  tablesOf(view).map((table) => ({
    table,
    presence: view.presence?.[table.id] ?? null,
    cells: step.questions.map((question) =>
      isAskedAt(question, table)
        ? (cellOf(view, step, question, table) ?? { entries: 0, comments: 0, share: 0 })
        : null,
    ),
  }));

/** The tables at which nothing came in for so long while the step was open, by number. */
export function silentTables(view, step, roomMs, forMs) {
  if (step?.state !== "open" || !step.questions?.length) return [];
  return gridOf(view, step)
    .filter(({ cells }) => roomMs - lastHeard(step, cells) >= forMs)
    .map(({ table }) => table);
}

function lastHeard(step, cells) {
  const times = cells.map((cell) => cell?.last_room_ms ?? 0);
  return Math.max(step.opened_room_ms ?? 0, ...times);
}

/** At how many tables somebody is typing now. */
export const typingTables = (view) =>
  docs(view, "presence").filter((presence) => presence.typing > 0).length;

/**
 * Per step id, when it is expected to begin and end, in milliseconds from now: the current step
 * (fromMs null: it has begun) and those behind it. A step that was passed over has no time.
 */
export function forecast(view, roomMs) {
  const current = currentStep(view);
  let at = Math.max(0, leftMs(current, roomMs) ?? 0);
  const times = current ? { [current.id]: { fromMs: null, toMs: at } } : {};
  const steps = programmeOf(view);
  for (const step of steps.slice(steps.indexOf(nextStep(view))).filter(isPlanned)) {
    // A step that runs beside another takes no time of its own.
    const beside = times[step.settings?.beside];
    const fromMs = beside ? (beside.fromMs ?? 0) : at;
    times[step.id] = { fromMs, toMs: fromMs + step.minutes * 60_000 };
    at = Math.max(at, times[step.id].toMs);
  }
  return times;
}

const isPlanned = (step) => step.state === "planned";

/** The last act that can still be taken back, or null. */
export const lastAct = (view) =>
  docs(view, "acts")
    .filter((act) => !act.is_undone)
    .sort((one, other) => Number(other.id) - Number(one.id))[0] ?? null;

const IN_STATE = {
  all: () => true,
  highlighted: (entry) => entry.is_highlighted,
  parked: (entry) => entry.is_parked,
  hidden: (entry) => entry.is_hidden,
  late: (entry) => entry.is_late,
};

/** The entries that pass the filter {state, table, theme, step, question, words}, newest first. */
export function filtered(view, filter) {
  const words = fold(filter.words ?? "");
  return docs(view, "entries")
    .filter(
      (entry) =>
        IN_STATE[filter.state ?? "all"](entry) &&
        (!filter.table || entry.table === filter.table) &&
        (!filter.theme || entry.theme === filter.theme) &&
        (!filter.question || `${entry.activity}.${entry.question}` === filter.question) &&
        (!words || fold(entry.text).includes(words)),
    )
    .sort((one, other) => other.seq - one.seq);
}

/** Text without case and accents, so that "cafe" finds "Café". */
const fold = (text) =>
  text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLocaleLowerCase().trim();
