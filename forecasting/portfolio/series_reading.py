"""A long table of series and targets, read: what can be used, what cannot, and why."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.errors import ForecastingError
from forecasting.files import read_whole
from forecasting.models.panel import FIRST_YEAR, LAST_YEAR
from forecasting.words import say

if TYPE_CHECKING:
    import os

__all__ = ["SeriesRead", "read_long", "read_series"]

_NAMED = 3  # rows named in a notice; the rest are counted
_SIDES = ("at_least", "at_most")


@dataclass(frozen=True, slots=True)
class SeriesRead:
    """Series and targets that can be used, what cannot, and why.

    Attributes:
        history: long frame series, year, level, by series and year.
        targets: long frame series, year, level, side, reason, by series and year.
        names: every series that was named, sorted.
        refused: reason by series.
        notices: counted.
    """

    history: pd.DataFrame
    targets: pd.DataFrame
    names: list[str]
    refused: dict[str, str]
    notices: list[str]


def read_series(file: str | os.PathLike[str], columns: str) -> pd.DataFrame:
    """A table of series from a CSV file on this machine; addresses are not fetched, pipes not waited for.

    Args:
        file: the path.
        columns: those expected, for the message.

    Raises:
        ForecastingError: there is no such file, or it is no table.
    """
    try:
        frame: pd.DataFrame = pd.read_csv(
            io.BytesIO(read_whole(file)), dtype={"series": str, "series_id": str}
        )
    except FileNotFoundError:
        msg = f"{file}: no such file; expected a table with the columns {columns}"
        raise ForecastingError(msg) from None
    except OSError as error:
        msg = f"{file}: cannot be read ({error.strerror}); expected a table with the columns {columns}"
        raise ForecastingError(msg) from error
    except ValueError as error:
        msg = f"{file}: not a CSV table ({error}); expected the columns {columns}"
        raise ForecastingError(msg) from error
    return frame


def read_long(frame: pd.DataFrame, targets: pd.DataFrame | None, language: str) -> SeriesRead:
    """Series and targets of one frame or two; a series that cannot be used is refused with its reason."""
    wide = targets is None
    needed = ["series", "year", "level", *(["target"] if wide else [])]
    _require(frame, needed, "a frame of series")
    if targets is not None:
        _require(targets, ["series", "year", "target"], "a frame of targets")
    if frame.empty:
        raise ForecastingError("a frame of series needs at least one row; found none")
    wanted = frame if targets is None else targets
    wanted = wanted[[name for name in ("series", "year", "target", "side") if name in wanted.columns]]
    notices: list[str] = []
    levels = _numbers(frame[["series", "year", "level"]], "level", notices, language, optional=wide)
    aims = _numbers(wanted, "target", notices, language, optional=wide)
    levels, clashing = _unique(levels, "level", notices, language)
    refused = dict(clashing)
    first = levels.loc[levels["level"] <= 0].drop_duplicates("series").sort_values("series", kind="stable")
    for row in first.itertuples(index=False):
        level = f"{row.level:.10g}"
        refused[str(row.series)] = say("portfolio.series.not_positive", language, year=row.year, level=level)
    aims["side"] = aims["side"].fillna("at_least") if "side" in aims.columns else "at_least"
    odd = ~aims["side"].isin(_SIDES)
    _note(notices, "sides", aims.loc[odd], language)
    aims, clashing_aims = _unique(aims.loc[~odd], "target", notices, language)
    refused = dict(clashing_aims) | refused
    known = set(levels["series"].unique().tolist())
    names = sorted(known | set(aims["series"].unique().tolist()) | set(refused))
    refused |= {
        series: say("portfolio.series.no_history", language)
        for series in names
        if series not in known and series not in refused
    }
    levels = levels.loc[~levels["series"].isin(refused)]
    aims = aims.loc[~aims["series"].isin(refused)].rename(columns={"target": "level"})
    last = levels.groupby("series", sort=True)["year"].last()
    ends = aims["series"].map(last).to_numpy(dtype=float)
    early = aims["year"].to_numpy() <= ends
    positive = aims["level"].to_numpy(dtype=float) > 0
    reasons = np.full(len(aims), "", dtype=object)
    for place in np.flatnonzero(early):
        reasons[place] = say(
            "portfolio.series.early", language, year=int(aims["year"].iloc[place]), last=int(ends[place])
        )
    reasons[~positive] = say("portfolio.series.target_not_positive", language)
    _note(notices, "early_count", aims.loc[early], language)
    aims = aims.assign(reason=reasons).reset_index(drop=True)
    count = {"series": len(names), "targets": len(aims), "refused": len(refused)}
    notices.insert(0, say("portfolio.series.count", language, **count))
    return SeriesRead(levels.reset_index(drop=True), aims, names, refused, notices)


def _require(frame: pd.DataFrame, names: list[str], what: str) -> None:
    missing = [name for name in names if name not in frame.columns]
    if missing:
        found = ", ".join(map(str, frame.columns)) or "none"
        msg = f"{what} needs the columns {', '.join(names)}; missing {', '.join(missing)}, found {found}"
        raise ForecastingError(msg)


def _numbers(
    frame: pd.DataFrame, value: str, notices: list[str], language: str, *, optional: bool
) -> pd.DataFrame:
    """Rows whose year and value are numbers; what is text is read where it is one, and counted either way."""
    kept = frame.reset_index(drop=True)
    if optional:
        there = kept[value].notna()
        if not pd.api.types.is_numeric_dtype(kept[value]):
            there &= kept[value].astype(str).str.strip() != ""
        kept = kept.loc[there]
    for name in ("year", value):
        if not pd.api.types.is_numeric_dtype(kept[name]):
            as_text = kept[name].map(lambda one: isinstance(one, str))
            _note(notices, f"{'year' if name == 'year' else 'value'}_text", kept.loc[as_text], language)
            kept = kept.assign(**{name: pd.to_numeric(kept[name], errors="coerce")})
    years = kept["year"].to_numpy(dtype=float, na_value=np.nan)
    values = kept[value].to_numpy(dtype=float, na_value=np.nan)
    codes, raw = pd.factorize(kept["series"])
    names = np.array([str(one) for one in raw] + [""], dtype=object)  # the last for rows without one
    named = np.array([bool(one.strip()) for one in names], dtype=bool)[codes]
    whole = (years == np.floor(years)) & (years >= FIRST_YEAR) & (years <= LAST_YEAR)
    usable = named & whole & np.isfinite(values)
    # Named as they stood, not as what became of them.
    _note(notices, "unreadable", frame.reset_index(drop=True).loc[kept.index[~usable]], language)
    found: pd.DataFrame = kept.loc[usable].assign(
        series=names[codes[usable]],
        year=years[usable].astype(np.int64),
        **{value: values[usable]},
    )
    return found


def _unique(
    frame: pd.DataFrame, value: str, notices: list[str], language: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows by series and year, each once; a series with two values in one year is refused."""
    keys = ["series", "year", *(["side"] if "side" in frame.columns else [])]
    frame = frame.sort_values([*keys, value], kind="stable")
    again = frame.duplicated([*keys, value])
    _note(notices, "again", frame.loc[again], language)
    frame = frame.loc[~again]
    # Two targets of one year (a floor and a wish) are two targets; two levels of one year are a fault.
    clash = (
        frame.duplicated(keys, keep=False) if value == "level" else pd.Series(data=False, index=frame.index)
    )
    refused = {}
    for name, rows in frame.loc[clash].groupby("series", sort=True):
        year = int(rows["year"].iloc[0])
        both = " / ".join(f"{one:.10g}" for one in rows.loc[rows["year"] == year, value])
        refused[str(name)] = say("portfolio.series.twice", language, year=year, levels=both)
    return frame, refused


def _note(notices: list[str], key: str, rows: pd.DataFrame, language: str) -> None:
    """A notice of rows that are left out or read otherwise: how many, and the first few by name."""
    if len(rows):
        first = sorted({f"{row.series} {row.year}" for row in rows.itertuples()})[:_NAMED]
        notices.append(say(f"portfolio.series.{key}", language, count=len(rows), first=", ".join(first)))
