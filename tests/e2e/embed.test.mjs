// Inside another page: the result and its charts, and a way to the whole page.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccessible, assertNoSidewaysScroll, headline, openLab, screenshot, started } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

for (const width of [390, 820]) {
  test(`embedded at ${width} px`, () =>
    lab.visit({ width, height: 700, hash: "?embed#v1&bandwidth_mhz=40" }, async (page) => {
      await started(page);
      assert.ok((await headline(page)) > 0);
      await page.getByRole("heading", { name: "From prompt to phone" }).waitFor();
      for (const name of ["Share", "Train your own"]) {
        assert.equal(await page.getByRole("button", { name }).count(), 0, name);
      }
      assert.equal(await page.getByRole("navigation").count(), 0);
      const whole = await page.getByRole("link", { name: "AOLO Lab" }).getAttribute("href");
      assert.equal(whole, `${lab.url}#v1&bandwidth_mhz=40`);
      await screenshot(page, "embedded");
      await assertNoSidewaysScroll(page);
      await assertAccessible(page, "embedded");
    }));
}
