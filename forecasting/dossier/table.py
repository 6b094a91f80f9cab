"""The claims table on disk: rows of text from `claims.csv` or `claims.xlsx`, and back."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath
from typing import TYPE_CHECKING

from forecasting.dossier.model import COLUMNS, OPTIONAL_COLUMNS, Claim, Dossier
from forecasting.dossier.side_sheets import side_names
from forecasting.dossier.text_file import decode
from forecasting.dossier.workbook import READINGS, read_sheet, sheet_bytes
from forecasting.errors import Fault
from forecasting.files import WriteRefusedError, read_whole, write_files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "READINGS",
    "ReadRow",
    "ReadTable",
    "cells",
    "claims_bytes",
    "plain_cells",
    "read_table",
    "read_table_file",
    "table_bytes",
    "workbook_bytes",
    "write_claims",
]

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ReadRow:
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
class ReadTable:
    """What a claims file holds.

    Attributes:
        file: its name, as faults give it.
        rows: its lines without the header and without empty ones.
        missing: columns it should have and has not.
        faults: what is wrong with the table itself.
        notices: what the reader should know (an encoding other than UTF-8).
    """

    file: str
    rows: tuple[ReadRow, ...] = ()
    missing: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()


def plain_cells(claim: Claim) -> dict[str, str]:
    """A claim as cells, each in the one form that a claim in memory has."""
    values = {column: getattr(claim, column) for column in COLUMNS}
    return {column: "" if value is None else str(value) for column, value in values.items()}


def cells(claim: Claim) -> dict[str, str]:
    """A claim as the cells of its line, in the words it was written in."""
    texts = plain_cells(claim)
    return texts | {column: text for column, text, meaning in claim.written if texts[column] == meaning}


def _header(path: Path) -> list[str]:
    """The columns a claims file has."""
    if path.suffix.lower() == ".xlsx":
        lines = read_sheet(path)[0]
        return lines[0][1] if lines else []
    return next(csv.reader(io.StringIO(decode(path.read_bytes())[0] or "")), [])


def _columns(claims: Iterable[Claim], header: Iterable[str] = ()) -> tuple[str, ...]:
    """The columns of a table of claims: of the optional ones those that a claim fills or `header` has."""
    used = {name for name in OPTIONAL_COLUMNS for claim in claims if getattr(claim, name)}
    return tuple(name for name in COLUMNS if name not in OPTIONAL_COLUMNS or name in used | set(header))


def read_table(folder: Path) -> ReadTable:
    """The claims table of a dossier folder, from `claims.csv` or, when there is none, `claims.xlsx`."""
    plain, workbook = folder / "claims.csv", folder / "claims.xlsx"
    if plain.is_file() and workbook.is_file():
        fault = Fault(
            str(workbook), 0, "", "claims.csv beside claims.xlsx", "one of the two; remove the other"
        )
        return ReadTable(str(workbook), faults=(fault,))
    if workbook.is_file():
        return read_table_file(workbook)
    try:
        data = read_whole(plain)
    except FileNotFoundError:
        fault = Fault(str(plain), 0, "", "no such file", "claims.csv (or claims.xlsx) beside dossier.toml")
        return ReadTable(str(plain), faults=(fault,))
    except OSError as error:
        return ReadTable(
            str(plain), faults=(Fault(str(plain), 0, "", str(error.strerror), "a readable file"),)
        )
    return _read_csv(str(plain), data)


def read_table_file(path: Path) -> ReadTable:
    """A claims table in a file of its own, outside of a dossier folder: `.csv`, or `.xlsx`."""
    if path.suffix.lower() == ".xlsx":
        lines, faults, unshown = read_sheet(path)
        if not lines and faults:
            return ReadTable(str(path), faults=tuple(faults))
        return _table(str(path), lines, faults, unshown=unshown)
    try:
        return _read_csv(str(path), read_whole(path))
    except OSError as error:
        return ReadTable(str(path), faults=(Fault(str(path), 0, "", str(error.strerror), "a readable file"),))


def _read_csv(file: str, data: bytes) -> ReadTable:
    text, encoding = decode(data)
    if text is None:
        expected = "UTF-8 text (with or without byte-order mark) or GB18030; save it as 'CSV UTF-8'"
        return ReadTable(file, faults=(Fault(file, 0, "", "bytes that are neither", expected),))
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
    file: str,
    lines: Sequence[tuple[int, list[str]]],
    faults: list[Fault],
    notices: tuple[str, ...] = (),
    unshown: Collection[int] = (),
) -> ReadTable:
    """Rows by column name, with what is wrong with the header and with the length of the lines.

    The value of a row in `unshown` is a fault already.
    """
    if not lines or not any(lines[0][1]):
        if not faults:
            faults.append(Fault(file, 1, "", "no header", f"the columns {', '.join(COLUMNS)}"))
        return ReadTable(file, faults=tuple(faults), notices=notices)
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
        reported |= {"value"} if number in unshown else set()
        rows.append(ReadRow(number, dict(zip(header, record, strict=True)), reported))
    missing = frozenset(COLUMNS) - frozenset(OPTIONAL_COLUMNS) - frozenset(header)
    return ReadTable(file, tuple(rows), missing, tuple(faults), notices)


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
    declared = side_names(path) if path.suffix.lower() == ".xlsx" else ()
    if declared and force:
        msg = f"{path} holds the sheets {', '.join(declared)}, which would be lost; write the whole folder, or to another file"
        raise WriteRefusedError(msg)
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
        like: a file of the same format, whose optional columns, byte-order mark and line ends to take over.

    Raises:
        WriteRefusedError: the suffix is neither .csv nor .xlsx.
        DossierError: a workbook is wanted and openpyxl is not installed.
    """
    rows = claims.claims if isinstance(claims, Dossier) else tuple(claims)
    suffix = PurePath(name).suffix.lower()
    header = _header(like) if like is not None and like.is_file() else []
    if suffix == ".csv":
        if like is not None and like.is_file():
            head = like.read_bytes()
            bom, newline = head.startswith(_BOM), "\r\n" if b"\r\n" in head else "\n"
        return table_bytes(rows, bom=bom, newline=newline, header=header)
    if suffix != ".xlsx":
        msg = f"claims are written to .csv or .xlsx, not to {suffix or 'a file without suffix'} ({name})"
        raise WriteRefusedError(msg)
    lists = _lists(claims, rows)
    return workbook_bytes(name, rows, lists["indicator"], lists["source"], header=header)


