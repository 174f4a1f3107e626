// The Lab: runs of several seeds, what they are made of, one decision, and the microscope.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { box, chromiumOnly, engineFree, eventually, idle, openLab, slider, some, type, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const LAB = { hash: "#v4&view=lab&end" };
const train = (page) => page.getByRole("button", { name: /^Train( again)?$/ });
const done = (page, updates) =>
  page.getByText(new RegExp(`^Done: ${updates} updates in`)).waitFor({ timeout: 300_000 });

/** Rows of a table by name, as text. */
async function rows(page, name) {
  const table = page.getByRole("table", { name });
  return table.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
  );
}

/** Updates done, as the running line says. */
async function updates(page) {
  const words = await page.locator(".runn").innerText();
  return Number(words.match(/Update ([\d\s\u202f]+) of/)[1].replace(/\s/g, ""));
}

/** What was learnt: seed, agent, update, how it ended, digest. */
async function learnt(page) {
  const table = page.getByRole("table", { name: "What was learnt, seed by seed" });
  if (!(await table.isVisible())) {
    await page.locator("summary", { hasText: "What was learnt, seed by seed" }).click();
  }
  return rows(page, "What was learnt, seed by seed");
}

test("several seeds are trained, and each is as it would be alone", engineFree("figures"), () =>
  lab.visit(LAB, async (page) => {
    await workerReady(page);
    await type(page, "Seeds", "3");
    await type(page, "First seed", "5");
    await type(page, "Updates", "40");
    await train(page).click();
    await done(page, "240");
    const all = await learnt(page);
    assert.equal(all.length, 6);
    assert.deepEqual([...new Set(all.map(([seed]) => seed))].sort(), ["5", "6", "7"]);
    for (const [, , update, ended, digest] of all) {
      assert.equal(update, "40");
      assert.equal(ended, "as planned");
      assert.match(digest, /^[0-9a-f]{16}$/);
    }
    assert.equal(new Set(all.map((row) => row[4])).size, 6);
    const standings = await rows(page, "Agents on held-out requests");
    assert.deepEqual(standings.map((row) => row[0]), [
      "SDRL",
      "SAC",
      "Fixed rule: usual length, full power",
    ]);
    for (const row of standings.slice(0, 2)) {
      assert.match(row[2], / to /, "an interval over the seeds");
      assert.equal(row[6], "3 of 3");
    }
    // The last of them alone, with the same plan.
    await type(page, "Seeds", "1");
    await type(page, "First seed", "7");
    await train(page).click();
    await done(page, "80");
    const alone = await learnt(page);
    assert.deepEqual(alone, all.filter(([seed]) => seed === "7"));
  }));

test("hyperparameters and ablations change what is learnt, and one agent can learn alone", engineFree("figures"), () =>
  lab.visit(LAB, async (page) => {
    await workerReady(page);
    await type(page, "Updates", "20");
    const digests = [];
    const learn = async (updates) => {
      await page.locator(".learnt").evaluate((it) => it.classList.add("before"));
      await train(page).click();
      // Nothing of the run before is left, however soon this one is over.
      await page.locator(".before").waitFor({ state: "detached" });
      await done(page, updates);
      digests.push((await learnt(page)).map((row) => row[4]).join());
    };
    await train(page).click();
    await done(page, "40");
    digests.push((await learnt(page)).map((row) => row[4]).join());
    await type(page, "Hidden units", "32");
    await learn("40");
    await type(page, "Hidden units", "96");
    await page.getByLabel("SDRL learns with").selectOption("popsan");
    await learn("40");
    await page.getByLabel("SDRL learns with").selectOption("sdrl");
    await page.locator("summary", { hasText: "Learning rates, temperature" }).click();
    await type(page, "Actor’s learning rate", "0.001");
    await learn("40");
    assert.equal(new Set(digests).size, digests.length, digests.join("\n"));
    await page.getByLabel("SDRL", { exact: true }).uncheck();
    await learn("20");
    assert.deepEqual((await learnt(page)).map((row) => row[1]), ["SAC"]);
    await page.getByLabel("SAC", { exact: true }).uncheck();
    await page.getByText("Choose at least one agent.").waitFor();
    assert.ok(await train(page).isDisabled());
  }));

