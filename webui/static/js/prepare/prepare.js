/**
 * The page on which a conference is prepared. Without this script every card is a form with a Save
 * button; with it they are saved as one types, what others change appears, cards can be dragged,
 * and the preview stands beside the programme.
 */
import { act } from "./acting.js";
import { keepFresh, refresh } from "./fresh.js";
import { isBack, isGone } from "./gone.js";
import { isBegun, isUnsaved, save, soon, takeOver, watchForms } from "./saving.js";
import { drawSlides } from "./slides.js";
import { sortable } from "./sorting.js";

const aside = document.querySelector(".prepare-preview");
const frame = aside.querySelector("iframe");

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
// Only now: the parts were compared as the box wrote them.
drawSlides(document);
document.addEventListener("waiting", ({ detail: { part, next } }) => takeOver(part, next));
document.addEventListener("fresh", ({ detail }) => {
  prepare(detail);
  drawSlides(detail);
});
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

// The preview: beside the programme where there is room, else a page of its own.
const wide = window.matchMedia("(min-width: 75em)");

function look(link) {
  aside.hidden = false;
  frame.src = link.href;
}

/** What was changed of the step that is looked at is seen at once. */
document.addEventListener("kept", ({ detail: form }) => {
  const step = form.getAttribute("action").split("/steps/")[1]?.split("/")[0];
  const shown = frame.contentWindow?.location.pathname.split("/preview/")[1];
  if (step && step === shown) frame.contentWindow.location.reload();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-preview]");
  if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  look(link);
});

function lookAtFirst() {
  const asked = document.querySelector('[data-kind="brainstorm"] a[data-preview]');
  const first = asked ?? document.querySelector("a[data-preview]");
  if (wide.matches && first && aside.hidden) look(first);
}
lookAtFirst();
wide.addEventListener("change", lookAtFirst);
