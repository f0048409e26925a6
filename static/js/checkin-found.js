/* The people found below the search box, each with the one button. Their markup is the page's. */
window.DeskFound = class DeskFound {
  /* Somebody on the list of the event; `guess` is what recording him would come to. */
  static invited(person, guess) {
    const isNew = guess.kind === "present";
    const row = DeskFound.row("found", person, "participant", person.id);
    row.querySelector("[data-about]").textContent = isNew ? "" : guess.heading;
    row.querySelector("button").classList.toggle("btn-primary", isNew);
    row.querySelector("button").classList.toggle("btn-light", !isNew);
    return row;
  }

  /* Somebody of the roster who is not invited. */
  static ofRoster(person) { return DeskFound.row("roster", person, "worker", person.worker); }

  static row(kind, person, field, value) {
    const row = window.DeskCards.blank(kind);
    row.querySelector("[data-name]").textContent = person.name;
    row.querySelector("[data-line]").textContent = person.line;
    row.querySelector("form").elements[field].value = value;
    return row;
  }
};
