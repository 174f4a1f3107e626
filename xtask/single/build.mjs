// Makes dist/aolo-lab.html: the whole page as one file that opens by a double click.
//
// A page that is a file may fetch nothing, and load no module and no worker by its address. So scripts
// and styles stand in it, each allowed by its hash and nothing else; words, policies, the hours of the
// grids and the parts of the module are one compressed text, and so is the worker, a script with all that
// it needs. The security policy lets the page reach no address at all.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const WORKER = "www/start_worker.js";
const LOAD = "www/load.js";

/** The single file of the page that lies in `dist`, as text. */
async function single(dist) {
  const [build] = await readdir(join(dist, "b"));
  const folder = join(dist, "b", build);
  const read = (name) => readFile(join(folder, name), "utf8");
  const beside = (name) => readFile(new URL(name, import.meta.url), "utf8");

  const unpack = await beside("unpack.js");
  /** The files of that kind in a folder, by the names that they are asked for by. */
  const files = async (place, end, prefix) => {
    const names = (await readdir(join(folder, place))).filter((it) => extname(it) === end);
    return Promise.all(names.map(async (it) => [prefix + it, await readFile(join(folder, place, it))]));
  };
  const learning = pack(await files("worker", ".wasm", ""));
  const worker = `${unpack}
${asOneScript("worker", await read("worker/worker.js"), await read("worker/__wasm_split.js"))}
unpack("${learning}")
  .then((files) => startModule(fetchFrom(files)).start())
  // Reaches the page as the \`error\` event of its Worker.
  .catch(reportError);
`;
  const packed = pack([
    ...(await files("", ".wasm", "")),
    ...(await files("words", ".txt", "words/")),
    ...(await files("www/policies", ".aolo", "www/policies/")),
    ...(await files("day", ".bin", "day/")),
    [WORKER, Buffer.from(worker)],
  ]);

  const page = `(() => {
const WORKER = "${WORKER}";
${unpack}
${asOneScript("ui", await read("ui.js"), await read("__wasm_split.js"))}
${await beside("page.js")}
})();`;
  const shell = await readFile(join(dist, "index.html"), "utf8");
  // As the page asks for them; what fetches gives way to what unpacks.
  const named = (pattern) => [...shell.matchAll(pattern)].map(([, name]) => name);
  const scripts = await Promise.all(
    named(/<script (?:defer )?src="[^"]*\/(www\/\w+\.js)"/g).map((it) => (it === LOAD ? page : read(it))),
  );
  scripts.push(await readFile(join(dist, "boot.js"), "utf8"), await read("www/keep.js"), await read("www/save.js"));
  const styles = await Promise.all([...named(/<link rel="stylesheet" href="[^"]*\/(www\/\w+\.css)"/g), "www/views.css"].map(read));
  const icon = await readFile(join(dist, "www/icon.svg"), "utf8");

  if (!scripts.includes(page)) throw new Error(`index.html does not name ${LOAD}`);
  const first = shell.match(/<style>(.*?)<\/style>/s)[1];
  const policy = [
    "default-src 'none'",
    `script-src 'wasm-unsafe-eval' ${scripts.map(hash).join(" ")}`,
    "worker-src blob:",
    `style-src ${[first, ...styles].map(hash).join(" ")}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  // What is left of the head, then what stands in the place of what it fetched.
  const html = shell
    .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy)
    .replace(/\s*<!-- Everything comes from this folder.*?-->/s, "")
    .replace(/\s*<!-- What a messenger shows.*?-->/s, "")
    .replace(/\s*<meta (?:property|name)="(?:og|twitter):[^>]*>/g, "")
    .replace(/\s*<link [^>]*>/g, "")
    .replace(/\s*<script [^>]*><\/script>/g, "")
    .replace("<html ", "<html data-single ")
    .replace("</head>", () => `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}">
${styles.map((it) => `<style>${it}</style>`).join("\n")}
</head>`)
    .replace("</body>", () => `<script type="text/plain" id="files">${packed}</script>
${scripts.map((it) => `<script>${it}</script>`).join("\n")}
</body>`);
  return html;
}

/** A content's hash as a security policy names it. */
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Files as one text: how long the list is, names and sizes, then all contents; compressed, in base64. */
function pack(files) {
  const list = Buffer.from(JSON.stringify(files.map(([name, { length }]) => [name, length])));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(list.length);
  return gzipSync(Buffer.concat([length, list, ...files.map(([, bytes]) => bytes)]), { level: 9 }).toString("base64");
}

/**
 * The two scripts of a module, which import each other and so cannot be loaded by addresses that are made
 * when the page opens, as a function that gives what the first one exports.
 */
function asOneScript(name, script, split) {
  const loads = [...split.matchAll(/^export const (\w+)/gm)].map(([, it]) => it);
  const own = script
    .replace(/^import \* as import\d+ from "\.\/__wasm_split\.js";?$/gm, "")
    .replace(/("\.\/__wasm_split\.js": )import\d+/g, "$1split")
    .replace(/^export \{.*\};?$/m, "")
    .replace(/^export /gm, "");
  const opens = /^function openPage/m.test(own) ? ", openPage" : "";
  const whole = `function startModule(fetch) {
const split = (() => {
${split.replace(/^import .*$/m, "").replace(/^export /gm, "")}
return { ${loads.join(", ")} };
})();
${own}
return { start: __wbg_init${opens} };
}`.replaceAll("import.meta.url", '"file:///"');
  // What is not as it was when this was written must not ship.
  if (/^\s*(import|export)\b|import\.meta/m.test(whole) || loads.length === 0) throw new Error(`${name}.js is no longer as expected`);
  return whole;
}

const [dist] = process.argv.slice(2);
await writeFile(join(dist, "aolo-lab.html"), await single(dist));
