// The page in its languages: nothing stays English, nothing breaks, and the choice is kept.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccessible,
  assertNoSidewaysScroll,
  assertNothingCut,
  engineFree,
  eventually,
  everyLook,
  frames,
  go,
  headline,
  openLab,
  screenshot,
  some,
  speaks,
  started,
  type,
  workerReady,
} from "./support.mjs";

const lab = await openLab();
after(() => lab.close());

const LANGUAGES = [
  { tag: "zh", explore: "探索", views: "视图", train: "开始训练", updates: "更新次数" },
  { tag: "es", explore: "Explorar", views: "Vistas", train: "Entrenar", updates: "Actualizaciones" },
];

/** Words that every English sentence has, and that neither Chinese nor Spanish has. */
const ENGLISH =
  /\b(the|of|and|with|is|are|at|for|from|this|that|not|under|over|here|your|you|by|to|what|which)\b/i;

/** Every text that is seen or read out and holds an English word, code and a licence left out. */
function englishTexts(page) {
  return page.evaluate((source) => {
    const english = { test: (text) => new RegExp(source, "i").test(text.replaceAll("CC BY-SA", "")) };
    const skipped = "code, script, style, #language, [lang=en]:not(html)";
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement: parent, data } = texts.currentNode;
      if (!parent.closest(skipped) && english.test(data)) found.push(data.trim());
    }
    for (const name of ["aria-label", "title", "placeholder", "aria-valuetext", "aria-roledescription"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const text = element.getAttribute(name);
        if (!element.closest(skipped) && english.test(text)) found.push(`${name}: ${text}`);
      }
    }
    return found;
  }, ENGLISH.source);
}

async function speak(page, tag) {
  await page.locator("#language").selectOption(tag);
  await page.locator(`html[lang=${tag}]`).waitFor();
}

/** Opens whatever is folded, and what that holds, so that its words are there to be read. */
async function unfold(page) {
  const open = () =>
    page.evaluate(() => {
      const folded = document.querySelectorAll("details:not([open])");
      for (const details of folded) details.open = true;
      return folded.length;
    });
  // What is open is filled before the next frames are drawn.
  for (let depth = 0; depth < 5 && (await open()) > 0; depth += 1) await frames(page);
}

/** Answers a step of a lesson, whatever it asks for, and waits for its explanation. */
async function answer(page) {
  const decide = page.locator(".round .btn.solid");
  for (let request = 0; request < 10 && (await decide.count()); request++) await decide.click();
  const option = page.locator(".option input").first();
  if (await option.count()) await option.click();
  const knots = page.locator(".knots summary");
  if (await knots.count()) {
    await knots.click();
    for (const knot of await some(page.locator(".knots input"))) await knot.press("ArrowRight");
  }
  // Nothing is revealed to whoever has not moved it.
  for (const place of await page.locator("main.teach input[type=range]:not(.knots *)").all()) await place.press("ArrowRight");
  const reveal = page.locator(".act .btn.solid");
  if (await reveal.count()) await reveal.click();
  // One step learns first.
  await page.locator(".explained").waitFor({ timeout: 90_000 });
}

test("the walk finds English where there is some", engineFree("text"), () =>
  lab.visit({}, async (page) => {
    await started(page);
    assert.ok((await englishTexts(page)).length > 20);
  }));

/** The narrowest and the widest: words that are too long show in one of them. */
const ENDS = { widths: [320, 390, 1440], schemes: ["light"] };

