const $ = (id) => document.getElementById(id), all = (rule, at = document) => [...at.querySelectorAll(rule)];
const column = Object.fromEntries(data.columns.map((name, place) => [name, place]));
const main = ["indicator", "kind", "value", "unit", "start", "end", "comparator", "role"];
const broad = ["indicator", "kind", "comparator", "role"];
const LOW = 0.7;
// What begins a cell of the note: how sure the reading was; a person's decision takes its place.
const SURE = /^confidence=[01](\.\d+)?$/;
const pieces = (note) => note.split(";").map((piece) => piece.trim());
const remarks = (note) => pieces(note).filter((piece) => !SURE.test(piece));
const store = "review:" + data.digest;
let language = data.language || (/^zh/i.test(navigator.language || "") ? "zh" : "en");
let order = "confidence", chosen = -1, loose = -1;
// What a person typed or has accepted before is decided.
const start = () => data.rows.map((row) => ({ ...row, cells: [...row.cells], state: row.confidence === null ? "accepted" : "", edited: false, was: row.cells }));
let rows = start();

const word = (name, values = {}) =>
  data.words[language][name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const cell = (row, name) => (name in column ? row.cells[column[name]] : "");
const label = (id) => (data.labels[id] || {})[language] || id;
const role = (name) => data.words[language]["roles." + name] || name;
const kind = (name) => data.words[language]["kinds." + name] || name;
const element = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);

function keep() {
  try { localStorage.setItem(store, JSON.stringify(rows.map((row) => [row.cells, row.state, row.edited, row.start, row.added || 0]))); } catch (_) { /* a reader may forbid it */ }
}

function bring() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(store)); } catch (_) { return false; }
  if (!Array.isArray(kept) || kept.length < rows.length) return false;
  kept.forEach(([cells, state, edited, place, added], at) => {
    if (at >= rows.length) rows.push({ confidence: null, faults: [], fresh: false, was: cells, added });
    Object.assign(rows[at], { cells, state, edited, start: place, added });
  });
  return true;
}

function wrong(row) {
  const found = {}, quote = cell(row, "quote");
  for (const name of ["claim_id", "entity", "indicator", "kind", "value", "end", "quote", "source"])
    if (name in column && !cell(row, name).trim()) found[name] = "empty";
  const id = cell(row, "claim_id");
  if (id && rows.some((one) => one !== row && one.state !== "rejected" && cell(one, "claim_id") === id)) found.claim_id = "id_taken";
  if (cell(row, "end") && !/^\d{4}(\/\d{2,4})?$/.test(cell(row, "end").trim())) found.end = "year_wrong";
  // Chinese numerals and words are told by validate; here only digits are looked for.
  const digits = quote.normalize("NFKC").replace(/(\d)[,\s](?=\d{3})/g, "$1").replace(/\s/g, "");
  const ends = cell(row, "value").split("..").map((one) => one.trim().replace(/^-/, ""));
  if (/\d/.test(digits) && !/[一二三四五六七八九十百千两番成半]|\b(one|two|three|four|five|six|seven|eight|nine|ten|doubl|tripl|quadrupl|hal[fv])/i.test(quote)
      && ends.some((one) => one && !digits.includes(one))) found.value = "value_missing";
  return found;
}

const state = (row) => row.state || "";
const decided = () => rows.filter(state).length;
function sequence() {
  const places = rows.map((_, at) => at);
  const sure = (row) => (row.confidence === null ? 2 : row.confidence);
  const early = (row) => (row.start < 0 ? Infinity : row.start);
  const by = order === "text"
    ? (one, other) => early(rows[one]) - early(rows[other]) || one - other
    : (one, other) => sure(rows[one]) - sure(rows[other]) || early(rows[one]) - early(rows[other]) || one - other;
  return places.sort((one, other) => by(one, other) || 0);
}

// ---- showing

function show() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  $("language").value = language;
  for (const place of all("[data-word]")) place.textContent = word(place.dataset.word);
  $("heading").textContent = word("heading", { title: data.title[language] });
  document.title = word("title") + " – " + data.title[language];
  $("text").setAttribute("aria-label", word("text"));
  $("row").setAttribute("aria-label", word("row"));
  list(); looseList(); marks(); row(); progress();
  fit();
}

function fit() {
  document.documentElement.style.setProperty("--head", document.querySelector("header").offsetHeight + "px");
}

