// Share links: they restore a scene, are written as src/link says, and break without harm.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  box,
  engineFree,
  eventually,
  everyLook,
  headlineBecomes,
  headline,
  native,
  openLab,
  readQr,
  slider,
  started,
  type,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const HASH = "#v4&cell=micro&bandwidth_mhz=40&qoe_min=0.7&choice=manual&tokens=300&power_w=2&end";
const SCENARIO = { cell: "micro", bandwidth_mhz: 40, qoe_min: 0.7 };

const value = (page, name) => box(page, name).inputValue();

test("a link restores scenario and choice", engineFree("links are read by our own code"), () =>
  lab.visit({ hash: HASH }, async (page) => {
    await started(page);
    const { total_g } = await native(["footprint", "--tokens", "300", "--power-w", "2"], SCENARIO);
    await headlineBecomes(page, total_g);
    assert.equal(await value(page, "Bandwidth"), "40");
    assert.equal(await value(page, "QoE threshold"), "0.7");
    assert.equal(await value(page, "Answer length"), "300");
    assert.equal(await value(page, "Transmit power"), "2");
    assert.ok(await page.getByRole("radio", { name: /^You/ }).isChecked());
    await page.getByRole("button", { name: "from a micro cell" }).waitFor();
    assert.equal(await page.getByRole("alert").innerText(), "");
  }));

test("Share shows and copies the link of what is seen", () =>
  lab.visit(
    {
      hash: HASH,
      prepare: (page) =>
        page.context().grantPermissions(["clipboard-read", "clipboard-write"]),
    },
    async (page) => {
      await started(page);
      await page.getByRole("button", { name: "Share" }).click();
      const dialog = page.getByRole("dialog", { name: "Share what you see" });
      await dialog.getByText(lab.url + HASH, { exact: true }).waitFor();
      await dialog.getByRole("button", { name: "Copy link" }).click();
      await dialog.getByText("Copied.").waitFor();
      const sends = await page.evaluate(() => "share" in navigator);
      assert.equal(await dialog.getByRole("button", { name: "Send it on" }).count(), sends ? 1 : 0);
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, lab.url + HASH);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    },
  ));

test("where the device hands addresses to others, Share does so beside copying", () => {
  // Neither browser of the tests has it here; phones do.
  const phone = (page) =>
    page.addInitScript(() => {
      Navigator.prototype.share = (what) => {
        globalThis.sent = what;
        // As if somebody thought better of it.
        return Promise.reject(new DOMException("no", "AbortError"));
      };
    });
  return lab.visit({ hash: HASH, prepare: phone }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Share" }).click();
    const dialog = page.getByRole("dialog", { name: "Share what you see" });
    await dialog.getByRole("button", { name: "Send it on" }).click();
    assert.deepEqual(await page.evaluate(() => globalThis.sent), { url: lab.url + HASH, title: "AOLO Lab" });
    assert.ok(await dialog.isVisible());
  });
});

test("the code in Share is read as the link", engineFree("a picture of the same text"), () =>
  lab.visit({ hash: HASH }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Share" }).click();
    const name = "QR code of this link";
    await page.getByText(name, { exact: true }).click();
    const read = async () => assert.equal(await readQr(page, name), lab.url + HASH);
    await everyLook(page, read, { widths: [390, 1440], schemes: ["light"] });
  }));

test("where the clipboard is refused, the page says so and the link stays to be selected", () =>
  lab.visit(
    {
      prepare: (page) =>
        page.addInitScript(() => {
          // Firefox runs this on its empty first page too, which has none.
          if (navigator.clipboard) navigator.clipboard.writeText = () => Promise.reject(new DOMException("no"));
          document.execCommand = () => false;
        }),
    },
    async (page) => {
      await started(page);
      await page.getByRole("button", { name: "Share" }).click();
      await page.getByRole("button", { name: "Copy link" }).click();
      await page.getByText("The browser refused. Select the link and copy it.").waitFor();
    },
  ));

