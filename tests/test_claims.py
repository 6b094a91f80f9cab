"""Dossier folders: what loads, every fault with its place, quotes, and claims typed in a notebook."""

import csv
import dataclasses
import io
import math
import os
import pickle
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecasting import dossier as claims
from forecasting.dossier.faults import RowContext, check_rows
from forecasting.dossier.table import ReadRow
from forecasting.dossier.toml_file import key_lines
from forecasting.errors import DossierError, Fault, ForecastingError
from forecasting.numbers.numerals import normalise, numbers, occurs

RIVERSIDE = Path(__file__).parent / "dossiers" / "riverside"
COLUMNS = claims.COLUMNS

DOSSIER = """\
title = "Harbour: 2018 report"
entity = "harbour"
founded = 1990
as_of = 2018

[sources.report]
title = "Work report"
published = 2019

[indicators.output]
label = { en = "Output", zh = "产值" }
unit = "亿元"
basis = "nominal"
plausible_growth = [-0.3, 0.6]

[indicators.industry]
label = { en = "Industry" }
unit = "万元"
basis = "nominal"
growth_basis = "real"

[indicators.people]
label = "Population"
unit = "万人"
basis = "physical"
better = "lower"

[ratios.weight]
numerator = "industry"
denominator = "output"
plausible = [0.1, 0.9]

[[identities]]
total = "output"
parts = ["industry"]

[assumptions]
deflator = [-0.03, 0.08]
about = 0.1

[entities.harbour]
label = { en = "Harbour", zh = "海港" }
"""

_ORDER = ("claim_id", "indicator", "role", "kind", "comparator", "value", "unit", "start", "end", "quote")
_ROWS = (
    ("level", "output", "history", "level", "=", "27.46", "亿元", "", "2018", "产值27.46亿元"),
    ("growth", "output", "history", "growth", "=", "-3", "%", "", "2018", "下降3%"),
    ("fold", "output", "history", "multiple", "=", "74", "倍", "founding", "2018", "增长74倍"),
    (
        "slogan",
        "output",
        "history",
        "recurring_multiple",
        "~",
        "2",
        "番",
        "crossing:1",
        "2018",
        "每5年翻两番",
    ),
    ("share", "industry", "history", "share", "..", "28..30", "%", "", "2018", "占28%到30%"),
    ("people", "people", "history", "level", "~", "40", "万人", "2010", "2018", "四十万人"),
    ("goal", "output", "goal", "level", ">=", "65", "亿元", "", "2025", "65亿元以上"),
    ("pace", "output", "goal", "average_growth", "=", "12.0", "%", "2018", "2025", "年均增长12.0%"),
)


def good_rows() -> list[dict[str, str]]:
    """The rows of a claims file without faults; the first stands in line 2."""
    rows = []
    for values in _ROWS:
        row = dict.fromkeys(COLUMNS, "") | dict(zip(_ORDER, values, strict=True))
        rows.append(row | {"entity": "harbour", "source": "report", "locator": "p1"})
    rows[3]["every"] = "5"
    rows[4]["of"] = "output"
    return rows


