/**
 * <tafel-again>: waits until the box has started anew, and goes on to the page that it names.
 *
 * Without script a link beside it does the same by hand.
 */
const EVERY_MS = 1_000;

class Again extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async look() {
    const { box, to } = this.dataset;
    try {
      const told = await (await fetch("/health", { cache: "no-store" })).json();
      if (told.boot && told.boot !== box) location.replace(to);
    } catch {
      // It is not there yet.
    }
  }
}

customElements.define("tafel-again", Again);
