"""Arithmetic of growth on plain numbers.

Rates are fractions a year (0.134 is 13.4 %), levels are positive numbers in one unit, `years` counts steps between
two dates, never observations. Nothing here estimates anything; every function can be checked with a calculator.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "SenselessValueError",
    "back_loading",
    "compound",
    "faded_multiple",
    "log_rate",
    "log_required_rate",
    "percentile_rank",
    "rate",
    "required_persistence",
    "required_rate",
    "window_rates",
]

_BISECTIONS = 200


class SenselessValueError(ForecastingError):
    """A number with which growth cannot be computed: a level that is not positive, fewer than one year, ..."""


def _level(value: float, name: str) -> float:
    number = float(value)
    if not (number > 0 and math.isfinite(number)):
        message = f"{name} must be a positive, finite level to compute growth from; found {value!r}"
        raise SenselessValueError(message)
    return number


def _years(value: float, least: int = 1) -> float:
    if not (value >= least and math.isfinite(value)):
        steps = "one step" if least == 1 else f"{least} steps"
        message = f"years counts the steps between two dates and must be at least {steps}; found {value!r}"
        raise SenselessValueError(message)
    return float(value)


def _rate(value: float, name: str = "rate") -> float:
    number = float(value)
    if not (number > -1 and math.isfinite(number)):
        message = f"{name} must be a fraction a year above -1 (0.10 is 10 %); found {value!r}"
        raise SenselessValueError(message)
    return number


def _above_minus_one(log_growth: float) -> float:
    """The rate of a growth in logs; a fall to almost nothing is still above -1, as the levels are positive."""
    return max(math.expm1(log_growth), math.nextafter(-1.0, 0.0))


def log_rate(first: float, last: float, years: float) -> float:
    """Mean log growth a year that leads from `first` to `last`.

    Args:
        first: positive level at the start.
        last: positive level `years` later, same unit.
        years: steps between the two dates, at least one.

    Raises:
        SenselessValueError: a level is not positive, or `years` is below one.
    """
    return (math.log(_level(last, "last")) - math.log(_level(first, "first"))) / _years(years)


def rate(first: float, last: float, years: float) -> float:
    """Average growth a year (compound) that leads from `first` to `last`, as a fraction.

    Args:
        first: positive level at the start.
        last: positive level `years` later, same unit.
        years: steps between the two dates, at least one.

    Raises:
        SenselessValueError: a level is not positive, or `years` is below one.
    """
    return _above_minus_one(log_rate(first, last, years))


def compound(level: float, growth: float, years: float) -> float:
    """Level after `years` of growing at `growth`; zero years leave it where it is; infinity beyond all floats.

    Args:
        level: positive level today.
        growth: growth a year, a fraction above -1.
        years: steps, zero or more.

    Raises:
        SenselessValueError: the level is not positive, the rate not above -1, or `years` negative.
    """
    log_factor = _years(years, 0) * math.log1p(_rate(growth, "growth"))
    try:
        return _level(level, "level") * math.exp(log_factor)
    except OverflowError:
        return math.inf


def log_required_rate(current: float, goal: float, years: float) -> float:
    """Log growth a year needed to get from `current` to `goal`; negative when the goal is already passed.

    Raises:
        SenselessValueError: a level is not positive, or `years` is below one.
    """
    return (math.log(_level(goal, "goal")) - math.log(_level(current, "current"))) / _years(years)


def required_rate(current: float, goal: float, years: float) -> float:
    """Constant growth a year that takes `current` to `goal`, as a fraction; negative when already passed.

    Args:
        current: latest positive level.
        goal: positive level to reach, same unit.
        years: steps left, at least one.

    Raises:
        SenselessValueError: a level is not positive, or `years` is below one.
    """
    return _above_minus_one(log_required_rate(current, goal, years))


def back_loading(first: float, rest: float) -> float:
    """Back-loading factor B = ln(1 + rest) / ln(1 + first): how much faster the later years must grow.

    Above one the plan leaves the harder part for later, below one it starts with it. Where the first year
    stands still or shrinks there is nothing to divide by: infinity when the rest must grow, one when both
    stand still, not a number when both shrink or the rest stands still.

    Raises:
        SenselessValueError: a rate is not above -1.
    """
    early, late = math.log1p(_rate(first, "first")), math.log1p(_rate(rest, "rest"))
    if early > 0:
        return late / early
    if late > 0:
        return math.inf
    return 1.0 if early == late == 0 else math.nan


def faded_multiple(growth: float, persistence: float, years: int, resting: float = 0.0) -> float:
    """Multiple after `years` when growth fades geometrically: prod(1 + g_k), k = 1..years.

    g_k = resting + persistence^k (growth - resting), so the first year has already faded once.

    Args:
        growth: growth in the year just past, a fraction above -1.
        persistence: share of the distance to `resting` kept each year, zero or more; one = no slowdown.
        years: whole steps, at least one.
        resting: the growth it fades to.

    Raises:
        SenselessValueError: a rate is not above -1, persistence negative, or `years` below one.
    """
    start, rest = _rate(growth, "growth"), _rate(resting, "resting")
    if not (persistence >= 0 and math.isfinite(persistence)):
        message = (
            f"persistence must be zero or more (0.8 keeps 80 % of growth each year); found {persistence!r}"
        )
        raise SenselessValueError(message)
    total = 0.0
    for step in range(1, int(_years(years)) + 1):
        total += math.log1p(_rate(rest + persistence**step * (start - rest), "faded growth"))
    return math.exp(total)


def required_persistence(
    growth: float, current: float, goal: float, years: int, resting: float = 0.0
) -> float | None:
    """Persistence rho* growth must keep for the goal: faded_multiple(growth, rho*, years) = goal / current.

    One or more means "growth must not slow at all"; zero means the goal is reached even when growth falls to
    `resting` at once. Found by bisection, the multiple being monotone in rho.

    Args:
        growth: growth in the year just past, above `resting`; at or below it persistence has no meaning.
        current: latest positive level.
        goal: positive level to reach, same unit.
        years: whole steps left, at least one.
        resting: the growth it fades to (a reference class's, or zero).

    Returns:
        rho* in [0, 2]; None when no persistence in that range reaches the goal or `growth` <= `resting`.

    Raises:
        SenselessValueError: a level is not positive, a rate not above -1, or `years` below one.
    """
    target = _level(goal, "goal") / _level(current, "current")
    if _rate(growth, "growth") <= _rate(resting, "resting"):
        return None

    def multiple(persistence: float) -> float:
        try:
            return faded_multiple(growth, persistence, years, resting)
        except OverflowError:  # growth that doubles for decades
            return math.inf

    if multiple(0.0) >= target:
        return 0.0
    if multiple(2.0) < target:
        return None
    return _bisect(lambda rho: multiple(rho) - target, 0.0, 2.0)


def _bisect(function: Callable[[float], float], lower: float, upper: float) -> float:
    """Root of an increasing function between two points, to the last bit."""
    for _ in range(_BISECTIONS):
        middle = (lower + upper) / 2
        if middle in (lower, upper):
            break
        if function(middle) < 0:
            lower = middle
        else:
            upper = middle
    return upper


def percentile_rank(value: float, sample: Sequence[float]) -> float:
    """Place of `value` in a sample, always strictly between zero and one.

    rank = (#(x < value) + 0.5 #(x = value) + 0.5) / (n + 1)

    Raises:
        SenselessValueError: the sample is empty.
    """
    if not len(sample):
        raise SenselessValueError("a percentile rank needs at least one number to rank among; found none")
    below = sum(1 for other in sample if other < value)
    equal = sum(1 for other in sample if other == value)
    return (below + 0.5 * equal + 0.5) / (len(sample) + 1)


def window_rates(years: Sequence[int], levels: Sequence[float], length: int) -> list[float]:
    """Growth a year over every own window of `length` years with both ends observed, oldest first.

    Args:
        years: increasing calendar years, gaps allowed.
        levels: positive levels, one a year.
        length: years a window spans, at least one.

    Raises:
        SenselessValueError: a level is not positive, `length` below one, or the two lengths differ.
    """
    if len(years) != len(levels):
        message = f"every year needs its level; found {len(years)} years and {len(levels)} levels"
        raise SenselessValueError(message)
    known = dict(zip(years, levels, strict=True))
    _years(length)
    return [rate(known[y], known[y + length], length) for y in sorted(known) if y + length in known]
