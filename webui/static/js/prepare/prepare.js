/**
 * The page on which a conference is prepared: its forms are saved as one types (`editing`), and the
 * preview stands beside the programme.
 */
import "./editing.js";
import { drawSlides } from "./slides.js";

// Only now: the parts were compared as the box wrote them.
drawSlides(document);
document.addEventListener("fresh", ({ detail }) => drawSlides(detail));

const aside = document.querySelector(".prepare-preview");
const frame = aside.querySelector("iframe");

// The preview: beside the programme where there is room, else a page of its own.
const wide = window.matchMedia("(min-width: 75em)");

function look(link) {
  aside.hidden = false;
  frame.src = link.href;
}

/** What was changed of the step that is looked at is seen at once. */
document.addEventListener("kept", ({ detail: form }) => {
  const step = form.getAttribute("action").split("/steps/")[1]?.split("/")[0];
  const shown = frame.contentWindow?.location.pathname.split("/preview/")[1];
  if (step && step === shown) frame.contentWindow.location.reload();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-preview]");
  if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  look(link);
});

function lookAtFirst() {
  const asked = document.querySelector('[data-kind="brainstorm"] a[data-preview]');
  const first = asked ?? document.querySelector("a[data-preview]");
  if (wide.matches && first && aside.hidden) look(first);
}
lookAtFirst();
wide.addEventListener("change", lookAtFirst);
