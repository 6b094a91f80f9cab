"""What the claims together leave open: the implied level of each year, with the claims drawn on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.assessed import indicator_of, own, titled
from forecasting.charts.axes import Panel, level_axis, span_of, year_axis, year_ticks
from forecasting.charts.grammar import condition, defined, layer, options, value
from forecasting.charts.labels import Box, Label
from forecasting.charts.lettering import Lettering
from forecasting.charts.network_marks import INKS, range_of, stated_of
from forecasting.charts.statements import years
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.charts.grammar import Spec, View
    from forecasting.charts.network_marks import DrawnClaim, Range
    from forecasting.judge.assessment import Assessment

__all__ = ["network"]

WIDTH, HEIGHT = 620.0, 360.0
SHAPES = {"both": "diamond", "up": "triangle-up", "down": "triangle-down"}


def _labels(
    levels: list[DrawnClaim], growths: list[DrawnClaim], ranges: list[Range], panel: Panel
) -> list[View]:
    lettering = Lettering(panel)
    for level in levels:
        x1, x2, y = panel.across(level.start), panel.across(level.end), panel.down(level.last)
        side = "below" if level.side == "down" else "above"
        lettering.write(Label(level.text, Box(x1 - 6, y - 6, x2 + 6, y + 6), prefer=side), level.ink)
    for growth in growths:
        x = (panel.across(growth.start) + panel.across(growth.end)) / 2
        y = (panel.down(growth.first) + panel.down(growth.last)) / 2
        lettering.write(Label(growth.text, Box(x - 3, y - 3, x + 3, y + 3)), growth.ink)
    lettering.obstacles += [
        Box(
            panel.across(block.left), panel.down(block.high), panel.across(block.right), panel.down(block.low)
        )
        for block in ranges
        if not block.open
    ]
    for growth in growths:
        lettering.keep_clear([(growth.start, growth.first), (growth.end, growth.last)])
    lettering.sort(lambda mark: (mark.left, mark.top))
    return lettering.layers(grounds=False)


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
    ranges = [range_of(row, panel) for row in implied]
    # The rows of a file stand in any order, and marks drawn later cover those before.
    found = sorted(
        (
            row
            for row in result.claim_rows
            if (row.claim.entity, row.claim.indicator) == (result.dossier.entity, indicator)
        ),
        key=lambda row: (years(row), row.claim.claim_id),
    )
    levels, growths = stated_of(found, implied, about.unit, language)
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


def _range_layer(ranges: list[Range], x: Spec, y: Spec, language: str) -> View:
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


def _growth_layer(growths: list[DrawnClaim], ink: Spec, language: str) -> View:
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


def _level_layers(levels: list[DrawnClaim], ink: Spec, language: str) -> list[View]:
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
