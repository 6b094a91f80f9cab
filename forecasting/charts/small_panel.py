"""One small panel of the scenarios: the baseline's forecast, and upon it that of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.axes import level_axis, year_axis
from forecasting.charts.grammar import condition, defined, layer, options, value
from forecasting.charts.lettering import Lettering
from forecasting.words import say, short

if TYPE_CHECKING:
    from forecasting.charts.assessed import PlannedLevel, Spot
    from forecasting.charts.axes import Panel
    from forecasting.charts.course import Course
    from forecasting.charts.grammar import Chart, Spec, View

__all__ = ["SmallPanel", "wrapped"]

BAND = "#dfe3e8"


def wrapped(text: str, pixels: float, language: str, size: float = look.SIZE) -> list[str]:
    """Lines no wider than so many pixels; English breaks at spaces, Chinese anywhere but before punctuation."""
    glue = "" if language == "zh" else " "
    lines, line = [], ""
    for piece in text.split(" ") if glue else text:
        longer = f"{line}{glue}{piece}" if line else piece
        if line and look.width_of(longer, size) > pixels and piece not in "，。；：、）”》？！":
            lines.append(line)
            longer = piece
        line = longer
    return [*lines, line]


@dataclass(frozen=True, slots=True)
class SmallPanel:
    """One panel: the baseline, and the scenario on top of it where there is one.

    Attributes:
        name: of the run.
        own: what the scenario makes of the baseline; None in the baseline's own panel.
        years: first and last of all panels.
    """

    name: str
    base: Course
    own: Course | None
    panel: Panel
    years: tuple[int, int]
    language: str

    def drawn(self, *, axis: bool) -> View:
        """The panel, its levels written at the left where `axis` says so."""
        x, y = self._x(), self._y(written=axis)
        layers = [
            *self._lines(x, y),
            *self._goals(x, y),
            *self._labels(),
            self._pointed_at(x, y),
        ]
        return layer(
            *layers,
            width=self.panel.width,
            height=self.panel.height,
            title=options(
                text=wrapped(self.name, self.panel.width - 6, self.language, 13),
                subtitle=self._odds(),
                fontSize=13,
                subtitleFontSize=12,
                offset=6,
            ),
        )

    def _x(self) -> Spec:
        x = year_axis(self.panel, self.language, list(self.years))
        x["axis"]["title"] = None
        return x

    def _y(self, *, written: bool) -> Spec:
        y = level_axis(self.panel, "", self.language)
        # A number at the very top would push this panel's title above its neighbours'.
        y["axis"]["values"] = [one for one in y["axis"]["values"] if self.panel.down(one) > 8]
        if not written:
            y["axis"] |= options(labels=False, ticks=False, domain=False)
        return y

    def _lines(self, x: Spec, y: Spec) -> list[View]:
        """The range and median of the baseline, below those of the scenario."""

        def line(of: list[Spot], **style: Any) -> Chart:
            chart = look.drawing([{"year": year, "level": level} for year, level in of])
            return chart.marked("line", **style).encode(x=defined("year:Q", **x), y=defined("level:Q", **y))

        band = [{"year": one.year, "low": one.lower80, "high": one.upper80} for one in self.base.path]
        area = look.drawing(band).marked("area", color=BAND, opacity=1)
        layers: list[View] = [
            area.encode(x=defined("year:Q", **x), y=defined("low:Q", **y), y2=defined("high:Q")),
            line(self.base.medians(), color=look.BASELINE, strokeWidth=2),
        ]
        if self.own is not None:
            layers += [
                line(end, color=look.TARGET_INK, strokeWidth=1, strokeDash=[4, 3])
                for end in self.own.bounds()
            ]
            layers.append(line(self.own.medians(), color=look.TARGET, strokeWidth=2.5))
        return layers

    def _aims(self) -> list[PlannedLevel]:
        """The baseline's goal, and that of the scenario where it is another."""
        goals = [one.goal for one in (self.base, self.own) if one is not None and one.goal is not None]
        moved = self.own is None or self.own.goal != self.base.goal
        return goals if moved else goals[:1]

    def _goals(self, x: Spec, y: Spec) -> list[View]:
        aims = self._aims()
        if not aims:
            return []
        rows = [
            {
                "year": aim.year,
                "level": aim.level,
                "side": aim.side,
                "own": aim is not self.base.goal,
                "filled": aim is aims[-1],
            }
            for aim in aims
        ]
        squares = look.drawing(rows).marked(
            "point", shape="square", size=70, opacity=1, strokeWidth=2, stroke=look.NEEDED_INK
        )
        fill = condition("datum.filled", value(look.NEEDED_INK), value(look.PAPER))
        return [squares.encode(x=defined("year:Q", **x), y=defined("level:Q", **y), fill=fill)]

    def _labels(self) -> list[View]:
        """Labels of the goal and of where each median ends."""
        lettering = Lettering(self.panel)
        aims = self._aims()
        for left in aims[:-1]:
            lettering.avoid((left.year, left.level))
        for goal in aims[-1:]:
            text = say(
                "comparison.chart.goal", self.language, year=goal.year, level=goal.level, sign=goal.sign
            )
            lettering.point((goal.year, goal.level), text, look.NEEDED_INK, "right")
        end = (self.own or self.base).path[-1]
        # What the number is, the first panel says.
        if self.own is not None:
            text = short(end.median, self.language)
            lettering.point((end.year, end.median), text, look.TARGET_INK, "right", 1.0)
        else:
            text = say("comparison.chart.median", self.language, level=end.median)
            lettering.point((end.year, end.median), text, look.BASELINE, "right", 1.0)
            text = say("comparison.chart.range", self.language)
            lettering.point((end.year, end.upper80), text, look.QUIET, "right", 1.0)
        lettering.keep_clear(self.base.medians())
        if self.own is not None:
            for line in (self.own.medians(), *self.own.bounds()):
                lettering.keep_clear(line)
        return lettering.layers(grounds=True)

    def _pointed_at(self, x: Spec, y: Spec) -> View:
        """What the pointer is told of a year, and what the table behind the chart holds: both medians."""
        base = dict(self.base.medians())
        own = dict(self.own.medians()) if self.own is not None else {}
        rows = [
            {
                "own": own.get(year),
                "year": year,
                "base": base.get(year),
                "level": own.get(year) or base.get(year),
            }
            for year in {**base, **own}
        ]
        told = [
            defined("year:Q", title=say("charts.axis_year", self.language), format="d"),
            defined("base:Q", title=say("comparison.chart.baseline", self.language), format=".4~g"),
        ]
        if self.own is not None:
            told.append(defined("own:Q", title=self.name, format=".4~g"))
        points = look.drawing(rows).marked("point", size=120, opacity=0, filled=True)
        return points.encode(x=defined("year:Q", **x), y=defined("level:Q", **y), tooltip=told)

    def _odds(self) -> str:
        """The odds of the goal, where the scenario is another one before and after."""
        old, new = self.base.odds, self.own.odds if self.own is not None else self.base.odds
        if new is None or old is None:
            return say("comparison.chart.no_odds", self.language)
        if self.own is None:
            return say("comparison.chart.odds_alone", self.language, odds=old)
        return say("comparison.chart.odds_pair", self.language, old=old, new=new)
