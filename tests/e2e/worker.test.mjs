// Page and worker: what is asked before the worker listens is not lost, an answer is shown for what it
// answers, who answers is no matter of who comes last, and a worker that ends leaves nothing behind.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import {
  box,
  button,
  chromiumOnly,
  ENGINE,
  eventually,
  headlineBecomes,
  idle,
  native,
  openLab,
  started,
  type,
  withhold,
  workerReady,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const policy = (name) => readFile(new URL(`../../www/policies/${name}.aolo`, import.meta.url));
/** One that an earlier version shipped, which acts in the box. */
const BEFORE = new URL("../data/policies/sdrl-version-1.aolo", import.meta.url);

/** The agent's row of the table beside the map. */
const agent = (page) =>
  page.getByRole("table", { name: "Who chooses what" }).getByRole("row", { name: /^Agent/ });

/** Lets each answer of a worker through only once `letGo` is called, while `holdBack` is true. */
const holdable = (page) =>
  page.addInitScript(() => {
    const held = [];
    globalThis.holdBack = false;
    globalThis.letGo = () => {
      globalThis.holdBack = false;
      for (const hear of held.splice(0)) hear();
    };
    globalThis.Worker = class extends Worker {
      set onmessage(hear) {
        super.onmessage =
          hear && ((event) => (globalThis.holdBack ? held.push(() => hear(event)) : hear(event)));
      }
    };
  });

/** Where a lesson lets an agent learn. */
const LEARNS = { hash: "#v4&view=teach&lesson=agent.3&end" };

// Playwright stops the first request for a file in this Firefox, and lets a second one pass.
const withheld = chromiumOnly("a file of the worker that is withheld, or missing twice");

test("a lesson that lets an agent learn before the worker listens waits for it", withheld, async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, /worker_bg\.wasm/));
  await lab.visit({ ...LEARNS, prepare }, async (page) => {
    await started(page);
    await page.getByRole("slider", { name: "Your prediction" }).press("ArrowLeft");
    await button(page, "Let it learn").click();
    await page.getByText("The agents are being asked").waitFor();
    assert.equal(await page.locator(".explained").count(), 0);
    release();
    await page.locator(".explained").waitFor({ timeout: 90_000 });
  });
});

test("a lesson whose worker cannot be started says so, and learns once it can", withheld, async () => {
  let missing = true;
  const route = (route) => (missing ? route.abort() : route.continue());
  const prepare = (page) => page.context().route("**/worker_bg.wasm", route);
  await lab.visit({ ...LEARNS, expectProblems: true, prepare }, async (page) => {
    await started(page);
    await page.getByRole("slider", { name: "Your prediction" }).press("ArrowLeft");
    await button(page, "Let it learn").click();
    // It is over, says so, and can be asked for again.
    await page.getByText("The agents did not start").waitFor();
    const again = page.locator(".answer").getByRole("button", { name: "Let it learn" });
    await again.waitFor();
    missing = false;
    await again.click();
    await page.locator(".explained").waitFor({ timeout: 90_000 });
  });
});

test("an agent's answer to another scenario is marked, and is no decision of this one", async () => {
  await lab.visit({ hash: "#v4&choice=agent&end", prepare: holdable }, async (page) => {
    await workerReady(page);
    const decides = async (scenario) => {
      const { tokens, power_w } = await native(["act", "--policy", "sdrl"], scenario, "--scenarios");
      const decided = ["footprint", "--tokens", String(tokens), "--power-w", String(power_w)];
      return { tokens, power_w, total_g: (await native(decided, scenario)).total_g };
    };
    const before = await decides({});
    await headlineBecomes(page, before.total_g);
    const row = await agent(page).textContent();
    const pending = () => agent(page).getAttribute("aria-busy");
    assert.equal(await pending(), null);
    const spoken = page.getByText("What the trained agent would do.");
    await spoken.waitFor();

    await page.evaluate(() => (globalThis.holdBack = true));
    const there = { bandwidth_mhz: 30 };
    await type(page, "Bandwidth", "30");
    await page.getByText("What it would do in the scenario before.").waitFor();
    await idle(page);
    assert.equal(await pending(), "true");
    assert.equal(await page.locator("h1 .live.trails").count(), 1);
    assert.equal(await page.locator(".panel.map .trails .m-agent").count(), 2, "on the map and in its key");
    // Its row says what it was where it was asked, and compares it with nothing here.
    const trailing = await agent(page).textContent();
    assert.match(trailing, /–$/);
    assert.ok(row.startsWith(trailing.slice(0, -1)), `${trailing} after ${row}`);

    await page.evaluate(() => globalThis.letGo());
    const after = await decides(there);
    assert.notEqual(after.power_w, before.power_w);
    await headlineBecomes(page, after.total_g);
    await spoken.waitFor();
    await idle(page);
    assert.equal(await pending(), null);
    assert.equal(await page.locator(".trails").count(), 0);
  });
});

