"""The track record's page says what the data say, and its statistics are the textbook's."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from scipy import stats

from forecasting.models.reference import PastGoal, base_rate

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "track_record.py"))


def goal(entity: str, years: int, required: float, *, met: bool) -> PastGoal:
    """A goal from 2000 on."""
    return PastGoal(entity, "gdp", 2000, 2000 + years, required, met, "verified", "a report")


def test_the_page_is_what_the_data_say() -> None:
    """docs/track_record.md is the script's output, byte for byte."""
    assert (ROOT / "docs" / "track_record.md").read_text(encoding="utf-8") == SCRIPT["page"](SCRIPT["read"]())


@pytest.mark.parametrize("table", [(3, 1, 1, 3), (0, 10, 26, 16), (1, 1, 28, 2), (5, 0, 0, 5)])
def test_fisher_agrees_with_scipy(table: tuple[int, int, int, int]) -> None:
    """The exact test gives scipy's two-sided p; (3, 1, 1, 3) is Fisher's tea taster, p = 34/70."""
    assert SCRIPT["fisher"](table) == pytest.approx(stats.fisher_exact([table[:2], table[2:]])[1], abs=1e-12)
    assert SCRIPT["fisher"]((3, 1, 1, 3)) == pytest.approx(34 / 70)


def test_rates_are_scored_on_other_entities_only() -> None:
    """Entity a met both, b missed both: each is given (0 + 1)/(2 + 2) or (2 + 1)/(2 + 2), so the error is .75 squared."""
    rows = [
        SCRIPT["Row"](goal(name, 5, 0.07, met=name == "a"), "national", None) for name in ("a", "a", "b", "b")
    ]
    assert SCRIPT["brier"](rows, lambda _: 0) == pytest.approx(0.75**2)


def test_the_pace_before_is_the_span_that_ends_where_the_goal_starts() -> None:
    """China's 2001-05 plan asks for 7 % after the 8.3 % of 1996-2000; its target for 1993 for 8 % after 12.8 % in 1992."""
    rows = {
        (row.goal.base_year, row.goal.target_year): row
        for row in SCRIPT["read"]()
        if row.goal.entity == "China" and row.goal.indicator in {"gdp", "gdp_growth_real"}
    }
    assert rows[2000, 2005].before == pytest.approx(0.083)
    assert rows[1992, 1993].before == pytest.approx(0.128)
    assert not rows[1992, 1993].faster


def test_cuts_ask_for_no_growth() -> None:
    """A cut of emissions by 20 % over thirty years is no growth of 20 % a year and stands in no base rate."""
    assert not {row.goal.indicator for row in SCRIPT["read"]()} & {"ghg_cut_vs_1990", "main_pollutants_cut"}


def test_goals_of_any_pace() -> None:
    """Without a pace, all goals of the length count, and the hindsight rule still holds."""
    goals = [goal("a", 5, 0.02, met=True), goal("b", 5, 0.2, met=False), goal("c", 1, 0.02, met=True)]
    assert base_rate(goals, 6) == (1, 2)
    assert base_rate(goals, 6, as_of=2004) == (0, 0)
