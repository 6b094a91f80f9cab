"""How a panel's own finished hindcasts correct the growth model: four weights and a width for each year ahead.

A local projection (Jordà 2005): at earlier origins of the panel, growth over the next h years is regressed on the
terms of the model, robustly (Student t weights) and with a ridge towards the weights found on early origins of
other panels. Only outcomes inside the histories given are used, so nothing after the origin is.

Members that move together are few independent draws however many they are: weights on what differs between members
are learnt from differences within an origin alone, and what is common (mean growth, width of common shocks) is
learnt at a pace set by the measured co-movement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.peers import LEAST_PEERS, Prior, comovement, peers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.models.record import Record

    Array = NDArray[np.float64]

__all__ = ["TUNING", "Calibration", "Tuning", "calibrate", "fading", "terms", "uncalibrated", "variance"]


@dataclass(frozen=True, slots=True)
class Tuning:
    """Constants of the shrunken growth model and its calibration, fitted on early origins only (docs/accuracy.md)."""

    persistence: float = 0.98  # share of panel growth left a year later
    fade: float = 0.5  # share of excess growth left a year later
    weight: float = 0.5  # most that a long record counts against the class
    half_weight: float = 12.0  # years of record at which it counts half of that
    regime: float = 0.1  # variance of a change of regime, in class variances, times h^2
    pooling: float = 7.0  # observations the class variance counts for
    common_error: float = 2.0  # error of a co-moving panel's mean growth, in its own variance
    drift_error: float = 8.0  # years added to the record's in the error of its mean growth
    recent: float = 0.2  # weight of the latest year's excess growth
    middle: float = 0.2  # weight of the latest five years' excess growth
    short: float = 1.0  # added to the variance of a record of one year, less for longer ones
    jump: float = 1.5  # most that excess growth counts, in class volatilities: what jumps mostly stays, it does not go on
    loose_common: float = 0.3  # how far the weights may move from those above
    loose_own: float = 0.2
    loose_recent: float = 0.5
    loose_middle: float = 0.1
    fading_alone: float = 0.2  # how much less of its growth a panel without co-movement is expected to keep
    fading_power: float = 4.0
    common_shock: float = 3.0  # discount of common evidence by co-movement
    origins: int = 4  # finished origins looked back at
    least_steps: int = 5  # steps a hindcast must have had to fit on
    shock_width: float = 0.3  # common shocks expected, in squared scales at full co-movement
    shock_weight: float = 10.0  # origins that expectation counts for
    width: float = 1.0  # width where nothing is learnt
    inflate: float = 1.06  # width lost by fitting to the same hindcasts
    tails: float = 4.0  # degrees of freedom of the Student t


TUNING = Tuning()
_MEMBERS = 400  # members a calibration looks at; more make it slower, not better


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights by year ahead, shape (h,).

    Attributes:
        common: share kept of the class's growth.
        own: weight of the record's distance from it, over the default shrinkage.
        recent: weight of the latest year's excess growth.
        middle: weight of the latest five years' excess growth.
        width: multiplier of the scale.
        shared: co-movement of the panel, NaN where none was measured.
        hindcasts: finished hindcasts behind each year, as a number of non-overlapping ones.
    """

    common: Array
    own: Array
    recent: Array
    middle: Array
    width: Array
    shared: float
    hindcasts: Array

    def at(self, ahead: Array) -> tuple[Array, Array, Array, Array, Array]:
        """Weights and width for these years ahead; past the last one learnt it holds."""
        place = np.minimum(ahead.astype(int), len(self.width)) - 1
        return (
            self.common[place],
            self.own[place],
            self.recent[place],
            self.middle[place],
            self.width[place],
        )


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
    return Calibration(
        kept * ones,
        ones,
        tuning.recent * ones,
        tuning.middle * ones,
        width * tuning.width * ones,
        shared,
        np.zeros(horizon),
    )


def fading(persistence: Array | float, ahead: Array) -> Array:
    """Sum of persistence^j for j = 1..h; h itself where persistence is one."""
    kept = np.asarray(persistence, dtype=float)
    short = np.where(kept == 1, 0.5, kept)
    return np.asarray(np.where(kept == 1, ahead, short * (1 - short**ahead) / (1 - short)))


