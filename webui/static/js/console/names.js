/**
 * The room's words for states, themes, questions and acts, in the page's language.
 *
 * Knows the documents' shape and the dictionary, nothing else.
 */
import { SORTING_DONE, SORTING_UNDO } from "../sorting/acts.js";
import { short } from "../text.js";
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

/** Where a message goes, in words: "everyone", "the chairs", "Table 3". */
export function recipientName(to) {
  if (to === "everyone") return t("everyone");
  return to === "chairs" ? t("the chairs") : tableName(to.replace("table:", ""));
}

/** What a table out of use is, in words. */
export const awayWords = (table) =>
  table.merged_into
    ? t("merged with table {table}", { table: table.merged_into })
    : t("out of use");

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
  show_slide: () => t("Undo the change of slide"),
  show_table: () => t("Undo the change of the table on the big screen"),
  show_topic: () => t("Undo the change of the topic on the big screen"),
  arrange_stage: () => t("Undo the change of light or code on the big screen"),
  retire_table: (of) => t("Undo putting table {subject} out of use", of),
  return_table: (of) => t("Undo taking table {subject} into use", of),
  merge_table: (of) => t("Undo merging table {subject}", of),
  add_table: (of) => t("Undo adding table {subject}", of),
  count_heads: (of) => t("Undo counting the heads at table {subject}", of),
  ...SORTING_UNDO,
  reveal_results: (of) => t("Undo showing or hiding the result of “{subject}”", of),
  withdraw_item: (of) => t("Undo the change of the list of “{subject}”", of),
  merge_item: (of) => t("Undo the change of the list of “{subject}”", of),
  choose_list: (of) => t("Undo the change of the list of “{subject}”", of),
  put_action: () => t("Undo writing down or changing an action"),
  remove_action: () => t("Undo taking an action off the list"),
  repeat_activity: (of) => t("Undo repeating “{subject}”", of),
  discuss_items: (of) => t("Undo adding the discussion “{subject}”", of),
};

const DONE = {
  open_activity: (of) => t("“{subject}” was opened", of),
  pause_activity: (of) => t("“{subject}” was paused", of),
  close_activity: (of) => t("“{subject}” was closed", of),
  reopen_activity: (of) => t("“{subject}” was opened again", of),
  extend_activity: (of) => t("the time of “{subject}” was changed", of),
  hide_entry: (of) => t("“{subject}” was hidden", of),
  restore_entry: (of) => t("“{subject}” was brought back", of),
  park_entry: (of) => t("“{subject}” was parked", of),
  highlight_entry: (of, entry) =>
    entry?.is_highlighted
      ? t("“{subject}” was highlighted", of)
      : t("“{subject}” is no longer highlighted", of),
  accept_late: (of) => t("“{subject}” was accepted", of),
  say: (of) => t("the message “{subject}” was sent", of),
  show_on_stage: () => t("the big screen was changed"),
  show_slide: () => t("another slide was shown"),
  show_table: () => t("another table was shown"),
  show_topic: () => t("another topic was shown"),
  retire_table: (of) => t("table {subject} was put out of use", of),
  return_table: (of) => t("table {subject} was taken into use", of),
  merge_table: (of) => t("table {subject} was merged", of),
  add_table: (of) => t("table {subject} was added", of),
  count_heads: (of) => t("the heads at table {subject} were counted", of),
  ...SORTING_DONE,
  reveal_results: (of) => t("the result of “{subject}” was shown or hidden", of),
  withdraw_item: (of) => t("the list of “{subject}” was changed", of),
  merge_item: (of) => t("the list of “{subject}” was changed", of),
  choose_list: (of) => t("the list of “{subject}” was changed", of),
  put_action: () => t("an action was written down"),
  remove_action: () => t("an action was taken off the list"),
  repeat_activity: (of) => t("“{subject}” was put in the programme once more", of),
  discuss_items: (of) => t("a discussion “{subject}” was added", of),
};

/** What was done, as the end of a sentence that begins with "Just now:". */
export const doneName = (view, act) => named(DONE, view, act) ?? "";

/** What taking back this act is called, with the name of what it was done to. */
export const undoName = (view, act) => named(UNDO, view, act) ?? t("Undo the last act");

/** What is done to a table, whose id is its number. */
const OF_TABLE = /_table$|^count_heads$/;

function named(names, view, { do: verb, subject }) {
  const of = { subject: OF_TABLE.test(verb) ? subject : subjectOf(view, subject) };
  return names[verb]?.(of, view.entries?.[subject]);
}

function subjectOf(view, id) {
  const step = view.activities?.[id] ?? view.themes?.[id];
  if (step) return say(step.title);
  const text = view.entries?.[id]?.text ?? view.buckets?.[id]?.title ?? view.messages?.[id]?.text;
  return short(text ?? "…");
}
