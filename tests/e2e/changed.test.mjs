// The page under what browsers and other pages do to it: translated, in the system's colours, enlarged,
// in a sandbox.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { DIST } from "../../xtask/serve.mjs";
import { box, chromiumOnly, engineFree, eventually, frames, headline, headlineBecomes, idle, native, openLab, screenshot, slider, started, type } from "./support.mjs";

const served = { folder: DIST };
const lab = await openLab(served);
after(() => lab.close());

/** Every number that stands in the view, also what is not seen: what is left over of a translation counts. */
const figures = (page) =>
  page.evaluate(() => document.querySelector("main").textContent.match(/\d+([.,\u202f]\d+)*/g).join(" "));

/** Waits for what comes last. */
const agentAnswered = (page) => {
  const agent = page.getByRole("table", { name: "Who chooses what" }).getByRole("row", { name: /^Agent/ });
  return eventually(() => agent.textContent(), (text) => /\d/.test(text), "an answer of the agent");
};

/** What translators do: each text gives way to <font> in <font>. */
const translate = (page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim() && !walker.currentNode.parentNode.closest("font, script, style")) texts.push(walker.currentNode);
    for (const text of texts) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    }
    return texts.length;
  });

test("field 6: every live figure follows under a translation, and nothing throws", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const settled = async (bandwidth) => {
      await type(page, "Bandwidth", bandwidth);
      await headlineBecomes(page, (await native(["optimum"], { bandwidth_mhz: Number(bandwidth) })).total_g);
      // The agent has answered this scenario, not the one before.
      await page.locator(".trails").first().waitFor({ state: "detached" });
      await idle(page);
    };
    await agentAnswered(page);
    const plain = {};
    for (const bandwidth of ["3", "30"]) {
      await settled(bandwidth);
      plain[bandwidth] = await figures(page);
    }
    assert.notEqual(plain["3"], plain["30"]);
    assert.ok((await translate(page)) > 100);
    for (const bandwidth of ["3", "30", "3"]) {
      await settled(bandwidth);
      await eventually(() => figures(page), (now) => now === plain[bandwidth], `the figures of ${bandwidth} MHz`);
      // What is new is translated again.
      await translate(page);
    }
    // Whole parts come and go.
    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await page.locator("main.lab").waitFor();
    await translate(page);
    await page.goBack();
    await page.locator("main.explore").waitFor();
    await headlineBecomes(page, await headline(page));
  }));

test("field 6: read from right to left, sliders, map and ruler are as before", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await agentAnswered(page);
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("figure svg, .rulerbox svg, .track svg")].map((svg) => {
          const { left, width } = svg.getBoundingClientRect();
          const texts = [...svg.querySelectorAll("text, circle")].filter((it) => it.getBoundingClientRect().width > 0);
          return [Math.round(width), ...texts.map((it) => Math.round(it.getBoundingClientRect().left - left))].join(" ");
        }),
      );
    const before = await places();
    assert.ok(before.length > 5);
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    await frames(page, 3);
    assert.deepEqual(await places(), before);
    const value = async () => Number(await box(page, "Bandwidth").inputValue());
    const was = await value();
    await slider(page, "Bandwidth").press("ArrowRight");
    assert.ok((await value()) > was);
  }));

test("field 7: in forced colours everything is readable whichever theme was chosen", chromiumOnly("forced colours"), () =>
  lab.visit({ prepare: (page) => page.addInitScript(() => localStorage.setItem("theme", globalThis.name || "light")) }, async (page) => {
    for (const [theme, scheme] of [["light", "dark"], ["dark", "light"]]) {
      await page.evaluate((theme) => (globalThis.name = theme), theme);
      await page.emulateMedia({ forcedColors: "active", colorScheme: scheme });
      await page.reload();
      await started(page);
      assert.equal(await page.locator("html").getAttribute("data-theme"), theme);
      for (const view of ["explore", "lab", "teach"]) {
        if (view !== "explore") {
          await page.goto(`${lab.url}#v4&view=${view}&end`);
          await page.locator("main:not(.explore)").waitFor();
        }
        if (view === "lab") await page.locator(".btn.solid:enabled").first().waitFor();
        await screenshot(page, `forced-${theme}-${view}`);
        const [count, faint] = await page.evaluate(faintTexts);
        assert.ok(count > 20);
        assert.deepEqual(faint, [], `${theme}, ${view}`);
        await page.goto(lab.url);
      }
    }
  }));

