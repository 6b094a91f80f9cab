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
from forecasting.charts.export import PAGE, free_place, svg, write_whole
from forecasting.charts.look import indicator_rows, plain, rows
from forecasting.charts.statements import statement, years
from forecasting.charts.verdicts import GRAVITY, RANKS
from forecasting.claims import in_language
from forecasting.errors import ForecastingError
from forecasting.markup import document, language_code, style, tag, text_tag, verdict_mark
from forecasting.words import number, percent, readable, say, unit_name

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
        return tag("figure", drawn + (text_tag("figcaption", caption) if caption else ""))


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
    head = tag("div", "".join(first), class_="panels")
    head += text_tag("p", say("page.staircase_note", language), class_="quiet")
    if not others:
        return head, ""
    more = tag("div", "".join(others), class_="panels")
    return head, tag("details", text_tag("summary", say("page.staircase_more", language)) + more)


def _cell(label: str, content: str, kind: str = "n") -> str:
    kind += "" if content else " empty"
    return tag("td", tag("span", content or "–"), class_=kind.strip(), data_label=label)


def _over(text: str, year: object, language: str) -> str:
    """A number with its year in small below it."""
    return escape(text) + text_tag("span", say("page.cell.year", language, year=year), class_="unit")


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
        record = escape(record) + text_tag("span", since, class_="unit")
    odds = ""
    if plan.get("probability") is not None:
        odds = escape(say("page.cell.odds", language, chance=plan["probability"]))
        ends = (plan.get("probability_low"), plan.get("probability_high"))
        if None not in ends:
            spread = say("page.cell.spread", language, low=ends[0], high=ends[1])
            odds += text_tag("span", spread, class_="unit")
        if plan.get("grade"):
            odds += text_tag("span", say("page.cell.grade", language, grade=plan["grade"]), class_="unit")
    words = [plan.get(name) for name in ("growth_verdict", "path_verdict", "pace_verdict", "odds_verdict")]
    # What could not be assessed is said once, and only where nothing else was.
    told = (
        [one for one in words if one != "not_assessable"]
        if any(one not in (None, "not_assessable") for one in words)
        else list(dict.fromkeys(words))
    )
    verdicts = "".join(verdict_mark(one, language) for one in told)
    kept = number(plan["kept_level"], language) if plan.get("kept_level") is not None else ""
    name = escape(str(plan["label"])) + text_tag(
        "span", unit_name(str(plan["unit"]), language), class_="unit"
    )
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
    return tag("tr", tag("th", tag("span", name), scope="row") + "".join(cells))


def _targets(result: Any, drawings: _Drawings) -> str:
    language = result.language
    plans = rows(result.targets, entity=result.dossier.entity)
    if not plans:
        return ""
    order = {row["indicator"]: place for place, row in enumerate(indicator_rows(result))}
    plans.sort(key=lambda plan: (order.get(plan["indicator"], len(order)), plan["indicator"]))
    names = ("base", "rate", "target", "before", "after", "kept", "goal", "record", "verdict", "odds")
    head = text_tag("th", say("page.column.indicator", language), scope="col") + "".join(
        text_tag(
            "th",
            say(f"page.column.{name}", language),
            scope="col",
            class_="" if name in {"verdict", "odds"} else "n",
        )
        for name in names
    )
    body = "".join(_plan_row(plan, language) for plan in plans)
    table = tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), class_="cards")
    chart = drawings.figure(charts.required(result), say("charts.required", language))
    return table + text_tag("p", say("page.targets_note", language), class_="quiet") + chart


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
    head = verdict_mark(row["verdict"], language)
    check = say(f"charts.check.{row['check']}", language).replace("|", "" if language == "zh" else " ")
    span = "" if row.get("end") is None else str(row["end"])
    if span and row.get("start") is not None and row["start"] != row["end"]:
        span = f"{row['start']}–{span}"
    about = " · ".join(part for part in (names.get(row["indicator"], row["indicator"]), check, span) if part)
    parts = [tag("p", head + " " + text_tag("span", about, class_="quiet"), class_="head")]
    parts.append(text_tag("p", row["message"]))
    if row.get("suggestion") and row["suggestion"] != say("findings.no_change", language):
        label = text_tag("b", say("page.finding.suggestion", language))
        parts.append(tag("p", f"{label} {escape(str(row['suggestion']), quote=False)}", class_="suggest"))
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
    parts.append(text_tag("p", " · ".join(notes), class_="meta"))
    return tag("li", "".join(parts), class_=gravity)


