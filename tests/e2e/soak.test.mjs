// A long use of one tab, short: nothing grows from run to run, and every move is answered. More workers
// than cores, and how long things take, are for `cargo xtask soak`.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { askedOfDay, measureDays } from "./days.mjs";
import { cores, crowd, memory, moves, runs, total } from "./soak.mjs";
import { chromiumOnly, engineFree, eventually, openLab, type, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

test("from the tenth run on memory stays as it is, and every move of a slider is answered", chromiumOnly("what memory holds"), (t) =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    await type(page, "Updates", "5");
    await runs(page, 10);
    const before = await memory(page);
    await runs(page, 10);
    await moves(page, 100);
    const now = await memory(page);
    t.diagnostic(JSON.stringify({ before, now }));
    assert.ok(total(now) <= 1.05 * total(before), `${total(before)} bytes grow to ${total(now)}`);
    assert.ok(now.elements <= 1.05 * before.elements + 50, `${before.elements} elements become ${now.elements}`);
    assert.ok(now.listeners <= 1.05 * before.listeners + 20, `${before.listeners} listeners become ${now.listeners}`);
  }));

test("whoever moves something while seeds are trained has every worker give way", engineFree("what workers are told"), () => {
  const prepare = async (page) => {
    await cores(4)(page);
    await page.addInitScript(() => {
      globalThis.told = new Map();
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (bytes, ...more) {
        told.set(this, [...(told.get(this) ?? []), bytes.at(-1)]);
        return postMessage.call(this, bytes, ...more);
      };
    });
  };
  return lab.visit({ prepare: (page) => Promise.all([prepare(page), measureDays(page)]) }, async (page) => {
    await workerReady(page);
    await crowd(page, 3);
    await page.evaluate(() => (location.hash = "#v4&end"));
    await page.locator("h1 [data-total-g]").waitFor();
    await moves(page, 5);
    // What they are told ends with how many they are.
    const times = () => page.evaluate(() => [...told.values()].map((ends) => ends.filter((it) => it === 3).length));
    await eventually(times, (all) => all.length === 3 && all.every((it) => it >= 5), "each worker to hear of each move");
    // The days of a year, one part after the other, are nobody's move.
    await page.evaluate(() => (location.hash = "#v4&view=day&end"));
    const parts = async () => (await askedOfDay(page)).filter((it) => it === "Days").length;
    await eventually(parts, (it) => it > 0, "the first days");
    const [first, before] = [await parts(), (await times()).slice(1)];
    await eventually(parts, (it) => it >= first + 3, "more of the days");
    assert.deepEqual((await times()).slice(1), before);
    await page.goBack();
    await page.goBack();
    await page.getByRole("button", { name: "Stop" }).click();
  });
});
