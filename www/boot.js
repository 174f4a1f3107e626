// Starts the page, or says in #boot-message why it can't.
//
// A plain script, not a module: browsers refuse modules from a file:// address without running a
// line of them, and then nobody could explain that. It lies beside index.html, not in the folder of
// its build: so it is there, and explains, when a browser has kept the page of a build that is gone.
"use strict";

(() => {
  const BUILD = "__BUILD__";

  // The smallest module that holds a 128-bit vector: (func (result v128) …).
  const SIMD_PROBE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);

  const WORDS = {
    en: {
      none: "AOLO Lab computes in your browser with WebAssembly, which is switched off here. Apple’s Lockdown Mode does so, and some security settings do. Safari can lift Lockdown Mode for this website alone, in its settings for the website.",
      simd: "AOLO Lab computes in your browser and needs WebAssembly with SIMD, which this browser lacks or has switched off. Chrome, Edge and Firefox have had it since 2021, Safari since 16.4.",
      file: "Browsers do not run this page from a folder. Open aolo-lab.html beside it: that is the whole page in one file. Or serve this folder: “cargo xtask serve” does so, and so does any static web server.",
      framed: "This page stands in a frame that keeps it from its own parts. Open it in a tab of its own:",
      linked: "What the link describes cannot be computed here, so no figure is shown.",
      kept: (status) => `The server answers with an error (${status}). This is the page as this device has kept it.`,
      old: "A newer version of AOLO Lab is available. Reload the page to open it.",
      failed: (error) => `A part of AOLO Lab could not be fetched or started (${error}). Check the connection and reload the page.`,
    },
    zh: {
      soon: ["数值在页面构建时算出；滑块马上就好。", "正在读取链接所描述的内容。"],
      none: "AOLO Lab 在你的浏览器中用 WebAssembly 计算，而这里已将其关闭。Apple 的锁定模式会这样做，某些安全设置也会。可以在 Safari 的网站设置中只为此网站关闭锁定模式。",
      simd: "AOLO Lab 在你的浏览器中计算，需要支持 SIMD 的 WebAssembly，而此浏览器不支持或已将其关闭。Chrome、Edge 和 Firefox 自 2021 年起支持，Safari 自 16.4 起支持。",
      file: "浏览器不会从文件夹运行此页面。请打开旁边的 aolo-lab.html：整个页面都在这一个文件里。也可以用服务器提供此文件夹：“cargo xtask serve”即可，任何静态网页服务器也可以。",
      framed: "此页面所在的框架不允许它加载自己的部件。请在单独的标签页中打开：",
      linked: "链接所描述的内容无法在此计算，因此不显示数值。",
      kept: (status) => `服务器返回错误（${status}）。这是此设备保存的页面。`,
      old: "AOLO Lab 有更新的版本。请重新加载页面以打开。",
      failed: (error) => `AOLO Lab 的一部分未能加载或启动（${error}）。请检查网络连接并重新加载页面。`,
    },
    es: {
      soon: ["Calculado al crear esta página; los controles despiertan en un momento.", "Lo que describe el enlace está en camino."],
      none: "AOLO Lab calcula en tu navegador con WebAssembly, que aquí está desactivado. Lo desactivan el modo de aislamiento de Apple y algunos ajustes de seguridad. Safari puede quitar ese modo solo para este sitio, en los ajustes del sitio web.",
      simd: "AOLO Lab calcula en tu navegador y necesita WebAssembly con SIMD, que este navegador no tiene o tiene desactivado. Chrome, Edge y Firefox lo tienen desde 2021; Safari, desde la 16.4.",
      file: "Los navegadores no ejecutan esta página desde una carpeta. Abre aolo-lab.html, que está al lado: es toda la página en un archivo. O sirve esta carpeta: «cargo xtask serve» lo hace, y también cualquier servidor web estático.",
      framed: "Esta página está en un marco que no le deja cargar sus propias partes. Ábrela en una pestaña propia:",
      linked: "Lo que describe el enlace no se puede calcular aquí; por eso no se muestra ninguna cifra.",
      kept: (status) => `El servidor responde con un error (${status}). Esta es la página tal como la guardó este dispositivo.`,
      old: "Hay una versión más nueva de AOLO Lab. Recarga la página para abrirla.",
      failed: (error) => `No se pudo cargar o iniciar una parte de AOLO Lab (${error}). Comprueba la conexión y recarga la página.`,
    },
  };

  const root = document.documentElement;
  const message = document.getElementById("boot-message");
  // From here on whatever goes wrong is said: no need to turn into an explanation by itself.
  message.classList.remove("waits");

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
    return tags.map((tag) => tag?.toLowerCase().match(/^[a-z]*/)[0]).find((tag) => tag in WORDS) ?? "en";
  }

  const words = WORDS[language()];
  // What stands in index.html while the page wakes, where it is not English.
  words.soon?.forEach((text, at) => Object.assign(message.children[at], { textContent: text, lang: language() }));
  const make = (name, properties) => Object.assign(document.createElement(name), { lang: language(), ...properties });

  /** Says it in place of what is said while the page wakes, with an address that leads further. */
  function say(text, href) {
    message.replaceChildren(make("span", { textContent: text }));
    if (href) message.append(" ", make("a", { href, target: "_blank", textContent: href }));
    message.setAttribute("role", "alert");
    if (location.hash.length < 2 || !message.isConnected) return;
    // The figures are those of the opening scene, and would be taken for those of the link.
    for (const shown of document.querySelectorAll(".total, .given")) shown.remove();
    document.querySelector("h1").textContent = "AOLO Lab";
    message.append(` ${words.linked}`);
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

  // With what www/load.js and www/stopped.js have put there, if they have come.
  const aolo = (globalThis.aolo = { isOld, ...globalThis.aolo });

  // The one gate for markup and for addresses of programs, where browsers have it. Only what the page
  // was built with comes here, templates and equations: of that nothing runs, and no address leads out.
  const RUNS = /<\s*(script|iframe|object|embed|base|meta|link|style)\b|[\s"'/]on\w+\s*=|srcdoc|javascript:/i;
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (markup) => (RUNS.test(markup) ? null : markup),
    createScriptURL: (url) => (new URL(url, document.baseURI).href.startsWith(new URL("./", document.baseURI).href) ? url : null),
  });

  const theme = kept("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  // Inside another page: the result and its charts, without what changes them.
  root.classList.toggle("embed", new URLSearchParams(location.search).has("embed"));
  // The service worker says so, where the host answers with an error, or was too late to be waited for.
  const tell = (textContent) => document.body.prepend(make("p", { className: "from-device", role: "status", textContent }));
  const status = root.dataset.kept;
  if (status === "late") isOld().then((old) => old && tell(words.old));
  else if (status) tell(words.kept(status));

  /** Tells whoever holds the frame how high its content is: course systems by their own message. */
  function tellHeight() {
    let height;
    new ResizeObserver(() => {
      const told = height;
      height = Math.ceil(root.getBoundingClientRect().height);
      if (height === told) return;
      parent.postMessage({ subject: "lti.frameResize", height }, "*");
      parent.postMessage({ type: "aolo.height", height }, "*");
    }).observe(root);
  }

  async function start() {
    if (typeof WebAssembly !== "object") return say(words.none);
    if (!WebAssembly.validate(SIMD_PROBE)) return say(words.simd);
    if (location.protocol === "file:" && !("single" in root.dataset)) return say(words.file);
    try {
      if (root.dataset.build !== BUILD || !aolo.openPage) throw new Error(`${BUILD}/www/load.js`);
      await aolo.openPage(language());
    } catch (error) {
      const sandboxed = self.origin === "null" && location.protocol !== "file:";
      if (aolo.stops?.(error)) aolo.panicked();
      else if (sandboxed) say(words.framed, location.href);
      else say((await aolo.isOld()) ? words.old : words.failed(error.message ?? error));
      throw error;
    }
  }

  if (root.matches(".embed") && parent !== globalThis) tellHeight();
  start();
})();
