/** The parts of a participant's and a chair's page in their states: {part: {state: template}}. */
import { html, ref } from "../../vendor/lit.js";
import "../elements/attribution.js";
import "../elements/band.js";
import "../elements/chair.js";
import "../elements/chair-entry.js";
import "../elements/composer.js";
import "../elements/entry.js";
import "../elements/heads.js";
import "../elements/introduction.js";
import "../elements/list.js";
import "../elements/lists.js";
import "../elements/loan.js";
import "../elements/message.js";
import "../elements/move.js";
import "../elements/outgoing.js";
import "../elements/phone.js";
import "../elements/ring.js";
import "../elements/screen.js";
import "../elements/share.js";
import "../elements/signals.js";
import "../elements/step.js";
import "../elements/stepper.js";
import "../elements/summary.js";
import "../elements/tabs.js";
import "../elements/timer.js";
import "../elements/without-device.js";
import { nameOf, placesOf } from "../places.js";
import * as room from "../room.js";
import { t } from "../words.js";
import { roomMs } from "./still.js";

const TABLE = "3";
const LANGUAGE = "nl";
const TEXT = "Banken vinden het risico te hoog";
const MINUTE = 60_000;

/** Set what is a part's own state, such as a question it asks back. */
const within = (members) => ref((part) => part && Object.assign(part, members));

export function tableSpecimens({ table: view, chair, mine }) {
  const step = room.currentStep(view);
  const entries = room.entriesOf(view.entries, step.id);
  const reactions = room.reactionsOf(view.entries);
  return {
    "tafel-ring": rings(),
    "tafel-timer": timers(step),
    "tafel-band": bands(),
    "tafel-message": { "": html`<tafel-message .message=${room.newestMessage(view)} .language=${LANGUAGE}></tafel-message>` },
    "tafel-attribution": attributions(),
    "tafel-composer": composers(),
    "tafel-outgoing": { ...sent() },
    "tafel-entry": entryStates(view, entries, reactions),
    "tafel-list": lists(entries),
    "tafel-tabs": tabs(),
    "tafel-lists": { "": html`<tafel-lists .view=${view} .mine=${mine} .items=${[]} .step=${step} .role=${"participant"} .table=${TABLE} .language=${LANGUAGE}></tafel-lists>` },
    "tafel-step": steps(step),
    "tafel-phone": phones(view, mine),
    "tafel-introduction": introductions(),
    "tafel-move": moves(view),
    "tafel-screen": screens(view),
    "tafel-loan": loans(),
    "tafel-share": shares(view),
    "tafel-heads": heads(chair),
    "tafel-signals": signals(chair),
    "tafel-stepper": steppers(chair),
    "tafel-without-device": withoutDevice(step),
    "tafel-summary": summaries(chair, step),
    "tafel-chair-entry": chairEntries(view, entries, reactions),
    "tafel-chair": chairs(chair),
  };
}

const ring = (theme, share, label) => html`<tafel-ring
  .number=${theme}
  .theme=${theme}
  .share=${share}
  .label=${label}
></tafel-ring>`;

const rings = () => ({
  badge: html`<div class="ring-row">${[1, 2, 3, 4, 5, 6, 7, 8].map((theme) => ring(theme))}</div>`,
  share: html`<div class="ring-row">
    ${[0, 0.1, 0.25, 0.5, 0.7, 0.9, 1].map((share) => ring(2, share, `${share * 100}%`))}
  </div>`,
});

const timer = (step) => html`<tafel-timer .step=${step} .roomMs=${() => roomMs}></tafel-timer>`;

const timers = (step) => ({
  quiet: timer({ ...step, ends_at_room_ms: roomMs + 17 * MINUTE }),
  soon: timer({ ...step, id: "soon", ends_at_room_ms: roomMs + 4 * MINUTE }),
  "last minute": timer({ ...step, id: "last", ends_at_room_ms: roomMs + 30_000 }),
  over: timer({ ...step, id: "over", ends_at_room_ms: roomMs }),
  paused: timer({ ...step, id: "paused", state: "paused", ends_at_room_ms: null, remaining_ms: 9 * MINUTE }),
});

const band = (members) => html`<tafel-band ${within(members)}></tafel-band>`;

const gone = (reason) => band({ line: { state: "gone", reason }, shown: "gone", unsaved: 2 });

const bands = () => ({
  no_answer: gone("no_answer"),
  offline: gone("offline"),
  restart: gone("restart"),
  "back, all saved": band({ shown: "back" }),
  "back, still sending": band({ shown: "back", unsaved: 2 }),
  "box cannot save": band({ isSaving: false }),
  "device cannot keep": band({ isKept: false }),
});

const attribution = (members) => html`<tafel-attribution
  .attribution=${members.attribution}
  .table=${TABLE}
  .name=${members.name}
></tafel-attribution>`;

