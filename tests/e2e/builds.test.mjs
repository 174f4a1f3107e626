// A page never meets a file of another build: not where a new build takes the place of the old one
// under an open tab, not where a host answers with something else and calls it success.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { box, ENGINE, eventually, openLab, opened, speaks, started, type } from "./support.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const OTHER = "0123456789abcdef";

/** What is served: a test puts another build there. */
const served = { folder: DIST };
const lab = await openLab(served);
const next = await mkdtemp(join(tmpdir(), "aolo-next-"));
after(async () => {
  await lab.close();
  await rm(next, { recursive: true });
});

// Another build: the same in a folder of another name.
const [build] = await readdir(join(DIST, "b"));
await cp(DIST, next, { recursive: true });
await rename(join(next, "b", build), join(next, "b", OTHER));
for (const file of ["index.html", "boot.js", "offline.js"]) {
  const text = await readFile(join(next, file), "utf8");
  await writeFile(join(next, file), text.replaceAll(build, OTHER));
}

// The service worker knows each file by its hash, and what starts the page names its build.
const starts = await Promise.all([DIST, next].map((folder) => readFile(join(folder, "boot.js"))));
const [old, own] = starts.map((it) => createHash("sha256").update(it).digest("base64"));
const offline = await readFile(join(next, "offline.js"), "utf8");
assert.ok(offline.includes(old));
await writeFile(join(next, "offline.js"), offline.replace(old, own));

/** Opens the page, of which nothing but what opens it arrives, and puts the other build there. */
async function redeployed(body, options = {}) {
  served.folder = DIST;
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const prepare = async (page) => {
    await page.context().route(/split_\w+\.wasm/, async (route) => {
      await released;
      await route.continue();
    });
    await options.prepare?.(page);
  };
  try {
    await lab.visit({ hash: options.hash, prepare, expectProblems: true }, async (page) => {
      await body(page, () => {
        served.folder = next;
        release();
      });
    });
  } finally {
    served.folder = DIST;
    served.fallback = undefined;
  }
}

// Playwright holds back the first request for a file in this Firefox, and lets a second one pass.
const held = { skip: ENGINE === "firefox" };

for (const [tag, newer, reload] of [
  ["en", "A newer version of AOLO Lab is available.", "Reload"],
  ["zh", "AOLO Lab 有更新的版本。", "重新加载"],
  ["es", "Hay una versión más nueva de AOLO Lab.", "Recargar"],
]) {
  test(`field 17: a new build under an open tab is told, and reloading keeps the scene, ${tag}`, held, () =>
    redeployed(
      async (page, redeploy) => {
        await opened(page);
        await page.getByRole("slider").first().press("ArrowRight");
        const scene = await page.evaluate(() => location.hash);
        assert.notEqual(scene, "");
        redeploy();
        await page.getByRole("alert").getByText(newer).waitFor();
        await page.getByRole("button", { name: reload }).click();
        await started(page);
        assert.equal(await page.locator("html").getAttribute("data-build"), OTHER);
        assert.equal(await page.evaluate(() => location.hash), scene);
      },
      { prepare: (page) => speaks(page, tag) },
    ));
}

test("field 17: the same where the host answers with its page for what it does not have", held, () =>
  redeployed(async (page, redeploy) => {
    await opened(page);
    served.fallback = "index.html";
    redeploy();
    await page.getByRole("alert").getByText("A newer version of AOLO Lab is available.").waitFor();
  }));

test("field 17: all that a page fetches is of its build, also after another took its place", held, () =>
  redeployed(async (page, redeploy) => {
    const requests = [];
    page.context().on("request", (it) => {
      // The service worker that it asks for is the new build's, and keeps the new build.
      if (!it.serviceWorker()) requests.push(new URL(it.url()).pathname);
    });
    await opened(page);
    redeploy();
    await page.getByRole("alert").getByText("A newer version").waitFor();
    const parts = requests.filter((path) => path.includes("/b/"));
    assert.ok(parts.length > 0);
    for (const path of parts) assert.ok(path.includes(`/b/${build}/`), path);
  }));

