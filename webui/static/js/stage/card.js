/** A contribution that was put on the big screen: whole, with its table and theme, never a name. */
import { html, nothing } from "../../vendor/lit.js";
import { tableName, themeName } from "../console/names.js";
import { sign } from "../elements/light.js";
import { page } from "../page.js";

// More lines than this would make the letters too small: then line ends become spaces.
const LINES_MOST = 12;

/** One of at most three. */
export const card = ({ text, table, theme }) => html`<figure
  class="card"
  data-theme=${theme?.number ?? nothing}
>
  <blockquote
    class=${text.split("\n").length > LINES_MOST ? "" : "typed"}
    lang=${page.peopleLanguage}
    dir="auto"
    >${text}</blockquote
  >
  <figcaption>
    <b>${tableName(table)}</b> <span class="theme">${sign(theme?.number)} ${themeName(theme)}</span>
  </figcaption>
</figure>`;
