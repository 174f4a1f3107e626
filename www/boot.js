// Starts the page, or says in #boot-message why it can't, and fetches what src/ui/load/mod.rs asks for.
//
// A plain script, not a module: browsers refuse modules from a file:// address without running a
// line of them, and then nobody could explain that. It lies beside index.html, not in the folder of
// its build: so it is there, and explains, when a browser has kept the page of a build that is gone.
"use strict";

(() => {
  const BUILD = "__BUILD__";
  /** What each file that is fetched from here has to be: browsers refuse any other content. */
  const INTEGRITY = JSON.parse('__INTEGRITY__');

  // The smallest module that holds a 128-bit vector: (func (result v128) …).
  const SIMD_PROBE = Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3,
    2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
  );

  const WORDS = {
    en: {
      simd: "AOLO Lab computes in your browser and needs WebAssembly with SIMD, which this browser lacks or has switched off. Chrome, Edge and Firefox have it since 2021, Safari since 16.4.",
      file: "Browsers do not run WebAssembly from a file. Serve this folder instead: “cargo xtask serve” does so, and so does any static web server.",
      old: "A newer version of AOLO Lab is there. Reload the page to open it.",
      failed: (error) => `A part of AOLO Lab could not be fetched or started (${error}). Check the connection and reload the page.`,
    },
    zh: {
      simd: "AOLO Lab 在你的浏览器中计算，需要支持 SIMD 的 WebAssembly，而此浏览器不支持或已将其关闭。Chrome、Edge 和 Firefox 自 2021 年起支持，Safari 自 16.4 起支持。",
      file: "浏览器不会运行来自本地文件的 WebAssembly。请改用服务器提供此文件夹：“cargo xtask serve”即可，任何静态网页服务器也可以。",
      old: "AOLO Lab 有更新的版本。请重新加载页面以打开。",
      failed: (error) => `AOLO Lab 的一部分未能加载或启动（${error}）。请检查网络连接并重新加载页面。`,
    },
    es: {
      simd: "AOLO Lab calcula en tu navegador y necesita WebAssembly con SIMD, que este navegador no tiene o tiene desactivado. Chrome, Edge y Firefox lo tienen desde 2021; Safari, desde la 16.4.",
      file: "Los navegadores no ejecutan WebAssembly desde un archivo. Sirve esta carpeta: «cargo xtask serve» lo hace, y también cualquier servidor web estático.",
      old: "Hay una versión más nueva de AOLO Lab. Recarga la página para abrirla.",
      failed: (error) => `No se pudo cargar o iniciar una parte de AOLO Lab (${error}). Comprueba la conexión y recarga la página.`,
    },
  };

  const root = document.documentElement;
  const message = document.getElementById("boot-message");

  /** What a browser keeps; one that keeps nothing throws. */
  function kept(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  // The language that was picked the last time, else the first of the browser's that is here.
  function language() {
    const tags = [kept("language"), ...(navigator.languages ?? [navigator.language])];
    const found = tags.map((tag) => tag?.split(/[-_]/)[0].toLowerCase());
    return found.find((tag) => tag in WORDS) ?? "en";
  }

  function say(text) {
    message.textContent = text;
    message.lang = language();
    message.setAttribute("role", "alert");
  }

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

  function addStyles(file) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address(file) });
    link.integrity = INTEGRITY[file];
    return new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = () => {
        link.remove();
        reject(new Error(file));
      };
      document.head.append(link);
    });
  }

  const coming = new Map();

  /** Once for all who ask, until it fails. */
  function once(file, fetch) {
    if (!coming.has(file)) coming.set(file, fetch(file, "text"));
    coming.get(file).catch(() => coming.delete(file));
    return coming.get(file);
  }

  /** Whether the host serves another build by now. */
  async function isOld() {
    try {
      // With a query: no service worker has kept that.
      const page = await (await fetch("./?build", { cache: "no-store" })).text();
      const [, build = BUILD] = page.match(/<html[^>]* data-build="(\w+)"/) ?? [];
      return build !== root.dataset.build;
    } catch {
      return false;
    }
  }

  // What the page asks for; see src/ui/load/mod.rs and src/ui/worker/pool.rs.
  globalThis.aolo = {
    address,
    isOld,
    text: (file) => once(file, get),
    bytes: (file) => get(file, "arrayBuffer"),
    styles: () => once("www/views.css", addStyles),
    // Where a browser refuses, in private windows say, the page works all the same, online.
    keepForOffline: () => navigator.serviceWorker?.register("./offline.js").catch(() => {}),
  };

  const theme = kept("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  // Inside another page: the result and its charts, without what changes them.
  root.classList.toggle("embed", new URLSearchParams(location.search).has("embed"));

  async function start() {
    const words = WORDS[language()];
    if (typeof WebAssembly !== "object" || !WebAssembly.validate(SIMD_PROBE)) return say(words.simd);
    if (location.protocol === "file:") return say(words.file);
    try {
      // The page's own is fetched by ui.js; this beside it.
      aolo.text(`words/${language()}.txt`).catch(() => {});
      if (root.dataset.build !== BUILD) throw new Error(BUILD);
      const ui = await import(address("ui.js"));
      await ui.default();
      await ui.openPage();
    } catch (error) {
      say((await isOld()) ? words.old : words.failed(error.message ?? error));
      throw error;
    }
  }

  start();
})();
