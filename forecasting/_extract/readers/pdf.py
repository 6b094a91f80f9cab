"""PDF files with a text layer: lines to paragraphs and tables, by where the characters stand on the page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting._extract.readers.columns import blocks, grid_of
from forecasting._extract.readers.joined_lines import end_paragraph, runs_on
from forecasting._extract.readers.layout import Layout, SpannedCell, UnreadableError
from forecasting._extract.readers.printed_lines import printed_lines
from forecasting._extract.readers.ruled import ruled_tables
from forecasting._extract.readers.running_heads import without_page_number, without_running_heads
from forecasting.extras import needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting._extract.document import Document
    from forecasting._extract.readers.printed_lines import PrintedLine

__all__ = ["read_pdf"]

_SAME_SIDE = 6.0  # points by which the two halves of a table may lie apart
PATIENCE = 60.0  # seconds; the longest report seen takes three
_SAVE_AGAIN = "open it in a PDF viewer and print it to a new PDF, or ask for the Word file"
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")


def read_pdf(data: bytes, name: str, language: str = "en") -> Document:
    """The text layer of a PDF: paragraphs without line breaks, tables by their columns.

    Args:
        data: the file.
        name: what to call it in messages.
        language: of the notices.

    Raises:
        UnreadableError: it is damaged, locked, too large, or a scan without text.
        ForecastingError: pypdfium2 is not installed.
    """
    needed("pypdfium2", "pypdfium2", "reading a PDF", "extract")
    answer = _asked(data, name)
    pages = answer["pages"]
    layout = Layout(name, language)
    framed = [ruled_tables(page["lines"], page["rules"]) for page in pages]
    read = [printed_lines(lines, tables) for lines, tables in framed]
    if not any(line.text.strip() or line.table for lines in read for line in lines):
        msg = (
            f"{name}: holds pictures of pages and no text (a scan); run text recognition (OCR) on it, for example in the"
            " program that scanned it, and give the PDF or Word file that comes out"
        )
        raise UnreadableError(msg)
    empty = [number for number, (page, lines) in enumerate(zip(pages, read, strict=True), 1) if not lines]
    pictured = [
        number for number in empty if pages[number - 1]["pictures"] or pages[number - 1].get("damaged")
    ]
    if pictured:
        layout.notice("pages_without_text", pages=", ".join(map(str, pictured[:20])), count=len(pictured))
    if any(lost in line.text for lines in read for line in lines for lost in "\ufffd"):
        layout.notice("lost_characters")
    kept, dropped = without_running_heads(read)
    if dropped:
        shown = "; ".join(list(dict.fromkeys(without_page_number(one) for one in dropped))[:4])
        layout.notice("running_heads", count=len(dropped), shown=shown)
    printed = (word for lines in kept for line in lines for word in _WORD.findall(line.text.lower()))
    words = frozenset(printed)
    flow = _Flow(layout, words)
    for number, lines in enumerate(kept):
        for at, block in blocks(lines):
            if isinstance(block, list):
                sides = min(one.left for one in block), max(one.right for one in block)
                flow.table(grid_of(block), sides, number)
            elif block.table:
                flow.table([list(row) for row in block.table], (block.left, block.right), number)
            else:
                flow.line(block, lines[at + 1 : at + 5])
    flow.end()
    return layout.document()


class _Flow:
    """The paragraph or the table that is being read, over the ends of lines, columns and pages."""

    def __init__(self, layout: Layout, words: frozenset[str]) -> None:
        self.layout = layout
        self.words = words
        self.held: list[PrintedLine] = []
        self.rows: list[list[SpannedCell]] = []
        self.sides = (0.0, 0.0)
        self.page = -1

    def line(self, line: PrintedLine, after: Sequence[PrintedLine]) -> None:
        """A line of text, with those that follow it."""
        self._end_table()
        if self.held and not runs_on(self.held, line, after):
            self._end_paragraph()
        self.held.append(line)

    def table(self, rows: list[list[SpannedCell]], sides: tuple[float, float], page: int) -> None:
        """A table, or on the next page the rest of one: as wide, with as many columns."""
        self._end_paragraph()
        same = max(abs(one - other) for one, other in zip(sides, self.sides, strict=True)) < _SAME_SIDE
        if self.rows and page == self.page + 1 and same and _width(rows) == _width(self.rows):
            # A head that is printed again stands there already.
            while rows and rows[0] in self.rows[:3]:
                rows = rows[1:]
            self.rows += rows
        else:
            self._end_table()
            self.rows, self.sides = rows, sides
        self.page = page

    def end(self) -> None:
        """The document ends."""
        self._end_table()
        self._end_paragraph()

    def _end_table(self) -> None:
        if self.rows:
            self.layout.table(self.rows)
            self.rows = []

    def _end_paragraph(self) -> None:
        end_paragraph(self.held, self.layout, self.words)


def _width(rows: Sequence[Sequence[SpannedCell]]) -> int:
    return max((sum(one.columns for one in row) for row in rows), default=0)


def _asked(data: bytes, name: str) -> dict[str, Any]:
    """What the program that reads pages says of a file."""
    with tempfile.TemporaryDirectory(prefix="forecasting-", ignore_cleanup_errors=True) as folder:
        place = Path(folder, "report.pdf")
        place.write_bytes(data)
        program = [sys.executable, "-P", str(Path(__file__).with_name("pages.py")), str(place)]
        try:
            done = subprocess.run(program, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as problem:
            msg = f"{name}: is not read after {PATIENCE:.0f} seconds; the file is damaged or hostile; {_SAVE_AGAIN}"
            raise UnreadableError(msg) from problem
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        answer = {"error": "damaged"}
    faults = {
        "missing": "reading a PDF needs the package pypdfium2; pip install 'target-forecasting[extract]'",
        "locked": f"{name}: the file is locked with a password; open it, save it without one and try again",
        "damaged": f"{name}: the file is cut off, damaged or no PDF; fetch it again, or {_SAVE_AGAIN}",
        "large": f"{name}: needs more memory than a report may; {_SAVE_AGAIN}",
        "pages": f"{name}: has {answer.get('count', 0):,} pages; at most 3,000 are read, split it",
    }
    if "error" in answer:
        raise UnreadableError(faults[answer["error"]])
    return answer
