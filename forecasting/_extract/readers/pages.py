"""The characters of a PDF with their places, written as JSON: a program of its own, so that a hostile file ends only it.

Run as `python pages.py FILE`. It uses nothing of the package.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from bisect import bisect_left
from contextlib import suppress
from typing import Any

MOST_PAGES = 3000
MOST_CHARACTERS = 8_000_000
MOST_OBJECTS = 50_000
MOST_RULES = 20_000
_SHORTEST = 4.0  # points; a shorter stroke parts no cells
_MEMORY = 2 * 2**30
_PASSWORD = 4  # pdfium's own number for it
_GAP = 0.45  # of the size of the letters; a wider gap may part two cells
_DIGITS = "0123456789"
_RAISED = str.maketrans(_DIGITS, "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
#: A digit is raised if it stands higher than this share of the height of what it follows, is between the next two shares
#: of it in size, and no farther off than the last.
_LIFT, _SMALLER, _SMALLEST, _NEAR = 0.35, 0.9, 0.3, 0.8
_SPACES = " \u00a0\u3000\u2002\u2003\u2009\t"


def _bounded() -> None:
    """No more memory than a report can need, where the system can be asked for that."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _rules(raw: Any, page: Any) -> tuple[list[list[float]], int]:
    """Horizontal and vertical strokes of a page as left, bottom, right, top, and how many pictures it shows."""
    rules: list[list[float]] = []
    pictures = 0
    x, y, matrix = ctypes.c_float(), ctypes.c_float(), raw.FS_MATRIX()
    for place in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        one = raw.FPDFPage_GetObject(page, place)
        kind = raw.FPDFPageObj_GetType(one)
        pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetMatrix(one, ctypes.byref(matrix)):
            continue
        first = last = (0.0, 0.0)
        for number in range(min(raw.FPDFPath_CountSegments(one), 1000)):
            segment = raw.FPDFPath_GetPathSegment(one, number)
            if not segment or not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                continue
            here = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            what = raw.FPDFPathSegment_GetType(segment)
            if what == raw.FPDF_SEGMENT_MOVETO:
                first = here
            elif what == raw.FPDF_SEGMENT_LINETO:
                rules += _rule(last, here)
            last = here
            if raw.FPDFPathSegment_GetClose(segment):
                rules += _rule(last, first)
        if len(rules) > MOST_RULES:
            return [], pictures
    return rules, pictures


def _rule(one: tuple[float, float], other: tuple[float, float]) -> list[list[float]]:
    """A stroke that is level or upright and long enough to part cells."""
    across, up = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(across, up) > 1.0 or max(across, up) < _SHORTEST or max(across, up) > 20_000:
        return []
    ends = [min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])]
    return [[round(end, 1) for end in ends]]


