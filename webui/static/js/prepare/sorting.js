/**
 * Dragging a card by its grip to another place in the list, with mouse or finger. The buttons
 * beside the grip do the same. Lets nobody know but `moved(card, place)`, from 1.
 */

export function sortable(list, moved) {
  let card = null;
  let from = 0;

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    // A card may hold a list with grips of its own.
    if (!grip || event.button > 0 || grip.closest("li").parentElement !== list) return;
    card = grip.closest("li");
    from = placeOf(card);
    card.dataset.dragged = "";
    grip.setPointerCapture(event.pointerId);
    // A card that moves lets go of the pointer, which may then come up anywhere.
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, drop, { once: true });
    event.preventDefault();
  });

  list.addEventListener("pointermove", (event) => {
    if (!card) return;
    const over = [...list.children].find((other) => other !== card && isOver(other, event.clientY));
    if (!over) return;
    const isBelow = placeOf(over) > placeOf(card);
    over[isBelow ? "after" : "before"](card);
  });

  function drop() {
    if (!card) return;
    const done = card;
    card = null;
    delete done.dataset.dragged;
    if (placeOf(done) !== from) moved(done, placeOf(done));
  }
}

const placeOf = (card) => [...card.parentElement.children].indexOf(card) + 1;

/** Past its middle, so that a card does not jump to and fro between two of unlike heights. */
function isOver(card, y) {
  const { top, height } = card.getBoundingClientRect();
  return y > top + height / 4 && y < top + (height * 3) / 4;
}
