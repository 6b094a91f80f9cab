"""The two-way table as a picture: rows or a frame in, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.cells import (
    CELL_HEIGHT,
    CELL_WIDTH,
    HEAD_WIDTH,
    corner,
    table_of,
)
from forecasting.charts.given import aimed_at, read, spoken
from forecasting.charts.grammar import defined, layer, options
from forecasting.charts.two_way_heads import heads
from forecasting.charts.verdicts import CROSS
from forecasting.words import percent, say, short

if TYPE_CHECKING:
    from forecasting.charts.cells import CellGrid
    from forecasting.charts.grammar import Chart, Datum, Spec, View

__all__ = ["two_way"]

HATCH = 9.0
MET, MISSED = "#cfe5dd", look.PAPER
NEEDED = (
    *("label", "unit", "split", "by", "goal", "side", "outcome", "outcome_growth", "outcome_kind"),
    *("later", "later_kind", "level", "met", "margin", "needed", "sentence"),
)


def two_way(rows: Any, *, language: str | None = None) -> Any:
    """The two-way table: level in the goal's year by first outcome and later growth, met or not by tone, sign and hatch.

    Args:
        rows: `fc.two_way(result, indicator)`, or its plain rows.
        language: "en" or "zh"; None takes that of the frame, which plain rows do not know: then "en".

    Returns:
        An Altair chart: outcomes down (the lowest below), later growth across, the growth that is just enough on the
        right; a heavy line parts what is met from what is not.

    Raises:
        ForecastingError: a column is missing.
    """
    from forecasting.ask.seek import TwoWayRow

    language = spoken(rows, language)
    found = read(rows, TwoWayRow, "two-way", NEEDED)
    if not found:
        return look.nothing(language, reason=say("seek.chart.nothing_two_way", language))
    first, table = found[0], table_of(found, language)
    width, height = table.right + CELL_WIDTH, table.foot + 36
    x: Spec = {"scale": options(domain=[0, width], nice=False), "axis": None}
    y: Spec = {"scale": options(domain=[height, 0], nice=False), "axis": None}
    title = say(
        "seek.chart.two_way",
        language,
        label=first.label,
        by=first.by,
        split=first.split,
        aim=aimed_at(first, language),
    )
    return layer(*_Canvas(x, y).layers(table), width=width, height=height, title=title)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Marks placed by pixels from the top left; `x` and `y` are the parts of those channels."""

    x: Spec
    y: Spec

    def layers(self, table: CellGrid) -> list[View]:
        """The cells with their hatch, what stands in them and round them, and the line between met and unmet."""
        boxes = look.drawing(_boxes(table))
        key = look.drawing(_key(table))
        hatches = [
            line
            for (down, across), row in table.cells.items()
            if not row.met
            for line in _hatched(*corner(down, across))
        ]
        frontier = _frontier(table)
        return [
            self._grounds(boxes, table),
            *([self._rules(hatches, color="#e3e7eb", strokeWidth=1)] if hatches else []),
            self._signs(boxes, ("sign_x", "level_y"), table),
            self._signs(key, ("x", "y"), table),
            self._words(key, "state", ("text_x", "y"), fontSize=12, align="left"),
            self._words(boxes, "words", ("level_x", "level_y"), fontSize=13),
            self._words(boxes, "margin", ("level_x", "margin_y"), fontSize=10.5, color=look.QUIET),
            *(self._words(look.drawing(group), "text", ("x", "y"), **style) for group, style in heads(table)),
            *(
                [self._rules(frontier, color=look.INK, strokeWidth=2.4, strokeCap="square")]
                if frontier
                else []
            ),
        ]

    def _at(self, x: str, y: str) -> dict[str, Spec]:
        return {"x": defined(f"{x}:Q", **self.x), "y": defined(f"{y}:Q", **self.y)}

    def _grounds(self, boxes: Chart, table: CellGrid) -> View:
        tone = options(domain=list(table.states().values()), range=[MET, MISSED])
        return boxes.marked("rect", stroke=look.HAIR, strokeWidth=1).encode(
            **self._at("left", "top"),
            x2=defined("right:Q"),
            y2=defined("foot:Q"),
            fill=defined("state:N", title=None, scale=tone, legend=None),
            tooltip=defined("sentence:N", title=say("seek.chart.tip_says", table.language)),
        )

    def _rules(self, lines: list[Datum], **style: Any) -> View:
        rules = look.drawing(lines).marked("rule", **style)
        return rules.encode(**self._at("x", "y"), x2=defined("x2:Q"), y2=defined("y2:Q"))

    def _signs(self, of: Chart, at: tuple[str, str], table: CellGrid) -> View:
        shape = options(domain=list(table.states().values()), range=["circle", CROSS])
        points = of.marked("point", size=46, filled=True, color=look.INK, opacity=1)
        return points.encode(**self._at(*at), shape=defined("state:N", title=None, scale=shape, legend=None))

    def _words(self, of: Chart, field: str, at: tuple[str, str], **style: Any) -> View:
        mark = of.marked("text", **{"font": look.FONT, "baseline": "middle", "color": look.INK} | style)
        return mark.encode(**self._at(*at), text=f"{field}:N")


def _boxes(table: CellGrid) -> list[Datum]:
    """Each cell with its level and how far that is from the goal."""
    states, boxes = table.states(), []
    for (down, across), row in table.cells.items():
        left, top = corner(down, across)
        sign = "+" if row.margin >= 0.005 else ""
        boxes.append(
            {
                "left": left,
                "right": left + CELL_WIDTH,
                "top": top,
                "foot": top + CELL_HEIGHT,
                "level_x": left + CELL_WIDTH / 2 + 6,
                "level_y": top + 16,
                "margin_y": top + 32,
                "sign_x": left + 11,
                "words": short(row.level, table.language),
                "margin": sign + percent(row.margin, table.language, 0),
                "state": states[bool(row.met)],
                "sentence": row.sentence,
            }
        )
    return boxes


def _key(table: CellGrid) -> list[Datum]:
    """The key is drawn, as a legend would show either the tone or the sign, and the hatch neither way."""
    return [
        {
            "state": name,
            "x": HEAD_WIDTH + 11 + 150 * place,
            "text_x": HEAD_WIDTH + 24 + 150 * place,
            "y": table.foot + 22,
        }
        for place, name in enumerate(table.states().values())
    ]


def _hatched(left: float, top: float) -> list[Datum]:
    """Slanting lines inside one cell, from its foot and left side up to its top and right side."""
    lines = []
    reach = CELL_WIDTH + CELL_HEIGHT
    for place in range(1, int(reach // HATCH) + 1):
        shift = place * HATCH
        start = max(0.0, shift - CELL_HEIGHT)
        end = min(CELL_WIDTH, shift)
        if end > start:
            lines.append(
                {"x": left + start, "y": top + shift - start, "x2": left + end, "y2": top + shift - end}
            )
    return lines


def _frontier(table: CellGrid) -> list[Datum]:
    """The line between met and unmet cells, one stretch an edge."""
    lines = []
    for (down, across), row in table.cells.items():
        left, top = corner(down, across)
        right, below = table.cells.get((down, across + 1)), table.cells.get((down + 1, across))
        if right is not None and bool(right.met) != bool(row.met):
            x = left + CELL_WIDTH
            lines.append({"x": x, "x2": x, "y": top, "y2": top + CELL_HEIGHT})
        if below is not None and bool(below.met) != bool(row.met):
            y = top + CELL_HEIGHT
            lines.append({"x": left, "x2": left + CELL_WIDTH, "y": y, "y2": y})
    return lines
