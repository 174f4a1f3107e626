// What runs the tests knows which of them failed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { engineFree } from "./support.mjs";
import { failed } from "./run.mjs";

test("what failed is found by its name and its file", engineFree("no browser"), () => {
  const tap = `TAP version 13
# Subtest: first
ok 1 - first
  ---
  duration_ms: 1
  ...
# Subtest: a link \\#v1: named (or not)
not ok 2 - a link \\#v1: named (or not)
  ---
  duration_ms: 23784.05
  location: '/some/where/links.test.mjs:285:1'
  failureType: 'testCodeFailure'
  ...
# fail 1
`;
  assert.deepEqual(failed(tap), [{ name: "a link #v1: named (or not)", file: "links.test.mjs" }]);
  assert.deepEqual(failed(tap.replace("not ok", "ok")), []);
});
