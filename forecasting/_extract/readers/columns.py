"""Tables without strokes: lines whose pieces stand in columns."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from forecasting._extract.readers.layout import SpannedCell, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._extract.readers.printed_lines import PrintedLine, Segment

__all__ = ["blocks", "grid_of"]

_NUMBER = re.compile(r"[-+−–—(（]?[0-9][0-9,，. ]*[%％)）]?|[-–—…*]+")


def blocks(lines: Sequence[PrintedLine]) -> Iterator[tuple[int, PrintedLine | list[PrintedLine]]]:
    """Lines of text one by one, and lines of a table together, each with the place of its first line."""
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end:
            yield at, list(lines[at:end])
            at = end
        else:
            yield at, lines[at]
            at += 1


def _table_end(lines: Sequence[PrintedLine], at: int) -> int:
    """Where the table that begins here ends; 0 where none does."""
    if lines[at].table or len(lines[at].segments) < 2:
        return 0
    end = last = at
    while end < len(lines):
        line = lines[end]
        gap = lines[end - 1].bottom - line.top if end > at else 0.0
        if line.table or gap > 3 * line.size or gap < -3 * line.size:
            break
        if len(line.segments) >= 2:
            last = end
        elif end - last > 1 or not _within_column(lines[at:end], line):
            break
        end += 1
    found = lines[at : last + 1]
    rows = [line for line in found if len(line.segments) >= 2]
    cells = [piece.text.strip() for row in rows for piece in row.segments]
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
    words = max(len(cell) for cell in cells)
    regular = Counter(len(row.segments) for row in rows).most_common(1)[0][1]
    most = max(len(row.segments) for row in rows)
    # In prose with wide spaces the pieces of different lines overlap; in a table they stand in columns.
    columns = len(_columns([piece for row in rows if len(row.segments) == most for piece in row.segments]))
    good = (
        len(rows) >= 2
        and columns == most
        and numbers >= 0.25 * len(cells)
        and regular >= 0.4 * len(rows)
        and words < 60
    )
    return last + 1 if good else 0


def _within_column(rows: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Whether a line is the rest of a cell above it."""
    one = line.segments[0]
    return any(
        piece.left - 2 <= one.right and one.left <= piece.right + 2 for piece in rows[-1].segments
    ) and (one.right - one.left < 0.6 * (max(row.right for row in rows) - min(row.left for row in rows)))


def grid_of(rows: Sequence[PrintedLine]) -> list[list[SpannedCell]]:
    """Cells by column; what reaches over several columns covers them."""
    most = max(len(row.segments) for row in rows)
    columns = _columns([piece for row in rows if len(row.segments) == most for piece in row.segments])
    grid: list[list[list[str]]] = []
    spans: list[dict[int, int]] = []
    for row in rows:
        if len(row.segments) == 1 and grid:
            first, _ = _place(row.segments[0], columns)
            if grid[-1][first]:
                grid[-1][first].append(row.segments[0].text)
                continue
        cells: list[list[str]] = [[] for _ in columns]
        wide: dict[int, int] = {}
        for piece in row.segments:
            first, count = _place(piece, columns)
            cells[first].append(piece.text)
            wide[first] = max(wide.get(first, 1), count)
        grid.append(cells)
        spans.append(wide)
    made = []
    for cells, wide in zip(grid, spans, strict=True):
        line: list[SpannedCell] = []
        at = 0
        while at < len(cells):
            count = wide.get(at, 1)
            texts = [text for place in range(at, at + count) for text in cells[place]]
            line.append(SpannedCell(together(texts), count))
            at += count
        made.append(line)
    return made


def _columns(pieces: Sequence[Segment]) -> list[tuple[float, float]]:
    """Stretches of the page that hold cells, left to right."""
    found: list[tuple[float, float]] = []
    for cell in sorted(pieces, key=lambda piece: piece.left):
        if found and cell.left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], cell.right))
        else:
            found.append((cell.left, cell.right))
    return found


def _place(piece: Segment, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first column a piece stands in, and how many it covers."""
    over = [at for at, (left, right) in enumerate(columns) if piece.left < right and left < piece.right]
    if over:
        return over[0], over[-1] - over[0] + 1
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda at: abs(middle - sum(columns[at]) / 2)), 1
