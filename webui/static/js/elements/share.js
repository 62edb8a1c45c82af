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
    table: { attribute: false },
    theme: { attribute: false },
    themeTitle: {},
    /** {share, contributed, people} or null where nothing is asked. */
    cell: { attribute: false },
    connected: { type: Number },
  };

  render() {
    const { number } = this.table;
    const sentence = this.cell ? contributed(this.cell) : "";
    const title = t("Table {table}, {theme}", { table: number, theme: this.themeTitle });
    return html`<div class="share">
      <tafel-ring
        .number=${number}
        .theme=${this.theme?.number}
        .share=${this.cell ? this.cell.share : undefined}
        .label=${sentence ? `${title}: ${sentence}` : title}
      ></tafel-ring>
      <div>
        ${sentence ? html`<p class="share-words">${sentence}</p>` : nothing}
        <p class="connected">${connected(this.connected ?? 0)}</p>
      </div>
    </div>`;
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
