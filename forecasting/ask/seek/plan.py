"""From the base to the goal year by year: the plans a goal may be broken down into, and each as a scenario."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from forecasting.ask.seek.problem import frame_of, problem_of, real, started
from forecasting.errors import ForecastingError
from forecasting.models.reference import reference_class
from forecasting.numbers import growth
from forecasting.records import TypedRow
from forecasting.scenarios import Scenario
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from forecasting.ask.seek.problem import Problem
    from forecasting.judge.assessment import Assessment
    from forecasting.network import Observation

__all__ = [
    "SHAPES",
    "YearlyRow",
    "plan_scenario",
    "yearly_plan",
    "yearly_rows",
]

SHAPES = ("even", "target_then_even", "tapering", "own")
"""The shapes a yearly plan may have."""

#: Share of its growth a tapering plan keeps each year where no class says.
TAPER = 0.9
_BISECTIONS = 200
_SAME = 1e-9


def yearly_plan(
    result: Assessment,
    indicator: str,
    shape: str | Sequence[str] = "even",
    *,
    path: Mapping[int, float] | None = None,
    persistence: float | None = None,
    by: int | None = None,
    goal: float | None = None,
) -> pd.DataFrame:
    """The yearly breakdown of a goal (分年度分解表): what each year must bring.

    Args:
        result: an assessment.
        indicator: id.
        shape: one or several of "even" (one rate from the base to the goal), "target_then_even" (the printed annual
            targets, then one rate), "tapering" (growth falls off by a fixed share each year; the first year's growth
            is the one that just reaches the goal), "own" (the growth in `path`, then one rate for the years left).
        path: year -> growth (a fraction) for "own".
        persistence: share of growth kept from year to year for "tapering", above zero; None takes the reference
            class's, or 0.9 where it has none.
        by: year of the goal; None takes the last goal, or the last annual target where there is no goal.
        goal: level to reach, in the indicator's unit; None takes the one stated for `by`.

    Returns:
        Columns `indicator`, `label`, `unit`, `shape`, `shape_label` (its name in words), `year`, `level`, `growth` (a
        fraction, missing in the base year), `added` (level less the year before's), `share` (of the way from base to
        goal covered by then), `kind` ("actual", "target", "plan", "goal"). The last row is exactly the goal, unless
        an own path leaves no year open: it is then a "plan" and ends where it ends.

    Raises:
        ForecastingError: an unknown indicator or shape, no history to start from, a path or persistence beside shapes
            that take none, a path for years outside the plan, or a rate that is no growth rate.
    """
    problem = problem_of(result, indicator, by=by, goal=goal)
    return frame_of(yearly_rows(problem, shape, path, persistence), YearlyRow, result.language)


@dataclass(frozen=True, slots=True)
class YearlyRow(TypedRow):
    """One year of a plan; columns as `yearly_plan` describes them."""

    indicator: str
    label: str
    unit: str
    shape: str
    shape_label: str
    year: int
    level: float
    growth: float | None
    added: float | None
    share: float | None
    kind: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """One shape of a plan: its name and label, growth by year, and what years are that are no plain plan."""

    name: str
    label: str
    rates: Mapping[int, float]
    kinds: Mapping[int, str] = field(default_factory=dict)


def yearly_rows(
    problem: Problem,
    shape: str | Sequence[str] = "even",
    path: Mapping[int, float] | None = None,
    persistence: float | None = None,
) -> list[YearlyRow]:
    """The rows of `yearly_plan` for one goal; arguments and errors as there."""
    started(problem)
    shapes = (shape,) if isinstance(shape, str) else tuple(shape)
    needs = (("path", path, "own"), ("persistence", persistence, "tapering"))
    for argument, value, needed in needs:
        if value is not None and needed not in shapes:
            msg = f"{argument}= is for the shape {needed!r}; received it with {', '.join(map(repr, shapes)) or 'none'}"
            raise ForecastingError(msg)
    return [row for name in shapes for row in _levels(problem, _shape(problem, name, path, persistence))]


def _shape(
    problem: Problem, name: str, path: Mapping[int, float] | None, persistence: float | None
) -> _Shape:
    """One shape of the plan for a goal.

    Raises:
        ForecastingError: there is none of that name, or it lacks what it needs.
    """
    base, language = started(problem), problem.result.language
    if name not in SHAPES:
        msg = f"shape must be one of {', '.join(SHAPES)}; received {name!r}"
        raise ForecastingError(msg)
    if name == "tapering":
        kept = _kept(problem, persistence)
        # Growth that rises is said as what it is.
        rising = kept > 1
        label = (
            say("seek.shape.rising", language, gained=kept - 1)
            if rising
            else say("seek.shape.tapering", language, lost=1 - kept)
        )
        return _Shape(name, label, _tapering(problem, base, kept))
    label = say(f"seek.shape.{name}", language)
    if name == "even":
        return _Shape(name, label, _filled(problem, base, {}))
    if name == "target_then_even":
        return _Shape(name, label, *_targets(problem, base))
    return _Shape(name, label, _filled(problem, base, _own(problem, base, path)))


def _levels(problem: Problem, shape: _Shape) -> list[YearlyRow]:
    """The rows of one shape: the base, then a level a year, the last one the goal itself where it is reached."""
    base = started(problem)
    way = problem.goal - base.level

    def row(year: int, level: float, before: float | None, kind: str) -> YearlyRow:
        return YearlyRow(
            indicator=problem.indicator.id,
            label=problem.indicator.name(problem.result.language),
            unit=problem.indicator.unit,
            shape=shape.name,
            shape_label=shape.label,
            year=year,
            level=level,
            growth=None if before is None else growth.rate(before, level, 1),
            added=None if before is None else level - before,
            share=(level - base.level) / way if way else None,
            kind=kind,
        )

    rows = [row(base.year, base.level, None, "actual")]
    level = base.level
    for year in range(base.year + 1, problem.year + 1):
        before, level = level, growth.compound(level, shape.rates[year], 1)
        kind = shape.kinds.get(year, "plan")
        if year == problem.year and abs(level / problem.goal - 1) < _SAME:
            level, kind = problem.goal, "goal"
        rows.append(row(year, level, before, kind))
    return rows


def _filled(problem: Problem, base: Observation, known: Mapping[int, float]) -> dict[int, float]:
    """The growth known for some years, and for the others the one rate that then reaches the goal."""
    years = range(base.year + 1, problem.year + 1)
    open_years = [year for year in years if year not in known]
    if not open_years:
        return dict(known)
    done = math.fsum(math.log1p(rate) for rate in known.values())
    left = math.expm1((math.log(problem.goal) - math.log(base.level) - done) / len(open_years))
    return {year: known.get(year, left) for year in years}


def _targets(problem: Problem, base: Observation) -> tuple[dict[int, float], dict[int, str]]:
    """Growth to each printed target and on to the goal, and which years are targets."""
    plan = next((one for one in problem.result.plans if one.indicator == problem.indicator.id), None)
    # Of several targets of one year the last is the strictest, which governs the path.
    strictest = {one.year: one for one in (plan.targets if plan else ())}
    stated = [one for year, one in strictest.items() if base.year < year < problem.year]
    if not stated:
        msg = f"{problem.indicator.id} has no annual target between {base.year} and {problem.year} to follow first; take another shape"
        raise ForecastingError(msg)
    known: dict[int, float] = {}
    year, level = base.year, base.level
    for target in stated:
        rate = growth.rate(level, float(target.level), target.year - year)
        known |= dict.fromkeys(range(year + 1, target.year + 1), rate)
        year, level = target.year, float(target.level)
    return _filled(problem, base, known), {one.year: "target" for one in stated}


def _own(problem: Problem, base: Observation, path: Mapping[int, float] | None) -> dict[int, float]:
    """The user's growth by year, checked."""
    if not path:
        msg = "the shape 'own' needs path=, a mapping of years to growth, such as {2011: 0.13}"
        raise ForecastingError(msg)
    given: Any = path
    if not isinstance(given, Mapping):
        msg = f"path is a mapping of years to growth, such as {{2011: 0.13}}; received {path!r}"
        raise ForecastingError(msg)
    for year, rate in given.items():
        if isinstance(year, str) or not base.year < year <= problem.year:
            msg = f"path holds growth for years from {base.year + 1} to {problem.year}; received {year!r}"
            raise ForecastingError(msg)
        if not -1 < real(rate) < math.inf:
            msg = f"growth in path is a fraction above -1 (0.13 is 13 %); received {rate!r} for {year}"
            raise ForecastingError(msg)
    return {year: float(rate) for year, rate in path.items()}


