/**
 * How to take part, on the big screen: the code to scan and the address to type, as large as they
 * are needed now. `join` is {address, code}: the address as people type it, and its code's picture.
 */
import { html } from "../../vendor/lit.js";
import { t } from "../words.js";

/** For the whole room: on the welcome, and when it was called back for whoever is late. */
export const joinLarge = ({ address, code }) => html`<figure class="join large">
  <img src=${code} alt=${t("QR code for {address}", { address })} />
  <figcaption>${t("Scan this code, or type in your browser:")} <b>${address}</b></figcaption>
</figure>`;

/** In the corner beside everything else; small once most have joined. */
export const joinCorner = ({ address, code }, size) => html`<figure class="join ${size}">
  <figcaption>${size === "corner" ? t("Take part:") : ""} <b>${address}</b></figcaption>
  <img src=${code} alt=${t("QR code for {address}", { address })} />
</figure>`;
