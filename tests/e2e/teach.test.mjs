// Teach: every lesson goes from its first question to its last explanation, by keyboard alone and on
// a phone; nothing is revealed before it was predicted; figures are the model's; the round against
// the agent can be played; nothing of Explore is lost.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccessible,
  assertFine,
  assertNoSidewaysScroll,
  button,
  chromiumOnly,
  ENGINE,
  engineFree,
  eventually,
  everyLook,
  fill,
  frames,
  native,
  openLab,
  readQr,
  some,
  speaks,
  started,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const LESSONS = ["carbon", "grid", "radio", "quality", "counted", "model", "day", "machines", "rest", "agent", "rule", "spikes"];
/** Keys and focus are an engine's matter, once; lessons differ in words and figures. */
const kinds = (lesson, way) =>
  lesson === "radio" && way === "by keyboard" ? {} : engineFree("as the lesson on the radio, by keyboard");
const lessonHash = (lesson, step = 1, scene = "") => `#v4&view=teach&lesson=${lesson}.${step}${scene}&end`;
const explained = (page) => page.locator(".explained");
const heading = (page) => page.locator("article h1");

/** Presses Tab until the element has the focus. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("the keyboard does not reach it");
}

/** Presses a button or follows a link, with the keyboard or with a finger. */
async function press(page, locator, byKeyboard) {
  if (byKeyboard) {
    await tabTo(page, locator);
    await page.keyboard.press("Enter");
  } else {
    await locator.click();
  }
}

async function predict(page, byKeyboard) {
  const round = page.locator(".round");
  if (await round.count()) {
    for (let request = 1; request <= 10; request += 1) {
      await page.getByRole("heading", { name: `Request ${request} of 10` }).waitFor();
      await press(page, button(page, "Decide"), byKeyboard);
    }
    return;
  }
  const options = page.locator(".option input");
  const knots = page.locator(".knots summary");
  if (await options.count()) {
    if (byKeyboard) {
      await tabTo(page, options.first());
      await page.keyboard.press("Space");
    } else {
      await options.first().click();
    }
    await fill(page.getByRole("textbox", { name: /^Why/ }), "Because.");
  } else if (await knots.count()) {
    if (byKeyboard) {
      await press(page, knots, true);
      for (const knot of await some(page.locator(".knots input"))) {
        await tabTo(page, knot);
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowRight");
      }
    } else {
      const box = await page.locator("svg.sketch").boundingBox();
      await page.mouse.move(box.x + 45, box.y + 80);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width - 15, box.y + 200, { steps: 4 });
      await page.mouse.up();
    }
  } else {
    const slider = page.getByRole("slider", { name: "Your prediction" });
    await tabTo(page, slider);
    await page.keyboard.press("ArrowLeft");
  }
  const learn = button(page, "Let it learn");
  await press(page, (await learn.count()) ? learn.first() : button(page, "Reveal"), byKeyboard);
}

/** What a mass says, g. */
const grams = (text) => {
  const [, number, unit] = /([\d.\s]+)\s(m?g)/.exec(text.replaceAll(/[\u202f\u2009]/g, ""));
  return Number(number) / (unit === "mg" ? 1e3 : 1);
};

/** Exactly one phase of a step is the present one. */
async function assertAtPhase(page, name) {
  const at = await page.locator(".crumb [aria-current]").allTextContents();
  assert.equal(at.length, 1, `phases: ${at}`);
  assert.ok(at[0].includes(name), `${at} instead of ${name}`);
}

