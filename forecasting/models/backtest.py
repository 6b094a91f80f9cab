"""How the growth models would have done: rolling origins without hindsight, scored on logs, clustered by origin.

At each origin the models see what was known by then and nothing else; peers, weights and widths are worked out anew.
Scores are means over series, origins and years ahead; since one cohort shares its shocks, their standard errors
count origins, not series.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.errors import ForecastingError
from forecasting.models.panel import PANEL, forecast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from forecasting.models.reference import ReferenceClass

    Array = NDArray[np.float64]

__all__ = [
    "Backtest",
    "backtest",
    "calibration_error",
    "clustered_error",
    "crps_of_quantiles",
    "learnt_width",
]

GROWTHS = (0.0, 0.02, 0.04, 0.06, 0.08, 0.10)
# CRPS is taken over these quantiles: in full it is infinite for the one-degree t that three levels leave.
PROBABILITIES = tuple(percent / 100 for percent in range(1, 100))
_CHUNK = 20_000
_FEW_ORIGINS, _FEW_ERRORS = 3, 100
_NARROWEST, _WIDEST = 0.8, 1.5
_LEAST_POINTS = 2


def crps_of_quantiles(quantiles: Array, probabilities: Sequence[float], observed: Array) -> Array:
    """Twice the mean pinball loss, each probability weighted by the share of (0, 1) it stands for.

    Args:
        quantiles: shape (..., q).
        probabilities: their q probabilities, increasing.
        observed: shape (...).
    """
    p = np.asarray(probabilities, dtype=float)
    edges = np.concatenate([[0.0], (p[1:] + p[:-1]) / 2, [1.0]])
    miss = observed[..., None] - quantiles
    return np.asarray((2 * np.maximum(p * miss, (p - 1) * miss) * np.diff(edges)).sum(axis=-1))


def _crps(loc: Array, scale: Array, df: Array, observed: Array) -> Array:
    from scipy.special import stdtrit

    found = np.empty(len(loc))
    p = np.array(PROBABILITIES)
    for start in range(0, len(loc), _CHUNK):
        part = slice(start, start + _CHUNK)
        marks = loc[part, None] + scale[part, None] * stdtrit(df[part, None], p)
        found[part] = crps_of_quantiles(marks, PROBABILITIES, observed[part])
    return found


def calibration_error(probability: Array, happened: Array, bins: int = 10) -> float:
    """Mean distance between stated chance and frequency over equal bins, weighted by how often each was said."""
    usable = np.isfinite(probability)
    if not usable.any():
        return float("nan")
    said, came = probability[usable], happened[usable].astype(float)
    place = np.minimum((said * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins)
    gap = np.bincount(place, said, minlength=bins) - np.bincount(place, came, minlength=bins)
    return float(np.abs(gap).sum() / count.sum())


def clustered_error(values: Array, cluster: NDArray[np.generic]) -> float:
    """Standard error of a mean whose members are independent between clusters only; NaN with one cluster."""
    usable = np.isfinite(values)
    values, cluster = values[usable], cluster[usable]
    groups, place = np.unique(cluster, return_inverse=True)
    if len(groups) < 2:
        return float("nan")
    sums = np.bincount(place, values - values.mean())
    return float(np.sqrt((sums**2).sum() * len(groups) / (len(groups) - 1)) / len(values))


def learnt_width(errors: Array, half80: Array, origins: NDArray[np.generic], overlap: float = 1.0) -> float:
    """Multiplier that would have made finished 80 % intervals cover 80 %, drawn towards one for few origins.

    One origin alone never narrows; fewer than three, or fewer than a hundred errors, stay within 0.8 to 1.5. What is
    left of the way from one (in logs) is n / (n + 3) of it for n origins that do not overlap.

    Args:
        errors: log errors of forecasts whose outcome was known.
        half80: half-widths of their 80 % intervals.
        origins: the origin of each.
        overlap: origins whose outcomes overlap and count as one; years ahead over the years between origins.
    """
    usable = np.isfinite(errors) & np.isfinite(half80)
    if not usable.any():
        return 1.0
    ratio = np.abs(errors[usable]) / half80[usable]
    found = float(np.quantile(ratio, 0.8))
    count = len(np.unique(origins[usable]))
    independent = count / max(overlap, 1.0)
    if independent < _FEW_ORIGINS or len(ratio) < _FEW_ERRORS:
        found = min(max(found, _NARROWEST), _WIDEST)
    if independent < 2:
        found = max(found, 1.0)
    return float(found ** (independent / (independent + _FEW_ORIGINS)))


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
                    "msis": _trimmed(part["msis"].to_numpy(dtype=float)),
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


def _trimmed(values: Array) -> float:
    values = np.sort(values[np.isfinite(values)])
    cut = int(0.02 * len(values))
    return float(values[cut : len(values) - cut].mean()) if len(values) else float("nan")


def backtest(  # noqa: PLR0913 - one knob a question; all but the history have defaults
    history: pd.DataFrame,
    horizon: int = 5,
    models: str | Sequence[str] | None = None,
    reference: str | ReferenceClass = PANEL,
    *,
    origins: Sequence[int] | None = None,
    least: int = 3,
    points: int | None = None,
    pattern: Sequence[int] | None = None,
    calibrate: bool = False,
    growths: Sequence[float] = GROWTHS,
    progress: Callable[[int, int], None] | None = None,
) -> Backtest:
    """Forecast again at earlier origins and compare with what came.

    Args:
        history: long frame `series`, `year`, `level`.
        horizon: years ahead.
        models: as in `forecast`.
        reference: as in `forecast`; peers are those known at each origin.
        origins: years to forecast from; None = the last year less the horizon and every `horizon` years before it,
            so that outcomes do not overlap.
        least: points a series must have by an origin to be forecast there, at least two.
        points: keep only the last so many points of each series before forecasting.
        pattern: keep only the years so many years before the origin, such as (17, 1, 0): first, last but one, last.
        calibrate: multiply widths by what made forecasts finished by each origin cover 80 % (`learnt_width`), for
            each year ahead where at least three origins and a hundred errors tell, else over all of them.
        growths: yearly growths whose odds are scored at the last year ahead.
        progress: called with origins done and origins in all.

    Raises:
        ForecastingError: as `forecast`; no origin at all; a pattern or number of points without meaning.
    """
    if points is not None and points < 1:
        message = f"points counts what is kept of each history, at least 1; found {points!r}"
        raise ForecastingError(message)
    if pattern is not None and (0 not in pattern or min(pattern) < 0):
        message = (
            f"a pattern counts years back from the origin and holds the origin itself, 0; found {pattern!r}"
        )
        raise ForecastingError(message)
    forecast(history, 1, models="no_change")  # one place says what is wrong with a frame
    # Texts that are numbers are taken as such, as `forecast` does.
    frame = history[["series", "year", "level"]].astype({"year": float, "level": float}).astype({"year": int})
    frame = frame.sort_values(["series", "year"], ignore_index=True)
    chosen = _origins(frame, horizon, origins, max(least, _LEAST_POINTS))
    found, unfitted = [], []
    for done, origin in enumerate(chosen, start=1):
        rows, missing = _at(
            frame, origin, horizon, models, reference, max(least, _LEAST_POINTS), points, pattern
        )
        found.append(rows)
        unfitted.append(missing)
        if progress is not None:
            progress(done, len(chosen))
    rows = pd.concat(found, ignore_index=True)
    if rows.empty:
        raise ForecastingError("no forecast has an outcome: no series is known at an origin and after it")
    rows["width"] = 1.0
    if calibrate:
        rows = _calibrated(rows)
    rows = _scored(rows)
    statements = _statements(rows[rows["ahead"] == horizon], horizon, growths)
    gaps = pd.concat(unfitted, ignore_index=True)
    counted = gaps.groupby(["model", "note"], sort=True).size().rename("forecasts").reset_index()
    return Backtest(rows, statements, counted)


def _origins(frame: pd.DataFrame, horizon: int, origins: Sequence[int] | None, least: int) -> list[int]:
    first, last = int(frame["year"].min()), int(frame["year"].max())
    if origins is not None:
        chosen = sorted({int(origin) for origin in origins})
        outside = [origin for origin in chosen if not first <= origin < last]
        if outside or not chosen:
            message = f"origins must be years from {first} to {last - 1}, before the last known; found {list(origins)}"
            raise ForecastingError(message)
        return chosen
    longest = frame.groupby("series")["year"].nth(least - 1)
    start = int(longest.to_numpy().min()) if len(longest) else last
    chosen = list(range(last - horizon, start - 1, -horizon))[::-1]
    if not chosen:
        message = (
            f"no origin: a series needs {least} points and then {horizon} years of outcomes; the history spans {first} "
            f"to {last}"
        )
        raise ForecastingError(message)
    return chosen


def _at(
    frame: pd.DataFrame,
    origin: int,
    horizon: int,
    models: str | Sequence[str] | None,
    reference: str | ReferenceClass,
    least: int,
    points: int | None,
    pattern: Sequence[int] | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Forecasts made at one origin beside their outcomes, and the rows no model could be fitted to."""
    known = frame[frame["year"] <= origin]
    size = known.groupby("series")["year"].transform("size")
    known = known[size >= least]
    ends = known.groupby("series")["year"].transform("max")
    if pattern is not None:
        known = known[(origin - known["year"]).isin(list(pattern))]
        whole = known.groupby("series")["year"].transform("size") == len(set(pattern))
        known = known[whole]
    elif points is not None:
        known = known.groupby("series").tail(points)
    current = known.loc[ends.loc[known.index] == origin, "series"].unique()
    empty = pd.DataFrame(columns=["model", "note"])
    if not len(current):
        return pd.DataFrame(), empty
    # Records that stopped before the origin stay as peers; their own forecasts are not asked for.
    made = forecast(known, horizon, models, reference)
    made = made[made["series"].isin(current)]
    missing = made.loc[made["loc"].isna(), ["model", "note"]]
    outcome = frame.rename(columns={"level": "actual"})
    made = made[made["loc"].notna()].merge(outcome, on=["series", "year"], how="inner")
    last = known[known["year"] == origin].set_index("series")["level"]
    before = known.groupby("series").agg(first=("year", "min"))
    change = known.groupby("series")["level"].diff().abs() / known.groupby("series")["year"].diff()
    before["step"] = change.groupby(known["series"]).mean()
    made["origin"] = origin
    made["ahead"] = made["year"] - origin
    made["last"] = made["series"].map(last)
    made["step"] = made["series"].map(before["step"])
    return made.drop(columns="note"), missing