function progress() {
  const done = decided();
  $("progress").textContent = word("progress", { done, count: rows.length });
  $("bar").max = Math.max(rows.length, 1);
  $("bar").value = done;
  $("download_rejected").hidden = !rows.some((one) => one.state === "rejected");
  $("message").textContent = done === rows.length && rows.length ? word("end") : $("message").dataset.said || "";
}

function say(text) { $("message").dataset.said = text; progress(); }

function option(at) {
  const one = rows[at], item = element("li", "", { id: "claim-" + at, className: state(one) });
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", String(at === chosen));
  item.dataset.row = at;
  const what = element("span", "", { className: "what" });
  what.append(element("b", [cell(one, "comparator") === "=" ? "" : cell(one, "comparator"), cell(one, "value"), cell(one, "unit")].join(" ").trim()),
    " " + label(cell(one, "indicator")) + " ", element("small", [kind(cell(one, "kind")), cell(one, "end")].join(" · ")));
  if (one.edited) what.append(element("small", " · " + word("edited")));
  if (one.fresh) what.append(element("small", " · " + word("new")));
  const sure = one.confidence === null ? "" : one.confidence.toFixed(2);
  const mark = { accepted: "✓", rejected: "×" }[one.state] || (one.faults.length ? "!" : "·");
  item.append(element("span", mark), what, element("small", sure, { className: one.confidence !== null && one.confidence < LOW ? "low" : "" }));
  item.setAttribute("aria-label", `${what.textContent}, ${word(one.state || "undecided")}, ${sure ? word("confidence") + " " + sure : word("no_confidence")}`);
  return item;
}

function list() {
  $("list").replaceChildren(...sequence().map(option));
  $("order").value = order;
  if (chosen >= 0) $("list").setAttribute("aria-activedescendant", "claim-" + chosen);
}

function refresh(at) {
  const old = $("claim-" + at);
  if (old) old.replaceWith(option(at));
}

const left = () => data.loose.map((one, at) => at).filter((at) => !rows.some((row) => row.added === at + 1 && row.state !== "rejected"));

function looseList() {
  const open = left();
  $("loose-count").textContent = open.length ? word("loose_rest", { count: open.length, aside: data.aside }) : word("loose_none");
  $("loose").replaceChildren(...open.map((at) => {
    const [, , value, unit, , quote] = data.loose[at], item = element("li", "", { id: "loose-" + at });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(at === loose));
    item.dataset.loose = at;
    const text = element("span");
    text.append(element("b", value + " " + unit), " ", element("small", quote));
    item.append(text);
    return item;
  }));
  $("add").disabled = loose < 0;
}

function marks() {
  for (const place of all("[data-value]")) {
    const owners = place.dataset.value.split(" ").map(Number), first = rows[owners[0]];
    place.className = cell(first, "kind");
    if (owners.every((at) => rows[at].state === "rejected")) place.classList.add("rejected");
    else if (owners.every((at) => rows[at].state)) place.classList.add("accepted");
    else if (owners.some((at) => rows[at].confidence !== null && rows[at].confidence < LOW && !rows[at].state)) place.classList.add("low");
    if (owners.includes(chosen)) place.classList.add("here");
    place.title = owners.map((at) => `${label(cell(rows[at], "indicator"))} · ${kind(cell(rows[at], "kind"))} · ${cell(rows[at], "end")}`).join("\n");
  }
  for (const place of all("[data-quote]")) place.classList.toggle("chosen", place.dataset.quote.split(" ").includes(String(chosen)));
  for (const place of all("[data-loose]", $("text"))) place.classList.toggle("here", Number(place.dataset.loose) === loose);
}

function field(name, at) {
  const one = rows[at], wide = ["quote", "note"].includes(name);
  const outer = element("label", word("columns." + name), { className: wide ? "wide" : broad.includes(name) ? "half" : "" });
  const options = data.choices[name], value = cell(one, name);
  let input;
  if (options && options.length && (options.includes(value) || !value)) {
    input = element("select");
    for (const each of options) {
      const shown = name === "kind" ? kind(each) : name === "role" ? role(each) : name === "indicator" || name === "of" ? label(each) : each;
      input.append(element("option", shown === each || !each ? each : `${shown} (${each})`, { value: each }));
    }
    if (!options.includes(value)) input.prepend(element("option", value, { value }));
  } else input = element(wide ? "textarea" : "input");
  input.value = value;
  input.id = "field-" + name;
  input.dataset.column = name;
  outer.append(input, element("small", "", { id: "fault-" + name }));
  input.setAttribute("aria-describedby", "fault-" + name);
  return outer;
}

