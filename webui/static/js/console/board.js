/**
 * What the facilitator's and the observer's pages show, worked out from the live view.
 *
 * Documents in, plain values out, each with its id: knows no page, no socket, no queue, no words.
 */

import { conferenceOf, currentStep, isDiscussion, isRunning, leftMs } from "../room.js";

export { conferenceOf, currentStep, isRunning, leftMs };

const withIds = new WeakMap();

/** The documents of a kind, each with its id; the same object as long as the document is. */
export function docs(view, kind) {
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

/** All tables by number. */
export const everyTable = (view) =>
  docs(view, "tables").sort((one, other) => one.number - other.number);

/** The tables by number, those in use only. */
export const tablesOf = (view) => everyTable(view).filter((table) => table.is_in_use);

/** The tables by number that are out of use. */
export const tablesAway = (view) => everyTable(view).filter((table) => !table.is_in_use);

export const tableOf = (view, id) => everyTable(view).find((table) => table.id === id) ?? null;

export const themesOf = (view) =>
  docs(view, "themes").sort((one, other) => one.number - other.number);

export const isAskedAt = (question, table) =>
  !question.themes?.length || question.themes.includes(table.theme);

export const cellOf = (view, step, question, table) =>
  view.cells?.[`${step.id}.${question.id}.${table.id}`] ?? null;

/**
 * One row per table: the table, and per question its cell, or null where it is not asked. A table
 * out of use has one only where something was written at it in this step.
 */
export const gridOf = (view, step) =>
  everyTable(view)
    .map((table) => ({
      table,
      presence: view.presence?.[table.id] ?? null,
      cells: cellsAt(view, step, table),
    }))
    .filter(({ table, cells }) => table.is_in_use || cells.some((cell) => cell?.entries));

/** What a table does in a step stands in these columns: its questions, or a discussion as a whole. */
export const columnsOf = (step) => (isDiscussion(step) ? [{ id: step.id, text: step.title }] : step.questions);

function cellsAt(view, step, table) {
  const cells = step.questions.map((question) =>
    isAskedAt(question, table)
      ? (cellOf(view, step, question, table) ?? { entries: 0, comments: 0, share: 0 })
      : null,
  );
  return isDiscussion(step) ? [together(cells.filter(Boolean))] : cells;
}

/** Many topics as one: how many wrote at the one at which most did, and when anything last came in. */
function together(cells) {
  if (!cells.length) return null;
  const sum = (name) => cells.reduce((sum, cell) => sum + cell[name], 0);
  const times = cells.map((cell) => cell.last_room_ms ?? -Infinity);
  const last = Math.max(...times);
  return {
    entries: sum("entries"),
    comments: sum("comments"),
    share: Math.max(...cells.map(({ share }) => share)),
    contributed: null,
    people: null,
    last_room_ms: last === -Infinity ? null : last,
  };
}

/** The tables at which nothing came in for so long while the step was open, by number. */
export function silentTables(view, step, roomMs, forMs) {
  if (step?.state !== "open" || !step.questions?.length) return [];
  return gridOf(view, step)
    .filter(({ table }) => table.is_in_use)
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

const lastActs = (view) =>
  docs(view, "acts")
    .filter((act) => !act.is_undone)
    .sort((one, other) => Number(other.id) - Number(one.id));

/** A step that was closed for good neither opens nor closes any more. */
const isForGood = (view, { do: verb, subject }) =>
  verb.endsWith("_activity") && view.activities[subject]?.state === "sealed";

/**
 * The last act that can still be taken back here, or null. What is prepared meanwhile is taken back
 * where that is done, and does not stand in the way of what was done in the room.
 */
export const lastAct = (view) =>
  lastActs(view).find((act) => act.desk === "room" && !isForGood(view, act)) ?? null;

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

/** The newest entries of a table that count, newest first. */
export const latestOf = (view, table, most) =>
  docs(view, "entries")
    .filter((entry) => entry.table === table && !entry.is_hidden && !entry.is_late)
    .sort((one, other) => other.seq - one.seq)
    .slice(0, most);

/** What the chair of a table summed up, in the order of the programme: [{question, points, …}]. */
export const summariesOf = (view, table) =>
  programmeOf(view).flatMap((step) =>
    (step.questions ?? []).flatMap((question) => {
      const summary = view.summaries?.[`${step.id}.${question.id}.${table}`];
      return summary?.points.some(Boolean) ? [{ ...summary, question }] : [];
    }),
  );

/** The messages that were sent, newest first, each with the act that takes it back, or null. */
export function messagesOf(view) {
  const acts = docs(view, "acts").filter((act) => act.do === "say" && !act.is_undone);
  return docs(view, "messages")
    .sort((one, other) => other.seq - one.seq)
    .map((message) => ({ message, act: acts.find((act) => act.subject === message.id) ?? null }));
}

/** The act with which the big screen was made black, while it is; else null. */
export function blackAct(view) {
  if (conferenceOf(view)?.show?.mode !== "black") return null;
  const act = lastActs(view).find(({ do: verb }) => verb === "show_on_stage");
  return act ?? null;
}