test("a value outside its range is refused by name", engineFree("text"), () =>
  lab.visit(LAB, async (page) => {
    await workerReady(page);
    for (const [field, typed, kept] of [
      ["Time steps", "99", ""],
      ["Seeds", "0", "1"],
      ["Batch", "2.5", ""],
    ]) {
      await type(page, field, typed);
      await page.getByText(/^Use a whole number/).waitFor();
      const input = box(page, field);
      assert.equal(await input.getAttribute("aria-invalid"), "true");
      await input.press("Escape");
      assert.equal(await input.inputValue(), kept);
    }
  }));

test("a run of several seeds pauses, goes on and stops as one", engineFree("messages of our own"), () =>
  lab.visit(LAB, async (page) => {
    await workerReady(page);
    await type(page, "Seeds", "4");
    await type(page, "Updates", "20000");
    await train(page).click();
    const now = () => updates(page);
    await eventually(now, (done) => done > 0, "the first updates");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused at update").waitFor();
    const before = await now();
    // The workers answer what they are asked for now, and learn nothing beside it.
    const raster = page.getByRole("img", { name: /^Spike raster of one decision/ });
    const spikes = await raster.getAttribute("aria-label");
    await page.evaluate(() => (location.hash = "#v4&view=lab&distance_m=350&end"));
    await eventually(() => raster.getAttribute("aria-label"), (label) => label !== spikes, "other spikes");
    assert.equal(await now(), before);
    await page.getByRole("button", { name: "Resume" }).click();
    await eventually(now, (done) => done > before, "more updates");
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText(/^Training stopped at update/).waitFor();
    await page.getByText(/of computing, at .*g\/kWh\./).waitFor();
  }));

const inWorker = chromiumOnly("a look into a worker");

test("hidden, a run leaves the processor to others unless asked not to", inWorker, () =>
  lab.visit(LAB, async (page) => {
    await workerReady(page);
    await type(page, "Updates", "100000");
    await train(page).click();
    await eventually(() => updates(page), (now) => now > 0, "the first updates");
    // A rest is a timer of the worker; at full speed it goes on at once.
    const [worker] = page.workers();
    await worker.evaluate(() => {
      const set = globalThis.setTimeout;
      globalThis.rests = 0;
      globalThis.setTimeout = (work, ms, ...rest) => {
        if (ms >= 200) globalThis.rests += 1;
        return set(work, ms, ...rest);
      };
    });
    /** How often the worker rested while the page saw five times that updates had been done. */
    const rests = async () => {
      const before = await worker.evaluate(() => globalThis.rests);
      for (let seen = 0, last = await updates(page); seen < 5; seen += 1) {
        last = await eventually(() => updates(page), (now) => now > last, "more updates");
      }
      return (await worker.evaluate(() => globalThis.rests)) - before;
    };
    const look = (hidden) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    assert.equal(await rests(), 0, "it is looked at");
    await look(true);
    await eventually(rests, (count) => count >= 4, "rests between the slices");
    const full = page.getByLabel("Full speed while this tab is hidden");
    await full.check();
    await eventually(rests, (count) => count === 0, "full speed");
    await full.uncheck();
    await eventually(rests, (count) => count >= 4, "rests again");
    await look(false);
    await eventually(rests, (count) => count === 0, "full speed for whoever looks");
    await page.getByRole("button", { name: "Stop" }).click();
  }));

test("one decision shows its spikes and its energy, and follows the scenario", engineFree("figures"), () =>
  lab.visit(LAB, async (page) => {
    const raster = page.getByRole("img", { name: /^Spike raster of one decision/ });
    await raster.waitFor();
    const before = await raster.getAttribute("aria-label");
    assert.match(before, /: \d+ spikes, firing rates by layer/);
    await page.getByText("shipped policy", { exact: true }).waitFor();
    // additions × 0.9 pJ + multiply-adds × 4.6 pJ + updates × 1.8 pJ, each with its source.
    const numbers = page.locator("#sdrl-energy .src");
    const texts = (await numbers.allTextContents()).map((it) => it.replaceAll(/[\s\u202f]/g, ""));
    assert.deepEqual(texts.filter((_, at) => at % 2 === 1), ["0.9pJ", "4.6pJ", "1.8pJ"]);
    const [synops, add, macs, multiply, updates, update] = texts.map((it) => Number.parseFloat(it));
    const total_nj = Number.parseFloat(await page.locator("#sdrl-energy .f > b").textContent());
    const sum_nj = (synops * add + macs * multiply + updates * update) / 1000;
    assert.ok(Math.abs(total_nj / sum_nj - 1) < 0.005, `${total_nj} and ${sum_nj}`);
    await numbers.nth(1).click();
    await page.locator("#sdrl-energy .pop", { hasText: "Horowitz" }).waitFor();
    await page.evaluate(() => (location.hash = "#v4&view=lab&distance_m=350&end"));
    await eventually(() => raster.getAttribute("aria-label"), (now) => now !== before, "other spikes");
  }));

