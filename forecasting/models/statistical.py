"""Growth models fitted by statsmodels, one series at a time; statsmodels loads only when one is asked for.

Each takes the calendar years, the log levels and the years ahead of one history, and gives `(loc, scale, df)`. Both
state-space models put no error on the parameters they fit, so their own variance is too small on a short record:
here it never falls below that of constant growth on the same record, and the tails are the t of its degrees.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.predictive import NotFitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["STATISTICAL", "Fitted", "damped_ets", "local_linear_trend", "log_linear"]

_LEAST = 5  # levels a state-space model is fitted to at least: it has up to five parameters


@dataclass(frozen=True, slots=True)
class Fitted:
    """What one of these models says of one history.

    Attributes:
        loc: median of the log level, shape (h,).
        scale: scale of the Student t, shape (h,).
        df: its degrees of freedom.
        parameters: the fitted parameters by name.
    """

    loc: Array
    scale: Array
    df: float
    parameters: dict[str, float]


def log_linear(years: Array, logs: Array, ahead: Array) -> Fitted:
    """y(t) = a + b t + e: the least-squares trend line through the log levels; shown for contrast, never default.

    Its forecast does not start from the last observation and its errors count as independent around a fixed line, so
    it is far too sure of itself. se^2(h) = s^2 (1 + 1/n + (t - tbar)^2 / Sxx), t with n - 2 degrees.
    Source: ordinary least squares prediction (Greene, Econometric Analysis, section 4.8).

    Raises:
        NotFitted: fewer than three levels, or a line without any residual.
    """
    if len(logs) < 3:
        message = f"a trend line with an error needs three levels; this history has {len(logs)}"
        raise NotFitted(message)
    # The closed form of ordinary least squares: statsmodels takes longer to load than a whole assessment does to run,
    # and serves as the independent engine in the tests instead.
    since = years - years[-1]
    centre = since.mean()
    spread = float(((since - centre) ** 2).sum())
    growth = float(((since - centre) * logs).sum() / spread)
    level = float(logs.mean() - growth * centre)
    df = float(len(logs) - 2)
    variance = float(((logs - level - growth * since) ** 2).sum() / df)
    scale = np.sqrt(variance * (1 + 1 / len(logs) + (ahead - centre) ** 2 / spread))
    if not scale.min() > 1e-9:
        raise NotFitted("the levels lie on the trend line exactly, so the record shows no spread")
    return Fitted(
        level + growth * ahead, np.asarray(scale, dtype=float), df, {"level": level, "growth": growth}
    )


def _floor(years: Array, logs: Array, ahead: Array) -> Array:
    """Variance of constant growth on the same record."""
    dt, dy = np.diff(years), np.diff(logs)
    span = years[-1] - years[0]
    growth = (logs[-1] - logs[0]) / span
    spread = float(((dy - growth * dt) ** 2 / dt).sum() / (len(dt) - 1))
    if not spread > 1e-18:
        raise NotFitted("growth was the same in every interval, so the record shows no spread")
    return np.asarray(spread * (ahead + ahead**2 / span))


def _enough(logs: Array, model: str) -> None:
    if len(logs) < _LEAST:
        message = f"{model} needs {_LEAST} levels; this history has {len(logs)}"
        raise NotFitted(message)


def damped_ets(years: Array, logs: Array, ahead: Array) -> Fitted:
    """Exponential smoothing of the log level with an additive damped trend, ETS(A,Ad,N).

    Its path is shifted to start from the last observation: on short records the fit is often a line that misses it.
    Source: Hyndman, Koehler, Snyder & Grose 2002, IJF 18:439-454, as fitted by statsmodels ETSModel.

    Raises:
        NotFitted: fewer than five levels, a year missing, growth that never varied, or a fit that does not end.
    """
    _enough(logs, "damped exponential smoothing")
    if (np.diff(years) != 1).any():
        raise NotFitted("exponential smoothing needs a level for every year; this history has gaps")
    floor = _floor(years, logs, ahead)
    import pandas as pd
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ETSModel(pd.Series(logs - logs[-1]), error="add", trend="add", damped_trend=True)
        fitted = model.fit(disp=0)
        steps = int(ahead.max())
        result = fitted.get_prediction(start=len(logs), end=len(logs) + steps - 1)
    place = ahead.astype(int) - 1
    path = np.asarray(result.predicted_mean, dtype=float)
    spread = np.asarray(result.forecast_variance, dtype=float)
    start = float(np.asarray(fitted.level)[-1])
    if not (np.isfinite(path).all() and np.isfinite(spread).all()):
        raise NotFitted("exponential smoothing did not converge on this history")
    parameters = {name: float(value) for name, value in zip(model.param_names, fitted.params, strict=True)}
    loc = logs[-1] + path[place] - start
    return Fitted(loc, np.sqrt(np.maximum(spread[place], floor)), float(len(logs) - 2), parameters)


def local_linear_trend(years: Array, logs: Array, ahead: Array) -> Fitted:
    """Level and growth both wander: a state-space model by the Kalman filter; missing years are allowed.

    Source: Harvey 1989, Forecasting, Structural Time Series Models and the Kalman Filter, as fitted by statsmodels
    UnobservedComponents.

    Raises:
        NotFitted: fewer than five levels, growth that never varied, or a fit that does not end.
    """
    _enough(logs, "a local linear trend")
    floor = _floor(years, logs, ahead)
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    grid = np.full(int(years[-1] - years[0]) + 1, np.nan)
    grid[(years - years[0]).astype(int)] = logs - logs[-1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = UnobservedComponents(grid, "lltrend")
        fitted = model.fit(disp=0, maxiter=200)
        result = fitted.get_forecast(int(ahead.max()))
    place = ahead.astype(int) - 1
    path = np.asarray(result.predicted_mean, dtype=float)[place]
    spread = np.asarray(result.se_mean, dtype=float)[place] ** 2
    if not (np.isfinite(path).all() and np.isfinite(spread).all()):
        raise NotFitted("the local linear trend did not converge on this history")
    parameters = {name: float(value) for name, value in zip(model.param_names, fitted.params, strict=True)}
    return Fitted(logs[-1] + path, np.sqrt(np.maximum(spread, floor)), float(len(logs) - 2), parameters)


STATISTICAL: dict[str, Callable[[Array, Array, Array], Fitted]] = {
    "log_linear": log_linear,
    "damped_ets": damped_ets,
    "local_linear_trend": local_linear_trend,
}
"""Each of these models by its id."""
