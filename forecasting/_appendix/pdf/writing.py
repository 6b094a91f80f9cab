"""The appendix as PDF: archival and tagged (PDF/A-2a, PDF/UA-1), the same bytes for the same document."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import as_file, files
from math import ceil
from typing import TYPE_CHECKING, Any, TypeAlias

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
from forecasting._appendix.columns import SIZE, SMALL, TEXT_CM, apart, column_widths, cramped, needed_lines
from forecasting._appendix.formula import formula_text, to_typst
from forecasting._appendix.letters import printable, warn_of_missing
from forecasting._appendix.pdf.template import (
    SetBlock,
    SetCell,
    SetColumn,
    SetContents,
    SetFigure,
    SetFormula,
    SetHeading,
    SetItems,
    SetParagraph,
    SetRow,
    SetRun,
    SetTable,
    Together,
)
from forecasting._appendix.plain import block_notes, captioned, contents_depth, headed
from forecasting.errors import ForecastingError
from forecasting.extras import needed
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forecasting._appendix.blocks import AppendixDocument, Block, Cell
    from forecasting._appendix.pictures import Pictures

__all__ = ["PdfError", "write_pdf"]

_STANDARDS = ["a-2a", "ua-1"]
_TALLEST_CM = 20.5  # of a figure, so that its caption stays on its page
_WIDEST_CM = 17.0  # between the margins of the two pages; the full appendix asks for less
_SHORT_LINES = 3.5  # a paragraph up to this stays whole
_LONG_LINES = 30  # a row or a shaded paragraph with more may break over pages
_WHOLE_POINTS = 300.0  # a table that is not higher stays on one page
_BREAKS = re.compile(r"[^\s\u2e80-\uffef]{16,}")


class PdfError(ForecastingError):
    """The typesetter refused, or warned about, what it was given."""


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The shipped fonts and the typesetter's own maths font; those of the machine are left out of it."""
    typst = needed("typst", "typst", "a PDF")
    with as_file(files("forecasting").joinpath("fonts")) as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


class _Letters:
    """Makes text printable: what the fonts lack is shown by its code, and long codes may break."""

    def __init__(self, gone: set[str]) -> None:
        self.gone = {ord(letter): f"[U+{ord(letter):04X}]" for letter in gone}

    def text(self, text: str) -> str:
        return printable(text).translate(self.gone)

    def breaking(self, text: str) -> str:
        """The same, with places to break words too long for a column: after signs, or every eighth letter."""

        def broken(hit: re.Match[str]) -> str:
            word = hit[0]
            if re.search("[_/.,;:=&-]", word):
                return re.sub(r"([_/.,;:=&-])(?=.)", "\\1\u200b", word)
            return re.sub("(.{8})(?=.)", "\\1\u200b", word) if re.search("[0-9]", word) else word

        return _BREAKS.sub(broken, self.text(text))

    def heading(self, text: str) -> str:
        """The head of a column, whose last character is not left alone on a line of its own."""
        told = self.breaking(text)
        return f"{told[:-1]}\u2060{told[-1]}" if len(told) > 3 and told[-1] > "\u2e80" else told

    def runs(self, runs: Cell) -> SetCell:
        return tuple(
            SetRun(self.breaking(run.text), run.strong, self.breaking(run.note), run.ref) for run in runs
        )

    def svg(self, drawn: str) -> str:
        return re.sub(r">[^<]+<", lambda hit: hit[0].translate(self.gone), drawn)


_Common: TypeAlias = tuple[str, str, bool, bool]  # the fields of a `SetBlock`


def _table(block: Table, common: _Common, letters: _Letters) -> SetTable:
    size = SMALL if block.small else SIZE
    widths = column_widths(block, size, TEXT_CM)
    heights = [
        max(
            (
                ceil(needed_lines(plain_text(cell), size, max(0.6, width - 0.3)))
                for cell, width in zip(row.cells, widths, strict=True)
            ),
            default=1,
        )
        for row in block.rows
    ]
    return SetTable(
        *common,
        caption=letters.text(captioned(block)),
        columns=tuple(
            SetColumn(letters.heading(column.label), column.align, width, apart(block, place))
            for place, (column, width) in enumerate(zip(block.columns, widths, strict=True))
        ),
        rows=tuple(
            SetRow(tuple(letters.runs(cell) for cell in row.cells), height > _LONG_LINES)
            for row, height in zip(block.rows, heights, strict=True)
        ),
        note=letters.text(block.note),
        small=block.small,
        cramped=cramped(block, size, TEXT_CM),
        size=size,
        whole=(sum(heights) + 3) * size * 1.5 + len(heights) * 6 < _WHOLE_POINTS,
    )


def _figure(block: Figure, common: _Common, letters: _Letters, pictures: Pictures) -> SetFigure:
    drawn = pictures.svg(block)
    width, height = (float(re.search(rf' {side}="([\d.]+)"', drawn)[1]) for side in ("width", "height"))  # type: ignore[index]
    return SetFigure(
        *common,
        svg=letters.svg(drawn),
        width=min(block.width_cm, _WIDEST_CM, _TALLEST_CM * width / height),
        alt=letters.text(block.alt or block.caption or block.label or block.id),
        caption=letters.text(captioned(block)),
        note=letters.text(block.note),
    )