test("gaps and the carbon of training open their equations", engineFree("figures"), () =>
  lab.visit({ hash: "#v4&view=lab&end" }, async (page) => {
    await workerReady(page);
    await type(page, "Updates", "20");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByText(/^Done: 40 updates/).waitFor({ timeout: 120_000 });
    const equation = page.locator("#gap-equation");
    const milligrams = (text) => Number.parseFloat(text.replaceAll(/[\s\u202f]/g, ""));
    for (const row of ["SDRL", "SAC", "Fixed rule"]) {
      const gap = page.getByRole("row", { name: new RegExp(`^${row}`) }).getByRole("button");
      await gap.click();
      assert.equal(await gap.getAttribute("aria-expanded"), "true");
      await equation.locator("var", { hasText: row }).waitFor();
      const [charged, optimum] = (await equation.locator(".src").allTextContents()).map(milligrams);
      const percent = Number.parseFloat(await gap.textContent());
      assert.ok(Math.abs(100 * (charged / optimum - 1) - percent) < 0.06, `${row}: ${charged} / ${optimum}`);
    }
    const [seconds, watts, grid] = (await page.locator("#spent .src").allTextContents()).map(milligrams);
    assert.equal(watts, 5);
    const spent_mg = milligrams(await page.locator("#spent .f > b").textContent());
    assert.ok(Math.abs((seconds * watts * grid) / 3600 / spent_mg - 1) < 0.01, `${spent_mg} mg`);
    // The grid is a control of Explore.
    await page.locator("#spent .src").nth(2).click();
    await page.locator("#spent").getByRole("button", { name: "Put in your own number" }).click();
    await page.getByRole("heading", { name: /^One AI answer/ }).waitFor();
    await eventually(
      () => page.evaluate(() => document.activeElement.id),
      (id) => id.startsWith("grid"),
      "the grid to have the focus",
    );
  }));

test("a term keeps the focus while the figures around it change", () =>
  lab.visit({ hash: "#v4&view=lab&end" }, async (page) => {
    await workerReady(page);
    const note = page.locator('[aria-labelledby="he"] .note');
    const link = note.locator(".term a").first();
    await link.focus();
    const element = await link.elementHandle();
    const before = await note.innerText();
    await page.getByRole("button", { name: "Train", exact: true }).evaluate((it) => it.click());
    await eventually(() => note.innerText(), (now) => now !== before, "other figures");
    assert.ok(await element.evaluate((it) => it === document.activeElement));
    await page.getByRole("button", { name: "Stop" }).click();
  }));

test("what ships answers whatever can be set, and an agent of an earlier version says where it guesses", engineFree("text"), () =>
  lab.visit({ hash: "#v4&view=lab&cell=pico&distance_m=40&model=llama-3.1-70b&accounting=airtime&lifetime_y=30&end" }, async (page) => {
    await workerReady(page);
    await page.getByText("shipped policy", { exact: true }).waitFor();
    const guess = page.getByText(/^The agent was not trained on scenarios like this one/);
    await page.evaluate(() => (location.hash = location.hash.replace("view=lab", "view=explore")));
    await page.locator(".lede h1").waitFor();
    assert.equal(await guess.count(), 0);
    const { readFile } = await import("node:fs/promises");
    const buffer = await readFile(new URL("../data/policies/sdrl-version-1.aolo", import.meta.url));
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByLabel("Open a file").setInputFiles({ name: "before.aolo", mimeType: "application/octet-stream", buffer });
    await page.getByText("The weights answer now, as SDRL.").waitFor();
    await page.keyboard.press("Escape");
    await guess.waitFor();
    assert.match(await guess.textContent(), /: .*hardware lifetime/);
  }));

