// Assignments on a day: built, answered in Day, handed in and checked.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccessible,
  assertFine,
  assertNoSidewaysScroll,
  box,
  button,
  engineFree,
  eventually,
  everyLook,
  fill,
  openLab,
  started,
  type,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const choose = (page, name, to) => page.getByLabel(name, { exact: true }).selectOption(to);
const hashOf = (link) => link.slice(link.indexOf("#"));
const panel = (page) => page.locator(".asked-day");

/** What the receipt says, once the day is planned. */
const receiptOf = async (page) => {
  await page.getByText("Hand in", { exact: true }).click();
  return eventually(() => page.locator("#receipt").inputValue(), (it) => it.startsWith("AOLO receipt"), "a receipt");
};

const emitted = (receipt) => Number(/emissions_mg: (.*)/.exec(receipt)[1]);

/** Checks receipts in a builder. */
async function check(page, text) {
  await fill(page.locator("#check"), text);
  await button(page, "Check").click();
  await page.locator(".class").getByText("are being fetched").waitFor({ state: "detached" });
  return page.locator(".checked").textContent();
}

test("an assignment on a day is built, answered in Day on a phone, handed in and checked", () =>
  lab.visit({ hash: "#v4&view=builder&end" }, async (page) => {
    await started(page);
    await page.getByLabel("A day: the one of Day").check();
    await fill(page.getByLabel("Title"), "Who can wait?");
    await choose(page, "When those who can wait are computed, drawn by hand", "locked");
    await choose(page, "Can wait", "bounded");
    await fill(page.getByRole("textbox", { name: "Can wait: to" }), "40");
    await page.getByRole("textbox", { name: "Can wait: to" }).press("Enter");
    await choose(page, "Waits at most", "open");
    // In the unit of the box.
    const reachable = page.getByText(/^Reachable with what is open: \d+.g\./);
    await reachable.waitFor();
    assert.equal(await page.locator("#task-link").count(), 0, "there is no target yet");
    await page.locator("p.bad", { hasText: "A day needs a target." }).waitFor();
    // Waiting changes less than five percent: the target that is offered asks for some of it.
    await page.getByRole("button", { name: /^Set [\d.]+.% above it$/ }).click();
    await page.locator("#task-link").waitFor();
    const givenAway = page.getByText(/^Whoever opens this meets the target before changing anything\./);
    assert.equal(await givenAway.count(), 0);
    // One that is met as it is opened is told.
    const target = page.getByLabel("At most, g CO₂e a day");
    await fill(target, "900");
    await target.press("Enter");
    await givenAway.waitFor();
    // What nobody can meet is not taken.
    await fill(target, "100");
    await target.press("Enter");
    assert.equal(await target.getAttribute("aria-invalid"), "true");
    const least = Number(/\d+/.exec(await reachable.textContent())[0]);
    await fill(target, String(least));
    await target.press("Enter");
    await givenAway.waitFor({ state: "detached" });
    const link = await page.locator("#task-link").textContent();
    assert.match(link, /#v4&view=task&day\.open=wait_share:0:0\.4,wait_hours&day\.at_most_g=\d+&task\.open=&task\.title=/);
    await assertAccessible(page, "in the builder of a day");

    const receipt = await lab.visit({ hash: hashOf(link), width: 390 }, async (learner) => {
      await started(learner);
      await learner.getByRole("heading", { name: "Who can wait?" }).waitFor();
      await learner.getByText("Not yet.").waitFor();
      assert.match(await panel(learner).innerText(), /Can wait \(0 to 40.%\), Waits at most/);
      // What is not theirs is locked.
      for (const locked of ["#date", "#answers", "#qoe_day", "#day-home", "#idle_w", "#start_s"]) {
        assert.ok(await learner.locator(locked).isDisabled(), locked);
      }
      assert.equal(await learner.locator(".draw").count(), 0);
      await type(learner, "Can wait", "40");
      await type(learner, "Waits at most", "24");
      await learner.getByText("Target met.").waitFor();
      assert.match(learner.url(), /view=task.*day\.wait_share=0\.4.*day\.open=/);
      await fill(learner.locator("#wait_share"), "50");
      await learner.locator("#wait_share").press("Enter");
      await learner.locator("#wait_share[aria-invalid=true]").waitFor();
      await type(learner, "Can wait", "40");
      const text = await receiptOf(learner);
      await fill(learner.getByLabel("Your name, if you like"), "Ana");
      await everyLook(learner, () => assertFine(learner, "in an assignment on a day"), { widths: [390, 1440] });
      // Elsewhere it is not seen, and Teach leads back.
      await learner.getByRole("link", { name: "Explore", exact: true }).click();
      await learner.locator("main.explore").waitFor();
      assert.doesNotMatch(learner.url(), /day\./);
      await learner.getByRole("link", { name: "Teach", exact: true }).click();
      await learner.getByText("Target met.").waitFor();
      await learner.locator("#language").selectOption("es");
      await learner.getByText("Objetivo alcanzado.").waitFor();
      await learner.locator("#language").selectOption("en");
      await learner.reload();
      await learner.getByText("Target met.").waitFor();
      const again = await receiptOf(learner);
      assert.equal(emitted(again), emitted(text));
      return again;
    });
    assert.match(receipt, /^AOLO receipt 1\nname: Ana\nemissions_mg: [\d.]+\nqoe: 0\.6\npassed: yes\n/);

    assert.match(await check(page, receipt), /1 receipt: 1 matches.*Ana.*met.*matches/s);
    const less = receipt.replace(String(emitted(receipt)), String(emitted(receipt) - 1));
    assert.match(await check(page, less), /does not match: states/);
    // What was not the learner's to change is named.
    const other = receipt.replace("&day.wait_share", "&day.answers=1000&day.wait_share");
    assert.match(await check(page, other), /of another assignment: Answers a day 1000 instead of 100000/);
    const easier = receipt.replace(/at_most_g=\d+/, "at_most_g=9000");
    assert.match(await check(page, easier), /of another assignment: At most, g CO₂e a day 9000 instead of/);
    assert.match(await check(page, receipt.replace("wait_share=0.4", "wait_share=0.9")), /not readable/);
    await check(page, `${receipt}\n${receipt.replace("name: Ana", "name: Ben")}`);
    assert.equal(await page.locator(".class tbody tr").count(), 2);
    await assertNoSidewaysScroll(page);
  }));

test("a day of an assignment is drawn, and the best stays hidden", engineFree("state"), () =>
  lab.visit({ hash: "#v4&view=task&day.open=drawn&day.at_most_g=600&task.open=&task.title=Draw&end" }, async (page) => {
    await started(page);
    await page.getByText("Not yet.").waitFor();
    await page.locator(".hourly").waitFor({ state: "hidden" });
    const before = await panel(page).innerText();
    await button(page, "Draw").click();
    assert.equal(await button(page, "Show the best").count(), 0);
    const bar = page.getByRole("slider", { name: "22:00 to 23:00" });
    await bar.focus();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press("PageUp");
    await eventually(() => panel(page).innerText(), (it) => /Emits/.test(it) && it !== before, "another total");
    const receipt = await receiptOf(page);
    const link = /link: (.*)/.exec(receipt)[1];
    assert.match(link, /day\.drawn=(\d+,){23}\d+&/);
    await everyLook(page, () => assertFine(page, "where a day is drawn"), { widths: [390, 1440] });
    await page.goto(link.replace("view=task", "view=builder"));
    await page.reload();
    await started(page);
    assert.match(await check(page, receipt), /1 receipt: 1 matches.*not met.*matches/s);
  }));

test("Reset puts back what an assignment on a day leaves open, and nothing else", engineFree("state"), () =>
  lab.visit({ hash: "#v4&view=task&day.date=2020-03-05&day.answers=50000&day.idle_w=120&day.open=drawn,wait_share:0:0.4&day.at_most_g=380&task.open=&task.title=Back&end" }, async (page) => {
    await started(page);
    await page.getByText("Not yet.").waitFor();
    const waits = box(page, "Can wait");
    const before = { said: await panel(page).innerText(), waits: await waits.inputValue() };
    await button(page, "Draw").click();
    const bar = page.getByRole("slider", { name: "22:00 to 23:00" });
    await bar.focus();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press("PageUp");
    // The last step: what the address says of it, it says of all before.
    await type(page, "Can wait", "40");
    await page.waitForURL((it) => /day\.wait_share=0\.4/.test(it.href) && /day\.drawn=/.test(it.href));
    const answered = page.url();
    await button(page, "Reset all to the opening scene").click();
    await eventually(() => panel(page).innerText(), (it) => it === before.said, "the total of before");
    assert.equal(await waits.inputValue(), before.waits);
    // What was set stays, also what no total depends on; and the step can be undone.
    await page.waitForURL((it) => !/day\.drawn=|day\.wait_share=/.test(it.href));
    const open = /&day\.(wait_share|drawn)=[^&]*/g;
    assert.equal(page.url(), answered.replace(open, ""));
    await button(page, "Undo").click();
    await page.waitForURL(answered);
  }));

test("a target that nobody can meet is said, and so is an assignment that is not whole", engineFree("texts"), () =>
  lab.visit({ hash: "#v4&view=task&day.open=wait_share&day.at_most_g=20&task.open=&end" }, async (page) => {
    await page.getByText(/^Nobody can meet this target: with what is open, 0\.\d+.kg is the least\./).waitFor();
    await page.goto(`${lab.url}#v4&view=task&day.open=moon&day.at_most_g=20&task.open=&end`);
    await page.reload();
    await page.getByText(/^This link holds no whole assignment\./).waitFor();
  }));
