"""The sheets `indicators`, `sources` and `scenarios` of a workbook of claims, which need not stand in TOML files then.

A row is one entry, its first column the id; on the sheet `scenarios` it is one difference of a scenario. An entry is
read as the same table of `dossier.toml` or `scenarios.toml` would be, and its faults name the row.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forecasting.dossier.book import MOST_COLUMNS, MOST_ROWS, filled_cells, opened, size_of, value_of
from forecasting.dossier.model import BASES, GROWTH_BASES, MEASURES
from forecasting.dossier.toml_reader import KEYS, TomlTable, exact_toml
from forecasting.errors import Fault
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "SIDE_COLUMNS",
    "SideSheets",
    "add_side_sheets",
    "column_comment",
    "put_text",
    "read_side_sheets",
    "side_names",
]

#: The columns of each sheet; all but the first are keys of the entry, `label_en` and `label_zh` those of its label.
SIDE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "indicators": ("id", "label_zh", "label_en", *(key for key in KEYS["indicators"] if key != "label")),
    "sources": ("id", "title", "published", "note"),
    "scenarios": ("scenario", "key", "value"),
}
_CHOICES = {
    "basis": BASES,
    "growth_basis": GROWTH_BASES,
    "measure": MEASURES,
    "levels_comparable": ("true", "false"),
    "better": ("higher", "lower"),
}
#: Words for yes and no, in small letters: those of TOML, of Excel and of people.
_FLAGS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
_BANDS = ("bounds", "plausible_growth")
_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|inf)"
_ROWS = 500


@dataclass(slots=True)
class SideSheets:
    """What the sheets declare.

    Attributes:
        file: the workbook, as faults give it.
        tables: by sheet and id, as the tables of a TOML file would be.
        lines: the row of each entry, by sheet and id.
        faults: what is wrong with the sheets themselves.
    """

    file: str
    tables: dict[str, dict[str, TomlTable]] = field(default_factory=dict)
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def side_names(path: Path) -> tuple[str, ...]:
    """Names of the sheets in a workbook that declare something; none where the file is no readable workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            listed = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, KeyError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        return ()
    return tuple(name for name in SIDE_COLUMNS if f'name="{name}"' in listed)


def read_side_sheets(folder: Path) -> SideSheets:
    """What the workbook of a dossier folder declares beside its claims; nothing where there is none."""
    path = folder / "claims.xlsx"
    found = SideSheets(str(path))
    names = () if (folder / "claims.csv").is_file() else side_names(path)
    if not names:
        return found
    try:
        book = opened(path)
    except (ImportError, OSError, ValueError):
        return found  # which is told when its claims are read
    for name in names:
        if name in book.sheetnames:
            _read(found, name, book[name])
    return found


def _read(found: SideSheets, name: str, sheet: Any) -> None:
    height, width = size_of(sheet)
    if height > MOST_ROWS or width > MOST_COLUMNS:
        return  # as above
    rows = filled_cells(sheet)
    header = [_text(found, name, cell) for cell in rows.pop(1, ())]
    while header and not header[-1]:
        header.pop()
    for column in header:
        if column not in SIDE_COLUMNS[name]:
            expected = f"only the columns {', '.join(SIDE_COLUMNS[name])}"
            found.faults.append(Fault(found.file, 1, name, repr(column), expected))
    found.tables[name] = {}
    for line, row in rows.items():
        cells = dict(zip(header, (_text(found, name, cell) for cell in row), strict=False))
        if not any(cells.values()):
            continue
        if name == "scenarios":
            _difference(found, line, cells)
            continue
        id_ = cells.get("id", "")
        if not id_ or id_ in found.tables[name]:
            shown = repr(id_) if id_ else "nothing"
            found.faults.append(Fault(found.file, line, f"{name}.id", shown, "an id of its own"))
            continue
        found.lines[name, id_] = line
        found.tables[name][id_] = dict(_entry(cells))


