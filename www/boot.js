// Starts the page, or says in #boot-message why it can't, and fetches its other parts.
//
// A plain script, not a module: browsers refuse modules from a file:// address without running a
// line of them, and then nobody could explain that.
"use strict";

(() => {
  // The smallest module that holds a 128-bit vector: (func (result v128) …).
  const SIMD_PROBE = Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3,
    2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
  );

  const message = document.getElementById("boot-message");

  // The language that was picked the last time, else the first of the browser's that is here.
  function language() {
    let kept = null;
    try {
      kept = localStorage.getItem("language");
    } catch {}
    const tags = [kept, ...(navigator.languages ?? [navigator.language])];
    const found = tags.map((tag) => tag?.split(/[-_]/)[0].toLowerCase());
    return found.find((tag) => tag in WORDS) ?? "en";
  }

  const WORDS = {
    en: {
      simd:
        "AOLO Lab computes in your browser and needs WebAssembly with SIMD, which this browser " +
        "lacks or has switched off. Chrome, Edge and Firefox have it since 2021, Safari since 16.4.",
      file:
        "Browsers do not run WebAssembly from a file. Serve this folder instead: " +
        "“cargo xtask serve” does so, and so does any static web server.",
      failed: (error) =>
        `AOLO Lab could not start (${error}). Check the connection and reload the page.`,
      part: (error) =>
        `A part of AOLO Lab could not be fetched (${error}). Check the connection and reload the page.`,
    },
    zh: {
      simd:
        "AOLO Lab 在你的浏览器中计算，需要支持 SIMD 的 WebAssembly，而此浏览器不支持或已将其关闭。" +
        "Chrome、Edge 和 Firefox 自 2021 年起支持，Safari 自 16.4 起支持。",
      file:
        "浏览器不会运行来自本地文件的 WebAssembly。请改用服务器提供此文件夹：" +
        "“cargo xtask serve”即可，任何静态网页服务器也可以。",
      failed: (error) => `AOLO Lab 未能启动（${error}）。请检查网络连接并重新加载页面。`,
      part: (error) => `AOLO Lab 的一部分未能加载（${error}）。请检查网络连接并重新加载页面。`,
    },
    es: {
      simd:
        "AOLO Lab calcula en tu navegador y necesita WebAssembly con SIMD, que este navegador no " +
        "tiene o tiene desactivado. Chrome, Edge y Firefox lo tienen desde 2021; Safari, desde la 16.4.",
      file:
        "Los navegadores no ejecutan WebAssembly desde un archivo. Sirve esta carpeta: " +
        "«cargo xtask serve» lo hace, y también cualquier servidor web estático.",
      failed: (error) =>
        `AOLO Lab no pudo arrancar (${error}). Comprueba la conexión y recarga la página.`,
      part: (error) =>
        `No se pudo cargar una parte de AOLO Lab (${error}). Comprueba la conexión y recarga la página.`,
    },
  };

  function fail(text) {
    message.textContent = text;
    message.lang = language();
    message.setAttribute("role", "alert");
  }

  // The theme that was chosen the last time; a browser that keeps nothing throws.
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch {}

  // Where a browser refuses, in private windows say, the page works all the same, online.
  function keepForOffline() {
    navigator.serviceWorker
      ?.register(`./offline.js?v=${document.documentElement.dataset.build}`)
      .catch(() => {});
  }

  // Inside another page: the result and its charts, without what changes them.
  if (new URLSearchParams(location.search).has("embed")) {
    document.documentElement.classList.add("embed");
  }

  const version = `?v=${document.documentElement.dataset.build}`;
  const address = (file) => new URL(`./${file}${version}`, document.baseURI);

  async function found(file) {
    const response = await fetch(address(file));
    if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`);
    return response;
  }

  // A file at once, for what cannot wait: as a rule it has been fetched before.
  function now(file, type) {
    try {
      const request = new XMLHttpRequest();
      request.open("GET", address(file), false);
      request.overrideMimeType(type);
      request.send();
      if (request.status !== 200) throw new Error(`${file}: ${request.status}`);
      performance.mark("aolo:waited", { detail: file });
      return request.responseText;
    } catch (error) {
      say(WORDS[language()].part(error));
      throw error;
    }
  }

  // Where the page has gone, over it.
  function say(text) {
    const shown = document.createElement("p");
    shown.className = "toast";
    shown.setAttribute("role", "alert");
    shown.lang = language();
    shown.textContent = text;
    document.body.append(shown);
  }

  const FIRST = "ui_bg.wasm";
  const words = (tag) => [`words/${tag}.txt`, `words/${tag}-later.txt`];
  /** Texts that are here, by file. */
  const texts = new Map();
  /** The other parts of the page in the order of their places: compiled, and in its place. */
  const soon = { file: "ui_soon.wasm", coming: null, compiled: null, placed: false };
  const later = { file: "ui_later.wasm", coming: null, compiled: null, placed: false };
  /** The first part, for which the others ask. */
  let exports = null;

  async function fetchText(file) {
    if (!texts.has(file)) texts.set(file, await (await found(file)).text());
  }

  /** Told once the soon part is compiled, however it came. */
  let soonCame;
  const soonThere = new Promise((resolve) => (soonCame = resolve));

  /** Once for all who ask, until it fails. */
  function fetchPart(part) {
    const compile = async () => {
      part.compiled ??= await WebAssembly.compile(await (await found(part.file)).arrayBuffer());
      if (part === soon) soonCame();
    };
    part.coming ??= compile().finally(() => (part.coming = null));
    return part.coming;
  }

  /** Files that the other views need besides, once they are there. */
  const others = ["www/views.css", "www/save.js"].map((file) => ({ file, coming: null, there: false }));

  function bring({ file }) {
    const style = file.endsWith(".css");
    const element = document.createElement(style ? "link" : "script");
    element[style ? "href" : "src"] = address(file);
    if (style) element.rel = "stylesheet";
    return new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject(new Error(file));
      };
      document.head.append(element);
    });
  }

  /** Once for all who ask, until it fails. */
  async function fetchOther(other) {
    if (other.there) return;
    other.coming ??= bring(other).finally(() => (other.coming = null));
    await other.coming;
    other.there = true;
  }

  const fetchOthers = () => Promise.all(others.map(fetchOther));

  // What saves may not be there yet when a chart's table is.
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-save]");
    const save = others.find((it) => it.file === "www/save.js");
    if (!button || save.there) return;
    fetchOther(save).then(() => button.click(), (error) => say(WORDS[language()].part(error)));
  });

  function compileNow(part) {
    part.compiled ??= new WebAssembly.Module(
      Uint8Array.from(now(part.file, "text/plain; charset=x-user-defined"), (it) => it.charCodeAt(0)),
    );
    if (part === soon) soonCame();
  }

  function place(part) {
    if (part.placed) return;
    new WebAssembly.Instance(part.compiled, { first: exports });
    part.placed = true;
  }

  /** What the later part uses of the soon one has to be there before it. */
  function placeNow(first, parts) {
    exports = first;
    for (const part of parts) {
      compileNow(part);
      place(part);
    }
  }

  // What the page asks for; see src/later.rs, src/ui/load/mod.rs and src/ui/words/fetched.rs.
  globalThis.aolo = {
    textNow(file) {
      return texts.get(file) ?? now(file, "text/plain; charset=utf-8");
    },
    loadSoonNow: (first) => placeNow(first, [soon]),
    loadNow: (first) => placeNow(first, [soon, later]),
    isSoonThere: () => soon.compiled !== null,
    fetchSoon: () => fetchPart(soon),
    whenSoon: () => soonThere,
    isThere: (tag) =>
      later.placed && others.every((it) => it.there) && words(tag).every((it) => texts.has(it)),
    async fetchAll(tag) {
      const parts = [soon, later].map(fetchPart);
      await Promise.all([...parts, fetchOthers(), ...words(tag).map(fetchText)]);
      place(soon);
      place(later);
    },
  };

  async function start() {
    if (typeof WebAssembly !== "object" || !WebAssembly.validate(SIMD_PROBE)) {
      fail(WORDS[language()].simd);
      return;
    }
    if (location.protocol === "file:") {
      fail(WORDS[language()].file);
      return;
    }
    try {
      const [first, rest] = words(language());
      const needed = [fetchText(first)];
      const link = location.hash.length > 1;
      // Else the page asks for it once it is there: beside the first part it would hold that up,
      // unless all is on the device. What fails is tried again, and again when it is asked for.
      if (link || navigator.serviceWorker?.controller) {
        const tried = fetchPart(soon).catch(() => fetchPart(soon)).catch(() => {});
        // Links are read by it.
        if (link) needed.push(tried);
      }
      // A link to another view needs all of the page to begin with.
      if (/[#&]view=/.test(location.hash)) {
        needed.push(fetchText(rest), fetchPart(later), fetchOthers());
      }
      const [ui] = await Promise.all([import(address("ui.js")), ...needed]);
      exports = await ui.default({ module_or_path: address(FIRST) });
      message.remove();
      // Once the page has been painted, and what follows at once is there: all else would share the
      // line with it. What fails now is tried again when it is needed.
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      await fetchPart(soon).catch(() => {});
      aolo.fetchAll(language()).catch(() => {});
      keepForOffline();
    } catch (error) {
      fail(WORDS[language()].failed(error));
      throw error;
    }
  }

  start();
})();
