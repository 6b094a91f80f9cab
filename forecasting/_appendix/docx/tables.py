"""Tables that stay editable: repeated heading row, whole rows, widths on columns and cells alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import cell, plain_text
from forecasting._appendix.columns import column_widths
from forecasting._appendix.docx.wordml import attribute, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forecasting._appendix.blocks import Cell, Table

__all__ = ["equation_row", "table_xml", "widths"]

#: Tables of so many rows or fewer are kept on one page.
_WHOLE = 8
_NARROWEST = 400
_TWIPS_PER_CM = 1440 / 2.54
_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'
# Between hyphens and spaces; a Chinese character may end a line anywhere.
_WORD = re.compile(r"[^\s\-–—/\u2e80-\u9fff\uff00-\uffef]+-?")
_JC = '<w:jc w:val="{}"/>'
_BLANK = (
    '<w:tblBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/>'
)


def widths(shares: list[float], total: int, least: list[int] | None = None) -> list[int]:
    """Column widths in twentieths of a point that add up to `total`, in proportion to their shares.

    Args:
        shares: of the columns, relative to each other.
        total: width of the table.
        least: what each column needs so that no word breaks; kept where there is room for all of them.
    """
    needed = least or [_NARROWEST] * len(shares)
    if sum(needed) > total:
        needed = [0] * len(shares)
    bare = [max(share, 1e-6) for share in shares]
    # Columns that would be too narrow get what they need, the others share what is left; that may narrow one more.
    fixed: dict[int, int] = {}
    while True:
        left = total - sum(fixed.values())
        whole = sum(share for place, share in enumerate(bare) if place not in fixed)
        wide = [
            fixed[place] if place in fixed else int(left * share / whole) for place, share in enumerate(bare)
        ]
        short = [place for place, width in enumerate(wide) if place not in fixed and width < needed[place]]
        if not short:
            break
        fixed |= {place: needed[place] for place in short}
    widest = wide.index(max(wide))
    wide[widest] += total - sum(wide)
    return wide


def _longest_word(texts: Iterable[str], size: int, bold: str) -> int:
    """About how wide the widest word of a column is, in twentieths of a point; `bold` is its heading."""
    words = [(word, 0.56) for text in texts for word in _WORD.findall(text)]
    words += [(word, 0.64) for word in _WORD.findall(bold)]
    # A point is twenty twentieths and two half points.
    return max((int(len(word) * em * size * 10) for word, em in words), default=0)


def _rule(side: str, size: int, color: str = "000000") -> str:
    return _RULE.format(side=side, size=size, color=color)


def _measured(table: Table, total: int, half_points: int, side: int) -> list[int]:
    """The widths of the columns, in twentieths of a point, `side` of it on each side of a cell."""
    least = [
        _longest_word((plain_text(row.cells[place]) for row in table.rows), half_points, column.label)
        + 2 * side
        + 40
        for place, column in enumerate(table.columns)
    ]
    # Measured as on paper, so that no narrow column makes a table twice as long.
    return widths(list(column_widths(table, half_points / 2, total / _TWIPS_PER_CM)), total, least)


def _gaps(table: Table, side: int) -> list[str]:
    """A gap by column: what begins at the left right after what ends at the right needs one."""
    before = ["", *(column.align for column in table.columns)]
    return [
        f'<w:tcMar><w:left w:w="{side + 130}" w:type="dxa"/></w:tcMar>'
        if last == "right" and column.align != "right"
        else ""
        for last, column in zip(before, table.columns, strict=False)
    ]


def table_xml(
    table: Table,
    total: int,
    styles: Mapping[str, str],
    text: Callable[[Cell], str],
    half_points: tuple[int, int],
    *,
    noted: bool,
) -> str:
    """A table with a rule above, below and under its heading, and hairlines between rows.

    Args:
        table: the block.
        total: width of the text, in twentieths of a point.
        styles: ids by role.
        text: makes runs of a cell.
        half_points: size of type in a table, and in a small one.
        noted: whether a note follows, from which the last row must not be parted.
    """
    size = "Small" if table.small else ""
    side = 60 if table.small else 90
    columns = _measured(table, total, half_points[table.small], side)
    alignments = [_JC.format(column.align) for column in table.columns]
    gaps = _gaps(table, side)

    def cells(contents: list[str], style: str, extra: str, rule: str = "", placed: str = "") -> str:
        return "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}{gap}{placed}</w:tcPr>'
            f"{paragraph(content, style, extra + aligned)}</w:tc>"
            for width, content, aligned, gap in zip(columns, contents, alignments, gaps, strict=True)
        )

    head = cells(
        [text(cell(column.label)) for column in table.columns],
        styles[f"AnnexTableHead{size}"],
        "<w:keepNext/>",
        f'<w:tcBorders>{_rule("bottom", 6)}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>',
        '<w:vAlign w:val="bottom"/>',
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    last = len(table.rows) - 1
    style = styles["AnnexTableSmall" if table.small else "AnnexTable"]
    for place, row in enumerate(table.rows):
        # A heading never stands alone, a short table stays whole, and a note stays with the end of its table.
        kept = noted if place == last else last < _WHOLE or place in (0, last - 1)
        contents = [text(one) for one in row.cells]
        rows.append(
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            f"{cells(contents, style, '<w:keepNext/>' if kept else '')}</w:tr>"
        )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    borders = (
        f"<w:tblBorders>{_rule('top', 12)}{_rule('bottom', 12)}{_rule('insideH', 4, 'BFBFBF')}</w:tblBorders>"
    )
    margins = f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(table.caption)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def equation_row(equation: str, label: str, total: int, style: str, *, kept: bool) -> str:
    """A displayed formula in the middle of the line and its number at the right end, in a table without rules.

    Args:
        equation: as XML.
        label: its number, as runs.
        total: width of the text, in twentieths of a point.
        style: id of the style of its paragraphs.
        kept: whether it stays on the page of what follows.
    """
    together = "<w:keepNext/>" if kept else ""
    side = 1000
    columns = [side, total - 2 * side, side]
    contents = ["", equation, label]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(content, style, together + _JC.format(aligned))}</w:tc>"
        for width, content, aligned in zip(columns, contents, ("left", "center", "right"), strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>{_BLANK}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )
