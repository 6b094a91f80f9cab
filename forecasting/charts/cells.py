"""The cells of a two-way table, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.ask.seek import TwoWayRow

__all__ = ["CELL_HEIGHT", "CELL_WIDTH", "HEAD_HEIGHT", "HEAD_WIDTH", "CellGrid", "corner", "table_of"]

CELL_WIDTH, CELL_HEIGHT = 84.0, 44.0
HEAD_WIDTH, HEAD_HEIGHT = 128.0, 52.0  # pixels


@dataclass(frozen=True, slots=True)
class CellGrid:
    """The cells by row and column: outcomes down (the lowest below), later growth across."""

    outcomes: list[float]
    later: list[float]
    cells: dict[tuple[int, int], TwoWayRow]
    language: str

    @property
    def right(self) -> float:
        """Where the cells end, pixels."""
        return HEAD_WIDTH + CELL_WIDTH * len(self.later)

    @property
    def foot(self) -> float:
        """Where the cells end, pixels."""
        return HEAD_HEIGHT + CELL_HEIGHT * len(self.outcomes)

    def states(self) -> dict[bool, str]:
        """What a cell that meets the goal is called, and one that does not."""
        return {met: say(f"seek.chart.{'met' if met else 'missed'}", self.language) for met in (True, False)}


def corner(down: int, across: int) -> tuple[float, float]:
    """Left and top of a cell, pixels."""
    return HEAD_WIDTH + CELL_WIDTH * across, HEAD_HEIGHT + CELL_HEIGHT * down


def table_of(rows: list[TwoWayRow], language: str) -> CellGrid:
    """The rows as a table."""
    outcomes = sorted({row.outcome for row in rows}, reverse=True)
    later = sorted({row.later for row in rows})
    cells = {(outcomes.index(row.outcome), later.index(row.later)): row for row in rows}
    return CellGrid(outcomes, later, dict(sorted(cells.items())), language)
