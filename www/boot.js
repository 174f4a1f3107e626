// Starts the page, or says in #boot-message why it can't.
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

  function fail(text) {
    message.textContent = text;
    message.setAttribute("role", "alert");
  }

  // The theme that was chosen the last time; a browser that keeps nothing throws.
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch {}

  async function start() {
    if (typeof WebAssembly !== "object" || !WebAssembly.validate(SIMD_PROBE)) {
      fail(
        "AOLO Lab computes in your browser and needs WebAssembly with SIMD, which this browser " +
          "lacks or has switched off. Chrome, Edge and Firefox have it since 2021, Safari since 16.4.",
      );
      return;
    }
    if (location.protocol === "file:") {
      fail(
        "Browsers do not run WebAssembly from a file. Serve this folder instead: " +
          "“cargo xtask serve” does so, and so does any static web server.",
      );
      return;
    }
    const version = `?v=${document.documentElement.dataset.build}`;
    try {
      const ui = await import(`../ui.js${version}`);
      await ui.default({ module_or_path: new URL(`./ui_bg.wasm${version}`, document.baseURI) });
      message.remove();
    } catch (error) {
      fail(`AOLO Lab could not start (${error}). Check the connection and reload the page.`);
      throw error;
    }
  }

  start();
})();
