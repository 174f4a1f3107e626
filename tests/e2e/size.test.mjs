// What a visitor has to fetch.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { layoutShift, sizes } from "./budgets.mjs";
import { opened, openLab, WIDTHS, withhold, workerReady } from "./support.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** Brotli, KiB: what opens the page, what follows at once, what the worker starts with. */
const MOST_KIB = { page: 200, soon: 90, worker: 80 };
/** All there is, compressed as most servers do. Far above what it is: only a blunder fails. */
const MOST_GZIPPED_BYTES = 2_000_000;

/** Sum of layout shifts while the page starts. */
const MOST_SHIFT = 0.005;

test("page and worker stay within what they are", async (t) => {
  const found = await sizes();
  for (const [kind, most] of Object.entries(MOST_KIB)) {
    const kib = found[kind] / 1024;
    t.diagnostic(`${kind}: ${kib.toFixed(1)} KiB`);
    assert.ok(kib > 10 && kib <= most, `${kind}: ${kib.toFixed(1)} KiB, at most ${most}`);
  }
});

for (const [what, late] of [
  ["while the page starts", false],
  ["when what follows the opening arrives late", true],
]) {
  test(`nothing moves ${what}`, async (t) => {
    const lab = await openLab();
    try {
      for (const width of WIDTHS) {
        let release = () => {};
        const prepare = async (page) => {
          if (late) release = await withhold(page, /ui_soon\.wasm/);
        };
        await lab.visit({ width, prepare }, async (page) => {
          await opened(page);
          if (late) await page.waitForTimeout(500);
          release();
          await workerReady(page);
          await page.waitForTimeout(500);
          const shift = await layoutShift(page);
          t.diagnostic(`${width} px: ${shift.toFixed(4)}`);
          // What browsers count as good is under 0.1; figures that arrive may move by a hair.
          assert.ok(shift < MOST_SHIFT, `${width} px: ${shift}`);
        });
      }
    } finally {
      await lab.close();
    }
  });
}

test("the page stays small", async (t) => {
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  let [whole, gzipped] = [0, 0];
  for (const entry of entries.filter((it) => it.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    const small = gzipSync(bytes).length;
    whole += bytes.length;
    gzipped += small;
    if (extname(entry.name) === ".wasm") {
      t.diagnostic(`${entry.name}: ${bytes.length} bytes, ${small} compressed`);
    }
  }
  t.diagnostic(`dist: ${whole} bytes, ${gzipped} compressed`);
  assert.ok(gzipped < MOST_GZIPPED_BYTES);
});
