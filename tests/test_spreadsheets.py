"""What spreadsheets do to a claims file: encodings, line ends, workbooks with text cells and drop-downs."""

import dataclasses
import os
import re
import sys
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from forecasting import dossier as claims
from forecasting.dossier.book import filled_rows
from forecasting.dossier.table import table_bytes
from forecasting.dossier.workbook import shown_digits
from forecasting.errors import DossierError, Fault

RIVERSIDE = Path(__file__).parent / "dossiers" / "riverside"
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of riverside that may be spoiled."""
    copy = tmp_path / "riverside"
    claims.write_folder(claims.load(RIVERSIDE), copy)
    return copy


@pytest.fixture
def workbook(folder) -> Path:
    """The same dossier with its claims in a workbook; gives the workbook."""
    claims.write_claims(claims.load(folder), folder / "claims.xlsx")
    (folder / "claims.csv").unlink()
    return folder / "claims.xlsx"


def only_fault(folder: Path) -> Fault:
    """The one fault of a folder, its file cut to the name."""
    dossier, faults = claims.read_folder(folder)
    assert dossier is None
    assert len(faults) == 1, "\n".join(map(str, faults))
    return dataclasses.replace(faults[0], file=Path(faults[0].file).name)


def spoil(path: Path, cell: str, value: object) -> None:
    """Type something into a cell, as a person would."""
    book = openpyxl.load_workbook(path)
    book["claims"][cell].value = value
    book.save(path)


# ---- text files


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [False, True])
def test_marks_and_line_ends_make_no_difference(folder, bom: bool, newline: str) -> None:  # noqa: FBT001
    """UTF-8 with or without byte-order mark, any line end: the same claims, nothing to notice."""
    wanted = claims.load(RIVERSIDE)
    data = table_bytes(wanted.claims, bom=bom, newline=newline)
    assert data.startswith(BOM) is bom
    assert (b"\r\n" in data) is (newline == "\r\n")
    (folder / "claims.csv").write_bytes(data)
    dossier = claims.load(folder)
    assert dossier == wanted
    assert dossier.notices == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [False, True])
def test_a_dossier_keeps_its_marks_and_line_ends(folder, tmp_path, bom: bool, newline: str) -> None:  # noqa: FBT001
    """Whichever program wrote the file, it comes back byte for byte."""
    data = table_bytes(claims.load(RIVERSIDE).claims, bom=bom, newline=newline)
    (folder / "claims.csv").write_bytes(data)
    claims.write_folder(claims.load(folder), tmp_path / "again")
    assert (tmp_path / "again/claims.csv").read_bytes() == data


def test_gb18030_is_read_and_said(folder) -> None:
    """What spreadsheets on Chinese systems save is understood, and a notice names the file and the encoding."""
    for name in ("claims.csv", "dossier.toml", "scenarios.toml"):
        path = folder / name
        path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    dossier = claims.load(folder)
    assert dossier == claims.load(RIVERSIDE)
    assert len(dossier.notices) == 3
    assert all("was read as GB18030" in notice for notice in dossier.notices)


@pytest.mark.parametrize("name", ["claims.csv", "dossier.toml", "scenarios.toml"])
@pytest.mark.parametrize(
    "data",
    [
        "财政收入".encode("utf-16"),  # "Unicode text" of old spreadsheets
        b"claim_id,\xff\xfe\xff",
        b"PK\x03\x04\x00\x00",  # a workbook that was given the name of a text file
        b"caf\xe9, \x80",
    ],
)
def test_other_bytes_are_a_fault(folder, name: str, data: bytes) -> None:
    """Bytes that are neither UTF-8 nor GB18030 are said to be so, without a guess."""
    (folder / name).write_bytes(data)
    _, faults = claims.read_folder(folder)
    fault = next(fault for fault in faults if fault.file.endswith(name))
    assert fault.line == 0
    assert "UTF-8" in fault.expected


def test_a_mark_in_a_toml_file_is_no_matter(folder) -> None:
    """Editors that begin a file with a byte-order mark do not break it."""
    path = folder / "dossier.toml"
    path.write_bytes(BOM + path.read_bytes())
    assert claims.load(folder) == claims.load(RIVERSIDE)


# ---- workbooks


def test_a_workbook_holds_the_same_claims(workbook) -> None:
    """Written to .xlsx and read back, every cell is what it was: "10.0" is still "10.0"."""
    dossier = claims.load(workbook.parent)
    assert dossier == claims.load(RIVERSIDE)
    assert dossier.claim("rev-2018").value == "10.0"


def test_a_workbook_comes_out_byte_for_byte(workbook, tmp_path) -> None:
    """Equal claims give equal bytes: nothing inside tells the hour. The claims stay in the format they had."""
    written = claims.write_folder(claims.load(workbook.parent), tmp_path / "again")
    assert [path.name for path in written] == ["dossier.toml", "claims.xlsx", "scenarios.toml"]
    assert (tmp_path / "again/claims.xlsx").read_bytes() == workbook.read_bytes()


def test_workbook_cells_are_text_with_choices(workbook) -> None:
    """All cells are text, the header stays in view, and columns of fixed words have drop-downs."""
    sheet = openpyxl.load_workbook(workbook)["claims"]
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}
    assert {cell.number_format for cell in filled} == {"@"}
    assert sheet.freeze_panes == "B2"
    heads = {cell.column_letter: cell.value for cell in sheet[1]}
    lists = {heads[str(rule.sqref)[0]]: rule for rule in sheet.data_validations.dataValidation}
    assert set(lists) == {"indicator", "role", "kind", "basis", "comparator", "reading", "of", "source"}
    book = openpyxl.load_workbook(workbook)
    roles = (*claims.model.ROLES, "实绩", "目标", "远期目标", "对标", "假设")
    for column, words in (("role", roles), ("indicator", ("revenue", "gdp"))):
        area = lists[column].formula1.removeprefix("lists!").replace("$", "")
        assert tuple(cell.value for (cell,) in book["lists"][area]) == words
    assert lists["kind"].showErrorMessage
    assert not lists["reading"].showErrorMessage  # crossing:2000 is no fixed word
    assert book["lists"].sheet_state == "hidden"


def test_a_workbook_keeps_its_optional_columns_and_words(folder, tmp_path) -> None:
    """Scope, part of a year, fiscal years and Chinese words survive the workbook; the period suggests and does not bind."""
    (folder / "dossier.toml").write_text(
        (folder / "dossier.toml")
        .read_text(encoding="utf-8")
        .replace("as_of", 'fiscal_years = "second"\nas_of', 1),
        encoding="utf-8",
    )
    rows = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    head = rows[0].replace(",basis,", ",basis,scope,period,")
    end = rows[1].split(",").index("history")
    cells = rows[1].split(",")
    cells[end : end + 2] = ["实绩", "水平"]
    place = rows[0].split(",").index("basis") + 1
    cells[place:place] = ["organic", "上半年"]
    year = head.split(",").index("end")
    cells[year] = f"{int(cells[year]) - 1}/{int(cells[year]) % 100:02}"
    (folder / "claims.csv").write_text(f"{head}\n{','.join(cells)}\n", encoding="utf-8")
    dossier = claims.load(folder)
    claims.write_claims(dossier, folder / "claims.xlsx")
    (folder / "claims.csv").unlink()
    again = claims.load(folder)
    assert again == dossier
    assert (again.claims[0].role, again.claims[0].scope, again.claims[0].period) == (
        "history",
        "organic",
        "H1",
    )
    sheet = openpyxl.load_workbook(folder / "claims.xlsx")["claims"]
    heads = {cell.column_letter: cell.value for cell in sheet[1]}
    values = {heads[cell.column_letter]: cell.value for cell in sheet[2]}
    assert (values["role"], values["period"], values["end"]) == ("实绩", "上半年", cells[year])
    lists = {heads[str(rule.sqref)[0]]: rule for rule in sheet.data_validations.dataValidation}
    assert not lists["period"].showErrorMessage
    claims.write_folder(again, tmp_path / "again")
    assert (tmp_path / "again/claims.xlsx").read_bytes() == (folder / "claims.xlsx").read_bytes()


def test_a_new_dossier_may_have_a_workbook(tmp_path) -> None:
    """Its claims come with every column and its drop-downs, and load."""
    written = claims.new_folder(tmp_path / "zone", xlsx=True)
    assert [path.name for path in written] == ["dossier.toml", "claims.xlsx", "scenarios.toml"]
    assert len(claims.load(tmp_path / "zone").claims) == 2
    sheet = openpyxl.load_workbook(tmp_path / "zone/claims.xlsx")["claims"]
    assert tuple(cell.value for cell in sheet[1]) == claims.COLUMNS
    with pytest.raises(claims.WriteRefusedError, match=r"claims\.xlsx is there already"):
        claims.new_folder(tmp_path / "zone")


# ---- indicators and sources on sheets of their own


@pytest.fixture
def sheets(tmp_path) -> Path:
    """A new dossier whose workbook declares its indicator and its source; gives the workbook."""
    claims.new_folder(tmp_path / "zone", xlsx=True)
    return tmp_path / "zone" / "claims.xlsx"


def typed(path: Path, sheet: str, cells: dict[str, object]) -> None:
    """Type into several cells of one sheet."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell].value = value
    book.save(path)


