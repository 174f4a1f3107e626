// What helps most, and what my questions come to, under the headline.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccessible,
  box,
  eventually,
  everyLook,
  go,
  headline,
  headlineBecomes,
  native,
  openLab,
  speaks,
  started,
  type,
  engineFree,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const levers = (page) => page.locator("button.lever:visible");
const undos = (page) => page.getByRole("group", { name: "Taken" }).getByRole("button");

test("what helps most is the model's list; one press takes a lever, and one undoes it", engineFree("figures and state"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    const { levers: expected } = await native(["levers"], {});
    const names = await levers(page).allInnerTexts();
    const shares = names.map((name) => Number(/^−(\d+)/.exec(name)[1]));
    assert.deepEqual(shares, expected.map(({ share }) => Math.round(100 * share)));
    assert.match(names[0], /Grid of France\s+saves [\d.]+\smg · the grid’s$/);
    const before = await headline(page);

    await levers(page).nth(3).click();
    await headlineBecomes(page, expected[3].total_g);
    const undo = undos(page).first();
    await eventually(() => undo.evaluate((it) => it === document.activeElement), Boolean, "the focus");
    await everyLook(page, (at) => assertAccessible(page, `a lever taken, ${at}`), { widths: [390, 1440] });
    await page.keyboard.press("Enter");
    await eventually(() => headline(page), (now) => now === before, "what stood there before");
    assert.equal(await undos(page).count(), 0);

    // One step of the history each; the keyboard takes them too.
    await levers(page).first().press("Enter");
    await headlineBecomes(page, expected[0].total_g);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await eventually(() => headline(page), (now) => now === before, "undo");
    assert.equal(await undos(page).count(), 0);

    // Whatever is changed meanwhile stays when a lever is put back.
    await levers(page).nth(1).click();
    await type(page, "Bandwidth", "40");
    await undos(page).first().click();
    const { total_g } = await native(["optimum"], { bandwidth_mhz: 40 });
    await headlineBecomes(page, total_g);
  }));

test("where nothing holds or a limit is broken that is said in place of levers", () =>
  lab.visit({ hash: "#v4&qoe_min=1&tokens_max=300&end" }, async (page) => {
    await started(page);
    await page.getByText("Nothing keeps all limits here, so nothing can be saved yet.").waitFor();
    assert.equal(await levers(page).count(), 0);
    assert.equal(await page.getByText("Press one to take it").count(), 0, "nothing is there to press");
    for (const language of ["es", "zh", "en"]) {
      await page.locator("#language").selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      await everyLook(
        page,
        async (at) => {
          const boxes = [".levers header", ".levers .none"].map((it) => page.locator(it).boundingBox());
          const [head, said] = await Promise.all(boxes);
          assert.ok(said.y >= head.y + head.height, `${language}, ${at}: it lies over the heading`);
        },
        { widths: [320, 390, 1440], schemes: ["light"] },
      );
    }
    await page.evaluate(() => (location.hash = "#v4&choice=manual&tokens=5&power_w=20&end"));
    await page.getByText("Your choice breaks a limit. Mend that first").waitFor();
    assert.equal(await levers(page).count(), 0);
  }));

for (const language of ["en", "es", "zh"]) {
  test(`no word of a lever is cut, in ${language}`, () =>
    lab.visit({ prepare: (page) => speaks(page, language) }, async (page) => {
      await started(page);
      // Laptops and projectors too: there the words have the least room.
      const widths = [320, 390, 600, 820, 1024, 1100, 1280, 1440];
      const uncut = (scene) =>
        everyLook(
          page,
          async (at) => {
            const cut = await page.locator(".lever:visible, .lever:visible > span").evaluateAll((all) =>
              all.filter((it) => it.scrollHeight > it.clientHeight + 1).map((it) => it.textContent));
            assert.deepEqual(cut, [], `${scene}, ${at}`);
          },
          { widths, schemes: ["light"] },
        );
      await uncut("the opening scene");
      // A smaller model has the longest name, and may answer less well.
      await go(page, "accounting=session");
      await page.locator(".lever .name", { hasText: "Llama" }).waitFor();
      await uncut("with a smaller model");
    }));
}

test("my questions a day come to a week and a year, and are in the link", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const { total_g } = await native(["optimum"], {});
    const line = page.locator(".mine");
    const said = async () => (await line.innerText()).replace(/\s+/g, " ");
    await type(page, "My questions a day", "2000");
    // In kilograms, to three digits.
    const year = ((2000 * 365 * total_g) / 1000).toPrecision(3);
    await eventually(said, (text) => text.includes(`${year} kg a year`), `${year} kg`);
    assert.match(await said(), /a new car emits on [\d.]+ km.*European Environment Agency/);
    await eventually(() => page.url(), (url) => url.includes("&questions=2000"), "the link");
    await page.reload();
    await started(page);
    assert.equal(await box(page, "My questions a day").inputValue(), "2000");
  }));
