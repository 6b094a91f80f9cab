"""How wide the columns of a table are, from what stands in them: no narrow column of broken words beside an empty one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from forecasting._appendix.blocks import plain_text
from forecasting.charts.fonts import advances

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting._appendix.blocks import Table

__all__ = ["SIZE", "SMALL", "TEXT_CM", "apart", "column_widths", "cramped", "needed_lines"]

_PADDING = 8.5  # points at both sides of a cell together
_APART = 5.0  # more where figures that end a column meet the words that begin the next
_NOTE = 0.9  # of the type size: a raised number after the text
_HEAD_LINES = 2  # a heading may take this many lines before it widens its column
_SHORT = 9  # a text of up to so many characters should stay on one line,
_TORN = 0.3  # and costs this share of a line for each break in it
_RAGGED = 1.05
_ROWS = 100
_ROUNDS = 30
_CUT = 24  # letters after which a long code may break, as it does in print
_POINTS_PER_CM = 72 / 2.54


TEXT_CM = 15.8  # between the margins of an A4 page
SIZE, SMALL = 8.5, 8.0  # of type in tables on paper, points


@lru_cache(maxsize=1 << 14)
def _ems(text: str, weight: str) -> float:
    """How wide a text is, in type sizes; most words of a document come again, and so do its tables in other formats."""
    known = advances(weight)
    return sum([known.get(letter, 1.0) for letter in text])


def _width(text: str, points: float, weight: str = "normal") -> float:
    return points * _ems(text, weight)


def _words(text: str) -> Iterator[str]:
    """The pieces a line can break between: Western words, and single Chinese characters with their punctuation."""
    for word in re.split(r"[ \n\u200b]|(?<=[-—/])", text):
        for piece in re.findall(r"[^\u2e80-\uffef]+|[（《“‘]?[\u2e80-\uffef][，。；：、）》”’％]*", word):
            yield piece[:_CUT]


def apart(block: Table, place: int) -> bool:
    """Whether a column needs more air before it: the one before ends in figures, it begins with words."""
    return place > 0 and block.columns[place - 1].align == "right" != block.columns[place].align


@lru_cache(maxsize=128)
def _extents(block: Table, points: float) -> tuple[tuple[float, float], ...]:
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
        padding = _PADDING + (_APART if apart(block, place) else 0)
        least = max([*words, *head, 2 * points]) + padding
        wish = max([*lines, *head, whole / _HEAD_LINES + (points if whole > 4 * points else 0)], default=0.0)
        # A heading of up to four characters stays on one line.
        wish = max(wish, min(whole, 4.5 * points)) + padding
        found.append((least, max(least, wish)))
    return tuple(found)


@lru_cache(maxsize=128)
def column_widths(block: Table, points: float, centimetres: float) -> tuple[float, ...]:
    """Widths of the columns of a table.

    Args:
        block: the table; what stands in it decides, its columns' shares do not.
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
        return tuple(wish * (1 + spare) / _POINTS_PER_CM for wish in wishes)
    total = sum(least for least, _ in extents)
    if total >= room:
        return tuple(least / total * centimetres for least, _ in extents)
    share = (room - total) / (sum(wishes) - total)
    start = [least + share * (wish - least) for least, wish in extents]
    return tuple(width / _POINTS_PER_CM for width in _settled(block, points, start, extents))


def cramped(block: Table, points: float, centimetres: float) -> bool:
    """Whether even the longest words of all columns have no room beside one another and must be broken."""
    return sum(least for least, _ in _extents(block, points)) >= centimetres * _POINTS_PER_CM


def _settled(
    block: Table, points: float, start: list[float], extents: tuple[tuple[float, float], ...]
) -> list[float]:
    """The widths after room was passed from column to column for as long as the table gets lower or looks better."""
    import numpy as np

    padding = np.array([_PADDING + (_APART if apart(block, place) else 0) for place in range(len(start))])
    head = [[_width(column.label, points, "bold") for column in block.columns]]
    step = len(block.rows) // _ROWS + 1  # a long table is judged by some of its rows
    body = [[_width(plain_text(one), points) for one in row.cells] for row in block.rows[::step]]
    texts = np.array(head + body)
    short = np.where(texts < _SHORT * points, _TORN, 0.05)

    def lines(widths: Any) -> Any:
        room = np.maximum(widths - padding, 1.0)
        # Lines are never filled to their end.
        return np.where(texts <= room, 1.0, np.ceil(texts * _RAGGED / room))

    def cost(taken: Any) -> Any:
        return taken.max(axis=-1).sum(axis=-1) + ((taken - 1) * short).sum(axis=(-1, -2))

    least = np.array([one for one, _ in extents])
    widths = np.array(start)
    pairs = [(one, other) for one in range(len(start)) for other in range(len(start)) if one != other]
    givers, takers = np.array(pairs).T
    place = np.arange(len(pairs))
    for passed in (24.0, 9.0, 3.0):
        for _ in range(_ROUNDS):
            now = lines(widths)
            tried = np.repeat(now[None], len(pairs), axis=0)
            tried[place, :, givers] = lines(widths - passed).T[givers]
            tried[place, :, takers] = lines(widths + passed).T[takers]
            costs = np.where(widths[givers] - passed >= least[givers], cost(tried), np.inf)
            best = int(costs.argmin())
            if costs[best] >= cost(now) - 1e-9:
                break
            widths[givers[best]] -= passed
            widths[takers[best]] += passed
    return [float(width) for width in widths]


def needed_lines(text: str, points: float, centimetres: float) -> float:
    """About how many lines a text takes in a column, at least one for each of its own."""
    room = centimetres * _POINTS_PER_CM
    return sum(max(1.0, _width(line, points) / room) for line in text.split("\n"))
