"""The target table with live formulas: a printed number changed among the claims moves every rate here."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose, log
from typing import TYPE_CHECKING

from forecasting.judge.checks import path_verdict
from forecasting.numbers.stated import parse_number
from forecasting.numbers.units import conversion
from forecasting.words import say, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting._appendix.xlsx.book import Book, Sheet
    from forecasting._appendix.xlsx.claims import PrintedCells
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Plan, Threshold
    from forecasting.judge.tables import TargetRow

__all__ = ["Aims", "level_formula", "target_sheet", "write_targets"]

_HEADS = (
    ("indicator", 15),
    ("unit", 8),
    ("base_year", 6),
    ("base", 8),
    ("target_year", 6),
    ("target", 8),
    ("printed", 7.5),
    ("recomputed", 9),
    ("gap", 12),
    ("goal_year", 6),
    ("goal", 8),
    ("before", 8),
    ("after", 8),
    ("loading", 7),
    ("kept", 9),
    ("kept_gap", 8),
    ("path", 9),
    ("assessed", 9),
    ("record", 7.5),
    ("since", 6),
    ("pace", 9),
    ("odds", 7),
    ("low", 6),
    ("high", 6),
    ("grade", 8),
)
_COLUMN = {name: place for place, (name, _) in enumerate(_HEADS)}
_HEAD = 3


@dataclass(frozen=True, slots=True)
class Aims:
    """Where the levels of one indicator stand in the target table; empty where there is none."""

    base: str = ""
    target: str = ""
    goal: str = ""
    odds: tuple[int, int] | None = None


def target_sheet(book: Book) -> Sheet:
    """The sheet, still empty."""
    return book.sheet("targets", [width for _, width in _HEADS])


def level_formula(claim_id: str, run: Assessment, printed: Mapping[str, PrintedCells]) -> str:
    """A printed level in the indicator's unit as a formula; empty when the claim prints no level with a value."""
    if claim_id not in printed:
        return ""
    claim = run.dossier.claim(claim_id)
    if claim.kind != "level" or claim.comparator == "..":
        return ""
    return printed[claim_id].taken(
        "value", conversion(claim.unit, run.dossier.indicators[claim.indicator].unit)
    )


def write_targets(sheet: Sheet, run: Assessment, printed: Mapping[str, PrintedCells]) -> dict[str, Aims]:
    """Fill the sheet and say where the levels of each indicator stand."""
    book = sheet.book
    sheet.heads(_HEAD, [book.say(f"targets.{name}", year=run.dossier.as_of) for name, _ in _HEADS])
    plans = {plan.indicator: plan for plan in run.plans}
    found = {}
    last = _HEAD + len(run.target_rows)
    for place, row in enumerate(run.target_rows, _HEAD + 1):
        found[row.indicator] = _write(sheet, run, row, plans[row.indicator], printed, place)
    sheet.text(last + 2, 0, book.say("targets.note"), "intro")
    if run.target_rows:
        path, gap = _COLUMN["path"], _COLUMN["gap"]
        bad = " ".join(
            f'{{}}="{say(f"verdicts.{word}", run.language)}",' for word in ("back_loaded", "short")
        )
        at = sheet.cell(_HEAD + 1, path).replace("$", "")
        sheet.warn((_HEAD + 1, path), (last, path), f"OR({bad.rstrip(',').format(at, at)})")
        at = sheet.cell(_HEAD + 1, gap).replace("$", "")
        sheet.warn((_HEAD + 1, gap), (last, gap), f"AND(ISNUMBER({at}),ABS({at})>=0.5)")
    return found


def _threshold(plan: Plan, year: int | None, *, goal: bool) -> Threshold | None:
    among = plan.goals if goal else plan.targets
    return next((one for one in reversed(among) if one.year == year), None)


def _base(run: Assessment, plan: Plan, printed: Mapping[str, PrintedCells]) -> str:
    """The base level as a formula, where it is the printed value of one claim."""
    base = plan.base
    if base is None or base.origin != "printed":
        return ""
    unit = run.dossier.indicators[plan.indicator].unit
    for name in base.claims:
        claim = run.dossier.claim(name)
        formula = level_formula(name, run, printed)
        if formula and claim.end == base.year and claim.comparator in ("=", "~"):
            value = float(parse_number(claim.value) * conversion(claim.unit, unit))
            if isclose(value, base.level, rel_tol=1e-12):
                return formula
    return ""


