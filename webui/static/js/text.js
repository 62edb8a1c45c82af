/** What counts as a text, measured as the box measures it. */

export const TEXT_MOST = 2000;

/** Length in Unicode code points, with every line end as one. */
export const lengthOf = (text) => [...text.replace(/\r\n?/g, "\n")].length;

/** Whether a reader would see nothing at all. */
export const isEmpty = (text) => /^[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Mn}]*$/u.test(text);
