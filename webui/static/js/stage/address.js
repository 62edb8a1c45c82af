/**
 * Keeps the address to join at as the box tells it now. A screen on the box itself stays connected
 * when the box gets another address; the phones of the room need the new one.
 */
const EVERY_MS = 15000;

const told = document.querySelector("[data-join]").dataset;
const code = told.joinCode;

async function look() {
  try {
    const { address } = await (await fetch("/health", { cache: "no-store" })).json();
    if (address && address !== told.join) show(address);
  } catch {
    // No line, which the picture shows.
  }
  setTimeout(look, EVERY_MS);
}

/** The picture reads it at its next second. Another question, so that the code is not an old one. */
function show(address) {
  told.join = address;
  told.joinCode = `${code}?${encodeURIComponent(address)}`;
}

look();
