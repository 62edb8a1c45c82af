/**
 * The sorting desk with a script: the same forms, sent aside; what somebody does is seen at once,
 * and what the box makes of it takes its place. Every act has a key.
 */
import "../console/keys.js";
import { announce } from "../announce.js";
import { newId } from "../ids.js";
import { t, tn } from "../words.js";
import { Groups, fill, options, takeSuggestions } from "./sort-groups.js";
import { Loose } from "./sort-loose.js";

const LOOK_MS = 700;

const by = (id) => document.getElementById(id);
const desk = by("sort-desk");
const { path, of } = desk.dataset;
const bucket = by("sort-bucket");
const title = by("sort-title");
let since = desk.dataset.seq;
let waiting = Promise.resolve();
let isSeeking = false;
let loose = null;
let groups = null;

/** Until all texts are here, the page is one without a script: nobody waits for them. */
async function begin() {
  const all = await texts();
  const { size, from } = desk.dataset;
  loose = new Loose({ texts: all.texts, size: Number(size), from: Number(from), onTick: showTicked });
  const rowOf = (id) => loose.rowOf(id);
  groups = new Groups({ rowOf, size: loose.size, members: all.members });
  by("sort-keys").append(keys);
  by("main").addEventListener("submit", submit);
  by("main").addEventListener("change", rename);
  by("sort-q").addEventListener("input", seek);
  bucket.addEventListener("change", showNew);
  document.body.dataset.script = "";
  loose.read(by("sort-q").value);
  loose.put(groups.placed);
  showNew();
  showBatches();
  if ("goingOn" in by("sort-suggestions").dataset) setTimeout(look, LOOK_MS);
  // What somebody else did since the page was made.
  if (String(all.seq) !== since) ask(new URLSearchParams({ of, act: "look" }));
}

// -- what the box is asked -----------------------------------------------------------------------

/**
 * Send a form's fields, one after the other, so that each knows what the one before changed.
 * Resolves to whether it is done.
 */
function ask(fields) {
  waiting = waiting.then(() => send(fields));
  return waiting;
}

async function send(fields) {
  const told = await answer(path, fields);
  const isDone = told.seq !== undefined;
  refuse(told.message ?? "");
  // Somebody else may have changed what this was about: then that is what one sees.
  const now = told.code ? await answer(path, new URLSearchParams({ of, act: "look" })) : told;
  if (now.seq !== undefined) take(now);
  loose.put(groups.placed);
  showBatches();
  return isDone;
}

async function answer(address, body) {
  body?.set("since", since);
  const how = { method: body ? "POST" : "GET", body, headers: { Accept: "application/json" } };
  try {
    const response = await fetch(address, how);
    return await response.json();
  } catch {
    return { message: t("The box does not answer. Nothing changed. Look at your connection, then do it again.") };
  }
}

/** All texts and the ids of what is in each group, as soon as the box answers. */
async function texts() {
  for (;;) {
    const { seq, texts, members } = await answer(`${path}/texts.json?of=${encodeURIComponent(of)}`);
    if (texts) {
      const ids = (places) => places.map((place) => texts[place][0]);
      const inGroups = Object.entries(members).map(([group, places]) => [group, ids(places)]);
      return { seq, texts, members: Object.fromEntries(inGroups) };
    }
    await new Promise((again) => setTimeout(again, 4 * LOOK_MS));
  }
}

function take(told) {
  since = told.seq;
  groups.take(told.order, told.groups, told.members);
  options(bucket, [["", bucket.options[0].text], ...groups.names]);
  fill(by("sort-left"), told.left);
  fill(by("sort-undo"), told.undo);
  fill(by("sort-themes"), told.themes);
  suggest(told);
  showNew();
  announce(by("sort-left").textContent.trim(), { isAnswer: true });
}

function suggest(told) {
  takeSuggestions(told.suggestions);
  const wasGoingOn = "goingOn" in by("sort-suggestions").dataset;
  by("sort-suggestions").toggleAttribute("data-going-on", told.is_going_on);
  if (told.is_going_on && !wasGoingOn) setTimeout(look, LOOK_MS);
}

/** How far the comparing is, until it is done. */
async function look() {
  const told = await answer(`${path}/suggestions.json?of=${encodeURIComponent(of)}`);
  if (told.suggestions === undefined) setTimeout(look, 4 * LOOK_MS);
  else if (told.is_going_on) {
    by("sort-progress").value = told.share;
    setTimeout(look, LOOK_MS);
  } else {
    suggest(told);
    announce(by("sort-suggestions").querySelector("p").textContent.trim(), { isAnswer: true });
  }
}

