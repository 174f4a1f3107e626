// Hours of use in one tab: many short runs, many moves of a slider, more workers than cores.
//
// `cargo xtask soak` runs it at full length and writes docs/soak.md; soak.test.mjs uses its parts, short.

import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { quantile } from "./budgets.mjs";
import { eventually, openLab, type, workerReady } from "./support.mjs";

const MIB = 1024 * 1024;

/** What page and first worker hold after a collection, bytes: their scripts' objects, their modules' memory. */
export async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const metric = (name) => metrics.find((it) => it.name === name).value;
  // An instance that is there already is what this returns.
  const held = (address) => import(address).then((it) => it.default()).then((it) => it.memory.buffer.byteLength);
  const ui = await page.evaluate(() => aolo.address("ui.js"));
  const [worker] = page.workers();
  return {
    objects: metric("JSHeapUsedSize"),
    elements: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    page: await page.evaluate(held, ui),
    worker: await worker.evaluate(held, new URL("worker/worker.js", ui).href),
  };
}

export const total = ({ objects, page, worker }) => objects + page + worker;

/** Runs of so many updates of both agents, one after another, until `count` are done. */
export async function runs(page, count) {
  for (let run = 0; run < count; run += 1) {
    await page.evaluate(async () => {
      const words = () => document.querySelector(".train-words").textContent;
      const button = [...document.querySelectorAll("button")].find((it) => /^Train/.test(it.textContent));
      const done = new Promise((resolve) => {
        new MutationObserver((_, observer) => {
          if (!words().startsWith("Done")) return;
          observer.disconnect();
          resolve();
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      button.click();
      await done;
    });
  }
}

/**
 * Moves the slider of the bandwidth so often, each time elsewhere; milliseconds from each move to its
 * layout. Fails if a move is not answered by another total at once.
 */
export function moves(page, count) {
  return page.evaluate(async (count) => {
    const range = document.querySelector("input[type=range][aria-label=Bandwidth]");
    const total = () => document.querySelector("h1 [data-total-g]").dataset.totalG;
    const [least, most] = [Number(range.min), Number(range.max)];
    const turn = new MessageChannel();
    const times = [];
    for (let move = 0; move < count; move += 1) {
      const before = total();
      const share = ((move * 0.618034) % 1) * 0.9 + 0.05;
      const from_ms = performance.now();
      range.value = String(least + (most - least) * share);
      range.dispatchEvent(new Event("input", { bubbles: true }));
      // Effects run in microtasks; a message comes after them.
      await new Promise((heard) => {
        turn.port1.onmessage = heard;
        turn.port2.postMessage(null);
      });
      document.body.offsetHeight;
      times.push(performance.now() - from_ms);
      if (total() === before) throw new Error(`move ${move} was not answered`);
    }
    range.dispatchEvent(new Event("change", { bubbles: true }));
    return times;
  }, count);
}

/** Lets the browser say that it has so many cores. */
export const cores = (count) => (page) =>
  page.addInitScript((count) => {
    Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => count });
  }, count);

/** Starts a run of so many seeds in the Lab, and waits until as many workers are at it. */
export async function crowd(page, seeds) {
  await page.evaluate(() => (location.hash = "#v4&view=lab&end"));
  await workerReady(page);
  await type(page, "Seeds", String(seeds));
  await type(page, "Updates", "20000");
  await page.getByRole("button", { name: /^Train/ }).click();
  await eventually(async () => page.workers().length, (workers) => workers === seeds, `${seeds} workers`, 60_000);
  const progress = page.getByRole("progressbar", { name: "Training" });
  await eventually(() => progress.evaluate((it) => it.value), (now) => now > 0, "the first updates", 60_000);
}

const mib = (bytes) => (bytes / MIB).toFixed(2);

async function main() {
  const share = Number(process.env.AOLO_SOAK ?? 1);
  const [wanted, moved] = [Math.max(20, Math.round(1000 * share)), Math.max(200, Math.round(10_000 * share))];
  const lab = await openLab();
  const lines = [];
  const say = (line) => {
    console.log(line);
    lines.push(line);
  };
  const from = Date.now();
  try {
    const version = await lab.visit({}, async (page) => page.context().browser().version());
    say("# A long use of one tab");
    say("");
    say("`cargo xtask soak` wrote this; `tests/e2e/soak.mjs` says how each figure comes about.");
    say("");
    say(`- ${cpus()[0].model.trim()}, ${availableParallelism()} cores, ${(totalmem() / MIB / 1024).toFixed(0)} GiB; Chromium ${version}`);
    say(`- share of the full length: ${share} (AOLO_SOAK)`);
    say("");
    await lab.visit({}, async (page) => {
      await workerReady(page);
      await type(page, "Updates", "20");
      say(`## ${wanted} runs of 20 updates of both agents, one after another`);
      say("");
      say("After a collection: objects of the page's scripts, and the memory of both modules, which never shrinks.");
      say("");
      say("| after run | objects, MiB | page, MiB | worker, MiB | sum against run 10 | elements | listeners |");
      say("|---:|---:|---:|---:|---:|---:|---:|");
      let [done, base] = [0, null];
      const marks = [10, ...[0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1].map((part) => Math.round(part * wanted)).filter((it) => it > 10)];
      for (const mark of marks) {
        await runs(page, mark - done);
        done = mark;
        const now = await memory(page);
        base ??= total(now);
        const more = (100 * (total(now) / base - 1)).toFixed(2);
        say(`| ${mark} | ${mib(now.objects)} | ${mib(now.page)} | ${mib(now.worker)} | ${more} % | ${now.elements} | ${now.listeners} |`);
      }
      say("");
    });
    await lab.visit({}, async (page) => {
      await workerReady(page);
      await moves(page, 100);
      const part = Math.max(1, Math.round(moved / 10));
      say(`## ${moved} moves of a slider`);
      say("");
      say("From each move to its layout, ms; every move was answered by another total in the same turn.");
      say("");
      say("| moves | median | 95th percentile | greatest | memory, MiB |");
      say("|---:|---:|---:|---:|---:|");
      for (let done = 0; done < moved; done += part) {
        const times = (await moves(page, part)).sort((a, b) => a - b);
        const at = [0.5, 0.95].map((share) => quantile(times, share).toFixed(1));
        say(`| ${done + part} | ${at[0]} | ${at[1]} | ${times.at(-1).toFixed(1)} | ${mib(total(await memory(page)))} |`);
      }
      say("");
    });
    await lab.visit({ prepare: cores(9) }, async (page) => {
      await workerReady(page);
      await crowd(page, 8);
      await page.evaluate(() => (location.hash = "#v4&end"));
      await page.locator("h1 [data-total-g]").waitFor();
      await moves(page, 20);
      const times = (await moves(page, Math.max(100, Math.round(1000 * share)))).sort((a, b) => a - b);
      const at = [0.5, 0.95].map((share) => quantile(times, share).toFixed(1));
      say(`## Eight workers at a run of eight seeds, on ${availableParallelism()} cores`);
      say("");
      say(`From a move of the slider to its layout, of ${times.length}: median ${at[0]} ms, 95th percentile ${at[1]} ms, greatest ${times.at(-1).toFixed(1)} ms (aim 50 ms). ${page.workers().length} workers were at it.`);
      say("");
    });
    say(`In all ${((Date.now() - from) / 60_000).toFixed(1)} minutes.`);
  } finally {
    await lab.close();
  }
  await writeFile(new URL("../../docs/soak.md", import.meta.url), `${lines.join("\n")}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
