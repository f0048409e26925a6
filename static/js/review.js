/* The review of an import: whoever works by keyboard goes on where he was, after each part is swapped. */
(() => {
  "use strict";

  const all = (what) => [...document.querySelectorAll(what)];
  let next = null; // the cell that follows the one being put right
  let place = null; // the part that was worked in, and which group of bad cells

  // Where the work goes on is noted before the parts are swapped away.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const from = event.target;
    if (!from.closest) return;
    const row = from.closest(".cell");
    const group = from.closest("#cells .fault");
    place = next = null;
    if (row && from.matches("form")) {
      const cells = all("#cells .cell [data-cell]");
      const here = cells.findIndex((input) => row.contains(input));
      next = { row: row.id, after: cells[here + 1] ? cells[here + 1].id : null };
    } else if (group && from.matches("form")) {
      place = { group: all("#cells .fault").indexOf(group) };
    } else if (from.closest("#needs")) {
      place = { group: 0, card: true };
    }
  });

  // The card that is open now; with none left the bad cells, and with none of these the button that saves.
  const goingOn = () => {
    const card = place.card && document.querySelector("#needs .ask");
    if (card) return card;
    const groups = all("#cells .fault");
    const group = groups[Math.min(place.group, groups.length - 1)];
    return (group && group.querySelector("[data-cell], .fault-all button")) || document.querySelector("#savebar button");
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const settled = event.detail.elt.id;
    let target = null;
    if (next && settled === next.row) {
      const row = document.getElementById(next.row);
      target = (row && row.querySelector("[data-cell]")) || (next.after && document.getElementById(next.after));
      next = null;
      if (target) target.focus();
      if (target && target.select) target.select();
    } else if (place && settled === "needs") {
      const lost = !document.activeElement || document.activeElement === document.body;
      target = lost ? goingOn() : null;
      place = null;
      if (target) target.focus();
    }
  });
})();
