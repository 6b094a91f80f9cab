// Puts a live drawing in the place of each chart's picture, which stays where no script runs.
const unpacked = async (packed) => {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
};
const ready = unpacked(library).then((code) => {
  const script = document.createElement("script");
  script.textContent = code;
  document.head.append(script);
  // Vega measures text when it draws, so the fonts must be there first.
  return Promise.all(["12px", "bold 12px"].map((font) => document.fonts.load(font + ' "Noto Sans CJK SC"')));
});
const enliven = async (bar) => {
  const picture = holderOf(bar)?.querySelector("img");
  if (!picture) return; // the chart's output comes after that of its bar
  bar.dataset.live = "";
  await ready;
  const drawing = document.createElement("div");
  const chart = bar.parentElement.querySelector("[data-chart]");
  await vegaEmbed(drawing, JSON.parse(chart.textContent), { renderer: "svg", actions: false });
  picture.replaceWith(drawing);
  const holder = holderOf(bar);
  holder.setAttribute("role", "group");
  holder.setAttribute("aria-label", chart.dataset.about);
  walked(bar);
};
// The ring around a mark stands on the page, and a notebook scrolls within it.
document.addEventListener("scroll", () => document.querySelector(".ring")?.remove(), true);
let waiting = false;
const look = () => {
  waiting = false;
  document.querySelectorAll("[data-take-bar]:not([data-live])").forEach(enliven);
};
new MutationObserver(() => {
  if (!waiting) requestAnimationFrame(look);
  waiting = true;
}).observe(document.body, { childList: true, subtree: true });
