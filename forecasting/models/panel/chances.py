"""Quantiles and odds read from frames of forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["odds", "quantiles"]


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
