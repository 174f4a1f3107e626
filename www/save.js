// Saves what stands behind "As a table": the chart as SVG or PNG, the table as CSV.
//
// Buttons say what they save by data-save; the chart is the one before the folded table. Charts are
// drawn with classes of the page's style sheets, so the copy carries its computed style along.
"use strict";

(() => {
  const STYLES = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
    "stroke-linecap", "stroke-linejoin", "opacity", "paint-order", "font-family", "font-size",
    "font-weight", "letter-spacing", "text-anchor", "visibility",
  ];
  /** Pixels of a saved picture for one of the page's. */
  const SCALE = 2;
  const MARGIN = 16;

  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    // After the browser has taken it.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  function chartBefore(details) {
    for (let it = details.previousElementSibling; it; it = it.previousElementSibling) {
      if (it.matches("svg.chart")) return it;
    }
    return null;
  }

  function standalone(chart) {
    const copy = chart.cloneNode(true);
    const [from, to] = [chart, copy].map((it) => [it, ...it.querySelectorAll("*")]);
    from.forEach((element, index) => {
      const style = getComputedStyle(element);
      for (const name of STYLES) {
        const value = style.getPropertyValue(name);
        if (value) to[index].setAttribute(name, value);
      }
      to[index].removeAttribute("class");
    });
    const [width, height] = ["width", "height"].map((it) => Number(chart.getAttribute(it)));
    const box = [-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
    copy.setAttribute("viewBox", box.join(" "));
    copy.setAttribute("width", box[2]);
    copy.setAttribute("height", box[3]);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    ["x", "y", "width", "height"].forEach((name, index) => paper.setAttribute(name, box[index]));
    paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
    copy.prepend(paper);
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = chart.getAttribute("aria-label");
    copy.prepend(title);
    return { text: new XMLSerializer().serializeToString(copy), width: box[2], height: box[3] };
  }

  async function picture({ text, width, height }) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * width;
    canvas.height = SCALE * height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  // Digits in groups and a true minus are for the eye.
  const bare = (cell) =>
    cell.textContent.trim().replace(/(?<=\d)[\u202f\u2009\u00a0](?=\d)/g, "").replaceAll("\u2212", "-");
  /** As spreadsheets of the page's language read it: its separator, its decimal sign, and no formula. */
  function written(cell, separator) {
    if (separator === ";" && /^-?\d+\.\d+$/.test(cell)) return cell.replace(".", ",");
    const text = /^[=+@＝＋－＠]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell;
    return /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** Where a column has one unit, its head names it, so that the cells are numbers. */
  function withUnitsInHead([head, ...rows]) {
    head.forEach((title, at) => {
      const measures = rows.map((row) => /^(-?[\d.]*\d)\s?(\D+)$/.exec(row[at] ?? ""));
      const unit = measures[0]?.[2];
      if (!unit || measures.some((it) => it?.[2] !== unit)) return;
      head[at] = `${title} (${unit})`;
      rows.forEach((row, index) => (row[at] = measures[index][1]));
    });
    return [head, ...rows];
  }

  function table(details) {
    const separator = document.documentElement.lang === "es" ? ";" : ",";
    const rows = [...details.querySelectorAll("tr")].map((row) => [...row.cells].map(bare));
    const line = (row) => row.map((it) => written(it, separator)).join(separator);
    const text = withUnitsInHead(rows).map(line).join("\n");
    // The mark tells spreadsheets that it is UTF-8.
    return new Blob([`\ufeff${text}\n`], { type: "text/csv" });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-save]");
    if (!button) return;
    const details = button.closest("details");
    const kind = button.dataset.save;
    const name = `aolo-${button.dataset.name}.${kind}`;
    if (kind === "csv") return download(table(details), name);
    const chart = chartBefore(details);
    if (!chart) return;
    const copy = standalone(chart);
    if (kind === "svg") download(new Blob([copy.text], { type: "image/svg+xml" }), name);
    else download(await picture(copy), name);
  });
})();