def test_a_new_workbook_declares_what_a_new_table_does(tmp_path, sheets) -> None:
    """The same indicator, source and claims, whether they stand in dossier.toml or on sheets; but for the notes of the example."""
    claims.new_folder(tmp_path / "plain" / "zone")
    one, other = claims.load(sheets.parent), claims.load(tmp_path / "plain" / "zone")
    assert one.claims == other.claims
    assert set(one.sources) == set(other.sources) == {"report"}
    mine, theirs = one.indicators["revenue"], other.indicators["revenue"]
    assert (mine.label, mine.unit, mine.basis, mine.better) == (
        theirs.label,
        theirs.unit,
        theirs.basis,
        theirs.better,
    )
    assert "[indicators" not in (sheets.parent / "dossier.toml").read_text(encoding="utf-8")


def test_every_column_of_the_sheets_is_explained(sheets) -> None:
    """Each header of each sheet has a comment in Chinese and in English, of its own."""
    book = openpyxl.load_workbook(sheets)
    for name in ("claims", "indicators", "sources", "scenarios"):
        told = [cell.comment.text.split("\n") for cell in book[name][1]]
        assert all(len(one) == 2 for one in told)
        assert len({one[0] for one in told}) == len(told)


def test_an_indicator_is_added_in_the_workbook_alone(sheets) -> None:
    """A row on the sheet is an indicator, a band is typed low..high, and the drop-downs of the claims offer it."""
    row = {"A3": "unemployment", "B3": "失业率", "D3": "%", "E3": "physical", "I3": "0..100", "L3": "lower"}
    typed(sheets, "indicators", row | {"N2": "-0.30..0.60"})
    dossier = claims.load(sheets.parent)
    assert dossier.indicators["unemployment"].label == {"en": "失业率", "zh": "失业率"}
    assert dossier.indicators["unemployment"].bounds == (0, 100)
    assert dossier.indicators["revenue"].plausible_growth == (Fraction(-3, 10), Fraction(6, 10))
    offered = openpyxl.load_workbook(sheets)["claims"].data_validations.dataValidation
    assert "indicators!$A$2:$A$500" in {one.formula1 for one in offered}


