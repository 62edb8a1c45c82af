/**
 * The largest size at which a text still fits its box, so that nothing is cut and nothing scrolls.
 *
 * Knows boxes and sizes only. The size is set as the custom property --fit on the box, in pixels.
 */

const STEPS = 12;

/** Set --fit on `box` to the largest size from `least` to `most` pixels at which it holds all. */
export function fit(box, least, most) {
  let low = least;
  let high = most;
  if (holds(box, most)) return;
  for (let step = 0; step < STEPS; step += 1) {
    const size = (low + high) / 2;
    if (holds(box, size)) low = size;
    else high = size;
  }
  holds(box, low);
}

function holds(box, size) {
  box.style.setProperty("--fit", `${size}px`);
  return box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
}
