"""One thing sought for a goal, and the row that tells what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.ask.seek.problem import started
from forecasting.records import TypedRow

if TYPE_CHECKING:
    from forecasting.ask.seek.problem import Problem
    from forecasting.network import Observation

__all__ = ["GoalSeekRow", "Search"]


@dataclass(frozen=True, slots=True)
class GoalSeekRow(TypedRow):
    """What would have to be so for a goal; columns as `goal_seek` describes them."""

    indicator: str
    label: str
    unit: str
    find: str
    held: str
    probability: float | None
    base_year: int | None
    base: float | None
    by: int
    goal: float
    side: str
    value: float | None
    now: float | None
    change: float | None
    status: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Search:
    """One thing sought for a goal.

    Attributes:
        problem: the goal.
        find: what is moved, one of `FINDS`.
        chance: the odds it is to have; None for just feasible.
        pace: growth a year that is held where one must be; None holds those of target and record.
    """

    problem: Problem
    find: str
    chance: float | None = None
    pace: float | None = None

    @property
    def base(self) -> Observation:
        """The latest level."""
        return started(self.problem)

    @property
    def split(self) -> int:
        """The year up to which growth counts as first: that of the last target, else the first year."""
        target = self.problem.target
        return target.year if target is not None else self.base.year + 1

    def row(
        self,
        sentence: str,
        *,
        held: str = "",
        value: float | None = None,
        now: float | None = None,
        status: str = "found",
    ) -> GoalSeekRow:
        """What was found, `value` beside what stands there `now`."""
        problem, base = self.problem, self.problem.base
        change = None
        if value is not None and now is not None:
            change = value / now - 1 if self.find in ("base", "goal") else value - now
        return GoalSeekRow(
            indicator=problem.indicator.id,
            label=problem.indicator.name(problem.result.language),
            unit=problem.indicator.unit,
            find=self.find,
            held=held,
            probability=self.chance,
            base_year=base.year if base else None,
            base=base.level if base else None,
            by=problem.year,
            goal=problem.goal,
            side=problem.side,
            value=value,
            now=now,
            change=change,
            status=status,
            sentence=sentence,
        )
