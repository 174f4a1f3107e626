// Day: where, when, how long the answers of a day are computed.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertFine,
  box,
  engineFree,
  eventually,
  everyLook,
  native,
  openLab,
  slider,
  speaks,
  type,
  WIDTHS,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const DAY = { hash: "#v4&view=day&end" };

/** The day’s total as the sentence has it, unrounded, once it is about what is given. */
const total = (page) =>
  eventually(
    () => page.locator(".day .lede .live:not(.trails)").getAttribute("data-total-g", { timeout: 20_000 }),
    (it) => Number(it) > 0,
    "a planned day",
  ).then(Number);

/** A rule's segment, and what stands in it. */
const segment = (page, name) => page.locator(".who label").filter({ hasText: name });

/** A place in an hour of the charts, found from the column of the hour that is looked at. */
async function placeOf(page, hour) {
  const now = Number(await page.getByRole("slider", { name: "Hour of the day" }).inputValue());
  const column = page.locator(".hours .col");
  await column.scrollIntoViewIfNeeded();
  const { x, y, width } = await column.boundingBox();
  return [x + width * (hour - now + 0.5), y + 100];
}

const readout = (page) => page.locator(".readout");

test("a day is planned, and who plans, which day and what is given change it", () =>
  lab.visit({ hash: "" }, async (page) => {
    await page.getByRole("link", { name: "Day", exact: true }).click();
    const best = await total(page);
    await page.getByRole("heading", { level: 1, name: /^On 27 July 2020 this cell’s 100.000 answers emit 0\.\d\d.kg; the best plan 0\.\d\d.kg CO₂e$/ }).waitFor();
    assert.equal(new URL(page.url()).hash, "#v4&view=day&end");
    // The star and its table are of the same plan.
    await page.locator(".stars summary").click();
    const table = page.getByRole("table", { name: "Levers of the day, each alone and all together" });
    const all = await table.getByRole("row", { name: /^All three/ }).getByRole("cell").nth(4).textContent();
    assert.ok(Math.abs(Number(all) - best) < 0.5, `${all} ${best}`);
    // Who plans: never less than the best, and the sentence says who.
    let before = best;
    for (const [name, said] of [
      ["Cleanest now", "sent to the cleanest grid of each hour"],
      ["With a forecast", "planned with a forecast"],
      ["Home, at once", "each computed at home and at once"],
    ]) {
      await segment(page, name).click();
      await page.getByRole("heading", { level: 1, name: new RegExp(said) }).waitFor();
      const now = await total(page);
      assert.ok(now >= best * (1 - 1e-9), `${name}: ${now} under ${best}`);
      assert.notEqual(now, before, name);
      before = now;
    }
    assert.match(page.url(), /&day\.rule=home&end$/);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { level: 1, name: /planned with a forecast/ }).waitFor();
    await segment(page, "Best in hindsight").click();
    assert.equal(await total(page), best);
    // Another day, and back by Undo.
    await page.getByRole("button", { name: "Day after" }).click();
    await page.getByRole("heading", { level: 1, name: /^On 28 July 2020/ }).waitFor();
    assert.notEqual(await total(page), best);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { level: 1, name: /^On 27 July 2020/ }).waitFor();
    assert.equal(await total(page), best);
    // Who can wait longer is charged no more; without room nothing goes away from home.
    await slider(page, "Can wait").fill("60");
    await eventually(() => page.url(), (url) => url.includes("day.wait_share=0.6"), "the share in the address");
    assert.ok((await total(page)) <= best * (1 + 1e-9));
    await page.locator("#date").fill("2020-03-01");
    await page.getByRole("heading", { level: 1, name: /^On 1 March 2020/ }).waitFor();
    assert.match(page.url(), /&day\.date=2020-03-01&day\.wait_share=0\.6&end$/);
    // The link brings the same day.
    const [here, link] = [await total(page), page.url()];
    await page.goto("about:blank");
    await page.goto(link);
    assert.equal(await total(page), here);
    // Explore keeps the day, and a word of the sentence leads to its control.
    await page.locator(".given").getByRole("button", { name: /can wait/ }).click();
    await eventually(() => box(page, "Can wait").evaluate((it) => it === document.activeElement), (it) => it, "the focus in the box");
    await page.getByRole("link", { name: "Explore", exact: true }).click();
    assert.match(page.url(), /#v4&day\.date=2020-03-01&day\.wait_share=0\.6&end$/);
  }));

