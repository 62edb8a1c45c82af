/**
 * Says that the room practises; on the facilitator's page practice can be started and stopped.
 * Stopping wipes what was typed, so it is confirmed by name.
 */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";
import { conferenceOf, programmeOf } from "./board.js";
import { ConsoleElement } from "./element.js";

export class ConsolePractice extends ConsoleElement {
  static kinds = ["conferences", "activities"];
  static properties = { acts: { type: Boolean } };

  constructor() {
    super();
    this.acts = false;
  }

  render() {
    if (conferenceOf(this.view)?.is_practice) return this.practising();
    const isNew = programmeOf(this.view).every((step) => step.state === "planned");
    return html`${this.acts && isNew
      ? this.button("practice", t("Start practising"), { do: "start_practice" })
      : nothing}
    ${this.refusal("practice")}`;
  }

  practising() {
    return html`<span class="practice-words">
        <strong>${t("Practice.")}</strong> ${t("Everything typed now will be wiped.")}
      </span>
      ${this.acts
        ? html`<button type="button" class="act quiet" @click=${() => this.confirm()}>
            ${t("Stop practising")} …
          </button>`
        : nothing}
      ${this.refusal("practice")}`;
  }

  confirm() {
    this.emit("confirm", {
      heading: t("Stop practising?"),
      sentence: t(
        "Everything that was typed is wiped, and the programme starts from the top. You cannot undo this.",
      ),
      verb: t("Stop practising and wipe everything"),
      run: () => this.ask("practice", { do: "stop_practice" }),
    });
  }
}

customElements.define("console-practice", ConsolePractice);