def _turned(raw: Any, text_page: Any, count: int) -> int:
    """How many quarter turns to the left most characters of a page are turned, as on pages laid on their side."""
    turns = [0, 0, 0, 0]
    for place in range(0, count, max(1, count // 200)):
        angle = raw.FPDFText_GetCharAngle(text_page, place)
        if angle >= 0 and raw.FPDFText_GetUnicode(text_page, place) > 32:
            # The library counts angles to the right.
            turns[-round(angle / (math.pi / 2)) % 4] += 1
    return max(range(4), key=lambda turn: turns[turn])


def _upright(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """A box as left, bottom, right, top with the page turned so that its text runs to the right."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return box


def _lines(raw: Any, page: Any, rules: list[list[float]]) -> list[Any]:
    """Lines of a page in the order of the file: segments with their ends, and bottom, top and size of the line.

    Where the text runs up or down the page, everything is turned, `rules` too.
    """
    text_page = raw.FPDFText_LoadPage(page)
    try:
        count = raw.FPDFText_CountChars(text_page)
        if count > MOST_CHARACTERS:
            raise OverflowError
        turn = _turned(raw, text_page, count) if count > 0 else 0
        if turn:
            rules[:] = [list(_upright((rule[0], rule[1], rule[2], rule[3]), turn)) for rule in rules]
        return _characters(raw, text_page, max(count, 0), turn, rules)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _characters(raw: Any, text_page: Any, count: int, turn: int, rules: list[list[float]]) -> list[Any]:
    upright = sorted((rule[0], rule[1], rule[3]) for rule in rules if rule[3] - rule[1] > rule[2] - rule[0])
    box = raw.FS_RECTF()
    lines: list[Any] = []
    line = _LineBuilder(upright)
    ink = _Ink(raw, text_page, turn)
    for place in range(count):
        code = raw.FPDFText_GetUnicode(text_page, place)
        if code in (10, 13):
            if line.segments:
                lines.append(line.data())
                line = _LineBuilder(upright)
            continue
        letter = chr(code) if code < 0x110000 else "\ufffd"
        if letter in _SPACES:
            line.space = True
            continue
        if code in (2, 0xAD):  # what stands for a hyphen at the end of a line
            letter = "-"
        elif code in (0, 0xFFFE, 0xFFFF):
            letter = "\ufffd"
        if not raw.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(box)):
            line.add(letter, None)
            continue
        low, high = min(box.bottom, box.top), max(box.bottom, box.top)
        left, bottom, right, top = _upright((box.left, low, box.right, high), turn)
        if line.left_behind(bottom, top):
            # Behind a hyphen the file's text goes on without a line end.
            lines.append(line.data())
            line = _LineBuilder(upright)
        if letter in _DIGITS and ink.raised(place):
            letter = letter.translate(_RAISED)
        elif letter.isalnum():
            ink.before = place
        line.add(letter, (left, right, bottom, top))
    if line.segments:
        lines.append(line.data())
    return lines


class _Ink:
    """Where the ink of characters is, to tell the raised mark of a note or an exponent from a digit of a number.

    Typst 0.14 and later set such marks with letters of the full size, which only their ink tells from digits.

    Attributes:
        before: place of the last letter or digit that is not raised; a mark may stand behind what the file takes for a
            line end.
    """

    def __init__(self, raw: Any, text_page: Any, turn: int) -> None:
        self.raw, self.text_page, self.turn = raw, text_page, turn
        self.ends = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
        self.before: int | None = None

    def box(self, place: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top of the ink, turned upright; None where there is none."""
        if not self.raw.FPDFText_GetCharBox(self.text_page, place, *map(ctypes.byref, self.ends)):
            return None
        left, right, bottom, top = (end.value for end in self.ends)
        return _upright((left, bottom, right, top), self.turn)

    def raised(self, place: int) -> bool:
        """Whether a digit stands behind a letter or digit, higher and smaller than that."""
        full = None if self.before is None else self.box(self.before)
        here = self.box(place)
        if full is None or here is None:
            return False
        height, own = full[3] - full[1], here[3] - here[1]
        if height <= 0 or not _SMALLEST * height < own < _SMALLER * height:
            return False
        near = full[0] < here[0] < full[2] + _NEAR * height
        return near and here[1] - full[1] > _LIFT * height


class _LineBuilder:
    """A line while it is being read."""

    def __init__(self, upright: list[tuple[float, float, float]]) -> None:
        self.upright = upright
        self.segments: list[Any] = []
        self.space = False
        self.heights: list[float] = []
        self.bottom = self.top = 0.0
        self.last = (0.0, 0.0)  # bottom and top of the last character

    def left_behind(self, bottom: float, top: float) -> bool:
        """Whether a character stands wholly above or below the last one."""
        return bool(self.heights) and (top <= self.last[0] or bottom >= self.last[1])

    def add(self, letter: str, box: tuple[float, float, float, float] | None) -> None:
        last = self.segments[-1] if self.segments else None
        if box is None:
            if last is None:
                self.segments.append([letter, 0.0, 0.0])
            else:
                last[0] += letter
            self.space = False
            return
        left, right, bottom, top = box
        if not self.heights:
            self.bottom, self.top = bottom, top
        self.heights.append(top - bottom)
        self.last = (bottom, top)
        self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)
        size = max(self.heights[0], 1.0)
        if (
            last is None
            or left - last[2] > _GAP * size
            or left < last[1] - 2 * size
            or self.ruled(last[2], left, (bottom + top) / 2)
        ):
            self.segments.append([letter, left, right])
        else:
            last[0] += (" " if self.space else "") + letter
            last[2] = max(last[2], right)
        self.space = False

    def ruled(self, right: float, left: float, height: float) -> bool:
        """Whether an upright stroke stands between two characters."""
        at = bisect_left(self.upright, (right - 2.0,))
        while at < len(self.upright) and self.upright[at][0] <= left + 2.0:
            if self.upright[at][1] <= height <= self.upright[at][2]:
                return True
            at += 1
        return False

    def data(self) -> list[Any]:
        heights = sorted(self.heights) or [1.0]
        shown = [[text, round(left, 1), round(right, 1)] for text, left, right in self.segments]
        return [shown, round(self.bottom, 1), round(self.top, 1), round(heights[len(heights) // 2], 1)]


def read(path: str) -> dict[str, Any]:
    """What a PDF holds: its pages with their lines, or why it cannot be read."""
    try:
        from pypdfium2 import raw
    except ImportError:
        return {"error": "missing"}
    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadDocument(path.encode("utf-8") + b"\0", None)
    if not document:
        return {"error": "locked" if raw.FPDF_GetLastError() == _PASSWORD else "damaged"}
    count = raw.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        return {"error": "pages", "count": count}
    pages: list[dict[str, Any]] = []
    for number in range(count):
        page = raw.FPDF_LoadPage(document, number)
        if not page:
            pages.append({"damaged": True, "lines": [], "pictures": 0, "rules": []})
            continue
        rules, pictures = _rules(raw, page)
        pages.append({"lines": _lines(raw, page, rules), "pictures": pictures, "rules": rules})
        raw.FPDF_ClosePage(page)
    return {"pages": pages}


if __name__ == "__main__":
    _bounded()
    try:
        answer = read(sys.argv[1])
    except (MemoryError, OverflowError):
        answer = {"error": "large"}
    json.dump(answer, sys.stdout)
