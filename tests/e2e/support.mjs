// What the tests of the built page share: a server, a browser, and checks that hold for any test.
//
//   const lab = await openLab();            // once per test file
//   after(() => lab.close());
//   test("…", () => lab.visit({ width: 390, scheme: "dark" }, async (page) => { … }));
//
// `visit` fails by itself on console errors, uncaught errors and requests to other origins. How to
// write a test, and which engine it runs in: README.md beside this file.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import jsQR from "jsqr";
import { chromium, firefox } from "playwright-core";
import { serve } from "../../xtask/serve.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** How long a test waits for what has to come. None depends on it: on a busy machine all takes longer. */
export const PATIENCE_MS = 60_000;

const SCREENSHOTS = join(ROOT, "target", "screenshots");
/** Whether pictures are wanted of all that a test looks at, and not only where one has failed. */
const PICTURES = process.env.AOLO_PICTURES === "1";

/** The page is served from here, so that an address that starts at the root fails. */
export const BASE = "/some/path/";

/** The widths and colour schemes that every view has to work in. */
export const WIDTHS = [390, 820, 1440];
export const SCHEMES = ["light", "dark"];

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Chromium without what is around a page: the same engine for a third less work. */
const SHELL = "chromium-headless-shell";
export const FLAGS = [
  // Chromium has no sandbox for root; the only page it opens is our own.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The window and the media of a visit that says nothing of them. */
const LOOK = { width: 1440, height: 900 };

/** The engine that the tests run in: "chromium", or "firefox" by AOLO_ENGINE=firefox. */
export const ENGINE = process.env.AOLO_ENGINE ?? "chromium";

/**
 * Options of a test that no second engine can answer differently, with the reason: what it compares
 * was computed by WebAssembly, say, or is text. It runs in Chromium only.
 */
export const engineFree = (reason) => ({ skip: ENGINE !== "chromium" && `the same in any engine: ${reason}` });

/** Options of a test of what Playwright cannot ask Firefox for, with what that is. */
export const chromiumOnly = (reason) => ({ skip: ENGINE !== "chromium" && `not to be had in Firefox: ${reason}` });

/** Firefox as the distribution has it: Playwright speaks WebDriver BiDi to it. */
const FIREFOXES = ["firefox-esr", "firefox"];

/** Reduced motion, which Playwright cannot ask this Firefox for. */
const STILL = { "ui.prefersReducedMotion": 1 };

function launch(downloadsPath) {
  if (ENGINE === "firefox") {
    const executablePath = findBrowser(FIREFOXES);
    return firefox.launch({ executablePath, channel: "moz-firefox", firefoxUserPrefs: STILL, downloadsPath });
  }
  assert.equal(ENGINE, "chromium", "AOLO_ENGINE is neither chromium nor firefox");
  return chromium.launch({ executablePath: findBrowser([SHELL, ...BROWSERS]), args: FLAGS });
}

/**
 * Serves dist/, or what `served` says (see xtask/serve.mjs); the first visit starts a browser. Close
 * what it returns, also after a failure.
 */
export async function openLab(served) {
  return new Lab(await serve({ served, base: BASE }), !served);
}

/** What is told of a profile: of a visit alone, so that none hears of another. */
const TOLD = ["console", "page", "request", "requestfailed", "requestfinished", "response", "weberror"];

class Lab {
  #server;
  /** Whether what is served stays as it is. */
  #steady;
  /** Started by the first visit: a file whose tests are all skipped needs none. */
  #browser;
  #downloads;
  /** A profile that is as new, left by the last visit: see [`#profile`]. */
  #clean;
  /** What `otherSite` started, by origin: folder and server. */
  #sites = new Map();

  constructor(server, steady) {
    this.#server = server;
    this.#steady = steady;
    this.origin = `http://127.0.0.1:${server.address().port}`;
    this.url = this.origin + BASE;
  }

  /**
   * Serves a page of another site that holds `html`: its address. It comes from a server, since a Firefox
   * whose requests Playwright answers checks the hashes of what a frame adds against empty files.
   */
  async otherSite(html) {
    const folder = await mkdtemp(join(tmpdir(), "aolo-site-"));
    await writeFile(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${html}`);
    const server = await serve({ served: { folder } });
    const origin = `http://127.0.0.1:${server.address().port}`;
    this.#sites.set(origin, { folder, server });
    return `${origin}/`;
  }

  async #start() {
    this.#downloads = await mkdtemp(join(tmpdir(), "aolo-downloads-"));
    return launch(this.#downloads);
  }

  /**
   * Opens the page in a profile without a past, hands it to `body`, and checks that nothing went wrong.
   *
   * options.width, .height  size of the window (1440 × 900)
   * options.scheme          "light" or "dark" ("light")
   * options.reducedMotion   "reduce" or "no-preference" ("reduce": screenshots hold still)
   * options.hash            fragment of the address ("")
   * options.prepare         async (page) => …, before the page is loaded
   * options.expectProblems  true where errors are the point of the test (false)
   * options.fresh           true for a profile of its own, where another origin is opened (false)
   */
  async visit(options, body) {
    const { width, height, scheme, reducedMotion } = { ...LOOK, scheme: "light", reducedMotion: "reduce", ...options };
    const { context, keeper } = await this.#profile(options.fresh);
    let passed = false;
    try {
      const problems = this.#watch(context);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.setViewportSize({ width, height });
      await page.emulateMedia(ENGINE === "firefox" ? { colorScheme: scheme } : { colorScheme: scheme, reducedMotion });
      await options.prepare?.(page);
      await page.goto(this.url + (options.hash ?? ""));
      const result = await body(page);
      if (!options.expectProblems) {
        await reported(page);
        assert.deepEqual(problems, [], "the browser reported problems");
      }
      passed = true;
      return result;
    } finally {
      if (!passed) await left(context.pages().filter((page) => page !== keeper));
      if (!passed || !keeper || !(await this.#cleaned(context, keeper))) await context.close();
    }
  }

  /**
   * A profile without a past: the one that the last visit left, cleaned, or a new one. One that stays
   * keeps its process by a page of its own, and what that has compiled; this halves the work of a visit.
   */
  async #profile(fresh) {
    const clean = this.#clean;
    this.#clean = undefined;
    if (clean && !fresh) return clean;
    await clean?.context.close();
    this.#browser ??= this.#start();
    const context = await (await this.#browser).newContext({ viewport: LOOK, colorScheme: "light", reducedMotion: "reduce" });
    if (fresh || !this.#steady || ENGINE !== "chromium") return { context };
    const keeper = await context.newPage();
    // Of the same site, and out of the service worker's sight.
    await keeper.route(`${this.origin}/`, (route) => route.fulfill({ body: "<!doctype html>", contentType: "text/html" }));
    await keeper.goto(`${this.origin}/`);
    return { context, keeper };
  }

  /** Leaves nothing of a visit in its profile; false where that cannot be said. */
  async #cleaned(context, keeper) {
    try {
      for (const event of TOLD) context.removeAllListeners(event);
      await Promise.all(context.pages().filter((page) => page !== keeper).map((page) => page.close()));
      await context.unrouteAll({ behavior: "ignoreErrors" });
      await context.setOffline(false);
      await context.clearPermissions();
      await context.clearCookies();
      const session = await context.newCDPSession(keeper);
      await session.send("Storage.clearDataForOrigin", { origin: this.origin, storageTypes: "all" });
      await session.detach();
    } catch {
      return false;
    }
    this.#clean = { context, keeper };
    return true;
  }

  #watch(context) {
    const problems = [];
    context.on("console", (message) => {
      // A part that a page which is left was still fetching: Firefox reports it here.
      if (ENGINE === "firefox" && message.location().url.endsWith("/__wasm_split.js")) return;
      if (["error", "warning"].includes(message.type())) {
        problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => {
      const text = String(error.error());
      // Playwright's own style for screenshots, which only Firefox reports; Chromium's run watches
      // the page's styles.
      if (ENGINE === "firefox" && text.includes("blocked an inline style (style-src-elem)")) return;
      // What a page that is left was still fetching: Firefox reports it, and nobody sees it. It checks what
      // had not come as if it were empty: that hash is of no file of the page.
      const left = /error loading dynamically imported module|A ServiceWorker intercepted the request|computed hash is “47DEQpj8HBSa/;
      if (ENGINE === "firefox" && left.test(text)) return;
      problems.push(`uncaught: ${text}`);
    });
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!["data:", "blob:"].includes(protocol) && origin !== this.origin && !this.#sites.has(origin)) {
        problems.push(`request to another origin: ${request.url()}`);
      }
    });
    context.on("response", (response) => {
      if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
    });
    return problems;
  }

  /**
   * Takes the host from the net, until what it returns is called. Playwright can take away the net itself,
   * but a service worker of Firefox goes on to reach the host then, or not, as it comes.
   */
  async unplug() {
    const { port } = this.#server.address();
    await new Promise((gone) => {
      this.#server.close(gone);
      this.#server.closeAllConnections();
    });
    return () => new Promise((there) => this.#server.listen(port, "127.0.0.1", there));
  }

  /** What a click saves: name and bytes. */
  async saved(page, button) {
    if (ENGINE !== "firefox") {
      const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    }
    // Playwright hears nothing of what this Firefox saves: the file itself tells.
    await button.click();
    const whole = async () => (await readdir(this.#downloads)).filter((it) => !it.endsWith(".part"));
    const [name] = await eventually(whole, (files) => files.length === 1, "one saved file");
    const file = join(this.#downloads, name);
    const bytes = await eventually(() => readFile(file), ({ length }) => length > 0, "what is in it");
    await rm(file);
    return { name, bytes };
  }

  async close() {
    this.#server.close();
    for (const { folder, server } of this.#sites.values()) {
      server.close();
      await rm(folder, { recursive: true });
    }
    if (!this.#browser) return;
    await (await this.#browser).close();
    await rm(this.#downloads, { recursive: true });
  }
}

let failures = 0;

/** Saves how a visit that failed has left its pages: a failure is understood sooner with its picture. */
async function left(pages) {
  for (const page of pages) {
    failures += 1;
    const path = join(SCREENSHOTS, `failed-${basename(process.argv[1])}-${failures}-${ENGINE}.png`);
    // The failure itself is what is told of a page that does not answer.
    await page.screenshot({ path, fullPage: true, timeout: 10_000 }).catch(() => {});
  }
}

/** Waits until what went wrong so far in page and workers has been reported. */
async function reported(page) {
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  // Errors of a worker reach its page by a message, so the page's turn comes after the workers'. One
  // that is gone has nothing to report.
  await Promise.all(page.workers().map((worker) => worker.evaluate(turn).catch(() => {})));
  await page.evaluate(turn);
}

/**
 * Shows the page at every width in every scheme, one after another in one visit, and hands what it
 * looks like to `body`. Firefox cannot be asked for a scheme: there the widths alone.
 */
export async function everyLook(page, body, { widths = WIDTHS, schemes = SCHEMES } = {}) {
  for (const scheme of ENGINE === "firefox" ? schemes.slice(0, 1) : schemes) {
    if (scheme !== schemes[0]) recoloured.add(page);
    for (const width of widths) {
      await look(page, width, scheme);
      const at = `${width} px, ${scheme}`;
      try {
        await body(at);
      } catch (error) {
        error.message = `at ${at}: ${error.message}`;
        throw error;
      }
    }
  }
  recoloured.delete(page);
}

/** Pages that were looked at in another scheme before: since then nothing but colours has changed. */
const recoloured = new WeakSet();

/** Resizes the window and changes the scheme; the page has been laid out for them afterwards. */
async function look(page, width, scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: page.viewportSize().height });
  // What observes sizes hears of them after a layout, and draws in the next.
  await frames(page, 3);
}

/** Fails if a head of a table that is shown does not stand over its column. */
export async function assertHeads(page, about) {
  const astray = await page.evaluate(() => {
    const of = (table) => {
      const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
      const row = [...table.tBodies].flatMap((it) => [...it.rows]).find((it) => it.cells.length === heads.length);
      if (!row || !table.checkVisibility()) return [];
      return heads.filter((head, column) => {
        const [over, under] = [head, row.cells[column]].map((it) => it.getBoundingClientRect());
        // What is for those who hear the page has no room.
        if (Math.min(over.width, over.height, under.width, under.height) < 2) return false;
        return Math.min(over.right, under.right) <= Math.max(over.left, under.left);
      });
    };
    return [...document.querySelectorAll("table")].flatMap(of).map((it) => it.textContent);
  });
  assert.deepEqual(astray, [], `heads beside their columns: ${about}`);
}

/** Waits until so many frames have been drawn: what an event changes is there after two. */
export function frames(page, count = 2) {
  return page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
  }, count);
}

/** Lets nothing of the files of that pattern through until the returned function is called. */
export async function withhold(page, files) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.context().route(files, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Waits until the page has opened: www/boot.js takes its message away then. */
export async function opened(page) {
  await page.locator("#boot-message").waitFor({ state: "detached" });
}

/** Waits until all of the view is there, what follows the opening too. */
export async function started(page) {
  await opened(page);
  await page.locator("main:not(.explore), .panel.map").first().waitFor({ state: "attached" });
}

/** Waits until the worker listens: a run can be started then, by a button of that name. */
export async function workerReady(page, train = /^Train/) {
  await started(page);
  await page.locator("button:enabled", { hasText: train }).waitFor();
}

/** Goes to a place of the page, and waits until it is there. */
export async function go(page, place) {
  const words = () => page.locator("main").first().innerHTML();
  const before = await words();
  await page.evaluate((hash) => (location.hash = hash), `#v4&${place}&end`);
  await eventually(words, (now) => now !== before, place);
  await frames(page);
}

/** The button of just that name. */
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Starts a run of Explore; Seed and Updates as given. */
export async function train(page, seed, updates) {
  await workerReady(page);
  await type(page, "Seed", String(seed));
  await type(page, "Updates", String(updates));
  await button(page, "Train your own").click();
}

/** Updates done so far. */
export const done = (page) => page.getByRole("progressbar", { name: "Training" }).evaluate((it) => it.value);

/** Waits until a run under way is kept on the device. */
export function kept(page) {
  const bytes = () => page.evaluate(async () => (await aoloKept.read())?.length ?? 0);
  // That of a checkpoint: names and figures of a run alone are a few kilobytes.
  return eventually(bytes, (length) => length > 100_000, "the run, to be kept on the device");
}

/** The digests of what was learnt in a run that is over, SDRL's and SAC's. */
export async function digests(page) {
  await page.evaluate(() => (location.hash = "#v4&view=lab&end"));
  const table = page.locator(".learnt");
  await table.waitFor();
  const cells = await table.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((it) => it.textContent)));
  return ["SDRL", "SAC"].map((name) => cells.find((row) => row.includes(name))?.at(-1));
}

/** The same of the native command line, trained without a stop. */
export async function trained(updates, seed = 1) {
  const folder = await mkdtemp(join(tmpdir(), "aolo-trained-"));
  try {
    const train = async (name) => {
      const run = ["--seed", String(seed), "--updates", String(updates), "--out", join(folder, name)];
      return (await aolo(["train", "--algorithm", name, ...run])).digest;
    };
    return await Promise.all(["sdrl", "sac"].map(train));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the native command line prints for these arguments and this scenario, as an object. */
export function native(command, scenario, option = "--scenario") {
  return aolo([...command, option, "-"], JSON.stringify(scenario));
}

function aolo(words, input = "") {
  // Built for this once by `cargo test --features cli`; AOLO_BIN names a binary to use instead.
  const cargo = ["run", "--quiet", "--locked", "--features", "cli", "--bin", "aolo", "--"];
  const [file, first] = process.env.AOLO_BIN ? [resolve(process.env.AOLO_BIN), []] : ["cargo", cargo];
  return new Promise((done, reject) => {
    const child = execFile(
      file,
      [...first, ...words],
      { cwd: ROOT },
      (error, stdout, stderr) => (error ? reject(new Error(stderr || error)) : done(JSON.parse(stdout))),
    );
    child.stdin.end(input);
  });
}

/** The unrounded total of the headline, g. */
export async function headline(page) {
  return Number(await page.locator("h1 [data-total-g]").getAttribute("data-total-g"));
}

/** Waits until the page has drawn what it leaves for an idle moment. */
export function idle(page) {
  // A moment that does not come is not waited for.
  const soon = { timeout: 1000 };
  return page.evaluate((soon) => new Promise((idle) => requestIdleCallback(() => requestIdleCallback(idle, soon), soon)), soon);
}

/**
 * Waits until the headline says what the native command line says, to one part in a million, and the
 * rest of the page follows.
 */
export async function headlineBecomes(page, total_g) {
  const near = (now) => Math.abs(now - total_g) <= 1e-6 * total_g;
  await eventually(() => headline(page), near, `the headline, to be ${total_g} g`);
  await idle(page);
}

/** Asks again and again until the answer is right, and returns it. */
export async function eventually(ask, right, what, patience_ms = PATIENCE_MS) {
  const end = Date.now() + patience_ms;
  for (;;) {
    const answer = await ask();
    if (right(answer)) return answer;
    assert.ok(Date.now() < end, `waited for ${what}; it is ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Lets the page open as one that speaks this language. */
export function speaks(page, language) {
  return page.addInitScript((tag) => {
    try {
      localStorage.setItem("language", tag);
    } catch {
      // Firefox runs this on its empty first page too, which may keep nothing.
    }
  }, language);
}

/** All that a locator finds, some at least: a loop over nothing would pass whatever the page shows. */
export async function some(locator) {
  const all = await locator.all();
  assert.ok(all.length > 0, `there is no ${locator}`);
  return all;
}

/** A slider of the page by its name. */
export function slider(page, name) {
  return page.getByRole("slider", { name, exact: true });
}

/** A number box of the page by its name. */
export function box(page, name) {
  return page.getByRole("textbox", { name, exact: true });
}

/** Puts a text into a field, as keys do. */
export async function fill(field, text) {
  if (ENGINE === "firefox") {
    // What a script has filled in is no change to Firefox: only keys are. The last one does.
    await field.fill(text.slice(0, -1));
    await field.press("Control+End");
    await field.pressSequentially(text.slice(-1));
  } else {
    await field.fill(text);
  }
}

/** Types into a number box as a person does, and confirms. */
export async function type(page, name, text) {
  await fill(box(page, name), text);
  await box(page, name).press("Enter");
}

/**
 * Fails if axe finds a breach of the accessibility rules in the page as it is now. In Chromium only: it
 * judges the same document and styles in any engine.
 */
export async function assertAccessible(page, state = "") {
  if (ENGINE !== "chromium") return;
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8"));
  }
  const rules = recoloured.has(page) ? { runOnly: ["color-contrast", "link-in-text-block"] } : {};
  const found = await page.evaluate(async (rules) => {
    const { violations } = await axe.run({ resultTypes: ["violations"], ...rules });
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).join("\n    ")}`,
    );
  }, rules);
  assert.equal(found.length, 0, `axe found ${state}:\n  ${found.join("\n  ")}`);
}

/** Takes a picture if any are wanted, and fails if the page breaches accessibility or is wider than the window. */
export async function assertFine(page, state) {
  await screenshot(page, state.replaceAll(" ", "-"));
  await assertAccessible(page, `with ${state}`);
  await assertNoSidewaysScroll(page);
}

/** A test that opens the page in a state, and looks at it from everywhere. */
export function state(lab, name, options, reach) {
  test(name, () =>
    lab.visit(options, async (page) => {
      await reach(page);
      await everyLook(page, () => assertFine(page, name));
    }));
}

/** Fails if the page is wider than the window. */
export async function assertNoSidewaysScroll(page) {
  const [content, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= width, `the page is ${content} px wide in a window of ${width} px`);
}

/** Fails if something is cut off, or scrolls sideways, but for the row of scenes and what holds a table. */
export async function assertNothingCut(page) {
  const cut = await page.evaluate(() => {
    const meant = ".vh, .skip, .presets, .scroll, [class*=icon]";
    const all = [...document.querySelectorAll("body *")].filter((it) => !it.matches(meant) && !it.closest("svg"));
    const wide = all.filter((it) => it.clientWidth > 1 && it.scrollWidth > it.clientWidth + 1);
    const held = wide.filter((it) => getComputedStyle(it).overflowX !== "visible" && getComputedStyle(it).display !== "inline");
    return held.map((it) => `${it.tagName}.${it.className} ${it.clientWidth} of ${it.scrollWidth} px: ${it.textContent.trim().slice(0, 60)}`);
  });
  assert.deepEqual(cut, []);
}

/** Fails if a text of a chart leaves the chart, or lies over another. */
export async function assertChartTexts(page) {
  const found = await page.evaluate(() => {
    const faults = [];
    for (const chart of document.querySelectorAll("svg.chart")) {
      const frame = chart.getBoundingClientRect();
      const texts = [...chart.querySelectorAll("text")].map((it) => [it.textContent, it.getBoundingClientRect()]);
      const seen = texts.filter(([, box]) => box.width > 0);
      for (const [index, [text, box]] of seen.entries()) {
        if (box.left < frame.left - 1 || box.right > frame.right + 1) faults.push(`“${text}” leaves its chart`);
        // A line of text is higher than its letters.
        const over = seen.slice(0, index).find(
          ([, other]) =>
            Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1 &&
            Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 5,
        );
        if (over) faults.push(`“${text}” lies over “${over[0]}”`);
      }
    }
    return faults;
  });
  assert.deepEqual(found, []);
}

/** What a camera reads off the QR code of this name, as it is on the screen. */
export async function readQr(page, name) {
  const code = page.getByRole("img", { name, exact: true });
  const picture = (await code.screenshot()).toString("base64");
  // Decoded in a page of its own: this one lets no picture in.
  const other = await page.context().newPage();
  const { data, width, height } = await other.evaluate(async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return { data: Array.from(data), width: image.width, height: image.height };
  }, picture);
  await other.close();
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data;
}

/** Saves the whole page as target/screenshots/NAME-WIDTH-SCHEME.png, if pictures are wanted. */
export async function screenshot(page, name) {
  if (!PICTURES || ENGINE !== "chromium") return;
  const dark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const file = `${name}-${page.viewportSize().width}-${dark ? "dark" : "light"}.png`;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, file), fullPage: true });
}

/** The first browser of these names on this machine; Chromium or Chrome unless asked otherwise. */
export function findBrowser(names = BROWSERS) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const files = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = files.find((file) => existsSync(file));
  assert.ok(found, `none of ${names.join(", ")} is on PATH; \`cargo xtask setup\` installs one`);
  return found;
}
