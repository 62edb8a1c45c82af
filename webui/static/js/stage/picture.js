/**
 * <stage-picture>: the big screen as it is, at any size: the stage itself, and the small picture of
 * it on the facilitator's and the observer's pages.
 *
 * Keeps its last picture when no news comes. Sizes are shares of its own box (container units), so
 * that the small picture is the same as the large one.
 */
import { LightElement } from "../elements/light.js";
import { fit } from "./fit.js";
import { sceneOf } from "./scene.js";
import { pictureOf, signature } from "./scenes.js";

/** Letters as shares of the height; less than legible only where a long text must fit whole. */
const LEAST = 0.004;
const LEGIBLE = 0.036;
const MOST = 0.14;

export class StagePicture extends LightElement {
  static properties = { view: { attribute: false }, roomMs: { attribute: false } };
  static kinds = ["conferences", "activities", "themes", "tables", "cells", "presence", "entries"];
  static ticks = true;

  constructor() {
    super();
    this.view = null;
    this.roomMs = 0;
    this.scene = null;
    this.fitted = "";
    this.refitted = () => this.refit();
    this.sizes = new ResizeObserver(this.refitted);
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes.observe(this);
    document.fonts.addEventListener("loadingdone", this.refitted);
  }

  disconnectedCallback() {
    this.sizes.disconnect();
    document.fonts.removeEventListener("loadingdone", this.refitted);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (this.view && changed.has("view")) this.scene = sceneOf(this.view) ?? this.scene;
  }

  shouldUpdate() {
    return this.view !== null;
  }

  update(changed) {
    if (!this.hasUpdated) this.replaceChildren();
    if (this.scene) this.dataset.scene = this.scene.kind;
    super.update(changed);
  }

  render() {
    return this.scene ? pictureOf(this.scene, joining(), this.roomMs) : null;
  }

  updated() {
    const now = this.scene ? signature(this.scene) : "";
    if (now !== this.fitted) this.refit();
    this.fitted = now;
  }

  refit() {
    const height = this.clientHeight;
    if (!height) return;
    const sizes = { least: height * LEAST, legible: height * LEGIBLE, most: height * MOST };
    for (const box of this.querySelectorAll(".fit")) {
      fit(box, sizes);
      // What stands around a box may still grow: rings are drawn and images come after the words.
      this.sizes.observe(box);
    }
  }
}

/** How to take part, as the page was told; null where it was not. */
function joining() {
  const told = document.querySelector("[data-join]")?.dataset;
  return told?.join ? { address: told.join.replace(/^http:\/\//, ""), code: told.joinCode } : null;
}

customElements.define("stage-picture", StagePicture);
