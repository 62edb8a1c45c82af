/** The points of one table on the big screen, large, with its theme and the word of its chair. */
import { html, nothing } from "../../vendor/lit.js";
import { tableName, themeName } from "../console/names.js";
import { icon, sign } from "../elements/light.js";
import { page } from "../page.js";
import { t } from "../words.js";

/** The picture of a table's points. */
export const harvestPicture = ({ harvest, theme }) => html`<div
  class="fit words harvest"
  data-theme=${theme?.number ?? nothing}
>
  <h2>
    ${tableName(harvest.table)}
    ${theme ? html`<span class="theme">${sign(theme.number)} ${themeName(theme)}</span>` : nothing}
  </h2>
  <ol lang=${page.peopleLanguage}>
    ${harvest.points.map((point) => html`<li dir="auto">${point}</li>`)}
  </ol>
  ${harvest.is_agreed ? html`<p class="line agreed">${icon("check")} ${t("The chair says: this is right.")}</p>` : nothing}
</div>`;
