/**
 * How to take part, on the big screen: the code to scan and the address to type, as large as they
 * are needed now. `join` is {address, code, wifi}: the address as people type it, and its code's
 * picture; `wifi` is {ssid, passphrase, code} of the network that guests join first, or null.
 */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../words.js";

/** For the whole room: on the welcome, and when it was called back for whoever is late. */
export const joinLarge = (join) => (join.wifi ? joinTwo(join) : joinOne(join));

/** In the corner beside everything else; small once most have joined. */
export const joinCorner = ({ address, code, wifi }, size) => html`<figure class="join ${size}">
  <figcaption>
    ${wifi && size === "corner" ? html`${t("Wi-Fi")}: <b>${wifi.ssid}</b>` : nothing}
    ${size === "corner" ? t("Take part:") : ""} <b>${address}</b>
  </figcaption>
  <img src=${code} alt=${t("QR code for {address}", { address })} />
</figure>`;

const joinOne = ({ address, code }) => html`<figure class="join large">
  <img src=${code} alt=${t("QR code for {address}", { address })} />
  <figcaption>${t("Scan this code, or type in your browser:")} <b>${address}</b></figcaption>
</figure>`;

/** First the Wi-Fi, then the page: two codes in the order in which they are scanned. */
const joinTwo = ({ address, code, wifi: { ssid, passphrase, code: wifiCode } }) => html`<div
  class="join large two"
>
  <figure>
    <img src=${wifiCode} alt=${t("QR code for Wi-Fi network {ssid}", { ssid })} />
    <figcaption>${t("1. Wi-Fi")} <b>${ssid}</b> ${t("Password")} <b>${passphrase}</b></figcaption>
  </figure>
  <figure>
    <img src=${code} alt=${t("QR code for {address}", { address })} />
    <figcaption>${t("2. Take part")} <b>${address}</b></figcaption>
  </figure>
</div>`;
