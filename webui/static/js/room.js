/** What a table's pages need to know from the view: pure readings, no page and no socket. */

import { say } from "./words.js";

export const documents = (view, kind) => Object.values(view?.[kind] ?? {});

export const conferenceOf = (view) => documents(view, "conferences")[0] ?? null;

/** The step that the room is in: {id, ...document}, or null between steps. */
export function currentStep(view) {
  return stepOf(view, conferenceOf(view)?.current);
}

export function stepOf(view, id) {
  const step = id ? view?.activities?.[id] : undefined;
  return step ? { ...step, id } : null;
}

/** The step that was closed last: {id, ...document}, or null. */
export function lastClosed(view) {
  const closed = Object.entries(view?.activities ?? {}).filter(([, step]) => step.closed_room_ms);
  closed.sort(([, one], [, other]) => other.closed_room_ms - one.closed_room_ms);
  return stepOf(view, closed[0]?.[0]);
}

/** Whether people write in this step, now or before it was closed. */
export const isWriting = (step) => Boolean(step?.questions?.length);

/** Whether the tables' points are walked through in this step. */
export const isHarvest = (step) => step?.kind === "harvest";

/** Whether topics are talked about in this step. */
export const isDiscussion = (step) => step?.kind === "discussion";

/** Whether people vote in this step. */
export const isVoting = (step) => step?.is_revealed !== undefined;

/** Whether somebody saw what a vote came to: then nobody can vote in it any more. */
export const wasSeen = (step) => Boolean(step?.is_revealed || step?.was_looked_at);

/** What a vote asks: its question, else its title. */
export const asked = (step) => (say(step.settings?.question) ? step.settings.question : step.title);

/** People at one table, as the rules have it (appliance/conference/floor.py). */
export const HEADS_MOST = 200;

export const isRunning = (step) => step?.state === "open" || step?.state === "paused";

/** Whether a contribution counts: nobody took it away, and it is no comment. */
export const isCounted = (entry) =>
  entry.relation !== "comment" && !(entry.is_withdrawn || entry.is_hidden || entry.is_late);

/** The contributions of a step (and of one question), newest first; reactions are not among them. */
export function entriesOf(entries, step, question = null) {
  return Object.entries(entries ?? {})
    .map(([id, entry]) => ({ ...entry, id }))
    .filter((entry) => entry.activity === step && (!question || entry.question === question))
    .filter((entry) => entry.relation !== "comment" && !entry.is_withdrawn)
    .sort((one, other) => other.seq - one.seq);
}

/** The reactions to each contribution, oldest first: {entry: [reaction]}. */
export function reactionsOf(entries) {
  const reactions = {};
  for (const [id, entry] of Object.entries(entries ?? {})) {
    if (entry.relation !== "comment" || entry.is_withdrawn) continue;
    (reactions[entry.parent] ??= []).push({ ...entry, id });
  }
  for (const list of Object.values(reactions)) list.sort((one, other) => one.seq - other.seq);
  return reactions;
}

/** Whether the conference was closed: nothing more comes in. */
export const isClosed = (view) => conferenceOf(view)?.closed_minute != null;

/** Whether the programme is behind us: the last step that was begun was the last one. */
export function isOver(view) {
  if (isClosed(view)) return true;
  const steps = documents(view, "activities").sort((one, other) => one.position - other.position);
  const last = steps.at(-1);
  return Boolean(last) && last.state !== "planned" && !isRunning(last) && !currentStep(view);
}

/** What an entry builds on, as {id: entry}, or null: all that its element needs of the others. */
export function quoted(view, { relation, parent }) {
  const entry = relation === "build_on" ? view.entries?.[parent] : null;
  return entry ? { [parent]: entry } : null;
}

/** The newest message for this page: {id, ...document}, or null. */
export function newestMessage(view) {
  return Object.entries(view?.messages ?? {})
    .map(([id, message]) => ({ ...message, id }))
    .reduce((newest, message) => (message.seq > (newest?.seq ?? -1) ? message : newest), null);
}

/** Milliseconds left on a step's timer, or until it closes; null where neither is known. */
export function leftMs(step, roomMs) {
  if (step?.state === "open") {
    const ends = [step.ends_at_room_ms, step.closes_at_room_ms].filter((end) => end != null);
    return ends.length ? Math.min(...ends) - roomMs : null;
  }
  if (step?.state === "paused") return step.remaining_ms ?? null;
  return null;
}

/** Where a text belongs, for drafts and for matching what is on its way. */
export const placeOf = ({ activity, question, parent, relation }) =>
  [activity, question, parent, parent && relation].filter(Boolean).join(".");
