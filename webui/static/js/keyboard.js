/**
 * Tells the style sheet how much of the page the keyboard on the screen covers (--keyboard), where
 * a browser lays the keyboard over the page instead of making the page smaller (iOS).
 */

const seen = window.visualViewport;

function tell() {
  // Who has zoomed in sees a part of the page too, and no keyboard is meant.
  const covered = seen.scale > 1.01 ? 0 : innerHeight - seen.height - seen.offsetTop;
  document.documentElement.style.setProperty("--keyboard", `${Math.max(0, Math.round(covered))}px`);
}

/** Keep it true from now on. */
export function followKeyboard() {
  if (!seen) return;
  for (const event of ["resize", "scroll"]) seen.addEventListener(event, tell, { passive: true });
  tell();
}
