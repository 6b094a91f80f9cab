"""Characters the shipped fonts cannot draw: named aloud, never printed as a silent box."""

from __future__ import annotations

import re
import unicodedata
import warnings
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Contents, Figure, Formula, Heading, Table
from forecasting._appendix.formula import symbols
from forecasting._appendix.plain import block_notes, block_runs
from forecasting.charts.fonts import lacking
from forecasting.words import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting._appendix.blocks import AppendixDocument, Block
    from forecasting._appendix.pictures import Pictures

__all__ = ["MissingLetters", "printable", "warn_of_missing"]


class MissingLetters(UserWarning):
    """Characters of an appendix that the shipped fonts do not have."""


# Marks that turn text around would let a quote show other words than it holds; a byte-order mark is no text.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_SPACES = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})
_NAMED = 4  # blocks named for a missing character; what stands in a label stands everywhere


def printable(text: str) -> str:
    """The text as it is set.

    Characters that are no text (control codes, surrogates, marks of direction) are left out, tabs are spaces, line
    and paragraph separators line feeds, and the space between a number and what it counts does not break.
    """
    if not text.isprintable():
        text = "".join(letter for letter in text.translate(_SPACES) if letter == "\n" or not _no_text(letter))
    return unbroken(text)


def _no_text(letter: str) -> bool:
    return letter in _TURNING or unicodedata.category(letter) in {"Cc", "Cs", "Cn"}


def _invisible(letter: str) -> bool:
    return _no_text(letter) or unicodedata.category(letter) in {"Cf", "Zl", "Zp"}


def _texts(block: Block) -> Iterator[str]:
    for runs in block_runs(block):
        for run in runs:
            yield run.text
    yield from block_notes(block)
    match block:
        case Heading(text=text, number=number):
            yield number + text
        case Table(caption=caption, label=label, note=note, columns=columns):
            yield caption + label + note
            yield from (column.label for column in columns)
        case Figure(caption=caption, label=label, note=note):
            yield caption + label + note
        case Formula(tree=tree, label=label):
            yield label
            yield from (symbol.text for symbol in symbols(tree))
        case Contents(title=title):
            yield title


def _missing_by_block(document: AppendixDocument, pictures: Pictures | None) -> dict[str, set[str]]:
    front = document.title + document.subtitle + document.label
    everywhere: dict[str, set[str]] = {"title": set(front)}
    for block in document.blocks:
        found = set().union(*_texts(block))
        if pictures is not None and isinstance(block, Figure):
            found |= set().union(*re.findall(r">([^<]+)<", pictures.svg(block)))
        everywhere[block.id] = everywhere.get(block.id, set()) | found
    gone = lacking(set().union(*everywhere.values()))
    gone = {letter for letter in gone if not _invisible(letter)}
    return {place: letters & gone for place, letters in everywhere.items() if letters & gone}


def _places(names: list[str]) -> str:
    """The first few of many."""
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def warn_of_missing(document: AppendixDocument, pictures: Pictures | None = None) -> set[str]:
    """Warn once, naming each character the shipped fonts do not have with the first blocks it stands in.

    Args:
        document: any.
        pictures: given, the words within the figures count too, which draws them.

    Returns:
        The characters.
    """
    found = _missing_by_block(document, pictures)
    gone = set().union(*found.values())
    if gone:
        told = "; ".join(
            f"{letter} (U+{ord(letter):04X}) in {_places([place for place in found if letter in found[place]])}"
            for letter in sorted(gone)
        )
        msg = (
            f"the shipped fonts lack {told}; PDF shows the code in place of it, HTML and Word leave it to the "
            "reader's own fonts"
        )
        warnings.warn(msg, MissingLetters, stacklevel=3)
    return gone
