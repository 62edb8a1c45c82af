/**
 * What this person sent, kept on this phone as well: after a step is closed for good the box does
 * not know any more whose a contribution is, and cannot give it back.
 *
 * Nothing is kept while practising, nor on a device that several people share. What is withdrawn is
 * dropped here too.
 */
import { keep } from "./keep.js";
import { owner, page } from "./page.js";
import { conferenceOf, stepOf } from "./room.js";

const CONFERENCE = `tafelronde.${page.conference}.own.`;
const SHELF = `${CONFERENCE}${owner}.`;

/** Keep up with what the box knows as this person's own. */
export function keepOwn(view, mine) {
  if (page.isLoan || page.persons > 1 || conferenceOf(view)?.is_practice) {
    keep.keys(CONFERENCE).forEach((key) => keep.drop(key));
    return;
  }
  for (const [id, entry] of Object.entries(mine?.entries ?? {})) {
    if (entry.is_withdrawn) keep.drop(SHELF + id);
    else if (keep.read(SHELF + id)?.rev !== entry.rev) keep.write(SHELF + id, asKept(view, entry));
  }
}

/** What only this phone still knows as this person's own: [{id, text, question, …}], newest first. */
export const keptOwn = (mine) =>
  keep
    .keys(SHELF)
    .map((key) => ({ ...keep.read(key), id: key.slice(SHELF.length) }))
    .filter(({ id, text }) => typeof text === "string" && !mine?.entries?.[id])
    .sort((one, other) => other.seq - one.seq);

/** Everything of this person that the box or this phone knows, oldest first. */
export function allOwn(view, mine) {
  const known = Object.entries(mine?.entries ?? {})
    .filter(([, entry]) => !entry.is_withdrawn)
    .map(([id, entry]) => ({ ...asKept(view, entry), id }));
  return [...keptOwn(mine), ...known].sort((one, other) => one.seq - other.seq);
}

/** An entry with the question that it answers, so that it can be read without the programme. */
function asKept(view, entry) {
  const step = stepOf(view, entry.activity);
  const asked = step?.questions?.find(({ id }) => id === entry.question);
  const { activity, text, table, relation, minute, seq, rev, is_edited: isEdited } = entry;
  const question = asked?.text ?? step?.title ?? "";
  return { activity, text, table, relation, minute, seq, rev, is_edited: isEdited, question };
}
