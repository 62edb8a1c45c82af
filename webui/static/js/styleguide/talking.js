/** The parts of a discussion in their states: {part: {state: template}}. */
import { html, ref } from "../../vendor/lit.js";
import "../console/discussion.js";
import { topicsOf } from "../talking/stances.js";
import "../talking/discussion.js";
import "../talking/say.js";
import "../talking/topics.js";

const ID = "bespreken";
const LANGUAGE = "nl";
const TOPICS = [
  { id: "fonds", text: { nl: "Eén fonds voor de eerste lening", en: "One fund for the first loan" } },
  { id: "percelen", text: "Opdrachten in kleinere percelen knippen" },
  { id: "meten", text: "Samen meten wat het oplevert" },
].map((topic) => ({ ...topic, themes: [], explanation: "" }));
const SAID = { entries: 12, in_favour: 6, against: 3, questions: 2, open_questions: 1, answers: 4 };
const FEW = { entries: 1, in_favour: 0, against: 1, questions: 0, open_questions: 0, answers: 0 };
const NONE = { entries: 0, in_favour: 0, against: 0, questions: 0, open_questions: 0, answers: 0 };
const SHOWN = [
  { text: "Eén loket scheelt iedere ondernemer maanden zoeken.", stance: "for", table: "4", theme: "financiering" },
  { text: "Banken kennen de sector beter dan een fonds.", stance: "against", table: "2", theme: "inkoop" },
  { text: "Wie draagt het risico?", stance: "question", table: "7", theme: "regels" },
];
const STEP = {
  id: ID,
  kind: "discussion",
  title: "Waar staan wij?",
  instruction: "",
  state: "open",
  scope: "plenary",
  attribution: "without_name",
  writers: ["participant", "chair"],
  settings: {},
  questions: TOPICS,
};

export function talkSpecimens({ table: view, control }) {
  const talking = discussed(view);
  return {
    "tafel-topics": {
      "": html`<tafel-topics .topics=${topicsOf(talking, STEP)} .shown=${"percelen"} .onScreen=${"fonds"}></tafel-topics>`,
    },
    "tafel-say": {
      "": saying({}),
      chosen: saying({ stance: "against" }),
      paused: saying({ state: "paused" }),
    },
    "tafel-discussion": {
      "all topics": discussion(talking, STEP),
      "one topic": discussion(talking, STEP, { topic: "fonds" }),
      closed: discussion(talking, { ...STEP, state: "closed" }, { topic: "fonds" }),
      "of chairs": discussion(talking, { ...STEP, writers: ["chair"] }, { topic: "meten" }),
    },
    "console-discussion": {
      "": html`<console-discussion acts .view=${discussed(control)}></console-discussion>`,
      "a topic on the screen": html`<console-discussion acts .view=${discussed(control, "fonds")}></console-discussion>`,
      observer: html`<console-discussion .view=${discussed(control)}></console-discussion>`,
    },
  };
}

/** The room while it discusses; `topic` stands on the big screen. */
export function discussed(view, topic = "") {
  const [id, conference] = Object.entries(view.conferences)[0];
  const stances = ["for", "against", "question", undefined];
  const entries = Object.entries(view.entries ?? {}).map(([id, entry], at) => [
    id,
    { ...entry, activity: ID, question: "fonds", ...(!entry.parent && { relation: stances[at % 4] }) },
  ]);
  const figures = [SAID, FEW, NONE];
  const topics = TOPICS.map((one, at) => ({ ...one, ...figures[at] }));
  return {
    ...view,
    conferences: { [id]: { ...conference, current: ID } },
    activities: { ...view.activities, [ID]: { ...STEP, position: 99 } },
    entries: Object.fromEntries(entries),
    discussions: { [ID]: { topics, now: { topic, said: topic ? SHOWN : [] } } },
  };
}

const saying = ({ stance = "", state = "open" }) => html`<tafel-say
  ${ref((part) => part && stance && (part.stance = stance))}
  .place=${`guide.${stance}.${state}`}
  .label=${TOPICS[1].text}
  .state=${state}
  .language=${LANGUAGE}
  .attribution=${{ attribution: "without_name", table: "3", name: "" }}
></tafel-say>`;

const discussion = (view, step, { topic = "" } = {}) => html`<tafel-discussion
  ${ref((part) => part && topic && (part.topic = topic))}
  .view=${view}
  .step=${step}
  .items=${[]}
  .role=${"participant"}
  .table=${"3"}
  .name=${""}
  .language=${LANGUAGE}
></tafel-discussion>`;
