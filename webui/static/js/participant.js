/** The participant's page: puts the living parts in place and ties them to line and queue. */
import { announce } from "./announce.js";
import "./elements/phone.js";
import "./elements/timer.js";
import { keep } from "./keep.js";
import { showLine, showPractice, startAfreshWhenNeeded } from "./line.js";
import { followKeyboard } from "./keyboard.js";
import { live } from "./live.js";
import { followLoan } from "./loan.js";
import { News } from "./news.js";
import { outbox } from "./outbox.js";
import { keepOwn, keptOwn } from "./own.js";
import { page } from "./page.js";
import { carryTexts, replacePlain } from "./plain.js";
import { resume } from "./resume.js";
import { currentStep } from "./room.js";
import { followTakeHome } from "./take-home.js";
import { t } from "./words.js";

const TYPING_EVERY_MS = 3000;
const INTRODUCED = `tafelronde.${page.conference}.introduced.${page.person}`;
const READ = `tafelronde.${page.conference}.read.${page.person}`;

const phone = document.createElement("tafel-phone");
const timer = document.querySelector("tafel-timer");
const news = new News();

Object.assign(phone, {
  role: page.as,
  person: page.person,
  table: page.table,
  language: page.peopleLanguage,
  readMessage: keep.read(READ),
  isIntroduced: keep.read(INTRODUCED) ?? false,
});

/** An act is asked now or not at all; whoever asked is told how it ended, and keeps what was typed. */
const act = ({ command, done }) =>
  outbox.act(command).then(
    (answer) => {
      done(null, answer);
      announce(t("Saved"), { isAnswer: true });
    },
    (refusal) => {
      done(refusal);
      announce(refusal.message, { isAnswer: true });
    },
  );

const INTENTS = {
  act,
  // Whoever wrote on a loan device may be gone when the box answers: what comes too late goes to the
  // chair, and does not wait here for somebody else.
  post: ({ toChair, ...entry }) =>
    outbox.post({
      do: "post_entry",
      ...entry,
      for_table: page.table,
      ...((toChair || page.isLoan) && { to_chair: true }),
    }),
  react: (entry) => outbox.post({ do: "post_entry", ...entry, for_table: page.table }),
  vote: ({ activity, values }) =>
    outbox.postInstead(
      { do: "cast_ballot", activity, values, table: page.table },
      (command) => command.do === "cast_ballot" && command.activity === activity,
    ),
  edit: ({ entry, text }) => outbox.post({ do: "edit_entry", entry, text }),
  withdraw: ({ entry }) => outbox.post({ do: "withdraw_entry", entry }),
  introduce: ({ name, role }) => {
    // On a loan device nobody has a seat before they need one.
    if (page.isLoan && !live.mine?.table) outbox.post({ do: "join_table", table: page.table });
    outbox.post({ do: "introduce", ...(name !== undefined && { name }), ...(role !== undefined && { role }) });
    beIntroduced();
  },
  skip: beIntroduced,
  again: ({ id, members }) => outbox.retry(id, members),
  discard: ({ id }) => outbox.forget(id),
  read: ({ id }) => {
    keep.write(READ, id);
    phone.readMessage = id;
  },
};

/** Asked once per person and device. */
async function beIntroduced() {
  keep.write(INTRODUCED, true);
  if (phone.isIntroduced) return;
  phone.isIntroduced = true;
  await phone.updateComplete;
  // The button that was pressed is gone: the focus goes to where one may change it later.
  phone.querySelector("tafel-introduction summary")?.focus({ preventScroll: true });
}

for (const [intent, act] of Object.entries(INTENTS)) {
  phone.addEventListener(intent, ({ detail }) => act(detail));
}
// A text that went back into a field is a draft now; where there was no field it stays as it is.
phone.addEventListener("back", (event) => event.defaultPrevented || outbox.forget(event.detail.id));

let typedMs = 0;
phone.addEventListener("typing", () => {
  if (performance.now() - typedMs < TYPING_EVERY_MS) return;
  typedMs = performance.now();
  live.send({ type: "typing" });
});

function show() {
  const step = currentStep(live.view);
  phone.view = live.view;
  phone.mine = live.mine;
  keepOwn(live.view, live.mine);
  phone.kept = keptOwn(live.mine);
  if (timer) Object.assign(timer, { step, roomMs: () => live.roomMs() });
  showPractice();
  news.hear(live.view, live.mine);
}

function showItems() {
  const before = phone.items;
  phone.items = outbox.items;
  const wasSaved = new Set(before.filter(({ state }) => state === "saved").map(({ id }) => id));
  // A vote says so itself, once somebody pauses.
  const isNew = phone.items.some(
    ({ id, state, command }) => state === "saved" && !wasSaved.has(id) && command.do !== "cast_ballot",
  );
  if (isNew) announce(t("Saved"), { isAnswer: true });
}

async function fieldOf(place) {
  const composers = [...phone.querySelectorAll("tafel-composer")];
  const composer = composers.find((one) => one.place === place);
  await composer?.updateComplete;
  return composer?.field;
}

async function begin() {
  const resumed = resume();
  live.startAfter(resumed);
  await resumed;
  const plain = document.getElementById("plain");
  phone.dataset.theme = plain.dataset.theme;
  carryTexts(plain);
  live.addEventListener("view", show);
  live.addEventListener("mine", show);
  outbox.addEventListener("change", showItems);
  phone.items = outbox.items;
  followLoan();
  showLine();
  followTakeHome();
  // A page on an iPhone's home screen calls itself what the log-in window calls itself.
  if (navigator.standalone) document.querySelector(".login-window")?.remove();
  followKeyboard();
  startAfreshWhenNeeded();
  show();
  await replacePlain(plain, phone, fieldOf);
}

begin();
