// The service worker: keeps every file of this build, so that the page opens without a network.
//
// `cargo xtask finish-dist` puts in here the build and its files, each with the hash of its content:
// what is not whole, or an error page, is not kept. A page asks the network first, so that it is as
// new as can be; its files lie in the folder of their build and never change.
"use strict";

const FILES = JSON.parse('__FILES__');
const CACHE_PREFIX = `aolo:${self.registration.scope}:`;
const CACHE = CACHE_PREFIX + "__BUILD__";
/** Slower than this, and the page that is kept is shown. */
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // Past the browser's own cache where a name says nothing of the build.
      const request = ([file, integrity]) =>
        new Request(file, { integrity, cache: file.startsWith("./b/") ? "default" : "no-cache" });
      await cache.addAll(Object.entries(FILES).map(request));
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
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match("./");
    if (kept) return kept;
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
