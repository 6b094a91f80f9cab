"""What a closed form may read when it is fitted, and the spread and reasons that several of them share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.tuning import TUNING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.models.peers import Prior
    from forecasting.models.record import Record
    from forecasting.models.weights import Calibration

    Array = NDArray[np.float64]
    Forecast = tuple[Array, Array, Array]

__all__ = ["NO_CLASS", "ONE_LEVEL", "Fitting", "drift_scale", "own_variance", "reason_of_record"]

ONE_LEVEL = "one level gives no growth rate"
NO_CLASS = "no reference class to lean on"


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a fit may read: log levels, what is known at the end of them, the prior and what was asked for.

    Attributes:
        logs: log levels by year, shape (k, n), NaN where there is no observation.
        end: what is known in the last year, shape (k, 1).
        prior: peers or reference class; None when there is none.
        calibration: weights and widths of the shrunken growth model.
        ceiling: level a logistic saturates at, as a log; None when none was stated.
        persistence: share of growth kept each year, for `slowdown`; None = the prior's.
    """

    logs: Array
    end: Record
    prior: Prior | None
    calibration: Calibration
    ceiling: float | None = None
    persistence: float | None = None

    def only(self, row: int | np.intp) -> Fitting:
        """The same for one of the series."""
        chosen = np.array([row])
        return replace(self, logs=self.logs[chosen], end=self.end.members(chosen))


def own_variance(context: Fitting, *, about_zero: bool = False) -> tuple[Array, Array]:
    """Variance of a single year's growth and its degrees of freedom, (k, 1); NaN where the record shows none.

    With one interval the class's variance serves, on 4 degrees of freedom.
    """
    end, prior = context.end, context.prior
    steps = end.steps
    if about_zero:
        known = np.where(steps > 1, end.variance, 0.0)
        spread = ((steps - 1) * known + end.growth**2 * end.span) / np.maximum(steps, 1)
        df = steps
    else:
        spread, df = end.variance, steps - 1
    if prior is not None:
        single = steps == 1
        spread = np.where(single, prior.volatility**2, spread)
        df = np.where(single, TUNING.tails, df)
    usable = (spread > 0) & (df > 0)
    return np.where(usable, spread, np.nan), np.where(usable, df, np.nan)


def drift_scale(spread: Array, span: Array, ahead: Array) -> Array:
    """Scale of a random walk whose drift is known from `span` years, shape (k, h)."""
    return np.sqrt(spread * (ahead + ahead**2 / span))


def reason_of_record(context: Fitting) -> str:
    """Why the record of a single history shows no spread of growth."""
    if context.end.steps[0, 0] == 0:
        return ONE_LEVEL
    if context.end.steps[0, 0] == 1 and context.prior is None:
        return "two levels give one growth rate and no spread; a reference class would lend its own"
    return "growth was the same in every interval, so the record shows no spread"
