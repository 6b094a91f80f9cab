"""How every chart looks: colours that survive greyscale, the named font, axes that say their unit."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forecasting.charts.grammar import Chart, View, as_altair, defined, options
from forecasting.errors import ForecastingError
from forecasting.records import Record
from forecasting.words import SHORT, say, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting.charts.labels import Placed
    from forecasting.judge.assessment import Assessment

__all__ = ["Panel", "nothing", "rows", "styled", "table_of", "theme"]

# The family is always named: left to choose, renderers took a serif face, Japanese forms or a bold for everything.
FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
SIZE = 12.0

# Tones differ in lightness first (L* about 23, 52, 72, 90), in hue second, so that a copier keeps them apart.
INK = "#1d2733"
QUIET = "#5b6673"
HAIR = "#d5dae0"
PAPER = "#ffffff"
RECORD = "#16324f"
TARGET = "#c2571a"
TARGET_INK = "#94400f"
NEEDED = "#54b8a4"
NEEDED_INK = "#17685a"
SLOGAN = "#6b3fa0"
CLASS = "#dfe3e8"
CLASS_INK = "#5b6673"
BENCHMARK = "#8a8f98"

#: How pandas writes what is not there.
_GAPS = ("<NA>", "NaT")
YEARS = ("year", "start", "end", "every", "base_year", "target_year", "goal_year", "record_start")


def theme() -> dict[str, Any]:
    """The Vega-Lite configuration all charts share; a notebook may register it as its Altair theme."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelColor": QUIET, "titleColor": QUIET}
    return {
        "background": PAPER,
        "font": FONT,
        "padding": {"left": 8, "right": 16, "top": 8, "bottom": 8},
        "view": {"stroke": None, "continuousWidth": 560, "continuousHeight": 320},
        "title": {
            "font": FONT,
            "subtitleFont": FONT,
            "fontSize": 15,
            "fontWeight": "bold",
            "color": INK,
            "subtitleColor": QUIET,
            "subtitleFontSize": 12,
            "subtitlePadding": 4,
            "anchor": "start",
            "frame": "group",
            "offset": 12,
        },
        "axis": {
            **text,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "gridColor": "#eceff2",
            "domainColor": HAIR,
            "tickColor": HAIR,
            "labelPadding": 5,
            "titlePadding": 8,
        },
        "legend": {
            **text,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelColor": INK,
            "orient": "top",
            "symbolSize": 130,
            "symbolStrokeWidth": 0,
            "labelLimit": 0,
        },
        "text": {"font": FONT, "fontSize": SIZE, "color": INK},
    }


def styled(chart: Any) -> Any:
    """The chart with the shared configuration at its top level.

    Args:
        chart: what a chart function returned, or several joined with Altair's `&`, `|` and `+`.

    Returns:
        A copy; a configured chart can no longer be joined with others, so do this last.
    """
    import altair as alt

    copy = (as_altair(chart) if isinstance(chart, View) else chart).copy(deep=False)
    copy.config = alt.Config(**theme())
    return copy


def plain(value: Any) -> Any:
    """A table cell as JSON can hold it: missing numbers become None, exact ones floats."""
    kind = type(value)
    if kind is int or kind is bool or value is None:
        return value
    if kind is str:
        return None if value in _GAPS else value
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, Fraction):
        value = float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return None if str(value) in _GAPS else value


def rows(frame: Any, **equal: object) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries, those whose columns equal the given values.

    Args:
        frame: a pandas DataFrame, possibly empty and without columns.
        equal: column name and wanted value.
    """
    if frame is None or not len(frame):
        return []
    return _chosen(({str(key): one for key, one in row.items()} for row in frame.to_dict("records")), equal)


def table_of(result: Assessment, name: str, **equal: object) -> list[dict[str, Any]]:
    """The rows of a table of an assessment, as `rows` gives them, where it has them without a frame.

    Args:
        result: an assessment, or what holds frames of the same names.
        name: of the table, such as "claims".
        equal: column name and wanted value.
    """
    typed = getattr(result, f"{name.removesuffix('s')}_rows", None)
    if typed is None:
        return rows(getattr(result, name), **equal)
    return _chosen((one.plain() if isinstance(one, Record) else one for one in typed), equal)


def _chosen(records: Iterable[Mapping[str, Any]], equal: Mapping[str, object]) -> list[dict[str, Any]]:
    found = []
    for record in records:
        if any(plain(record.get(key)) != value for key, value in equal.items()):
            continue
        row = {key: plain(value) for key, value in record.items()}
        # A gap turns a whole column of years into floats.
        row |= {key: int(row[key]) for key in YEARS if isinstance(row.get(key), float)}
        found.append(row)
    return found


def indicator_rows(result: Assessment) -> list[dict[str, Any]]:
    """The report's own indicators, in their order."""
    own = table_of(result, "indicators", entity=result.dossier.entity)
    return sorted(own, key=lambda row: (row.get("order") or 0, row["indicator"]))


