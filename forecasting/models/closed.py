"""Growth models with closed forms, over any number of series at once.

Every model is a frozen dataclass of fitted parameters, one row a series. `fit(context)` reads the record and, where
it leans on one, the prior; `predict(ahead)` returns `(loc, scale, df)` of the log level `ahead` years after the last
observation. What cannot be computed is NaN, and `reason` says why. With y the log level, n the last year known, S the
years spanned, m the intervals between known years and h the years ahead:
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.calibration import (
    TUNING,
    Calibration,
    fading,
    terms,
    untaught_growth,
    variance,
)
from forecasting.models.smoothing import Smoothed, smoothed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.models.peers import Prior
    from forecasting.models.record import Record

    Array = NDArray[np.float64]
    Forecast = tuple[Array, Array, Array]

__all__ = ["MODELS", "Fitting", "Model"]

_TAILS = TUNING.tails
_ONE_LEVEL = "one level gives no growth rate"
_NO_CLASS = "no reference class to lean on"


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a fit may read: log levels, what is known at the end of them, the prior and what was asked for.

    Attributes:
        logs: log levels by year, shape (k, n), NaN where there is no observation.
        end: what is known in the last year, shape (k, 1).
        prior: peers or reference class; None when there is none.
        calibration: weights and widths of the shrunken growth model.
        ceiling: level a logistic saturates at, as a log; None when none was stated.
        persistence: share of growth kept each year, for `slowdown`; None = the prior's.
    """

    logs: Array
    end: Record
    prior: Prior | None
    calibration: Calibration
    ceiling: float | None = None
    persistence: float | None = None

    def only(self, row: int | np.intp) -> Fitting:
        """The same for one of the series."""
        chosen = np.array([row])
        return replace(self, logs=self.logs[chosen], end=self.end.members(chosen))


def _own_variance(context: Fitting, *, about_zero: bool = False) -> tuple[Array, Array]:
    """Variance of a single year's growth and its degrees of freedom, (k, 1); NaN where the record shows none.

    With one interval the class's variance serves, on 4 degrees of freedom.
    """
    end, prior = context.end, context.prior
    steps = end.steps
    if about_zero:
        known = np.where(steps > 1, end.variance, 0.0)
        spread = ((steps - 1) * known + end.growth**2 * end.span) / np.maximum(steps, 1)
        df = steps
    else:
        spread, df = end.variance, steps - 1
    if prior is not None:
        single = steps == 1
        spread = np.where(single, prior.volatility**2, spread)
        df = np.where(single, _TAILS, df)
    usable = (spread > 0) & (df > 0)
    return np.where(usable, spread, np.nan), np.where(usable, df, np.nan)


def _drift_scale(spread: Array, span: Array, ahead: Array) -> Array:
    return np.sqrt(spread * (ahead + ahead**2 / span))


def _reason_of_record(context: Fitting) -> str:
    if context.end.steps[0, 0] == 0:
        return _ONE_LEVEL
    if context.end.steps[0, 0] == 1 and context.prior is None:
        return "two levels give one growth rate and no spread; a reference class would lend its own"
    return "growth was the same in every interval, so the record shows no spread"


@dataclass(frozen=True, slots=True)
class NoChange:
    """y(n+h) = y(n) + sqrt(v h) t(m), v = sum dy^2 / dt / m: random walk without drift.

    Source: the no-change benchmark of Makridakis & Hibon 2000, with the exact t of its own steps.
    """

    last: Array
    spread: Array
    df: Array

    @classmethod
    def fit(cls, context: Fitting) -> NoChange:
        """Spread of growth about zero."""
        return cls(context.end.logs, *_own_variance(context, about_zero=True))

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        if context.end.steps[0, 0] == 0:
            return _ONE_LEVEL
        return "the level never changed, so the record shows no spread"

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        return self.last + 0 * ahead, np.sqrt(self.spread * ahead), self.df + 0 * ahead


