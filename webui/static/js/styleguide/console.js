/** The parts of the facilitator's page in their states: {part: {state: template}}. */
import { html, ref } from "../../vendor/lit.js";
import "../console/arrange.js";
import "../console/closing.js";
import "../console/confirm.js";
import "../console/entry.js";
import "../console/grid.js";
import "../console/health.js";
import "../console/keys.js";
import "../console/message.js";
import "../console/practice.js";
import "../console/programme.js";
import "../console/quick.js";
import "../console/screen.js";
import "../console/steer.js";
import "../console/stream.js";
import "../console/table.js";
import "../console/tables.js";
import "../console/undo.js";
import { conferenceOf, currentStep, programmeOf } from "../console/board.js";
import { t } from "../words.js";
import { roomMs } from "./still.js";

const within = (members) => ref((part) => part && Object.assign(part, members));

/** A dialog that stands in the page instead of over it. */
const opened = (members) =>
  ref(async (part) => {
    if (!part) return;
    Object.assign(part, members);
    await part.updateComplete;
    part.querySelector("dialog").setAttribute("open", "");
  });

/** The view with one step, or every step, in another state. */
export function withStep(view, id, members) {
  const activities = Object.fromEntries(
    Object.entries(view.activities).map(([one, step]) => [
      one,
      !id || one === id ? { ...step, ...members } : step,
    ]),
  );
  return withConference({ ...view, activities }, {});
}

/** The view with other members of its conference; the current step is worked out again. */
export function withConference(view, members) {
  const [[id, conference]] = Object.entries(view.conferences);
  const running = Object.entries(view.activities).find(([, { state }]) => RUNNING.has(state));
  const current = running?.[0] ?? null;
  return { ...view, conferences: { [id]: { ...conference, current, ...members } } };
}

const RUNNING = new Set(["open", "paused"]);

/** Nobody has begun, and the programme is over. */
export const planned = (view) => withStep(view, null, { state: "planned", ends_at_room_ms: null });

export const done = (view) =>
  withStep(view, null, { state: "closed", opened_room_ms: 0, closed_room_ms: roomMs, ends_at_room_ms: null });

const STATES = {
  "console-practice": (view) => ({
    "": html`<console-practice acts .view=${planned(view)}></console-practice>`,
    practising: html`<console-practice acts .view=${withConference(view, { is_practice: true })}></console-practice>`,
    observer: html`<console-practice .view=${withConference(view, { is_practice: true })}></console-practice>`,
  }),
  "console-steer": (view, step) => ({
    open: steer(view),
    paused: steer(withStep(view, step.id, { state: "paused", remaining_ms: 600_000, ends_at_room_ms: null })),
    between: steer(withStep(view, step.id, { state: "closed", closed_room_ms: roomMs })),
    "before the start": steer(planned(view)),
    done: steer(done(view)),
    observer: html`<console-steer .view=${view} .roomMs=${roomMs}></console-steer>`,
  }),
  "console-closing": (view, step) => ({
    primary: closing(view, {}),
    quiet: closing(view, { kind: "quiet" }),
    asked: closing(typing(view), { closing: { step: step.id } }),
  }),
  "console-programme": (view, step) => ({
    "": html`<console-programme acts .view=${view} .roomMs=${roomMs}></console-programme>`,
    looked: html`<console-programme acts .view=${view} .roomMs=${roomMs} .looked=${programmeOf(view).at(-1).id}></console-programme>`,
    closed: html`<console-programme
      acts
      .view=${withStep(view, step.id, { state: "closed", closed_room_ms: roomMs })}
      .roomMs=${roomMs}
      .looked=${step.id}
    ></console-programme>`,
  }),
  "console-grid": (view) => ({
    "": html`<console-grid .view=${view} .roomMs=${roomMs}></console-grid>`,
    "several questions": html`<console-grid .view=${view} .roomMs=${roomMs} .looked=${several(view)}></console-grid>`,
  }),
  "console-table": (view) => ({
    "": html`<console-table acts .view=${view} .roomMs=${roomMs} .table=${"3"}></console-table>`,
    observer: html`<console-table .view=${view} .roomMs=${roomMs} .table=${"3"}></console-table>`,
  }),
  "console-tables": (view) => ({
    "": html`<console-tables ${unfolded} .view=${away(view)}></console-tables>`,
  }),
  "console-quick": (view) => ({
    "": html`<console-quick acts ${unfolded} .view=${view}></console-quick>`,
    dots: html`<console-quick acts ${unfolded} .view=${view} ${within({ way: "dots" })}></console-quick>`,
    put: html`<console-quick acts ${unfolded} .view=${planned(view)} ${within({ made: programmeOf(view)[0].id })}></console-quick>`,
  }),
  "console-arrange": (view) => ({ "": html`<console-arrange .view=${view}></console-arrange>` }),
  "console-screen": (view) => ({
    "": html`<console-screen acts .view=${view} .roomMs=${roomMs}></console-screen>`,
    observer: html`<console-screen .view=${view} .roomMs=${roomMs}></console-screen>`,
  }),
  "console-message": (view) => ({
    "": html`<console-message .view=${view}></console-message>`,
    sent: html`<console-message .view=${view} ${within({ isSent: true })}></console-message>`,
  }),
  "console-entry": (view) => entryStates(view),
  "console-stream": (view) => ({
    "": html`<console-stream acts .view=${few(view)}></console-stream>`,
    observer: html`<console-stream .view=${few(view)}></console-stream>`,
  }),
  "console-health": (view) => ({
    well: health(view, { state: "connected", reason: "" }),
    sticks: health({ ...view, box: { box: { is_saving: true, phones: 73, sticks: STICKS } } }, { state: "connected" }),
    "network trouble": health(
      { ...view, box: { box: { is_saving: true, phones: 73, has_network_trouble: true } } },
      { state: "connected" },
    ),
    "cannot save": health({ ...view, box: { box: { is_saving: false, phones: 73 } } }, { state: "connected" }),
    gone: health(view, { state: "gone", reason: "no_answer" }),
    "signed out": health(view, { state: "gone", reason: "not_signed_in" }),
  }),
  "console-undo": (view) => ({ "": html`<console-undo .view=${view}></console-undo>` }),
  "console-keys": () => ({
    "": html`<console-keys ${opened({ bindings: BINDINGS, isOff: false })}></console-keys>`,
  }),
  "console-confirm": () => ({
    "": html`<console-confirm ${opened({ asked: ASKED })}></console-confirm>`,
  }),
};

