"""Tables that stay editable: repeated heading row, whole rows, widths on columns and cells alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.annex.word.wordml import attribute, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecasting.annex.blocks import Cell, Table

__all__ = ["equation_row", "table_xml", "widths"]

#: Tables of so many rows or fewer are kept on one page.
_WHOLE = 8
_NARROWEST = 400
_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'
_JC = '<w:jc w:val="{}"/>'
_BLANK = (
    '<w:tblBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/>'
)


def widths(shares: list[float], total: int) -> list[int]:
    """Column widths in twentieths of a point that add up to `total`, in proportion to their shares."""
    whole = sum(share for share in shares if share > 0) or 1.0
    bare = [max(_NARROWEST, total * max(share, 0) / whole) for share in shares]
    scaled = [int(one * total / sum(bare)) for one in bare]
    scaled[-1] += total - sum(scaled)
    return scaled


def _rule(side: str, size: int, color: str = "000000") -> str:
    return _RULE.format(side=side, size=size, color=color)


def table_xml(
    table: Table, total: int, styles: Mapping[str, str], text: Callable[[Cell], str], *, noted: bool
) -> str:
    """A table with a rule above, below and under its heading, and hairlines between rows.

    Args:
        table: the block.
        total: width of the text, in twentieths of a point.
        styles: ids by role.
        text: makes runs of a cell.
        noted: whether a note follows, from which the last row must not be parted.
    """
    columns = widths([column.share for column in table.columns], total)
    size = "Small" if table.small else ""
    side = 60 if table.small else 90
    alignments = [_JC.format(column.align) for column in table.columns]
    # What begins at the left right after what ends at the right needs a gap.
    before = ["", *(column.align for column in table.columns)]
    gaps = [
        f'<w:tcMar><w:left w:w="{side + 130}" w:type="dxa"/></w:tcMar>'
        if last == "right" and column.align != "right"
        else ""
        for last, column in zip(before, table.columns, strict=False)
    ]

    def cells(contents: list[str], style: str, extra: str, rule: str = "", placed: str = "") -> str:
        return "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}{gap}{placed}</w:tcPr>'
            f"{paragraph(content, style, extra + aligned)}</w:tc>"
            for width, content, aligned, gap in zip(columns, contents, alignments, gaps, strict=True)
        )

    head = cells(
        [text(_plain(column.label)) for column in table.columns],
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
        contents = [text(cell) for cell in row.cells]
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


def _plain(label: str) -> Cell:
    from forecasting.annex.blocks import cell

    return cell(label)


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
