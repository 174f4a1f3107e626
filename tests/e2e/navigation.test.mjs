// From view to view: one scenario, and an address for each.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { box, eventually, fill, headline, headlineBecomes, openLab, started } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const here = (page) => page.getByRole("navigation", { name: "Views" }).locator("[aria-current=page]");

test("a view keeps the scenario, has an address, and Back leads out of it", () =>
  lab.visit({ hash: "#v1&bandwidth_mhz=40" }, async (page) => {
    await started(page);
    const total = await headline(page);
    await page.getByRole("link", { name: "Lab", exact: true }).press("Enter");
    await page.getByRole("heading", { level: 1, name: "Two agents" }).waitFor();
    assert.equal(await here(page).innerText(), "Lab");
    assert.equal(new URL(page.url()).hash, "#v2&view=lab&bandwidth_mhz=40&end");
    await page.goBack();
    await headlineBecomes(page, total);
    assert.equal(await here(page).innerText(), "Explore");
    assert.equal(await box(page, "Bandwidth").inputValue(), "40");
    await page.goForward();
    assert.equal(await here(page).innerText(), "Lab");
  }));

test("the last change can be seen again", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const bandwidth = page.locator("#bandwidth_mhz");
    await fill(bandwidth, "7");
    await bandwidth.press("Enter");
    const shows = (value) => eventually(() => bandwidth.inputValue(), (now) => now === value, value);
    await page.getByRole("button", { name: "Replay the last change" }).click();
    await shows("20");
    await shows("7");
    assert.match(page.url(), /bandwidth_mhz=7/);
  }));

test("a run goes on while another view is shown", () =>
  lab.visit({}, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Train your own" }).click();
    await page.getByRole("link", { name: "Lab", exact: true }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("link", { name: "Explore", exact: true }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText(/Training stopped at update/).first().waitFor();
  }));

test("the language that was picked is kept, and the document says so", () =>
  lab.visit({ hash: "#v1&view=lab" }, async (page) => {
    const language = page.locator("#language");
    await language.selectOption("es");
    await page.getByRole("link", { name: "Laboratorio" }).waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Laboratorio" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    assert.equal(await language.inputValue(), "es");
    assert.equal(new URL(page.url()).hash, "#v1&view=lab");
  }));
