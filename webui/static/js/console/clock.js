/**
 * Room time in the words of the room: what is left, how long ago, at what o'clock.
 *
 * Knows no document and no socket. Clock times come from this device's clock; they are always
 * reckoned from now, so that an outage of the box cannot make them wrong.
 */
import { language, t, tn } from "../words.js";

const MINUTE = 60_000;

/** "12 minutes left", "The time is up.", "3 minutes over time". */
export function sayLeft(ms) {
  if (ms > 0) return tn("{n} minute left", "{n} minutes left", Math.ceil(ms / MINUTE));
  const over = Math.floor(-ms / MINUTE);
  return over ? tn("{n} minute over time", "{n} minutes over time", over) : t("The time is up.");
}

/** "8 minutes behind", "3 minutes ahead", "on schedule", "Begins at 13:00". */
export function sayStanding({ beginsInMs, behindMs }) {
  if (beginsInMs !== undefined) return t("Begins at {time}", { time: clockIn(beginsInMs) });
  const n = Math.round(Math.abs(behindMs) / MINUTE);
  if (n === 0) return t("On schedule");
  return behindMs > 0
    ? tn("{n} minute behind", "{n} minutes behind", n)
    : tn("{n} minute ahead", "{n} minutes ahead", n);
}

/** "just now", "2 min ago", "1 h ago". */
export function sayAgo(ms) {
  if (ms < MINUTE) return t("just now");
  if (ms < 60 * MINUTE) return t("{n} min ago", { n: Math.floor(ms / MINUTE) });
  return t("{n} h ago", { n: Math.floor(ms / (60 * MINUTE)) });
}

/** The clock time so many milliseconds from now: 14.05 in Dutch, 14:05 in English. */
export const clockIn = (ms) => clockAt(Date.now() + ms);

/** The clock time of a moment in milliseconds since 1970. */
export function clockAt(wallMs) {
  const at = new Date(wallMs);
  const two = (number) => String(number).padStart(2, "0");
  const mark = language === "nl" ? "." : ":";
  return `${two(at.getHours())}${mark}${two(at.getMinutes())}`;
}
