/**
 * `<archive-work>`: follows an archive while it is made, and shows the page anew when it is
 * finished. Without script what the box wrote here stays, with a link to look again.
 */

const EVERY_MS = 1000;

class ArchiveWork extends HTMLElement {
  connectedCallback() {
    this.#wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  #wait() {
    this.timer = setTimeout(() => this.#look(), EVERY_MS);
  }

  async #look() {
    const told = await this.#told();
    if (told && told.percent === null) {
      location.reload();
      return;
    }
    if (told) this.#show(told.percent);
    this.#wait();
  }

  async #told() {
    try {
      const response = await fetch(this.dataset.from, { cache: "no-store" });
      return response.ok ? await response.json() : null;
    } catch {
      return null; // no line: what stood here stays until there is one
    }
  }

  #show(percent) {
    const bar = this.querySelector("progress");
    bar.value = percent;
    bar.nextElementSibling.textContent = `${percent}%`;
  }
}

customElements.define("archive-work", ArchiveWork);
