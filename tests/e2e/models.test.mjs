// Which model answers: found, compared and chosen in place, by keyboard and finger alike.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccessible,
  assertNoSidewaysScroll,
  box,
  engineFree,
  eventually,
  everyLook,
  headlineBecomes,
  native,
  openLab,
  started,
  type,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const models = (page) => page.locator("#models");
const rows = (page) => models(page).locator("label.model");
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);

test("a model is found by typing, chosen with arrows, and Escape leads back", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const term = page.locator(".given .term").nth(1);
    await term.click();
    await eventually(() => focused(page), (id) => id === "model", "the focus on what finds a model");
    assert.equal(await rows(page).count(), 42);
    await page.keyboard.type("qwen3 235b");
    await eventually(() => rows(page).count(), (many) => many === 2, "the two that are found");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    const fp8 = { model: "qwen3-235b-a22b-fp8", gpus: 4 };
    await headlineBecomes(page, (await native(["optimum"], fp8)).total_g);
    // The arrows move inside the one group, and the page follows at once.
    await page.keyboard.press("ArrowDown");
    const best = await native(["optimum"], { model: "qwen3-235b-a22b", gpus: 8 });
    await headlineBecomes(page, best.total_g);
    const chosen = rows(page).filter({ has: page.locator(":checked") });
    const compute = 1e3 * (best.inference.operational_g + best.inference.embodied_g);
    assert.ok((await chosen.textContent()).includes(`${compute.toPrecision(3)}\u00a0mg`), "what the waterfall has");
    assert.equal(best.warnings.includes("memory"), false);
    await page.keyboard.press("Escape");
    await eventually(() => models(page).evaluate((it) => it.open), (open) => !open, "the list folded");
    assert.ok(await term.evaluate((it) => it === document.activeElement), "the focus where it came from");
    assert.match(await term.textContent(), /Qwen3 235B/);
    await page.goBack();
    await headlineBecomes(page, (await native(["optimum"], fp8)).total_g);
  }));

test("the list of models says how each figure is known, at every width", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await models(page).locator("summary").click();
    await rows(page).first().waitFor();
    for (const [word, many] of [["Image", 10], ["Reasoning", 42]]) {
      await models(page).getByRole("radio", { name: word }).check({ force: true });
      await eventually(() => rows(page).count(), (count) => count === many, `${many} models for ${word}`);
    }
    await models(page).getByRole("radio", { name: "A100" }).check({ force: true });
    await models(page).getByRole("checkbox", { name: "dense" }).uncheck();
    const known = rows(page).locator(".tag");
    await eventually(
      () => known.allTextContents(),
      (all) => all.length === 19 && all.every((it) => it === "extrapolated"),
      "mixtures and hybrids beyond what was measured",
    );
    await models(page).getByRole("checkbox", { name: "by family" }).check();
    assert.ok((await models(page).locator(".family").allTextContents()).includes("gpt-oss"));
    await everyLook(page, async (state) => {
      await assertNoSidewaysScroll(page);
      await assertAccessible(page, state);
      for (const box of await rows(page).all().then((all) => Promise.all(all.slice(0, 4).map((it) => it.boundingBox())))) {
        assert.ok(box.height >= 24, `a row of ${box.height} px`);
      }
    });
    // What is not in the list is entered by its numbers.
    await models(page).getByRole("button", { name: "Enter your own" }).click();
    await eventually(() => focused(page), (id) => id === "own-params", "the focus on the first number");
    // What does not go with the other numbers is refused with what does; none of them moves for it.
    const active = await box(page, "Active parameters").inputValue();
    await type(page, "Parameters in all", "3");
    await page.getByText(new RegExp(`^Use ${active} to .+\\sbillion\\. Kept at ${active}\\.$`)).waitFor();
    assert.equal(await box(page, "Active parameters").inputValue(), active);
  }));

test("the numbers of a mixture of one's own can be entered in any order", engineFree("state"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    await models(page).locator("summary").click();
    await models(page).getByRole("button", { name: "Enter your own" }).click();
    await eventually(() => focused(page), (id) => id === "own-params", "the focus on the first number");
    // A refusal lasts as long as its reason.
    await type(page, "Active parameters", "3.3");
    await type(page, "Parameters in all", "30.5");
    await type(page, "Experts per token", "8");
    const refused = page.locator("#own-experts-per-token-note-said");
    await refused.getByText(/Kept at 1\.$/).waitFor();
    await type(page, "Experts", "128");
    const used = () => box(page, "Experts per token").inputValue();
    await eventually(used, (now) => now === "1", "what is used in place of what was refused");
    assert.equal(await refused.innerText(), "");
    await type(page, "Experts per token", "8");
    const model = {
      active_params_billion: 3.3,
      total_params_billion: 30.5,
      weight_bytes_per_param: 2,
      kv_bytes_per_token: 131_072,
      layers: 32,
      experts: 128,
      experts_per_token: 8,
      attention_width: 4096,
    };
    await headlineBecomes(page, (await native(["optimum"], { model })).total_g);
  }));
