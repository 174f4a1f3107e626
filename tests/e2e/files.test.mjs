// Files out and in: results, methods, weights, charts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { box, button, engineFree, eventually, headline, headlineBecomes, openLab, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const share = (page) => page.getByRole("button", { name: "Share" }).click();

const saved = (page, button) => lab.saved(page, button);

/** Opens a file in the share dialog. */
async function open(page, name, content) {
  const buffer = Buffer.isBuffer(content) ? content : Buffer.from(content);
  await page.getByLabel("Open a file").setInputFiles({ name, mimeType: "application/json", buffer });
}

test("a result is saved, and opened again it is the same", () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=40&choice=manual&tokens=700&power_w=3&end" }, async (page) => {
    await workerReady(page);
    const total = await headline(page);
    await share(page);
    const json = await saved(page, button(page, "Result (JSON)"));
    assert.equal(json.name, "aolo-result.json");
    const result = JSON.parse(json.bytes);
    assert.equal(result.schema, "aolo-result-2");
    assert.equal(result.scenario.bandwidth_mhz, 40);
    assert.deepEqual(result.decision, { tokens: 700, power_w: 3 });
    const { inference, wireless, total_g } = result.footprint;
    const parts = [inference, wireless].flatMap((it) => [it.operational_g, it.embodied_g]);
    assert.ok(Math.abs(parts.reduce((a, b) => a + b) / total_g - 1) < 1e-9);
    const csv = (await saved(page, button(page, "Result (CSV)"))).bytes.toString();
    assert.match(csv, /^name,value,unit,source\n/);
    assert.ok(csv.includes(`\nfootprint.total_g,${total_g},g,\n`));
    const sheet = await saved(page, button(page, "Result for spreadsheets (CSV)"));
    assert.equal(sheet.bytes.toString(), `\ufeff${csv}`);
    const text = (await saved(page, button(page, "Methods (text)"))).bytes.toString();
    assert.ok(text.includes(`${(1000 * total_g).toFixed(3)} mg CO2e`), text);
    const latex = (await saved(page, button(page, "Methods (LaTeX)"))).bytes.toString();
    assert.match(latex, /CO\$_2\$e/);

    await page.evaluate(() => (location.hash = "#v4&end"));
    await eventually(() => headline(page), (now) => now !== total, "another scenario");
    await open(page, "kept.json", json.bytes);
    await page.getByText("kept.json is open.").waitFor();
    await headlineBecomes(page, total);
    assert.equal(new URL(page.url()).hash, "#v4&bandwidth_mhz=40&choice=manual&tokens=700&power_w=3&end");
    await page.goBack();
    await eventually(() => headline(page), (now) => now !== total, "Back to undo it");
    for (const [name, bytes] of [["kept.csv", csv], ["sheet.csv", sheet.bytes]]) {
      await share(page);
      await open(page, name, bytes);
      await page.getByText(`${name} is open.`).waitFor();
      await headlineBecomes(page, total);
      await page.goBack();
      await eventually(() => headline(page), (now) => now !== total, "Back to undo it");
      // What was said of a scene goes with it.
      assert.equal(await page.getByText(`${name} is open.`).count(), 0);
    }
  }));

test("of a file with bad values the rest is kept, and each is named", engineFree("files are read by our own code"), () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    await share(page);
    await open(page, "odd.json", '{"bandwidth_mhz": 40, "pue": 9, "moon": 1}');
    await page.getByText("odd.json is open.").waitFor();
    const notice = page.getByRole("alert");
    await notice.getByText(/9/).first().waitFor();
    await notice.getByText(/moon/).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await box(page, "Bandwidth").inputValue(), "40");
    await share(page);
    for (const [name, content, why] of [
      ["broken.json", "{", /line 1/],
      ["other.json", '{"schema": "aolo-result-9"}', /aolo-result-9/],
      ["list.json", "[1]", /not a JSON object/],
      ["huge.json", " ".repeat(4_000_001), /at most 4/],
    ]) {
      await open(page, name, content);
      await page.getByText(`${name} is not usable.`).waitFor();
      await page.getByText(why).first().waitFor();
    }
  }));

