/**
 * A new scene of the big screen in one sentence, for who cannot see it.
 *
 * Knows scenes; the announcer decides when it may be said.
 */
import { say, t, tn } from "../words.js";

const SENTENCES = {
  welcome: ({ conference }) => t("Welcome: {title}", { title: say(conference.title) }),
  programme: () => t("Programme"),
  entries: ({ entries }) =>
    tn("{n} contribution on the big screen", "{n} contributions on the big screen", entries.length),
  message: ({ text }) => text,
  title: ({ step }) => say(step.title),
  text: ({ slide }) => [slide.title, slide.text].map(say).filter(Boolean).join(". "),
  image: ({ slide }) => [slide.title, slide.alt].map(say).filter(Boolean).join(". "),
  survey: ({ slide }) => say(slide.title),
  question: ({ questions }) => say(questions[0].text),
  harvest: ({ harvest }) => t("Points of table {table}", { table: harvest.table }),
  actions: ({ step }) => say(step.title),
  talk: ({ step, topic }) => say(topic?.text ?? step.title),
  vote: ({ step }) => say(step.title),
  sorting: ({ step }) => say(step.title),
  results: ({ step }) => t("Result of: {title}", { title: say(step.title) }),
  break: ({ step }) => say(step.title),
  next: ({ step }) => t("Next: {title}", { title: say(step.title) }),
  end: () => t("Thank you."),
  black: () => t("Black"),
};

/** What is said when this scene comes. */
export const said = (scene) => SENTENCES[scene.kind](scene);
