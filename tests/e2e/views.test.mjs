// Every state of the page at every width and in both schemes: accessible, and no wider than its
// window. Saves a picture of each in target/screenshots.

import { after, test } from "node:test";
import { assertFine, engineFree, eventually, everyLook, fill, openLab, some, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

/** Opens the page in a state, and looks at it from everywhere. */
const state = (name, options, reach) =>
  test(name, () =>
    lab.visit(options, async (page) => {
      await reach(page);
      await everyLook(page, () => assertFine(page, name));
    }));

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

state("the Lab", { hash: "#v4&view=lab&end" }, async (page) => {
  await workerReady(page);
  for (const details of await some(page.locator("main details > summary"))) await details.click();
});

state("the Lab after a run", { hash: "#v4&view=lab&end" }, async (page) => {
  await workerReady(page);
  await fill(page.getByLabel("Seeds"), "2");
  await fill(page.getByLabel("Updates"), "20");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText(/^Done: 80 updates/).waitFor({ timeout: 120_000 });
  await page.getByRole("row", { name: /^SDRL/ }).getByRole("button").click();
  await page.locator("#gap-equation .src").first().click();
});

test("the policy and the results", () =>
  lab.visit({ hash: "#v4&view=policy&end" }, async (page) => {
    await page.getByRole("img", { name: /^Length and power along/ }).waitFor();
    await everyLook(page, () => assertFine(page, "the policy"));
    await page.evaluate(() => (location.hash = "#v4&view=results&end"));
    await page.getByRole("heading", { name: "Who decides", exact: true }).waitFor();
    for (const details of await some(page.locator("main details > summary"))) await details.click();
    await everyLook(page, () => assertFine(page, "the results"));
  }));

state("share dialog", {}, async (page) => {
  await workerReady(page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("dialog").waitFor();
});

state("a broken link", { hash: "#v4&distance_m=-40&nonsense&end" }, async (page) => {
  await workerReady(page);
  await page.getByRole("alert").getByText("not usable").waitFor();
});

state("nothing feasible", { hash: "#v4&qoe_min=0.999&end" }, async (page) => {
  await workerReady(page);
  await page.getByText("No setting meets all limits.", { exact: true }).waitFor();
});

state("training", {}, async (page) => {
  await workerReady(page);
  // More than all the looks take.
  await fill(page.getByLabel("Updates"), "100000");
  await page.getByRole("button", { name: "Train your own" }).click();
  const bar = page.getByRole("progressbar", { name: "Training" });
  await eventually(() => bar.evaluate((it) => it.value), (now) => now > 200, "some updates");
});
