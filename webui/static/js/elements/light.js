/**
 * What our elements share: they live in the page itself (no shadow), so that the one style sheet,
 * labels and forms work on them as on anything else.
 */
import { LitElement, html, repeat } from "../../vendor/lit.js";

export class LightElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  update(changed) {
    // What the box rendered stays readable until there is something live to put in its place.
    if (!this.hasUpdated) this.replaceChildren();
    super.update(changed);
  }

  /** Tell whoever listens what the person wants; false when a listener refused it. */
  emit(name, detail) {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
  }
}

/** A template that starts afresh when its key changes, instead of being filled with other state. */
export const keyed = (key, template) => repeat([key], (one) => one, () => template);

const address = (file) => new URL(`../../${file}`, import.meta.url).href;
const SIGNS = address("signs.svg");
const ICONS = address("icons.svg");
const SIGN_COUNT = 8;

// Fetched now and kept by the browser: the first icon that is needed may be the one that says that
// there is no connection.
for (const sprite of [SIGNS, ICONS]) fetch(sprite).catch(() => {});

/** The sign of a theme, always beside a word or a number. */
export const sign = (number) => html`<svg class="sign" aria-hidden="true">
  <use href="${SIGNS}#sign-${(((number || 1) - 1) % SIGN_COUNT) + 1}"></use>
</svg>`;

/** An icon from the sprite, always beside a word. */
export const icon = (name) => html`<svg class="icon" aria-hidden="true">
  <use href="${ICONS}#${name}"></use>
</svg>`;
