// The main controls: the headline follows them, and says what the native command line says.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertFine,
  box,
  engineFree,
  eventually,
  headline,
  headlineBecomes,
  native,
  openLab,
  slider,
  started,
  type,
  some,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const optimum = (changes) => native(["optimum"], changes);

const CONTROLS = [
  {
    slider: "Grid of both sites",
    box: "Grid of both sites, grams per kilowatt-hour",
    fields: ["grid_dc_g_per_kwh", "grid_bs_g_per_kwh"],
    typed: "651.5",
  },
  { slider: "Bandwidth", box: "Bandwidth", fields: ["bandwidth_mhz"], typed: "7.25" },
  { slider: "QoE threshold", box: "QoE threshold", fields: ["qoe_min"], typed: "0.725" },
];

for (const control of CONTROLS) {
  const expected = async (value) => {
    const { total_g } = await optimum(Object.fromEntries(control.fields.map((it) => [it, value])));
    return total_g;
  };

  const once = control.slider === "Bandwidth" ? {} : engineFree("as for the bandwidth");
  test(`${control.slider}: keys move it, a number is taken as typed, and the headline is the model's`, once, () =>
    lab.visit({}, async (page) => {
      await started(page);
      await headlineBecomes(page, (await optimum({})).total_g);
      const first = Number(await box(page, control.box).inputValue());
      const before = await headline(page);
      for (const key of ["PageUp", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp"]) {
        await slider(page, control.slider).press(key);
      }
      const value = Number(await box(page, control.box).inputValue());
      assert.ok(value > first, `${value} after ${first}`);
      await headlineBecomes(page, await expected(value));
      assert.notEqual(await headline(page), before);
      await type(page, control.box, control.typed);
      await headlineBecomes(page, await expected(Number(control.typed)));
      assert.equal(await box(page, control.box).inputValue(), control.typed);
    }));
}

test("the figure that people read is the unrounded one, rounded", engineFree("text"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    const [, figure, unit] = /([\d.]+)\s*(\S+)/.exec(
      await page.locator("h1 [data-total-g]").innerText(),
    );
    const grams = Number(figure) * { g: 1, mg: 1e-3, µg: 1e-6 }[unit];
    const exact = await headline(page);
    assert.ok(Math.abs(grams / exact - 1) < 5e-3, `${figure} ${unit} for ${exact} g`);
  }));

test("moving length or power chooses by hand, and the optimum can take over again", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const best = await headline(page);
    const chooser = (name) => page.getByRole("radio", { name: new RegExp(`^${name}`) });
    await slider(page, "Answer length").press("PageUp");
    assert.ok(await chooser("You").isChecked());
    const tokens = await box(page, "Answer length").inputValue();
    const power_w = await box(page, "Transmit power").inputValue();
    // The box shows the best power to six digits; the model has it in full.
    const { total_g } = await native(["footprint", "--tokens", tokens, "--power-w", power_w], {});
    const shown = await headline(page);
    assert.ok(shown > best && Math.abs(shown / total_g - 1) < 1e-3, `${shown} for ${total_g}`);
    await page.locator("label", { hasText: /^Optimum/ }).click();
    await headlineBecomes(page, best);
  }));

test("every preset is pressed, and has a total of its own", engineFree("figures"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    const presets = page.getByRole("group", { name: "Presets" }).getByRole("button");
    const totals = new Set();
    for (const preset of await some(presets)) {
      await preset.click();
      assert.equal(await preset.getAttribute("aria-pressed"), "true");
      totals.add(await headline(page));
    }
    assert.equal(totals.size, await presets.count());
  }));

test("undo and redo go through what was changed", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const before = await headline(page);
    await slider(page, "Bandwidth").press("PageDown");
    const changed = await headline(page);
    assert.notEqual(changed, before);
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => headline(page), (now) => now === before, "undo");
    await page.getByRole("button", { name: "Redo" }).click();
    await eventually(() => headline(page), (now) => now === changed, "redo");
  }));

test("a bar opens its equation, and a number in it its source", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const equation = page.locator("#equation");
    // In symbols above, with the numbers of the moment below; also of what is not counted.
    const seen = new Set();
    const bars = page.locator(".row-button");
    for (let bar = 0; bar < (await bars.count()); bar += 1) {
      await bars.nth(bar).press("Enter");
      const symbols = equation.locator("math");
      const box = await symbols.boundingBox();
      assert.ok(box.width > 30 && box.height > 8, JSON.stringify(box));
      seen.add(await symbols.textContent());
    }
    assert.equal(seen.size, 8);
    await equation.getByRole("button").first().click();
    const source = equation.getByRole("group", { name: "Where this number comes from" });
    await source.getByText("Source").waitFor();
    await source.getByRole("button", { name: "Close" }).click();
    await source.waitFor({ state: "detached" });
  }));

