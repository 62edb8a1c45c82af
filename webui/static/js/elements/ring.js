/**
 * <tafel-ring>: the ring of a table, in the colour of its theme, with the table's number inside.
 *
 * It fills from the top as the share (0..1) of people there who have contributed; without a share
 * it is the table's badge and stands full. `label` is its text alternative; without one the ring is
 * an ornament beside words that say the same.
 */
import { html, ifDefined, svg } from "../../vendor/lit.js";
import { LightElement } from "./light.js";

const ROUND = 100;

/** A ring within an SVG: its track, and what is filled of it from the top (a share from 0 to 1). */
export function arcs(share, middle, radius) {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * ROUND);
  return svg`<circle class="ring-track" cx=${middle} cy=${middle} r=${radius} pathLength="100"></circle>
    <circle
      class="ring-share"
      cx=${middle}
      cy=${middle}
      r=${radius}
      pathLength="100"
      stroke-dasharray="${filled} ${ROUND - filled}"
      ?data-empty=${filled === 0}
    ></circle>`;
}

export class Ring extends LightElement {
  static properties = {
    /** What stands in the middle: the number of the table. */
    number: {},
    /** The number of the theme, from 1: decides the colour. */
    theme: { type: Number },
    share: { type: Number },
    label: {},
  };

  render() {
    return html`<svg
      class="ring"
      viewBox="0 0 48 48"
      data-theme=${ifDefined(this.theme)}
      role=${this.label ? "img" : "presentation"}
      aria-label=${ifDefined(this.label || undefined)}
      aria-hidden=${ifDefined(this.label ? undefined : "true")}
    >
      ${arcs(this.share ?? 1, 24, 20)}
      <text class="ring-number" x="24" y="24">${this.number}</text>
    </svg>`;
  }
}

customElements.define("tafel-ring", Ring);
