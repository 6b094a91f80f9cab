"""What the odds of each goal become under every scenario, beside those of the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.assessed import aims, plan_of
from forecasting.charts.axes import percent_labels
from forecasting.charts.grammar import defined, join, layer, options, value
from forecasting.charts.runs import name_of, ordered
from forecasting.judge.checks import IMPLAUSIBLE, OPEN, STRETCH, UNAMBITIOUS
from forecasting.words import percent, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.charts.grammar import Datum, Spec, View
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.tables import TargetRow

__all__ = ["scenario_odds"]

WIDTH = 380.0
STEP = 17


@dataclass(frozen=True, slots=True)
class _Odds:
    """The odds of one goal in one run, beside the baseline's; as fractions.

    Attributes:
        low, high: over the histories left open and over models; None where they were not given.
        baseline: this is the baseline's own row.
    """

    name: str
    odds: float
    base: float
    low: float | None
    high: float | None
    baseline: bool

    def points(self) -> int:
        """How many percentage points of odds are won, as they are printed."""
        return _shown(self.odds) - _shown(self.base)

    def text(self, language: str) -> str:
        if self.baseline:
            return percent(_shown(self.odds) / 100, language, 0)
        points = self.points()
        word = "up" if points > 0 else "down" if points < 0 else "level"
        change = say(f"comparison.chart.{word}", language, points=abs(points))
        return say("comparison.chart.odds_label", language, new=self.odds, change=change)

    def datum(self, language: str) -> Datum:
        return {
            "name": self.name,
            "odds": self.odds,
            "base": self.base,
            "low": self.low,
            "high": self.high,
            "text": self.text(language),
            "moved": self.points() != 0,
        }


def _shown(odds: float) -> int:
    """Odds as percent the way they are printed, never none and never certain."""
    return round(100 * min(0.99, max(0.01, odds)))


def scenario_odds(runs: Sequence[Assessment]) -> Any:
    """The odds of each indicator's goal (else its last target) under every scenario, beside the baseline's.

    Args:
        runs: assessments of one dossier; the one of the baseline (else the first) is what the others stand on.

    Returns:
        An Altair chart, a panel an indicator that has odds and a row a scenario, the best odds first: the baseline as
        a black line and dots, the scenario as a diamond joined to it, a thin line for the range over the histories left
        open and over models.

    Raises:
        ForecastingError: no run.
    """
    base, *others = ordered(runs)
    language = base.language
    panels = []
    for plan in base.target_rows:
        if plan.entity == base.dossier.entity and plan.probability is not None:
            rows = _rows(plan, plan.probability, base, others)
            panels.append(_dumbbells(rows, _heading(plan, language), language))
    title = say("comparison.chart.odds", language)
    if not panels:
        return look.nothing(language, title, say("comparison.chart.nothing", language))
    subtitle = say("comparison.chart.odds_key", language).replace("|", "")
    return join("vconcat", *panels, spacing=24, title=options(text=title, subtitle=subtitle))


def _rows(plan: TargetRow, odds: float, base: Assessment, others: list[Assessment]) -> list[_Odds]:
    """The odds of one goal: the baseline first, then the scenarios that give any, the best odds first."""
    first = _Odds(name_of(base), odds, odds, plan.probability_low, plan.probability_high, baseline=True)
    found = []
    for run in others:
        own = plan_of(run, plan.indicator)
        if own is not None and own.probability is not None:
            ends = own.probability_low, own.probability_high
            found.append(_Odds(name_of(run), own.probability, odds, *ends, baseline=False))
    return [first, *sorted(found, key=lambda one: -one.odds)]


def _heading(plan: TargetRow, language: str) -> str:
    """The goal, else the last target, in words."""
    aim = aims(plan)[-1]
    return say(
        "comparison.chart.of_goal",
        language,
        label=plan.label,
        unit=plan.unit,
        sign=aim.sign,
        level=aim.level,
        year=aim.year,
    )


def _dumbbells(rows: list[_Odds], heading: str, language: str) -> View:
    """A row a run: a dot where the baseline stands, a diamond where the scenario has moved it."""
    every = [row.datum(language) for row in rows]
    moved = [datum for datum in every if datum["moved"]]
    ranged = [
        datum for row, datum in zip(rows, every, strict=True) if row.low is not None and row.high is not None
    ]
    y = defined(
        "name:N",
        sort=[row.name for row in rows],
        title=None,
        axis=options(labelLimit=0, ticks=False, domain=False, grid=True),
    )
    x = defined("odds:Q", scale=options(domain=[0, 1], nice=False), axis=_axis(language))
    tooltip = [
        defined("name:N", title=say("comparison.chart.scenario", language)),
        defined("text:N", title=say("comparison.chart.odds_axis", language)),
        defined("low:Q", title=say("charts.tip_lower", language), format=".0%"),
        defined("high:Q", title=say("charts.tip_upper", language), format=".0%"),
    ]
    layers = [
        look.drawing(ranged)
        .marked("rule", color=look.BENCHMARK, strokeWidth=1)
        .encode(x=defined("low:Q"), x2=defined("high:Q"), y=y),
        look.drawing(every[:1]).marked("rule", color=look.BASELINE, strokeWidth=1).encode(x=x),
        look.drawing(moved)
        .marked("rule", color=look.TARGET, strokeWidth=3)
        .encode(x=defined("base:Q"), x2=defined("odds:Q"), y=y),
        look.drawing(every)
        .marked("circle", color=look.BASELINE, size=60, opacity=1)
        .encode(x=defined("base:Q"), y=y, tooltip=tooltip),
        look.drawing(moved)
        .marked("point", shape="diamond", filled=True, color=look.TARGET, size=120, opacity=1)
        .encode(x=x, y=y),
        look.drawing(every)
        .marked("text", align="left", baseline="middle", color=look.INK)
        .encode(x=value(WIDTH + 10), y=y, text=defined("text:N")),
    ]
    return layer(
        *[one for one in layers if one.data["values"]],
        title=options(text=heading, fontSize=13, offset=6),
        width=WIDTH,
        height=options(step=STEP),
    )


def _axis(language: str) -> Spec:
    """Odds, ticked where one verdict becomes another."""
    return options(
        values=[0, IMPLAUSIBLE, STRETCH, OPEN, UNAMBITIOUS],
        labelExpr=percent_labels(language),
        labelOverlap=False,
        title=say("comparison.chart.odds_axis", language),
    )
