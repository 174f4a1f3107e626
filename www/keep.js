// Keeps the last training run of each tab on the device; src/ui/worker/kept.rs says what is in it.
//
// A tab finds its own run again after a reload. A new tab finds the one that was written last, and
// its own next run takes the place of what a closed tab has left.
//
// Where a browser keeps nothing, in private windows say, the page works all the same without.
"use strict";

globalThis.aoloKept = (() => {
  const RUNS = "runs";
  /** When each was kept: an index, as a run is megabytes. */
  const WHEN = "when";
  /** Where all tabs write that cannot know of each other; so did earlier versions of the page. */
  const LAST = "last";
  const TAB = "aolo-tab-";
  /** How long a reloaded tab waits for the page before it to go, ms. */
  const PATIENCE_MS = 2000;

  /** Runs that closed tabs may leave: a tab that is being reloaded looks closed for a moment. */
  const MOST_LEFT = 3;

  /** The run that is shown here: its key, when it was written, whether its tab was closed. */
  let shown = null;
  const mine = name().catch(() => ({ own: LAST, from: LAST }));

  /** What this tab calls itself, and did before: a copied tab has the name of another. */
  async function name() {
    if (!navigator.locks) return { own: LAST, from: LAST };
    const before = sessionStorage.getItem("tab");
    if (before && (await hold(before, { signal: AbortSignal.timeout(PATIENCE_MS) }))) return { own: before, from: before };
    // Nobody else has a new name, so a busy browser may take its time.
    const own = TAB + crypto.randomUUID();
    await hold(own, {});
    sessionStorage.setItem("tab", own);
    return { own, from: before ?? own };
  }

  /** Holds a name as long as this tab lives; false if it was not to be had in the time that the options give. */
  function hold(name, options) {
    return new Promise((resolve) => {
      const forever = () => {
        resolve(true);
        return new Promise(() => {});
      };
      navigator.locks.request(name, options, forever).catch(() => resolve(false));
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
      const opening = indexedDB.open("aolo", 2);
      opening.onupgradeneeded = ({ oldVersion }) => (oldVersion === 1 ? renew(opening) : create(opening));
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

  const create = ({ result }) => result.createObjectStore(RUNS).createIndex(WHEN, "at");

  /** Version 1 had no index, and at first kept bytes alone. */
  function renew({ transaction }) {
    const all = transaction.objectStore(RUNS);
    all.createIndex(WHEN, "at");
    all.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      if (cursor.value instanceof Uint8Array) cursor.update({ at: 0, bytes: cursor.value });
      cursor.continue();
    };
  }

  /** The keys of all that is kept, the newest first; of the runs themselves nothing is read. */
  const newestFirst = async (all) => (await done(all.index(WHEN).getAllKeys())).reverse();

  /** Whether this tab was told to forget: then it shows no other's run. */
  const FORGOT = "forgot";

  return {
    /** What was kept, as bytes, or undefined. */
    read: () =>
      runs("readonly", async (all, { own, from }, alive) => {
        const kept = await newestFirst(all);
        const there = (key) => kept.find((it) => it === key);
        const last = sessionStorage.getItem(FORGOT) ? undefined : (there(from) ?? kept[0]);
        const key = there(own) ?? last;
        const found = key && (await done(all.get(key)));
        shown = found && { key, at: found.at, left: key === own || !alive.has(key) };
        return found?.bytes;
      }),
    /** Whether what was read is of no other tab that is open: then it goes on here. */
    isLeft: () => shown?.left ?? false,
    /** Something, or undefined if it was not kept. */
    write: (bytes) =>
      runs("readwrite", async (all, { own }, alive) => {
        // The clock may have been set back since the others were kept.
        const last = (await done(all.index(WHEN).openKeyCursor(null, "prev")))?.key ?? 0;
        const at = Math.max(Date.now(), last + 1);
        const key = await done(all.put({ at, bytes }, own));
        const left = (await newestFirst(all)).filter((it) => it !== own && !alive.has(it));
        const replaced = (it) => shown?.left && it === shown.key;
        for (const [number, it] of left.entries()) {
          if (replaced(it) || number >= MOST_LEFT) await done(all.delete(it));
        }
        shown = { key: own, at, left: false };
        return key;
      }),
    forget: () =>
      runs("readwrite", async (all, { own }) => {
        sessionStorage.setItem(FORGOT, "1");
        await done(all.delete(own));
        // Another tab may have kept another since.
        const same = shown && (await done(all.index(WHEN).getKey(shown.at))) === shown.key;
        if (same) await done(all.delete(shown.key));
        shown = null;
      }),
  };
})();
