/**
 * <stage-picture>: the big screen as it is, at any size: the stage itself, and the small picture of
 * it on the facilitator's and the observer's pages.
 *
 * Keeps its last picture when no news comes. Sizes are shares of its own box (container units), so
 * that the small picture is the same as the large one.
 */
import { html, nothing } from "../../vendor/lit.js";
import { LightElement, icon } from "../elements/light.js";
import { t } from "../words.js";
import { fit, fitColumns, holds } from "./fit.js";
import { lightOf, sceneOf } from "./scene.js";
import { pictureOf, signature } from "./scenes.js";
import { lay, readingMs, sheetsOf } from "./sheets.js";

/** Letters as shares of the height; less than legible only where one long text must fit whole. */
const LEAST = 0.004;
const LEGIBLE = 0.034;
/** A chart has many short lines: its letters may be as small as can just be read from 15 m. */
const READABLE = 0.0325;
const MOST = 0.14;
/** Above a picture, which needs the room. */
const HEADING = 0.07;

export class StagePicture extends LightElement {
  static properties = {
    view: { attribute: false },
    roomMs: { attribute: false },
    /** {state, reason} of the line to the box, on the stage itself. */
    line: { attribute: false },
    sheets: { state: true },
    sheet: { state: true },
  };
  static kinds = ["conferences", "activities", "themes", "tables", "cells", "entries", "slides", "turnout", "results", "harvests", "actions", "discussions"];
  static ticks = true;

  constructor() {
    super();
    this.view = null;
    this.roomMs = 0;
    this.line = null;
    this.sheets = [];
    this.sheet = 0;
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
    clearTimeout(this.turning);
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
    if (this.scene) {
      this.dataset.scene = this.scene.kind;
      this.dataset.light = lightOf(this.scene);
    }
    super.update(changed);
  }

  render() {
    if (!this.scene) return nothing;
    const sheet = [this.sheet + 1, this.sheets.length];
    return html`${pictureOf(this.scene, { join: joining(), roomMs: this.roomMs, sheet })}
    ${this.line?.state === "gone" ? gone() : nothing}`;
  }

  updated() {
    const now = this.scene ? signature(this.scene, this.roomMs) : "";
    if (now === this.fitted) return;
    this.fitted = now;
    this.sheet = 0;
    this.refit(true);
  }

  refit(isOther = false) {
    if (!this.clientHeight) return;
    const box = this.querySelector(".fit");
    clearTimeout(this.turning);
    delete this.dataset.tight;
    this.sheets = box?.matches(".cards") ? sheetsOf(box, this.clientHeight * LEGIBLE) : [];
    if (!box) return;
    if (isOther) this.sheet = Math.max(0, this.sheets.findIndex((sheet) => sheet.some(isNewest)));
    if (this.sheets.length) this.layOut(box);
    else this.fill(box);
    // What stands around the box may still grow: rings are drawn and images come after the words.
    this.sizes.observe(box);
  }

  /**
   * Show the sheet whose turn it is, and plan the next where there is one. A contribution that needs
   * all the room gets it (data-tight).
   */
  layOut(box) {
    this.sheet %= this.sheets.length;
    const sheet = this.sheets[this.sheet];
    lay(box, sheet);
    delete this.dataset.tight;
    if (!holds(box, this.clientHeight * LEGIBLE)) this.dataset.tight = "";
    this.fill(box);
    if (this.sheets.length === 1) return;
    this.turning = setTimeout(() => {
      this.sheet += 1;
      this.layOut(box);
    }, readingMs(sheet));
  }

  fill(box) {
    const height = this.clientHeight;
    const legible = height * (box.matches(".bars") ? READABLE : LEGIBLE);
    if (box.matches(".bars") && !holds(box, legible)) this.dataset.tight = "";
    const most = height * (box.matches(".heading") ? HEADING : MOST);
    const sizes = { least: height * LEAST, legible, most };
    (box.matches(".printed") ? fitColumns : fit)(box, sizes);
  }
}

const isNewest = (card) => card.matches("[data-newest]");

/** For whoever looks after the screen; the room need not see it. */
const gone = () => html`<p class="stage-line" title=${t("No connection with the box.")}>
  ${icon("wifi-off")}<span class="visually-hidden">${t("No connection with the box.")}</span>
</p>`;

/** How to take part, as the page was told; null where it was not. */
function joining() {
  const told = document.querySelector("[data-join]")?.dataset;
  if (!told?.join) return null;
  const { joinCode: code, wifi: ssid, wifiPassword: passphrase, wifiCode } = told;
  const wifi = ssid ? { ssid, passphrase, code: wifiCode } : null;
  return { address: told.join.replace(/^http:\/\//, ""), code, wifi };
}

customElements.define("stage-picture", StagePicture);
