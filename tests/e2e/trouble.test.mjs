// What can go wrong is said, with what to do, and the rest goes on working.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  box,
  chromiumOnly,
  engineFree,
  eventually,
  headline,
  headlineBecomes,
  native,
  digests,
  kept,
  openLab,
  slider,
  started,
  type,
  trained,
  workerReady,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

/** The sliders answer: the least that must work whatever else does not. */
async function assertUsable(page) {
  await type(page, "Bandwidth", "30");
  const { total_g } = await native(["optimum"], { bandwidth_mhz: 30 });
  await headlineBecomes(page, total_g);
}

test("a number box refuses what is no number or out of range, names its range and keeps its value", engineFree("what is typed is read by our own code"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    const before = await headline(page);
    const range = /Use 0\.1 to 1\s?000\s?MHz\. Kept at 20\.$/;
    for (const typed of ["twenty", "NaN", "Infinity", "", "1e999", "--5", "5000", "-3", "2 GHz", "20 40"]) {
      await type(page, "Bandwidth", typed);
      await page.getByText(range).waitFor();
      assert.equal(await box(page, "Bandwidth").getAttribute("aria-invalid"), "true");
      assert.equal(await headline(page), before);
      await box(page, "Bandwidth").press("Escape");
      await page.getByText(range).waitFor({ state: "detached" });
      assert.equal(await box(page, "Bandwidth").inputValue(), "20", typed);
    }
  }));

test("where no setting meets all limits, the page says so and offers the nearest that does", engineFree("text"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    await type(page, "QoE threshold", "0.999");
    // Exactly: the line for those who hear the page has more in it.
    const nothing = page.getByText("No setting meets all limits.", { exact: true });
    await nothing.waitFor();
    await page.getByRole("heading", { name: /^No answer keeps all limits here\. This one emits .* CO₂e$/ }).waitFor();
    const way = page.getByRole("button", { name: /^Ask for QoE 0\.\d+$/ });
    const offered = Number((await way.innerText()).match(/0\.\d+/)[0]);
    await way.click();
    await nothing.waitFor({ state: "detached" });
    assert.equal(Number(await box(page, "QoE threshold").inputValue()), offered);
    const { feasible, total_g } = await native(["optimum"], { qoe_min: offered });
    assert.ok(feasible);
    await headlineBecomes(page, total_g);
  }));

for (const [file, named] of [
  ["www/start_worker.js", /The worker is not running: .*start_worker\.js.*/],
  ["worker/worker.js", /The worker is not running: .*worker\.js.*/],
  ["worker/worker_bg.wasm", /The worker is not running: .+/],
]) {
  // Playwright lets what a worker fetches pass in Firefox, unless it is in time.
  const kinds = file.endsWith(".wasm") ? chromiumOnly("a file of the worker that is missing") : {};
  test(`without ${file} the page says what is missing and goes on`, kinds, () =>
    lab.visit(
      {
        expectProblems: true,
        prepare: (page) => page.context().route(`**/b/*/${file}`, (route) => route.abort()),
      },
      async (page) => {
        await started(page);
        await page.getByText(named).waitFor();
        await assertUsable(page);
        assert.ok(await page.getByRole("button", { name: "Train your own" }).isDisabled());
      },
    ));
}

// It misses some of their requests, too.
const inWorker = chromiumOnly("a look into a worker");

test("a worker that dies in the middle of a run takes nothing with it: it goes on by itself to the same bits", inWorker, () =>
  lab.visit({ expectProblems: true }, async (page) => {
    const updates = 700;
    await workerReady(page);
    await type(page, "Updates", String(updates));
    await page.getByRole("button", { name: "Train your own" }).click();
    await kept(page);
    const [worker] = page.workers();
    await worker.evaluate(() => setTimeout(() => { throw new Error("out of luck"); }));
    const said = page.getByText(/^The worker ended \(.*out of luck\)\. The run went on by itself, from update/);
    await said.waitFor();
    assert.match(await said.textContent(), /from update [1-9]/, "not from the start");
    await assertUsable(page);
    await page.getByText(/^Done: 1\s?400 updates in/).waitFor({ timeout: 120_000 });
    assert.deepEqual(await digests(page), await trained(updates));
  }));

test("without split_learning.wasm the agents answer, and training says what is missing", inWorker, () => {
  let missing = true;
  const route = (route) => (missing ? route.abort() : route.continue());
  const prepare = (page) => page.context().route("**/split_learning.wasm", route);
  return lab.visit({ expectProblems: true, prepare }, async (page) => {
    await workerReady(page);
    const agent = page.getByRole("table", { name: "Who chooses what" }).getByRole("row", { name: /^Agent/ });
    await eventually(() => agent.textContent(), (text) => /\d/.test(text), "an answer of the agent");
    await page.getByRole("button", { name: "Train your own" }).click();
    await page.getByText(/The worker is not running: .*split_learning\.wasm/).waitFor();
    await assertUsable(page);
    missing = false;
    await page.getByRole("button", { name: "Start it again" }).click();
    await page.getByText(/split_learning\.wasm.*\. Three times in a row it got no further\./).waitFor();
    await page.getByRole("button", { name: /^Train/ }).click();
    await page.getByText("Both agents are learning.").waitFor();
  });
});

for (const [what, answer, named] of [
  ["are missing", { status: 404 }, /policies\/(sdrl|sac)\.aolo.*404/],
  ["are no policies", { body: "not a policy" }, /policies\/(sdrl|sac)\.aolo.*integrity/],
]) {
  test(`if the policies that ship ${what}, the page says so and trains all the same`, inWorker, () =>
    lab.visit(
      {
        expectProblems: true,
        prepare: (page) =>
          page.context().route("**/policies/*.aolo", (route) => route.fulfill(answer)),
      },
      async (page) => {
        await workerReady(page);
        await page.getByText(named).waitFor();
        await assertUsable(page);
        await page.getByRole("button", { name: "Train your own" }).click();
        await page.getByText("Both agents are learning.").waitFor();
        await eventually(
          () => page.getByRole("radio", { name: /^Agent/ }).isEnabled(),
          (enabled) => enabled,
          "an answer of the agent in training",
        );
      },
    ));
}

test("a bad number in the fields of a run names its range", engineFree("text"), () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    await type(page, "Seed", "-1");
    await page.getByText(/^Use a whole number from 0 to .*Kept at 1\.$/).waitFor();
    await type(page, "Updates", "many");
    await page.getByText(/^“many” is not a number\. Use a whole number from 1 to .*Kept at 5000\.$/).waitFor();
  }));
