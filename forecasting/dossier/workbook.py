"""The claims table as a workbook: a sheet of text cells with drop-downs, and the mishaps of reading one back."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forecasting.dossier.book import MOST_COLUMNS, MOST_ROWS, filled_cells, opened, size_of, value_of
from forecasting.dossier.model import BASES, KINDS, ROLES
from forecasting.dossier.side_sheets import add_side_sheets, column_comment, put_text
from forecasting.dossier.vocabulary import choices
from forecasting.errors import DossierError, Fault
from forecasting.numbers.stated import COMPARATORS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

__all__ = ["READINGS", "drop_downs", "read_sheet", "sheet_bytes", "shown_digits", "without_clock"]

READINGS = ("increase_by", "increase_to", "every_window", "average", "truncated")
_PERIODS = ("H1", "H2", "Q1", "Q2", "Q3", "Q4", "Q1-Q3")
_NUMERIC_COLUMNS = ("start", "end", "every")
_MISSING_OPENPYXL = 'the package openpyxl: pip install "target-forecasting[excel]"'
_WIDTHS = {"claim_id": 24, "entity": 14, "indicator": 22, "quote": 44, "note": 44, "kind": 18, "locator": 12}
_LIST_ROWS = 2000
_AS_TEXT = "the number as printed, in a cell formatted as text, or with as many decimals as were printed: as a plain number, 10.0 becomes 10"
_NAMED = 8  # cells that the one fault about lost digits names
_FIXED = re.compile(r"(?:#,##)?0(?:\.(0+))?")


def read_sheet(path: Path) -> tuple[list[tuple[int, list[str]]], list[Fault], frozenset[int]]:
    """The rows of the sheet of claims as text, by their number in the sheet, and what is wrong with its cells.

    A number typed as one is read with the digits that its cell's format shows; all values whose format shows none are
    one fault together.

    Returns:
        The rows; the faults; the rows whose value is in that one fault. A workbook that cannot be read gives no row
        and one fault.
    """
    file = str(path)
    try:
        book = opened(path)
    except ImportError:
        fault = Fault(
            file, 0, "", "a workbook, which needs a package that is not installed", _MISSING_OPENPYXL
        )
        return [], [fault], frozenset()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        fault = Fault(
            file, 0, "", f"no readable workbook ({reason})", "an .xlsx file with the sheet 'claims'"
        )
        return [], [fault], frozenset()
    names = book.sheetnames
    if "claims" not in names and len(names) != 1:
        found = f"the sheets {', '.join(names)}" if names else "a workbook without a sheet"
        fault = Fault(file, 0, "", found, "a sheet named 'claims'")
        return [], [fault], frozenset()
    sheet = book["claims"] if "claims" in names else book[names[0]]
    rows, width = size_of(sheet)
    if rows > MOST_ROWS or width > MOST_COLUMNS:
        found = f"a sheet of {rows} rows and {width} columns"
        expected = f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
        return [], [Fault(file, 0, "", found, expected)], frozenset()
    lines: list[tuple[int, list[str]]] = []
    faults: list[Fault] = []
    unshown: list[Any] = []
    header: list[str] = []
    for number, record in filled_cells(sheet).items():
        columns = [*header, *[""] * (len(record) - len(header))]
        texts = [
            _cell_text(file, cell, column, faults, unshown)
            for cell, column in zip(record, columns, strict=False)  # a row ends with its last value
        ]
        if not header:
            while texts and not texts[-1]:
                texts.pop()
            header = texts
        else:
            while len(texts) > len(header) and not texts[-1]:
                texts.pop()
            texts.extend([""] * (len(header) - len(texts)))
        lines.append((number, texts))
    if unshown:
        faults.append(_unshown_fault(file, unshown))
    return lines, faults, frozenset(cell.row for cell in unshown)


def shown_digits(value: float, number_format: str) -> str | None:
    """A number as its cell shows it, where the format fixes the digits and the number has no more than those.

    Args:
        value: what the cell holds.
        number_format: of the cell, such as "0.00" or "#,##0.0"; its part for positive numbers counts.

    Returns:
        The digits, without separators; None where the format leaves them open ("General"), asks for something else
        than digits (percent, dates) or hides some of those typed.
    """
    sections = number_format.split(";")
    if (value < 0 and len(sections) > 1) or re.search(r'"[^"]*[-%0-9][^"]*"|\\[-%0-9]', sections[0]):
        return None
    plain = re.sub(r"\[[^\]]*\]|_.|\*.|\\.|\"[^\"]*\"", "", sections[0]).strip()
    found = _FIXED.fullmatch(plain)
    if found is None:
        return None
    places = len(found.group(1) or "")
    exact = Decimal(repr(value))
    rounded = exact.quantize(Decimal(1).scaleb(-places))
    return str(rounded) if rounded == exact else None


def _unshown_fault(file: str, cells: Sequence[Any]) -> Fault:
    """One fault for all values whose printed digits are gone, however many there are."""
    first, *rest = cells
    found = f"{first.coordinate}: the number {first.value}"
    if rest:
        named = ", ".join(cell.coordinate for cell in rest[:_NAMED])
        found += f", and {len(rest)} more such cells ({named}{', ...' if len(rest) > _NAMED else ''})"
    return Fault(file, first.row, "value", found, _AS_TEXT)


def _cell_text(file: str, cell: Any, column: str, faults: list[Fault], unshown: list[Any]) -> str:
    """What a cell holds, as text; a cell whose printed form is lost is a fault, or a value to be told with others."""
    value = None if cell is None else value_of(cell)
    if value is None:
        return ""
    if isinstance(value, str) and cell.data_type in {"s", "inlineStr", "str"}:
        return value
    whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value)
    if whole and column not in {"value", "quote"}:
        return str(int(value))
    if column == "value" and isinstance(value, (int, float)) and not isinstance(value, bool):
        digits = shown_digits(value, cell.number_format)
        if digits is None:
            unshown.append(cell)
        return digits or ""
    found = f"{cell.coordinate}: {_CELL_TYPES.get(cell.data_type, 'a cell')} {value}"
    expected = (
        _AS_TEXT
        if column == "value"
        else f"a {'whole number (or 2023/24 as text)' if column in _NUMERIC_COLUMNS else 'text'}, typed in"
    )
    faults.append(Fault(file, cell.row, column, found, expected))
    return ""


_CELL_TYPES = {
    "n": "the number",
    "b": "the truth value",
    "d": "the date",
    "f": "the formula",
    "e": "the error",
}


def sheet_bytes(
    file: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    lists: Mapping[str, Sequence[str]],
    sides: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
) -> bytes:
    """A workbook with text cells only, a frozen header, and drop-downs where a column has a fixed choice.

    Args:
        file: its name, for messages.
        columns: the header.
        rows: the cells of each line.
        lists: what the drop-downs of indicator, of and source offer; other columns have fixed words.
        sides: rows of the sheets that declare indicators and sources, which the drop-downs then offer.

    Raises:
        DossierError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise DossierError(
            [Fault(file, 0, "", "a workbook, which needs a package that is not installed", _MISSING_OPENPYXL)]
        ) from error
    book = Workbook()
    sheet = book.active
    sheet.title = "claims"
    for number, values in enumerate([columns, *rows], start=1):
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(number, place)
            put_text(cell, value)
            cell.font = Font(bold=number == 1)
            if number == 1:
                cell.comment = column_comment("claims", columns[place - 1])
            cell.alignment = Alignment(vertical="top", wrap_text=columns[place - 1] in {"quote", "note"})
    offered = {
        "indicator": lists["indicator"],
        "role": choices("role", ROLES),
        "kind": choices("kind", KINDS),
        "basis": choices("basis", BASES),
        "period": _PERIODS,
        "comparator": choices("comparator", COMPARATORS),
        "reading": READINGS,
        "of": lists["of"],
        "source": lists["source"],
    }
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, 11)
        sheet.column_dimensions[letter].number_format = "@"
    # A reading may also be crossing:YEAR, and a period any months, so there the lists only suggest.
    last = max(_LIST_ROWS, 2 * len(rows))
    elsewhere = {"indicator": "indicators", "of": "indicators", "source": "sources"} if sides else {}
    drop_downs(sheet, columns, offered, last, free={"reading", "period"}, elsewhere=elsewhere)
    add_side_sheets(book, sides or {})
    sheet.freeze_panes = "B2"
    stream = io.BytesIO()
    book.save(stream)
    return without_clock(stream.getvalue())


