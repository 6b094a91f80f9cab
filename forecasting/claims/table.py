"""The claims table on disk: rows of text from `claims.csv` or `claims.xlsx`, and back."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from forecasting.claims.model import BASES, COLUMNS, KINDS, OPTIONAL_COLUMNS, ROLES, Claim, Dossier
from forecasting.claims.text_file import decode
from forecasting.errors import DossierError, Fault
from forecasting.files import WriteRefusedError, write_files
from forecasting.stated import COMPARATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["READINGS", "Row", "Table", "cells", "claims_bytes", "read_table", "table_bytes", "write_claims"]

READINGS = ("increase_by", "increase_to", "every_window", "average", "truncated")
_NUMERIC_COLUMNS = ("start", "end", "every")
_MISSING_OPENPYXL = 'the package openpyxl: pip install "target-forecasting[excel]"'
_WIDTHS = {"claim_id": 24, "entity": 14, "indicator": 22, "quote": 44, "note": 44, "kind": 18, "locator": 12}
_LIST_ROWS = 2000
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        line: its number, the header being 1.
        cells: the text in each column.
        reported: columns whose cell is a fault already, so that nothing more is said about it.
    """

    line: int
    cells: dict[str, str]
    reported: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """What a claims file holds.

    Attributes:
        file: its name, as faults give it.
        rows: its lines without the header and without empty ones.
        missing: columns it should have and has not.
        faults: what is wrong with the table itself.
        notices: what the reader should know (an encoding other than UTF-8).
    """

    file: str
    rows: tuple[Row, ...] = ()
    missing: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()


def cells(claim: Claim) -> dict[str, str]:
    """A claim as the cells of its line."""
    values = {column: getattr(claim, column) for column in COLUMNS}
    texts = {column: "" if value is None else str(value) for column, value in values.items()}
    return texts | {column: text for column, text, meaning in claim.written if texts[column] == meaning}


def _columns(claims: Iterable[Claim], header: Iterable[str] = ()) -> tuple[str, ...]:
    """The columns of a table of claims: of the optional ones those that a claim fills or `header` has."""
    used = {name for name in OPTIONAL_COLUMNS for claim in claims if getattr(claim, name)}
    return tuple(name for name in COLUMNS if name not in OPTIONAL_COLUMNS or name in used | set(header))


def read_table(folder: Path) -> Table:
    """The claims table of a dossier folder, from `claims.csv` or, when there is none, `claims.xlsx`."""
    plain, workbook = folder / "claims.csv", folder / "claims.xlsx"
    if plain.is_file() and workbook.is_file():
        fault = Fault(
            str(workbook), 0, "", "claims.csv beside claims.xlsx", "one of the two; remove the other"
        )
        return Table(str(workbook), faults=(fault,))
    if workbook.is_file():
        return _read_xlsx(workbook)
    try:
        data = plain.read_bytes()
    except FileNotFoundError:
        fault = Fault(str(plain), 0, "", "no such file", "claims.csv (or claims.xlsx) beside dossier.toml")
        return Table(str(plain), faults=(fault,))
    except OSError as error:
        return Table(str(plain), faults=(Fault(str(plain), 0, "", str(error.strerror), "a readable file"),))
    return _read_csv(str(plain), data)


def _read_csv(file: str, data: bytes) -> Table:
    text, encoding = decode(data)
    if text is None:
        expected = "UTF-8 text (with or without byte-order mark) or GB18030; save it as 'CSV UTF-8'"
        return Table(file, faults=(Fault(file, 0, "", "bytes that are neither", expected),))
    notices = () if encoding == "UTF-8" else (f"{file} was read as {encoding}, not UTF-8.",)
    lines: list[tuple[int, list[str]]] = []
    faults: list[Fault] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            lines.append((line, record))
            line = reader.line_num + 1
    except csv.Error as error:
        expected = (
            "comma-separated text; a cell with a comma or a line break in double quotes, closed on both sides"
        )
        faults.append(Fault(file, line, "", f"a line that cannot be read ({error})", expected))
    return _table(file, lines, faults, notices)