test("the results are those of the repository, and Explore leads to them", engineFree("figures"), () =>
  lab.visit({}, async (page) => {
    await page.getByRole("link", { name: "What they reached over many seeds" }).click();
    await page.getByRole("heading", { name: "Who decides", exact: true }).waitFor();
    const { readFile } = await import("node:fs/promises");
    const read = async (file) => JSON.parse(await readFile(new URL(`../../results/${file}`, import.meta.url)));
    const [summary, library] = [await read("summary.json"), await read("public/sb3-sac-1.json")];
    for (const summary of await some(page.locator("main details > summary"))) await summary.click();
    const who = await rows(page, "Who decides");
    const figure = (share) => Number((100 * share).toPrecision(3));
    /** The row of somebody, with the rest that tells it from others of that name. */
    const row = (name, about = /./) => who.find((cells) => cells[0] === name && about.test(cells[1]));
    for (const name of ["SDRL", "SAC"]) {
      const { end, seeds } = summary.recipes.find(({ recipe }) => recipe === name.toLowerCase());
      const [, about, gap, , broken, any] = row(name);
      assert.deepEqual([about, Number(gap), broken, Number(any)], [
        `${seeds} seeds`, figure(end.gap.point), "none", figure(end.any.mean_excess.point),
      ]);
    }
    // What was not run says so in its place; whoever breaks too many limits stands in brackets.
    assert.match(row("Chance")[2], /^\[\d+\]$/);
    assert.equal(row("Stable-Baselines3", /defaults/)[5], "not run yet");
    const at = library.evaluations.findLast(({ milestone }) => milestone);
    if (/, 1 seed$/.test(row("Stable-Baselines3", /defaults/)[1])) {
      assert.equal(row("Stable-Baselines3", /defaults/)[2], `[${figure(at.gap).toPrecision(3)}]`);
    }
    const saved = await rows(page, "Against the paper");
    const over = (whom) => saved.find(([name]) => name === whom);
    const box = summary.against_box.find(({ other }) => other === "sac-free-box");
    assert.equal(Number(over("over SAC, whole range")[1]), figure(box.saved.point));
    assert.ok(saved.every((cells) => cells[4] === "18.77"));
    // Where there is room for one family alone, the other is one choice away.
    await page.setViewportSize({ width: 390, height: 844 });
    const { any } = summary.baselines.find(({ rule }) => rule.startsWith("expert"));
    const said = page.locator(".who-decides text", { hasText: (100 * any.mean_excess).toPrecision(2) });
    assert.equal(await said.count(), 0);
    await page.getByText("Any request", { exact: true }).click();
    await said.first().waitFor();
  }));

test("the microscope moves the phone, and everything follows", () =>
  lab.visit({ hash: "#v4&view=policy&end" }, async (page) => {
    const chart = page.getByRole("img", { name: /^Length and power along 61 distances/ });
    await chart.waitFor();
    const line = chart.locator(".now-line");
    const before = await line.getAttribute("d");
    // The knob of the slider stands over the line: both go over the same distances, as far as either goes.
    const apart = () => page.evaluate(() => {
      const range = document.querySelector(".along input[type=range]");
      const [track, line] = [range.parentElement, document.querySelector(".now-line")].map((it) => it.getBoundingClientRect());
      return Math.abs(track.left + (range.value / range.max) * track.width - (line.left + line.right) / 2);
    });
    await eventually(apart, (px) => px < 2, "the knob over the line");
    await slider(page, "Distance").focus();
    for (let step = 0; step < 5; step++) await page.keyboard.press("PageUp");
    await eventually(() => line.getAttribute("d"), (now) => now !== before, "the line to move");
    assert.match(new URL(page.url()).hash, /distance_m=/);
    await page.evaluate(() => {
      location.hash = "#v4&view=policy&payload_bytes_per_token=20000&bandwidth_mhz=1&distance_m=5000&end";
    });
    // Before, they can be kept at 61 and at 48; the last of those sweeps may still be on its way.
    const swept = (now) => now.includes("can be kept at 43 of them");
    await eventually(() => chart.getAttribute("aria-label"), swept, "a new sweep");
    await eventually(apart, (px) => px < 2, "the knob over the line where both go further");
    assert.equal(
      await page.getByRole("navigation", { name: "Views" }).locator("[aria-current=page]").innerText(),
      "Lab",
    );
  }));