def _kept(problem: Problem, persistence: float | None) -> float:
    if persistence is None:
        name = problem.indicator.reference_class
        known = reference_class(name, problem.result.dossier.as_of).persistence if name else 1.0
        return known if known < 1 else TAPER
    if not 0 < real(persistence) < math.inf:
        msg = f"persistence is the share of growth kept each year, above zero (0.9 loses a tenth); received {persistence!r}"
        raise ForecastingError(msg)
    return float(persistence)


def _tapering(problem: Problem, base: Observation, kept: float) -> dict[int, float]:
    """Growth g, g k, g k^2, ... with the g that just reaches the goal; the sum of logs is monotone in g."""
    steps = problem.year - base.year
    weights = [kept**step for step in range(steps)]
    wanted = math.log(problem.goal) - math.log(base.level)

    def reached(first: float) -> float:
        return math.fsum(math.log1p(first * weight) for weight in weights)

    # Below this a year would lose everything; above, growth of the first year alone is enough.
    low, high = -(1 - 1e-15) / max(weights), max(math.expm1(min(abs(wanted), 700.0)), 1e-12)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if reached(middle) < wanted else (low, middle)
    first = high if abs(reached(high) - wanted) <= abs(reached(low) - wanted) else low
    return {base.year + 1 + step: first * weight for step, weight in enumerate(weights)}


