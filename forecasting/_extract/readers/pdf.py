"""PDF files with a text layer: lines to paragraphs and tables, by where the characters stand on the page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting._extract.readers.layout import Layout, SpannedCell, UnreadableError, plain, together
from forecasting._extract.readers.ruled import RuledTable, ruled_tables
from forecasting.extras import needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forecasting._extract.document import Document

__all__ = ["read_pdf"]

_NO_HEAD = re.compile(r"[。；;，,：:.!?！？]\s*\Z|单位|[mb]illion|thousand", re.IGNORECASE)
_BAND = 4.0  # points of height that are one place
_SAME_SIDE = 6.0  # points by which the two halves of a table may lie apart
PATIENCE = 60.0  # seconds; the longest report seen takes three
_SAVE_AGAIN = "open it in a PDF viewer and print it to a new PDF, or ask for the Word file"
_NUMBER = re.compile(r"[-+−–—(（]?[0-9][0-9,，. ]*[%％)）]?|[-–—…*]+")
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s|]*(?:第|page\s)?\s*(?:[0-9]{1,4}|[ivxlc]{1,6})\s*页?\s*(?:(?:/|of|,|，)?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–·•\s|]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
_WORD_END = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-\Z")
_WORD_START = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN_WORD = re.compile("[^\\s\u2014\u2026\u2e80-\uffff]+")
_PAGE = r"(?:第\s*)?[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?(?:\s*页)?"
_AT_EDGE = re.compile(rf"^[-–—·|\s]*{_PAGE}(?=[-–—·|\s])|(?<=[-–—·|\s]){_PAGE}[-–—·|\s]*\Z")
_LONGEST_HEAD = 80
_NEW = re.compile(
    r"[-*•·●■◆◇○▪\u27a2★☆]|[0-9]{1,3}[.、．)）](?![0-9])|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}[章节条篇部]|[①-⑳]"
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
        shown = "; ".join(list(dict.fromkeys(_masked(one) for one in dropped))[:4])
        layout.notice("running_heads", count=len(dropped), shown=shown)
    printed = (word for lines in kept for line in lines for word in _WORD.findall(line.text.lower()))
    words = frozenset(printed)
    flow = _Flow(layout, words)
    for number, lines in enumerate(kept):
        for at, block in _blocks(lines):
            if isinstance(block, list):
                sides = min(one.left for one in block), max(one.right for one in block)
                flow.table(_grid(block), sides, number)
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
        self.held: list[_PrintedLine] = []
        self.rows: list[list[SpannedCell]] = []
        self.sides = (0.0, 0.0)
        self.page = -1

    def line(self, line: _PrintedLine, after: Sequence[_PrintedLine]) -> None:
        """A line of text, with those that follow it."""
        self._end_table()
        if self.held and not _runs_on(self.held, line, after):
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
        _end(self.held, self.layout, self.words)


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


@dataclass(frozen=True, slots=True)
class _Segment:
    """Characters without a wide gap, with their left and right end in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _PrintedLine:
    """What stands on one line of a page."""

    segments: tuple[_Segment, ...]
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


def _lines(found: Sequence[Any], tables: Sequence[RuledTable]) -> list[_PrintedLine]:
    """The lines of a page; pieces at one height that follow each other are one line.

    Args:
        found: lines as the program that reads pages gives them, without what stands in a ruled table.
        tables: the ruled tables; `before` of each is the number of lines above it.
    """
    lines: list[_PrintedLine] = []
    waiting = list(tables)
    for number, (segments, bottom, top, size) in enumerate([*found, ((), 0, 0, 0)]):
        while waiting and waiting[0].before <= number:
            one = waiting.pop(0)
            left, low, right, high = one.box
            lines.append(_PrintedLine((_Segment("", left, right),), low, high, 0.0, one.rows))
        pieces = tuple(
            _Segment(_whole(text), left, right) for text, left, right in segments if _whole(text).strip()
        )
        if not pieces:
            continue
        # Some programs draw the pieces of a line in another order than they are read in.
        pieces = tuple(sorted(pieces, key=lambda one: one.left))
        if _spread(pieces, size):
            pieces = (_Segment(" ".join(one.text for one in pieces), pieces[0].left, pieces[-1].right),)
        line = _PrintedLine(pieces, bottom, top, size)
        last = lines[-1] if lines else None
        if last is not None and not last.table and _beside(last, line):
            lines[-1] = _PrintedLine(
                (*last.segments, *pieces), min(last.bottom, bottom), max(last.top, top), last.size
            )
        else:
            lines.append(line)
    return lines


