"""What the claims together leave open: the implied level of each year, with the claims drawn on it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.assessed import indicator_of, own, titled
from forecasting.charts.axes import Panel, level_axis, span_of, year_axis, year_ticks
from forecasting.charts.grammar import condition, defined, layer, options, value
from forecasting.charts.labels import Box, Label
from forecasting.charts.lettering import Lettering
from forecasting.charts.statements import statement, years
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.charts.grammar import Datum, Spec, View
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.assessment.rows import ClaimRow, ImpliedRow

__all__ = ["network"]

WIDTH, HEIGHT = 620.0, 360.0
THICK = 16.0  # pixels across an implied range
LEAST = 5.0  # pixels up, when the range is a hair
INKS = {
    "history": look.RECORD,
    "target": look.TARGET_INK,
    "goal": look.NEEDED_INK,
    "benchmark": look.QUIET,
    "assumption": look.QUIET,
}
SHAPES = {"both": "diamond", "up": "triangle-up", "down": "triangle-down"}


def _middle(row: ClaimRow | ImpliedRow) -> float | None:
    """Halfway up a range on a log axis, or its one end; None where it has none that such an axis can show."""
    ends = [end for end in (row.lower, row.upper) if end is not None and end > 0]
    return math.exp(sum(map(math.log, ends)) / len(ends)) if ends else None


# ---- what is drawn


@dataclass(frozen=True, slots=True)
class _Range:
    """The implied range of a year as drawn: at least `LEAST` pixels high, an open end at the edge of the plot."""

    row: ImpliedRow
    left: float
    right: float
    low: float
    high: float

    @property
    def open(self) -> bool:
        return self.row.lower is None or self.row.upper is None

    def datum(self, language: str) -> Datum:
        return {
            "year": self.row.year,
            "left": self.left,
            "right": self.right,
            "low": self.low,
            "high": self.high,
            "lower": self.row.lower,
            "upper": self.row.upper,
            "open": self.open,
            "key": say("charts.implied", language),
        }


def _range(row: ImpliedRow, panel: Panel) -> _Range:
    half = THICK / 2 / panel.width * (panel.x[1] - panel.x[0])
    low = max(row.lower or panel.y[0], panel.y[0])
    high = min(row.upper if row.upper is not None else panel.y[1], panel.y[1])
    if panel.down(low) - panel.down(high) < LEAST:
        centre = (panel.down(low) + panel.down(high)) / 2
        low, high = panel.value(centre + LEAST / 2), panel.value(centre - LEAST / 2)
    return _Range(row, row.year - half, row.year + half, low, high)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A claim as drawn: a level at its place, a growth from one level to another.

    Attributes:
        text: the claim in a few words.
        first, last: levels at its ends; the same for a level.
    """

    row: ClaimRow
    text: str
    first: float
    last: float

    @property
    def start(self) -> int:
        return years(self.row)[0]

    @property
    def end(self) -> int:
        return years(self.row)[1]

    @property
    def ink(self) -> str:
        return INKS[self.row.claim.role]

    @property
    def side(self) -> str:
        """Whether a level is stated to both sides, or as a floor or a ceiling, or only one end of it can be drawn."""
        drawn = [end for end in (self.row.lower, self.row.upper) if end is not None and end > 0]
        return "both" if len(drawn) == 2 else "up" if self.row.upper is None else "down"

    def datum(self, language: str) -> Datum:
        claim = self.row.claim
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "role": say(f"charts.role.{claim.role}", language),
            "ink": self.ink,
            "quote": claim.quote,
            "locator": claim.locator,
            "claim": claim.claim_id,
        }


def _stated(
    found: Iterable[ClaimRow], implied: Iterable[ImpliedRow], unit: str, language: str
) -> tuple[list[_Stated], list[_Stated]]:
    """The levels, and the growths hung between the implied levels of their two years."""
    middles = {row.year: _middle(row) for row in implied}
    levels, growths = [], []
    for row in found:
        start, end = years(row)
        text = statement(row.claim, language, unit)
        if row.set_aside:
            text = say("charts.set_aside", language, text=text)
        if row.claim.kind == "level":
            level = _middle(row)
            if level is not None:
                levels.append(_Stated(row, text, level, level))
        elif row.claim.kind != "share" and start < end:
            first, last = middles.get(start), middles.get(end)
            if first and last:
                growths.append(_Stated(row, text, first, last))
    return levels, growths


def _labels(levels: list[_Stated], growths: list[_Stated], ranges: list[_Range], panel: Panel) -> list[View]:
    lettering = Lettering(panel)
    for one in levels:
        x1, x2, y = panel.across(one.start), panel.across(one.end), panel.down(one.last)
        side = "below" if one.side == "down" else "above"
        lettering.write(Label(one.text, Box(x1 - 6, y - 6, x2 + 6, y + 6), prefer=side), one.ink)
    for one in growths:
        x = (panel.across(one.start) + panel.across(one.end)) / 2
        y = (panel.down(one.first) + panel.down(one.last)) / 2
        lettering.write(Label(one.text, Box(x - 3, y - 3, x + 3, y + 3)), one.ink)
    lettering.obstacles += [
        Box(panel.across(one.left), panel.down(one.high), panel.across(one.right), panel.down(one.low))
        for one in ranges
        if not one.open
    ]
    for one in growths:
        lettering.keep_clear([(one.start, one.first), (one.end, one.last)])
    lettering.sort(lambda mark: (mark.left, mark.top))
    return lettering.layers(grounds=False)


