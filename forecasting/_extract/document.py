"""A report as text: what was given, the same text cleaned, and how the one maps to the other.

The readers of files make these; the grammar reads the cleaned text and the tables, and every quote it gives back is
cut from the text as given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LONGEST_SENTENCE", "Cell", "Document", "TableGrid"]

LONGEST_SENTENCE = 2000
"""Characters after which a sentence is read in pieces, so that time grows with the text alone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: what it prints, cleaned of line breaks and stray spaces.
        char_start, char_end: where it stands in the text of the document as given. Both 0 for a cell that stands in
            no text: the continuation of a merged cell, or an empty one.
    """

    text: str
    char_start: int = 0
    char_end: int = 0


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A table: rows of cells, all rows of one length, merged cells repeated in every place they cover.

    Attributes:
        cells: the rows, the head rows first.
        caption: title of the table as printed above or below it; empty for none.
        unit: unit printed for the whole table, such as "单位：亿元" or "(in millions)"; empty for none.
    """

    cells: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    unit: str = ""

    @property
    def char_start(self) -> int:
        """Where the first printed cell begins in the text as given; 0 for a table without text."""
        return min((cell.char_start for row in self.cells for cell in row if cell.char_end), default=0)

    @property
    def char_end(self) -> int:
        """Where the last printed cell ends in the text as given; 0 for a table without text."""
        return max((cell.char_end for row in self.cells for cell in row), default=0)


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    Attributes:
        text: the text as given; quotes are cut from it.
        cleaned: the text the grammar reads: simplified characters, ASCII digits, without stray pinyin and broken lines.
        offsets: for each index of `cleaned` the index of `text` it comes from, never falling, and one more for the
            end: `len(cleaned) + 1` whole numbers. A `range` where nothing was changed.
        tables: the tables, in reading order. Their cells may stand in `text`, too: prose is not read inside a table.
        name: what to call the document in messages; the file name, without its folder.
        notices: what a person should know about the reading (an equation left out, an encoding guessed).
    """

    text: str
    cleaned: str
    offsets: Sequence[int]
    tables: tuple[TableGrid, ...] = ()
    name: str = ""
    notices: tuple[str, ...] = ()

    @classmethod
    def of_text(cls, text: str, name: str = "") -> Document:
        """A document of plain text, read as it stands."""
        return cls(text, text, range(len(text) + 1), name=name)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the cleaned text stands in the text as given.

        Args:
            start: where a slice of `cleaned` begins.
            end: where it ends, after `start`.

        Returns:
            `char_start, char_end`; what cleaning removed after the last character stays outside.
        """
        return self.offsets[start], self.offsets[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The words as given of a slice of the cleaned text."""
        first, last = self.span(start, end)
        return self.text[first:last]
