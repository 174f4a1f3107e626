// Keeps the last training run on the device; src/ui/kept.rs says what is in it.
//
// Where a browser keeps nothing, in private windows say, the page works all the same without.
"use strict";

globalThis.aoloKept = (() => {
  const RUNS = "runs";
  const LAST = "last";

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  async function runs(mode, act) {
    try {
      const opening = indexedDB.open("aolo", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(RUNS);
      const base = await done(opening);
      try {
        return await done(act(base.transaction(RUNS, mode).objectStore(RUNS)));
      } finally {
        base.close();
      }
    } catch {
      return undefined;
    }
  }

  return {
    /** What was kept, as bytes, or undefined. */
    read: () => runs("readonly", (all) => all.get(LAST)),
    write: (bytes) => runs("readwrite", (all) => all.put(bytes, LAST)),
    forget: () => runs("readwrite", (all) => all.delete(LAST)),
  };
})();
