/**
 * Being the same device again after the browser lost its cookie: a phone keeps a token beside it.
 */
import { keep } from "./keep.js";
import { page } from "./page.js";

const SHELF = `tafelronde.${page.conference}.token`;
const TRIED = "tafelronde.resumed";

/**
 * Keep this device's token, or go back to being who we were. Fulfilled when this page may go on;
 * never when it is being loaded again, so that the stranger we are until then takes no seat.
 */
export async function resume() {
  const kept = keep.read(SHELF);
  if (page.isNewDevice && kept && !hasTried() && (await isResumed(kept))) {
    location.reload();
    await new Promise(() => {});
  }
  if (page.token) keep.write(SHELF, page.token);
}

async function isResumed(token) {
  try {
    const response = await fetch("/api/resume", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
    return response.ok;
  } catch {
    return false; // no line: then this page could not be reloaded either
  }
}

/** Once per tab and visit: a browser that keeps no cookies at all would go round for ever. */
function hasTried() {
  try {
    const tried = sessionStorage.getItem(TRIED) === page.conference;
    sessionStorage.setItem(TRIED, page.conference);
    return tried;
  } catch {
    return true;
  }
}