const unfolded = ref((part) => part?.updateComplete.then(() => part.querySelector("details").setAttribute("open", "")));

const away = (view) => ({
  ...view,
  tables: { ...view.tables, 9: { ...view.tables[9], is_in_use: false, merged_into: "8", go_to: "8" } },
});

const STICKS = [
  { name: "VERSLAG 2015", free_bytes: 14_210_000_000, trouble: "" },
  { name: "SanDisk Ultra", free_bytes: null, trouble: "no_file_system" },
];

const BINDINGS = [
  { key: "O", words: t("Open the next step"), run: () => {} },
  { key: "C", words: t("Close this step"), run: () => {} },
];

const ASKED = {
  heading: t("Stop practising?"),
  sentence: t(
    "Everything that was typed is wiped, and the programme starts from the top. You cannot undo this.",
  ),
  verb: t("Stop practising and wipe everything"),
  run: () => {},
};

/** Every part of this page in its states. */
export function consoleSpecimens({ control: view }) {
  const step = currentStep(view);
  return Object.fromEntries(Object.entries(STATES).map(([part, states]) => [part, states(view, step)]));
}

const steer = (view) => html`<console-steer acts .view=${view} .roomMs=${roomMs}></console-steer>`;

const closing = (view, members) => html`<console-closing
  .view=${view}
  .roomMs=${roomMs}
  ${within(members)}
></console-closing>`;

const typing = (view) => ({ ...view, presence: { ...view.presence, 3: { ...view.presence[3], typing: 2 } } });

const several = (view) => programmeOf(view).find(({ questions }) => questions?.length > 1)?.id ?? null;

const few = (view) => ({ ...view, entries: Object.fromEntries(Object.entries(view.entries).slice(-4)) });

const health = (view, line) => html`<console-health .view=${view} .line=${line}></console-health>`;

function entryStates(view) {
  const [[id, document]] = Object.entries(view.entries);
  const shown = withConference(view, { show: { mode: "entries", entries: [id], text: "" } });
  const one = (members, its = view, acts = true) => html`<div class="entry" ?data-highlighted=${members.is_highlighted}>
    <console-entry .view=${its} .entry=${{ ...document, id, ...members }} ?acts=${acts}></console-entry>
  </div>`;
  return {
    plain: one({}),
    highlighted: one({ is_highlighted: true }),
    parked: one({ is_parked: true }),
    hidden: one({ is_hidden: true }),
    late: one({ is_late: true }),
    "on the screen": one({}, shown),
    observer: one({ name: "Ann Jansen" }, conferenceOf(view) && view, false),
  };
}