test("tour 18: a cell of one's own is entered by its numbers, and goes into link, undo, print and frame", engineFree("figures and words"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    await page.locator("#group-cell summary").click();
    const cell = page.locator("#cell");
    await cell.selectOption("own");
    // It begins with the numbers of the cell that stood there, so nothing moves.
    await headlineBecomes(page, (await native(["optimum"], {})).total_g);
    await type(page, "Power awake, P0", "90");
    await type(page, "Most power", "10");
    await page.locator("#path_loss").selectOption("umi");
    const own = { p_max_w: 10, p0_w: 90, slope: 4.7, sleep_w: 75, transceivers: 2, sectors: 3, path_loss: "umi", site_embodied_kg: 2500 };
    const { total_g } = await native(["optimum"], { cell: own });
    await headlineBecomes(page, total_g);
    assert.match(await page.locator(".given").textContent(), /600\u00a0m from a custom cell/);
    const hash = new URL(page.url()).hash;
    await page.emulateMedia({ media: "print" });
    await page.locator(".given").waitFor();
    assert.ok((await page.locator(".printed").textContent()).includes("static_power_w=90"));
    await page.emulateMedia({ media: "screen" });
    await page.goBack();
    await eventually(() => page.locator("#path_loss").inputValue(), (loss) => loss === "uma", "what stood before");
    await cell.selectOption("pico");
    await headlineBecomes(page, (await native(["optimum"], { cell: "pico" })).total_g);
    // The link, opened anew, as in another page's frame.
    await page.goto("about:blank");
    await page.goto(`${lab.url}?embed${hash}`);
    await headlineBecomes(page, total_g);
  }));

test("tour 20: beside open parameters the total stays in sight; a source closes with Escape and with another bar", engineFree("as of a bar"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    const equation = page.locator("#equation");
    const source = equation.getByRole("group", { name: "Where this number comes from" });
    const number = equation.getByRole("button").first();
    await number.click();
    await source.waitFor();
    await page.keyboard.press("Escape");
    await source.waitFor({ state: "detached" });
    assert.ok(await number.evaluate((element) => element === document.activeElement), "the focus stays at the number");
    const others = [page.locator(".row-button").first(), page.locator(".lim button").first()];
    for (const other of others) {
      await number.click();
      await source.waitFor();
      await other.click();
      await source.waitFor({ state: "detached" });
    }
    for (const group of await some(page.locator(".group summary"))) await group.click();
    await box(page, "Distance").fill("650");
    await box(page, "Distance").press("Enter");
    const { total_g } = await native(["optimum"], { distance_m: 650 });
    await headlineBecomes(page, total_g);
    for (const last of ["Distance", "Outage limit"]) {
      await box(page, last).scrollIntoViewIfNeeded();
      const total = page.locator(".total b");
      const { y, height } = await total.boundingBox();
      assert.ok(y >= 0 && y + height <= 900, `the total at ${y}`);
      assert.equal(await total.innerText(), await page.locator("h1 .live").innerText());
    }
    await assertFine(page, "parameters open");
  }));

test("a limit opens its equation, and a number in it its source", engineFree("as of a bar"), () =>
  lab.visit({ hash: "#v4&qoe_min=0.7&end" }, async (page) => {
    await started(page);
    const gauge = page.getByRole("group", { name: "How much of each limit is used" });
    const equation = page.locator("#limit-equation");
    for (const [index, [name, left]] of [
      ["QoE", "quality of experience"],
      ["Latency", "latency"],
      ["Outage", "outage"],
      ["Rate", "rate"],
    ].entries()) {
      const limit = gauge.getByRole("button", { name });
      await limit.press("Enter");
      assert.equal(await limit.getAttribute("aria-expanded"), "true");
      await equation.locator("var", { hasText: left }).waitFor();
      const box = await equation.locator("math").boundingBox();
      assert.ok(box.width > 30 && box.height > 8, JSON.stringify(box));
      // What the gauge shows is what the equation gives.
      const row = await gauge.locator(".v b").nth(index).textContent();
      const result = await equation.locator(".f > b").textContent();
      const same = Math.abs(Number.parseFloat(result) / Number.parseFloat(row) - 1) < 0.03;
      assert.ok(same || result === row, `${name}: ${result} and ${row}`);
      const numbers = equation.locator(".src");
      for (let at = 0; at < (await numbers.count()); at += 1) {
        await numbers.nth(at).click();
        const source = equation.getByRole("group", { name: "Where this number comes from" });
        await source.getByText("Source").waitFor();
      }
    }
    // Its numbers are those of the moment: 0.7 = Φ(…) × 1 × 1 at the optimum.
    await gauge.getByRole("button", { name: "QoE" }).click();
    const factors = await equation.locator(".src").allTextContents();
    assert.ok(Math.abs(factors.reduce((all, it) => all * Number(it), 1) - 0.7) < 0.006, `${factors}`);
    await slider(page, "QoE threshold").press("PageDown");
    await eventually(
      () => equation.locator(".src").first().textContent(),
      (now) => now !== factors[0],
      "the completeness to follow",
    );
    await gauge.getByRole("button", { name: "QoE" }).click();
    await equation.waitFor({ state: "detached" });
  }));