def drop_downs(
    sheet: Any,
    columns: Sequence[str],
    offered: Mapping[str, Sequence[str]],
    last: int,
    free: Collection[str] = (),
    elsewhere: Mapping[str, str] | None = None,
) -> None:
    """Drop-downs in the columns of a sheet of openpyxl; what they offer stands on a hidden sheet `lists`.

    Args:
        sheet: its first row is the header.
        columns: the header.
        offered: what the drop-down of a column offers; none where that is empty.
        last: row down to which they go.
        free: columns where another word is taken, too.
        elsewhere: columns that offer the first column of another sheet, as it is when the choice is made.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = sheet.parent.create_sheet("lists")
    lists.sheet_state = "hidden"
    for place, column in enumerate(columns, start=1):
        options = offered.get(column, ())
        if not options:
            continue
        beside = get_column_letter(list(offered).index(column) + 1)
        for number, option in enumerate([column, *options], start=1):
            lists[f"{beside}{number}"].value = option
            lists[f"{beside}{number}"].data_type = "s"
        formula = f"lists!${beside}$2:${beside}${len(options) + 1}"
        if elsewhere and column in elsewhere:
            formula = f"{elsewhere[column]}!$A$2:$A$500"
        drop_down = DataValidation("list", formula1=formula, allow_blank=True)
        drop_down.showErrorMessage = column not in free
        letter = get_column_letter(place)
        drop_down.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(drop_down)


def without_clock(data: bytes) -> bytes:
    """The same workbook with fixed dates inside, so that equal claims give equal bytes."""
    stamp = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = stamp.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