test("field 12: where there is no clipboard, as over http, a link is copied as by hand", () =>
  lab.visit(
    {
      hash: HASH,
      prepare: (page) =>
        page.addInitScript(() => {
          // As a browser has it where the connection is not secure.
          Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
          // What is selected is what a browser copies.
          document.addEventListener("copy", (event) => (globalThis.copied = event.target.value));
        }),
    },
    async (page) => {
      await started(page);
      await page.getByRole("button", { name: "Share" }).click();
      const copy = page.getByRole("button", { name: "Copy link" });
      await copy.click();
      await page.getByText("Copied.").waitFor();
      assert.equal(await page.evaluate(() => globalThis.copied), lab.url + HASH);
      assert.ok(await copy.evaluate((it) => it === document.activeElement), "the focus is where it was");
      await page.evaluate(() => (document.execCommand = () => false));
      await copy.click();
      await page.getByText("The browser refused. Select the link and copy it.").waitFor();
    },
  ));

test("field 10, tour 6: an address as a page's source or a platform has it opens as it was meant", engineFree("text"), () =>
  lab.visit({ hash: "#v1&amp;cell=micro&amp;bandwidth_mhz=40&fbclid=IwAR0" }, async (page) => {
    await started(page);
    assert.equal(await value(page, "Bandwidth"), "40");
    assert.equal(await page.getByRole("alert").innerText(), "");
    await page.goto("about:blank");
    await page.goto(`${lab.url}#v1%2526cell%253Dmicro%2526bandwidth_mhz%253D40&utm_source=mail`);
    await started(page);
    // What it leaves out is of the default of its time.
    const old = { cell: "micro", bandwidth_mhz: 40, distance_m: 200, payload_bytes_per_token: 200, kappa50: 245, sigma: 1.09 };
    await headlineBecomes(page, (await native(["optimum"], old)).total_g);
    assert.equal(await value(page, "Bandwidth"), "40");
    assert.equal(await page.getByRole("alert").innerText(), "");
  }));

test("the page writes the same link as the command line", engineFree("text"), () =>
  lab.visit({ hash: "#v4&qoe_min=0.7&end" }, async (page) => {
    await started(page);
    await type(page, "Bandwidth", "40");
    await type(page, "Grid of both sites, grams per kilowatt-hour", "123.5");
    const { link } = await native(["link"], {
      qoe_min: 0.7,
      bandwidth_mhz: 40,
      grid_dc_g_per_kwh: 123.5,
      grid_bs_g_per_kwh: 123.5,
    });
    await eventually(() => new URL(page.url()).hash, (now) => now === link, link);
  }));

test("a link survives the journey: what one page writes, another restores", engineFree("text"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Crowded cell" }).click();
    await slider(page, "Transmit power").press("PageDown");
    const [hash, total] = [new URL(page.url()).hash, await headline(page)];
    await lab.visit({ hash }, async (other) => {
      await started(other);
      assert.equal(await headline(other), total);
    });
  }));

test("Back is undo", () =>
  lab.visit({ hash: HASH }, async (page) => {
    await started(page);
    const before = await headline(page);
    await slider(page, "Bandwidth").press("PageUp");
    assert.notEqual(await headline(page), before);
    assert.notEqual(new URL(page.url()).hash, HASH);
    await page.goBack();
    await eventually(() => headline(page), (now) => now === before, "Back");
    assert.equal(new URL(page.url()).hash, HASH);
    assert.equal(await value(page, "Bandwidth"), "40");
  }));

test("a drag is one step back, however many values it passed", () =>
  // Of a step back to an address without a fragment Playwright hears nothing in Firefox.
  lab.visit({ hash: HASH }, async (page) => {
    await started(page);
    const [before, entries] = [await headline(page), await page.evaluate(() => history.length)];
    await slider(page, "Bandwidth").scrollIntoViewIfNeeded();
    const { x, y, width, height } = await slider(page, "Bandwidth").boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 5, y + height / 2, { steps: 12 });
    await page.mouse.up();
    assert.equal(await page.evaluate(() => history.length), entries + 1);
    await page.goBack();
    await eventually(() => headline(page), (now) => now === before, "Back");
  }));

test("a held key is one step back, however often it repeats", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const [before, entries] = [await headline(page), await page.evaluate(() => history.length)];
    await slider(page, "Bandwidth").press("Home");
    const from = await headline(page);
    assert.notEqual(from, before);
    // Another change of the same control, but not of the same hold.
    await page.waitForTimeout(1_100);
    for (let repeat = 0; repeat < 150; repeat += 1) await page.keyboard.down("ArrowRight");
    await page.keyboard.up("ArrowRight");
    const after = await headline(page);
    assert.notEqual(after, from);
    assert.equal(await page.evaluate(() => history.length), entries + 2);
    await page.keyboard.press("Control+z");
    await eventually(() => headline(page), (now) => now === from, "Undo");
    await page.keyboard.press("Control+y");
    await eventually(() => headline(page), (now) => now === after, "Redo");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await eventually(() => headline(page), (now) => now === before, "Undo");
    assert.ok(await page.getByRole("button", { name: "Undo" }).isDisabled());
    assert.ok(page.url().startsWith(lab.url));
  }));