@pytest.mark.parametrize("word", ["false", "FALSE", False, "否", "no"])
def test_levels_that_do_not_compare_are_said_in_the_workbook(sheets, word) -> None:
    """What dossier.toml says with levels_comparable = false, a cell says with a word, or with Excel's own FALSE."""
    typed(sheets, "indicators", {"K2": word})
    assert claims.load(sheets.parent).indicators["revenue"].levels_comparable is False


@pytest.mark.parametrize(
    ("sheet", "cells", "line", "column", "found"),
    [
        ("indicators", {"E2": "gross"}, 2, "indicators.revenue.basis", "'gross'"),
        ("indicators", {"D2": None}, 2, "indicators.revenue.unit", "nothing"),
        ("indicators", {"N2": "0.6..-0.3"}, 2, "indicators.revenue.plausible_growth", "[0.6, -0.3]"),
        ("indicators", {"N2": "wide"}, 2, "indicators.revenue.plausible_growth", "'wide'"),
        ("indicators", {"K2": "perhaps"}, 2, "indicators.revenue.levels_comparable", "'perhaps'"),
        ("indicators", {"A3": "revenue", "B3": "收入"}, 3, "indicators.id", "'revenue'"),
        ("indicators", {"B3": "收入"}, 3, "indicators.id", "nothing"),
        ("indicators", {"Q1": "colour"}, 1, "indicators", "'colour'"),
        ("sources", {"B2": 12.5}, 2, "sources", "B2: 12.5"),
        ("sources", {"C2": "=1+1"}, 2, "sources", "C2: =1+1"),
    ],
)  # fmt: skip
def test_faults_of_the_sheets_name_their_row(sheets, sheet, cells, line, column, found) -> None:
    """What is wrong with a declared entry is told with the workbook, its row and its column, and nothing loads."""
    typed(sheets, sheet, cells)
    dossier, faults = claims.read_folder(sheets.parent)
    assert dossier is None
    told = {(Path(one.file).name, one.line, one.column, one.found) for one in faults}
    assert ("claims.xlsx", line, column, found) in told


