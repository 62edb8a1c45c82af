/**
 * `<box-clock>`: offers to set the clock of the box where it and this device differ by a minute or
 * more. The box's time stands in `data-now-ms`, as it was when the page was made; the act itself is
 * asked on a page of its own.
 */

const DAY_MS = 86_400_000;
const language = document.documentElement.lang;

class BoxClock extends HTMLElement {
  connectedCallback() {
    const box = Number(this.dataset.nowMs);
    const here = Date.now();
    const aheadS = Math.round((here - box) / 1000);
    if (Math.abs(aheadS) < Number(this.dataset.worthS)) return;
    const withDay = Math.abs(here - box) >= DAY_MS / 2;
    const times = { "{box}": when(box, withDay), "{here}": when(here, withDay) };
    const says = document.createElement("p");
    says.textContent = filled(this.dataset.says, times);
    const act = document.createElement("a");
    act.className = "act";
    act.href = `/box/clock?ahead_s=${aheadS}`;
    act.textContent = filled(this.dataset.set, times);
    const acts = document.createElement("p");
    acts.className = "acts";
    acts.append(act);
    this.replaceChildren(says, acts);
  }
}

const filled = (text, values) => text.replace(/\{\w+\}/g, (name) => values[name] ?? name);

/** A time as people write it, on this device's clock: 14.05 uur, 14:05; with its day where asked. */
function when(ms, withDay) {
  const at = new Date(ms);
  const [hours, minutes] = [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, "0"));
  const time = language === "nl" ? `${hours}.${minutes} uur` : `${hours}:${minutes}`;
  if (!withDay) return time;
  const place = language === "nl" ? "nl-NL" : "en-GB";
  return `${at.toLocaleDateString(place, { dateStyle: "long" })}, ${time}`;
}

customElements.define("box-clock", BoxClock);