def _block(block: Block, beside: tuple[bool, bool], letters: _Letters, pictures: Pictures) -> SetBlock:
    common = (block.id, type(block).__name__.lower(), *beside)
    match block:
        case Heading():
            return SetHeading(*common, block.level, letters.text(headed(block)), block.new_page)
        case Paragraph(runs=runs, style=style):
            lines = needed_lines(plain_text(runs), 10.5, TEXT_CM)
            lengths = (lines, lines < _SHORT_LINES, lines > _LONG_LINES)
            return SetParagraph(*common, letters.runs(runs), style, *lengths)
        case Items():
            return SetItems(*common, tuple(letters.runs(item) for item in block.items), block.ordered)
        case Table():
            return _table(block, common, letters)
        case Figure():
            return _figure(block, common, letters, pictures)
        case Formula():
            math = letters.text(to_typst(block.tree))
            return SetFormula(*common, math, formula_text(block.tree), block.label)
        case Contents():
            return SetContents(*common, letters.text(block.title))


def _beside(blocks: tuple[Block, ...]) -> list[tuple[bool, bool]]:
    """Of each block, whether it continues an opening of several paragraphs, and whether the next belongs with it."""

    def style(place: int) -> str:
        block = blocks[place] if 0 <= place < len(blocks) else None
        return block.style if isinstance(block, Paragraph) else ""

    found = []
    for place, block in enumerate(blocks):
        leads = style(place) == style(place + 1) == "lede"
        # A block that must not end a page may not carry footnotes: they would stay behind on the page it leaves.
        if isinstance(block, Paragraph) and style(place) != "lede" and not block_notes(block):
            leads = plain_text(block.runs).rstrip()[-1:] in {":", "："}
        found.append((style(place) == style(place - 1) == "lede", leads))
    return found


def _together(blocks: Iterable[SetBlock]) -> list[SetBlock | Together]:
    """Each paragraph with the suggestion that follows it as one piece that stays on its page, unless it is long.

    The heading above belongs to the piece: footnotes may move the paragraph to the next page after the typesetter has
    placed the heading.
    """
    found: list[SetBlock | Together] = []
    for block in blocks:
        last = found[-1] if found else None
        if _suggested(last, block):
            above = [one for one in found[-2:-1] if isinstance(one, SetHeading)]
            piece = found[len(found) - 1 - len(above) :]
            found[len(found) - len(piece) :] = [Together((*piece, block))]
        else:
            found.append(block)
    return found


def _suggested(last: SetBlock | Together | None, block: SetBlock) -> bool:
    """Whether a block is what to write instead of the paragraph before it, and both fit on a page."""
    return (
        isinstance(last, SetParagraph)
        and isinstance(block, SetParagraph)
        and last.style in {"body", "quiet"}
        and block.style == "suggestion"
        and last.lines + block.lines < _LONG_LINES
    )


def _page_words(language: str) -> list[str]:
    """What stands before, between and after the page number and the number of pages."""
    return re.split("[\x01\x02]", say("web.page", language, page="\x01", pages="\x02"))


def _template() -> bytes:
    return files(__package__).joinpath("pdf.typ").read_bytes()


def _said(problem: Any) -> str:
    return " ".join([str(getattr(problem, "message", problem)), *getattr(problem, "hints", [])])


def write_pdf(
    document: AppendixDocument, pictures: Pictures, *, progress: Callable[[int, int], None] | None = None
) -> bytes:
    """Typeset the appendix.

    Only the shipped fonts and the typesetter's maths font are used, whatever the machine has. The settings stand as
    JSON in the document's keywords. There is no clock: the file is dated 1970, as reproducible files are.

    Args:
        document: numbered.
        pictures: its charts, which are drawn once for all formats.
        progress: called with the number of figures drawn and of all.

    Returns:
        The file, byte for byte the same for the same document.

    Warns:
        MissingLetters: characters the shipped fonts lack, with their blocks; their codes are printed instead.

    Raises:
        PdfError: the typesetter refuses or warns.
        ForecastingError: the typesetter is not installed.
    """
    typst = needed("typst", "typst", "a PDF")
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    for done, figure in enumerate(figures, 1):
        pictures.svg(figure)
        if progress is not None:
            progress(done, len(figures))
    letters = _Letters(warn_of_missing(document, pictures))
    blocks = (
        _block(block, beside, letters, pictures)
        for block, beside in zip(document.blocks, _beside(document.blocks), strict=True)
    )
    data = {
        "title": letters.text(document.title),
        "subtitle": letters.text(document.subtitle),
        "label": letters.text(document.label),
        "language": document.language,
        "brief": document.brief,
        "settings": json.dumps(dict(document.settings), ensure_ascii=False, sort_keys=True),
        "page": _page_words(document.language),
        "depth": contents_depth(document.blocks),
        "blocks": [asdict(block) for block in _together(blocks)],
    }
    try:
        compiler = typst.Compiler(
            _template(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
        content, warned = compiler.compile_with_warnings(format="pdf", pdf_standards=_STANDARDS, timestamp=0)
    except typst.TypstError as problem:
        msg = f"the typesetter could not set the appendix: {_said(problem)}"
        raise PdfError(msg) from problem
    if warned:
        msg = "the typesetter warned, and a page that may be wrong is not handed out: " + "; ".join(
            _said(one) for one in warned
        )
        raise PdfError(msg)
    return bytes(content)
