// Day: where, when, how long the answers of a day are computed.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { askedOfDay, holdDays, holdTimers, measureDays, passed } from "./days.mjs";
import {
  assertChartTexts,
  assertFine,
  assertNoSidewaysScroll,
  box,
  chromiumOnly,
  engineFree,
  eventually,
  everyLook,
  native,
  openLab,
  PATIENCE_MS,
  slider,
  started,
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
    () => page.locator(".day .lede .live:not(.trails)").getAttribute("data-total-g", { timeout: PATIENCE_MS }),
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

/** Counts the files of policies that a page asks for. */
const asked = new WeakMap();
const countPolicies = (page) => {
  asked.set(page, []);
  page.on("request", (request) => request.url().endsWith(".aolo") && asked.get(page).push(request.url()));
};
const fetchedPolicies = (page) => asked.get(page).length;

/** Waits until the focus is there. */
const focused = (page, place, what) =>
  eventually(() => place.evaluate((it) => it === document.activeElement), (it) => it, `the focus on ${what}`);

/** Fails if a line of the sentence begins with what belongs to the word before it. */
async function assertJoined(page) {
  const begins = await page.locator(".given").evaluate((given) => {
    const found = [];
    const texts = document.createTreeWalker(given, NodeFilter.SHOW_TEXT);
    for (let before; texts.nextNode(); before = texts.currentNode) {
      if (!before || !/^\s*[;,.；，。]/.test(texts.currentNode.data)) continue;
      const [mark, word] = [texts.currentNode, before].map((it) => {
        const range = document.createRange();
        range.selectNodeContents(it);
        return [...range.getClientRects()];
      });
      if (mark[0].top > word.at(-1).bottom - 4) found.push(before.data + texts.currentNode.data);
    }
    return found;
  });
  assert.deepEqual(begins, [], "marks at the beginning of a line");
}

/** Places on the bars that are drawn: the middle of an hour, so many pixels below their top. */
async function onPad(page) {
  const pad = page.locator(".pad");
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width } = await pad.boundingBox();
  return (hour, below) => [x + (width * (hour + 0.5)) / 24, y + below];
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

test("a day is typed key by key, and its year is judged once it is there", chromiumOnly("the keys of its box for dates"), () =>
  lab.visit(DAY, async (page) => {
    await total(page);
    const date = page.locator("#date");
    await date.focus();
    await page.keyboard.type("03152019");
    await page.getByRole("heading", { level: 1, name: /^On 15 March 2019/ }).waitFor();
    assert.match(page.url(), /&day\.date=2019-03-15&end$/);
    // What no record holds is refused, with what they hold.
    await date.fill("2021-05-05");
    await page.getByRole("alert").getByText("day.date").waitFor();
    await eventually(() => date.inputValue(), (now) => now === "2019-03-15", "the day that is planned");
    // What is left half typed goes with the focus.
    await date.blur();
    await date.focus();
    await page.keyboard.type("12312");
    await date.blur();
    await eventually(() => date.inputValue(), (now) => now === "2019-12-31", "the day that is planned");
  }));

test("another record of grids brings its days, and Undo those of before", engineFree("state"), () =>
  lab.visit(DAY, async (page) => {
    const before = await total(page);
    await page.getByLabel("Grids", { exact: true }).selectOption({ label: "Worldwide, 2023" });
    await page.getByRole("heading", { level: 1, name: /^On 27 July 2023/ }).waitFor();
    assert.notEqual(await total(page), before);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { level: 1, name: /^On 27 July 2020/ }).waitFor();
    assert.equal(await total(page), before);
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
      // The same bits: both write as many digits as tell one number from the next.
      await eventually(() => total(page), (it) => it === total_g, `${rule}: ${total_g} g`);
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

test("what was known and who would decide how follow the hour, by keys alone", () =>
  lab.visit({ ...DAY, prepare: countPolicies }, async (page) => {
    await total(page);
    const known = page.locator(".known-then");
    await known.locator(".fc-say").getByText(/Not knowing better cost|would have changed nothing/).waitFor();
    const dotted = page.locator(".hours path.known");
    assert.equal(await dotted.count(), 4, "a line for each grid");
    const [before, line] = [await known.textContent(), await dotted.first().getAttribute("d")];
    const hour = page.getByRole("slider", { name: "Hour of the day" });
    await hour.focus();
    await page.keyboard.press("PageDown");
    await known.getByRole("heading", { name: "What was known at 6:00" }).waitFor();
    assert.notEqual(await known.textContent(), before);
    assert.ok((await dotted.first().getAttribute("d")).length > line.length, "more of the day is to come");
    // Its table has the hours to come, and both of each grid.
    await known.locator("summary").click();
    const rows = page.getByRole("table", { name: "What was expected of each grid, and what came" }).getByRole("row");
    assert.equal(await rows.count(), 1 + 17);
    // Those who decide: the plan is the least, nobody is below it, and the agents’ files came once.
    const who = page.locator(".who-here tbody tr");
    await eventually(() => who.allTextContents(), (all) => all.length === 4 && !all.join().includes("…"), "four who decide");
    const above = (await who.locator("td:last-child").allTextContents()).map((it) => Number(it.replace(/[^\d.−-]/g, "").replace("−", "-")));
    assert.equal(above[0], 0);
    assert.ok(above.every((it) => it >= 0 && it < 5), `${above}`);
    assert.deepEqual(fetchedPolicies(page), 2);
    // The last hour has nothing to come; another forecast says something else.
    await hour.focus();
    await page.keyboard.press("End");
    await known.getByText(/^All came as expected|All came as expected/).waitFor();
    assert.equal(await dotted.count(), 0);
  }));

test("a day is drawn by keys and by mouse, stops where it has to, and is told beside the best", () =>
  lab.visit(DAY, async (page) => {
    const best = await total(page);
    await page.getByRole("button", { name: "Draw", exact: true }).click();
    await focused(page, page.getByRole("slider", { name: "12:00 to 13:00" }), "a bar");
    // How others do it is not to be seen yet.
    await page.locator(".hourly").waitFor({ state: "hidden" });
    const bar = (hour) => page.getByRole("slider", { name: `${hour}:00 to ${hour + 1}:00` });
    const amount = async (hour) => Number((await bar(hour).getAttribute("aria-valuetext")).replace(/\D/g, ""));
    await bar(12).focus();
    const before = await amount(12);
    await page.keyboard.press("PageUp");
    await eventually(() => amount(12), (it) => it > before + 1000, "a higher bar");
    await page.keyboard.press("ArrowRight");
    await eventually(() => bar(13).evaluate((it) => it === document.activeElement), (it) => it, "the next hour");
    await page.keyboard.press("End");
    await page.getByText("It stops there: at 13:00 only who asked since 7:00 can be computed.").waitFor();
    assert.match(page.url(), /&day\.drawn=(\d+,){23}\d+&end$/);
    // By mouse, over several hours in one stroke; Undo takes the stroke back.
    const link = page.url();
    const at = await onPad(page);
    await page.mouse.move(...at(2, 66));
    await page.mouse.down();
    await page.mouse.move(...at(5, 46), { steps: 4 });
    await page.mouse.up();
    await eventually(() => page.url(), (it) => it !== link, "the stroke in the address");
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => page.url(), (it) => it === link, "the address before");
    // The grids above are looked at: only the bars are drawn. A click on a bar is heard after it.
    await page.mouse.click(...at(5, -70));
    await page.mouse.click(...at(20, 140));
    await eventually(() => page.url(), (it) => it !== link, "a click in the address");
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => page.url(), (it) => it === link, "one entry for both");
    // A key that is held is one entry, too.
    await bar(20).focus();
    const high = await amount(20);
    for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down("ArrowUp");
    await eventually(() => amount(20), (it) => it > high, "a higher bar");
    assert.equal(page.url(), link, "the key is still held");
    await page.keyboard.up("ArrowUp");
    await eventually(() => page.url(), (it) => it !== link, "the key in the address");
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => page.url(), (it) => it === link, "one entry for a held key");
    await page.getByRole("button", { name: "Show the best" }).click();
    const told = page.locator(".draw .lev-say");
    await focused(page, told, "what came of it");
    await told.getByText(/^Yours emits 0\.\d+.kg: \d+(\.\d+)?.% above the best, 0\.\d+.kg\./).waitFor();
    const [, yours, above] = /([\d.]+).kg: ([\d.]+)/.exec(await told.textContent());
    assert.ok(Math.abs(yours / (best / 1e3) - 1 - above / 100) < 0.002, `${yours} ${above} ${best}`);
    await page.locator(".hourly").waitFor();
    // The link brings the drawing, and hides again what others do.
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByRole("button", { name: "Show the best" }).waitFor();
    await page.locator(".hourly").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator(".hourly").waitFor();
    await focused(page, page.getByRole("button", { name: "Draw", exact: true }), "the button to draw anew");
  }));

