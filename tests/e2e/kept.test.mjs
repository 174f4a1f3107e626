// What of a run stays on the device: each tab finds its own again, a hidden one loses nothing, and what
// others have left is not read for it.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  button,
  digests,
  done,
  engineFree,
  eventually,
  kept,
  openLab,
  started,
  train,
  trained,
  type,
  workerReady,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

test("a run goes on by itself after a reload and in a new tab, to the same bits", engineFree("what is kept is found again by other tests, and bits are held by the same seed"), () =>
  lab.visit({}, async (page) => {
    const updates = 700;
    const tab = await page.context().newPage();
    await tab.goto(lab.url);
    await train(tab, 1, updates);
    await kept(tab);
    await tab.reload();
    await tab.getByText(/^The run went on by itself, from update [1-9].* kept on this device\.$/).waitFor();
    // A second tab leaves it alone as long as that one is open.
    await page.reload();
    await page.getByText(/^(Training stopped at update|Done)/).waitFor();
    // Tour 4: the form is that of the run.
    assert.equal((await page.getByLabel("Updates", { exact: true }).inputValue()).replace(/\s/g, ""), String(updates));
    await tab.close();
    const alive = () => page.evaluate(async () => (await navigator.locks.query()).held.length);
    await eventually(alive, (tabs) => tabs === 1, "the other to be gone");
    await page.reload();
    await page.getByText(/^Done: 1\s?400 updates in/).waitFor({ timeout: 120_000 });
    assert.deepEqual(await digests(page), await trained(updates));
  }));

test("each tab finds its own run again, a new one the last that was kept", () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    const bytes = (page) => page.evaluate(async () => Array.from((await aoloKept.read()) ?? []));
    const write = (page, byte) => page.evaluate((byte) => aoloKept.write(Uint8Array.of(byte)), byte);
    const open = async () => {
      const other = await page.context().newPage();
      await other.goto(lab.url);
      await workerReady(other);
      return other;
    };
    // As the tests' own bytes are no run, each page says so.
    const other = await open();
    await write(page, 1);
    // The clock is set back: what is kept last is the newest all the same.
    await other.evaluate(() => (Date.now = () => 1_000));
    await write(other, 2);
    for (const [tab, byte] of [[page, 1], [other, 2]]) {
      await tab.reload();
      await workerReady(tab);
      assert.deepEqual(await bytes(tab), [byte]);
    }
    const third = await open();
    assert.deepEqual(await bytes(third), [2]);
    // A copied tab begins with the name of another: it has one of its own, and what that one has.
    const name = await page.evaluate(() => sessionStorage.getItem("tab"));
    await third.evaluate((name) => sessionStorage.setItem("tab", name), name);
    await third.reload();
    await workerReady(third);
    assert.deepEqual(await bytes(third), [1]);
    assert.notEqual(await third.evaluate(() => sessionStorage.getItem("tab")), name);
    await write(third, 3);
    assert.deepEqual(await bytes(page), [1]);
    // Who forgets sees no other's, and takes nothing from those that are open.
    await other.evaluate(() => aoloKept.forget());
    assert.deepEqual(await bytes(other), []);
    await other.reload();
    await workerReady(other);
    assert.deepEqual(await bytes(other), []);
    assert.deepEqual(await bytes(page), [1]);
    await third.close();
    await other.close();
    const count = () =>
      page.evaluate(
        () =>
          new Promise((resolve) => {
            indexedDB.open("aolo").onsuccess = ({ target: { result: base } }) => {
              base.transaction("runs").objectStore("runs").count().onsuccess = ({ target }) => {
                base.close();
                resolve(target.result);
              };
            };
          }),
      );
    assert.equal(await count(), 2);
    const alive = () => page.evaluate(async () => (await navigator.locks.query()).held.length);
    await eventually(alive, (tabs) => tabs === 1, "the others to be gone");
    // What a closed tab has left stays, as it may be being reloaded, until a tab that shows it
    // keeps another.
    await write(page, 4);
    assert.equal(await count(), 2);
    await page.evaluate(() => aoloKept.forget());
    assert.equal(await count(), 1);
    const last = await open();
    assert.deepEqual(await bytes(last), [3]);
    await write(last, 5);
    assert.equal(await count(), 1);
    assert.deepEqual(await bytes(last), [5]);
    // Of many that are left the newest stay.
    await last.close();
    for (const byte of [6, 7, 8, 9]) {
      const more = await open();
      await more.evaluate(() => sessionStorage.setItem("forgot", "1"));
      await bytes(more);
      await write(more, byte);
      await more.close();
      await eventually(alive, (tabs) => tabs === 1, "it to be gone");
    }
    await write(page, 10);
    assert.equal(await count(), 4);
  }));