def csv_text(rows: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> str:
    """Rows as the text of a claims file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue()


def write(folder: Path, dossier: str = DOSSIER, rows: list[dict[str, str]] | None = None) -> Path:
    """A dossier folder."""
    folder.mkdir(exist_ok=True)
    (folder / "dossier.toml").write_text(dossier, encoding="utf-8")
    (folder / "claims.csv").write_text(csv_text(good_rows() if rows is None else rows), encoding="utf-8")
    return folder


def faults_of(folder: Path) -> list[Fault]:
    """All faults of a folder, which then gives no dossier; the file is cut to its name."""
    dossier, faults = claims.read_folder(folder)
    assert dossier is None
    return [dataclasses.replace(fault, file=Path(fault.file).name) for fault in faults]


def only_fault(folder: Path) -> Fault:
    """The one fault of a folder."""
    faults = faults_of(folder)
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]


def test_the_good_dossier_loads(tmp_path) -> None:
    """Every cell and key arrives where it belongs, numbers exact."""
    dossier = claims.load(write(tmp_path))
    assert [claim.claim_id for claim in dossier.claims] == [row[0] for row in _ROWS]
    assert [claim.line for claim in dossier.claims] == list(range(2, 10))
    assert dossier.claim("fold").start == "founding"
    assert dossier.claim("slogan").start == "crossing:1"
    assert dossier.claim("slogan").every == 5
    assert dossier.claim("people").start == 2010
    assert dossier.claim("level").start is None
    assert dossier.claim("pace").value == "12.0"
    assert dossier.indicators["output"].plausible_growth == (Fraction(-3, 10), Fraction(3, 5))
    assert dossier.assumptions.deflator == (Fraction(-3, 100), Fraction(2, 25))
    assert dossier.assumptions.about == Fraction(1, 10)
    assert dossier.indicators["industry"].growth_basis == "real"
    assert dossier.indicators["output"].growth_basis == "nominal"
    assert dossier.indicators["people"].name("zh") == "Population"
    assert dossier.indicators["people"].better == "lower"
    assert (dossier.entity, dossier.as_of, dossier.founded) == ("harbour", 2018, 1990)
    assert dossier.identities[0].parts == ("industry",)
    assert dossier.notices == ()


def test_riverside_loads_and_keeps_its_scenarios_as_written() -> None:
    """The example of the format loads whole; numbers in scenarios stay exact."""
    dossier = claims.load(RIVERSIDE)
    assert len(dossier.claims) == 11
    assert list(dossier.scenario_tables) == ["slower", "goal_raised", "later_founding"]
    assert Fraction(dossier.scenario_tables["slower"]["growth_cap"]["revenue"]) == Fraction(3, 25)


def test_a_header_alone_loads(tmp_path) -> None:
    """A dossier without claims is none with faults."""
    assert claims.load(write(tmp_path, rows=[])).claims == ()


def test_empty_lines_are_no_claims(tmp_path) -> None:
    """Lines of empty cells, as spreadsheets leave them, count in the numbering and nothing else."""
    rows = good_rows()
    rows.insert(1, {})
    rows.append({})
    dossier = claims.load(write(tmp_path, rows=rows))
    assert dossier.claim("growth").line == 4
    assert len(dossier.claims) == len(_ROWS)


def test_a_quote_over_two_lines_keeps_the_line_numbers_right(tmp_path) -> None:
    """A fault after a cell with a line break is reported where an editor shows it."""
    rows = good_rows()
    rows[0]["quote"] = "产值\n27.46亿元"
    rows[1]["role"] = "past"
    assert only_fault(write(tmp_path, rows=rows)).line == 4


def test_the_order_of_the_columns_is_free(tmp_path) -> None:
    """Columns are found by name."""
    write(tmp_path)
    (tmp_path / "claims.csv").write_text(csv_text(good_rows(), tuple(reversed(COLUMNS))), encoding="utf-8")
    assert len(claims.load(tmp_path).claims) == len(_ROWS)


# Line in claims.csv of each good row, by its id.
LINE = {row[0]: number for number, row in enumerate(_ROWS, start=2)}

CELL_FAULTS = [
    # id, column, new cell, words in expected
    ("level", "claim_id", "", "an id that no other claim has"),
    ("growth", "claim_id", "level", "line 2"),
    ("level", "entity", "", "harbour"),
    ("level", "indicator", "", "output, industry, people"),
    ("level", "indicator", "outputs", "perhaps output"),
    ("level", "role", "past", "history, target, goal, benchmark, assumption"),
    ("level", "role", "", "history"),
    ("level", "kind", "Level", "perhaps level"),
    ("level", "kind", "", "recurring_multiple"),
    ("level", "basis", "constant", "nominal, real, physical"),
    ("level", "comparator", "≥", ">="),
    ("level", "comparator", "", "=, ~"),
    ("level", "value", "", "as printed"),
    ("level", "value", "２７.４６", "27.46 (ASCII digits"),
    ("level", "value", "27,460", "27460 (ASCII digits"),
    ("level", "value", "１，２３４", "1234 (ASCII digits"),
    ("level", "value", "27.46亿元", "27.46, with '亿元' in the column unit"),
    ("level", "value", "+27.46", "27.46 (ASCII digits"),
    ("level", "value", "2.7e1", "ASCII digits"),
    ("level", "value", "many", "a number such as 27.46"),
    ("level", "value", "27..28", "the comparator .."),
    ("level", "value", "0", "levels must be positive; a balance that can be negative cannot be assessed"),
    (
        "level",
        "value",
        "-27.46",
        "levels must be positive; a balance that can be negative cannot be assessed",
    ),
    ("growth", "value", "-100", "more than -100 %"),
    ("fold", "value", "0", "a multiple is positive"),
    ("share", "value", "28", "low..high"),
    ("share", "value", "28-30", "28..30"),
    ("share", "value", "２８至３０%", "28..30, with '%' in the column unit"),
    ("share", "value", "30..28", "28..30"),
    ("share", "value", "0..28", "positive"),
    ("level", "unit", "亿美元", "converts to '亿元'"),
    ("level", "unit", "", "converts to '亿元'"),
    ("level", "unit", "bushels", "not a known unit"),
    ("growth", "unit", "个百分点", "a rate for growth"),
    ("growth", "unit", "亿元", "a rate for growth"),
    ("fold", "unit", "%", "倍 or 番"),
    ("slogan", "unit", "年", "倍 or 番"),
    ("share", "unit", "倍", "for a share"),
    ("level", "end", "", "2009"),
    ("level", "end", "2018.0", "2018 (a year"),
    ("level", "end", "２０１８", "2018 (a year"),
    ("level", "end", "2018年", "2018 (a year"),
    ("level", "end", "18", "four ASCII digits"),
    ("level", "end", "last year", "four ASCII digits"),
    ("level", "end", "2019", "not after as_of (2018)"),
    ("people", "start", "2019", "not after the end (2018)"),
    ("people", "start", "foundation", "founding, or crossing:X"),
    ("people", "start", "crossing:1", "a year or founding"),
    ("growth", "start", "2018", "before the end (2018)"),
    ("fold", "start", "", "the base year"),
    ("pace", "start", "", "the base year"),
    ("pace", "start", "2025", "before the end (2025)"),
    ("slogan", "start", "crossing:", "a positive number"),
    ("slogan", "start", "crossing:0", "a positive number"),
    ("slogan", "start", "crossing:1亿", "a positive number"),
    ("share", "start", "2017", "empty"),
    ("slogan", "every", "", "every how many years"),
    ("slogan", "every", "0", "every how many years"),
    ("slogan", "every", "-5", "every how many years"),
    ("slogan", "every", "2.5", "every how many years"),
    ("growth", "every", "5", "only a recurring_multiple recurs"),
    ("fold", "reading", "increase", "increase_by, increase_to"),
    ("fold", "reading", "increase_by/increase_to", "one reading of each kind"),
    ("fold", "reading", "average", "increase_by, increase_to"),
    ("fold", "reading", "crossing:2000", "increase_by, increase_to"),
    ("slogan", "reading", "increase_by", "every_window, average, crossing:YEAR"),
    ("slogan", "reading", "crossing:early", "a whole year"),
    ("slogan", "reading", "crossing:2018", "before the end (2018)"),
    ("level", "reading", "average", "truncated"),
    ("goal", "reading", "truncated", "comparator ="),
    ("growth", "reading", "truncated", "positive number"),
    ("share", "of", "", "the indicator it is a share of"),
    ("share", "of", "outputs", "perhaps output"),
    ("share", "of", "industry", "always 100 %"),
    ("share", "of", "people", "converts to '万元'"),
    ("level", "of", "industry", "only a share has a whole"),
    ("level", "source", "", "a source of dossier.toml: report"),
    ("level", "source", "reports", "perhaps report"),
    ("level", "quote", "", "the words of the source"),
    ("level", "quote", "  ", "the words of the source"),
    ("level", "quote", "产值127.46亿元", "the value 27.46"),
    ("level", "quote", "产值27.465亿元", "the value 27.46"),
    ("share", "quote", "占28%", "the value 28..30"),
    ("pace", "quote", "年均增长12%", "the value 12.0"),
    ("level", "entity", "harbour ", "without spaces"),
    ("level", "unit", " 亿元", "without spaces"),
]


@pytest.mark.parametrize(("claim", "column", "cell", "words"), CELL_FAULTS)
def test_one_wrong_cell_is_one_fault(tmp_path, claim: str, column: str, cell: str, words: str) -> None:
    """The fault names file, line and column, shows the cell, and says what would be right."""
    rows = good_rows()
    rows[LINE[claim] - 2][column] = cell
    if column == "value":  # the source prints it just so
        rows[LINE[claim] - 2]["quote"] += f" {cell}"
    fault = only_fault(write(tmp_path, rows=rows))
    assert (fault.file, fault.line, fault.column) == ("claims.csv", LINE[claim], column)
    assert words in fault.expected
    assert fault.found == (repr(cell) if cell else "nothing")


@pytest.mark.parametrize(
    ("claim", "changes"),
    [
        ("growth", {"start": "2015"}),
        ("growth", {"start": "founding"}),
        ("growth", {"kind": "growth_each_year", "start": ""}),
        ("growth", {"unit": "成", "value": "3", "quote": "增长三成"}),
        ("growth", {"comparator": "<", "value": "3", "quote": "增长不到3%"}),
        ("growth", {"basis": "real"}),
        ("level", {"reading": "truncated"}),
        ("level", {"start": "2018"}),
        ("level", {"start": "founding"}),
        ("level", {"unit": "CNY 100m"}),
        ("level", {"entity": "another city"}),
        ("fold", {"reading": "increase_to"}),
        ("fold", {"start": "crossing:0.5", "reading": "crossing:1999/increase_by"}),
        ("fold", {"unit": "fold", "start": "2000"}),
        ("slogan", {"reading": "every_window"}),
        ("slogan", {"reading": "crossing:2000/average"}),
        ("slogan", {"start": "1999", "reading": "average"}),
        ("goal", {"end": "2010"}),  # a goal may lie in the past
        ("goal", {"role": "target"}),
    ],
)
def test_what_is_allowed(tmp_path, claim: str, changes: dict[str, str]) -> None:
    """Each of these is a claim a report can make."""
    rows = good_rows()
    rows[LINE[claim] - 2] |= changes
    assert claims.load(write(tmp_path, rows=rows)).claim(claim)


def test_all_faults_are_told_at_once(tmp_path) -> None:
    """Every wrong cell of both files is in one list, in order, and in the message of the error."""
    rows = good_rows()
    rows[0] |= {"role": "past", "value": "1,000", "source": ""}
    rows[4] |= {"of": "industry", "quote": ""}
    folder = write(tmp_path, DOSSIER.replace("about = 0.1", "about = 2"), rows)
    (folder / "scenarios.toml").write_text("slower = 1\n", encoding="utf-8")
    found = [(fault.file, fault.line, fault.column) for fault in faults_of(folder)]
    assert found == [
        ("claims.csv", 2, "role"),
        ("claims.csv", 2, "source"),
        ("claims.csv", 2, "value"),
        ("claims.csv", 6, "of"),
        ("claims.csv", 6, "quote"),
        ("dossier.toml", 39, "assumptions.about"),
        ("scenarios.toml", 1, "slower"),
    ]
    with pytest.raises(DossierError) as caught:
        claims.load(folder)
    assert isinstance(caught.value, ForecastingError)
    assert str(caught.value).startswith("7 faults\n")
    assert f"{folder / 'claims.csv'}:2: role: found 'past'; expected one of" in str(caught.value)


TOML_FAULTS = [
    # old text, new text, line, key, words in expected
    ('title = "Harbour: 2018 report"', "", 1, "title", "a text"),
    ('entity = "harbour"', "entity = 7", 2, "entity", "a text"),
    ('entity = "harbour"', 'entity = ""', 2, "entity", "a text"),
    ("founded = 1990", "founded = 1990.0", 3, "founded", "whole number"),
    ("founded = 1990", "founded = 2020", 3, "founded", "not after as_of (2018)"),
    ("as_of = 2018", 'as_of = "2018"', 4, "as_of", "whole number without quotes"),
    ("as_of = 2018", "as_of = true", 4, "as_of", "whole number"),
    ("as_of = 2018", "as_of = 18", 4, "as_of", "2009"),
    ("as_of = 2018", "as_of = 2018\ncolour = 1", 5, "colour", "title, entity, founded, as_of"),
    ('title = "Work report"', "", 6, "sources.report.title", "a text"),
    ("published = 2019", "published = 20.19", 8, "sources.report.published", "a year, or a date"),
    ("published = 2019", "publshed = 2019", 8, "sources.report.publshed", "perhaps published"),
    ('label = { en = "Output", zh = "产值" }', "", 10, "indicators.output.label", "a name in each language"),
    ('label = { en = "Output", zh = "产值" }', "label = {}", 11, "indicators.output.label", "a name"),
    ('en = "Output", zh', 'en = "Output", fr', 11, "indicators.output.label.fr", "en, zh"),
    ('en = "Output", zh', 'en = "", zh', 11, "indicators.output.label.en", "a text"),
    ('unit = "亿元"', "", 10, "indicators.output.unit", "a text"),
    ('basis = "nominal"\nplausible', "plausible", 10, "indicators.output.basis", "nominal, real, physical"),
    ('basis = "physical"', 'basis = "counted"', 25, "indicators.people.basis", "nominal, real, physical"),
    ('growth_basis = "real"', 'growth_basis = "actual"', 20, "indicators.industry.growth_basis", "real"),
    ('better = "lower"', 'better = "less"', 26, "indicators.people.better", "higher, lower"),
    ("[-0.3, 0.6]", "[0.6, -0.3]", 14, "indicators.output.plausible_growth", "the lower one first"),
    ("[-0.3, 0.6]", "[-1.0, 0.6]", 14, "indicators.output.plausible_growth", "both above -1"),
    ("[-0.3, 0.6]", "0.6", 14, "indicators.output.plausible_growth", "two numbers"),
    ("[-0.3, 0.6]", "[-0.3, inf]", 14, "indicators.output.plausible_growth", "two numbers"),
    ("[-0.3, 0.6]", "[-0.3, true]", 14, "indicators.output.plausible_growth", "two numbers"),
    ("plausible_growth", "plausible", 14, "indicators.output.plausible", "perhaps plausible_growth"),
    ('numerator = "industry"', 'numerator = "industries"', 29, "ratios.weight.numerator", "output, industry"),
    ('numerator = "industry"', 'numerator = "output"', 30, "ratios.weight.denominator", "another indicator"),
    ("plausible = [0.1, 0.9]", 'plausible = ["a", "b"]', 31, "ratios.weight.plausible", "two numbers"),
    ('total = "output"', 'total = "outputs"', 34, "identities.0.total", "output, industry, people"),
    ('parts = ["industry"]', "parts = []", 35, "identities.0.parts", "a list of indicators"),
    ('parts = ["industry"]', 'parts = "industry"', 35, "identities.0.parts", "a list of indicators"),
    ('parts = ["industry"]', 'parts = ["trade"]', 35, "identities.0.parts", "output, industry, people"),
    ('parts = ["industry"]', 'parts = ["people"]', 35, "identities.0.parts", "converts to '亿元'"),
    ('parts = ["industry"]', 'parts = ["industry", "output"]', 35, "identities.0.parts", "not the total"),
    ("deflator = [-0.03, 0.08]", "deflator = 0.03", 38, "assumptions.deflator", "two numbers"),
    ("deflator = [-0.03, 0.08]", "deflator = [-1, 0.08]", 38, "assumptions.deflator", "above -1"),
    ("deflator = [-0.03, 0.08]", "deflator = [0.01]", 38, "assumptions.deflator", "two numbers"),
    ('"Harbour: 2018 report"', '{ en = "Harbour" }', 1, "title", "one in each language"),
    ('"Harbour: 2018 report"', '{ en = "Harbour", zh = 7 }', 1, "title.zh", "a text"),
    ('"Harbour: 2018 report"', '["Harbour"]', 1, "title", "a text in double quotes, or one in each language"),
    ('"Work report"', '{ en = "a", zh = "b", fr = "c" }', 7, "sources.report.title.fr", "en, zh"),
    ('better = "lower"', 'scope = { zh = "常住" }', 26, "indicators.people.scope", "one in each language"),
    ('better = "lower"', "scope = 1", 26, "indicators.people.scope", "a text"),
    ('zh = "海港"', 'zh = "海港", xx = "a"', 42, "entities.harbour.label.xx", "en, zh"),
    (', zh = "海港"', "", 42, "entities.harbour.label", "one in each language"),
    ('label = { en = "Harbour", zh = "海港" }', "", 41, "entities.harbour.label", "one in each language"),
    ("[entities.harbour]", "[entities.harbor]", 41, "entities.harbor", "perhaps harbour"),
    ("[entities.harbour]", "[entities.harbour]\nnam = 1", 42, "entities.harbour.nam", "label, note"),
    ("about = 0.1", "about = 1", 39, "assumptions.about", "not including, 1"),
    ("about = 0.1", "about = -0.1", 39, "assumptions.about", "from 0"),
    ("about = 0.1", "abuot = 0.1", 39, "assumptions.abuot", "perhaps about"),
]


@pytest.mark.parametrize(("old", "new", "line", "key", "words"), TOML_FAULTS)
def test_one_wrong_key_is_one_fault(tmp_path, old: str, new: str, line: int, key: str, words: str) -> None:
    """The fault names the line of the key, or of its table when it is missing, and says what would be right."""
    assert old in DOSSIER
    # A missing key leaves its line empty, so that the lines below keep their numbers.
    fault = only_fault(write(tmp_path, DOSSIER.replace(old, new, 1), rows=[]))
    assert (fault.file, fault.line, fault.column) == ("dossier.toml", line, key)
    assert words in fault.expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title = \n", 1),
        ('title = "a"\nentity = "b"\nas_of = 20x\n', 3),
        ('title = "a"\ntitle = "b"\n', 2),
        ("[a]\n[a]\n", 2),
        ('title = """\nopen\n', 2),
    ],
)
def test_broken_toml_carries_its_line(tmp_path, text: str, line: int) -> None:
    """A file that is no TOML is one fault at the line of the mistake; its claims are not judged by it."""
    fault = only_fault(write(tmp_path, text))
    assert (fault.file, fault.line) == ("dossier.toml", line)
    assert fault.found.startswith("no TOML")


