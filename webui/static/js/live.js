/**
 * The line to the box: the only module that knows the socket.
 *
 * `live.view` is what this page's audience sees, `live.mine` what is this person's own; both are
 * replaced, never changed in place. Events: "view" (detail.kinds: Set, once per frame of the
 * screen), "mine", "state", "hello" (detail: the frame), "answer" (detail: ack or refused), "unsent"
 * (detail.id: the line broke under this command), "bye" (detail.reason).
 *
 * state: connecting | connected | polling | gone. reason, while gone: "offline" (this device has
 * no network), "no_answer" (the box does not answer), "restart" (the box said it restarts), or the
 * code with which the box refuses this page.
 */
import { RoomClock } from "./live/clock.js";
import { fold, touched } from "./live/fold.js";
import * as http from "./live/http.js";
import { Socket } from "./live/socket.js";
import { asQuery, page } from "./page.js";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 6000;
const POLL_EVERY_MS = 3000;
const SOCKET_AGAIN_MS = 20_000;
const REFUSED_WAIT_MS = 10_000;
const STEADY_AFTER_MS = 10_000;
const FAILURES_BEFORE_POLLING = 2;
const RESTART_MS = 90_000;

/** What the page was rendered from, as the box put it into the page; empty where it did not. */
const rendered = JSON.parse(document.getElementById("view")?.textContent || "{}");

class Live extends EventTarget {
  view = rendered.view ?? {};
  mine = rendered.mine ?? null;
  // Who was given no view has missed everything.
  seq = rendered.view ? page.seq : 0;
  box = rendered.view ? page.box : "";
  state = "connecting";
  reason = "";

  #clock = new RoomClock();
  #socket = null;
  #failures = 0;
  #waits = 0;
  #retry = 0;
  #poll = 0;
  #isAsking = false;
  #restartUntil = 0;
  #kinds = new Set();
  #isBatching = false;
  #first = null;

  constructor() {
    super();
    this.#clock.set(page.roomMs);
  }

  /** Let the first connection wait until this promise is fulfilled. */
  startAfter(promise) {
    this.#first = promise;
  }

  /** Keep up with the box from now on. */
  async start() {
    await this.#first;
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    for (const event of ["online", "offline", "pageshow", "focus"]) {
      window.addEventListener(event, () => this.wake());
    }
    this.#connect();
  }

  /** Room time now, in milliseconds. */
  roomMs() {
    return this.#clock.now();
  }

  /** Give an object to the box; true when it is on its way (the answer comes as an event). */
  send(object) {
    if (this.#socket?.send(object)) return true;
    if (this.state !== "polling") return false;
    if (object.do) this.#post(object);
    return true;
  }

  /** Find out now whether the line still works, and try again at once if it does not. */
  wake() {
    if (this.#socket?.hadHello) {
      this.#socket.check();
      return;
    }
    this.#waits = 0;
    if (!this.#socket) this.#connect();
  }

  #connect() {
    clearTimeout(this.#retry);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = asQuery({ since: this.seq, box: this.box });
    this.#socket = new Socket(`${scheme}://${location.host}/live?${query}`, {
      frame: (frame) => this.#take(frame),
      gone: (socket) => this.#lost(socket),
    });
  }

