"""Sheets that are read and not reckoned with: what this is, findings, conflicts; and scenarios side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting import __version__
from forecasting.dossier.inputs import digests
from forecasting.words import Phrase, render, say, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecasting._appendix.xlsx.book import Sheet
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.tables import TargetRow

__all__ = [
    "CONFLICT_WIDTHS",
    "FINDING_WIDTHS",
    "READ_ME_WIDTHS",
    "SCENARIO_WIDTHS",
    "write_conflicts",
    "write_findings",
    "write_read_me",
    "write_scenarios",
]

_FINDINGS = (
    ("number", 6),
    ("check", 14),
    ("kind", 9),
    ("indicator", 15),
    ("years", 11),
    ("verdict", 12),
    ("stated_low", 9),
    ("stated_high", 9),
    ("computed_low", 9),
    ("computed_high", 9),
    ("odds", 8),
    ("grade", 6),
    ("material", 8),
    ("message", 60),
    ("suggestion", 45),
    ("claims", 24),
)
_CONFLICTS = (("number", 6), ("claims", 32), ("chain", 90), ("stretch", 14))
_SCENARIOS = (
    ("indicator", 26),
    ("scenario", 32),
    ("base", 9),
    ("target", 9),
    ("goal_year", 8),
    ("goal", 9),
    ("needed", 10),
    ("needed_change", 12),
    ("path", 11),
    ("odds", 9),
    ("odds_change", 12),
    ("verdict", 12),
)
#: What the sheet of scenarios shows of a target table row.
_SHOWN = (
    "base_level",
    "target_level",
    "goal_year",
    "goal_level",
    "needed_before",
    "path_verdict",
    "probability",
    "odds_verdict",
)
READ_ME_WIDTHS = (24.0, 100.0)
FINDING_WIDTHS = [float(width) for _, width in _FINDINGS]
CONFLICT_WIDTHS = [float(width) for _, width in _CONFLICTS]
SCENARIO_WIDTHS = [float(width) for _, width in _SCENARIOS]
_HEAD = 3


def write_read_me(sheet: Sheet, runs: Sequence[Assessment], sheets: Sequence[Sheet]) -> None:
    """What the workbook holds, what may be changed in it, and what it was made from."""
    book, run = sheet.book, runs[0]
    rows = [
        ("report", run.dossier.name(run.language)),
        ("as_of", str(run.dossier.as_of)),
        ("scenarios", "\n".join(scenario_title(one) for one in runs)),
        ("version", f"target-forecasting {__version__}"),
        *(("input", f"{one['name']}  SHA-256 {one['sha256']}") for one in digests(run.baseline)),
    ]
    row = 3
    for key, text in rows:
        sheet.text(row, 0, book.say(f"read_me.{key}"), "strong")
        sheet.text(row, 1, text)
        row += 1
    row += 1
    sheet.text(row, 0, book.say("read_me.marks"), "label")
    row += 1
    sheet.text(row, 0, book.say("read_me.changeable"), "strong", changeable=True)
    sheet.text(row, 1, book.say("read_me.changeable_means"))
    row += 1
    sheet.text(row, 0, book.say("read_me.formula"), "strong")
    sheet.text(row, 1, book.say("read_me.formula_means"))
    row += 1
    sheet.text(row, 0, book.say("read_me.fixed"), "strong")
    sheet.text(row, 1, book.say("read_me.fixed_means"))
    row += 2
    sheet.text(row, 0, book.say("read_me.sheets"), "label")
    for listed in sheets:
        row += 1
        look = book.style("strong")
        name = listed.name.replace("'", "''")
        sheet.file.write_url(row, 0, f"internal:'{name}'!A1", look, listed.name)
        sheet.text(row, 1, book.say(f"{listed.key}.intro"))
    sheet.file.set_portrait()


def scenario_title(run: Assessment) -> str:
    """The name of a scenario in the language, the baseline by its own word."""
    if run.scenario.name == "baseline":
        return run.say("workbook.baseline")
    return run.scenario.named(run.language)


def write_findings(sheet: Sheet, run: Assessment) -> None:
    """Every finding, most consequential first."""
    book, language = sheet.book, run.language
    sheet.heads(_HEAD, [book.say(f"findings.{name}") for name, _ in _FINDINGS], fixed=2)
    columns = {name: place for place, (name, _) in enumerate(_FINDINGS)}
    row = _HEAD
    for row, found in enumerate(run.found, _HEAD + 1):
        indicator = run.dossier.indicators.get(found.indicator)
        texts = {
            "check": say(f"findings.checks.{found.check}.name", language),
            "kind": say(f"terminal.kinds.{found.kind}", language),
            "indicator": indicator.name(language) if indicator else "",
            "years": "–".join(str(one) for one in dict.fromkeys([found.start, found.end]) if one is not None),
            "verdict": say(f"verdicts.{found.verdict}", language),
            "grade": found.grade,
            "material": book.say("yes") if found.material else "",
            "message": render(found.message, language),
            "suggestion": render(found.suggestion or Phrase("findings.no_change"), language),
            "claims": ", ".join(found.claims),
        }
        sheet.number(row, columns["number"], row - _HEAD, "year")
        for name, text in texts.items():
            sheet.text(
                row, columns[name], text, "centre" if name in ("grade", "material", "years") else "text"
            )
        for name, ends in (("stated", found.stated), ("computed", found.computed)):
            for end, value in zip(("low", "high"), ends or (None, None), strict=True):
                sheet.number(row, columns[f"{name}_{end}"], value, "pct" if found.unit == "%" else "level")
        sheet.number(row, columns["odds"], found.probability, "odds")
    if row > _HEAD:
        sheet.file.autofilter(_HEAD, 0, row, len(_FINDINGS) - 1)
        place = columns["verdict"]
        at = sheet.cell(_HEAD + 1, place).replace("$", "")
        sheet.warn((_HEAD + 1, place), (row, place), f'{at}="{say("verdicts.inconsistent", language)}"')


def write_conflicts(sheet: Sheet, run: Assessment) -> None:
    """The minimal conflicts, each as a chain to follow with a calculator."""
    book = sheet.book
    sheet.heads(_HEAD, [book.say(f"conflicts.{name}") for name, _ in _CONFLICTS])
    for row, conflict in enumerate(run.conflict_rows, _HEAD + 1):
        sheet.number(row, 0, row - _HEAD, "year")
        sheet.text(row, 1, ", ".join(conflict.claims))
        sheet.text(row, 2, "\n".join(conflict.chain))
        sheet.number(row, 3, conflict.stretch_factor, "factor")


def write_scenarios(sheet: Sheet, runs: Sequence[Assessment]) -> None:
    """Targets, needs and odds of each indicator under each scenario; changes against the first by formula."""
    book, language = sheet.book, runs[0].language
    sheet.heads(_HEAD, [book.say(f"scenarios.{name}") for name, _ in _SCENARIOS], fixed=2)
    columns = {name: place for place, (name, _) in enumerate(_SCENARIOS)}
    row = _HEAD
    unmoved = []
    for first in runs[0].target_rows:
        found = [
            (run, other) for run in runs for other in run.target_rows if other.indicator == first.indicator
        ]
        if first.probability is None and all(_same(first, other) for _, other in found):
            unmoved.append(first.label)
            continue
        top = row + 1
        for run, other in found:
            row += 1
            unit = unit_name(first.unit, language)
            sheet.text(
                row, columns["indicator"], book.say("scenarios.of", label=first.label, unit=unit), "strong"
            )
            sheet.text(row, columns["scenario"], scenario_title(run))
            _write_scenario(sheet, row, top, (first, other), columns, language)
    if unmoved:
        row += 1
        listed = ("、" if language == "zh" else ", ").join(unmoved)
        sheet.across(row, 0, len(_SCENARIOS) - 1, book.say("scenarios.unmoved", listed=listed))
    row += 2
    sheet.text(row, 0, book.say("scenarios.differences"), "label")
    for run in runs:
        row += 1
        sheet.text(row, 0, scenario_title(run), "strong")
        told = "\n".join(run.differences).strip() or book.say("scenarios.nothing")
        sheet.across(row, 1, len(_SCENARIOS) - 1, told)


def _same(first: TargetRow, other: TargetRow) -> bool:
    """Whether a scenario leaves the row of an indicator as it is."""
    return all(getattr(first, name) == getattr(other, name) for name in _SHOWN)


def _write_scenario(
    sheet: Sheet,
    row: int,
    top: int,
    targets: tuple[TargetRow, TargetRow],
    columns: Mapping[str, int],
    language: str,
) -> None:
    first, found = targets
    at = {name: sheet.cell(row, place) for name, place in columns.items()}
    for name, level in (
        ("base", found.base_level),
        ("target", found.target_level),
        ("goal", found.goal_level),
    ):
        sheet.number(row, columns[name], level, "level")
    sheet.number(row, columns["goal_year"], found.goal_year, "year")
    needed = found.needed_before
    if needed is not None:
        power = f"^(1/({at['goal_year']}-{found.base_year}))"
        sheet.formula(row, columns["needed"], f"({at['goal']}/{at['base']}){power}-1", needed, "pct")
    else:
        sheet.text(row, columns["needed"], "")
    sheet.number(row, columns["odds"], found.probability, "odds")
    for name, change, before, after in (
        ("needed", "needed_change", first.needed_before, found.needed_before),
        ("odds", "odds_change", first.probability, found.probability),
    ):
        if row > top and after is not None and before is not None:
            value = round(100 * (after - before), 9)
            formula = f"ROUND(100*({at[name]}-{sheet.cell(top, columns[name])}),9)"
            sheet.formula(row, columns[change], formula, value, "pp")
        else:
            sheet.text(row, columns[change], "")
    for name, verdict in (("path", found.path_verdict), ("verdict", found.odds_verdict)):
        sheet.text(row, columns[name], say(f"verdicts.{verdict}", language) if verdict else "", "centre")
