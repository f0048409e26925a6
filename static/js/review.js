/* The review of an import: after a cell is put right, the next one has the focus. */
(() => {
  "use strict";

  const cells = () => [...document.querySelectorAll("#cells .cell [data-cell]")];
  let next = null;

  // Which cell follows is noted before the row is swapped away.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.target.closest && event.target.closest(".cell");
    if (!row || !event.target.matches("form")) return;
    const all = cells();
    const here = all.findIndex((input) => row.contains(input));
    next = { row: row.id, after: all[here + 1] ? all[here + 1].id : null };
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!next || event.detail.elt.id !== next.row) return;
    const row = document.getElementById(next.row);
    const still = row && row.querySelector("[data-cell]");
    const input = still || (next.after && document.getElementById(next.after));
    next = null;
    if (!input) return;
    input.focus();
    if (input.select) input.select();
  });
})();
