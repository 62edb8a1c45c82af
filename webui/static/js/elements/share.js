/**
 * <tafel-share>: how many of a table have contributed, as a ring and as a sentence; never who.
 * In a group that is too small to count apart the box gives no numbers, only none, some or all.
 */
import { html, nothing } from "../../vendor/lit.js";
import { t, tn } from "../words.js";
import { LightElement } from "./light.js";
import "./ring.js";

export class Share extends LightElement {
  static properties = {
    theme: { attribute: false },
    /** {share, contributed, people} or null where nothing is asked. */
    cell: { attribute: false },
    connected: { type: Number },
  };

  render() {
    const { cell } = this;
    return html`${cell ? html`<tafel-ring .theme=${this.theme?.number} .share=${cell.share}></tafel-ring>` : nothing}
      <p class="share-words">
        ${cell ? html`<strong>${contributed(cell)}</strong> <br />` : nothing}
        ${connected(this.connected ?? 0)}
      </p>`;
  }
}

/** "7 of 10 have contributed", or what may be said of a small group. */
export function contributed({ share, contributed: n, people: total }) {
  if (n !== null && total !== null) return t("{n} of {total} have contributed", { n, total });
  if (share <= 0) return t("Nobody has contributed yet");
  return share >= 1 ? t("Everybody has contributed") : t("Not everybody has contributed yet");
}

const connected = (n) => tn("{n} person connected", "{n} people connected", n);

customElements.define("tafel-share", Share);
