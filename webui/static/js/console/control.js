/**
 * The facilitator's page: hands the live view to its elements, their acts to the queue, and the
 * keys to both.
 */
import { outbox } from "../outbox.js";
import { t } from "../words.js";
import { feed } from "./feed.js";
import { tellNews } from "./news.js";
import { PLAIN_MODES } from "./screen.js";
import "./arrange.js";
import "./confirm.js";
import "./grid.js";
import "./health.js";
import "./keys.js";
import "./message.js";
import "./practice.js";
import "./programme.js";
import "./steer.js";
import "./stream.js";
import "./undo.js";

const find = (name) => document.querySelector(name);

const steer = find("console-steer");
const programme = find("console-programme");
const grid = find("console-grid");
const stream = find("console-stream");
const message = find("console-message");
const screen = find("console-screen");
const undo = find("console-undo");
const arrange = find("console-arrange");

async function perform({ command, done }) {
  try {
    await outbox.act(command);
    done(null);
  } catch (refusal) {
    if (!refusal?.message) throw refusal;
    done(refusal);
  }
}

const focused = (run) => () => stream.focused && run(stream.focused);

find("console-keys").bindings = [
  { key: "O", words: t("Open the next step"), run: () => steer.openNext() },
  { key: "C", words: t("Close this step"), run: () => steer.close() },
  { key: "P", words: t("Pause, or go on"), run: () => steer.pauseOrGoOn() },
  { key: "T", words: t("+2 minutes"), run: () => steer.extend() },
  { key: "R", words: t("Reopen the last step"), run: () => steer.reopenLast() },
  { key: "U", words: t("Undo the last act"), run: () => undo.undo() },
  ...Object.entries(PLAIN_MODES).map(([mode, { shortcut, words }]) => ({
    key: shortcut,
    words: t("Big screen: {what}", { what: words() }),
    run: () => screen.show(mode),
  })),
  { key: "Q", words: t("Big screen: large code, or back"), run: () => arrange.callCode() },
  { key: "N", words: t("Big screen: dark, or light"), run: () => arrange.turnLight() },
  { key: "M", words: t("Write a message"), run: () => message.write() },
  { key: "F", words: t("Search in the contributions"), run: () => stream.search() },
  { key: "J", words: t("Next contribution"), run: () => stream.move(1) },
  { key: "K", words: t("Previous contribution"), run: () => stream.move(-1) },
  { key: "L", words: t("Highlight it, or no longer"), run: focused((entry) => entry.highlight()) },
  { key: "S", words: t("Show it on screen, or take it off"), run: focused((entry) => entry.showOrTakeOff()) },
  { key: "D", words: t("Park it, or bring it back"), run: focused((entry) => entry.park()) },
  { key: "H", words: t("Hide it, or bring it back"), run: focused((entry) => entry.hide()) },
  { key: "I", words: t("Accept a late one"), run: focused((entry) => entry.acceptLate()) },
];

document.addEventListener("act", (event) => perform(event.detail));
document.addEventListener("confirm", (event) => find("console-confirm").open(event.detail));
document.addEventListener("look", (event) => {
  programme.looked = grid.looked = event.detail.step;
});

feed([...document.querySelectorAll("[data-live]")]);
tellNews();