  #take(frame) {
    switch (frame.type) {
      case "hello":
        this.#greet(frame);
        break;
      case "snapshot":
      case "changes":
        this.#fold(frame);
        break;
      case "mine":
        this.#own(frame.doc);
        break;
      case "ack":
      case "refused":
        this.#emit("answer", frame);
        break;
      case "pong":
        this.#clock.set(frame.room_ms);
        break;
      case "bye":
        if (frame.reason === "restart") this.#restartUntil = Date.now() + RESTART_MS;
        this.#emit("bye", frame);
        break;
      default: // a newer box may say more than we know
    }
  }

  #greet(frame) {
    clearTimeout(this.#poll);
    this.#failures = 0;
    this.#restartUntil = 0;
    this.#meet(frame);
    this.#mark("connected", "");
    this.#emit("hello", frame);
  }

  #meet({ box, room_ms: roomMs }) {
    this.#clock.set(roomMs);
    this.box = box;
  }

  #fold(frame) {
    const kinds = touched(this.view, frame);
    this.view = fold(this.view, frame);
    this.seq = frame.seq;
    kinds.forEach((kind) => this.#kinds.add(kind));
    if (kinds.size && !this.#isBatching) this.#batch();
  }

  #batch() {
    this.#isBatching = true;
    const tell = () => {
      this.#isBatching = false;
      const kinds = this.#kinds;
      this.#kinds = new Set();
      this.#emit("view", { kinds });
    };
    // A hidden page paints no frames, but what it says aloud or keeps must not wait for one.
    if (document.hidden) setTimeout(tell, 100);
    else requestAnimationFrame(tell);
  }

  #own(doc) {
    this.mine = doc;
    this.#emit("mine", doc);
  }

  #lost(socket) {
    this.#socket = null;
    const wasSteady = performance.now() - socket.bornMs > STEADY_AFTER_MS;
    if (socket.hadHello && wasSteady) this.#waits = 0;
    this.#failures = socket.hadHello ? 0 : this.#failures + 1;
    if (this.state === "polling") {
      this.#again(SOCKET_AGAIN_MS);
      return;
    }
    if (this.state === "connected") this.#mark("gone", this.#guess());
    this.#again(this.#wait());
    // Beside trying again, not before it: over a line that died, this may take long.
    if (!socket.hadHello) this.#ask();
  }

  /** Whose fault is it? Whether the box answers over HTTP tells, and brings news if it does. */
  async #ask() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { status, body } = await http.changes(this.seq, this.box);
    this.#isAsking = false;
    if (this.state === "connected") return;
    if (status === 200) this.#answered(body);
    else this.#unanswered(status, body);
  }

  #answered(body) {
    this.#meet(body);
    this.#fold(body);
    if (body.mine) this.#own(body.mine);
    if (this.state !== "polling") {
      if (this.#failures < FAILURES_BEFORE_POLLING) return;
      this.#startPolling(body);
    }
    clearTimeout(this.#poll);
    this.#poll = setTimeout(() => this.#ask(), POLL_EVERY_MS);
  }

  #startPolling(body) {
    this.#mark("polling", "");
    this.#emit("hello", { type: "hello", ...body });
    this.#again(SOCKET_AGAIN_MS);
  }

  #unanswered(status, body) {
    const wasPolling = this.state === "polling";
    this.#mark("gone", body?.code ?? this.#guess());
    // Who is refused need not knock so often; who was polling has to find another way.
    if (status >= 400 && status < 500) this.#again(REFUSED_WAIT_MS);
    else if (wasPolling) this.#again(this.#wait());
  }

  #again(waitMs) {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#socket || this.#connect(), waitMs);
  }

  /** Longer every time, and never the same for two phones: a room must not knock in step. */
  #wait() {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#waits);
    this.#waits += 1;
    return longest * (0.5 + Math.random() / 2);
  }

  /** Why nothing answers, as far as this side can tell. */
  #guess() {
    if (Date.now() < this.#restartUntil) return "restart";
    return navigator.onLine === false ? "offline" : "no_answer";
  }

  async #post(object) {
    const { status, body } = await http.command(object);
    if (body?.ack) this.#emit("answer", { type: "ack", ...body });
    else if (body?.code) this.#emit("answer", { type: "refused", ...body, refused: object.id });
    else this.#emit("unsent", { id: object.id });
    if (!status && this.state === "polling") this.#ask();
  }

  #mark(state, reason) {
    if (state === this.state && reason === this.reason) return;
    this.state = state;
    this.reason = reason;
    this.#emit("state", { state, reason });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

export const live = new Live();

// After all modules of the page have run, so that nobody misses the first event.
if (page.as) setTimeout(() => live.start());