function refuse(message) {
  const said = document.createElement("p");
  said.className = "refusal";
  said.setAttribute("role", "alert");
  said.textContent = message;
  by("sort-refusal").replaceChildren(...(message ? [said] : []));
}

// -- what is done --------------------------------------------------------------------------------

/** Put what is chosen in a group; it is gone from the loose ones at once. */
async function put(into, name = "") {
  const ids = loose.chosen;
  if (!ids.length) {
    refuse(t("Tick at least one answer first."));
    return;
  }
  if (!into && !name.trim()) {
    refuse(t("Give the group a name first."));
    title.focus();
    return;
  }
  if (!into) title.value = "";
  loose.putAway(ids);
  if (!loose.here) loose.go(0);
  const fields = new URLSearchParams({ id: newId(), of, act: "put", bucket: into, title: name });
  for (const id of ids) fields.append("member", id);
  const isDone = await ask(fields);
  if (!isDone && !into) title.value = name;
}

function submit(event) {
  const { target: form, submitter } = event;
  event.preventDefault();
  if (form === by("sort-search")) return;
  if (form === by("sort-put")) {
    put(bucket.value, title.value);
    return;
  }
  const fields = new URLSearchParams(new FormData(form));
  // A form that stays where it is may be sent again, as another act.
  fields.set("id", newId());
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  if (fields.get("act") === "rename") return;
  ask(fields);
}

/** A name is kept as soon as one leaves it; until then it is only typed. */
function rename({ target }) {
  const { form, name } = target;
  if (name !== "title" || !target.closest(".sort-group") || !target.reportValidity()) return;
  const fields = new URLSearchParams(new FormData(form));
  fields.set("act", "rename");
  ask(fields);
}

function newGroup() {
  bucket.value = "";
  showNew();
  title.focus();
}

function putInNumber(key) {
  const id = groups.order[Number(key) - 1];
  if (id) put(id);
  else refuse(t("There is no group {n} yet.", { n: Number(key) }));
}

// -- what is seen --------------------------------------------------------------------------------

function showTicked() {
  const n = loose.ticked.size;
  by("sort-ticked").textContent = n
    ? tn("Put {n} ticked answer in", "Put {n} ticked answers in", n)
    : t("Put what is ticked in");
}

function showNew() {
  by("sort-new").hidden = bucket.value !== "";
}

function showBatches() {
  const { hasNext, hasPrevious } = loose.where;
  const { size } = loose;
  const turns = [
    hasPrevious && [-1, t("Previous {n}", { n: size })],
    hasNext && [1, t("Next {n}", { n: size })],
  ];
  by("sort-batches").replaceChildren(...turns.filter(Boolean).map(turnButton));
}

function turnButton([way, words]) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "act";
  button.textContent = words;
  button.addEventListener("click", () => turn(way));
  return button;
}

function turn(way) {
  loose.turn(way);
  showBatches();
}

/** The letter that is typed is seen first, what it finds in the frame after it. */
function seek() {
  if (isSeeking) return;
  isSeeking = true;
  requestAnimationFrame(() => setTimeout(() => {
    isSeeking = false;
    loose.seek(by("sort-q").value);
    showBatches();
  }));
}

const keys = document.createElement("console-keys");
keys.bindings = [
  { key: "j", keys: ["J"], words: t("Next answer (also the arrow down)"), run: () => loose.step(1) },
  { key: "k", keys: ["K"], words: t("Answer before (also the arrow up)"), run: () => loose.step(-1) },
  { key: "a", keys: ["A"], words: t("Tick all that is shown, or nothing"), run: () => loose.tickAll() },
  { key: "1–9", keys: [..."123456789"], words: t("Put it in the group with this number"), run: putInNumber },
  { key: "g", keys: ["G"], words: t("Put it in a new group"), run: newGroup },
  { key: "n", keys: ["N"], words: t("The next fifty"), run: () => turn(1) },
  { key: "p", keys: ["P"], words: t("The fifty before"), run: () => turn(-1) },
  { key: "/", keys: ["/"], words: t("Search"), run: () => by("sort-q").focus() },
  { key: "s", keys: ["S"], words: t("Go to the suggestions"), run: () => first("sort-suggestions") },
  { key: "b", keys: ["B"], words: t("Go to the groups"), run: () => first("sort-groups") },
  { key: "t", keys: ["T"], words: t("Go to the top of the page"), run: () => by("sort-heading").focus() },
  { key: "u", keys: ["U"], words: t("Undo"), run: () => by("sort-undo").querySelector("button")?.click() },
];

const first = (id) => by(id).querySelector("input:not([type=hidden]), button")?.focus();

begin();