def plan_scenario(
    rows: Sequence[YearlyRow] | Sequence[Mapping[str, Any]] | pd.DataFrame, name: str = "yearly_plan"
) -> Scenario:
    """A yearly plan as a scenario whose own path is the plan's growth.

    Args:
        rows: of `yearly_plan`, one shape.
        name: of the scenario.

    Raises:
        ForecastingError: no rows, or more than one indicator or shape.
    """
    steps = _steps(rows)
    kinds = sorted({(str(step.indicator), str(step.shape)) for step in steps})
    if len(kinds) != 1:
        msg = f"a plan becomes a scenario one indicator and shape at a time; received {kinds}"
        raise ForecastingError(msg)
    path = {int(step.year): float(step.growth) for step in steps if step.kind != "actual"}
    return Scenario(name=name, title=str(steps[0].shape_label), path={kinds[0][0]: path})


@dataclass(frozen=True, slots=True)
class _Step:
    """What of a year of a plan makes a scenario, as the caller's table has it."""

    indicator: Any
    shape: Any
    shape_label: Any
    year: Any
    growth: Any
    kind: Any


def _steps(rows: Any) -> list[_Step]:
    """The years of a plan from its rows, from mappings or from a frame.

    Raises:
        ForecastingError: there are none, or a column is missing.
    """
    framed = hasattr(rows, "columns") and hasattr(rows, "to_dict")
    listed: list[Any] = list(
        rows.to_dict("records") if framed else rows if isinstance(rows, Iterable) else []
    )
    listed = [row.plain() if isinstance(row, TypedRow) else row for row in listed]
    wanted = [one.name for one in fields(_Step)]
    if not listed or any(
        not isinstance(row, Mapping) or any(one not in row for one in wanted) for row in listed
    ):
        msg = f"a plan is the rows of yearly_plan, with {', '.join(wanted)}; received {type(rows).__name__}"
        raise ForecastingError(msg)
    return [_Step(*(row[name] for name in wanted)) for row in listed]