/** Lets the browser take longer to answer for a lock than a page waits for the one before it. */
function busy() {
  const { request } = LockManager.prototype;
  LockManager.prototype.request = async function (...asked) {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return request.apply(this, asked);
  };
}

test("a tab has a name of its own also where the browser is slow to give it", engineFree("what is kept"), () =>
  lab.visit({ prepare: (page) => page.addInitScript(busy) }, async (page) => {
    await workerReady(page);
    await page.evaluate(() => aoloKept.read());
    const held = await page.evaluate(async () => (await navigator.locks.query()).held.map(({ name }) => name));
    assert.deepEqual(held, [await page.evaluate(() => sessionStorage.getItem("tab"))]);
  }));

test("a run that was paused is paused after a reload", engineFree("what is kept"), () =>
  lab.visit({}, async (page) => {
    await train(page, 1, 20_000);
    await kept(page);
    const paused = page.getByText(/^Paused at update/).first();
    const pause = async () => {
      await button(page, "Pause").click();
      await paused.waitFor();
    };
    await pause();
    await eventually(
      async () => {
        await page.reload();
        await page.getByText(/^(Paused at update|Both agents are learning)/).first().waitFor();
        if (await paused.isVisible()) return true;
        // It was reloaded before it was written.
        await pause();
        return false;
      },
      (it) => it,
      "the pause, to be kept",
    );
    await button(page, "Resume").waitFor();
    assert.equal(await page.getByText("went on by itself").count(), 0);
  }));

test("a run that another version of the page has kept is left alone, and the page says so", engineFree("bytes that are read"), () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    const older = Uint8Array.of(1, 0, 2, 3);
    await page.evaluate((bytes) => aoloKept.write(Uint8Array.from(bytes)), [...older]);
    await page.reload();
    await page.getByText(/kept on this device is from another version/).waitFor();
    assert.deepEqual(await page.evaluate(async () => [...(await aoloKept.read())]), [...older]);
    await train(page, 1, 20);
    await page.getByText(/^Done: 40 updates in/).waitFor();
    const kept = () => page.evaluate(async () => (await aoloKept.read()).length);
    await eventually(kept, (length) => length > 1000, "the new run, to be kept instead");
  }));

for (const [what, prepare] of [
  ["nothing", () => (IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); })],
  ["no more, being full,", () => (IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); })],
]) {
  test(`where the browser keeps ${what} the page says so once, and learns all the same`, engineFree("what is said"), () =>
    lab.visit({ hash: "#v4&view=lab&end", prepare: (page) => page.addInitScript(prepare) }, async (page) => {
      await workerReady(page);
      await type(page, "Updates", "20");
      await button(page, "Train").click();
      await page.getByText(/^Done: 40 updates/).waitFor({ timeout: 60_000 });
      const said = page.getByText("This browser keeps nothing here");
      await said.waitFor();
      assert.equal(await said.count(), 1);
      assert.equal(await page.getByText("are kept on this device").count(), 0);
      assert.deepEqual(await digests(page), await trained(20));
    }));
}

test("a tab that is hidden keeps where its run is, as it may be closed next", engineFree("what is kept"), () =>
  lab.visit({}, async (page) => {
    const tab = await page.context().newPage();
    await tab.addInitScript(() => {
      globalThis.written = 0;
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...what) {
        this.transaction.addEventListener("complete", () => {
          globalThis.written += 1;
          globalThis.afterWriting?.();
        });
        return put.apply(this, what);
      };
    });
    await tab.goto(lab.url);
    await train(tab, 1, 20_000);
    await kept(tab);
    // Right after the run was kept: the next time would be seconds away.
    const at = await tab.evaluate(
      () =>
        new Promise((hidden) => {
          globalThis.afterWriting = () => {
            globalThis.afterWriting = undefined;
            globalThis.written = 0;
            Object.defineProperty(document, "hidden", { value: true });
            document.dispatchEvent(new Event("visibilitychange"));
            hidden(document.querySelector('progress[aria-label="Training"]').value);
          };
        }),
    );
    // What it had at hand, and then where its worker is.
    await eventually(() => tab.evaluate(() => globalThis.written), (times) => times >= 2, "the run, to be kept twice");
    await tab.close({ runBeforeUnload: false });
    const alive = () => page.evaluate(async () => (await navigator.locks.query()).held.length);
    await eventually(alive, (tabs) => tabs === 1, "it to be gone");
    await page.reload();
    const said = page.getByText(/^The run went on by itself, from update .* kept on this device\.$/);
    const [, from] = (await said.textContent()).match(/from update ([\d\s\u202f]+)/);
    assert.ok(Number(from.replace(/\D/g, "")) >= at, `from ${from}, hidden at ${at}`);
    await button(page, "Stop").click();
  }));