def _findings(result: Any, drawings: _Drawings) -> str:
    language = result.language
    found = rows(result.findings)
    if not found:
        return ""
    parts = [text_tag("p", say("page.findings_note", language), class_="quiet")]
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
        items = tag("ol", "".join(_finding(row, names, rank, language) for row in group), class_="findings")
        if rank in {"fine", "silent"}:
            parts.append(tag("details", text_tag("summary", title) + items))
        else:
            parts.append(text_tag("h3", title) + items)
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
        parts.append(text_tag("p", say("page.conflicts_none", language)))
    for place, row in enumerate(found, 1):
        parts.append(text_tag("h3", say("page.conflict", language, place=place)))
        steps = "".join(text_tag("li", sentence) for sentence in row["chain"] or ())
        parts.append(tag("ol", steps, class_="chain"))
        notes = [say("page.conflict_claims", language, claims=_joined(row["claims"], language))]
        if row.get("minimal"):
            notes.append(say("page.conflict_minimal", language))
        if row.get("stretch_factor") is not None:
            notes.append(say("page.conflict_stretch", language, factor=row["stretch_factor"]))
        parts.append(text_tag("p", ("" if language == "zh" else " ").join(notes), class_="quiet"))
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
        parts.append(text_tag("h3", say("page.repairs", language)))
        parts.append(text_tag("p", say("page.repair_note", language), class_="quiet"))
        items = [
            say(
                f"page.repair_{row['pass']}",
                language,
                claims=_joined(row["claims"], language),
                weight=row["weight"],
            )
            for row in repairs
        ]
        parts.append(tag("ul", "".join(text_tag("li", item) for item in items)))
    if result.set_aside:
        parts.append(
            text_tag("p", say("page.set_aside", language, claims=_joined(result.set_aside, language)))
        )
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
    note = text_tag("p", say("page.outlook_note", language), class_="quiet")
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
        name = names.get(row["indicator"], str(row["indicator"]))
        if row["entity"] != result.dossier.entity:
            place = result.dossier.place(row["entity"], language)
            name = say("findings.elsewhere", language, label=name, place=place)
        cells = [
            _cell(label("stated"), escape(text), ""),
            _cell(label("years"), str(end) if start == end else f"{start}–{end}", "tight"),
            _cell(label("role"), escape(say(f"charts.role.{row['role']}", language)), "tight"),
            _cell(
                label("quote"),
                text_tag("q", row["quote"], lang="zh" if _chinese(row["quote"]) else "en"),
                "words",
            ),
            _cell(label("place"), escape(f"{row['source']}, {row['locator']}"), ""),
            _cell(label("note"), escape(_remark(row, language)), "remark"),
        ]
        identity = text_tag("span", row["claim_id"], class_="unit")
        lines.append(tag("tr", tag("th", tag("span", escape(name) + identity), scope="row") + "".join(cells)))
    head = "".join(text_tag("th", label(name), scope="col") for name in columns)
    sources = "".join(
        text_tag(
            "li",
            f"{source.id}: {source.name(language)} ({source.published})"
            + (
                f"; {note}"
                if (note := in_language(source.note, language)) and readable(note, language)
                else ""
            ),
        )
        for source in result.dossier.sources.values()
    )
    return (
        text_tag("p", say("page.claims_note", language), class_="quiet")
        + tag("table", tag("thead", tag("tr", head)) + tag("tbody", "".join(lines)), class_="cards")
        + tag("ul", sources, class_="quiet")
    )


