/** What can be placed in a ranking, and what is. */

/** How many can be placed in this step, on a list of so many. */
export const placesIn = ({ settings }, length) => Math.min(settings?.place_most || length, length);

/** The ids in the order of a ballot as it counts now: what was merged holds the best place of what
 * it was made of, what was withdrawn is gone. */
export function orderNow(values, all) {
  const known = new Map(all.map((item) => [item.id, item]));
  const ids = Object.keys(values).sort((one, other) => values[one] - values[other]);
  const now = new Set(ids.map((id) => became(known.get(id), known)).filter(Boolean));
  return [...now].filter(({ is_withdrawn }) => !is_withdrawn).map(({ id }) => id);
}

function became(item, known) {
  let found = item;
  while (found?.into) found = known.get(found.into);
  return found;
}