function row() {
  const one = rows[chosen];
  for (const name of ["accept", "reject", "undo"]) $(name).disabled = !one;
  if (!one) { $("about").textContent = word("none"); $("quote").textContent = ""; $("form").replaceChildren(); $("faults").replaceChildren(); return; }
  $("undo").disabled = !one.state && !one.edited;
  const sure = one.confidence === null ? word("no_confidence") : word("confidence") + " " + one.confidence.toFixed(2);
  $("about").textContent = [word(one.state || "undecided"), sure, remarks(cell(one, "note")).join("; ")].filter(Boolean).join(" · ");
  $("quote").textContent = cell(one, "quote");
  const said = one.faults.map((text) => element("li", text));
  if (one.start < 0) said.unshift(element("li", word("not_found")));
  $("faults").replaceChildren(...said);
  const rest = element("details"), inner = element("div");
  rest.append(element("summary", word("more")), inner);
  rest.open = $("form").querySelector("details")?.open || false;
  inner.append(...data.columns.filter((name) => !main.includes(name)).map((name) => field(name, chosen)));
  $("form").replaceChildren(...main.filter((name) => name in column).map((name) => field(name, chosen)), rest);
  check();
}

function check() {
  const found = chosen < 0 ? {} : wrong(rows[chosen]);
  for (const input of all("[data-column]", $("form"))) {
    const name = input.dataset.column, fault = found[name];
    input.classList.toggle("wrong", !!fault);
    input.setAttribute("aria-invalid", String(!!fault));
    $("fault-" + name).textContent = fault ? word(fault) : "";
    if (fault && input.closest("details")) input.closest("details").open = true;
  }
}

// ---- choosing and deciding

function choose(at, scroll = true) {
  const before = chosen;
  chosen = at;
  if (at >= 0) loose = -1;
  refresh(before); refresh(at);
  $("list").setAttribute("aria-activedescendant", "claim-" + at);
  reveal($("list"), $("claim-" + at));
  marks(); row(); looseList();
  if (scroll) (all(`[data-value~="${at}"]`)[0] || all(`[data-quote~="${at}"]`)[0])?.scrollIntoView({ block: "center" });
}

function chooseLoose(at, scroll = true) {
  loose = at;
  looseList(); marks();
  $("loose").setAttribute("aria-activedescendant", "loose-" + at);
  reveal($("loose"), $("loose-" + at));
  if (scroll) all(`#text [data-loose="${at}"]`)[0]?.scrollIntoView({ block: "center" });
}

// Only the list moves, not what holds it.
function reveal(box, item) {
  if (!item) return;
  // One further line shows what comes next.
  const low = item.offsetTop + 2 * item.offsetHeight - box.clientHeight, high = item.offsetTop - item.offsetHeight;
  if (high < box.scrollTop) box.scrollTop = high;
  else if (low > box.scrollTop) box.scrollTop = low;
}

function step(by) {
  const places = sequence();
  if (!places.length) return;
  const at = places.indexOf(chosen);
  choose(places[at < 0 ? 0 : Math.min(Math.max(at + by, 0), places.length - 1)]);
}

function stepLoose(by) {
  const open = left();
  if (!open.length) return;
  const at = open.indexOf(loose);
  chooseLoose(open[at < 0 ? 0 : (at + by + open.length) % open.length]);
}

function decide(what) {
  if (chosen < 0) return;
  const one = rows[chosen];
  if (what === "accepted" && Object.keys(wrong(one)).length) { check(); all(".wrong", $("form"))[0]?.focus(); return; }
  one.state = what;
  keep(); refresh(chosen); looseList();
  const places = sequence(), at = places.indexOf(chosen);
  const next = [...places.slice(at + 1), ...places.slice(0, at)].find((place) => !rows[place].state);
  if (next === undefined) { marks(); row(); } else choose(next);
  progress();
}

function undo() {
  if (chosen < 0) return;
  Object.assign(rows[chosen], { state: "", edited: false, cells: [...rows[chosen].was] });
  keep(); refresh(chosen); marks(); row(); looseList(); progress();
}

function edit(input) {
  const one = rows[chosen];
  one.cells[column[input.dataset.column]] = input.value;
  one.edited = one.cells.some((value, place) => value !== one.was[place]);
  keep(); refresh(chosen); marks(); check();
  $("quote").textContent = cell(one, "quote");
  $("undo").disabled = !one.state && !one.edited;
}

