"""Forecasts of many series: long frames in, long frames out, closed forms over the whole panel at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.errors import ForecastingError
from forecasting.models import require_model
from forecasting.models.calibration import TUNING, Calibration, calibrate, uncalibrated
from forecasting.models.closed import MODELS, Fitting
from forecasting.models.kernel import closed_forecast, options, statistical_forecast
from forecasting.models.peers import (
    LEAST_PEERS,
    USUAL_SERIAL,
    Prior,
    comovement,
    peers,
    serial_dependence,
)
from forecasting.models.predictive import NotFitted
from forecasting.models.record import Record
from forecasting.models.reference import (
    GENERAL,
    ReferenceClass,
    class_eras,
    reference_class,
    reference_class_known_by,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["FIRST_YEAR", "LAST_YEAR", "forecast", "odds", "quantiles"]

FIRST_YEAR, LAST_YEAR = 1000, 9999
"""Years have four digits, as in `claims.csv`: a day number or a year in two digits is none."""

PANEL = "panel"
_MEMBERS = 330  # members a calibration looks at; more make it slower, not better
_COLUMNS = ["series", "model", "year", "loc", "scale", "df", "note"]


@dataclass(frozen=True, slots=True)
class _Origin:
    """Everything known by the end of one year, and which series end there.

    Attributes:
        year: the origin.
        rows: places of the series that end there, in the sorted list of names.
        logs: log levels of every series known by then, shape (k, n), each row ending at its own last year.
        own: places within `logs` of the series that end there.
    """

    year: int
    rows: NDArray[np.intp]
    logs: Array
    own: NDArray[np.intp]


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
    names, codes, years, logs = _read(history)
    stated: object = horizon  # callers in a notebook are not held by the annotation
    if not isinstance(stated, Integral) or horizon < 1:
        message = f"horizon counts the years ahead, a whole number from 1; found {horizon!r}"
        raise ForecastingError(message)
    horizon = int(horizon)
    top, kept = options(ceiling, persistence)
    named: ReferenceClass | str | None = None
    if isinstance(reference, ReferenceClass) or reference != PANEL:
        named = reference
    leant = reference_class(named) if isinstance(named, str) else named
    if models is None:
        wanted = [leant.recommended if leant else "shrunken_growth"]
    else:
        wanted = [models] if isinstance(models, str) else list(models)
    if not wanted:
        raise ForecastingError("models names no model; leave it out for the recommended one")
    for model_id in wanted:
        require_model(model_id)

    ahead = np.arange(1.0, horizon + 1)
    count = len(names)
    parts = np.full((3, count, len(wanted), horizon), np.nan)
    notes = np.full((count, len(wanted)), "", dtype=object)
    last = np.zeros(count, dtype=int)
    for origin in _origins(codes, years, logs, count, alone=named is not None):
        last[origin.rows] = origin.year
        end = Record.ending(origin.logs)
        prior, calibration, note = _lean(origin, end, named, horizon)
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


def _read(history: pd.DataFrame) -> tuple[pd.Index, NDArray[np.intp], NDArray[np.int64], Array]:
    """Sorted names, and for each row its place among them, year and log level, by series and year.

    Raises:
        ForecastingError: with what is wrong, what was found and what would be right.
    """
    missing = [name for name in ("series", "year", "level") if name not in history.columns]
    if missing:
        message = (
            f"history needs the columns series, year, level; missing {', '.join(missing)}, found "
            f"{', '.join(map(str, history.columns)) or 'none'}"
        )
        raise ForecastingError(message)
    if history.empty:
        raise ForecastingError("history needs at least one row; found none")
    codes, names = pd.factorize(history["series"], sort=True)
    if (codes < 0).any():
        raise ForecastingError(f"every row needs a series; found {int((codes < 0).sum())} rows without one")
    try:
        levels = history["level"].to_numpy(dtype=float)
        stated = history["year"].to_numpy(dtype=float)
    except (TypeError, ValueError) as error:
        message = f"year and level must be numbers; {error}"
        raise ForecastingError(message) from None
    whole = (stated == np.floor(stated)) & (stated >= FIRST_YEAR) & (stated <= LAST_YEAR)
    if not whole.all():
        found = history["year"].iloc[int(np.argmin(whole))]
        message = f"year must be a whole calendar year of four digits; found {found} in series {names[codes[np.argmin(whole)]]!r}"
        raise ForecastingError(message)
    years = stated.astype(np.int64)
    usable = np.isfinite(levels) & (levels > 0)
    if not usable.all():
        place = int(np.argmin(usable))
        message = (
            f"growth models work in logs and need positive levels; found {float(levels[place])!r} in series "
            f"{names[codes[place]]!r}, {years[place]}, and {int((~usable).sum())} such rows in all. Balances that can "
            "be negative and rates that can be zero are no levels; leave out the years that are not known"
        )
        raise ForecastingError(message)
    rank = codes * 400_000 + years  # years have four digits
    if not (rank[1:] > rank[:-1]).all():
        order = np.argsort(rank, kind="stable")
        codes, years, levels = codes[order], years[order], levels[order]
    twice = (codes[1:] == codes[:-1]) & (years[1:] == years[:-1])
    if twice.any():
        place = int(np.argmax(twice))
        message = f"one level a year: series {names[codes[place]]!r} has {years[place]} twice"
        raise ForecastingError(message)
    return pd.Index(names), codes, years, np.log(levels)


def _origins(
    codes: NDArray[np.intp], years: NDArray[np.int64], logs: Array, count: int, *, alone: bool
) -> list[_Origin]:
    """The panel as known at each last year; with a named class nobody needs the others, so one pass is enough."""
    ends = years[
        np.flatnonzero(np.diff(codes, append=count))
    ]  # sorted by series and year: the last row of each
    found = []
    for year in np.unique(ends):
        rows = np.flatnonzero(ends == year)
        known = (ends == year)[codes] if alone else years <= year
        some, until, values = codes[known], years[known], logs[known]
        if known.all():
            members, place = np.arange(count), codes
        else:
            members, place = np.unique(some, return_inverse=True)
        stop = until[np.flatnonzero(np.diff(place, append=len(members)))]
        back = stop[place] - until
        grid = np.full((len(members), int(back.max()) + 1), np.nan)
        grid[place, grid.shape[1] - 1 - back] = values
        found.append(_Origin(int(year), rows, grid, np.searchsorted(members, rows)))
    return found


def _lean(
    origin: _Origin, end: Record, named: ReferenceClass | str | None, horizon: int
) -> tuple[Prior, Calibration, str]:
    """Prior and weights for the series that end at an origin, and a note where they are not what was asked."""
    if named is not None:
        leant, note = _known(named, origin.year)
        return Prior.of(leant), uncalibrated(horizon, width=leant.width), note
    count = len(origin.logs)
    if count > LEAST_PEERS:
        # Sorted by name, so which members are looked at does not depend on the caller's rows.
        chosen = np.linspace(0, count - 1, min(count, _MEMBERS)).astype(int)
        members = Record.of(origin.logs[chosen])
        shared = comovement(members)
        # Only records seen briefly lean on it.
        brief = bool((np.nan_to_num(end.span) < TUNING.brief_ends).any())
        serial = serial_dependence(members) if brief else USUAL_SERIAL
        prior = peers(end, TUNING.persistence, shared, serial)
        if prior is not None:
            own = origin.own
            kept = replace(
                prior,
                growth=prior.growth[own],
                growth_sd=prior.growth_sd[own],
                volatility=prior.volatility[own],
                persistence=prior.persistence[own],
            )
            return kept, calibrate(members, horizon, shared), ""
    note = f"{count - 1} other series known in {origin.year}: too few to lean on, general class used"
    general, later = _known(GENERAL, origin.year)
    return (
        Prior.of(general),
        uncalibrated(horizon, width=general.width),
        "; ".join(filter(None, (note, later))),
    )


def _known(named: ReferenceClass | str, year: int) -> tuple[ReferenceClass, str]:
    """A class as known at an origin, and a note where all its figures are of later years or too old to lean on."""
    if isinstance(named, ReferenceClass):
        return named, ""
    found = reference_class_known_by(named, year)
    if found is None:
        first = reference_class(f"{named}@{class_eras(named)[0].through}")
        return first, f"class {first.id} knows years to {first.through}, after {year}: hindsight"
    note = (
        f"class {found.id} ends in {found.through}, {found.age} years before {year}" if found.too_old else ""
    )
    return found, note


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


def quantiles(forecasts: pd.DataFrame, probabilities: Sequence[float]) -> pd.DataFrame:
    """Levels that are not exceeded with each probability.

    Args:
        forecasts: what `forecast` returned.
        probabilities: each strictly between zero and one.

    Returns:
        Long frame `series`, `model`, `year`, `quantile`, `level`; NaN where the model could not be fitted.

    Raises:
        ForecastingError: a column missing or a probability outside (0, 1).
    """
    from scipy.special import stdtrit

    _require(forecasts, ("series", "model", "year", "loc", "scale", "df"), "forecasts")
    wanted = np.atleast_1d(np.asarray(probabilities, dtype=float))
    if not len(wanted) or not ((wanted > 0) & (wanted < 1)).all():
        message = f"quantiles need probabilities strictly between 0 and 1; found {list(wanted)}"
        raise ForecastingError(message)
    count = len(forecasts)
    loc, scale, df = (forecasts[name].to_numpy(dtype=float)[:, None] for name in ("loc", "scale", "df"))
    with np.errstate(over="ignore"):
        level = np.exp(loc + scale * stdtrit(df, wanted[None, :]))
    frame = forecasts.loc[:, ["series", "model", "year"]].iloc[np.arange(count).repeat(len(wanted))]
    frame = frame.reset_index(drop=True)
    frame["quantile"] = np.tile(wanted, count)
    frame["level"] = level.reshape(-1)
    return frame


def odds(forecasts: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Chance of each target under each model forecast for its series and year; never exactly zero or one.

    Args:
        forecasts: what `forecast` returned.
        targets: frame `series`, `year`, `level` and, where lower is better, `side` ("at_least" or "at_most").

    Returns:
        `targets` with one row a model: its columns, `model` and `probability`; NaN where the model could not be
        fitted, with the reason in `note`.

    Raises:
        ForecastingError: a column missing, a level that is not positive, an unknown side, or a target whose series
            and year were not forecast.
    """
    from scipy.special import stdtr

    _require(forecasts, ("series", "model", "year", "loc", "scale", "df"), "forecasts")
    _require(targets, ("series", "year", "level"), "targets")
    try:
        level = targets["level"].to_numpy(dtype=float)
        targets = targets.assign(year=targets["year"].to_numpy(dtype=float).astype(np.int64))
    except (TypeError, ValueError) as error:
        message = f"year and level must be numbers; {error}"
        raise ForecastingError(message) from None
    if not (np.isfinite(level) & (level > 0)).all():
        found = level[int(np.argmin(np.isfinite(level) & (level > 0)))]
        message = f"odds need positive levels to reach; found {float(found)!r}"
        raise ForecastingError(message)
    if "side" in targets.columns:
        sides = set(targets["side"].dropna()) - {"at_least", "at_most"}
        if sides:
            message = (
                f"side must be 'at_least' or 'at_most'; found {', '.join(map(repr, sorted(map(str, sides))))}"
            )
            raise ForecastingError(message)
    taken = {"model", "probability", "loc", "scale", "df", "note"} & set(targets.columns)
    if taken:
        message = f"targets may not have the columns {', '.join(sorted(taken))}: they are computed"
        raise ForecastingError(message)
    keys = ["series", "year"]
    has_note = ["note"] if "note" in forecasts.columns else []
    merged = targets.assign(_place=np.arange(len(targets))).merge(
        forecasts[[*keys, "model", "loc", "scale", "df", *has_note]], on=keys, how="left", sort=False
    )
    absent = merged["model"].isna()
    if absent.any():
        row = merged.loc[absent].iloc[0]
        message = f"no forecast of series {row['series']!r} for {row['year']}; forecast that far before asking for odds"
        raise ForecastingError(message)
    merged = merged.sort_values("_place", kind="stable").reset_index(drop=True)
    z = (merged["loc"].to_numpy(dtype=float) - np.log(merged["level"].to_numpy(dtype=float))) / merged[
        "scale"
    ].to_numpy(dtype=float)
    if "side" in merged.columns:
        z = np.where(merged["side"].to_numpy() == "at_most", -z, z)
    chance = np.clip(stdtr(merged["df"].to_numpy(dtype=float), z), np.finfo(float).tiny, 1 - 2.0**-53)
    merged["probability"] = chance
    return merged[[*targets.columns, "model", "probability", *has_note]]


def _require(frame: pd.DataFrame, names: Sequence[str], what: str) -> None:
    missing = [name for name in names if name not in frame.columns]
    if missing:
        message = f"{what} needs the columns {', '.join(names)}; missing {', '.join(missing)}"
        raise ForecastingError(message)
