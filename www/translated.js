// Lets the page go on under a translation by the browser.
//
// Translators put elements of their own, <font> in <font>, in the place of each text; the page would
// go on writing into texts that nobody sees, and could not take away what stands there. So a text is
// put back, empty, before what took its place, until the page writes into it or removes it: then the
// translation goes, and a translator may do its work on what is new.
"use strict";

(() => {
  /** What stands in the place of a text. */
  const places = new WeakMap();
  const taken = new WeakSet();
  const isPlace = (node) => node?.nodeName === "FONT" && node.isConnected && !taken.has(node);

  function left(text, record) {
    const before = places.get(text);
    if (before) {
      if (text.isConnected) text.after(before);
      else before.remove();
      return;
    }
    const place = [...record.addedNodes, record.previousSibling, record.nextSibling].find(isPlace);
    if (!place || text.isConnected) return;
    const svg = place.closest("svg");
    if (svg) {
      // There a <font> is not drawn.
      svg.setAttribute("translate", "no");
      return place.replaceWith(text);
    }
    taken.add(place);
    places.set(text, place);
    text.data = "";
    place.before(text);
  }

  function written(text) {
    places.get(text)?.remove();
    places.delete(text);
  }

  const observer = new MutationObserver((records) => {
    // Nothing is written into texts that count before the first is replaced.
    if (records.some((it) => [...it.addedNodes].some(isPlace))) watch({ characterData: true });
    for (const record of records) {
      if (record.type === "characterData") written(record.target);
      for (const node of record.removedNodes) if (node.nodeType === Node.TEXT_NODE) left(node, record);
    }
    // What was done here is nobody's change.
    observer.takeRecords();
  });
  const watch = (more) => observer.observe(document.body, { childList: true, subtree: true, ...more });
  watch({});
})();
