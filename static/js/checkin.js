/* The check-in desk answers at once and goes on when the network drops. Without this file every form works by
   itself. Needs checkin-line.js and checkin-cards.js. */
(() => {
  "use strict";

  const desk = document.querySelector("[data-desk]");
  const find = document.querySelector("[data-find]");
  if (!desk || !find) return;

  const { DeskCards, DeskLine } = window;
  const BEAT = 4000;
  const NAMES = 120000;
  const FOUND = 8;
  const CODE = /(?:^|\/)([\w-]{20,43})\/?$/; // a token, or the address that ends in it
  const say = desk.dataset;
  const language = document.documentElement.lang;
  const input = find.elements.q;
  const list = desk.querySelector("[data-found]");
  const cards = new DeskCards(desk.querySelector("[data-arrivals]"));
  const line = new DeskLine(`pilar-desk-${say.desk}`, find.elements.csrfmiddlewaretoken.value, { answered, changed });
  const now = () => DeskCards.clock(new Date());
  const number = (value) => value.toLocaleString(language);
  let people = line.names;
  let isCounting = false;

  // Doing something

  /* Queue it and send it; `guess` is shown when the server does not answer. */
  async function act(name, fields, guess, nonce = DeskLine.nonce()) {
    const item = { act: name, address: say[name], fields, nonce, at: Date.now() };
    if (line.isOffline) guessed(item, guess);
    await line.add(item);
    if (line.waits(item)) guessed(item, guess);
    else count();
  }

  function guessed(item, guess) {
    if (item.act === "undo") taken(item);
    const person = people.find((one) => one.id === guess.participant);
    if (person && guess.kind === "present") Object.assign(person, { status: "present", time: now() });
    cards.show(item.act === "undo" ? { ...item, nonce: `undo-${item.nonce}` } : item, guess, true);
  }

  function answered(item, told) {
    if (told.kind === "refused" && !told.heading) told.heading = say.refused;
    const person = people.find((one) => one.id === told.participant);
    if (person && told.status && person.status !== told.status) Object.assign(person, { status: told.status, time: now() });
    if (item.act === "undo" && told.kind === "undone") taken(item);
    cards.show(item.act === "undo" ? { ...item, nonce: `undo-${item.nonce}` } : item, told);
    if (item.act === "walkIn") loadNames();
  }

  function taken(item) {
    const person = people.find((one) => one.id === item.fields.participant);
    if (person) person.status = "";
    cards.remove(item.nonce);
  }

  /* What the page believes before the server has spoken. */
  function believed(person, seen = "") {
    const told = { participant: person.id, name: person.name, line: person.line, status: person.status };
    if (!person.status || (person.status === seen && seen !== "present")) return { ...told, kind: "present", heading: say.present.replace("#", now()) };
    if (person.status === "present") return { ...told, kind: "again", heading: say.again.replace("#", person.time) };
    return { ...told, kind: "other", heading: say.other.replace("#", person.time) };
  }

  function checkIn(person, seen) {
    ready();
    return act("record", { participant: person.id, instead_of: seen || "" }, believed(person, seen));
  }

  function walkIn({ name = "", worker = "" }) {
    ready();
    return act("walkIn", worker ? { worker } : { name }, { kind: "present", heading: say.present.replace("#", now()), name });
  }

  function undo(form) {
    const id = Number(form.closest("[data-card]").dataset.participant);
    form.hidden = true;
    input.focus();
    return act("undo", { participant: id }, { kind: "undone", heading: say.undone }, form.elements.nonce.value);
  }

  function unknown(typed) {
    ready();
    cards.show({ nonce: DeskLine.nonce() }, { kind: "unknown", heading: say.uninvited, name: typed, typed });
  }

  // Finding somebody

  function ready() {
    input.value = "";
    list.replaceChildren();
    input.focus();
  }

  function matching(text) {
    const words = text.toLowerCase().normalize("NFKD").replace(/[^a-z0-9 ]/g, " ").split(" ").filter(Boolean);
    if (!words.length || CODE.test(text)) return [];
    return people.filter((one) => words.every((word) => one.name.toLowerCase().includes(word) || one.key.includes(word)));
  }

  function draw() {
    const matches = matching(input.value.trim());
    list.replaceChildren(...matches.slice(0, FOUND).map(row));
    return matches;
  }

  function row(person) {
    const shown = DeskCards.blank("found");
    const guess = believed(person);
    shown.querySelector("[data-name]").textContent = person.name;
    shown.querySelector("[data-line]").textContent = person.line;
    shown.querySelector("[data-about]").textContent = guess.kind === "present" ? "" : guess.heading;
    shown.querySelector("form").elements.participant.value = person.id;
    return shown;
  }

  async function digest(code) {
    if (!crypto.subtle) return null; // only where the page came over https or from this computer
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
  }

  /* A card: somebody known here, or, while the server can be asked, whoever it knows. */
  async function scanned(text, isHis) {
    ready();
    const person = people.find(isHis);
    if (person) return checkIn(person);
    return line.isOffline ? unknown("") : act("record", { q: text }, { kind: "unknown", heading: say.uninvited });
  }

  async function entered() {
    const text = input.value.trim();
    const code = text.match(CODE);
    if (code) {
      const known = await digest(code[1]);
      return scanned(code[1], (one) => one.digest === known);
    }
    if (/^\d{1,12}$/.test(text)) return scanned(text, (one) => String(one.id) === text);
    const matches = draw();
    if (matches.length === 1) return checkIn(matches[0]);
    if (matches.length) return list.querySelector("button").focus();
    return text ? unknown(text) : undefined;
  }

  // What the officer does

  function submitted(event) {
    const form = event.target;
    if (form.getAttribute("action") === say.logout) return forgetNames();
    if (!desk.contains(form) || (form === find && !people.length)) return undefined; // the server finds him
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form === find) return entered();
    if (form.dataset.act === "undo") return undo(form);
    const fields = Object.fromEntries(new FormData(form));
    if (form.dataset.act === "walk-in") return walkIn(fields);
    const person = people.find((one) => String(one.id) === fields.participant);
    return person ? checkIn(person, fields.instead_of) : form.submit();
  }

  function pressed(event) {
    const isCommand = event.ctrlKey || event.metaKey || event.altKey;
    const isTyping = event.target.matches("input, textarea, select");
    const newest = cards.newestUndo();
    if (isCommand && event.key === "z" && !input.value && newest) newest.requestSubmit();
    else if (event.key === "Escape") ready();
    else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (!isTyping && !isCommand && event.key.length === 1 && event.key !== " ") input.focus(); // a scanner types here
    else return;
    if (event.key.length > 1 || isCommand) event.preventDefault();
    event.stopImmediatePropagation();
  }

  function move(step) {
    const stops = [input, ...list.querySelectorAll("button")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) next.focus();
  }

  // What the server tells

  async function loadNames() {
    tellKept();
    const told = await line.ask(say.names);
    if (!told) return;
    people = told.people;
    line.names = people;
    tellKept();
  }

  function forgetNames() {
    people = [];
    line.names = [];
  }

  function tellKept() {
    const place = desk.querySelector("[data-kept-count]");
    place.textContent = people.length ? say.kept.replace("#", number(people.length)) : "";
  }

  async function count() {
    if (isCounting) return;
    isCounting = true;
    const told = await line.ask(say.count);
    isCounting = false;
    if (!told) return;
    line.token = told.token;
    if (told.open) drawCounts(told);
    else closed();
  }

  function closed() {
    forgetNames();
    if (!line.queue.length) location.reload();
  }

  function drawCounts({ present, due, areas }) {
    const share = due ? `${((present / due) * 100).toLocaleString(language, { maximumFractionDigits: 1 })}%` : "–";
    const told = { here: number(present), due: number(due), missing: number(Math.max(due - present, 0)), share };
    for (const [name, text] of Object.entries(told)) {
      document.querySelectorAll(`[data-${name}]`).forEach((place) => { place.textContent = text; });
    }
    Object.assign(desk.querySelector("[data-bar]"), { max: due || 1, value: present });
    const rows = desk.querySelectorAll("[data-areas] li");
    areas.forEach(([, came, wanted], position) => {
      if (!rows[position]) return;
      Object.assign(rows[position].querySelector("progress"), { max: wanted || 1, value: came });
      rows[position].querySelector(".num").lastChild.textContent = ` / ${number(wanted)}`;
      rows[position].querySelector("strong").textContent = number(came);
    });
  }

  /* The state of the network and the queue, in words. */
  function changed() {
    const place = document.querySelector("[data-network]");
    const many = line.queue.length;
    const said = [];
    if (line.mustLogIn) said.push(say.login);
    else if (line.isOffline) said.push(say.offline.replace("#", DeskCards.clock(line.offlineSince)));
    if (many && (line.isOffline || many > 1)) said.push(say.waiting.replace("#", number(many)));
    place.hidden = !said.length;
    place.querySelector("span").textContent = said.join(" · ");
    const stale = desk.querySelector("[data-stale]");
    stale.hidden = !line.isOffline || !line.heard;
    stale.textContent = line.heard ? stale.dataset.text.replace("#", DeskCards.clock(line.heard)) : "";
  }

  function beat() {
    if (line.queue.length) line.flush();
    if (!document.hidden) count();
  }

  document.addEventListener("submit", submitted, true);
  document.addEventListener("keydown", pressed, true);
  input.addEventListener("input", draw);
  window.addEventListener("online", beat);
  window.addEventListener("offline", () => line.reached(false));
  window.addEventListener("beforeunload", (event) => { if (line.queue.length) event.preventDefault(); });
  setInterval(beat, BEAT);
  setInterval(loadNames, NAMES);
  loadNames();
  line.flush();
})();
