"""A workbook opened within bounds: what a small file declares may unpack to more than a machine has."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from forecasting.files import read_whole

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "MOST_COLUMNS",
    "MOST_PART",
    "MOST_ROWS",
    "filled_cells",
    "filled_rows",
    "opened",
    "size_of",
    "value_of",
]

MOST_PART = 32 * 2**20  # bytes of one part unpacked; a sheet of ten thousand claims has about ten million
MOST_ROWS = 200_000
MOST_COLUMNS = 200
_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


def opened(path: Path) -> Any:
    """A workbook of openpyxl.

    Args:
        path: of an .xlsx file.

    Raises:
        ImportError: openpyxl is not installed.
        OSError: there is no such file, or it cannot be read.
        ValueError: it is damaged or larger than is read; the message says which.
    """
    import openpyxl

    data = read_whole(path)
    try:
        _require_small(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drop-downs that reading leaves aside
            return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    except Exception as problem:
        # The library tells damage in many ways of its own.
        raise ValueError(str(problem)) from problem


def value_of(cell: Any) -> Any:
    """What a cell holds; of text in several styles the letters, with raised digits as such: 213 with note 4 is 213⁴."""
    value = cell.value
    if not isinstance(value, list):
        return value
    return "".join(
        piece
        if isinstance(piece, str)
        else piece.text.translate(_RAISED)
        if getattr(piece.font, "vertAlign", None) == "superscript"
        else piece.text
        for piece in value
    )


def _require_small(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    for part in parts:
        if part.file_size > MOST_PART:
            msg = f"{part.filename} unpacks to {part.file_size // 2**20} MB; at most {MOST_PART // 2**20} are read"
            raise ValueError(msg)


def filled_cells(sheet: Any) -> dict[int, list[Any]]:
    """Cells of each row in which anything stands, by its number, None in the gaps; rows that hold nothing cost nothing."""
    found: dict[int, list[Any]] = {}
    for (number, column), cell in sorted(
        getattr(sheet, "_cells", {}).items()
    ):  # asking openpyxl would make the others
        if cell.value is not None:
            row = found.setdefault(number, [])
            row += [None] * (column - 1 - len(row)) + [cell]
    return found


def filled_rows(sheet: Any) -> dict[int, list[Any]]:
    """Values of each row in which anything stands, by its number; at most `MOST_ROWS` down, `MOST_COLUMNS` across."""
    return {
        number: [None if cell is None else value_of(cell) for cell in row[:MOST_COLUMNS]]
        for number, row in filled_cells(sheet).items()
        if number <= MOST_ROWS
    }


def size_of(sheet: Any) -> tuple[int, int]:
    """Rows and columns of a sheet, as many as it says; a sheet that holds a chart has none."""
    return (sheet.max_row, sheet.max_column) if hasattr(sheet, "iter_rows") else (0, 0)
