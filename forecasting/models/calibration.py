"""How a panel's own finished hindcasts correct the growth model: four weights and a width for each year ahead.

A local projection (Jordà 2005): at earlier origins of the panel, growth over the next h years is regressed on the
terms of the model, robustly (Student t weights) and with a ridge towards the weights found on early origins of
other panels. Only outcomes inside the histories given are used, so nothing after the origin is.

Members that move together are few independent draws however many they are: weights on what differs between members
are learnt from differences within an origin alone, and what is common (mean growth, width of common shocks) is
learnt at a pace set by the measured co-movement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.learning import Finished, learn
from forecasting.models.peers import LEAST_PEERS, peers
from forecasting.models.smoothing import smoothed
from forecasting.models.terms import Fades, terms, variance
from forecasting.models.tuning import TUNING, Tuning
from forecasting.models.weights import Calibration, Weights, uncalibrated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from forecasting.models.record import Record

    Array = NDArray[np.float64]

__all__ = ["calibrate"]


def calibrate(record: Record, horizon: int, shared: float, tuning: Tuning = TUNING) -> Calibration:
    """Learn weights and widths for 1..horizon years ahead from the earlier origins of a panel.

    Args:
        record: members of the panel, the last column the origin.
        horizon: years ahead.
        shared: co-movement of the panel.
        tuning: constants.
    """
    kept = 1 - tuning.fading_alone * (1 - shared) ** tuning.fading_power
    start = uncalibrated(horizon, tuning, kept=kept, shared=shared)
    past = _hindcasts(record, horizon, shared, kept, tuning)
    if past is None:
        return start
    learnt = learn(past, kept, shared, tuning)
    told = past.valid.sum(axis=(1, 2)) >= 10 * LEAST_PEERS
    # Too few finished hindcasts that far ahead: what the year before learnt holds.
    place = np.maximum.accumulate(np.where(told, np.arange(horizon), -1))
    weights = Weights(
        *(
            np.where(place >= 0, part[np.maximum(place, 0)], plain)
            for part, plain in zip(learnt.parts(), start.weights.parts(), strict=True)
        )
    )
    hindcasts = np.where(told, past.valid.sum(axis=(1, 2)) / np.arange(1, horizon + 1), 0.0)
    return Calibration(weights, kept, shared, hindcasts)


def _hindcasts(record: Record, horizon: int, shared: float, kept: float, tuning: Tuning) -> Finished | None:
    """What the model would have said at the latest finished origins, and what came."""
    end = record.logs.shape[1] - 1
    years = np.arange(1.0, horizon + 1)
    fades = Fades.over(years, tuning.persistence, tuning)
    came: list[Array] = []
    common: list[Array] = []
    inputs: list[tuple[Array, ...]] = []
    columns = range(end - 1, max(end - 1 - tuning.origins, -1), -1)
    smooth = smoothed(record.logs, columns)
    for column in columns:
        then = record.at(column)
        able = np.isfinite(then.growth) & (then.steps >= tuning.least_steps)
        if able.sum() <= LEAST_PEERS:
            continue
        then = then.where(able)
        prior = peers(then, tuning.persistence, shared)
        if prior is None:
            continue
        scale = np.sqrt(variance(then, prior, years, tuning))
        ahead = np.full_like(scale, np.nan)
        known = min(horizon, end - column)
        ahead[:, :known] = record.logs[:, column + 1 : column + 1 + known] - then.logs
        parts = terms(then, prior, tuning)
        untaught = parts.untaught(kept, fades, tuning)
        theta = smooth[column].theta(years) - then.logs - untaught
        theta = np.where(np.isfinite(theta), theta, 0.0)
        came.append(ahead / scale)
        common.append(parts.common * fades.keep / scale)
        excess = (parts.recent * fades.latest / scale, parts.middle * fades.middle / scale)
        inputs.append((parts.own * fades.keep / scale, *excess, theta / scale))
    if not came:
        return None
    target, level = _by_year(came), _by_year(common)
    valid = np.isfinite(target) & np.isfinite(level)
    valid &= (valid.sum(axis=1) > LEAST_PEERS)[:, None, :]
    if not valid.any():
        return None
    laid = tuple(np.where(valid, _by_year(part), 0.0) for part in zip(*inputs, strict=True))
    return Finished(np.where(valid, target, 0.0), np.where(valid, level, 0.0), laid, valid)


def _by_year(parts: Iterable[Array]) -> Array:
    """One (k, h) array an origin as one of shape (h, k, j)."""
    return np.ascontiguousarray(np.stack(tuple(parts), axis=-1).swapaxes(0, 1))
