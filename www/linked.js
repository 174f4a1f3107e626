// Runs before anything is shown: a page that a link opens shows no figure of the opening scene while it
// wakes, and what its first links lead to is the link's scene, in another view.
"use strict";

(() => {
  const mark = () => document.documentElement.classList.toggle("linked", location.hash.length > 1);
  mark();
  // Somebody who does not wait goes on to another view.
  addEventListener("hashchange", mark);
  addEventListener("DOMContentLoaded", () => {
    if (location.hash.length < 2) return;
    const [version, ...parts] = location.hash.split("&");
    const scene = parts.filter((part) => !part.startsWith("view="));
    for (const link of document.querySelectorAll("#app .views a")) {
      const view = link.hash.split("&").filter((part) => part.startsWith("view="));
      link.href = [version, ...view, ...scene].join("&");
    }
  });
})();
