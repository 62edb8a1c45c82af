/**
 * Where a contribution stands to a topic: for, against, a question, or nowhere. Always an icon with a
 * word: colour alone says nothing. Pure readings and small templates; no page, no socket.
 */
import { html, nothing } from "../../vendor/lit.js";
import { icon } from "../elements/light.js";
import { t, tn } from "../words.js";

/** The stances in the order in which they stand beside each other. */
export const STANCES = [
  { id: "for", sign: "thumbs-up", words: () => t("For") },
  { id: "against", sign: "thumbs-down", words: () => t("Against") },
  { id: "question", sign: "help-circle", words: () => t("Question") },
];

/** The stance of a contribution as a line above it; nothing where it has none. */
export function stanceOf({ relation }) {
  const stance = STANCES.find(({ id }) => id === relation);
  return stance
    ? html`<p class="talk-stance" data-stance=${stance.id}>${icon(stance.sign)} ${stance.words()}</p>`
    : nothing;
}

/** The stance of a contribution in a word, or undefined. */
export const stanceWords = ({ relation }) => STANCES.find(({ id }) => id === relation)?.words();

/** What was said about a topic, in words and figures: [{stance, sign, words}]. */
export function figuresOf(topic) {
  const { in_favour: inFavour, against, questions, open_questions: open } = topic;
  return [
    { stance: "for", sign: "thumbs-up", words: tn("{n} for", "{n} for", inFavour) },
    { stance: "against", sign: "thumbs-down", words: tn("{n} against", "{n} against", against) },
    { stance: "question", sign: "help-circle", words: questionsOf(questions, open) },
  ];
}

/** The same as a row, with how much was said without a stance. */
export function figures(topic) {
  if (!topic.entries) return html`<span class="talk-figures">${t("Nothing said yet.")}</span>`;
  const others = topic.entries - topic.in_favour - topic.against - topic.questions;
  return html`<span class="talk-figures">
    ${figuresOf(topic).map(
      ({ stance, sign, words }) => html`<span class="talk-figure" data-stance=${stance}>${icon(sign)} ${words}</span>`,
    )}
    ${others ? html`<span class="talk-figure">${tn("{n} without a stance", "{n} without a stance", others)}</span>` : nothing}
  </span>`;
}

/** The topics of a step as this page has them, also before the figures have come. */
export function topicsOf(view, step) {
  const told = view?.discussions?.[step.id]?.topics ?? [];
  return step.questions.map((topic) => ({ ...NONE, ...topic, ...told.find(({ id }) => id === topic.id) }));
}

const NONE = { entries: 0, in_favour: 0, against: 0, questions: 0, open_questions: 0, answers: 0 };

function questionsOf(n, open) {
  const words = tn("{n} question", "{n} questions", n);
  return open ? t("{questions}, {n} without an answer", { questions: words, n: open }) : words;
}
