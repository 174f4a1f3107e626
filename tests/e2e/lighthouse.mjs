// What Lighthouse says about the built page, as a phone and as a desktop computer get it.
//
// The page comes from a server that does what a static host does: it compresses, and it lets the
// browser keep files. Lighthouse slows the network and the processor down by itself.

import { createServer } from "node:net";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { serve } from "../../xtask/serve.mjs";
import { BASE, findBrowser, FLAGS } from "./support.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices"];

/**
 * The scores, 0 to 100, on "mobile" or "desktop", and the audits that cost some, worst first.
 *
 * Throws what Lighthouse says if it could not load the page.
 */
export async function scores(device) {
  const server = await serve({ base: BASE, asHost: true });
  try {
    const port = await freePort();
    const browser = await chromium.launch({
      executablePath: findBrowser(),
      args: [...FLAGS, `--remote-debugging-port=${port}`],
    });
    try {
      const { lhr } = await lighthouse(
        `http://127.0.0.1:${server.address().port}${BASE}`,
        { port, logLevel: "error", onlyCategories: CATEGORIES },
        device === "desktop" ? desktopConfig : undefined,
      );
      if (lhr.runtimeError) throw new Error(`Lighthouse: ${lhr.runtimeError.message}`);
      return read(lhr);
    } finally {
      await browser.close();
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function read({ categories, audits }) {
  const all = CATEGORIES.map((name) => categories[name]);
  const faults = all
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => audits[id])
    .sort((a, b) => a.score - b.score)
    .map(({ title, score, displayValue }) => {
      const value = displayValue ? `, ${displayValue}` : "";
      return `costs points: ${title}${value} (${Math.round(score * 100)})`;
    });
  return {
    categories: all.map(({ title, score }) => ({ title, score: Math.round(score * 100) })),
    faults,
  };
}

/** A port that nothing listens on: Lighthouse speaks to the browser through one. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
