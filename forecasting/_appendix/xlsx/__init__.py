"""The workbook: claims, target table, growth check, plan and odds with live formulas, findings and scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.xlsx.book import Book
from forecasting._appendix.xlsx.claims import claims_sheet, write_claims
from forecasting._appendix.xlsx.lists import (
    CONFLICT_WIDTHS,
    FINDING_WIDTHS,
    READ_ME_WIDTHS,
    SCENARIO_WIDTHS,
    write_conflicts,
    write_findings,
    write_read_me,
    write_scenarios,
)
from forecasting._appendix.xlsx.odds import odds_sheet, write_odds
from forecasting._appendix.xlsx.plan import plan_sheet, write_plan
from forecasting._appendix.xlsx.rates import rate_sheet, write_rates
from forecasting._appendix.xlsx.targets import target_sheet, write_targets
from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.judge.assessment import Assessment

__all__ = ["write_workbook"]


def write_workbook(runs: Sequence[Assessment]) -> bytes:
    """An .xlsx file with what was assessed; cells that follow from others are formulas with their values stored.

    Args:
        runs: assessments of one dossier, in the language of the first; the first is what the sheets are about;
            several stand side by side in a sheet of scenarios.

    Returns:
        The file, the same bytes for the same assessments.

    Raises:
        ForecastingError: no run, or xlsxwriter is not installed.
    """
    if not runs:
        raise ForecastingError("a workbook needs at least one assessment; received none")
    run = runs[0]
    book = Book(run.language, run.dossier.name(run.language))
    read_me = book.sheet("read_me", READ_ME_WIDTHS)
    targets = target_sheet(book)
    findings = book.sheet("findings", FINDING_WIDTHS)
    conflicts = book.sheet("conflicts", CONFLICT_WIDTHS) if run.conflict_rows else None
    rates = rate_sheet(book)
    plan = plan_sheet(book)
    odds = odds_sheet(book)
    scenarios = book.sheet("scenarios", SCENARIO_WIDTHS) if len(runs) > 1 else None
    claims = claims_sheet(book)
    printed = write_claims(claims, run)
    aims = write_targets(targets, run, printed)
    write_findings(findings, run)
    if conflicts is not None:
        write_conflicts(conflicts, run)
    write_rates(rates, run, printed)
    write_plan(plan, run, printed, aims)
    for indicator, (address, value) in write_odds(odds, run, printed, aims).items():
        place = aims[indicator].odds
        if place is not None:
            targets.formula(*place, address, value, "odds")
    if scenarios is not None:
        write_scenarios(scenarios, runs)
    others = (targets, findings, conflicts, rates, plan, odds, scenarios, claims)
    write_read_me(read_me, runs, [one for one in others if one is not None])
    return book.content()
