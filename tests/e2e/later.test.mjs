// The page opens with a part of itself; the rest is fetched at once or afterwards, and nobody
// notices: nothing waits for what is not there, and nothing moves.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  ENGINE,
  engineFree,
  eventually,
  headlineBecomes,
  native,
  opened,
  openLab,
  slider,
  started,
  type,
  WIDTHS,
  withhold,
  some,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

/** What follows the opening, and the other views. */
const REST = /split_rest\.wasm|chunk_\d+\.wasm|-later\.txt/;
const VIEWS = /split_views\.wasm|views\.css/;

/** Changes a value, and waits for the figure that the command line gives. */
async function assertAnswers(page) {
  await type(page, "Bandwidth", "30");
  const { total_g } = await native(["optimum"], { bandwidth_mhz: 30 });
  await headlineBecomes(page, total_g);
}

/** The same by a slider, which does not wait for what reads numbers that people type. */
async function assertFollows(page) {
  await slider(page, "Bandwidth").press("PageUp");
  const bandwidth = () => new URLSearchParams(page.url().split("#")[1]).get("bandwidth_mhz");
  const bandwidth_mhz = Number(await eventually(bandwidth, Boolean, "the value in the address"));
  const { total_g } = await native(["optimum"], { bandwidth_mhz });
  await headlineBecomes(page, total_g);
}

for (const width of WIDTHS) {
  const once = width === 390 ? {} : engineFree("as on a phone");
  test(`sentence, waterfall and controls are there before what follows them, ${width} px`, once, async () => {
    let release;
    const prepare = async (page) => (release = await withhold(page, REST));
    await lab.visit({ width, prepare }, async (page) => {
      await opened(page);
      const { total_g } = await native(["optimum"], {});
      await headlineBecomes(page, total_g);
      await page.locator(".fall .row-button").first().waitFor();
      await page.locator("input[type=range]:visible").first().waitFor();
      assert.equal(await page.locator(".panel.map").count(), 0);
      const places = () =>
        page.locator("main > *").evaluateAll((all) => all.slice(0, 4).map((it) => it.getBoundingClientRect().top));
      const before = await places();
      release();
      await started(page);
      await page.locator(".panel.map svg").first().waitFor();
      // What was there stays where it was.
      assert.deepEqual(await places(), before);
    });
  });
}

test("the controls answer before the rest is there, and what of them it holds opens once it is", async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, REST));
  await lab.visit({ prepare }, async (page) => {
    await opened(page);
    await assertFollows(page);
    for (const slider of await some(page.locator("input[type=range]"))) {
      if (!(await slider.isVisible())) continue;
      await slider.press("ArrowRight");
      await slider.press("ArrowLeft");
    }
    await page.getByRole("button", { name: "Undo" }).click();
    await type(page, "Bandwidth", "30");
    await page.getByRole("button", { name: /^Grid of both sites:/ }).click();
    assert.equal(await page.getByRole("listbox").count(), 0);
    release();
    await page.getByRole("listbox").waitFor();
    await eventually(() => page.url(), (url) => url.includes("bandwidth_mhz=30&"), "the number that was typed");
  });
});

test("Share opens once the rest is there", async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, REST));
  await lab.visit({ prepare }, async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    assert.equal(await page.getByRole("dialog").count(), 0);
    release();
    await page.getByRole("dialog").waitFor();
  });
});

test("tour 11: on a slow line a tap on a view says at once that it is coming", engineFree("a message is state"), async () => {
  for (const view of ["Lab", "Day", "Teach"]) {
    let release;
    const prepare = async (page) => (release = await withhold(page, /split_views\.wasm/));
    await lab.visit({ width: 390, prepare }, async (page) => {
      await opened(page);
      const notice = page.getByText("That part is on its way.");
      await page.getByRole("link", { name: view, exact: true }).click();
      await notice.waitFor();
      release();
      await page.locator("main:not(.explore) h1").first().waitFor();
      await notice.waitFor({ state: "detached" });
    });
  }
});

test("if what follows does not arrive, the page says so, and tries again", async () => {
  let missing = true;
  const prepare = (page) =>
    page.context().route("**/split_rest.wasm", (route) => (missing ? route.abort() : route.continue()));
  await lab.visit({ prepare, expectProblems: true }, async (page) => {
    await opened(page);
    await page.getByRole("alert").getByText("A part of the page could not be fetched.").waitFor();
    missing = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await started(page);
    await assertAnswers(page);
  });
});

// Playwright holds back the first request for a file in this Firefox, and lets a second one pass.
const held = { skip: ENGINE === "firefox" };

