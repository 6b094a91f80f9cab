"""Growth models over many series: closed forms over the whole panel at once."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.errors import ForecastingError
from forecasting.models import require_model
from forecasting.models.closed import MODELS, Fitting
from forecasting.models.kernel import closed_forecast, options, statistical_forecast
from forecasting.models.panel.leaning import lean
from forecasting.models.panel.reading import origins, read
from forecasting.models.predictive import NotFitted
from forecasting.models.record import Record
from forecasting.models.reference import ReferenceClass, reference_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["PANEL", "forecast"]

PANEL = "panel"
_COLUMNS = ["series", "model", "year", "loc", "scale", "df", "note"]


def forecast(
    history: pd.DataFrame,
    horizon: int = 5,
    models: str | Sequence[str] | None = None,
    reference: str | ReferenceClass = PANEL,
    *,
    ceiling: float | None = None,
    persistence: float | None = None,
) -> pd.DataFrame:
    """Predictive distribution of every series for each of the next years.

    With `reference="panel"` every series leans on the others: their growth and volatility at its own last year,
    itself left out, and weights and widths learnt from hindcasts finished by then. Nothing after a series' last year
    is used for it, even where other series go on. Where fewer than five series are known at that year the general
    class stands in, and the row's note says so.

    Args:
        history: long frame `series`, `year`, `level`; positive levels, any order, years may be missing.
        horizon: years ahead, at least one.
        models: model ids, or one; None = the class's recommended model (`shrunken_growth` for a panel).
        reference: "panel", the name of a reference class, or a `ReferenceClass`.
        ceiling: level at which `logistic` saturates.
        persistence: share of growth that `slowdown` keeps each year; None = the class's.

    Returns:
        Long frame `series`, `model`, `year`, `loc`, `scale`, `df`, `note`, by series, model in the order asked, and
        year. The log level is loc + scale * t(df). A model that cannot be fitted to a series has NaN in all three and
        the reason in `note`; elsewhere `note` is empty or says what the forecast leans on.

    Raises:
        ForecastingError: columns missing, levels that are not positive numbers, a year twice, horizon below one, an
            unknown model or class.
    """
    names, codes, years, logs = read(history)
    horizon = _years_ahead(horizon)
    top, kept = options(ceiling, persistence)
    named: ReferenceClass | str | None = None
    if isinstance(reference, ReferenceClass) or reference != PANEL:
        named = reference
    leant = reference_class(named) if isinstance(named, str) else named
    wanted = _wanted(models, leant.recommended if leant else "shrunken_growth")
    ahead = np.arange(1.0, horizon + 1)
    count = len(names)
    parts = np.full((3, count, len(wanted), horizon), np.nan)
    notes = np.full((count, len(wanted)), "", dtype=object)
    last = np.zeros(count, dtype=int)
    for origin in origins(codes, years, logs, count, alone=named is not None):
        last[origin.rows] = origin.year
        end = Record.ending(origin.logs)
        prior, calibration, note = lean(origin, end, named, horizon)
        everyone = len(origin.own) == len(origin.logs)
        logs = origin.logs if everyone else origin.logs[origin.own]
        own = end if everyone else end.members(origin.own)
        context = Fitting(logs, own, prior, calibration, top, kept)
        for place, model_id in enumerate(wanted):
            values, reasons = _run(model_id, context, origin.year, ahead, note)
            parts[:, origin.rows, place] = values
            notes[origin.rows, place] = reasons
    size = len(wanted) * horizon
    loc, scale, df = parts.reshape(3, -1)
    return pd.DataFrame(
        {
            "series": names.repeat(size),
            "model": np.tile(np.repeat(np.array(wanted, dtype=object), horizon), count),
            "year": np.repeat(last, size) + np.tile(ahead.astype(int), count * len(wanted)),
            "loc": loc,
            "scale": scale,
            "df": df,
            "note": notes.reshape(-1).repeat(horizon),
        },
        columns=_COLUMNS,
    )


def _years_ahead(horizon: object) -> int:
    # Callers in a notebook are not held by the annotation.
    if not isinstance(horizon, Integral) or horizon < 1:
        message = f"horizon counts the years ahead, a whole number from 1; found {horizon!r}"
        raise ForecastingError(message)
    return int(horizon)


def _wanted(models: str | Sequence[str] | None, recommended: str) -> list[str]:
    """The ids of the models asked for, each of which there is."""
    if models is None:
        return [recommended]
    wanted = [models] if isinstance(models, str) else list(models)
    if not wanted:
        raise ForecastingError("models names no model; leave it out for the recommended one")
    for model_id in wanted:
        require_model(model_id)
    return wanted


def _run(
    model_id: str, context: Fitting, last: int, ahead: Array, note: str
) -> tuple[Array, NDArray[np.object_]]:
    """Location, scale and df of one model, shape (3, k, h), and a note for each series."""
    count = len(context.end.logs)
    reasons = np.full(count, "", dtype=object)
    if model_id in MODELS:
        model, leans = MODELS[model_id]
        values = np.stack(closed_forecast(model_id, context, ahead[None, :]))
        failed = np.flatnonzero(~np.isfinite(values[1]).all(axis=1))
        if leans:
            reasons[:] = note
        for row in failed:
            reasons[row] = model.reason(context.only(row))
        values[:, failed] = np.nan
        return values, reasons
    values = np.full((3, count, len(ahead)), np.nan)
    for place in range(count):
        try:
            values[:, place] = statistical_forecast(model_id, last, context.logs[place], ahead)
        except NotFitted as reason:
            reasons[place] = str(reason)
    return values, reasons
