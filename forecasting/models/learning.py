"""Weights and widths from finished hindcasts: what differs between members from differences, what is common by its pace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.weights import Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.models.tuning import Tuning

    Array = NDArray[np.float64]

__all__ = ["Finished", "learn"]


@dataclass(frozen=True, slots=True)
class Finished:
    """Forecast terms and outcomes at earlier origins, in units of the scale said; nothing said counts as zero.

    Attributes:
        target: growth that came, shape (h, k, j) for years ahead, members and origins.
        common: growth of the class, same shape.
        inputs: own, recent, middle and theta terms, each of the same shape; kept apart, since arrays this size are
            served from memory at hand and one of four times the size is not.
        valid: which of them are finished, same shape as target.
    """

    target: Array
    common: Array
    inputs: tuple[Array, ...]
    valid: NDArray[np.bool_]

    @property
    def share(self) -> Array:
        """Weight of each member in the mean of its origin, same shape."""
        members = self.valid.sum(axis=1)
        return np.asarray(self.valid / np.maximum(members, 1)[:, None, :])


@dataclass(frozen=True, slots=True)
class _Contrasts:
    """What the differences between members teach.

    Attributes:
        weights: of the inputs, shape (h, 4).
        offset: what all members of an origin have left over, shape (h, 1, j).
        spread: how far members lie from that, shape (h, 1, 1).
    """

    weights: Array
    offset: Array
    spread: Array


def learn(past: Finished, kept: float, shared: float, tuning: Tuning) -> Weights:
    """Weights and widths by year ahead, shape (h,); meaningless where nothing is finished.

    Args:
        past: finished hindcasts.
        kept: share of the class's growth kept before anything is learnt.
        shared: co-movement of the panel.
        tuning: constants.
    """
    contrasts = _contrasts(past, shared, tuning)
    common, shock = _common(past, contrasts, kept, shared, tuning)
    own, recent, middle, theta = contrasts.weights.T
    width = tuning.inflate * np.sqrt(contrasts.spread[:, 0, 0] ** 2 + 0.65 * shock)
    return Weights(common, own, recent, middle, theta, width)


def _contrasts(past: Finished, shared: float, tuning: Tuning) -> _Contrasts:
    """Weights of what differs between members, robustly and with a ridge towards those that no panel has taught."""
    target, common, inputs, valid = past.target, past.common, past.inputs, past.valid
    horizon, _, origins = target.shape
    years = np.arange(1.0, horizon + 1)
    size = np.maximum(valid.sum(axis=(1, 2)), 1)
    apart = (1.0001 - shared) ** 4
    loose = np.array([tuning.loose_own, tuning.loose_recent, tuning.loose_middle, tuning.loose_theta * apart])
    ridge, start = np.diag(loose**-2.0), np.array([1.0, tuning.recent, tuning.middle, 0.0])
    weights = np.tile(start, (horizon, 1))
    offset, spread = np.zeros((horizon, 1, origins)), np.ones((horizon, 1, 1))
    share = past.share
    rank = (0.8 * (size - 1)).astype(int)[:, None]
    for _ in range(2):
        residual = target - common - _fitted(weights, inputs)
        offset = _mean(_pull(share, residual - offset, spread), residual)
        away = np.where(valid, np.abs(residual - offset), np.inf).reshape(horizon, -1)
        away.sort(axis=1)
        # 1.533: 90 % quantile of t with 4 degrees of freedom
        spread = (np.take_along_axis(away, rank, axis=1) / 1.533 + 1e-9)[:, :, None]
        spread = np.where(np.isfinite(spread), spread, 1.0)
        pull = _pull(valid, residual - offset, spread)
        strength = pull / (1.2 * spread**2 * years[:, None, None])
        normal, goal = _normal_equations(
            [part - _mean(pull, part) for part in inputs], strength, target - common
        )
        weights = np.linalg.solve(normal + ridge, (goal + ridge @ start)[:, :, None])[:, :, 0]
    return _Contrasts(weights, offset, spread)


def _normal_equations(centred: list[Array], strength: Array, target: Array) -> tuple[Array, Array]:
    """Weighted products of the inputs with one another, shape (h, i, i), and with the target, shape (h, i)."""
    horizon, count = len(target), len(centred)
    normal, goal = np.empty((horizon, count, count)), np.empty((horizon, count))
    for place, part in enumerate(centred):
        weighted = part * strength
        goal[:, place] = np.einsum("hkj,hkj->h", weighted, target)
        for other in range(place + 1):
            product = np.einsum("hkj,hkj->h", weighted, centred[other])
            normal[:, place, other] = normal[:, other, place] = product
    return normal, goal


def _common(
    past: Finished, contrasts: _Contrasts, kept: float, shared: float, tuning: Tuning
) -> tuple[Array, Array]:
    """Share kept of what members have in common, and variance of the shocks they share, shape (h,)."""
    size = np.maximum(past.valid.sum(axis=(1, 2)), 1)
    used, share = past.valid.any(axis=1), past.share
    years = np.arange(1.0, len(size) + 1)
    residual = past.target - _fitted(contrasts.weights, past.inputs)
    pull = _pull(share, residual - past.common - contrasts.offset, contrasts.spread)
    left = np.where(used, _mean(pull, residual)[:, 0], 0.0)
    level = (share * past.common).sum(axis=1)
    origins = np.maximum(used.sum(axis=1), 1)
    mean_left, mean_level = left.sum(axis=1) / origins, level.sum(axis=1) / origins
    idiosyncratic = contrasts.spread[:, 0, 0] ** 2
    doubt = tuning.common_shock * shared / (1.0001 - shared) ** 2 + 1.6 * idiosyncratic * years / size
    pace = mean_level / doubt
    common = kept + pace * (mean_left - kept * mean_level) / (pace * mean_level + tuning.loose_common**-2.0)
    shock = ((left - common[:, None] * level) ** 2 * used).sum(axis=1) / years
    expected = tuning.shock_weight * tuning.shock_width * shared / (shared + 0.25)
    return common, (shock + expected) / (origins / years + tuning.shock_weight)


def _pull(share: Array | NDArray[np.bool_], residual: Array, spread: Array) -> Array:
    """How much each counts of its share: the weights of a Student t with 4 degrees of freedom."""
    return np.asarray(share * 5 / (4 + (residual / spread) ** 2))


def _fitted(weights: Array, inputs: tuple[Array, ...]) -> Array:
    """What the inputs come to, shape (h, k, j)."""
    found = weights[:, 0, None, None] * inputs[0]
    for place, part in enumerate(inputs[1:], start=1):
        found += weights[:, place, None, None] * part
    return found


def _mean(pull: Array, values: Array) -> Array:
    """Weighted mean over members; zero where nobody counts."""
    mass = pull.sum(axis=-2, keepdims=True)
    return np.asarray((pull * values).sum(axis=-2, keepdims=True) / np.where(mass > 0, mass, 1.0))