def test_key_lines_follow_the_text() -> None:
    """Lines are found for tables, arrays of tables, quoted and dotted keys, not inside long texts."""
    text = 'a.b = 1\nlong = """\nfalse = 1\n"""\n[t."x y"]\nk = [\n  1,\n]\n[[list]]\nk = 1\n[[list]]\nk = 2\n[list.sub]\nz=0\n'
    lines = key_lines(text)
    assert lines[("a", "b")] == 1
    assert ("false",) not in lines
    assert lines[("t", "x y")] == 5
    assert lines[("t", "x y", "k")] == 6
    assert lines[("list", "0", "k")] == 10
    assert lines[("list", "1")] == 11
    assert lines[("list", "1", "k")] == 12
    assert lines[("list", "1", "sub", "z")] == 14


def test_a_faulty_indicator_does_not_blame_its_claims(tmp_path) -> None:
    """What is wrong with an indicator is said once, not again in every claim on it."""
    fault = only_fault(write(tmp_path, DOSSIER.replace('unit = "亿元"\n', "unit = 1\n")))
    assert fault.column == "indicators.output.unit"


def test_founding_needs_a_founding_year_before_the_end(tmp_path) -> None:
    """`founding` without `founded`, at or after the end, or of another entity is a fault of the claim."""
    missing = only_fault(write(tmp_path, DOSSIER.replace("founded = 1990\n", "")))
    assert (missing.line, missing.column) == (LINE["fold"], "start")
    assert "founded in dossier.toml" in missing.expected
    late = only_fault(write(tmp_path, DOSSIER.replace("1990", "2018")))
    assert (late.line, late.column) == (LINE["fold"], "start")
    assert "(founded in dossier.toml is 2018) before the end (2018)" in late.expected
    rows = good_rows()
    rows[2]["entity"] = "elsewhere"
    other = only_fault(write(tmp_path, rows=rows))
    assert (other.line, other.column) == (LINE["fold"], "start")
    assert "not of elsewhere" in other.expected


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (COLUMNS[:-1], [("note", "no such column")]),
        (("id", *COLUMNS[1:]), [("claim_id", "no such column"), ("id", "'id'")]),
        ((*COLUMNS, "note"), [("note", "the column twice")]),
        ((*COLUMNS, ""), [("", "an unnamed column (number 21)")]),
        ((*COLUMNS, "char_start"), [("char_start", "'char_start'")]),
    ],
)
def test_columns_are_checked(tmp_path, header: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    """Missing, unknown and repeated columns are faults of line 1, each said once and not again in every row."""
    write(tmp_path)
    (tmp_path / "claims.csv").write_text(csv_text(good_rows(), header), encoding="utf-8")
    faults = faults_of(tmp_path)
    assert {fault.line for fault in faults} == {1}
    assert [(fault.column, fault.found) for fault in faults] == found


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "the columns claim_id, entity"),
        ("\n\n", 1, "the columns claim_id, entity"),
        (csv_text([]).replace(",", ";"), 1, "separated by commas"),
        (csv_text([]).replace(",", "\t"), 1, "separated by commas"),
        (f"{csv_text(good_rows())}a,b\n", 10, "20 cells"),
        (f'{csv_text(good_rows())}"never closed,', 10, "closed on both sides"),
        (csv_text(good_rows()).replace("产值27.46亿元", '"产值"27.46亿元'), 2, "closed on both sides"),
    ],
)
def test_broken_tables_are_faults(tmp_path, text: str, line: int, words: str) -> None:
    """A table that cannot be read says where and how it should be written."""
    write(tmp_path)
    (tmp_path / "claims.csv").write_text(text, encoding="utf-8")
    fault = only_fault(tmp_path)
    assert (fault.file, fault.line) == ("claims.csv", line)
    assert words in fault.expected


