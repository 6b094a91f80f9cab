"""What stands on the lines of a page: pieces at one height, from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from forecasting._extract.readers.layout import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting._extract.readers.layout import SpannedCell
    from forecasting._extract.readers.ruled import RuledTable

__all__ = ["PrintedLine", "Segment", "printed_lines"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters without a wide gap, with their left and right end in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """What stands on one line of a page."""

    segments: tuple[Segment, ...]
    bottom: float
    top: float
    size: float
    table: tuple[tuple[SpannedCell, ...], ...] = ()  # a ruled table that stands here in place of a line

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.segments)

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right


def printed_lines(found: Sequence[Any], tables: Sequence[RuledTable]) -> list[PrintedLine]:
    """The lines of a page; pieces at one height that follow each other are one line.

    Args:
        found: lines as the program that reads pages gives them, without what stands in a ruled table.
        tables: the ruled tables; `before` of each is the number of lines above it.
    """
    lines: list[PrintedLine] = []
    waiting = list(tables)
    for number, (segments, bottom, top, size) in enumerate([*found, ((), 0, 0, 0)]):
        while waiting and waiting[0].before <= number:
            one = waiting.pop(0)
            left, low, right, high = one.box
            lines.append(PrintedLine((Segment("", left, right),), low, high, 0.0, one.rows))
        pieces = tuple(
            Segment(_whole(text), left, right) for text, left, right in segments if _whole(text).strip()
        )
        if not pieces:
            continue
        # Some programs draw the pieces of a line in another order than they are read in.
        pieces = tuple(sorted(pieces, key=lambda one: one.left))
        if _spread(pieces, size):
            pieces = (Segment(" ".join(one.text for one in pieces), pieces[0].left, pieces[-1].right),)
        line = PrintedLine(pieces, bottom, top, size)
        last = lines[-1] if lines else None
        if last is not None and not last.table and _beside(last, line):
            lines[-1] = PrintedLine(
                (*last.segments, *pieces), min(last.bottom, bottom), max(last.top, top), last.size
            )
        else:
            lines.append(line)
    return lines


def _spread(pieces: Sequence[Segment], size: float) -> bool:
    """Whether a line is prose whose words were spread to its full width: all gaps are alike, as in no table."""
    gaps = [other.left - one.right for one, other in pairwise(pieces)]
    return len(gaps) >= 2 and max(gaps) - min(gaps) < 0.15 * size and max(gaps) < 1.5 * size


def _whole(text: str) -> str:
    """Characters beyond the basic plane, where they come in two halves, as one."""
    if any("\ud800" <= one <= "\udfff" for one in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain(text)


def _beside(one: PrintedLine, other: PrintedLine) -> bool:
    """Whether a piece stands to the right of another, at its height."""
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    smaller = min(one.top - one.bottom, other.top - other.bottom)
    return other.left >= one.right - 1 and overlap > 0.6 * smaller > 0
