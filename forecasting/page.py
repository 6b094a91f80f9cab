"""One self-contained page of an assessment: the answer first, then all it rests on.

Charts are inlined as SVG, whose text stays text, and the letters used come along as web fonts, so that the page needs
no script, no network and no Chinese font on the reader's machine.
"""

from __future__ import annotations

import hashlib
import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting import charts
from forecasting.charts.export import free_place, svg, write_whole
from forecasting.charts.fonts import face_css
from forecasting.charts.look import indicator_rows, plain, rows
from forecasting.charts.statements import statement, years
from forecasting.charts.verdicts import GRAVITY, RANKS
from forecasting.errors import ForecastingError
from forecasting.words import number, percent, say, unit_name

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

__all__ = ["page", "write_page"]

# What the two intervals of a finding are called: a band, a need and a record are not "stated" and "computed".
SIDES = {
    "plausible_growth": "band",
    "ratios": "band",
    "targets_against_goal": "plan",
    "pace": "need",
    "odds": "threshold",
    "precedent": "class",
    "benchmark": "example",
}
NARROW = 290.0  # pixels of a plot on a telephone
MARKS = {"wrong": "×", "doubtful": "▲", "watch": "▶", "fine": "●", "silent": "—"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"

STYLE = """
:root { --ink:#1d2733; --quiet:#56616e; --hair:#d9dee4; --wash:#f5f7f9; --link:#17507f;
  --wrong:#8f1d21; --doubtful:#a3480f; --watch:#7a5200; --fine:#17685a; --silent:#5b6673; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.6; font-size: 16px;
  font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.85rem; line-height: 1.25; margin: .2rem 0 1.4rem; text-wrap: balance; }
h2 { font-size: 1.3rem; margin: 3rem 0 .4rem; padding-top: .8rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; }
p { margin: .5rem 0; max-width: 52rem; }
.quiet, figcaption, .meta { color: var(--quiet); font-size: .875rem; }
.lede { font-size: 1.16rem; line-height: 1.7; max-width: 52rem; margin: 1rem 0 1.4rem; padding-left: 1rem;
  border-left: 4px solid var(--ink); }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; display: block; }
figure svg.narrow { display: none; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem 1.25rem; }
.panels figure { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .8rem 0; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-bottom: 1px solid var(--hair); }
thead th { border-bottom: 2px solid var(--ink); font-size: .82rem; line-height: 1.35; vertical-align: bottom; }
td.n { text-align: right; white-space: nowrap; } thead th.n { text-align: right; }
tbody th { font-weight: bold; min-width: 6.5em; } td.verdicts { min-width: 10.5em; }
td.tight { white-space: nowrap; } td.words { min-width: 15em; } td.remark { color: var(--quiet); font-size: .8rem; max-width: 22em; }
.unit { display: block; font-weight: normal; color: var(--quiet); font-size: .88em; }
.verdict { display: inline-block; font-weight: bold; white-space: nowrap; }
.verdict + .verdict { margin-left: .7em; }
td .verdict { display: block; margin: 0 !important; white-space: normal; padding-left: 1.3em; text-indent: -1.3em; }
td .verdict > span { display: inline-block; width: 1.3em; text-indent: 0; }
.wrong { color: var(--wrong); } .doubtful { color: var(--doubtful); } .watch { color: var(--watch); }
.fine { color: var(--fine); } .silent { color: var(--silent); }
ol.findings, ul.plain { list-style: none; padding: 0; margin: .5rem 0; }
.findings li { padding: .65rem 0 .65rem 1rem; border-left: 4px solid var(--hair); margin: .5rem 0; break-inside: avoid; }
.findings li.wrong { border-color: var(--wrong); } .findings li.doubtful { border-color: var(--doubtful); }
.findings li.watch { border-color: #d79b2b; } .findings li.fine { border-color: #9fcabd; }
.findings li > * { color: var(--ink); } .findings li > .meta { color: var(--quiet); }
.findings p { margin: .15rem 0; }
.findings .head { font-weight: bold; }
.suggest { background: var(--wash); padding: .35rem .7rem; border-radius: .25rem; }
.suggest b { color: var(--fine); }
details > summary { cursor: pointer; font-weight: bold; margin: 1.2rem 0 .4rem; }
.chain { counter-reset: step; } .chain li { margin: .3rem 0; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0; margin: .8rem 0 0; font-size: .9rem; }
nav a { color: var(--link); }
code { font-family: ui-monospace, Consolas, monospace; font-size: .84em; overflow-wrap: anywhere; }
q { quotes: none; }
.switch { position: absolute; opacity: 0; }
.switches { max-width: 1180px; margin: 0 auto; padding: .8rem 1.25rem 0; text-align: right; }
.switches label { display: inline-block; padding: .2rem .8rem; border: 1px solid var(--hair); cursor: pointer; }
.switch:focus-visible + .switches label { outline: 2px solid var(--link); }
@media (max-width: 720px) {
  body { font-size: 15px; } main { padding: .8rem .9rem 3rem; } h1 { font-size: 1.45rem; }
  figure svg.only { max-width: none; }
  figure svg.wide { display: none; }
  figure svg.narrow { display: block; width: 100%; max-width: 440px; }
  table.cards thead { position: absolute; left: -9999px; }
  table.cards tr { display: block; padding: .7rem 0; border-bottom: 2px solid var(--hair); }
  table.cards th, table.cards td { display: flex; gap: 1rem; justify-content: space-between; border: 0; padding: .12rem 0;
    white-space: normal; text-align: right; }
  table.cards th { font-size: 1.02rem; text-align: left; }
  table.cards td::before { content: attr(data-label); color: var(--quiet); text-align: left; flex: 0 0 38%; }
  table.cards td.empty { display: none; }
}
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { font-size: 10pt; } main { padding: 0; max-width: none; } nav, .switches { display: none; }
  h2 { margin-top: 1.4rem; break-after: avoid; } h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; }
  .panels { grid-template-columns: 1fr 1fr; }
  .panels figure svg.wide { display: none; } .panels figure svg.narrow { display: block; }
  figure, tr, .findings li { break-inside: avoid; }
  table { font-size: 8pt; } th, td { padding: .25rem .3rem; }
}
"""


def _tag(name: str, content: str, **attributes: str) -> str:
    """An element around content that is HTML already; attribute values are escaped here."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>"


def _text(name: str, content: object, **attributes: str) -> str:
    """An element around plain text."""
    return _tag(name, escape(str(content), quote=False), **attributes)


def _verdict(verdict: str | None, language: str) -> str:
    if not verdict:
        return ""
    gravity = GRAVITY.get(verdict, "silent")
    mark = _text("span", MARKS[gravity], aria_hidden="true")
    return _tag("span", f"{mark} {escape(say(f'verdicts.{verdict}', language))}", class_=f"verdict {gravity}")


class _Drawings:
    """Counts the charts of a page, so that no two share an identifier."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.count = 0

    def _drawn(self, chart: Any, description: str, kind: str) -> str:
        self.count += 1
        drawn = svg(chart, f"{self.prefix}{self.count}")
        # The drawing says what it is once, for those who cannot see it.
        about = f'<svg role="img" aria-label="{escape(description, quote=True)}" '
        return re.sub('<svg (?:class="[^"]*" )?', f'{about}class="{kind}" ', drawn, count=1)

    def figure(self, chart: Any, description: str, caption: str = "", narrow: Any = None) -> str:
        """A chart, and for narrow screens another drawing of it where there is one."""
        drawn = self._drawn(chart, description, "wide" if narrow is not None else "only")
        if narrow is not None:
            drawn += self._drawn(narrow, description, "narrow")
        return _tag("figure", drawn + (_text("figcaption", caption) if caption else ""))


def _joined(items: Iterable[object] | None, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(str(item) for item in items or ())


def _staircases(result: Any, drawings: _Drawings) -> tuple[str, str]:
    """The staircase of the main indicators, and that of the others to be opened."""
    language = result.language
    entity = result.dossier.entity
    first: list[str] = []
    others: list[str] = []
    for row in indicator_rows(result):
        if rows(result.spans, entity=entity, indicator=row["indicator"]):
            figure = drawings.figure(
                charts.staircase(result, [row["indicator"]]),
                f"{say('page.staircase', language)}: {row['label']}",
                narrow=charts.staircase(result, [row["indicator"]], width=NARROW),
            )
            (first if row.get("main") else others).append(figure)
    if not first:
        first, others = others, []
    if not first:
        return "", ""
    head = _tag("div", "".join(first), class_="panels")
    head += _text("p", say("page.staircase_note", language), class_="quiet")
    if not others:
        return head, ""
    more = _tag("div", "".join(others), class_="panels")
    return head, _tag("details", _text("summary", say("page.staircase_more", language)) + more)


def _cell(label: str, content: str, kind: str = "n") -> str:
    kind += "" if content else " empty"
    return _tag("td", _tag("span", content or "–"), class_=kind.strip(), data_label=label)


def _over(text: str, year: object, language: str) -> str:
    """A number with its year in small below it."""
    return escape(text) + _text("span", say("page.cell.year", language, year=year), class_="unit")


def _plan_row(plan: dict[str, Any], language: str) -> str:
    def column(name: str) -> str:
        return say(f"page.column.{name}", language)

    def level(value: str, year: str) -> str:
        if plan.get(value) is None:
            return ""
        sign = ("≤" if plan.get("side") == "at_most" else "≥") if value == "goal_level" else ""
        return sign + _over(number(plan[value], language), plan.get(year), language)

    def rate(value: str) -> str:
        return percent(plan[value], language) if plan.get(value) is not None else ""

    printed, recomputed = rate("printed_rate"), rate("recomputed_rate")
    rates = f"{printed or '–'} / {recomputed or '–'}" if printed or recomputed else ""
    goal = level("goal_level", "goal_year")
    record = rate("record_rate")
    if record and plan.get("record_start"):
        since = say("page.cell.since", language, year=plan["record_start"])
        record = escape(record) + _text("span", since, class_="unit")
    odds = ""
    if plan.get("probability") is not None:
        odds = escape(say("page.cell.odds", language, chance=plan["probability"]))
        ends = (plan.get("probability_low"), plan.get("probability_high"))
        if None not in ends:
            spread = say("page.cell.spread", language, low=ends[0], high=ends[1])
            odds += _text("span", spread, class_="unit")
        if plan.get("grade"):
            odds += _text("span", say("page.cell.grade", language, grade=plan["grade"]), class_="unit")
    words = [plan.get(name) for name in ("growth_verdict", "path_verdict", "pace_verdict", "odds_verdict")]
    # What could not be assessed is said once, and only where nothing else was.
    told = (
        [one for one in words if one != "not_assessable"]
        if any(one not in (None, "not_assessable") for one in words)
        else list(dict.fromkeys(words))
    )
    verdicts = "".join(_verdict(one, language) for one in told)
    kept = number(plan["kept_level"], language) if plan.get("kept_level") is not None else ""
    name = escape(str(plan["label"])) + _text("span", unit_name(str(plan["unit"]), language), class_="unit")
    cells = [
        _cell(column("base"), level("base_level", "base_year")),
        _cell(column("rate"), escape(rates)),
        _cell(column("target"), level("target_level", "target_year")),
        _cell(column("before"), rate("needed_before")),
        _cell(column("after"), rate("needed_after")),
        _cell(column("kept"), kept),
        _cell(column("goal"), goal),
        _cell(column("record"), record),
        _cell(column("verdict"), verdicts, "verdicts"),
        _cell(column("odds"), odds, ""),
    ]
    return _tag("tr", _tag("th", _tag("span", name), scope="row") + "".join(cells))


def _targets(result: Any, drawings: _Drawings) -> str:
    language = result.language
    plans = rows(result.targets, entity=result.dossier.entity)
    if not plans:
        return ""
    order = {row["indicator"]: place for place, row in enumerate(indicator_rows(result))}
    plans.sort(key=lambda plan: (order.get(plan["indicator"], len(order)), plan["indicator"]))
    names = ("base", "rate", "target", "before", "after", "kept", "goal", "record", "verdict", "odds")
    head = _text("th", say("page.column.indicator", language), scope="col") + "".join(
        _text(
            "th",
            say(f"page.column.{name}", language),
            scope="col",
            class_="" if name in {"verdict", "odds"} else "n",
        )
        for name in names
    )
    body = "".join(_plan_row(plan, language) for plan in plans)
    table = _tag("table", _tag("thead", _tag("tr", head)) + _tag("tbody", body), class_="cards")
    chart = drawings.figure(charts.required(result), say("charts.required", language))
    return table + _text("p", say("page.targets_note", language), class_="quiet") + chart


def _bounds(pair: Any, unit: str, language: str) -> str:
    """A stated or computed interval in words, in the unit of its finding; empty when it says nothing."""
    ends = plain(pair) if pair is not None else None
    if not ends or all(end is None for end in ends):
        return ""

    def written(end: float | None) -> str:
        if end is None:
            return ""
        if unit == "%":
            return percent(end, language)
        if unit == "fold":
            return f"×{number(end, language)}"
        gap = "" if language == "zh" else " "
        return f"{number(end, language)}{gap}{unit_name(unit, language)}".strip()

    low, high = written(ends[0]), written(ends[1])
    kind = "at_least" if not high else "at_most" if not low else "exact" if low == high else "range"
    return say(f"page.bounds.{kind}", language, low=low, high=high)


def _finding(row: dict[str, Any], names: dict[str, str], gravity: str, language: str) -> str:
    head = _verdict(row["verdict"], language)
    check = say(f"charts.check.{row['check']}", language).replace("|", "" if language == "zh" else " ")
    span = "" if row.get("end") is None else str(row["end"])
    if span and row.get("start") is not None and row["start"] != row["end"]:
        span = f"{row['start']}–{span}"
    about = " · ".join(part for part in (names.get(row["indicator"], row["indicator"]), check, span) if part)
    parts = [_tag("p", head + " " + _text("span", about, class_="quiet"), class_="head")]
    parts.append(_text("p", row["message"]))
    if row.get("suggestion") and row["suggestion"] != say("findings.no_change", language):
        label = _text("b", say("page.finding.suggestion", language))
        parts.append(_tag("p", f"{label} {escape(str(row['suggestion']), quote=False)}", class_="suggest"))
    notes = [say(f"page.finding.{row['kind']}", language)]
    for name in ("stated", "computed"):
        bounds = _bounds(row.get(name), str(row.get("unit") or ""), language)
        if bounds:
            notes.append(say(f"page.{SIDES.get(row['check'], 'finding')}.{name}", language, bounds=bounds))
    if row.get("probability") is not None:
        reach = row.get("probability_range")
        if reach and None not in reach:
            notes.append(
                say(
                    "page.finding.probability_range",
                    language,
                    chance=row["probability"],
                    low=reach[0],
                    high=reach[1],
                )
            )
        else:
            notes.append(say("page.finding.probability", language, chance=row["probability"]))
    if row.get("grade"):
        notes.append(say("page.finding.grade", language, grade=row["grade"]))
    if row.get("material"):
        notes.append(say("page.finding.material", language))
    if row.get("claims"):
        notes.append(say("page.finding.claims", language, claims=_joined(row["claims"], language)))
    parts.append(_text("p", " · ".join(notes), class_="meta"))
    return _tag("li", "".join(parts), class_=gravity)


def _findings(result: Any, drawings: _Drawings) -> str:
    language = result.language
    found = rows(result.findings)
    if not found:
        return ""
    parts = [_text("p", say("page.findings_note", language), class_="quiet")]
    parts.append(
        drawings.figure(
            charts.verdicts(result), say("charts.verdicts", language), say("page.verdicts_note", language)
        )
    )
    names = {row["indicator"]: row["label"] for row in indicator_rows(result)}
    for rank in RANKS:
        group = [row for row in found if GRAVITY.get(row["verdict"], "silent") == rank]
        if not group:
            continue
        title = f"{say(f'page.group.{rank}', language)} ({len(group)})"
        items = _tag("ol", "".join(_finding(row, names, rank, language) for row in group), class_="findings")
        if rank in {"fine", "silent"}:
            parts.append(_tag("details", _text("summary", title) + items))
        else:
            parts.append(_text("h3", title) + items)
    return "".join(parts)


def _conflicts(result: Any, drawings: _Drawings) -> str:
    language = result.language
    about = {row["claim_id"]: row for row in rows(result.claims)}
    drawn: set[str] = set()
    found = rows(result.conflicts)
    parts: list[str] = []
    if not found:
        if not len(result.findings):
            return ""
        parts.append(_text("p", say("page.conflicts_none", language)))
    for place, row in enumerate(found, 1):
        parts.append(_text("h3", say("page.conflict", language, place=place)))
        steps = "".join(_text("li", sentence) for sentence in row["chain"] or ())
        parts.append(_tag("ol", steps, class_="chain"))
        notes = [say("page.conflict_claims", language, claims=_joined(row["claims"], language))]
        if row.get("minimal"):
            notes.append(say("page.conflict_minimal", language))
        if row.get("stretch_factor") is not None:
            notes.append(say("page.conflict_stretch", language, factor=row["stretch_factor"]))
        parts.append(_text("p", ("" if language == "zh" else " ").join(notes), class_="quiet"))
        own = [
            about[one]
            for one in row["claims"]
            if one in about and about[one]["entity"] == result.dossier.entity
        ]
        for indicator in dict.fromkeys(one["indicator"] for one in own):
            if indicator not in drawn:
                drawn.add(indicator)
                chart = charts.network(result, indicator)
                parts.append(drawings.figure(chart, f"{say('page.conflicts', language)}: {indicator}"))
    repairs = rows(result.repairs)
    if repairs:
        parts.append(_text("h3", say("page.repairs", language)))
        parts.append(_text("p", say("page.repair_note", language), class_="quiet"))
        items = [
            say(
                f"page.repair_{row['pass']}",
                language,
                claims=_joined(row["claims"], language),
                weight=row["weight"],
            )
            for row in repairs
        ]
        parts.append(_tag("ul", "".join(_text("li", item) for item in items)))
    if result.set_aside:
        parts.append(_text("p", say("page.set_aside", language, claims=_joined(result.set_aside, language))))
    return "".join(parts)


def _outlooks(result: Any, drawings: _Drawings) -> str:
    language, entity = result.language, result.dossier.entity
    parts: list[str] = []
    for row in indicator_rows(result):
        fitted = [
            one
            for one in rows(result.forecasts, entity=entity, indicator=row["indicator"])
            if one["median"] is not None
        ]
        if row.get("main") and fitted:
            parts.append(
                drawings.figure(
                    charts.outlook(result, row["indicator"]),
                    f"{say('page.outlook', language)}: {row['label']}",
                    narrow=charts.outlook(result, row["indicator"], width=NARROW),
                )
            )
    note = _text("p", say("page.outlook_note", language), class_="quiet")
    return note + "".join(parts) if parts else ""


def _claims(result: Any) -> str:
    language = result.language
    found = rows(result.claims)
    if not found:
        return ""
    names = {row["indicator"]: row["label"] for row in indicator_rows(result)}
    columns = ("indicator", "stated", "years", "role", "quote", "place", "note")

    def label(name: str) -> str:
        return say(f"page.column.{name}", language)

    lines = []
    for row in found:
        start, end = years(row)
        text = statement(row, language)
        if row.get("set_aside"):
            text = say("charts.set_aside", language, text=text)
        who = "" if row["entity"] == result.dossier.entity else f" ({row['entity']})"
        name = escape(names.get(row["indicator"], str(row["indicator"])) + who)
        cells = [
            _cell(label("stated"), escape(text), ""),
            _cell(label("years"), str(end) if start == end else f"{start}–{end}", "tight"),
            _cell(label("role"), escape(say(f"charts.role.{row['role']}", language)), "tight"),
            _cell(
                label("quote"),
                _text("q", row["quote"], lang="zh" if _chinese(row["quote"]) else "en"),
                "words",
            ),
            _cell(label("place"), escape(f"{row['source']}, {row['locator']}"), ""),
            _cell(label("note"), escape(str(row.get("note") or "")), "remark"),
        ]
        identity = _text("span", row["claim_id"], class_="unit")
        lines.append(_tag("tr", _tag("th", _tag("span", name + identity), scope="row") + "".join(cells)))
    head = "".join(_text("th", label(name), scope="col") for name in columns)
    sources = "".join(
        _text(
            "li",
            f"{source.id}: {source.title} ({source.published})" + (f"; {source.note}" if source.note else ""),
        )
        for source in result.dossier.sources.values()
    )
    return (
        _text("p", say("page.claims_note", language), class_="quiet")
        + _tag("table", _tag("thead", _tag("tr", head)) + _tag("tbody", "".join(lines)), class_="cards")
        + _tag("ul", sources, class_="quiet")
    )


def _chinese(text: object) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", str(text)))


def _limits(result: Any) -> str:
    language = result.language
    names = ("limit_which", "limit_scope", "limit_unpriced", "limit_odds", "limit_thin")
    items = [say(f"page.{name}", language) for name in names]
    items += [str(notice) for notice in result.notices]
    return _tag("ul", "".join(_text("li", item) for item in items))


def _made(result: Any) -> str:
    """Version and digest of the inputs; no clock, so that the page is the same tomorrow."""
    language = result.language
    folder = getattr(result.dossier, "folder", None)
    inputs = []
    if folder is not None:
        for name in ("dossier.toml", "claims.csv", "scenarios.toml"):
            place = Path(folder) / name
            if place.is_file():
                inputs.append((name, hashlib.sha256(place.read_bytes()).hexdigest()))
    if not inputs:
        content = json.dumps(rows(result.claims), ensure_ascii=False, sort_keys=True, default=str)
        inputs.append(("claims", hashlib.sha256(content.encode()).hexdigest()))
    head = _text("th", say("page.made_inputs", language), scope="col") + _text(
        "th", say("page.made_digest", language), scope="col"
    )
    body = "".join(
        _tag("tr", _text("th", name, scope="row") + _tag("td", _text("code", digest)))
        for name, digest in inputs
    )
    note = say("page.made_note", language, version=result.to_dict()["version"])
    return _text("p", note) + _tag("table", _tag("thead", _tag("tr", head)) + _tag("tbody", body))


def _main(result: Any) -> str:
    language = result.language
    drawings = _Drawings(f"{language}-")
    name = getattr(result.scenario, "name", None)
    scenario = "" if name in {None, "baseline"} else name
    subtitle = say(
        "page.subtitle_scenario" if scenario else "page.subtitle",
        language,
        title=result.dossier.title,
        as_of=result.dossier.as_of,
        scenario=scenario,
    )
    staircases, others = _staircases(result, drawings)
    head = (
        _text("p", subtitle, class_="quiet")
        + _text("h1", say("page.title", language))
        + staircases
        + _text("p", result.paragraph, class_="lede", id=f"{language}-in-short")
        + others
    )
    # A section without content is left out, with its link.
    every = (
        ("targets", _targets(result, drawings)),
        ("findings", _findings(result, drawings)),
        ("conflicts", _conflicts(result, drawings)),
        ("outlook", _outlooks(result, drawings)),
        ("claims", _claims(result)),
        ("limits", _limits(result)),
        ("made", _made(result)),
    )
    sections = [(name, content) for name, content in every if content]
    links = "".join(
        _tag("li", _text("a", say(f"page.{name}", language), href=f"#{language}-{name}"))
        for name, _ in sections
    )
    contents = _tag("nav", _tag("ul", links), aria_label=say("page.contents", language))
    body = "".join(
        _tag("section", _text("h2", say(f"page.{name}", language)) + content, id=f"{language}-{name}")
        for name, content in sections
    )
    code = "zh-CN" if language == "zh" else "en"
    return _tag("main", _tag("header", head) + contents + body, lang=code, id=language)


def _switch(languages: Sequence[str]) -> tuple[str, str]:
    """Buttons and rules that show one language at a time, without a script."""
    if len(languages) < 2:
        return "", ""
    buttons = "".join(
        f'<input class="switch" type="radio" name="language" id="show-{name}"{" checked" if not place else ""}>'
        for place, name in enumerate(languages)
    )
    labels = "".join(
        _text("label", say("page.switch", name), for_=f"show-{name}", lang=name) for name in languages
    )
    rules = "\n".join(
        f"#show-{name}:not(:checked) ~ #{name} {{ display: none; }}\n"
        f"#show-{name}:checked ~ .switches label[for=show-{name}] {{ background: var(--ink); color: #fff; }}"
        for name in languages
    )
    return buttons + _tag("div", labels, class_="switches"), rules


def page(result: Any) -> str:
    """An assessment as one HTML document that fetches nothing and runs no script.

    Args:
        result: an assessment, or a list of assessments of one dossier in different languages; the first is shown
            first, the others behind a switch.

    Returns:
        The document; the same inputs give the same text.

    Raises:
        ForecastingError: no assessment was given, or two in one language.
    """
    results = list(result) if isinstance(result, list | tuple) else [result]
    languages = [one.language for one in results]
    if not results or len(set(languages)) != len(languages):
        msg = f"expected one assessment for each language, found {languages or 'none'}"
        raise ForecastingError(msg)
    buttons, rules = _switch(languages)
    body = buttons + "".join(_main(one) for one in results)
    title = escape(f"{results[0].dossier.title} – {say('page.title', languages[0])}")
    letters = set(re.sub(r"<[^>]*>", "", body + title)) | set("–…")
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{"zh-CN" if languages[0] == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{face_css(letters, letters)}\n{STYLE}{rules}\n</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def write_page(result: Any, path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Write the page of an assessment, completely or not at all.

    Args:
        result: as for `page`.
        path: where to; its folder must exist.
        force: replace a file that is there.

    Returns:
        The path written.

    Raises:
        ForecastingError: the file is there already, or its folder is not.
    """
    free_place(path, force=force)
    return write_whole(path, page(result).encode(), force=force)
