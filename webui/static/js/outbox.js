/**
 * What is on its way to the box: the only module that knows the queue.
 *
 * `post` keeps a command in this browser before anything is sent, sends it as often as needed and
 * forgets it only when the box acknowledged it; what the box refuses is kept with its text and
 * shown. Commands go one by one in the order in which they were given. Every item has a key of its
 * own, so that two tabs never overwrite each other; both may send it, the box knows the id.
 *
 * `act` is for what makes no sense later (opening a step): it is sent now or not at all.
 *
 * Items belong to a person. Those of another person on this device are sent too, with their own
 * `as_person`, but not shown here.
 */
import { keep } from "./keep.js";
import { live } from "./live.js";
import { newId } from "./ids.js";
import { owner, page } from "./page.js";
import { t } from "./words.js";

const seat = page.as === "participant" ? page.as : [page.as, page.table].filter(Boolean).join("-");
const SHELF = `tafelronde.${page.conference}.outbox.${seat}.`;
const ANSWER_WITHIN_MS = 5000;
const ACT_WITHIN_MS = 10_000;
const AGAIN_MS = 3000;
const SAVED_KEPT = 30;

/** The box may say yes later: it is full, busy, cannot write, or does not know us yet. */
const PASSING = new Set(["busy", "cannot_save", "too_fast", "not_signed_in"]);

class Outbox extends EventTarget {
  #items = new Map();
  #acts = new Map();
  #sending = null;
  #timer = 0;
  #lastOrder = 0;