const attributions = () => ({
  without_name: attribution({ attribution: "without_name" }),
  named: attribution({ attribution: "named", name: "Ann Jansen" }),
  "named, not yet": attribution({ attribution: "named", name: "" }),
});

const composer = (place, members) => html`<tafel-composer
  .place=${`specimen.${place}`}
  .label=${"Welke knelpunten ervaart u?"}
  .language=${LANGUAGE}
  .attribution=${{ attribution: "without_name", table: TABLE }}
  ${within(members)}
></tafel-composer>`;

const composers = () => ({
  open: composer("open", {}),
  "open, typed": composer("typed", { initial: TEXT }),
  "too long": composer("long", { initial: TEXT, most: 20 }),
  complaint: composer("complaint", { complaint: t("Type your contribution first.") }),
  paused: composer("paused", { state: "paused", initial: TEXT }),
  closed: composer("closed", { state: "closed", initial: TEXT }),
  sealed: composer("sealed", { state: "sealed", initial: TEXT }),
});

const item = (id, members) => ({ id, command: { do: "post_entry", text: TEXT }, ...members });

const outgoing = (...items) => html`<tafel-outgoing
  .items=${items}
  .language=${LANGUAGE}
  .table=${TABLE}
  .mayGoBack=${true}
></tafel-outgoing>`;

const closed = { state: "refused", code: "activity_closed" };

const sent = () => ({
  waiting: outgoing(item("waiting", { state: "waiting" })),
  sending: outgoing(item("sending", { state: "sending" })),
  saved: outgoing(item("saved", { state: "saved" })),
  refused: outgoing(
    item("refused", { ...closed, message: t("This question is closed. Your text is not lost.") }),
  ),
  kept: outgoing(item("kept", { state: "kept" })),
});

const entry = (entry, members) => html`<tafel-entry
  .entry=${entry}
  .language=${LANGUAGE}
  ${within(members)}
></tafel-entry>`;

function entryStates(view, entries, reactions) {
  const [newest, ...others] = entries;
  const discussed = others.find(({ id }) => reactions[id]) ?? newest;
  const built = entries.find(({ relation }) => relation === "build_on") ?? newest;
  return {
    plain: entry(newest, { shows: { table: true } }),
    highlighted: entry({ ...others[0], is_highlighted: true }, {}),
    "build on": entry(built, { entries: view.entries, mayReact: true }),
    reactions: entry(discussed, { reactions: reactions[discussed.id] ?? [], mayReact: true }),
    mine: entry({ ...newest, is_edited: true }, { mayEdit: true, mayWithdraw: true }),
    edit: entry(newest, { mode: "edit" }),
    comment: entry(newest, { mode: "comment" }),
    withdraw: entry(newest, { mode: "withdraw" }),
    hidden: entry({ ...newest, is_hidden: true }, {}),
    late: entry({ ...newest, is_late: true }, {}),
  };
}

const list = (entries) => html`<tafel-list
  .entries=${entries}
  .empty=${t("Nothing here yet.")}
  .each=${(one) => entry(one, {})}
></tafel-list>`;

const lists = (entries) => ({ "": list(entries.slice(0, 3)), empty: list([]) });

const tabs = () => ({
  "": html`<tafel-tabs
    .chosen=${"one"}
    .label=${t("Contributions")}
    .tabs=${[
      { id: "one", words: t("At this table ({n})", { n: 7 }), panel: html`<p>1</p>` },
      { id: "two", words: t("Mine ({n})", { n: 2 }), panel: html`<p>2</p>` },
    ]}
  ></tafel-tabs>`,
});

const oneStep = (step) => html`<tafel-step
  .step=${step}
  .role=${"participant"}
  .table=${TABLE}
  .language=${LANGUAGE}
  .items=${[]}
></tafel-step>`;

const steps = (step) => ({
  before: oneStep(null),
  open: oneStep({ ...step, id: "specimen-open" }),
  paused: oneStep({ ...step, id: "specimen-paused", state: "paused" }),
  closed: oneStep({ ...step, id: "specimen-closed", state: "closed" }),
  sealed: oneStep({ ...step, id: "specimen-sealed", state: "sealed" }),
  "no question": oneStep({ ...step, questions: [] }),
});

const phone = (view, mine, items, members = {}) => html`<tafel-phone
  data-theme="2"
  .view=${view}
  .mine=${mine}
  .items=${items}
  .role=${"participant"}
  .table=${TABLE}
  .language=${LANGUAGE}
  ${within(members)}
></tafel-phone>`;

function phones(view, mine) {
  const place = { do: "post_entry", activity: "knelpunten", question: "knelpunten", text: TEXT };
  const message = room.newestMessage(view);
  return {
    writing: phone(view, mine, [{ id: "one", state: "waiting", command: place }], {
      readMessage: message?.id,
    }),
    "with a message": phone(view, mine, []),
  };
}

const share = (table, theme, cell) => html`<tafel-share
  .table=${table}
  .theme=${theme}
  .themeTitle=${"Financiering"}
  .cell=${cell}
  .connected=${7}
></tafel-share>`;

