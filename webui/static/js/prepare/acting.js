/** Buttons that add, move, copy, remove and undo: done at once, without loading the page again. */
import { send } from "./asking.js";
import { refresh } from "./fresh.js";
import { newId } from "../ids.js";
import { t } from "../words.js";

const busy = new WeakSet();

/** Do what a button of this form says; afterwards whoever pressed it is where it happened. */
export async function act(form, button, more = {}) {
  if (busy.has(form)) return;
  busy.add(form);
  const pressed = button?.name ? { [button.name]: button.value } : {};
  tell(form, form.enctype === "multipart/form-data" ? t("Sending the picture …") : "");
  const { status, body } = await send(form, { ...pressed, ...more });
  tell(form, "");
  busy.delete(form);
  if (!body?.ack) {
    refuse(form, status, body);
    return;
  }
  form.querySelector(".refusal")?.remove();
  form.elements.id.value = newId();
  // What a step holds was changed, and not its place: it is looked at anew.
  if (form.closest(".prepare-edit")) document.dispatchEvent(new CustomEvent("kept", { detail: form }));
  if (isAdding(form)) form.reset();
  await refresh();
  if (body.made) show(made(form, body.made));
  else stay(form, button);
  // What was added stands above its button, and pushes it down.
  if (isAdding(form)) document.activeElement.scrollIntoView({ block: "nearest" });
}

const isAdding = (form) => form.matches(".prepare-add, .prepare-adds");

function tell(form, words) {
  const told = form.querySelector("[data-told]");
  if (told) told.textContent = words;
}

const made = (form, id) => {
  if (form.dataset.makes) return document.getElementById(form.dataset.makes + id);
  const kind = form.getAttribute("action").split("/").slice(3)[0].replace(/s$/, "");
  return document.getElementById(`${kind}-${id}`);
};

/** What was made is unfolded, with its title in focus, in the language of the page. */
function show(item) {
  if (!item) return;
  const fold = item.querySelector("details.prepare-edit");
  if (fold) fold.open = true;
  const form = item.querySelector("form[data-autosave]") ?? item.querySelector("form");
  const title = form.querySelector(`[name="title.${document.documentElement.lang}"]`);
  const field = title ?? form.querySelector("input:not([type=hidden]), select, button:not([hidden])");
  field?.focus();
  field?.select?.();
}

/** The button may have been rendered anew. */
function stay(form, button) {
  if (!button || (button.isConnected && document.activeElement === button)) return;
  const again = [...document.forms].find((other) => other.action === form.action && other.matches("[data-act]"));
  const same = again?.querySelector(`button[value="${button.value}"], button[data-undo]`);
  same?.focus();
}

function refuse(form, status, body) {
  let told = form.querySelector(".refusal");
  if (!told) {
    told = document.createElement("p");
    told.className = "refusal";
    told.setAttribute("role", "alert");
    form.prepend(told);
  }
  told.textContent = body?.message ?? t("No connection with the box. Nothing was changed.");
}
