// Every state of Explore at every width and in both schemes: accessible, and no wider than its
// window.

import { after, test } from "node:test";
import { assertFine, engineFree, eventually, everyLook, fill, openLab, some, state, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

test("parts opened", engineFree("roles, names and room, which the closed page is looked at for"), () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    await page.locator("#equation").getByRole("button").first().click();
    await page.locator(".lim").getByRole("button", { name: "Outage" }).click();
    await page.locator("#limit-equation").getByRole("button").last().click();
    await everyLook(page, () => assertFine(page, "an equation open"));
    for (const summary of await some(page.locator("main details > summary"))) {
      if (await summary.isVisible()) await summary.click();
    }
    await everyLook(page, () => assertFine(page, "parameters open"));
  }));

state(lab, "share dialog", {}, async (page) => {
  await workerReady(page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("dialog").waitFor();
});

state(lab, "a broken link", { hash: "#v4&distance_m=-40&nonsense&end" }, async (page) => {
  await workerReady(page);
  await page.getByRole("alert").getByText("not usable").waitFor();
});

state(lab, "nothing feasible", { hash: "#v4&qoe_min=0.999&end" }, async (page) => {
  await workerReady(page);
  await page.getByText("No setting meets all limits.", { exact: true }).waitFor();
});

state(lab, "training", {}, async (page) => {
  await workerReady(page);
  // More than all the looks take.
  await fill(page.getByLabel("Updates"), "100000");
  await page.getByRole("button", { name: "Train your own" }).click();
  const bar = page.getByRole("progressbar", { name: "Training" });
  await eventually(() => bar.evaluate((it) => it.value), (now) => now > 200, "some updates");
});
