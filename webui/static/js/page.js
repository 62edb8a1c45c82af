/**
 * Whose page this is: what the box wrote on <body>, read once.
 *
 * Knows nothing that changes while the page is open; that is in live.js.
 */

const told = document.body.dataset;
const [person, persons] = (told.persons || "1/1").split("/").map(Number);

export const page = Object.freeze({
  /** participant | chair | facilitator | stage | observer */
  as: told.as || "",
  table: told.table || "",
  conference: told.conference || "",
  /** The box's boot id and the number of the last change at the time of rendering. */
  box: told.box || "",
  seq: Number(told.seq || 0),
  roomMs: Number(told.roomMs || 0),
  person: told.person || "",
  /** Which person on this device, from 1, and how many there are. */
  personNumber: person || 1,
  persons: persons || 1,
  token: told.token || "",
  isNewDevice: "newDevice" in told,
  /** Whether this is a device that the table lends to one person after the other. */
  isLoan: "loan" in told,
  /** The language of what people write, for `lang`. */
  peopleLanguage: told.peopleLanguage || "nl",
});

/** Whose queue and drafts these are in this browser: a person, or the seat of a role. */
export const owner = page.person || [page.as, page.table].filter(Boolean).join("-") || "page";

/** The query that names this page's role to the box. */
export function asQuery(more = {}) {
  const query = new URLSearchParams({ as: page.as, ...more });
  if (page.table) query.set("table", page.table);
  return query.toString();
}