def _remark(row: Any, language: str) -> str:
    """The note of a claim, where the reader of the page can read it."""
    note = str(row.get("note") or "")
    return note if readable(note, language) else ""


def _chinese(text: object) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", str(text)))


def _limits(result: Any) -> str:
    language = result.language
    names = ("limit_which", "limit_scope", "limit_unpriced", "limit_odds", "limit_thin")
    items = [say(f"page.{name}", language) for name in names]
    items += [str(notice) for notice in result.notices]
    return tag("ul", "".join(text_tag("li", item) for item in items))


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
    head = text_tag("th", say("page.made_inputs", language), scope="col") + text_tag(
        "th", say("page.made_digest", language), scope="col"
    )
    body = "".join(
        tag("tr", text_tag("th", name, scope="row") + tag("td", text_tag("code", digest)))
        for name, digest in inputs
    )
    note = say("page.made_note", language, version=result.to_dict()["version"])
    return text_tag("p", note) + tag("table", tag("thead", tag("tr", head)) + tag("tbody", body))


def _main(result: Any) -> str:
    language = result.language
    drawings = _Drawings(f"{language}-")
    name = getattr(result.scenario, "name", None)
    scenario = "" if name in {None, "baseline"} else name
    subtitle = say(
        "page.subtitle_scenario" if scenario else "page.subtitle",
        language,
        title=result.dossier.name(language),
        as_of=result.dossier.as_of,
        scenario=scenario,
    )
    staircases, others = _staircases(result, drawings)
    head = (
        text_tag("p", subtitle, class_="quiet")
        + text_tag("h1", say("page.title", language))
        + staircases
        + text_tag("p", result.paragraph, class_="lede", id=f"{language}-in-short")
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
        tag("li", text_tag("a", say(f"page.{name}", language), href=f"#{language}-{name}"))
        for name, _ in sections
    )
    contents = tag("nav", tag("ul", links), aria_label=say("page.contents", language))
    body = "".join(
        tag("section", text_tag("h2", say(f"page.{name}", language)) + content, id=f"{language}-{name}")
        for name, content in sections
    )
    return tag("main", tag("header", head) + contents + body, lang=language_code(language), id=language)


def _switch(languages: Sequence[str]) -> tuple[str, str]:
    """Buttons and rules that show one language at a time, without a script."""
    if len(languages) < 2:
        return "", ""
    buttons = "".join(
        f'<input class="switch" type="radio" name="language" id="show-{name}"{" checked" if not place else ""}>'
        for place, name in enumerate(languages)
    )
    labels = "".join(
        text_tag("label", say("page.switch", name), for_=f"show-{name}", lang=name) for name in languages
    )
    rules = "\n".join(
        f"#show-{name}:not(:checked) ~ #{name} {{ display: none; }}\n"
        f"#show-{name}:checked ~ .switches label[for=show-{name}] {{ background: var(--ink); color: #fff; }}"
        for name in languages
    )
    return buttons + tag("div", labels, class_="switches"), rules


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
    title = f"{results[0].dossier.name(languages[0])} – {say('page.title', languages[0])}"
    return document(
        body,
        title=title,
        language=languages[0],
        rules=style("page.css") + rules,
        letters=set(re.sub(r"<[^>]*>", "", body)) | set(title + "–…"),
    )


def write_page(result: Any, path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Write the page of an assessment, completely or not at all.

    Args:
        result: as for `page`.
        path: ends with .html; its folder must exist.
        force: replace a file that is there.

    Returns:
        The path written.

    Raises:
        ForecastingError: another ending, the file is there already, or its folder is not.
    """
    free_place(path, force=force, endings=PAGE)
    return write_whole(path, page(result).encode(), force=force)
