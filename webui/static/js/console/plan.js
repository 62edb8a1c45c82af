/**
 * The programme against the clock: what was planned, what is to be expected, how far behind.
 *
 * Documents and times in, plain values out: knows no page and no words. All times are milliseconds
 * from now. Where the conference says on which day and at what time it begins, the plan hangs on
 * the wall clock. Else, and while practising, it hangs on the first step that was opened, in room
 * time: that stands still while the box is off, as the timers do.
 */
import { conferenceOf, currentStep, leftMs, nextStep, programmeOf } from "./board.js";

const MINUTE = 60_000;
const CLOSE_ENOUGH = 1.5 * MINUTE;

/** Per step id {fromMs, toMs}, from the begin of the programme. */
export function offsets(steps) {
  const times = {};
  let at = 0;
  for (const step of steps) {
    times[step.id] = lasting(step, times[step.settings?.beside]?.fromMs ?? at);
    at = Math.max(at, times[step.id].toMs);
  }
  return times;
}

/** Per step id {fromMs, toMs} as planned, or null where nothing says when the programme begins. */
export function planned(view, roomMs, wallMs) {
  const steps = programmeOf(view);
  const plan = offsets(steps);
  const beginMs = onTheClock(conferenceOf(view), wallMs) ?? asOpened(steps, plan, roomMs);
  if (beginMs === null) return null;
  return Object.fromEntries(
    Object.entries(plan).map(([id, { fromMs, toMs }]) => [
      id,
      { fromMs: beginMs + fromMs, toMs: beginMs + toMs },
    ]),
  );
}

/**
 * Per step id, when it is expected to begin and end: the current step (fromMs null: it has begun)
 * and those behind it. A step that was passed over has no time.
 */
export function forecast(view, roomMs, plan = null) {
  const current = currentStep(view);
  const steps = programmeOf(view);
  const first = hasBegun(steps) ? 0 : (plan?.[steps[0]?.id]?.fromMs ?? 0);
  let at = Math.max(0, leftMs(current, roomMs) ?? 0, first);
  const times = current ? { [current.id]: { fromMs: null, toMs: at } } : {};
  const next = steps.indexOf(nextStep(view));
  for (const step of next < 0 ? [] : steps.slice(next).filter(isPlanned)) {
    // A step that runs beside another takes no time of its own.
    const beside = times[step.settings?.beside];
    times[step.id] = lasting(step, beside ? (beside.fromMs ?? 0) : at);
    at = Math.max(at, times[step.id].toMs);
  }
  return times;
}

/**
 * How the room is doing against the plan: {behindMs} (less than 0: ahead; 0: close enough),
 * {beginsInMs} before the begin, or null where there is nothing to say.
 */
export function standing(view, roomMs, plan) {
  const current = currentStep(view);
  const next = nextStep(view);
  if (!plan || (!current && !next)) return null;
  if (!current && !hasBegun(programmeOf(view)) && plan[next.id].fromMs > 0) {
    return { beginsInMs: plan[next.id].fromMs };
  }
  const behindMs = current
    ? Math.max(0, leftMs(current, roomMs) ?? 0) - plan[current.id].toMs
    : -plan[next.id].fromMs;
  return { behindMs: Math.abs(behindMs) < CLOSE_ENOUGH ? 0 : behindMs };
}

const lasting = (step, fromMs) => ({ fromMs, toMs: fromMs + step.minutes * MINUTE });

const isPlanned = (step) => step.state === "planned";

const hasBegun = (steps) => steps.some((step) => step.opened_room_ms != null);

function onTheClock(conference, wallMs) {
  if (!conference?.starts_at || conference.is_practice) return null;
  if (conference.date && conference.date !== dayOf(wallMs)) return null;
  const [hours, minutes] = conference.starts_at.split(":").map(Number);
  return new Date(wallMs).setHours(hours, minutes, 0, 0) - wallMs;
}

/** The calendar date here, as ISO 8601 writes it. */
function dayOf(wallMs) {
  const day = new Date(wallMs);
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function asOpened(steps, plan, roomMs) {
  const opened = steps.filter((step) => step.opened_room_ms != null);
  if (!opened.length) return null;
  const first = opened.reduce((one, other) =>
    other.opened_room_ms < one.opened_room_ms ? other : one,
  );
  return first.opened_room_ms - roomMs - plan[first.id].fromMs;
}
