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
    Stated,
    odds_between,
    probability,
    quantile,
)
from forecasting.models.reference import require_fits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from forecasting.models.reference import OddsParts, ReferenceClass

__all__ = [
    "DEFAULT_MODELS",
    "MODEL_IDS",
    "Bounds",
    "NotFitted",
    "Predictive",
    "Side",
    "Stated",
    "odds_between",
    "predict",
    "predict_each",
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

NOTHING_STATED = Stated()
"""What holds of an amount of which nothing is known but its history."""

#: Most forecasts kept; one is a few numbers, and an assessment of two indicators asks for some hundred and fifty.
_KEPT = 4096
#: Most sets of histories whose forecasts are kept.
_KEPT_SETS = 128


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
    stated: Stated = NOTHING_STATED,
) -> tuple[Predictive, ...]:
    """Forecast one history with one model, anchored at its last observation.

    Args:
        model_id: one of `MODEL_IDS`.
        years: calendar years of the history, gaps allowed, any order.
        levels: positive levels, one a year.
        horizon: calendar years to forecast, all after the last year of the history.
        reference: the class whose growth is leant on; None = none.
        stated: a ceiling, a persistence, the bounds of a rate.

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
    bounds = stated.bounds
    _require_class_of(bounds, reference)
    if bounds is None:
        return _predicted(model_id, tuple(years), tuple(levels), tuple(horizon), reference, stated)
    between = tuple(odds_between(level, bounds) for level in levels)
    top = None if stated.ceiling is None else odds_between(stated.ceiling, bounds)
    on_odds = replace(stated, ceiling=top)
    return _predicted(model_id, tuple(years), between, tuple(horizon), reference, on_odds)


def predict_each(
    model_id: str,
    histories: Sequence[Mapping[int, float]],
    horizon: Sequence[int],
    reference: ReferenceClass | None = None,
    *,
    bounds: Bounds | None = None,
) -> tuple[tuple[Predictive, ...] | None, ...]:
    """Forecast several histories that end in one year, as `predict` does each of them.

    Args:
        model_id: one of `MODEL_IDS`.
        histories: levels by year; the last year of all is the same.
        horizon: as in `predict`.
        reference: as in `predict`.
        bounds: as in `predict`.

    Returns:
        One entry a history; None where `predict` would not fit it or refuse its levels.

    Raises:
        ClassMismatchError: as `predict`.
        ForecastingError: an unknown model, histories that end in different years, a horizon that makes no sense.
    """
    require_model(model_id)
    _require_class_of(bounds, reference)
    return _each_predicted(
        model_id,
        tuple(tuple(history.items()) for history in histories),
        tuple(horizon),
        reference,
        bounds,
    )


def _require_class_of(bounds: Bounds | None, reference: ReferenceClass | None) -> None:
    """Refuse a class of rates for an amount, or the reverse."""
    if reference is not None and (reference.measure == "rate") != (bounds is not None):
        require_fits(reference, "amount" if bounds is None else "rate")


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

    (made,) = predict("shrunken_growth", years, levels, [year], reference, Stated(bounds=bounds))
    between = levels if bounds is None else [odds_between(level, bounds) for level in levels]
    return parts_of(made, years, between, reference)


@lru_cache(maxsize=_KEPT)
def _predicted(
    model_id: str,
    years: tuple[int, ...],
    levels: tuple[float, ...],
    horizon: tuple[int, ...],
    reference: ReferenceClass | None,
    stated: Stated,
) -> tuple[Predictive, ...]:
    """One forecast; kept, because a scenario asks again for the histories it leaves alone.

    Of a rate, levels and ceiling are on the odds between its bounds already.
    """
    import numpy as np

    from forecasting.models.kernel import run_each
    from forecasting.models.record import in_order

    ahead = np.asarray(horizon, dtype=float)
    (found,) = run_each(model_id, [in_order(years, levels)], ahead, reference, stated)
    if isinstance(found, NotFitted):
        raise found
    return _by_year(horizon, found, stated.bounds)


@lru_cache(maxsize=_KEPT_SETS)
def _each_predicted(
    model_id: str,
    histories: tuple[tuple[tuple[int, float], ...], ...],
    horizon: tuple[int, ...],
    reference: ReferenceClass | None,
    bounds: Bounds | None,
) -> tuple[tuple[Predictive, ...] | None, ...]:
    """The forecasts of a set of histories; kept as those of one are."""
    import numpy as np

    from forecasting.models.kernel import run_each
    from forecasting.models.record import in_order

    usable: dict[int, list[tuple[int, float]]] = {}
    for place, pairs in enumerate(histories):
        levels = [level for _, level in pairs]
        try:
            between = levels if bounds is None else [odds_between(level, bounds) for level in levels]
            usable[place] = in_order([year for year, _ in pairs], between)
        except ForecastingError:
            continue
    ends = sorted({pairs[-1][0] for pairs in usable.values()})
    if len(ends) > 1:
        message = f"histories forecast together end in the same year; found {', '.join(map(str, ends))}"
        raise ForecastingError(message)
    made: list[tuple[Predictive, ...] | None] = [None] * len(histories)
    if usable and horizon:
        ahead = np.asarray(horizon, dtype=float)
        found = run_each(model_id, list(usable.values()), ahead, reference, NOTHING_STATED)
        for place, parts in zip(usable, found, strict=True):
            made[place] = None if isinstance(parts, NotFitted) else _by_year(horizon, parts, bounds)
    return tuple(made)


def _by_year(
    horizon: Sequence[int], found: Sequence[NDArray[np.float64]], bounds: Bounds | None
) -> tuple[Predictive, ...]:
    """One distribution a year from location, scale and degrees of freedom by year."""
    rows = zip(horizon, *(part.tolist() for part in found), strict=True)
    return tuple(Predictive(int(year), loc, scale, df, bounds) for year, loc, scale, df in rows)