def test_rows_of_one_name_make_a_scenario(sheets, tmp_path) -> None:
    """Keys with dots are those of scenarios.toml; growth is exact, a level a text, and a written folder keeps all."""
    typed(
        sheets,
        "scenarios",
        {
            "A5": "slower",
            "B5": "path.revenue.2025",
            "C5": 0.125,
            "A6": "other",
            "B6": "claims.revenue-2024.value",
            "C6": "12.8",
        },
    )
    dossier = claims.load(sheets.parent)
    slower = dossier.scenario_tables["slower"]
    assert slower["growth_cap"] == {"revenue": Decimal("0.10")}
    assert slower["path"] == {"revenue": {"2025": Decimal("0.125")}}
    assert dossier.scenario_tables["other"] == {"claims": {"revenue-2024": {"value": "12.8"}}}
    claims.write_folder(dossier, tmp_path / "again")
    assert claims.load(tmp_path / "again").scenario_tables == dossier.scenario_tables


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"A5": "slower", "B5": "growth_cap.revenue", "C5": "0.2"}, 5),  # the key twice
        ({"A5": "slower", "B5": "growth_cap"}, 5),
        ({"B5": "growth_cap.revenue", "C5": "0.2"}, 5),
        ({"A5": "slower", "B5": "title.zh.x", "C5": "y"}, 5),  # below a text
        ({"A5": "slower", "B5": "growth_cap..revenue", "C5": "0.2"}, 5),
    ],
)
def test_faults_of_a_scenario_name_their_row(sheets, cells, line) -> None:
    """A difference without name, key or value, or given twice, is told with its row."""
    typed(sheets, "scenarios", cells)
    fault = only_fault(sheets.parent)
    assert (fault.file, fault.line, fault.column) == ("claims.xlsx", line, "scenarios")


def test_an_entry_in_both_places_is_a_fault(sheets) -> None:
    """Which of two indicators of one id is meant is not guessed."""
    file = sheets.parent / "dossier.toml"
    entry = '\n[indicators.revenue]\nlabel = "x"\nunit = "亿元"\nbasis = "nominal"\n'
    file.write_text(file.read_text(encoding="utf-8") + entry, encoding="utf-8")
    fault = only_fault(sheets.parent)
    assert (fault.file, fault.line, fault.found) == ("claims.xlsx", 2, "'revenue'")


def test_nothing_declared_is_lost_when_it_is_written(sheets, tmp_path) -> None:
    """Written to another folder, what the sheets declared stands in dossier.toml; a bare workbook of claims is refused over it."""
    dossier = claims.load(sheets.parent)
    claims.write_folder(dossier, tmp_path / "again")
    again = claims.load(tmp_path / "again")
    assert (again.indicators, again.sources, again.claims) == (
        dossier.indicators,
        dossier.sources,
        dossier.claims,
    )
    with pytest.raises(
        claims.WriteRefusedError, match="sheets indicators, sources, scenarios, which would be lost"
    ):
        claims.write_claims(dossier, sheets, force=True)
    claims.write_folder(dossier, sheets.parent, force=True)
    assert claims.load(sheets.parent).indicators == dossier.indicators


def test_empty_cells_are_formatted_as_text_beforehand(workbook) -> None:
    """A number typed into a column keeps its zeros, because the column was text before."""
    sheet = openpyxl.load_workbook(workbook)["claims"]
    assert {sheet.column_dimensions[letter].number_format for letter in "ABHIJK"} == {"@"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+5", "-5", "@sum", '=HYPERLINK("x")', "'quoted", "1e5", "TRUE", "２０１８"]
)
def test_what_looks_like_a_formula_stays_text(tmp_path, text: str) -> None:
    """A cell is never run or reinterpreted: it is written as text and read as the same text."""
    first = dataclasses.replace(claims.load(RIVERSIDE).claims[0], note=text, locator=text)
    path = tmp_path / "claims.xlsx"
    claims.write_claims([first], path)
    sheet = openpyxl.load_workbook(path)["claims"]
    assert sheet["R2"].data_type == "s"
    (tmp_path / "dossier.toml").write_bytes((RIVERSIDE / "dossier.toml").read_bytes())
    assert claims.load(tmp_path).claims == (first,)


