// The page opens with a part of itself; the rest is fetched at once or afterwards, and nobody
// notices.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  ENGINE,
  eventually,
  headlineBecomes,
  native,
  opened,
  OPENING,
  openLab,
  started,
  type,
  WIDTHS,
  withhold,
  workerReady,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

/** What was needed before it had been fetched, so that the page stood still until it was there. */
const waitedFor = (page) =>
  page.evaluate(() => performance.getEntriesByName("aolo:waited").map((it) => it.detail));

/** The later part and its words. */
const LATER = /ui_later\.wasm|-later\.txt/;

for (const width of [820, 1440]) {
  test(`Explore answers before the rest is there, ${width} px`, async () => {
    let release;
    const prepare = async (page) => (release = await withhold(page, LATER));
    await lab.visit({ width, prepare }, async (page) => {
      await workerReady(page);
      await type(page, "Bandwidth", "30");
      const { total_g } = await native(["optimum"], { ...OPENING, bandwidth_mhz: 30 });
      await headlineBecomes(page, total_g);
      for (const slider of await page.locator("input[type=range]").all()) {
        if (!(await slider.isVisible())) continue;
        await slider.press("ArrowRight");
        await slider.press("ArrowLeft");
      }
      await page.getByRole("button", { name: "Undo" }).click();
      assert.deepEqual(await waitedFor(page), []);
      release();
    });
  });
}

for (const width of WIDTHS) {
  test(`sentence, waterfall and controls are there before what follows them, ${width} px`, async () => {
    let release;
    const prepare = async (page) => (release = await withhold(page, /ui_soon\.wasm/));
    await lab.visit({ width, prepare }, async (page) => {
      await opened(page);
      const { total_g } = await native(["optimum"], OPENING);
      await headlineBecomes(page, total_g);
      await page.locator(".fall .row-button").first().waitFor();
      await page.locator("input[type=range]:visible").first().waitFor();
      assert.equal(await page.locator(".panel.map").count(), 0);
      assert.deepEqual(await waitedFor(page), []);
      const places = () =>
        page.locator("main > *").evaluateAll((all) => all.slice(0, 4).map((it) => it.getBoundingClientRect().top));
      const before = await places();
      release();
      await started(page);
      await page.locator(".panel.map svg").first().waitFor();
      // What was there stays where it was.
      assert.deepEqual(await places(), before);
      assert.deepEqual(await waitedFor(page), []);
    });
  });
}

test("if what follows does not arrive, the page says so, and tries again", async () => {
  let missing = true;
  const prepare = (page) =>
    page.context().route("**/ui_soon.wasm?*", (route) => (missing ? route.abort() : route.continue()));
  await lab.visit({ prepare, expectProblems: true }, async (page) => {
    await opened(page);
    await page.getByRole("alert").getByText("A part of the page could not be fetched.").waitFor();
    missing = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await started(page);
    await type(page, "Bandwidth", "30");
    const { total_g } = await native(["optimum"], { ...OPENING, bandwidth_mhz: 30 });
    await headlineBecomes(page, total_g);
  });
});

// Playwright holds back the first request for a file in this Firefox, and lets a second one pass.
const held = { skip: ENGINE === "firefox" };

test("a chart is saved, and once, though what saves it arrives late", held, async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, /save\.js/));
  await lab.visit({ prepare }, async (page) => {
    await started(page);
    const panel = page.locator(".fall");
    await panel.getByText("As a table").click();
    const downloads = [];
    page.on("download", (it) => downloads.push(it.suggestedFilename()));
    await panel.getByRole("button", { name: "CSV" }).click();
    setTimeout(() => release(), 200);
    await eventually(() => downloads.length, (count) => count > 0, "the file");
    await page.waitForTimeout(300);
    assert.equal(downloads.length, 1, `${downloads}`);
    assert.match(downloads[0], /\.csv$/);
  });
});

test("a view that is asked for before it is there opens once it is", held, async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, LATER));
  await lab.visit({ prepare }, async (page) => {
    await started(page);
    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await page.waitForTimeout(200);
    assert.equal(await page.locator("main.explore").count(), 1);
    release();
    await page.locator("main.lab").waitFor();
    assert.deepEqual(await waitedFor(page), []);
  });
});

test("a link to another view waits for nothing either", () =>
  lab.visit({ hash: "#v1&view=lab" }, async (page) => {
    await page.locator("main.lab").waitFor();
    assert.deepEqual(await waitedFor(page), []);
  }));

test("a link opens on what it says, and waits for nothing but what reads it", () =>
  lab.visit({ hash: "#v1&bandwidth_mhz=30" }, async (page) => {
    await started(page);
    const { total_g } = await native(["optimum"], { bandwidth_mhz: 30 });
    await headlineBecomes(page, total_g);
    assert.deepEqual(await waitedFor(page), []);
  }));

test("if the rest does not arrive, the page says so, and tries again", held, async () => {
  let missing = true;
  const prepare = (page) =>
    page.context().route("**/ui_later.wasm?*", (route) => (missing ? route.abort() : route.continue()));
  await lab.visit({ prepare, expectProblems: true }, async (page) => {
    await started(page);
    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await page.getByText("A part of the page could not be fetched.").waitFor();
    await type(page, "Bandwidth", "30");
    missing = false;
    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await page.locator("main.lab").waitFor();
  });
});

test("what nothing announces is waited for", async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, LATER));
  await lab.visit({ prepare }, async (page) => {
    await started(page);
    setTimeout(() => release(), 300);
    await page.evaluate(() => (location.hash = "#v1&view=lab"));
    await page.locator("main.lab").waitFor();
  });
});
