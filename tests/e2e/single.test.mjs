// The page as one file: opened by a double click it does all that the page does, and asks for nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { DIST } from "../../xtask/serve.mjs";
import { engineFree, headline, headlineBecomes, native, openLab, started, type, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const FILE = join(DIST, "aolo-lab.html");
const ADDRESS = pathToFileURL(FILE).href;
const MOST_BYTES = 4.5 * 1024 * 1024;

test("field 20: the single file opens, computes, trains, teaches, speaks, and asks for nothing", () =>
  lab.visit({ expectProblems: true, fresh: true }, async (served) => {
    const page = await served.context().newPage();
    await served.close();
    const [requests, problems] = [[], []];
    page.on("request", (it) => requests.push(it.url()));
    page.on("console", (it) => problems.push(it.text()));
    page.on("pageerror", (it) => problems.push(String(it)));

    await page.goto(`${ADDRESS}#v4&bandwidth_mhz=40&end`);
    await workerReady(page);
    await headlineBecomes(page, (await native(["optimum"], { bandwidth_mhz: 40 })).total_g);
    await type(page, "Updates", "200");
    await page.getByRole("button", { name: "Train your own" }).click();
    await page.getByText(/^Done: 400 updates in/).waitFor({ timeout: 120_000 });

    // A link is the file's name and a fragment, without the folders of this machine.
    await page.getByRole("button", { name: "Share" }).click();
    const link = await page.locator("#share-link").innerText();
    assert.match(link, /^aolo-lab\.html#v4&.*bandwidth_mhz=40/);
    await page.getByText("This page is a file.").filter({ visible: true }).waitFor();
    await page.keyboard.press("Escape");
    const total = await headline(page);

    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("link", { name: "Teach", exact: true }).click();
    await page.locator("main.teach").waitFor();
    // A sheet from a file has no code, and speaks of none.
    await page.getByRole("link", { name: "Teacher’s guide" }).click();
    await page.locator(".sheet").waitFor();
    assert.doesNotMatch(await page.locator(".sheet").textContent(), /this code|page is a file/);

    const other = await page.context().newPage();
    await other.goto(new URL(link, ADDRESS).href);
    await started(other);
    assert.equal(await headline(other), total);
    for (const [tag, name] of [["zh", "探索"], ["es", "Explorar"]]) {
      await other.locator("header select").selectOption(tag);
      await other.getByRole("link", { name, exact: true }).waitFor();
      assert.equal(await headline(other), total);
    }

    const elsewhere = requests.filter((it) => !it.startsWith(ADDRESS) && !it.startsWith("blob:") && !it.startsWith("data:"));
    assert.deepEqual([elsewhere, problems], [[], []]);
  }));

test("field 20: the single file is small, and its own policy lets it reach nothing", engineFree("a file's content"), async (t) => {
  const bytes = await readFile(FILE);
  t.diagnostic(`aolo-lab.html: ${bytes.length} bytes`);
  assert.ok(bytes.length <= MOST_BYTES, `${bytes.length} bytes`);
  const html = bytes.toString();
  const [, policy] = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
  const allowed = Object.fromEntries(policy.split("; ").map((it) => [it.split(" ")[0], it.split(" ").slice(1)]));
  assert.deepEqual(allowed["default-src"], ["'none'"]);
  assert.ok(!("connect-src" in allowed));
  for (const kind of ["script-src", "style-src"]) {
    for (const it of allowed[kind]) assert.match(it, /^'(sha256-[\w+/]{43}=|wasm-unsafe-eval)'$/);
  }
  assert.doesNotMatch(html, /<(script|link|img)[^>]*(src|href)="(?!data:)/);
});

test("field 20: Share saves the page as that file", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Share" }).click();
    const { name, bytes } = await lab.saved(page, page.getByRole("link", { name: "Save this page as a file" }));
    assert.equal(name, "aolo-lab.html");
    assert.ok(bytes.equals(await readFile(FILE)));
  }));