def test_missing_folders_and_files_are_faults(tmp_path) -> None:
    """What is not there is said, not raised as an operating system error."""
    assert only_fault(tmp_path / "nowhere").found == "no such folder"
    folder = write(tmp_path / "there")
    assert only_fault(folder / "claims.csv").found == "a file"
    (folder / "claims.csv").unlink()
    assert only_fault(folder).file == "claims.csv"
    (folder / "dossier.toml").unlink()
    assert [fault.file for fault in faults_of(folder)] == ["claims.csv", "dossier.toml"]
    with pytest.raises(DossierError, match="no such folder"):
        claims.load(tmp_path / "nowhere")


def test_a_folder_in_place_of_a_file_is_a_fault(tmp_path) -> None:
    """A folder named as a file is reported as unreadable."""
    folder = write(tmp_path)
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").mkdir()
    assert only_fault(folder).file == "claims.csv"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[scenario]\nslower = 3\n", 2, "scenario.slower"),
        ("scenario = 1\n", 1, "scenario"),
        ("[scenario.a]\n[scenarios.b]\n", 2, "scenarios"),
        ("[scenario.a\n", 1, ""),
    ],
)
def test_scenarios_must_be_tables(tmp_path, text: str, line: int, column: str) -> None:
    """Only the structure of `scenarios.toml` is checked here."""
    folder = write(tmp_path)
    (folder / "scenarios.toml").write_text(text, encoding="utf-8")
    fault = only_fault(folder)
    assert (fault.file, fault.line, fault.column) == ("scenarios.toml", line, column)


