// Damaged addresses, one after another in one page; and what is said should the page stop all the same.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { damaged, survives } from "./addresses.mjs";
import { assertFine, engineFree, openLab, speaks, started } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

/** Each of these has stopped the page once, after others. */
const KNOWN = [
  "#v1&power_min_w=5e-324",
  "#v1&view=teach&power_min_w=5e-324&zone%3Dtokens:1e300&model.layers=+1",
  "#v1&view=lab&run=1,5000,sdrl:0000000000000001,sac:ffffffffffffffff",
  "#v1&view=g<img src=x>",
  "#v1&#v1&#v1&samples=20000&sample_seed=7&power_min_w=5e-324",
];

test("field 29: after hundreds of damaged addresses the page answers", engineFree("the module is the same"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    const some = [...damaged(300, 29)];
    const mixed = some.flatMap((address, index) => (index % 60 === 0 ? [...KNOWN, address] : [address]));
    assert.equal(await survives(page, lab.url, mixed), mixed.length);
  }));

for (const [language, title, again, afresh] of [
  ["en", "This page has stopped", "Open it again", "Open the first scene"],
  ["zh", "页面已停止", "重新打开", "打开最初的场景"],
  ["es", "La página se ha detenido", "Abrirla de nuevo", "Abrir la primera escena"],
]) {
  const one = language === "en" ? {} : engineFree("text");
  test(`field 29: a page that has stopped says so and keeps its address (${language})`, one, () =>
    lab.visit(
      { hash: "#v1&bandwidth_mhz=40", expectProblems: true, prepare: (page) => speaks(page, language) },
      async (page) => {
        await started(page);
        // Nothing of the module works any more.
        await page.evaluate(async () => {
          const ui = `b/${document.documentElement.dataset.build}/ui.js`;
          const { memory } = await (await import(new URL(ui, document.baseURI).href)).default();
          new Uint8Array(memory.buffer).fill(0xff);
        });
        await page.evaluate(() => document.querySelector(".chip").click());
        const dialog = page.getByRole("dialog", { name: title });
        await dialog.waitFor();
        assert.equal(new URL(page.url()).hash, "#v1&bandwidth_mhz=40");
        if (language === "en") await assertFine(page, "a page that has stopped");
        await dialog.getByRole("button", { name: again }).click();
        await started(page);
        assert.equal(await page.locator("#bandwidth_mhz").inputValue(), "40");
        assert.equal(await dialog.count(), 0);
        await page.evaluate(() => globalThis.aolo.panicked());
        await dialog.getByRole("link", { name: afresh }).click();
        await started(page);
        assert.equal(new URL(page.url()).hash, "");
      },
    ));
}