def terms(record: Record, prior: Prior, tuning: Tuning = TUNING) -> tuple[Array, Array, Array]:
    """The record's shrunk distance from the class, and the excess of the latest year and five years over both.

    A step over several years says less about the latest one, so its excess counts for 1 / gap; and a jump (+98 % in
    a year) counts as `tuning.jump` class volatilities at most.
    """
    stepped = np.isfinite(record.growth)
    shrink = tuning.weight * record.span / (record.span + tuning.half_weight)
    own = shrink * (record.growth - prior.growth)
    expected = prior.growth + own
    most = tuning.jump * prior.volatility
    recent = np.clip((record.jump - expected) / record.gap, -most, most)
    middle = np.clip((record.middle - expected) / np.maximum(record.gap - 4, 1), -most, most)
    return np.where(stepped, own, 0.0), np.where(stepped, recent, 0.0), np.where(stepped, middle, 0.0)


def variance(record: Record, prior: Prior, ahead: Array, tuning: Tuning = TUNING) -> Array:
    """Variance of log growth over h years before any width multiplier, (k, h).

    (1 + short / S) (v (h + h^2 / (S + drift_error)) + (regime + common_error * shared / S) v0 h^2), with v the
    record's variance pooled with the class's v0; `short` makes up for what a few years do not show. Members that move together are one draw of growth over S years, not many: the last
    term is the error of their mean.
    """
    shared = prior.volatility**2
    steps = np.where(record.steps > 1, record.steps, 0.0)
    pooled = (steps * np.where(steps > 0, record.variance, 0.0) + tuning.pooling * shared) / (
        steps + tuning.pooling
    )
    span = np.where(np.isfinite(record.span), record.span, 0.0)
    regime = tuning.regime + tuning.common_error * prior.shared / np.maximum(span, 1)
    total = pooled * (ahead + ahead**2 / (span + tuning.drift_error)) + regime * shared * ahead**2
    return np.asarray(total * (1 + np.where(record.steps > 1, tuning.short / np.maximum(span, 1), 0.0)))


@dataclass(frozen=True, slots=True)
class _Hindcasts:
    """Terms at earlier origins, one column an origin, the latest first; NaN where a member had too little."""

    column: list[int]
    common: Array
    own: Array
    recent: Array
    middle: Array
    origin: list[tuple[Record, Prior]]


def _earlier(record: Record, shared: float, tuning: Tuning) -> _Hindcasts:
    width = record.logs.shape[1]
    columns, stacks, origins = [], [], []
    for back in range(1, min(tuning.origins, width - 1) + 1):
        then = record.at(width - 1 - back)
        able = np.isfinite(then.growth) & (then.steps >= tuning.least_steps)
        if able.sum() <= LEAST_PEERS:
            continue
        then = then.where(able)
        prior = peers(then, tuning.persistence, shared)
        if prior is None:
            continue
        columns.append(width - 1 - back)
        stacks.append((prior.growth, *terms(then, prior, tuning)))
        origins.append((then, prior))
    if not columns:
        empty = np.empty((len(record.logs), 0))
        return _Hindcasts([], empty, empty, empty, empty, [])
    common, own, recent, middle = (np.concatenate(parts, axis=1) for parts in zip(*stacks, strict=True))
    return _Hindcasts(columns, common, own, recent, middle, origins)


def calibrate(record: Record, horizon: int, tuning: Tuning = TUNING) -> Calibration:
    """Learn weights and widths for 1..horizon years ahead from the earlier origins of a panel.

    Args:
        record: the panel, its last column the origin; members in an order that does not depend on the caller's.
        horizon: years ahead.
        tuning: constants.
    """
    shared = comovement(record)
    kept = 1 - tuning.fading_alone * (1 - shared) ** tuning.fading_power
    start = uncalibrated(horizon, tuning, kept=kept, shared=shared)
    if len(record.logs) > _MEMBERS:
        chosen = np.linspace(0, len(record.logs) - 1, _MEMBERS).astype(int)
        record = record.members(chosen)
    past = _earlier(record, shared, tuning)
    learnt = {name: getattr(start, name).copy() for name in ("common", "own", "recent", "middle", "width")}
    hindcasts = np.zeros(horizon)
    for ahead in range(1, horizon + 1):
        step = _learn_year(record, past, ahead, kept, shared, tuning)
        if step is None:  # too few finished hindcasts this far ahead: what the year before learnt holds
            for values in learnt.values():
                values[ahead - 1] = values[max(ahead - 2, 0)]
            continue
        for name, value in zip(learnt, step[:5], strict=True):
            learnt[name][ahead - 1] = value
        hindcasts[ahead - 1] = step[5]
    return Calibration(**learnt, shared=shared, hindcasts=hindcasts)


