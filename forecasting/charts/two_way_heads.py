"""The words round a two-way table: what stands across and down, and what is just enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.charts import look
from forecasting.charts.cells import CELL_HEIGHT, CELL_WIDTH, HEAD_WIDTH, corner
from forecasting.words import percent, say, short, unit_name

if TYPE_CHECKING:
    from forecasting.charts.cells import CellGrid
    from forecasting.charts.grammar import Datum, Spec

__all__ = ["heads"]

SMALL = 11.0


def heads(table: CellGrid) -> list[tuple[list[Datum], Spec]]:
    """The words round the table: later growth above, outcomes on the left, what is just enough on the right."""
    rates, kinds = _above(table)
    levels, growths = _beside(table)
    needed = [
        _word(
            table.right + CELL_WIDTH / 2,
            corner(down, 0)[1] + CELL_HEIGHT / 2,
            percent(table.cells[down, 0].needed, table.language),
        )
        for down in range(len(table.outcomes))
    ]
    small = {"fontSize": SMALL, "color": look.QUIET}
    return [
        ([*rates, *needed], {"fontSize": 12.5, "align": "center"}),
        (levels, {"fontSize": 12.5, "align": "right"}),
        ([*_titles(table), *kinds], {**small, "align": "center"}),
        ([_title_of_outcomes(table), *growths], {**small, "align": "right"}),
    ]


def _word(x: float, y: float, text: str) -> Datum:
    return {"x": x, "y": y, "text": text}


def _titles(table: CellGrid) -> list[Datum]:
    """What stands across, and what the column at the right is."""
    first, language = table.cells[0, 0], table.language
    one = first.by - first.split == 1
    across = say(f"seek.chart.later{'_one' if one else ''}", language, first=first.split + 1, by=first.by)
    return [
        _word(HEAD_WIDTH + CELL_WIDTH * len(table.later) / 2, 6.0, across),
        _word(table.right + CELL_WIDTH / 2, 34.0, say("seek.chart.needed", language)),
    ]


def _title_of_outcomes(table: CellGrid) -> Datum:
    first, language = table.cells[0, 0], table.language
    label = say("seek.chart.outcome", language, split=first.split)
    text = say("charts.with_unit", language, label=label, unit=unit_name(first.unit, language))
    return _word(HEAD_WIDTH - 10, 34.0, text)


def _above(table: CellGrid) -> tuple[list[Datum], list[Datum]]:
    """The later growths, and what each of them is where it is a known one."""
    rates, kinds = [], []
    for across, rate in enumerate(table.later):
        x = HEAD_WIDTH + CELL_WIDTH * (across + 0.5)
        rates.append(_word(x, 26.0, percent(rate, table.language)))
        kind = say(f"seek.chart.later_kind.{table.cells[0, across].later_kind}", table.language)
        if kind:
            kinds.append(_word(x, 42.0, kind))
    return rates, kinds


def _beside(table: CellGrid) -> tuple[list[Datum], list[Datum]]:
    """The outcomes, and below each what it is and the growth that leads to it."""
    known = (row.outcome for row in table.cells.values() if row.outcome_kind in ("target", "even"))
    anchor, language = next(known, None), table.language
    levels, growths = [], []
    for down, outcome in enumerate(table.outcomes):
        row, top = table.cells[down, 0], corner(down, 0)[1]
        share = percent(outcome / anchor, language, 0) if anchor else ""
        kind = say(f"seek.chart.outcome_kind.{row.outcome_kind}", language, share=share)
        levels.append(_word(HEAD_WIDTH - 10, top + 15, short(outcome, language)))
        grown = percent(row.outcome_growth, language)
        growths.append(_word(HEAD_WIDTH - 10, top + 32, f"{kind} · {grown}"))
    return levels, growths
