"""Whole paths of the level, for events that span years: all targets met, or the goal reached by some year.

Marginals are those of the closed forms, exactly: a path is a multivariate Student t whose yearly locations and scales
are the forecast's. Its correlations are those of a random walk with an uncertain, shared rate of growth: the part of
the variance that grows as h^2 is one shock a path, the part that grows as h is independent from year to year.
"""

from __future__ import annotations

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
    if not predictives or min(one.year for one in predictives) <= base_year:
        msg = f"paths need forecasts of years after {base_year}; received {[one.year for one in predictives]}"
        raise ForecastingError(msg)
    from scipy.special import chdtri

    ahead = np.array([one.year - base_year for one in predictives], dtype=float)
    loc = np.array([one.loc for one in predictives])
    scale = np.array([one.scale for one in predictives])
    df = np.array([one.df for one in predictives])
    walk, shared = _split(ahead, scale**2)
    covariance = walk * np.minimum.outer(ahead, ahead) + shared * np.outer(ahead, ahead)
    spread = np.sqrt(np.diag(covariance))
    factor = np.linalg.cholesky(covariance / np.outer(spread, spread) + 1e-12 * np.eye(len(ahead)))
    generator = np.random.default_rng(seed)
    normal = generator.standard_normal((paths, len(ahead))) @ factor.T
    uniform = generator.uniform(size=(paths, 1))
    tails = np.sqrt(df / chdtri(df, uniform))
    return np.asarray(loc + scale * normal * tails)


def _split(ahead: NDArray[np.float64], variance: NDArray[np.float64]) -> tuple[float, float]:
    """Non-negative parts of `variance = walk * h + shared * h^2`, by least squares on variance / h."""
    slope, level = (
        np.polyfit(ahead, variance / ahead, 1) if len(ahead) > 1 else (0.0, float(variance[0] / ahead[0]))
    )
    if level <= 0:
        return 1e-9, 1.0
    return (float(level), float(slope)) if slope > 0 else (1.0, 0.0)
