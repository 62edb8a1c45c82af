/** One line on how the box is doing; quiet when all is well. */
import { html, nothing } from "../../vendor/lit.js";
import { t, tn } from "../words.js";
import { ConsoleElement } from "./element.js";

const GB = 1e9;

export class ConsoleHealth extends ConsoleElement {
  static kinds = ["box"];
  static properties = {
    /** {state, reason} of the line to the box. */
    line: { attribute: false },
  };

  constructor() {
    super();
    this.line = { state: "connecting", reason: "" };
  }

  render() {
    const box = this.view.box?.box ?? {};
    const { is_saving: isSaving = true, phones, facilitators = 0, sticks = [], spare } = box;
    const isWrong = box.has_network_trouble;
    return html`${phones == null
      ? nothing
      : html`<span>${tn("{n} device connected", "{n} devices connected", phones)}</span>`}
    ${facilitators > 1
      ? html`<span>${tn("{n} facilitator", "{n} facilitators", facilitators)}</span>`
      : nothing}
    ${this.line.state === "gone" ? nothing : sticks.map(stickWords)}
    ${this.line.state === "gone" ? nothing : spareWords(spare)}
    ${this.line.state === "gone" || !isWrong ? nothing : networkWords()}
    ${this.line.state === "gone" ? gone(this.line.reason) : isSaving ? saves() : cannotSave()}`;
  }
}

const alert = (words) => html`<strong class="alert-words" role="alert">${words}</strong>`;

const gone = (reason) =>
  reason === "not_signed_in"
    ? html`${alert(t("You are no longer signed in."))} <a href="">${t("Sign in again")}</a>`
    : alert(t("No connection with the box. This page shows how it was."));

/** A stick as people call it; what is wrong with one, and what to do, stands on the box's page. */
const stickWords = ({ name, trouble, free_bytes: free }) =>
  trouble
    ? html`<a href="/box">${t("Look at stick {name}", { name })}</a>`
    : html`<span>${t("Stick {name}", { name })}: ${spaceWords(free ?? 0)}</span>`;

/** Quiet while it is kept; what to do otherwise stands on the page for sticks. */
const spareWords = (state) => {
  const says = {
    kept: t("Spare copy up to date"),
    waiting: t("The stick with the spare copy is out"),
    slow: t("The spare copy lags behind"),
    failed: t("The spare copy is not kept"),
  }[state];
  if (!says) return nothing;
  return state === "kept" ? html`<span>${says}</span>` : html`<a href="/results/stick">${says}</a>`;
};

const networkWords = () =>
  html`<a href="/box"><strong class="alert-words">${t("Something is wrong with the network.")}</strong></a>`;

/** As the box's page says it: whole GB from ten on. */
const spaceWords = (bytes) =>
  bytes < GB
    ? t("{n} MB free", { n: Math.floor(bytes / 1e6) })
    : t("{n} GB free", { n: bytes < 10 * GB ? Math.round(bytes / 1e8) / 10 : Math.floor(bytes / GB) });

const saves = () => html`<span>${t("The box saves everything.")}</span>`;

const cannotSave = () =>
  alert(html`${t("The box cannot save now.")} ${t("New contributions wait safely on the phones.")}`);

customElements.define("console-health", ConsoleHealth);