def _calibrated(rows: pd.DataFrame) -> pd.DataFrame:
    """Scales multiplied by the width learnt from forecasts whose outcome was known at each origin."""
    from scipy.special import stdtrit

    rows = rows.copy()
    error = np.log(rows["actual"].to_numpy(dtype=float)) - rows["loc"].to_numpy(dtype=float)
    half = rows["scale"].to_numpy(dtype=float) * stdtrit(rows["df"].to_numpy(dtype=float), 0.9)
    origin, ahead, year = (rows[name].to_numpy() for name in ("origin", "ahead", "year"))
    width = np.ones(len(rows))
    for model in rows["model"].unique():
        mine = (rows["model"] == model).to_numpy()
        made = np.unique(origin[mine])
        apart = float(np.min(np.diff(made))) if len(made) > 1 else 1.0
        for now in made:
            finished = mine & (year <= now)
            longest = float(ahead[finished].max()) if finished.any() else 1.0
            overall = learnt_width(error[finished], half[finished], origin[finished], longest / apart)
            for steps in np.unique(ahead[mine]):
                same = finished & (ahead == steps)
                enough = same.sum() >= _FEW_ERRORS and len(np.unique(origin[same])) >= _FEW_ORIGINS
                here = (
                    learnt_width(error[same], half[same], origin[same], steps / apart) if enough else overall
                )
                width[mine & (origin == now) & (ahead == steps)] = here
    rows["width"] = width
    rows["scale"] = rows["scale"] * width
    return rows


def _scored(rows: pd.DataFrame) -> pd.DataFrame:
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
    scored = rows.drop(columns="step").assign(
        error=loc - logs,
        crps=100 * _crps(loc, scale, df, logs),
        inside80=np.abs(logs - loc) <= half80,
        inside95=np.abs(logs - loc) <= half95,
        smape=200 * np.abs(median - actual) / (median + actual),
        mase=np.abs(median - actual) / step,
        msis=interval / step,
    )
    return scored.sort_values(["model", "origin", "series", "year"], kind="stable", ignore_index=True)


def _statements(rows: pd.DataFrame, horizon: int, growths: Sequence[float]) -> pd.DataFrame:
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
