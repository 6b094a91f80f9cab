"""Odds by formula: the chance that a Student t on the log level ends beyond a target or goal."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from forecasting._appendix.xlsx.targets import level_formula
from forecasting.models import Predictive, probability, quantile
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting._appendix.xlsx.book import Book, Sheet
    from forecasting._appendix.xlsx.claims import PrintedCells
    from forecasting._appendix.xlsx.targets import Aims
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Plan, Threshold
    from forecasting.judge.outlook import Outlook
    from forecasting.judge.tables import TargetRow

__all__ = ["chance", "chance_formula", "odds_sheet", "write_odds"]

_HEADS = (
    ("indicator", 17),
    ("what", 14),
    ("year", 7),
    ("level", 9),
    ("side", 8),
    ("model", 18),
    ("quoted", 7),
    ("loc", 9),
    ("scale", 9),
    ("df", 7),
    ("median", 9),
    ("low80", 9),
    ("high80", 9),
    ("t", 8),
    ("odds", 9),
    ("assessed", 9),
)
_COLUMN = {name: place for place, (name, _) in enumerate(_HEADS)}
_HEAD = 3


def odds_sheet(book: Book) -> Sheet:
    """The sheet, still empty."""
    return book.sheet("odds", [width for _, width in _HEADS])


def chance_formula(t: str, df: str, *, below: bool = False) -> str:
    """Chance that Student's t exceeds (or stays below) a cell, as a formula that takes fractional degrees of freedom.

    P(T > t) = I_x(df/2, 1/2) / 2 with x = df / (df + t^2) for t >= 0, the regularised incomplete beta function (Abramowitz
    & Stegun, Handbook of Mathematical Functions, 26.7.1 with 26.5); T.DIST.RT would cut df to a whole number. The prefix
    is how files name functions newer than their format; readers do not see it.
    """
    half = f"0.5*_xlfn.BETA.DIST({df}/({df}+{t}^2),{df}/2,0.5,TRUE)"
    sign = "<=" if below else ">="
    return f"IF({t}{sign}0,{half},1-{half})"


def chance(year: Predictive, level: float, *, below: bool = False) -> float:
    """The value of that formula."""
    return probability(year, level, "at_most" if below else "at_least")


def write_odds(
    sheet: Sheet, run: Assessment, printed: Mapping[str, PrintedCells], aims: Mapping[str, Aims]
) -> dict[str, tuple[str, float]]:
    """Fill the sheet; say for each indicator where the odds of its target table row stand, and their value."""
    book = sheet.book
    sheet.heads(_HEAD, [book.say(f"odds.{name}") for name, _ in _HEADS])
    found: dict[str, tuple[str, float]] = {}
    row = _HEAD
    for target in run.target_rows:
        plan = next(one for one in run.plans if one.indicator == target.indicator)
        for goal, threshold in [
            *((False, one) for one in plan.targets),
            *((True, one) for one in plan.goals),
            *((run.dossier.claim(one.claim).role == "goal", one) for one in plan.rates),
        ]:
            aim = plan.goal or plan.targets[-1]
            level = ""
            if threshold not in plan.rates:
                level = _aimed(threshold, goal, target, aims[plan.indicator]) or level_formula(
                    threshold.claim, run, printed
                )
            for outlook in run.outlooks:
                year = _year(outlook, plan, threshold)
                if year is None:
                    continue
                row += 1
                value = _write(sheet, run, (plan, threshold, goal), (outlook, year), level, row)
                if outlook.default and threshold == aim:
                    found[plan.indicator] = (sheet.at(row, _COLUMN["odds"]), value)
    if row == _HEAD:
        sheet.text(_HEAD + 1, 0, book.say("odds.none"), "intro")
    sheet.text(max(row, _HEAD + 1) + 2, 0, book.say("odds.note"), "intro")
    sheet.text(max(row, _HEAD + 1) + 3, 0, book.say("odds.formula"), "intro")
    return found


def _aimed(threshold: Threshold, goal: bool, row: TargetRow, aims: Aims) -> str:  # noqa: FBT001
    """The level's cell in the target table when it stands there."""
    year = row.goal_year if goal else row.target_year
    return (aims.goal if goal else aims.target) if threshold.year == year else ""


def _year(outlook: Outlook, plan: Plan, threshold: Threshold) -> Predictive | None:
    if outlook.indicator != plan.indicator:
        return None
    return next((one for one in outlook.years if one.year == threshold.year), None)


def _write(
    sheet: Sheet,
    run: Assessment,
    aim: tuple[Plan, Threshold, bool],
    forecast: tuple[Outlook, Predictive],
    level: str,
    row: int,
) -> float:
    book = sheet.book
    plan, threshold, goal = aim
    outlook, year = forecast
    wanted, below = float(threshold.level), threshold.side == "at_most"
    at = {name: sheet.cell(row, column) for name, column in _COLUMN.items()}
    sheet.text(row, _COLUMN["indicator"], run.dossier.indicators[plan.indicator].name(run.language))
    sheet.text(row, _COLUMN["what"], book.say("roles.goal" if goal else "roles.target"))
    sheet.number(row, _COLUMN["year"], threshold.year, "year")
    if level:
        sheet.formula(row, _COLUMN["level"], level, wanted, "level")
    else:
        sheet.number(row, _COLUMN["level"], wanted, "level", changeable=True)
    sheet.text(row, _COLUMN["side"], book.say(f"odds.{threshold.side}"))
    sheet.text(
        row,
        _COLUMN["model"],
        say(f"models.{outlook.model}", run.language),
        "strong" if outlook.default else "text",
    )
    sheet.text(row, _COLUMN["quoted"], book.say("yes") if outlook.default else "", "centre")
    sheet.number(row, _COLUMN["loc"], year.loc, "exact")
    sheet.number(row, _COLUMN["scale"], year.scale, "exact")
    sheet.number(row, _COLUMN["df"], year.df, "factor")
    sheet.formula(row, _COLUMN["median"], f"EXP({at['loc']})", exp(year.loc), "level")
    sheet.number(row, _COLUMN["low80"], quantile(year, 0.1), "level")
    sheet.number(row, _COLUMN["high80"], quantile(year, 0.9), "level")
    t = (log(wanted) - year.loc) / year.scale
    sheet.formula(row, _COLUMN["t"], f"(LN({at['level']})-{at['loc']})/{at['scale']}", t, "factor")
    value = chance(year, wanted, below=below)
    sheet.formula(row, _COLUMN["odds"], chance_formula(at["t"], at["df"], below=below), value, "odds")
    sheet.number(row, _COLUMN["assessed"], value, "odds")
    return value