test("nobody draws a day on which nobody can wait, and nothing is hidden then", engineFree("state"), () =>
  lab.visit({ hash: `#v4&view=day&day.answers=1&day.drawn=${[1000, ...Array(23).fill(0)]}&end` }, async (page) => {
    await total(page);
    await page.getByText("Nobody can wait: there is nothing to draw.").waitFor();
    await page.locator(".hourly").waitFor();
  }));

test("what is covered is not asked for until it is to be seen, and then once", engineFree("state"), () =>
  lab.visit({ ...DAY, prepare: measureDays }, async (page) => {
    const seen = ["Doubts", "Known", "Machines", "Prices"];
    const asked = async (from) => (await askedOfDay(page)).slice(from).filter((it) => it !== "Days");
    const open = () =>
      page.evaluate(() => {
        // A year's days take long, and nothing here waits for them.
        const others = (all) => all.filter((it) => it !== "Days").length;
        return others(globalThis.askedOfDay) - others(globalThis.days.map((it) => it.what));
      });
    const all = async (from, due) => {
      await eventually(() => asked(from), (it) => it.sort().join() === due.sort().join(), `${due} once`);
      // What is covered before its answer has come is asked again.
      await eventually(open, (questions) => questions === 0, "every answer");
    };
    await total(page);
    await all(0, ["Plans", "Forecasts", ...seen]);
    await page.getByRole("button", { name: "Draw", exact: true }).click();
    const from = (await askedOfDay(page)).length;
    await type(page, "Can wait", "35");
    // The forecasts are asked for last of what is not covered.
    await all(from, ["Plans", "Forecasts"]);
    await page.getByRole("button", { name: "Show the best" }).click();
    await all(from, ["Plans", "Forecasts", "Drawn", ...seen]);
    // What is known is not asked for again.
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Draw", exact: true }).click();
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator(".who label").filter({ hasText: "Home, at once" }).click();
    await all(from, ["Plans", "Forecasts", "Drawn", "Machines", ...seen]);
  }));

