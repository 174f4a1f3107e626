// From view to view: one scenario, and an address for each.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { box, eventually, fill, headline, headlineBecomes, openLab, started } from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const here = (page) => page.getByRole("navigation", { name: "Views" }).locator("[aria-current=page]");

test("a view keeps the scenario, has an address, and Back leads out of it", () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=40&end" }, async (page) => {
    await started(page);
    const total = await headline(page);
    await page.getByRole("link", { name: "Lab", exact: true }).press("Enter");
    // The Lab opens with what was reached; the learners are beside it.
    await page.getByRole("heading", { level: 1, name: /^A three-line rule stays within/ }).waitFor();
    assert.equal(await here(page).innerText(), "Lab");
    assert.equal(new URL(page.url()).hash, "#v4&view=results&bandwidth_mhz=40&end");
    await page.getByRole("link", { name: "Learning", exact: true }).press("Enter");
    await page.getByRole("heading", { level: 1, name: "Two agents" }).waitFor();
    assert.equal(new URL(page.url()).hash, "#v4&view=lab&bandwidth_mhz=40&end");
    await page.goBack();
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
    await page.getByRole("link", { name: "Learning", exact: true }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("link", { name: "Explore", exact: true }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText(/Training stopped at update/).first().waitFor();
  }));

test("the language that was picked is kept, and the document says so", () =>
  lab.visit({ hash: "#v4&view=lab&end" }, async (page) => {
    const language = page.locator("#language");
    await language.selectOption("es");
    await page.getByRole("link", { name: "Laboratorio" }).waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Laboratorio" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    assert.equal(await language.inputValue(), "es");
    assert.equal(new URL(page.url()).hash, "#v4&view=lab&end");
  }));

test("tour 1: the name leads home with the scene, and skipping to the content is no address", () =>
  lab.visit({ hash: "#v4&view=lab&bandwidth_mhz=40&end" }, async (page) => {
    await started(page);
    const name = page.getByRole("link", { name: "AOLO Lab" });
    await page.keyboard.press("Tab");
    const before = page.url();
    await page.getByRole("button", { name: "Skip to the content" }).and(page.locator(":focus")).press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    assert.equal(page.url(), before);
    await name.click();
    await headline(page);
    assert.equal(new URL(page.url()).hash, "#v4&bandwidth_mhz=40&end");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { level: 1, name: "Two agents" }).waitFor();
    assert.equal(await page.locator(".toast").count(), 0);
    // An assignment is at home where it is, and its answer is all that Reset puts back (tour 2).
    const task = "#v4&view=task&distance_m=600&task.at_most_mg=9&task.open=tokens&task.title=Shorter&answer=tokens:330&end";
    await page.goto(lab.url + task);
    const title = page.getByRole("heading", { level: 1, name: "Shorter" });
    await title.waitFor();
    await name.click();
    await title.waitFor();
    await eventually(() => page.url(), (url) => url.endsWith(task), "the task in the address");
    await page.getByRole("button", { name: /^Reset all/ }).click();
    await eventually(() => page.url(), (url) => !url.includes("answer="), "no answer in the address");
    await title.waitFor();
    assert.match(page.url(), /view=task.*task\.title=Shorter/);
    // The address that earlier versions led to opens without a complaint.
    await page.goto("about:blank");
    await page.goto(`${lab.url}#main`);
    await headline(page);
    assert.equal(await page.locator(".toast").count(), 0);
  }));

test("tour 1: before the module has come the name drops nothing", () =>
  lab.visit({ hash: "#v4&bandwidth_mhz=40&end", prepare: (page) => page.route("**/ui.js", () => {}) }, async (page) => {
    await page.locator(".brand").click();
    assert.equal(new URL(page.url()).hash, "#v4&bandwidth_mhz=40&end");
  }));
