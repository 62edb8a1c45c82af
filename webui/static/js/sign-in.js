/**
 * After a wrong code: counts the seconds down until the next one may be tried, and says so once.
 * Knows only what the box wrote on the line of waiting. Without it the page works as well: the box
 * holds back whoever is too soon.
 */

const line = document.querySelector("[data-wait]");
const form = line.closest("form");
const button = form.querySelector("button");
const { one, many, over } = line.dataset;
const endsAt = performance.now() + Number(line.dataset.wait) * 1000;

const left = () => Math.ceil((endsAt - performance.now()) / 1000);

function tick() {
  const n = left();
  if (n > 0) {
    line.textContent = n === 1 ? one : many.replace("{n}", n);
    setTimeout(tick, 200);
    return;
  }
  line.textContent = over;
  document.getElementById("status").textContent = over;
  button.removeAttribute("aria-disabled");
}

// Not `disabled`: who stands on the button stays there.
button.setAttribute("aria-disabled", "true");
form.addEventListener("submit", (event) => left() > 0 && event.preventDefault());
form.querySelector("#code").select();
tick();
