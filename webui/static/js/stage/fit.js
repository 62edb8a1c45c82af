/**
 * The largest size at which a text still fits its box, so that nothing is cut and nothing scrolls.
 *
 * Knows boxes and sizes only. The size is set as the custom property --fit on the box, in pixels.
 * Words stay whole as long as the letters stay legible; only then they may be broken (data-breaks).
 */

const STEPS = 12;
const TEXTS = "h2, p, li, blockquote";

/**
 * Set --fit on `box` to the largest size from `least` to `most` pixels at which it holds all, with
 * whole words if that can be done at `legible` pixels.
 */
export function fit(box, { least, legible, most }) {
  delete box.dataset.breaks;
  if (grow(box, legible, most)) return;
  box.dataset.breaks = "";
  grow(box, least, most);
}

/** Whether the box holds its text at `least`; it is left at the largest size found. */
function grow(box, least, most) {
  if (holds(box, most)) return true;
  if (!holds(box, least)) return false;
  let low = least;
  let high = most;
  for (let step = 0; step < STEPS; step += 1) {
    const size = (low + high) / 2;
    if (holds(box, size)) low = size;
    else high = size;
  }
  return holds(box, low);
}

function holds(box, size) {
  box.style.setProperty("--fit", `${size}px`);
  if (box.scrollHeight > box.clientHeight + 1) return false;
  return [box, ...box.querySelectorAll(TEXTS)].every(
    (text) => text.scrollWidth <= text.clientWidth + 1,
  );
}
