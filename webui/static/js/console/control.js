/**
 * The facilitator's page: hands the live view to its elements, their acts to the queue, and the
 * keys to both.
 */
import { outbox } from "../outbox.js";
import { t } from "../words.js";
import { feed, inView } from "./feed.js";
import { lookAround } from "./look.js";
import { tellNews } from "./news.js";
import { PLAIN_MODES } from "./screen.js";
import "./actions.js";
import "./arrange.js";
import "./confirm.js";
import "./discussion.js";
import "./grid.js";
import "./harvest.js";
import "./health.js";
import "./keys.js";
import "./message.js";
import "./practice.js";
import "./programme.js";
import "./quick.js";
import "./sorting.js";
import "./steer.js";
import "./stream.js";
import "./table.js";
import "./tables.js";
import "./undo.js";
import "./vote.js";

const find = (name) => document.querySelector(name);

const steer = find("console-steer");
const harvest = find("console-harvest");
const discussion = find("console-discussion");
const stream = find("console-stream");
const message = find("console-message");
const screen = find("console-screen");
const undo = find("console-undo");
const arrange = find("console-arrange");

async function perform({ command, done }) {
  try {
    const answer = await outbox.act(command);
    // The answer may come before the news of it; who acts again must see what they did.
    await inView(answer.seq);
    done(null, answer);
  } catch (refusal) {
    if (!refusal?.message) throw refusal;
    done(refusal);
  }
}

const focused = (run) => () => stream.focused && run(stream.focused);

const look = lookAround();

/** A table that is looked at stands where messages are written. */
async function writeMessage() {
  look.table(null);
  await find("console-table").updateComplete;
  message.write();
}

/** The step that runs has slides, tables or topics to go through, or none of these. */
function turn(by) {
  steer.turn(by);
  harvest.turn(by);
  discussion.turn(by);
}

find("console-keys").bindings = [
  { key: "O", words: t("Open the next step"), run: () => steer.openNext() },
  { key: "C", words: t("Close this step"), run: () => steer.close() },
  { key: "E", words: t("Close in 30 seconds"), run: () => steer.closeSoon() },
  { key: "Esc", keys: ["ESCAPE"], words: t("Keep open"), run: () => steer.keepOpen() },
  { key: "P", words: t("Pause, or go on"), run: () => steer.pauseOrGoOn() },
  { key: "T", words: t("+2 minutes"), run: () => steer.extend() },
  { key: "R", words: t("Reopen the last step"), run: () => steer.reopenLast() },
  { key: "PgDn", keys: ["PAGEDOWN"], words: t("Next slide, table or topic"), run: () => turn(1) },
  { key: "PgUp", keys: ["PAGEUP"], words: t("Previous slide, table or topic"), run: () => turn(-1) },
  { key: "U", words: t("Undo the last act"), run: () => undo.undo() },
  { key: "B", words: t("Big screen black, or back"), run: () => screen.black() },
  { key: "X", words: t("Put on screen what was chosen"), run: () => screen.putOn() },
  ...Object.entries(PLAIN_MODES).map(([mode, { shortcut, words }]) => ({
    key: shortcut,
    words: t("Choose for the screen: {what}", { what: words() }),
    run: () => screen.choose({ mode }),
  })),
  { key: "Q", words: t("Big screen: large code, or back"), run: () => arrange.callCode() },
  { key: "Y", words: t("Big screen: dark, or light"), run: () => arrange.turnLight() },
  { key: ".", words: t("Write down an action"), run: () => find("console-actions").write() },
  { key: "V", words: t("Write a text for the screen"), run: () => screen.write() },
  { key: "M", words: t("Write a message"), run: () => writeMessage() },
  {
    key: "1–0",
    keys: "1234567890",
    words: t("Look at table 1 to 10"),
    run: (digit) => look.table(digit === "0" ? "10" : digit),
  },
  { key: "+", words: t("Ask something in between"), run: () => find("console-quick").write() },
  { key: "N", words: t("Add a table"), run: () => find("console-tables").show() },
  { key: "F", words: t("Search in the contributions"), run: () => stream.search() },
  { key: "J", words: t("Next contribution"), run: () => stream.move(1) },
  { key: "K", words: t("Previous contribution"), run: () => stream.move(-1) },
  { key: "L", words: t("Highlight it, or no longer"), run: focused((entry) => entry.highlight()) },
  { key: "S", words: t("Choose it for the screen, or not"), run: focused((entry) => entry.pick()) },
  { key: "Z", words: t("Take it off screen"), run: focused((entry) => entry.takeOff()) },
  { key: "D", words: t("Park it, or bring it back"), run: focused((entry) => entry.park()) },
  { key: "H", words: t("Hide it, or bring it back"), run: focused((entry) => entry.hide()) },
  { key: "I", words: t("Accept a late one"), run: focused((entry) => entry.acceptLate()) },
];

document.addEventListener("act", (event) => perform(event.detail));
document.addEventListener("confirm", (event) => find("console-confirm").open(event.detail));
document.addEventListener("pick", ({ detail }) => detail.done(screen.pick(detail.entry)));
document.addEventListener("chosen", ({ detail }) => (stream.picks = detail.picks));

feed([...document.querySelectorAll("[data-live]")]);
tellNews();
