/* Typing in a signed sheet by single keys. The grid is plain selects: without this file it works with a mouse. */
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const keys = JSON.parse(table.dataset.keys);
  const place = document.querySelector("[data-unsaved]");
  const rows = [...table.tBodies[0].rows];
  const cells = () => [...table.querySelectorAll("select.mark")];

  cells().forEach((cell) => { cell.dataset.seen = cell.dataset.status; });
  document.body.classList.add("has-script");

  function show(cell) {
    cell.dataset.status = cell.value;
    cell.classList.toggle("is-changed", cell.value !== cell.dataset.seen);
  }

  function tell() {
    const many = cells().filter((cell) => cell.value !== cell.dataset.seen).length;
    const text = { 0: place.dataset.unsaved, 1: place.dataset.unsavedOne }[many] || place.dataset.unsavedMany;
    place.textContent = text.replace("#", many);
  }

  function fill(cell, status) {
    if (cell.value === status) return;
    cell.value = status;
    cell.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* The cell `step` rows further down in the same column; past the end, the button that saves. */
  function move(cell, step) {
    const column = cell.closest("td").cellIndex;
    let index = rows.indexOf(cell.closest("tr")) + step;
    while (rows[index]) {
      const next = rows[index].cells[column].querySelector("select.mark");
      if (next) return next.focus();
      index += step;
    }
    const button = document.querySelector("[data-save-next]") || document.querySelector(".savebar button");
    if (step > 0 && button) button.focus();
  }

  function pressed(event) {
    const cell = event.target.closest("select.mark");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const status = keys[event.key.toUpperCase()];
    if (status) fill(cell, status);
    else if (event.key === "Backspace" || event.key === "Delete") fill(cell, "");
    else if (event.key === "Enter" || event.key === "ArrowDown") move(cell, 1);
    else if (event.key === "ArrowUp") move(cell, -1);
    else return;
    event.preventDefault();
  }

  /* Who was represented: by whom is asked at once, below the sheet. */
  function askWho(cell) {
    const section = document.querySelector("[data-substitutes]");
    const name = cell.name.replace("cell-", "by-");
    const asked = document.getElementById(name);
    if (cell.value === keys.W && !asked) {
      const row = section.querySelector("template").content.firstElementChild.cloneNode(true);
      const input = row.querySelector("input");
      Object.assign(input, { id: name, name });
      Object.assign(row.querySelector("label"), { htmlFor: name, textContent: cell.getAttribute("aria-label") });
      section.append(row);
    } else if (cell.value !== keys.W && asked) asked.closest("p").remove();
    section.hidden = !section.querySelector("p");
  }

  /* "Fill the rest": shown first, saved with the rest. Without this file the button saves at once. */
  function filled(event) {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    event.preventDefault();
    const column = `-${button.dataset.fill}`;
    cells().filter((cell) => cell.name.endsWith(column) && !cell.value).forEach((cell) => fill(cell, keys.H));
  }

  table.addEventListener("keydown", pressed);
  table.addEventListener("change", (event) => { show(event.target); askWho(event.target); tell(); });
  document.addEventListener("click", filled);
  tell();
  const list = document.querySelector(".sheet-list");
  const here = list.querySelector("[aria-current]");
  if (here) list.scrollTop = here.offsetTop - list.clientHeight / 2;
})();
