// Strings that mean harm, through every door of the page: they are text, they turn nothing around, and
// however long they are, the page goes on.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { box, engineFree, eventually, fill, openLab, started, workerReady } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const MARKUP = `<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=2</script>`;
/** Right-to-left override, and what ends it; isolates; the mark of Arabic letters. */
const TURNS = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/;
const NAME = `\u202e${MARKUP}\u2066fdp`;
const LONG = "x".repeat(1_000_000);

/** As links have it: `~` and two digits for each byte. */
const escaped = (text) => [...Buffer.from(text)].map((byte) => `~${byte.toString(16).padStart(2, "0")}`).join("");

/** Fails if a string became more than text, or turns letters around where it is shown. */
async function assertText(page, door) {
  const found = await page.evaluate(() => ({
    hit: globalThis.hit ?? null,
    elements: document.querySelectorAll("img[src=x], script:not([src]), [onerror]").length,
    text: document.body.innerText,
    length: document.body.textContent.length,
  }));
  assert.equal(found.hit, null, `${door}: it ran`);
  assert.equal(found.elements, 0, `${door}: it became elements`);
  assert.doesNotMatch(found.text, TURNS, `${door}: it turns letters around`);
  assert.ok(found.length < 500_000, `${door}: all of it is shown`);
}

const go = (page, hash) => page.evaluate((hash) => (location.hash = hash), hash);

test("nothing that a link, a file, a box or a receipt says becomes more than text", engineFree("what becomes of text"), () =>
  lab.visit({ hash: `#v4&view=task&task.title=${escaped(`Ana\u202e${MARKUP.slice(0, 60)}`)}&task.open=tokens&end` }, async (page) => {
    await started(page);
    const title = page.locator("main h1").first();
    await eventually(() => title.textContent(), (text) => text.startsWith("Ana<img src=x"), "the title, as text");
    await assertText(page, "title");
    const fields = ["bandwidth_mhz", "model", "cell", "zone", "run", "choice", "view", "step", "task.open", NAME];
    for (const [what, evil, doors] of [["markup", NAME, fields], ["a megabyte", LONG, ["model", "run", "moon"]]]) {
      for (const field of doors) {
        await go(page, `#v4&${encodeURIComponent(field)}=${encodeURIComponent(evil)}&end`);
        await page.locator("dialog[open], .notice, .toast").first().waitFor();
        await assertText(page, `${what} as ${field} of a link`);
        await page.keyboard.press("Escape");
      }
    }
    await go(page, "#v4&end");
    await workerReady(page);
    await fill(box(page, "Bandwidth"), MARKUP);
    await box(page, "Bandwidth").press("Enter");
    await page.locator("#bandwidth_mhz[aria-invalid=true]").waitFor();
    await assertText(page, "a number box");
    await box(page, "Bandwidth").press("Escape");

    await page.getByRole("button", { name: "Share" }).click();
    const open = (name, text) =>
      page.getByLabel("Open a file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    for (const [name, text] of [
      [`${NAME}.json`, "{"],
      [`${NAME}.aolo`, "no policy"],
      ["fields.json", JSON.stringify({ [NAME]: NAME, model: NAME, cell: NAME, pue: NAME })],
      ["long.json", JSON.stringify({ [LONG]: 1, model: LONG })],
      ["schema.json", JSON.stringify({ schema: NAME, scenario: { [NAME]: 1 } })],
    ]) {
      await open(name, text);
      await page.locator(".notice, .toast").first().waitFor();
      await assertText(page, `the file ${name.slice(-12)}`);
    }
    await page.keyboard.press("Escape");

    await go(page, "#v4&view=builder&end");
    await page.locator("#check").waitFor();
    const link = `${lab.url}#v4&view=task&task.title=${escaped(MARKUP.slice(0, 60))}&task.open=tokens&end`;
    for (const name of [NAME, LONG]) {
      const figures = "emissions_mg: 1\nqoe: 0.5\npassed: yes\nminutes: 1";
      await page.locator("#check").fill(`AOLO receipt 1\nname: ${name}\n${figures}\nlink: ${link}\n`);
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await page.locator(".checked").first().waitFor();
      await assertText(page, "a receipt");
    }
  }));