for (const [how, go] of [
  ["by a link of the page", (page) => page.getByRole("link", { name: "Lab", exact: true }).click()],
  ["by its address", (page) => page.evaluate(() => (location.hash = "#v4&view=lab&end"))],
]) {
  test(`a view that is asked for before it is there, ${how}, opens once it is`, held, async () => {
    let release;
    const prepare = async (page) => (release = await withhold(page, VIEWS));
    await lab.visit({ prepare }, async (page) => {
      await started(page);
      await go(page);
      // That it was heard shows at once (tour 11), until it is there.
      await page.getByText("That part is on its way.").waitFor();
      assert.equal(await page.locator("main.explore").count(), 1);
      release();
      await page.locator("main.lab").waitFor();
      assert.equal(await page.locator(".toast").count(), 0);
    });
  });
}

test("of two views that are asked for before they are there, the last opens", held, async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, VIEWS));
  await lab.visit({ prepare }, async (page) => {
    await started(page);
    await page.evaluate(() => (location.hash = "#v4&view=lab&end"));
    await page.waitForTimeout(100);
    await page.evaluate(() => (location.hash = "#v4&view=teach&end"));
    await page.waitForTimeout(100);
    release();
    await page.locator("main.teach").waitFor();
    await page.waitForTimeout(200);
    assert.equal(await page.locator("main.teach").count(), 1);
  });
});

for (const view of ["lab", "teach"]) {
  test(`a link to ${view} opens on it`, () =>
    lab.visit({ hash: `#v4&view=${view}&end` }, (page) => page.locator(`main.${view}`).waitFor()));
}

test("a link opens on what it says", () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=30&end" }, async (page) => {
    await started(page);
    const { total_g } = await native(["optimum"], { bandwidth_mhz: 30 });
    await headlineBecomes(page, total_g);
  }));

test("if a view does not arrive, the page says so, and tries again", held, async () => {
  let missing = true;
  const prepare = (page) =>
    page.context().route("**/split_views.wasm", (route) => (missing ? route.abort() : route.continue()));
  await lab.visit({ prepare, expectProblems: true }, async (page) => {
    await started(page);
    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await page.getByText("A part of the page could not be fetched.").waitFor();
    await assertAnswers(page);
    missing = false;
    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await page.locator("main.lab").waitFor();
  });
});

test("a language is spoken once its words are there", held, async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, /words\/es.*\.txt/));
  await lab.visit({ prepare }, async (page) => {
    await started(page);
    await page.getByLabel("Language").selectOption("es");
    await page.waitForTimeout(200);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.getByRole("link", { name: "Explore", exact: true }).waitFor();
    release();
    await page.getByRole("link", { name: "Explorar", exact: true }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
  });
});

// Chrome and Edge before 114 do neither on the page's thread; with any browser the page would stand
// still meanwhile.
test("nothing is compiled or fetched synchronously", () => {
  const prepare = (page) =>
    page.addInitScript(() => {
      const refuse = (what) =>
        function () {
          throw new RangeError(`${what} is not allowed on the page's thread`);
        };
      WebAssembly.Module = refuse("WebAssembly.Module");
      WebAssembly.Instance = refuse("WebAssembly.Instance");
      const open = XMLHttpRequest.prototype.open;
      XMLHttpRequest.prototype.open = function (method, url, async = true, ...more) {
        if (!async) refuse("a synchronous request")();
        return open.call(this, method, url, async, ...more);
      };
    });
  return lab.visit({ prepare }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("Language").selectOption("es");
    await page.getByRole("link", { name: "Laboratorio", exact: true }).click();
    await page.locator("main.lab").waitFor();
    await page.getByLabel("Idioma").selectOption("en");
    await page.getByRole("link", { name: "Teach", exact: true }).click();
    await page.locator("main.teach").waitFor();
  });
});

test("tour 5: before the page is up a link shows no figure but its own, and its views keep its scene", async () => {
  let release;
  const prepare = async (page) => (release = await withhold(page, /ui_bg\.wasm/));
  const shown = (page) => page.evaluate(() => document.body.innerText);
  const views = (page) =>
    page.locator("#app .views a").evaluateAll((all) => all.map((it) => [it.textContent, /view=\w+/.exec(it.hash)?.[0]]));
  await lab.visit({ prepare }, async (page) => {
    await page.getByText("Computed when this page was built").waitFor();
    assert.match(await shown(page), /15\.6\s*mg/);
    const before = await views(page);
    release();
    await opened(page);
    // Whoever does not wait finds all views at once (tour 11).
    assert.deepEqual(before, await views(page));
    assert.equal(before.length, 4);
  });
  await lab.visit({ hash: "#v4&view=lab&bandwidth_mhz=30&end", prepare }, async (page) => {
    await page.getByText("What the link describes is on its way.").waitFor();
    assert.doesNotMatch(await shown(page), /\d\s*(mg|tokens|W)\b/);
    await page.getByRole("link", { name: "Explore" }).click();
    assert.equal(new URL(page.url()).hash, "#v4&bandwidth_mhz=30&end");
    release();
    await started(page);
    await headlineBecomes(page, (await native(["optimum"], { bandwidth_mhz: 30 })).total_g);
  });
});
