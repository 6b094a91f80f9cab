"""The findings in order of gravity, each with its two intervals and the claims it rests on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from forecasting.charts import drawn as charts
from forecasting.charts.verdicts import RANKS
from forecasting.judge.checks import GRAVITY
from forecasting.show.markup import tag, text_tag, verdict_mark
from forecasting.show.page.cells import joined
from forecasting.words import number, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.judge.assessment import Assessment, FindingRow
    from forecasting.show.page.drawings import Drawings

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

#: Units of findings whose sign stands beside each number.
_SIGNED = ("%", "points", "fold")


def _bounds(ends: tuple[float | None, float | None], unit: str, language: str) -> str:
    """A stated or computed interval in words, in the unit of its finding; empty when it says nothing."""
    if ends == (None, None):
        return ""

    def written(end: float | None) -> str:
        if end is None:
            return ""
        if unit == "%":
            return percent(end, language)
        if unit == "points":
            return say("page.points", language, value=end)
        if unit == "fold":
            return f"×{number(end, language)}"
        return number(end, language).replace("-", "−")

    low, high = written(ends[0]), written(ends[1])
    kind = "at_least" if not high else "at_most" if not low else "exact" if low == high else "range"
    said = say(f"page.bounds.{kind}", language, low=low, high=high)
    if unit in _SIGNED or not unit:
        return said
    return say("findings.quantity.level", language, value=said, unit=unit)


def _head(row: FindingRow, name: str, language: str) -> str:
    """The verdict, then what is judged: the indicator's name, the check and the years."""
    check = say(f"findings.checks.{row.check}.axis", language).replace("|", "" if language == "zh" else " ")
    span = "" if row.end is None else str(row.end)
    if span and row.start is not None and row.start != row.end:
        span = f"{row.start}–{span}"
    about = " · ".join(part for part in (name, check, span) if part)
    head = verdict_mark(row.verdict, language)
    return tag("p", head + " " + text_tag("span", about, class_="quiet"), class_="head")


def _chance(row: FindingRow, language: str) -> Iterator[str]:
    if row.probability is None:
        return
    if row.probability_range:
        low, high = row.probability_range
        yield say("page.finding.probability_range", language, chance=row.probability, low=low, high=high)
    else:
        yield say("page.finding.probability", language, chance=row.probability)


def _notes(row: FindingRow, language: str) -> Iterator[str]:
    """What else there is to know of a finding: its kind, intervals, chance, grade and claims."""
    yield say(f"page.finding.{row.kind}", language)
    for side, ends in (("stated", row.stated), ("computed", row.computed)):
        bounds = _bounds(ends, row.unit, language)
        if bounds:
            yield say(f"page.{SIDES.get(row.check, 'finding')}.{side}", language, bounds=bounds)
    yield from _chance(row, language)
    if row.grade:
        yield say("page.finding.grade", language, grade=row.grade)
    if row.material:
        yield say("page.finding.material", language)
    if row.claims:
        yield say("page.finding.claims", language, claims=joined(row.claims, language))


def _finding(row: FindingRow, names: dict[str, str], gravity: str, language: str) -> str:
    parts = [_head(row, names.get(row.indicator, row.indicator), language), text_tag("p", row.message)]
    if row.suggestion and row.suggestion != say("findings.no_change", language):
        label = text_tag("b", say("page.finding.suggestion", language))
        parts.append(tag("p", f"{label} {escape(row.suggestion, quote=False)}", class_="suggest"))
    parts.append(text_tag("p", " · ".join(_notes(row, language)), class_="meta"))
    return tag("li", "".join(parts), class_=gravity)


def findings(result: Assessment, drawings: Drawings) -> str:
    """All findings, the gravest first; those that are fine or not assessable are folded away."""
    language = result.language
    found = result.finding_rows
    if not found:
        return ""
    parts = [text_tag("p", say("page.findings_note", language), class_="quiet")]
    parts.append(
        drawings.figure(
            charts.verdicts(result), say("charts.verdicts", language), say("page.verdicts_note", language)
        )
    )
    names = {row.indicator: row.label for row in result.indicator_rows}
    for rank in RANKS:
        group = [row for row in found if GRAVITY.get(row.verdict, "silent") == rank]
        if not group:
            continue
        title = f"{say(f'page.group.{rank}', language)} ({len(group)})"
        items = tag("ol", "".join(_finding(row, names, rank, language) for row in group), class_="findings")
        if rank in {"fine", "silent"}:
            parts.append(tag("details", text_tag("summary", title) + items))
        else:
            parts.append(text_tag("h3", title) + items)
    return "".join(parts)
