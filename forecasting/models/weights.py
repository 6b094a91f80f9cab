"""The weights of shrunken growth by year ahead, as they stand before anything is learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.tuning import TUNING, Tuning

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Calibration", "Weights", "uncalibrated"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term counts for and how wide to be, by year ahead, shape (h,).

    Attributes:
        common: share kept of the class's growth.
        own: weight of the record's distance from it, over the default shrinkage.
        recent: weight of the latest year's excess growth.
        middle: weight of the latest five years' excess growth.
        theta: weight of theta's distance from the untaught forecast.
        width: multiplier of the scale.
    """

    common: Array
    own: Array
    recent: Array
    middle: Array
    theta: Array
    width: Array

    def parts(self) -> tuple[Array, ...]:
        """The six, in the order above."""
        return self.common, self.own, self.recent, self.middle, self.theta, self.width

    def at(self, ahead: Array) -> Weights:
        """Those for these years ahead; past the last one learnt it holds."""
        place = np.minimum(ahead.astype(int), len(self.width)) - 1
        return Weights(*(part[place] for part in self.parts()))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights by year ahead, and what they rest on.

    Attributes:
        weights: of the terms, and widths.
        kept: share of the class's growth kept before anything is learnt.
        shared: co-movement of the panel, NaN where none was measured.
        hindcasts: finished hindcasts behind each year, as a number of non-overlapping ones, shape (h,).
    """

    weights: Weights
    kept: float
    shared: float
    hindcasts: Array


def uncalibrated(
    horizon: int,
    tuning: Tuning = TUNING,
    *,
    kept: float = 1.0,
    shared: float = np.nan,
    width: float = 1.0,
) -> Calibration:
    """The weights before anything is learnt; `width` is the reference class's."""
    ones = np.ones(horizon)
    weights = Weights(
        common=kept * ones,
        own=ones,
        recent=tuning.recent * ones,
        middle=tuning.middle * ones,
        theta=0 * ones,
        width=width * tuning.width * ones,
    )
    return Calibration(weights, kept, shared, np.zeros(horizon))
