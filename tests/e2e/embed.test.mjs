// Inside another page: the result and its charts, and a way to the whole page.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertFine, engineFree, eventually, everyLook, frames, headline, openLab, slider, started } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

test("embedded, the page shows the result and leads to the whole", engineFree("what is shown of the page is state"), () =>
  lab.visit({ width: 390, height: 700, hash: "?embed#v4&bandwidth_mhz=40&end" }, async (page) => {
    await started(page);
    await everyLook(
      page,
      async () => {
        assert.ok((await headline(page)) > 0);
        await page.getByRole("heading", { name: "From prompt to phone" }).waitFor();
        for (const name of ["Share", "Train your own", "Pin & compare"]) {
          assert.equal(await page.getByRole("button", { name }).count(), 0, name);
        }
        assert.equal(await page.getByRole("navigation").count(), 0);
        const whole = await page.getByRole("link", { name: "AOLO Lab" }).getAttribute("href");
        assert.equal(whole, `${lab.url}#v4&bandwidth_mhz=40&end`);
        await assertFine(page, "embedded");
      },
      { widths: [390, 820], schemes: ["light"] },
    );
  }));

/** Opens a page of another site that holds `html`, and gives the frame in it. */
async function framed(page, html) {
  await page.goto(await lab.otherSite(`<body style="margin:0">${html}`));
  const frame = await eventually(() => page.frames()[1], Boolean, "the frame");
  await started(frame);
  return frame;
}

test("field 13: in a frame nothing is added to the browser's history, and Undo walks the page's own", () =>
  lab.visit({}, async (page) => {
    const frame = await framed(page, `<iframe src="${lab.url}#v4&distance_m=600&end" width="1200" height="800"></iframe>`);
    const entries = await page.evaluate(() => history.length);
    const totals = [await headline(frame)];
    for (const name of ["Bandwidth", "QoE threshold", "Bandwidth"]) {
      await slider(frame, name).press("PageUp");
      totals.push(await headline(frame));
    }
    await frame.getByRole("link", { name: "Lab", exact: true }).click();
    await frame.getByRole("heading", { level: 1, name: /^A three-line rule/ }).waitFor();
    assert.equal(await page.evaluate(() => history.length), entries);
    await frame.getByRole("button", { name: "Undo" }).click();
    for (const total of totals.toReversed()) {
      await eventually(() => headline(frame), (now) => now === total, `Undo to ${total}`);
      if (total !== totals[0]) await frame.getByRole("button", { name: "Undo" }).click();
    }
    assert.ok(await frame.getByRole("button", { name: "Undo" }).isDisabled());
    for (const total of totals.slice(1)) {
      await frame.getByRole("button", { name: "Redo" }).click();
      await eventually(() => headline(frame), (now) => now === total, `Redo to ${total}`);
    }
    assert.match(frame.url(), /bandwidth_mhz=/);
    assert.equal(await page.evaluate(() => history.length), entries);
  }));

test("field 14: the frame of Share is as high as its content, on a phone too", () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=40&end" }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByText("Put it in a page of yours").click();
    const html = await page.locator("#share-frame").textContent();
    assert.match(html, /\?embed#v4&amp;bandwidth_mhz=40&amp;end"/);
    await page.setViewportSize({ width: 390, height: 700 });
    const told = "<script>addEventListener('message', ({ data }) => (globalThis.told ??= []).push(data))</script>";
    const frame = await framed(page, `${told}${html}`);
    assert.ok((await headline(frame)) > 0);
    const [bar, inside] = [await page.locator("iframe").boundingBox(), () => frame.evaluate(() => [document.documentElement.scrollHeight, innerHeight])];
    assert.ok(bar.width <= 390);
    await eventually(inside, ([content, window]) => content <= window, "a frame without a scrollbar");
    await frames(page, 3);
    const [content, window] = await inside();
    assert.ok(window - content < 2, `${window} px for ${content}`);
    const messages = await page.evaluate(() => globalThis.told);
    assert.equal(messages.filter((it) => it.subject === "lti.frameResize").at(-1).height, window);
  }));
