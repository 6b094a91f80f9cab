"""Where values stand on a plot, and axes that say what is on them in round numbers of the language."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.charts.grammar import options
from forecasting.words import SHORT, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.charts.grammar import Spec

__all__ = [
    "Panel",
    "level_axis",
    "level_ticks",
    "percent_labels",
    "rate_axis",
    "rate_ticks",
    "span_of",
    "year_axis",
    "year_ticks",
]


@dataclass(frozen=True, slots=True)
class Panel:
    """Pixels and value ranges of one plot, for axes and for placing labels before anything is drawn."""

    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]
    log: bool = False

    def across(self, value: float) -> float:
        """Pixels from the left."""
        return (value - self.x[0]) / (self.x[1] - self.x[0]) * self.width

    def down(self, value: float) -> float:
        """Pixels from the top."""
        low, high = (math.log(end) for end in self.y) if self.log else self.y
        position = math.log(max(value, 1e-300)) if self.log else value
        return self.height - (position - low) / (high - low) * self.height

    def year(self, left: float) -> float:
        """The x value at a pixel."""
        return self.x[0] + left / self.width * (self.x[1] - self.x[0])

    def value(self, top: float) -> float:
        """The y value at a pixel."""
        share = (self.height - top) / self.height
        if self.log:
            return float(self.y[0] * (self.y[1] / self.y[0]) ** share)
        return self.y[0] + share * (self.y[1] - self.y[0])


def year_ticks(first: int, last: int, pixels: float) -> list[int]:
    """Round years, never two labels closer than 60 pixels; the first and last year always among them."""
    span = max(1, last - first)
    room = max(2, int(pixels // 60))
    step = next((step for step in (1, 2, 5, 10, 20, 25, 50) if span / step <= room), 100)
    closest = 60 * span / max(1.0, pixels)
    inner = [
        year
        for year in range(first, last + 1)
        if year % step == 0 and year - first >= closest and last - year >= closest
    ]
    return sorted({first, *inner, last})


def level_ticks(low: float, high: float) -> list[float]:
    """Round levels for a log axis: the finest of the usual series that gives at most seven, at least three."""
    series = ((1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8), (1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,))
    powers = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
    for steps in series:
        found = [round(step * 10.0**power, 12) for power in powers for step in steps]
        found = [level for level in found if low <= level <= high]
        if len(found) <= 7:
            break
    if len(found) >= 3:
        return found
    step = next(
        size * 10.0**power
        for power in range(math.floor(math.log10(high - low)) - 1, 310)
        for size in (1, 2, 5)
        if (high - low) / (size * 10.0**power) <= 6
    )
    first = math.ceil(low / step)
    return [round(step * place, 12) for place in range(first, math.floor(high / step) + 1)]


#: Growth of thousands of percent a year is a slip of the pen, and its axis needs no line for each hundred.
_MOST_TICKS = 40


def rate_ticks(low: float, high: float) -> list[float]:
    """Round growth rates for an axis in percent; about six."""
    step = next(
        (step for step in (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5) if (high - low) / step <= 7), 1.0
    )
    if (high - low) / step > _MOST_TICKS:
        step = 10.0 ** math.floor(math.log10(high - low))
    first = math.ceil(low / step - 1e-9)
    return [round(step * place, 10) for place in range(first, math.floor(high / step + 1e-9) + 1)]


def percent_labels(language: str) -> str:
    """Vega expression that writes a fraction as percent the way the language does."""
    sign = "'%'" if language == "zh" else "' %'"
    return f"replace(format(datum.value * 100, '.3~r'), '-', '−') + {sign}"


def span_of(values: Iterable[float | None]) -> tuple[float, float] | None:
    """Smallest and largest of the numbers that are there."""
    there = [value for value in values if value is not None]
    return (min(there), max(there)) if there else None


def year_axis(panel: Panel, language: str, ticks: Sequence[int]) -> Spec:
    """The x channel of a chart by year; the field is `year`-like and named by the caller."""
    axis = options(values=list(ticks), format="d", grid=False, title=say("charts.axis_year", language))
    return {"scale": options(domain=list(panel.x), nice=False, zero=False), "axis": axis}


def rate_axis(panel: Panel, language: str) -> Spec:
    """The y channel of a chart of growth a year."""
    axis = options(
        values=rate_ticks(*panel.y),
        labelExpr=percent_labels(language),
        title=say("charts.axis_growth", language),
    )
    return {"scale": options(domain=list(panel.y), nice=False, zero=False), "axis": axis}


def level_labels(language: str) -> str:
    """Vega expression that writes a level on an axis the way the language does, large ones in 亿 or billions."""
    shorter = "".join(
        f"datum.value >= {size:.0f} ? format(datum.value / {size:.0f}, '~g') + '{sign}' : "
        for size, sign in SHORT[language]
    )
    return f"{shorter}format(datum.value, '~f')"


def level_axis(panel: Panel, title: str, language: str) -> Spec:
    """The y channel of a chart of levels on a log axis."""
    axis = options(values=level_ticks(*panel.y), format="~f", title=title)
    if any(one >= SHORT[language][-1][0] for one in axis["values"]):
        axis = options(values=axis["values"], labelExpr=level_labels(language), title=title)
    return {"scale": options(type="log", domain=list(panel.y), nice=False), "axis": axis}
