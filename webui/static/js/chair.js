/** The table chair's page: puts the living part in place and ties it to line and queue. */
import { announce } from "./announce.js";
import "./elements/chair.js";
import "./elements/timer.js";
import { keep } from "./keep.js";
import { showLine, showPractice, startAfreshWhenNeeded } from "./line.js";
import { live } from "./live.js";
import { News } from "./news.js";
import { outbox } from "./outbox.js";
import { page } from "./page.js";
import { currentStep } from "./room.js";
import { t } from "./words.js";

const READ = `tafelronde.${page.conference}.read.chair-${page.table}`;
const LOOK_AGAIN_MS = 20_000;

const chair = document.createElement("tafel-chair");
const timer = document.querySelector("tafel-timer");
const news = new News();

Object.assign(chair, {
  tableId: page.table,
  language: page.peopleLanguage,
  roomMs: () => live.roomMs(),
  readMessage: keep.read(READ),
});

/** What is said aloud when an act has been done; points are saved too often to say so. */
const SPOKEN = {
  highlight_entry: ({ on }) => (on ? t("Highlighted.") : t("No longer highlighted.")),
  park_entry: () => t("Set aside in the parking lot."),
  restore_entry: () => t("Brought back to the list."),
  accept_late: () => t("Accepted."),
  put_action: () => t("Saved"),
  remove_action: () => t("The action was taken off the list."),
  undo: () => t("That was undone."),
  agree_summary: ({ is_agreed: isAgreed }) =>
    isAgreed ? t("You said that this is right.") : t("You no longer say that this is right."),
  signal_table: ({ signal }) => SIGNALS[signal](),
  count_heads: ({ heads }) =>
    heads === null ? t("The count was taken back.") : t("The facilitator sees how many people sit here."),
};

const SIGNALS = {
  ready: () => t("The facilitator sees that this table is ready."),
  help: () => t("The facilitator sees that table {table} asks for help.", { table: page.table }),
  none: () => t("The facilitator sees that this is over."),
};

/** An act is asked now or not at all; whoever asked is told how it ended. */
const act = ({ command, done }) =>
  outbox.act(command).then(
    (answer) => {
      done(answer);
      const spoken = SPOKEN[command.do]?.(command);
      if (spoken) announce(spoken, { isAnswer: true });
    },
    (refusal) => {
      done(null, refusal);
      if (SPOKEN[command.do]) announce(refusal.message, { isAnswer: true });
    },
  );

const INTENTS = {
  act,
  post: ({ toChair, ...entry }) =>
    outbox.post({ do: "post_entry", ...entry, on_behalf: true, ...(toChair && { to_chair: true }) }),
  react: (entry) => outbox.post({ do: "post_entry", ...entry }),
  vote: ({ activity, values }) =>
    outbox.postInstead(
      { do: "cast_ballot", activity, values },
      (command) => command.do === "cast_ballot" && command.activity === activity,
    ),
  again: ({ id, members }) => outbox.retry(id, members),
  discard: ({ id }) => outbox.forget(id),
  read: ({ id }) => {
    keep.write(READ, id);
    chair.readMessage = id;
  },
};

for (const [intent, does] of Object.entries(INTENTS)) {
  chair.addEventListener(intent, ({ detail }) => does(detail));
}

function show() {
  chair.view = live.view;
  Object.assign(timer, { step: currentStep(live.view), roomMs: () => live.roomMs() });
  showPractice();
  news.hear(live.view, null);
}

async function begin() {
  const plain = document.getElementById("plain");
  chair.dataset.theme = plain.dataset.theme;
  chair.address = plain.dataset.join;
  live.addEventListener("view", show);
  outbox.addEventListener("change", () => (chair.items = outbox.items));
  chair.items = outbox.items;
  setInterval(() => chair.requestUpdate(), LOOK_AGAIN_MS);
  showLine();
  startAfreshWhenNeeded();
  show();
  plain.before(chair);
  await chair.updateComplete;
  plain.remove();
}

begin();
