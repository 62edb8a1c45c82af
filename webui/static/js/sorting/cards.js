/**
 * What a sorting board shows, worked out from the live view: documents in, plain values out.
 *
 * What was worked out of the same documents is handed out again, so that a key or a tick costs
 * nothing of it.
 */

/** Whether contributions are put into groups in this step. */
export const isSorting = (step) => step?.kind === "categorise";

/** Whether everybody sorts for themselves, and most decide. */
export const isForEveryone = (step) => isSorting(step) && step.settings?.who === "everyone";

/** Where a card is on its way to, besides a group: what it is moved "into". */
export const LOOSE = "";
export const PARKED = "parked";
export const NEW = "new";

export class Reading {
  #from = [];
  #read = null;

  /**
   * {all, cards, parked, groups, loose} of one list. `moving` is a Map of cards that are on their way,
   * {id: group, LOOSE, PARKED or NEW}: they are shown where they go.
   */
  of(view, step, theme, moving) {
    const from = [view.entries, view.cards, view.buckets, step.id, step.settings?.input, theme, moving];
    if (this.#read && from.every((one, n) => one === this.#from[n])) return this.#read;
    this.#from = from;
    const { all, cards, parked } = cardsOf(view, step, theme);
    const groups = groupsOf(view, step, theme, cards, moving);
    const placed = new Set(groups.flatMap(({ members }) => members));
    const isLoose = ({ id }) => !placed.has(id) && !moving.get(id);
    this.#read = { all, cards, parked, groups, loose: [...cards.values()].filter(isLoose) };
    return this.#read;
  }
}

/**
 * The contributions of one list: {cards, parked, all}, oldest first. `all` also holds what was merged
 * into others. A chair is told them as "cards", who leads as "entries".
 */
export function cardsOf(view, step, theme) {
  const from = new Set([step.id, step.settings?.input]);
  const all = new Map();
  for (const documents of [view.entries, view.cards]) {
    for (const id in documents) {
      const entry = documents[id];
      const isListed = from.has(entry.activity) && entry.relation !== "comment";
      if (!isListed || entry.is_hidden || entry.is_late || entry.is_withdrawn) continue;
      if (!theme || entry.theme === theme) all.set(id, cardOf(id, entry));
    }
  }
  const merged = new Set([...all.values()].flatMap(({ behind = [] }) => behind));
  const there = [...all.values()].filter(({ id }) => !merged.has(id)).sort((one, other) => one.seq - other.seq);
  const cards = new Map(there.filter((card) => !card.is_parked).map((card) => [card.id, card]));
  return { all, cards, parked: there.filter((card) => card.is_parked) };
}

/** The groups of one list in the order in which they were made, each with what is there of it. */
export function groupsOf(view, step, theme, cards, moving = new Map()) {
  const coming = (id) => [...moving].filter(([card, to]) => to === id && cards.has(card)).map(([card]) => card);
  const stays = (id) => (card) => cards.has(card) && (moving.get(card) ?? id) === id;
  return Object.entries(view.buckets ?? {})
    .filter(([, bucket]) => bucket.of === step.id && (!theme || bucket.theme === theme))
    .map(([id, bucket]) => {
      const members = new Set([...bucket.members.filter(stays(id)), ...coming(id)]);
      return { ...bucket, id, members: [...members] };
    })
    .sort((one, other) => one.seq - other.seq);
}

/** Those whose text holds the words, without regard to case and accents. */
export function found(cards, words) {
  const wanted = plain(words.trim());
  return wanted ? cards.filter((card) => foldedOf(card).includes(wanted)) : cards;
}

/** The last act of one's own in the room that can be taken back, or undefined. */
export const undoable = (view) =>
  Object.entries(view.acts ?? {})
    .map(([id, act]) => ({ ...act, id }))
    .filter((act) => !act.is_undone && (act.desk ?? "room") === "room")
    .sort((one, other) => Number(other.id) - Number(one.id))[0];

const known = new WeakMap();
const folded = new WeakMap();

function cardOf(id, entry) {
  if (!known.has(entry)) known.set(entry, { ...entry, id });
  return known.get(entry);
}

function foldedOf(card) {
  if (!folded.has(card)) folded.set(card, plain(card.text));
  return folded.get(card);
}

const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLocaleLowerCase();
