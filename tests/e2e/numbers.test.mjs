// Numbers that people type and paste, and sliders beside them.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertFine,
  box,
  engineFree,
  eventually,
  fill,
  headline,
  headlineBecomes,
  native,
  openLab,
  slider,
  started,
  type,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const becomes = (page, name, value) =>
  eventually(() => box(page, name).inputValue(), (now) => now === value, `${name} to be ${value}`);

test("field 1: a number that may be one of two is asked about, and either is one tap", engineFree("what is typed is read by our own code"), () =>
  lab.visit({ width: 390 }, async (page) => {
    await started(page);
    const before = await headline(page);
    await page.locator(".docktabs").getByRole("button", { name: /Band/ }).click();
    const group = page.locator("#bandwidth_mhz-note-said");
    for (const [typed, answer, mhz] of [["1,000", "1000 MHz", 1000], ["1.250", "1.250 MHz", 1.25]]) {
      await type(page, "Bandwidth", typed);
      await group.getByText("Which number do you mean?").waitFor();
      if (mhz === 1000) {
        // Until somebody says so nothing has changed, and what was typed stands.
        assert.equal(await headline(page), before);
        assert.equal(await box(page, "Bandwidth").inputValue(), "1,000");
        await assertFine(page, "a question about a number");
      }
      await group.getByRole("button", { name: answer, exact: true }).click();
      await becomes(page, "Bandwidth", String(mhz));
      assert.equal(await group.innerText(), "");
      const { total_g } = await native(["optimum"], { bandwidth_mhz: mhz });
      await headlineBecomes(page, total_g);
      assert.equal(await page.evaluate(() => document.activeElement.id), "bandwidth_mhz");
    }
  }));

test("field 1: one reader in parameters, Lab and builder", engineFree("what is read is WebAssembly's"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    for (const [typed, shown] of [["1,000", "1000"], ["４０ tokens", "40"]]) {
      await type(page, "Answer length", typed);
      await becomes(page, "Answer length", shown);
    }
    const grid = page.locator("#grid");
    await fill(grid, "1.234,56 gCO₂e/kWh");
    await grid.press("Enter");
    await eventually(() => grid.inputValue(), (now) => now === "1234.56", "the grid");
    await page.goto(`${lab.url}#v4&view=lab&end`);
    await type(page, "Updates", "10.000");
    await becomes(page, "Updates", "10000");
    await page.getByText("Learning rates, temperature").click();
    await type(page, "Temperature at first", "0");
    // Field 2: the least that is taken, and what stood there before.
    await page.getByText(/^Use 1×10⁻⁶ to 1\. Kept at 0\.05\.$/).waitFor();
    await page.goto(`${lab.url}#v4&view=builder&end`);
    await type(page, "At most, mg CO₂e", "1.234,5");
    await becomes(page, "At most, mg CO₂e", "1234.5");
    await type(page, "Time, minutes", "0");
    await page.getByText(/^Use a whole number from 1 to 240\./).waitFor();
    await type(page, "Time, minutes", "");
    await page.getByText("empty: no limit").waitFor();
    assert.match(page.url(), /task\.at_most_mg=1234\.5/);
    assert.doesNotMatch(page.url(), /task\.minutes/);
  }));

test("field 3: beyond the end of its slider a value moves by one step from where it stands", () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=400&grid_dc_g_per_kwh=1306.3&grid_bs_g_per_kwh=1306.3&end" }, async (page) => {
    await started(page);
    const grid = page.locator("#grid");
    const shows = (value) => eventually(() => grid.inputValue(), (now) => now === value, value);
    for (const [key, value] of [["ArrowLeft", "1305.3"], ["ArrowRight", "1306.3"], ["PageDown", "1206.3"]]) {
      await slider(page, "Grid of both sites").press(key);
      await shows(value);
    }
    await slider(page, "Bandwidth").press("ArrowLeft");
    await becomes(page, "Bandwidth", "398");
    await slider(page, "Bandwidth").press("ArrowRight");
    await becomes(page, "Bandwidth", "400");
  }));

test("field 4: where nothing emits anything the page says so, without infinities", () => {
  const none = "#v4&grid_dc_g_per_kwh=0&grid_bs_g_per_kwh=0";
  const nothing = `${none}&gpu_embodied_kg=0&server_embodied_kg=0&site_embodied_kg=0&end`;
  return lab.visit({ hash: nothing }, async (page) => {
    await started(page);
    assert.match(await page.locator("h1").innerText(), /emits 0\smg\sCO₂e$/);
    await page.getByText("every choice emits nothing").waitFor();
    await page.getByText("the radio is –").waitFor();
    const wrong = /∞|NaN|Infinity/;
    assert.doesNotMatch(await page.locator("body").innerText(), wrong);
    assert.doesNotMatch(await page.locator("#app").innerHTML(), wrong);
    await page.goto(`${lab.url}#v4&view=assumptions${nothing.slice(3)}`);
    await page.locator(".spread svg").first().waitFor();
    assert.doesNotMatch(await page.locator("#app").innerHTML(), wrong);
    await page.goto(`${lab.url}${none}&end`);
    await page.getByText("so the radio hurries").waitFor();
  });
});

