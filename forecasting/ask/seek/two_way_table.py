"""The goal under each outcome of the target year and each growth rate after it: the two-way table."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.ask.seek.problem import frame_of, problem_of, real, started
from forecasting.errors import ForecastingError
from forecasting.numbers import growth
from forecasting.records import TypedRow
from forecasting.words import percent, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from forecasting.ask.seek.problem import Problem
    from forecasting.judge.assessment import Assessment
    from forecasting.network import Observation

__all__ = ["TwoWayRow", "two_way", "two_way_rows"]

_OUTCOMES = (-0.10, -0.05, 0.0, 0.05, 0.10)
_LATER_STEPS = 6
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class TwoWayRow(TypedRow):
    """One cell of the two-way table; columns as `two_way` describes them."""

    indicator: str
    label: str
    unit: str
    base_year: int
    base: float
    split: int
    by: int
    goal: float
    side: str
    outcome: float
    outcome_growth: float
    outcome_kind: str
    later: float
    later_kind: str
    level: float
    met: bool
    margin: float
    needed: float
    sentence: str


def two_way(
    result: Assessment,
    indicator: str,
    *,
    by: int | None = None,
    goal: float | None = None,
    outcomes: Sequence[float] | None = None,
    later: Sequence[float] | None = None,
) -> pd.DataFrame:
    """The goal under each outcome of the target year and each later growth rate.

    Args:
        result: an assessment.
        indicator: id.
        by: year of the goal; None takes the last goal.
        goal: level to reach, in the indicator's unit; None takes the one stated for `by`.
        outcomes: levels in the target year (the first year, where there is no target); None takes the target and 5
            and 10 % to either side of it, and the level the record leads to.
        later: growth rates a year after it; None takes six round ones about what is needed, and those needed after
            the target and on record.

    Returns:
        One row a cell: `indicator`, `label`, `unit`, `base_year`, `base`, `split` (the target's year), `by`, `goal`,
        `side`, `outcome` (level in that year), `outcome_growth` (a year, from the base), `outcome_kind` ("target",
        "even", "record", "step", "given"), `later`, `later_kind` ("needed", "record", "step", "given"), `level` (in the
        goal's year), `met`, `margin` (share of the goal), `needed` (later growth that this outcome needs: the frontier
        of the table, exactly), `sentence`.

    Raises:
        ForecastingError: an unknown indicator, no history, a goal in the first year itself, or a level or rate that
            makes no sense.
    """
    rows = two_way_rows(problem_of(result, indicator, by=by, goal=goal), outcomes, later)
    return frame_of(rows, TwoWayRow, result.language)


def two_way_rows(
    problem: Problem, outcomes: Sequence[float] | None = None, later: Sequence[float] | None = None
) -> list[TwoWayRow]:
    """The rows of `two_way` for one goal, by outcome and then by later growth; arguments and errors as there."""
    base = started(problem)
    split = problem.target.year if problem.target is not None else base.year + 1
    if split >= problem.year:
        msg = f"a two-way table needs a goal after {split}; {problem.indicator.id} is asked for {problem.year}, so no year is left"
        raise ForecastingError(msg)
    levels = _outcomes(problem, base, split, outcomes)
    rates = _later(problem, levels, problem.year - split, later)
    return [_cell(problem, split, outcome, rate) for outcome in levels for rate in rates]


def _cell(problem: Problem, split: int, outcome: tuple[float, str], later: tuple[float, str]) -> TwoWayRow:
    """One outcome of the year `split` and one growth rate after it, each with its kind."""
    base, language = started(problem), problem.result.language
    years = problem.year - split
    level = growth.compound(outcome[0], later[0], years)
    met, margin = problem.met_by(level), level / problem.goal - 1
    sentence = say(
        f"seek.two_way.{'met' if met else 'missed'}",
        language,
        split=split,
        outcome=outcome[0],
        unit=problem.indicator.unit,
        later=percent(later[0], language),
        by=problem.year,
        level=level,
        margin=abs(margin),
    )
    return TwoWayRow(
        indicator=problem.indicator.id,
        label=problem.indicator.name(language),
        unit=problem.indicator.unit,
        base_year=base.year,
        base=base.level,
        split=split,
        by=problem.year,
        goal=problem.goal,
        side=problem.side,
        outcome=outcome[0],
        outcome_growth=growth.rate(base.level, outcome[0], split - base.year),
        outcome_kind=outcome[1],
        later=later[0],
        later_kind=later[1],
        level=level,
        met=met,
        margin=margin,
        needed=growth.required_rate(outcome[0], problem.goal, years),
        sentence=sentence,
    )


def _outcomes(
    problem: Problem, base: Observation, split: int, given: Sequence[float] | None
) -> list[tuple[float, str]]:
    """Levels in the first year of note, lowest first."""
    if given is not None:
        return _distinct([(level, "given") for level in _listed(given, "outcomes", 0)])
    if problem.target is not None:
        centre, kind = float(problem.target.level), "target"
    else:
        even = growth.required_rate(base.level, problem.goal, problem.year - base.year)
        centre, kind = growth.compound(base.level, even, 1), "even"
    found = [(centre, kind)]
    if problem.record is not None:
        found.append((growth.compound(base.level, problem.record, split - base.year), "record"))
    return _distinct([*found, *((centre * (1 + step), "step") for step in _OUTCOMES)])


def _listed(given: object, name: str, above: float) -> list[float]:
    """The numbers of a list, checked."""
    values = list(given) if isinstance(given, Iterable) and not isinstance(given, str | bytes) else []
    if not values or any(not above < real(one) < math.inf for one in values):
        msg = f"{name} is a list of one or more finite numbers above {above}; received {given!r}"
        raise ForecastingError(msg)
    return [float(one) for one in values]


def _later(
    problem: Problem, levels: Sequence[tuple[float, str]], years: int, given: Sequence[float] | None
) -> list[tuple[float, str]]:
    """Growth rates after it, lowest first."""
    if given is not None:
        return _distinct([(rate, "given") for rate in _listed(given, "later", -1)])
    centre = next((level for level, kind in levels if kind in ("target", "even")), levels[0][0])
    needed = growth.required_rate(centre, problem.goal, years)
    found = [(needed, "needed")]
    if problem.record is not None:
        found.append((problem.record, "record"))
    step = 0.05 if abs(needed) >= 0.08 else 0.02
    first = math.floor(needed / step + _SAME) - 1
    steps = [(round(step * (first + place), 10), "step") for place in range(_LATER_STEPS)]
    return _distinct([*found, *(one for one in steps if one[0] > -1)])


def _distinct(values: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Values in rising order, of equal ones the first."""
    kept: list[tuple[float, str]] = []
    for value, kind in values:
        if not any(abs(value - other) <= _SAME * max(1.0, abs(other)) for other, _ in kept):
            kept.append((value, kind))
    return sorted(kept)
