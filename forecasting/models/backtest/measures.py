"""How good forecasts were: scores of quantiles and of odds, and the error of a mean over origins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = [
    "PROBABILITIES",
    "calibration_error",
    "clustered_error",
    "crps_of_quantiles",
    "crps_of_t",
    "trimmed_mean",
]

# CRPS is taken over these quantiles: in full it is infinite for the one-degree t that three levels leave.
PROBABILITIES = tuple(percent / 100 for percent in range(1, 100))
_CHUNK = 20_000


def crps_of_quantiles(quantiles: Array, probabilities: Sequence[float], observed: Array) -> Array:
    """Twice the mean pinball loss, each probability weighted by the share of (0, 1) it stands for.

    Args:
        quantiles: shape (..., q).
        probabilities: their q probabilities, increasing.
        observed: shape (...).
    """
    p = np.asarray(probabilities, dtype=float)
    edges = np.concatenate([[0.0], (p[1:] + p[:-1]) / 2, [1.0]])
    miss = observed[..., None] - quantiles
    return np.asarray((2 * np.maximum(p * miss, (p - 1) * miss) * np.diff(edges)).sum(axis=-1))


def crps_of_t(loc: Array, scale: Array, df: Array, observed: Array) -> Array:
    """The score of Student t forecasts over the percentiles, shape (k,)."""
    from scipy.special import stdtrit

    found = np.empty(len(loc))
    p = np.array(PROBABILITIES)
    for start in range(0, len(loc), _CHUNK):
        part = slice(start, start + _CHUNK)
        marks = loc[part, None] + scale[part, None] * stdtrit(df[part, None], p)
        found[part] = crps_of_quantiles(marks, PROBABILITIES, observed[part])
    return found


def calibration_error(probability: Array, happened: Array, bins: int = 10) -> float:
    """Mean distance between stated chance and frequency over equal bins, weighted by how often each was said."""
    usable = np.isfinite(probability)
    if not usable.any():
        return float("nan")
    said, came = probability[usable], happened[usable].astype(float)
    place = np.minimum((said * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins)
    gap = np.bincount(place, said, minlength=bins) - np.bincount(place, came, minlength=bins)
    return float(np.abs(gap).sum() / count.sum())


def clustered_error(values: Array, cluster: NDArray[np.generic]) -> float:
    """Standard error of a mean whose members are independent between clusters only; NaN with one cluster."""
    usable = np.isfinite(values)
    values, cluster = values[usable], cluster[usable]
    groups, place = np.unique(cluster, return_inverse=True)
    if len(groups) < 2:
        return float("nan")
    sums = np.bincount(place, values - values.mean())
    return float(np.sqrt((sums**2).sum() * len(groups) / (len(groups) - 1)) / len(values))


def trimmed_mean(values: Array) -> float:
    """Mean of the finite values without the lowest and the highest 2 %; NaN where there are none."""
    values = np.sort(values[np.isfinite(values)])
    cut = int(0.02 * len(values))
    return float(values[cut : len(values) - cut].mean()) if len(values) else float("nan")