test("on a phone what can be moved stands right behind the levers, what is assumed at the end", engineFree("rules of style"), () =>
  lab.visit({ ...DAY, width: 390 }, async (page) => {
    await total(page);
    const places = [".who", ".stars", "#date", "#room-0", "#wait_share", "#qoe_day", ".draw", ".hourly", ".day .machines", "#answers", "#idle_w", ".scene"];
    const tops = await page.evaluate(
      (all) => all.map((it) => document.querySelector(it).getBoundingClientRect().top),
      places,
    );
    assert.deepEqual(tops, tops.toSorted((a, b) => a - b), places.map((it, index) => `${it} ${tops[index]}`).join(", "));
  }));

test("on a phone a finger draws a day", chromiumOnly("touch"), () =>
  lab.visit({ ...DAY, width: 390 }, async (page) => {
    await total(page);
    await page.getByRole("button", { name: "Draw", exact: true }).click();
    const at = await onPad(page);
    const scrolled = await page.evaluate(() => scrollY);
    const browser = await page.context().newCDPSession(page);
    const touch = (type, ...place) => {
      const [x, y] = at(...place);
      return browser.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    };
    await touch("touchStart", 3, 26);
    for (const hour of [4, 5, 6]) await touch("touchMove", hour, 96);
    await touch("touchEnd", 6, 96);
    await eventually(() => page.url(), (it) => it.includes("day.drawn="), "a drawing in the address");
    await page.locator(".draw-line").getByText(/^6:00 to 7:00/).waitFor();
    assert.equal(await page.evaluate(() => scrollY), scrolled, "the page stays where it is");
    await page.getByRole("button", { name: "Show the best" }).click();
    await page.locator(".draw .lev-say").getByText(/Yours emits/).waitFor();
    await everyLook(page, () => assertFine(page, "day drawn"), { widths: [390, 1440] });
    for (const language of ["es", "zh", "en"]) {
      await page.locator("#language").selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      await everyLook(page, () => assertChartTexts(page), { widths: [320], schemes: ["light"] });
    }
  }));

