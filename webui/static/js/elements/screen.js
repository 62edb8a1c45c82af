/**
 * <tafel-screen>: the big screen in words and with the same figures, for who cannot see it.
 *
 * Folded until somebody wants it; knows what the box says of the screen and nothing else.
 */
import { html, nothing } from "../../vendor/lit.js";
import { about, label, sharing } from "../slide.js";
import { languageOf, say, t, tn } from "../words.js";
import { figures as told, stanceOf } from "../talking/stances.js";
import "./harvest.js";
import { LightElement, sign } from "./light.js";

export class Screen extends LightElement {
  static properties = {
    view: { attribute: false },
    /** The id of the step that this page shows. */
    shown: {},
    language: {},
  };

  render() {
    const screen = this.view?.screen?.screen;
    if (!screen) return nothing;
    const words = WORDS[screen.mode] ?? unknown;
    return html`<details class="screen" id="screen">
      <summary>${t("On the big screen")}</summary>
      <div class="screen-words">${words(screen, this)}</div>
    </details>`;
  }

  theme(id) {
    const theme = this.view.themes?.[id];
    return theme ? html`${sign(theme.number)} ${spoken(theme.title)}` : nothing;
  }
}

const WORDS = {
  step: (screen, page) => (SLIDES[screen.slide?.shows] ?? ofStep)(screen, page),
  welcome: () => html`<p>${t("The big screen shows a welcome and how to take part.")}</p>`,
  programme: ({ steps }) => html`<p>${t("The big screen shows the programme.")}</p>
    <ol>
      ${steps.map((one) => html`<li aria-current=${one.is_now ? "step" : nothing}>${spoken(one.title)}</li>`)}
    </ol>`,
  entries: ({ entries }, page) => html`<p>
      ${tn("The big screen shows a contribution.", "The big screen shows {n} contributions.", entries.length)}
    </p>
    ${entries.map((entry) => quoted(entry, page))}`,
  message: ({ text }, page) => html`<p>${t("The big screen shows a message.")}</p>
    <blockquote class="text" lang=${page.language || nothing} dir="auto">${text}</blockquote>`,
  black: () => html`<p>${t("The big screen is dark for a moment.")}</p>`,
  results: ({ activity }, { view }) =>
    html`<p>${t("The big screen shows the result of: {title}", { title: say(view.activities?.[activity]?.title) })}</p>`,
  next: ({ title }) => html`<p>${t("The big screen shows what comes next: {title}", { title: say(title) })}</p>`,
  end: () => html`<p>${t("The big screen says thank you. This is the end.")}</p>`,
};

const SLIDES = {
  welcome: () => WORDS.welcome(),
  text: ({ slide }) => html`<p>${t("The big screen shows a slide.")}</p>
    ${say(slide.title) ? html`<p><strong>${spoken(slide.title)}</strong></p>` : nothing}
    <p class="text">${spoken(slide.text)}</p>`,
  image: ({ slide }) => html`<p>${t("The big screen shows a picture.")}</p>
    ${say(slide.title) ? html`<p><strong>${spoken(slide.title)}</strong></p>` : nothing}
    ${say(slide.alt) ? html`<p>${spoken(slide.alt)}</p>` : nothing}`,
  survey: ({ slide }) => html`<p>${t("The big screen shows what the survey said.")}</p>
    <p><strong>${spoken(slide.title)}</strong></p>
    <p>${about(slide).join(" · ")}</p>
    ${slide.bars ? html`<ul>${slide.bars.map((bar) => figure(slide, bar))}</ul>` : nothing}`,
};

const figure = (slide, bar) => html`<li>
  ${spoken(bar.text)}: <strong>${label(slide, bar)}</strong>${sharing(bar) ? ` (${sharing(bar)})` : ""}
</li>`;

const ofStep = (screen, page) => html`<p>${step(screen, page)}</p>
  ${screen.activity === page.shown
    ? nothing
    : html`<tafel-harvest .view=${page.view} .step=${screen.activity} .language=${page.language}></tafel-harvest>`}
  ${questions(screen, page)} ${discussed(screen, page)} ${figures(screen)}`;

const unknown = () =>
  html`<p>${t("The big screen shows something else. Your chair can tell you what.")}</p>`;

function step({ activity }, { view, shown }) {
  if (activity === shown) return t("The big screen shows the step on your phone.");
  return t("The big screen shows: {title}", { title: say(view.activities?.[activity]?.title) });
}

function questions({ questions: asked = [] }, page) {
  if (!asked.length) return nothing;
  return html`<ul>
    ${asked.map(
      ({ text, themes }) => html`<li>${themes.map((id) => html`${page.theme(id)}: `)}${spoken(text)}</li>`,
    )}
  </ul>`;
}

/** The topic that stands there with what was highlighted of it, or all topics. */
function discussed({ activity, discussion }, page) {
  if (!discussion) return nothing;
  const topics = discussion.topics ?? page.view.discussions?.[activity]?.topics ?? [];
  const topic = topics.find(({ id }) => id === discussion.now.topic);
  if (!topic) return html`<ul>${topics.map((one) => html`<li>${spoken(one.text)}: ${told(one)}</li>`)}</ul>`;
  return html`<p><strong>${spoken(topic.text)}</strong></p>
    <p>${told(topic)}</p>
    ${discussion.now.said.map((one) => html`${stanceOf({ relation: one.stance })} ${quoted(one, page)}`)}`;
}

function figures({ begun, tables }) {
  if (!tables) return nothing;
  return html`<p>${t("People have contributed at {n} of {total} tables.", { n: begun, total: tables })}</p>`;
}

const quoted = ({ text, table, theme }, page) => html`<figure
  data-theme=${page.view.themes?.[theme]?.number ?? nothing}
>
  <blockquote class="text" lang=${page.language || nothing} dir="auto">${text}</blockquote>
  <figcaption>${t("Table {table}", { table })} · ${page.theme(theme)}</figcaption>
</figure>`;

const spoken = (text) => html`<span lang=${languageOf(text) ?? nothing}>${say(text)}</span>`;

customElements.define("tafel-screen", Screen);
