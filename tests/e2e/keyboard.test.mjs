// The page without a mouse: everything is reached by Tab, and the focus is always to be seen.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { box, engineFree, headline, openLab, slider, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

/** What has the focus, whether that shows, and whether it stands in the window; null for nothing. */
async function focused(page) {
  const stop = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const outlined = (it) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    };
    const name =
      element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? element.textContent;
    const { top, bottom } = element.getBoundingClientRect();
    return {
      name: `${element.getAttribute("role") ?? element.type ?? element.localName} ${name}`
        .replace(/\s+/g, " ")
        .trim(),
      // A box with its unit, or a segment with its radio, is outlined as a whole.
      shows: [element, element.parentElement].some(outlined),
      inView: bottom > 0 && top < innerHeight,
    };
  });
  if (stop && !stop.shows) stop.shows = await looksFocused(page);
  return stop;
}

/** Whether the focused element looks different without the focus: thumbs and the ring are drawn. */
async function looksFocused(page) {
  const element = (await page.evaluateHandle(() => document.activeElement)).asElement();
  const { x, y, width, height } = await element.boundingBox();
  const clip = { x: x - 8, y: y - 8, width: width + 16, height: height + 16 };
  const focused = await page.screenshot({ clip });
  await element.evaluate((it) => it.blur());
  const blurred = await page.screenshot({ clip });
  await element.evaluate((it) => it.focus({ focusVisible: true }));
  return !focused.equals(blurred);
}

/** Presses Tab until the focus leaves the page; what it passed. */
async function tour(page) {
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (!stop) return stops;
    stops.push(stop);
    assert.ok(stops.length < 200, "Tab runs in circles");
  }
}

for (const width of [1440, 390]) {
  const once = width === 1440 ? {} : engineFree("as on a wide window");
  test(`Tab reaches every control and shows where it is, ${width} px`, once, () =>
    lab.visit({ width }, async (page) => {
      await workerReady(page);
      const stops = await tour(page);
      const reached = stops.map(({ name }) => name);
      // The dock of a phone shows one control at a time; its tabs are reached.
      const docked = width < 600
        ? [/^button .*Grid$/, /^button .*Band$/, /^button .*QoE$/, /^range Answer length$/]
        : [
            /^range Grid of both sites$/,
            /^range Bandwidth$/,
            /^text Bandwidth$/,
            /^range QoE threshold$/,
            /^text QoE threshold$/,
            /^range Answer length$/,
            /^range Transmit power$/,
          ];
      for (const wanted of [
        /^button Reset all/,
        /^button Share$/,
        /^button Speaking avatar$/,
        /^radio Optimum/,
        /^slider You: answer length and transmit power$/,
        /^text Seed$/,
        /^text Updates$/,
        /^button Train your own$/,
        ...docked,
      ]) {
        assert.ok(reached.some((stop) => wanted.test(stop)), `${wanted} in\n${reached.join("\n")}`);
      }
      const hidden = stops.filter(({ shows }) => !shows).map(({ name }) => name);
      assert.deepEqual(hidden, [], "these do not show the focus");
      const outside = stops.filter(({ inView }) => !inView).map(({ name }) => name);
      assert.deepEqual(outside, [], "these have the focus outside the window");
    }));
}

test("arrows move the ring on the map, and that is choosing by hand", () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    const ring = slider(page, "You: answer length and transmit power");
    await ring.focus();
    const read = async () => ({
      tokens: Number(await box(page, "Answer length").inputValue()),
      power_w: Number(await box(page, "Transmit power").inputValue()),
    });
    await page.keyboard.press("ArrowUp");
    assert.ok(await page.getByRole("radio", { name: /^You/ }).isChecked());
    const before = await read();
    await page.keyboard.press("ArrowUp");
    assert.deepEqual(await read(), { ...before, tokens: before.tokens + 1 });
    await page.keyboard.press("Shift+ArrowDown");
    assert.deepEqual(await read(), { ...before, tokens: before.tokens - 9 });
    await page.keyboard.press("ArrowLeft");
    assert.ok((await read()).power_w < before.power_w);
    assert.match(await ring.getAttribute("aria-valuetext"), new RegExp(`${before.tokens - 9} tokens`));
  }));

test("choices, folded groups and dialogs work by keys", () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    const before = await headline(page);
    await page.getByRole("radio", { name: "Marginal" }).focus();
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await headline(page), before);

    const group = page.locator("summary", { hasText: "Data centre" });
    await group.press("Enter");
    await page.getByText(/allowed 1 to/).first().waitFor();

    const share = page.getByRole("button", { name: "Share" });
    await share.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Copy link" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.ok(await share.evaluate((it) => it === document.activeElement), "the focus came back");
  }));

test("the list of zones is searched, picked from and left by keys", () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    const button = page.getByRole("button", { name: /^Grid of both sites:/ });
    await button.press("Enter");
    await page.getByRole("combobox", { name: "Search zones" }).waitFor();
    await page.keyboard.type("franc");
    await page.keyboard.press("Enter");
    assert.equal(
      await box(page, "Grid of both sites, grams per kilowatt-hour").inputValue(),
      "44.18",
    );
    assert.ok(await button.evaluate((it) => it === document.activeElement), "the focus came back");
    await button.press("Enter");
    await page.getByRole("combobox", { name: "Search zones" }).press("Escape");
    await page.getByRole("combobox", { name: "Search zones" }).waitFor({ state: "detached" });
  }));
