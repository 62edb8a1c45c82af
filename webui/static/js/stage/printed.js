/**
 * The programme as it would be printed: when each step is expected, and where we are. A mark per
 * step stands on one line: a ring before it, one that fills while it runs, a full disc behind it.
 */
import { html, nothing } from "../../vendor/lit.js";
import { clockIn } from "../console/clock.js";
import { isDone } from "../console/board.js";
import { stateName } from "../console/names.js";
import { arcs } from "../elements/ring.js";
import { leftMs } from "../room.js";
import { languageOf, say, t } from "../words.js";

const MINUTE = 60_000;

export function printed({ steps, current, timesAt }, roomMs) {
  const times = timesAt(roomMs);
  const ends = Object.values(times).map(({ toMs }) => toMs);
  return html`<div class="fit printed">
    <h2>${t("Programme")}</h2>
    <ol>
      ${steps.map((step) => row(step, step.id === current?.id, times[step.id], roomMs))}
      ${ends.length ? lastRow(Math.max(...ends)) : nothing}
    </ol>
  </div>`;
}

function row(step, isCurrent, expected, roomMs) {
  return html`<li data-state=${step.state} aria-current=${isCurrent ? "step" : nothing}>
    <span class="printed-time">${timeOf(isCurrent, expected)}</span>
    ${mark(shareOf(step, isCurrent, roomMs))}
    <span class="printed-title" lang=${languageOf(step.title) ?? nothing}>${say(step.title)}</span>
    ${isDone(step) ? html`<span class="visually-hidden">${stateName(step)}</span>` : nothing}
  </li>`;
}

const lastRow = (ms) => html`<li class="printed-end">
  <span class="printed-time">${clockIn(ms)}</span> ${mark(0)}
  <span class="printed-title">${t("End")}</span>
</li>`;

function timeOf(isCurrent, expected) {
  if (isCurrent) return t("now");
  return expected?.fromMs != null ? clockIn(expected.fromMs) : "";
}

/** How much of a step is behind us, from 0 to 1; half where it has begun and has no time of its own. */
function shareOf(step, isCurrent, roomMs) {
  if (isDone(step)) return 1;
  if (!isCurrent) return 0;
  const left = leftMs(step, roomMs);
  const whole = Math.max(step.minutes * MINUTE, left ?? 0);
  return left === null || !whole ? 0.5 : 1 - Math.max(0, left) / whole;
}

const mark = (share) => html`<svg class="printed-mark" viewBox="0 0 16 16" aria-hidden="true">
  ${arcs(share, 8, 6.2)}
  <circle class="printed-dot" cx="8" cy="8" r="2.6"></circle>
</svg>`;