test("a day is what the command line says", engineFree("the figures are WebAssembly’s"), () =>
  lab.visit({ hash: "#v4&view=day&bandwidth_mhz=40&day.date=2020-03-01&day.sites=GB:0.6,DK:0.6,FR:0.6&day.wait_share=0.5&end" }, async (page) => {
    await total(page);
    const given = ["--country", "DE", "--date", "2020-03-01", "--sites", "GB,DK,FR", "--wait-share", "0.5"];
    for (const [name, rule] of [
      ["Best in hindsight", "best"],
      ["Home, at once", "home"],
      ["Cleanest now", "cleanest"],
      ["With a forecast", "forecast"],
    ]) {
      const { total_g } = await native(["day", ...given, "--rule", rule], { bandwidth_mhz: 40 });
      await segment(page, name).click();
      await eventually(() => total(page), (it) => Math.abs(it / total_g - 1) < 1e-9, `${rule}: ${total_g} g`);
    }
  }));

test("an hour is chosen by pointer and by keys, and says what is decided in it", () =>
  lab.visit(DAY, async (page) => {
    await total(page);
    const hour = page.getByRole("slider", { name: "Hour of the day" });
    const says = (text) => readout(page).getByRole("heading", { name: text }).waitFor();
    await says("12:00 to 13:00");
    await hour.focus();
    for (const [key, from] of [["ArrowRight", 13], ["PageDown", 7], ["End", 23], ["PageDown", 17], ["Home", 0], ["PageUp", 6]]) {
      await page.keyboard.press(key);
      await says(`${from}:00 to ${from + 1}:00`);
      assert.match(await hour.getAttribute("aria-valuetext"), new RegExp(`^${from}:00 to`));
    }
    for (const from of [12, 20]) {
      await page.mouse.move(...(await placeOf(page, from)));
      await says(`${from}:00 to ${from + 1}:00`);
    }
    // What the readout says adds up: the sites' answers are those that are computed.
    const said = await readout(page).locator(".hr-say").textContent();
    const number = (text) => Number(text.replace(/[^\d.]/g, ""));
    const served = number(/([\d\s\u202f]+) computed/.exec(said)?.[1] ?? /^([\d\s\u202f]+) are/.exec(said)[1]);
    const amounts = await readout(page).locator("tbody td:nth-child(2)").allTextContents();
    const sum = amounts.reduce((all, it) => all + number(it), 0);
    assert.ok(Math.abs(sum - served) <= 2, `${sum} ${said}`);
  }));

test("on a phone a finger chooses the hour, and nothing is wider than the window", () =>
  lab.visit({ ...DAY, width: 390 }, async (page) => {
    await total(page);
    await page.mouse.click(...(await placeOf(page, 3)));
    await readout(page).getByRole("heading", { name: "3:00 to 4:00" }).waitFor();
  }));

test("Day is accessible and fits at every width, with its tables open", engineFree("roles, names and room"), () =>
  lab.visit(DAY, async (page) => {
    await total(page);
    await page.locator(".fc-say").getByText(/the plan loses/).waitFor();
    for (const summary of await page.locator("main details > summary").all()) await summary.click();
    await everyLook(page, () => assertFine(page, "day"), { widths: [...WIDTHS, 1100] });
  }));

for (const [tag, title] of [
  ["zh", /^2020年7月27日，该小区的 100.000 个回答排放 0\.\d\d.kg；最佳安排为 0\.\d\d.kg CO₂e$/],
  ["es", /^El 27 de julio de 2020 las 100.000 respuestas de esta celda emiten 0[.,]\d\d.kg; el mejor plan, 0[.,]\d\d.kg CO₂e$/],
]) {
  test(`Day speaks ${tag}`, engineFree("texts"), () =>
    lab.visit({ ...DAY, prepare: (page) => speaks(page, tag) }, async (page) => {
      await total(page);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await everyLook(page, () => assertFine(page, `day in ${tag}`), { widths: [390, 1440], schemes: ["light"] });
    }));
}

test("what a link says wrongly of the day is named, and the rest is kept", engineFree("texts"), () =>
  lab.visit({ hash: "#v4&view=day&day.wait_share=7&day.date=2020-02-30&day.sites=DK:0.4&end" }, async (page) => {
    await page.getByRole("alert").getByText("day.wait_share").waitFor();
    await page.getByRole("alert").getByText("day.date").waitFor();
    await total(page);
    await page.locator(".given").getByRole("button", { name: "Germany or Denmark" }).waitFor();
    // No answer is that good: the view says so.
    await type(page, "Quality, mean of the day", "1");
    await page.getByRole("heading", { level: 1, name: "On 27 July 2020 no plan keeps all limits" }).waitFor();
  }));

test("grids that do not come can be asked for again", () =>
  lab.visit({ ...DAY, expectProblems: true, prepare: (page) => page.route("**/day/*.bin", (route) => route.abort()) }, async (page) => {
    const again = page.getByRole("button", { name: "Try again" });
    await again.waitFor();
    await page.unroute("**/day/*.bin");
    await again.click();
    await total(page);
  }));
