"""Series with targets, all at once: growth models alone, whole columns at a time, and never the claim network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.panel import forecast, odds
from forecasting.portfolio.many import Portfolio
from forecasting.portfolio.series_reading import SeriesRead, read_long
from forecasting.portfolio.series_rows import finding_rows, series_rows, target_rows

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from forecasting.models.reference import ReferenceClass

    Array = NDArray[np.float64]

__all__ = ["MODELS", "assess_series"]

#: Default, record alone and class alone: the models of closed form whose range is printed beside the odds.
MODELS = ("shrunken_growth", "constant_growth", "reference_only")


def assess_series(
    frame: pd.DataFrame,
    targets: pd.DataFrame | None = None,
    language: str = "en",
    *,
    reference: str | ReferenceClass = "panel",
) -> Portfolio:
    """Odds and pace of every target of many series.

    Args:
        frame: long frame `series`, `year`, `level`, in any order; a column `target` holds targets, on rows of their own
            or beside levels, a column `side` "at_least" (the default) or "at_most".
        targets: the targets as a frame of their own: `series`, `year`, `target`, and `side` if need be.
        language: of every sentence.
        reference: what growth leans on, as in `forecast`.

    Returns:
        A portfolio whose "dossiers" are the series: what cannot be used is a row with its reason, or is counted in the
        notices. Findings are `odds` and `pace`, two a target; targets hold a row a target.

    Raises:
        ForecastingError: a column is missing, or there is no row at all.
    """
    read = read_long(frame, targets, language)
    table = _assessed(read, reference)
    findings = finding_rows(table, language)
    return Portfolio(
        series_rows(read, table, findings),
        findings,
        target_rows(table),
        tuple(read.notices),
        language,
    )


def _assessed(read: SeriesRead, reference: str | ReferenceClass) -> pd.DataFrame:
    """A row a target: the history's ends, what is needed, the record, and chances by model."""
    aims = read.targets.copy()
    aims["probability"] = aims["low"] = aims["high"] = np.nan
    if read.history.empty:
        names = ("first_year", "first_level", "last_year", "last_level", "points", "needed", "record")
        return aims.assign(**dict.fromkeys(names, np.nan))
    groups = read.history.groupby("series", sort=True)
    ends = groups.agg(
        first_year=("year", "first"),
        first_level=("level", "first"),
        last_year=("year", "last"),
        last_level=("level", "last"),
        points=("year", "size"),
    )
    aims = aims.merge(ends, left_on="series", right_index=True, how="left", sort=False)
    span = (aims["last_year"] - aims["first_year"]).to_numpy(dtype=float)
    ahead = (aims["year"] - aims["last_year"]).to_numpy(dtype=float)
    usable = aims["reason"].eq("").to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        grown = np.log(aims["last_level"].to_numpy()) - np.log(aims["first_level"].to_numpy())
        record = np.expm1(np.where(span > 0, grown / span, np.nan))
        asked = np.log(aims["level"].to_numpy()) - np.log(aims["last_level"].to_numpy())
        needed = np.expm1(np.where(usable, asked / ahead, np.nan))
    aims["record"], aims["needed"] = record, needed
    if usable.any():
        _with_chances(aims, usable, ahead, read.history, reference)
    return aims


def _with_chances(
    aims: pd.DataFrame,
    usable: NDArray[np.bool_],
    ahead: Array,
    history: pd.DataFrame,
    reference: str | ReferenceClass,
) -> None:
    """Chances of each target by model, from `forecast` and `odds` as anyone would call them."""
    wanted = aims.loc[usable, ["series", "year", "level", "side"]]
    horizon = int(ahead[usable].max())
    forecasts = forecast(history, horizon, list(MODELS), reference)
    # Only the years asked for are looked up, each once however many targets it has.
    chance = odds(forecasts, wanted)["probability"].to_numpy().reshape(len(wanted), len(MODELS))
    known = np.isfinite(chance)
    default = np.where(known[:, 0], chance[:, 0], np.nan)
    aims.loc[usable, "probability"] = default
    aims.loc[usable, "low"] = np.where(known, chance, np.inf).min(axis=1)
    aims.loc[usable, "high"] = np.where(known, chance, -np.inf).max(axis=1)
