// Keeps the last training run of each tab on the device; src/ui/worker/kept.rs says what is in it.
//
// A tab finds its own run again after a reload. A new tab finds the one that was written last, and
// its own next run takes the place of what a closed tab has left.
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

  /** Runs that closed tabs may leave: a tab that is being reloaded looks closed for a moment. */
  const MOST_LEFT = 3;

  /** The run that is shown here: its key, when it was written, whether its tab was closed. */
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

  /** All that is kept, the newest first. */
  async function listed(all) {
    const [keys, found] = [await done(all.getAllKeys()), await done(all.getAll())];
    // Earlier versions kept bytes alone.
    const kept = found.map((it, at) =>
      it instanceof Uint8Array ? { key: keys[at], at: 0, bytes: it } : { key: keys[at], ...it },
    );
    return kept.sort((a, b) => b.at - a.at);
  }

  /** Whether this tab was told to forget: then it shows no other's run. */
  const FORGOT = "forgot";

  return {
    /** What was kept, as bytes, or undefined. */
    read: () =>
      runs("readonly", async (all, { own, from }, alive) => {
        const kept = await listed(all);
        const of = (key) => kept.find((it) => it.key === key);
        const last = sessionStorage.getItem(FORGOT) ? undefined : (of(from) ?? kept[0]);
        const chosen = of(own) ?? last;
        const left = chosen?.key === own || !alive.has(chosen?.key);
        shown = chosen && { key: chosen.key, at: chosen.at, left };
        return chosen?.bytes;
      }),
    /** Whether what was read is of no other tab that is open: then it goes on here. */
    isLeft: () => shown?.left ?? false,
    /** Something, or undefined if it was not kept. */
    write: (bytes) =>
      runs("readwrite", async (all, { own }, alive) => {
        // The clock may have been set back since the others were kept.
        const last = (await listed(all))[0]?.at ?? 0;
        const at = Math.max(Date.now(), last + 1);
        const key = await done(all.put({ at, bytes }, own));
        const left = (await listed(all)).filter((it) => it.key !== own && !alive.has(it.key));
        const replaced = (it) => shown?.left && it.key === shown.key;
        for (const [number, it] of left.entries()) {
          if (replaced(it) || number >= MOST_LEFT) await done(all.delete(it.key));
        }
        shown = { key: own, at, left: false };
        return key;
      }),
    forget: () =>
      runs("readwrite", async (all, { own }) => {
        sessionStorage.setItem(FORGOT, "1");
        for (const it of await listed(all)) {
          // Another tab may have kept another since.
          const same = it.key === shown?.key && it.at === shown.at;
          if (it.key === own || same) await done(all.delete(it.key));
        }
        shown = null;
      }),
  };
})();
