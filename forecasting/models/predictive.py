"""A forecast of one year: a Student t on the log level, and the odds and quantiles read from it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from forecasting.errors import ForecastingError
from forecasting.models.student import lower_tail, tail_quantile

__all__ = ["Bounds", "NotFitted", "Predictive", "Side", "Stated", "odds_between", "probability", "quantile"]


Side = Literal["at_least", "at_most"]
Bounds = tuple[float | None, float | None]


def odds_between(level: float, bounds: Bounds) -> float:
    """How far a rate is from its lower bound, over how far from its upper one; positive, and growing with the rate.

    With one bound open it is the distance from the lower, or one over the distance from the upper. A rate near a bound
    moves slowly, which is why rates are forecast on the log of this and not of themselves.

    Raises:
        ForecastingError: the rate is not strictly between its bounds.
    """
    low, high = bounds
    if not math.isfinite(level) or (low is not None and level <= low) or (high is not None and level >= high):
        ends = (
            f"above {low:g}"
            if high is None
            else f"below {high:g}"
            if low is None
            else f"between {low:g} and {high:g}"
        )
        message = f"a rate lies strictly {ends}, its bounds; found {level:g}"
        raise ForecastingError(message)
    above = 1.0 if low is None else level - low
    below = 1.0 if high is None else high - level
    return above / below


def _rate_at(log_odds: float, bounds: Bounds) -> float:
    """The rate whose log odds between its bounds these are."""
    low, high = bounds
    if low is not None and high is not None:
        share = 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0
        return low + (high - low) * share
    far = math.exp(min(log_odds, 709.0))
    return low + far if low is not None else (high - 1 / far if high is not None else far)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a level and its growth beyond the history, and no history shows.

    Attributes:
        ceiling: level at which `logistic` saturates, in the unit of the history.
        persistence: share of growth that `slowdown` keeps each year; None = the class's.
        bounds: of a rate: it is forecast on its log odds between them, and growth is change of log odds.
    """

    ceiling: float | None = None
    persistence: float | None = None
    bounds: Bounds | None = None


class NotFitted(ForecastingError):  # noqa: N818 - the reason is printed in a row, it is no fault of the caller's
    """A model that this history cannot support; the message is the reason, fit to be printed in its row."""


@dataclass(frozen=True, slots=True)
class Predictive:
    """log level in `year` ~ loc + scale * t(df).

    Attributes:
        year: calendar year forecast.
        loc: median of the log level.
        scale: scale of the Student t on the log level, positive; not its standard deviation.
        df: degrees of freedom, positive.
        bounds: of a rate, whose log odds between them stand for the log level; None for an amount. An end of None is
            open.
    """

    year: int
    loc: float
    scale: float
    df: float
    bounds: Bounds | None = None


def probability(predictive: Predictive, level: float, side: Side = "at_least") -> float:
    """Chance that the level ends at least (or at most) at `level`; never exactly zero or one.

    P(at least) = F_t((loc - log level) / scale; df), the tail itself and not one minus its complement.

    Args:
        predictive: forecast of the year.
        level: positive level to reach or stay under, in the unit of the history.
        side: `at_least` where higher is better, `at_most` where lower is.

    Raises:
        ForecastingError: the level is not positive, a rate is outside its bounds, or `side` is neither word.
    """
    if side not in {"at_least", "at_most"}:
        message = f"side must be 'at_least' or 'at_most'; found {side!r}"
        raise ForecastingError(message)
    if predictive.bounds is not None:
        level = odds_between(level, predictive.bounds)
    if not (level > 0 and math.isfinite(level)):
        message = f"odds need a positive, finite level to reach; found {level!r}"
        raise ForecastingError(message)
    z = (predictive.loc - math.log(level)) / predictive.scale
    tail = lower_tail(predictive.df, z if side == "at_least" else -z)
    return min(max(tail, math.ulp(0.0)), 1.0 - 2.0**-53)


def quantile(predictive: Predictive, p: float) -> float:
    """Level that is exceeded with chance 1 - p, in the unit of the history.

    Raises:
        ForecastingError: p outside (0, 1).
    """
    if not 0 < p < 1:
        message = f"a quantile needs a probability strictly between 0 and 1; found {p!r}"
        raise ForecastingError(message)
    log_level = predictive.loc + predictive.scale * tail_quantile(predictive.df, p)
    if predictive.bounds is not None:
        return _rate_at(log_level, predictive.bounds)
    return math.exp(log_level) if log_level < 709 else math.inf
