"""The parts of shrunken growth: how far a record counts, what its latest years add, how growth fades, how wide to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.tuning import TUNING, Tuning

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.models.peers import Prior
    from forecasting.models.record import Record

    Array = NDArray[np.float64]

__all__ = ["Fades", "Terms", "fading", "pooled_variance", "record_weight", "terms", "variance"]


def fading(persistence: Array | float, ahead: Array) -> Array:
    """Sum of persistence^j for j = 1..h; h itself where persistence is one."""
    kept = np.asarray(persistence, dtype=float)
    short = np.where(kept == 1, 0.5, kept)
    return np.asarray(np.where(kept == 1, ahead, short * (1 - short**ahead) / (1 - short)))


@dataclass(frozen=True, slots=True)
class Fades:
    """What is left over h years of growth of one a year, broadcast to (k, h).

    Attributes:
        keep: of growth that lasts.
        latest: of what the latest year grew in excess.
        middle: of what the latest five years did.
    """

    keep: Array
    latest: Array
    middle: Array

    @classmethod
    def over(cls, ahead: Array, persistence: Array | float, tuning: Tuning = TUNING) -> Fades:
        """Over these years ahead, growth that lasts having this persistence."""
        return cls(fading(persistence, ahead), fading(tuning.latest, ahead), fading(tuning.fade, ahead))


@dataclass(frozen=True, slots=True)
class Terms:
    """What the class, the record and its latest years each add to growth a year, shape (k, 1).

    Attributes:
        common: growth of the class.
        own: the record's distance from it, shrunk.
        recent: excess of the latest year over both, by how steady the record is.
        middle: excess of the latest five years.
    """

    common: Array
    own: Array
    recent: Array
    middle: Array

    def untaught(self, kept: float, fades: Fades, tuning: Tuning = TUNING) -> Array:
        """Growth over h years with the weights of `uncalibrated`, (k, h).

        Args:
            kept: share of the class's growth kept before anything is learnt.
            fades: what is left over those years.
            tuning: constants.
        """
        lasting = (kept * self.common + self.own) * fades.keep
        excess = tuning.recent * self.recent * fades.latest + tuning.middle * self.middle * fades.middle
        return np.asarray(lasting + excess)


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


def terms(record: Record, prior: Prior, tuning: Tuning = TUNING) -> Terms:
    """The class's growth, the record's shrunk distance from the class, and the excess of the latest year and five years over both.

    A step over several years says less about the latest one, so its excess counts for 1 / gap; and a jump (+98 % in
    a year) counts as `tuning.jump` class volatilities at most. What a steady record did last year tells the next, what
    an unsteady one did is noise: the excess counts for 2 v0 / (v0 + v), v being the record's variance pooled with the
    class's v0.
    """
    stepped = np.isfinite(record.growth)
    own = record_weight(record, prior, tuning) * (record.growth - prior.growth)
    expected = prior.growth + own
    most = tuning.jump * prior.volatility
    shared = prior.volatility**2
    steady = 2 * shared / (shared + pooled_variance(record, shared, tuning))
    recent = steady * np.clip((record.jump - expected) / record.gap, -most, most)
    middle = np.clip((record.middle - expected) / np.maximum(record.gap - 4, 1), -most, most)
    own, recent, middle = (np.where(stepped, part, 0.0) for part in (own, recent, middle))
    return Terms(prior.growth, own, recent, middle)


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
