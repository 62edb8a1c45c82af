/**
 * Makes typing in papers fast: Enter goes on to the next question and saves after the last, and
 * below a line stands what its numbers mean. Without it the page is a plain form.
 */
const form = document.getElementById("paper");
const lines = [...(form?.querySelectorAll("[data-line]") ?? [])];

for (const line of lines) {
  line.addEventListener("keydown", goOn);
  if (line.dataset.options) line.addEventListener("input", () => echo(line));
  if (line.dataset.options && line.value) echo(line);
}

function goOn(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  const next = lines[lines.indexOf(event.currentTarget) + 1];
  if (!next) {
    if (event.currentTarget.tagName === "TEXTAREA") {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  event.preventDefault();
  next.focus();
}

/** What was chosen, in words; numbers that choose nothing are left to the box to tell. */
function echo(line) {
  const options = [...document.getElementById(line.dataset.options).children];
  const told = numbers(line.value, options.length).map((n) => options[n - 1]?.textContent);
  const shown = "several" in line.dataset ? told : told.slice(0, 1);
  document.getElementById(`${line.id}-said`).textContent = line.dataset.of
    ? line.dataset.of.replace("{n}", told.length)
    : shown.filter(Boolean).join(" · ");
}

function numbers(typed, many) {
  const parts = typed.split(/[\s,;]+/).filter(Boolean);
  return many > 9 ? parts : parts.join("").split("");
}
