// Prints what the page weighs and how swift it is, each figure beside its aim. `cargo xtask budgets`
// builds the page and runs this; times depend on the machine, so that nothing here is a test.

import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { DIST } from "../../xtask/serve.mjs";
import { measureDays } from "./days.mjs";
import { eventually, frames, openLab, slider, started, type, workerReady } from "./support.mjs";

/** What each is to be at most, KiB, brotli. */
export const AIM_KIB = { page: 255, worker: 85 };

/** Bytes as a server with brotli at its best sends them. */
export function compressed(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }).length;
}

/**
 * What is in dist/, as [file, kind]: "page" is what a browser has fetched when the page has opened,
 * "worker" what its worker starts with, and "rest" is fetched afterwards or never.
 */
async function fetched(lab) {
  const prepare = (page) =>
    page.addInitScript(() => {
      // As `opened` sees it.
      new MutationObserver((_, observer) => {
        const message = document.getElementById("boot-message");
        globalThis.booting ||= message !== null;
        if (!globalThis.booting || message) return;
        globalThis.opened_ms = performance.now();
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
  const [asked, workers] = await lab.visit({ prepare }, async (page) => {
    await workerReady(page);
    const asked = await page.evaluate(() => {
      const all = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
      return all.filter(({ responseEnd }) => responseEnd <= globalThis.opened_ms).map(({ name }) => name);
    });
    const [worker] = page.workers();
    const own = () => worker.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    return [asked, [worker.url(), ...(await own())]];
  });
  const file = (address) => decodeURIComponent(new URL(address).pathname.slice(new URL(lab.url).pathname.length)) || "index.html";
  // What the worker fetches for later may be there already: starting does not wait for it.
  const starts = workers.filter((address) => !/split_|chunk_/.test(address));
  const kinds = new Map(asked.map((address) => [file(address), "page"]));
  for (const address of starts) kinds.set(file(address), "worker");
  for (const entry of await readdir(DIST, { recursive: true, withFileTypes: true })) {
    const name = relative(DIST, join(entry.parentPath, entry.name));
    if (entry.isFile() && !kinds.has(name)) kinds.set(name, "rest");
  }
  return [...kinds];
}

/** Bytes of these kinds, compressed; says what each file is. */
export async function sizes(lab, kinds, say) {
  const sums = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  for (const [file, kind] of await fetched(lab)) {
    if (!kinds.includes(kind)) continue;
    const bytes = compressed(await readFile(join(DIST, file)));
    sums[kind] += bytes;
    say(`  ${kind}: ${file}, ${kib(bytes)}`);
  }
  return sums;
}

const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

/** Sum of all layout shifts so far that no input caused. */
export const layoutShift = (page) =>
  page.evaluate(async () => {
    let sum = 0;
    const add = (entries) => {
      for (const entry of entries) if (!entry.hadRecentInput) sum += entry.value;
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    // What has been buffered comes in a task of its own.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
    add(observer.takeRecords());
    return sum;
  });

const print = (what, value, aim) => console.log(`${what}: ${value} (aim ${aim})`);

/**
 * Drags a slider, the bandwidth if none is named, from a high value to a low one in so many steps, a frame each. Milliseconds,
 * sorted: of each change from the slider to the layout, and to the painted frame; and of ten million
 * steps of a loop on the same thread, between the changes, which say how fast the machine is just now.
 */
export async function drag(page, steps, name = "Bandwidth") {
  const dragged = slider(page, name);
  await dragged.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await dragged.boundingBox();
  await page.mouse.move(x + 0.9 * width, y + height / 2);
  await page.mouse.down();
  await page.evaluate(measureInput);
  const loop = [];
  for (let step = 1; step <= steps; step += 1) {
    await page.mouse.move(x + width * (0.9 - (0.8 * step) / steps), y + height / 2);
    // A mouse reports once a frame; without a pause the browser would do nothing else.
    await frames(page, 1);
    if (step % 4 === 0) loop.push(await page.evaluate(fixedWork));
  }
  await page.mouse.up();
  loop.sort((a, b) => a - b);
  const { layout, frame } = await page.evaluate(() => globalThis.measured);
  return { layout: layout.sort((a, b) => a - b), frame: frame.sort((a, b) => a - b), loop };
}

/** From now on keeps, of each change of a slider, the time to its layout and to its painted frame. */
function measureInput() {
  const measured = (globalThis.measured = { layout: [], frame: [] });
  const turn = new MessageChannel();
  let [begun, waits] = [0, false];
  addEventListener("input", () => (begun = performance.now()), { capture: true });
  // Effects run in microtasks, after the slider's own listener and before the window's.
  addEventListener("input", () => {
    document.body.offsetHeight;
    measured.layout.push(performance.now() - begun);
    if (waits) return;
    waits = true;
    const from = begun;
    // A message that is sent in a frame arrives after it was painted.
    turn.port1.onmessage = () => {
      measured.frame.push(performance.now() - from);
      waits = false;
    };
    requestAnimationFrame(() => turn.port2.postMessage(null));
  });
}

function fixedWork() {
  const from_ms = performance.now();
  let state = 1;
  for (let step = 0; step < 1e7; step += 1) state = (Math.imul(state, 1664525) + 1013904223) | 0;
  // Its result is looked at, so that no engine leaves it out.
  return performance.now() - from_ms + (state === 0 ? 1 : 0);
}

/** That share of the times is not longer. */
export const quantile = (times, share) => times[Math.floor(times.length * share)];

/** How many times slower the processor is made, and what the slider may take to the layout then. */
const PROCESSORS = [
  { rate: 1, name: "", aim: "16 ms" },
  { rate: 4, name: ", on a processor four times slower", aim: "50 ms" },
];

/** Begins a long run. */
async function train(page) {
  await workerReady(page);
  await type(page, "Updates", "100000");
  await page.getByRole("button", { name: "Train your own" }).click();
  const progress = page.getByRole("progressbar", { name: "Training" });
  await eventually(() => progress.evaluate((it) => it.value), (now) => now > 0, "updates");
}

async function swiftness(lab) {
  await lab.visit({}, async (page) => {
    await train(page);
    const browser = await page.context().newCDPSession(page);
    for (const { rate, name, aim } of PROCESSORS) {
      await browser.send("Emulation.setCPUThrottlingRate", { rate });
      const { layout, frame } = await drag(page, 120);
      for (const [what, times] of [["layout", layout], ["painted frame", frame]]) {
        const [median, p95] = [0.5, 0.95].map((share) => quantile(times, share).toFixed(1));
        const figures = `median ${median} ms, 95th percentile ${p95} ms of ${times.length}`;
        print(`slider to ${what} while training${name}`, figures, what === "layout" ? aim : "none");
      }
    }
    await browser.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.getByRole("button", { name: "Stop" }).click();
  });
}

/** What is asked of a day, what it is to take at most, and in words. */
const DAYS = {
  Plans: ["a day by three rules and with each lever, some ten plans, asked and answered", "5 ms a plan"],
  Forecasts: ["a day by four forecasts, 24 plans each", "none"],
  Known: ["what each hour of a day knew, 48 plans", "none"],
  Drawn: ["a day as drawn", "5 ms"],
  Machines: ["the machines of a day", "20 ms"],
  Prices: ["what a day's quality costs", "none"],
  Doubts: ["what a day's levers are worth where an assumption is wrong", "none"],
};

/** What is asked whenever another day is shown. */
const AFTER_A_DAY = ["Plans", "Forecasts", "Known", "Machines", "Prices", "Doubts"];

/** How swift Day is: planning, a year, and a slider while training. */
async function days(lab) {
  const hash = "#v4&view=day&end";
  const whole = (page) => page.locator(".star-note").getByText(/ came first on \d+ of \d+ days/);
  await lab.visit({ hash, prepare: measureDays }, async (page) => {
    page.setDefaultTimeout(120_000);
    await page.locator(".day .live:not(.trails)").waitFor();
    await whole(page).waitFor();
    const year = await page.evaluate(() => {
      const all = globalThis.days.filter(({ what }) => what === "Days");
      return [all.length, Math.max(...all.map((it) => it.ended)) - Math.min(...all.map((it) => it.begun))];
    });
    print("a year, with its progress", `${(year[1] / 1000).toFixed(1)} s in ${year[0]} steps`, "10 s");
    // Day after day: the year stands, so that the worker has nothing else to do.
    const first = await page.evaluate(() => globalThis.days.length);
    for (let day = 0; day < 20; day += 1) {
      const before = await page.evaluate(() => globalThis.days.length);
      await page.getByRole("button", { name: "Day after", exact: true }).click();
      const answered = () => page.evaluate((from) => globalThis.days.slice(from).map((it) => it.what), before);
      await eventually(answered, (all) => AFTER_A_DAY.every((what) => all.includes(what)), "a day");
    }
    await page.getByRole("button", { name: "Draw", exact: true }).click();
    await page.getByRole("button", { name: "Show the best" }).click();
    await page.locator(".draw .lev-say").getByText(/Yours/).waitFor();
    const answers = await page.evaluate((from) => globalThis.days.slice(from), first);
    // The worker answers one after the other.
    const turn = ({ begun }, at) => Math.max(begun, answers[at - 1]?.ended ?? begun);
    const measured = answers.map((it, at) => [it.what, it.ended - turn(it, at)]);
    for (const what of new Set(measured.map(([what]) => what))) {
      const times = measured.filter(([of]) => of === what).map(([, ms]) => ms).sort((a, b) => a - b);
      const [words, aim] = DAYS[what];
      const [median, p95] = [0.5, 0.95].map((share) => quantile(times, share).toFixed(1));
      print(words, `median ${median} ms, 95th percentile ${p95} ms of ${times.length}`, aim);
    }
  });
  await lab.visit({}, async (page) => {
    await train(page);
    await page.getByRole("link", { name: "Day", exact: true }).click();
    await page.locator(".day .live:not(.trails)").waitFor();
    for (const name of ["Can wait", "Waits at most"]) {
      const { layout, frame } = await drag(page, 120, name);
      for (const [what, times] of [["layout", layout], ["painted frame", frame]]) {
        const [median, p95] = [0.5, 0.95].map((share) => quantile(times, share).toFixed(1));
        const figures = `median ${median} ms, 95th percentile ${p95} ms of ${times.length}`;
        print(`Day: “${name}” to ${what} while training`, figures, what === "layout" ? "16 ms" : "none");
      }
    }
  });
}

/** The gap that counts as learnt, %, and how long a run is that is to reach it. */
const LEARNT = { gap: 0.5, updates: 5000, seeds: [1, 2] };

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
          if (reached) print(`${name}, seed ${seed}: to a gap of ${LEARNT.gap} %`, `${now} s`, "8 s");
          else if (over) print(`${name}, seed ${seed}: to a gap of ${LEARNT.gap} %`, `not in ${now} s`, "8 s");
          if (reached || over) open.delete(name);
        }
        await page.waitForTimeout(200);
      }
    });
  }
}

