/**
 * The discussion that the room is in: each topic with where people stand and what was said last, and
 * which of them stands on the big screen.
 */
import { html, nothing } from "../../vendor/lit.js";
import { page } from "../page.js";
import { isDiscussion } from "../room.js";
import { languageOf, say, t } from "../words.js";
import { figures, stanceWords } from "../talking/stances.js";
import { currentStep, docs } from "./board.js";
import { ConsoleElement } from "./element.js";
import { tableName } from "./names.js";
import { short } from "../text.js";

const NEWEST_MOST = 120;

export class ConsoleDiscussion extends ConsoleElement {
  static kinds = ["conferences", "activities", "tables", "entries", "discussions"];
  static properties = { acts: { type: Boolean } };

  constructor() {
    super();
    this.acts = false;
  }

  render() {
    const step = this.step();
    if (!step) return nothing;
    const { topics, now } = this.told(step);
    const newest = newestOf(this.view, step);
    return html`<section class="panel" aria-labelledby="talk-name">
      <h2 id="talk-name">${t("Discussion: {title}", { title: say(step.title) })}</h2>
      ${this.acts ? this.turning(step, topics, now) : nothing} ${this.refusal("talk")}
      <ol class="talk-list" role="list">
        ${topics.map((topic) => this.row(step, topic, now, newest[topic.id]))}
      </ol>
    </section>`;
  }

  turning(step, topics, now) {
    const at = topics.findIndex(({ id }) => id === now.topic);
    return html`<div class="slides" role="group" aria-label=${t("Topics on the big screen")}>
      ${this.turner("talk", t("Previous topic"), -1, at < 0)}
      ${this.turner("talk", t("Next topic"), 1, at >= topics.length - 1)}
      <span>${at < 0 ? t("all topics") : t("{n} of {total}", { n: at + 1, total: topics.length })}</span>
    </div>`;
  }

  row(step, topic, now, newest) {
    const isShown = topic.id === now.topic;
    const words = isShown ? t("Show all topics") : t("Show on screen");
    return html`<li aria-current=${isShown ? "true" : nothing}>
      <h3 lang=${languageOf(topic.text) ?? nothing} dir="auto">${say(topic.text)}</h3>
      <p>${figures(topic)}</p>
      ${newest ? this.last(newest) : nothing}
      ${this.acts
        ? this.button(
            "talk",
            html`${words} <span class="visually-hidden">${say(topic.text)}</span>`,
            show(step, isShown ? "" : topic.id),
          )
        : nothing}
    </li>`;
  }

  last({ text, table, relation }) {
    const where = [tableName(table), stanceWords({ relation })].filter(Boolean).join(", ");
    return html`<p class="hint">
      ${t("Last: {where}:", { where })} <q lang=${page.peopleLanguage} dir="auto">${short(text, NEWEST_MOST)}</q>
    </p>`;
  }

  step() {
    const step = this.view && currentStep(this.view);
    return isDiscussion(step) && this.view.discussions?.[step.id] ? step : null;
  }

  /** The topics that are still on the list, and what stands on the big screen. */
  told(step) {
    const { topics, now } = this.view.discussions[step.id];
    const asked = new Set(step.questions.map(({ id }) => id));
    return { topics: topics.filter(({ id }) => asked.has(id)), now };
  }

  /** Show the next topic (1), or the previous one (-1); before the first stand all of them. */
  turn(by) {
    const step = this.step();
    if (!step) return;
    const { topics, now } = this.told(step);
    const to = topics.findIndex(({ id }) => id === now.topic) + by;
    if (to < -1 || to >= topics.length) return;
    this.ask("talk", show(step, to < 0 ? "" : topics[to].id));
  }
}

/** The newest contribution to each topic, answers apart: {topic: entry}. */
function newestOf(view, step) {
  const newest = {};
  for (const entry of docs(view, "entries")) {
    if (entry.activity !== step.id || entry.relation === "comment" || entry.is_hidden || entry.is_late) continue;
    if (entry.seq > (newest[entry.question]?.seq ?? -1)) newest[entry.question] = entry;
  }
  return newest;
}

const show = (step, topic) => ({ do: "show_topic", activity: step.id, topic, if_rev: step.rev });

customElements.define("console-discussion", ConsoleDiscussion);
