"""What one run says of an indicator to come, so that runs can be held beside one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from forecasting.charts.assessed import aims, fitted, plan_of

if TYPE_CHECKING:
    from forecasting.charts.assessed import PlannedLevel, Spot
    from forecasting.judge.assessment import Assessment

__all__ = ["Course", "course_of"]

SAME_ODDS = 0.005
SAME_LEVEL = 0.005


class Year(NamedTuple):
    """A year of the quoted model's forecast."""

    year: int
    median: float
    lower80: float
    upper80: float


@dataclass(frozen=True, slots=True)
class Course:
    """What one run says of an indicator: the latest level and the quoted model's years, goal and odds."""

    path: list[Year]
    goal: PlannedLevel | None
    odds: float | None

    def medians(self) -> list[Spot]:
        """The middle of the forecast, year by year."""
        return [(one.year, one.median) for one in self.path]

    def bounds(self) -> tuple[list[Spot], list[Spot]]:
        """Both ends of the central 80 %, year by year."""
        return [(one.year, one.lower80) for one in self.path], [(one.year, one.upper80) for one in self.path]

    def alike(self, other: Course) -> bool:
        """Whether two runs say the same, within half a percent of level and half a point of odds."""
        if self.goal != other.goal or len(self.path) != len(other.path):
            return False
        if self.odds is None or other.odds is None:
            same = self.odds is other.odds
        else:
            same = abs(self.odds - other.odds) <= SAME_ODDS
        return same and all(
            abs(mine / theirs - 1) <= SAME_LEVEL
            for here, there in zip(self.path, other.path, strict=True)
            for mine, theirs in zip(here[1:], there[1:], strict=True)
        )


def course_of(run: Assessment, indicator: str) -> Course:
    """The course of an indicator in one run; without a path where no model could be fitted."""
    plan = plan_of(run, indicator)
    path = [
        Year(row.year, row.median, row.lower80, row.upper80)
        for row in fitted(run, indicator)
        if row.default
        and row.year
        and row.median is not None
        and row.lower80 is not None
        and row.upper80 is not None
    ]
    if path and plan is not None and plan.base_year and plan.base_level:
        path.insert(0, Year(plan.base_year, plan.base_level, plan.base_level, plan.base_level))
    return Course(path, next(reversed(aims(plan)), None), None if plan is None else plan.probability)
