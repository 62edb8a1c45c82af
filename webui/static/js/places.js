/** The questions put to a table, as a chair goes through them: pure readings, no page, no socket. */

/** All questions so far, {step, question}, in the order of the programme. */
export function placesOf(view) {
  return Object.entries(view?.activities ?? {})
    .filter(([, { state, questions }]) => state !== "planned" && questions?.length)
    .sort(([, one], [, other]) => one.position - other.position)
    .flatMap(([id, step]) => step.questions.map((question) => ({ step: { ...step, id }, question })));
}

/** What stands for the question in a harvest, which asks for the table's points. */
export const POINTS = "punten";

/** The name of a place, such as "knelpunten.knelpunten". */
export const nameOf = ({ step, question }) => `${step.id}.${question.id}`;

/** The chair's points for the question of a place, or null. */
export const summaryOf = (view, place, table) => view?.summaries?.[`${nameOf(place)}.${table}`] ?? null;

/** What is counted of a question at a table, or null. */
export const cellOf = (view, place, table) => view?.cells?.[`${nameOf(place)}.${table}`] ?? null;

/** Whether the chair still has to agree with the points of another question of the same step. */
export const hasUnfinished = (view, place, table) =>
  placesOf(view).some(
    (other) =>
      other.step.id === place.step.id &&
      other.question.id !== place.question.id &&
      !summaryOf(view, other, table)?.is_agreed,
  );

/** Whether anything stands in these points. */
export const hasPoints = (summary) => Boolean(summary?.points?.some((point) => point.trim()));

/** How many whole minutes ago this table gave its signal. */
export const minutesAgo = (table, roomMs) => Math.floor(Math.max(0, roomMs - table.signalled_room_ms) / 60_000);
