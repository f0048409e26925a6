/* Who was shown as present without the network, and was not recorded once the server could be asked: with the
   reason, until the officer has noted it. */
window.DeskRefusals = class DeskRefusals {
  constructor(place) {
    this.place = place;
    this.list = place.querySelector("ul");
    place.querySelector("button").addEventListener("click", () => this.clear());
  }

  get many() { return this.list.children.length; }

  add(item, told) {
    const row = this.place.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = told.name;
    row.querySelector("[data-why]").textContent = told.heading;
    row.querySelector("[data-time]").textContent = window.DeskCards.clock(new Date(item.at));
    this.list.append(row);
    this.draw();
  }

  clear() {
    this.list.replaceChildren();
    this.draw();
  }

  draw() {
    this.place.hidden = !this.many;
    this.place.querySelector("[data-many]").textContent = this.many;
  }
};
