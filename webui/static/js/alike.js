/** Whether two values say the same: documents, lists of them, and what is made of them in passing. */

export function alike(one, other) {
  if (Object.is(one, other)) return true;
  if (!isMade(one) || !isMade(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => alike(one[name], other[name]))
  );
}

/** For elements of which there are hundreds: only what says something else is drawn again. */
export const differ = (one, other) => !alike(one, other);

const isMade = (value) => typeof value === "object" && value !== null;
