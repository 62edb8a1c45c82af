/** The actions on the big screen, who and by when beside what: as many sheets as they need. */
import { html, nothing } from "../../vendor/lit.js";
import { whenOf } from "../actions.js";
import { page } from "../page.js";
import { languageOf, say } from "../words.js";

/** The picture of {step, actions}; each action is whole, on one sheet. */
export const actionsPicture = ({ step, actions }) => html`<div class="sheeted">
  <h2 lang=${languageOf(step.title) ?? nothing}>${say(step.title)}</h2>
  <div class="fit cards stage-actions" role="list">${actions.map((one) => row(one, newest(actions)))}</div>
</div>`;

/** What was written or changed last: its sheet comes first, because that is what the room speaks of. */
const newest = (actions) => actions.reduce((last, one) => (one.rev > last.rev ? one : last));

const row = (action, last) => html`<div class="stage-action" role="listitem" ?data-newest=${action === last}>
  <p class="stage-what" lang=${page.peopleLanguage} dir="auto">${action.what}</p>
  <p class="stage-who">
    ${action.who ? html`<b lang=${page.peopleLanguage} dir="auto">${action.who}</b>` : nothing}
    ${whenOf(action) ? html`<span lang=${action.due ? nothing : page.peopleLanguage}>${whenOf(action)}</span>` : nothing}
  </p>
</div>`;
