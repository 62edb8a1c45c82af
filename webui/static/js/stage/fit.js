/**
 * The largest size at which a text still fits its box, so that nothing is cut and nothing scrolls.
 *
 * Knows boxes and sizes only. The size is set as the custom property --fit on the box, in pixels.
 * Words stay whole as long as the letters stay legible; only then they may be broken (data-breaks).
 */

/** As near as this to the largest size is near enough: a hundredth cannot be seen. */
const NEAR = 1.01;
const TEXTS = "h2, p, li, blockquote";

/**
 * Set --fit on `box` to the largest size from `least` to `most` pixels at which it holds all, with
 * whole words if that can be done at `legible` pixels.
 */
export function fit(box, { least, legible, most }) {
  delete box.dataset.breaks;
  if (grow(box, legible, most)) return;
  box.dataset.breaks = "";
  if (!grow(box, legible, most)) grow(box, least, legible);
}

/** The same in one column or in two (data-columns), whichever leaves the larger letters. */
export function fitColumns(box, sizes) {
  const inColumns = (columns) => {
    box.dataset.columns = columns;
    fit(box, sizes);
    return { columns, letters: box.dataset.breaks === undefined ? sizeOf(box) : 0 };
  };
  const [one, two] = [inColumns(1), inColumns(2)];
  if (one.letters >= two.letters) inColumns(1);
}

const sizeOf = (box) => parseFloat(box.style.getPropertyValue("--fit"));

/** Whether the box holds all its text at this size, in pixels; it is left at it. */
export function holds(box, size) {
  box.style.setProperty("--fit", `${size}px`);
  if (box.scrollHeight > box.clientHeight + 1) return false;
  return [box, ...box.querySelectorAll(TEXTS)].every(
    (text) => text.scrollWidth <= text.clientWidth + 1,
  );
}

/** Whether the box holds its text at `least`; it is left at the largest size found. */
function grow(box, least, most) {
  if (holds(box, most)) return true;
  if (!holds(box, least)) return false;
  let low = least;
  let high = most;
  while (high / low > NEAR) {
    const size = Math.sqrt(low * high);
    if (holds(box, size)) low = size;
    else high = size;
  }
  return holds(box, low);
}