def test_changed_claims_can_be_checked_again(tmp_path) -> None:
    """A scenario's claims are held to the same rules, but need no quote for their new number."""
    dossier = claims.load(write(tmp_path))
    raised = dataclasses.replace(dossier.claim("goal"), value="80")
    assert not claims.check_claims(dossier, [raised], quoted=False)
    assert [fault.column for fault in claims.check_claims(dossier, [raised])] == ["quote"]
    broken = dataclasses.replace(raised, value="-80", end=2030)
    assert [fault.column for fault in claims.check_claims(dossier, [broken], quoted=False)] == ["value"]
    assert not claims.check_claims(dossier, dossier.claims)


def test_a_dossier_travels_between_processes(tmp_path) -> None:
    """A portfolio sends dossiers to workers, so they pickle to an equal value."""
    dossier = claims.load(RIVERSIDE)
    assert pickle.loads(pickle.dumps(dossier)) == dossier  # noqa: S301


# ---- quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２７．４６亿元，增长２２％", "27.46亿元, 增长22%"),
        ("四十万人", "40万人"),
        ("一百二十", "120"),
        ("一百零五", "105"),
        ("一百二", "120"),
        ("二〇〇九年", "2009年"),
        ("二零一五年", "2015年"),
        ("十", "10"),
        ("十八个园区", "18个园区"),
        ("两", "2"),
        ("三千五百", "3500"),
        ("两千五", "2500"),
        ("三万五", "35000"),
        ("一万二千人", "12000人"),
        ("一亿三千万元", "1亿3000万元"),
        ("一点五", "1.5"),
        ("四點零", "4.0"),
        ("翻两番", "翻2番"),
        ("翻了一番", "翻1番".replace("翻", "翻了")),
        ("翻番", "翻1番"),
        ("翻了番", "翻1番"),
        ("四倍", "4倍"),
        ("百分之十四", "14%"),
        ("百分之十四点五", "14.5%"),
        ("百分之14", "14%"),
        ("千分之三", "3‰"),
        ("占一半", "占50%"),
        ("貳佰伍拾萬", "250万"),
        ("1,234,567", "1234567"),
        ("１，２３４．５", "1234.5"),
        ("1\N{NO-BREAK SPACE}234", "1234"),
        ("in 2009,120 firms", "in 2009,120 firms"),
        ("5家，300人", "5家, 300人"),
        ("十一五规划", "十一五规划"),  # the eleventh five-year plan is no number
        ("twenty-five per cent", "25 per cent"),
        ("one hundred and twenty", "120"),
        ("three thousand five hundred", "3500"),
        ("fourfold", "4fold"),
        ("tenth", "tenth"),
        ("no number", "no number"),
        ("", ""),
    ],
)
def test_numbers_come_to_digits(text: str, expected: str) -> None:
    """Full-width forms, separators, Chinese and English numerals are brought to ASCII digits (by hand)."""
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("27.46", "财政收入27.46亿元"),
        ("27.46", "财政收入２７．４６亿元"),
        ("1234.5", "1,234.5"),
        ("12000", "12 000 people"),
        ("12000", "共１２，０００人"),
        ("-3", "下降3%"),
        ("28..30", "28—30亿元"),
        ("28..30", "二十八亿元到三十亿元"),
        ("1", "每3年翻一番"),
        ("2", "每5年翻两番"),
        ("10.0", "10.0亿元"),
        ("1.3", "1亿3000万元"),
        ("13000", "一亿三千万元"),
        ("0.5", "up .5 points"),
        ("2009", "to 2009."),
        ("2", "doubled"),
        ("4", "quadrupled"),
        ("40", "四十万人的公共服务需求"),
    ],
)
def test_values_found_in_quotes(value: str, quote: str) -> None:
    """The printed number is recognised however the source writes it."""
    assert occurs(value, quote)


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("27.46", "127.46"),
        ("27.46", "27.465"),
        ("27.46", "27.4.6"),
        ("27", "27.46"),
        ("46", "27.46"),
        ("10.0", "10亿元"),
        ("10", "10.0亿元"),
        ("28..30", "28亿元"),
        ("28..30", "30亿元"),
        ("234", "1,234"),
        ("1", "1,234"),
        ("5300", "5家，300户"[:3]),
        ("11", "十一五期间"),
        ("100", "提高2个百分点"),
        ("100", "百分之三"),
        ("3", ""),
    ],
)
def test_values_not_found_in_quotes(value: str, quote: str) -> None:
    """Parts of another number, another number of digits, and plan names are not the printed number."""
    assert not occurs(value, quote)