def _table(
    file: str, lines: Sequence[tuple[int, list[str]]], faults: list[Fault], notices: tuple[str, ...] = ()
) -> Table:
    """Rows by column name, with what is wrong with the header and with the length of the lines."""
    if not lines or not any(lines[0][1]):
        if not faults:
            faults.append(Fault(file, 1, "", "no header", f"the columns {', '.join(COLUMNS)}"))
        return Table(file, faults=tuple(faults), notices=notices)
    line, header = lines[0]
    faults.extend(_header_faults(file, line, header))
    rows = []
    for number, record in lines[1:]:
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            expected = f"{len(header)} cells, as in the header; a cell with a comma needs double quotes"
            faults.append(Fault(file, number, "", f"{len(record)} cells", expected))
            continue
        reported = frozenset(fault.column for fault in faults if fault.line == number)
        rows.append(Row(number, dict(zip(header, record, strict=True)), reported))
    missing = frozenset(COLUMNS) - frozenset(OPTIONAL_COLUMNS) - frozenset(header)
    return Table(file, tuple(rows), missing, tuple(faults), notices)


def _header_faults(file: str, line: int, header: Sequence[str]) -> Iterator[Fault]:
    if len(header) == 1 and re.search("[;\t|]", header[0]):
        yield Fault(file, line, "", f"the header {header[0]!r}", "columns separated by commas")
        return
    for place, name in enumerate(header, start=1):
        if name not in COLUMNS:
            close = get_close_matches(name.strip().lower(), COLUMNS, n=1)
            hint = f"perhaps {close[0]}; " if close else ""
            shown = repr(name) if name else f"an unnamed column (number {place})"
            yield Fault(file, line, name, shown, f"{hint}only the columns {', '.join(COLUMNS)}")
        elif name in header[: place - 1]:
            yield Fault(file, line, name, "the column twice", "every column once")
    for name in COLUMNS:
        if name not in header and name not in OPTIONAL_COLUMNS:
            yield Fault(file, line, name, "no such column", f"a column {name} (its cells may be empty)")


def _read_xlsx(path: Path) -> Table:
    file = str(path)
    try:
        import openpyxl
    except ImportError:
        fault = Fault(
            file, 0, "", "a workbook, which needs a package that is not installed", _MISSING_OPENPYXL
        )
        return Table(file, faults=(fault,))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drop-downs that reading leaves aside
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        fault = Fault(file, 0, "", f"no readable workbook ({error})", "an .xlsx file with the sheet 'claims'")
        return Table(file, faults=(fault,))
    names = book.sheetnames
    if "claims" not in names and len(names) > 1:
        fault = Fault(file, 0, "", f"the sheets {', '.join(names)}", "a sheet named 'claims'")
        return Table(file, faults=(fault,))
    sheet = book["claims"] if "claims" in names else book[names[0]]
    lines: list[tuple[int, list[str]]] = []
    faults: list[Fault] = []
    header: list[str] = []
    for number, record in enumerate(sheet.iter_rows(), start=1):
        columns = [*header, *[""] * (len(record) - len(header))]
        texts = [_cell_text(file, cell, column, faults) for cell, column in zip(record, columns, strict=True)]
        if not header:
            while texts and not texts[-1]:
                texts.pop()
            header = texts
        else:
            while len(texts) > len(header) and not texts[-1]:
                texts.pop()
            texts.extend([""] * (len(header) - len(texts)))
        lines.append((number, texts))
    return _table(file, lines, faults)


def _cell_text(file: str, cell: Any, column: str, faults: list[Fault]) -> str:
    """What a cell holds, as text; a cell whose printed form is lost is a fault."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str) and cell.data_type in {"s", "inlineStr", "str"}:
        return value
    whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value)
    if whole and column not in {"value", "quote"}:
        return str(int(value))
    found = f"{cell.coordinate}: {_CELL_TYPES.get(cell.data_type, 'a cell')} {value}"
    expected = (
        "the number as printed, in a cell formatted as text: as a number, 10.0 becomes 10"
        if column == "value"
        else f"a {'whole number' if column in _NUMERIC_COLUMNS else 'text'}, typed in"
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


def table_bytes(
    claims: Iterable[Claim], *, bom: bool = False, newline: str = "\n", header: Iterable[str] = ()
) -> bytes:
    """The claims as a CSV file in UTF-8.

    Args:
        claims: in the order of the lines.
        header: columns of the table it was read from; an optional one among them is written though it is empty.
        bom: whether to begin with a byte-order mark, which spreadsheets need to show Chinese.
        newline: line end, a line feed or carriage return and line feed.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=newline)
    rows = tuple(claims)
    columns = _columns(rows, header)
    writer.writerow(columns)
    writer.writerows([cells(claim)[column] for column in columns] for claim in rows)
    return (_BOM if bom else b"") + text.getvalue().encode("utf-8")


