"""How rare a growth is among windows of the same length."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.models.reference.figures import ReferenceClass

__all__ = ["precedent"]


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
    rows: list[dict[str, object]] = []
    for scope, rates in windows.items():
        row: dict[str, object] = {"scope": scope, "windows": len(rates)}
        row["reached"] = sum(found >= required for found in rates)
        row["rank"] = percentile_rank(required, rates) if rates else math.nan
        row["median"] = float(pd.Series(rates).median()) if rates else math.nan
        row["best"] = max(rates, default=math.nan)
        rows.append(row)
    if reference is not None:
        spread = math.hypot(reference.growth_sd, reference.volatility / math.sqrt(years))
        z = (math.log1p(required) - reference.growth) / spread
        rank = 0.5 * math.erfc(-z / math.sqrt(2))
        middle = math.expm1(reference.growth)
        rows.append({"scope": "class", "windows": pd.NA, "reached": pd.NA, "rank": rank, "median": middle})
    frame = pd.DataFrame(rows, columns=["scope", "windows", "reached", "rank", "median", "best"])
    return frame.astype({"windows": "Int64", "reached": "Int64"})
