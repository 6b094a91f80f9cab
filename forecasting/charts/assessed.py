"""What charts read of an assessment: an indicator by its id, its rows, and what its plan aims at."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from forecasting.errors import ForecastingError
from forecasting.words import say, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.judge.assessment import Assessment
    from forecasting.judge.outlook import ForecastRow
    from forecasting.judge.tables import IndicatorRow, TargetRow

__all__ = ["PlannedLevel", "Spot", "aims", "fitted", "indicator_of", "own", "plan_of", "titled"]


Spot = tuple[int, float]  # a year and a level


class About(Protocol):
    """A row about one indicator of one entity."""

    @property
    def entity(self) -> str:
        """Whose indicator."""

    @property
    def indicator(self) -> str:
        """Its id."""


Row = TypeVar("Row", bound=About)


def own(rows: Iterable[Row], result: Assessment, indicator: str) -> list[Row]:
    """Those rows that are about an indicator of the report's own entity."""
    wanted = (result.dossier.entity, indicator)
    return [row for row in rows if (row.entity, row.indicator) == wanted]


def indicator_of(result: Assessment, indicator: str) -> IndicatorRow:
    """Label and unit of one indicator.

    Raises:
        ForecastingError: the assessment has no such indicator.
    """
    for row in result.indicator_rows:
        if row.indicator == indicator:
            return row
    names = ", ".join(row.indicator for row in result.indicator_rows) or "none"
    msg = f"no indicator {indicator!r} in this assessment; there are: {names}"
    raise ForecastingError(msg)


def titled(about: IndicatorRow, language: str) -> str:
    """An indicator's name with its unit."""
    return say("charts.with_unit", language, label=about.label, unit=unit_name(about.unit, language))


def fitted(result: Assessment, indicator: str) -> list[ForecastRow]:
    """The forecasts of an indicator that can be drawn, without models that could not be fitted.

    An end beyond all floats is None: no axis has a place for it.
    """
    return [
        replace(
            row,
            lower80=_drawable(row.lower80),
            upper80=_drawable(row.upper80),
            lower95=_drawable(row.lower95),
            upper95=_drawable(row.upper95),
        )
        for row in own(result.forecast_rows, result, indicator)
        if _drawable(row.median) is not None
    ]


def _drawable(level: float | None) -> float | None:
    return level if level is not None and math.isfinite(level) else None


# ---- plans


@dataclass(frozen=True, slots=True)
class PlannedLevel:
    """A level that a plan names for a year.

    Attributes:
        kind: "target" or "goal".
        side: "at_least" or "at_most", of the plan.
    """

    kind: str = field(compare=False)
    year: int
    level: float
    side: str | None

    @property
    def sign(self) -> str:
        """Whether the level is a floor or a ceiling."""
        return "≤" if self.side == "at_most" else "≥"


def plan_of(result: Assessment, indicator: str) -> TargetRow | None:
    """The plan of an indicator, None where it has none."""
    return next(iter(own(result.target_rows, result, indicator)), None)


def aims(plan: TargetRow | None) -> list[PlannedLevel]:
    """The last target before the goal and the goal, as far as there are any."""
    if plan is None:
        return []
    stated = (("target", plan.target_year, plan.target_level), ("goal", plan.goal_year, plan.goal_level))
    return [PlannedLevel(kind, year, level, plan.side) for kind, year, level in stated if year and level]
