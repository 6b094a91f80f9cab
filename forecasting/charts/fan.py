"""The fan of a forecast: median and central ranges, a panel a series, beside the history. Frames in, a chart out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from forecasting.charts import look
from forecasting.charts.given import read
from forecasting.charts.grammar import defined, join, layer, options
from forecasting.errors import ForecastingError
from forecasting.records import TypedRow
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.charts.grammar import Joined, Spec, View

__all__ = ["fan"]

BANDS = ((0.025, 0.975, look.CLASS), (0.1, 0.9, "#b9c6d6"))
ENDS = {end for low, high, _ in BANDS for end in (low, high)} | {0.5}


@dataclass(frozen=True, slots=True)
class QuantileRow(TypedRow):
    """A quantile of a forecast."""

    series: Any
    model: Any
    year: int
    quantile: float
    level: float


@dataclass(frozen=True, slots=True)
class LevelRow(TypedRow):
    """A year of a history; None where its level is not known."""

    series: Any
    year: int
    level: float | None


class Forecast(NamedTuple):
    """What a fan is made of year by year."""

    series: Any
    model: Any
    year: int


class Seen(NamedTuple):
    """A known year of a history."""

    series: Any
    year: int
    level: float


Quantiles = dict[Forecast, dict[float, float]]


def fan(quantiles: Any, history: Any = None, *, language: str = "en", unit: str = "") -> Any:
    """Median and central 80 and 95 % ranges of a forecast, a panel a series, beside the history.

    Args:
        quantiles: `fc.quantiles(forecasts, [.025, .1, .5, .9, .975])`: series, model, year, quantile, level.
        history: long frame series, year, level; None for none.
        language: "en" or "zh".
        unit: of the levels, for the axis.

    Raises:
        ForecastingError: a column or one of the five quantiles is missing, or a level of the history is not positive.
    """
    rows = read(quantiles, QuantileRow, "fan")
    if not rows:
        return look.nothing(language, say("charts.odds.fan", language))
    missing = sorted(ENDS - {round(row.quantile, 6) for row in rows})
    if missing:
        msg = f"the fan chart needs the quantiles {sorted(ENDS)}; missing {missing}"
        raise ForecastingError(msg)
    found: Quantiles = {}
    for row in rows:
        year = found.setdefault(Forecast(row.series, row.model, row.year), {})
        year[round(row.quantile, 6)] = row.level
    seen = _recorded(history)
    _open(found, seen)
    title = (
        say("charts.odds.level", language, unit=unit) if unit else say("charts.odds.level_plain", language)
    )
    panels = [
        _panel(
            {key: levels for key, levels in found.items() if key.series == series},
            [row for row in seen if row.series == series],
            title,
            language,
        ).properties(title=str(series), width=look.SIDE, height=0.75 * look.SIDE)
        for series in dict.fromkeys(key.series for key in found)
    ]
    return join("concat", *panels, columns=2) if len(panels) > 1 else panels[0]


def _recorded(history: Any) -> list[Seen]:
    """The years of a history that are known; a level that no log axis can show is refused."""
    given = read(history, LevelRow, "fan") if history is not None else []
    seen = [Seen(row.series, row.year, row.level) for row in given if row.level is not None]
    for row in seen:
        if not row.level > 0:
            msg = f"a fan is drawn on a log axis, which has no place for {row.level:g} of series {row.series!r} in {row.year}; leave the year out"
            raise ForecastingError(msg)
    return seen


def _open(found: Quantiles, seen: list[Seen]) -> None:
    """Each fan opens from the last year on record before it; what came later is drawn over it."""
    firsts: dict[tuple[Any, Any], int] = {}
    for series, model, year in found:
        firsts[series, model] = min(year, firsts.get((series, model), year))
    for (series, model), first in firsts.items():
        before = [row for row in seen if row.series == series and row.year < first]
        if before:
            last = max(before, key=lambda row: row.year)
            found[Forecast(series, model, last.year)] = dict.fromkeys(ENDS, last.level)


def _panel(found: Quantiles, seen: list[Seen], title: str, language: str) -> Joined:
    """The fans of one series, its history upon them."""
    x = defined("year:Q", title=say("charts.axis_year", language), axis=options(format="d", tickMinStep=1))

    def level(field: str) -> Spec:
        return defined(f"{field}:Q", title=title, scale=options(type="log", nice=False))

    layers: list[View] = []
    for low, high, tone in BANDS:
        band = [
            {"year": key.year, "low": levels[low], "high": levels[high], "model": key.model}
            for key, levels in found.items()
        ]
        area = look.drawing(band).marked("area", color=tone)
        layers.append(area.encode(x=x, y=level("low"), y2=defined("high:Q"), detail=defined("model:N")))
    middle = [{"year": key.year, "level": levels[0.5], "model": key.model} for key, levels in found.items()]
    line = look.drawing(middle).marked("line", color=look.RECORD, strokeWidth=2)
    layers.append(line.encode(x=x, y=level("level"), detail=defined("model:N")))
    if seen:
        record = look.drawing([row._asdict() for row in seen])
        points = record.marked("line", color=look.INK, point=options(color=look.INK))
        layers.append(points.encode(x=x, y=level("level")))
    return layer(*layers)
