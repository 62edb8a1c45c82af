/**
 * The pictures of the big screen, one small template per kind of scene.
 *
 * Knows a scene and the address to join at; no view, no socket. A box with class "fit" is given the
 * largest letters that it holds.
 */
import { html, nothing } from "../../vendor/lit.js";
import { clockIn } from "../console/clock.js";
import { ringWords, themeName } from "../console/names.js";
import { keyed, sign } from "../elements/light.js";
import { page } from "../page.js";
import { asked, leftMs } from "../room.js";
import { languageOf, say, t, tn } from "../words.js";
import { actionsPicture } from "./actions.js";
import { surveyPicture } from "./bars.js";
import { card } from "./card.js";
import { harvestPicture } from "./harvest.js";
import { joinCorner, joinLarge } from "./join.js";
import { logo } from "./logo.js";
import { printed } from "./printed.js";
import { timeRing } from "./ring.js";
import { resultsPicture } from "./results.js";
import { talkPicture } from "./talk.js";
import { joinSize, phaseOf } from "./scene.js";
import "../elements/ring.js";

const spoken = (text) => html`<span lang=${languageOf(text) ?? nothing}>${say(text)}</span>`;

const PICTURES = {
  welcome: ({ conference }) => html`<div class="fit words">
    ${logo}
    <p class="lead">${t("Welcome")}</p>
    <h2>${spoken(conference.title)}</h2>
    <p class="line">${[conference.client, conference.place].filter(Boolean).join(" · ")}</p>
  </div>`,
  message: ({ text }) => html`<div class="fit words">
    <h2 class="typed" lang=${page.peopleLanguage} dir="auto">${text}</h2>
  </div>`,
  programme: printed,
  entries: ({ entries }) => html`<div class="fit cards">${entries.map(card)}</div>`,
  title: ({ step }) => html`<div class="fit words">
    <h2>${spoken(step.title)}</h2>
    ${step.instruction ? html`<p class="line">${spoken(step.instruction)}</p>` : nothing}
  </div>`,
  text: ({ slide }) => html`<div class="fit words">${written(slide)}</div>`,
  image: ({ slide }) => html`<div class="pictured">
    ${say(slide.title) ? html`<div class="fit heading"><h2>${spoken(slide.title)}</h2></div>` : nothing}
    <img src="/media/${slide.image}" alt=${say(slide.alt)} lang=${languageOf(slide.alt) ?? nothing} />
  </div>`,
  survey: surveyPicture,
  question: ({ step, questions }, roomMs) => html`<div class="fit words">
    ${questions.map(question)}
    <p class="line">${doNow(step, phaseOf(step, roomMs))}</p>
  </div>`,
  vote: ({ step, turnout }, roomMs) => html`<div class="fit words">
    <h2>${spoken(asked(step))}</h2>
    <p class="line">
      ${step.state === "paused" ? t("Please listen for a moment.") : t("Vote on your phone.")}
      ${tn("{n} of {total} has voted.", "{n} of {total} have voted.", turnout.ballots, { total: turnout.heads })}
    </p>
  </div>`,
  results: resultsPicture,
  sorting: ({ step, lists }) => html`<div class="fit words">
    <h2>${spoken(step.title)}</h2>
    ${lists.map(({ theme, left, is_ready: isReady }) => html`<p class="also">
      ${theme
        ? html`<span class="theme" data-theme=${theme.number}>${sign(theme.number)} ${themeName(theme)}:</span>`
        : nothing}
      ${isReady ? t("list ready") : tn("{n} left to sort", "{n} left to sort", left)}
    </p>`)}
  </div>`,
  actions: actionsPicture,
  harvest: harvestPicture,
  talk: talkPicture,
  break: ({ step }, roomMs) => html`<div class="fit words">
    <h2>${spoken(step.title)}</h2>
    ${until(leftMs(step, roomMs))}
  </div>`,
  next: ({ step }) => html`<div class="fit words">
    <p class="lead">${t("Next")}</p>
    <h2>${spoken(step.title)}</h2>
    <p class="line">${t("We start soon.")}</p>
  </div>`,
  end: ({ conference }) => html`<div class="fit words">
    ${logo}
    <h2>${t("Thank you.")}</h2>
    <p class="line">${spoken(conference.title)}</p>
  </div>`,
};

