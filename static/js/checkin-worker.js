/* The desk's page when the server cannot be reached: the one that checkin-shell.js kept, with its files.
   Nothing else is answered here, and nothing is kept here. Its scope is the desk of one session. */
"use strict";

const root = new URL(self.registration.scope).pathname;
const PATIENCE = 8000; // ms; then the kept page opens, which asks the server by itself
const AWAY = [502, 503, 504]; // what a proxy says when there is no server behind it
const FILES = ["script", "style", "image"];

const kept = (address) => caches.match(address, { cacheName: `pilar-desk${root}`, ignoreVary: true });

async function page(request) {
  const shell = await kept(`${root}luring/`);
  if (!shell) return fetch(request);
  const asked = fetch(request).then((answer) => (AWAY.includes(answer.status) ? shell : answer), () => shell);
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, shell); });
  return Promise.race([asked, late]);
}

async function file(request) {
  return fetch(request).catch(async () => (await kept(request.url)) || Response.error());
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(request.destination)) event.respondWith(file(request));
});
