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

from forecasting.models.peers import LEAST_PEERS, Prior, peers
from forecasting.models.smoothing import smoothed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from forecasting.models.record import Record

    Array = NDArray[np.float64]

__all__ = [
    "TUNING",
    "Calibration",
    "Tuning",
    "calibrate",
    "fading",
    "record_weight",
    "terms",
    "uncalibrated",
    "untaught_growth",
    "variance",
]


@dataclass(frozen=True, slots=True)
class Tuning:
    """Constants of the shrunken growth model and its calibration, fitted on early origins only (docs/accuracy.md)."""

    persistence: float = 0.98  # share of panel growth left a year later
    fade: float = 0.5  # share of excess growth left a year later
    half_weight: float = (
        12.0  # years at which a record as volatile as its class counts half against the class
    )
    regime: float = 0.1  # variance of a change of regime, in class variances, times h^2
    pooling: float = 7.0  # observations the class variance counts for
    common_error: float = 2.0  # error of a co-moving panel's mean growth, in its own variance
    drift_error: float = 8.0  # years added to the record's in the error of its mean growth
    recent: float = 0.2  # weight of the latest year's excess growth
    middle: float = 0.2  # weight of the latest five years' excess growth
    short: float = 1.0  # added to the variance of a record of one year, less for longer ones
    brief: float = 4.0  # years up to which a record is brief, and its variance the one below
    brief_ends: float = 10.0  # years from which it no longer is
    brief_short: float = 0.25  # as `short`, of a brief record
    brief_single: float = (
        0.6  # variance left where growth of one year is all there is: its spread is not all noise
    )
    brief_shared: float = 0.05  # co-movement expected of a panel seen briefly
    brief_weight: float = 4.0  # years that expectation counts for
    brief_serial: float = 1.0  # log scale for each unit of serial dependence above the usual
    brief_usual: float = 0.2  # serial dependence that is usual
    cohort: float = (
        0.35  # change of a panel's mean growth between cohorts, in that growth, seen over two years
    )
    jump: float = 1.5  # most that excess growth counts, in class volatilities: what jumps mostly stays, it does not go on
    loose_common: float = 0.3  # how far the weights may move from those above
    loose_own: float = 0.2
    loose_recent: float = 0.5
    loose_middle: float = 0.1
    loose_theta: float = 0.5  # times (1 - co-movement)^4: half a trend is wrong for a cohort as a whole
    fading_alone: float = 0.2  # how much less of its growth a panel without co-movement is expected to keep
    fading_power: float = 4.0
    common_shock: float = 3.0  # discount of common evidence by co-movement
    origins: int = 4  # finished origins looked back at
    least_steps: int = 5  # steps a hindcast must have had to fit on
    shock_width: float = 0.5  # common shocks expected at full co-movement, in squared scales, times 1.25
    shock_weight: float = 10.0  # origins that expectation counts for
    width: float = 1.0  # width where nothing is learnt
    inflate: float = 1.06  # width lost by fitting to the same hindcasts
    tails: float = 4.0  # degrees of freedom of the Student t