def write_claims(
    claims: Dossier | Iterable[Claim],
    path: Path,
    *,
    bom: bool = False,
    newline: str = "\n",
    force: bool = False,
) -> None:
    """Write claims to a `.csv` or `.xlsx` file, whole or not at all.

    Args:
        claims: a dossier or its claims; a dossier lends its indicators and sources to the drop-downs.
        path: where to; its suffix chooses the format.
        bom: whether a CSV file begins with a byte-order mark.
        newline: line end of a CSV file; a file read and written with the style it had comes out unchanged.
        force: whether a file that is already there may be replaced.

    Raises:
        WriteRefusedError: the file exists and `force` is not set, it cannot be written, or its suffix is another.
        DossierError: a workbook is wanted and openpyxl is not installed.
    """
    write_files({path: claims_bytes(claims, path.name, bom=bom, newline=newline)}, force=force)


def claims_bytes(
    claims: Dossier | Iterable[Claim],
    name: str,
    *,
    bom: bool = False,
    newline: str = "\n",
    like: Path | None = None,
) -> bytes:
    """What `write_claims` writes.

    Args:
        claims: a dossier or its claims.
        name: of the file; its suffix chooses the format.
        bom: whether a CSV file begins with a byte-order mark.
        newline: line end of a CSV file.
        like: a CSV file whose byte-order mark and line ends to take over.

    Raises:
        WriteRefusedError: the suffix is neither .csv nor .xlsx.
        DossierError: a workbook is wanted and openpyxl is not installed.
    """
    rows = claims.claims if isinstance(claims, Dossier) else tuple(claims)
    suffix = PurePath(name).suffix.lower()
    if suffix == ".csv":
        header: Sequence[str] = ()
        if like is not None and like.is_file():
            head = like.read_bytes()
            bom, newline = head.startswith(_BOM), "\r\n" if b"\r\n" in head else "\n"
            header = (decode(head)[0] or "").split("\n", 1)[0].strip().split(",")
        return table_bytes(rows, bom=bom, newline=newline, header=header)
    if suffix != ".xlsx":
        msg = f"claims are written to .csv or .xlsx, not to {suffix or 'a file without suffix'} ({name})"
        raise WriteRefusedError(msg)
    if isinstance(claims, Dossier):
        return _workbook(name, rows, tuple(claims.indicators), tuple(claims.sources))
    indicators = tuple(dict.fromkeys(claim.indicator for claim in rows))
    sources = tuple(dict.fromkeys(claim.source for claim in rows if claim.source))
    return _workbook(name, rows, indicators, sources)


def _workbook(file: str, claims: Sequence[Claim], indicators: Sequence[str], sources: Sequence[str]) -> bytes:
    """A workbook with text cells only, a frozen header, and drop-downs where a column has a fixed choice."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
    except ImportError as error:
        raise DossierError(
            [Fault(file, 0, "", "a workbook, which needs a package that is not installed", _MISSING_OPENPYXL)]
        ) from error
    book = Workbook()
    sheet = book.active
    sheet.title = "claims"
    lists = book.create_sheet("lists")
    columns = _columns(claims)
    texts = [[cells(claim)[column] for column in columns] for claim in claims]
    for number, values in enumerate([columns, *texts], start=1):
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(number, place)
            cell.number_format = "@"
            if value:
                cell.value = value
                cell.data_type = "s"  # also what begins with = + - @, which would otherwise be a formula
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=columns[place - 1] in {"quote", "note"})
    choices: dict[str, Sequence[str]] = {
        "indicator": indicators,
        "role": ROLES,
        "kind": KINDS,
        "basis": BASES,
        "comparator": COMPARATORS,
        "reading": READINGS,
        "of": indicators,
        "source": sources,
    }
    last = max(_LIST_ROWS, 2 * len(claims))
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, 11)
        sheet.column_dimensions[letter].number_format = "@"
        options = choices.get(column, ())
        if not options:
            continue
        beside = get_column_letter(list(choices).index(column) + 1)
        for number, option in enumerate([column, *options], start=1):
            lists[f"{beside}{number}"].value = option
            lists[f"{beside}{number}"].data_type = "s"
        drop_down = DataValidation(
            "list", formula1=f"lists!${beside}$2:${beside}${len(options) + 1}", allow_blank=True
        )
        # A reading may also be crossing:YEAR, so there the list only suggests.
        drop_down.showErrorMessage = column != "reading"
        drop_down.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(drop_down)
    sheet.freeze_panes = "B2"
    lists.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue())


def _without_clock(data: bytes) -> bytes:
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
