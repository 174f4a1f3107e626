// axe over what opens, answers and refuses: dialogs, menus, lessons, tasks, receipts, rounds and notices,
// from the narrowest phone to a desktop, light and dark. Views as they open are looked at elsewhere.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccessible,
  assertHeads,
  assertNoSidewaysScroll,
  button,
  chromiumOnly,
  eventually,
  everyLook,
  fill,
  go,
  openLab,
  some,
  started,
  type,
  workerReady,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const judged = chromiumOnly("a judgement of the document and its styles, the same in any engine");

/**
 * Fails if axe finds anything, the head of a table stands beside its column, or the page is wider than its
 * window, however it is looked at.
 */
const fine = (page, state) =>
  everyLook(
    page,
    async (at) => {
      await assertAccessible(page, `${state}, ${at}`);
      await assertHeads(page, `${state}, ${at}`);
      await assertNoSidewaysScroll(page);
    },
    { widths: [320, 390, 820, 1440] },
  );

const share = async (page) => {
  await page.getByRole("banner").getByRole("button", { name: "Share" }).click();
  return page.getByRole("dialog", { name: "Share what you see" });
};

test("of Explore: lists, a lever taken, what is refused, what is asked about", judged, () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    await page.locator("button.lever:visible").first().click();
    await page.getByRole("group", { name: "Taken" }).getByRole("button").first().waitFor();
    await type(page, "Bandwidth", "1,000");
    await page.getByText("Which number do you mean?").first().waitFor();
    await type(page, "Answer length", "60000");
    await page.getByText(/Kept at \d+\.$/).first().waitFor();
    await page.getByRole("button", { name: /^Grid of both sites:/ }).click();
    await page.getByRole("combobox", { name: "Search zones" }).waitFor();
    await fine(page, "a list of zones open, a number refused, another asked about");
    await page.keyboard.press("Escape");
    await page.locator("details.models summary").first().click();
    await page.getByRole("banner").getByRole("button", { name: "Pin & compare" }).click();
    await type(page, "Bandwidth", "60");
    await page.getByText("What was set differently").first().waitFor();
    await fine(page, "models listed, two designs beside each other");
  }));

test("of Share: all of it open, a file taken and a file refused", judged, () =>
  lab.visit({ prepare: (page) => page.context().grantPermissions(["clipboard-read", "clipboard-write"]) }, async (page) => {
    await workerReady(page);
    const dialog = await share(page);
    for (const summary of await some(dialog.locator("summary"))) await summary.click();
    await dialog.getByRole("button", { name: "Copy link" }).click();
    await dialog.getByText("Copied.").waitFor();
    await fine(page, "Share, all of it");
    const open = async (name, content) => {
      const file = { name, mimeType: "text/plain", buffer: Buffer.from(content) };
      await page.locator("input[type=file]").first().setInputFiles(file);
    };
    await open("broken.json", "{");
    await page.getByText("broken.json is not usable.").waitFor();
    await fine(page, "a file refused");
    await page.keyboard.press("Escape");
    await share(page);
    const columns = "timestamp,duration,emissions,energy_consumed,country_iso_code";
    await open("emissions.csv", `${columns}\n2026-01-01,5,0.002,0.0125,FRA\n`);
    await page.getByText("emissions.csv is a file of CodeCarbon.").waitFor();
    await page.keyboard.press("Escape");
    await fine(page, "a file of another tool");
  }));

test("of a link: what it says wrongly, and what was cut off", judged, () =>
  lab.visit({ hash: "#v4&distance_m=-40&moon=1&view=day&day.wait_share=7" }, async (page) => {
    await started(page);
    await page.getByRole("alert").first().waitFor();
    await fine(page, "a link that is not whole");
    await page.evaluate(() => (location.hash = "#v4&view=task&end"));
    await page.getByText("This link holds no whole assignment.").waitFor();
    await fine(page, "no assignment");
  }));

/** A lesson of each kind of question: placing, choosing, drawing. */
const KINDS = ["carbon.1", "carbon.3", "radio.1", "day.1", "rest.2"];

test("of Teach: the lessons, before an answer and after it", judged, () =>
  lab.visit({ hash: "#v4&view=teach&lesson=spikes.3&end" }, async (page) => {
    await started(page);
    await fine(page, "lessons");
    for (const lesson of KINDS) {
      await go(page, `view=teach&lesson=${lesson}`);
      const option = page.locator(".option input").first();
      const knots = page.locator(".knots summary");
      if (await option.count()) await option.click();
      else if (await knots.count()) {
        await knots.click();
        for (const knot of await some(page.locator(".knots input"))) await knot.press("ArrowRight");
      } else await page.getByRole("slider", { name: "Your prediction" }).press("ArrowRight");
      await fine(page, `${lesson}, predicted`);
      await button(page, "Reveal").click();
      await page.locator(".explained").waitFor();
      await fine(page, `${lesson}, explained`);
    }
  }));

