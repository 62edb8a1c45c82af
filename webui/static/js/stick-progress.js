/**
 * `<stick-progress>`: follows a file on its way to a stick. Without script what the box wrote here
 * stays, with a link to look again. What changes is said aloud once per stage, not per percent.
 */

const EVERY_MS = 1000;

class StickProgress extends HTMLElement {
  connectedCallback() {
    if ("busy" in this.dataset) this.#waits();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  #waits() {
    this.timer = setTimeout(() => this.#look(), EVERY_MS);
  }

  async #look() {
    const told = await this.#told();
    if (told?.words) this.#show(told);
    if (!told || told.is_busy) this.#waits();
  }

  async #told() {
    try {
      const response = await fetch(this.dataset.from, { cache: "no-store" });
      return response.ok ? await response.json() : null;
    } catch {
      return null; // no line: what stood here stays until there is one
    }
  }

  #show({ state, words, percent }) {
    const [said, far] = this.children;
    const [bar, number] = far.children;
    bar.value = percent;
    number.textContent = `${percent}%`;
    far.hidden = state !== "writing" && state !== "checking";
    if (state === this.dataset.state) return;
    this.dataset.state = state;
    // From the box, which escaped every name in it.
    said.replaceChildren(...new DOMParser().parseFromString(words, "text/html").body.childNodes);
  }
}

customElements.define("stick-progress", StickProgress);
