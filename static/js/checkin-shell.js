/* What lets the desk open again without a network: its page with nobody's name on it, and the page's files.
   Kept only where the browser trusts the address (https, or this computer); dropped when the event closes. */
window.DeskShell = class DeskShell {
  /* `root` is the address of the desk. */
  constructor(root) {
    this.root = root;
    this.room = `pilar-desk${root}`;
    this.isPossible = "serviceWorker" in navigator && "caches" in window;
    this.isFresh = false;
  }

  /* Once for each opening of the page, and when it is gone. Everything or nothing: without the network what was
     kept before stays. */
  async keep() {
    if (!this.isPossible || (this.isFresh && await caches.has(this.room))) return;
    const files = [...document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]')];
    const addresses = [`${this.root}luring/`, ...files.map((one) => one.href || one.src)];
    try {
      await navigator.serviceWorker.register(`${this.root}luring.js`, { scope: this.root });
      const answers = await Promise.all(addresses.map((address) => fetch(address)));
      if (answers.some((answer) => !answer.ok || answer.redirected)) return; // led to the login, say
      await caches.delete(this.room);
      const cache = await caches.open(this.room);
      await Promise.all(answers.map((answer, number) => cache.put(addresses[number], answer)));
      this.isFresh = true;
    } catch (error) { /* no network, or the browser forbids it: the open page goes on all the same */ }
  }

  async forget() {
    if (!this.isPossible) return;
    await caches.delete(this.room);
    const worker = await navigator.serviceWorker.getRegistration(this.root);
    if (worker) await worker.unregister();
  }
};
