// The service worker: keeps every file of this build, so that the page opens without a network.
//
// `cargo xtask finish-dist` puts the hash of the build and the list of its files in here. A page
// asks the network first, so that it is as new as can be; its files carry ?v=BUILD and never change.
"use strict";

const BUILD = "__BUILD__";
const FILES = JSON.parse('__FILES__');
const CACHE_PREFIX = `aolo:${self.registration.scope}:`;
const CACHE = CACHE_PREFIX + BUILD;
/** Slower than this, and the page that is kept is shown. */
const PATIENCE_MS = 4000;

const address = (file) => (file === "./" ? file : `./${file}?v=${BUILD}`);

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // Past the browser's own cache where a name says nothing of the build.
      const request = (file) =>
        new Request(address(file), { cache: file === "./" ? "no-cache" : "default" });
      await cache.addAll(FILES.map(request));
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((it) => it.startsWith(CACHE_PREFIX) && it !== CACHE);
      await Promise.all(old.map((it) => caches.delete(it)));
      await self.clients.claim();
    })(),
  );
});

async function page(request) {
  const kept = async () => (await caches.open(CACHE)).match("./");
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

async function file(request) {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});
