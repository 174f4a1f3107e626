// What a page asks its worker about a day, read from their messages.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The names of an enum's variants, in the order in which they are numbered. */
export async function variants(file, name) {
  const source = await readFile(join(ROOT, file), "utf8");
  const body = new RegExp(`pub enum ${name} \\{\\n(.*?)\\n\\}`, "s").exec(source)[1];
  return [...body.matchAll(/^ {4}(\w+)/gm)].map(([, variant]) => variant);
}

/** From now on keeps how long the worker takes for each question about a day, by what is asked. */
export async function measureDays(page) {
  const [commands, questions, events] = await Promise.all(
    ["Command", "Question", "Event"].map((name) => variants("src/protocol.rs", name)),
  );
  const asks = await variants("src/protocol/day.rs", "What");
  const numbers = { ask: commands.indexOf("Ask"), day: questions.indexOf("Day"), answered: events.indexOf("Answered") };
  await page.addInitScript(({ numbers, asks }) => {
    const [days, posted] = [(globalThis.days = []), (globalThis.askedOfDay = [])];
    // Of a message the numbers come first, each as short as it can be; two bytes of version before them.
    const read = (bytes, at, count) => {
      const found = [];
      while (found.length < count) {
        let [value, shift] = [0, 0];
        do value |= (bytes[at] & 127) << (7 * shift++);
        while (bytes[at++] > 127);
        found.push(value);
      }
      return [found, at];
    };
    const open = new Map();
    globalThis.Worker = class extends globalThis.Worker {
      constructor(...of) {
        super(...of);
        this.addEventListener("message", ({ data }) => {
          const [[event, request]] = read(data, 2, 2);
          const asked = event === numbers.answered && open.get(request);
          if (asked) days.push({ ...asked, ended: performance.now() });
        });
      }
      postMessage(bytes, ...rest) {
        if (bytes instanceof Uint8Array) {
          const [[command, request, question, length], at] = read(bytes, 2, 4);
          if (command === numbers.ask && question === numbers.day && length > 0) {
            const [[what]] = read(bytes, at + 2, 1);
            const post = () => super.postMessage(bytes, ...rest);
            if (globalThis.heldDays) return void globalThis.heldDays.push(post);
            posted.push(asks[what]);
            open.set(request, { what: asks[what], begun: performance.now() });
          }
        }
        super.postMessage(bytes, ...rest);
      }
    };
  }, { numbers, asks });
}

/** From now on no question about a day reaches the worker, until the function that comes back is called. */
export async function holdDays(page) {
  await page.evaluate(() => (globalThis.heldDays = []));
  return () =>
    page.evaluate(() => {
      const held = globalThis.heldDays;
      globalThis.heldDays = null;
      for (const post of held) post();
    });
}

/** Before the page is loaded: what it does after so long, ms, it does when `passed` is called. */
export async function holdTimers(page, ms) {
  await page.addInitScript((ms) => {
    const held = new Map();
    const { setTimeout: set, clearTimeout: clear } = globalThis;
    let last = 1 << 29;
    globalThis.setTimeout = (what, after, ...rest) => {
      if (after !== ms) return set(what, after, ...rest);
      held.set((last += 1), what);
      return last;
    };
    globalThis.clearTimeout = (timer) => held.delete(timer) || clear(timer);
    globalThis.passed = () => {
      const due = [...held.values()];
      held.clear();
      for (const what of due) what();
    };
  }, ms);
}

/** Lets that time pass once. */
export const passed = (page) => page.evaluate(() => globalThis.passed());

/** What was asked of a day so far, in that order. */
export const askedOfDay = (page) => page.evaluate(() => globalThis.askedOfDay);
