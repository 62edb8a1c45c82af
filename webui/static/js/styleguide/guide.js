/**
 * The style guide: fills every specimen with the real parts in each of their states.
 *
 * Knows the parts and a room that stands still; no line, no queue. What a part asks for is only
 * shown, so nothing here reaches a room.
 */
import { told } from "./still.js";
import { html, nothing, render } from "../../vendor/lit.js";
import { icon } from "../elements/light.js";
import { actionSpecimens } from "./actions.js";
import { budgetSpecimens } from "./budget.js";
import { consoleSpecimens } from "./console.js";
import { sortingSpecimens } from "./sorting.js";
import { stageSpecimens } from "./stage.js";
import { tableSpecimens } from "./table.js";
import { talkSpecimens } from "./talking.js";
import { voteSpecimens } from "./votes.js";

const ASKED = [
  ...["act", "again", "back", "compose", "confirm", "discard", "edit", "give", "introduce", "leave", "look"],
  ...["choose", "chosen", "order", "pick", "post", "put", "react", "read", "save", "say", "skip", "tab", "table"],
  ...["topic", "typing", "vote"],
  "withdraw",
];
const ICONS = [
  ...["archive", "check", "clock", "download", "eye-off", "hand", "help-circle", "languages", "lock"],
  ...["message-square", "pause", "play", "square", "star", "thumbs-down", "thumbs-up", "type"],
  ...["undo-2", "users", "wifi-off"],
];

const said = document.querySelector("[data-said]");

for (const name of ASKED) {
  document.addEventListener(name, (event) => {
    said.textContent = `${event.target.localName}: ${name} ${JSON.stringify(event.detail) ?? ""}`;
    answer(event.target, event.detail);
  });
}

/** As the box would say yes; so that a part shows what comes after. */
function answer(part, detail) {
  if (typeof detail?.done !== "function") return;
  detail.done(part.localName.startsWith("console-") ? null : { seq: 0 });
}

const shown = (name, part) => html`<div class="shown">
  ${name ? html`<p class="shown-name"><code>${name}</code></p>` : nothing} ${part}
</div>`;

/** A specimen is {state: template}. */
function fill(place, states) {
  render(Object.entries(states).map(([name, part]) => shown(name, part)), place);
}

const all = {
  ...tableSpecimens(told),
  ...voteSpecimens(told),
  ...budgetSpecimens(),
  ...sortingSpecimens(told),
  ...actionSpecimens(told),
  ...talkSpecimens(told),
  ...consoleSpecimens(told),
  ...stageSpecimens(told),
};

for (const place of document.querySelectorAll("[data-living]")) fill(place, all[place.dataset.living]);

render(
  ICONS.map((name) => html`<span>${icon(name)} <code>${name}</code></span>`),
  document.querySelector("[data-icons]"),
);

Promise.all([
  document.fonts.ready,
  ...[...document.querySelectorAll(".shown *")].map((part) => part.updateComplete),
]).then(() => (document.body.dataset.ready = ""));
