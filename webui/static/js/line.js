/**
 * What every table's page does with the line: the band, and starting afresh when the page no longer
 * fits the box (another conference, another person on this device, a box that does not know us).
 */
import "./elements/band.js";
import { keep } from "./keep.js";
import { live } from "./live.js";
import { outbox } from "./outbox.js";
import { page } from "./page.js";
import { conferenceOf } from "./room.js";
import { t } from "./words.js";

const AFRESH = "tafelronde.afresh";
const AFRESH_EVERY_MS = 30_000;
const NOT_OURS = new Set(["not_signed_in", "elsewhere", "wrong_host", "no_seat"]);

/** Keep the band on this page true. */
export function showLine() {
  const band = document.querySelector("tafel-band");
  const show = () => {
    band.line = { state: live.state, reason: live.reason };
    band.unsaved = outbox.unsaved;
    band.isSaving = live.view.box?.box?.is_saving ?? true;
    band.isKept = keep.isWorking;
  };
  live.addEventListener("state", show);
  live.addEventListener("view", ({ detail }) => detail.kinds.has("box") && show());
  outbox.addEventListener("change", show);
  keep.addEventListener("failed", show);
  show();
}

/** Load the page again when the box says that it is not this page's box (any more). */
export function startAfreshWhenNeeded() {
  live.addEventListener("hello", ({ detail }) => {
    const isOther = detail.conference && detail.conference !== page.conference;
    if (isOther || (page.person && detail.person && detail.person !== page.person)) startAfresh();
  });
  live.addEventListener("state", () => {
    if (live.state === "gone" && NOT_OURS.has(live.reason)) startAfresh();
  });
}

/** The banner that everything typed is practice, for as long as it is. */
export function showPractice() {
  const isPractice = Boolean(conferenceOf(live.view)?.is_practice);
  const banner = document.querySelector(".practice") ?? (isPractice ? addBanner() : null);
  if (banner) banner.hidden = !isPractice;
}

function addBanner() {
  const banner = document.createElement("aside");
  banner.ariaLabel = t("Practice");
  banner.className = "practice";
  banner.textContent = `${t("Practice.")} ${t("Everything typed now will be wiped.")}`;
  document.querySelector(".skip").after(banner);
  return banner;
}

/** Drafts and what waits are kept in this browser, so a new page loses nothing; not too often. */
function startAfresh() {
  const last = Number(keep.read(AFRESH) ?? 0);
  if (Date.now() - last < AFRESH_EVERY_MS) return;
  keep.write(AFRESH, Date.now());
  location.assign(location.pathname);
}
