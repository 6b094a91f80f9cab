"""One model on histories that end together: the path every row goes through, closed form or statsmodels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from forecasting.errors import ForecastingError
from forecasting.models.closed import MODELS, Fitting
from forecasting.models.peers import Prior
from forecasting.models.predictive import NotFitted, Predictive, Stated
from forecasting.models.record import Record, log_grid, one_series
from forecasting.models.reference import OddsParts
from forecasting.models.statistical import STATISTICAL
from forecasting.models.terms import fading, record_weight
from forecasting.models.weights import uncalibrated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from forecasting.models.reference import ReferenceClass

    Array = NDArray[np.float64]

__all__ = ["closed_forecast", "options", "parts_of", "run_each", "statistical_forecast"]


def options(ceiling: float | None, persistence: float | None) -> tuple[float | None, float | None]:
    """Log of the ceiling and the persistence, checked.

    Raises:
        ForecastingError: a ceiling that is not positive, a persistence outside [0, 1].
    """
    if ceiling is not None and not (ceiling > 0 and math.isfinite(ceiling)):
        message = f"a ceiling is a positive level in the unit of the history; found {ceiling!r}"
        raise ForecastingError(message)
    if persistence is not None and not 0 <= persistence <= 1:
        message = f"persistence is the share of growth kept each year, 0 to 1; found {persistence!r}"
        raise ForecastingError(message)
    return (None if ceiling is None else math.log(ceiling)), persistence


def closed_forecast(model_id: str, context: Fitting, ahead: Array) -> tuple[Array, Array, Array]:
    """Location, scale and df of a closed form, shape (k, h), all three NaN where it cannot be fitted."""
    model, leans_on_class = MODELS[model_id]
    if leans_on_class and context.prior is None:
        nothing = np.full((len(context.end.logs), ahead.shape[-1]), np.nan)
        return nothing, nothing, nothing
    with np.errstate(invalid="ignore", divide="ignore"):
        loc, scale, df = model.fit(context).predict(ahead)
    usable = np.isfinite(loc) & np.isfinite(df) & (scale > 0)
    return np.where(usable, loc, np.nan), np.where(usable, scale, np.nan), np.where(usable, df, np.nan)


def statistical_forecast(model_id: str, last: int, logs: Array, ahead: Array) -> tuple[Array, Array, Array]:
    """Location, scale and df of a statsmodels fit to one row of a grid that ends in year `last`, shape (h,).

    Raises:
        NotFitted: with the reason.
    """
    known = np.isfinite(logs)
    years = (last - len(logs) + 1 + np.flatnonzero(known)).astype(float)
    fitted = STATISTICAL[model_id](years, logs[known], ahead)
    return fitted.loc, fitted.scale, np.full_like(fitted.loc, fitted.df)


def run_each(
    model_id: str,
    histories: Sequence[Sequence[tuple[int, float]]],
    horizon: Array,
    reference: ReferenceClass | None,
    stated: Stated,
) -> list[tuple[Array, Array, Array] | NotFitted]:
    """Location, scale and df of each history for the calendar years of `horizon`, shape (h,), or why there are none.

    Args:
        model_id: of the model.
        histories: from `record.in_order`, all ending in the same year.
        horizon: years to forecast, shape (h,).
        reference: the class leant on.
        stated: ceiling, on the scale of the histories, and persistence, as in `predict`.

    Raises:
        ForecastingError: a horizon or option that makes no sense.
    """
    last = histories[0][-1][0]
    ahead = horizon - last
    if (ahead < 1).any():
        message = (
            f"a forecast must lie after the last year of the history, {last}; found {int(horizon.min())}"
        )
        raise ForecastingError(message)
    top, kept = options(stated.ceiling, stated.persistence)
    logs = log_grid(histories)
    if model_id in STATISTICAL:
        return [_fitted_to(model_id, last, row, ahead) for row in logs]
    prior = None if reference is None else Prior.of(reference)
    width = 1.0 if reference is None else reference.width
    calibration = uncalibrated(int(ahead.max()), width=width)
    context = Fitting(logs, Record.of(logs).last(), prior, calibration, top, kept)
    loc, scale, df = closed_forecast(model_id, context, ahead[None, :])
    whole: list[bool] = np.isfinite(scale).all(axis=1).tolist()  # type: ignore[assignment]
    return [
        (loc[row], scale[row], df[row])
        if fitted
        else NotFitted(MODELS[model_id][0].reason(context.only(row)))
        for row, fitted in enumerate(whole)
    ]


def _fitted_to(model_id: str, last: int, logs: Array, ahead: Array) -> tuple[Array, Array, Array] | NotFitted:
    try:
        return statistical_forecast(model_id, last, logs, ahead)
    except NotFitted as reason:
        return reason


def parts_of(
    made: Predictive, years: Sequence[int], levels: Sequence[float], reference: ReferenceClass
) -> OddsParts:
    """The parts of a forecast of shrunken growth made from this history and class."""
    last, record = one_series(years, levels)
    end = record.last()
    ahead = made.year - last
    growth = float(end.growth[0, 0])
    stepped = math.isfinite(growth)
    kept = float(fading(reference.persistence, np.array([float(ahead)]))[0]) / ahead
    shock = (reference.width * reference.cohort_sd * ahead / made.scale) ** 2
    return OddsParts(
        record=growth if stepped else None,
        class_growth=reference.growth * kept,
        weight=float(record_weight(end, Prior.of(reference))[0, 0]) if stepped else 0.0,
        forecast=(made.loc - float(end.logs[0, 0])) / ahead,
        spread=made.scale / ahead,
        shock=min(shock, 1.0),
    )
