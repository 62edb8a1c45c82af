/**
 * Keeps parts of a page as the box would show them now: the page is asked for again and these parts
 * take the place of the old ones. Nothing that has the focus is replaced; without a line the page
 * stays as it was.
 */
const WITHIN_MS = 8000;

/** Begin, for the elements with these ids; `everyMs` is how long it waits in between. */
export function keepFresh(ids, everyMs = 5000) {
  const refresh = async () => {
    const next = document.hidden ? null : await fresh();
    for (const id of next ? ids : []) {
      const [old, part] = [document.getElementById(id), next.getElementById(id)];
      if (!old || !part || old.contains(document.activeElement)) continue;
      if (words(old) !== words(part)) old.replaceWith(part);
    }
    setTimeout(refresh, everyMs);
  };
  setTimeout(refresh, everyMs);
}

async function fresh() {
  try {
    const how = { cache: "no-store", signal: AbortSignal.timeout(WITHIN_MS) };
    const response = await fetch(location.pathname, how);
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

/** What stands there, without the numbers that make every form another. */
function words(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
  return copy.innerHTML;
}
