"""How wide the columns of a table are, from what stands in them: no narrow column of broken words beside an empty one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting.annex.blocks import plain_text
from forecasting.charts.fonts import advances

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.annex.blocks import Table

__all__ = ["column_widths", "needed_lines"]

_PADDING = 9.0  # points at both sides of a cell together
_NOTE = 0.9  # of the type size: a raised number after the text
_HEAD_LINES = 2  # a heading may take this many lines before it widens its column
_CUT = 24  # letters after which a long code may break, as it does in print
_POINTS_PER_CM = 72 / 2.54


def _width(text: str, points: float, weight: str = "normal") -> float:
    known = advances(weight)
    return points * sum(known.get(letter, 1.0) for letter in text)


def _words(text: str) -> Iterator[str]:
    """The pieces a line can break between: Western words, and single Chinese characters with their punctuation."""
    for word in re.split(r"[ \n\u200b]|(?<=[-—/])", text):
        for piece in re.findall(r"[^\u2e80-\uffef]+|[（《“‘]?[\u2e80-\uffef][，。；：、）》”’％]*", word):
            yield piece[:_CUT]


def _extents(block: Table, points: float) -> list[tuple[float, float]]:
    """Least and wished-for width of each column, in points."""
    found = []
    for place, column in enumerate(block.columns):
        weight = "bold" if any(run.strong for row in block.rows for run in row.cells[place]) else "normal"
        cells = [row.cells[place] for row in block.rows]
        texts = [(plain_text(one), any(run.note for run in one)) for one in cells]
        lines = [
            _width(line, points, weight) + (_NOTE * points if noted else 0)
            for text, noted in texts
            for line in text.split("\n")
        ]
        words = [_width(word, points, weight) for text, _ in texts for word in _words(text)]
        head = [_width(word, points, "bold") for word in _words(column.label)]
        whole = _width(column.label, points, "bold")
        least = max([*words, *head, 2 * points]) + _PADDING
        wish = max([*lines, *head, whole / _HEAD_LINES + (points if whole > 4 * points else 0)], default=0.0)
        # A heading of up to four characters stays on one line.
        wish = max(wish, min(whole, 4.5 * points)) + _PADDING
        found.append((least, max(least, wish)))
    return found


def column_widths(block: Table, points: float, centimetres: float) -> list[float]:
    """Widths of the columns of a table.

    Args:
        block: the table; the columns' shares weigh how room is split between those that want more than there is.
        points: size of its type.
        centimetres: width of the table.

    Returns:
        Centimetres, which add up to the width of the table.
    """
    room = centimetres * _POINTS_PER_CM
    extents = _extents(block, points)
    wishes = [wish for _, wish in extents]
    if sum(wishes) <= room:
        spare = (room - sum(wishes)) / sum(wishes)
        return [wish * (1 + spare) / _POINTS_PER_CM for wish in wishes]
    if sum(least for least, _ in extents) >= room:
        total = sum(least for least, _ in extents)
        return [least / total * centimetres for least, _ in extents]
    fixed: dict[int, float] = {}
    while True:
        left = [place for place in range(len(extents)) if place not in fixed]
        rest = room - sum(fixed.values())
        weight = sum(block.columns[place].share for place in left) or 1.0
        fair = {place: rest * block.columns[place].share / weight for place in left}
        # Those that need more than their part are served first, then those content with less.
        tight = {place: extents[place][0] for place in left if fair[place] < extents[place][0]}
        easy = {place: extents[place][1] for place in left if extents[place][1] <= fair[place]}
        if not tight and not easy:
            fixed |= fair
            break
        fixed |= tight or easy
    return [fixed[place] / _POINTS_PER_CM for place in range(len(extents))]


def needed_lines(text: str, points: float, centimetres: float) -> float:
    """About how many lines a text takes in a column, at least one for each of its own."""
    room = centimetres * _POINTS_PER_CM
    return sum(max(1.0, _width(line, points) / room) for line in text.split("\n"))