def _learn_year(
    record: Record, past: _Hindcasts, ahead: int, kept: float, shared: float, tuning: Tuning
) -> tuple[float, ...] | None:
    width = record.logs.shape[1]
    use = [place for place, column in enumerate(past.column) if column + ahead <= width - 1]
    if not use:
        return None
    years = np.array([[float(ahead)]])
    scale = np.concatenate([np.sqrt(variance(*past.origin[place], years, tuning)) for place in use], axis=1)
    origin = np.array([past.column[place] for place in use])
    target = (record.logs[:, origin + ahead] - record.logs[:, origin]) / scale
    keep, rest = float(fading(tuning.persistence, years)[0, 0]), float(fading(tuning.fade, years)[0, 0])
    common = past.common[:, use] * keep / scale
    inputs = np.stack(
        [
            past.own[:, use] * keep / scale,
            past.recent[:, use] * rest / scale,
            past.middle[:, use] * rest / scale,
        ]
    )
    valid = np.isfinite(target) & np.isfinite(common) & np.isfinite(inputs).all(axis=0)
    members = valid.sum(axis=0)
    if members.sum() < 10 * LEAST_PEERS:
        return None
    valid &= members > LEAST_PEERS
    members = valid.sum(axis=0)
    used = members > 0
    count = members.sum() / ahead
    target, common = np.where(valid, target, 0.0), np.where(valid, common, 0.0)
    inputs = np.where(valid, inputs, 0.0)
    loose = np.array([tuning.loose_own, tuning.loose_recent, tuning.loose_middle])
    ridge, start = np.diag(loose**-2.0), np.array([1.0, tuning.recent, tuning.middle])
    weights, offset, spread = start, np.zeros(target.shape[1]), 1.0
    share = valid / np.maximum(members, 1)
    for _ in range(3):
        residual = target - common - np.tensordot(weights, inputs, 1)
        for _ in range(2):
            pull = share * 5 / (4 + ((residual - offset) / spread) ** 2)
            offset = (pull * residual).sum(axis=0) / np.where(used, pull.sum(axis=0), 1.0)
        away = np.abs(residual - offset)[valid]
        spread = float(np.quantile(away, 0.8)) / 1.533 + 1e-9  # 1.533: 90 % quantile of t with 4 degrees
        pull = valid * 5 / (4 + ((residual - offset) / spread) ** 2)
        mass = np.where(used, pull.sum(axis=0), 1.0)
        centred = inputs - ((inputs * pull).sum(axis=1) / mass)[:, None, :]
        pull = pull / (1.2 * spread**2 * ahead)
        flat = centred.reshape(3, -1)
        weighted = flat * pull.reshape(-1)
        goal = (target - common).reshape(-1)
        weights = np.linalg.solve(weighted @ flat.T + ridge, weighted @ goal + ridge @ start)
    residual = target - np.tensordot(weights, inputs, 1)
    pull = share * 5 / (4 + ((residual - common - offset) / spread) ** 2)
    pull = pull / np.where(used, pull.sum(axis=0), 1.0)
    left = (pull * residual).sum(axis=0)[used]
    level = (share * common).sum(axis=0)[used]
    doubt = tuning.common_shock * shared / (1.0001 - shared) ** 2 + 1.6 * spread**2 / count
    gain = 1 / doubt * level.mean()
    keep_common = kept + gain * (left.mean() - kept * level.mean()) / (
        gain * level.mean() + tuning.loose_common**-2.0
    )
    shock = left - keep_common * level
    origins = len(shock) / ahead
    common_variance = ((shock**2).sum() / ahead + tuning.shock_weight * tuning.shock_width * shared) / (
        origins + tuning.shock_weight
    )
    wide = tuning.inflate * float(np.sqrt(spread**2 + 0.65 * common_variance))
    return keep_common, float(weights[0]), float(weights[1]), float(weights[2]), wide, float(count)
