"""The two-way table as a picture: rows or a frame in, nothing computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import defined, layer, options
from forecasting.charts.seek import aimed_at, listed, spoken
from forecasting.charts.verdicts import CROSS
from forecasting.words import percent, say, short, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["two_way"]

CELL_WIDTH, CELL_HEIGHT = 84.0, 44.0
HEAD_WIDTH, HEAD_HEIGHT = 128.0, 52.0
HATCH = 9.0
SMALL = 11.0
MET, MISSED = "#cfe5dd", look.PAPER
COLUMNS = (
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
    language = spoken(rows, language)
    found = listed(rows, COLUMNS, "two-way")
    if not found:
        return look.nothing(language, reason=say("seek.chart.nothing_two_way", language))
    first = found[0]
    outcomes = sorted({row["outcome"] for row in found}, reverse=True)
    later = sorted({row["later"] for row in found})
    cells = {(outcomes.index(row["outcome"]), later.index(row["later"])): row for row in found}
    width = HEAD_WIDTH + CELL_WIDTH * (len(later) + 1)
    foot = HEAD_HEIGHT + CELL_HEIGHT * len(outcomes)
    height = foot + 36
    x: Any = {"scale": options(domain=[0, width], nice=False), "axis": None}
    y: Any = {"scale": options(domain=[height, 0], nice=False), "axis": None}

    boxes, hatches = [], []
    names = {met: say(f"seek.chart.{'met' if met else 'missed'}", language) for met in (True, False)}
    for (down, across), row in sorted(cells.items()):
        left, top = HEAD_WIDTH + CELL_WIDTH * across, HEAD_HEIGHT + CELL_HEIGHT * down
        sign = "+" if row["margin"] >= 0.005 else ""
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
                "words": short(row["level"], language),
                "margin": sign + percent(row["margin"], language, 0),
                "state": names[bool(row["met"])],
                "sentence": row["sentence"],
            }
        )
        if not row["met"]:
            hatches += _hatched(left, top)
    tone = options(domain=list(names.values()), range=[MET, MISSED])
    shape = options(domain=list(names.values()), range=["circle", CROSS])
    base = look.drawing(boxes)
    # The key is drawn, as a legend would show either the tone or the sign, and the hatch neither way.
    key = [
        {
            "state": name,
            "x": HEAD_WIDTH + 11 + 150 * place,
            "text_x": HEAD_WIDTH + 24 + 150 * place,
            "y": foot + 22,
        }
        for place, name in enumerate(names.values())
    ]

    def words(of: Any, field: str, at: tuple[str, str], **style: Any) -> Any:
        mark = of.marked("text", **{"font": look.FONT, "baseline": "middle", "color": look.INK} | style)
        return mark.encode(x=defined(f"{at[0]}:Q", **x), y=defined(f"{at[1]}:Q", **y), text=f"{field}:N")

    heads = _heads(outcomes, later, cells, language)
    layers: list[Any] = [
        base.marked("rect", stroke=look.HAIR, strokeWidth=1).encode(
            x=defined("left:Q", **x),
            x2=defined("right:Q"),
            y=defined("top:Q", **y),
            y2=defined("foot:Q"),
            fill=defined("state:N", title=None, scale=tone, legend=None),
            tooltip=defined("sentence:N", title=say("seek.chart.tip_says", language)),
        )
    ]
    if hatches:
        layers.append(
            look.drawing(hatches)
            .marked("rule", color="#e3e7eb", strokeWidth=1)
            .encode(x=defined("x:Q", **x), x2=defined("x2:Q"), y=defined("y:Q", **y), y2=defined("y2:Q"))
        )
    layers += [
        *(
            of.marked("point", size=46, filled=True, color=look.INK, opacity=1).encode(
                x=defined(f"{left_at}:Q", **x),
                y=defined(f"{top_at}:Q", **y),
                shape=defined("state:N", title=None, scale=shape, legend=None),
            )
            for of, left_at, top_at in ((base, "sign_x", "level_y"), (look.drawing(key), "x", "y"))
        ),
        words(look.drawing(key), "state", ("text_x", "y"), fontSize=12, align="left"),
        words(base, "words", ("level_x", "level_y"), fontSize=13),
        words(base, "margin", ("level_x", "margin_y"), fontSize=10.5, color=look.QUIET),
        *(words(look.drawing(group), "text", ("x", "y"), **style) for group, style in heads),
    ]
    frontier = _frontier(outcomes, later, cells)
    if frontier:
        layers.append(
            look.drawing(frontier)
            .marked("rule", color=look.INK, strokeWidth=2.4, strokeCap="square")
            .encode(x=defined("x:Q", **x), x2=defined("x2:Q"), y=defined("y:Q", **y), y2=defined("y2:Q"))
        )
    title = say(
        "seek.chart.two_way",
        language,
        label=first["label"],
        by=first["by"],
        split=first["split"],
        aim=aimed_at(first, language, str(first["unit"])),
    )
    return layer(*layers, width=width, height=height, title=title)


def _hatched(left: float, top: float) -> list[dict[str, float]]:
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


def _heads(
    outcomes: list[float],
    later: list[float],
    cells: Mapping[tuple[int, int], Mapping[str, Any]],
    language: str,
) -> list[tuple[list[dict[str, Any]], dict[str, Any]]]:
    """The words round the table: later growth above, outcomes on the left, what is just enough on the right."""
    first = cells[0, 0]
    unit = unit_name(str(first["unit"]), language)
    right = HEAD_WIDTH + CELL_WIDTH * (len(later) + 0.5)
    bold: list[dict[str, Any]] = []
    quiet: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    small: list[dict[str, Any]] = []
    corner = say("seek.chart.outcome", language, split=first["split"])
    one = first["by"] - first["split"] == 1
    across = say(
        f"seek.chart.later{'_one' if one else ''}", language, first=first["split"] + 1, by=first["by"]
    )
    middle = HEAD_WIDTH + CELL_WIDTH * len(later) / 2
    quiet.append({"x": middle, "y": 6.0, "text": across})
    small.append(
        {"x": HEAD_WIDTH - 10, "y": 34.0, "text": say("charts.with_unit", language, label=corner, unit=unit)}
    )
    quiet.append({"x": right, "y": 34.0, "text": say("seek.chart.needed", language)})
    for place, rate in enumerate(later):
        x = HEAD_WIDTH + CELL_WIDTH * (place + 0.5)
        bold.append({"x": x, "y": 26.0, "text": percent(rate, language)})
        kind = cells[0, place]["later_kind"]
        text = say(f"seek.chart.later_kind.{kind}", language)
        if text:
            quiet.append({"x": x, "y": 42.0, "text": text})
    anchor = next(
        (row["outcome"] for row in cells.values() if row["outcome_kind"] in ("target", "even")), None
    )
    for place, outcome in enumerate(outcomes):
        row = cells[place, 0]
        y = HEAD_HEIGHT + CELL_HEIGHT * place
        share = percent(outcome / anchor, language, 0) if anchor else ""
        kind = say(f"seek.chart.outcome_kind.{row['outcome_kind']}", language, share=share)
        rows.append({"x": HEAD_WIDTH - 10, "y": y + 15, "text": short(outcome, language)})
        grown = percent(row["outcome_growth"], language)
        small.append({"x": HEAD_WIDTH - 10, "y": y + 32, "text": f"{kind} · {grown}"})
        bold.append({"x": right, "y": y + CELL_HEIGHT / 2, "text": percent(row["needed"], language)})
    plain = {"fontSize": 12.5}
    return [
        (bold, {**plain, "align": "center"}),
        (rows, {**plain, "align": "right"}),
        (quiet, {"fontSize": SMALL, "align": "center", "color": look.QUIET}),
        (small, {"fontSize": SMALL, "align": "right", "color": look.QUIET}),
    ]


def _frontier(
    outcomes: list[float], later: list[float], cells: Mapping[tuple[int, int], Mapping[str, Any]]
) -> list[dict[str, float]]:
    """The line between met and unmet cells, one stretch an edge."""
    lines = []
    for down in range(len(outcomes)):
        for across in range(len(later)):
            here = bool(cells[down, across]["met"])
            left, top = HEAD_WIDTH + CELL_WIDTH * across, HEAD_HEIGHT + CELL_HEIGHT * down
            if across + 1 < len(later) and bool(cells[down, across + 1]["met"]) != here:
                x = left + CELL_WIDTH
                lines.append({"x": x, "x2": x, "y": top, "y2": top + CELL_HEIGHT})
            if down + 1 < len(outcomes) and bool(cells[down + 1, across]["met"]) != here:
                y = top + CELL_HEIGHT
                lines.append({"x": left, "x2": left + CELL_WIDTH, "y": y, "y2": y})
    return lines
