/**
 * `<online-copy>`: keeps what stands on the page as the box tells it, every two seconds. Nothing is
 * replaced that has the focus; the sentence above is said aloud, and only when it changes.
 */
const EVERY_MS = 2000;
const WITHIN_MS = 8000;
const STATE = "/results/cloud.json";

class OnlineCopy extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(() => this.look(), EVERY_MS);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async look() {
    const told = document.hidden ? null : await fresh();
    if (told && !told.is_under_way) return location.reload();
    if (told) this.show(told);
    if (!told?.is_done) this.timer = setTimeout(() => this.look(), EVERY_MS);
  }

  show(told) {
    say(this.querySelector(":scope > [data-says]"), told.says);
    say(this.querySelector(":scope > [data-trouble]"), told.trouble);
    for (const file of told.files) {
      const row = this.querySelector(`[data-object="${CSS.escape(file.object)}"]`);
      if (row) showFile(row, file);
    }
    const holds = { open: !told.is_done, done: told.is_done, stuck: told.is_stuck };
    holds.going = !told.is_for_a_person;
    for (const part of this.querySelectorAll("[data-when]")) {
      part.hidden = !holds[part.dataset.when];
    }
  }
}

async function fresh() {
  try {
    const how = { cache: "no-store", signal: AbortSignal.timeout(WITHIN_MS) };
    const response = await fetch(STATE, how);
    return response.ok ? await response.json() : null;
  } catch {
    return null; // no line: what stands there stays
  }
}

function showFile(row, file) {
  row.dataset.state = file.state;
  say(row.querySelector("[data-says]"), file.says);
  say(row.querySelector("[data-trouble]"), file.trouble);
  say(row.querySelector("[data-next]"), file.next);
  const progress = row.querySelector("progress");
  progress.hidden = file.percent === null;
  progress.value = file.percent ?? 0;
}

/** Only what differs is written, so that nothing is said aloud twice. */
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
}

customElements.define("online-copy", OnlineCopy);
