// Starts the worker module. The page opens it with the ?v= of its own build, handed on here, so
// that page and worker never come from two builds.
const { search } = new URL(import.meta.url);

try {
  const worker = await import(`../worker.js${search}`);
  await worker.default({ module_or_path: new URL(`../worker_bg.wasm${search}`, import.meta.url) });
} catch (error) {
  // Reaches the page as the `error` event of its Worker.
  reportError(error);
}
