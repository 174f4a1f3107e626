// Runs the tests of the page as `node --test` does, and tries again, alone, what failed beside others.
//
// Two browsers, their workers and whatever else a machine has to do share its cores, and now and then a
// browser is too late for a test. A test that passes by itself does not end the run; it is named at the
// end, and has to be looked into. More than a few, or one that fails again, end it.

import { spawn } from "node:child_process";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/** As many may be tried again. */
const FEW = 3;
const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** Runs node with these arguments; whether it passed, and what it printed, which is shown as it comes. */
function node(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: FOLDER, stdio: ["inherit", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part) => {
      text += part;
      process.stdout.write(part);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ passed: code === 0, text }));
  });
}

/** The tests that failed, of what the runner printed: names and files; none of a file that fell as a whole. */
export function failed(tap) {
  const found = /^not ok \d+ - (.*)\n {2}---\n(?: {2}.*\n)*? {2}location: '(.*):\d+:\d+'$/gm;
  return [...tap.matchAll(found)].map(([, name, file]) => ({
    name: name.replace(/\\([#\\])/g, "$1"),
    file: basename(file),
  }));
}

/** How many the runner counts as failed. */
const failures = (tap) => Number(/^# fail (\d+)$/m.exec(tap)?.[1]);

async function all(args) {
  const first = await node("--test", "--test-reporter=tap", ...args);
  if (first.passed) return true;
  const again = failed(first.text);
  if (again.length === 0 || again.length > FEW || again.length !== failures(first.text)) return false;
  for (const { name, file } of again) {
    console.log(`\n# tried again, alone: ${name}`);
    const pattern = `^${name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`;
    const { passed } = await node("--test", "--test-reporter=tap", `--test-name-pattern=${pattern}`, file);
    if (!passed) return false;
  }
  for (const { name, file } of again) console.log(`# failed beside others, passed alone: ${name} (${file})`);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await all(process.argv.slice(2))) ? 0 : 1;
}