/** How many texts there are, and those that do not stand out from what is behind them. */
function faintTexts() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((it) => (it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const paper = getComputedStyle(document.body).backgroundColor;
  // The browser paints the paper behind each text, unless an element chooses its colours itself.
  const behind = (it) => {
    const { forcedColorAdjust, backgroundColor } = getComputedStyle(it);
    if (forcedColorAdjust !== "none" || it.closest("svg")) return paper;
    return channels(backgroundColor)[3] === 0 ? behind(it.parentElement) : backgroundColor;
  };
  const seen = (it) => it.getBoundingClientRect().width > 0 && !it.closest("[disabled], label:has([disabled])");
  const all = (what) => [...document.querySelectorAll(what)].filter(seen);
  const marks = all("main svg text, main svg .f-ink").map((it) => [it, getComputedStyle(it).fill]);
  const words = all("main :is(p, td, th, label, button, a, h1, h2, h3)").map((it) => [it, getComputedStyle(it).color]);
  const faint = [...marks, ...words].filter(([it, colour]) => contrast(colour, behind(it)) < 4.5);
  return [marks.length + words.length, faint.map(([it, colour]) => `${it.outerHTML.slice(0, 80)} ${colour} on ${behind(it)}`)];
}

test("field 8: at 400 % at least half of the window is content", () =>
  lab.visit({ width: 320, height: 256 }, async (page) => {
    await started(page);
    for (const view of ["explore", "lab", "teach"]) {
      if (view !== "explore") await page.goto(`${lab.url}#v4&view=${view}&end`);
      await page.locator(view === "explore" ? "main.explore" : "main:not(.explore)").waitFor();
      const covered = await page.evaluate(() => {
        scrollTo(0, document.documentElement.scrollHeight / 2);
        const stays = (it) => it && (["fixed", "sticky"].includes(getComputedStyle(it).position) || stays(it.parentElement));
        let [points, over] = [0, 0];
        for (let y = 1; y < innerHeight; y += 4) {
          for (const x of [10, innerWidth / 2, innerWidth - 10]) {
            points += 1;
            over += stays(document.elementFromPoint(x, y)) ? 1 : 0;
          }
        }
        return over / points;
      });
      assert.ok(covered <= 0.5, `${view}: ${covered} of the window is covered`);
      await screenshot(page, `at-400-${view}`);
    }
  }));

/** Opens the page in a frame that takes its origin from it. */
const sandboxed = (headers, body, file = "") => {
  served.headers = headers;
  const html = `<iframe sandbox="allow-scripts" width="1200" height="800" src="${lab.url}${file}#v4&amp;bandwidth_mhz=40&amp;end"></iframe>`;
  return lab
    .visit({ expectProblems: true }, async (page) => {
      await page.goto(await lab.otherSite(html));
      await body(page.frameLocator("iframe"));
    })
    .finally(() => (served.headers = undefined));
};

test("field 15: in a sandbox the page starts and keeps nothing, and leads to a tab of its own", () =>
  sandboxed({ "access-control-allow-origin": "*" }, async (frame) => {
    const shown = frame.locator("h1 [data-total-g]");
    const { total_g } = await native(["optimum"], { bandwidth_mhz: 40 });
    await eventually(async () => Number(await shown.getAttribute("data-total-g")), (now) => Math.abs(now / total_g - 1) < 1e-6, "the headline");
    await frame.getByRole("slider", { name: "Bandwidth", exact: true }).press("ArrowRight");
    await eventually(async () => Number(await shown.getAttribute("data-total-g")), (now) => now !== total_g, "another headline");
    const link = frame.getByRole("link", { name: "Open the page in a tab of its own" });
    assert.match(await link.getAttribute("href"), /^http.*\/some\/path\/#v4&bandwidth_mhz=4/);
  }));

test("field 15: where a sandbox keeps its parts from it, the page says so and leads to itself", () =>
  sandboxed(undefined, async (frame) => {
    await frame.getByText("This page stands in a frame that keeps it from its own parts.").waitFor();
    const address = `${lab.url}#v4&bandwidth_mhz=40&end`;
    assert.equal(await frame.getByRole("link", { name: address }).getAttribute("href"), address);
    assert.equal(await frame.getByText("15.6").count(), 0);
  }));

test("field 15: the single file works whole in a sandbox", () =>
  sandboxed(
    undefined,
    async (frame) => {
      await frame.getByRole("button", { name: "Train your own" }).click();
      await frame.getByText("Both agents are learning.").waitFor();
    },
    "aolo-lab.html",
  ));

test("field 19: no equation is needed where MathML is not drawn", engineFree("what stands beside it"), () => {
  const off = (page) => page.addInitScript(() => (MathMLElement.prototype.getBoundingClientRect = () => new DOMRect()));
  return lab.visit({ prepare: off }, async (page) => {
    await started(page);
    const equation = page.locator(".eq").first();
    await equation.waitFor();
    assert.equal(await page.locator("math").count(), 0);
    assert.match(await equation.innerText(), /=.*\n+.*×/s);
  });
});
