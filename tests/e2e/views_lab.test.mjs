// Every state of the Lab, as views.test.mjs looks at those of Explore.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertFine, engineFree, everyLook, fill, openLab, some, state, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

state(lab, "the Lab", { hash: "#v4&view=lab&end" }, async (page) => {
  await workerReady(page);
  for (const details of await some(page.locator("main details > summary"))) await details.click();
});

state(lab, "the Lab after a run", { hash: "#v4&view=lab&end" }, async (page) => {
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

test("what a run reached fits a phone in each language", engineFree("words and room"), () =>
  lab.visit({ hash: "#v4&view=lab&end" }, async (page) => {
    await workerReady(page);
    await fill(page.getByLabel("Updates"), "20");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByText(/^Done: 40 updates/).waitFor({ timeout: 120_000 });
    for (const language of ["es", "zh", "en"]) {
      await page.locator("#language").selectOption(language);
      await page.locator(`html[lang=${language}] .res`).waitFor();
      await page.locator(".learnt").evaluate((it) => (it.open = true));
      const look = async () => {
        const [content, box] = await page.locator(".res").evaluate((it) => [it.scrollWidth, it.parentElement.clientWidth]);
        assert.ok(content <= box, `${language}: ${content} px in a box of ${box} px`);
        // What was learnt, and where digests came out the same.
        for (const table of await some(page.locator(".learnt .scroll"))) {
          const [inside, outside] = await table.evaluate((it) => [it.scrollWidth, it.clientWidth]);
          assert.ok(inside <= outside, `${language}: ${inside} px in a box of ${outside} px`);
        }
      };
      await everyLook(page, look, { widths: [320, 390], schemes: ["light"] });
    }
  }));
