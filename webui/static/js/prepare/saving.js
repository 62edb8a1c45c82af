/**
 * A form that is saved as one types: half a second after the last key and on leaving a field. What
 * became of it stands beside it; what the box does not take stays in the form.
 */
import { send } from "./asking.js";
import { fieldsOf, fill, isSame, valuesOf } from "./fields.js";
import { refresh } from "./fresh.js";
import { hasConflict, merge } from "./merging.js";
import { newId } from "../ids.js";
import { t } from "../words.js";

const REST_MS = 500;
const AGAIN_MS = 3000;

const WORDS = {
  saved: () => `✓ ${t("Saved")}`,
  saving: () => t("Saving …"),
  unsaved: () => t("Not saved"),
};

const saved = new WeakMap();
const timers = new WeakMap();
const sending = new WeakSet();

/** Watch the forms in here. */
export function watchForms(within) {
  for (const form of within.querySelectorAll("form[data-autosave]")) saved.set(form, valuesOf(form));
}

/** Whether something stands in a form of this part that the box does not have. */
export const isUnsaved = (part) =>
  [...part.querySelectorAll("form[data-autosave]")].some((form) => differs(form) || sending.has(form));

/** Whether somebody has begun to fill in a form that adds something. */
export const isBegun = (part) => part.matches("[data-begun]") || part.querySelector("[data-begun]") !== null;

/**
 * Take over what others changed in the forms of a part in which somebody is, but for the field they
 * are in. What differs there too is settled when it is saved.
 */
export function takeOver(part, next) {
  for (const form of formsIn(part, "form[data-act]")) {
    const other = formsIn(next, "form[data-act]").find((each) => isSameForm(each, form));
    if (form.elements.rev && other?.elements.rev) form.elements.rev.value = other.elements.rev.value;
  }
  for (const form of part.querySelectorAll("form[data-autosave]")) {
    const other = [...next.querySelectorAll("form[data-autosave]")].find((each) => isSameForm(each, form));
    if (!other || differs(form) || sending.has(form) || hasConflict(form)) continue;
    const theirs = valuesOf(other);
    const fields = fieldsOf(form);
    if (!isSame([...theirs.keys()], [...fields.keys()])) continue;
    for (const [name, there] of fields) {
      if (!there.includes(document.activeElement)) fill(there, theirs.get(name));
    }
    saved.set(form, valuesOf(form));
    const isWhole = [...valuesOf(form)].every(([name, value]) => isSame(value, theirs.get(name)));
    if (isWhole) form.elements.rev.value = other.elements.rev.value;
  }
}

const formsIn = (part, which) =>
  part.matches(which) ? [part] : [...part.querySelectorAll(which)];

const isSameForm = (one, other) => one.getAttribute("action") === other.getAttribute("action");

/** Save what stands there once nobody has typed for a moment. */
export function soon(form, wait = REST_MS) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), wait));
}

/** Save what stands there, if the box does not have it. `more` is what a button adds. */
export async function save(form, more = null) {
  clearTimeout(timers.get(form));
  if (!form.isConnected || hasConflict(form)) return;
  if (form.closest("[data-gone]")) return;
  if (sending.has(form)) {
    if (!more) soon(form);
    return;
  }
  if (!more && !differs(form)) {
    // What the box did not take was put back as it was.
    if (form.querySelector('[data-told][data-state="unsaved"]')) tell(form, "saved");
    return;
  }
  if (!form.checkValidity()) {
    tell(form, "unsaved", t("Something is missing here or does not fit. Look at it again."));
    return;
  }
  sending.add(form);
  tell(form, "saving");
  form.elements.id.value = newId();
  const values = valuesOf(form);
  const { status, body } = await send(form, more ?? {});
  // A form that is about to be replaced loses its focus, which must not send it once more.
  if (body?.code !== "changed_meanwhile") sending.delete(form);
  if (body?.ack && more?.drop) dropped(form, more.drop);
  if (body?.ack) took(form, more?.drop ? valuesOf(form) : values, body);
  else if (body?.code === "changed_meanwhile") await bothChanged(form);
  else refused(form, status, body);
}

function took(form, values, { rev }) {
  saved.set(form, values);
  if (form.elements.rev && rev) form.elements.rev.value = rev;
  if (differs(form)) soon(form);
  else tell(form, "saved");
  document.dispatchEvent(new CustomEvent("kept", { detail: form }));
  refresh();
}

/** A question that was taken out stands there no more, or the next save would bring it back. */
function dropped(form, question) {
  form.querySelector(`[data-drop][value="${CSS.escape(question)}"]`)?.closest("fieldset").remove();
  form.querySelector(".prepare-question textarea")?.focus();
}

async function bothChanged(form) {
  const fresh = await merge(form, saved.get(form), (settled) => save(settled));
  if (!fresh) {
    sending.delete(form);
    refused(form, 0, null);
    refresh();
    return;
  }
  if (hasConflict(fresh)) {
    tell(fresh, "unsaved", t("Somebody else changed this too. Choose which text stays."));
    say(t("Somebody else changed this too. Choose which text stays."));
  } else if (differs(fresh)) save(fresh);
  else tell(fresh, "saved");
}

function refused(form, status, body) {
  if (status === 404) {
    // It is there no more: the page says so with the card.
    tell(form, "unsaved");
    refresh();
    return;
  }
  const words = body?.message ?? t("No connection with the box. Your text stays here.");
  tell(form, "unsaved", words);
  if (status === 0 || status === 503 || status === 429) soon(form, AGAIN_MS);
}

function differs(form) {
  const base = saved.get(form);
  return base !== undefined && [...valuesOf(form)].some(([name, value]) => !isSame(value, base.get(name)));
}

function tell(form, state, why = "") {
  const told = form.querySelector("[data-told]");
  if (!told) return;
  const words = WORDS[state]();
  const before = told.dataset.state;
  told.dataset.state = state;
  told.textContent = why ? `${words}. ${why}` : words;
  if (state === "unsaved" && before !== state) say(told.textContent);
}

/** What who cannot see it is told: only what they have to know. */
function say(words) {
  document.getElementById("status").textContent = words;
}
