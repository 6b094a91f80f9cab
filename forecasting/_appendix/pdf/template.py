"""What the template `pdf.typ` sets: each kind of block with the fields it reads, sizes worked out and text printable."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "SetBlock",
    "SetCell",
    "SetColumn",
    "SetContents",
    "SetFigure",
    "SetFormula",
    "SetHeading",
    "SetItems",
    "SetParagraph",
    "SetRow",
    "SetRun",
    "SetTable",
    "Together",
]


@dataclass(frozen=True, slots=True)
class SetRun:
    """A stretch of text in one weight, with its footnote and the id it refers to."""

    text: str
    strong: bool
    note: str
    ref: str


SetCell = tuple[SetRun, ...]


@dataclass(frozen=True, slots=True)
class SetBlock:
    """What all blocks have in common.

    Attributes:
        kind: names the function of the template that sets it.
        follows: it continues an opening of several paragraphs.
        leads: the next block belongs with it.
    """

    id: str
    kind: str
    follows: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class SetHeading(SetBlock):
    """A heading; `begins` a page."""

    level: int
    text: str
    begins: bool


@dataclass(frozen=True, slots=True)
class SetParagraph(SetBlock):
    """A paragraph of about so many lines; a `short` one stays whole, a shaded `long` one may break over pages."""

    runs: SetCell
    style: str
    lines: float
    short: bool
    long: bool


@dataclass(frozen=True, slots=True)
class SetItems(SetBlock):
    """A list."""

    items: tuple[SetCell, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class SetColumn:
    """The head of a column, its width in centimetres, and whether it needs more air before it."""

    label: str
    align: str
    width: float
    apart: bool


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row; a `long` one may break over pages."""

    cells: tuple[SetCell, ...]
    long: bool


@dataclass(frozen=True, slots=True)
class SetTable(SetBlock):
    """A table in type of a size in points; a `whole` one stays on one page."""

    caption: str
    columns: tuple[SetColumn, ...]
    rows: tuple[SetRow, ...]
    note: str
    small: bool
    cramped: bool
    size: float
    whole: bool


@dataclass(frozen=True, slots=True)
class SetFigure(SetBlock):
    """A drawing, its width in centimetres, and what it shows for those who cannot see it."""

    svg: str
    width: float
    alt: str
    caption: str
    note: str


@dataclass(frozen=True, slots=True)
class SetFormula(SetBlock):
    """A formula in the typesetter's notation and in plain words."""

    math: str
    alt: str
    label: str


@dataclass(frozen=True, slots=True)
class SetContents(SetBlock):
    """The table of contents."""

    title: str


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page."""

    blocks: tuple[SetBlock | Together, ...]
    id: str = ""
    kind: str = "together"
