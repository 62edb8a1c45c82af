/** What of a ballot still stands on a list from which things were withdrawn, or merged, since. */

/** Whether it can be voted for: it was neither withdrawn nor merged with something else. */
export const isLive = (item) => !item.is_withdrawn && !item.into;

/** A function that gives what an id was merged into in the end, or what it is; `all` is the whole list. */
export function last(all) {
  const known = new Map(all.map((item) => [item.id, item]));
  return (id) => {
    let item = known.get(id);
    while (item?.into) item = known.get(item.into);
    return item;
  };
}

/** A function that gives the id of what stands there now for an id, or null. */
export function becoming(all) {
  const end = last(all);
  return (id) => {
    const item = end(id);
    return item && !item.is_withdrawn ? item.id : null;
  };
}

/** {item: number} where what was merged goes along, each at most `most`. */
export function addedUp(values, all, most = Infinity) {
  const now = becoming(all);
  const found = {};
  for (const [id, n] of Object.entries(values)) {
    const to = now(id);
    if (to) found[to] = Math.min(most, (found[to] ?? 0) + n);
  }
  return found;
}

/** These ids as they are now, each once. */
export const idsNow = (ids, all) => [...new Set(ids.map(becoming(all)).filter(Boolean))];
