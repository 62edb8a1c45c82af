/** The sign of the product: a round table as five arcs, in the colours of the light it stands in. */
import { html } from "../../vendor/lit.js";

export const logo = html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
  <circle class="arc" data-theme="1" cx="16" cy="16" r="12" transform="rotate(-87 16 16)"></circle>
  <circle class="arc" data-theme="2" cx="16" cy="16" r="12" transform="rotate(-15 16 16)"></circle>
  <circle class="arc" data-theme="3" cx="16" cy="16" r="12" transform="rotate(57 16 16)"></circle>
  <circle class="arc" data-theme="4" cx="16" cy="16" r="12" transform="rotate(129 16 16)"></circle>
  <circle class="arc" data-theme="5" cx="16" cy="16" r="12" transform="rotate(201 16 16)"></circle>
</svg>`;
