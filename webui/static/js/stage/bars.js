/** What was answered to a question of the survey, as bars with the number at each. */
import { html, nothing } from "../../vendor/lit.js";
import { about, label, sharing } from "../slide.js";
import { languageOf, say } from "../words.js";

/** A bar of all leaves room for its number, and for the words where one shares a place, in percents. */
const WHOLE = 84;
const WHOLE_SHARED = 62;

const spoken = (text) => html`<span lang=${languageOf(text) ?? nothing}>${say(text)}</span>`;

/** A slide with bars, or only with words where there are none. */
export function surveyPicture({ slide }) {
  const line = html`<p class="line">${about(slide).join(" · ")}</p>`;
  if (!slide.bars) return html`<div class="fit words"><h2>${spoken(slide.title)}</h2>${line}</div>`;
  return html`<div class="fit bars">
    <h2>${spoken(slide.title)}</h2>
    ${line}
    <ol>
      ${slide.bars.map((bar) => row(slide, bar, slide.bars.some(sharing) ? WHOLE_SHARED : WHOLE))}
    </ol>
  </div>`;
}

const row = (slide, bar, whole) => html`<li>
  <span class="bar-name">${spoken(bar.text)}</span>
  <span class="bar-line">
    <svg class="bar" width="${(whole * bar.length).toFixed(2)}%" aria-hidden="true">
      <rect width="100%" height="100%"></rect>
    </svg>
    <b>${label(slide, bar)}</b> <span class="bar-sharing">${sharing(bar)}</span>
  </span>
</li>`;
