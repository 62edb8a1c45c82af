/**
 * The one thing for a chair to do now, in words: first silence, then reading together, at the end
 * three points, an agreement and "ready". Pure; never says who has not written.
 */
import { hasPoints } from "./places.js";
import { isDiscussion, isHarvest, leftMs } from "./room.js";
import { say, t, tn } from "./words.js";

const MINUTE_MS = 60_000;
const SILENCE_MS = 3 * MINUTE_MS;
const QUIET_MS = 6 * MINUTE_MS;
const CLOSING_MS = 5 * MINUTE_MS;
const CLOSING_SHARE = 1 / 3;

/**
 * `place`: the question that is looked at, or null; `current`: the room's step, or null; `cell`,
 * `summary` and `signal`: this table's; `hasMore`: whether another question of the step waits for
 * its points; `roomMs`: room time now.
 */
export function nextThing(now) {
  const { place, current } = now;
  if (current?.state === "paused") return paused();
  if (!place && isHarvest(current)) return harvesting();
  if (!place) return t("This screen moves on by itself.");
  if (current && place.step.id !== current.id) return t("The room is at: {title}.", { title: say(current.title) });
  if (!current) return `${t("This question is closed.")} ${finish(now)}`;
  return isClosing(now) ? closing(now) : working(now);
}

function isClosing({ place: { step }, roomMs }) {
  const left = leftMs(step, roomMs);
  if (left === null) return false;
  return left <= Math.min(CLOSING_MS, step.minutes * MINUTE_MS * CLOSING_SHARE || CLOSING_MS);
}

function closing(now) {
  const minutes = Math.ceil(leftMs(now.place.step, now.roomMs) / MINUTE_MS);
  const left = tn("{n} minute left", "{n} minutes left", minutes);
  return `${minutes > 0 ? `${left}.` : t("The time is up.")} ${finish(now)}`;
}

function working({ place: { step }, cell, roomMs }) {
  if (isDiscussion(step)) return t("Read together what speaks for and against. Answer the questions.");
  if (!step.writers.includes("participant")) return t("Talk about the question together. You type.");
  const passed = roomMs - step.opened_room_ms;
  if (passed < SILENCE_MS) return t("First 3 minutes of typing in silence.");
  const isQuiet = cell && cell.share < 1 && (passed < QUIET_MS || cell.share === 0);
  return isQuiet ? quiet(cell) : t("Read the contributions together and talk about them.");
}

function quiet({ contributed, people }) {
  if (contributed === null) return t("Not everybody has written yet. Give one more minute of silence.");
  return tn(
    "{n} of {total} has not written yet. Give one more minute of silence.",
    "{n} of {total} have not written yet. Give one more minute of silence.",
    people - contributed,
    { total: people },
  );
}

function finish({ summary, signal, hasMore }) {
  if (!hasPoints(summary)) return t("Write the three points together.");
  if (!summary.is_agreed) return t("Read the points aloud. Right? Press “This is right”.");
  if (hasMore) return t("On to the next question.");
  return signal === "ready" ? t("You are ready. The facilitator sees it.") : t("Press “Ready”.");
}

const harvesting = () =>
  t("Write what your table wants everyone to hear. It comes onto the big screen when it is your turn.");

const paused = () => t("Please listen for a moment. The facilitator has paused this step.");
