// The static server of the project, for this machine only: `cargo xtask serve` runs it, and the
// tests of the built page import it.

import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

export const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

/** Browsers refuse modules and streamed WebAssembly that come under another type. */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
};

/**
 * Serves a folder on the loopback address; the promise is rejected if the port cannot be had.
 *
 * options.served  .folder is what is served ("dist/"), .fallback a file of it that comes with status
 *                 200 for what is not there (none), .headers come with every answer (none), .status
 *                 takes the place of every answer (none), .after is a promise that answers with a page
 *                 wait for (none); all may change at any time
 * options.base    address of the folder, with a slash at either end ("/")
 * options.port    0 for any that is free (0)
 * options.asHost  true for what a static host does: files compressed as the browser takes them,
 *                 and kept for ten minutes (false: plain, and never kept)
 */
export async function serve({ served = { folder: DIST }, base = "/", port = 0, asHost = false } = {}) {
  await stat(join(served.folder, "index.html")).catch(() => {
    throw new Error(`${served.folder} holds no page; \`cargo xtask build\` makes dist/`);
  });
  const server = createServer((request, response) => {
    respond(request, { served, base, asHost }).then(
      ({ status, headers = {}, body = "" }) => {
        response.writeHead(status, { "x-content-type-options": "nosniff", ...served.headers, ...headers });
        response.end(request.method === "HEAD" ? "" : body);
      },
      () => response.writeHead(500).end(),
    );
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

async function respond({ method, url, headers: asked }, { served: { folder, fallback, status, after: until }, base, asHost }) {
  if (extname(url.split(/[?#]/, 1)[0]) === "") await until;
  if (status) return { status };
  if (method !== "GET" && method !== "HEAD") return { status: 405 };
  const file = (await fileOf(url, folder, base).catch(() => null)) ?? (fallback && join(folder, fallback));
  if (!file) return { status: 404 };
  const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream" };
  if (!asHost) {
    headers["cache-control"] = "no-store";
    return { status: 200, headers, body: await readFile(file) };
  }
  const [encoding, body] = await packed(file, asked["accept-encoding"] ?? "");
  if (encoding) headers["content-encoding"] = encoding;
  Object.assign(headers, { "cache-control": "public, max-age=600", vary: "accept-encoding" });
  return { status: 200, headers, body };
}

/** The file inside the folder that an address names; nothing, or an error, if there is none. */
async function fileOf(url, folder, base) {
  const path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  if (!path.startsWith(base)) return null;
  const name = path.slice(base.length);
  const file = join(folder, name === "" || name.endsWith("/") ? `${name}index.html` : name);
  // Where a link inside the folder leads to counts, not where it stands.
  const [root, real] = await Promise.all([realpath(folder), realpath(file)]);
  return real.startsWith(root + sep) && (await stat(real)).isFile() ? real : null;
}

/** What was compressed once: brotli at its best takes seconds. */
const PACKED = new Map();

/** A file as a static host sends it: by brotli or gzip, whichever the browser takes; images plain. */
async function packed(file, accepted) {
  const encoding =
    extname(file) === ".png"
      ? undefined
      : ["br", "gzip"].find((name) => accepted.split(/[\s,;]+/).includes(name));
  const key = `${encoding} ${file}`;
  if (!PACKED.has(key)) {
    const plain = await readFile(file);
    const pack = { br: brotliCompressSync, gzip: gzipSync }[encoding];
    PACKED.set(key, pack ? pack(plain) : plain);
  }
  return [encoding, PACKED.get(key)];
}

/** `node xtask/serve.mjs PORT`: serves dist/ there, or on a free port if that one is taken. */
async function main(port) {
  const server = await serve({ port }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    console.log(`port ${port} is taken, so a free one is used`);
    return serve();
  });
  console.log(`\nAOLO Lab is at http://127.0.0.1:${server.address().port}/  (Ctrl-C stops it)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(Number(process.argv[2])).catch((error) => {
    console.error(`error: ${error.message}`);
    process.exit(1);
  });
}
