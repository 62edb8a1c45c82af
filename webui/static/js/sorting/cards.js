/** What a sorting board shows, worked out from the live view: documents in, plain values out. */

/** Whether contributions are put into groups in this step. */
export const isSorting = (step) => step?.kind === "categorise";

/**
 * The contributions of one list: {cards, parked, all}, oldest first. `all` also holds what was merged
 * into others. A chair is told them as "cards", who leads as "entries".
 */
export function cardsOf(view, step, theme) {
  const from = new Set([step.id, step.settings?.input]);
  const all = new Map();
  for (const [id, entry] of Object.entries({ ...view.entries, ...view.cards })) {
    const isListed = from.has(entry.activity) && entry.relation !== "comment";
    if (!isListed || entry.is_hidden || entry.is_late || entry.is_withdrawn) continue;
    if (!theme || entry.theme === theme) all.set(id, { ...entry, id });
  }
  const merged = new Set([...all.values()].flatMap(({ behind = [] }) => behind));
  const there = [...all.values()].filter(({ id }) => !merged.has(id)).sort((one, other) => one.seq - other.seq);
  const cards = new Map(there.filter((card) => !card.is_parked).map((card) => [card.id, card]));
  return { all, cards, parked: there.filter((card) => card.is_parked) };
}

/** The groups of one list in the order in which they were made, each with what is there of it. */
export function groupsOf(view, step, theme, cards) {
  return Object.entries(view.buckets ?? {})
    .map(([id, bucket]) => ({ ...bucket, id, members: bucket.members.filter((member) => cards.has(member)) }))
    .filter((bucket) => bucket.of === step.id && (!theme || bucket.theme === theme))
    .sort((one, other) => one.seq - other.seq);
}

/** Those whose text holds the words, without regard to case and accents. */
export function found(cards, words) {
  const wanted = plain(words.trim());
  return wanted ? cards.filter(({ text }) => plain(text).includes(wanted)) : cards;
}

/** The last act of one's own in the room that can be taken back, or undefined. */
export const undoable = (view) =>
  Object.entries(view.acts ?? {})
    .map(([id, act]) => ({ ...act, id }))
    .filter((act) => !act.is_undone && (act.desk ?? "room") === "room")
    .sort((one, other) => Number(other.id) - Number(one.id))[0];

const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLocaleLowerCase();