test("where the browser takes no more entries, Undo still leads back, and not out of the page", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const undo = page.getByRole("button", { name: "Undo" });
    const before = await headline(page);
    await slider(page, "Bandwidth").press("PageUp");
    const between = await headline(page);
    // As Chromium does after 200 calls in 10 s.
    await page.evaluate(() => (History.prototype.pushState = History.prototype.replaceState = () => {}));
    for (const name of ["QoE threshold", "Grid of both sites"]) await slider(page, name).press("PageUp");
    assert.notEqual(await headline(page), between);
    await undo.click();
    await eventually(() => headline(page), (now) => now === between, "Undo of what has no entry");
    await undo.click();
    await eventually(() => headline(page), (now) => now === before, "Undo of what has one");
    assert.ok(await undo.isDisabled());
    assert.ok(page.url().startsWith(lab.url));
  }));

const BROKEN = [
  {
    hash: "#v4&distance_m=-40&bandwidth_mhz=40&nonsense&end",
    title: "2 values in this link were not usable.",
    lines: [
      "distance = -40 is out of range: from 1 to 20 000 m. Kept at 600 m.",
      '"nonsense" is not of the form name=value',
    ],
    kept: { Bandwidth: "40" },
  },
  {
    hash: "#v4&bandwidth_mhz=NaN&qoe_min=0.7&end",
    title: "One value in this link was not usable.",
    lines: ['bandwidth = "NaN" is out of range', "Kept at 20 MHz."],
    kept: { Bandwidth: "20", "QoE threshold": "0.7" },
  },
  {
    hash: "#v4&bandwidth_mhz=40&colour=red&choice=manual&tokens=-1&power_w=2&end",
    title: "2 values in this link were not usable.",
    lines: ["colour is not a field of a scenario; it was left out.", "tokens = -1 is out of range"],
    kept: { Bandwidth: "40" },
  },
  {
    hash: "#v4&samples=5&sample_seed=-1&end",
    title: "2 values in this link were not usable.",
    lines: [
      "samples = 5 is out of range: an integer from 100 to 100 000. Kept at 10 000.",
      "sample_seed = -1 is out of range: an integer from 0 to 999 999. Kept at 1.",
    ],
    kept: { Bandwidth: "20" },
  },
  {
    hash: "#v9&bandwidth_mhz=40",
    title: "One value in this link was not usable.",
    lines: ['this link is of version "v9", and this page reads v4; nothing of it was used'],
    kept: { Bandwidth: "20" },
  },
  {
    // The last: engines differ in what they make of such an address.
    hash: "#v4&bandwidth_mhz=%F0%28&qoe_min=0.7&cell=<b>x</b>&end",
    title: "2 values in this link were not usable.",
    lines: ["bandwidth =", "cell ="],
    kept: { Bandwidth: "20", "QoE threshold": "0.7" },
  },
];

/** Fails unless the page says what was wrong in a link, and uses the rest. */
async function assertNamed(page, { title, lines, kept }) {
  const alert = page.getByRole("alert");
  await alert.getByText(title).waitFor();
  for (const line of lines) await alert.getByText(line).first().waitFor();
  for (const [name, shown] of Object.entries(kept)) {
    assert.equal(await value(page, name), shown, name);
  }
  await alert.getByRole("button", { name: "Close" }).click();
  await alert.getByText(title).waitFor({ state: "detached" });
}

test("a broken link is named, and the rest is used, as the page opens", () =>
  lab.visit({ hash: BROKEN.at(-1).hash }, async (page) => {
    await started(page);
    await assertNamed(page, BROKEN.at(-1));
    const before = await headline(page);
    await slider(page, "Grid of both sites").press("PageUp");
    assert.ok((await headline(page)) > before);
  }));

test("each broken link is named, and the rest is used", engineFree("text"), () =>
  lab.visit({ hash: BROKEN[0].hash }, async (page) => {
    await started(page);
    await assertNamed(page, BROKEN[0]);
    for (const broken of BROKEN.slice(1)) {
      await page.evaluate((hash) => (location.hash = hash), broken.hash);
      await assertNamed(page, broken);
    }
  }));
