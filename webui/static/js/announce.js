/**
 * What a screen reader hears: the only module that speaks in the status region.
 *
 * What changes in the room is one sentence per 30 seconds, the newest, and never while somebody
 * types. What somebody did just now is answered at once (`isAnswer`), also between those.
 */

const QUIET_MS = 30_000;
const TYPING_MS = 4000;

let typedMs = -TYPING_MS;
let spokenMs = -QUIET_MS;
let waiting = null;
let timer = 0;

document.addEventListener("input", () => (typedMs = performance.now()), { passive: true });

/**
 * Say a sentence, or what a function gives when the moment has come.
 *
 * A newer one takes the place of one that waits, unless that one weighs more.
 */
export function announce(sentence, { isAnswer = false, weight = 0 } = {}) {
  if (isAnswer) {
    speak(sentence);
    return;
  }
  if (weight >= (waiting?.weight ?? 0)) waiting = { sentence, weight };
  if (!timer) plan();
}

function plan() {
  const now = performance.now();
  const wait = Math.max(spokenMs + QUIET_MS - now, typedMs + TYPING_MS - now, 0);
  timer = setTimeout(say, wait);
}

function say() {
  timer = 0;
  if (performance.now() - typedMs < TYPING_MS) {
    plan();
    return;
  }
  const { sentence } = waiting;
  waiting = null;
  spokenMs = performance.now();
  speak(typeof sentence === "function" ? sentence() : sentence);
}

function speak(sentence) {
  const region = document.getElementById("status");
  if (!region) return;
  // The same sentence twice is only heard when the text changes.
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
}
