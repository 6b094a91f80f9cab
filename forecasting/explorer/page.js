const root = document.documentElement, chart = document.getElementById("charts");
const room = Math.max(200, Math.min(760, chart.clientWidth - 84));
for (const view of specification.vconcat) view.width = room;
Promise.all(["12px", "bold 12px"].map((font) => document.fonts.load(font + ' "Noto Sans CJK SC"')))
  .then(() => vegaEmbed(chart, specification, { renderer: "svg", actions: false, tooltip: false }))
  .then(({ view }) => {
    const follow = (name, act) => { view.addSignalListener(name, (_, value) => act(value)); act(view.signal(name)); };
    for (const place of document.querySelectorAll("[data-signal]"))
      follow(place.dataset.signal, (text) => {
        place.textContent = text;
        if (place.htmlFor) document.getElementById(String(place.htmlFor)).ariaValueText = text;
      });
    follow("language", (language) => {
      root.lang = language === "zh" ? "zh-CN" : "en";
      for (const place of document.querySelectorAll("[data-en]")) place.textContent = place.dataset[language];
    });
    for (const name of ["shown", "byYear", "until", "target", "modelled", "saySlogan", "sayRecord", "others"])
      follow(name, (value) => { root.dataset[name.toLowerCase()] = value && typeof value === "object" ? "yes" : value; });
    document.getElementById("copy").onclick = (event) => {
      getSelection().selectAllChildren(document.getElementById("toml"));
      document.execCommand("copy");
      event.target.textContent = event.target.dataset["done" + view.signal("language")];
    };
    document.getElementById("again").onclick = () => location.reload();
    window.explorer = view;
  });
