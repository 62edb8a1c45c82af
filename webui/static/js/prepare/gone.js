/**
 * Something was removed by somebody else while one types in it: it stays on the page until one takes
 * it away oneself, and is saved again where the removing is undone.
 */
import { refresh } from "./fresh.js";
import { save } from "./saving.js";
import { t } from "../words.js";

export function isGone(item) {
  const told = document.createElement("div");
  told.className = "prepare-gone";
  told.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = t("Somebody else removed this. What you typed still stands here: copy it, or undo the removing.");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "act";
  button.textContent = t("Take it away here too");
  button.addEventListener("click", () => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    const section = item.closest("section");
    item.remove();
    (next ?? section).querySelector("button:not([tabindex]), input:not([type=hidden])")?.focus();
    refresh();
  });
  told.append(words, button);
  item.prepend(told);
}

export function isBack(item) {
  item.querySelector(":scope > .prepare-gone")?.remove();
  for (const form of item.querySelectorAll("form[data-autosave]")) save(form);
}