test("field 21: a file of another tool changes nothing, stands beside ours, and offers its grid", engineFree("text"), () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=40&end" }, async (page) => {
    await workerReady(page);
    const total = await headline(page);
    await share(page);
    const notice = page.getByRole("alert");
    for (const [name, content, why] of [
      ["other.json", '{"prompt": "x", "model": "gpt-4o", "max_tokens": 5}', /no scenario of AOLO Lab; nothing was changed/],
      ["wide.json", Buffer.from('\ufeff{"bandwidth_mhz": 7}', "utf16le"), /UTF-16/],
    ]) {
      await open(page, name, content);
      await page.getByText(`${name} is not usable.`).waitFor();
      await notice.getByText(why).waitFor();
      assert.equal(await headline(page), total);
    }
    const columns = "timestamp,duration,emissions,energy_consumed,country_iso_code";
    await open(page, "emissions.csv", `${columns}\n2026-01-01,5,0.002,0.0125,FRA\n`);
    await notice.getByText("emissions.csv is a file of CodeCarbon. Nothing was changed.").waitFor();
    await notice.getByText(/It states 12\.5\sWh and 2\.00\sg/).waitFor();
    assert.equal(await headline(page), total);
    assert.equal(new URL(page.url()).hash, "#v4&bandwidth_mhz=40&end");
    await page.keyboard.press("Escape");
    await notice.getByRole("button", { name: /^Take its grid, France/ }).click();
    await eventually(() => headline(page), (now) => now < total, "the grid of France");
    assert.match(page.url(), /zone=FRA/);
    await page.goBack();
    await eventually(() => headline(page), (now) => now === total, "Back to undo it");
  }));

test("weights are saved, and opened they answer", engineFree("as a result that is saved"), () =>
  lab.visit({}, async (page) => {
    await workerReady(page);
    for (const agent of ["SDRL", "SAC"]) {
      await share(page);
      const { name, bytes } = await saved(page, button(page, `Weights of ${agent}`));
      assert.equal(name, `aolo-${agent.toLowerCase()}.aolo`);
      const shipped = new URL(`../../www/policies/${agent.toLowerCase()}.aolo`, import.meta.url);
      assert.ok(bytes.equals(await readFile(shipped)), "what ships, bit for bit");
      await open(page, "mine.aolo", bytes);
      await page.getByText(`The weights answer now, as ${agent}.`).waitFor();
      await page.getByText("after a reload, open the file again").waitFor();
      assert.equal(await page.locator("dialog[open]").count(), 0, "what is said lies behind nothing");
    }
    await open(page, "none.aolo", "nothing of the kind");
    await page.getByText("It does not hold the weights of an agent.").waitFor();
    const cut = (await readFile(new URL("../../www/policies/sac.aolo", import.meta.url))).subarray(0, -1);
    await open(page, "cut.aolo", cut);
    await page.getByText("The weights are damaged or cut off.").waitFor();
  }));

test("a chart is saved as it looks, and its table as plain numbers", () =>
  lab.visit({ scheme: "dark" }, async (page) => {
    await workerReady(page);
    const details = page.locator("details.behind", { hasText: "Emissions of one answer by part" });
    await details.locator("summary").click();
    const svg = await saved(page, details.getByRole("button", { name: "Save the chart as SVG" }));
    assert.equal(svg.name, "aolo-waterfall.svg");
    const text = svg.bytes.toString();
    assert.equal(text.match(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/g)?.length, 1);
    assert.ok(!/ class="/.test(text), "nothing of the page's style sheets is needed");
    assert.match(text, /fill="rgb/);
    const png = await saved(page, details.getByRole("button", { name: "Save the chart as PNG" }));
    const [width, height] = [16, 20].map((at) => png.bytes.readUInt32BE(at));
    const drawn = text.match(/ width="([\d.]+)" height="([\d.]+)"/) ?? text.match(/ width="([\d.]+)"[^>]* height="([\d.]+)"/);
    assert.deepEqual([width, height], [drawn[1], drawn[2]].map((it) => Math.floor(2 * Number(it))));
    const csv = await saved(page, details.getByRole("button", { name: "Save the table as CSV" }));
    const rows = csv.bytes.toString().replace("\ufeff", "").trim().split("\n");
    assert.ok(rows.length >= 6, `${rows.length} rows`);
    assert.match(rows[0], /\(mg\).*\(%\)/);
    const number = rows.at(-1).split(",").find((it) => /^\d+\.\d+$/.test(it));
    assert.ok(number, rows.at(-1));
    // As Spanish spreadsheets take it, and nothing that one would compute.
    await details.locator("tbody tr").first().locator("th, td").first().evaluate((cell) => {
      document.documentElement.lang = "es";
      cell.textContent = '=1+1;"a"';
    });
    const spanish = await saved(page, details.getByRole("button", { name: "Save the table as CSV" }));
    const [, first, ...others] = spanish.bytes.toString().replace("\ufeff", "").trim().split("\n");
    assert.equal(first.slice(0, first.lastIndexOf('"') + 1), `"'=1+1;""a"""`);
    assert.ok(others.at(-1).split(";").includes(number.replace(".", ",")), others.at(-1));
    const alone = await page.context().newPage();
    // As XML, on its own: what is not well formed is an error there.
    await alone.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`);
    assert.equal(await alone.locator("parsererror").count(), 0);
    assert.ok((await alone.screenshot()).length > 2000);
  }));
