// Starts the worker module, and fetches its later part. The page opens this with the ?v= of its own
// build, handed on here, so that page and worker never come from two builds.
const { search } = new URL(import.meta.url);
const address = (file) => new URL(`../${file}${search}`, import.meta.url);
const LATER = "worker_later.wasm";

/** The later part: compiled, and in its place. */
let [compiled, placed] = [null, false];

function place(first) {
  if (!placed) new WebAssembly.Instance(compiled, { first });
  placed = true;
}

// What a stub calls; see src/later.rs. A worker may wait.
globalThis.aolo = {
  loadNow(first) {
    if (!compiled) {
      const request = new XMLHttpRequest();
      request.open("GET", address(LATER), false);
      request.responseType = "arraybuffer";
      try {
        request.send();
      } catch {
        // Its status is 0 then.
      }
      if (request.status !== 200) throw new Error(`${LATER} was not fetched (${request.status})`);
      compiled = new WebAssembly.Module(request.response);
    }
    place(first);
  },
};

try {
  const worker = await import(address("worker.js"));
  const first = await worker.default({ module_or_path: address("worker_bg.wasm") });
  // What fails now is tried again when it is needed.
  const later = await fetch(address(LATER)).catch(() => null);
  if (later?.ok) {
    compiled ??= await WebAssembly.compile(await later.arrayBuffer()).catch(() => null);
    if (compiled) place(first);
  }
} catch (error) {
  // Reaches the page as the `error` event of its Worker.
  reportError(error);
}
