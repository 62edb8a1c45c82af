/** A contribution as words: its text, and in a line below it whose it is and what happened to it. */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";

/** The text exactly as typed, in the language of who wrote it. */
export const textOf = (entry, language) =>
  html`<p class="text" lang=${language || nothing} dir="auto">${entry.text}</p>`;

/** Everything that stands below a text, or nothing. `shows`: {table, question}. */
export function marksOf(entry, shows = {}) {
  const marks = [
    shows.table && t("Table {table}", { table: entry.table }),
    shows.question,
    entry.name,
    entry.is_highlighted && t("highlighted"),
    entry.is_parked && t("in the parking lot"),
    entry.is_on_behalf && t("typed for someone else"),
    entry.is_edited && t("edited"),
  ].filter(Boolean);
  return marks.length ? html`<p class="marks">${marks.join(" · ")}</p>` : nothing;
}

/** What an entry builds on, quoted; nothing where that is not here (any more). */
export function builtOn(entry, entries, language) {
  const parent = entry.relation === "build_on" ? entries?.[entry.parent] : null;
  if (!parent) return nothing;
  // Line ends count in a text, and ours would show.
  return html`<blockquote class="built-on" lang=${language || nothing} dir="auto">${parent.text}</blockquote>`;
}
