// Two designs side by side: named, in the link, on paper, and on a phone.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccessible,
  assertNoSidewaysScroll,
  engineFree,
  eventually,
  everyLook,
  fill,
  headline,
  native,
  openLab,
  started,
  type,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const MARKUP = `<img src=x onerror="globalThis.hit=1"> & “más”`;

test("whoever pins sees the comparison at once, and elsewhere hears where it is", engineFree("focus and state"), () =>
  lab.visit({ width: 1440, height: 900 }, async (page) => {
    await started(page);
    const pin = page.getByRole("banner").getByRole("button", { name: "Pin & compare" });
    await pin.click();
    const heading = page.getByRole("heading", { name: "Two designs side by side" });
    await eventually(() => heading.evaluate((it) => document.activeElement === it), (is) => is, "the focus on the comparison");
    const box = await heading.boundingBox();
    assert.ok(box.y > 0 && box.y + box.height < 900, `the heading at ${box.y}`);
    await page.getByRole("banner").getByRole("button", { name: "Unpin" }).click();
    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await pin.click();
    await page.getByText("Explore shows it side by side with what you set from now on.").waitFor();
    assert.equal(await heading.count(), 0);
  }));

test("tour 18: two designs stand side by side, named, in the link, on paper and on a phone", engineFree("figures and state"), () =>
  lab.visit({ hash: "#v4&distance_m=900&end" }, async (page) => {
    await started(page);
    const kept = await native(["optimum"], { distance_m: 900 });
    await page.getByRole("banner").getByRole("button", { name: "Pin & compare" }).click();
    const panel = page.getByRole("region", { name: "Two designs side by side" });
    await panel.getByText("A and B emit the same.").first().waitFor();
    await panel.getByText("No other setting differs.").waitFor();

    await type(page, "Bandwidth", "60");
    const shown = await native(["optimum"], { distance_m: 900, bandwidth_mhz: 60 });
    const percent = Math.round(100 * (1 - shown.total_g / kept.total_g));
    await panel.getByText(new RegExp(`^B emits .* less than A \\(−${percent}\\s%\\)\\.`)).first().waitFor();
    const rows = () =>
      panel.getByRole("table", { name: "Two designs side by side" }).locator("tbody tr").evaluateAll((all) =>
        all.map((row) => [...row.cells].map((cell) => cell.textContent)),
      );
    const total = (await rows()).find(([what]) => what === "Total");
    const mg = (text) => Number(text.replace("−", "-").replace(/[^\d.+-]/g, ""));
    for (const [place, grams] of [kept.total_g, shown.total_g, shown.total_g - kept.total_g].entries()) {
      assert.ok(Math.abs(mg(total[place + 1]) - 1e3 * grams) < 0.06, `${total} ${grams}`);
    }
    const set = panel.getByRole("table", { name: "What was set differently" });
    assert.match(await set.innerText(), /Bandwidth\s+20\sMHz\s+60\sMHz/);

    // A name is text, whatever it says; Enter or leaving the box takes it.
    const name = (which) => panel.getByRole("textbox", { name: `Name of the ${which}` });
    await fill(name("pinned one"), MARKUP);
    await name("pinned one").press("Enter");
    await fill(name("one on this page"), "Wide \u202eband");
    await name("one on this page").press("Tab");
    await panel.getByText(/^Wide band emits .* less than <img src=x onerror=/).first().waitFor();
    assert.equal(await name("one on this page").inputValue(), "Wide band");
    assert.equal(await page.evaluate(() => globalThis.hit ?? document.querySelectorAll("img[src=x]").length), 0);

    // The link has both, and opens on both.
    const text = await panel.locator(".say").innerText();
    assert.match(page.url(), /&a\.distance_m=900&a\.name=.*&b\.name=Wide\+band&end$/);
    await page.reload();
    await started(page);
    await panel.getByText(text).first().waitFor();
    await everyLook(page, async (at) => {
      await assertAccessible(page, `two designs, ${at}`);
      await assertNoSidewaysScroll(page);
      const bars = await panel.locator("svg rect.kept").count();
      assert.ok(bars >= 5, `${bars} bars of the kept one, ${at}`);
    });
    await page.emulateMedia({ media: "print" });
    assert.ok(await name("pinned one").isVisible());
    assert.ok(await panel.getByRole("table", { name: "Two designs side by side" }).isVisible());
    await page.emulateMedia({ media: "screen" });

    await panel.getByRole("button", { name: "Swap" }).click();
    await panel.getByText(/ more than Wide band /).first().waitFor();
    assert.ok(Math.abs((await headline(page)) / kept.total_g - 1) < 1e-9);
    await page.goBack();
    await panel.getByText(text).first().waitFor();
    await panel.getByRole("button", { name: "Unpin" }).click();
    await panel.waitFor({ state: "detached" });
    assert.doesNotMatch(page.url(), /a\.name/);
    // On a phone it is pinned below the waterfall, and leads to the panel.
    await page.setViewportSize({ width: 390, height: 800 });
    await page.locator(".pin-here").click();
    await eventually(() => page.evaluate(() => document.activeElement.id), (id) => id === "beside", "the focus in the panel");
  }));
