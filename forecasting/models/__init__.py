"""Growth models: a history in, a Student t on the log level of each coming year out.

`predict` does one history, `forecasting.models.panel.forecast` many; both run the same vectorised kernels. Importing
this loads neither numpy nor pandas.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError
from forecasting.models.predictive import (
    Bounds,
    NotFitted,
    Predictive,
    Side,
    odds_between,
    probability,
    quantile,
)
from forecasting.reference import require_fits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.reference import OddsParts, ReferenceClass

__all__ = [
    "DEFAULT_MODELS",
    "MODEL_IDS",
    "Bounds",
    "NotFitted",
    "Predictive",
    "Side",
    "odds_between",
    "predict",
    "probability",
    "quantile",
    "require_model",
    "shrinkage",
]

DEFAULT_MODELS = ("constant_growth", "shrunken_growth", "reference_only", "log_linear")
"""The small set an analyst is shown; the last for contrast only."""

MODEL_IDS = (
    *DEFAULT_MODELS,
    "no_change",
    "half_growth",
    "damped_growth",
    "theta",
    "damped_ets",
    "local_linear_trend",
    "logistic",
    "slowdown",
    "combination",
)
"""Every model that can be asked for."""

#: Most forecasts kept; one is a few numbers, and an assessment of two indicators asks for some hundred and fifty.
_KEPT = 4096


def require_model(model_id: str) -> None:
    """Refuse a model that does not exist.

    Raises:
        ForecastingError: nothing of that name; the message lists what exists.
    """
    if model_id not in MODEL_IDS:
        message = f"no growth model {model_id!r}; those that exist: {', '.join(MODEL_IDS)}"
        raise ForecastingError(message)


def predict(
    model_id: str,
    years: Sequence[int],
    levels: Sequence[float],
    horizon: Sequence[int],
    reference: ReferenceClass | None = None,
    *,
    ceiling: float | None = None,
    persistence: float | None = None,
    bounds: Bounds | None = None,
) -> tuple[Predictive, ...]:
    """Forecast one history with one model, anchored at its last observation.

    Args:
        model_id: one of `MODEL_IDS`.
        years: calendar years of the history, gaps allowed, any order.
        levels: positive levels, one a year.
        horizon: calendar years to forecast, all after the last year of the history.
        reference: the class whose growth is leant on; None = none.
        ceiling: level at which `logistic` saturates, in the unit of the history.
        persistence: share of growth that `slowdown` keeps each year; None = the class's.
        bounds: of a rate: it is forecast on its log odds between them, and growth is change of log odds.

    Returns:
        One `Predictive` for each year of `horizon`, in that order.

    Raises:
        NotFitted: this history cannot support the model; the message is the reason.
        ClassMismatchError: a rate leant on a class that is not one of rates.
        ForecastingError: a rate outside its bounds, an unknown model, or a history, horizon or option that makes no sense.
    """
    require_model(model_id)
    if not horizon:
        return ()
    if reference is not None and (reference.measure == "rate") != (bounds is not None):
        require_fits(reference, "amount" if bounds is None else "rate")
    if bounds is None:
        return _predicted(
            model_id, tuple(years), tuple(levels), tuple(horizon), reference, ceiling, persistence
        )
    between = tuple(odds_between(level, bounds) for level in levels)
    top = None if ceiling is None else odds_between(ceiling, bounds)
    made = _predicted(model_id, tuple(years), between, tuple(horizon), reference, top, persistence)
    return tuple(replace(one, bounds=bounds) for one in made)


def shrinkage(
    years: Sequence[int],
    levels: Sequence[float],
    year: int,
    reference: ReferenceClass,
    *,
    bounds: Bounds | None = None,
) -> OddsParts:
    """What record and class each say of growth to a year, and how shrunken growth weighs them.

    Args:
        years: calendar years of the history.
        levels: positive levels, one a year.
        year: the year forecast, after the last of the history.
        reference: the class leant on.
        bounds: of a rate, as in `predict`.

    Raises:
        ForecastingError: as `predict`.
    """
    from forecasting.models.kernel import parts_of

    (made,) = predict("shrunken_growth", years, levels, [year], reference, bounds=bounds)
    between = levels if bounds is None else [odds_between(level, bounds) for level in levels]
    return parts_of(made, years, between, reference)


@lru_cache(maxsize=_KEPT)
def _predicted(
    model_id: str,
    years: tuple[int, ...],
    levels: tuple[float, ...],
    horizon: tuple[int, ...],
    reference: ReferenceClass | None,
    ceiling: float | None,
    persistence: float | None,
) -> tuple[Predictive, ...]:
    """One forecast; kept, because a scenario asks again for the histories it leaves alone."""
    import numpy as np

    from forecasting.models.kernel import run_one

    loc, scale, df = run_one(
        model_id, years, levels, np.asarray(horizon, dtype=float), reference, ceiling, persistence
    )
    rows = zip(horizon, loc, scale, df, strict=True)
    return tuple(
        Predictive(int(year), float(mid), float(wide), float(free)) for year, mid, wide, free in rows
    )
