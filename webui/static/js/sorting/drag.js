/**
 * Dragging cards with mouse, pen or finger. A finger takes a card by its grip, so that the rest of it
 * still scrolls; a mouse takes it anywhere.
 *
 * While somebody drags, where they can drop lies in a tray at the bottom of the screen, always near
 * and never moving. Knows no view: `lift(id)` gives {words, targets: [{to, words}]} or null, and
 * `drop(to)` is told where it ended, null for nowhere.
 */
import { html, render } from "../../vendor/lit.js";

const FAR_PX = 8;
const EDGE_PX = 40;
const SCROLL_PX = 10;
/** What a mouse presses is meant, not dragged. */
const PRESSED = "input, button, select, textarea, summary, a";

export function draggable(board, { lift, drop }) {
  let held = null;
  let shown = null;

  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || !event.isPrimary || event.button > 0) return;
    const isGrip = event.target.closest("[data-grip]") !== null;
    if (!isGrip && (event.pointerType === "touch" || event.target.closest(PRESSED))) return;
    held = { id: card.dataset.card, x: event.clientX, y: event.clientY, pointer: event.pointerId };
    for (const [kind, listen] of Object.entries(LISTENERS)) document.addEventListener(kind, listen, true);
  });

  const LISTENERS = {
    pointermove(event) {
      if (event.pointerId !== held.pointer) return;
      if (!shown && Math.hypot(event.clientX - held.x, event.clientY - held.y) < FAR_PX) return;
      if (!shown && !begin()) return end(null);
      shown.move(event.clientX, event.clientY);
    },
    pointerup(event) {
      if (event.pointerId === held.pointer) end(shown?.over ?? null);
    },
    pointercancel: () => end(null),
    keydown(event) {
      if (event.key !== "Escape" || !shown) return;
      // It would also close what the board lies in.
      event.preventDefault();
      event.stopPropagation();
      end(null);
    },
    selectstart: (event) => event.preventDefault(),
    dragstart: (event) => event.preventDefault(),
  };

  function begin() {
    const lifted = lift(held.id);
    shown = lifted && new Dragged(board, lifted);
    return shown !== null;
  }

  function end(to) {
    for (const [kind, listen] of Object.entries(LISTENERS)) document.removeEventListener(kind, listen, true);
    const wasDragged = shown !== null;
    shown?.remove();
    held = shown = null;
    if (!wasDragged) return;
    swallowClick();
    drop(to);
  }
}

/** What is seen of the dragging: the card under the pointer, and the tray. */
class Dragged {
  over = null;
  #tray = document.createElement("div");
  #ghost = document.createElement("div");
  #targets = [];
  #speed = 0;
  #next = 0;

  constructor(board, { words, targets }) {
    this.board = board;
    this.#ghost.className = "board-ghost";
    this.#ghost.textContent = words;
    this.#tray.className = "board-tray";
    render(targets.map(({ to, words }) => html`<div class="board-target" data-drop=${to}>${words}</div>`), this.#tray);
    // Nobody hears these: who cannot drag chooses a group in the bar.
    for (const part of [this.#tray, this.#ghost]) part.setAttribute("aria-hidden", "true");
    (board.closest("dialog") ?? document.body).append(this.#tray, this.#ghost);
    document.documentElement.toggleAttribute("data-dragging", true);
    this.#scroll();
  }

  move(x, y) {
    this.#ghost.style.translate = `${x + 12}px ${y + 12}px`;
    const under = document.elementFromPoint(x, y);
    const target = under?.closest("[data-drop]") ?? null;
    for (const old of this.#targets) old.toggleAttribute("data-over", false);
    this.over = target?.dataset.drop ?? null;
    this.#targets = this.over === null ? [] : this.#named(this.over);
    for (const one of this.#targets) one.toggleAttribute("data-over", true);
    this.#lookToScroll(x, y);
  }

  remove() {
    cancelAnimationFrame(this.#next);
    for (const old of this.#targets) old.toggleAttribute("data-over", false);
    document.documentElement.toggleAttribute("data-dragging", false);
    this.#tray.remove();
    this.#ghost.remove();
  }

  /** In the tray and on the board. */
  #named(to) {
    return [this.#tray, this.board].flatMap((part) =>
      [...part.querySelectorAll("[data-drop]")].filter(({ dataset }) => dataset.drop === to),
    );
  }

  /** At an edge of a tray with very many groups it moves on by itself. */
  #lookToScroll(x, y) {
    const { top, bottom, left, right } = this.#tray.getBoundingClientRect();
    const isIn = y >= top && y <= bottom && x >= left && x <= right;
    this.#speed = 0;
    if (isIn && y < top + EDGE_PX) this.#speed = -SCROLL_PX;
    if (isIn && y > bottom - EDGE_PX) this.#speed = SCROLL_PX;
  }

  #scroll() {
    if (this.#speed) this.#tray.scrollBy(0, this.#speed);
    this.#next = requestAnimationFrame(() => this.#scroll());
  }
}

/** The click that comes after a drag means nothing. */
function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
}
