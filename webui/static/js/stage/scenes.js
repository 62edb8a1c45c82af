/**
 * The pictures of the big screen, one small template per kind of scene.
 *
 * Knows a scene and the address to join at; no view, no socket. A box with class "fit" is given the
 * largest letters that it holds.
 */
import { html, nothing, ref } from "../../vendor/lit.js";
import { clockIn } from "../console/clock.js";
import { ringWords, tableName, themeName } from "../console/names.js";
import { sign } from "../elements/light.js";
import { page } from "../page.js";
import { leftMs } from "../room.js";
import { languageOf, say, t } from "../words.js";
import { timeRing } from "./ring.js";
import "../elements/ring.js";

// More lines than this would make the letters too small: then line ends become spaces.
const LINES_MOST = 12;
const ROWS_MOST_CHARACTERS = 450;

const spoken = (text) => html`<span lang=${languageOf(text) ?? nothing}>${say(text)}</span>`;

const PICTURES = {
  welcome: ({ conference }, join) => html`<div class="asking">
    <div class="fit words">
      <p class="lead">${t("Welcome")}</p>
      <h2>${spoken(conference.title)}</h2>
      <p class="line">${[conference.client, conference.place].filter(Boolean).join(" · ")}</p>
    </div>
    ${joinLarge(join)}
  </div>`,
  message: ({ text }) => html`<div class="fit words">
    <h2 class="typed" lang=${page.peopleLanguage} dir="auto">${text}</h2>
  </div>`,
  programme: ({ steps, current }) => html`<ol class="fit steps">
    ${steps.map(
      (step) => html`<li class=${step.state} aria-current=${step.id === current?.id ? "step" : nothing}>
        ${spoken(step.title)}
      </li>`,
    )}
  </ol>`,
  entries: ({ entries }) => html`<div class="fit cards ${arranged(entries)}" ${ref(widen(entries))}>
    ${entries.map(card)}
  </div>`,
  title: ({ step }) => html`<div class="fit words">
    <h2>${spoken(step.title)}</h2>
    <p class="line">${spoken(step.instruction)}</p>
  </div>`,
  question: ({ step, questions }, _join, roomMs) => html`<div class="asking">
    <div class="fit words">
      ${questions.map(question)}
      <p class="line">${doNow(step)}</p>
    </div>
    ${timeRing(step, roomMs)}
  </div>`,
  break: ({ step }, _join, roomMs) => html`<div class="fit words">
    <h2>${spoken(step.title)}</h2>
    ${untilWords(leftMs(step, roomMs))}
  </div>`,
  next: ({ step }) => html`<div class="fit words">
    <p class="lead">${t("Next")}</p>
    <h2>${spoken(step.title)}</h2>
  </div>`,
  end: ({ conference }) => html`<div class="fit words">
    <h2>${t("Thank you.")}</h2>
    <p class="line">${spoken(conference.title)}</p>
  </div>`,
};

/** The picture of a scene. `join` is {address, code} (how to take part), or null. */
export function pictureOf(scene, join, roomMs) {
  if (scene.kind === "black") return nothing;
  return html`<div class="picture">
    ${scene.conference.is_practice
      ? html`<p class="practice-mark">
          <strong>${t("Practice.")}</strong> ${t("Everything typed now will be wiped.")}
        </p>`
      : nothing}
    ${PICTURES[scene.kind](scene, join, roomMs)}
    ${scene.kind === "welcome" ? nothing : foot(scene, join)}
  </div>`;
}

/** What a scene is made of: while this stays the same, the letters keep their size. */
export const signature = (scene) => JSON.stringify({ ...scene, rings: scene.rings?.length });

function question({ text, themes }, index) {
  if (index === 0 && !themes.length) return html`<h2>${spoken(text)}</h2>`;
  return html`<p class="also">
    ${themes.map(
      (theme) => html`<span class="theme" data-theme=${theme.number}>
        ${sign(theme.number)} ${themeName(theme)}:
      </span>`,
    )}
    ${spoken(text)}
  </p>`;
}

function doNow(step) {
  if (step.state === "paused") return t("Please listen for a moment.");
  return say(step.instruction) || t("Type your contribution on your phone.");
}

const untilWords = (left) =>
  left === null || left <= 0
    ? nothing
    : html`<p class="line">${t("until {time}", { time: clockIn(left) })}</p>`;

const card = ({ text, table, theme }) => html`<figure class="card" data-theme=${theme?.number ?? nothing}>
  <blockquote
    class=${text.split("\n").length > LINES_MOST ? "" : "typed"}
    lang=${page.peopleLanguage}
    dir="auto"
    >${text}</blockquote
  >
  <figcaption>${tableName(table)} · ${sign(theme?.number)} ${themeName(theme)}</figcaption>
</figure>`;

const length = (entries) => entries.reduce((sum, { text }) => sum + [...text].length, 0);

/** Short contributions stand under each other, long ones beside each other in readable lines. */
const arranged = (entries) => (length(entries) > ROWS_MOST_CHARACTERS ? "columns" : "rows");

/** A column for each, as wide as its text needs beside the others, and none too narrow to read. */
function widen(entries) {
  const least = length(entries) / 4;
  const widths = entries.map(({ text }) => `${Math.max([...text].length, least)}fr`).join(" ");
  return (cards) => cards?.style.setProperty("--widths", widths);
}

const joinLarge = (join) =>
  join
    ? html`<figure class="join large">
        <img src=${join.code} alt=${t("QR code for {address}", { address: join.address })} />
        <figcaption>${t("Take part:")} <b>${join.address}</b></figcaption>
      </figure>`
    : nothing;

/** Along the bottom: the tables while they work, and in the corner how to take part. */
const foot = ({ rings = [] }, join) => html`<div class="below">
  <ul class="rings">
    ${rings.map(
      ({ table, theme, cell }) => html`<li ?data-away=${!table.is_in_use}>
        <tafel-ring
          .number=${table.number}
          .theme=${theme?.number}
          .share=${cell.share}
          .label=${ringWords(table, theme, cell)}
        ></tafel-ring>
      </li>`,
    )}
  </ul>
  ${join
    ? html`<figure class="join">
        <figcaption>${join.address}</figcaption>
        <img src=${join.code} alt="" />
      </figure>`
    : nothing}
</div>`;
