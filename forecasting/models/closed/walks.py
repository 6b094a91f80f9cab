"""Random walks of the log level: without drift, with the record's own, and with less and less of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.closed.fitting import ONE_LEVEL, drift_scale, own_variance, reason_of_record
from forecasting.models.terms import fading

if TYPE_CHECKING:
    from typing import Self

    from forecasting.models.closed.fitting import Array, Fitting, Forecast

__all__ = ["ConstantGrowth", "DampedGrowth", "HalfGrowth", "NoChange"]


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
        return cls(context.end.logs, *own_variance(context, about_zero=True))

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        if context.end.steps[0, 0] == 0:
            return ONE_LEVEL
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
        spread, df = own_variance(context)
        return cls(end.logs, end.growth, spread, end.span, df)

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        scale = drift_scale(self.spread, self.span, ahead)
        return self.last + self.growth * ahead, scale, self.df + 0 * ahead


@dataclass(frozen=True, slots=True)
class _OfConstantGrowth:
    """A walk that keeps less of the record's growth, and is as wide as if it kept all of it."""

    base: ConstantGrowth

    @classmethod
    def fit(cls, context: Fitting) -> Self:
        """Mean growth and its variance from the record."""
        return cls(ConstantGrowth.fit(context))

    @staticmethod
    def reason(context: Fitting) -> str:
        """Why a single history cannot be fitted."""
        return reason_of_record(context)


class HalfGrowth(_OfConstantGrowth):
    """y(n+h) = y(n) + h g / 2, width as constant growth: half the record's growth is kept.

    Source: half the trend is what the theta method keeps (Hyndman & Billah 2003, IJF 19:287-290).
    """

    __slots__ = ()

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        _, scale, df = self.base.predict(ahead)
        return self.base.last + self.base.growth * ahead / 2, scale, df


class DampedGrowth(_OfConstantGrowth):
    """y(n+h) = y(n) + g (p + ... + p^h), p = 0.9, width as constant growth: growth fades by a tenth a year.

    Source: the damped trend of Gardner & McKenzie 1985, Management Science 31:1237-1246, on log growth.
    """

    __slots__ = ()

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        _, scale, df = self.base.predict(ahead)
        return self.base.last + self.base.growth * fading(0.9, ahead), scale, df
