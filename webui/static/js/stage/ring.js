/** The time that is left as a ring with the minutes inside, for reading from afar. */
import { html, nothing } from "../../vendor/lit.js";
import { sayLeft } from "../console/clock.js";
import { arcs } from "../elements/ring.js";
import { leftMs } from "../room.js";
import { t } from "../words.js";
import { phaseOf } from "./scene.js";

/** The ring of a step's timer; nothing where the step has none. */
export function timeRing(step, roomMs) {
  const left = leftMs(step, roomMs);
  if (left === null) return nothing;
  const whole = Math.max(step.minutes * 60_000, left, 1);
  return html`<div
    class="time-ring"
    role="img"
    aria-label=${sayLeft(left)}
    data-phase=${phaseOf(step, roomMs)}
    ?data-paused=${step.state === "paused"}
  >
    <svg viewBox="0 0 48 48" aria-hidden="true">
      ${arcs(left / whole, 24, 21)}
    </svg>
    <span class="time-words"><b>${Math.max(0, Math.ceil(left / 60_000))}</b> ${t("min")}</span>
  </div>`;
}
