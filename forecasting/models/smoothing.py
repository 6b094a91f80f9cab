"""Exponentially smoothed level and least-squares slope of many series, as they stood at every year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Smoothed", "smoothed"]

_WEIGHTS = np.array([0.1, 0.3, 0.5, 0.7, 0.9, 1.0])


@dataclass(frozen=True, slots=True)
class Smoothed:
    """The parts of a theta forecast made in one year, shape (k, 1).

    Attributes:
        level: smoothed log level; NaN below three observations.
        weight: weight of the latest observation in it, the one of a few with the least squared one-step errors.
        slope: least-squares slope of the log levels on time.
        years: years from the first observation to this one, both counted.
    """

    level: Array
    weight: Array
    slope: Array
    years: Array

    def theta(self, ahead: Array) -> Array:
        """Theta forecast of the log level, shape (k, h)."""
        reach = ahead - 1 + (1 - (1 - self.weight) ** self.years) / self.weight
        return np.asarray(self.level + self.slope / 2 * reach)


def smoothed(logs: Array, columns: Iterable[int]) -> dict[int, Smoothed]:
    """Run through the years once for all weights and keep some of them; a step over dt years smooths with 1 - (1 - a)^dt.

    Args:
        logs: log levels on a grid of years, shape (k, n), NaN where there is no observation.
        columns: the years wanted.
    """
    wanted = set(columns)
    known = np.isfinite(logs)
    filled = np.where(known, logs, 0.0)
    count, width = logs.shape
    since = np.zeros(count)
    current, errors = np.zeros((count, len(_WEIGHTS))), np.zeros((count, len(_WEIGHTS)))
    started = np.zeros(count, dtype=bool)
    regular = bool((known[:, 1:] >= known[:, :-1]).all())  # nothing missing after a first observation
    first = np.argmax(known, axis=1)[:, None]
    found = {}
    for column in range(width):
        now = known[:, column]
        since += 1
        share = _WEIGHTS if regular else 1 - (1 - _WEIGHTS) ** since[:, None]
        miss = (filled[:, column, None] - current) * (now & started)[:, None]
        errors += miss * miss
        current += share * miss
        opening = now & ~started
        if opening.any():
            current[opening] = filled[opening, column, None]
            started |= opening
        since[now] = 0.0
        if column in wanted:
            best = errors.argmin(axis=1)[:, None]
            seen, values = known[:, : column + 1], filled[:, : column + 1]
            number = np.maximum(seen.sum(axis=1, keepdims=True), 1)
            time = np.arange(column + 1.0)
            centred = (time - (seen @ time)[:, None] / number) * seen
            slope = (centred * values).sum(axis=1) / np.maximum((centred * centred).sum(axis=1), 0.5)
            level = np.where(number > 2, np.take_along_axis(current, best, axis=1), np.nan)
            found[column] = Smoothed(level, _WEIGHTS[best], slope[:, None], column - first + 1.0)
    return found