for (const { tag, explore, views, train, updates } of LANGUAGES) {
  // Letters and their room are an engine's matter: Chinese shows what there is to see of it.
  const once = tag === "es" ? engineFree("as in Chinese") : {};
  test(`nothing stays English in ${tag}, and everything has its room`, once, () =>
    lab.visit({}, async (page) => {
      await started(page);
      await speak(page, tag);
      await page.getByRole("navigation", { name: views }).getByRole("link", { name: explore }).waitFor();
      const fits = (name) =>
        everyLook(
          page,
          async () => {
            assert.deepEqual(await englishTexts(page), []);
            await assertNoSidewaysScroll(page);
            await assertNothingCut(page);
            if (name) await assertAccessible(page, `${name} in ${tag}`);
          },
          ENDS,
        );
      const folded = (name) =>
        everyLook(
          page,
          async () => {
            await assertNoSidewaysScroll(page);
            await assertNothingCut(page);
            // Each choice fills its place: what is chosen is dark from edge to edge, and none is cut off.
            const open = await page.locator(".seg:visible").evaluateAll((all) =>
              all.flatMap((it) => {
                const boxes = [...it.children].map((label) => label.getBoundingClientRect());
                const ends = [...boxes.slice(1).map(({ left }) => left), it.getBoundingClientRect().right - 1];
                return boxes.filter(({ right }, at) => Math.abs(right - ends[at]) > 1).map(() => it.textContent);
              }),
            );
            assert.deepEqual(open, []);
            await screenshot(page, `${name}-${tag}`);
          },
          ENDS,
        );
      await folded("language");
      await unfold(page);
      await fits("Explore");
      await page.evaluate(() => (location.hash = "#v4&view=lab&end"));
      await page.locator("main.lab").waitFor();
      await unfold(page);
      await fits("the Lab");
      for (const number of await some(page.locator("main.lab .src"))) {
        await number.click();
        assert.deepEqual(await englishTexts(page), []);
      }
      await page.evaluate(() => (location.hash = "#v4&view=policy&end"));
      await page.locator(".now-line").waitFor({ state: "attached" });
      await unfold(page);
      await fits();
      await page.evaluate(() => (location.hash = "#v4&view=assumptions&end"));
      await page.locator('.spread[aria-busy="false"]').waitFor();
      await folded("assumptions");
      await unfold(page);
      await fits();
    }));

  test(`nothing of Teach stays English in ${tag}`, engineFree("text"), () =>
    lab.visit({ hash: "#v4&view=glossary&end", width: 390 }, async (page) => {
      await started(page);
      await speak(page, tag);
      const steps = ["carbon", "grid", "radio", "quality", "agent", "spikes"].flatMap((lesson) =>
        [1, 2, 3].map((step) => `view=teach&lesson=${lesson}.${step}`),
      );
      const task = "view=task&task.at_most_mg=14&task.minutes=9&task.open=tokens,power_w,model,cell&task.show=distance_m";
      for (const place of [...steps, "view=round", "view=builder", "view=guide", "view=glossary", "view=task", task]) {
        await go(page, place);
        if (place.includes("lesson=")) await answer(page);
        const [saying] = await page.locator(".myth").allTextContents();
        if (saying) assert.match(saying, /«.*»\.?$|“.*”$/);
        await unfold(page);
        assert.deepEqual(await englishTexts(page), [], place);
        await assertNoSidewaysScroll(page);
      }
    }));

  test(`grid zones are named in ${tag}, and found by their English names too`, once, () =>
    lab.visit({ prepare: (page) => speaks(page, tag) }, async (page) => {
      await started(page);
      const pick = page.locator("button.pick").first();
      await pick.click();
      const options = page.locator("[role=listbox] [role=option]");
      await options.first().waitFor();
      const all = await options.locator("span").allTextContents();
      const [sorted, named] = await page.evaluate(
        ([all, tag]) => {
          const names = new Intl.DisplayNames(tag, { type: "region" });
          const sorted = all.toSorted((a, b) => a.localeCompare(b, tag));
          return [sorted, ["DE", "150", "CI"].map((code) => names.of(code))];
        },
        [all, tag],
      );
      assert.deepEqual(all, sorted);
      for (const name of named) assert.ok(all.includes(name), name);
      assert.notEqual(named[0], "Germany");
      await page.locator("input[role=combobox]").pressSequentially("germ");
      await options.filter({ hasText: named[0] }).waitFor();
      await page.keyboard.press("Enter");
      await eventually(() => pick.textContent(), (text) => text.includes(named[0]), "the zone's name");
      await page.locator(".given", { hasText: named[0] }).waitFor();
    }));

  test(`every equation and every source of a number in ${tag}`, engineFree("text"), () =>
    lab.visit({ hash: "#v4&accounting=session&end" }, async (page) => {
      await started(page);
      await speak(page, tag);
      const bars = page.locator(".row-button");
      for (let bar = 0; bar < (await bars.count()); bar++) {
        await bars.nth(bar).press("Enter");
        const numbers = page.locator("#equation .src");
        for (let at = 0; at < (await numbers.count()); at++) {
          await numbers.nth(at).click();
          assert.deepEqual(await englishTexts(page), []);
        }
      }
      const limits = page.locator(".lim button");
      for (let limit = 0; limit < (await limits.count()); limit++) {
        await limits.nth(limit).click();
        const numbers = page.locator("#limit-equation .src");
        for (let at = 0; at < (await numbers.count()); at++) {
          await numbers.nth(at).click();
          assert.deepEqual(await englishTexts(page), []);
        }
      }
    }));

  test(`the figures of a run and their sources in ${tag}`, engineFree("text"), () =>
    lab.visit({ hash: "#v4&view=lab&end", prepare: (page) => speaks(page, tag) }, async (page) => {
      await workerReady(page, train);
      await type(page, updates, "20");
      await page.getByRole("button", { name: train, exact: true }).click();
      await page.locator("#spent").waitFor({ timeout: 120_000 });
      for (const gap of await some(page.locator(".res .src"))) {
        await gap.click();
        for (const number of await some(page.locator("#gap-equation .src"))) {
          await number.click();
          assert.deepEqual(await englishTexts(page), []);
        }
      }
      for (const number of await some(page.locator(".cost .src"))) {
        await number.click();
        assert.deepEqual(await englishTexts(page), []);
        // What is no citation is in the page's language.
        for (const source of await page.locator(".cost dd.cite").allTextContents()) {
          assert.doesNotMatch(source.replace("Ember yearly average (world) as shipped in", ""), ENGLISH);
        }
      }
    }));

  test(`what goes wrong is said in ${tag}`, engineFree("text"), () =>
    lab.visit({ prepare: (page) => speaks(page, tag) }, async (page) => {
      await started(page);
      for (const [what, state] of [
        ["nothing feasible", "qoe_min=0.999"],
        ["a broken link", "distance_m=-40&gpus=0.5&nonsense&whatever=1"],
        ["a decision that breaks a limit", "choice=manual&tokens=100&power_w=20"],
        ["a decision that nobody chose", "tokens=100&power_w=20"],
        ["the other energy model", "energy_model=ecologits&cell=rrh"],
      ]) {
        await go(page, state);
        await unfold(page);
        // The names of unknown fields are the link's own.
        assert.deepEqual(await englishTexts(page), [], what);
      }
    }));

  test(`${tag} is kept after a reload, and the scenario too`, once, () =>
    lab.visit({ hash: "#v4&distance_m=321&end" }, async (page) => {
      await started(page);
      await speak(page, tag);
      await page.reload();
      await started(page);
      assert.equal(await page.locator("html").getAttribute("lang"), tag);
      assert.match(await page.locator(".given").textContent(), /321/);
      await speak(page, "en");
      await eventually(
        () => page.locator("h1").textContent(),
        (text) => text.startsWith("One AI answer over a mobile network emits"),
        "the page to speak English again",
      );
    }));
}

test("what was said of a link stays while another language comes", engineFree("a message is state"), () =>
  lab.visit({ hash: "#v4&distance_m=99999&end" }, async (page) => {
    await workerReady(page);
    const message = page.locator(".toasts li");
    await message.getByText("out of range").waitFor();
    await page.locator("#language").selectOption("es");
    await page.locator("html[lang=es]").waitFor();
    await message.getByText("fuera de rango").waitFor();
  }));

test("after languages were picked, a key still undoes one step", () =>
  lab.visit({}, async (page) => {
    await started(page);
    const totals = [await headline(page)];
    for (const key of ["PageUp", "PageDown", "Home"]) {
      // Each a step of its own, not the repeats of a key that is held.
      if (totals.length > 1) await page.waitForTimeout(1_100);
      await page.locator(".dock input[type=range]").nth(1).press(key);
      totals.push(await headline(page));
    }
    for (const tag of ["zh", "es", "en"]) await speak(page, tag);
    await page.locator("body").press("Control+z");
    await eventually(() => headline(page), (now) => now === totals[2], "one step back");
    // More steps would follow at once.
    await page.waitForTimeout(300);
    assert.equal(await headline(page), totals[2]);
  }));