@dataclass(frozen=True, slots=True)
class ConstantGrowth:
    """y(n+h) = y(n) + h g + sqrt(v (h + h^2 / S)) t(m - 1): random walk with drift, exact under normal steps.

    g = (y(n) - y(1)) / S; v = sum (dy - g dt)^2 / dt / (m - 1). Gaps between years are allowed; the h^2 / S term is
    the error of g. With one interval v is the reference class's, on 4 degrees of freedom.
    Source: Farmer & Lafond 2016, Research Policy 45:647-665; with gaps, the same derivation with dt.
    """

    last: Array
    growth: Array
    spread: Array
    span: Array
    df: Array

    @classmethod
    def fit(cls, context: Fitting) -> ConstantGrowth:
        """Mean growth and its variance from the record."""
        end = context.end
        spread, df = _own_variance(context)
        return cls(end.logs, end.growth, spread, end.span, df)

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return _reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        scale = _drift_scale(self.spread, self.span, ahead)
        return self.last + self.growth * ahead, scale, self.df + 0 * ahead


@dataclass(frozen=True, slots=True)
class HalfGrowth:
    """y(n+h) = y(n) + h g / 2, width as constant growth: half the record's growth is kept.

    Source: half the trend is what the theta method keeps (Hyndman & Billah 2003, IJF 19:287-290).
    """

    base: ConstantGrowth

    @classmethod
    def fit(cls, context: Fitting) -> HalfGrowth:
        """Mean growth and its variance from the record."""
        return cls(ConstantGrowth.fit(context))

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return _reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        _, scale, df = self.base.predict(ahead)
        return self.base.last + self.base.growth * ahead / 2, scale, df


@dataclass(frozen=True, slots=True)
class DampedGrowth:
    """y(n+h) = y(n) + g (p + ... + p^h), p = 0.9, width as constant growth: growth fades by a tenth a year.

    Source: the damped trend of Gardner & McKenzie 1985, Management Science 31:1237-1246, on log growth.
    """

    base: ConstantGrowth

    @classmethod
    def fit(cls, context: Fitting) -> DampedGrowth:
        """Mean growth and its variance from the record."""
        return cls(ConstantGrowth.fit(context))

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return _reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        _, scale, df = self.base.predict(ahead)
        return self.base.last + self.base.growth * fading(0.9, ahead), scale, df


