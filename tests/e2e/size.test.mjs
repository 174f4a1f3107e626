// What a visitor has to fetch.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** All of the page, compressed as most servers do. Far above what it is: only a blunder fails. */
const MOST_GZIPPED_BYTES = 2_000_000;

test("the page stays small", async (t) => {
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  let [whole, gzipped] = [0, 0];
  for (const entry of entries.filter((it) => it.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    const small = gzipSync(bytes).length;
    whole += bytes.length;
    gzipped += small;
    if (extname(entry.name) === ".wasm") {
      t.diagnostic(`${entry.name}: ${bytes.length} bytes, ${small} compressed`);
    }
  }
  t.diagnostic(`dist: ${whole} bytes, ${gzipped} compressed`);
  assert.ok(gzipped < MOST_GZIPPED_BYTES);
});
