"""The numbers behind the charts of an HTML appendix, held against those they should have.

They stand there twice: in the specification that draws a chart once more for the pointer, and in the tables below it
that a reader can open. The drawing itself is a picture, which is not looked at.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from forecasting._appendix.html.reading import numbers_read
from forecasting._appendix.pieces import Change, Piece, snippet, tokens
from forecasting.charts.behind import described, tables_of
from forecasting.charts.script import json_in_script
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting._appendix.blocks import Figure
    from forecasting.charts.grammar import Spec

__all__ = ["behind", "expected_specification", "specification_changes", "table_pieces"]

_LONGEST = 60


def expected_specification(specification: Spec, language: str) -> Spec:
    """What an HTML appendix holds of a chart, as it is read back."""
    read: Spec = numbers_read(json_in_script(described(specification, language)))
    return read


def behind(figure: Figure, pointer: str) -> Piece:
    """A value of a specification as a piece of its figure: its place is a JSON pointer (RFC 6901)."""
    place = Phrase("verification.behind", {"figure": figure.label, "pointer": pointer})
    return Piece(figure.caption, place, figure.binds, 0)


def specification_changes(figure: Figure, expected: Any, found: Any) -> Iterator[tuple[Piece, Change]]:
    """Every value of a specification that is not as it should be, with its place."""
    for pointer, wanted, printed in _apart("", expected, found):
        if pointer == "/$schema":
            # Names the release of the drawing library, which another machine may have another of.
            continue
        number = _numbers(wanted) != _numbers(printed)
        yield behind(figure, pointer), Change(0, printed, wanted, number)


def _numbers(text: str) -> list[str]:
    return [one.text for one in tokens(text) if one.number]


def _apart(pointer: str, expected: Any, found: Any) -> Iterator[tuple[str, str, str]]:
    """Pointer, what should stand there and what does, as text; what is gone or put in is told whole."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted({*expected, *found}):
            step = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            if key in expected and key in found:
                yield from _apart(step, expected[key], found[key])
            else:
                yield step, _said(expected.get(key, "")), _said(found.get(key, ""))
    elif isinstance(expected, list) and isinstance(found, list):
        yield from _rows_apart(pointer, expected, found)
    elif _written(expected) != _written(found):
        yield pointer, _said(expected), _said(found)


def _rows_apart(pointer: str, expected: list[Any], found: list[Any]) -> Iterator[tuple[str, str, str]]:
    """The same of two lists, one of which may have rows that the other has not."""
    here, there = ([_written(one) for one in rows] for rows in (expected, found))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            if i1 + step >= i2:
                yield f"{pointer}/{j1 + step}", "", _said(found[j1 + step])
            elif j1 + step >= j2:
                yield f"{pointer}/{i1 + step}", _said(expected[i1 + step]), ""
            else:
                yield from _apart(f"{pointer}/{i1 + step}", expected[i1 + step], found[j1 + step])


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _said(value: Any) -> str:
    """A value as one would quote it."""
    return snippet(value if isinstance(value, str) else _written(value), _LONGEST)


def table_pieces(figure: Figure, specification: Mapping[str, Any]) -> list[Piece]:
    """The tables below a chart, piece by piece as they are written."""
    below = Phrase("verification.below", {"figure": figure.label})
    pieces = []
    for table in tables_of(specification):
        head = Phrase("verification.head", {"table": below})
        pieces += [Piece(text, head, (), 0) for text in (table.caption, *table.heads) if text]
        for row in table.rows:
            for name, cell in zip(table.heads, row, strict=True):
                place = {"table": below, "row": snippet(row[0]), "column": snippet(name)}
                pieces.append(Piece(cell, Phrase("verification.cell", place), figure.binds, 0))
    return pieces