for (const lesson of LESSONS) {
  for (const [way, width] of [["by keyboard", 1440], ["on a phone", 390]]) {
    test(`the lesson ${lesson} goes from start to end ${way}`, kinds(lesson, way), () =>
      lab.visit({ hash: lessonHash(lesson), width }, async (page) => {
        await started(page);
        const byKeyboard = way === "by keyboard";
        for (let step = 1; step <= 3; step += 1) {
          await page.getByText(`Question ${step} of 3`).waitFor();
          assert.equal(await explained(page).count(), 0, "explained before it was predicted");
          await assertAtPhase(page, "Predict");
          await predict(page, byKeyboard);
          await explained(page).waitFor({ timeout: 90_000 });
          const words = await explained(page).textContent();
          assert.match(words, /\d/, "no figure in the explanation");
          assert.doesNotMatch(words, /NaN|undefined|\{/);
          await assertAtPhase(page, "Explain");
          await assertNoSidewaysScroll(page);
          if (step === 3 || lesson === "agent") await assertAccessible(page, `in ${lesson}.${step}`);
          if (step < 3) await press(page, page.getByRole("link", { name: "Next question" }), byKeyboard);
        }
      }));
  }
}

/** A finger on the page: what it taps, and where it is drawn from and to, as shares of a box. */
async function fingerOn(page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  // The page has seen each before the next comes: a browser drops what it is kept waiting for.
  const touch = async (type, at) => {
    await browser.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
    await frames(page);
  };
  const drag = async (locator, ...places) => {
    await locator.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await locator.boundingBox();
    const points = places.map(([right, down]) => ({ x: x + right * width, y: y + down * height }));
    await touch("touchStart", points[0]);
    for (const point of points.slice(1)) await touch("touchMove", point);
    await touch("touchEnd");
  };
  return { drag, tap: (locator) => drag(locator, [0.5, 0.5]) };
}

for (const lesson of ["day", "machines"]) {
  test(`the lesson ${lesson} goes from start to end by touch alone`, chromiumOnly("touch"), () =>
    lab.visit({ hash: lessonHash(lesson), width: 390 }, async (page) => {
      await started(page);
      const finger = await fingerOn(page);
      const [option, sketch, slider] = [page.locator(".option").first(), page.locator("svg.sketch"), page.getByRole("slider", { name: "Your prediction" })];
      for (let step = 1; step <= 3; step += 1) {
        await page.getByText(`Question ${step} of 3`).waitFor();
        await option.or(sketch).or(slider).first().waitFor();
        if (await option.count()) {
          await finger.tap(option);
          // What a phone's own keys write comes like this.
          await finger.tap(page.getByRole("textbox", { name: /^Why/ }));
          await page.keyboard.insertText("Because.");
        }
        else if (await sketch.count()) await finger.drag(sketch, [0.15, 0.3], [0.4, 0.4], [0.7, 0.5], [0.95, 0.7]);
        else {
          const before = await slider.inputValue();
          await finger.drag(slider, [0.5, 0.5], [0.6, 0.5], [0.7, 0.5]);
          assert.notEqual(await slider.inputValue(), before, "the finger moves the slider");
        }
        await finger.tap(button(page, "Reveal"));
        await explained(page).waitFor({ timeout: 90_000 });
        assert.match(await explained(page).textContent(), /\d/);
        if (step < 3) await finger.tap(page.getByRole("link", { name: "Next question" }));
      }
    }));
}

test("a prediction is placed by dragging its slider", () =>
  lab.visit({ hash: lessonHash("carbon") }, async (page) => {
    await started(page);
    const slider = page.getByRole("slider", { name: "Your prediction" });
    await slider.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await slider.boundingBox();
    const to = (share) => page.mouse.move(x + share * width, y + height / 2, { steps: 3 });
    await to(0.5);
    await page.mouse.down();
    // It is the same slider all the way, and follows.
    for (const share of [0.4, 0.3, 0.2]) {
      await to(share);
      const near = (value) => Math.abs(value - 100 * share) < 3;
      await eventually(async () => Number(await slider.inputValue()), near, `${100 * share} %`);
    }
    await page.mouse.up();
    await button(page, "Reveal").click();
    await explained(page).waitFor();
  }));

test("the lessons are accessible in the dark", chromiumOnly("the dark scheme"), () =>
  lab.visit({ hash: lessonHash(LESSONS[0]), width: 390, scheme: "dark" }, async (page) => {
    await started(page);
    for (const lesson of LESSONS) {
      await page.evaluate((hash) => (location.hash = hash), lessonHash(lesson));
      await explained(page).waitFor({ state: "detached" });
      await assertAccessible(page, `before ${lesson}`);
      await predict(page, false);
      await explained(page).waitFor();
      await assertAccessible(page, `after ${lesson}`);
    }
  }));

test("figures of a lesson are those of the native model", engineFree("figures"), () =>
  lab.visit({ hash: lessonHash("carbon") }, async (page) => {
    await started(page);
    await predict(page, false);
    const best = await native(["optimum"], { payload_bytes_per_token: 200 });
    const radio = best.wireless.operational_g + best.wireless.embodied_g;
    const words = (await explained(page).textContent()).replaceAll(/\s/g, " ");
    const said = `${(radio * 1e3).toPrecision(2)} mg of ${(best.total_g * 1e3).toPrecision(3)} mg`;
    assert.ok(words.includes(said), `${words}: ${said}`);
    assert.ok(words.includes(((100 * radio) / best.total_g).toPrecision(2)), words);
  }));

test("a prediction is asked for first, kept on the device, and can be made again", () =>
  lab.visit({ hash: lessonHash("radio") }, async (page) => {
    await started(page);
    await button(page, "Reveal").click();
    await page.getByText("Draw or set all seven points first.").waitFor();
    await predict(page, false);
    const drawn = await page.locator("svg.sketch").getAttribute("aria-label");
    await page.reload();
    await started(page);
    await explained(page).waitFor();
    assert.equal(await page.locator("svg.sketch").getAttribute("aria-label"), drawn);
    await button(page, "Predict again").click();
    assert.equal(await explained(page).count(), 0);
    // What is forgotten does not come back: it is asked first.
    await button(page, "Forget my answers").click();
    await button(page, "Keep them").click();
    assert.ok((await page.locator(".knot").count()) > 0);
    await button(page, "Forget my answers").click();
    await button(page, "Forget them for good").click();
    await eventually(() => page.locator(".knot").count(), (count) => count === 0, "an empty chart");
  }));

test("what came of the round against the agent is kept on the device", engineFree("what is kept, as a prediction is"), () =>
  lab.visit({ hash: lessonHash("agent", 2) }, async (page) => {
    await started(page);
    await predict(page, false);
    await explained(page).waitFor({ timeout: 90_000 });
    const said = await explained(page).textContent();
    await page.reload();
    await started(page);
    await explained(page).waitFor();
    assert.equal(await explained(page).textContent(), said);
    await assertAtPhase(page, "Explain");
  }));

test("Teach opens where the learner stopped, and steps are in the address", engineFree("what is kept, as a prediction is"), () =>
  lab.visit({ hash: lessonHash("carbon") }, async (page) => {
    await started(page);
    // Untouched there is nothing to reveal.
    await button(page, "Reveal").click();
    await page.getByText("Move the slider to your prediction first.").waitFor();
    assert.equal(await explained(page).count(), 0);
    await predict(page, false);
    await page.getByRole("link", { name: "Next question" }).click();
    const second = await heading(page).textContent();
    assert.match(page.url(), /lesson=carbon\.2/);
    assert.ok(await heading(page).evaluate((element) => element === document.activeElement));
    await page.goBack();
    await explained(page).waitFor();
    await page.goto("about:blank");
    await page.goto(`${lab.url}#v4&view=teach&end`);
    await started(page);
    assert.equal(await heading(page).textContent(), second);
  }));

test("the scene of Explore survives a lesson, and the lesson's scene opens there", engineFree("state of our own"), () =>
  lab.visit({ hash: "#v4&distance_m=345&bandwidth_mhz=7&end" }, async (page) => {
    await started(page);
    await page.getByRole("link", { name: "Teach" }).click();
    await predict(page, false);
    await page.getByRole("link", { name: "Explore", exact: true }).click();
    assert.equal(await page.locator("#bandwidth_mhz").inputValue(), "7");
    await page.goBack();
    await page.getByRole("link", { name: "Open this scene in Explore" }).click();
    assert.match(page.url(), /^[^#]*#v4&payload_bytes_per_token=200&try=carbon\.1&end$/);
    // What there is to try stays in sight, with the way back; on a phone so does the share of the radio.
    const bar = page.locator(".trying");
    await bar.getByText("Move the phone further away in Explore.").waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    assert.ok(await page.locator(".fall > header .sub").isVisible());
    await page.setViewportSize({ width: 1440, height: 900 });
    await bar.getByRole("link", { name: "Back to the question" }).click();
    await explained(page).waitFor();
    assert.equal(await bar.count(), 0);
    await page.goBack();
    await page.goBack();
    await explained(page).waitFor();
    assert.match(page.url(), /distance_m=345/);
  }));

test("tour 14: the round is judged as an agent is, told at once, kept, and played by a friend", engineFree("figures"), () =>
  lab.visit({ hash: "#v4&view=round&end", width: 820 }, async (page) => {
    await started(page);
    await assertAccessible(page, "in the round");
    // What breaks a limit says by how much.
    const length = page.locator("#round-tokens");
    const would = page.getByText(/^Would emit/);
    const [before, said] = [await length.inputValue(), await would.textContent()];
    await fill(length, "1");
    await length.press("Enter");
    await page.getByText(/^Breaks: QoE 0\.\d+, at least 0\.\d+/).waitFor();
    await fill(length, before);
    await length.press("Enter");
    await eventually(() => would.textContent(), (text) => text === said, said);
    await button(page, "Decide").click();
    await button(page, "Decide").click();
    const told = page.locator(".told");
    await eventually(() => told.locator("li").count(), (count) => count === 3, "you, the agent and the best");
    assert.match(await told.textContent(), /Request 2, charged.*So far above the best: you .*, the agent/s);
    // Looking up a word loses nothing, nor does a reload.
    await page.locator(".round .term a, article .term a").first().click();
    await page.getByRole("heading", { name: "Glossary" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Request 3 of 10" }).waitFor();
    await page.reload();
    await started(page);
    await page.getByRole("heading", { name: "Request 3 of 10" }).waitFor();
    for (let request = 3; request <= 10; request += 1) await button(page, "Decide").click();
    const rows = page.locator(".round table").first().locator("tbody tr");
    const cells = await rows.evaluateAll((all) => all.map((row) => [...row.cells].map((it) => it.textContent)));
    const [you, agent, best] = cells.map((row) => grams(row[1]));
    assert.ok(best > 0 && best <= agent && best <= you, JSON.stringify(cells));
    assert.ok(agent < you, "the natural length at full power beat the agent");
    assert.match(await page.locator(".say").textContent(), /The agent was charged less/);
    const link = await page.locator("#round-link").textContent();
    assert.match(link, /view=round&.*round=1,\d+:/);
    await button(page, "Another round").click();
    await page.getByRole("heading", { name: "Request 1 of 10" }).waitFor();
    assert.match(page.url(), /round=2/);
    await lab.visit({ hash: link.slice(link.indexOf("#")), width: 390 }, async (friend) => {
      await started(friend);
      await friend.getByText("A friend has played it").waitFor();
      await button(friend, "Decide").click();
      await eventually(() => friend.locator(".told li").allInnerTexts(), (all) => all.join().includes("Your friend"), "the friend's bar");
      await assertFine(friend, "round");
    });
  }));

test("Teach is accessible and fits, before the answer and after it", engineFree("roles and names, which are in the page"), () =>
  lab.visit({ hash: lessonHash("grid", 2) }, async (page) => {
    await started(page);
    await everyLook(page, () => assertAccessible(page, "before"));
    await predict(page, false);
    await explained(page).waitFor();
    await everyLook(page, () => assertFine(page, "teach"));
  }));

const SCENE = "distance_m=600&payload_bytes_per_token=5000";
const choose = (page, control, state) => page.getByRole("combobox", { name: control, exact: true }).selectOption(state);
const status = (page) => page.locator(".checked");

test("field 9: a cut link says that it is not whole, and shows no target and no receipt", engineFree("text"), () =>
  lab.visit({ hash: `#v4&view=builder&${SCENE}&end` }, async (page) => {
    await started(page);
    await fill(page.getByLabel("Title"), "再想想：少一半");
    await page.getByLabel("Title").blur();
    await choose(page, "Answer length", "open");
    await button(page, "Set 5 % above it").click();
    const link = await page.locator("#task-link").textContent();
    assert.match(link, /^[!-~]*&task\.title=[^&]*&end$/, "what messengers cut at");
    const old = `${lab.url}#v1&view=task&${SCENE}&task.title=`;
    for (const cut of [link.slice(0, link.indexOf("task.title=") + 12), link.slice(0, -2), link.slice(0, -30), old]) {
      await page.goto("about:blank");
      await page.goto(cut);
      await started(page);
      await page.getByRole("alert").getByText("This link is not whole.").waitFor();
      await page.getByText("This link holds no whole assignment.").waitFor();
      assert.equal(await page.locator("#receipt").count(), 0);
      assert.doesNotMatch(await page.locator("main").innerText(), /Target met|Your target/);
    }
    await page.goto("about:blank");
    await page.goto(link);
    await started(page);
    assert.equal(await heading(page).textContent(), "再想想：少一半");
    await page.locator("#receipt").waitFor();
    assert.equal(await page.getByText("Nobody can meet this target").count(), 0);
    // Nothing is shown locked: there is no heading over nothing.
    assert.equal(await page.getByRole("heading", { name: "What is given" }).count(), 0);
    // A cut one leads on: to the assignment that is under way, and to the lessons.
    await page.goto("about:blank");
    await page.goto(link.slice(0, -2));
    await started(page);
    await page.getByText("This link holds no whole assignment.").waitFor();
    await page.getByRole("link", { name: "Back to “再想想：少一半”" }).waitFor();
    await page.getByRole("link", { name: "Leave for the lessons" }).click();
    await page.getByText("Question 1 of 3").waitFor();
    await page.goto("about:blank");
    await page.goto(link.replace(/at_most_mg=[\d.]+/, "at_most_mg=1"));
    await page.getByText(/^Nobody can meet this target.*Ask whoever gave it to you\.$/).waitFor();
  }));

test("tours 12 and 13: an assignment is built, answered in another browser, and its receipts checked", engineFree("links and texts"), () =>
  lab.visit({ hash: `#v4&view=builder&${SCENE}&end` }, async (page) => {
    await started(page);
    await fill(page.getByLabel("Title"), "Less than the rule & more");
    await fill(page.getByLabel("Hint"), "Think of time.");
    await fill(page.getByLabel("Time, minutes"), "10");
    await button(page, "Set 5 % above it").click();
    // What gives itself away is told while it does.
    await page.getByText("Nothing is open yet: whoever opens this can change nothing.").waitFor();
    await choose(page, "Distance", "open");
    const metAtOnce = page.getByText(/^Whoever opens this meets the target before changing anything\./);
    await metAtOnce.waitFor();
    await choose(page, "Answer length", "open");
    await metAtOnce.waitFor({ state: "detached" });
    await choose(page, "Transmit power", "bounded");
    await fill(page.getByRole("textbox", { name: "Transmit power: to" }), "10");
    await page.getByRole("textbox", { name: "Transmit power: to" }).press("Enter");
    await choose(page, "Distance", "shown");
    // What nobody can meet is not taken, and not given out once the controls have left it behind.
    const target = page.getByLabel("At most, mg CO₂e");
    const met = await target.inputValue();
    await fill(target, "1");
    await target.press("Enter");
    assert.equal(await target.getAttribute("aria-invalid"), "true");
    await fill(target, met);
    await target.press("Enter");
    await choose(page, "Answer length", "shown");
    await page.getByText("With what is open, nothing keeps all limits.").waitFor();
    assert.equal(await page.locator("#task-link").count(), 0);
    await choose(page, "Answer length", "open");
    for (const tool of [/^Show what each part/, /^Show the map/]) await page.getByLabel(tool).check();
    const link = await page.locator("#task-link").textContent();
    assert.match(link, /view=task.*&task\.tools=waterfall,map&task\.title=[^&]*&task\.hint=[^&]*&end$/);
    assert.equal(await readQr(page, "QR code of the link"), link);
    await assertAccessible(page, "in the builder");

    const hash = link.slice(link.indexOf("#"));
    const receipt = await lab.visit({ hash, width: 390 }, async (learner) => {
      await started(learner);
      assert.equal(await heading(learner).textContent(), "Less than the rule & more");
      await learner.getByText("Not yet.").waitFor();
      // What a limit asks for is said as what is asked for, broken or not, under heads that are seen.
      assert.doesNotMatch(await learner.locator(".limits-kept").innerText(), /is under|is over/);
      assert.ok(await learner.getByRole("columnheader", { name: "Asked for" }).isVisible());
      // The name of a limit says what it is.
      assert.match(await learner.locator(".limits-kept .term", { hasText: "QoE" }).getAttribute("title"), /Quality of experience/);
      assert.equal(await learner.locator("#bandwidth_mhz").count(), 0, "a hidden control is seen");
      assert.equal(await learner.getByRole("slider", { name: "Distance" }).count(), 0);
      await fill(learner.locator("#power_w"), "20");
      await learner.locator("#power_w").press("Enter");
      await learner.locator("#power_w[aria-invalid=true]").waitFor();
      await fill(learner.locator("#power_w"), "6.5");
      await learner.locator("#power_w").press("Enter");
      await fill(learner.locator("#tokens"), "375");
      await learner.locator("#tokens").press("Enter");
      await learner.getByText("Target met.").waitFor();
      await fill(learner.getByLabel("Your name, if you like"), "Ana");
      await assertAccessible(learner, "in the assignment");
      await assertNoSidewaysScroll(learner);
      // Its charts are of the answer, without the best; limits stand with their thresholds.
      assert.equal(await learner.locator("svg.map-chart").count(), 1);
      assert.equal(await learner.locator("main .m-opt, main .m-agent").count(), 0);
      const limits = await learner.locator(".limits-kept tbody tr").allTextContents();
      assert.match(limits.join(), /QoE.*at least 0\.60.*Latency.*at most.*Outage.*at most.*Rate\d+\sMbit\/s.*at least/s);
      // Elsewhere its scene is not shown, and there are no answers within a click; Teach leads back.
      assert.equal(await learner.locator("main a[href*='view=guide'], main a[href*='view=builder']").count(), 0);
      const out = learner.getByRole("link", { name: "Explore", exact: true });
      assert.doesNotMatch(await out.getAttribute("href"), /task|answer/);
      await out.click();
      await learner.locator("main.explore").waitFor();
      assert.doesNotMatch(learner.url(), /task|answer/);
      await learner.locator("aside.trying").getByRole("link", { name: /^Back to “/ }).click();
      await learner.getByText("Target met.").waitFor();
      await out.click();
      await learner.locator("main.explore").waitFor();
      await learner.getByRole("link", { name: "Teach", exact: true }).click();
      await learner.getByText("Target met.").waitFor();
      await learner.locator("#language").selectOption("es");
      await learner.getByText("Objetivo alcanzado.").waitFor();
      assert.equal(await learner.locator("#task-name").inputValue(), "Ana");
      await learner.locator("#language").selectOption("en");
      // The answer stands in the address: a reload keeps it, and the tab keeps the name.
      await learner.reload();
      await started(learner);
      await learner.getByText("Target met.").waitFor();
      return learner.locator("#receipt").inputValue();
    });
    assert.match(receipt, /^AOLO receipt 1\nname: Ana\n/);

    const check = async (text) => {
      await fill(page.locator("#check"), text);
      await button(page, "Check").click();
      return status(page).textContent();
    };
    assert.match(await check(receipt), /Ana.*kept.*met.*matches/s);
    const emits = Number(/emissions_mg: (.*)/.exec(receipt)[1]);
    const less = receipt.replace(String(emits), String(emits - 1));
    assert.match(await check(less), /does not match: states/);
    assert.match(await check(receipt.replace("tokens:375", "tokens:200")), /does not match/);
    assert.match(await check(receipt.replace("&task.", "&distance_m=60&task.")), /of another assignment: Distance 60 instead of 600/);
    assert.doesNotMatch(await status(page).textContent(), /manipulated|cheat/i);
    assert.match(await check("hello"), /not readable/);
    assert.match(await check(`hello I did it\n${receipt}`), /1 receipt: 1 matches.*Skipped, since it is no receipt: “hello I did it”/s);
    // A title that is mended, and a longer time in the link, change no answer.
    assert.match(await check(receipt.replace("task.minutes=10", "task.minutes=90")), /: matches|matches/);
    // Quoted, wrapped, behind a redirect; and cut, which is no cheating.
    const quoted = receipt.replace(/(.{76})/g, "$1\n").replaceAll("\n", "\n> ");
    assert.match(await check(`Dear all,\n> ${quoted}\nAna`), /Ana.*matches/s);
    const redirect = (it) => `https://mail.example/?url=${encodeURIComponent(it)}&data=05`;
    assert.match(await check(receipt.replace(/https?:\S+/, redirect)), /Ana.*matches/s);
    assert.match(await check(receipt.trim().slice(0, -9)), /Ana.*cut on the way, which is no sign of cheating/s);
    // A class: what is pasted after the first is a row as well, and so is what a file holds.
    const ben = receipt.replace("name: Ana", "name: Ben").replace(/minutes: \d+/, "minutes: 55");
    await check(`${receipt}\n${ben}`);
    const file = { name: "late.txt", mimeType: "text/plain", buffer: Buffer.from(less.replace("name: Ana", "name: Cem")) };
    const film = { name: "film.txt", mimeType: "text/plain", buffer: Buffer.alloc(4_100_000) };
    const wide = { name: "wide.txt", mimeType: "text/plain", buffer: Buffer.from(`\ufeff${less}`, "utf16le") };
    await page.locator("#check-files").setInputFiles([film, wide, file]);
    const message = page.locator(".toasts");
    await message.getByText("film.txt, wide.txt is not usable.").waitFor();
    assert.match(await message.innerText(), /at most 4.MB are read.*UTF-16/s);
    const rows = page.locator(".class tbody tr");
    await eventually(() => rows.count(), (count) => count === 3, "three rows");
    const said = await rows.allInnerTexts();
    assert.match(said[1], /Ben.*\t55\t.*same answer as row 1; took longer than the 10\smin allowed/s);
    assert.match(said[2], /Cem.*does not match/s);
    assert.equal(await rows.nth(1).locator(".bad").count(), 1);
    assert.match(await status(page).textContent(), /3 receipts: 2 match, 1 to look at\. Of those that match, 2 meet the target.*2 have the same answer as a row above/s);
    await assertAccessible(page, "with receipts");
    const saved = await lab.saved(page, button(page, "Save the table as CSV"));
    assert.equal(saved.bytes.toString().trim().split("\n").length, 4);

    // Without the assignment it was given, the checker does not vouch for it.
    await page.goto(`${lab.url}#v4&view=builder&end`);
    await page.reload();
    await started(page);
    assert.match(await check(receipt), /No assignment is set above.*computed from its link/s);
    assert.equal(await status(page).locator(".kept").count(), 0);
    await page.goto(link);
    await page.reload();
    await started(page);
    await page.getByRole("link", { name: "Leave for the lessons" }).click();
    await page.getByRole("link", { name: "Build an assignment" }).click();
    assert.match(await check(receipt), /met.*matches/s);
  }));

test("the last lesson decides about its own scene, whatever stands in Explore", engineFree("figures"), async () => {
  const said = (scene) =>
    lab.visit({ hash: lessonHash("spikes", 1, scene) }, async (page) => {
      await started(page);
      await predict(page, false);
      await explained(page).waitFor();
      return explained(page).textContent();
    });
  const [here, elsewhere] = [await said(""), await said("&distance_m=50&bandwidth_mhz=3&qoe_min=0.5")];
  assert.match(here, /% fire/);
  assert.equal(elsewhere, here);
});

test("Explore leads to the glossary, and what stood there is kept", () =>
  lab.visit({ hash: `#v4&${SCENE}&end` }, async (page) => {
    await started(page);
    await page.getByRole("link", { name: "What the words mean" }).click();
    await page.getByRole("heading", { name: "Glossary" }).waitFor();
    await page.goBack();
    await page.locator("main.explore").waitFor();
    assert.ok(page.url().includes(SCENE), page.url());
  }));

test("what is forgotten leaves no reason in its box", engineFree("what is kept, as a prediction is"), () =>
  lab.visit({ hash: lessonHash("radio", 2) }, async (page) => {
    await started(page);
    const why = page.getByRole("textbox", { name: /^Why/ });
    await fill(why, "Because.");
    await button(page, "Forget my answers").click();
    await button(page, "Forget them for good").click();
    await eventually(() => why.inputValue(), (text) => text === "", "an empty box");
  }));

test("in each view a term leads to the glossary where it is used first, and only there", engineFree("text"), () =>
  lab.visit({ hash: lessonHash("radio") }, async (page) => {
    await started(page);
    const linked = () => page.locator("main .term a").allTextContents();
    const before = await linked();
    assert.ok(before.includes("base station"), before);
    await predict(page, false);
    await explained(page).waitFor();
    for (const place of ["teach&lesson=radio.1", "round", "guide", "lab", "policy"]) {
      await page.goto(`${lab.url}#v4&view=${place}&end`);
      await page.locator("main .term a").first().waitFor();
      const keys = await page.locator("main .term").evaluateAll((all) => all.map((it) => it.title));
      assert.equal(new Set(keys).size, keys.length, `${place}: ${keys}`);
    }
  }));

test("what an assignment's form cannot use is named and changes nothing", engineFree("text"), () =>
  lab.visit({ hash: `#v4&view=builder&${SCENE}&end` }, async (page) => {
    await started(page);
    await fill(page.getByLabel("Time, minutes"), "0");
    await page.getByLabel("Time, minutes").press("Enter");
    await page.getByText("Use a whole number from 1 to 240.", { exact: true }).waitFor();
    assert.doesNotMatch(page.url(), /task\.minutes/);
  }));

test("the guide gives the model's answers and prints; terms lead to the glossary", () =>
  lab.visit({ hash: "#v4&view=guide&end", width: 820 }, async (page) => {
    await started(page);
    const best = await native(["optimum"], { payload_bytes_per_token: 200 });
    const guide = (await page.locator("article").textContent()).replaceAll(/\s/g, " ");
    assert.ok(guide.includes(`of ${(best.total_g * 1e3).toPrecision(3)} mg`), guide.slice(0, 900));
    await eventually(() => page.locator(".for-teacher .answers").last().textContent(), (text) => /% fire/.test(text), "the agents' figures");
    await assertAccessible(page, "in the guide");
    // The sheet is what the hour has time for, its round too; other lessons are on it if they are chosen.
    const on = () => page.locator(".sheet h3").allTextContents();
    assert.deepEqual(await on(), ["Where the carbon goes", "The grid", "The radio", "The agent"]);
    await page.getByLabel("On it:").selectOption("All lessons");
    await eventually(on, (all) => all.length === LESSONS.length, "all lessons");
    await page.getByLabel("On it:").selectOption("Quality");
    await eventually(on, (all) => all.join() === "Quality", "one lesson");
    await page.evaluate(() => (window.print = () => {}));
    await button(page, "Print the learners’ sheet").click();
    // Playwright can't ask Firefox for paper.
    if (ENGINE !== "firefox") {
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator(".sheet").isVisible());
      assert.ok(!(await page.locator(".for-teacher").isVisible()));
      // What is printed next by the browser's own menu is the page.
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      assert.ok(await page.locator(".for-teacher").isVisible());
      await page.emulateMedia({ media: "screen" });
    }
    await page.goto(`${lab.url}${lessonHash("radio")}`);
    await page.reload();
    await started(page);
    await page.getByRole("link", { name: "base station" }).click();
    await page.locator("#term-station").waitFor();
    assert.ok(await page.locator("#term-station").evaluate((it) => it === document.activeElement));
    await assertAccessible(page, "in the glossary");
    await assertNoSidewaysScroll(page);
  }));

for (const [language, words] of [["zh", "教学"], ["es", "Enseñar"]]) {
  test(`Teach speaks ${language}`, language === "es" ? engineFree("as in Chinese") : {}, () =>
    lab.visit(
      { hash: lessonHash("quality"), width: 390, prepare: (page) => speaks(page, language) },
      async (page) => {
        await started(page);
        await page.getByRole("link", { name: words }).waitFor();
        await page.locator(".option input").first().click();
        await page.locator(".act button").click();
        await explained(page).waitFor();
        await assertNoSidewaysScroll(page);
        for (const place of ["round", "builder", "guide", "glossary"]) {
          await page.goto(`${lab.url}#v4&view=${place}&end`);
          await page.reload();
          await started(page);
          await heading(page).waitFor();
          await assertNoSidewaysScroll(page);
        }
      },
    ));
}