@pytest.mark.parametrize(
    ("cell", "value", "line", "column", "found"),
    [
        ("H4", 10, 4, "value", "H4: the number 10"),
        ("H4", 10.0, 4, "value", "H4: the number 10"),
        ("H2", 12.7, 2, "value", "H2: the number 12.7"),
        ("H2", "=10+2.7", 2, "value", "H2: the formula =10+2.7"),
        ("K2", 2019.5, 2, "end", "K2: the number 2019.5"),
        ("C2", True, 2, "indicator", "C2: the truth value True"),
        ("Q2", 12.7, 2, "quote", "Q2: the number 12.7"),
    ],
)
def test_cells_that_lost_their_print(workbook, cell, value, line, column, found) -> None:
    """A number in place of text is a fault naming the cell: whether 10 or 10.0 was printed is gone."""
    spoil(workbook, cell, value)
    fault = only_fault(workbook.parent)
    assert (fault.file, fault.line, fault.column) == ("claims.xlsx", line, column)
    assert fault.found == found
    if column == "value":
        assert "10.0 becomes 10" in fault.expected


@pytest.mark.parametrize(
    ("value", "number_format", "digits"),
    [
        (10, "0.0", "10.0"), (12.7, "0.0", "12.7"), (12.7, "0.00", "12.70"), (25, "0", "25"), (-3.2, "0.0", "-3.2"),
        (12345.6, "#,##0.0", "12345.6"), (12345, "#,##0_ ", "12345"), (7, "0.00_);[Red]\\(0.00\\)", "7.00"),
        (10, "General", None), (10, "@", None), (0.125, "0.0%", None), (27.456, "0.00", None), (40179, "yyyy-mm-dd", None),
        (1000, "0.0,", None), (12.7, "0.0E+00", None), (3, "# ?/?", None),
        (-3, "0.0;0.0", None), (3, '"-"0.0', None), (12.7, '0.0"亿元"', "12.7"),
    ],
)  # fmt: skip
def test_a_format_that_shows_digits_gives_them_back(value, number_format, digits) -> None:
    """ECMA-376 18.8.31: each 0 is a digit that is always shown; General, percent, dates, scales and hidden digits give none."""
    assert shown_digits(value, number_format) == digits


def test_numbers_are_read_with_the_digits_their_format_shows(workbook) -> None:
    """10.0 typed as a number into a cell of one decimal is the 10.0 of the report, so the dossier is the same."""
    book = openpyxl.load_workbook(workbook)
    for cell, value in (("H2", 12.7), ("H4", 10)):
        book["claims"][cell].value = value
        book["claims"][cell].number_format = "0.0"
    book.save(workbook)
    assert claims.load(workbook.parent) == claims.load(RIVERSIDE)


def test_lost_digits_are_told_once(workbook) -> None:
    """However many values are plain numbers, it is one fault, which names the cells and not their rows one by one."""
    book = openpyxl.load_workbook(workbook)
    for cell in ("H2", "H3", "H4", "H5"):
        book["claims"][cell].value = float(book["claims"][cell].value)
        book["claims"][cell].number_format = "General"
    book.save(workbook)
    fault = only_fault(workbook.parent)
    assert (fault.line, fault.column) == (2, "value")
    assert fault.found == "H2: the number 12.7, and 3 more such cells (H3, H4, H5)"


@pytest.mark.parametrize(("cell", "value"), [("K2", 2019), ("K2", 2019.0), ("L7", 3), ("J6", 2001)])
def test_years_may_be_numbers(workbook, cell: str, value: float) -> None:
    """A year or a count of years has no printed digits to lose."""
    spoil(workbook, cell, value)
    assert claims.load(workbook.parent) == claims.load(RIVERSIDE)


