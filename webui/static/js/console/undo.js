/** What was done last, by whichever facilitator, and taking it back by its name. */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";
import { lastAct } from "./board.js";
import { ConsoleElement } from "./element.js";
import { doneName, undoName } from "./names.js";

export class ConsoleUndo extends ConsoleElement {
  static kinds = ["acts", "activities", "themes", "entries", "messages", "box"];

  render() {
    const act = lastAct(this.view);
    if (!act) return nothing;
    return html`${this.lastWords(act)}
    ${this.button("undo", undoName(this.view, act), undo(act), { shortcut: "U" })}
    ${this.refusal("undo")}`;
  }

  /** Who leads the room alone knows what they did last; with more than one it is news. */
  lastWords(act) {
    if ((this.view.box?.box?.facilitators ?? 0) < 2) return nothing;
    return html`<span class="last-act">
      ${t("Just now: {what}", { what: doneName(this.view, act) })}
    </span>`;
  }

  /** Take back the last act, if there is one. */
  undo() {
    const act = this.view && lastAct(this.view);
    if (act) this.ask("undo", undo(act));
  }
}

const undo = (act) => ({ do: "undo", seq: Number(act.id) });

customElements.define("console-undo", ConsoleUndo);
