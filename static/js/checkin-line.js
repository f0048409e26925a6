/* The desk's line to the server: what is done waits in a queue in this browser until the server has answered.

   Each act is named by a nonce, so that sent twice it happens once. Every open page has a queue of its own and
   takes over what a closed one left. The names are kept here too, until the event closes or the officer logs out. */
window.DeskLine = class DeskLine {
  static PATIENCE = 4000; // ms; an answer that takes longer counts as not arrived, and is asked for again

  constructor(room, token, { answered, changed }) {
    this.room = room;
    this.token = token;
    this.answered = answered;
    this.changed = changed;
    this.isOffline = false;
    this.offlineSince = null;
    this.heard = null;
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

  /* The answer as an object; null when the server was not reached, or asks to log in. */
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
      const response = await fetch(address, options);
      this.mustLogIn = response.type === "opaqueredirect" || response.status === 403;
      if (response.status === 400) return { kind: "refused" };
      if (!response.ok) throw new Error(response.status);
      const told = await response.json();
      this.reached(true);
      return told;
    } catch (error) {
      this.reached(false);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  reached(isThere) {
    if (isThere) this.heard = new Date();
    else if (!this.isOffline) this.offlineSince = new Date();
    this.isOffline = !isThere;
    this.changed();
  }

  /* Do something by and by; resolves when it was answered or could not be sent. */
  async add(item) {
    this.keep([...this.queue, item]);
    await this.flush();
    if (this.waits(item) && !this.isOffline) await this.flush(); // it came just after the last one was sent
  }

  waits(item) { return this.queue.includes(item); }

  /* Sends what waits, in order, one at a time; stops at the first that cannot be sent. */
  flush() {
    this.sending = this.sending || this.sendAll().finally(() => { this.sending = null; });
    return this.sending;
  }

  async sendAll() {
    while (this.queue.length) {
      const item = this.queue[0];
      const waited = Math.max(0, Math.round((Date.now() - item.at) / 1000));
      const body = new URLSearchParams({ ...item.fields, nonce: item.nonce, waited });
      const told = await this.ask(item.address, body);
      if (!told) return;
      this.keep(this.queue.filter((one) => one !== item));
      this.answered(item, told);
    }
  }
};