TUNING = Tuning()


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights by year ahead, shape (h,).

    Attributes:
        common: share kept of the class's growth.
        own: weight of the record's distance from it, over the default shrinkage.
        recent: weight of the latest year's excess growth.
        middle: weight of the latest five years' excess growth.
        theta: weight of theta's distance from the untaught forecast.
        width: multiplier of the scale.
        kept: share of the class's growth kept before anything is learnt.
        shared: co-movement of the panel, NaN where none was measured.
        hindcasts: finished hindcasts behind each year, as a number of non-overlapping ones.
    """

    common: Array
    own: Array
    recent: Array
    middle: Array
    theta: Array
    width: Array
    kept: float
    shared: float
    hindcasts: Array

    def at(self, ahead: Array) -> tuple[Array, Array, Array, Array, Array, Array]:
        """Weights and width for these years ahead; past the last one learnt it holds."""
        place = np.minimum(ahead.astype(int), len(self.width)) - 1
        return (
            self.common[place],
            self.own[place],
            self.recent[place],
            self.middle[place],
            self.theta[place],
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
        0 * ones,
        width * tuning.width * ones,
        kept,
        shared,
        np.zeros(horizon),
    )


def fading(persistence: Array | float, ahead: Array) -> Array:
    """Sum of persistence^j for j = 1..h; h itself where persistence is one."""
    kept = np.asarray(persistence, dtype=float)
    short = np.where(kept == 1, 0.5, kept)
    return np.asarray(np.where(kept == 1, ahead, short * (1 - short**ahead) / (1 - short)))


def untaught_growth(
    common: Array,
    own: Array,
    recent: Array,
    middle: Array,
    keep: Array,
    rest: Array,
    kept: float,
    tuning: Tuning = TUNING,
) -> Array:
    """Growth over h years with the weights of `uncalibrated`, from the terms and how they fade."""
    return (kept * common + own) * keep + (tuning.recent * recent + tuning.middle * middle) * rest


def pooled_variance(record: Record, unseen: Array, tuning: Tuning = TUNING) -> Array:
    """Variance of a single year's growth: the record's, with `unseen` counted as `tuning.pooling` observations."""
    steps = np.where(record.steps > 1, record.steps, 0.0)
    known = np.where(steps > 0, record.variance, 0.0)
    return np.asarray((steps * known + tuning.pooling * unseen) / (steps + tuning.pooling))


def record_weight(record: Record, prior: Prior, tuning: Tuning = TUNING) -> Array:
    """How far a record counts against its class: S / (S + k s / v0), s how unsteady it is and v0 the class's variance.

    The mean of S noisy years against a spread of means among members, as in Efron & Morris 1975: a steady record tells
    its own growth in few years, an unsteady one hardly in many. s pools the record's variance with what a record so far
    from its class usually has, v0 and the squared distance: growth far above the class's comes
    with swings that two or three levels do not show, and lasts less.
    """
    shared = prior.volatility**2
    apart = np.where(np.isfinite(record.growth), record.growth - prior.growth, 0.0)
    unsteady = pooled_variance(record, shared + apart**2, tuning)
    noise = np.where(shared > 0, unsteady / np.where(shared > 0, shared, 1.0), 1.0)
    return np.asarray(record.span / (record.span + tuning.half_weight * noise))


def terms(record: Record, prior: Prior, tuning: Tuning = TUNING) -> tuple[Array, Array, Array]:
    """The record's shrunk distance from the class, and the excess of the latest year and five years over both.

    A step over several years says less about the latest one, so its excess counts for 1 / gap; and a jump (+98 % in
    a year) counts as `tuning.jump` class volatilities at most.
    """
    stepped = np.isfinite(record.growth)
    own = record_weight(record, prior, tuning) * (record.growth - prior.growth)
    expected = prior.growth + own
    most = tuning.jump * prior.volatility
    recent = np.clip((record.jump - expected) / record.gap, -most, most)
    middle = np.clip((record.middle - expected) / np.maximum(record.gap - 4, 1), -most, most)
    return np.where(stepped, own, 0.0), np.where(stepped, recent, 0.0), np.where(stepped, middle, 0.0)


def variance(record: Record, prior: Prior, ahead: Array, tuning: Tuning = TUNING) -> Array:
    """Variance of log growth over h years before any width multiplier, (k, h).

    (1 + short / S) (v (h + h^2 / (S + drift_error)) + (regime + common_error * shared / S) v0 h^2) + c^2 h^2, with v the
    record's variance pooled with the class's v0; `short` makes up for what a few years do not show. Members that move
    together are one draw of growth over S years, not many: the term in `shared` is the error of their mean. c is the
    spread between cohorts: the class's own, or, for a panel seen briefly, `cohort` of its mean growth, since a few years
    show one cohort and say nothing of the next. There co-movement and volatility are too little known to be taken as
    found: see the constants named `brief`.
    """
    shared = prior.volatility**2
    pooled = pooled_variance(record, shared, tuning)
    span = np.where(np.isfinite(record.span), record.span, 0.0)
    years = np.maximum(span, 1)
    own = pooled * (ahead + ahead**2 / (span + tuning.drift_error))

    def with_regime(together: Array | float) -> Array:
        regime = tuning.regime + tuning.common_error * together / years
        return np.asarray(own + regime * shared * ahead**2)

    total = with_regime(prior.shared) * (1 + np.where(record.steps > 1, tuning.short / years, 0.0))
    brief = np.clip((tuning.brief_ends - span) / (tuning.brief_ends - tuning.brief), 0.0, 1.0)
    if brief.any():
        seen = np.maximum(span - 1, 0)
        expected = tuning.brief_weight * tuning.brief_shared
        together = (prior.shared * seen + expected) / (seen + tuning.brief_weight) if prior.panel else 0.0
        single = tuning.brief_single if prior.panel else 1.0
        less = np.where(record.steps > 1, 1 + tuning.brief_short / years, single)
        lasting = tuning.brief_serial * (prior.serial - tuning.brief_usual) * np.minimum(2 / years, 1)
        short = with_regime(together) * less * np.exp(2 * lasting)
        if prior.panel:
            short = short + (tuning.cohort * prior.growth * ahead) ** 2 * 2 / (span + 1)
        total = np.where(brief > 0, (1 - brief) * total + brief * short, total)
    return np.asarray(total + (prior.cohort_sd * ahead) ** 2)


@dataclass(frozen=True, slots=True)
class _Hindcasts:
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
    learnt = _learn(past, kept, shared, tuning)
    told = past.valid.sum(axis=(1, 2)) >= 10 * LEAST_PEERS
    # Too few finished hindcasts that far ahead: what the year before learnt holds.
    place = np.maximum.accumulate(np.where(told, np.arange(horizon), -1))
    before = (start.common, start.own, start.recent, start.middle, start.theta, start.width)
    common, own, recent, middle, theta, width = (
        np.where(place >= 0, part[np.maximum(place, 0)], plain)
        for part, plain in zip(learnt, before, strict=True)
    )
    hindcasts = np.where(told, past.valid.sum(axis=(1, 2)) / np.arange(1, horizon + 1), 0.0)
    return Calibration(common, own, recent, middle, theta, width, kept, shared, hindcasts)


def _hindcasts(record: Record, horizon: int, shared: float, kept: float, tuning: Tuning) -> _Hindcasts | None:
    """What the model would have said at the latest finished origins, and what came."""
    end = record.logs.shape[1] - 1
    years = np.arange(1.0, horizon + 1)
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
        own, recent, middle = terms(then, prior, tuning)
        keep, rest = fading(tuning.persistence, years), fading(tuning.fade, years)
        untaught = untaught_growth(prior.growth, own, recent, middle, keep, rest, kept, tuning)
        theta = smooth[column].theta(years) - then.logs - untaught
        theta = np.where(np.isfinite(theta), theta, 0.0)
        came.append(ahead / scale)
        common.append(prior.growth * keep / scale)
        inputs.append((own * keep / scale, recent * rest / scale, middle * rest / scale, theta / scale))
    if not came:
        return None
    target, level = _by_year(came), _by_year(common)
    valid = np.isfinite(target) & np.isfinite(level)
    valid &= (valid.sum(axis=1) > LEAST_PEERS)[:, None, :]
    if not valid.any():
        return None
    parts = tuple(np.where(valid, _by_year(part), 0.0) for part in zip(*inputs, strict=True))
    return _Hindcasts(np.where(valid, target, 0.0), np.where(valid, level, 0.0), parts, valid)


def _by_year(parts: Iterable[Array]) -> Array:
    """One (k, h) array an origin as one of shape (h, k, j)."""
    return np.ascontiguousarray(np.stack(tuple(parts), axis=-1).swapaxes(0, 1))


def _learn(
    past: _Hindcasts, kept: float, shared: float, tuning: Tuning
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Common, own, recent, middle and theta weights and widths, shape (h,); meaningless where nothing is finished."""
    target, common, inputs, valid = past.target, past.common, past.inputs, past.valid
    horizon = len(target)
    years = np.arange(1.0, horizon + 1)
    members = valid.sum(axis=1)  # (h, j)
    used = members > 0
    size = np.maximum(valid.sum(axis=(1, 2)), 1)
    share = valid / np.maximum(members, 1)[:, None, :]
    apart = (1.0001 - shared) ** 4
    loose = np.array([tuning.loose_own, tuning.loose_recent, tuning.loose_middle, tuning.loose_theta * apart])
    ridge, start = np.diag(loose**-2.0), np.array([1.0, tuning.recent, tuning.middle, 0.0])
    weights = np.tile(start, (horizon, 1))
    offset, spread = np.zeros((horizon, 1, members.shape[1])), np.ones((horizon, 1, 1))
    rank = (0.8 * (size - 1)).astype(int)[:, None]
    for _ in range(2):
        residual = target - common - _fitted(weights, inputs)
        pull = share * 5 / (4 + ((residual - offset) / spread) ** 2)
        offset = _mean(pull, residual)
        away = np.where(valid, np.abs(residual - offset), np.inf).reshape(horizon, -1)
        away.sort(axis=1)
        # 1.533: 90 % quantile of t with 4 degrees of freedom
        spread = (np.take_along_axis(away, rank, axis=1) / 1.533 + 1e-9)[:, :, None]
        spread = np.where(np.isfinite(spread), spread, 1.0)
        pull = valid * 5 / (4 + ((residual - offset) / spread) ** 2)
        strength = pull / (1.2 * spread**2 * years[:, None, None])
        centred = [part - _mean(pull, part) for part in inputs]
        normal = np.empty((horizon, len(inputs), len(inputs)))
        goal = np.empty((horizon, len(inputs)))
        for place, part in enumerate(centred):
            weighted = part * strength
            goal[:, place] = np.einsum("hkj,hkj->h", weighted, target - common)
            for other in range(place + 1):
                product = np.einsum("hkj,hkj->h", weighted, centred[other])
                normal[:, place, other] = normal[:, other, place] = product
        normal, goal = normal + ridge, goal + ridge @ start
        weights = np.linalg.solve(normal, goal[:, :, None])[:, :, 0]
    residual = target - _fitted(weights, inputs)
    pull = share * 5 / (4 + ((residual - common - offset) / spread) ** 2)
    left = np.where(used, _mean(pull, residual)[:, 0], 0.0)
    level = (share * common).sum(axis=1)
    origins = np.maximum(used.sum(axis=1), 1)
    mean_left, mean_level = left.sum(axis=1) / origins, level.sum(axis=1) / origins
    idiosyncratic = spread[:, 0, 0] ** 2
    doubt = tuning.common_shock * shared / (1.0001 - shared) ** 2 + 1.6 * idiosyncratic * years / size
    pace = mean_level / doubt
    common_weight = kept + pace * (mean_left - kept * mean_level) / (
        pace * mean_level + tuning.loose_common**-2.0
    )
    shock = ((left - common_weight[:, None] * level) ** 2 * used).sum(axis=1) / years
    expected = tuning.shock_weight * tuning.shock_width * shared / (shared + 0.25)
    shock = (shock + expected) / (origins / years + tuning.shock_weight)
    width = tuning.inflate * np.sqrt(idiosyncratic + 0.65 * shock)
    return common_weight, weights[:, 0], weights[:, 1], weights[:, 2], weights[:, 3], width


def _fitted(weights: Array, inputs: tuple[Array, ...]) -> Array:
    found = weights[:, 0, None, None] * inputs[0]
    for place, part in enumerate(inputs[1:], start=1):
        found += weights[:, place, None, None] * part
    return found


def _mean(pull: Array, values: Array) -> Array:
    """Weighted mean over members; zero where nobody counts."""
    mass = pull.sum(axis=-2, keepdims=True)
    return np.asarray((pull * values).sum(axis=-2, keepdims=True) / np.where(mass > 0, mass, 1.0))