def _spread(pieces: Sequence[_Segment], size: float) -> bool:
    """Whether a line is prose whose words were spread to its full width: all gaps are alike, as in no table."""
    gaps = [other.left - one.right for one, other in pairwise(pieces)]
    return len(gaps) >= 2 and max(gaps) - min(gaps) < 0.15 * size and max(gaps) < 1.5 * size


def _whole(text: str) -> str:
    """Characters beyond the basic plane, where they come in two halves, as one."""
    if any("\ud800" <= one <= "\udfff" for one in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain(text)


def _beside(one: _PrintedLine, other: _PrintedLine) -> bool:
    """Whether a piece stands to the right of another, at its height."""
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    smaller = min(one.top - one.bottom, other.top - other.bottom)
    return other.left >= one.right - 1 and overlap > 0.6 * smaller > 0


def _without_running_heads(pages: list[list[_PrintedLine]]) -> tuple[list[list[_PrintedLine]], list[str]]:
    """The pages without page numbers and without heads and feet that repeat, and the lines that went."""
    if len(pages) < 2:
        return pages, []
    bands: dict[int, Counter[str]] = {}
    for lines in pages:
        for one in {(round(line.top / _BAND), _masked(line.text)) for line in lines}:
            bands.setdefault(one[0], Counter())[one[1]] += 1
    kept = []
    dropped: list[str] = []
    for lines in pages:
        ends = _apart(lines)
        order = sorted(range(len(lines)), key=lambda at: -lines[at].top)
        outer = {*order[:2], *order[-2:]}
        gone = {
            at
            for at, line in enumerate(lines)
            if not line.table
            and (
                (at in ends and _PAGE_NUMBER.fullmatch(line.text))
                or (at in outer and _is_head(line, bands, len(pages)))
            )
        }
        dropped += [lines[at].text for at in sorted(gone)]
        kept.append([line for at, line in enumerate(lines) if at not in gone])
    return kept, dropped


def _is_head(line: _PrintedLine, bands: Mapping[int, Counter[str]], pages: int) -> bool:
    """Whether a line is a head or foot: repeated at its height, where other pages have nothing that stands only once.

    What ends like a sentence or names the unit of a table stays, though every page should begin or end with it.
    """
    masked, at = _masked(line.text), round(line.top / _BAND)
    if pages < 3 or bands[at][masked] < max(3, 0.25 * pages) or _NO_HEAD.search(line.text):
        return False
    beside = Counter[str]()
    for near in (at - 1, at, at + 1):
        beside.update(bands.get(near, Counter()))
    again = sum(count for one, count in beside.items() if count > 1 or _PAGE_NUMBER.fullmatch(one))
    return again >= 0.8 * beside.total()


def _apart(lines: Sequence[_PrintedLine]) -> set[int]:
    """The lines at the top and the foot of a page that more room than between lines parts from the rest."""
    order = sorted(range(len(lines)), key=lambda at: -lines[at].top)
    gaps = [lines[one].bottom - lines[other].top for one, other in pairwise(order)]
    if not gaps:
        return set(order)
    usual = sorted(gaps)[len(gaps) // 2]
    found: set[int] = set()
    for places, room in ((order, gaps), (order[::-1], gaps[::-1])):
        for count, gap in enumerate(room[:3], start=1):
            if gap > usual + 0.5 * max(lines[places[0]].size, 1.0):
                found.update(places[:count])
                break
    return found


def _masked(text: str) -> str:
    """A line without the number of its page: digits within it must be the same on every page to make it a head."""
    return _AT_EDGE.sub("#", text) if len(text) <= _LONGEST_HEAD else f"{text}\0"


# ---- paragraphs


def _runs_on(held: Sequence[_PrintedLine], line: _PrintedLine, after: Sequence[_PrintedLine]) -> bool:
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
    gap = last.bottom - line.top
    usual = [held[-2].bottom - last.top] if len(held) > 1 else []
    usual += [line.bottom - after[0].top] if after and not after[0].table else []
    within = [one for one in usual if -size < one < 1.6 * size]
    # More room than between the lines of a paragraph is a new one.
    if below and gap > (min(within) + 0.25 * size if within else 1.6 * size):
        return False
    # A first line is set in by two characters; a line that goes on is not.
    if below and line.left > last.left + 1.2 * size and len(held) > 1:
        return False
    follows = (
        after[0] if after and not after[0].table and 0 < line.bottom - after[0].bottom < 3 * size else None
    )
    if follows is not None and line.left > follows.left + 1.2 * size and len(held) > 1:
        return False
    # Where the paragraph goes on in another column, its lines are as long there, not as far to the right.
    shift = line.left - last.left if abs(line.left - last.left) > 4 * size else 0.0
    edges = [one.right for one in held[-4:]] + [line.right - shift]
    for one in after[:4]:
        if one.table or abs(one.left - line.left) > 3 * size or abs(one.size - size) > 0.2 * size:
            break
        edges.append(one.right - shift)
    # A line is full when what comes next had no room left on it.
    word = 2.3 * size
    latin = _LATIN_WORD.match(line.text)
    if latin:
        first = len(latin.group()) + 1
        word = max(word, first * (line.right - line.left) / len(line.text) + 0.3 * size)
    return last.right >= max(edges) - word


def _hyphened(text: str, more: str, words: frozenset[str]) -> str:
    """Two lines of which the first ends in a hyphen: its own, or one that only divides the word.

    Args:
        text: ends in the hyphen.
        more: what follows.
        words: of the whole document; a word it prints undivided, or its halves as words, decides.
    """
    first, last = _WORD_END.search(text), _WORD_START.match(more)
    if first is None or last is None:
        return text + more
    one, other = first.group().lower(), last.group().lower()
    divided = f"{one}{other}"
    whole = divided.replace("-", "", 1)
    if divided in words:
        return text + more
    bare = one.rstrip("-").rpartition("-")[2]
    if whole in words or not (bare in words and other.partition("-")[0] in words):
        return text[:-1] + more
    return text + more


def _end(held: list[_PrintedLine], layout: Layout, words: frozenset[str]) -> None:
    """Write the lines held as one paragraph."""
    if not held:
        return
    text = held[0].text
    for line in held[1:]:
        more = line.text
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and more[:1].islower():
            text = _hyphened(text, more, words)
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


def _blocks(lines: Sequence[_PrintedLine]) -> Iterator[tuple[int, _PrintedLine | list[_PrintedLine]]]:
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


def _table_end(lines: Sequence[_PrintedLine], at: int) -> int:
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


def _within_column(rows: Sequence[_PrintedLine], line: _PrintedLine) -> bool:
    """Whether a line is the rest of a cell above it."""
    one = line.segments[0]
    return any(
        piece.left - 2 <= one.right and one.left <= piece.right + 2 for piece in rows[-1].segments
    ) and (one.right - one.left < 0.6 * (max(row.right for row in rows) - min(row.left for row in rows)))


def _grid(rows: Sequence[_PrintedLine]) -> list[list[SpannedCell]]:
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
        line: list[SpannedCell] = []
        at = 0
        while at < len(cells):
            count = wide.get(at, 1)
            texts = [text for place in range(at, at + count) for text in cells[place]]
            line.append(SpannedCell(together(texts), count))
            at += count
        made.append(line)
    return made


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
