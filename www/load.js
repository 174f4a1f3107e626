// Fetches what the page is made of, each file in the folder of this build: what src/ui/load/mod.rs and
// src/ui/worker/pool.rs ask for. In the single file xtask/single/page.js stands in its place.
"use strict";

globalThis.aolo = (() => {
  const BUILD = document.documentElement.dataset.build;
  /** What each file that is fetched from here has to be: browsers refuse any other content. */
  const INTEGRITY = JSON.parse('__INTEGRITY__');

  const address = (file) => new URL(`./b/${BUILD}/${file}`, document.baseURI).href;

  async function get(file, read) {
    try {
      const response = await fetch(address(file), { integrity: INTEGRITY[file] });
      if (!response.ok) throw new Error(response.status);
      return await response[read]();
    } catch (error) {
      // What has not the right hash fails without a reason.
      const { ok, status } = await fetch(address(file)).catch(() => ({}));
      throw new Error(`${file}: ${ok ? "integrity" : (status ?? error.message)}`);
    }
  }

  /** Adds styles or a script. */
  function add(file) {
    const styles = file.endsWith(".css");
    const element = document.createElement(styles ? "link" : "script");
    Object.assign(element, styles ? { rel: "stylesheet", href: address(file) } : { src: address(file) });
    element.integrity = INTEGRITY[file];
    // In a sandbox everything is of another origin, whose content browsers check only where it was asked for so.
    element.crossOrigin = "anonymous";
    return new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject(new Error(file));
      };
      document.head.append(element);
    });
  }

  const coming = new Map();

  /** Once for all who ask, until it fails. */
  function once(file, fetch) {
    if (!coming.has(file)) coming.set(file, fetch(file, "text"));
    coming.get(file).catch(() => coming.delete(file));
    return coming.get(file);
  }

  const text = (file) => once(file, get);

  return {
    address,
    worker: () => new Worker(address("www/start_worker.js"), { type: "module" }),
    text,
    bytes: (file) => get(file, "arrayBuffer"),
    styles: () => once("www/views.css", add),
    scripts: () => Promise.all(["www/keep.js", "www/save.js"].map((file) => once(file, add))),
    /** Where a browser refuses, in private windows or a sandbox say, the page works all the same, online. */
    keepForOffline() {
      try {
        navigator.serviceWorker?.register("./offline.js").catch(() => {});
      } catch {
        // In a sandbox already asking for it is an error.
      }
    },
    /** Starts the page's module, which asks for its words; here they are fetched beside it. */
    async openPage(language) {
      text(`words/${language}.txt`).catch(() => {});
      const ui = await import(address("ui.js"));
      await ui.default();
      await ui.openPage();
    },
  };
})();
