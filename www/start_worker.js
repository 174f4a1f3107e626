// Starts the worker module that lies beside this: that of its build.
try {
  const worker = await import("../worker/worker.js");
  await worker.default();
} catch (error) {
  // Reaches the page as the `error` event of its Worker.
  reportError(error);
}
