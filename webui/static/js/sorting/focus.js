/**
 * Where somebody is on a board, so that they are still somewhere when it goes from under them: what
 * is next in the same list, else the heading above it.
 */

const STOPS = "input, button, select, summary, textarea";

export class Place {
  #board;
  #card;
  #list;
  #at;
  #part;

  /** Where the focus is, or null where it is not on this board. */
  static of(board) {
    const { activeElement } = document;
    return board.contains(activeElement) && activeElement !== board ? new Place(board, activeElement) : null;
  }

  constructor(board, element) {
    this.#board = board;
    this.#card = element.closest("li, .board-group");
    this.#list = this.#card?.parentElement ?? null;
    this.#at = this.#list ? [...this.#list.children].indexOf(this.#card) : 0;
    this.#part = element.closest(".board-bar") ? ".board-bar button:not(:disabled)" : null;
  }

  /** Go on from there, if the focus was lost. */
  keep() {
    if (document.activeElement && document.activeElement !== document.body) return;
    (this.#near() ?? this.#board.querySelector("#sort-left, summary"))?.focus();
  }

  #near() {
    if (this.#part) return this.#board.querySelector(this.#part);
    if (this.#card?.isConnected) return this.#card.querySelector(STOPS);
    if (!this.#list?.isConnected) return null;
    const { children } = this.#list;
    return children[Math.min(this.#at, children.length - 1)]?.querySelector(STOPS) ?? null;
  }
}
