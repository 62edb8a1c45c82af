/**
 * A vote that was just made up: one question with a few answers, or dots over a few items, put right
 * behind what runs now, where the facilitator opens it as any other step.
 */
import { html, live as bound, nothing } from "../../vendor/lit.js";
import { newId } from "../ids.js";
import { isClosed } from "../room.js";
import { say, t } from "../words.js";
import { programmeOf } from "./board.js";
import { ConsoleElement } from "./element.js";

const MINUTES = 3;
const QUESTION_MOST = 300;
const DOTS = 3;
const DOTS_MOST = 100;
const FEW = 2;

const WAYS = {
  single: () => t("One answer"),
  multiple: () => t("Several answers"),
  yes_no: () => t("Yes, no or no opinion"),
  dots: () => t("Dots on a list"),
};

export class ConsoleQuick extends ConsoleElement {
  static kinds = ["activities", "conferences"];
  static properties = {
    acts: { type: Boolean },
    way: { state: true },
    question: { state: true },
    lines: { state: true },
    dots: { state: true },
    /** The id of the step that was made last. */
    made: { state: true },
  };

  constructor() {
    super();
    this.acts = false;
    this.way = "single";
    this.question = "";
    this.lines = "";
    this.dots = DOTS;
    this.made = "";
  }

  render() {
    if (isClosed(this.view)) return nothing;
    return html`<details class="quick">
      <summary>${t("Ask something in between")}</summary>
      <form class="quick-form" @submit=${(event) => this.put(event)}>
        <label>
          <span>${t("Question")}</span>
          <input name="question" maxlength=${QUESTION_MOST} autocomplete="off" .value=${bound(this.question)} @input=${({ target }) => (this.question = target.value)} />
        </label>
        <label>
          <span>${t("How people answer")}</span>
          <select name="way" @change=${({ target }) => (this.way = target.value)}>
            ${Object.entries(WAYS).map(
              ([way, words]) => html`<option value=${way} ?selected=${way === this.way}>${words()}</option>`,
            )}
          </select>
        </label>
        ${this.way === "yes_no" ? nothing : this.answers()} ${this.way === "dots" ? this.amount() : nothing}
        <button class="act" aria-disabled=${this.isBusy("quick") ? "true" : nothing}>
          ${t("Put it next")}
        </button>
      </form>
      ${this.refusal("quick")}
      <p class="told" role="status">${this.told()}</p>
      ${this.again()}
    </details>`;
  }

  answers() {
    return html`<label>
      <span>${this.way === "dots" ? t("Items, one on a line") : t("Answers, one on a line")}</span>
      <textarea name="lines" rows="3" .value=${bound(this.lines)} @input=${({ target }) => (this.lines = target.value)}></textarea>
    </label>`;
  }

  amount() {
    return html`<label>
      <span>${t("Dots per person")}</span>
      <input name="dots" type="number" min="1" max=${DOTS_MOST} required .value=${bound(this.dots)} @input=${({ target }) => (this.dots = target.valueAsNumber)} />
    </label>`;
  }

  told() {
    const step = this.step;
    if (!step || step.state !== "planned") return nothing;
    return t("“{title}” is next in the programme. Open it when the room is ready.", { title: say(step.title) });
  }

  again() {
    const step = this.step;
    if (!step || step.state !== "planned") return nothing;
    return html`<p class="acts small">
      ${this.button("quick", t("Take it out again"), { do: "remove_activity", activity: step.id })}
    </p>`;
  }

  get step() {
    return programmeOf(this.view).find(({ id }) => id === this.made) ?? null;
  }

  put(event) {
    event.preventDefault();
    const title = this.question.trim();
    const lines = this.lines.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!title) this.lack("question", t("Type the question first."));
    else if (this.way !== "yes_no" && lines.length < FEW) this.lack("lines", t("Give at least two, one on a line."));
    else this.ask("quick", { do: "put_activity", item: itemOf(this.way, title, lines, this.dots), ...this.behind() });
  }

  lack(field, words) {
    this.refusals.set("quick", words);
    this.requestUpdate();
    this.querySelector(`[name="${field}"]`).focus();
  }

  /** Behind the last step that was begun; nothing where none was. */
  behind() {
    const last = programmeOf(this.view).findLast(({ state }) => state !== "planned");
    return last ? { after: last.id } : {};
  }

  accepted(near, command, answer) {
    if (command.do === "remove_activity") this.made = "";
    if (command.do !== "put_activity") return;
    this.made = answer.made;
    this.question = "";
    this.lines = "";
    // Before anything has begun the next step is the first one.
    if (!command.after) this.ask("quick", { do: "move_activity", activity: answer.made, to: 1 });
  }

  /** Unfold it and put the cursor in the question. */
  write() {
    const fold = this.querySelector("details");
    if (!fold) return;
    fold.open = true;
    fold.querySelector("input").focus();
    fold.scrollIntoView({ block: "nearest" });
  }
}

/** The step in the programme; items have ids that no other list has. */
function itemOf(way, title, lines, dots) {
  const step = { title, minutes: MINUTES };
  const mark = newId().slice(0, 12);
  const items = lines.map((text, at) => ({ id: `${mark}-${at + 1}`, text }));
  if (way === "dots") return { ...step, kind: "dots", dots_each: dots, items };
  return { ...step, kind: "poll", form: way, ...(way === "yes_no" ? {} : { options: items }) };
}

customElements.define("console-quick", ConsoleQuick);