test("the total stands beside what people can picture, and follows it", engineFree("text"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    const shown = async () => {
      const text = await page.locator(".mine").innerText();
      return Number(text.match(/on ([\d.]+)\s(k?)m\./)[1]) * (/\skm\./.test(text) ? 1000 : 1);
    };
    // Ten answers a day, in a year.
    const drive_m = async () => (1e3 * 3650 * (await headline(page))) / 106.6;
    for (const hash of ["#v4&end", "#v4&choice=manual&tokens=1500&power_w=20&end"]) {
      await page.evaluate((hash) => (location.hash = hash), hash);
      await eventually(
        async () => Math.abs((await shown()) / (await drive_m()) - 1),
        (off) => off < 0.01,
        "the drive to follow",
      );
    }
    await page.evaluate(() => (location.hash = "#v4&grid_dc_g_per_kwh=0&end"));
    await eventually(() => page.locator(".like").innerText(), (text) => !text.includes("boil."), "no water on a grid of 0");
  }));

for (const reducedMotion of ["no-preference", "reduce"]) {
  test(`the last change is replayed, ${reducedMotion === "reduce" ? "without" : "in"} motion`, (t) =>
    lab.visit({ reducedMotion }, async (page) => {
      await started(page);
      const still = await page.evaluate(() => matchMedia("(prefers-reduced-motion: reduce)").matches);
      if (still !== (reducedMotion === "reduce")) return t.skip("Playwright cannot set this Firefox's media");
      const before = await headline(page);
      await type(page, "Bandwidth", "3");
      const after = await headline(page);
      assert.notEqual(before, after);
      // Every total that the headline shows from now on.
      await page.evaluate(() => {
        globalThis.seen = [];
        const figure = document.querySelector("h1 [data-total-g]");
        new MutationObserver(() => seen.push(Number(figure.dataset.totalG))).observe(figure, { attributes: true });
      });
      await page.getByRole("button", { name: "Replay the last change" }).click();
      const seen = await eventually(() => page.evaluate(() => seen), (seen) => seen.length > 1 && seen.at(-1) === after, "the change again");
      assert.equal(seen[0], before);
      const between = seen.filter((it) => it > Math.min(before, after) && it < Math.max(before, after));
      if (reducedMotion === "reduce") assert.deepEqual(seen, [before, after]);
      else assert.ok(between.length >= 3, `${seen}`);
      assert.equal(await box(page, "Bandwidth").inputValue(), "3");
      assert.ok(await page.getByRole("button", { name: "Undo" }).isEnabled());
      assert.ok(await page.getByRole("button", { name: "Redo" }).isDisabled());
    }));
}

test("whoever changes something during a replay keeps it", () =>
  lab.visit({ reducedMotion: "no-preference" }, async (page) => {
    await started(page);
    await type(page, "Bandwidth", "3");
    const [changed, replay] = [await headline(page), page.getByRole("button", { name: "Replay the last change" })];
    await page.clock.install();
    await replay.click();
    // In the middle of it; a busy machine begins later.
    for (let step = 0; step < 20 && (await headline(page)) === changed; step += 1) await page.clock.runFor(200);
    assert.notEqual(await headline(page), changed);
    await type(page, "QoE threshold", "0.5");
    await page.clock.runFor(5000);
    assert.equal(await box(page, "QoE threshold").inputValue(), "0.5");
    assert.ok(await page.getByRole("button", { name: "Redo" }).isDisabled());
  }));
