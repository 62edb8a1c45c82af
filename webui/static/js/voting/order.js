/**
 * Another order of the items for every voter (appliance/conference/shuffling.py does the same).
 */
const encoder = new TextEncoder();

/** The items, [{id, …}], in the order of this voter. */
export function shuffled(items, seed, voter) {
  const marks = new Map(items.map(({ id }) => [id, mark(`${seed}.${voter}.${id}`)]));
  return [...items].sort((one, other) => marks.get(one.id) - marks.get(other.id) || (one.id < other.id ? -1 : 1));
}

/** 32-bit FNV-1a with the last mixing step of MurmurHash3. */
export function mark(text) {
  let value = 0x811c9dc5;
  for (const byte of encoder.encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
