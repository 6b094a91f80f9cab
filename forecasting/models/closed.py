"""Growth models with closed forms, over any number of series at once.

Every model is a frozen dataclass of fitted parameters, one number a series. `fit` reads a `Sample` (and the
prior where it needs one), `predict(ahead)` returns `(loc, scale, df)` of the log level `ahead` years after the
last observation. What cannot be computed is NaN; `reason` says why. With y the log level, n the last year known,
S the years spanned, m the intervals between known years and h the years ahead:
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.models.sample import Sample
    from forecasting.reference import ReferenceClass

    Array = NDArray[np.float64]
    Forecast = tuple[Array, Array, Array]

__all__ = ["MODELS", "ConstantGrowth", "Prior", "ReferenceOnly", "ShrunkenGrowth"]

# Differences of logs below this are rounding of the logarithm itself, not growth that varied.
_NO_SPREAD = 1e-10


@dataclass(frozen=True, slots=True)
class Prior:
    """What peers or a reference class say about each series, shape (k,) or one number for all.

    Attributes:
        growth: mean log growth a year.
        growth_sd: spread between members' multi-year mean log growth.
        volatility: standard deviation of a single year's log growth.
        persistence: share of growth left a year later.
    """

    growth: Array
    growth_sd: Array
    volatility: Array
    persistence: Array

    @classmethod
    def of(cls, reference: ReferenceClass) -> Prior:
        """The figures of one reference class, the same for every series."""
        return cls(
            np.array([reference.growth]),
            np.array([reference.growth_sd]),
            np.array([reference.volatility]),
            np.array([reference.persistence]),
        )


def _fading(persistence: Array, ahead: Array) -> Array:
    """Sum of persistence^j for j = 1..h; h where persistence is one."""
    kept = persistence[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        faded = kept * (1 - kept**ahead) / (1 - kept)
    return np.where(kept == 1, ahead * np.ones_like(kept), faded)


@dataclass(frozen=True, slots=True)
class ConstantGrowth:
    """y(n+h) = y(n) + h g + sqrt(v (h + h^2 / S)) t(m - 1): random walk with drift, exact under normal steps.

    g = (y(n) - y(1)) / S; v = sum (dy - g dt)^2 / dt / (m - 1). Gaps between years are allowed; the h^2 / S term
    is the error of g. With one interval v is the reference class's, on 4 degrees of freedom.
    Source: Farmer & Lafond 2016, Research Policy 45:647-665, eq. 8; with gaps, the same derivation with dt.
    """

    last: Array
    growth: Array
    variance: Array
    span: Array
    df: Array

    @classmethod
    def fit(cls, sample: Sample, prior: Prior | None) -> ConstantGrowth:
        """Mean growth and its variance from the record; the class's variance where there is one interval."""
        variance, df = sample.variance, sample.steps - 1
        if prior is not None:
            single = sample.steps == 1
            variance = np.where(single, prior.volatility**2, variance)
            df = np.where(single, 4.0, df)
        usable = (variance > _NO_SPREAD**2) & (df > 0)
        return cls(sample.last, sample.growth, np.where(usable, variance, np.nan), sample.span, df)

    @staticmethod
    def reason(sample: Sample, prior: Prior | None) -> str:
        """Why a single history cannot be fitted."""
        if sample.points[0] == 1:
            return "one level gives no growth rate"
        if sample.points[0] == 2 and prior is None:
            return "two levels give one growth rate and no spread; a reference class would lend its own"
        return "growth was the same in every interval, so the record shows no spread"

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        loc = self.last[:, None] + self.growth[:, None] * ahead
        scale = np.sqrt(self.variance[:, None] * (ahead + ahead**2 / self.span[:, None]))
        return loc, scale, self.df[:, None] * np.ones_like(ahead)


@dataclass(frozen=True, slots=True)
class ReferenceOnly:
    """y(n+h) = y(n) + g0 (p + ... + p^h) + sqrt(h^2 s^2 + h v0) t(4): the class's growth, the record ignored.

    g0, s, v0 and p are growth, growth_sd, volatility squared and persistence of the reference class.
    Source: reference-class forecasting, Flyvbjerg 2006; growth fades in every panel measured.
    """

    last: Array
    prior: Prior

    @classmethod
    def fit(cls, sample: Sample, prior: Prior) -> ReferenceOnly:
        """The last level, and the prior as it stands."""
        return cls(sample.last, prior)

    @staticmethod
    def reason(_sample: Sample, _prior: Prior | None) -> str:
        """Why a single history cannot be fitted."""
        return "no reference class to read growth from"

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        prior = self.prior
        loc = self.last[:, None] + prior.growth[:, None] * _fading(prior.persistence, ahead)
        variance = prior.volatility[:, None] ** 2 * ahead + (prior.growth_sd[:, None] * ahead) ** 2
        scale = np.sqrt(variance) * np.ones_like(loc)
        return loc, scale, np.full_like(loc, 4.0)


@dataclass(frozen=True, slots=True)
class ShrunkenGrowth:
    """y(n+h) = y(n) + g (p + ... + p^h) + u (r + ... + r^h) + sqrt(v (h + h^2/(S+8)) + 0.05 v0 h^2) t(4).

    g = g0 + w (record - g0) shrinks the record's growth to the class's, w = 0.9 S / (S + 8); u is what the last
    year grew beyond g, fading by r = 0.3; v pools the record's variance with the class's v0 at 7 observations.
    Source: shrinkage as in Efron & Morris 1975; constants fitted on early origins (see docs/accuracy.md).
    """

    last: Array
    growth: Array
    excess: Array
    variance: Array
    span: Array
    prior: Prior

    @classmethod
    def fit(cls, sample: Sample, prior: Prior) -> ShrunkenGrowth:
        """Shrink growth and pool variance; with one level the class is all there is."""
        steps, span = sample.steps, sample.span
        weight = 0.9 * span / (span + 8)
        known = np.isfinite(sample.growth)
        record = np.where(known, sample.growth, prior.growth)
        growth = prior.growth + weight * (record - prior.growth)
        excess = np.where(known, (sample.jump - growth) / sample.gap, 0.0)
        own = np.where(np.isfinite(sample.variance), sample.variance, prior.volatility**2)
        variance = (steps * own + 7 * prior.volatility**2) / (steps + 7)
        return cls(sample.last, growth, excess, variance, span, prior)

    @staticmethod
    def reason(_sample: Sample, _prior: Prior | None) -> str:
        """Why a single history cannot be fitted."""
        return "no reference class to shrink growth towards"

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        prior = self.prior
        drift = self.growth[:, None] * _fading(prior.persistence, ahead)
        momentum = self.excess[:, None] * _fading(np.array([0.3]), ahead)
        loc = self.last[:, None] + drift + momentum
        variance = self.variance[:, None] * (ahead + ahead**2 / (self.span[:, None] + 8))
        variance = variance + 0.05 * (prior.volatility[:, None] * ahead) ** 2
        return loc, np.sqrt(variance), np.full_like(loc, 4.0)


# id -> (class, whether it cannot do without a reference class)
MODELS = {
    "constant_growth": (ConstantGrowth, False),
    "shrunken_growth": (ShrunkenGrowth, True),
    "reference_only": (ReferenceOnly, True),
}
