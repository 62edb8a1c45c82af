/**
 * One WebSocket to the box, from opening until it is gone; it never comes back, live.js makes a new
 * one.
 *
 * A socket may be dead without a word (a phone that slept, an access point that fell over), and the
 * browser does not show the box's pings to us. So we ask for a sign of life ourselves, and a socket
 * that gives none in time is gone.
 */

const OPEN_WITHIN_MS = 7000;
const ANSWER_WITHIN_MS = 3000;
const PING_EVERY_MS = 20_000;

export class Socket {
  #ws;
  #handlers;
  #timers = new Set();
  #beat;
  #pinged = 0;

  /** `handlers`: frame(object) for every frame, gone(had a hello: bool) exactly once. */
  constructor(url, handlers) {
    this.#handlers = handlers;
    this.hadHello = false;
    this.bornMs = performance.now();
    this.#ws = new WebSocket(url);
    this.#ws.onmessage = (message) => this.#heard(message.data);
    this.#ws.onclose = () => this.close();
    this.#after(OPEN_WITHIN_MS, () => this.hadHello || this.close());
    this.#beat = setInterval(() => document.hidden || this.check(), PING_EVERY_MS);
  }

  /** Give a frame to the box; false when the socket is not open. */
  send(frame) {
    if (!this.hadHello || this.#ws.readyState !== WebSocket.OPEN) return false;
    this.#ws.send(JSON.stringify(frame));
    return true;
  }

  /** Ask for a sign of life; without one the socket is closed. */
  check() {
    if (!this.hadHello || this.#pinged) return;
    this.#pinged = performance.now();
    this.send({ type: "ping" });
    this.#after(ANSWER_WITHIN_MS, () => this.#pinged && this.close());
  }

  /** Let go at once, without waiting for the other side, which may be gone. */
  close() {
    const handlers = this.#handlers;
    if (!handlers) return;
    this.#handlers = null;
    clearInterval(this.#beat);
    this.#timers.forEach(clearTimeout);
    this.#ws.onmessage = this.#ws.onclose = null;
    this.#ws.close();
    handlers.gone(this);
  }

  #heard(text) {
    this.#pinged = 0;
    const frame = JSON.parse(text);
    if (frame.type === "hello") this.hadHello = true;
    this.#handlers?.frame(frame);
  }

  #after(ms, act) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}
