// On paper: result, charts and the address, without what can only be pressed.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { chromiumOnly, headline, openLab, screenshot, some, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const onPaper = chromiumOnly("paper");

for (const scheme of ["light", "dark"]) {
  test(`a sheet of Explore, from a ${scheme} page`, onPaper, () =>
    lab.visit({ scheme, width: 794, height: 1123, hash: "#v4&bandwidth_mhz=40&end" }, async (page) => {
      await workerReady(page);
      const total = await headline(page);
      // A theme that was chosen by hand stays off paper too.
      await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), scheme);
      await page.emulateMedia({ media: "print", colorScheme: scheme });
      assert.equal(await headline(page), total);
      for (const name of ["From prompt to phone", "Power and length"]) {
        assert.ok(await page.getByRole("heading", { name }).isVisible(), name);
      }
      assert.ok(await page.locator(".printed", { hasText: page.url() }).isVisible(), "the address");
      for (const part of [".tools", ".controls", ".train", ".views", ".dock", ".total"]) {
        for (const it of await some(page.locator(part))) assert.ok(!(await it.isVisible()), part);
      }
      const [text, paper] = await page.evaluate(() => [
        getComputedStyle(document.querySelector("h1")).color,
        getComputedStyle(document.documentElement).colorScheme,
      ]);
      assert.equal(paper, "light");
      const bright = text.match(/\d+/g).slice(0, 3).map(Number);
      assert.ok(Math.max(...bright) < 128, `dark ink: ${text}`);
      await screenshot(page, "printed");
      const pdf = await page.pdf({ format: "A4" });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages <= 2, `${pages} pages`);
    }));
}

test("a sheet of Day", onPaper, () =>
  lab.visit({ width: 794, height: 1123, hash: "#v4&view=day&day.date=2020-03-01&end" }, async (page) => {
    await page.getByRole("heading", { name: "If an assumption is wrong" }).waitFor();
    const shown = ["What moves the day’s carbon", "The day, hour by hour", "What quality costs", "How many machines are on"];
    for (const name of shown) await page.getByRole("heading", { name }).waitFor();
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    for (const name of shown) assert.ok(await page.getByRole("heading", { name }).isVisible(), name);
    assert.ok(await page.locator(".printed", { hasText: page.url() }).isVisible(), "the address");
    // Nothing was drawn: on paper there is nothing to draw on.
    assert.ok(!(await page.getByRole("heading", { name: "Draw your own day first", includeHidden: true }).isVisible()));
    for (const part of [".tools", ".controls", ".views", ".total", ".btn"]) {
      for (const it of await some(page.locator(part))) assert.ok(!(await it.isVisible()), part);
    }
    await screenshot(page, "printed-day");
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    assert.ok(pages <= 6, `${pages} pages`);
  }));
