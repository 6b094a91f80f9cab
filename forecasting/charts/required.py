"""Growth needed against growth shown: one row an indicator, the distance between them drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import condition, defined, layer, options, value
from forecasting.charts.labels import Box, Label, place
from forecasting.charts.look import Panel
from forecasting.words import percent, say

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment

__all__ = ["required"]

WIDTH, ROW = 560.0, 50.0
# column of the target table: key of its name, colour, ink, shape
MARKS = {
    "record_rate": ("record", look.RECORD, look.RECORD, "circle"),
    "recomputed_rate": ("target", look.TARGET, look.TARGET_INK, "diamond"),
    "needed_after": ("needed", look.NEEDED_INK, look.NEEDED_INK, "square"),
}


def _points(plan: dict[str, Any], language: str) -> list[dict[str, Any]]:
    found = []
    for column, (tone, _, ink, _) in MARKS.items():
        rate = plan.get(column)
        if column == "needed_after" and rate is None:
            rate = plan.get(
                "needed_before"
            )  # without an annual target the way to the goal starts at the base
        if column == "recomputed_rate" and rate is None:
            rate = plan.get("printed_rate")
        if rate is not None:
            text = percent(rate, language)
            found.append(
                {"rate": rate, "tone": say(f"charts.tone.{tone}", language), "ink": ink, "text": text}
            )
    return found


def required(result: Assessment) -> Any:
    """Observed growth, the annual target's growth and the growth needed to the goal, per indicator.

    Args:
        result: an assessment.

    Returns:
        An Altair chart: a row for each indicator with a target or goal, rates in percent a year.
    """
    language = result.language
    order = {row["indicator"]: place for place, row in enumerate(look.indicator_rows(result))}
    plans = [
        (plan, points)
        for plan in sorted(
            look.table_of(result, "targets", entity=result.dossier.entity),
            key=lambda plan: (order.get(plan["indicator"], len(order)), plan["indicator"]),
        )
        if (points := _points(plan, language))
    ]
    if not plans:
        return look.nothing(language, say("charts.required", language))
    rates = look.span_of([point["rate"] for _, points in plans for point in points]) or (0.0, 0.1)
    low, high = min(0.0, rates[0]), max(0.05, rates[1])
    room = 0.06 * (high - low)
    height = ROW * len(plans)
    panel = Panel(WIDTH, height, (low - (room if low < 0 else 0), high + room), (height, 0.0))
    hollow = say("charts.tone.needed", language)
    dots, joins, labels, inks, names = [], [], [], [], []
    for row, (plan, points) in enumerate(plans):
        down = ROW * (row + 0.55)
        names.append({"place": down, "name": plan["label"]})
        ends = [point["rate"] for point in points]
        joins.append({"place": down, "low": min(ends), "high": max(ends)})
        for point in points:
            dots.append({**point, "place": down, "name": plan["label"]})
            left = panel.across(point["rate"])
            side = "below" if point["tone"] == hollow else "above"
            labels.append(Label(point["text"], Box(left - 8, down - 8, left + 8, down + 8), prefer=side))
            inks.append(point["ink"])
    placed = place(labels, [label.mark for label in labels], WIDTH, height)
    # The y axis counts pixels downwards, so that rows and labels share one measure.
    flipped = Panel(WIDTH, height, panel.x, (height, 0.0))
    texts, leaders = look.label_rows(placed, inks, flipped)
    for text in texts:
        text["covers"] = False

    x: Any = {
        "scale": options(domain=list(panel.x), nice=False, zero=False),
        "axis": options(
            values=look.rate_ticks(*panel.x),
            labelExpr=look.percent_labels(language),
            title=say("charts.axis_growth", language),
        ),
    }
    y: Any = {"scale": options(domain=[height, 0], nice=False), "axis": None}
    tones = [say(f"charts.tone.{tone}", language) for tone, *_ in MARKS.values()]
    colours = [colour for _, colour, _, _ in MARKS.values()]
    tone = options(domain=tones, range=colours)
    fills = ["transparent" if name == hollow else colour for name, colour in zip(tones, colours, strict=True)]
    filled = options(domain=tones, range=fills)
    legend = options(orient="top", symbolOpacity=1, symbolStrokeWidth=2.5)
    shape = options(domain=tones, range=[shape for *_, shape in MARKS.values()])
    layers: list[Any] = [
        look.drawing(joins)
        .marked("rule", strokeWidth=2, color=look.HAIR)
        .encode(x=defined("low:Q", **x), x2=defined("high:Q"), y=defined("place:Q", **y)),
        look.drawing(dots)
        .marked("point", size=130, opacity=1, strokeWidth=2.5)
        .encode(
            x=defined("rate:Q", **x),
            y=defined("place:Q", **y),
            # What is needed is hollow and wider, so that a target right upon it shows through.
            size=condition(f"(datum.tone === {hollow!r})", value(240), value(90)),
            stroke=defined("tone:N", title=None, scale=tone, legend=legend),
            fill=defined("tone:N", title=None, scale=filled, legend=legend),
            shape=defined("tone:N", title=None, scale=shape, legend=legend),
            tooltip=[
                defined("name:N", title=say("charts.tip_indicator", language)),
                defined("tone:N", title=say("charts.tip_what", language)),
                defined("text:N", title=say("charts.tip_growth", language)),
            ],
        ),
        look.drawing(names)
        .marked("text", align="right", x=-14, font=look.FONT, fontSize=13, color=look.INK)
        .encode(y=defined("place:Q", **y), text=defined("name:N")),
    ]
    layers += look.label_layers(texts, leaders)
    return layer(*layers, width=WIDTH, height=height, title=say("charts.required", language))