function shares({ tables, themes }) {
  const table = tables[TABLE];
  const theme = themes[table.theme];
  const few = { contributed: null, people: null };
  return {
    some: share(table, theme, { share: 0.7, contributed: 7, people: 10 }),
    all: share(table, theme, { share: 1, contributed: 10, people: 10 }),
    "few people": share(table, theme, { share: 0.5, ...few }),
    "nothing asked": share(table, theme, null),
  };
}

function heads({ tables }) {
  const counted = (heads) => html`<tafel-heads .table=${{ ...tables[TABLE], heads }}></tafel-heads>`;
  return { "not counted": counted(null), counted: counted(8) };
}

const signal = (table, members, more) => html`<tafel-signals
  .table=${{ ...table, ...members }}
  ${within(more ?? {})}
></tafel-signals>`;

function signals({ tables }) {
  const table = tables[TABLE];
  return {
    none: signal(table, { signal: "none" }),
    choosing: signal(table, { signal: "none" }, { isChoosing: true }),
    help: signal(table, { signal: "help", reason: t("Technology") }),
    ready: signal(table, { signal: "ready" }),
  };
}

const summary = (place, summary, members) => html`<tafel-summary
  .place=${`specimen.${place}`}
  .summary=${summary}
  .language=${LANGUAGE}
  ${within(members)}
></tafel-summary>`;

function summaries({ summaries: known }, step) {
  const its = known?.[`${step.id}.${step.questions[0].id}.${TABLE}`] ?? null;
  return {
    empty: summary("none", null, {}),
    saved: summary("saved", its, {}),
    waiting: summary("waiting", its, { state: "waiting" }),
    clash: summary("clash", its, { state: "clash" }),
  };
}

const chairEntry = (entry, members) => html`<tafel-chair-entry
  .entry=${entry}
  .language=${LANGUAGE}
  .isOwnTable=${true}
  ${within(members)}
></tafel-chair-entry>`;

function chairEntries(view, entries, reactions) {
  const [newest, ...others] = entries;
  const discussed = others.find(({ id }) => reactions[id]) ?? newest;
  return {
    plain: chairEntry(newest, {}),
    highlighted: chairEntry({ ...newest, is_highlighted: true }, {}),
    parked: chairEntry({ ...newest, is_parked: true }, {}),
    late: chairEntry({ ...newest, is_late: true }, {}),
    reactions: chairEntry(discussed, { reactions: reactions[discussed.id] ?? [] }),
    "other table": chairEntry(newest, { isOwnTable: false, shows: { table: true } }),
    refused: chairEntry(newest, { refusal: t("The box cannot save now.") }),
  };
}

const chairs = (view) => ({
  "": html`<tafel-chair
    data-theme="2"
    .view=${view}
    .items=${[]}
    .tableId=${TABLE}
    .language=${LANGUAGE}
    .roomMs=${() => roomMs}
  ></tafel-chair>`,
});

const opened = ref((part) => part?.updateComplete.then(() => part.querySelector("details")?.setAttribute("open", "")));

const introduction = (isAsked) => html`<tafel-introduction
  ${opened}
  .asks=${["name", "role"]}
  .mine=${{ name: "Ann Jansen", role: "" }}
  .isAsked=${isAsked}
></tafel-introduction>`;

const introductions = () => ({ asked: introduction(false), answered: introduction(true) });

const moves = (view) => ({
  "": html`<tafel-move
    .table=${TABLE}
    .place=${{ ...view.tables[TABLE], is_in_use: false, go_to: "4" }}
  ></tafel-move>`,
});

const screens = (view) => ({
  "": html`<tafel-screen ${opened} .view=${view} .shown=${""} .language=${LANGUAGE}></tafel-screen>`,
});

const loan = (members) => html`<tafel-loan .table=${TABLE} .hasUnsent=${() => false} ${within(members)}></tafel-loan>`;

const loans = () => ({
  "": loan({}),
  saved: loan({ hasSaved: true }),
  "not sent": loan({ isAsking: true }),
});

function steppers(view) {
  const all = Object.fromEntries(Object.entries(view.activities).map(([id, step]) => [id, { ...step, state: "open" }]));
  const places = placesOf({ activities: all });
  const stepper = (isOpen) => html`<tafel-stepper
    .places=${places}
    .shown=${nameOf(places[0])}
    .now=${places[0].step.id}
    ${within({ isOpen })}
  ></tafel-stepper>`;
  return { "": stepper(false), open: stepper(true) };
}

function withoutDevice(step) {
  const part = (shown) => html`<tafel-without-device
    .place=${{ step, question: step.questions[0] }}
    .items=${[]}
    .table=${TABLE}
    .language=${LANGUAGE}
    .address=${"http://192.168.1.4"}
    ${within({ shown })}
  ></tafel-without-device>`;
  return { "": part(""), "typing for someone": part("behalf"), "loan device": part("loan") };
}