  constructor() {
    super();
    for (const key of keep.keys(SHELF)) this.#adopt(keep.read(key));
    window.addEventListener("storage", (event) => this.#elsewhere(event));
    live.addEventListener("hello", () => this.#resume());
    live.addEventListener("state", () => this.#stateChanged());
    live.addEventListener("answer", ({ detail }) => this.#answered(detail));
    live.addEventListener("unsent", ({ detail }) => this.#unsent(detail.id));
  }

  /** This person's items in the order in which they were given. */
  get items() {
    return this.#sorted().filter((item) => item.owner === owner);
  }

  /** How many items of anybody on this device the box has not yet taken. */
  get unsaved() {
    return this.#sorted().filter(isUnsaved).length;
  }

  /** Keep a command and send it when it can be; its id. */
  post(command) {
    const id = newId();
    const item = { id, owner, state: "waiting", order: this.#order(), command: dressed(command, id) };
    this.#items.set(id, item);
    this.#store(item);
    this.#changed();
    this.#pump();
    return id;
  }

  /** The same, in the place of what waits and says the same kind of thing: the last one counts. */
  postInstead(command, isLike) {
    for (const item of this.items) {
      if (item.state === "waiting" && isLike(item.command)) this.#drop(item.id);
    }
    return this.post(command);
  }

  /**
   * Ask for something now; resolves with the ack, rejects with {code, message}. Whoever may ask the
   * same once more gives it an id of its own: then the box does it once.
   */
  act(command) {
    const id = command.id ?? newId();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id, "reject", noAnswer()), ACT_WITHIN_MS);
      this.#acts.set(id, { command: dressed(command, id), resolve, reject, timer });
      live.send(this.#acts.get(id).command);
    });
  }

  /** Let a refused item go, with its text. */
  forget(id) {
    if (this.#items.get(id)?.state !== "refused") return;
    this.#drop(id);
    this.#changed();
  }

  /** Send a refused item again with other members, under a new id. */
  retry(id, members = {}) {
    const item = this.#items.get(id);
    if (item?.state !== "refused") return;
    this.post({ ...item.command, ...members });
    this.forget(id);
  }

  #pump() {
    if (this.#sending || this.#timer) return;
    const next = this.#sorted().find((item) => item.state === "waiting");
    if (!next || !live.send(next.command)) return;
    this.#sending = next.id;
    this.#set(next.id, { state: "sending" });
    this.#pause(ANSWER_WITHIN_MS, () => this.#unsent(next.id));
  }

  /** A new line: what was under way may or may not have arrived, so it goes again. */
  #resume() {
    this.#release();
    for (const { command } of this.#acts.values()) live.send(command);
    this.#pump();
  }

  #stateChanged() {
    if (live.state === "gone") this.#release();
    else this.#pump();
  }

  #unsent(id) {
    if (this.#sending !== id) return;
    this.#release();
    live.wake();
    this.#pause(AGAIN_MS, () => this.#pump());
  }

  #release() {
    this.#clear();
    if (this.#sending) this.#set(this.#sending, { state: "waiting" });
    this.#sending = null;
  }

  #answered(answer) {
    const id = answer.ack ?? answer.refused;
    if (this.#acts.has(id)) return this.#settle(id, answer.ack ? "resolve" : "reject", answer);
    if (!this.#items.has(id)) return undefined;
    if (answer.refused && PASSING.has(answer.code)) return this.#later(id, answer);
    if (this.#sending === id) {
      this.#sending = null;
      this.#clear();
    }
    if (answer.ack) this.#saved(id, answer);
    else this.#refused(id, answer);
    return this.#pump();
  }

  #later(id, { code, message }) {
    if (this.#sending !== id) return;
    this.#release();
    this.#set(id, { code, message });
    this.#pause(AGAIN_MS, () => this.#pump());
  }

  #saved(id, { made, seq }) {
    keep.drop(SHELF + id);
    this.#set(id, { state: "saved", made, seq, code: undefined, message: undefined }, false);
    const saved = this.#sorted().filter((item) => item.state === "saved");
    saved.slice(0, -SAVED_KEPT).forEach((item) => this.#items.delete(item.id));
  }

  #refused(id, { code, message }) {
    this.#set(id, { state: "refused", code, message });
  }

  #settle(id, way, answer) {
    const act = this.#acts.get(id);
    if (!act) return;
    this.#acts.delete(id);
    clearTimeout(act.timer);
    act[way](answer);
  }

  /** Another tab kept, changed or finished an item. */
  #elsewhere({ key, newValue }) {
    if (!key?.startsWith(SHELF)) return;
    const id = key.slice(SHELF.length);
    if (newValue !== null) this.#adopt(JSON.parse(newValue));
    else if (this.#items.get(id)?.state === "refused") this.#items.delete(id);
    else if (this.#items.has(id)) this.#saved(id, {});
    this.#changed();
    // The other tab is sending it; should it be closed meanwhile, this one does.
    setTimeout(() => this.#pump(), ANSWER_WITHIN_MS);
  }

  #adopt(item) {
    if (!item?.id || !item.command || this.#sending === item.id) return;
    const state = item.state === "refused" ? "refused" : "waiting";
    this.#items.set(item.id, { ...item, state });
  }

  #set(id, members, isKept = true) {
    const item = { ...this.#items.get(id), ...members };
    this.#items.set(id, item);
    if (isKept && members.state !== "sending") this.#store(item);
    this.#changed();
  }

  #store(item) {
    keep.write(SHELF + item.id, item);
  }

  #drop(id) {
    this.#items.delete(id);
    keep.drop(SHELF + id);
  }

  #pause(ms, act) {
    this.#clear();
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      act();
    }, ms);
  }

  #clear() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #sorted() {
    return [...this.#items.values()].sort((one, other) => one.order - other.order);
  }

  /** Grows with every item of this tab, and with the time between tabs. */
  #order() {
    this.#lastOrder = Math.max(this.#lastOrder + 1, Date.now());
    return this.#lastOrder;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

export const isUnsaved = (item) => item.state === "waiting" || item.state === "sending";

/** The command with what every command carries. */
function dressed(command, id) {
  const members = { ...command, id, conference: page.conference, written_ms: live.roomMs() };
  if (page.as === "participant") members.as_person = page.personNumber;
  return members;
}

const noAnswer = () => ({
  code: "no_answer",
  message: t("The box did not answer. Look whether it happened, then try again."),
});

export const outbox = new Outbox();
