// The built page as a visitor gets it: it starts, keeps to itself, and says so when it can't start.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { assertFine, everyLook, openLab, speaks, started, WIDTHS, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

for (const width of WIDTHS) {
  test(`starts and is accessible at ${width} px`, () =>
    lab.visit({ width }, async (page) => {
      await started(page);
      await everyLook(page, () => assertFine(page, "start"), { widths: [width] });
    }));
}

test("the worker starts beside the page and answers", () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    assert.equal(page.workers().length, 1);
  }));

test("every file is asked for in the folder of one build, so no stale copy is used", () => {
  const requests = [];
  return lab.visit(
    { prepare: async (page) => page.context().on("request", (it) => requests.push(it.url())) },
    async (page) => {
      await workerReady(page);
      const build = await page.locator("html").getAttribute("data-build");
      assert.match(build, /^[0-9a-f]{16}$/);
      const names = requests.map((url) => url.slice(lab.url.length)).filter((name) => name !== "");
      const folder = `b/${build}/`;
      for (const name of ["ui.js", "ui_bg.wasm", "worker/worker.js", "worker/worker_bg.wasm", "www/style.css"]) {
        assert.ok(names.includes(folder + name), `${name} in ${names}`);
      }
      // What browsers know by its address lies at the top; what starts the page there is stamped.
      const tops = [`boot.js?v=${build}`, "offline.js"];
      for (const name of names.filter((it) => !tops.includes(it) && !/^www\/[\w-]+\.(svg|png|webmanifest)$/.test(it))) {
        assert.ok(name.startsWith(folder), name);
        assert.doesNotMatch(name, /\?/);
      }
    },
  );
});

test("no inline script runs", () =>
  lab.visit({ expectProblems: true }, async (page) => {
    await started(page);
    const ran = await page.evaluate(async () => {
      const script = document.createElement("script");
      // As a node: its text is refused before it could be tried.
      script.append("globalThis.inlineRan = true");
      document.body.append(script);
      return globalThis.inlineRan ?? false;
    });
    assert.equal(ran, false);
    // Nor does markup that runs become elements, nor a program from elsewhere a worker.
    const refused = await page.evaluate(() => {
      const tries = [
        () => (document.createElement("div").innerHTML = "<img src=x onerror=alert()>"),
        () => document.body.insertAdjacentHTML("beforeend", "<script>alert()</script>"),
        () => new Worker("data:text/javascript,"),
        () => (document.createElement("script").src = "https://example.org/a.js"),
        () => setTimeout("alert()"),
      ];
      const fails = (it) => {
        try {
          it();
          return false;
        } catch (error) {
          return error instanceof TypeError;
        }
      };
      return tries.map(fails);
    });
    assert.deepEqual(refused, [true, true, true, true, true]);
    const policy = await page
      .locator("meta[http-equiv='Content-Security-Policy']")
      .getAttribute("content");
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  }));

test("field 19: where WebAssembly is off, as in Lockdown Mode, that is named, and no figure taken for a link's", () =>
  // Chromium warns in time that what was fetched ahead is not used: it cannot be.
  lab.visit({ expectProblems: true, prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly) }, async (page) => {
    const alert = page.getByRole("alert");
    await alert.getByText("Lockdown Mode").waitFor();
    assert.doesNotMatch(await alert.textContent(), /16\.4|update/i);
    const figures = async () => (await page.locator("#app").innerText()).match(/\d+(\.\d+)?\s(mg|W|kB|tokens)/g) ?? [];
    assert.ok((await figures()).length > 3, "its own example is shown");
    await page.goto(`${lab.url}#v4&bandwidth_mhz=40&end`);
    await page.reload();
    await alert.getByText("What the link describes cannot be computed here").waitFor();
    assert.deepEqual(await figures(), []);
  }));

test("a browser without vectors is told so", () =>
  lab.visit({ prepare: (page) => page.addInitScript(() => (WebAssembly.validate = () => false)) }, async (page) => {
    await page.getByRole("alert").getByText("needs WebAssembly with SIMD").waitFor();
  }));

test("field 16: without its script the waiting sentence turns into an explanation", () =>
  lab.visit(
    { expectProblems: true, prepare: (page) => page.context().route("**/boot.js*", (route) => route.abort()) },
    async (page) => {
      const html = await readFile(new URL("../../dist/index.html", import.meta.url), "utf8");
      const bare = lab.url.slice(0, -1);
      const asPage = (route) => route.fulfill({ body: html, contentType: "text/html" });
      await page.context().route(bare, asPage);
      // Also without the slash at its end, where styles are missing too.
      for (const address of [lab.url, bare]) {
        await page.goto(address);
        const [soon, late] = ["sliders wake in a moment", "The sliders did not wake"].map((it) => page.getByText(it));
        assert.deepEqual([await soon.isVisible(), await late.isVisible()], [true, false], address);
        await page.evaluate(() => document.getAnimations().forEach((it) => it.finish()));
        await late.waitFor();
        assert.equal(await soon.isVisible(), false);
      }
    },
  ));

for (const [language, scene, link] of [
  ["zh", "滑块马上就好", "正在读取链接"],
  ["es", "los controles despiertan", "está en camino"],
]) {
  test(`on a slow line the page says in ${language} that it wakes`, () => {
    const prepare = async (page) => {
      await speaks(page, language);
      // It never comes.
      await page.context().route("**/ui_bg.wasm", () => {});
    };
    return lab.visit({ prepare }, async (page) => {
      await page.getByText(scene).waitFor();
      assert.equal(await page.getByText(scene).getAttribute("lang"), language);
      await page.goto(`${lab.url}#v4&bandwidth_mhz=40&end`);
      await page.reload();
      await page.getByText(link).waitFor();
      assert.equal(await page.getByText(scene).isVisible(), false);
    });
  });
}

test("a file that does not arrive is named", () =>
  lab.visit(
    {
      expectProblems: true,
      prepare: (page) => page.route("**/ui.js*", (route) => route.abort()),
    },
    async (page) => {
      await page.getByRole("alert").getByText(/could not be fetched or started .*ui\.js/).waitFor();
    },
  ));

test("opened as a file, the page says how to serve it", () =>
  lab.visit({ expectProblems: true }, async (page) => {
    await page.goto(new URL("../../dist/index.html", import.meta.url).href);
    await page.getByRole("alert").getByText("Serve this folder").waitFor();
  }));

test("the page names no other host", async () => {
  const html = await readFile(new URL("../../dist/index.html", import.meta.url), "utf8");
  assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\//);
});

test("the theme that was chosen is there after a reload", () =>
  lab.visit({ scheme: "light" }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Theme: light. Change to dark" }).click();
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await paper();
    await page.reload();
    await started(page);
    await page.getByRole("button", { name: "Theme: dark. Change to light" }).waitFor();
    assert.equal(await paper(), dark);
    await page.getByRole("button", { name: "Theme: dark. Change to light" }).click();
    assert.notEqual(await paper(), dark);
  }));
