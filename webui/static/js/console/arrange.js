/**
 * How the big screen looks, whatever it shows: the size of the code to join, and light or dark.
 */
import { html } from "../../vendor/lit.js";
import { t } from "../words.js";
import { conferenceOf } from "./board.js";
import { ConsoleElement } from "./element.js";

const CODES = { auto: () => t("as needed"), large: () => t("large"), small: () => t("small") };
const LIGHTS = { light: () => t("light"), dark: () => t("dark") };

export class ConsoleArrange extends ConsoleElement {
  static kinds = ["conferences"];

  render() {
    const { code, light } = this.look;
    return html`${this.choice("join_code", t("Code to take part"), CODES, code, "Q")}
    ${this.choice("light", t("Room"), LIGHTS, light, "Y")} ${this.refusal("arrange")}`;
  }

  /** What was chosen; where nobody chose, the room is light. */
  get look() {
    const { join_code: code = "auto", light = "auto" } = conferenceOf(this.view)?.stage ?? {};
    return { code, light: light === "dark" ? "dark" : "light" };
  }

  choice(member, words, values, chosen, shortcut) {
    return html`<p class="modes" role="group" aria-label=${words}>
      <span class="modes-of" aria-hidden="true">${words}</span>
      ${Object.entries(values).map(([value, said]) =>
        this.button("arrange", said(), arrange({ [member]: value }), {
          shortcut,
          pressed: value === chosen,
        }),
      )}
    </p>`;
  }

  /** The large code for whoever is late, or back to what it was. */
  callCode() {
    const code = this.look.code === "large" ? "auto" : "large";
    this.ask("arrange", arrange({ join_code: code }));
  }

  /** From light to dark, or back. */
  turnLight() {
    this.ask("arrange", arrange({ light: this.look.light === "dark" ? "light" : "dark" }));
  }
}

const arrange = (look) => ({ do: "arrange_stage", ...look });

customElements.define("console-arrange", ConsoleArrange);
