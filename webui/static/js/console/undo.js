/** Taking back the last act, by its name. */
import { html, nothing } from "../../vendor/lit.js";
import { lastAct } from "./board.js";
import { ConsoleElement } from "./element.js";
import { undoName } from "./names.js";

export class ConsoleUndo extends ConsoleElement {
  static kinds = ["acts", "activities", "entries", "messages"];

  render() {
    const act = lastAct(this.view);
    if (!act) return nothing;
    return html`${this.button("undo", undoName(this.view, act), undo(act), { shortcut: "U" })}
    ${this.refusal("undo")}`;
  }

  /** Take back the last act, if there is one. */
  undo() {
    const act = this.view && lastAct(this.view);
    if (act) this.ask("undo", undo(act));
  }
}

const undo = (act) => ({ do: "undo", seq: Number(act.id) });

customElements.define("console-undo", ConsoleUndo);
