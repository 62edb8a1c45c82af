/** What counts as a text, measured as the box measures it. */

export const TEXT_MOST = 2000;

/** Length in Unicode code points, with every line end as one. */
export const lengthOf = (text) => [...text.replace(/\r\n?/g, "\n")].length;

/** Whether a reader would see nothing at all. */
export const isEmpty = (text) => /^[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Mn}]*$/u.test(text);

/** The beginning of somebody's text, cut between characters as people see them. */
export function short(text, most = 32) {
  const line = [...text.replace(/\s+/g, " ").trim()];
  return line.length <= most ? line.join("") : `${line.slice(0, most - 1).join("")}…`;
}
