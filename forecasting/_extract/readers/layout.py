"""The text of a document as a reader puts it together, line by line, with its tables."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecasting._extract.cells import has_decimal_commas
from forecasting._extract.cleaning import LOST, clean, tidy
from forecasting._extract.document import Cell, Document, TableGrid
from forecasting.errors import ForecastingError
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MOST_COLUMNS", "Layout", "SpannedCell", "UnreadableError", "plain", "superscript", "together"]

MOST_COLUMNS = 400
MOST_CELLS = 400_000
_LONG_CELL = 160  # letters of a cell that is a paragraph in a frame, not an entry of a table
_CAPTION = re.compile(
    r"\s*(?:续?附?表|图表|专栏|(?:annex |appendix )?table|exhibit|figure)\s*[0-9一二三四五六七八九十IVX]",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:计量|计价|货币)?单\s*位\s*[:：]?\s*([^\s()（）,，;；]+)"
    r"|((?:\bin )?(?:(?:US|RMB|CNY|EUR|GBP|USD|HKD|Rs\.?|[$€£¥])\s*)?(?:'000|000s|hundreds?|thousands?|lakhs?|crores?|[mb]illions?|trillions?)"
    r"(?: of [\w ]+)?)(?=\s*[)）,.;]|\s*$)",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_SUPERSCRIPTS = str.maketrans(
    "0123456789+-()", "\u2070¹²³⁴\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207d\u207e"
)


class UnreadableError(ForecastingError):
    """A file that cannot be read as a report; the message says what it is and what to do."""


def plain(text: str) -> str:
    """A text without the codes that no table may hold and a console would obey; line ends are line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(lambda match: LOST if match.group() in "\ufffe\uffff" else " ", text)


def superscript(text: str) -> str:
    """Raised digits as raised digits: the mark of a note behind a number must not become part of it."""
    return text.translate(_SUPERSCRIPTS)


def together(texts: Iterable[str]) -> str:
    """Pieces of one line or cell, a space between only where both sides are Latin."""
    text = ""
    for one in texts:
        text += (" " if text and text[-1] < "\u2e80" and one[:1] < "\u2e80" else "") + one
    return text


@dataclass(frozen=True, slots=True)
class SpannedCell:
    """A cell as a reader finds it.

    Attributes:
        text: what it prints.
        columns: how many columns it covers.
        rows: how many rows it covers.
    """

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Layout:
    """Collects lines and tables and makes a document of them."""

    name: str
    language: str = "en"
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[TableGrid] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)

    def notice(self, key: str, **values: object) -> None:
        """Something a person should know about the reading."""
        said = say(f"readers.{key}", self.language, **values)
        if said not in self.notices:
            self.notices.append(said)

    def line(self, text: str) -> None:
        """A paragraph, or any line that stands for itself."""
        self._put(text + "\n")
        if text.strip():
            self.last = [*self.last[-2:], text.strip()]

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def rest(self, text: str) -> None:
        """What stands behind the last line end."""
        self._put(text)

    def aligned(self, lines: list[str]) -> None:
        """Rows of a table whose cells stand between tabs, written as they are."""
        unit, caption = self._above()
        cells = []
        for line in lines:
            row, at = [], self.length
            for part in line.split("\t"):
                start = at + len(part) - len(part.lstrip())
                text = part.strip()
                row.append(Cell(tidy(text), start, start + len(text)) if text else Cell(""))
                at += len(part) + 1
            cells.append(tuple(row))
            self._put(line + "\n")
        self.tables.append(TableGrid(tuple(cells), tidy(caption), tidy(unit)))
        self.last = []

    def _above(self) -> tuple[str, str]:
        """The unit and the title that stand in the two lines above a table."""
        near = self.last[-2:][::-1]
        unit = next((found for line in near if len(line) < 60 and (found := _unit(line))), "")
        return unit, next((line for line in near if _titles(line)), "")

    def table(self, rows: list[list[SpannedCell]], caption: str = "") -> None:
        """A table: each row on a line, a tab between cells; a frame around paragraphs becomes paragraphs.

        Args:
            rows: the cells of each row, those a merged cell covers left out.
            caption: as marked in the file; empty takes the line above that looks like one.

        Raises:
            UnreadableError: it has more columns or cells than a report could have.
        """
        places, width = self._places(rows)
        texts = [one.text for row in rows for one in row if one.text.strip()]
        if not texts:
            return
        if caption:
            self.line(caption)
        if width == 1 or (width <= 2 and max(map(len, texts)) > _LONG_CELL):
            for row in rows:
                for one in row:
                    for part in one.text.split("\n"):
                        self.line(part)
            return
        unit, above = self._above()
        caption = caption or above
        grid: list[list[Cell | None]] = [[None] * width for _ in rows]
        for at, row in enumerate(rows):
            for place, (one, column) in enumerate(zip(row, places[at], strict=True)):
                if place:
                    self._put("\t")
                text = " ".join(one.text.split())
                cell = Cell(tidy(text), self.length, self.length + len(text)) if text else Cell("")
                self._put(text)
                again = Cell(cell.text)
                for down in range(at, min(at + one.rows, len(rows))):
                    for right in range(column, column + one.columns):
                        if grid[down][right] is None:
                            grid[down][right] = cell if (down, right) == (at, column) else again
            self._put("\n")
        if not unit and rows and len({one.text.strip() for one in rows[0] if one.text.strip()}) == 1:
            unit = _unit(texts[0])
        cells = tuple(tuple(cell or Cell("") for cell in row) for row in grid)
        self.tables.append(TableGrid(cells, tidy(caption), tidy(unit)))
        self.last = []

    def _places(self, rows: list[list[SpannedCell]]) -> tuple[list[list[int]], int]:
        """The column in which each cell begins, and the number of columns."""
        taken: dict[int, int] = {}  # column: rows it is still covered from above
        places: list[list[int]] = []
        width = cells = 0
        for row in rows:
            column, here = 0, []
            below: dict[int, int] = {}
            for cell in row:
                while taken.get(column, 0):
                    column += 1
                here.append(column)
                if cell.rows > 1:
                    below |= dict.fromkeys(range(column, column + cell.columns), cell.rows)
                column += cell.columns
                if column > MOST_COLUMNS:
                    msg = f"{self.name}: a table of more than {MOST_COLUMNS} columns; reports have none, take it out or split it"
                    raise UnreadableError(msg)
            places.append(here)
            width = max(width, column, *(place + 1 for place, left in taken.items() if left), 0)
            taken = {place: left - 1 for place, left in (taken | below).items() if left > 1}
        cells = width * len(rows)
        if cells > MOST_CELLS:
            msg = f"{self.name}: a table of {cells:,} cells; at most {MOST_CELLS:,} are read, split it"
            raise UnreadableError(msg)
        return places, width

    def document(self, *, broken: bool = False) -> Document:
        """What was collected, cleaned.

        Args:
            broken: lines may be broken within a sentence, as in plain text.
        """
        text = "".join(self.pieces)
        cleaned, offsets = clean(text, lines=broken)
        left = sum(has_decimal_commas(cell.text for row in one.cells for cell in row) for one in self.tables)
        if left:
            self.notice("decimal_commas", count=left)
        return Document(text, cleaned, offsets, tuple(self.tables), self.name, tuple(self.notices))


def _unit(line: str) -> str:
    found = _UNIT.search(unicodedata.normalize("NFKC", line))
    return "" if found is None else (found[1] or found[2]).strip()


def _titles(line: str) -> bool:
    return len(line) < 120 and bool(_CAPTION.match(line))
