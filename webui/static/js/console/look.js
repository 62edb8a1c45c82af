/**
 * What somebody looks at on this page: a step of the programme, a table, the contributions of one.
 *
 * Only where eyes go: it changes nothing in the room and is known to this page alone.
 */
const find = (name) => document.querySelector(name);

/** Follow what the elements of the page ask to look at; gives {table(id)} to look at a table. */
export function lookAround() {
  const grid = find("console-grid");
  const near = find("console-table");

  function table(id) {
    if (!near.view?.tables?.[id] && id !== null) return;
    near.table = grid.table = id;
    if (id !== null) near.read();
  }

  document.addEventListener("look", ({ detail }) => {
    find("console-programme").looked = grid.looked = detail.step;
  });
  document.addEventListener("table", ({ detail }) => table(detail.table));
  document.addEventListener("narrow", ({ detail }) => find("console-stream").only(detail));
  return { table };
}