test("what takes long is asked once somebody has stopped moving, and all that is of another day is marked alike", engineFree("what is asked and marked is state"), () =>
  lab.visit({ ...DAY, prepare: (page) => Promise.all([measureDays(page), holdTimers(page, 250)]) }, async (page) => {
    // Panels with results that are not marked as old.
    const unmarked = () =>
      page.locator("main.day").evaluate((main) => {
        const results = [...main.querySelectorAll("section[aria-labelledby], .yr")];
        const shows = (it) => it.querySelector("svg.chart, tbody tr") && !it.querySelector(".yr") && !it.closest(".draw");
        return results.filter((it) => shows(it) && !it.matches(".waits")).map((it) => it.getAttribute("aria-labelledby") ?? it.className);
      });
    const asked = async (what) => (await askedOfDay(page)).filter((it) => it === what).length;
    const before = await total(page);
    for (const share of [40, 50, 60]) {
      await type(page, "Can wait", String(share));
      await eventually(() => total(page), (it) => it !== before, "another total");
    }
    assert.deepEqual([...new Set(await askedOfDay(page))], ["Plans"], "while something moves");
    const longs = ["Forecasts", "Machines", "Prices", "Doubts"];
    const there = async () => {
      await passed(page);
      return Promise.all(longs.map(asked));
    };
    await eventually(there, (it) => it.every((count) => count === 1), "each of them, once");
    await eventually(() => asked("Days"), (it) => it > 0, "the first days of the year");
    await eventually(() => page.locator("main.day .waits").count(), (it) => it === 0, "all answers");
    const all = await unmarked();
    assert.ok(all.length > 8, `${all}`);
    // While a plan is under way all of them are of the day before.
    const go = await holdDays(page);
    await type(page, "Can wait", "30");
    await eventually(unmarked, (it) => it.length === 0, "all panels, marked");
    await go();
    await eventually(there, (it) => it.every((count) => count === 2), "each of them, again");
    await eventually(unmarked, (it) => it.length === all.length, "all panels of the day");
  }));

test("on a phone a finger chooses the hour, and nothing is wider than the window", () =>
  lab.visit({ ...DAY, width: 390 }, async (page) => {
    await total(page);
    await page.mouse.click(...(await placeOf(page, 3)));
    await readout(page).getByRole("heading", { name: "3:00 to 4:00" }).waitFor();
  }));

test("machines follow the load and what is assumed of them, as the command line has it", () =>
  lab.visit({ hash: "#v4&view=day&day.rule=home&end" }, async (page) => {
    await total(page);
    const said = page.locator(".machines > .lev-say");
    await said.getByText("One machine is enough all day").waitFor();
    await type(page, "Answers a day", "4000000");
    await said.getByText(/^Turning machines off when fewer people ask is worth \d+/).waitFor({ timeout: PATIENCE_MS });
    await page.locator(".machines .ways summary").click();
    const table = page.getByRole("table", { name: "What each way to run the machines costs" });
    const above = (name) => table.getByRole("row", { name: new RegExp(`^${name}`) }).getByRole("cell").first().textContent();
    const number = (text) => Number(text.replace(/[^\d.]/g, ""));
    const given = ["fleet", "--country", "DE", "--date", "2020-07-27", "--answers", "4000000"];
    for (const idle of [80, 0]) {
      if (idle === 0) await type(page, "A GPU that waits", "0");
      const { rules } = await native([...given, "--idle-w", `${idle}`], {});
      const due = rules.static.total_g - rules.best.total_g;
      await eventually(() => above("Always on"), (it) => Math.abs(number(it) / due - 1) < 6e-3, `${due} g above, ${idle} W`);
    }
    assert.match(page.url(), /&day\.answers=4000000&day\.rule=home&day\.idle_w=0&end$/);
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => box(page, "A GPU that waits").inputValue(), (it) => it === "80", "the power before");
  }));

test("the plan is saved as the command line prints it, and shown inside another page", engineFree("what is written, and what is shown of the page, is state"), () =>
  lab.visit({ ...DAY, hash: `?embed${DAY.hash}`, width: 390 }, async (page) => {
    await total(page);
    // What quality costs, and what a wrong assumption does, are about this day.
    await page.getByText(/^At a mean quality of 0\.60, a hundredth more is charged/).waitFor();
    const doubts = page.getByRole("table", { name: "If an assumption is wrong" });
    const where = await doubts.getByRole("row", { name: /^Room at the other sites/ }).getByRole("cell").nth(1).textContent();
    await page.locator(".lev-say").getByText(`Where is worth ${where}.`).waitFor();
    assert.equal(await page.getByRole("button", { name: "This plan (JSON)" }).count(), 0);
    await assertFine(page, "day, embedded");
    await page.goto(`${lab.url}${DAY.hash}`);
    await total(page);
    const saved = async (name) => String((await lab.saved(page, page.getByRole("button", { name }))).bytes);
    const ours = JSON.parse(await saved("This plan (JSON)"));
    const due = await native(["day", "--date", "2020-07-27", "--sites", "GB,DK,FR"], {});
    assert.deepEqual(Object.keys(ours), Object.keys(due));
    for (const name of ["sites", "capacity", "g_per_kwh", "levers_g", "source"]) assert.deepEqual(ours[name], due[name], name);
    assert.deepEqual(ours.served, due.served);
    const rows = (await saved("This plan (CSV)")).trim().split("\n");
    assert.equal(rows.length, due.served.length + 1);
    assert.equal(rows[0], Object.keys(due.served[0]).sort((a, b) => rows[0].indexOf(a) - rows[0].indexOf(b)).join(","));
  }));