async function main() {
  const lab = await openLab();
  try {
    console.log("sizes, brotli:");
    const { page, worker, rest } = await sizes(lab, ["page", "worker", "rest"], console.log);
    print("page", kib(page), `${AIM_KIB.page} KiB`);
    print("worker", kib(worker), `${AIM_KIB.worker} KiB`);
    console.log(`fetched afterwards, or when needed: ${kib(rest)}`);
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
    await days(lab);
    await learning(lab);
  } finally {
    await lab.close();
  }
  // Only here: the tests use the rest of this file, and loading Lighthouse takes seconds.
  const { scores } = await import("./lighthouse.mjs");
  console.log("Lighthouse, from a server that compresses as a static host does:");
  for (const device of ["mobile", "desktop"]) {
    const { categories, faults } = await scores(device);
    for (const { title, score } of categories) {
      const aim = title === "Performance" && device === "mobile" ? "97" : "95";
      print(`${title}, ${device}`, score, aim);
    }
    for (const fault of faults) console.log(`  ${fault}`);
  }
}

/** Only so much of it: `node budgets.mjs days`, or `swiftness`. */
const ONLY = { days, swiftness };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const only = ONLY[process.argv[2]];
  if (only) {
    const lab = await openLab();
    await only(lab).finally(() => lab.close());
  } else await main();
}
