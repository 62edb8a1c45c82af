/**
 * The big screen: one picture that follows the box. When the line is gone the picture stays as it
 * was, with a small sign for whoever looks after the screen.
 */
import { feed } from "../console/feed.js";
import { live } from "../live.js";
import "./picture.js";

const sign = document.querySelector("[data-line]");

live.addEventListener("state", () => {
  sign.hidden = live.state !== "gone";
});

feed([...document.querySelectorAll("[data-live]")]);
