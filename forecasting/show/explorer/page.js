const root = document.documentElement, chart = document.getElementById("charts");
const room = Math.max(200, Math.min(760, chart.clientWidth - 84));
for (const view of specification.vconcat) view.width = room;
Promise.all(["12px", "bold 12px"].map((font) => document.fonts.load(font + ' "Noto Sans CJK SC"')))
  .then(() => vegaEmbed(chart, specification, { renderer: "svg", actions: false, tooltip: { theme: "custom" } }))
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
      for (const said of document.querySelectorAll("[data-take-bar] [role=status]"))
        for (const what of ["done", "failed", "walk"]) said.dataset[what] = said.dataset[what + language];
    });
    for (const name of ["shown", "byYear", "until", "target", "modelled", "saySlogan", "sayRecord", "others"])
      follow(name, (value) => { root.dataset[name.toLowerCase()] = value && typeof value === "object" ? "yes" : value; });
    document.getElementById("copy").onclick = (event) => {
      getSelection().selectAllChildren(document.getElementById("toml"));
      document.execCommand("copy");
      event.target.textContent = event.target.dataset["done" + view.signal("language")];
    };
    // What is set outlives a reload of this tab, and every step can be taken back.
    const controls = [...document.querySelectorAll("form.controls select, form.controls input, #language")];
    const kept = "forecasting " + document.title + controls.map((one) => [one.id, one.min, one.max, one.length]);
    const undo = document.getElementById("undo");
    const state = () => Object.fromEntries(controls.map((one) => [one.id, one.value]));
    const printed = state(), past = [];
    let now = printed;
    const store = () => { try { sessionStorage.setItem(kept, JSON.stringify(now)); } catch { /* not kept then */ } };
    const set = (wanted) => {
      for (const one of controls)
        if (one.id in wanted && one.value !== wanted[one.id]) {
          one.value = wanted[one.id];
          one.dispatchEvent(new Event("input"));
        }
      now = state();
      store();
    };
    const back = () => { if (past.length) set(past.pop()); undo.disabled = !past.length; };
    document.addEventListener("input", () => { if (!past.waiting) past.waiting = now; now = state(); store(); });
    document.addEventListener("change", () => {
      if (past.waiting) past.push(past.waiting);
      past.waiting = null;
      undo.disabled = !past.length;
    });
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z") {
        event.preventDefault();
        back();
      }
    });
    undo.onclick = back;
    document.getElementById("again").onclick = () => {
      try { sessionStorage.removeItem(kept); } catch { /* nothing was kept */ }
      location.reload();
    };
    try { set(JSON.parse(sessionStorage.getItem(kept)) ?? printed); } catch { /* as printed */ }
    // The path as numbers, while somebody looks at them.
    const behind = document.getElementById("behind");
    const digits = (value) => String(Number(value.toPrecision(4)));
    const listed = () => {
      if (!behind.open) return;
      const [here, first, until, rates, locs, quantiles, modelled] =
        ["here", "subject", "until", "rates", "locs", "quantiles", "modelled"].map((name) => view.signal(name));
      const rows = [];
      for (let slot = 0; slot < locs.length; slot++) {
        const year = first.first - 1 + slot;
        if (year < here.start || year > until || locs[slot] == null) continue;
        const wide = slot && modelled && here.scales.length ? quantiles[here.kinds[slot - 1]]["80"] * here.scales[slot - 1] : null;
        rows.push([year, year > here.start ? (100 * rates[slot]).toFixed(1) + "%" : "", digits(Math.exp(locs[slot])),
          ...(wide === null || year === here.start ? ["", ""] : [-wide, wide].map((one) => digits(Math.exp(locs[slot] + one))))]);
      }
      behind.querySelector("tbody").replaceChildren(...rows.map((row) => {
        const line = document.createElement("tr");
        for (const cell of row) line.insertCell().textContent = cell;
        return line;
      }));
    };
    behind.ontoggle = listed;
    for (const name of ["locs", "here", "until"]) view.addSignalListener(name, listed);
    window.explorer = view;
  });
