/**
 * The loose answers of the sorting desk: so many at a time, sought as one types, ticked by click,
 * Space or (with Shift) all in between.
 *
 * Knows all answers by id, and which of them are put away; rows that stay are never made anew. Calls
 * `onTick` when what is ticked differs.
 */

export class Loose {
  constructor({ texts, size, from, onTick }) {
    this.texts = new Map(texts);
    this.folded = null;
    this.sought = null;
    this.size = size;
    this.from = from;
    this.onTick = onTick;
    this.placed = new Set();
    this.words = [];
    this.list = document.getElementById("sort-loose");
    this.row = document.getElementById("sort-row").content.firstElementChild;
    this.ticked = new Set([...this.list.querySelectorAll(":checked")].map((box) => box.value));
    this.lastTicked = "";
    this.list.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault());
    this.list.addEventListener("click", (event) => this.click(event));
    this.list.addEventListener("keydown", (event) => this.key(event));
  }

  /** The ids of what is loose and says what is sought. */
  get found() {
    this.sought ??= [...this.texts.keys()].filter((id) => !this.placed.has(id) && this.says(id));
    return this.sought;
  }

  /** Whether every word that is sought stands in a text. */
  says(id) {
    if (!this.words.length) return true;
    this.folded ??= new Map([...this.texts].map(([each, text]) => [each, text.toLowerCase()]));
    return this.words.every((word) => this.folded.get(id).includes(word));
  }

  /** What is ticked, or the row that one is at. */
  get chosen() {
    const ticked = [...this.ticked].filter((id) => !this.placed.has(id));
    const at = this.here;
    return ticked.length || !at ? ticked : [at.dataset.text];
  }

  get here() {
    return document.activeElement?.closest("#sort-loose > li");
  }

  /** Show only what says all of these words, from the first. */
  seek(sought) {
    this.read(sought);
    this.from = 0;
    this.show();
  }

  /** What is to be sought from now on. */
  read(sought) {
    this.words = sought.toLowerCase().split(/\s+/).filter(Boolean);
    this.sought = null;
  }

  /** These are in a group; the others are loose. */
  put(placed) {
    this.placed = placed;
    this.putAway([]);
  }

  /** These go into a group, too. */
  putAway(ids) {
    for (const id of ids) this.placed.add(id);
    for (const id of [...this.ticked]) if (this.placed.has(id)) this.ticked.delete(id);
    this.sought = null;
    this.show();
    this.onTick();
  }

  /** Another batch: 1 for the next, -1 for the one before. */
  turn(way) {
    const from = this.from + way * this.size;
    if (from < 0 || from >= this.found.length) return;
    this.from = from;
    this.show();
    this.go(0);
  }

  /** How many there are, and which of them are shown. */
  get where() {
    const { length } = this.found;
    return { length, hasNext: this.from + this.size < length, hasPrevious: this.from > 0 };
  }

  show() {
    const found = this.found;
    while (this.from && this.from >= found.length) this.from -= this.size;
    const ids = found.slice(this.from, this.from + this.size);
    const at = this.here && [...this.list.children].indexOf(this.here);
    this.fill(ids);
    if (typeof at === "number" && !this.here) this.go(Math.min(at, ids.length - 1));
    document.getElementById("sort-none").hidden = found.length > 0;
  }

  /** Only rows that come or go are touched. */
  fill(ids) {
    const wanted = new Set(ids);
    for (const row of [...this.list.children]) if (!wanted.has(row.dataset.text)) row.remove();
    ids.forEach((id, n) => {
      const there = this.list.children[n] ?? null;
      if (there?.dataset.text !== id) this.list.insertBefore(this.rowOf(id), there);
    });
  }

  rowOf(id) {
    const row = this.row.cloneNode(true);
    const box = row.querySelector("input");
    row.dataset.text = id;
    row.querySelector(".sort-words").textContent = this.texts.get(id);
    box.value = id;
    box.checked = this.ticked.has(id);
    return row;
  }

  /** Go to a row by its place; where there is none any more, to what stands above them. */
  go(n) {
    const row = this.list.children[n];
    (row?.querySelector("input") ?? document.getElementById("loose-heading")).focus();
  }

  /** Go so many rows on. */
  step(n) {
    const rows = [...this.list.children];
    const at = rows.indexOf(this.here);
    this.go(at < 0 ? 0 : Math.min(Math.max(at + n, 0), rows.length - 1));
  }

  /** Tick all that is shown, or nothing any more. */
  tickAll() {
    const boxes = [...this.list.querySelectorAll("input")];
    const isTicked = boxes.some((box) => !box.checked);
    for (const box of boxes) this.tick(box, isTicked);
    this.onTick();
  }

  tick(box, isTicked) {
    box.checked = isTicked;
    if (isTicked) this.ticked.add(box.value);
    else this.ticked.delete(box.value);
  }

  click(event) {
    const box = event.target;
    if (box.name !== "member") return;
    if (event.shiftKey || this.isShift) this.tickBetween(box);
    this.tick(box, box.checked);
    this.lastTicked = box.value;
    this.onTick();
  }

  tickBetween(box) {
    const boxes = [...this.list.querySelectorAll("input")];
    const ends = [boxes.findIndex((each) => each.value === this.lastTicked), boxes.indexOf(box)];
    if (ends[0] < 0) return;
    const [first, last] = ends.sort((one, other) => one - other);
    for (const each of boxes.slice(first, last + 1)) this.tick(each, box.checked);
  }

  key(event) {
    // What Space does to a box does not tell everywhere that Shift was held.
    this.isShift = event.key === " " && event.shiftKey;
    const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!steps || event.target.name !== "member" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.step(steps);
  }
}