_CHINESE_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 9999 as written out in Chinese (independent of the reader under test)."""
    words, zero = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            words += ("零" if zero else "") + _CHINESE_DIGITS[digit] + name
        zero = bool(words) and not digit
    return words.removeprefix("一") if words.startswith("一十") else words


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    """Every number up to 9999 written out in Chinese comes back, alone and before 万人."""
    assert normalise(chinese(number)) == str(number)
    assert normalise(f"约{chinese(number)}万人") == f"约{number}万人"


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_separators_and_width_do_not_matter(whole: int, cents: int) -> None:
    """A number with separators, or in full-width digits, is found as printed without them."""
    plain, grouped = f"{whole}.{cents:02}", f"{whole:,}.{cents:02}"
    wide = grouped.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert occurs(plain, f"产值{grouped}亿元")
    assert occurs(plain, f"产值{wide}亿元")


@given(st.text(max_size=40))
def test_normalising_twice_adds_no_number(text: str) -> None:
    """Any text can be normalised, and the numbers of the result are among those of the text."""
    assert numbers(normalise(text)) <= numbers(text) | numbers(normalise(normalise(text)))


# ---- typed in a notebook


def test_claims_from_a_list_of_dicts() -> None:
    """Only value and year are needed; the rest has defaults."""
    dossier = claims.from_frame(
        [
            {"value": "120", "year": 2010},
            {"value": "25", "kind": "growth", "end": 2011},
            {"value": "3", "kind": "multiple", "start": 2000, "end": 2011},
            {"value": "200", "role": "goal", "comparator": ">=", "end": 2015},
        ]
    )
    assert [claim.claim_id for claim in dossier.claims] == ["c1", "c2", "c3", "c4"]
    assert [claim.unit for claim in dossier.claims] == ["", "%", "倍", ""]
    assert {claim.indicator for claim in dossier.claims} == {"x"}
    assert dossier.as_of == 2011
    assert dossier.claims[0].end == 2010


def test_claims_from_a_data_frame() -> None:
    """A frame with gaps, whose years are therefore floats, gives the same claims as dicts."""
    import pandas as pd

    records = [
        {"indicator": "gdp", "value": "120.0", "unit": "亿元", "year": 2010},
        {"indicator": "gdp", "value": "9", "kind": "average_growth", "start": 2005, "year": 2010},
        {"indicator": "industry", "value": "40", "kind": "share", "of": "gdp", "year": 2010},
    ]
    dossier = claims.from_frame(pd.DataFrame(records), entity="riverside")
    assert dossier == claims.from_frame(records, entity="riverside")
    assert dossier.claims[1].start == 2005
    assert dossier.indicators["gdp"].unit == "亿元"
    assert dossier.entity == dossier.claims[0].entity == "riverside"


@pytest.mark.parametrize("number", [120, 120.0, Fraction(120)])
def test_a_number_that_is_no_text_is_refused(number: object) -> None:
    """120 and 120.0 state different things, so only the printed text will do."""
    with pytest.raises(DossierError, match=r"claims:1: value: .*as printed: 120 and 120\.0 differ"):
        claims.from_frame([{"value": number, "year": 2010}])


@pytest.mark.parametrize(
    ("record", "line", "column"),
    [
        ({"value": "1", "year": 2010, "colour": "red"}, 0, "colour"),
        ({"value": "1"}, 1, "end"),
        ({"value": "1", "year": 2010.5}, 1, "end"),
        ({"value": "1", "year": 2010, "end": 2011}, 1, "end"),
        ({"value": "1,000", "year": 2010}, 1, "value"),
        ({"value": "-1", "year": 2010}, 1, "value"),
        ({"value": "1", "year": 2010, "kind": "grwth"}, 1, "kind"),
        ({"value": "1", "year": 2010, "unit": 3.5}, 1, "unit"),
        ({"value": math.nan, "year": 2010}, 1, "value"),
    ],
)
def test_faults_of_rows(record: dict[str, object], line: int, column: str) -> None:
    """A row is held to the rules of the file; its number takes the place of the line."""
    with pytest.raises(DossierError) as caught:
        claims.from_frame([record], as_of=2012)
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [(line, column)]


def test_levels_in_units_that_do_not_convert_are_refused() -> None:
    """One indicator cannot be stated in two currencies."""
    rows = [{"value": "1", "unit": unit, "year": year} for unit, year in (("亿元", 2010), ("亿美元", 2011))]
    with pytest.raises(DossierError, match="claims:2: unit"):
        claims.from_frame(rows)


def test_no_rows_at_all() -> None:
    """Nothing typed is a fault with a reason unless the year is given."""
    with pytest.raises(DossierError, match="no claim with a year"):
        claims.from_frame([])
    assert claims.from_frame([], as_of=2010).claims == ()


def test_plans_alone_are_made_the_year_before_the_first() -> None:
    """Without any history the last reported year is the one before the first plan."""
    assert claims.from_frame([{"value": "1", "role": "goal", "year": 2015}]).as_of == 2014


# ---- written


def test_riverside_comes_out_byte_for_byte(tmp_path) -> None:
    """What was read and not changed is written as it was."""
    written = claims.write_folder(claims.load(RIVERSIDE), tmp_path / "copy")
    assert sorted(path.name for path in written) == ["claims.csv", "dossier.toml", "scenarios.toml"]
    for path in written:
        assert path.read_bytes() == (RIVERSIDE / path.name).read_bytes()


def test_a_changed_dossier_is_written_anew_and_reads_back(tmp_path) -> None:
    """The changed file says the new, the others keep their text; what comes back is equal."""
    riverside = claims.load(RIVERSIDE)
    sources = {"report": dataclasses.replace(riverside.sources["report"], note='A "new"\nnote')}
    changed = dataclasses.replace(
        riverside, title='A "new" title', sources=sources, claims=riverside.claims[:3]
    )
    claims.write_folder(changed, tmp_path / "copy")
    assert claims.load(tmp_path / "copy") == changed
    assert (tmp_path / "copy/scenarios.toml").read_bytes() == (RIVERSIDE / "scenarios.toml").read_bytes()


@pytest.mark.parametrize(
    "dossier", [DOSSIER, DOSSIER.replace("[indicators.output]", '[indicators."output"]')]
)
def test_every_part_of_a_dossier_survives_writing(tmp_path, dossier: str) -> None:
    """A dossier without a folder is written whole and reads back equal."""
    loaded = dataclasses.replace(claims.load(write(tmp_path / "one", dossier)), folder=None)
    claims.write_folder(loaded, tmp_path / "two")
    assert claims.load(tmp_path / "two") == loaded


def test_names_are_said_in_the_language_of_the_reader(tmp_path) -> None:
    """Titles, scopes and places have one text for all or one for each language; an unnamed id stands for itself."""
    words = DOSSIER.replace('"Harbour: 2018 report"', '{ en = "Harbour: 2018", zh = "海港：2018年" }')
    scope = 'scope = { en = "residents", zh = "常住人口" }'
    dossier = claims.load(write(tmp_path / "one", words.replace('better = "lower"', scope)))
    assert [dossier.name("en"), dossier.name("zh")] == ["Harbour: 2018", "海港：2018年"]
    assert dossier.sources["report"].name("zh") == dossier.sources["report"].name("en") == "Work report"
    assert dossier.indicators["people"].counted("zh") == "常住人口"
    assert dossier.indicators["output"].counted("zh") == ""
    assert [dossier.place("harbour", "zh"), dossier.place("harbour", "en")] == ["海港", "Harbour"]
    assert [dossier.place(one, "zh") for one in ("kunshan", "BYD")] == ["Kunshan", "BYD"]
    claims.write_folder(dataclasses.replace(dossier, folder=None), tmp_path / "two")
    assert claims.load(tmp_path / "two") == dossier


def test_a_name_for_a_place_that_a_scenario_adds_is_known(tmp_path) -> None:
    """A place may be quoted by a claim that only a scenario adds; without that claim its name is a fault."""
    folder = write(tmp_path / "one", DOSSIER + '\n[entities.port]\nlabel = "Port"\n')
    scenario = folder / "scenarios.toml"
    scenario.write_text('[[scenario.more.add]]\nentity = "port"\n', encoding="utf-8")
    loaded = claims.load(folder)
    assert loaded.place("port", "zh") == "Port"
    scenario.unlink()
    with pytest.raises(DossierError, match=r"dossier.toml:44: entities.port: found an unknown entity"):
        claims.load(folder)
    claims.write_folder(dataclasses.replace(loaded, folder=None, scenario_tables={}), tmp_path / "two")
    assert set(claims.load(tmp_path / "two").entities) == {"harbour"}


def test_a_frame_can_become_a_folder(tmp_path) -> None:
    """Typed claims with quotes and a source are written to a folder that loads."""
    rows = [{"value": "120", "year": 2010, "unit": "亿元", "source": "report", "quote": "GDP 120亿元"}]
    dossier = claims.from_frame(rows, entity="riverside")
    claims.write_folder(dossier, tmp_path / "new")
    assert claims.load(tmp_path / "new") == dossier


def test_what_has_no_decimal_is_not_rounded_when_written(tmp_path) -> None:
    """A third cannot be written as a TOML number, so nothing is written."""
    riverside = claims.load(RIVERSIDE)
    third = dataclasses.replace(riverside, assumptions=claims.Assumptions(about=Fraction(1, 3)))
    with pytest.raises(claims.WriteRefusedError, match="1/3 has no finite decimal"):
        claims.write_folder(third, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_nothing_is_replaced_without_force(tmp_path) -> None:
    """A file that is there stays as it is, no other is written beside it, and force replaces it."""
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "claims.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(claims.WriteRefusedError, match=r"claims\.csv already there"):
        claims.write_folder(claims.load(RIVERSIDE), folder)
    with pytest.raises(claims.WriteRefusedError, match=r"claims\.csv already there"):
        claims.new_folder(folder)
    assert os.listdir(folder) == ["claims.csv"]  # noqa: PTH208
    assert (folder / "claims.csv").read_text(encoding="utf-8") == "mine"
    claims.write_folder(claims.load(RIVERSIDE), folder, force=True)
    assert len(claims.load(folder).claims) == 11
    assert len(list(folder.iterdir())) == 3


def test_a_place_that_cannot_be_written_to_is_said(tmp_path) -> None:
    """A file in place of the folder is an error of this package, with the place."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(claims.WriteRefusedError, match="cannot make the folder"):
        claims.new_folder(tmp_path / "file" / "dossier")
    with pytest.raises(claims.WriteRefusedError, match="cannot write"):
        claims.write_claims(claims.load(RIVERSIDE), tmp_path / "nowhere" / "claims.csv")


