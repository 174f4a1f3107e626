// Prints what the page weighs and how swift it is, each figure beside its aim. `cargo xtask budgets`
// builds the page and runs this; times depend on the machine, so that nothing here is a test.

import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { eventually, openLab, slider, started, type, workerReady } from "./support.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** Bytes as a server with brotli at its best sends them. */
export function compressed(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }).length;
}

/** Kinds of files: what opens the page, what its worker starts with, what else there is. */
export async function sizes() {
  const kinds = { page: 0, soon: 0, worker: 0, rest: 0 };
  for (const entry of await readdir(DIST, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const small = compressed(await readFile(`${entry.parentPath}/${entry.name}`));
    const first =
      /^(index\.html|ui(_bg)?\..*|en\.txt|boot\.js|keep\.js|(style|charts)\.css|icon\.svg)$/.test(entry.name);
    const worker = /^(start_)?worker(_bg)?\./.test(entry.name);
    const soon = entry.name === "ui_soon.wasm";
    const kind = worker ? "worker" : soon ? "soon" : first ? "page" : "rest";
    kinds[kind] += small;
    if ([".wasm", ".js", ".css", ".txt"].includes(extname(entry.name))) {
      console.log(`  ${entry.name}: ${(small / 1024).toFixed(1)} KiB`);
    }
  }
  return kinds;
}

/** Sum of all layout shifts so far that no input caused. */
export const layoutShift = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 200);
      }),
  );

const print = (what, value, aim) => console.log(`${what}: ${value} (aim ${aim})`);

async function swiftness(lab) {
  await lab.visit({}, async (page) => {
    await workerReady(page);
    await type(page, "Updates", "100000");
    await page.getByRole("button", { name: "Train your own" }).click();
    const progress = page.getByRole("progressbar", { name: "Training" });
    await eventually(() => progress.evaluate((it) => it.value), (now) => now > 0, "updates");
    await slider(page, "Bandwidth").scrollIntoViewIfNeeded();
    const { x, y, width, height } = await slider(page, "Bandwidth").boundingBox();
    await page.mouse.move(x + 0.9 * width, y + height / 2);
    await page.mouse.down();
    await page.evaluate(() => performance.clearMeasures());
    for (let step = 1; step <= 120; step += 1) {
      await page.mouse.move(x + width * (0.9 - (0.8 * step) / 120), y + height / 2);
      await page.waitForTimeout(17);
    }
    await page.mouse.up();
    for (const [name, what] of [
      ["aolo:update", "slider to layout while training"],
      ["aolo:frame", "slider to painted frame while training"],
    ]) {
      const times = await page.evaluate(
        (name) => performance.getEntriesByName(name).map((it) => it.duration).sort((a, b) => a - b),
        name,
      );
      const at = (share) => times[Math.floor(times.length * share)].toFixed(1);
      print(what, `median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms of ${times.length}`, "16 ms");
    }
    await page.getByRole("button", { name: "Stop" }).click();
  });
}

/** The gap that counts as learnt, %, and how long a run is that is to reach it. */
const LEARNT = { gap: 5, updates: 5000, seeds: [1, 2] };

/** Seconds from a random start until each agent is that close to the optimum, both in one worker. */
async function learning(lab) {
  for (const seed of LEARNT.seeds) {
    await lab.visit({}, async (page) => {
      await workerReady(page);
      await type(page, "Seed", String(seed));
      await type(page, "Updates", String(LEARNT.updates));
      await page.getByRole("button", { name: "Train your own" }).click();
      const from = Date.now();
      await page.locator("summary", { hasText: "Gap to the optimum and broken limits" }).click();
      const rows = page.getByRole("table", { name: /^Gap to the optimum/ }).locator("tbody tr");
      // Columns of the agents' gaps.
      const open = new Map([["SDRL", 1], ["SAC", 3]]);
      const whole = page.getByText(/^Done: /);
      while (open.size > 0) {
        const over = await whole.isVisible();
        const cells = await rows.evaluateAll((rows) => rows.map((row) => [...row.cells].map((it) => it.textContent)));
        const now = ((Date.now() - from) / 1000).toFixed(1);
        for (const [name, column] of open) {
          const reached = cells.some((row) => Number(row[column].replace(/[^\d.]/g, "") || NaN) <= LEARNT.gap);
          if (reached) print(`${name}, seed ${seed}: to a gap of ${LEARNT.gap} %`, `${now} s`, "30 s");
          else if (over) print(`${name}, seed ${seed}: to a gap of ${LEARNT.gap} %`, `not in ${now} s`, "30 s");
          if (reached || over) open.delete(name);
        }
        await page.waitForTimeout(200);
      }
    });
  }
}

async function main() {
  const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
  console.log("sizes, brotli:");
  const { page, soon, worker, rest } = await sizes();
  print("page", kib(page), "200 KiB");
  console.log(`fetched next, for what follows the waterfall: ${kib(soon)}`);
  print("worker", kib(worker), "80 KiB");
  console.log(`fetched when needed: ${kib(rest)}`);
  const lab = await openLab();
  try {
    for (const width of [390, 820, 1440]) {
      await lab.visit({ width }, async (page) => {
        const from = Date.now();
        await page.reload();
        await started(page);
        const ready_ms = Date.now() - from;
        await page.waitForTimeout(1500);
        print(`layout shift at ${width} px`, (await layoutShift(page)).toFixed(4), "0");
        print(`from address to controls at ${width} px`, `${ready_ms} ms`, "2000 ms");
      });
    }
    await swiftness(lab);
    await learning(lab);
  } finally {
    await lab.close();
  }
  // Only here: the tests use the rest of this file, and loading Lighthouse takes seconds.
  const { scores } = await import("./lighthouse.mjs");
  console.log("Lighthouse, from a server that compresses as a static host does:");
  for (const device of ["mobile", "desktop"]) {
    const { categories, faults } = await scores(device);
    for (const { title, score } of categories) print(`${title}, ${device}`, score, "95");
    for (const fault of faults) console.log(`  ${fault}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
