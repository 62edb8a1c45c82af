/**
 * Two people changed the same: what only one of them changed is taken from that one, and what both
 * changed is shown with both texts, so that a person chooses and nothing is overwritten silently.
 */
import { freshPage } from "./asking.js";
import { fieldsOf, fill, isSame, valuesOf, wordsOf } from "./fields.js";
import { partNamed, replacePart } from "./fresh.js";
import { t } from "../words.js";

/**
 * Put the box's form in the place of this one, with what was typed here put back in. `base` are the
 * values from which both began. Gives the new form, or null when the box did not answer or the part
 * is there no more.
 */
export async function merge(form, base, settled) {
  const place = form.closest("[data-part]").dataset.part;
  const page = await freshPage();
  const next = page && partNamed(place, page);
  if (!next) return null;
  const mine = valuesOf(form);
  const at = whereIn(form);
  const fresh = formLike(form, replacePart(next));
  const theirs = valuesOf(fresh);
  const fields = fieldsOf(fresh);
  for (const [name, value] of mine) {
    if (isSame(value, base.get(name)) || isSame(value, theirs.get(name))) continue;
    if (!fields.has(name)) showLost(fresh, value);
    else if (isSame(theirs.get(name), base.get(name))) fill(fields.get(name), value);
    else show(fields.get(name), value, theirs.get(name), settled);
  }
  goBack(fresh, at);
  return fresh;
}

/** Whether somebody still has to choose in this form. */
export const hasConflict = (form) => form.querySelector(".prepare-both") !== null;

const formLike = (form, part) =>
  [...part.querySelectorAll("form")].find((each) => each.action === form.action);

function show(fields, mine, theirs, settled) {
  fill(fields, mine);
  const block = document.createElement("div");
  block.className = "prepare-both";
  block.setAttribute("role", "group");
  block.append(
    line(t("Somebody else wrote here:"), wordsOf(fields, theirs)),
    line(t("You wrote:"), wordsOf(fields, mine)),
  );
  const acts = document.createElement("p");
  acts.className = "acts";
  for (const [words, value] of [
    [t("Keep mine"), mine],
    [t("Take theirs"), theirs],
  ]) {
    const act = document.createElement("button");
    act.type = "button";
    act.className = "act";
    act.textContent = words;
    act.addEventListener("click", () => {
      fill(fields, value);
      block.remove();
      fields[0].focus();
      settled(fields[0].form);
    });
    acts.append(act);
  }
  block.append(acts);
  fields[0].closest(".prepare-field, fieldset").append(block);
}

/** What was typed in a field that somebody else took away; it can be copied from here. */
function showLost(form, value) {
  const text = value.join(", ");
  if (text) form.prepend(line(t("Somebody else removed this. You wrote:"), text));
}

function line(words, text) {
  const paragraph = document.createElement("p");
  const quoted = document.createElement("q");
  quoted.textContent = text || t("nothing");
  paragraph.append(`${words} `, quoted);
  return paragraph;
}

function whereIn(form) {
  const field = document.activeElement;
  if (!form.contains(field)) return null;
  const hasCaret = typeof field.selectionStart === "number";
  return { id: field.id, name: field.name, caret: hasCaret ? field.selectionStart : null };
}

function goBack(form, at) {
  if (!at) return;
  const named = [...form.elements].find((field) => field.name && field.name === at.name);
  const field = (at.id && document.getElementById(at.id)) || named;
  field?.focus({ preventScroll: true });
  if (at.caret !== null) field?.setSelectionRange?.(at.caret, at.caret);
}