function add() {
  if (loose < 0) return;
  const [place, , value, unit, sort, quote] = data.loose[loose];
  const near = rows.filter((one) => one.start >= 0).sort((one, other) => Math.abs(one.start - place) - Math.abs(other.start - place))[0];
  const given = { claim_id: "added-" + (loose + 1), role: "history", kind: sort, comparator: "=", value, unit, quote, note: word("new_note") };
  for (const name of ["entity", "source", "end", "role", "indicator", "locator"]) if (near && !given[name]) given[name] = cell(near, name);
  given.indicator = given.indicator || (data.choices.indicator || [])[0] || "";
  const cells = data.columns.map((name) => given[name] || "");
  rows.push({ cells, was: [...cells], confidence: null, faults: [], fresh: false, state: "", edited: false, start: place, added: loose + 1 });
  loose = -1;
  keep(); list(); looseList(); choose(rows.length - 1, false); progress();
  $("field-indicator").focus();
}

// ---- giving back

function note(one) {
  const text = cell(one, "note");
  const rest = remarks(text);
  return one.state !== "accepted" || rest.length === pieces(text).length ? text : ["reviewed", ...rest].join("; ");
}

function csv(kept) {
  const quoted = (text) => (/[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
  const lines = kept.map((one) => data.columns.map((name) => quoted(name === "note" ? note(one) : cell(one, name))).join(","));
  return (data.bom ? "\ufeff" : "") + [data.columns.join(","), ...lines].map((line) => line + data.newline).join("");
}

const claimsCsv = () => csv(rows.filter((one) => one.state !== "rejected"));
const rejectedCsv = () => csv(rows.filter((one) => one.state === "rejected"));

function save(name, text) {
  const link = element("a", "", { href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 4000);
}

async function copy() {
  const text = claimsCsv();
  try { await navigator.clipboard.writeText(text); say(word("copied")); } catch (_) {
    Object.assign($("out"), { hidden: false, value: text });
    $("out").focus(); $("out").select();
    say(document.execCommand("copy") ? word("copied") : word("copy_failed"));
  }
}

// ---- hearing

const act = {
  a: () => decide("accepted"), r: () => decide("rejected"), u: undo, e: () => $("field-value")?.focus(),
  n: () => stepLoose(1), c: add, s: () => save("claims.csv", claimsCsv()), ArrowDown: () => step(1), ArrowUp: () => step(-1), j: () => step(1), k: () => step(-1),
};

document.addEventListener("keydown", (event) => {
  const target = event.target, typing = target.matches("input, textarea, select");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) {
    if (event.key === "Escape" || (event.key === "Enter" && !target.matches("textarea") && target.closest("#form"))) { event.preventDefault(); $("list").focus(); }
    return;
  }
  if (target === $("loose") && ["ArrowDown", "ArrowUp"].includes(event.key)) { event.preventDefault(); stepLoose(event.key === "ArrowDown" ? 1 : -1); return; }
  if (target === $("text") && event.key.startsWith("Arrow")) return;
  const done = act[event.key] || act[event.key.toLowerCase()];
  if (done) { event.preventDefault(); done(); }
});
$("form").addEventListener("input", (event) => { if (event.target.dataset.column) edit(event.target); });
$("list").addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) choose(Number(item.dataset.row)); });
$("loose").addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) chooseLoose(Number(item.dataset.loose)); });
$("text").addEventListener("click", (event) => {
  const value = event.target.closest("[data-value]"), quote = event.target.closest("[data-quote]"), other = event.target.closest("[data-loose]");
  if (other && !value) { chooseLoose(Number(other.dataset.loose), false); return; }
  const owners = (value ? value.dataset.value : quote ? quote.dataset.quote : "").split(" ").filter(Boolean).map(Number);
  // A further click on the same place goes on to the next claim that rests on it.
  if (owners.length) choose(owners[(owners.indexOf(chosen) + 1) % owners.length], false);
});
for (const [name, run] of Object.entries({ accept: act.a, reject: act.r, undo, add, copy, download: act.s, download_rejected: () => save("rejected.csv", rejectedCsv()) })) $(name).addEventListener("click", run);
$("language").addEventListener("change", (event) => { language = event.target.value; show(); });
$("order").addEventListener("change", (event) => { order = event.target.value; list(); });
addEventListener("resize", fit);
if (bring()) $("message").dataset.said = word("restored");
else if (rows.some((one) => one.fresh)) $("message").dataset.said = word("new_rows", { count: rows.filter((one) => one.fresh).length });
show();
if (rows.length) choose(sequence().find((at) => !rows[at].state) ?? sequence()[0]);
$("list").focus({ preventScroll: true });
document.fonts.ready.then(fit);
window.review = { claimsCsv, rejectedCsv, rows: () => rows, chosen: () => chosen };
