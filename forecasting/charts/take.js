// Charts to take along and to read mark by mark: each bar belongs to the picture in the element before it.
const carried = (svg) => {
  const copy = svg.cloneNode(true);
  const box = svg.viewBox.baseVal;
  copy.setAttribute("width", box.width);
  copy.setAttribute("height", box.height);
  const faces = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText).join("\n");
  const style = document.createElementNS(svg.namespaceURI, "style");
  style.textContent = faces;
  copy.prepend(style);
  return { text: new XMLSerializer().serializeToString(copy), width: box.width, height: box.height };
};
const pictured = async (svg) => {
  const { text, width, height } = carried(svg);
  const scale = Math.min(1920 / width, 1080 / height);
  const image = new Image();
  image.setAttribute("src", "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
};
const handed = (address, name) => {
  const link = document.createElement("a");
  link.setAttribute("href", address);
  link.download = name;
  link.click();
};
// In a notebook the picture is an output of its own, after that of the bar.
const holderOf = (bar) => bar.closest(".jp-OutputArea-child")?.nextElementSibling ?? bar.previousElementSibling;
// Of two drawings for two widths the one that is shown.
const shownIn = (holder) => {
  const drawn = [...holder.querySelectorAll("svg")];
  return drawn.find((svg) => svg.getClientRects().length) ?? drawn[0];
};
const statusOf = (bar) => bar.querySelector("[role=status]");
const take = async (button) => {
  const bar = button.closest("[data-take-bar]");
  const svg = shownIn(holderOf(bar));
  const name = bar.dataset.takeBar;
  if (button.dataset.take === "svg")
    handed("data:image/svg+xml;charset=utf-8," + encodeURIComponent(carried(svg).text), name + ".svg");
  else if (button.dataset.take === "png")
    handed((await pictured(svg)).toDataURL("image/png"), name + ".png");
  else
    await navigator.clipboard.write([new ClipboardItem({
      "image/png": pictured(svg).then((canvas) => new Promise((done) => canvas.toBlob(done, "image/png"))),
    })]);
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const said = statusOf(button.closest("[data-take-bar]"));
  take(button).then(() => { said.textContent = said.dataset.done; }, () => { said.textContent = said.dataset.failed; });
});
// Marks that say something, each once: drawn beforehand they hold a title, drawn here a label.
const TOLD = "[data-told], :is(path, line, text)[aria-label]";
const wordsOf = (mark) => mark.querySelector("title")?.textContent ?? mark.getAttribute("aria-label");
const marksIn = (holder) => {
  const found = new Map();
  for (const mark of shownIn(holder)?.querySelectorAll(TOLD) ?? [])
    if (wordsOf(mark) && !found.has(wordsOf(mark))) found.set(wordsOf(mark), mark);
  return [...found.values()];
};
const ring = document.createElement("div");
ring.className = "ring";
const tell = (bar, mark) => {
  const box = mark.getBoundingClientRect();
  Object.assign(ring.style, {
    left: `${box.left + scrollX - 4}px`, top: `${box.top + scrollY - 4}px`,
    width: `${box.width + 8}px`, height: `${box.height + 8}px`,
  });
  document.body.append(ring);
  statusOf(bar).textContent = wordsOf(mark);
};
const walked = (bar) => {
  const holder = holderOf(bar);
  let place = -1;
  holder.tabIndex = 0;
  if (!holder.hasAttribute("role")) {
    holder.setAttribute("role", "group");
    holder.setAttribute("aria-label", holder.querySelector("svg").getAttribute("aria-label"));
  }
  holder.addEventListener("focus", () => {
    const { length } = marksIn(holder);
    if (length && !statusOf(bar).textContent)
      statusOf(bar).textContent = statusOf(bar).dataset.walk.replace("{count}", length);
  });
  holder.addEventListener("blur", () => { ring.remove(); statusOf(bar).textContent = ""; });
  holder.addEventListener("click", (event) => {
    const mark = event.target.closest(TOLD);
    if (!mark) return;
    place = marksIn(holder).findIndex((one) => wordsOf(one) === wordsOf(mark));
    tell(bar, mark);
  });
  // On the window, since JupyterLab takes arrow keys for its own before they come to the chart.
  window.addEventListener("keydown", (event) => {
    if (event.target !== holder) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const marks = marksIn(holder);
    if (!step || !marks.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    place = (place < 0 && step < 0 ? marks.length - 1 : place + step + marks.length) % marks.length;
    tell(bar, marks[place]);
  }, true);
};
// In a notebook the drawing comes later, and so does this.
[...document.querySelectorAll("[data-take-bar]")].filter((bar) => !bar.closest(".jp-OutputArea-child")).forEach(walked);
