// Says that the page has stopped, and how it goes on: none of it needs the module.
"use strict";

(() => {
  const WORDS = {
    en: {
      stopped: "This page has stopped",
      address: "An error of the page itself has stopped it. What you had set is in the address, and is kept.",
      again: "Open it again",
      afresh: "Open the first scene",
    },
    zh: {
      stopped: "页面已停止",
      address: "页面自身的一个错误使它停止了。你的设置都在地址中，不会丢失。",
      again: "重新打开",
      afresh: "打开最初的场景",
    },
    es: {
      stopped: "La página se ha detenido",
      address: "Un error de la propia página la ha detenido. Lo que habías ajustado está en la dirección y se conserva.",
      again: "Abrirla de nuevo",
      afresh: "Abrir la primera escena",
    },
  };

  const words = () => WORDS[document.documentElement.lang] ?? WORDS.en;
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  const Trap = globalThis.WebAssembly?.RuntimeError ?? class {};
  /** Whether the module has stopped: it panicked, ran out of memory or of stack. */
  const stops = (error) =>
    error instanceof Trap || (/recursion|call stack/i.test(error) && /wasm/.test(error.stack));

  /** Says that the page has stopped, and how it goes on: none of it needs the module. */
  function stopped() {
    const dialog = document.getElementById("stopped") ?? notice();
    if (!dialog.open) dialog.showModal();
  }

  function notice() {
    const again = make("button", { type: "button", className: "btn solid", textContent: words().again, onclick: () => location.reload() });
    // Where it is the address that stops the page.
    const afresh = make("a", { className: "btn line", href: location.href.split("#")[0], textContent: words().afresh });
    const title = make("h2", { id: "stopped-title", textContent: words().stopped });
    const row = make("p", { className: "row" });
    row.append(again, " ", afresh);
    const dialog = make("dialog", { id: "stopped", className: "dlg" });
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.append(title, make("p", { textContent: words().address }), row);
    return document.body.appendChild(dialog);
  }

  addEventListener("error", ({ error }) => error && stops(error) && stopped());
  addEventListener("unhandledrejection", ({ reason }) => reason && stops(reason) && stopped());

  // A panic is told of once it is over.
  Object.assign((globalThis.aolo ??= {}), { stops, panicked: () => setTimeout(stopped) });
})();
