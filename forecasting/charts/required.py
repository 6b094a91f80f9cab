"""Growth needed against growth shown: one row an indicator, the distance between them drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from forecasting.charts import look
from forecasting.charts.axes import Panel, percent_labels, rate_ticks, span_of
from forecasting.charts.grammar import condition, defined, layer, options, value
from forecasting.charts.labels import Box, Label
from forecasting.charts.lettering import Lettering
from forecasting.words import percent, say

if TYPE_CHECKING:
    from forecasting.charts.grammar import Spec, View
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.tables import TargetRow

__all__ = ["required"]

WIDTH, ROW = 560.0, 50.0


class Tone(NamedTuple):
    """How one kind of growth is drawn."""

    name: str
    colour: str
    ink: str
    shape: str


RECORD = Tone("record", look.RECORD, look.RECORD, "circle")
TARGET = Tone("target", look.TARGET, look.TARGET_INK, "diamond")
NEEDED = Tone("needed", look.NEEDED_INK, look.NEEDED_INK, "square")
TONES = (RECORD, TARGET, NEEDED)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The growths of one indicator, and how far down its row is."""

    label: str
    down: float
    rates: dict[Tone, float]


def _rates(plan: TargetRow) -> dict[Tone, float]:
    """The growths that are known of a plan."""
    target = plan.printed_rate if plan.recomputed_rate is None else plan.recomputed_rate
    # Without an annual target the way to the goal starts at the base.
    needed = plan.needed_before if plan.needed_after is None else plan.needed_after
    rates = {RECORD: plan.record_rate, TARGET: target, NEEDED: needed}
    return {tone: rate for tone, rate in rates.items() if rate is not None}


def _plans(result: Assessment) -> list[_Plan]:
    known = [
        (plan.label, rates)
        for plan in result.target_rows
        if plan.entity == result.dossier.entity and (rates := _rates(plan))
    ]
    return [_Plan(label, ROW * (row + 0.55), rates) for row, (label, rates) in enumerate(known)]


def required(result: Assessment) -> Any:
    """Observed growth, the annual target's growth and the growth needed to the goal, per indicator.

    Args:
        result: an assessment.

    Returns:
        An Altair chart: a row for each indicator with a target or goal, rates in percent a year.
    """
    language = result.language
    plans = _plans(result)
    reach = span_of(rate for plan in plans for rate in plan.rates.values())
    if reach is None:
        return look.nothing(language, say("charts.required", language))
    low, high = min(0.0, reach[0]), max(0.05, reach[1])
    room = 0.06 * (high - low)
    height = ROW * len(plans)
    # The y axis counts pixels downwards, so that rows and labels share one measure.
    panel = Panel(WIDTH, height, (low - (room if low < 0 else 0), high + room), (height, 0.0))
    axis = options(
        values=rate_ticks(*panel.x),
        labelExpr=percent_labels(language),
        title=say("charts.axis_growth", language),
    )
    x: Spec = {"scale": options(domain=list(panel.x), nice=False, zero=False), "axis": axis}
    y: Spec = {"scale": options(domain=[height, 0], nice=False), "axis": None}
    return layer(
        _ways(plans, x, y),
        _points(plans, x, y, language),
        _names(plans, y),
        *_labels(plans, panel, language),
        width=WIDTH,
        height=height,
        title=say("charts.required", language),
    )


def _labels(plans: list[_Plan], panel: Panel, language: str) -> list[View]:
    lettering = Lettering(panel)
    for plan in plans:
        for tone, rate in plan.rates.items():
            across = panel.across(rate)
            mark = Box(across - 8, plan.down - 8, across + 8, plan.down + 8)
            lettering.obstacles.append(mark)
            side = "below" if tone == NEEDED else "above"
            lettering.write(Label(percent(rate, language), mark, prefer=side), tone.ink)
    return lettering.layers(grounds=False)


def _ways(plans: list[_Plan], x: Spec, y: Spec) -> View:
    """From the least to the greatest growth of each indicator."""
    rows = [
        {"place": plan.down, "low": min(plan.rates.values()), "high": max(plan.rates.values())}
        for plan in plans
    ]
    lines = look.drawing(rows).marked("rule", strokeWidth=2, color=look.HAIR)
    return lines.encode(x=defined("low:Q", **x), x2=defined("high:Q"), y=defined("place:Q", **y))


def _points(plans: list[_Plan], x: Spec, y: Spec, language: str) -> View:
    rows = [
        {
            "rate": rate,
            "tone": say(f"charts.tone.{tone.name}", language),
            "ink": tone.ink,
            "text": percent(rate, language),
            "place": plan.down,
            "name": plan.label,
        }
        for plan in plans
        for tone, rate in plan.rates.items()
    ]
    hollow = say(f"charts.tone.{NEEDED.name}", language)
    names = [say(f"charts.tone.{tone.name}", language) for tone in TONES]
    legend = options(orient="top", symbolOpacity=1, symbolStrokeWidth=2.5)

    def by_tone(values: list[str]) -> Spec:
        return defined("tone:N", title=None, scale=options(domain=names, range=values), legend=legend)

    return (
        look.drawing(rows)
        .marked("point", size=130, opacity=1, strokeWidth=2.5)
        .encode(
            x=defined("rate:Q", **x),
            y=defined("place:Q", **y),
            # What is needed is hollow and wider, so that a target right upon it shows through.
            size=condition(f"(datum.tone === {hollow!r})", value(240), value(90)),
            stroke=by_tone([tone.colour for tone in TONES]),
            fill=by_tone(["transparent" if tone == NEEDED else tone.colour for tone in TONES]),
            shape=by_tone([tone.shape for tone in TONES]),
            tooltip=[
                defined("name:N", title=say("charts.tip_indicator", language)),
                defined("tone:N", title=say("charts.tip_what", language)),
                defined("text:N", title=say("charts.tip_growth", language)),
            ],
        )
    )


def _names(plans: list[_Plan], y: Spec) -> View:
    names = look.drawing([{"place": plan.down, "name": plan.label} for plan in plans])
    words = names.marked("text", align="right", x=-14, font=look.FONT, fontSize=13, color=look.INK)
    return words.encode(y=defined("place:Q", **y), text=defined("name:N"))
