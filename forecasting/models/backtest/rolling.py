"""Forecasts made again at earlier origins, from what was known there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.errors import ForecastingError
from forecasting.models.backtest.scores import Backtest, scored, statements
from forecasting.models.backtest.widths import calibrated
from forecasting.models.panel import PANEL, forecast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from forecasting.models.reference import ReferenceClass

__all__ = ["Trial", "backtest"]

GROWTHS = (0.0, 0.02, 0.04, 0.06, 0.08, 0.10)
_LEAST_POINTS = 2


@dataclass(frozen=True, slots=True)
class Trial:
    """From which years a backtest forecasts, what of each history it shows, and what it scores.

    Attributes:
        origins: years to forecast from; None = the last year less the horizon and every `horizon` years before it,
            so that outcomes do not overlap.
        least: points a series must have by an origin to be forecast there, at least two.
        points: keep only the last so many points of each series before forecasting.
        pattern: keep only the years so many years before the origin, such as (17, 1, 0): first, last but one, last.
        calibrate: multiply widths by what made forecasts finished by each origin cover 80 % (`learnt_width`), for
            each year ahead where at least three origins and a hundred errors tell, else over all of them.
        growths: yearly growths whose odds are scored at the last year ahead.
    """

    origins: Sequence[int] | None = None
    least: int = 3
    points: int | None = None
    pattern: Sequence[int] | None = None
    calibrate: bool = False
    growths: Sequence[float] = GROWTHS

    def __post_init__(self) -> None:
        """Refuse truncations that keep nothing.

        Raises:
            ForecastingError: a pattern or number of points without meaning.
        """
        if self.points is not None and self.points < 1:
            message = f"points counts what is kept of each history, at least 1; found {self.points!r}"
            raise ForecastingError(message)
        if self.pattern is not None and (0 not in self.pattern or min(self.pattern) < 0):
            message = f"a pattern counts years back from the origin and holds the origin itself, 0; found {self.pattern!r}"
            raise ForecastingError(message)

    @property
    def enough(self) -> int:
        """Points a series must have: growth needs two."""
        return max(self.least, _LEAST_POINTS)

    def chosen(self, frame: pd.DataFrame, horizon: int) -> list[int]:
        """The origins, in order.

        Raises:
            ForecastingError: no origin at all, or one that is not before the last year known.
        """
        first, last = int(frame["year"].min()), int(frame["year"].max())
        if self.origins is not None:
            stated = sorted({int(origin) for origin in self.origins})
            outside = [origin for origin in stated if not first <= origin < last]
            if outside or not stated:
                message = f"origins must be years from {first} to {last - 1}, before the last known; found {list(self.origins)}"
                raise ForecastingError(message)
            return stated
        longest = frame.groupby("series")["year"].nth(self.enough - 1)
        start = int(longest.to_numpy().min()) if len(longest) else last
        found = list(range(last - horizon, start - 1, -horizon))[::-1]
        if not found:
            message = (
                f"no origin: a series needs {self.enough} points and then {horizon} years of outcomes; the history "
                f"spans {first} to {last}"
            )
            raise ForecastingError(message)
        return found

    def shown(self, frame: pd.DataFrame, origin: int) -> tuple[pd.DataFrame, NDArray[np.object_]]:
        """What is known at an origin, truncated as asked, and the series that go on to it."""
        known = frame[frame["year"] <= origin]
        size = known.groupby("series")["year"].transform("size")
        known = known[size >= self.enough]
        ends = known.groupby("series")["year"].transform("max")
        if self.pattern is not None:
            known = known[(origin - known["year"]).isin(list(self.pattern))]
            whole = known.groupby("series")["year"].transform("size") == len(set(self.pattern))
            known = known[whole]
        elif self.points is not None:
            known = known.groupby("series").tail(self.points)
        current = known.loc[ends.loc[known.index] == origin, "series"].unique()
        return known, np.asarray(current, dtype=object)


def backtest(
    history: pd.DataFrame,
    horizon: int = 5,
    models: str | Sequence[str] | None = None,
    reference: str | ReferenceClass = PANEL,
    trial: Trial | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Backtest:
    """Forecast again at earlier origins and compare with what came.

    Args:
        history: long frame `series`, `year`, `level`.
        horizon: years ahead.
        models: as in `forecast`.
        reference: as in `forecast`; peers are those known at each origin.
        trial: from which years, on how much of each history, and what is scored; None = as `Trial()`.
        progress: called with origins done and origins in all.

    Raises:
        ForecastingError: as `forecast`; no origin at all.
    """
    trial = trial or Trial()
    forecast(history, 1, models="no_change")  # one place says what is wrong with a frame
    # Texts that are numbers are taken as such, as `forecast` does.
    frame = history[["series", "year", "level"]].astype({"year": float, "level": float}).astype({"year": int})
    frame = frame.sort_values(["series", "year"], ignore_index=True)
    ask = partial(forecast, horizon=horizon, models=models, reference=reference)
    chosen = trial.chosen(frame, horizon)
    found, unfitted = [], []
    for done, origin in enumerate(chosen, start=1):
        known, current = trial.shown(frame, origin)
        if len(current):
            # Records that stopped before the origin stay as peers; their own forecasts are not asked for.
            made = ask(known)
            made = made[made["series"].isin(current)]
            unfitted.append(made.loc[made["loc"].isna(), ["model", "note"]])
            found.append(_beside(made, known, frame, origin))
        if progress is not None:
            progress(done, len(chosen))
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    if rows.empty:
        raise ForecastingError("no forecast has an outcome: no series is known at an origin and after it")
    rows["width"] = 1.0
    rows = scored(calibrated(rows) if trial.calibrate else rows)
    said = statements(rows[rows["ahead"] == horizon], horizon, trial.growths)
    gaps = pd.concat(unfitted, ignore_index=True)
    counted = gaps.groupby(["model", "note"], sort=True).size().rename("forecasts").reset_index()
    return Backtest(rows, said, counted)


def _beside(made: pd.DataFrame, known: pd.DataFrame, frame: pd.DataFrame, origin: int) -> pd.DataFrame:
    """Forecasts made at one origin beside their outcomes, with the last level and the usual step before it."""
    outcome = frame.rename(columns={"level": "actual"})
    rows = made[made["loc"].notna()].merge(outcome, on=["series", "year"], how="inner")
    last = known[known["year"] == origin].set_index("series")["level"]
    change = known.groupby("series")["level"].diff().abs() / known.groupby("series")["year"].diff()
    rows["origin"] = origin
    rows["ahead"] = rows["year"] - origin
    rows["last"] = rows["series"].map(last)
    rows["step"] = rows["series"].map(change.groupby(known["series"]).mean())
    return rows.drop(columns="note")