def _write(
    sheet: Sheet,
    run: Assessment,
    row: TargetRow,
    plan: Plan,
    printed: Mapping[str, PrintedCells],
    place: int,
) -> Aims:
    book, language, name = sheet.book, run.language, row.indicator
    at = {key: sheet.cell(place, column) for key, column in _COLUMN.items()}
    target = _threshold(plan, row.target_year, goal=False)
    goal = _threshold(plan, row.goal_year, goal=True)
    sheet.text(place, _COLUMN["indicator"], row.label, "strong")
    sheet.text(place, _COLUMN["unit"], unit_name(row.unit, language))
    years = {
        "base_year": row.base_year,
        "target_year": row.target_year,
        "goal_year": row.goal_year,
        "since": row.record_start,
    }
    for key, year in years.items():
        sheet.number(place, _COLUMN[key], year, "year")
    levels = {
        "base": (row.base_level, _base(run, plan, printed)),
        "target": (row.target_level, level_formula(target.claim, run, printed) if target else ""),
        "goal": (row.goal_level, level_formula(goal.claim, run, printed) if goal else ""),
    }
    for key, (level, formula) in levels.items():
        if level is not None and formula:
            sheet.formula(place, _COLUMN[key], formula, level, "level")
        else:
            sheet.number(place, _COLUMN[key], level, "level", changeable=level is not None)
        if level is not None:
            book.name(f"{key}_{name}", sheet.at(place, _COLUMN[key]))
    rate = target.rate_claim if target else ""
    if row.printed_rate is not None and rate in printed and run.dossier.claim(rate).comparator != "..":
        factor = conversion(run.dossier.claim(rate).unit, "%") / 100
        formula = printed[rate].taken("value", factor)
        sheet.formula(place, _COLUMN["printed"], formula, row.printed_rate, "pct")
    else:
        sheet.number(place, _COLUMN["printed"], row.printed_rate, "pct")
    live = _live(row, at, language)
    for key, (formula, value, kind) in live.items():
        sheet.formula(place, _COLUMN[key], formula, value, kind)
    for key in ("recomputed", "gap", "before", "after", "loading", "kept", "kept_gap", "path"):
        if key not in live:
            sheet.text(place, _COLUMN[key], "")
    for key, verdict in (("assessed", row.path_verdict), ("pace", row.pace_verdict)):
        word = say(f"verdicts.{verdict}", language) if verdict else ""
        sheet.text(place, _COLUMN[key], word, "centre")
    sheet.number(place, _COLUMN["record"], row.record_rate, "pct")
    odds_at = {"odds": row.probability, "low": row.probability_low, "high": row.probability_high}
    for key, probability in odds_at.items():
        sheet.number(place, _COLUMN[key], probability, "odds")
    sheet.text(place, _COLUMN["grade"], row.grade, "centre")
    at_sheet = {
        key: sheet.at(place, _COLUMN[key]) if value is not None else "" for key, (value, _) in levels.items()
    }
    odds = (place, _COLUMN["odds"]) if row.probability is not None else None
    return Aims(at_sheet["base"], at_sheet["target"], at_sheet["goal"], odds)


def _live(row: TargetRow, at: Mapping[str, str], language: str) -> dict[str, tuple[str, float | str, str]]:
    """Formula, value and kind of each cell that follows from others."""
    found: dict[str, tuple[str, float | str, str]] = {}
    paid, left = row.recomputed_rate, row.needed_after
    if paid is not None:
        power = f"(1/({at['target_year']}-{at['base_year']}))"
        found["recomputed"] = (f"({at['target']}/{at['base']})^{power}-1", paid, "pct")
        if row.printed_rate is not None:
            gap = round(100 * (row.printed_rate - paid), 9)
            found["gap"] = (f"ROUND(100*({at['printed']}-{at['recomputed']}),9)", gap, "pp")
    if row.needed_before is not None:
        power = f"(1/({at['goal_year']}-{at['base_year']}))"
        found["before"] = (f"({at['goal']}/{at['base']})^{power}-1", row.needed_before, "pct")
    if left is not None:
        years = f"({at['goal_year']}-{at['target_year']})"
        found["after"] = (f"({at['goal']}/{at['target']})^(1/{years})-1", left, "pct")
        kept, goal, target = row.kept_level, row.goal_level, row.target_level
        if kept is not None and goal is not None and target is not None and paid is not None:
            found["kept"] = (f"{at['target']}*(1+{at['recomputed']})^{years}", kept, "level")
            found["kept_gap"] = (f"{at['kept']}/{at['goal']}-1", kept / goal - 1, "pct")
            factor = log(1 + left) / log(1 + paid) if paid > 0 else ""
            loading = f'IF({at["recomputed"]}>0,LN(1+{at["after"]})/LN(1+{at["recomputed"]}),"")'
            found["loading"] = (loading, factor, "factor")
            met = target >= goal if row.side == "at_least" else target <= goal
            verdict = "front_loaded" if met else path_verdict(paid, left)
            found["path"] = (_path(row, at, language), say(f"verdicts.{verdict}", language), "centre")
    return found


def _path(row: TargetRow, at: Mapping[str, str], language: str) -> str:
    """The path verdict by formula: the words of the check, from the ratio of log growth rates."""
    words = {
        name: say(f"verdicts.{name}", language)
        for name in ("in_step", "front_loaded", "back_loaded", "short")
    }
    sign = ">=" if row.side == "at_least" else "<="
    paid, left = at["recomputed"], at["after"]
    return (
        f'IF(OR({at["target"]}{sign}{at["goal"]},{left}=0),"{words["front_loaded"]}",'
        f'IF({paid}*{left}<=0,"{words["short"]}",'
        f'IF(LN(1+{left})/LN(1+{paid})>1.1,"{words["back_loaded"]}",'
        f'IF(LN(1+{left})/LN(1+{paid})>=1/1.1,"{words["in_step"]}","{words["front_loaded"]}"))))'
    )
