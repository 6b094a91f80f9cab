"""Histories in a long frame as grids of log levels: the panel as it was known at each last year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Origin", "origins", "read"]

FIRST_YEAR, LAST_YEAR = 1000, 9999
"""Years have four digits, as in `claims.csv`: a day number or a year in two digits is none."""


@dataclass(frozen=True, slots=True)
class Origin:
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


def read(history: pd.DataFrame) -> tuple[pd.Index, NDArray[np.intp], NDArray[np.int64], Array]:
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


def origins(
    codes: NDArray[np.intp], years: NDArray[np.int64], logs: Array, count: int, *, alone: bool
) -> list[Origin]:
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
        found.append(Origin(int(year), rows, grid, np.searchsorted(members, rows)))
    return found
