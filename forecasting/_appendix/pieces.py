"""Printed text as pieces with their place, and as numbers and words: what verification compares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import (
    Contents,
    Figure,
    Formula,
    Heading,
    Items,
    Paragraph,
    Table,
    plain_text,
)
from forecasting._appendix.letters import printable
from forecasting._appendix.plain import captioned, headed
from forecasting.words import Phrase, keys, render, unit_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forecasting._appendix.blocks import Block, Cell, Run

__all__ = ["Change", "Piece", "PieceToken", "changes", "numbers_in", "pieces_of", "snippet", "tokens"]

_SHORT = 26
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, item, cell, caption or note.

    Attributes:
        text: as printed.
        place: where it stands within its block, a phrase since hardly any place is ever named; empty for a block of one
            piece.
        binds: what its numbers come from.
        line: pieces of one line (a table row) share a number.
    """

    text: str
    place: Phrase | str
    binds: tuple[str, ...]
    line: int

    def where(self, language: str) -> str:
        """The place in words."""
        return self.place if isinstance(self.place, str) else render(self.place, language)


@dataclass(frozen=True, slots=True)
class PieceToken:
    """A number with its sign and unit, or a word or mark; `piece` is the index of the piece it stands in."""

    text: str
    number: bool
    piece: int


@dataclass(frozen=True, slots=True)
class Change:
    """A place where what is printed differs.

    Attributes:
        piece: index of the piece that should stand there.
        printed, expected: the number or the words; empty where there is none.
        number: whether a number is touched.
    """

    piece: int
    printed: str
    expected: str
    number: bool


def snippet(text: str, length: int = _SHORT) -> str:
    """The beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def pieces_of(block: Block, told: Callable[[Run], str] | None = None) -> list[Piece]:
    """The pieces of a block in reading order; none for the contents, which every program makes anew.

    Args:
        block: of a numbered document.
        told: the text of a run, its mark of a note included where the format prints it; None leaves notes out.
    """

    def text(runs: Cell) -> str:
        return plain_text(runs) if told is None else "".join(told(run) for run in runs)

    match block:
        case Heading():
            return [Piece(headed(block), "", (), 0)]
        case Paragraph(runs=runs, binds=binds):
            return [Piece(text(runs), "", binds, 0)]
        case Items(items=items, binds=binds):
            return [
                Piece(text(one), Phrase("verification.item", {"number": place}), binds, place)
                for place, one in enumerate(items, 1)
            ]
        case Figure(note=note, binds=binds):
            found = [Piece(captioned(block), block.label, binds, 0)]
            return [*found, Piece(note, block.label, binds, 1)] if note else found
        case Table():
            return list(_table(block, text))
        case Formula() | Contents():
            return []


def _table(block: Table, text: Callable[[Cell], str]) -> Iterator[Piece]:
    yield Piece(captioned(block), block.label, (), 0)
    head = Phrase("verification.head", {"table": block.label})
    columns = [snippet(column.label) for column in block.columns]
    for column in block.columns:
        yield Piece(column.label, head, (), 1)
    for line, row in enumerate(block.rows, 2):
        first = snippet(plain_text(row.cells[0]))
        for name, cell in zip(columns, row.cells, strict=True):
            place = Phrase("verification.cell", {"table": block.label, "row": first, "column": name})
            yield Piece(text(cell), place, row.binds, line)
    if block.note:
        place = Phrase("verification.under", {"table": block.label})
        yield Piece(block.note, place, (), len(block.rows) + 2)


#: What a token is: long codes first, then numbers with their sign, words, single characters.
_TOKEN = re.compile(
    r"(?P<code>\[U\+[0-9A-F]{4,6}\]|[0-9a-f]{16,}|(?!x\d+(?![A-Za-z0-9_-]))[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*)"
    r"|(?P<number>[≥≤<>≈×~±+−x]*\d+(?:[.,]\d+)*)"
    r"|(?P<mark>\S)"
)
_GAP = re.compile(r"\s*")
_OWN_UNITS = ("%", "pp", "个百分点", "倍", "番", "年", "成", "°")


@lru_cache(maxsize=1)
def _units() -> dict[str, list[str]]:
    """Names of units by their first letter, the longest first."""
    names = {*_OWN_UNITS, *keys("units", "zh"), *(unit_name(name, "en") for name in keys("units", "en"))}
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        found.setdefault(name[0], []).append(name)
    return found


@lru_cache(maxsize=64)
def _unit_pattern(letter: str) -> re.Pattern[str]:
    """The units that begin with a letter, whatever white space is within them."""
    return re.compile(
        "|".join(
            re.escape(name).replace(r"\ ", r"\s+")
            + (r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else "")
            for name in _units()[letter]
        )
    )


def _unit_end(text: str, place: int) -> int:
    """Where the unit ends that follows a number ending at `place`; `place` itself where none does."""
    start = _GAP.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing at least
    first = text[start : start + 1]
    found = _unit_pattern(first).match(text, start) if first in _units() else None
    return found.end() if found else place


def tokens(text: str, piece: int = 0) -> list[PieceToken]:
    """The numbers (with sign and unit), words and marks of a text; white space is no matter."""
    clean = printable(text).replace("\u200b", "").replace("\u00ad", "").replace("\u2011", "-")
    found, place = [], 0
    while hit := _TOKEN.search(clean, place):
        place = hit.end() if hit["number"] is None else _unit_end(clean, hit.end())
        found.append(
            PieceToken("".join(clean[hit.start() : place].split()), hit["number"] is not None, piece)
        )
    return found


def numbers_in(text: str) -> int:
    """How many numbers a text holds."""
    return sum(one.number for one in tokens(text))


def changes(
    expected: Sequence[PieceToken], found: Sequence[PieceToken], *, within: bool = False
) -> Iterator[Change]:
    """Where two runs of tokens differ, numbers one by one, words by the stretch.

    Args:
        expected: of all pieces, in order.
        found: what is printed.
        within: whether only what is printed within a piece counts as put in, as where pages hold more than pieces.
    """
    matcher = SequenceMatcher(
        None, [one.text for one in expected], [one.text for one in found], autojunk=False
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        inside = 0 < i1 < len(expected) and expected[i1 - 1].piece == expected[i1].piece
        if kind == "equal" or (kind == "insert" and within and not inside):
            continue
        wanted = [one for one in expected[i1:i2] if one.number]
        printed = [one.text for one in found[j1:j2] if one.number]
        at = expected[min(i1, len(expected) - 1)].piece if expected else 0
        if within and kind != "insert":
            printed = printed[: len(wanted)]
        if not (wanted or printed):
            yield Change(at, _around(found, j1, j2), _around(expected, i1, i2), number=False)
            continue
        for one, other in zip_longest(wanted, printed):
            if one is None:
                yield Change(at, other or "", "", number=True)
            elif one.text != other:
                yield Change(one.piece, other or "", one.text, number=True)


def _around(told: Sequence[PieceToken], start: int, stop: int) -> str:
    """A stretch of tokens with what stands about it, as one would quote it."""
    shown = [one.text for one in told[max(0, start - _AROUND) : stop + _AROUND]]
    text = ""
    for one in shown:
        joined = text and text[-1].isascii() and text[-1].isalnum() and one[0].isascii() and one[0].isalnum()
        text += (" " if joined else "") + one
    return snippet(text, 80)
