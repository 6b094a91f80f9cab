"""The appendix as data: a list of blocks that each writer prints in its own format, numbered once for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from forecasting.errors import ForecastingError
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "FORMATS",
    "AppendixDocument",
    "Block",
    "Cell",
    "Column",
    "Contents",
    "Figure",
    "Formula",
    "Heading",
    "Items",
    "Math",
    "Paragraph",
    "Parenthesis",
    "Quotient",
    "Row",
    "Run",
    "Sequence",
    "Subscript",
    "Superscript",
    "Symbol",
    "Table",
    "cell",
    "numbered",
    "plain_text",
]

FORMATS = (".docx", ".html", ".pdf")
"""How the files end that the blocks are written to and read from."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    Attributes:
        text: as printed; a line feed is a line break.
        strong: set bold.
        note: a footnote put after the text: a quote with its place, say; empty for none.
        ref: id of the heading, table, figure or formula the text names; numbering fills the text in ("Table 3").
    """

    text: str
    strong: bool = False
    note: str = ""
    ref: str = ""


Cell = tuple[Run, ...]


def cell(text: object, *, strong: bool = False, note: str = "") -> Cell:
    """A table cell, list item or paragraph of one run."""
    return (Run(str(text), strong, note),)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 or 2, `number` as printed before the text; `new_page` puts it at the head of a page."""

    id: str
    level: int
    text: str
    number: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        style: "body"; "lede", the opening paragraph; "suggestion", what to write instead; "quiet", a remark in small.
        binds: what its numbers come from, "claim:ID", "finding:KEY" or "run:SCENARIO".
    """

    id: str
    runs: Cell
    style: Literal["body", "lede", "suggestion", "quiet"] = "body"
    binds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `ordered` ones are numbered 1, 2, 3 by every writer."""

    id: str
    items: tuple[Cell, ...]
    ordered: bool = False
    binds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its heading, how cells are aligned, and its share of the width relative to the others."""

    label: str
    align: Literal["left", "right", "center"] = "left"
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One table row, as many cells as there are columns."""

    cells: tuple[Cell, ...]
    binds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a repeated heading row.

    Attributes:
        label: "Table 3" as printed before the caption, filled in by `numbered`.
        note: printed small below the table.
        small: many columns, to be set in smaller type.
        left_out: rows that were cut; the note says where the full table is.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    label: str = ""
    note: str = ""
    small: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart.

    Attributes:
        chart: an Altair chart; never part of equality.
        alt: what it shows, for those who cannot see it.
        width_cm: of the picture on an A4 page.
    """

    id: str
    caption: str
    chart: Any = field(compare=False, repr=False)
    alt: str = ""
    label: str = ""
    note: str = ""
    width_cm: float = 15.0
    binds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name, number, operator or word of a formula; `kind` says which."""

    text: str
    kind: Literal["name", "number", "operator", "words"] = "name"


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts of a formula side by side."""

    parts: tuple[Math, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """A base with an exponent."""

    base: Math
    exponent: Math


@dataclass(frozen=True, slots=True)
class Subscript:
    """A base with an index."""

    base: Math
    index: Math


@dataclass(frozen=True, slots=True)
class Quotient:
    """A fraction with a bar."""

    above: Math
    below: Math


@dataclass(frozen=True, slots=True)
class Parenthesis:
    """Something in round brackets that grow with it."""

    inside: Math


Math = Symbol | Sequence | Superscript | Subscript | Quotient | Parenthesis


@dataclass(frozen=True, slots=True)
class Formula:
    """A displayed formula; `label` is its number as printed at its right, "(2)"."""

    id: str
    tree: Math
    label: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents goes."""

    id: str
    title: str


Block = Heading | Paragraph | Items | Table | Figure | Formula | Contents


@dataclass(frozen=True, slots=True)
class AppendixDocument:
    """All of an appendix.

    Attributes:
        label: what it is annexed as, "附件 1" or "Annex 1"; printed above the title.
        title, subtitle: of the appendix, and of the report it speaks about.
        language: "en" or "zh".
        settings: what it was made from and with (version, language, scenarios, sections, title, digests), plain
            values that JSON can hold; written into each format so that it can be verified later.
        brief: whether it is the one of two pages, set tighter and without numbers before its headings.
    """

    title: str
    subtitle: str
    label: str
    language: str
    blocks: tuple[Block, ...]
    settings: Mapping[str, Any]
    brief: bool = False


_ZH_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def _chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals, as headings have it."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _ZH_NUMERALS[ones]
    return ("" if tens == 1 else _ZH_NUMERALS[tens]) + "十" + _ZH_NUMERALS[ones]


def numbered(document: AppendixDocument) -> AppendixDocument:
    """The document with headings, tables, figures and formulas numbered and every reference filled in.

    Chinese headings are numbered as official documents are: 一、 and （一）; English ones 1 and 1.1.

    Raises:
        ForecastingError: two blocks share an id, or a reference names no block that has a number.
    """
    chinese = document.language == "zh"
    first = second = 0
    counts = {"table": 0, "figure": 0, "formula": 0}
    labels: dict[str, str] = {}
    seen: set[str] = set()
    blocks: list[Block] = []
    for block in document.blocks:
        if block.id in seen:
            msg = f"two blocks of the appendix are called {block.id!r}; ids must be unique"
            raise ForecastingError(msg)
        seen.add(block.id)
        if isinstance(block, Heading) and document.brief:
            blocks.append(block)
        elif isinstance(block, Heading):
            if block.level == 1:
                first, second = first + 1, 0
                number = f"{_chinese(first)}、" if chinese else f"{first}"
            else:
                second += 1
                number = f"（{_chinese(second)}）" if chinese else f"{first}.{second}"
            labels[block.id] = say("blocks.section", document.language, number=number.strip("、"))
            blocks.append(replace(block, number=number))
        elif isinstance(block, Table | Figure | Formula):
            kind = type(block).__name__.lower()
            counts[kind] += 1
            label = say(f"blocks.{kind}", document.language, number=counts[kind])
            labels[block.id] = label
            blocks.append(replace(block, label=f"({counts[kind]})" if kind == "formula" else label))
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(_referred(block, labels) for block in blocks))


def _referred(block: Block, labels: Mapping[str, str]) -> Block:
    def filled(runs: Iterable[Run]) -> Cell:
        found = []
        for run in runs:
            if run.ref and run.ref not in labels:
                msg = (
                    f"the appendix refers to {run.ref!r}, which is no heading, table, figure or formula of it"
                )
                raise ForecastingError(msg)
            found.append(replace(run, text=labels[run.ref]) if run.ref else run)
        return tuple(found)

    if isinstance(block, Paragraph):
        return replace(block, runs=filled(block.runs))
    if isinstance(block, Items):
        return replace(block, items=tuple(filled(one) for one in block.items))
    if isinstance(block, Table):
        rows = tuple(replace(row, cells=tuple(filled(one) for one in row.cells)) for row in block.rows)
        return replace(block, rows=rows)
    return block


def plain_text(runs: Iterable[Run]) -> str:
    """The text of runs without their notes."""
    return "".join(run.text for run in runs)
