// Once opened, the page opens and works without a network, and can be installed.

import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { engineFree, headline, openLab, started, type, workerReady } from "./support.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

const served = { folder: DIST };
const lab = await openLab(served);
after(() => lab.close());

/** Waits until the service worker has kept everything and answers for this page. */
async function kept(page) {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
    }
    return active.scriptURL;
  });
}

test("without a network the page opens, computes and trains", () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=40&end", expectProblems: true }, async (page) => {
    await started(page);
    await kept(page);
    const total = await headline(page);
    const plug = await lab.unplug();
    try {
      await page.reload();
      await workerReady(page);
      assert.equal(await headline(page), total);
      await type(page, "Updates", "20");
      await page.getByRole("button", { name: "Train your own" }).click();
      await page.getByText(/^Done: 40 updates in/).waitFor({ timeout: 60_000 });
    } finally {
      await plug();
    }
  }));

test("field 18: where the host has an error the kept page opens and says so", () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=40&end", expectProblems: true }, async (page) => {
    await started(page);
    await kept(page);
    const total = await headline(page);
    for (const status of [500, 503]) {
      served.status = status;
      try {
        await page.reload();
        await started(page);
        await page.getByText(`The server answers with an error (${status}). This is the page as this device has kept it.`).waitFor();
        assert.equal(await headline(page), total);
      } finally {
        served.status = undefined;
      }
    }
    await page.reload();
    await started(page);
    assert.equal(await page.getByText("as this device has kept it").count(), 0);
  }));

test("where the host is late the kept page opens, and says so once the host turns out to have another build", async () => {
  const next = await mkdtemp(join(tmpdir(), "aolo-late-"));
  await cp(DIST, next, { recursive: true });
  const [build] = await readdir(join(DIST, "b"));
  const html = await readFile(join(next, "index.html"), "utf8");
  // Another build, of the same files.
  await writeFile(join(next, "index.html"), html.replace(`data-build="${build}"`, 'data-build="0123456789abcdef"'));
  const newer = "A newer version of AOLO Lab is available. Reload the page to open it.";
  const lateBy = async (act) => {
    let answer;
    served.after = new Promise((resolve) => (answer = resolve));
    await act(answer);
    answer();
    served.after = undefined;
  };
  try {
    await lab.visit({ expectProblems: true }, async (page) => {
      await started(page);
      await kept(page);
      const shown = () => page.locator("html").getAttribute("data-build");
      const late = async (answer) => {
        await page.reload();
        await started(page);
        assert.equal(await shown(), build);
        answer();
      };
      // The same build needs no word.
      await lateBy(late);
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator(".from-device").count(), 0);
      served.folder = next;
      await lateBy(async (answer) => {
        await late(answer);
        await page.getByRole("status").getByText(newer).waitFor();
      });
      // Now the reload waits, longer than before.
      await lateBy(async (answer) => {
        setTimeout(answer, 6000);
        await page.reload();
      });
      assert.equal(await shown(), "0123456789abcdef");
    });
  } finally {
    Object.assign(served, { folder: DIST, after: undefined });
    await rm(next, { recursive: true });
  }
});

test("everything that is served is kept, each file once, but the hours of the grids", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await kept(page);
    const found = await page.evaluate(async () => {
      const [name, ...others] = await caches.keys();
      const keys = await (await caches.open(name)).keys();
      return { others, urls: keys.map((it) => it.url) };
    });
    assert.deepEqual(found.others, [], "one build, one cache");
    const build = await page.locator("html").getAttribute("data-build");
    const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((it) => it.isFile())
      .map((it) => `${it.parentPath}/${it.name}`.replaceAll("//", "/").slice(DIST.length))
      // The single file and the grids' hours are for whoever asks for them, the picture for messengers.
      .filter((it) => !["offline.js", "aolo-lab.html", "www/preview.jpg"].includes(it) && !it.includes("/day/"))
      .map((it) => (it === "index.html" ? "" : it === "boot.js" ? `${it}?v=${build}` : it));
    assert.deepEqual(found.urls.map((it) => it.slice(lab.url.length)).sort(), files.sort());
  }));

test("what is kept on the device is what the privacy note says, and there is no cookie", () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    await page.getByRole("button", { name: "Theme: light. Change to dark" }).click();
    await page.locator("header select").selectOption("es");
    await page.getByRole("link", { name: "Explorar", exact: true }).waitFor();
    await page.evaluate(() => aoloKept.write(Uint8Array.of(1)));
    await kept(page);
    const found = await page.evaluate(async () => ({
      names: [
        ...Object.keys(localStorage),
        ...Object.keys(sessionStorage),
        ...(await indexedDB.databases()).map(({ name }) => name),
        ...(await caches.keys()).map((name) => `${name.split(":")[0]}:…`),
      ],
      cookie: document.cookie,
    }));
    const note = await readFile(new URL("../../docs/hosting.md", import.meta.url), "utf8");
    for (const name of ["language", "theme", "tab", "aolo", "aolo:…"]) assert.ok(found.names.includes(name), name);
    for (const name of found.names) assert.ok(note.includes(`\`${name}\``), name);
    assert.equal(found.cookie, "");
    assert.deepEqual(await page.context().cookies(), []);
  }));

test("the page can be installed", () =>
  lab.visit({}, async (page) => {
    const href = await page.locator("link[rel=manifest]").getAttribute("href");
    const address = new URL(href, lab.url);
    const manifest = await (await fetch(address)).json();
    assert.equal(new URL(manifest.start_url, address).href, lab.url);
    assert.equal(new URL(manifest.scope, address).href, lab.url);
    assert.equal(manifest.display, "standalone");
    for (const { src, sizes, type } of manifest.icons) {
      const response = await fetch(new URL(src, address));
      assert.ok(response.ok, src);
      assert.equal(response.headers.get("content-type"), type);
      if (type === "image/png") {
        const bytes = Buffer.from(await response.arrayBuffer());
        assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
      }
    }
    const names = manifest.icons.map(({ sizes }) => sizes);
    assert.ok(names.includes("192x192") && names.includes("512x512"));
    assert.match(await readFile(`${DIST}index.html`, "utf8"), /manifest-src 'self'/);
  }));

test("a messenger finds a title, a sentence and a small picture beside a link", engineFree("a file and its head"), async () => {
  const html = await (await fetch(lab.url)).text();
  const said = (name) => html.match(new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`))?.[1];
  assert.equal(said("og:title"), "AOLO Lab");
  assert.equal(said("og:description"), said("description"));
  const picture = await fetch(new URL(said("og:image"), lab.url));
  assert.equal(picture.headers.get("content-type"), "image/jpeg");
  const bytes = Buffer.from(await picture.arrayBuffer());
  assert.ok(bytes.length > 5_000 && bytes.length <= 40 * 1024, `${bytes.length} bytes`);
  // The size stands behind the mark of its frame.
  const frame = bytes.findIndex((it, at) => it === 0xff && [0xc0, 0xc2].includes(bytes[at + 1]));
  const [height, width] = [bytes.readUInt16BE(frame + 5), bytes.readUInt16BE(frame + 7)];
  assert.ok(Math.abs(width / height - 1.91) < 0.02, `${width} × ${height}`);
});
