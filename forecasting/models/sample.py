"""Histories of many series at once, as right-aligned arrays with the few sums the models read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Sample", "one_series"]


@dataclass(frozen=True, slots=True)
class Sample:
    """k histories, each ending in its last column; shapes are (k,) unless said otherwise.

    Attributes:
        years: calendar years, shape (k, n), NaN on the left where a history is shorter.
        logs: log levels, same shape.
        points: levels known, n.
        steps: intervals between them, m = n - 1.
        span: years from first to last, S.
        last: last log level.
        growth: mean log growth a year, (y_last - y_first) / S; NaN with one point.
        variance: variance of a single year's log growth, sum (dy - growth dt)^2 / dt / (m - 1); NaN below two steps.
        jump: log growth a year over the last interval; NaN with one point.
        gap: years that last interval spans; NaN with one point.
    """

    years: Array
    logs: Array
    points: Array
    steps: Array
    span: Array
    last: Array
    growth: Array
    variance: Array
    jump: Array
    gap: Array

    @classmethod
    def of(cls, years: Array, logs: Array) -> Sample:
        """Sums of right-aligned histories; `years` and `logs` have shape (k, n) with NaN on the left."""
        count = years.shape[0]
        points = np.isfinite(logs).sum(axis=1).astype(float)
        rows = np.arange(count)
        first = (years.shape[1] - points).astype(int)
        span = years[:, -1] - years[rows, first]
        nothing = np.full(count, np.nan)
        steps = points - 1
        if years.shape[1] == 1:
            return cls(years, logs, points, steps, span, logs[:, -1], nothing, nothing, nothing, nothing)
        with np.errstate(invalid="ignore", divide="ignore"):
            growth = np.where(steps > 0, (logs[:, -1] - logs[rows, first]) / span, np.nan)
            dt = np.diff(years, axis=1)
            dy = np.diff(logs, axis=1)
            squares = np.nansum((dy - growth[:, None] * dt) ** 2 / dt, axis=1)
            variance = np.where(steps > 1, squares / (steps - 1), np.nan)
        return cls(
            years, logs, points, steps, span, logs[:, -1], growth, variance, dy[:, -1] / dt[:, -1], dt[:, -1]
        )


def one_series(years: Sequence[int], levels: Sequence[float]) -> Sample:
    """One history as a sample of one, its years sorted.

    Raises:
        ForecastingError: no level, a level that is not positive, a year twice, or unequal lengths.
    """
    if len(years) != len(levels):
        message = f"every year needs its level; found {len(years)} years and {len(levels)} levels"
        raise ForecastingError(message)
    if not len(years):
        raise ForecastingError("a history needs at least one level; found none")
    pairs = sorted(zip((int(year) for year in years), (float(level) for level in levels), strict=True))
    for (year, _), (following, _) in pairwise(pairs):
        if year == following:
            message = f"a history holds one level a year; found {year} twice"
            raise ForecastingError(message)
    for year, level in pairs:
        if not (level > 0 and np.isfinite(level)):
            message = f"growth models work in logs and need positive levels; found {level!r} in {year}"
            raise ForecastingError(message)
    years_row = np.array([[float(year) for year, _ in pairs]])
    return Sample.of(years_row, np.log([[level for _, level in pairs]]))
