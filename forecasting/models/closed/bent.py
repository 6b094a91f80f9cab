"""Growth that bends towards an end somebody states: a ceiling of the level, or growth that fades to rest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.closed.fitting import drift_scale, reason_of_record
from forecasting.models.closed.walks import ConstantGrowth
from forecasting.models.terms import fading

if TYPE_CHECKING:
    from forecasting.models.closed.fitting import Array, Fitting, Forecast

__all__ = ["Logistic", "Slowdown"]


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
        return reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        odds = self.last + self.rate * ahead
        loc = self.ceiling - np.logaddexp(0.0, -odds)
        room = 1 / (1 + np.exp(np.clip(odds, -700, 700)))
        return loc, np.maximum(drift_scale(self.spread, self.span, ahead) * room, 1e-9), self.df + 0 * loc


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
        return reason_of_record(context)

    def predict(self, ahead: Array) -> Forecast:
        """Location, scale and degrees of freedom, shape (k, h)."""
        _, scale, df = self.base.predict(ahead)
        faded = (self.base.growth - self.resting) * fading(self.persistence, ahead)
        loc = self.base.last + self.resting * ahead + faded
        return loc, np.where(np.isfinite(loc), scale, np.nan), df
