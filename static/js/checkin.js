/* The check-in desk answers at once and goes on when the network drops. Without this file every form works by
   itself. Needs the other checkin-*.js, each for one part of the desk. */
(() => {
  "use strict";

  const desk = document.querySelector("[data-desk]");
  const find = document.querySelector("[data-find]");
  if (!desk || !find) return;

  const { DeskCards, DeskCounts, DeskFound, DeskLine, DeskRefusals, DeskShell } = window;
  const BEAT = 4000;
  const NAMES = 120000;
  const FOUND = 8;
  const CODE = /(?:^|\/)([\w-]{20,43})\/?$/; // a token, or the address that ends in it
  const say = desk.dataset;
  const input = find.elements.q;
  const list = desk.querySelector("[data-found]");
  const cards = new DeskCards(desk.querySelector("[data-arrivals]"));
  const refusals = new DeskRefusals(desk.querySelector("[data-refusals]"));
  const shell = new DeskShell(say.root);
  const counts = new DeskCounts(desk, `pilar-desk-${say.desk}`);
  const line = new DeskLine(`pilar-desk-${say.desk}`, find.elements.csrfmiddlewaretoken.value, { answered, changed });
  const clock = (moment) => DeskCards.clock(new Date(moment));
  const now = () => clock(Date.now());
  const { number } = DeskCounts;
  let people = line.names;
  let isCounting = false;

  // Doing something

  /* Queue it and send it; `guess` is shown when the server does not answer. */
  async function act(name, fields, guess, nonce = DeskLine.nonce()) {
    const adds = name === "undo" ? -1 : Number(guess.kind === "present");
    const item = { act: name, address: say[name], fields, nonce, at: Date.now(), adds };
    if (line.isOffline) guessed(item, guess);
    await line.add(item);
    if (line.waits(item)) guessed(item, guess);
    else count();
  }

  /* An undo has a card of its own beside that of its check-in. */
  const cardOf = (item) => (item.act === "undo" ? { ...item, nonce: `undo-${item.nonce}` } : item);
  const personOf = (item) => people.find((one) => one.id === item.fields.participant);

  function guessed(item, guess, isQuiet = false) {
    item.isGuessed = true;
    if (item.act === "undo") taken(item);
    else if (guess.kind === "present" && personOf(item)) Object.assign(personOf(item), { status: "present", time: clock(item.at) });
    cards.show(cardOf(item), guess, true, isQuiet);
  }

  function answered(item, told) {
    const person = people.find((one) => one.id === told.participant) || personOf(item);
    if (told.kind === "refused" && !told.heading) told.heading = say.refused;
    if (!told.name && item.act !== "undo") told.name = person ? person.name : item.fields.name || "";
    if (item.isGuessed && item.adds > 0 && !["present", "again"].includes(told.kind)) refusals.add(item, told);
    if (person && told.status && person.status !== told.status) Object.assign(person, { status: told.status, time: now() });
    if (item.act === "undo" && told.kind === "undone") taken(item);
    cards.show(cardOf(item), told);
    if (item.act === "walkIn") loadNames();
  }

  /* What a page that was closed or opened anew had left to send stands there again. */
  function recall() {
    for (const item of line.queue) {
      const person = personOf(item);
      const known = person ? believed(person) : { kind: "unknown", heading: say.uninvited, name: item.fields.name };
      if (item.act === "undo") guessed(item, { kind: "undone", heading: say.undone }, true);
      else if (item.adds) guessed(item, { ...known, kind: "present", heading: say.present.replace("#", clock(item.at)) }, true);
      else guessed(item, item.fields.q ? unchecked() : known, true);
    }
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

  /* Nobody on the list; the server may know him from the roster. */
  function unknown(typed) {
    ready();
    if (typed && !line.isOffline) offer(typed);
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
    list.replaceChildren(...matches.slice(0, FOUND).map((one) => DeskFound.invited(one, believed(one))));
    return matches;
  }

  async function offer(typed) {
    const told = await line.ask(`${say.roster}?q=${encodeURIComponent(typed)}`);
    if (told && told.people && !input.value) list.replaceChildren(...told.people.map(DeskFound.ofRoster));
  }

  async function digest(code) {
    if (!crypto.subtle) return null; // only where the page came over https or from this computer
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
  }

  /* A card: somebody known here, or, while the server can be asked, whoever it knows. Where cards cannot be told
     apart (`isSure`: no digests), it is asked later. */
  async function scanned(text, isHis, isSure = true) {
    ready();
    const person = people.find(isHis);
    if (person) return checkIn(person);
    return line.isOffline && isSure ? unknown("") : act("record", { q: text }, unchecked());
  }

  const unchecked = () => ({ kind: "undone", heading: say.unchecked });

  async function entered() {
    const text = input.value.trim();
    const code = text.match(CODE);
    if (code) {
      const known = await digest(code[1]);
      return scanned(code[1], (one) => one.digest === known, known !== null);
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
    if (!told || told.failed) return;
    people = told.people;
    line.names = people;
    tellKept();
  }

  /* What the desk needs when the network drops. */
  async function prepare() {
    await loadNames();
    await count();
    if (people.length) await shell.keep();
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
    if (!told || told.failed) {
      if (!counts.heard) counts.recall();
      return changed();
    }
    line.token = told.token;
    if (!told.open) return closed();
    if (!people.length) loadNames();
    counts.tell({ present: told.present, due: told.due, areas: told.areas });
    return counts.draw(0);
  }

  function closed() {
    if (line.queue.length > line.failing.length) return; // what waits is refused first, each with its name
    people = [];
    line.names = people;
    counts.draw(0);
    counts.forget();
    shell.forget();
    if (!line.queue.length && !refusals.many) location.reload();
  }

  /* The state of the network and the queue, in words. */
  function changed() {
    const place = document.querySelector("[data-network]");
    const many = line.queue.length;
    const { failing, isOffline } = line;
    const said = [];
    if (line.mustLogIn) said.push(say.login);
    else if (isOffline) said.push(say.offline.replace("#", clock(line.offlineSince)));
    if (many && (isOffline || many > 1)) said.push(say.waiting.replace("#", number(many)));
    if (failing.length) said.push(`${say.failing.replace("#", number(failing.length))} (${failing[0].failed})`);
    place.hidden = !said.length;
    place.querySelector("span").textContent = said.join(" · ");
    if (isOffline) counts.draw(line.coming);
    counts.drawAge(isOffline);
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
  window.addEventListener("beforeunload", (event) => { if (line.queue.length || refusals.many) event.preventDefault(); });
  setInterval(beat, BEAT);
  setInterval(prepare, NAMES);
  recall();
  changed();
  prepare();
  line.flush();
})();
