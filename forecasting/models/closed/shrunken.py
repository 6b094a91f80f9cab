"""Growth leant on a class: the class alone, the record shrunk towards it, and theta beside that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.closed.fitting import NO_CLASS, reason_of_record
from forecasting.models.closed.walks import ConstantGrowth
from forecasting.models.smoothing import Smoothed, smoothed
from forecasting.models.terms import Fades, Terms, fading, terms, variance
from forecasting.models.tuning import TUNING

if TYPE_CHECKING:
    from forecasting.models.closed.fitting import Array, Fitting, Forecast
    from forecasting.models.peers import Prior
    from forecasting.models.record import Record
    from forecasting.models.weights import Calibration

__all__ = ["Combination", "ReferenceOnly", "ShrunkenGrowth", "Theta"]

_TAILS = TUNING.tails


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
        return NO_CLASS

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        prior = self.prior
        loc = self.last + prior.growth * fading(prior.persistence, ahead)
        spread = prior.growth_sd**2 + prior.cohort_sd**2
        scale = np.sqrt(prior.volatility**2 * ahead + spread * ahead**2) + 0 * loc
        return loc, scale, np.full_like(loc, _TAILS)


@dataclass(frozen=True, slots=True)
class ShrunkenGrowth:
    """y(n+h) = y(n) + g0 a P(h) + (g - g0) w b P(h) + u c L(h) + q d R(h) + f T(h) + e sqrt(var(h)) t(4).

    g0 is the class's growth and g the record's, shrunk towards it by w = S / (S + k s / v0), s being how unsteady the
    record is; u and q are what the latest year and the latest five years grew beyond that, u counting the more the
    steadier the record. P(h), L(h) and R(h) sum p^j, l^j and r^j for j = 1..h: growth fades, excess growth fast, that of
    a single year fastest. T(h) is how far theta lies from all that with the weights no panel has taught. var(h) pools
    the record's variance with the class's and adds the error of both growth rates (see `terms.variance`). The weights
    a, b, c, d, f and the width e of each year ahead are learnt from the panel's own finished hindcasts (see
    `calibration`); without a panel they are those of early origins of other panels, f being zero.
    Source: shrinkage as in Efron & Morris 1975, JASA 70:311-319; local projections as in Jordà 2005, AER 95:161-182.
    """

    last: Array
    terms: Terms
    prior: Prior
    end: Record
    calibration: Calibration
    smoothed: Smoothed | None

    @classmethod
    def fit(cls, context: Fitting) -> ShrunkenGrowth:
        """Shrink growth and pool variance; with one level the class is all there is."""
        assert context.prior is not None  # noqa: S101 - asked for only where there is one
        prior, calibration = context.prior, context.calibration
        smooth = _latest(context) if calibration.weights.theta.any() else None
        return cls(context.end.logs, terms(context.end, prior), prior, context.end, calibration, smooth)

    @staticmethod
    def reason(_context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return NO_CLASS

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        weights, parts = self.calibration.weights.at(ahead), self.terms
        fades = Fades.over(ahead, self.prior.persistence)
        loc = self.last + (parts.common * weights.common + parts.own * weights.own) * fades.keep
        loc = (
            loc + parts.recent * weights.recent * fades.latest + parts.middle * weights.middle * fades.middle
        )
        if self.smoothed is not None:
            untaught = parts.untaught(self.calibration.kept, fades)
            apart = self.smoothed.theta(ahead) - self.last - untaught
            loc = loc + weights.theta * np.where(np.isfinite(apart), apart, 0.0)
        scale = weights.width * np.sqrt(variance(self.end, self.prior, ahead))
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
        return reason_of_record(context)

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
        return NO_CLASS

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        loc, scale, df = self.shrunken.predict(ahead)
        other, _, _ = self.theta.predict(ahead)
        return np.where(np.isfinite(other), (loc + other) / 2, loc), scale, df
