// `node fuzz.mjs [COUNT] [SEED]`: opens so many damaged addresses (10 000) in one page, one after
// another, in a browser of the tests' choosing. No test, as it takes minutes; addresses.test.mjs is
// its short form.

import { damaged, survives } from "./addresses.mjs";
import { openLab, started } from "./support.mjs";

const [count = 10_000, seed = 1] = process.argv.slice(2).map(Number);
const lab = await openLab();
try {
  await lab.visit({ expectProblems: true }, async (page) => {
    await started(page);
    const told = (done) => process.stdout.isTTY && process.stdout.write(`\r${done} of ${count} `);
    const done = await survives(page, lab.url, damaged(count, seed), told);
    console.log(`\nseed ${seed}: after ${done} damaged addresses the page answers`);
  });
} finally {
  await lab.close();
}
