"""What the claims together leave open: the implied level of each year, with the claims drawn on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import condition, defined, layer, options, value
from forecasting.charts.labels import Box, Label, along, place
from forecasting.charts.look import Panel
from forecasting.charts.statements import statement, years
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment

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


def _middle(row: dict[str, Any] | None) -> float | None:
    """Where on a log axis a growth claim is hung: halfway up the implied range, or on its one end."""
    if row is None:
        return None
    ends = [end for end in (row["lower"], row["upper"]) if end is not None and end > 0]
    return math.exp(sum(map(math.log, ends)) / len(ends)) if ends else None


def _ranges(implied: list[dict[str, Any]], panel: Panel, language: str) -> list[dict[str, Any]]:
    half = THICK / 2 / panel.width * (panel.x[1] - panel.x[0])
    shown = []
    for row in implied:
        low = row["lower"] or panel.y[0]
        high = row["upper"] if row["upper"] is not None else panel.y[1]
        low, high = max(low, panel.y[0]), min(high, panel.y[1])
        if panel.down(low) - panel.down(high) < LEAST:
            centre = (panel.down(low) + panel.down(high)) / 2
            low, high = panel.value(centre + LEAST / 2), panel.value(centre - LEAST / 2)
        shown.append(
            {
                "year": row["year"],
                "left": row["year"] - half,
                "right": row["year"] + half,
                "low": low,
                "high": high,
                "lower": row["lower"],
                "upper": row["upper"],
                "open": row["lower"] is None or row["upper"] is None,
                "key": say("charts.implied", language),
            }
        )
    return shown


def _stated(
    found: list[dict[str, Any]], middles: dict[int, float | None], unit: str, language: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    levels, growths = [], []
    for row in found:
        start, end = years(row)
        text = statement(row, language, unit)
        shown = {
            "start": start,
            "end": end,
            "text": say("charts.set_aside", language, text=text) if row.get("set_aside") else text,
            "role": say(f"charts.role.{row['role']}", language),
            "ink": INKS[row["role"]],
            "quote": row["quote"],
            "locator": row["locator"],
            "claim": row["claim_id"],
        }
        if row["kind"] == "level":
            ends = [end for end in (row["lower"], row["upper"]) if end is not None and end > 0]
            if ends:
                side = "both" if len(ends) == 2 else "up" if row["upper"] is None else "down"
                shown |= {"level": math.exp(sum(map(math.log, ends)) / len(ends)), "side": side}
                levels.append(shown)
        elif row["kind"] != "share" and middles.get(start) and middles.get(end) and start < end:
            growths.append(
                {**shown, "from": middles[start], "to": middles[end], "aside": bool(row.get("set_aside"))}
            )
    return levels, growths


def _labelled(
    levels: list[dict[str, Any]], growths: list[dict[str, Any]], ranges: list[dict[str, Any]], panel: Panel
) -> list[Any]:
    labels, inks = [], []
    for row in levels:
        x1, x2, y = panel.across(row["start"]), panel.across(row["end"]), panel.down(row["level"])
        side = "below" if row["side"] == "down" else "above"
        labels.append(Label(row["text"], Box(x1 - 6, y - 6, x2 + 6, y + 6), prefer=side))
        inks.append(row["ink"])
    for row in growths:
        x = (panel.across(row["start"]) + panel.across(row["end"])) / 2
        y = (panel.down(row["from"]) + panel.down(row["to"])) / 2
        labels.append(Label(row["text"], Box(x - 3, y - 3, x + 3, y + 3)))
        inks.append(row["ink"])
    obstacles = [
        Box(
            panel.across(row["left"]),
            panel.down(row["high"]),
            panel.across(row["right"]),
            panel.down(row["low"]),
        )
        for row in ranges
        if not row["open"]
    ]
    for row in growths:
        x1, x2 = panel.across(row["start"]), panel.across(row["end"])
        y1, y2 = panel.down(row["from"]), panel.down(row["to"])
        obstacles += along(x1, y1, x2, y2)
    order = sorted(range(len(labels)), key=lambda number: (labels[number].mark.left, labels[number].mark.top))
    placed = place([labels[number] for number in order], obstacles, panel.width, panel.height)
    texts, leaders = look.label_rows(placed, [inks[number] for number in order], panel)
    return look.label_layers([{**row, "covers": False} for row in texts], leaders)


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
    language, entity = result.language, result.dossier.entity
    about = look.indicator_row(result, indicator)
    implied = [
        row
        for row in look.table_of(result, "implied", entity=entity, indicator=indicator)
        if row["lower"] is not None or row["upper"] is not None
    ]
    found = look.table_of(result, "claims", entity=entity, indicator=indicator)
    # The rows of a file stand in any order, and marks drawn later cover those before.
    found.sort(key=lambda row: (years(row), str(row["claim_id"])))
    reach = look.span_of(
        [end for row in implied for end in (row["lower"], row["upper"]) if end is None or end > 0]
    )
    if reach is None:
        return look.nothing(language, look.titled(about, language), say("charts.nothing_network", language))
    first, last = min(row["year"] for row in implied), max(row["year"] for row in implied)
    pad = max(0.5, (last - first) * 0.04)
    room = (reach[1] / reach[0]) ** 0.08 * 1.1
    low, high = reach[0] / room, reach[1] * room
    panel = Panel(WIDTH, height, (first - pad, last + pad), (low, high), log=True)
    ranges = _ranges(implied, panel, language)
    middles = {int(row["year"]): _middle(row) for row in implied}
    levels, growths = _stated(found, middles, str(about["unit"]), language)

    x = look.year_axis(panel, language, look.year_ticks(first, last, WIDTH))
    y = look.level_axis(panel, look.titled(about, language), language)
    tip = [
        defined("text:N", title=say("charts.tip_stated", language)),
        defined("quote:N", title=say("charts.tip_quote", language)),
        defined("locator:N", title=say("charts.tip_locator", language)),
    ]
    roles = [role for role in INKS if any(row["role"] == role for row in found)]
    ink = defined(
        "role:N",
        title=None,
        scale=options(
            domain=[say(f"charts.role.{role}", language) for role in roles],
            range=[INKS[role] for role in roles],
        ),
        legend=options(orient="top", symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1),
    )
    layers: list[Any] = [
        look.drawing(ranges)
        .marked("rect", clip=True)
        .encode(
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
    ]
    if growths:
        layers.append(
            look.drawing(growths)
            .marked("rule", strokeWidth=1.6, clip=True)
            .encode(
                x=defined("start:Q"),
                x2=defined("end:Q"),
                y=defined("from:Q"),
                y2=defined("to:Q"),
                color=ink,
                strokeDash=condition("datum.aside", value([4, 3]), value([1, 0])),
                tooltip=tip,
            )
        )
    if levels:
        base = look.drawing(levels)
        shapes = defined(
            "side:N",
            scale=options(domain=["both", "up", "down"], range=["diamond", "triangle-up", "triangle-down"]),
            legend=None,
        )
        layers.append(
            base.where("datum.end > datum.start")
            .marked("rule", strokeWidth=3)
            .encode(x=defined("start:Q"), x2=defined("end:Q"), y=defined("level:Q"), color=ink)
        )
        layers.append(
            base.marked("point", filled=True, size=85, opacity=1).encode(
                x=defined("end:Q"), y=defined("level:Q"), color=ink, shape=shapes, tooltip=tip
            )
        )
    layers += _labelled(levels, growths, ranges, panel)
    return layer(*layers, width=WIDTH, height=height, title=look.titled(about, language))
