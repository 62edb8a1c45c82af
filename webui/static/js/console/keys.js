/**
 * The keys of the page and the list of them (?): one key per act, never while somebody types.
 *
 * Knows no act: `bindings` is a list of {key, words, run}; with `keys` several keys do the same, and
 * `run` is told which. The keys can be switched off, because a
 * single letter can also be said by speech control or hit by accident.
 */
import { html } from "../../vendor/lit.js";
import { LightElement } from "../elements/light.js";
import { keep } from "../keep.js";
import { t } from "../words.js";

const KEPT = "console-keys-off";
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]";

export class ConsoleKeys extends LightElement {
  static properties = { bindings: { attribute: false }, isOff: { state: true } };

  constructor() {
    super();
    this.bindings = [];
    this.isOff = keep.read(KEPT) === true;
    this.pressed = (event) => this.press(event);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.pressed);
  }

  render() {
    return html`<button
        type="button"
        class="act quiet"
        aria-keyshortcuts="?"
        @click=${() => this.show()}
      >
        ${t("Keys")} <kbd>?</kbd>
      </button>
      <dialog class="keys" aria-labelledby="keys-heading">
        <h2 id="keys-heading">${t("Keys")}</h2>
        <label class="keys-on">
          <input type="checkbox" .checked=${!this.isOff} @change=${(event) => this.turn(event)} />
          ${t("Use these keys")}
        </label>
        <dl>
          ${this.bindings.map(
            ({ key, words }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${words}</dd></div>`,
          )}
        </dl>
        <button type="button" class="act" @click=${() => this.querySelector("dialog").close()}>
          ${t("Close this list")}
        </button>
      </dialog>`;
  }

  /** Show the list of keys. */
  show() {
    const dialog = this.querySelector("dialog");
    if (!dialog.open) dialog.showModal();
  }

  turn(event) {
    this.isOff = !event.target.checked;
    keep.write(KEPT, this.isOff);
  }

  press(event) {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") this.show();
    else if (!this.isOff) this.run(event);
  }

  run(event) {
    const pressed = event.key.toUpperCase();
    const binding = this.bindings.find(({ key, keys }) => [...(keys ?? key)].includes(pressed));
    if (!binding) return;
    event.preventDefault();
    binding.run(pressed);
  }
}

customElements.define("console-keys", ConsoleKeys);
