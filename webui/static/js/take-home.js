/**
 * One's own contributions as a file, also what only this phone still knows. Without script, or where
 * a browser cannot do this, the same link asks the box (appliance/web/own.py writes the same).
 */
import { live } from "./live.js";
import { allOwn } from "./own.js";
import { conferenceOf } from "./room.js";
import { stanceWords } from "./talking/stances.js";
import { language, say, t } from "./words.js";

const BOM = "\ufeff";

/** Let every link to the file give what this phone knows. */
export function followTakeHome() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-take-home]");
    if (!link || !("download" in link)) return;
    event.preventDefault();
    save(`${t("my-contributions")}.txt`, asText(live.view, live.mine));
  });
}

/** The file's text. */
export function asText(view, mine) {
  const conference = conferenceOf(view);
  const where = [conference?.date && day(conference.date), conference?.place];
  const lines = [say(conference?.title), where.filter(Boolean).join(" · "), "", t("My contributions")];
  const own = allOwn(view, mine);
  if (!own.length) lines.push("", t("You have not sent anything yet."));
  let asked = "";
  for (const entry of own) {
    const question = say(entry.question);
    if (question !== asked) lines.push("", "", question);
    asked = question;
    lines.push("", entry.text, `(${marks(entry).join(" · ")})`);
  }
  return `${BOM}${lines.join("\n")}\n`;
}

function marks({ table, minute, relation, is_edited: isEdited }) {
  return [
    t("Table {table}", { table }),
    clock(minute),
    stanceWords({ relation }),
    relation === "comment" && t("comment"),
    relation === "build_on" && t("builds on another"),
    isEdited && t("edited"),
  ].filter(Boolean);
}

function clock(minute) {
  const at = new Date(minute * 60_000);
  const [hours, minutes] = [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, "0"));
  return language === "nl" ? `${hours}.${minutes} uur` : `${hours}:${minutes}`;
}

const day = (iso) =>
  new Date(`${iso}T12:00`).toLocaleDateString(language === "nl" ? "nl-NL" : "en-GB", { dateStyle: "long" });

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Not at once: some browsers only begin to read it after this.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