@pytest.mark.parametrize(
    "options", [{}, {"entity": 'the "old" port', "title": "T", "as_of": 2009, "founded": 1992}]
)
def test_a_new_dossier_validates(tmp_path, options: dict) -> None:
    """What `new` makes loads, with two example claims and every key explained in both languages."""
    folder = tmp_path / "港口"
    written = claims.new_folder(folder, claims.NewDossier(**options))
    assert [path.name for path in written] == ["dossier.toml", "claims.csv", "scenarios.toml"]
    dossier = claims.load(folder)
    assert dossier.entity == options.get("entity", "港口")
    assert dossier.founded == options.get("founded")
    assert [claim.kind for claim in dossier.claims] == ["level", "growth"]
    text = (folder / "dossier.toml").read_text(encoding="utf-8")
    for key in (
        "scope",
        "plausible_growth",
        "reference_class",
        "deflator",
        "about",
        "[ratios.",
        "[[identities]]",
    ):
        assert key in text
    assert dossier.scenario_tables == {}


def test_the_commented_examples_of_a_new_dossier_are_valid(tmp_path) -> None:
    """Taking away the comment signs of the optional keys leaves files that are read without fault."""
    claims.new_folder(tmp_path / "new")
    dossier, scenarios = tmp_path / "new/dossier.toml", tmp_path / "new/scenarios.toml"
    uncommented = re.sub(
        r"^# (?=[a-z_]+ = |\[)", "", scenarios.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    scenarios.write_text(uncommented, encoding="utf-8")
    text = dossier.read_text(encoding="utf-8")
    for key in (
        "founded",
        "fiscal_years",
        "numbers",
        "note",
        "growth_basis",
        "convention",
        "measure",
        "scope",
        "plausible_growth",
        "deflator",
        "deflator_by_year",
    ):
        text = re.sub(rf"^# (?={key} = )", "", text, count=1, flags=re.MULTILINE)
    dossier.write_text(text, encoding="utf-8")
    loaded = claims.load(tmp_path / "new")
    assert list(loaded.scenario_tables) == ["slower", "own_path", "goal_later"]
    assert loaded.indicators["revenue"].growth_basis == "real"
    assert loaded.indicators["revenue"].convention == "fiscal_revenue"
    assert loaded.assumptions.price_change(2009) == (Fraction(-1, 50), Fraction(3, 100))
    assert (loaded.fiscal_years, loaded.numbers) == ("second", "1,234.5")
    assert loaded.founded == 1992


# ---- whatever is in the files


_ODD = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["founding", "crossing:", "crossing:9", "..", "1..", "-", "9" * 5000, "２", "%", "level", "²", "٣"]
    ),
    st.integers(-(10**5), 10**5).map(str),
)


