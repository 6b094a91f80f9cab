"""The review as a workbook: a row a claim, low confidence first, drop-downs, the quote as a comment."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from forecasting.dossier.model import BASES, KINDS, ROLES
from forecasting.dossier.side_sheets import put_text
from forecasting.dossier.workbook import READINGS, drop_downs, without_clock
from forecasting.extras import needed
from forecasting.numbers.stated import COMPARATORS
from forecasting.show.review.placed import confidence_of
from forecasting.words import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecasting.show.review.placed import PlacedRow, Report

__all__ = ["CLAIMS", "DECISIONS", "workbook"]

CLAIMS = "claims"
"""Name of the sheet that is read back, in every language."""
DECISIONS = {say(f"review.workbook.{what}", one): what for one in LANGUAGES for what in ("accept", "reject")}
"""What stands in the first column, and what it means."""
_WIDTHS = {"claim_id": 38, "indicator": 22, "kind": 16, "quote": 46, "note": 46, "entity": 14, "role": 11}
_COMMENT_LETTERS = 900
_FIRST_ROW = 2


def workbook(
    report: Report, columns: Sequence[str], choices: Mapping[str, Sequence[str]], language: str
) -> bytes:
    """The workbook.

    Args:
        report: the text with its claims.
        columns: of the claims file.
        choices: what the cells of some columns may hold.
        language: of the heads and the drop-down of the first column.

    Raises:
        ForecastingError: openpyxl is not installed.
    """
    openpyxl = needed("openpyxl", "openpyxl", "a workbook", "excel")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = CLAIMS
    head = ["decision", "confidence", *columns]
    _row(sheet, 1, head, bold=True)
    sheet["A1"].comment = _comment(say("review.workbook.help", language))
    for number, one in enumerate(_ordered(report.claims), start=_FIRST_ROW):
        sure = confidence_of(one.cells)
        written = "" if sure is None else f"{sure:.2f}"
        _row(sheet, number, ["", written, *(one.cells.get(name, "") for name in columns)])
        around = report.text[max(0, one.start - 60) : one.end + 60] if one.start >= 0 else ""
        quote = "\n…\n".join(
            piece for piece in (one.cells.get("quote", ""), around.strip(), *one.faults) if piece
        )
        if "value" in columns and quote:
            sheet.cell(number, head.index("value") + 1).comment = _comment(quote)
    for place, name in enumerate(head, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = _WIDTHS.get(name, 11)
    drop_downs(
        sheet, head, _offered(choices, language), max(2 * len(report.claims), 500), free={*choices, "reading"}
    )
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{openpyxl.utils.get_column_letter(len(head))}{len(report.claims) + 1}"
    _loose(book, report, language)
    stream = io.BytesIO()
    book.save(stream)
    return without_clock(stream.getvalue())


def _ordered(claims: Sequence[PlacedRow]) -> list[PlacedRow]:
    """Low confidence first, what a person typed last, else in the order of the text."""
    sure = [confidence_of(one.cells) for one in claims]
    order = sorted(
        range(len(claims)), key=lambda at: (2.0 if sure[at] is None else sure[at], claims[at].start, at)
    )
    return [claims[at] for at in order]


def _row(sheet: Any, number: int, values: Sequence[str], *, bold: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    for place, value in enumerate(values, start=1):
        cell = sheet.cell(number, place)
        put_text(cell, value)
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(vertical="top", wrap_text=len(value) > 40)


def _comment(text: str) -> Any:
    from openpyxl.comments import Comment

    made = Comment(text[:_COMMENT_LETTERS], "forecasting")
    made.width, made.height = 380, 130
    return made


def _offered(choices: Mapping[str, Sequence[str]], language: str) -> dict[str, Sequence[str]]:
    """What the drop-downs offer."""
    return {
        "decision": [say(f"review.workbook.{one}", language) for one in ("accept", "reject")],
        "role": ROLES,
        "kind": KINDS,
        "basis": BASES,
        "comparator": COMPARATORS,
        "reading": READINGS,
        **{key: [one for one in values if one] for key, values in choices.items()},
    }


def _loose(book: Any, report: Report, language: str) -> None:
    """The numbers no claim states, with the words around them."""
    sheet = book.create_sheet(say("review.workbook.loose", language))
    _row(
        sheet, 1, [say(f"review.workbook.{one}", language) for one in ("number", "words", "place")], bold=True
    )
    for number, one in enumerate(report.loose, start=_FIRST_ROW):
        _row(sheet, number, [f"{one.value} {one.unit}".strip(), one.quote, str(one.start)])
    for letter, width in zip("ABC", (18, 90, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
