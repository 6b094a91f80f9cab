"""The pieces of an appendix found again in the text of a PDF, which knows lines and pages but no blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Contents, Figure, Formula, Table
from forecasting._appendix.pieces import Piece, changes, pieces_of, tokens
from forecasting._appendix.plain import block_notes, captioned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._appendix.blocks import AppendixDocument, Run
    from forecasting._appendix.pieces import Change, PieceToken

__all__ = ["PdfBlock", "read_blocks"]

#: How far on, in letters, the next line is looked for: past a page of drawing, not into another section.
_WINDOW = 6_000
_NEAR = 400
_SHORT = 8
_ANCHOR = 12
_GONE = 0.4
_MARKER = re.compile(r"[·•\u2023–-]|\d{1,3}[.、)）]?|[（(]\d{1,3}[)）]")
_LEADERS = re.compile(r"(?:\. ?){5,}\s*\d+\s*$")
_DROPPED = dict.fromkeys(map(ord, "-\u2010\u2011\u00ad\u200b\u200d\u2060\ufeff"))
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


@dataclass(frozen=True, slots=True)
class PdfBlock:
    """What became of a block: its changes; `missing` when hardly anything of it is there, `added` when it is no block."""

    id: str
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    missing: bool = False
    added: bool = False


def _bare(text: str) -> str:
    """Text without white space and hyphens, ligatures as letters: what line breaks cannot change."""
    for sign, letters in _LIGATURES.items():
        text = text.replace(sign, letters)
    return "".join(text.split()).translate(_DROPPED)


def _tokens(text: str, piece: int = 0) -> list[PieceToken]:
    """Tokens without the hyphens of words, which a line break may have put in."""
    plain = [
        one if one.number else replace(one, text=one.text.replace("-", "")) for one in tokens(text, piece)
    ]
    return [one for one in plain if one.text]


class _Stream:
    """The text of all pages, bare, with the way back to the text as extracted."""

    def __init__(self, pages: Sequence[str]) -> None:
        raw = "\n".join(_without_furniture(pages))
        for sign, letters in _LIGATURES.items():
            raw = raw.replace(sign, letters)
        self._take(raw)

    def _take(self, raw: str) -> None:
        self.raw = raw
        kept = [
            place for place, letter in enumerate(raw) if not letter.isspace() and ord(letter) not in _DROPPED
        ]
        self.at = [*kept, len(raw)]
        self.bare = "".join(raw[place] for place in kept)

    def cut(self, spans: Sequence[tuple[int, int]]) -> None:
        """Take stretches of the bare text out; a line feed stays in their place."""
        raw, last = [], 0
        for start, stop in sorted(spans):
            if self.at[start] >= last:
                raw.append(self.raw[last : self.at[start]])
                last = self.at[stop - 1] + 1
        self._take("\n".join([*raw, self.raw[last:]]))

    def find(self, text: str, start: int, stop: int) -> int:
        """Where a bare text stands between two places, not as part of a longer number; -1 when nowhere."""
        while True:
            place = self.bare.find(text, start, min(stop, len(self.bare)))
            if place < 0:
                return -1
            end = place + len(text)
            before, after = self.bare[place - 1 : place], self.bare[end : end + 1]
            cut_before = text[0].isdigit() and (before.isdigit() or before == ".") and self._joined(place)
            cut_after = (
                text[-1].isdigit() and (after.isdigit() or after in "%.") and after and self._joined(end)
            )
            if not (cut_before or cut_after):
                return place
            start = place + 1

    def _joined(self, place: int) -> bool:
        """Whether nothing stands between a letter of the bare text and the one before."""
        return self.at[place] - self.at[place - 1] == 1

    def text(self, start: int, stop: int) -> str:
        """The text as extracted between two places of the bare one, lines joined as the eye joins them."""
        raw = self.raw[self.at[start] : self.at[min(stop, len(self.at) - 1)]]
        raw = re.sub(r"(?<=[A-Za-z0-9_])-[ ]*\n\s*(?=[A-Za-z0-9_])", "-", raw)
        return raw.replace("\u200b", "")


def _without_furniture(pages: Sequence[str]) -> list[str]:
    """The pages without the first and last lines that, numbers aside, stand on most of them, and without contents."""

    def shape(line: str) -> str:
        return re.sub(r"\d+", "#", "".join(line.split()))

    split = [page.strip("\n").split("\n") for page in pages]
    ends = Counter(shape(line) for lines in split for line in {lines[0], lines[-1]})
    least = max(2, len(split) * 0.6)
    common = {line for line, count in ends.items() if count >= (least if "#" in line else max(2, len(split)))}
    if len(split) == 1:
        common = {shape(split[0][-1])} if re.fullmatch(r"[^#]*#[^#]*#[^#]*", shape(split[0][-1])) else set()
    kept = []
    for lines in split:
        top = 1 if shape(lines[0]) in common else 0
        bottom = len(lines) - (1 if shape(lines[-1]) in common and len(lines) > top else 0)
        kept.append("\n".join(line for line in lines[top:bottom] if not _LEADERS.search(line)))
    return kept


@dataclass(slots=True)
class _Line:
    """A line to find: pieces of one row, where they were found, or nowhere yet."""

    block: int
    pieces: tuple[int, ...]
    bare: str
    start: int = -1
    stop: int = -1


def read_blocks(
    document: AppendixDocument, pages: Sequence[str], *, marks: bool = True
) -> Iterator[PdfBlock]:
    """Each block of a document as a PDF of it shows it.

    Lines are looked for in order, white space, hyphens, headers, notes and repeated table headings aside; one that is
    not there as it should be is compared, number by number, with what stands between its neighbours.

    Args:
        document: the appendix as it should be.
        pages: the text of each page.
        marks: whether notes and their marks stand in the text; without them notes are not looked for.
    """
    stream = _Stream(pages)
    count = 0

    def told(run: Run) -> str:
        nonlocal count
        count += bool(run.note)
        return run.text + (str(count) if marks and run.note else "")

    blocks = [(block.id, tuple(pieces_of(block, told))) for block in document.blocks]
    notes = [note for block in document.blocks for note in block_notes(block)]
    missed = _take_out(stream, document, notes if marks else [])
    lines = _lines(blocks)
    _anchor(stream, lines)
    found: dict[int, list[Change]] = {}
    gone: Counter[int] = Counter()
    for group, window in _windows(stream, lines):
        places = [(line.block, index) for line in group for index in line.pieces]
        wanted = [
            one
            for place, (block, index) in enumerate(places)
            for one in _tokens(blocks[block][1][index].text, place)
        ]
        printed = _tokens(window)
        for change in changes(wanted, printed, within=True):
            block, index = places[change.piece]
            found.setdefault(block, []).append(replace(change, piece=index))
        texts = {one.text for one in printed}
        for line in group:
            parts = [one.text for index in line.pieces for one in _tokens(blocks[line.block][1][index].text)]
            if sum(part in texts for part in parts) < _GONE * len(parts):
                gone[line.block] += 1
    total = Counter(line.block for line in lines)
    for index, (name, pieces) in enumerate(blocks):
        if pieces:
            yield PdfBlock(name, pieces, tuple(found.get(index, ())), gone[index] == total[index] > 0)
    yield from missed
    if marks:
        for text in _between(stream, document, lines):
            yield PdfBlock("", (Piece(text, "", (), 0),), (), added=True)


def _between(stream: _Stream, document: AppendixDocument, lines: Sequence[_Line]) -> Iterator[str]:
    """Text between two lines that were found, where none belongs: no drawing, formula or contents, no mark of a list."""
    heads = {
        _bare("".join(column.label for column in block.columns))
        for block in document.blocks
        if isinstance(block, Table)
    }
    for one, other in pairwise(lines):
        if one.start < 0 or other.start <= one.stop:
            continue
        passed = document.blocks[one.block + 1 : other.block]
        drawn = isinstance(document.blocks[other.block], Figure) and one.block != other.block
        if drawn or any(isinstance(block, Formula | Contents) for block in passed):
            continue
        text = " ".join(stream.text(one.stop, other.start).split())
        if text and not _MARKER.fullmatch(text) and _bare(text) not in heads:
            yield text


def _lines(blocks: Sequence[tuple[str, tuple[Piece, ...]]]) -> list[_Line]:
    lines = []
    for index, (_, pieces) in enumerate(blocks):
        rows: dict[int, list[int]] = {}
        for place, piece in enumerate(pieces):
            rows.setdefault(piece.line, []).append(place)
        for row in rows.values():
            bare = _bare("".join(pieces[place].text for place in row))
            if bare:
                lines.append(_Line(index, tuple(row), bare))
    return lines


def _take_out(stream: _Stream, document: AppendixDocument, notes: Sequence[str]) -> list[PdfBlock]:
    """Take notes and repeated table headings out of the stream; the notes that were not found as they should be."""
    from forecasting.words import say

    spans, missed = [], []
    start = 0
    for number, note in enumerate(notes, 1):
        text = _bare(f"{number}{note}")
        place = stream.bare.find(text, start)
        place = stream.bare.find(text) if place < 0 else place
        if place >= 0:
            spans.append((place, place + len(text)))
            start = place + len(text)
            continue
        label = say("verification.note", document.language, number=number)
        piece = Piece(note, label, (), 0)
        begin = stream.bare.find(text[:_ANCHOR], start)
        end = begin + len(text) + len(text) // 2
        following = _bare(f"{number + 1}{notes[number]}")[:_ANCHOR] if number < len(notes) else ""
        next_one = stream.bare.find(following, begin + 1) if following and begin >= 0 else -1
        if begin >= 0 and 0 < next_one < end:
            end = next_one
        window = stream.text(begin, end) if begin >= 0 else ""
        window = window.partition(str(number))[2]
        met = tuple(changes(_tokens(note), _tokens(window), within=True))
        missed.append(PdfBlock("", (piece,), met, begin < 0))
        if begin >= 0:
            spans.append((begin, min(end, len(stream.bare))))
    # A heading row stands below its caption; where it stands elsewhere, a page begins within the table.
    for block in document.blocks:
        head = _bare("".join(column.label for column in block.columns)) if isinstance(block, Table) else ""
        if len(head) < _SHORT:
            continue
        captions = [_bare(captioned(one)) for one in document.blocks if isinstance(one, Table)]
        for hit in re.finditer(re.escape(head), stream.bare):
            first = any(stream.bare.endswith(caption, 0, hit.start()) for caption in captions)
            if not first and not any(start < hit.end() and hit.start() < stop for start, stop in spans):
                spans.append(hit.span())
    stream.cut(spans)
    return missed


def _anchor(stream: _Stream, lines: Sequence[_Line]) -> None:
    """Find the lines that are there word for word, each after the one before."""
    place = 0
    for line in lines:
        reach = _NEAR if len(line.bare) < _SHORT else _WINDOW
        start = stream.find(line.bare, place, place + reach + len(line.bare))
        if start >= 0:
            line.start, line.stop = start, start + len(line.bare)
            place = line.stop


def _windows(stream: _Stream, lines: Sequence[_Line]) -> Iterator[tuple[list[_Line], str]]:
    """Stretches of lines not found, each with the text between the neighbours that were."""
    group: list[_Line] = []
    before = 0
    for line in lines:
        # Short lines may have been found where they do not belong; they end no stretch.
        if line.start < 0 or (group and len(line.bare) < _SHORT):
            group.append(line)
            continue
        if group:
            yield group, stream.text(before, min(line.start, before + _WINDOW))
            group = []
        before = line.stop
    if group:
        yield group, stream.text(before, min(len(stream.bare), before + _WINDOW))
