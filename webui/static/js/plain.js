/**
 * From the page as the box rendered it to the page that lives: nothing typed meanwhile is lost,
 * and who is in a field stays in it.
 */
import { drafts } from "./drafts.js";
import { isEmpty } from "./text.js";

/** Keep what stands in the plain fields as drafts, under the place that each names. */
export function carryTexts(plain) {
  for (const field of plain.querySelectorAll("textarea[data-place]")) carry(field);
}

function carry({ dataset: { place }, value }) {
  const draft = drafts.read(place);
  if (isEmpty(value) || draft.includes(value)) return;
  // Browsers put back what stood in a field; then the draft is the older part of the same text.
  drafts.write(place, isEmpty(draft) || value.includes(draft) ? value : `${draft}\n${value}`);
}

/** Put the living element in the place of the plain one; `fieldOf(place)` finds its new field. */
export async function replacePlain(plain, element, fieldOf) {
  plain.before(element);
  await element.updateComplete;
  carryTexts(plain);
  await carryFocus(plain, fieldOf);
  plain.remove();
}

async function carryFocus(plain, fieldOf) {
  const field = document.activeElement;
  if (!plain.contains(field) || !field.dataset?.place) return;
  const next = await fieldOf(field.dataset.place);
  if (!next) return;
  // Before the old field goes, so that the keyboard of a phone stays up.
  next.focus({ preventScroll: true });
  next.setSelectionRange(field.selectionStart, field.selectionEnd);
}