/** Opens the file of a policy in the share dialog. */
async function bring(page, buffer) {
  await page.getByRole("button", { name: "Share" }).click();
  const file = { name: "brought.aolo", mimeType: "application/octet-stream", buffer };
  await page.getByLabel("Open a file").setInputFiles(file);
  await page.getByText(/^The weights answer now, as/).waitFor();
  await page.keyboard.press("Escape");
}

const OPENED = "policy of a file";

test("a file that is opened answers, whatever ships or is started later", { skip: ENGINE === "firefox" }, async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, /policies\/sdrl\.aolo/));
  await lab.visit({ hash: "#v4&view=lab&end", expectProblems: true, prepare }, async (page) => {
    await workerReady(page);
    const brought = await readFile(BEFORE);
    await bring(page, brought);
    const tag = page.locator(".tag", { hasText: OPENED });
    await tag.waitFor();
    release();
    // The other policy comes after it, and both have been heard of then.
    const weights = (name) => button(page, `Weights of ${name}`);
    await page.getByRole("button", { name: "Share" }).click();
    await eventually(() => weights("SAC").isEnabled(), (enabled) => enabled, "the other policy");
    const { bytes } = await lab.saved(page, weights("SDRL"));
    assert.deepEqual(bytes, brought);
    await page.keyboard.press("Escape");
    await tag.waitFor();
    // A worker that starts anew answers as the one before.
    const [worker] = page.workers();
    await worker.evaluate(() => setTimeout(() => { throw new Error("out of luck"); }));
    await page.getByText(/The worker is not running: .*out of luck/).waitFor();
    await page.getByRole("button", { name: "Start it again" }).click();
    await workerReady(page);
    // An address that somebody types means another's own: one's own is a tap away.
    await page.evaluate(() => (location.hash = location.hash.replace("&end", "&bandwidth_mhz=3&end")));
    await page.getByRole("button", { name: "Use yours (from a file)" }).click();
    await eventually(() => page.locator("section.trails").count(), (count) => count === 0, "an answer");
    await tag.waitFor();
  });
});

test("workers that a run took leave nothing behind", { skip: ENGINE === "firefox" }, () => {
  const prepare = (page) =>
    page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 4 });
      globalThis.heard = [];
      globalThis.Worker = class extends Worker {
        set onmessage(hear) {
          if (hear) globalThis.heard.push(new WeakRef(hear));
          super.onmessage = hear;
        }
        set onerror(hear) {
          if (hear) globalThis.heard.push(new WeakRef(hear));
          super.onerror = hear;
        }
      };
    });
  return lab.visit({ hash: "#v4&view=lab&end", prepare }, async (page) => {
    await workerReady(page);
    const session = await page.context().newCDPSession(page);
    const left = async () => {
      await session.send("HeapProfiler.collectGarbage");
      return page.evaluate(() => globalThis.heard.filter((it) => it.deref()).length);
    };
    assert.equal(await left(), 2, "those of the worker that answers");
    await type(page, "Seeds", "3");
    await type(page, "Updates", "20");
    await button(page, "Train").click();
    await page.getByText(/^Done: 120 updates in/).waitFor({ timeout: 60_000 });
    assert.equal(await page.evaluate(() => globalThis.heard.length), 6, "two workers helped");
    await eventually(left, (now) => now === 2, "closures of workers that have ended, to go");
  });
});

test("an empty field of the form is what the recipe trains with, and what ships can be set", () =>
  lab.visit({ hash: "#v4&view=lab&end" }, async (page) => {
    await workerReady(page);
    const shows = (name) => box(page, name).getAttribute("placeholder");
    const becomes = (name, text) => eventually(() => shows(name), (now) => now === text, `${name} of ${text}`);
    for (const name of ["Hidden units", "Batch", "Time steps"]) {
      assert.equal(await box(page, name).inputValue(), "", name);
    }
    await becomes("Hidden units", "64");
    await page.getByLabel("SAC learns with").selectOption("benchmark-sac");
    await becomes("Hidden units", "256 · 64");
    await becomes("Batch", "100 · 128");
    await page.getByLabel("SDRL", { exact: true }).uncheck();
    await becomes("Hidden units", "256");
    await becomes("Batch", "100");

    await type(page, "Updates", "5");
    const digest = async () => {
      await button(page, (await button(page, "Train again").count()) ? "Train again" : "Train").click();
      await page.getByText(/^Done: 5 updates in/).waitFor({ timeout: 60_000 });
      await button(page, "Put this run into the link").click();
      return new URL(page.url()).hash.match(/run=1,5,model:2,benchmark-sac:([0-9a-f]{16})(.*)$/).slice(1);
    };
    const [own, plain] = await digest();
    assert.doesNotMatch(plain, /hidden/);
    await type(page, "Hidden units", "96");
    await eventually(digest, ([set, text]) => set !== own && text.startsWith(",hidden:96"), "another digest");
    // Emptied it is the recipe's own again.
    await type(page, "Hidden units", "");
    assert.equal(await box(page, "Hidden units").getAttribute("aria-invalid"), null);
    await eventually(digest, ([set, text]) => set === own && text === plain, "the first digest");
  }));