def test_rows_and_columns_around_the_table_are_no_matter(workbook) -> None:
    """Empty rows between and cells that were touched beyond the header are left aside."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["claims"]
    sheet.insert_rows(3)
    sheet["Z40"].value = "x"
    sheet["Z40"].value = None
    book.save(workbook)
    dossier = claims.load(workbook.parent)
    assert dossier == claims.load(RIVERSIDE)
    assert dossier.claims[1].line == 4


def test_a_stray_cell_beside_the_table_is_a_fault(workbook) -> None:
    """Text beyond the last column of a row belongs to nothing."""
    spoil(workbook, "S3", "a remark")
    fault = only_fault(workbook.parent)
    assert (fault.line, fault.found) == (3, "19 cells")


def test_faults_in_a_workbook_have_its_rows(workbook) -> None:
    """The line of a fault is the row number the program shows."""
    spoil(workbook, "D5", "past")
    fault = only_fault(workbook.parent)
    assert (fault.file, fault.line, fault.column) == ("claims.xlsx", 5, "role")


def test_rows_between_filled_ones_are_not_read() -> None:
    """A cell far down a sheet is one row more, not all the rows between; blanks before a value keep their place."""
    sheet = openpyxl.Workbook().active
    sheet["A1"], sheet["C2"], sheet["B90000"] = "decision", "x", "far"
    assert filled_rows(sheet) == {1: ["decision"], 2: [None, None, "x"], 90000: [None, "far"]}


def test_a_workbook_without_a_sheet_is_a_fault(workbook) -> None:
    """A damaged workbook may list no sheet at all: said as a fault of the file."""
    with zipfile.ZipFile(workbook) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = re.sub(rb"<definedNames>.*</definedNames>", b"", parts["xl/workbook.xml"])
    with zipfile.ZipFile(workbook, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert only_fault(workbook.parent).found == "a workbook without a sheet"


def test_the_sheet_is_found_by_name_or_alone(workbook) -> None:
    """One sheet of any name will do; of several, one must be named claims."""
    book = openpyxl.load_workbook(workbook)
    book["claims"].title = "Sheet1"
    book.save(workbook)
    assert "a sheet named 'claims'" in only_fault(workbook.parent).expected
    del book["lists"]
    book.save(workbook)
    assert claims.load(workbook.parent) == claims.load(RIVERSIDE)


def test_two_claims_files_are_a_fault(workbook) -> None:
    """Which of a table and a workbook is meant is not guessed."""
    (workbook.parent / "claims.csv").write_bytes((RIVERSIDE / "claims.csv").read_bytes())
    fault = only_fault(workbook.parent)
    assert fault.found == "claims.csv beside claims.xlsx"


def test_neither_writer_makes_a_second_claims_file(workbook) -> None:
    """A folder with a workbook is given no table beside it."""
    with pytest.raises(claims.WriteRefusedError, match=r"one of claims\.csv and claims\.xlsx"):
        claims.write_folder(claims.load(RIVERSIDE), workbook.parent, force=True)
    with pytest.raises(claims.WriteRefusedError, match=r"one of claims\.csv and claims\.xlsx"):
        claims.new_folder(workbook.parent, force=True)


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_a_broken_workbook_is_a_fault(workbook, data: bytes) -> None:
    """A file that only has the name of a workbook is said to be none."""
    workbook.write_bytes(data)
    fault = only_fault(workbook.parent)
    assert fault.file == "claims.xlsx"
    assert fault.found.startswith("no readable workbook")


def test_a_missing_package_is_named_with_its_extra(workbook, tmp_path, monkeypatch) -> None:
    """Without openpyxl reading is a fault and writing an error, both naming what to install."""
    riverside = claims.load(RIVERSIDE)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert 'pip install "target-forecasting[excel]"' in only_fault(workbook.parent).expected
    with pytest.raises(DossierError, match=r"target-forecasting\[excel\]"):
        claims.write_claims(riverside, tmp_path / "claims.xlsx")
    assert not (tmp_path / "claims.xlsx").exists()


def test_claims_go_to_known_formats_only(tmp_path) -> None:
    """The suffix chooses the format; an unknown one is refused."""
    with pytest.raises(claims.WriteRefusedError, match=r"\.csv or \.xlsx, not to \.ods"):
        claims.write_claims([], tmp_path / "claims.ods")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_files_are_readable_by_others(tmp_path) -> None:
    """A file written through a temporary one has the permissions of any new file."""
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    claims.write_claims([], tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").stat().st_mode == plain.stat().st_mode