CONTEXT = RowContext(
    indicators=dict.fromkeys(("output", "industry", "people")),
    sources={"report": None},
    entity="harbour",
    as_of=2018,
    founded=1990,
)


@settings(deadline=None)
@given(st.integers(0, len(_ROWS) - 1), st.dictionaries(st.sampled_from(COLUMNS), _ODD, max_size=4))
def test_no_cell_can_break_the_reader(row: int, changes: dict[str, str]) -> None:
    """Any text in any cell gives a claim or a fault at its line, never another error."""
    rows = [ReadRow(line, dict(cells)) for line, cells in enumerate(good_rows(), start=2)]
    rows[row].cells.update(changes)
    found, faults = check_rows("claims.csv", rows, CONTEXT)
    assert len(found) + len({fault.line for fault in faults}) == len(rows)
    assert all(fault.expected and fault.found for fault in faults)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60), st.sampled_from(["dossier.toml", "claims.csv", "scenarios.toml"]))
def test_no_file_can_break_the_reader(tmp_path, data: bytes, name: str) -> None:
    """Any bytes in any file give a dossier or faults, never another error."""
    folder = write(tmp_path)
    (folder / name).write_bytes(data)
    dossier, faults = claims.read_folder(folder)
    assert (dossier is None) is bool(faults)
    (folder / name).unlink()


def test_a_claim_is_found_by_its_id() -> None:
    """A claim comes back by its id, also after others were dropped; an id nobody has is a KeyError."""
    riverside = claims.load(RIVERSIDE)
    last = riverside.claims[-1]
    assert riverside.claim(last.claim_id) is last
    fewer = dataclasses.replace(riverside, claims=riverside.claims[:-1])
    with pytest.raises(KeyError):
        fewer.claim(last.claim_id)
