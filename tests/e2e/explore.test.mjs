// The Explore page as a visitor uses it: who chooses, the controls, links, undo, training, speed.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccessible,
  assertNoSidewaysScroll,
  openLab,
  SCHEMES,
  screenshot,
  started,
  WIDTHS,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const total = (page) => page.locator(".live").textContent();
const box = (page, id) => page.locator(`#${id}`);
/** Types into a number box and leaves it. */
const type = async (page, id, text) => {
  await box(page, id).fill(text);
  await box(page, id).press("Enter");
};
const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

for (const scheme of SCHEMES) {
  for (const width of WIDTHS) {
    test(`explore is accessible at ${width} px, ${scheme}`, () =>
      lab.visit({ width, scheme }, async (page) => {
        await started(page);
        await page.locator(".groups summary").first().click();
        await page.locator(".eq .src").first().click();
        await assertAccessible(page);
        await assertNoSidewaysScroll(page);
        await screenshot(page, "explore");
      }));
  }
}

test("the shell shows the same result before and after the engine arrives, and nothing moves", () =>
  lab.visit(
    {
      prepare: (page) =>
        page.addInitScript(() => {
          globalThis.shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) globalThis.shift += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          document.addEventListener("DOMContentLoaded", () => {
            globalThis.before = document.querySelector(".live").textContent;
          });
        }),
    },
    async (page) => {
      await started(page);
      await frame(page);
      assert.equal(await total(page), await page.evaluate(() => globalThis.before));
      const shift = await page.evaluate(() => globalThis.shift);
      assert.ok(shift < 0.02, `layout shift of ${shift}`);
    },
  ));

test("moving the length chooses by hand, the optimum can be had back", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const best = await total(page);
    await page.getByRole("slider", { name: "Answer length", exact: true }).press("ArrowRight");
    await page.getByRole("radio", { name: /^You/ }).isChecked();
    assert.notEqual(await total(page), best);
    await page.getByRole("radio", { name: /^Optimum/ }).check();
    assert.equal(await total(page), best);
  }));

test("a bad number is answered with the range, and nothing breaks", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await type(page, "bandwidth_mhz", "5000");
    await page.getByText("Use 0.1 to 1 000 MHz. Kept at 1000.").waitFor();
    await type(page, "bandwidth_mhz", "wide");
    await page.getByText(/Use 0\.1 to .* Kept at 1000\./).waitFor();
    assert.equal(await box(page, "bandwidth_mhz").getAttribute("aria-invalid"), "true");
    await type(page, "bandwidth_mhz", "20");
    assert.equal(await box(page, "bandwidth_mhz").getAttribute("aria-invalid"), null);
  }));

test("a country is found by name with the keyboard", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Grid of both sites: World average" }).press("Enter");
    await page.getByRole("combobox", { name: "Search zones" }).fill("pol");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Grid of both sites: Poland" }).waitFor();
    assert.match(page.url(), /zone=POL/);
    await page.getByRole("radio", { name: "Two" }).check();
    await type(page, "grid_bs_g_per_kwh", "12");
    await page.locator(".given").getByText("Poland with the radio in").waitFor();
  }));

test("the infeasible is a result with a way out", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await type(page, "qoe_min", "0.99");
    await page.getByText("No setting meets all limits.").waitFor();
    await page.getByRole("button", { name: /^Ask for QoE/ }).click();
    await page.getByText("No setting meets all limits.").waitFor({ state: "detached" });
  }));

test("a link restores the scenario, Back undoes, Forward redoes", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const opening = await total(page);
    await page.getByRole("button", { name: "Coal grid" }).click();
    const coal = await total(page);
    await type(page, "tokens", "500");
    const byHand = await total(page);
    const url = page.url();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction((it) => document.querySelector(".live").textContent === it, coal);
    await page.goBack();
    await page.waitForFunction((it) => document.querySelector(".live").textContent === it, opening);
    await page.getByRole("button", { name: "Redo" }).click();
    await page.waitForFunction((it) => document.querySelector(".live").textContent === it, coal);
    await page.goto("about:blank");
    await page.goto(url);
    await started(page);
    assert.equal(await total(page), byHand);
  }));

test("a bad value in a link is named, the rest is kept", () =>
  lab.visit({ hash: "#v1&distance_m=-40&bandwidth_mhz=40" }, async (page) => {
    await started(page);
    await page.getByText("One value in this link was not usable.").waitFor();
    await page.getByText("distance_m = -40").waitFor();
    assert.equal(await box(page, "bandwidth_mhz").inputValue(), "40");
  }));

test("a worker that does not start is said, and the page stays usable", () =>
  lab.visit(
    { expectProblems: true, prepare: (page) => page.context().route("**/start_worker.js*", (it) => it.abort()) },
    async (page) => {
      await started(page);
      await page.getByText("The worker is not running").waitFor();
      await page.getByRole("button", { name: "Plain text" }).click();
      assert.match(await total(page), /mg|g/);
    },
  ));

test("training runs, the curves grow, and a slider answers within a frame meanwhile", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Train your own" }).click();
    await page.getByText("Both agents are learning.").waitFor();
    await page.getByText(/of 40\s000 updates/).waitFor();
    await page.evaluate(() => performance.clearMeasures("aolo:update"));
    const slider = page.getByRole("slider", { name: "Bandwidth", exact: true });
    for (let step = 0; step < 60; step += 1) {
      await slider.press(step % 2 ? "ArrowLeft" : "ArrowRight");
      await frame(page);
    }
    const times = await page.evaluate(() =>
      performance.getEntriesByName("aolo:update").map((it) => it.duration).sort((a, b) => a - b),
    );
    const median = times[Math.floor(times.length / 2)];
    console.log(`update: ${times.length} times, median ${median.toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)].toFixed(1)} ms`);
    assert.ok(times.length >= 60 && median < 16, `median ${median} ms of ${times.length}`);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused at update").waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Training stopped at update").waitFor();
  }));
