/**
 * A discussion on the big screen: all topics with for and against side by side, or one topic with its
 * columns and what was highlighted of it, whole.
 */
import { html, nothing } from "../../vendor/lit.js";
import { tableName } from "../console/names.js";
import { icon } from "../elements/light.js";
import { page } from "../page.js";
import { languageOf, say, t, tn } from "../words.js";
import { figuresOf } from "../talking/stances.js";

const TOPICS_MOST = 8;

const spoken = (text) => html`<span lang=${languageOf(text) ?? nothing} dir="auto">${say(text)}</span>`;

/** The picture of {step, topics, topic, said}: `topic` is null where all of them stand there. */
export const talkPicture = (scene) => (scene.topic ? one(scene) : all(scene));

function all({ step, topics }) {
  const shown = topics.slice(0, TOPICS_MOST);
  return html`<div class="fit bars talk-all">
    <h2>${spoken(step.title)}</h2>
    <p class="line">
      ${step.state === "paused" ? t("Please listen for a moment.") : say(step.instruction) || t("Choose a topic on your phone.")}
      ${topics.length > shown.length ? html` · ${t("the first {n} of {total}", { n: shown.length, total: topics.length })}` : nothing}
    </p>
    <ol>
      ${shown.map(
        (topic) => html`<li>
          <span class="bar-name">${spoken(topic.text)}</span>
          <span class="talk-counts">${figuresOf({ ...topic, open_questions: 0 }).map(figure)} ${open(topic)}</span>
        </li>`,
      )}
    </ol>
  </div>`;
}

function one({ topic, said, step }) {
  const others = said.filter(({ stance }) => !COLUMNS.includes(stance));
  return html`<div class="fit words talk-one">
    <h2>${spoken(topic.text)}</h2>
    ${step.state === "paused" ? html`<p class="line">${t("Please listen for a moment.")}</p>` : nothing}
    <div class="talk-columns" data-open=${said.length ? nothing : "true"}>
      ${figuresOf(topic).map(
        (told) => html`<section class="talk-column" data-stance=${told.stance}>
          <h3>${icon(told.sign)} ${told.words}</h3>
          ${said.filter(({ stance }) => stance === told.stance).map(quoted)}
        </section>`,
      )}
    </div>
    ${others.map(quoted)}
    <p class="line">${tn("{n} contribution", "{n} contributions", topic.entries)}</p>
  </div>`;
}

const COLUMNS = ["for", "against", "question"];

/** Below the figures, where it has room: what still waits for an answer. */
const open = ({ open_questions: n }) =>
  n ? html`<span class="talk-open">${tn("{n} without an answer", "{n} without an answer", n)}</span>` : nothing;

const figure = ({ stance, sign, words }) =>
  html`<span class="talk-count" data-stance=${stance}>${icon(sign)} ${words}</span>`;

const quoted = ({ text, table }) => html`<figure class="talk-quote">
  <blockquote lang=${page.peopleLanguage} dir="auto">${text}</blockquote>
  <figcaption>${tableName(table)}</figcaption>
</figure>`;