test("a link carries a run, and whoever opens it sees whether it is reproduced", engineFree("a digest, which the same seed has in both"), () =>
  lab.visit(LAB, async (page) => {
    await workerReady(page);
    await type(page, "Updates", "30");
    await type(page, "Hidden units", "48");
    await train(page).click();
    await done(page, "60");
    await page.getByRole("button", { name: "Put this run into the link" }).click();
    await page.getByText("The link carries the run of seed 1").waitFor();
    const { hash } = new URL(page.url());
    assert.match(hash, /run=1,30,model:2,sdrl-feasible:[0-9a-f]{16},sac-feasible:[0-9a-f]{16},hidden:48,settle/);
    const run = async (hash, verdict, seeds = "seed 1", then = async () => {}) =>
      lab.visit({ hash }, async (other) => {
        await workerReady(other);
        await other.getByText(`This link carries a run: sdrl, sac, hidden units 48, ${seeds}, 30 updates.`).waitFor();
        await other.getByRole("button", { name: "Run it again" }).click();
        await other.getByText(verdict).waitFor({ timeout: 60_000 });
        // The sender's agent is the one that was trained again.
        if (String(verdict).startsWith("Reproduced")) {
          await other.getByText(/^Agent: yours, 30 updates\./).waitFor();
          assert.equal(await other.getByText("which is not in it").count(), 0);
        }
        await then(other);
      });
    await run(hash, "Reproduced: every weight has the same bits.", "seed 1", async (other) => {
      // Undo leads back to whose agent the link meant, and the page stays there, wherever it comes from.
      const undo = other.getByRole("button", { name: "Undo", exact: true });
      await undo.click();
      await other.getByText("which is not in it").waitFor();
      await idle(other);
      assert.ok(await undo.isDisabled());
      await other.getByRole("link", { name: "Explore", exact: true }).click();
      await other.locator("main.explore").waitFor();
      await undo.click();
      await other.locator("main.lab").waitFor();
      await idle(other);
      await other.getByText("which is not in it").waitFor();
      assert.ok(await undo.isDisabled());
    });
    await run(hash.replace(/sac-feasible:[0-9a-f]{16}/, "sac-feasible:0123456789abcdef"), /^Not reproduced: SAC with seed 1 has digest [0-9a-f]{16} here, the link says 0123456789abcdef\.$/);
    await type(page, "Seeds", "2");
    await train(page).click();
    await done(page, "120");
    await page.getByRole("button", { name: "Put this run into the link" }).click();
    await page.getByText("The link carries the run of seeds 1 to 2").waitFor();
    const two = new URL(page.url()).hash;
    // Whoever has trained sees their own agent, which the link says last.
    const first = hash.replace(/&agent=own&end$/, "");
    assert.ok(two.startsWith(first), "the first seed is written as before");
    assert.match(two.slice(first.length), /^,seed:2,sdrl-feasible:[0-9a-f]{16},sac-feasible:[0-9a-f]{16}&agent=own&end$/);
    await run(two, "Reproduced: every weight has the same bits.", "seeds 1 to 2");
    await run(
      two.replace(/(seed:2,sdrl-feasible:)[0-9a-f]{16}/, "$10123456789abcdef"),
      /^Not reproduced: SDRL with seed 2 has digest [0-9a-f]{16} here, the link says 0123456789abcdef\.$/,
      "seeds 1 to 2",
    );
    // Many are counted, and stand in a table.
    const others = two.replaceAll(/:[0-9a-f]{16}/g, ":0123456789abcdef");
    await lab.visit({ hash: others }, async (other) => {
      await workerReady(other);
      await other.getByRole("button", { name: "Run it again" }).click();
      await other.getByText("Not reproduced: 4 of 4 digests differ.").waitFor({ timeout: 60_000 });
      await other.getByText("Which digests differ").first().click();
      const rows = await other.locator(".claim tbody tr").allTextContents();
      assert.equal(rows.length, 4);
      for (const row of rows) assert.match(row, /^[12](SDRL|SAC)[0-9a-f]{16}0123456789abcdef$/);
    });
    await page.getByRole("button", { name: "Take it out of the link" }).click();
    assert.equal(new URL(page.url()).hash, "#v4&view=lab&agent=own&end");
  }));
