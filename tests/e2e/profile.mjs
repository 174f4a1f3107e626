// Prints which functions of the page opening Explore does not run: fingerprint, "soon" if what
// follows the opening or using the controls runs it, else "later", and name, a line each. `cargo
// xtask profile` builds the page for it and keeps what is printed.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { opened, openLab, started, type, withhold, workerReady } from "./support.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

const lines = (await readFile(`${DIST}functions.txt`, "utf8")).trimEnd().split("\n");
const functions = lines.map((line) => {
  const [fingerprint, part] = line.split(" ", 2);
  const name = line.slice(fingerprint.length + part.length + 2);
  // The part by the source: 0, 1 (soon), 2 (later); "-" where a stub would not be smaller.
  return { fingerprint, part, name };
});
/** Whether opening runs it, and whether what follows does. */
const [opening, using] = [0, 1].map(() => new Array(functions.length).fill(false));

async function takeDown(page, ran) {
  const marks = await page.evaluate(
    async (count) => {
      const build = document.documentElement.dataset.build;
      const ui = await import(new URL(`./ui.js?v=${build}`, document.baseURI));
      const marks = await ui.default();
      return Array.from({ length: count }, (_, index) => marks[`marked:${index}`].value === 1);
    },
    functions.length,
  );
  marks.forEach((mark, index) => (ran[index] ||= mark));
}

/** What somebody does in the first seconds. */
async function use(page) {
  for (const input of await page.locator("main input[type=range]").all()) {
    if (!(await input.isVisible())) continue;
    for (const key of ["ArrowRight", "ArrowLeft", "PageUp", "PageDown"]) await input.press(key);
    const { x, y, width, height } = await input.boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 3, y + height / 2, { steps: 4 });
    await page.mouse.up();
  }
  for (const button of await page.locator("main .docktabs button, main .controls .btn").all()) {
    if ((await button.isVisible()) && (await button.isEnabled())) await button.click();
  }
  for (const radio of await page.locator("main input[type=radio]").all()) {
    if (await radio.isEnabled()) await radio.evaluate((it) => it.click());
  }
  for (const row of await page.locator("svg.chart [tabindex], svg.chart [role=button]").all()) {
    if (!(await row.isVisible())) continue;
    await row.focus();
    for (const key of ["Enter", "ArrowRight", "ArrowUp"]) await row.press(key);
  }
  const box = page.getByRole("textbox", { name: "Bandwidth", exact: true });
  if (await box.isVisible()) {
    await type(page, "Bandwidth", "30");
    await type(page, "Bandwidth", "5000");
    await type(page, "QoE threshold", "0.999");
  }
  for (const name of [/^Undo/, /^Redo/, /^Pin/, /^Reset bandwidth/, /^Reset all/]) {
    const button = page.getByRole("button", { name });
    if ((await button.isVisible()) && (await button.isEnabled())) await button.click();
  }
}

/** Asks for what is not there, which is said. */
async function ask(page) {
  await page.getByRole("link", { name: "Lab", exact: true }).click();
  await page.getByText("A part of the page could not be fetched.").waitFor();
  await page.getByLabel("Language").selectOption("es");
  await page.waitForTimeout(500);
}

const lab = await openLab();
try {
  // As it comes: the worker is still starting.
  for (const width of [390, 1440]) {
    await lab.visit({ width, expectProblems: true }, async (page) => {
      await started(page);
      await page.waitForTimeout(100);
      await takeDown(page, using);
    });
  }
  // What does not arrive is said by what does.
  const missing = (page) => page.context().route("**/ui_soon.wasm?*", (route) => route.abort());
  await lab.visit({ prepare: missing, expectProblems: true }, async (page) => {
    await page.getByText("A part of the page could not be fetched.").waitFor();
    await takeDown(page, opening);
  });
  for (const [width, hash, locale] of [
    [1440, "", "en"],
    [820, "#v1&bandwidth_mhz=40&choice=agent", "en"],
    [390, "", "en"],
    [1440, "#v1&grid_bs_g_per_kwh=12&choice=manual&tokens=300&power_w=5", "zh"],
  ]) {
    // English is what the browser asks for; the other languages are picked.
    let release = () => {};
    const prepare = async (page) => {
      // A link waits for it.
      if (!hash) release = await withhold(page, /ui_soon\.wasm/);
      if (locale !== "en") {
        await page.addInitScript((tag) => (localStorage.language ??= tag), locale);
      }
    };
    await lab.visit({ width, hash, prepare, expectProblems: true }, async (page) => {
      await opened(page);
      // The agents answer too.
      await page.waitForTimeout(2500);
      if (!hash) await takeDown(page, opening);
      release();
      await started(page);
      if (locale === "en") await workerReady(page);
      await use(page);
      await page.waitForTimeout(1500);
      if (locale === "en") await ask(page);
      await takeDown(page, using);
    });
  }
} finally {
  await lab.close();
}

// A name that several functions have is rare only if none of them ran.
const ran = (marks) => new Set(functions.filter((_, at) => marks[at]).map((it) => it.fingerprint));
const [opens, follows] = [ran(opening), ran(using)];
for (const { fingerprint, part, name } of functions) {
  if (opens.has(fingerprint)) continue;
  if (follows.has(fingerprint)) {
    if (part === "0") console.log(`${fingerprint} soon ${name}`);
  } else if (part === "0" || part === "1") {
    console.log(`${fingerprint} later ${name}`);
  }
}
