/**
 * Room time on this device: what the box said last, plus what has passed here since.
 *
 * Some devices stop the monotonic clock while they sleep and some people set the wall clock: the
 * clock that went on furthest is believed, until the box says the time again.
 */

export class RoomClock {
  #room = 0;
  #wall = Date.now();
  #steady = performance.now();

  /** Room time now, in whole milliseconds. */
  now() {
    const passed = Math.max(performance.now() - this.#steady, Date.now() - this.#wall, 0);
    return Math.round(this.#room + passed);
  }

  set(roomMs) {
    if (!Number.isFinite(roomMs)) return;
    this.#room = roomMs;
    this.#wall = Date.now();
    this.#steady = performance.now();
  }
}
