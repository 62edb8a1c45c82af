/**
 * The big screen: one picture that follows the box. When the line is gone the picture stays as it
 * was, with a small sign for whoever looks after the screen.
 */
import { announce } from "../announce.js";
import { feed } from "../console/feed.js";
import { tellTime } from "../console/news.js";
import { live } from "../live.js";
import { said } from "./said.js";
import { sceneOf } from "./scene.js";
import { keepStill } from "./still.js";
import "./address.js";
import "./picture.js";

const sentence = () => {
  const scene = sceneOf(live.view);
  return scene ? said(scene) : "";
};
let spoken = sentence();

/** Tell of another scene, once. */
function tellScene() {
  const now = sentence();
  if (now && now !== spoken) announce(now);
  spoken = now || spoken;
}

document.querySelector("[data-full]").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});

keepStill(document.querySelector(".stage"));
feed([...document.querySelectorAll("[data-live]")]);
live.addEventListener("view", tellScene);
tellTime();
