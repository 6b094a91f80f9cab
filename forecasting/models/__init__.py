"""Growth models: a history in, a Student t on the log level of each coming year out.

`predict` does one history, `forecasting.models.panel` many; both run the same vectorised kernels. Importing this
loads neither numpy nor pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError
from forecasting.models.predictive import NotFitted, Predictive, Side, probability, quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.reference import ReferenceClass

__all__ = ["MODEL_IDS", "NotFitted", "Predictive", "Side", "predict", "probability", "quantile"]

MODEL_IDS = ("constant_growth", "shrunken_growth", "reference_only", "log_linear")
"""Every model that can be asked for, those shown by default first."""


def predict(
    model_id: str,
    years: Sequence[int],
    levels: Sequence[float],
    horizon: Sequence[int],
    reference: ReferenceClass | None = None,
) -> tuple[Predictive, ...]:
    """Forecast one history with one model, anchored at its last observation.

    Args:
        model_id: one of `MODEL_IDS`.
        years: calendar years of the history, gaps allowed, any order.
        levels: positive levels, one a year.
        horizon: calendar years to forecast, all after the last year of the history.
        reference: the class whose growth is leant on; None = none.

    Returns:
        One `Predictive` for each year of `horizon`, in that order.

    Raises:
        NotFitted: this history cannot support the model; the message is the reason.
        ForecastingError: an unknown model, or a history or horizon that makes no sense.
    """
    import numpy as np

    from forecasting.models.closed import MODELS, Prior
    from forecasting.models.sample import one_series

    if model_id not in MODEL_IDS:
        message = f"no growth model {model_id!r}; those that exist: {', '.join(MODEL_IDS)}"
        raise ForecastingError(message)
    sample = one_series(years, levels)
    last = int(sample.years[0, -1])
    for year in horizon:
        if year <= last:
            message = f"a forecast must lie after the last year of the history, {last}; found {year}"
            raise ForecastingError(message)
    ahead = np.array([float(year - last) for year in horizon])
    if model_id == "log_linear":
        from forecasting.models.statistical import LogLinear

        trend = LogLinear.fit(sample.years[0], sample.logs[0], ahead)
        loc, scale, df = trend.predict()
    else:
        model, leans_on_class = MODELS[model_id]
        prior = None if reference is None else Prior.of(reference)
        if leans_on_class and prior is None:
            raise NotFitted(model.reason(sample, prior))
        batch = model.fit(sample, prior).predict(ahead[None, :])
        loc, scale, df = (part[0] for part in batch)
        if not np.isfinite(scale).all():
            raise NotFitted(model.reason(sample, prior))
    rows = zip(horizon, loc, scale, df, strict=True)
    return tuple(
        Predictive(int(year), float(mid), float(wide), float(free)) for year, mid, wide, free in rows
    )
