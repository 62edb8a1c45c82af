/**
 * A page of forms that are saved as one types: what others change appears, in parts, and what stands
 * in lists can be dragged. Without this every form has its Save button.
 */
import { act } from "./acting.js";
import { keepFresh, refresh } from "./fresh.js";
import { isBack, isGone } from "./gone.js";
import { isBegun, isUnsaved, save, soon, takeOver, watchForms } from "./saving.js";
import { sortable } from "./sorting.js";

/** Whether somebody is in a field here: who stands on a button types nothing. */
const isTypedIn = (within) => within.querySelector(":focus:not(button, a, summary)") !== null;

/** Whether somebody is in this part, other than at what goes or does something at once. */
const isKept = (part) => part.querySelector(":focus:not(button, a)") !== null;

const isSaved = (form) => form?.matches("form[data-autosave]");

function prepare(within) {
  watchForms(within);
  for (const grip of within.querySelectorAll("[data-grip]")) grip.hidden = false;
  for (const list of within.querySelectorAll("[data-sortable]")) {
    sortable(list, (card, to) => act(card.querySelector("form[data-act]"), null, { act: "to", to }));
  }
}

document.documentElement.dataset.saves = "";
prepare(document);
keepFresh({
  isFree: (part) => !isKept(part) && !isUnsaved(part) && !isBegun(part) && !isDragged(),
  isLeft: (item) => !isTypedIn(item) && !isUnsaved(item),
  isAtRest: () => !isDragged(),
});
document.addEventListener("waiting", ({ detail: { part, next } }) => takeOver(part, next));
document.addEventListener("fresh", ({ detail }) => prepare(detail));
document.addEventListener("gone", ({ detail }) => isGone(detail));
document.addEventListener("back", ({ detail }) => isBack(detail));

document.addEventListener("input", ({ target }) => {
  if (isSaved(target.form)) soon(target.form);
  else if (target.form?.matches(".prepare-add, .prepare-adds")) target.form.dataset.begun = "";
});
document.addEventListener("reset", ({ target }) => delete target.dataset.begun);
document.addEventListener("change", ({ target }) => isSaved(target.form) && save(target.form));
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (isSaved(target.form)) save(target.form);
  const part = target.closest?.("[data-part]");
  // What others changed waited until nobody was here any more.
  if (part && !part.contains(relatedTarget)) setTimeout(refresh);
});
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (isSaved(form)) {
    event.preventDefault();
    save(form, submitter?.dataset.drop === undefined ? null : { drop: submitter.value });
  } else if (form.matches("[data-act]")) {
    event.preventDefault();
    act(form, submitter);
  }
});

window.addEventListener("beforeunload", (event) => isUnsaved(document) && event.preventDefault());

const isDragged = () => document.querySelector("[data-dragged]") !== null;
