"""Tables to files, row by row: csv, parquet and xlsx, whole or not at all."""

from __future__ import annotations

import contextlib
import csv
from itertools import islice
from typing import TYPE_CHECKING, Any

from forecasting.extras import needed
from forecasting.files import FORMULA_SIGNS, free_place, write_made
from forecasting.portfolio.tables import table_frame
from forecasting.words import say

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    Rows = Callable[[], Iterator[Mapping[str, Any]]]
    #: Name, columns with what each holds, and a function that gives the rows.
    Table = tuple[str, Mapping[str, str], Rows]

__all__ = ["ENDINGS", "beside", "places", "write_parquet", "write_tables"]

ENDINGS = (".csv", ".parquet", ".xlsx")
_ROWS_OF_A_GROUP = 20_000  # of a parquet file; fixed, so that nothing else decides its bytes
_ROWS_OF_A_SHEET = 1_048_575  # below the heading


def beside(output: Path) -> Path:
    """Where the findings go beside a table of dossiers: results.findings.csv beside results.csv or .parquet."""
    return output.with_name(f"{output.stem}.findings.csv")


def places(output: str | os.PathLike[str], *, force: bool) -> list[Path]:
    """The files to write, looked at before anything is worked out.

    Raises:
        ForecastingError: another ending, one is there already, or a library that writes it is not.
    """
    first = free_place(output, force=force, endings=ENDINGS)
    ending = first.suffix.lower()
    if ending == ".xlsx":
        needed("xlsxwriter", "xlsxwriter", "a workbook")
        return [first]
    if ending == ".parquet":
        needed("fastparquet", "fastparquet", "a parquet file", extra="scale")
    return [first, free_place(beside(first), force=force)]


def write_tables(output: Path, tables: list[Table], language: str) -> list[Path]:
    """Write the tables of a portfolio: all in one workbook, or the first in its file and the findings beside it.

    Args:
        output: ends with .csv, .parquet or .xlsx.
        tables: name, columns and rows of each, dossiers first, findings second; rows are gone through once.
        language: of the sheets' names.

    Raises:
        WriteRefusedError: the place cannot be written to; then nothing is.
    """
    ending = output.suffix.lower()
    makers: dict[Path, Callable[[Path], None]]
    if ending == ".xlsx":
        makers = {output: lambda path: _workbook(path, tables, language)}
    else:
        (_, columns, rows), (_, finding_columns, findings) = tables[:2]
        first = write_parquet if ending == ".parquet" else _csv
        makers = {
            output: lambda path: first(path, columns, rows()),
            beside(output): lambda path: _csv(path, finding_columns, findings()),
        }
    write_made(makers)
    return list(makers)


def _csv(path: Path, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(row.get(name)) for name in columns] for row in rows)


def cell(value: Any) -> str:
    """A value as a cell of a CSV file; a text never becomes a formula of the spreadsheet that opens it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_SIGNS) else text


def write_parquet(path: Path, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as a parquet file in groups of a fixed size.

    Raises:
        ForecastingError: fastparquet is not installed.
    """
    fastparquet = needed("fastparquet", "fastparquet", "a parquet file", extra="scale")
    encoding = {name: "utf8" if kind == "text" else "infer" for name, kind in columns.items()}
    left, first = iter(rows), True
    while True:
        group = list(islice(left, _ROWS_OF_A_GROUP))
        if not group and not first:
            return
        fastparquet.write(
            str(path),
            table_frame(group, columns),
            compression="SNAPPY",
            object_encoding=encoding,
            has_nulls=True,
            write_index=False,
            append=not first,
        )
        first = False


def _workbook(path: Path, tables: list[Table], language: str) -> None:
    xlsxwriter = needed("xlsxwriter", "xlsxwriter", "a workbook")
    from datetime import UTC, datetime

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options | {"tmpdir": str(path.parent)})
    # The clock must not decide a byte.
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    shown = {"float": book.add_format({"num_format": "0.####"}), "int": None}
    try:
        for name, columns, rows in tables:
            left, number = rows(), 0
            while True:
                part = islice(left, _ROWS_OF_A_SHEET)
                number += 1
                title = say(f"portfolio.sheets.{name}", language) + (f" {number}" if number > 1 else "")
                written = _sheet(book.add_worksheet(title), columns, part, bold, shown)
                if written < _ROWS_OF_A_SHEET:
                    break
    except BaseException:
        with contextlib.suppress(Exception):
            book.close()
        raise
    book.close()


_WIDTHS = {"message": 70, "suggestion": 60, "reason": 50, "title": 30, "name": 24, "dossier": 24, "place": 24}


def _sheet(
    sheet: Any,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, Any]],
    bold: Any,
    shown: Mapping[str, Any],
) -> int:
    """A sheet with a heading that stays in sight and a filter on each column; returns how many rows it got."""
    for place, name in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(name, 12))
        sheet.write_string(0, place, name, bold)
    sheet.freeze_panes(1, 1)
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, (name, kind) in enumerate(columns.items()):
            value = row.get(name)
            if value is None:
                continue
            if kind == "text":
                sheet.write_string(count, place, str(value)[:32_767])
            elif kind == "bool":
                sheet.write_boolean(count, place, value)
            else:
                sheet.write_number(count, place, value, shown[kind])
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    return count
