// A long use of one tab, short: nothing grows from run to run, and every move is answered. More workers
// than cores, and how long things take, are for `cargo xtask soak`.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { memory, moves, runs, total } from "./soak.mjs";
import { chromiumOnly, openLab, type, workerReady } from "./support.mjs";

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