def indicator_row(result: Assessment, indicator: str) -> dict[str, Any]:
    """Label and unit of one indicator.

    Raises:
        ForecastingError: the assessment has no such indicator.
    """
    known = indicator_rows(result)
    for row in known:
        if row["indicator"] == indicator:
            return row
    names = ", ".join(row["indicator"] for row in known) or "none"
    msg = f"no indicator {indicator!r} in this assessment; there are: {names}"
    raise ForecastingError(msg)


def titled(row: Mapping[str, Any], language: str) -> str:
    """An indicator's name with its unit."""
    return say("charts.with_unit", language, label=row["label"], unit=unit_name(str(row["unit"]), language))


def drawing(rows: list[dict[str, Any]]) -> Chart:
    """A chart of rows that are at hand, to which a mark is given next."""
    return Chart({"values": rows})


def nothing(language: str, title: str = "", reason: str = "") -> Chart:
    """A chart that says there is nothing to draw, and why."""
    text = reason or say("charts.nothing", language)
    return (
        drawing([{"text": text}])
        .properties(title=title, width=560, height=90)
        .marked("text", font=FONT, fontSize=14, color=QUIET)
        .encode(text=defined("text:N"))
    )


def width_of(text: str, size: float = SIZE) -> float:
    """About how many pixels a text takes; on the generous side."""
    total = 0.0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            total += 1.0
        elif letter in " .,:;|'·":
            total += 0.28
        elif letter.isupper() or letter in "%≥≤×+−–—@&":
            total += 0.68
        else:
            total += 0.555
    return total * size


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


def span_of(values: Iterable[float | None]) -> tuple[float, float] | None:
    """Smallest and largest of the numbers that are there."""
    there = [value for value in values if value is not None]
    return (min(there), max(there)) if there else None


def year_axis(panel: Panel, language: str, ticks: Sequence[int]) -> Any:
    """The x channel of a chart by year; the field is `year`-like and named by the caller."""
    axis = options(values=list(ticks), format="d", grid=False, title=say("charts.axis_year", language))
    return {"scale": options(domain=list(panel.x), nice=False, zero=False), "axis": axis}


def rate_axis(panel: Panel, language: str) -> Any:
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


def level_axis(panel: Panel, title: str, language: str) -> Any:
    """The y channel of a chart of levels on a log axis."""
    axis = options(values=level_ticks(*panel.y), format="~f", title=title)
    if any(one >= SHORT[language][-1][0] for one in axis["values"]):
        axis = options(values=axis["values"], labelExpr=level_labels(language), title=title)
    return {"scale": options(type="log", domain=list(panel.y), nice=False), "axis": axis}


def label_rows(
    placed: Sequence[Placed], inks: Sequence[str], panel: Panel
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Placed labels and their leaders in the units of the axes, as `label_layers` draws them."""
    texts: list[dict[str, Any]] = []
    leaders: list[dict[str, Any]] = []
    for spot, ink in zip(placed, inks, strict=True):
        box = spot.box
        texts.append(
            {
                "text": spot.text,
                "ink": ink,
                "left": panel.year(box.left),
                "right": panel.year(box.right),
                "middle": panel.year((box.left + box.right) / 2),
                "top": panel.value(box.top),
                "foot": panel.value(box.bottom),
                "level": panel.value((box.top + box.bottom) / 2),
                "covers": spot.covers,
            }
        )
        if spot.leader:
            x, y, x2, y2 = spot.leader
            ends = {"x": panel.year(x), "y": panel.value(y), "x2": panel.year(x2), "y2": panel.value(y2)}
            leaders.append({**ends, "ink": ink})
    return texts, leaders


def label_layers(texts: list[dict[str, Any]], leaders: list[dict[str, Any]]) -> list[Any]:
    """Layers of placed labels: thin leaders, a pale ground where words stand on a mark, the words."""
    layers = []
    if leaders:
        layers.append(
            drawing(leaders)
            .marked("rule", strokeWidth=0.7, opacity=1)
            .encode(
                x=defined("x:Q"),
                x2=defined("x2:Q"),
                y=defined("y:Q"),
                y2=defined("y2:Q"),
                color=defined("ink:N", scale=None),
            )
        )
    grounds = [row for row in texts if row["covers"]]
    if grounds:
        layers.append(
            drawing(grounds)
            .marked("rect", color=PAPER, opacity=1, fillOpacity=0.8)
            .encode(x=defined("left:Q"), x2=defined("right:Q"), y=defined("top:Q"), y2=defined("foot:Q"))
        )
    if texts:
        layers.append(
            drawing(texts)
            .marked("text", font=FONT, fontSize=SIZE, align="center", baseline="middle")
            .encode(
                x=defined("middle:Q"),
                y=defined("level:Q"),
                text=defined("text:N"),
                color=defined("ink:N", scale=None),
            )
        )
    return layers