test("a day that was saved opens again as it was, from any view", engineFree("what a file says"), () =>
  lab.visit({ hash: "#v4&distance_m=600&view=day&day.home=FR&day.wait_share=0.5&end" }, async (page) => {
    const before = await total(page);
    const plan = page.getByRole("button", { name: "This plan (JSON)" });
    const { name, bytes } = await eventually(() => plan.isEnabled(), (it) => it, "a plan").then(() => lab.saved(page, plan));
    const { link } = JSON.parse(bytes);
    await page.goto(lab.url);
    await started(page);
    await page.getByRole("banner").getByRole("button", { name: "Share" }).click();
    await page.getByLabel("Open a file").setInputFiles({ name, mimeType: "application/json", buffer: bytes });
    assert.equal(await total(page), before);
    await eventually(() => new URL(page.url()).hash, (hash) => hash === link, link);
  }));

test("a doubt says what was tried where twice would be more than all", engineFree("texts"), () =>
  lab.visit({ hash: "#v4&view=day&day.wait_share=0.7&end" }, async (page) => {
    const doubts = page.getByRole("table", { name: "If an assumption is wrong" });
    const row = doubts.getByRole("row", { name: /^Can wait/ });
    await eventually(() => row.getByRole("cell").nth(2).textContent(), (text) => /%1\.4 times$/.test(text), "how many times");
    assert.doesNotMatch(await row.getByRole("cell").nth(0).textContent(), /times/);
    assert.equal(await doubts.locator("tbody tr").count(), 6);
    await doubts.getByRole("row", { name: /^Starting takes/ }).waitFor();
  }));

test("a day that the record does not hold whole says what was filled", engineFree("texts"), () =>
  lab.visit({ hash: "#v4&view=day&day.date=2022-03-13&end" }, async (page) => {
    const said = page.locator(".lede .filled");
    await said.getByText("Missing from the record of this day, and filled in from the hours around them: Mid-Atlantic (PJM) 17 hours.").waitFor();
    await page.getByRole("button", { name: "Day before" }).click();
    await eventually(() => said.count(), (count) => count === 0, "nothing of a day that is whole");
  }));

test("Day is accessible and fits at every width, with its tables open", engineFree("roles, names and room"), () =>
  lab.visit(DAY, async (page) => {
    await total(page);
    await page.locator(".fc-say").getByText(/the plan loses/).waitFor();
    for (const summary of await page.locator("main details > summary").all()) await summary.click();
    await everyLook(page, () => assertFine(page, "day"), { widths: [...WIDTHS, 1100] });
    const texts = async () => (await assertNoSidewaysScroll(page), await assertChartTexts(page));
    await everyLook(page, texts, { widths: [320, ...WIDTHS, 1100], schemes: ["light"] });
  }));

for (const [tag, title] of [
  ["zh", /^2020年7月27日，该小区的 100.000 个回答排放 0\.\d\d.kg；最佳安排为 0\.\d\d.kg CO₂e$/],
  ["es", /^El 27 de julio de 2020 las 100.000 respuestas de esta celda emiten 0[.,]\d\d.kg; el mejor plan, 0[.,]\d\d.kg CO₂e$/],
]) {
  test(`Day speaks ${tag}`, engineFree("texts"), () =>
    lab.visit({ ...DAY, prepare: (page) => speaks(page, tag) }, async (page) => {
      await total(page);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await page.locator(".fc-say").getByText(/./).first().waitFor();
      await everyLook(page, () => assertFine(page, `day in ${tag}`), { widths: [390, 1440], schemes: ["light"] });
      const texts = async () => (await assertNoSidewaysScroll(page), await assertChartTexts(page), await assertJoined(page));
      await everyLook(page, texts, { widths: [320, 390, 1440], schemes: ["light"] });
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
