// Every state of the page at every width and in both schemes: accessible, and no wider than its
// window. Saves a picture of each in target/screenshots.

import { after, test } from "node:test";
import {
  assertAccessible,
  assertNoSidewaysScroll,
  eventually,
  fill,
  openLab,
  SCHEMES,
  screenshot,
  WIDTHS,
  workerReady,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

async function assertFine(page, state) {
  // First: a failure is understood sooner with its picture.
  await screenshot(page, state.replaceAll(" ", "-"));
  await assertAccessible(page, `with ${state}`);
  await assertNoSidewaysScroll(page);
}

for (const scheme of SCHEMES) {
  for (const width of WIDTHS) {
    const at = `${width} px, ${scheme}`;

    test(`parts opened, ${at}`, () =>
      lab.visit({ width, scheme }, async (page) => {
        await workerReady(page);
        await page.locator("#equation").getByRole("button").first().click();
        await page.locator(".lim").getByRole("button", { name: "Outage" }).click();
        await page.locator("#limit-equation").getByRole("button").last().click();
        await assertFine(page, "an equation open");
        const groups = page.locator("main details > summary");
        for (const summary of await groups.all()) {
          // Those inside a folded part of the dock cannot be pressed.
          if (await summary.isVisible()) await summary.click();
        }
        await assertFine(page, "parameters open");
      }));

    test(`the Lab, ${at}`, () =>
      lab.visit({ width, scheme, hash: "#v1&view=lab" }, async (page) => {
        await workerReady(page);
        for (const details of await page.locator("main details > summary").all()) await details.click();
        await assertFine(page, "the Lab");
      }));

    test(`the Lab after a run, ${at}`, () =>
      lab.visit({ width, scheme, hash: "#v1&view=lab" }, async (page) => {
        await workerReady(page);
        await fill(page.getByLabel("Seeds"), "2");
        await fill(page.getByLabel("Updates"), "20");
        await page.getByRole("button", { name: "Train", exact: true }).click();
        await page.getByText(/^Done: 80 updates/).waitFor({ timeout: 120_000 });
        await page.getByRole("row", { name: /^SDRL/ }).getByRole("button").click();
        await page.locator("#gap-equation .src").first().click();
        await assertFine(page, "the Lab after a run");
      }));

    test(`the policy, ${at}`, () =>
      lab.visit({ width, scheme, hash: "#v1&view=policy" }, async (page) => {
        await page.getByRole("img", { name: /^Length and power along/ }).waitFor();
        await assertFine(page, "the policy");
      }));

    test(`share dialog, ${at}`, () =>
      lab.visit({ width, scheme }, async (page) => {
        await workerReady(page);
        await page.getByRole("button", { name: "Share" }).click();
        await page.getByRole("dialog").waitFor();
        await assertFine(page, "share dialog");
      }));

    test(`a broken link, ${at}`, () =>
      lab.visit({ width, scheme, hash: "#v1&distance_m=-40&nonsense" }, async (page) => {
        await workerReady(page);
        await page.getByRole("alert").getByText("not usable").waitFor();
        await assertFine(page, "broken link");
      }));

    test(`nothing feasible, ${at}`, () =>
      lab.visit({ width, scheme, hash: "#v1&qoe_min=0.999" }, async (page) => {
        await workerReady(page);
        await page.getByText("No setting meets all limits.", { exact: true }).waitFor();
        await assertFine(page, "infeasible");
      }));

    test(`training, ${at}`, () =>
      lab.visit({ width, scheme }, async (page) => {
        await workerReady(page);
        await page.getByRole("button", { name: "Train your own" }).click();
        const bar = page.getByRole("progressbar", { name: "Training" });
        await eventually(() => bar.evaluate((it) => it.value), (now) => now > 200, "some updates");
        await assertFine(page, "training");
        await page.getByRole("button", { name: "Stop" }).click();
      }));
  }
}
