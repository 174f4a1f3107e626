// Takes the README's pictures of the built page, and the one that messengers show beside a link to it:
// `node tests/e2e/pictures.mjs`, some minutes; `node tests/e2e/pictures.mjs preview` the latter alone.

import { fileURLToPath } from "node:url";
import { openLab, started, type, workerReady } from "./support.mjs";

const picture = (name) => fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url));

const lab = await openLab();
try {
  // 1.91 to 1, as messengers cut it.
  await lab.visit({ width: 960, height: 503 }, async (page) => {
    await started(page);
    const path = fileURLToPath(new URL("../../www/preview.jpg", import.meta.url));
    await page.screenshot({ path, type: "jpeg", quality: 56 });
  });
  if (process.argv[2] === "preview") process.exit();

  await lab.visit({}, async (page) => {
    await workerReady(page);
    await page.getByRole("row", { name: /^Agent [\d\s]+/ }).waitFor();
    await page.screenshot({ path: picture("explore"), fullPage: true });
  });

  await lab.visit({ hash: "#v4&view=lab&end", height: 960 }, async (page) => {
    await workerReady(page);
    await type(page, "Seeds", "4");
    await type(page, "Updates", "3000");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByText(/^Done: /).waitFor({ timeout: 1_200_000 });
    await page.screenshot({ path: picture("lab") });
  });

  await lab.visit({ hash: "#v4&view=teach&lesson=radio.1&end" }, async (page) => {
    await started(page);
    await page.locator(".knots summary").click();
    const knots = await page.locator(".knots input").all();
    // What many expect: more power, more carbon.
    for (const [index, knot] of knots.entries()) {
      await knot.press("Home");
      for (let up = 0; up < 6 + 4 * index; up += 1) await knot.press("ArrowRight");
    }
    await page.locator(".knots summary").click();
    await page.getByRole("button", { name: "Reveal" }).click();
    await page.locator(".explained").waitFor();
    await page.screenshot({ path: picture("teach"), fullPage: true });
  });
} finally {
  await lab.close();
}
