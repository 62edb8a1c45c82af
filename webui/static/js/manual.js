/**
 * Searches the manual as one types. The box does the searching: this only fetches the page that the
 * form would lead to, and takes over what it found.
 */
import { announce } from "./announce.js";

const PAUSE_MS = 200;

const form = document.querySelector(".help-search");
const field = form.elements.q;
const found = document.querySelector("#found");

let pause = 0;
let asking = new AbortController();

field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE_MS);
});

async function search() {
  asking.abort();
  asking = new AbortController();
  const address = addressOf(field.value.trim());
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (answer.ok) show(await answer.text(), address);
  } catch (failure) {
    // Overtaken by the next letter, or the line is gone: the button still works.
    if (failure.name !== "AbortError" && !(failure instanceof TypeError)) throw failure;
  }
}

const addressOf = (asked) =>
  asked ? `${form.action}?${new URLSearchParams({ q: asked })}` : form.action;

function show(text, address) {
  const page = new DOMParser().parseFromString(text, "text/html");
  found.replaceChildren(...page.querySelector("#found").childNodes);
  history.replaceState(null, "", address);
  announce(found.querySelector("h2")?.textContent ?? "", { isAnswer: true });
}