def workbook_bytes(
    file: str,
    claims: Sequence[Claim],
    indicators: Sequence[str],
    sources: Sequence[str],
    *,
    header: Iterable[str] = COLUMNS,
    sides: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
) -> bytes:
    """The claims as a workbook.

    Args:
        file: its name, for messages.
        claims: in the order of the lines.
        indicators: what the drop-downs of indicator and of offer.
        sources: what the drop-down of source offers.
        header: columns of the table it was read from; an optional one among them is written though it is empty.
        sides: rows of the sheets `indicators` and `sources`; None for a workbook of claims alone.

    Raises:
        DossierError: openpyxl is not installed.
    """
    columns = _columns(claims, header)
    texts = [[cells(claim)[column] for column in columns] for claim in claims]
    lists = {"indicator": indicators, "of": indicators, "source": sources}
    return sheet_bytes(file, columns, texts, lists, sides)


def _lists(claims: Dossier | Iterable[Claim], rows: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """Indicators and sources to choose from: those of the dossier, or those the claims have."""
    if isinstance(claims, Dossier):
        indicators, sources = tuple(claims.indicators), tuple(claims.sources)
    else:
        indicators = tuple(dict.fromkeys(claim.indicator for claim in rows))
        sources = tuple(dict.fromkeys(claim.source for claim in rows if claim.source))
    return {"indicator": indicators, "source": sources}
