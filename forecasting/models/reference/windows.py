"""How rare a growth is among windows of the same length."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError
from forecasting.records import TypedRow, frame

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.models.reference.figures import ReferenceClass

__all__ = ["precedent"]


@dataclass(frozen=True, slots=True)
class PrecedentRow(TypedRow):
    """How rare a growth is by one yardstick; `precedent` says what each column means. A class has no windows to count."""

    scope: str
    windows: int | None
    reached: int | None
    rank: float
    median: float
    best: float


def precedent(
    history: pd.DataFrame, series: str, required: float, years: int, reference: ReferenceClass | None = None
) -> pd.DataFrame:
    """How rare a growth is among windows of the same length: the series' own, its peers', its class's.

    Args:
        history: long frame `series`, `year`, `level`, cut by the caller to what was known.
        series: whose goal it is.
        required: growth a year the goal asks for, a fraction.
        years: length of a window, the years to the goal.
        reference: class to add as a third row; its share is that of a normal with its growth, and its spread and
            volatility over the window.

    Returns:
        One row a yardstick: `scope` ("own", "peers", "class"), `windows`, `reached` (windows at least as fast),
        `rank` (place of the requirement, strictly between 0 and 1), `median`, `best` (growth a year).

    Raises:
        ForecastingError: the series is not in the history, or a level, rate or length makes no sense.
    """
    import pandas as pd

    from forecasting.numbers.growth import percentile_rank, window_rates

    names = history["series"].unique().tolist()
    if series not in names:
        message = (
            f"no series {series!r} in the history; found {', '.join(map(repr, sorted(map(str, names))))}"
        )
        raise ForecastingError(message)
    if not (required > -1 and math.isfinite(required)):
        message = f"required is growth a year, a fraction above -1; found {required!r}"
        raise ForecastingError(message)
    windows: dict[str, list[float]] = {"own": [], "peers": []}
    for name, part in history.groupby("series", sort=True):
        ordered = part.sort_values("year")
        found = window_rates(ordered["year"].tolist(), ordered["level"].tolist(), years)
        windows["own" if name == series else "peers"] += found
    rows = []
    for scope, rates in windows.items():
        rank = percentile_rank(required, rates) if rates else math.nan
        middle = float(pd.Series(rates).median()) if rates else math.nan
        reached = sum(found >= required for found in rates)
        rows.append(PrecedentRow(scope, len(rates), reached, rank, middle, max(rates, default=math.nan)))
    if reference is not None:
        spread = math.hypot(reference.growth_sd, reference.volatility / math.sqrt(years))
        z = (math.log1p(required) - reference.growth) / spread
        rank = 0.5 * math.erfc(-z / math.sqrt(2))
        middle = math.expm1(reference.growth)
        rows.append(PrecedentRow("class", None, None, rank, middle, math.nan))
    return frame(rows, PrecedentRow).astype({"windows": "Int64", "reached": "Int64"})