test("of Teach: the round under way and over, the guide with its sheet, the glossary", judged, () =>
  lab.visit({ hash: "#v4&view=round&end" }, async (page) => {
    await started(page);
    await button(page, "Decide").click();
    await page.locator(".told li").first().waitFor();
    await fine(page, "a round under way");
    for (let request = 2; request <= 10; request += 1) await button(page, "Decide").click();
    await page.locator("#round-link").waitFor();
    await fine(page, "a round that is over");
    await go(page, "view=guide");
    await page.locator("summary", { hasText: "Learners’ sheet" }).click();
    await fine(page, "the guide, with the sheet");
    await go(page, "view=glossary");
    await fine(page, "the glossary");
  }));

const SCENE = "distance_m=600&payload_bytes_per_token=5000";

test("of Teach: the builder, a task, what is left of it elsewhere, and receipts of all kinds", judged, () =>
  lab.visit({ hash: `#v4&view=builder&${SCENE}&end` }, async (page) => {
    await started(page);
    const choose = (control, state) => page.getByRole("combobox", { name: control, exact: true }).selectOption(state);
    await fill(page.getByLabel("Title"), "Less than the rule");
    await button(page, "Set 5 % above it").click();
    await choose("Answer length", "open");
    await choose("Transmit power", "bounded");
    for (const tool of [/^Show what each part/, /^Show the map/]) await page.getByLabel(tool).check();
    const link = await page.locator("#task-link").textContent();
    const hash = link.slice(link.indexOf("#"));
    const receipt = await lab.visit({ hash }, async (learner) => {
      await started(learner);
      await type(learner, "Transmit power", "50");
      await fine(learner, "a task, its number refused");
      await fill(learner.locator("#tokens"), "375");
      await learner.locator("#tokens").press("Enter");
      await fine(learner, "a task");
      const handed = await learner.locator("#receipt").inputValue();
      await learner.getByRole("link", { name: "Explore", exact: true }).click();
      await learner.locator("aside.trying").waitFor();
      await fine(learner, "Explore, beside a task");
      return handed;
    });
    await fill(page.locator("#check"), `hello\n${receipt}\n${receipt.replace(/emissions_mg: ./, "emissions_mg: 9")}`);
    await button(page, "Check").click();
    await eventually(() => page.locator(".class tbody tr").count(), (count) => count === 2, "two receipts");
    await fine(page, "the builder, with receipts");
    const target = page.getByLabel("At most, mg CO₂e");
    await fill(target, "1");
    await target.press("Enter");
    assert.equal(await target.getAttribute("aria-invalid"), "true");
    await fine(page, "the builder, with a target that nobody can meet");
    await page.getByLabel("A day: the one of Day").check();
    await page.getByText(/^Reachable with what is open: /).waitFor();
    await fine(page, "the builder of a day");
  }));

test("of the Lab: a bar of the assumptions open, the policy, a run that was reproduced or not", judged, () =>
  lab.visit({ hash: "#v4&view=assumptions&end" }, async (page) => {
    await started(page);
    await page.locator('.spread[aria-busy="false"]').waitFor();
    await page.locator("main svg [role=button], main svg [tabindex='0']").first().press("Enter");
    await page.locator("#told-assumption", { hasText: "Source" }).waitFor();
    for (const details of await some(page.locator("main details > summary"))) await details.click();
    await fine(page, "an assumption open");
    await go(page, "view=lab&run=1,5,sdrl:0000000000000001");
    await page.getByText(/carries a run/).waitFor();
    await fine(page, "a run in the link");
    await type(page, "Updates", "0");
    await fine(page, "a field of the run refused");
  }));

test("of Day: an hour chosen, a day drawn and shown beside the best, an assignment", judged, () =>
  lab.visit({ hash: "#v4&view=day&end" }, async (page) => {
    const planned = page.locator(".day .lede .live:not(.trails)");
    await eventually(() => planned.getAttribute("data-total-g"), (it) => Number(it) > 0, "a planned day");
    const hour = page.getByRole("slider", { name: "Hour of the day" });
    await hour.focus();
    await hour.press("PageDown");
    const who = page.locator(".who-here tbody tr");
    await eventually(() => who.allTextContents(), (all) => all.length === 4 && !all.join().includes("…"), "four who decide");
    await fine(page, "an hour of Day");
    await page.getByRole("button", { name: "Draw", exact: true }).click();
    await page.getByRole("slider", { name: "12:00 to 13:00" }).press("PageUp");
    await fine(page, "a day being drawn");
    await button(page, "Show the best").click();
    await page.getByText(/^Yours emits/).waitFor();
    await fine(page, "a day beside the best");
    await go(page, "view=task&day.open=wait_share:0:0.4,wait_hours&day.at_most_g=5000&task.open=&task.title=Who%20can%20wait");
    await page.getByRole("heading", { name: "Who can wait" }).waitFor();
    await fine(page, "an assignment on a day");
  }));
