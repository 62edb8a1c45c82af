/**
 * The proof with one phone: tells the box that this page came up, and that the box can speak to
 * this phone by itself. Knows the key of this test and nothing of a conference.
 */

const LIVE_WITHIN_MS = 8000;

const list = document.querySelector("[data-test]");
const here = `/box/test/${list.dataset.test}`;

function tick(what) {
  const line = list.querySelector(`[data-tick=${what}]`);
  line.dataset.done = "";
  line.firstElementChild.textContent = "✓";
  return fetch(`${here}/${what}`, { method: "POST" }).catch(() => {});
}

function say(name) {
  for (const words of document.querySelectorAll("[data-say]")) words.hidden = words.dataset.say !== name;
  document.getElementById("status").textContent = document.querySelector(`[data-say=${name}]`).textContent;
}

function listen() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/box/test/live`);
  const timer = setTimeout(() => say("no-live"), LIVE_WITHIN_MS);
  socket.onmessage = () => {
    clearTimeout(timer);
    tick("live");
    say("live");
  };
}

tick("page");
listen();
