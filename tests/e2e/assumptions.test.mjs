// Which assumption matters: the tornado and the samples follow the scenario, say what the native
// command line says, and can be read, pressed and heard.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertFine,
  assertNoSidewaysScroll,
  engineFree,
  eventually,
  everyLook,
  native,
  openLab,
  started,
  type,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const HERE = { hash: "#v4&view=assumptions&end" };
const withThat = (changes) => HERE.hash.replace("&end", `&${changes}&end`);
const bars = (page) => page.getByRole("group", { name: /^How each uncertain constant/ }).getByRole("button");
const spoken = (page) => bars(page).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
const nine = (page) => page.locator(".nine");
/** A total as the page writes it in milligrams. */
const mg = (grams, digits = 3) => (1e3 * grams).toPrecision(digits);

/** Opens the table behind a chart: its rows as text. */
async function rows(page, name) {
  const table = page.getByRole("table", { name });
  if (!(await table.isVisible())) await page.locator("summary", { hasText: name }).click();
  // It is filled once it is open.
  await table.locator("tbody tr").last().waitFor();
  return table.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent.replaceAll(/\s/g, " "))),
  );
}

const settled = (page) => page.locator('.spread[aria-busy="false"]').waitFor();

test("a link carries how the samples are drawn, and Back undoes a change of it", engineFree("links"), () =>
  lab.visit({ hash: withThat("samples=2000&sample_seed=9") }, async (page) => {
    await started(page);
    const seed = page.getByLabel("Seed", { exact: true });
    assert.equal(await page.getByLabel("Samples", { exact: true }).inputValue(), "2000");
    assert.equal(await seed.inputValue(), "9");
    const drawn = async (seed) => {
      const { q05_g, q95_g } = await native(["uncertainty", "--samples", "2000", "--seed", `${seed}`], {});
      const [low, high] = [mg(q05_g), mg(q95_g)];
      await eventually(() => nine(page).textContent(), (text) => text.includes(low) && text.includes(high), `seed ${seed}`);
    };
    await drawn(9);
    await type(page, "Seed", "4");
    await drawn(4);
    assert.match(page.url(), /&samples=2000&sample_seed=4&end$/);
    await page.goBack();
    await drawn(9);
    assert.equal(await seed.inputValue(), "9");
  }));

test("bars and samples are those of the native command line", engineFree("figures"), () =>
  lab.visit(HERE, async (page) => {
    await started(page);
    const tornado = await native(["tornado"], {});
    await eventually(() => bars(page).count(), (count) => count === 12, "twelve bars");
    const labels = await spoken(page);
    tornado.bars.forEach((bar, index) => {
      const ends = `: ${mg(bar.at_low_g)}, ${mg(bar.at_high_g)} mg in total`;
      assert.ok(labels[index].includes(ends), `${labels[index]}: ${ends}`);
    });
    const behind = await rows(page, "Uncertain constants and what each does to the total");
    assert.equal(behind.length, 12);
    assert.deepEqual(behind.map((row) => row[6]), tornado.bars.map((bar) => bar.provenance));

    await settled(page);
    const spread = await native(["uncertainty", "--samples", "10000", "--seed", "1"], {});
    const told = await rows(page, "Spread of the total, and each constant’s share of it");
    const figures = Object.fromEntries(told);
    assert.equal(figures["5 % quantile"], `${mg(spread.q05_g)} mg`);
    assert.equal(figures.Median, `${mg(spread.median_g)} mg`);
    assert.equal(figures["95 % quantile"], `${mg(spread.q95_g)} mg`);
    const bins = told.filter(([name]) => name.startsWith("Samples from "));
    const counts = bins.map((row) => Number(row[1].replaceAll(" ", "")));
    assert.deepEqual(counts, spread.histogram);
  }));

test("both follow the scenario, and the samples their seed", engineFree("figures"), () =>
  lab.visit(HERE, async (page) => {
    await started(page);
    await settled(page);
    const [before, words] = [await spoken(page), await nine(page).innerText()];
    await type(page, "Seed", "2");
    const other = await eventually(() => nine(page).innerText(), (now) => now.includes("seed 2"), "seed 2");
    await type(page, "Payload", "20000");
    await eventually(() => spoken(page), (now) => now[0] !== before[0], "other bars");
    await eventually(() => nine(page).innerText(), (now) => now !== other, "another spread");
    await type(page, "Payload", "5000");
    await type(page, "Seed", "1");
    await eventually(() => nine(page).innerText(), (now) => now === words, "what was first drawn");
    await type(page, "Samples", "7");
    await page.getByText(/^Use .*100 to 100.000/).waitFor();
  }));

test("what has been set is no longer uncertain", engineFree("figures"), () =>
  lab.visit({ hash: withThat("pue=1.3") }, async (page) => {
    await started(page);
    await settled(page);
    assert.equal(await bars(page).count(), 11);
    const all =
      "batch=60&host_power_w=160&idle_fraction=0.1&server_embodied_kg=5000&utilisation=0.5&coding_efficiency=0.7" +
      "&gpu_embodied_kg=200&lifetime_y=5&site_embodied_kg=0&energy_model=ecologits";
    await page.evaluate((hash) => (location.hash = hash), withThat(`pue=1.3&${all}`));
    await page.getByText("Nothing is left uncertain").waitFor();
  }));

test("a bar opens its source by keyboard", engineFree("as the bar that opens its equation"), () =>
  lab.visit(HERE, async (page) => {
    await started(page);
    const first = bars(page).first();
    await first.focus();
    await page.keyboard.press("Enter");
    await eventually(() => first.getAttribute("aria-expanded"), (now) => now === "true", "an open bar");
    await page.locator("#told-assumption", { hasText: /Source \(\w+\): / }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await eventually(() => bars(page).nth(1).getAttribute("aria-expanded"), (now) => now === "true", "the next");
    assert.equal(await first.getAttribute("aria-expanded"), "false");
    await page.keyboard.press("Space");
    await page.getByText("Press a bar to see where its range comes from.").waitFor();
  }));

test("samples are drawn while training goes on", (t) =>
  lab.visit({ hash: "#v4&view=lab&end" }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByText("Both agents are learning.").waitFor();
    await page.getByRole("link", { name: "Assumptions" }).click();
    const asked_ms = Date.now();
    await nine(page).waitFor();
    t.diagnostic(`10 000 samples beside a run, after ${Date.now() - asked_ms} ms`);
    await page.getByRole("link", { name: "Learning" }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText(/^Training stopped at update/).waitFor();
  }));

test("the assumptions, from everywhere", () =>
  lab.visit(HERE, async (page) => {
    await started(page);
    await settled(page);
    await bars(page).first().click();
    await everyLook(page, () => assertFine(page, "assumptions"));
    await rows(page, "Uncertain constants and what each does to the total");
    await rows(page, "Spread of the total, and each constant’s share of it");
    await everyLook(page, () => assertNoSidewaysScroll(page));
  }));
