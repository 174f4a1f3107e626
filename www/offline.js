// The service worker: keeps the files of this build, so that the page opens without a network.
//
// `cargo xtask finish-dist` puts in here the build and its files, each with the hash of its content:
// what is not whole, or an error page, is not kept. A page asks the network first, so that it is as
// new as can be; its files lie in the folder of their build and never change.
"use strict";

const FILES = JSON.parse('__FILES__');
const CACHE_PREFIX = `aolo:${self.registration.scope}:`;
const CACHE = CACHE_PREFIX + "__BUILD__";
/** Slower than this, and the page that is kept is shown … */
const PATIENCE_MS = 4000;
/** … and than this, where the host is known to have another build: a reload is to come to it. */
const PATIENCE_WHERE_OLD_MS = 60_000;
/** Is kept where that is known. */
const OLD = "./old";

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

/** The page of the network; where that fails, is late, or the host has an error, the one that is kept. */
async function page(request) {
  const cache = await caches.open(CACHE);
  const signal = AbortSignal.timeout((await cache.match(OLD)) ? PATIENCE_WHERE_OLD_MS : PATIENCE_MS);
  try {
    const answer = await fetch(request, { signal });
    const instead = answer.status >= 500 ? await cache.match("./") : undefined;
    return instead ? marked(instead, answer.status) : answer;
  } catch (error) {
    const instead = await cache.match("./");
    if (!instead) throw error;
    return signal.aborted ? marked(instead, "late") : instead;
  }
}

/** The page that is kept, with why: the status that the host gave, or "late". www/boot.js says so. */
async function marked(page, why) {
  const html = (await page.text()).replace("<html ", `<html data-kept="${why}" `);
  return new Response(html, { headers: page.headers });
}

/** The hours of the grids are kept when they are asked for: few want all years. */
async function file(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  // What www/boot.js asks to know whether the host has another build.
  if (request.url.endsWith("?build")) {
    const [, build = "__BUILD__"] = (await answer.clone().text()).match(/<html[^>]* data-build="(\w+)"/) ?? [];
    if (build !== "__BUILD__") await cache.put(OLD, new Response());
  }
  if (answer.ok && request.url.includes("/b/__BUILD__/day/")) await cache.put(request, answer.clone());
  return answer;
}

/** The page itself: no other file that somebody opens or saves, such as the whole as a single one. */
const isPage = ({ url }) => [".", "./index.html"].some((it) => new URL(it, self.registration.scope).pathname === new URL(url).pathname);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (request.mode !== "navigate") event.respondWith(file(request));
  else if (isPage(request)) event.respondWith(page(request));
});
