"""The chart of odds: a ruler from nought to certain with a bar for each annual target and for the goal."""

from __future__ import annotations

from typing import Any

from forecasting.charts import look
from forecasting.charts.grammar import defined, layer, options
from forecasting.judge.checks import IMPLAUSIBLE, OPEN, STRETCH
from forecasting.show.explorer.expressions import percent_either, tell, verdict
from forecasting.show.explorer.plotting import OWN, WIDTH, target_rows, telling, titled

__all__ = ["odds_chart"]

_ROW = 34
_STEPS = (
    (0.0, IMPLAUSIBLE, "#cfd4da"),
    (IMPLAUSIBLE, STRETCH, "#dde1e6"),
    (STRETCH, OPEN, "#eaedf0"),
    (OPEN, 1.0, "#f5f6f8"),
)


def odds_chart(most: int) -> Any:
    """A ruler from nought to certain with a bar for each annual target and for the goal."""
    rows = most + 1
    scale = options(domain=[0, 1], nice=False)
    axis = options(
        title=None,
        grid=False,
        values=[0, IMPLAUSIBLE, STRETCH, OPEN, 1],
        labelExpr=percent_either("datum.value", 0),
    )
    x = defined("low:Q", scale=scale, axis=axis)
    down = defined("row:Q", scale=options(domain=[rows - 0.5, -0.5], nice=False, zero=False), axis=None)
    ground = look.drawing([{"low": low, "high": high, "fill": fill} for low, high, fill in _STEPS])
    levels = " : ".join(f"datum.slot === {slot} ? oddsTarget{slot}" for slot in range(most))
    bars = [
        (
            target_rows(most).calculate(
                row="datum.slot", odds=f"{levels} : 0", name=_named("datum.year", "datum.level")
            ),
            look.TARGET,
            look.TARGET_INK,
        ),
        (
            look.drawing([{"one": 1}]).calculate(row=str(most), odds="oddsGoal", name=_named("year", "goal")),
            look.NEEDED_INK,
            look.NEEDED_INK,
        ),
    ]
    layers = [ground.marked("rect", opacity=1).encode(x=x, x2="high:Q", color=defined("fill:N", scale=None))]
    told = tell("explorer.tip.odds", goal="datum.name", odds="datum.text")
    for data, fill, ink in bars:
        known = data.where("modelled").calculate(
            low="0", text=tell("explorer.chart.odds_row", odds="datum.odds", verdict=_verdict())
        )
        layers += [
            telling(known, told, "bar", height=9, color=fill, yOffset=9, opacity=1).encode(
                x=x, x2="odds:Q", y=down
            ),
            known.calculate(low="min(0.99, datum.odds)")
            .marked("tick", color=OWN, thickness=3, height=15, yOffset=9, opacity=1)
            .encode(x=x, y=down),
            data.calculate(low="0.004")
            .marked("text", align="left", dy=-6, fontSize=12, color=ink)
            .encode(x=x, y=down, text="name:N"),
            known.calculate(low="0.996")
            .marked("text", align="right", dy=-6, fontSize=12, color=look.INK, fontWeight="bold")
            .encode(x=x, y=down, text="text:N"),
        ]
    return layer(*layers, width=WIDTH, height=_ROW * rows + 10, title=titled("odds"))


def _named(year: str, level: str) -> str:
    return tell("explorer.chart.odds_goal", year=year, level=level)


def _verdict() -> str:
    return verdict("datum.odds")
