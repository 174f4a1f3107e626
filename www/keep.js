// Keeps the last training run of each tab on the device; src/ui/kept.rs says what is in it.
//
// A tab finds its own run again after a reload. A new tab finds the one that was written last. What
// tabs that are closed have left is kept until another tab writes or forgets.
//
// Where a browser keeps nothing, in private windows say, the page works all the same without.
"use strict";

globalThis.aoloKept = (() => {
  const RUNS = "runs";
  /** Where all tabs write that cannot know of each other; so did earlier versions of the page. */
  const LAST = "last";
  const TAB = "aolo-tab-";
  /** How long a reloaded tab waits for the page before it to go, ms. */
  const PATIENCE_MS = 500;

  /** Whose run is shown here. */
  let shown = null;
  const mine = name().catch(() => ({ own: LAST, from: LAST }));

  /** What this tab calls itself, and did before: a copied tab has the name of another. */
  async function name() {
    if (!navigator.locks) return { own: LAST, from: LAST };
    const before = sessionStorage.getItem("tab");
    if (before && (await hold(before))) return { own: before, from: before };
    const own = TAB + crypto.randomUUID();
    await hold(own);
    sessionStorage.setItem("tab", own);
    return { own, from: before ?? own };
  }

  /** Holds a name as long as this tab lives; false if another tab has it. */
  function hold(name) {
    return new Promise((resolve) => {
      const forever = () => {
        resolve(true);
        return new Promise(() => {});
      };
      const signal = AbortSignal.timeout(PATIENCE_MS);
      navigator.locks.request(name, { signal }, forever).catch(() => resolve(false));
    });
  }

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  /** Acts on all runs; undefined where nothing can be kept. */
  async function runs(mode, act) {
    try {
      const tab = await mine;
      const held = (await navigator.locks?.query())?.held ?? [];
      const alive = new Set(held.map((lock) => lock.name));
      const opening = indexedDB.open("aolo", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(RUNS);
      const base = await done(opening);
      try {
        return await act(base.transaction(RUNS, mode).objectStore(RUNS), tab, alive);
      } finally {
        base.close();
      }
    } catch {
      return undefined;
    }
  }

  async function drop(all, which) {
    for (const key of await done(all.getAllKeys())) if (which(key)) await done(all.delete(key));
  }

  return {
    /** What was kept, as bytes, or undefined. */
    read: () =>
      runs("readonly", async (all, { own, from }) => {
        const [keys, found] = [await done(all.getAllKeys()), await done(all.getAll())];
        // Earlier versions kept bytes alone.
        const kept = found.map((it, at) => ({ key: keys[at], at: it.at ?? 0, bytes: it.bytes ?? it }));
        kept.sort((a, b) => b.at - a.at);
        const of = (key) => kept.find((it) => it.key === key);
        const chosen = of(own) ?? of(from) ?? kept[0];
        shown = chosen?.key;
        return chosen?.bytes;
      }),
    /** Something, or undefined if it was not kept. */
    write: (bytes) =>
      runs("readwrite", async (all, { own }, alive) => {
        const key = await done(all.put({ at: Date.now(), bytes }, own));
        shown = key;
        await drop(all, (it) => it !== own && !alive.has(it));
        return key;
      }),
    forget: () =>
      runs("readwrite", (all, { own }, alive) =>
        drop(all, (it) => it === own || it === shown || !alive.has(it)),
      ),
  };
})();
