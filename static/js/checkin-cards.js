/* The cards of the desk: one for each thing done, the newest on top, with its sound. Their markup is the page's. */
window.DeskCards = class DeskCards {
  static SHOWN = 9;
  static UNDO = 120000; // ms
  static TONES = { present: [880, 1320], again: [520, 520], other: [520, 520], undone: [440] };
  static WRONG = [190, 150];

  constructor(place) {
    this.place = place;
    this.byNonce = new Map();
    this.audio = null;
  }

  /* The time on the clock of the office, whatever this device thinks where it is: 08.34. */
  static clock(date) {
    const { lang } = document.documentElement;
    const timeZone = document.querySelector("[data-zone]").dataset.zone;
    const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
    return lang === "id" ? time.replace(":", ".") : time;
  }

  static blank(name) {
    const template = document.querySelector(`[data-blank="${name}"]`) || document.querySelector('[data-blank="refused"]');
    return template.content.firstElementChild.cloneNode(true);
  }

  /* Shows how `item` ended, or will end while it `waits`; a card that is there already is replaced. */
  show(item, told, waits = false, isQuiet = false) {
    const card = DeskCards.blank(told.kind);
    card.className = `arrival arrival-${told.kind}`;
    card.dataset.kind = told.kind;
    card.dataset.participant = told.participant || "";
    for (const slot of ["heading", "name", "line"]) card.querySelector(`[data-${slot}]`).textContent = told[slot] || "";
    card.querySelector("[data-waits]").hidden = !waits;
    const form = card.querySelector("form");
    if (form) this.fill(form, item, told);
    const old = this.byNonce.get(item.nonce);
    if (old && old.isConnected) old.replaceWith(card);
    else this.place.prepend(card);
    this.byNonce.set(item.nonce, card);
    while (this.place.children.length > DeskCards.SHOWN) this.place.lastElementChild.remove();
    if (!isQuiet && (!old || old.dataset.kind !== told.kind)) this.signal(told.kind);
  }

  fill(form, item, told) {
    const fields = form.elements;
    if (form.dataset.act === "undo") {
      const end = item.at + DeskCards.UNDO;
      const until = form.querySelector("[data-until]");
      fields.nonce.value = item.nonce;
      until.textContent = until.dataset.text.replace("#", told.until || DeskCards.clock(new Date(end)));
      setTimeout(() => { form.hidden = true; }, Math.max(0, end - Date.now()));
    }
    if (fields.participant) fields.participant.value = told.participant;
    if (fields.instead_of) fields.instead_of.value = told.status;
    if (fields.name) fields.name.value = told.typed || "";
  }

  remove(nonce) {
    const card = this.byNonce.get(nonce) || this.cardOf(nonce);
    if (card) card.remove();
    this.byNonce.delete(nonce);
  }

  /* A card that came with the page. */
  cardOf(nonce) {
    const fields = [...this.place.querySelectorAll('input[name="nonce"]')];
    const field = fields.find((one) => one.value === nonce);
    return field && field.closest("[data-card]");
  }

  newestUndo() {
    return this.place.querySelector('[data-act="undo"]:not([hidden])');
  }

  signal(kind) {
    if (navigator.vibrate) navigator.vibrate(kind === "present" ? 80 : [120, 80, 120]);
    if (!window.AudioContext) return;
    this.audio = this.audio || new AudioContext();
    (DeskCards.TONES[kind] || DeskCards.WRONG).forEach((pitch, number) => this.play(kind, pitch, number * 0.14));
  }

  play(kind, pitch, delay) {
    const tone = this.audio.createOscillator();
    const volume = this.audio.createGain();
    const start = this.audio.currentTime + delay;
    tone.frequency.value = pitch;
    tone.type = DeskCards.TONES[kind] ? "sine" : "square";
    volume.gain.setValueAtTime(0.15, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.13);
    tone.connect(volume).connect(this.audio.destination);
    tone.start(start);
    tone.stop(start + 0.14);
  }
};
