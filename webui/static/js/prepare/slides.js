/**
 * The small pictures of slides: the big screen as it would show each, drawn by what draws the big
 * screen itself. Without this script its words stand there at a fixed size.
 */
import "../stage/picture.js";

/** Draw those that are in here. */
export function drawSlides(within) {
  for (const picture of within.querySelectorAll("stage-picture[data-view]")) {
    picture.view = JSON.parse(picture.dataset.view);
  }
}
