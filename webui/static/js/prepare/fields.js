/**
 * What stands in the fields of a form, by name: a list of values each, so that boxes to tick and
 * fields that stand there twice are alike. Knows no box and no page.
 */

/** The fields that somebody may have changed, by name. */
export function fieldsOf(form) {
  const fields = new Map();
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "submit") continue;
    fields.set(field.name, [...(fields.get(field.name) ?? []), field]);
  }
  return fields;
}

/** The values of all fields, by name. */
export const valuesOf = (form) =>
  new Map([...fieldsOf(form)].map(([name, fields]) => [name, valueOf(fields)]));

/** Put this value in the fields of one name. */
export function fill(fields, value) {
  for (const field of fields) {
    if (isTickable(field)) field.checked = value.includes(field.value);
    else [field.value] = value;
  }
}

/** Whether two values are the same. */
export const isSame = (one, other) => one?.join("\n") === other?.join("\n");

/** A value in words, for who has to choose between two. */
export function wordsOf(fields, value) {
  if (!isTickable(fields[0])) {
    const option = [...(fields[0].options ?? [])].find((each) => each.value === value[0]);
    return option?.textContent.trim() ?? value[0];
  }
  const ticked = fields.filter((field) => value.includes(field.value));
  return ticked.map((field) => field.closest("label").textContent.trim()).join(", ");
}

const isTickable = (field) => field.type === "checkbox" || field.type === "radio";

const valueOf = (fields) =>
  fields.filter((field) => !isTickable(field) || field.checked).map((field) => field.value);
