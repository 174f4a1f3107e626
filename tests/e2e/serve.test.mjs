// The server that `cargo xtask serve` and these tests use: it gives the files of its folder, and
// nothing else.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { engineFree } from "./support.mjs";
import { serve } from "../../xtask/serve.mjs";

const NO_BROWSER = engineFree("no browser takes part");

const outside = await mkdtemp(join(tmpdir(), "aolo-serve-"));
const folder = join(outside, "dist");
await mkdir(join(folder, "about"), { recursive: true });
await writeFile(join(outside, "secret"), "secret");
await writeFile(join(folder, "index.html"), "start");
await writeFile(join(folder, "about", "index.html"), "about");
await writeFile(join(folder, "a b.js"), "script");
await writeFile(join(folder, "part.wasm"), "x".repeat(1000));
await symlink(join(outside, "secret"), join(folder, "link"));
const servers = [];
after(async () => {
  for (const server of servers) server.close();
  await rm(outside, { recursive: true });
});

const serving = async (options) => {
  const server = await serve({ served: { folder }, ...options });
  servers.push(server);
  return server.address().port;
};

/** Status, headers and body of an answer; `fetch` would tidy the address up. */
const ask = (port, path, { method = "GET", headers = {} } = {}) =>
  new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let body = "";
      response.on("data", (part) => (body += part)).on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body }),
      );
    });
    asked.on("error", reject).end();
  });

test("files come as what they are, and a folder means its index", NO_BROWSER, async () => {
  const port = await serving();
  for (const [path, type, body] of [
    ["/", "text/html; charset=utf-8", "start"],
    ["/about/?embed", "text/html; charset=utf-8", "about"],
    ["/a%20b.js?v=1", "text/javascript; charset=utf-8", "script"],
    ["/part.wasm", "application/wasm", "x".repeat(1000)],
  ]) {
    const answer = await ask(port, path);
    assert.deepEqual([answer.status, answer.headers["content-type"], answer.body], [200, type, body], path);
    assert.equal(answer.headers["cache-control"], "no-store");
  }
  const head = await ask(port, "/part.wasm", { method: "HEAD" });
  assert.deepEqual([head.status, head.body], [200, ""]);
});

test("nothing outside of the folder is served", NO_BROWSER, async () => {
  const port = await serving();
  for (const path of [
    "/../secret",
    "/about/../../secret",
    "/%2e%2e/secret",
    "/..%2fsecret",
    "/about/..%2f..%2fsecret",
    `/${outside}/secret`,
    "//secret",
    "/link",
    "/about",
    "/secret",
    "/a%00",
    "/%",
    "/%ff",
  ]) {
    const { status, body } = await ask(port, path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body, /secret/, path);
  }
  assert.equal((await ask(port, "/", { method: "POST" })).status, 405);
});

test("below a path of its own, only what lies there is served", NO_BROWSER, async () => {
  const port = await serving({ base: "/some/path/" });
  assert.equal((await ask(port, "/some/path/")).body, "start");
  for (const path of ["/", "/part.wasm", "/some/"]) assert.equal((await ask(port, path)).status, 404, path);
});

test("another folder can take its place, and a file the place of those that are not there", NO_BROWSER, async () => {
  const served = { folder };
  const port = await serving({ served });
  served.fallback = "index.html";
  assert.equal((await ask(port, "/nothing.js")).body, "start");
  served.folder = join(folder, "about");
  assert.equal((await ask(port, "/")).body, "about");
});

test("as a host, files are compressed as the browser takes them", NO_BROWSER, async () => {
  const port = await serving({ asHost: true });
  for (const encoding of ["br", "gzip"]) {
    const { headers } = await ask(port, "/part.wasm", { headers: { "accept-encoding": `deflate, ${encoding}` } });
    assert.equal(headers["content-encoding"], encoding);
    assert.match(headers["cache-control"], /max-age/);
  }
  const plain = await ask(port, "/part.wasm");
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(plain.body.length, 1000);
});

test("a port that is taken is replaced by a free one, and the address is printed", NO_BROWSER, async () => {
  const taken = await serving();
  const script = fileURLToPath(new URL("../../xtask/serve.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, `${taken}`], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    let printed = "";
    for await (const part of child.stdout) {
      printed += part;
      if (printed.includes("Ctrl-C")) break;
    }
    assert.match(printed, new RegExp(`port ${taken} is taken`));
    const port = Number(printed.match(/http:\/\/127\.0\.0\.1:(\d+)\//)[1]);
    assert.notEqual(port, taken);
    assert.match((await ask(port, "/")).body, /AOLO Lab/);
  } finally {
    child.kill();
  }
});
