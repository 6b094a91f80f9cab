"""A forecast of one year: a Student t on the log level, and the odds and quantiles read from it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from forecasting.errors import ForecastingError

__all__ = ["NotFitted", "Predictive", "Side", "probability", "quantile"]


Side = Literal["at_least", "at_most"]


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
    """

    year: int
    loc: float
    scale: float
    df: float


def probability(predictive: Predictive, level: float, side: Side = "at_least") -> float:
    """Chance that the level ends at least (or at most) at `level`; never exactly zero or one.

    P(at least) = F_t((loc - log level) / scale; df), the tail itself and not one minus its complement.

    Args:
        predictive: forecast of the year.
        level: positive level to reach or stay under, in the unit of the history.
        side: `at_least` where higher is better, `at_most` where lower is.

    Raises:
        ForecastingError: the level is not positive, or `side` is neither word.
    """
    from scipy.special import stdtr

    if side not in {"at_least", "at_most"}:
        message = f"side must be 'at_least' or 'at_most'; found {side!r}"
        raise ForecastingError(message)
    if not (level > 0 and math.isfinite(level)):
        message = f"odds need a positive, finite level to reach; found {level!r}"
        raise ForecastingError(message)
    z = (predictive.loc - math.log(level)) / predictive.scale
    tail = float(stdtr(predictive.df, z if side == "at_least" else -z))
    return min(max(tail, math.ulp(0.0)), 1.0 - 2.0**-53)


def quantile(predictive: Predictive, p: float) -> float:
    """Level that is exceeded with chance 1 - p, in the unit of the history.

    Raises:
        ForecastingError: p outside (0, 1).
    """
    from scipy.special import stdtrit

    if not 0 < p < 1:
        message = f"a quantile needs a probability strictly between 0 and 1; found {p!r}"
        raise ForecastingError(message)
    log_level = predictive.loc + predictive.scale * float(stdtrit(predictive.df, p))
    return math.exp(log_level) if log_level < 709 else math.inf
