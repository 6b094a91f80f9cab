"""Whole paths of the level, for events that span years: all targets met, or the goal reached by some year.

Marginals are those of the closed forms, exactly: a path is a multivariate Student t whose yearly locations and scales
are the forecast's. Its correlations are those of a random walk with an uncertain, shared rate of growth: the part of
the variance that grows as h^2 is one shock a path, the part that grows as h is independent from year to year.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from forecasting.models.predictive import Predictive

__all__ = ["PATHS", "SEED", "simulate"]

PATHS = 20_000
SEED = 1992
#: Most sets of draws kept; one of six years and all paths is a megabyte.
_KEPT = 12
_NEWTON_STEPS = 4


def simulate(
    predictives: Sequence[Predictive], base_year: int, paths: int = PATHS, seed: int = SEED
) -> NDArray[np.float64]:
    """Log levels of simulated paths, shape (paths, years), in the order of `predictives`.

    Args:
        predictives: forecasts of one series and model, in year order.
        base_year: last year of the history.
        paths: how many; the Monte Carlo error of a probability p is sqrt(p (1 - p) / paths).
        seed: of the generator; the same seed gives the same paths on every machine with the same numpy.

    Raises:
        ForecastingError: no forecast, or a year at or before `base_year`.
    """
    if not predictives or min(made.year for made in predictives) <= base_year:
        msg = (
            f"paths need forecasts of years after {base_year}; received {[made.year for made in predictives]}"
        )
        raise ForecastingError(msg)
    loc = np.array([made.loc for made in predictives])
    ahead = tuple(made.year - base_year for made in predictives)
    scale, df = tuple(made.scale for made in predictives), tuple(made.df for made in predictives)
    return np.asarray(loc + _deviations(ahead, scale, df, paths, seed))


@lru_cache(maxsize=_KEPT)
def _deviations(
    ahead: tuple[int, ...], scale: tuple[float, ...], df: tuple[float, ...], paths: int, seed: int
) -> NDArray[np.float64]:
    """How far each path strays from its median: what a scenario that moves only the median leaves as it was."""
    steps, scales = np.array(ahead, dtype=float), np.array(scale)
    walk, shared = _split(steps, scales**2)
    covariance = walk * np.minimum.outer(steps, steps) + shared * np.outer(steps, steps)
    spread = np.sqrt(np.diag(covariance))
    factor = np.linalg.cholesky(covariance / np.outer(spread, spread) + 1e-12 * np.eye(len(steps)))
    normal, _ = _draws(paths, len(steps), seed)
    strays = normal @ factor.T
    strays *= scales
    strays *= _tails(df, paths, seed)
    return _fixed(strays)


@lru_cache(maxsize=_KEPT)
def _draws(paths: int, years: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Standard normal draws, shape (paths, years), and one uniform draw a path."""
    generator = np.random.default_rng(seed)
    normal = generator.standard_normal((paths, years))
    return _fixed(normal), _fixed(generator.uniform(size=(paths, 1)))


@lru_cache(maxsize=_KEPT)
def _tails(df: tuple[float, ...], paths: int, seed: int) -> NDArray[np.float64]:
    """What makes a normal path a Student t one: one shock a path, in units of each year's degrees of freedom."""
    freedom = np.array(df)
    _, uniform = _draws(paths, len(df), seed)
    if set(df) == {4.0}:
        return _fixed(np.sqrt(4.0 / _chi_squared_of_four(uniform)))
    from scipy.special import chdtri

    if len(set(df)) == 1:
        return _fixed(np.sqrt(freedom[0] / chdtri(freedom[0], uniform)))
    return _fixed(np.sqrt(freedom / chdtri(freedom, uniform)))


def _chi_squared_of_four(tail: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chi-squared with four degrees of freedom that is exceeded with chance `tail`, above 0 and below 1.

    Half of it, t, solves t - log(1 + t) = -log(tail), since the tail is (1 + t) exp(-t). Newton's steps fall to the
    root of a convex function from above; they start from the bound of Chatzigeorgiou 2013, IEEE Communications Letters
    17:1505-1508. Four reach the last digits, ten times faster than the general inverse.
    """
    asked = -np.log(tail)
    half = asked + np.sqrt(2 * asked)
    for _ in range(_NEWTON_STEPS):
        half -= (half - np.log1p(half) - asked) * (1 + half) / half
    return np.asarray(2 * half)


def _fixed(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same array, closed to changes, since it is shared."""
    drawn.setflags(write=False)
    return drawn


def _split(ahead: NDArray[np.float64], variance: NDArray[np.float64]) -> tuple[float, float]:
    """Non-negative parts of `variance = walk * h + shared * h^2`, by least squares on variance / h."""
    slope, level = (
        np.polyfit(ahead, variance / ahead, 1) if len(ahead) > 1 else (0.0, float(variance[0] / ahead[0]))
    )
    if level <= 0:
        return 1e-9, 1.0
    return (float(level), float(slope)) if slope > 0 else (1.0, 0.0)
