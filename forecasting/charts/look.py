"""How every chart looks: colours that survive greyscale, the named font, axes that say their unit."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from forecasting.charts.grammar import Chart, View, as_altair, defined
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.charts.grammar import Datum

__all__ = ["drawing", "nothing", "styled", "theme", "width_of"]

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
BASELINE = "#000000"

SIDE = 320  # pixels of a chart of forecasts


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


def drawing(rows: list[Datum]) -> Chart:
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
