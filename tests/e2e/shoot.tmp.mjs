import { openLab, started } from "./support.mjs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
const lab = await openLab();
const widths = (process.argv[2] ?? "1440,820,390").split(",").map(Number);
const schemes = (process.argv[3] ?? "light,dark").split(",");
const hash = process.argv[4] ?? "";
const name = process.argv[5] ?? "explore";
try {
  for (const width of widths) for (const scheme of schemes) {
    await lab.visit({ width, scheme, hash, expectProblems: true, prepare: (page) => {
      page.on("console", (m) => console.log(width, scheme, m.type(), m.text().slice(0, 300)));
      page.on("pageerror", (e) => console.log("pageerror", String(e).slice(0, 400)));
    } }, async (page) => {
      await started(page);
      await page.waitForTimeout(1200);
      await page.screenshot({ path: `/tmp/shots/${name}-${width}-${scheme}.png`, fullPage: width > 400 });
      const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      for (const v of violations) console.log("AXE", width, scheme, v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " :: " + n.failureSummary.slice(0, 200)).join("\n    "));
      const [a, b] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      if (a > b) console.log("SIDEWAYS", width, a, b);
    });
  }
} finally { await lab.close(); }