/** Counts the bytes that the page reads of what is kept, and how often it looks. */
function weigh() {
  globalThis.bytesRead = 0;
  globalThis.looks = 0;
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...asked) {
    globalThis.looks += 1;
    return open.apply(this, asked);
  };
  const weight = (it) => {
    if (it instanceof Uint8Array) return it.length;
    if (it instanceof IDBCursor) return weight(it.value);
    return it instanceof Object ? Object.values(it).reduce((sum, each) => sum + weight(each), 0) : 0;
  };
  const { get } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "result");
  Object.defineProperty(IDBRequest.prototype, "result", {
    get() {
      const found = get.call(this);
      if (!(found instanceof IDBDatabase)) globalThis.bytesRead += weight(found);
      return found;
    },
  });
}

test("of what others have left nothing is read, however much it is", engineFree("what is read"), () =>
  lab.visit({ prepare: (page) => page.addInitScript(weigh) }, async (page) => {
    await started(page);
    // By itself a page looks once, as it opens; from here on nobody but this test does.
    await eventually(() => page.evaluate(() => globalThis.looks), (looks) => looks === 1, "its look at what is kept");
    const count = (act) =>
      page.evaluate(async (act) => {
        await aoloKept.read();
        globalThis.bytesRead = 0;
        await aoloKept[act](Uint8Array.of(1, 2, 3));
        return globalThis.bytesRead;
      }, act);
    const leave = (runs) =>
      page.evaluate(async (runs) => {
        await aoloKept.read();
        const base = await new Promise((resolve) => {
          indexedDB.open("aolo").onsuccess = ({ target }) => resolve(target.result);
        });
        const all = base.transaction("runs", "readwrite").objectStore("runs");
        for (let at = 1; at <= runs; at += 1) all.put({ at, bytes: new Uint8Array(1_000) }, `aolo-tab-${at}`);
        await new Promise((resolve) => (all.transaction.oncomplete = resolve));
        base.close();
      }, runs);
    for (const runs of [3, 30]) {
      await leave(runs);
      // Read for itself alone: who opens sees the newest.
      assert.equal(await count("read"), runs === 3 ? 1_000 : 3);
      assert.equal(await count("write"), 0);
      await leave(runs);
      assert.equal(await count("read"), 3);
      assert.equal(await count("forget"), 0);
      await page.evaluate(() => sessionStorage.removeItem("forgot"));
      await count("write");
    }
  }));

test("what earlier versions of the page have kept is still found", () =>
  lab.visit({
    prepare: async (page) => {
      // Of the same site, and empty.
      const empty = `${lab.origin}/empty`;
      await page.route(empty, (route) => route.fulfill({ body: "<!doctype html>", contentType: "text/html" }));
      await page.goto(empty);
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            const opening = indexedDB.open("aolo", 1);
            opening.onupgradeneeded = () => {
              const all = opening.result.createObjectStore("runs");
              all.put(Uint8Array.of(1), "last");
              all.put({ at: 5, bytes: Uint8Array.of(2) }, "aolo-tab-a");
            };
            opening.onsuccess = () => resolve(opening.result.close());
          }),
      );
    },
  }, async (page) => {
    await workerReady(page);
    const bytes = () => page.evaluate(async () => Array.from((await aoloKept.read()) ?? []));
    assert.deepEqual(await bytes(), [2]);
    // Its own takes the place of what it showed; of what was left the bare bytes come next.
    await page.evaluate(() => aoloKept.write(Uint8Array.of(3)));
    assert.deepEqual(await bytes(), [3]);
    const other = await page.context().newPage();
    await other.goto(lab.url);
    await workerReady(other);
    await page.evaluate(() => aoloKept.forget());
    assert.deepEqual(await other.evaluate(async () => Array.from(await aoloKept.read())), [1]);
  }));
