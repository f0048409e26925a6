/* How many came: what the server told last, with what this desk has not sent yet. */
window.DeskCounts = class DeskCounts {
  constructor(desk, room) {
    this.desk = desk;
    this.key = `${room}-count`;
    this.told = null;
    this.heard = null;
  }

  static number(value) { return value.toLocaleString(document.documentElement.lang); }

  tell(told) {
    this.told = told;
    this.heard = new Date();
    try { localStorage.setItem(this.key, JSON.stringify({ told, at: Date.now() })); } catch (error) { /* full or forbidden */ }
  }

  /* What was told before this page opened: without a network it is all there is. */
  recall() {
    try {
      const { told, at } = JSON.parse(localStorage.getItem(this.key));
      this.told = told;
      this.heard = new Date(at);
    } catch (error) { /* nothing is kept */ }
  }

  forget() {
    try { localStorage.removeItem(this.key); } catch (error) { /* forbidden */ }
  }

  /* `waiting` people came and are not counted by the server yet. */
  draw(waiting) {
    if (!this.told) return;
    const { due, areas } = this.told;
    const present = this.told.present + waiting;
    const share = due ? `${((present / due) * 100).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })}%` : "–";
    const { number } = DeskCounts;
    const texts = { here: number(present), due: number(due), missing: number(Math.max(due - present, 0)), share };
    for (const [name, text] of Object.entries(texts)) {
      document.querySelectorAll(`[data-${name}]`).forEach((place) => { place.textContent = text; });
    }
    Object.assign(this.desk.querySelector("[data-bar]"), { max: due || 1, value: present });
    const rows = this.desk.querySelectorAll("[data-areas] li");
    areas.forEach((area, position) => { if (rows[position]) DeskCounts.drawArea(rows[position], area); });
  }

  static drawArea(row, [, came, wanted]) {
    Object.assign(row.querySelector("progress"), { max: wanted || 1, value: came });
    row.querySelector(".num").lastChild.textContent = ` / ${DeskCounts.number(wanted)}`;
    row.querySelector("strong").textContent = DeskCounts.number(came);
  }

  drawAge(isOffline) {
    const place = this.desk.querySelector("[data-stale]");
    place.hidden = !isOffline || !this.heard;
    place.textContent = this.heard ? place.dataset.text.replace("#", window.DeskCards.clock(this.heard)) : "";
  }
};
