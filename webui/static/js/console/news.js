/**
 * What is said aloud on the facilitator's and the observer's pages: how many contributions came in,
 * and the time at 5, 1 and 0 minutes. The announcer decides when it may be said.
 */
import { announce } from "../announce.js";
import { live } from "../live.js";
import { currentStep, leftMs } from "../room.js";
import { tn } from "../words.js";
import { sayLeft } from "./clock.js";

const MINUTE_MS = 60_000;
const SPOKEN_MINUTES = [5, 1, 0];
const EVERY_MS = 1000;

/** Begin to tell. */
export function tellNews() {
  tellEntries();
  tellTime();
}

function tellEntries() {
  let told = newest();
  live.addEventListener("view", ({ detail }) => {
    if (!detail.kinds.has("entries") || newest() <= told) return;
    // Counted when it is said: by then more may have come in.
    announce(() => {
      const n = seqs().filter((seq) => seq > told).length;
      told = newest();
      return n ? tn("{n} new contribution.", "{n} new contributions.", n) : "";
    });
  });
}

const seqs = () => Object.values(live.view.entries ?? {}).map((entry) => entry.seq);

const newest = () => Math.max(0, ...seqs());

/** Begin to tell the time that is left at 5, 1 and 0 minutes. */
export function tellTime() {
  let before = null;
  setInterval(() => {
    const now = minutesLeft();
    if (SPOKEN_MINUTES.includes(now?.minutes) && isTurn(before, now)) announce(sayLeft(now.ms));
    before = now;
  }, EVERY_MS);
}

function minutesLeft() {
  const step = currentStep(live.view);
  const ms = step?.state === "open" ? leftMs(step, live.roomMs()) : null;
  return ms === null ? null : { step: step.id, ms, minutes: Math.max(0, Math.ceil(ms / MINUTE_MS)) };
}

const isTurn = (before, now) => before?.step === now.step && before.minutes !== now.minutes;
