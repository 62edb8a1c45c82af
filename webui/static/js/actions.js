/** The list of actions as a page shows it: pure readings of the view, no page and no socket. */
import { isCounted } from "./room.js";
import { language, say } from "./words.js";

/** Whether actions are written down in this step. */
export const isActions = (step) => step?.kind === "actions";

/** The actions of a step, {id, ...document}, in the order in which they were written down. */
export const actionsOf = (view, step) =>
  Object.entries(view?.actions ?? {})
    .filter(([, action]) => action.activity === step)
    .map(([id, action]) => ({ ...action, id }))
    .sort((one, other) => one.seq - other.seq || (one.id < other.id ? -1 : 1));

let days;

/** By when, in words: a day as people write it here, else what was typed. */
export function whenOf({ due, by_when: typed }) {
  if (!due) return typed;
  days ??= new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
  return days.format(new Date(`${due}T00:00:00Z`));
}

/**
 * What an action can come from, [{id, text, from}], as far as this page can read it: what stands on
 * the list of the step, groups ("group") and what was highlighted ("highlighted").
 */
export function sourcesOf(view, step) {
  const listed = (view.lists?.[step.id]?.items ?? []).filter((item) => !item.is_withdrawn && !item.into);
  const groups = Object.entries(view.buckets ?? {}).filter(([, { of }]) => view.activities?.[of]);
  const entries = Object.entries(view.entries ?? {}).filter(([, entry]) => entry.is_highlighted && isCounted(entry));
  const found = new Map();
  for (const { id, text } of listed) found.set(id, { id, text: say(text), from: "list" });
  for (const [id, { title }] of inOrder(groups)) add(found, { id, text: title, from: "group" });
  for (const [id, { text }] of inOrder(entries)) add(found, { id, text, from: "highlighted" });
  return [...found.values()];
}

const inOrder = (pairs) => pairs.sort(([, one], [, other]) => one.seq - other.seq);

function add(found, source) {
  if (!found.has(source.id)) found.set(source.id, source);
}

/** Who may write here, besides who leads. */
export function mayWrite(step, role) {
  if (role === "facilitator") return true;
  const who = step.settings?.who ?? "chairs";
  return step.state === "open" && (who === "everyone" || (who === "chairs" && role === "chair"));
}
