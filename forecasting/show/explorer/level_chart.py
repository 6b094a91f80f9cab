"""The chart of levels on a log axis: history, ranges of the forecast, the path set on the page, target and goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import Chart, condition, defined, layer, options, value
from forecasting.show.explorer.expressions import number_either, short_either, tell
from forecasting.show.explorer.plotting import (
    OWN,
    WIDTH,
    expression,
    forecast_rows,
    level_told,
    scale,
    target_rows,
    telling,
    titled,
    years,
)
from forecasting.words import SHORT

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasting.show.explorer.survey import Survey

__all__ = ["FAN", "level_chart", "level_writer"]

FAN = {"95": "#dce6ef", "80": "#b4cadd"}
_HEIGHT = 300
# Goal and path stand at the right of the last year and give way to each other.
_GAP = f"log(end / goal) / log(subject.level[1] / subject.level[0]) * {_HEIGHT}"
_PUSH = f"(end >= goal ? 1 : -1) * max(0, 17 - abs({_GAP})) / 2"


def level_writer(found: Survey) -> Callable[[str], str]:
    """How levels are written: short where one of them can be as large as that."""
    largest = max(subject.ranges["level"][1] for subject in found.subjects)
    return short_either if largest >= SHORT["zh"][-1][0] else number_either


def level_chart(longest: int, most: int, level: Callable[[str], str]) -> Any:
    """Level on a log axis: history, ranges, the path, target and goal."""
    x = years("plan")
    axis = options(title=None, tickCount=6, labelExpr=level("datum.value"), labelOverlap=True)
    y = defined("low:Q", scale=scale("level", type="log"), axis=axis)
    slots = forecast_rows(longest, 0)
    layers = []
    for share, fill in FAN.items():
        wide = f"quantiles[here.kinds[max(0, datum.slot - 1)]]['{share}'] * here.scales[datum.slot - 1]"
        fan = slots.where("modelled").calculate(
            spread=f"datum.x === here.start ? 0 : {wide}",
            low="exp(datum.loc - datum.spread)",
            high="exp(datum.loc + datum.spread)",
        )
        layers.append(fan.marked("area", clip=True, color=fill, opacity=1).encode(x=x, y=y, y2="high:Q"))
    corners = (
        look.drawing([{"corner": 0}, {"corner": 1}, {"corner": 2}])
        .calculate(
            x="[here.start, target ? target[0] : null, year][datum.corner]",
            low="[here.base, target ? target[1] : null, goal][datum.corner]",
        )
        .where("isValid(datum.x)")
    )
    path = slots.calculate(low="exp(datum.loc)")
    points = Chart({"name": "points"}).where("datum.set === here.marks && datum.x >= subject.plan[0]")
    end = path.where("datum.x === year")
    once = look.drawing([{"one": 1}]).calculate(x="year", low="goal")
    targets = target_rows(most).calculate(x="datum.year", low="datum.level")
    plain_x = defined("x:Q", scale=scale("plan"))

    def words(data: Any, text: str, ink: str, **where: Any) -> Any:
        mark = data.calculate(text=text).marked("text", fontSize=12, color=ink, **where)
        return mark.encode(x=plain_x, y=y, text="text:N")

    recorded = f"datum.printed ? {tell('explorer.key.printed')} : {tell('explorer.key.implied')}"
    inside = condition("datum.printed", value(look.RECORD), value(look.PAPER))
    layers += [
        corners.marked("line", clip=True, color=look.NEEDED_INK, strokeWidth=2.5, strokeDash=[7, 4]).encode(x=x, y=y),
        points.marked("line", clip=True, color=look.RECORD, strokeWidth=1, strokeDash=[2, 3]).encode(x=x, y=y),
        path.marked("line", clip=True, color=look.PAPER, strokeWidth=5).encode(x=x, y=y),
        path.marked("line", clip=True, color=OWN, strokeWidth=2.5).encode(x=x, y=y),
        telling(path, level_told(tell("explorer.tip.path")), "point",
            clip=True, size=120, filled=True, opacity=0,
        ).encode(x=x, y=y),
        telling(points, level_told(recorded), "point",
            size=60, strokeWidth=2, stroke=look.RECORD, opacity=1,
        ).encode(x=x, y=y, fill=inside),
        telling(targets, level_told(tell("explorer.tip.target")), "point",
            clip=True, filled=True, shape="diamond", size=140, color=look.TARGET, opacity=1,
            stroke=look.PAPER, strokeWidth=1,
        ).encode(x=x, y=y),
        telling(once, level_told(tell("explorer.key.goal")), "point",
            clip=True, filled=True, shape="square", size=130, color=look.NEEDED_INK, opacity=1,
            stroke=look.PAPER, strokeWidth=1,
        ).encode(x=x, y=y),
        words(points, level("datum.low"), look.RECORD, dy=-14, dx=3, align="right"),
        words(targets, level("datum.low"), look.TARGET_INK, dy=17, align="left"),
        words(
            once, f"sign + ' ' + {level('goal')}", look.NEEDED_INK, dx=11, dy=expression(f"{_PUSH}"), align="left",
        ),
        words(end, level("datum.low"), OWN, dx=11, dy=expression(f"-({_PUSH})"), align="left", fontWeight="bold"),
    ]  # fmt: skip
    title = titled("level", label="subject.label[language]", unit="subject.unit[language]")
    return layer(*layers, width=WIDTH, height=_HEIGHT, title=title)