# ---- the chart


def network(result: Assessment, indicator: str, *, height: float = HEIGHT) -> Any:
    """The implied range of every year the claims speak of, on a log axis, with the claims on it.

    Args:
        result: an assessment.
        indicator: an id.
        height: of the plot, in pixels.

    Returns:
        An Altair chart. Grey bars are what all claims together leave open, pale where one end is open; marks and
        lines are the claims as printed, growth claims hung between the implied levels of their two years.

    Raises:
        ForecastingError: an indicator the assessment does not have.
    """
    language = result.language
    about = indicator_of(result, indicator)
    title = titled(about, language)
    implied = [
        row
        for row in own(result.implied_rows, result, indicator)
        if row.lower is not None or row.upper is not None
    ]
    reach = span_of([end for row in implied for end in (row.lower, row.upper) if end is None or end > 0])
    if reach is None:
        return look.nothing(language, title, say("charts.nothing_network", language))
    first, last = min(row.year for row in implied), max(row.year for row in implied)
    pad = max(0.5, (last - first) * 0.04)
    room = (reach[1] / reach[0]) ** 0.08 * 1.1
    panel = Panel(WIDTH, height, (first - pad, last + pad), (reach[0] / room, reach[1] * room), log=True)
    ranges = [_range(row, panel) for row in implied]
    # The rows of a file stand in any order, and marks drawn later cover those before.
    found = sorted(
        (
            row
            for row in result.claim_rows
            if (row.claim.entity, row.claim.indicator) == (result.dossier.entity, indicator)
        ),
        key=lambda row: (years(row), row.claim.claim_id),
    )
    levels, growths = _stated(found, implied, about.unit, language)
    ink = _ink({row.claim.role for row in found}, language)
    x = year_axis(panel, language, year_ticks(first, last, WIDTH))
    return layer(
        _range_layer(ranges, x, level_axis(panel, title, language), language),
        *([_growth_layer(growths, ink, language)] if growths else []),
        *(_level_layers(levels, ink, language) if levels else []),
        *_labels(levels, growths, ranges, panel),
        width=WIDTH,
        height=height,
        title=title,
    )


def _ink(there: set[str], language: str) -> Spec:
    """Colour by role, those that are there in the legend."""
    roles = [role for role in INKS if role in there]
    return defined(
        "role:N",
        title=None,
        scale=options(
            domain=[say(f"charts.role.{role}", language) for role in roles],
            range=[INKS[role] for role in roles],
        ),
        legend=options(orient="top", symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1),
    )


def _tip(language: str) -> list[Spec]:
    return [
        defined("text:N", title=say("charts.tip_stated", language)),
        defined("quote:N", title=say("charts.tip_quote", language)),
        defined("locator:N", title=say("charts.tip_locator", language)),
    ]


def _range_layer(ranges: list[_Range], x: Spec, y: Spec, language: str) -> View:
    bars = look.drawing([one.datum(language) for one in ranges]).marked("rect", clip=True)
    return bars.encode(
        x=defined("left:Q", **x),
        x2=defined("right:Q"),
        y=defined("low:Q", **y),
        y2=defined("high:Q"),
        fill=defined(
            "key:N",
            title=None,
            scale=options(range=["#b9c0c8"]),
            legend=options(orient="top", symbolType="square", symbolOpacity=1),
        ),
        opacity=condition("datum.open", value(0.4), value(1.0)),
        tooltip=[
            defined("year:Q", title=say("charts.axis_year", language), format="d"),
            defined("lower:Q", title=say("charts.tip_lower", language), format=".4~g"),
            defined("upper:Q", title=say("charts.tip_upper", language), format=".4~g"),
        ],
    )


def _growth_layer(growths: list[_Stated], ink: Spec, language: str) -> View:
    rows = [
        {**one.datum(language), "from": one.first, "to": one.last, "aside": one.row.set_aside}
        for one in growths
    ]
    lines = look.drawing(rows).marked("rule", strokeWidth=1.6, clip=True)
    return lines.encode(
        x=defined("start:Q"),
        x2=defined("end:Q"),
        y=defined("from:Q"),
        y2=defined("to:Q"),
        color=ink,
        strokeDash=condition("datum.aside", value([4, 3]), value([1, 0])),
        tooltip=_tip(language),
    )


def _level_layers(levels: list[_Stated], ink: Spec, language: str) -> list[View]:
    """A line over the years of a level that is stated for several, a point at its last."""
    base = look.drawing([{**one.datum(language), "level": one.last, "side": one.side} for one in levels])
    shape = defined("side:N", scale=options(domain=list(SHAPES), range=list(SHAPES.values())), legend=None)
    lines = base.where("datum.end > datum.start").marked("rule", strokeWidth=3)
    points = base.marked("point", filled=True, size=85, opacity=1)
    return [
        lines.encode(x=defined("start:Q"), x2=defined("end:Q"), y=defined("level:Q"), color=ink),
        points.encode(
            x=defined("end:Q"), y=defined("level:Q"), color=ink, shape=shape, tooltip=_tip(language)
        ),
    ]
