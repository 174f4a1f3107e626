// What a visitor has to fetch.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { DIST } from "../../xtask/serve.mjs";
import { AIM_KIB, compressed, layoutShift, sizes } from "./budgets.mjs";
import { chromiumOnly, engineFree, eventually, frames, opened, openLab, WIDTHS, withhold, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

/** All there is, compressed as most servers do. Far above what it is: only a blunder fails. */
const MOST_GZIPPED_BYTES = 2_200_000;

/** What Explore fetches right after it has opened, KiB with brotli. */
const MOST_REST_KIB = 259.5;

/** What the worker plans days with, and a year of grids, all its zones; both come when Day is opened. */
const MOST_PLANNER_KIB = 66;
const MOST_YEAR_KIB = 100;

/** Sum of layout shifts while the page starts. */
const MOST_SHIFT = 0.005;

test("page and worker stay within what they are", engineFree("sizes"), async (t) => {
  const found = await sizes(lab, Object.keys(AIM_KIB), (line) => t.diagnostic(line));
  for (const [kind, most] of Object.entries(AIM_KIB)) {
    const kib = found[kind] / 1024;
    t.diagnostic(`${kind}: ${kib.toFixed(1)} KiB`);
    assert.ok(kib > 10 && kib <= most, `${kind}: ${kib.toFixed(1)} KiB, at most ${most}`);
  }
});

test("what follows the opening stays small", engineFree("sizes"), async (t) => {
  const files = await readdir(DIST, { recursive: true });
  let bytes = 0;
  for (const file of files.filter((it) => /(^|\/)(split_rest|chunk_\d+)\.wasm$/.test(it) && !it.includes("worker"))) {
    bytes += compressed(await readFile(join(DIST, file)));
  }
  t.diagnostic(`${(bytes / 1024).toFixed(1)} KiB`);
  assert.ok(bytes > 0 && bytes / 1024 <= MOST_REST_KIB, `${bytes / 1024} KiB, at most ${MOST_REST_KIB}`);
});

test("what a day is planned with stays small, and so does each year of its grids", engineFree("sizes"), async (t) => {
  const files = await readdir(DIST, { recursive: true });
  const weigh = async (file) => compressed(await readFile(join(DIST, file))) / 1024;
  const planner = await weigh(files.find((it) => it.endsWith("worker/split_day.wasm")));
  t.diagnostic(`planner: ${planner.toFixed(1)} KiB`);
  assert.ok(planner > 5 && planner <= MOST_PLANNER_KIB, `${planner} KiB`);
  const years = files.filter((it) => it.endsWith(".bin"));
  for (const year of years) {
    const kib = await weigh(year);
    t.diagnostic(`${year}: ${kib.toFixed(1)} KiB`);
    assert.ok(kib <= MOST_YEAR_KIB, `${year}: ${kib} KiB`);
  }
  assert.ok(years.length > 0);
});

for (const [what, late] of [
  ["while the page starts", false],
  ["when what follows the opening arrives late", true],
]) {
  test(`nothing moves ${what}`, chromiumOnly("layout shifts"), async (t) => {
    for (const width of WIDTHS) {
      let release = () => {};
      const prepare = async (page) => {
        if (late) release = await withhold(page, /split_rest\.wasm/);
        // What browsers say a page was waited for: the largest text, as often as there is a larger one.
        await page.addInitScript(() => {
          globalThis.largest = [];
          const named = ({ element }) => (element?.closest("h1") ? "h1" : (element?.outerHTML.slice(0, 80) ?? "h1"));
          const heard = (list) => globalThis.largest.push(...list.getEntries().map(named));
          new PerformanceObserver(heard).observe({ type: "largest-contentful-paint", buffered: true });
        });
      };
      await lab.visit({ width, prepare }, async (page) => {
        await opened(page);
        if (late) await frames(page, 5);
        release();
        await workerReady(page);
        const agent = page.getByRole("table", { name: "Who chooses what" }).getByRole("row", { name: /^Agent/ });
        await eventually(() => agent.textContent(), (text) => /\d/.test(text), "an answer of the agent");
        await frames(page, 5);
        const shift = await layoutShift(page);
        t.diagnostic(`${width} px: ${shift.toFixed(4)}`);
        // What browsers count as good is under 0.1; figures that arrive may move by a hair.
        assert.ok(shift < MOST_SHIFT, `${width} px: ${shift}`);
        const largest = await page.evaluate(() => globalThis.largest);
        // Where the browser paints in the middle of reading the page, the name above it comes first.
        const waited = largest.slice(largest.indexOf("h1"));
        assert.ok(waited.length > 0 && waited.every((it) => it === "h1"), `${width} px: ${largest}`);
      });
    }
  });
}

test("the page stays small", engineFree("sizes"), async (t) => {
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  let [whole, gzipped] = [0, 0];
  // The single file holds all of it once more.
  for (const entry of entries.filter((it) => it.isFile() && it.name !== "aolo-lab.html")) {
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
