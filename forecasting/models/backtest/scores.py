"""Forecasts beside their outcomes, scored row by row and summed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.models.backtest.measures import calibration_error, clustered_error, crps_of_t, trimmed_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Backtest", "scored", "statements"]


@dataclass(frozen=True)
class Backtest:
    """Every forecast beside its outcome.

    Attributes:
        rows: one row a model, origin, series and year: `model`, `origin`, `series`, `year`, `ahead`, `loc`, `scale`,
            `df`, `width` (multiplier already in `scale`), `actual`, `last` (levels), `error` (log), `crps` (of logs,
            over 99 quantiles, times 100: about percent), `inside80`, `inside95`, `smape`, `mase`, `msis`.
        statements: chance that the last year ahead ends at or above `last` grown at each rate: `model`, `origin`,
            `series`, `growth`, `probability`, `reached`.
        unfitted: `model`, `note`, `forecasts`: what could not be fitted, why, and how many rows it is.
    """

    rows: pd.DataFrame
    statements: pd.DataFrame
    unfitted: pd.DataFrame

    def scores(self) -> pd.DataFrame:
        """One row a model: forecasts, origins, and mean scores; `crps_se` is clustered by origin.

        `msis` is a mean trimmed by 2 % at each end (a single near-flat record would rule it); `brier_base` is what
        always quoting the share that reached each growth would score.
        """
        found = []
        base = self.statements["reached"].groupby(self.statements["growth"]).transform("mean")
        reached = self.statements["reached"].astype(float)
        brier = (self.statements["probability"] - reached) ** 2
        for model, part in self.rows.groupby("model", sort=False):
            said = self.statements["model"] == model
            found.append(
                {
                    "model": model,
                    "forecasts": len(part),
                    "origins": part["origin"].nunique(),
                    "smape": part["smape"].mean(),
                    "mase": part["mase"].mean(),
                    "crps": part["crps"].mean(),
                    "crps_se": clustered_error(part["crps"].to_numpy(dtype=float), part["origin"].to_numpy()),
                    "bias": 100 * part["error"].mean(),
                    "coverage80": part["inside80"].mean(),
                    "coverage95": part["inside95"].mean(),
                    "msis": trimmed_mean(part["msis"].to_numpy(dtype=float)),
                    "brier": brier[said].mean(),
                    "brier_base": ((base - reached) ** 2)[said].mean(),
                    "calibration_error": calibration_error(
                        self.statements.loc[said, "probability"].to_numpy(dtype=float),
                        self.statements.loc[said, "reached"].to_numpy(),
                    ),
                }
            )
        return pd.DataFrame(found)

    def by_horizon(self) -> pd.DataFrame:
        """One row a model and year ahead: `model`, `ahead`, `forecasts`, `crps`, `coverage80`, `coverage95`."""
        grouped = self.rows.groupby(["model", "ahead"], sort=False)
        return (
            grouped.agg(
                forecasts=("crps", "size"),
                crps=("crps", "mean"),
                coverage80=("inside80", "mean"),
                coverage95=("inside95", "mean"),
            )
            .reset_index()
            .sort_values(["model", "ahead"], kind="stable", ignore_index=True)
        )

    def reliability(self, bins: int = 10) -> pd.DataFrame:
        """What happened when a model said p: `model`, `bin`, `said`, `happened`, `statements`."""
        place = np.minimum((self.statements["probability"] * bins).fillna(0).astype(int), bins - 1)
        frame = self.statements.assign(bin=place)[self.statements["probability"].notna()]
        grouped = frame.groupby(["model", "bin"], sort=True)
        return grouped.agg(
            said=("probability", "mean"), happened=("reached", "mean"), statements=("reached", "size")
        ).reset_index()


def scored(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of forecasts and outcomes with the scores of each, as `Backtest.rows` names them."""
    from scipy.special import stdtrit

    loc, scale, df = (rows[name].to_numpy(dtype=float) for name in ("loc", "scale", "df"))
    actual = rows["actual"].to_numpy(dtype=float)
    logs = np.log(actual)
    median = np.exp(loc)
    half80, half95 = scale * stdtrit(df, 0.9), scale * stdtrit(df, 0.975)
    step = rows["step"].to_numpy(dtype=float)
    step = np.where(step > 0, step, np.nan)
    with np.errstate(over="ignore", invalid="ignore"):
        low, high = np.exp(loc - half95), np.exp(loc + half95)
        interval = high - low + 40 * np.maximum(low - actual, 0) + 40 * np.maximum(actual - high, 0)
    with_scores = rows.drop(columns="step").assign(
        error=loc - logs,
        crps=100 * crps_of_t(loc, scale, df, logs),
        inside80=np.abs(logs - loc) <= half80,
        inside95=np.abs(logs - loc) <= half95,
        smape=200 * np.abs(median - actual) / (median + actual),
        mase=np.abs(median - actual) / step,
        msis=interval / step,
    )
    return with_scores.sort_values(["model", "origin", "series", "year"], kind="stable", ignore_index=True)


def statements(rows: pd.DataFrame, horizon: int, growths: Sequence[float]) -> pd.DataFrame:
    """What was said of growing at least so much a year over the horizon, as `Backtest.statements` holds it."""
    from scipy.special import stdtr

    loc, scale, df = (rows[name].to_numpy(dtype=float) for name in ("loc", "scale", "df"))
    last, actual = np.log(rows["last"].to_numpy(dtype=float)), np.log(rows["actual"].to_numpy(dtype=float))
    parts = []
    for growth in growths:
        goal = last + horizon * np.log1p(growth)
        part = rows[["model", "origin", "series"]].assign(
            growth=growth, probability=stdtr(df, (loc - goal) / scale), reached=actual >= goal
        )
        parts.append(part)
    return pd.concat(parts, ignore_index=True)
