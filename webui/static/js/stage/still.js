/**
 * The pointer on the big screen, and what it brings with it: both go after a moment in which nobody
 * moves. The room looks at the picture, not at an arrow that was left on it.
 */

const MOMENT_MS = 3000;

/** Mark `stage` as still (data-still) whenever nobody moved the pointer for a moment. */
export function keepStill(stage) {
  let timer = 0;
  const rest = () => (stage.dataset.still = "");
  const stir = () => {
    delete stage.dataset.still;
    clearTimeout(timer);
    timer = setTimeout(rest, MOMENT_MS);
  };
  for (const event of ["pointermove", "pointerdown"]) document.addEventListener(event, stir);
  rest();
}
