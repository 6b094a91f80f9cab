"""Findings, tables and conflicts as text: what `forecasting assess` prints."""

from __future__ import annotations

import csv
import io
import re
import textwrap
import unicodedata
from typing import TYPE_CHECKING, Any

from forecasting.files import FORMULA_SIGNS
from forecasting.judge.assessment import ConditionRow, FindingRow
from forecasting.words import Phrase, number, percent, printed_percent, render, say, unbroken, unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.judge.assessment import Assessment

__all__ = ["findings_csv", "report"]

_WIDTH = 110


def _wide(text: str) -> int:
    """Columns a text takes on a terminal, where Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _pad(text: str, width: int, *, right: bool = False) -> str:
    space = " " * max(0, width - _wide(text))
    return space + text if right else text + space


def _wrap(text: str, indent: str) -> list[str]:
    """Lines of at most the page's width; Chinese breaks between characters, but before no closing mark and after no opening one."""
    bound = unbroken(text)
    if not any(unicodedata.east_asian_width(one) in "WF" for one in bound):
        lines = textwrap.wrap(bound, _WIDTH, initial_indent=indent, subsequent_indent=indent) or [indent]
        return [line.replace("\u00a0", " ") for line in lines]
    lines, line = [], indent
    for piece in re.findall(r"[（“《]*(?:[!-~\u2212\u00a0]+|.)", bound):
        if _wide(line + piece.rstrip()) > _WIDTH and line.strip() and piece not in "，。；：、）”%,;:)":
            lines.append(line.rstrip())
            line = indent
        if piece != " " or line.strip():
            line += piece
    return [one.replace("\u00a0", " ") for one in [*lines, line]]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns set apart by two spaces: the first and last hold words and are flush left, the others numbers."""
    widths = [max(_wide(row[place]) for row in [head, *rows]) for place in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(
            _pad(cell, width, right=0 < place < len(cells) - 1)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()

    return [line(head), "  ".join("-" * width for width in widths), *(line(row) for row in rows)]


def _level(value: float | None, language: str) -> str:
    return "" if value is None else number(value, language)


def _rate(value: float | None, language: str) -> str:
    return "" if value is None else percent(value, language)


def _target_table(result: Assessment) -> list[str]:
    language = result.language
    rows = result.target_rows
    if not rows:
        return []
    head = [result.say(f"terminal.targets.{name}") for name in _TARGET_COLUMNS]
    body = []
    for row in rows:
        chance = row.probability
        odds = "" if chance is None else say("terminal.odds", language, odds=chance)
        verdict = [row.growth_verdict, row.path_verdict, row.odds_verdict]
        words = [say(f"verdicts.{one}", language) for one in verdict if one and one != "not_assessable"]
        body.append(
            [
                f"{row.label} ({unit_name(row.unit, language)})",
                _level(row.base_level, language),
                "" if row.printed_rate is None else printed_percent(row.printed_rate, language),
                _rate(row.recomputed_rate, language),
                _level(row.target_level, language),
                _rate(row.needed_before, language),
                _rate(row.needed_after, language),
                _level(row.goal_level, language),
                _rate(row.record_rate, language),
                odds,
                " · ".join(words),
            ]
        )
    return [result.say("terminal.targets.title", as_of=result.dossier.as_of), "", *_table(head, body)]


_TARGET_COLUMNS = (
    "indicator",
    "base",
    "printed",
    "recomputed",
    "target",
    "before",
    "after",
    "goal",
    "record",
    "odds",
    "verdict",
)


def report(result: Assessment) -> str:
    """The assessment as a page of text: scenario, paragraph, findings, conflicts, target table."""
    language = result.language
    lines = [result.dossier.name(result.language)]
    if result.scenario.name != "baseline":
        lines.append(result.say("terminal.scenario", name=result.scenario.named(language)))
        lines += [f"  - {one}" for one in result.differences]
    lines += [result.say("terminal.notice", text=one) for one in result.notices]
    lines += ["", *_wrap(result.paragraph, ""), ""]
    table = _target_table(result)
    lines += [*table, ""] if table else []
    lines += [result.say("terminal.findings", count=len(result.found)), ""]
    current = ""
    for finding in result.found:
        if finding.verdict == "not_assessable":
            continue
        verdict = say(f"verdicts.{finding.verdict}", language)
        if verdict != current:
            lines += [f"[{verdict.upper() if language == 'en' else verdict}]"]
            current = verdict
        place = result.say(
            "terminal.place",
            check=say(f"findings.checks.{finding.check}.name", language),
            grade=finding.grade,
            kind=say(f"terminal.kinds.{finding.kind}", language),
        )
        message = render(finding.message, language)
        lines += _wrap(f"{message} {place}", "  ")
        if finding.suggestion is not None:
            lines += _wrap(f"→ {render(finding.suggestion, language)}", "    ")
    lines += _missing(result)
    conflicts = result.conflict_rows
    if conflicts:
        lines += ["", result.say("terminal.conflicts")]
        for row in conflicts:
            factor = row.stretch_factor
            stretch = "" if factor is None else result.say("terminal.stretch", factor=factor)
            lines += _wrap(f"{', '.join(row.claims)}. {stretch}", "  ")
            lines += [one for link in row.chain for one in _wrap(link, "    ")]
    if result.set_aside:
        lines += ["", result.say("terminal.set_aside", claims=", ".join(result.set_aside))]
    return "\n".join(lines) + "\n"


def _missing(result: Assessment) -> list[str]:
    """What could not be assessed, in one line a check, and what to look up."""
    untested = [one for one in result.found if one.verdict == "not_assessable"]
    if not untested:
        return []
    language = result.language
    verdict = say("verdicts.not_assessable", language)
    lines = [f"[{verdict.upper() if language == 'en' else verdict}]"]
    for check in dict.fromkeys(one.check for one in untested):
        here = [one for one in untested if one.check == check]
        labels = dict.fromkeys(result.dossier.indicators[one.indicator].name(language) for one in here)
        values = {"check": say(f"findings.checks.{check}.name", language), "count": len(here)}
        joined = ("、" if language == "zh" else ", ").join(labels)
        lines += _wrap(result.say("terminal.untested", labels=joined, **values), "  ")
    # Suggestions that differ in nothing but the indicator are said once for all of them.
    wanted: dict[str, dict[str, None]] = {}
    for finding in untested:
        if finding.suggestion is not None:
            suggestion = Phrase(finding.suggestion.key, {**finding.suggestion.values, "label": "\0"})
            blank = render(suggestion, language)
            label = result.dossier.indicators[finding.indicator].name(language)
            wanted.setdefault(blank, {})[label] = None
    for sentence, labels in wanted.items():
        joined = ("、" if language == "zh" else ", ").join(labels)
        lines += _wrap("→ " + sentence.replace("\0", joined), "    ")
    return [*lines, *_wrap(result.say("terminal.full"), "  ")]


def findings_csv(result: Assessment) -> str:
    """The findings as CSV, one row each, intervals as two columns."""
    out = io.StringIO()
    single = [key for key in FindingRow.columns() if key not in ("stated", "computed", "probability_range")]
    pairs = ("stated", "computed", "probability")
    head = [*single, *(f"{name}_{end}" for name in pairs for end in ("lower", "upper"))]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in result.finding_rows:
        cells = [_cell(getattr(row, key)) for key in single]
        for ends in (row.stated, row.computed, row.probability_range or (None, None)):
            cells += [_cell(end) for end in ends]
        writer.writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        text = "; ".join(f"{key}={one}" for key, one in sorted(value.items()))
    elif isinstance(value, list | tuple):
        text = "; ".join(
            f"{one.bridge}: {one.sentence}" if isinstance(one, ConditionRow) else str(one) for one in value
        )
    else:
        text = str(value)
    # A spreadsheet would run a text that begins like a formula.
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