test("field 28: what was typed and not confirmed goes with its place, and nothing panics", () => {
  const task = "#v4&view=task&task.open=tokens,power_w&end";
  const places = [
    ["#v4&end", "#bandwidth_mhz"],
    [task, "#tokens"],
    ["#v4&view=policy&end", "#distance_m"],
    ["#v4&view=assumptions&end", "#samples"],
    ["#v4&view=lab&end", "#updates"],
    ["#v4&view=builder&end", "#task-title"],
  ];
  return lab.visit({ hash: "#v4&view=glossary&end" }, async (page) => {
    await started(page);
    const glossary = page.locator("dl.glossary");
    const typed = async (hash, id) => {
      await page.goto(lab.url + hash);
      await page.locator(id).click();
      await page.keyboard.type("7");
      assert.equal(await page.evaluate(() => document.activeElement.id), id.slice(1));
    };
    for (const [hash, id] of places) {
      await typed(hash, id);
      await page.goBack();
      await glossary.waitFor();
      assert.equal(new URL(page.url()).hash, "#v4&view=glossary&end", "what was dropped changes nothing");
      await typed(hash, id);
      // A click that takes no focus, as of a key of the page or of a tool.
      await page.evaluate(() => [...document.querySelectorAll(".views a")].at(-1).click());
      await page.locator("main.teach").waitFor();
      await page.goto(`${lab.url}#v4&view=glossary&end`);
      await glossary.waitFor();
    }
    const picker = page.getByRole("button", { name: /^Grid of both sites/ });
    for (const leave of [() => page.goBack(), () => page.goto(`${lab.url}#v4&view=guide&end`)]) {
      await page.goto(`${lab.url}#v4&end`);
      await picker.click();
      await page.getByRole("combobox", { name: "Search zones" }).fill("fr");
      await leave();
      await page.locator("main.teach").waitFor();
    }
    // It still answers.
    await page.goto(`${lab.url}#v4&end`);
    await type(page, "Bandwidth", "30");
    const { total_g } = await native(["optimum"], { bandwidth_mhz: 30 });
    await headlineBecomes(page, total_g);
  });
});

test("tour 10: on a phone a term leads to its control in sight, where typing replaces the number", () =>
  lab.visit({ width: 390, height: 780 }, async (page) => {
    await started(page);
    const dock = await page.locator(".dock").boundingBox();
    const given = page.locator(".given .term");
    const ids = ["tokens", "model", "grid", "distance_m", "power_w", "payload_bytes_per_token"];
    assert.equal(await given.count(), ids.length);
    for (const [index, id] of ids.entries()) {
      await given.nth(index).click();
      const focused = () => page.evaluate(() => document.activeElement.id);
      await eventually(focused, (now) => now === id || (id === "grid" && now.startsWith("grid")), `the focus on ${id}`);
      // Nothing lies over it: neither the dock nor the line with the total.
      const seen = await page.evaluate(() => {
        const { left, top, width, height } = document.activeElement.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return there === document.activeElement || document.activeElement.contains(there);
      });
      assert.ok(seen, `${id} is in sight (the dock begins at ${dock.y})`);
    }
    await given.nth(3).click();
    await eventually(() => page.evaluate(() => document.activeElement.id), (now) => now === "distance_m", "the focus");
    // In the row: there it is typed over, and again after it was taken, and after a click.
    await page.keyboard.type("1200");
    await page.keyboard.press("Enter");
    await becomes(page, "Distance", "1200");
    const selected = () => page.evaluate(() => {
      const { selectionStart, selectionEnd } = document.activeElement;
      return selectionEnd - selectionStart;
    });
    await eventually(selected, (letters) => letters === 4, "the number that was taken is selected");
    await page.keyboard.type("6001200");
    await page.keyboard.press("Enter");
    // What is refused can be mended where it stands, and what is used is named.
    await page.getByText(/^Use 1 to 20\s?000\s?m\. Kept at 1200\.$/).waitFor();
    await becomes(page, "Distance", "6001200");
    await page.keyboard.press("Escape");
    await becomes(page, "Distance", "1200");
    // Another unit is converted, and what was understood stays beside the box.
    await type(page, "Distance", "1,1 km");
    await page.getByText("1,1 km = 1100 m").waitFor();
    await becomes(page, "Distance", "1100");
    await page.evaluate(() => document.activeElement.blur());
    await box(page, "Distance").click();
    await page.keyboard.type("850");
    await page.keyboard.press("Tab");
    await becomes(page, "Distance", "850");
    const { total_g } = await native(["optimum"], { distance_m: 850 });
    await headlineBecomes(page, total_g);
    // What was understood is said, and stands in the box as it was taken.
    await given.nth(4).click();
    await type(page, "Transmit power", "43 dBm");
    await page.getByText("43 dBm = 19.95 W").waitFor();
    await becomes(page, "Transmit power", "19.95");
    assert.match(await given.nth(4).innerText(), /^20\.0\sW$/);
  }));
