"""PDF files with a text layer: lines to paragraphs and tables, by where the characters stand on the page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.extract.readers.layout import Layout, Merged, UnreadableError, plain
from forecasting.extract.readers.ruled import RuledTable, ruled_tables
from forecasting.extras import needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting.extract.document import Document

__all__ = ["read_pdf"]

PATIENCE = 60.0  # seconds; the longest report seen takes three
_SAVE_AGAIN = "open it in a PDF viewer and print it to a new PDF, or ask for the Word file"
_NUMBER = re.compile(r"[-+−–—(（]?[0-9][0-9,，. ]*[%％)）]?|[-–—…*]+")
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s|]*(?:第|page\s)?\s*(?:[0-9]{1,4}|[ivxlc]{1,6})\s*页?\s*(?:(?:/|of|,|，)?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–·•\s|]*",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"[-*•·●■◆◇○▪➢★☆]|[0-9]{1,3}[.、．)）](?![0-9])|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}[章节条篇部]|[①-⑳]"
)


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
    read = [_lines(lines, tables) for lines, tables in framed]
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
    kept, dropped = _without_running_heads(read)
    if dropped:
        layout.notice("running_heads", count=dropped)
    held: list[_Line] = []
    for lines in kept:
        for at, block in _blocks(lines):
            if isinstance(block, _Line) and block.table:
                _end(held, layout)
                layout.table([list(row) for row in block.table])
            elif isinstance(block, list):
                _end(held, layout)
                layout.table(_grid(block))
            else:
                if held and not _runs_on(held, block, lines[at + 1 : at + 5]):
                    _end(held, layout)
                held.append(block)
    _end(held, layout)
    return layout.document()


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


@dataclass(frozen=True, slots=True)
class _Segment:
    """Characters without a wide gap, with their left and right end in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands on one line of a page."""

    segments: tuple[_Segment, ...]
    bottom: float
    top: float
    size: float
    table: tuple[tuple[Merged, ...], ...] = ()  # a ruled table that stands here in place of a line

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.segments)

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right


def _lines(found: Sequence[Any], tables: Sequence[RuledTable]) -> list[_Line]:
    """The lines of a page; pieces at one height that follow each other are one line.

    Args:
        found: lines as the program that reads pages gives them, without what stands in a ruled table.
        tables: the ruled tables; `before` of each is the number of lines above it.
    """
    lines: list[_Line] = []
    waiting = list(tables)
    for number, (segments, bottom, top, size) in enumerate([*found, ((), 0, 0, 0)]):
        while waiting and waiting[0].before <= number:
            one = waiting.pop(0)
            left, low, right, high = one.box
            lines.append(_Line((_Segment("", left, right),), low, high, 0.0, one.rows))
        pieces = tuple(
            _Segment(_whole(text), left, right) for text, left, right in segments if _whole(text).strip()
        )
        if not pieces:
            continue
        line = _Line(pieces, bottom, top, size)
        last = lines[-1] if lines else None
        if last is not None and not last.table and _beside(last, line):
            lines[-1] = _Line(
                (*last.segments, *pieces), min(last.bottom, bottom), max(last.top, top), last.size
            )
        else:
            lines.append(line)
    return lines


def _whole(text: str) -> str:
    """Characters beyond the basic plane, where they come in two halves, as one."""
    if any("\ud800" <= one <= "\udfff" for one in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain(text)


def _beside(one: _Line, other: _Line) -> bool:
    """Whether a piece stands to the right of another, at its height."""
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    smaller = min(one.top - one.bottom, other.top - other.bottom)
    return other.left >= one.right - 1 and overlap > 0.6 * smaller > 0


def _without_running_heads(pages: list[list[_Line]]) -> tuple[list[list[_Line]], int]:
    """The pages without page numbers and without heads and feet that repeat, and how many lines went."""
    if len(pages) < 2:
        return pages, 0
    edges: list[set[int]] = []
    seen: Counter[str] = Counter()
    for lines in pages:
        order = sorted(range(len(lines)), key=lambda at: -lines[at].top)
        ends = set(order[:2]) | set(order[-2:])
        edges.append(ends)
        seen.update({_masked(lines[at].text) for at in ends})
    kept = []
    dropped = 0
    for lines, ends in zip(pages, edges, strict=True):
        gone = {
            at
            for at in ends
            if not lines[at].table
            and (
                _PAGE_NUMBER.fullmatch(lines[at].text)
                or (len(pages) >= 3 and seen[_masked(lines[at].text)] >= max(3, 0.4 * len(pages)))
            )
        }
        dropped += len(gone)
        kept.append([line for at, line in enumerate(lines) if at not in gone])
    return kept, dropped


def _masked(text: str) -> str:
    return re.sub(r"[0-9]+", "#", text)


# ---- paragraphs


def _runs_on(held: Sequence[_Line], line: _Line, after: Sequence[_Line]) -> bool:
    """Whether a line goes on with the sentence of the one before it.

    Args:
        held: the lines of the paragraph so far.
        line: the one in question.
        after: those that follow it.
    """
    last = held[-1]
    size = max(last.size, 1.0)
    if not 0.85 < line.size / size < 1.18 or _NEW.match(line.text):
        return False
    below = line.top <= last.top
    if below and last.bottom - line.top > 1.6 * size:
        return False
    # A first line is set in by two characters; a line that goes on is not.
    if below and line.left > last.left + 1.2 * size and len(held) > 1:
        return False
    edges = [one.right for one in held[-4:]] + [line.right]
    for one in after[:4]:
        if one.table or abs(one.left - line.left) > 3 * size or abs(one.size - size) > 0.2 * size:
            break
        edges.append(one.right)
    # A line is full when what comes next had no room left on it.
    word = 2.3 * size
    if line.text[0] < "\u2e80":
        first = len(line.text.split(" ", 1)[0]) + 1
        word = max(word, first * (line.right - line.left) / len(line.text) + 0.3 * size)
    return last.right >= max(edges) - word


def _end(held: list[_Line], layout: Layout) -> None:
    """Write the lines held as one paragraph."""
    if not held:
        return
    text = held[0].text
    for line in held[1:]:
        more = line.text
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and more[:1].islower():
            text += more
        else:
            text += (
                " " if text[-1] < "\u2e80" and more[0] < "\u2e80" and not _cut(text, more) else ""
            ) + more
    layout.line(text)
    held.clear()


def _cut(text: str, more: str) -> bool:
    """Whether a figure was cut at the end of a line: digits on both sides in a line of Chinese."""
    chinese = any(one >= "\u2e80" for one in text[-30:]) and any(one >= "\u2e80" for one in more[:12])
    figure = re.search(r"(?:^|[^0-9.])([0-9]+)[.,]?\Z", text)
    if not (chinese and figure and re.match(r"[0-9.%]", more)):
        return False
    return not re.fullmatch(r"(?:19|20)[0-9]{2}", figure[1]) or more[0] in ".%"


# ---- tables


def _blocks(lines: Sequence[_Line]) -> Iterator[tuple[int, _Line | list[_Line]]]:
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


def _table_end(lines: Sequence[_Line], at: int) -> int:
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
    rows = [one for one in found if len(one.segments) >= 2]
    cells = [piece.text.strip() for one in rows for piece in one.segments]
    numbers = sum(bool(_NUMBER.fullmatch(one)) for one in cells)
    words = max(len(one) for one in cells)
    regular = Counter(len(one.segments) for one in rows).most_common(1)[0][1]
    most = max(len(one.segments) for one in rows)
    # In prose with wide spaces the pieces of different lines overlap; in a table they stand in columns.
    columns = len(_columns([piece for one in rows if len(one.segments) == most for piece in one.segments]))
    good = (
        len(rows) >= 2
        and columns == most
        and numbers >= 0.25 * len(cells)
        and regular >= 0.4 * len(rows)
        and words < 60
    )
    return last + 1 if good else 0


def _within_column(rows: Sequence[_Line], line: _Line) -> bool:
    """Whether a line is the rest of a cell above it."""
    one = line.segments[0]
    return any(
        piece.left - 2 <= one.right and one.left <= piece.right + 2 for piece in rows[-1].segments
    ) and (one.right - one.left < 0.6 * (max(row.right for row in rows) - min(row.left for row in rows)))


def _grid(rows: Sequence[_Line]) -> list[list[Merged]]:
    """Cells by column; what reaches over several columns covers them."""
    most = max(len(one.segments) for one in rows)
    columns = _columns([piece for one in rows if len(one.segments) == most for piece in one.segments])
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
        line: list[Merged] = []
        at = 0
        while at < len(cells):
            count = wide.get(at, 1)
            texts = [text for place in range(at, at + count) for text in cells[place]]
            line.append(Merged(_together(texts), count))
            at += count
        made.append(line)
    return made


def _together(texts: Sequence[str]) -> str:
    text = ""
    for one in texts:
        text += (" " if text and text[-1] < "\u2e80" and one[0] < "\u2e80" else "") + one
    return text


def _columns(pieces: Sequence[_Segment]) -> list[tuple[float, float]]:
    """Stretches of the page that hold cells, left to right."""
    found: list[tuple[float, float]] = []
    for one in sorted(pieces, key=lambda piece: piece.left):
        if found and one.left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], one.right))
        else:
            found.append((one.left, one.right))
    return found


def _place(piece: _Segment, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first column a piece stands in, and how many it covers."""
    over = [at for at, (left, right) in enumerate(columns) if piece.left < right and left < piece.right]
    if over:
        return over[0], over[-1] - over[0] + 1
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda at: abs(middle - sum(columns[at]) / 2)), 1
