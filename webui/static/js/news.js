/** What happened in the room since it was last told: said aloud, one sentence at a time. */
import { announce } from "./announce.js";
import * as room from "./room.js";
import { say, t, tn } from "./words.js";

const WEIGHTY = { weight: 1 };

export class News {
  #heardSeq = null;
  #message = null;
  #step = null;

  /** Tell what is new in a view; the first one is where we come in, and no news. */
  hear(view, mine) {
    const isFirst = this.#heardSeq === null;
    const step = room.currentStep(view);
    const message = room.newestMessage(view);
    if (!isFirst) {
      this.#tellStep(step);
      this.#tellMessage(message);
      this.#tellEntries(view, mine, step);
    }
    this.#step = step;
    this.#message = message;
    if (isFirst) this.#heardSeq = newest(view);
  }

  #tellStep(step) {
    const isSame = step?.id === this.#step?.id && step?.state === this.#step?.state;
    if (isSame) return;
    if (!step) announce(t("This step is closed. This screen moves on by itself."), WEIGHTY);
    else if (step.state === "paused") announce(paused(), WEIGHTY);
    else announce(t("The room moves on to: {title}.", { title: say(step.title) }), WEIGHTY);
  }

  #tellMessage(message) {
    if (!message || message.id === this.#message?.id) return;
    announce(`${t("Message from the facilitator")}: ${message.text}`, WEIGHTY);
  }

  #tellEntries(view, mine, step) {
    const isNews = ([id, { seq, activity }]) =>
      seq > this.#heardSeq && activity === step?.id && !mine?.entries?.[id];
    const unheard = () => Object.entries(view.entries ?? {}).filter(isNews).length;
    if (!unheard()) return;
    announce(() => {
      const n = unheard();
      this.#heardSeq = newest(view);
      if (n === 0) return "";
      return step.scope === "table" ? atTable(n) : anywhere(n);
    });
  }
}

const paused = () =>
  t("Please listen for a moment. The facilitator has paused this step. Your draft stays.");

const atTable = (n) =>
  tn("{n} new contribution at your table.", "{n} new contributions at your table.", n);

const anywhere = (n) => tn("{n} new contribution", "{n} new contributions", n);

const newest = (view) => Math.max(0, ...room.documents(view, "entries").map(({ seq }) => seq));