def _difference(found: SideSheets, line: int, cells: Mapping[str, str]) -> None:
    """One difference: the name of the scenario, the key with dots as in `scenarios.toml`, and the value."""
    scenario, key, value = (cells.get(column, "") for column in SIDE_COLUMNS["scenarios"])
    path = ("scenario", scenario, *key.split("."))
    if not scenario or not all(path) or not value:
        expected = "a scenario, a key such as growth_cap.gdp, and a value"
        found.faults.append(
            Fault(found.file, line, "scenarios", f"{scenario!r}, {key!r}, {value!r}", expected)
        )
        return
    table: Any = found.tables["scenarios"]
    found.lines.setdefault(path[:2], line)
    for part in path[1:-1]:
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            break
    if not isinstance(table, dict) or path[-1] in table:
        expected = "each key of a scenario once"
        found.faults.append(Fault(found.file, line, "scenarios", f"{scenario!r}, {key!r}", expected))
        return
    found.lines[path] = line
    table[path[-1]] = _written(key, value)


def _written(key: str, value: str) -> Any:
    """A value as TOML reads it, a text where it is none; levels are always texts, so that 10.0 stays 10.0."""
    if key.rpartition(".")[2] in {"level", "value", "title", "note", "zh", "en"}:
        return value
    try:
        return exact_toml(f"value = {value}\n")["value"]
    except ValueError:
        return value


def _text(found: SideSheets, name: str, cell: Any) -> str:
    """A cell as text; a number as one, since ids, years and shares of a scenario have no printed digits to lose."""
    value = None if cell is None else value_of(cell)
    if value is None:
        return ""
    if isinstance(value, str) and cell.data_type != "f":
        return value.strip()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)) and value == int(value):
        return str(int(value))
    if name == "scenarios" and isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    found.faults.append(Fault(found.file, cell.row, name, f"{cell.coordinate}: {value}", "a text, typed in"))
    return ""


def _entry(cells: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """The keys of an entry, without those left empty."""
    names = {language: cells.get(f"label_{language}", "") for language in ("en", "zh")}
    given = {language: name for language, name in names.items() if name}
    if given:
        yield "label", given if len(given) > 1 else next(iter(given.values()))
    for column, text in cells.items():
        if not text or column == "id" or column.startswith("label_"):
            continue
        ends = re.fullmatch(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})", text) if column in _BANDS else None
        if ends:
            yield column, [Decimal(end) for end in ends.groups()]
        elif column == "levels_comparable":
            yield column, _FLAGS.get(text.lower(), text)
        elif column in {"index_year", "published"} and re.fullmatch(r"[0-9]{4}", text):
            yield column, int(text)
        else:
            yield column, text


def column_comment(sheet: str, column: str) -> Any:
    """What a column holds, in Chinese and English, as a comment of openpyxl."""
    from openpyxl.comments import Comment

    said = "\n".join(say(f"columns.{sheet}.{column}", language) for language in ("zh", "en"))
    made = Comment(said, "forecasting")
    made.width, made.height = 320, 120
    return made


def put_text(cell: Any, value: str) -> None:
    """Set a cell of an openpyxl sheet to text that stays text, also where it begins with = + - @ like a formula."""
    cell.number_format = "@"
    if value:
        cell.value = value
        cell.data_type = "s"


def add_side_sheets(book: Any, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """Add the sheets to a workbook of openpyxl: text cells, a frozen header, drop-downs where words are fixed.

    Args:
        book: gets a sheet for each name in `rows`.
        rows: the entries of each sheet, by column.
    """
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for name, entries in rows.items():
        sheet = book.create_sheet(name)
        columns = SIDE_COLUMNS[name]
        header = dict(zip(columns, columns, strict=True))
        for number, entry in enumerate([header, *entries], start=1):
            for place, column in enumerate(columns, start=1):
                cell = sheet.cell(number, place)
                put_text(cell, entry.get(column, ""))
                cell.font = Font(bold=number == 1)
                cell.alignment = Alignment(vertical="top")
                if number == 1:
                    cell.comment = column_comment(name, column)
        for place, column in enumerate(columns, start=1):
            letter = get_column_letter(place)
            sheet.column_dimensions[letter].width = 22 if column in {"id", "note", "title"} else 14
            sheet.column_dimensions[letter].number_format = "@"
            if column in _CHOICES:
                drop_down = DataValidation(
                    "list", formula1=f'"{",".join(_CHOICES[column])}"', allow_blank=True
                )
                drop_down.add(f"{letter}2:{letter}{_ROWS}")
                sheet.add_data_validation(drop_down)
        sheet.freeze_panes = "B2"
