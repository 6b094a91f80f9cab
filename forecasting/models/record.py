"""Histories of many series on one calendar grid, and what was known of each at every year of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Record", "in_order", "log_grid", "one_series"]

# Below this share of its sum of squares a variance is rounding of the logarithms, not growth that varied.
_ROUNDING = 1e-12
_BLOCK = 10_000  # numbers worked on at a time
_MIDDLE = 5  # years the medium-term growth looks back over


@dataclass(frozen=True, slots=True)
class Record:
    """What k series knew at each of n years; every array has shape (k, n), or (k, 1) when only the end is asked for.

    The last column is each series' own last year; NaN where there is no observation. Steps between observations may
    span several years.

    Attributes:
        logs: log levels.
        steps: intervals between the observations so far, m.
        span: years from the first observation, S.
        growth: mean log growth a year so far, (y - y_first) / S.
        variance: variance of a single year's growth, sum (dy - growth dt)^2 / dt / (m - 1); NaN below two steps;
            zero when growth never varied.
        jump: log growth a year over the latest interval.
        gap: years that interval spans.
        middle: log growth a year over the latest five years, or over the first longer interval on record.
    """

    logs: Array
    steps: Array
    span: Array
    growth: Array
    variance: Array
    jump: Array
    gap: Array
    middle: Array

    @classmethod
    def of(cls, logs: Array) -> Record:
        """Run through the years once, keeping sums."""
        width = logs.shape[1]
        column = np.arange(width)
        known = np.isfinite(logs)
        latest = np.maximum.accumulate(np.where(known, column, -1), axis=1)
        first = np.argmax(known, axis=1)[:, None]
        previous = np.concatenate([np.full_like(latest[:, :1], -1), latest[:, :-1]], axis=1)
        stepped = known & (previous >= 0)
        gap = np.where(stepped, column - previous, np.nan)
        change = logs - np.take_along_axis(logs, np.maximum(previous, 0), axis=1)
        jump = np.where(stepped, change, np.nan) / gap
        steps = np.cumsum(stepped, axis=1).astype(float)
        span = np.where(stepped, column - first, np.nan).astype(float)
        squares = np.cumsum(np.where(stepped, jump * jump * gap, 0.0), axis=1)
        growth = (logs - np.take_along_axis(logs, first, axis=1)) / span
        spread = squares - growth * growth * span
        spread = np.where(spread > _ROUNDING * squares, spread, 0.0)
        variance = np.where(steps > 1, spread, np.nan) / np.maximum(steps - 1, 1)
        back = np.concatenate([np.full((len(logs), min(_MIDDLE, width)), -1), latest[:, :-_MIDDLE]], axis=1)
        start = np.where(back >= 0, back, first)
        long_ago = np.take_along_axis(logs, start, axis=1)
        middle = (logs - long_ago) / np.where(stepped, column - start, np.nan)
        return cls(logs, steps, span, growth, variance, jump, gap, middle)

    @classmethod
    def ending(cls, logs: Array) -> Record:
        """Only what is known at the end, shape (k, 1), for any number of series.

        Worked out in blocks: arrays that stay small are served from memory at hand, which is several times faster.
        """
        rows = max(_BLOCK // logs.shape[1], 1)
        blocks = [cls.of(logs[start : start + rows]).last() for start in range(0, len(logs), rows)]
        if len(blocks) == 1:
            return blocks[0]
        names = ("logs", "steps", "span", "growth", "variance", "jump", "gap", "middle")
        return cls(*(np.concatenate([getattr(block, name) for block in blocks]) for name in names))

    def _each(self, change: Callable[[Array], Array]) -> Record:
        parts = (
            self.logs,
            self.steps,
            self.span,
            self.growth,
            self.variance,
            self.jump,
            self.gap,
            self.middle,
        )
        return Record(*(change(part) for part in parts))

    def at(self, column: int) -> Record:
        """What was known at one year of the grid, shape (k, 1)."""
        return self._each(lambda part: part[:, column][:, None])

    def last(self) -> Record:
        """What is known at the end, shape (k, 1)."""
        return self.at(-1)

    def members(self, chosen: NDArray[np.intp]) -> Record:
        """Some of the series only."""
        return self._each(lambda part: part[chosen])

    def where(self, able: NDArray[np.bool_]) -> Record:
        """The same with NaN in the places that are not able."""
        return self._each(lambda part: np.where(able, part, np.nan))


def one_series(years: Sequence[int], levels: Sequence[float]) -> tuple[int, Record]:
    """Last year and record of one history, in whatever order its years are given.

    Raises:
        ForecastingError: no level, a level that is not positive, a year twice, or unequal lengths.
    """
    pairs = in_order(years, levels)
    return pairs[-1][0], Record.of(log_grid([pairs]))


def in_order(years: Sequence[int], levels: Sequence[float]) -> list[tuple[int, float]]:
    """The years of one history with their levels, the first first.

    Raises:
        ForecastingError: as `one_series`.
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
        if not 0 < level < inf:
            message = f"growth models work in logs and need positive levels; found {level!r} in {year}"
            raise ForecastingError(message)
    return pairs


def log_grid(histories: Sequence[Sequence[tuple[int, float]]]) -> Array:
    """Log levels of histories that end in one year, shape (k, n), NaN where a year is missing."""
    last = histories[0][-1][0]
    width = last - min(pairs[0][0] for pairs in histories) + 1
    levels = np.full((len(histories), width), np.nan)
    for row, pairs in zip(levels, histories, strict=True):
        row[[year - last - 1 for year, _ in pairs]] = [level for _, level in pairs]
    return np.asarray(np.log(levels))
