/**
 * The room's words for states, themes, questions and acts, in the page's language.
 *
 * Knows the documents' shape and the dictionary, nothing else.
 */
import { language, say, t, tn } from "../words.js";

const STATES = {
  planned: () => t("planned"),
  open: () => t("open"),
  paused: () => t("paused"),
  closed: () => t("closed"),
  sealed: () => t("closed for good"),
};

/** A step's state as one word; a state of a later version as it is called there. */
export const stateName = (step) => STATES[step.state]?.() ?? step.state;

export const themeName = (theme) => (theme ? say(theme.title) : "");

/** "Table 3" */
export const tableName = (number) => t("Table {table}", { table: number });

/** What a table's ring shows, in words: "Table 3, Financing: 7 of 10 have contributed". */
export function ringWords(table, theme, cell) {
  const place = { table: table.number, theme: themeName(theme) };
  return t("Table {table}, {theme}: {words}", { ...place, words: shareWords(cell) });
}

function shareWords({ share, contributed, people }) {
  // Where few people sit the box gives no numbers, only none, some or all.
  if (people == null && !share) return t("nobody has contributed yet");
  if (people == null) return share < 1 ? t("some have contributed") : t("all have contributed");
  return tn("{n} of {total} has contributed", "{n} of {total} have contributed", contributed ?? 0, {
    total: people,
  });
}

/** Names one after the other as a sentence does: "4, 7 and 9". */
export const listed = (names) =>
  new Intl.ListFormat(language === "en" ? "en-GB" : language).format(names.map(String));

const UNDO = {
  open_activity: (of) => t("Undo opening “{subject}”", of),
  pause_activity: (of) => t("Undo pausing “{subject}”", of),
  close_activity: (of) => t("Undo closing “{subject}”", of),
  reopen_activity: (of) => t("Undo reopening “{subject}”", of),
  extend_activity: (of) => t("Undo the change of time of “{subject}”", of),
  hide_entry: (of) => t("Undo hiding “{subject}”", of),
  restore_entry: (of) => t("Undo bringing back “{subject}”", of),
  park_entry: (of) => t("Undo parking “{subject}”", of),
  highlight_entry: (of, entry) =>
    entry?.is_highlighted
      ? t("Undo highlighting “{subject}”", of)
      : t("Highlight “{subject}” again", of),
  accept_late: (of) => t("Undo accepting “{subject}”", of),
  say: (of) => t("Take back the message “{subject}”", of),
  show_on_stage: () => t("Undo the change of the big screen"),
  arrange_stage: () => t("Undo the change of light or code on the big screen"),
};

/** What taking back this act is called, with the name of what it was done to. */
export function undoName(view, { do: verb, subject }) {
  const of = { subject: subjectOf(view, subject) };
  return UNDO[verb]?.(of, view.entries?.[subject]) ?? t("Undo the last act");
}

function subjectOf(view, id) {
  const step = view.activities?.[id];
  if (step) return say(step.title);
  return short(view.entries?.[id]?.text ?? view.messages?.[id]?.text ?? "…");
}

/** The beginning of somebody's text, cut between characters as people see them. */
export function short(text, most = 40) {
  const line = [...text.replace(/\s+/g, " ").trim()];
  return line.length <= most ? line.join("") : `${line.slice(0, most - 1).join("")}…`;
}
