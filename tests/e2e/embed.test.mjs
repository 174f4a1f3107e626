// Inside another page: the result and its charts, and a way to the whole page.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertFine, everyLook, headline, openLab, started } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

test("embedded, the page shows the result and leads to the whole", () =>
  lab.visit({ width: 390, height: 700, hash: "?embed#v1&bandwidth_mhz=40" }, async (page) => {
    await started(page);
    await everyLook(
      page,
      async () => {
        assert.ok((await headline(page)) > 0);
        await page.getByRole("heading", { name: "From prompt to phone" }).waitFor();
        for (const name of ["Share", "Train your own"]) {
          assert.equal(await page.getByRole("button", { name }).count(), 0, name);
        }
        assert.equal(await page.getByRole("navigation").count(), 0);
        const whole = await page.getByRole("link", { name: "AOLO Lab" }).getAttribute("href");
        assert.equal(whole, `${lab.url}#v1&bandwidth_mhz=40`);
        await assertFine(page, "embedded");
      },
      { widths: [390, 820], schemes: ["light"] },
    );
  }));