test("field 17: a page that a browser has kept says that its build is gone", () =>
  redeployed(async (page, redeploy) => {
    redeploy();
    const old = await readFile(join(DIST, "index.html"), "utf8");
    const asPage = (route) => route.fulfill({ body: old, contentType: "text/html" });
    await page.context().route(lab.url, asPage);
    await page.reload();
    await page.getByText("A newer version of AOLO Lab is available. Reload the page to open it.").waitFor();
    await page.context().unroute(lab.url, asPage);
    await page.reload();
    await started(page);
    assert.equal(await page.locator("html").getAttribute("data-build"), OTHER);
  }));

test("field 17: one reload comes to the new build although a service worker keeps the old one", async () => {
  let plug;
  const shown = (page) => page.locator("html").getAttribute("data-build");
  served.folder = DIST;
  try {
    await lab.visit({ expectProblems: true }, async (page) => {
      await started(page);
      const controlled = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
      await eventually(controlled, (is) => is, "the service worker, to answer for the page");
      served.folder = next;
      await page.reload();
      await started(page);
      assert.equal(await shown(page), OTHER);
      // The new one is kept beside the old one as long as a page of it may be open …
      const builds = () => page.evaluate(async () => (await caches.keys()).map((it) => it.split(":").at(-1)).sort());
      await eventually(builds, (all) => all.length === 2, "the new build, to be kept too");
      const waits = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
      await eventually(waits, (is) => is, "the new service worker, to be whole");
      // … and opens whole without a network, whichever it is.
      plug = await lab.unplug();
      await page.reload();
      await started(page);
      await plug();
      // Once its last page is gone the new one takes over.
      await page.goto("about:blank");
      const again = await page.context().newPage();
      await again.goto(lab.url);
      await started(again);
      await eventually(
        () => again.evaluate(async () => (await caches.keys()).map((it) => it.split(":").at(-1))),
        (all) => all.length === 1 && all[0] === OTHER,
        "the old build, to be dropped",
      );
      plug = await lab.unplug();
      await again.reload();
      await started(again);
      assert.equal(await shown(again), OTHER);
      await plug();
      plug = undefined;
    });
  } finally {
    await plug?.().catch(() => {});
    served.folder = DIST;
  }
});

const PAGE = "<!doctype html><title>Sign in</title>";
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css", ".txt": "text/plain" };

for (const [file, opens] of [
  ["words/en.txt", false],
  ["words/en-later.txt", true],
  ["ui.js", false],
  ["ui_bg.wasm", false],
  ["split_rest.wasm", true],
  ["split_views.wasm", undefined],
  ["www/views.css", undefined],
]) {
  for (const [what, change] of [
    ["empty", () => ""],
    ["cut", (whole) => whole.subarray(0, whole.length >> 1)],
    ["an error page", () => PAGE],
  ]) {
    test(`field 30: ${file} that comes ${what}, with status 200, is not used, and the page says so`, held, () => {
      const prepare = (page) =>
        page.context().route(`**/b/*/${file}`, async (route) => {
          const body = await readFile(join(DIST, "b", build, file));
          await route.fulfill({ contentType: TYPES[extname(file)], body: change(body) });
        });
      return lab.visit({ prepare, expectProblems: true }, async (page) => {
        if (opens === false) {
          await page.getByText("A part of AOLO Lab could not be fetched or started").waitFor();
          return;
        }
        await opened(page);
        if (opens === undefined) {
          await started(page);
          await page.getByRole("link", { name: "Lab", exact: true }).click();
        }
        await page.getByText("A part of the page could not be fetched.").waitFor();
        // What is there goes on.
        await type(page, "Bandwidth", "30");
        assert.equal(await box(page, "Bandwidth").inputValue(), "30");
      });
    });
  }
}
