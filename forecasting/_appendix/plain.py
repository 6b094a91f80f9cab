"""What a reader of any format sees of a block, as plain text: the measure that extracted text is held against."""

from __future__ import annotations

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
from forecasting._appendix.formula import formula_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecasting._appendix.blocks import Block, Cell

__all__ = ["block_notes", "block_runs", "block_text", "captioned", "contents_depth", "headed"]

#: Entries of a contents list that leave room for text on its page.
_ENTRIES = 24


def headed(block: Heading) -> str:
    """A heading with its number."""
    gap = "" if not block.number or block.number[-1] in "、）" else " "
    return f"{block.number}{gap}{block.text}"


def captioned(block: Table | Figure) -> str:
    """A caption after its number: "Table 3. Targets", "表3　目标"."""
    gap = "\u3000" if any("\u4e00" <= letter <= "\u9fff" for letter in block.label) else ". "
    return f"{block.label}{gap if block.label and block.caption else ''}{block.caption}"


def contents_depth(blocks: Iterable[Block]) -> int:
    """Levels of headings that a contents list on paper shows: one where two would fill the page."""
    return 1 if sum(isinstance(one, Heading) for one in blocks) > _ENTRIES else 2


def block_runs(block: Block) -> Iterator[Cell]:
    """Every paragraph, item or cell of a block, in reading order."""
    match block:
        case Paragraph(runs=runs):
            yield runs
        case Items(items=items):
            yield from items
        case Table(rows=rows):
            for row in rows:
                yield from row.cells


def block_notes(block: Block) -> tuple[str, ...]:
    """The footnotes of a block, in reading order."""
    return tuple(run.note for runs in block_runs(block) for run in runs if run.note)


def _line(text: str) -> str:
    return " ".join(text.split())


def block_text(block: Block) -> str:
    """The text of a block without its footnotes: one line a paragraph, item or table row, cells a tab apart.

    White space within a line or cell is one space; a figure is its caption and note, a formula its linear form and
    number.
    """
    lines: list[str]
    match block:
        case Heading():
            lines = [headed(block)]
        case Paragraph(runs=runs):
            lines = [plain_text(runs)]
        case Items(items=items):
            lines = [plain_text(item) for item in items]
        case Table(columns=columns, rows=rows, note=note):
            table = [[column.label for column in columns]]
            table += [[plain_text(one) for one in row.cells] for row in rows]
            told = ["\t".join(_line(one) for one in row) for row in table if any(_line(one) for one in row)]
            return "\n".join([_line(captioned(block)), *told, *([_line(note)] if note else [])])
        case Figure(note=note):
            lines = [captioned(block), *([note] if note else [])]
        case Formula(tree=tree, label=label):
            lines = [f"{formula_text(tree)} {label}"]
        case Contents(title=title):
            lines = [title]
    return "\n".join(_line(line) for line in lines)
