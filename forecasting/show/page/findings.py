"""The findings in order of gravity, each with its two intervals and the claims it rests on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from forecasting.charts import drawn as charts
from forecasting.charts.look import indicator_rows, plain, table_of
from forecasting.charts.verdicts import RANKS
from forecasting.judge.checks import GRAVITY
from forecasting.show.markup import tag, text_tag, verdict_mark
from forecasting.show.page.cells import joined
from forecasting.words import number, percent, say, unit_name

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment
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
        if unit == "points":
            return say("page.points", language, value=end)
        if unit == "fold":
            return f"×{number(end, language)}"
        gap = "" if language == "zh" else " "
        return f"{number(end, language)}{gap}{unit_name(unit, language)}".strip()

    low, high = written(ends[0]), written(ends[1])
    kind = "at_least" if not high else "at_most" if not low else "exact" if low == high else "range"
    return say(f"page.bounds.{kind}", language, low=low, high=high)


def _finding(row: dict[str, Any], names: dict[str, str], gravity: str, language: str) -> str:
    head = verdict_mark(row["verdict"], language)
    check = say(f"findings.checks.{row['check']}.axis", language).replace(
        "|", "" if language == "zh" else " "
    )
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
        notes.append(say("page.finding.claims", language, claims=joined(row["claims"], language)))
    parts.append(text_tag("p", " · ".join(notes), class_="meta"))
    return tag("li", "".join(parts), class_=gravity)


def findings(result: Assessment, drawings: Drawings) -> str:
    """All findings, the gravest first; those that are fine or not assessable are folded away."""
    language = result.language
    found = table_of(result, "findings")
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
