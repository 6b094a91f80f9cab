"""The chart of growth a year: what the report says as bars, the growth set on the page as a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forecasting.charts import look
from forecasting.charts.grammar import Chart, defined, layer, options
from forecasting.show.explorer.expressions import percent_either, tell
from forecasting.show.explorer.plotting import (
    OWN,
    WIDTH,
    expression,
    forecast_rows,
    scale,
    span_told,
    target_rows,
    telling,
    titled,
    years,
)

__all__ = ["growth_chart"]

_HEIGHT = 250
_THIN = 6.0  # pixels of the thinnest bar
_HALF = f"(subject.growth[1] - subject.growth[0]) * {_THIN / 2 / _HEIGHT}"  # of that bar, as growth


def growth_chart(longest: int, most: int) -> Any:
    """Growth a year: what the report says as bars, the growth set as a line.

    Args:
        longest: forecast years of the subject that has most.
        most: annual targets of the case that has most.
    """
    rows = _rows(longest, most)
    layers = [*_bars(rows), *_line(rows.own), *_numbers(rows)]
    return layer(*layers, width=WIDTH, height=_HEIGHT, title=titled("growth"))


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is drawn: the past, the slogan, the class, what is needed, the targets, and the growth set on the page."""

    past: Chart
    slogan: Chart
    band: Chart
    needed: Chart
    targets: Chart
    own: Chart


def _rows(longest: int, most: int) -> _Rows:
    spans = Chart({"name": "spans"}).where("datum.set === here.marks")
    once = look.drawing([{"one": 1}])
    return _Rows(
        past=spans.where("datum.kind !== 'slogan'").calculate(
            x="datum.start",
            low=f"min(datum.lower, datum.middle - {_HALF})",
            high=f"max(datum.upper, datum.middle + {_HALF})",
        ),
        slogan=spans.where("datum.kind === 'slogan'").calculate(x="datum.start", low="datum.middle"),
        band=once.calculate(
            x="here.start", x2="year", low="others ? others[0] : null", high="others ? others[2] : null"
        ).where("isValid(datum.low)"),
        needed=once.calculate(
            x="neededFrom",
            x2="year",
            middle="neededAfter",
            low=f"neededAfter - {_HALF}",
            high=f"neededAfter + {_HALF}",
        ),
        targets=target_rows(most).calculate(
            x="datum.before",
            x2="datum.year",
            middle="pow(datum.level / here.base, 1 / (datum.year - here.start)) - 1",
            low=f"datum.middle - {_HALF}",
            high=f"datum.middle + {_HALF}",
        ),
        own=forecast_rows(longest, 1).calculate(x0="datum.x - 1", low="datum.rate"),
    )


def _growth() -> Any:
    axis = options(title=None, tickCount=6, labelExpr=percent_either("datum.value", 0))
    return defined("low:Q", scale=scale("growth"), axis=axis)


def _bars(rows: _Rows) -> list[Any]:
    """What the report says and what is left to do, the past upon the rest; the slogan as a dashed line."""
    x, y = years("record"), _growth()

    def bar(data: Any, told: str, fill: str, to: str = "x2:Q") -> Any:
        drawn = telling(data, told, "rect", clip=True, color=fill, opacity=1)
        return drawn.encode(x=x, x2=to, y=y, y2="high:Q")

    recorded = span_told(tell("explorer.tip.record"), "datum.start", "datum.end", "datum.middle")
    asked = span_told(tell("explorer.tip.target"), "datum.before", "datum.year", "datum.middle")
    left = span_told("sayNeededKey", "neededFrom", "year", "neededAfter")
    said = span_told(tell("explorer.tip.slogan"), "datum.start", "datum.end", "datum.middle")
    dashed = {"color": look.SLOGAN, "strokeWidth": 2, "strokeDash": [8, 4]}
    nought = look.drawing([{"one": 1}]).marked("rule", color=look.QUIET, strokeWidth=1)
    return [
        bar(rows.band, "sayClass", look.CLASS),
        nought.encode(y=defined(datum=0, scale=scale("growth"))),
        bar(rows.needed, left, look.NEEDED),
        bar(rows.past, recorded, look.RECORD, "end:Q"),
        bar(rows.targets, asked, look.TARGET),
        telling(rows.slogan, said, "rule", clip=True, **dashed).encode(x=x, x2="end:Q", y=y),
    ]


def _line(own: Chart) -> list[Any]:
    """The growth set on the page, a step a year on a white ground."""
    told = tell("explorer.tip.year", what=tell("explorer.key.own"), year="datum.x", rate="datum.rate")
    place = {"x": defined("x0:Q", scale=scale("record")), "x2": "x:Q", "y": _growth()}
    return [
        own.marked("rule", clip=True, color=look.PAPER, strokeWidth=6).encode(**place),
        telling(own, told, "rule", clip=True, color=OWN, strokeWidth=3).encode(**place),
    ]


def _numbers(rows: _Rows) -> list[Any]:
    """The growth of bars and line in figures, above or below as there is room."""

    def words(data: Any, text: str, ink: str, at: str = "x:Q", **where: Any) -> Any:
        mark = data.calculate(text=percent_either(text)).marked(
            "text", fontSize=12, color=ink, clip=False, **where
        )
        return mark.encode(x=defined(at, scale=scale("record")), y=_growth(), text="text:N")

    records = rows.past.where("datum.kind === 'record' && datum.named")
    above = rows.past.where("datum.kind === 'year' && datum.above")
    below = rows.past.where("datum.kind === 'year' && !datum.above")
    last = rows.own.where("datum.x === year")
    lower = expression("rates[slot] < neededAfter ? -12 : 15")
    return [
        words(records, "datum.middle", look.RECORD, dy=15, align="left"),
        words(rows.slogan, "datum.middle", look.SLOGAN, dy=-9, align="left"),
        words(rows.needed, "datum.middle", look.NEEDED_INK, at="x2:Q", dy=lower, dx=-2, align="right"),
        words(above, "datum.middle", look.RECORD, at="end:Q", dy=-12, align="right"),
        words(below, "datum.middle", look.RECORD, at="end:Q", dy=15, align="right"),
        words(last, "datum.rate", OWN, dx=5, align="left", fontWeight="bold"),
    ]
