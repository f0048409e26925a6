/* The desk's line to the server: what is done waits in a queue in this browser until the server has answered.

   Each act is named by a nonce, so that sent twice it happens once. Every open page has a queue of its own and
   takes over what a closed one left. The names are kept here too, until the event closes or the login page opens
   in this browser (pilar.js). */
window.DeskLine = class DeskLine {
  static PATIENCE = 4000; // ms; an answer that takes longer counts as not arrived, and is asked for again
  static PAUSE = 15000; // ms before what the server failed at is tried again; twice as long each time
  static LONGEST_PAUSE = 300000;
  static AWAY = [502, 503, 504]; // what a proxy says when there is no server behind it

  constructor(room, token, { answered, changed }) {
    this.room = room;
    this.token = token;
    this.answered = answered;
    this.changed = changed;
    this.isOffline = false;
    this.offlineSince = null;
    this.mustLogIn = false;
    this.sending = null;
    this.own = `${room}-queue-${DeskLine.nonce()}`;
    this.queue = this.takeOver();
  }

  static nonce() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  // What this browser keeps

  read(key) {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch (error) { return []; }
  }

  write(key, rows) {
    try {
      if (rows.length) localStorage.setItem(key, JSON.stringify(rows));
      else localStorage.removeItem(key);
    } catch (error) { /* full or forbidden: the open page still holds everything */ }
  }

  takeOver() {
    let keys = [];
    try { keys = Object.keys(localStorage).filter((key) => key.startsWith(`${this.room}-queue-`)); } catch (error) { /* forbidden */ }
    const left = keys.flatMap((key) => this.read(key)).sort((one, other) => one.at - other.at);
    this.write(this.own, left);
    keys.forEach((key) => this.write(key, []));
    return left;
  }

  get names() { return this.read(`${this.room}-names`); }

  set names(people) { this.write(`${this.room}-names`, people); }

  keep(queue) {
    this.queue = queue;
    this.write(this.own, queue);
    this.changed();
  }

  // Talking to the server

  /* The answer as an object, { failed: status } when the server could not make one; null when it was not
     reached, or asks to log in. */
  async ask(address, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), DeskLine.PATIENCE);
    const options = { headers: { Accept: "application/json" }, redirect: "manual", signal: stop.signal };
    if (body) {
      options.method = "POST";
      options.body = body;
      options.headers["X-CSRFToken"] = this.token;
    }
    try {
      const told = await this.readAnswer(await fetch(address, options));
      this.reached(true);
      return told;
    } catch (error) {
      this.reached(false);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async readAnswer(response) {
    this.mustLogIn = response.type === "opaqueredirect" || response.status === 403;
    if (this.mustLogIn || DeskLine.AWAY.includes(response.status)) throw new Error(response.status);
    if (response.status === 400) return { kind: "refused" };
    return response.ok ? response.json() : { failed: response.status };
  }

  reached(isThere) {
    if (!isThere && !this.isOffline) this.offlineSince = new Date();
    this.isOffline = !isThere;
    this.changed();
  }

  /* Do something by and by; resolves when it was answered or could not be sent. */
  async add(item) {
    this.keep([...this.queue, item]);
    await this.flush();
    if (this.waits(item) && !this.isOffline) await this.flush(); // it came just after the last one was sent
  }

  waits(item) { return this.queue.some((one) => one.act === item.act && one.nonce === item.nonce); }

  /* How many more came than the server knows of. */
  get coming() { return this.queue.reduce((sum, one) => sum + (one.adds || 0), 0); }

  /* Those the server failed at: they are tried again by and by, the others go on. */
  get failing() { return this.queue.filter((one) => one.failed); }

  /* Sends what waits, one at a time and in order; stops when the server cannot be reached. */
  flush() {
    this.sending = this.sending || this.sendAll().finally(() => { this.sending = null; });
    return this.sending;
  }

  async sendAll() {
    for (let item = this.next(); item; item = this.next()) {
      const waited = Math.max(0, Math.round((Date.now() - item.at) / 1000));
      const body = new URLSearchParams({ ...item.fields, nonce: item.nonce, waited });
      const told = await this.ask(item.address, body);
      if (!told) return;
      if (told.failed) this.putOff(item, told.failed);
      else {
        this.keep(this.queue.filter((one) => one !== item));
        this.answered(item, told);
      }
    }
  }

  /* The first that is due. What undoes a check-in waits behind it, for the order of the two matters. */
  next() {
    const now = Date.now();
    return this.queue.find((one, position) => (one.retryAt || 0) <= now
      && !this.queue.slice(0, position).some((earlier) => earlier.nonce === one.nonce));
  }

  putOff(item, failed) {
    const tries = (item.tries || 0) + 1;
    Object.assign(item, { tries, failed, retryAt: Date.now() + Math.min(DeskLine.PAUSE * 2 ** (tries - 1), DeskLine.LONGEST_PAUSE) });
    this.keep([...this.queue]);
  }
};
