// Charts to take along: each bar of buttons belongs to the picture before it.
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
const take = async (button) => {
  const bar = button.closest("[data-take-bar]");
  const svg = bar.previousElementSibling.querySelector("svg");
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
  const said = button.closest("[data-take-bar]").querySelector("[role=status]");
  take(button).then(() => { said.textContent = said.dataset.done; }, () => { said.textContent = said.dataset.failed; });
});
