/**
 * The groups of the sorting desk and what is suggested, as the box made them: only what differs is
 * put in place, and who is in it stays where they are.
 *
 * Knows no request.
 */

/** The elements in a piece of HTML that came from the box. */
export function elements(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.children];
}

/** Put what the box made in the place of what an element holds. */
export function fill(element, html) {
  const at = focusIn(element);
  element.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  at?.(element);
}

export class Groups {
  constructor() {
    this.list = document.getElementById("sort-groups");
    this.members = new Map();
    for (const group of this.list.children) this.read(group);
    this.list.addEventListener("focusin", ({ target }) => target.name === "into" && this.offer(target));
  }

  /** The ids of the groups in their order. */
  get order() {
    return [...this.members.keys()];
  }

  /** The ids of all answers that are in a group. */
  get placed() {
    return new Set([...this.members.values()].flat());
  }

  /** Number and name of every group, for who chooses one. */
  get names() {
    return this.order.map((id, n) => [id, `${n + 1}. ${this.element(id).dataset.title}`]);
  }

  element(id) {
    return document.getElementById(`group-${id}`);
  }

  /** The groups in their order, some of them made anew. */
  take(order, changed) {
    for (const id of this.order) if (!order.includes(id)) this.drop(id);
    for (const [id, html] of Object.entries(changed)) this.replace(id, elements(html)[0]);
    this.members = new Map(order.map((id) => [id, this.members.get(id)]));
    order.forEach((id, n) => {
      const there = this.list.children[n] ?? null;
      if (there !== this.element(id)) this.list.insertBefore(this.element(id), there);
    });
    document.getElementById("sort-no-groups").hidden = order.length > 0;
  }

  /** The groups that another can be merged into, as they are called now. */
  offer(select) {
    const own = select.form.elements.bucket.value;
    options(select, this.names.filter(([id]) => id !== own));
  }

  read(element) {
    const ids = [...element.querySelectorAll("[data-text]")].map((row) => row.dataset.text);
    this.members.set(element.id.replace("group-", ""), ids);
  }

  drop(id) {
    this.element(id)?.remove();
    this.members.delete(id);
  }

  replace(id, element) {
    const old = this.element(id);
    if (old) {
      const open = [...old.querySelectorAll("details")].map((each) => each.open);
      element.querySelectorAll("details").forEach((each, n) => (each.open = open[n]));
      const at = focusIn(old);
      old.replaceWith(element);
      at?.(element);
    } else this.list.append(element);
    this.read(element);
  }
}

/** What is suggested: a suggestion that stays keeps its ticks and the name that was typed. */
export function takeSuggestions(html) {
  const part = document.getElementById("sort-suggestions");
  const old = new Map([...part.querySelectorAll(".sort-proposal")].map((each) => [about(each), each]));
  fill(part, html);
  for (const each of part.querySelectorAll(".sort-proposal")) {
    const known = old.get(about(each));
    if (known && !known.contains(document.activeElement)) each.replaceWith(known);
  }
}

/** Put these options in the place of what could be chosen; the choice stays where it can. */
export function options(select, pairs) {
  const { value } = select;
  select.replaceChildren(...pairs.map(([id, name]) => new Option(name, id)));
  select.value = pairs.some(([id]) => id === value) ? value : (pairs[0]?.[0] ?? "");
}

const about = (proposal) => [...proposal.querySelectorAll("[name=bucket], [name=member]")].map((each) => each.value).join();

/** Where in an element somebody is, as a way to go there again in what takes its place. */
function focusIn(element) {
  const { activeElement } = document;
  if (!element.contains(activeElement)) return null;
  const stops = "input:not([type=hidden]), button, select, summary, a";
  const at = [...element.querySelectorAll(stops)].indexOf(activeElement);
  const { name, value, tagName } = activeElement;
  return (next) => {
    const there = [...next.querySelectorAll(stops)];
    const same = there.find((each) => each.name === name && each.value === value && each.tagName === tagName);
    (same ?? there[Math.min(at, there.length - 1)])?.focus();
  };
}
