/**
 * The groups of the sorting desk and what is suggested, as the box made them: only what differs is
 * put in place, and who is in it stays where they are.
 *
 * Knows no request.
 */

import { tn } from "../words.js";

/** The elements in a piece of HTML that came from the box. */
export function elements(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.children];
}

const filled = new WeakMap();

/** Put what the box made in the place of what an element holds, where it differs. */
export function fill(element, html) {
  // Every form has a fresh id of its own.
  const told = html.replaceAll(/name="id" value="\w+"/g, "");
  if (filled.get(element) === told) return;
  filled.set(element, told);
  const at = focusIn(element);
  element.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  at?.(element);
}

export class Groups {
  /** `members` are the ids of what is in each group, by its id. */
  constructor({ rowOf, size, members }) {
    this.rowOf = rowOf;
    this.size = size;
    this.list = document.getElementById("sort-groups");
    this.members = new Map();
    for (const group of this.list.children) this.read(group, members);
    // It does not bubble.
    this.list.addEventListener("toggle", ({ target }) => this.unfold(target), { capture: true });
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
  take(order, changed, members) {
    for (const id of this.order) if (!order.includes(id)) this.drop(id);
    for (const [id, html] of Object.entries(changed)) this.replace(id, elements(html)[0], members);
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

  read(element, members) {
    const id = element.id.replace("group-", "");
    this.members.set(id, members[id] ?? []);
    element.querySelector(".sort-rows")?.replaceChildren();
    const details = element.querySelector(".sort-members");
    if (details.open) this.unfold(details);
  }

  /** What is in a group has rows only once somebody looks, and so many at a time. */
  unfold(details) {
    const list = details.querySelector(".sort-rows");
    if (details.open && list && !list.children.length) this.more(list);
  }

  more(list) {
    const ids = this.members.get(list.closest(".sort-group").id.replace("group-", ""));
    const from = list.children.length;
    list.append(...ids.slice(from, from + this.size).map((id) => this.rowOf(id)));
    list.parentElement.querySelector(".sort-rest")?.remove();
    const rest = ids.length - list.children.length;
    if (rest) list.after(moreButton(tn("{n} answer more", "{n} answers more", rest), () => this.more(list)));
  }

  drop(id) {
    this.element(id)?.remove();
    this.members.delete(id);
  }

  replace(id, element, members) {
    const old = this.element(id);
    if (old) {
      const open = [...old.querySelectorAll("details")].map((each) => each.open);
      element.querySelectorAll("details").forEach((each, n) => (each.open = open[n]));
      const at = focusIn(old);
      old.replaceWith(element);
      at?.(element);
    } else this.list.append(element);
    this.read(element, members);
  }
}

function moreButton(words, run) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "act sort-rest";
  button.textContent = words;
  button.addEventListener("click", run);
  return button;
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