@dataclass(frozen=True, slots=True)
class ReferenceOnly:
    """y(n+h) = y(n) + g0 (p + ... + p^h) + sqrt(h^2 (s^2 + c^2) + h v0) t(4): the class's growth, the record ignored.

    g0, s, c, v0 and p are growth, growth_sd, cohort_sd, volatility squared and persistence of the reference class.
    Source: reference-class forecasting, Flyvbjerg 2006; that growth fades, in every panel of docs/accuracy.md.
    """

    last: Array
    prior: Prior

    @classmethod
    def fit(cls, context: Fitting) -> ReferenceOnly:
        """The last level, and the prior as it stands."""
        assert context.prior is not None  # noqa: S101 - asked for only where there is one
        return cls(context.end.logs, context.prior)

    @staticmethod
    def reason(_context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return _NO_CLASS

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        prior = self.prior
        loc = self.last + prior.growth * fading(prior.persistence, ahead)
        spread = prior.growth_sd**2 + prior.cohort_sd**2
        scale = np.sqrt(prior.volatility**2 * ahead + spread * ahead**2) + 0 * loc
        return loc, scale, np.full_like(loc, _TAILS)


@dataclass(frozen=True, slots=True)
class ShrunkenGrowth:
    """y(n+h) = y(n) + g0 a P(h) + (g - g0) w b P(h) + u c R(h) + q d R(h) + f T(h) + e sqrt(var(h)) t(4).

    g0 is the class's growth and g the record's, shrunk towards it by w = S / (S + k s / v0), s being how unsteady
    the record is; u and q are what the latest
    year and the latest five years grew beyond that. P(h) and R(h) sum p^j and r^j for j = 1..h: growth fades, excess
    growth fast. T(h) is how far theta lies from all that with the weights no panel has taught. var(h) pools the record's variance with the class's and adds the error of both growth rates (see
    `calibration.variance`). The weights a, b, c, d, f and the width e of each year ahead are learnt from the panel's own
    finished hindcasts (see `calibration`); without a panel they are those of early origins of other panels, f being zero.
    Source: shrinkage as in Efron & Morris 1975, JASA 70:311-319; local projections as in Jordà 2005, AER 95:161-182.
    """

    last: Array
    common: Array
    own: Array
    recent: Array
    middle: Array
    prior: Prior
    end: Record
    calibration: Calibration
    smoothed: Smoothed | None

    @classmethod
    def fit(cls, context: Fitting) -> ShrunkenGrowth:
        """Shrink growth and pool variance; with one level the class is all there is."""
        assert context.prior is not None  # noqa: S101 - asked for only where there is one
        prior, calibration = context.prior, context.calibration
        parts = terms(context.end, prior)
        smooth = _latest(context) if calibration.theta.any() else None
        return cls(context.end.logs, prior.growth, *parts, prior, context.end, calibration, smooth)

    @staticmethod
    def reason(_context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return _NO_CLASS

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        common, own, recent, middle, theta, width = self.calibration.at(ahead)
        kept, rest = fading(self.prior.persistence, ahead), fading(TUNING.fade, ahead)
        loc = self.last + (self.common * common + self.own * own) * kept
        loc = loc + (self.recent * recent + self.middle * middle) * rest
        if self.smoothed is not None:
            untaught = untaught_growth(
                self.common, self.own, self.recent, self.middle, kept, rest, self.calibration.kept
            )
            apart = self.smoothed.theta(ahead) - self.last - untaught
            loc = loc + theta * np.where(np.isfinite(apart), apart, 0.0)
        scale = width * np.sqrt(variance(self.end, self.prior, ahead))
        return loc, scale + 0 * loc, np.full_like(loc, _TAILS)


def _latest(context: Fitting) -> Smoothed:
    end = context.logs.shape[1] - 1
    return smoothed(context.logs, [end])[end]


@dataclass(frozen=True, slots=True)
class Theta:
    """y(n+h) = l + (b / 2) (h - 1 + 1/a - (1 - a)^n / a): exponential smoothing with half the trend line's slope.

    b is the least-squares slope on time, l the smoothed level, a its weight with the least squared one-step errors
    (of 0.1, 0.3, ..., 0.9, 1). A step over dt years smooths with 1 - (1 - a)^dt. Width as shrunken growth where there
    is a class, else as constant growth.
    Source: Assimakopoulos & Nikolopoulos 2000, IJF 16:521-530, in the form of Hyndman & Billah 2003, on logs.
    """

    smoothed: Smoothed
    scale_from: ShrunkenGrowth | ConstantGrowth

    @classmethod
    def fit(cls, context: Fitting) -> Theta:
        """Slope by least squares, level by smoothing with each weight and keeping the best."""
        base = ConstantGrowth.fit(context) if context.prior is None else ShrunkenGrowth.fit(context)
        return cls(_latest(context), base)

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        if context.end.steps[0, 0] < 2:
            return f"a trend needs three levels; this history has {int(context.end.steps[0, 0]) + 1}"
        return _reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        _, scale, df = self.scale_from.predict(ahead)
        loc = self.smoothed.theta(ahead)
        return loc, np.where(np.isfinite(loc), scale, np.nan), df


@dataclass(frozen=True, slots=True)
class Combination:
    """Quantile average of shrunken growth and theta; both being t(4), again a t(4) with mean loc and mean scale.

    Where theta cannot be fitted (under three levels) shrunken growth stands alone.
    Source: combining by averaging quantiles, Lichtendahl, Grushka-Cockayne & Winkler 2013, Management Science
    59:1594-1611.
    """

    shrunken: ShrunkenGrowth
    theta: Theta

    @classmethod
    def fit(cls, context: Fitting) -> Combination:
        """Fit both members."""
        return cls(ShrunkenGrowth.fit(context), Theta.fit(context))

    @staticmethod
    def reason(_context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return _NO_CLASS

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        loc, scale, df = self.shrunken.predict(ahead)
        other, _, _ = self.theta.predict(ahead)
        return np.where(np.isfinite(other), (loc + other) / 2, loc), scale, df


@dataclass(frozen=True, slots=True)
class Logistic:
    """z = log(y / (K - y)); z(n+h) = z(n) + h r: an S-curve through the last level with a stated ceiling K.

    r is the mean yearly change of z, the width that of constant growth on z, carried to log levels by the slope of
    the curve at its end, 1 - y(n+h) / K. The ceiling is never fitted: short records do not identify it.
    Source: logistic growth, Verhulst 1838; anchored at the last observation.
    """

    ceiling: float
    last: Array
    rate: Array
    spread: Array
    span: Array
    df: Array

    @classmethod
    def fit(cls, context: Fitting) -> Logistic:
        """Mean change of the log odds of the ceiling, and its variance."""
        ceiling = math.nan if context.ceiling is None else context.ceiling
        logs = context.logs
        inside = np.where(logs < ceiling, logs, np.nan)
        odds = inside - ceiling - np.log1p(-np.exp(inside - ceiling))
        whole = (np.isfinite(odds) | ~np.isfinite(logs)).all(axis=1, keepdims=True)
        record = type(context.end).ending(np.where(whole, odds, np.nan))
        usable = record.variance > 0
        spread = np.where(usable, record.variance, np.nan)
        return cls(ceiling, record.logs, record.growth, spread, record.span, record.steps - 1)

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        if context.ceiling is None:
            return "a logistic needs a stated ceiling: a short record does not identify one"
        if np.nanmax(context.logs) >= context.ceiling:
            return "a level of the history already reaches the stated ceiling"
        if context.end.steps[0, 0] < 2:
            return f"a spread needs three levels; this history has {int(context.end.steps[0, 0]) + 1}"
        return _reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        odds = self.last + self.rate * ahead
        loc = self.ceiling - np.logaddexp(0.0, -odds)
        room = 1 / (1 + np.exp(np.clip(odds, -700, 700)))
        return loc, np.maximum(_drift_scale(self.spread, self.span, ahead) * room, 1e-9), self.df + 0 * loc


@dataclass(frozen=True, slots=True)
class Slowdown:
    """g(k) = g0 + p^k (g - g0): growth fades from the record's g to the class's g0 (zero without a class).

    p is the stated persistence, else the class's; width as constant growth.
    Source: growth persistence as in methods for recurring-revenue companies (0.8 to 0.85 a year), and the slowdowns
    of Pritchett & Summers 2014, NBER WP 20573.
    """

    base: ConstantGrowth
    resting: Array
    persistence: Array

    @classmethod
    def fit(cls, context: Fitting) -> Slowdown:
        """Mean growth of the record, resting growth and persistence of the class or as stated."""
        prior = context.prior
        resting = np.zeros((1, 1)) if prior is None else prior.growth
        if context.persistence is not None:
            kept = np.full((1, 1), context.persistence)
        else:
            kept = np.full((1, 1), np.nan) if prior is None else prior.persistence
        return cls(ConstantGrowth.fit(context), resting, kept)

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        if context.persistence is None and context.prior is None:
            return "a slowdown needs a stated persistence or a reference class that has one"
        return _reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        _, scale, df = self.base.predict(ahead)
        faded = (self.base.growth - self.resting) * fading(self.persistence, ahead)
        loc = self.base.last + self.resting * ahead + faded
        return loc, np.where(np.isfinite(loc), scale, np.nan), df


Model = (
    NoChange
    | ConstantGrowth
    | HalfGrowth
    | DampedGrowth
    | ReferenceOnly
    | ShrunkenGrowth
    | Theta
    | Combination
    | Logistic
    | Slowdown
)

MODELS: dict[str, tuple[type[Model], bool]] = {
    "no_change": (NoChange, False),
    "constant_growth": (ConstantGrowth, False),
    "shrunken_growth": (ShrunkenGrowth, True),
    "reference_only": (ReferenceOnly, True),
    "half_growth": (HalfGrowth, False),
    "damped_growth": (DampedGrowth, False),
    "theta": (Theta, False),
    "logistic": (Logistic, False),
    "slowdown": (Slowdown, False),
    "combination": (Combination, True),
}
"""Each closed form by its id, and whether it cannot do without a prior."""