const TIMED = new Set(["question", "vote", "talk", "break"]);

/**
 * The picture of a scene. `join` is {address, code, wifi} (how to take part), or null; `sheet` is which
 * of how many sheets of contributions is shown, [1, 1] where there is one.
 */
export function pictureOf(scene, { join, roomMs, sheet }) {
  if (scene.kind === "black") return nothing;
  return html`<div class="picture">
    ${scene.conference.is_practice ? practice() : nothing}
    ${keyed(keyOf(scene), html`<div class="around">
      ${PICTURES[scene.kind](scene, roomMs)} ${beside(scene, join, roomMs)}
    </div>`)}
    ${foot(scene, join, sheet)}
  </div>`;
}

/** What a scene is made of: while this stays the same, the letters keep their size. */
export function signature(scene, roomMs) {
  const { title, client, place, is_practice } = scene.conference;
  return JSON.stringify({
    ...scene,
    conference: { title, client, place, is_practice },
    rings: scene.rings?.length,
    join: joinSize(scene),
    phase: phaseOf(scene.step, roomMs),
  });
}

/** Another key is another scene, which comes in; with the same one the picture is brought up to date. */
const keyOf = ({ kind, step, slide, harvest, topic }) =>
  `${kind}.${step?.id ?? ""}.${slide?.n ?? harvest?.table ?? topic?.id ?? ""}`;

const practice = () => html`<p class="practice-mark">
  <strong>${t("Practice.")}</strong> ${t("Everything typed now will be wiped.")}
</p>`;

/** A slide with a text, under a title where it has one. */
function written({ title, text }) {
  if (!say(title)) return html`<h2 class="typed">${spoken(text)}</h2>`;
  return html`<h2>${spoken(title)}</h2>
    <p class="also typed">${spoken(text)}</p>`;
}

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

/** What to do now, in one short line. */
function doNow(step, phase) {
  if (step.state === "paused") return t("Please listen for a moment.");
  if (phase === "over") return t("The time is up.");
  if (phase === "last") return t("1 minute left. Finish your sentence.");
  return say(step.instruction) || t("Type your contribution on your phone.");
}

function until(left) {
  if (left === null) return nothing;
  return html`<p class="until">
    ${left > 0 ? t("until {time}", { time: clockIn(left) }) : t("We start soon.")}
  </p>`;
}

/** Beside the words: the time that is left, and the large code. */
function beside(scene, join, roomMs) {
  const time = TIMED.has(scene.kind) ? timeRing(scene.step, roomMs) : nothing;
  const code = join && joinSize(scene) === "large" ? joinLarge(roomFor(join, time)) : nothing;
  if (time === nothing && code === nothing) return nothing;
  return html`<div class="beside">${time} ${code}</div>`;
}

/** Beside the time there is room for one code: who is late asks a neighbour for the Wi-Fi. */
const roomFor = (join, time) => (time === nothing ? join : { ...join, wifi: null });

/** Along the bottom: the tables while they work, else whose meeting this is; and how to take part. */
function foot(scene, join, [nth, of]) {
  const size = joinSize(scene);
  if (scene.kind === "welcome") return nothing;
  return html`<div class="below">
    ${scene.rings?.length ? rings(scene.rings) : running(scene)}
    ${of > 1 ? html`<p class="sheet">${t("{n} of {total}", { n: nth, total: of })}</p>` : nothing}
    ${join && size !== "large" && scene.conference.closed_minute == null ? joinCorner(join, size) : nothing}
  </div>`;
}

const rings = (tables) => html`<ul class="rings">
  ${tables.map(
    ({ table, theme, cell }) => html`<li ?data-away=${!table.is_in_use}>
      <tafel-ring
        .number=${table.number}
        .theme=${theme?.number}
        .share=${cell.share}
        .label=${ringWords(table, theme, cell)}
      ></tafel-ring>
    </li>`,
  )}
</ul>`;

/** At the end the title stands in the picture itself. */
const running = ({ kind, conference }) => html`<p class="running">
  ${kind === "end" ? nothing : html`${logo} ${spoken(conference.title)}`}
</p>`;
