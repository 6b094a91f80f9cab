"""Kinds, measures, scopes, parts of a year, fiscal years, ways of writing numbers: what a row may state and what not."""

import csv
import dataclasses
import io
from pathlib import Path

import pytest

from forecasting import dossier as claims
from forecasting.dossier.model import COLUMNS, KINDS, ROLES
from forecasting.dossier.periods import calendar_year, period_of
from forecasting.dossier.vocabulary import WORDS
from forecasting.errors import DossierError
from forecasting.numbers.stated import COMPARATORS

DOSSIER = """\
title = "Harbour report"
entity = "harbour"
founded = 1990
as_of = 2020

[sources.report]
title = "Work report"
published = 2021

[indicators.output]
label = "Harbour works"
unit = "亿元"
basis = "nominal"

[indicators.cover]
label = "Sewers"
unit = "%"
basis = "physical"
measure = "rate"

[indicators.deaths]
label = "Deaths in a thousand"
unit = "‰"
basis = "physical"
measure = "rate"

[indicators.surplus]
label = "Balance in output"
unit = "%"
basis = "physical"
measure = "rate"
bounds = [-inf, 100]

[indicators.schools]
label = "Schools of the harbour"
unit = "所"
basis = "physical"
measure = "count"

[indicators.index]
label = "Index of rents"
unit = "点"
basis = "nominal"
measure = "index"
index_year = 2015
"""

ROW = {
    "claim_id": "one",
    "entity": "harbour",
    "indicator": "output",
    "role": "history",
    "kind": "level",
    "comparator": "=",
    "value": "27.46",
    "unit": "亿元",
    "end": "2020",
    "source": "report",
    "locator": "p1",
    "quote": "产值27.46亿元",
}
POINTS = {
    "indicator": "cover",
    "kind": "points",
    "value": "2.0",
    "unit": "个百分点",
    "quote": "提高2.0个百分点",
}
TOTAL = {"kind": "total", "start": "2016", "value": "120", "quote": "五年累计120亿元"}
RATE = {"indicator": "cover", "value": "96.0", "unit": "%", "quote": "96.0%"}
COUNT = {"indicator": "schools", "value": "12", "unit": "所", "quote": "学校12所"}
GROWTH = {"kind": "growth", "value": "3.0", "unit": "%", "quote": "增长3.0%"}


def written(folder: Path, *rows: dict[str, str], dossier: str = DOSSIER) -> Path:
    """A dossier folder with these rows, each the usual one but for what is given."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows):
        writer.writerow(ROW | {"claim_id": f"c{number}"} | row)
    folder.mkdir(exist_ok=True)
    (folder / "dossier.toml").write_text(dossier, encoding="utf-8")
    (folder / "claims.csv").write_text(text.getvalue(), encoding="utf-8")
    return folder


def one(folder: Path, row: dict[str, str], dossier: str = DOSSIER) -> claims.Claim:
    """The only claim of a dossier, after its files came out of writing as they went in."""
    loaded = claims.load(written(folder, row, dossier=dossier))
    claims.write_folder(loaded, folder / "again")
    for name in ("claims.csv", "dossier.toml"):
        assert (folder / "again" / name).read_bytes() == (folder / name).read_bytes()
    return loaded.claims[0]


def fault_of(folder: Path, row: dict[str, str], dossier: str = DOSSIER) -> tuple[str, str, str]:
    """Column, found and expected of the one fault of a row."""
    found, faults = claims.read_folder(written(folder, row, dossier=dossier))
    assert found is None
    assert [fault.line for fault in faults] == [2], "\n".join(map(str, faults))
    return faults[0].column, faults[0].found, faults[0].expected


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "change", "value": "5.2", "quote": "增加5.2亿元"},
        {"kind": "change", "value": "-5.2", "quote": "减少5.2亿元", "start": "2015"},
        {"kind": "change", "comparator": ">=", "value": "5.2", "unit": "万元", "quote": "增加5.2万元以上"},
        POINTS,
        POINTS | {"value": "-0.4", "quote": "下降0.4个百分点", "start": "2015"},
        POINTS | {"unit": "percentage points", "quote": "up 2.0 percentage points"},
        POINTS | {"indicator": "deaths", "unit": "个千分点", "quote": "2.0个千分点"},
        POINTS | {"value": "0.0", "quote": "0.0个百分点"},
        TOTAL,
        TOTAL | {"start": "2020"},
        TOTAL | {"start": "founding"},
        TOTAL | {"kind": "period_average", "value": "24", "quote": "年均24亿元"},
        RATE,
        RATE | {"value": "0", "quote": "0%"},
        RATE | {"value": "100", "quote": "100%"},
        RATE | {"unit": "‰", "value": "960", "quote": "960‰"},
        RATE | {"kind": "period_average", "start": "2016"},
        RATE | {"kind": "multiple", "start": "2010", "value": "2", "unit": "倍", "quote": "2倍"},
        RATE | GROWTH | {"quote": "相对提高3.0%"},
        {"indicator": "surplus", "value": "-3.5", "unit": "%", "quote": "-3.5%"},
        {"indicator": "deaths", "value": "998", "unit": "‰", "quote": "998‰"},
        COUNT,
        COUNT | {"value": "1.25", "unit": "万所", "quote": "1.25万所"},
        COUNT | {"kind": "period_average", "start": "2016", "value": "12.5", "quote": "平均12.5所"},
        COUNT | GROWTH,
        {"indicator": "index", "value": "105.3", "unit": "点", "quote": "105.3点"},
        {"scope": "organic"},
        {"scope": "规模以上"},
    ],
)
def test_what_a_report_can_state(tmp_path, row: dict[str, str]) -> None:
    """Each of these is a number a report prints, and it comes out of writing as it went in."""
    claim = one(tmp_path, row)
    for column, text in row.items():
        assert str(getattr(claim, column)) == text


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        # 14.9 to 15.3 %, "up 0.4 points", typed as growth of a share of output
        (
            RATE | GROWTH | {"quote": "比重上升3.0个百分点"},
            "kind",
            "points: changes of a rate are points (3.0 个百分点)",
        ),
        (RATE | GROWTH, "kind", "points"),
        (RATE | GROWTH | {"kind": "average_growth", "start": "2015"}, "kind", "points"),
        (RATE | GROWTH | {"unit": "个百分点"}, "kind", "points: changes of a rate are points (3.0 个百分点)"),
        (GROWTH | {"unit": "个百分点"}, "unit", "a change in points has the kind points"),
        # coverage of 96 %, a goal of 105 %
        (RATE | {"role": "goal", "end": "2025", "value": "105", "quote": "105%"}, "value", "0 % to 100 %"),
        (RATE | {"value": "-1", "quote": "-1%"}, "value", "0 % to 100 %"),
        (RATE | {"comparator": "..", "value": "95..101", "quote": "95%至101%"}, "value", "0 % to 100 %"),
        (RATE | {"unit": "‰", "value": "1001", "quote": "1001‰"}, "value", "0 % to 100 %"),
        (
            {"indicator": "surplus", "value": "100.5", "unit": "%", "quote": "100.5%"},
            "value",
            "no end to 100 %",
        ),
        (
            RATE | {"kind": "period_average", "start": "2016", "value": "101", "quote": "101%"},
            "value",
            "100 %",
        ),
        (RATE | {"kind": "total", "start": "2016"}, "kind", "period_average"),
        (RATE | {"kind": "change", "value": "2.0", "quote": "2.0%"}, "kind", "points"),
        (
            POINTS | {"value": "120", "quote": "提高120个百分点"},
            "value",
            "the width of the bounds of cover, 100 %",
        ),
        (POINTS | {"indicator": "output"}, "kind", "output is none (its measure is amount)"),
        (POINTS | {"indicator": "schools"}, "kind", "its measure is count"),
        (POINTS | {"unit": "%", "quote": "提高2.0%"}, "unit", "个百分点, percentage points or pp"),
        (
            COUNT | {"value": "12.5", "quote": "学校12.5所"},
            "value",
            "a whole number: schools counts whole things",
        ),
        (COUNT | {"value": "1.23456", "unit": "万所", "quote": "1.23456万所"}, "value", "a whole number"),
        (TOTAL | {"start": ""}, "start", "the first year counted"),
        (TOTAL | {"start": "2021"}, "start", "not after the end (2020)"),
        (TOTAL | {"start": "crossing:1"}, "start", "crossing:X begins growth and multiples"),
        (TOTAL | {"value": "0", "quote": "0亿元"}, "value", "levels must be positive"),
        (TOTAL | {"unit": "亿美元", "quote": "120亿美元"}, "unit", "currencies never convert silently"),
        (TOTAL | {"indicator": "index", "unit": "点", "quote": "120点"}, "kind", "an index, have no sum"),
        ({"kind": "change", "start": "2020"}, "start", "before the end (2020)"),
        ({"kind": "change", "unit": "%"}, "unit", "converts to '亿元'"),
        ({"value": "-27.46"}, "value", "a balance that can be negative cannot be assessed"),
        ({"kind": "levle"}, "kind", "perhaps level"),
        ({"period": "H3"}, "period", "H1, H2, Q1 to Q4"),
        ({"period": "spring"}, "period", "empty for the full year"),
    ],
)
def test_what_a_report_cannot_mean(tmp_path, row: dict[str, str], column: str, words: str) -> None:
    """A number that what is measured does not allow is one fault: the cell, and what would be right."""
    found = fault_of(tmp_path, row)
    assert found[0] == column
    assert found[1] == repr((ROW | row)[column]) if (ROW | row).get(column) else found[1] == "nothing"
    assert words in found[2]


def test_an_unknown_kind_is_told_all_kinds(tmp_path) -> None:
    """The fault lists every kind there is."""
    column, _, expected = fault_of(tmp_path, {"kind": "rise"})
    assert column == "kind"
    assert all(kind in expected for kind in KINDS)


# ---- scope and period may be left out


def test_optional_columns_stay_as_they_were(tmp_path) -> None:
    """A table without scope and period is written without; one that has them keeps them, though they are empty."""
    folder = written(tmp_path / "with", {})
    lines = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    plain = written(tmp_path / "without", {})
    plain.joinpath("claims.csv").write_text(
        "".join(f"{line.replace(',scope,period', '').replace('level,,,,', 'level,,')}\n" for line in lines),
        encoding="utf-8",
    )
    assert claims.load(plain) == claims.load(folder)
    for one_ in (folder, plain):
        claims.write_folder(claims.load(one_), one_ / "again")
        assert (one_ / "again/claims.csv").read_bytes() == (one_ / "claims.csv").read_bytes()
    changed = claims.load(plain)
    changed = dataclasses.replace(changed, claims=(dataclasses.replace(changed.claims[0], scope="organic"),))
    claims.write_folder(changed, tmp_path / "new")
    assert ",basis,scope,comparator," in (tmp_path / "new/claims.csv").read_text(encoding="utf-8")
    assert claims.load(tmp_path / "new") == changed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", ""),
        ("FY", ""),
        ("全年", ""),
        ("M01-M12", ""),
        ("Q1-Q4", ""),
        ("H1", "H1"),
        ("h2", "H2"),
        ("1H", "H1"),
        ("上半年", "H1"),
        ("first half", "H1"),
        ("M1-M6", "H1"),
        ("Q1–Q2", "H1"),
        ("1-6月", "H1"),
        ("January to June", "H1"),
        ("7—12月", "H2"),
        ("q3", "Q3"),
        ("4Q", "Q4"),
        ("一季度", "Q1"),
        ("第三季度", "Q3"),
        ("second quarter", "Q2"),
        ("Q1-Q3", "Q1-Q3"),
        ("Q1-3", "Q1-Q3"),
        ("前三季度", "Q1-Q3"),
        ("9M", "Q1-Q3"),
        ("first nine months", "Q1-Q3"),
        ("1—9月份", "Q1-Q3"),
        ("M04-M06", "Q2"),
        ("M06", "M06"),
        ("12月", "M12"),
        ("十一月", "M11"),
        ("Feb.", "M02"),
        ("M01-M05", "M01-M05"),
        ("前五个月", "M01-M05"),
        ("１—４月", "M01-M04"),
        ("Jan-Aug", "M01-M08"),
        ("H3", None),
        ("Q5", None),
        ("M13", None),
        ("M06-M01", None),
        ("半年", None),
        ("summer", None),
        ("2020", None),
    ],
)
def test_one_part_of_a_year_has_one_name(text: str, name: str | None) -> None:
    """However the same months are written, claims on them meet; what names no months is none."""
    assert period_of(text) == name


@pytest.mark.parametrize("text", ["上半年", "1-6月", "h1", "M01-M06"])
def test_a_part_of_a_year_is_written_back_as_read(tmp_path, text: str) -> None:
    """The name inside is one for all; the file keeps its own."""
    assert one(tmp_path, {"period": text}).period == "H1"


# ---- fiscal years


@pytest.mark.parametrize(
    ("text", "rule", "year"),
    [
        # The World Bank counts India's 2022-23 as 2022, Egypt's as 2023 (help desk, article 201203).
        ("2022-23", "first", 2022),
        ("2022-23", "second", 2023),
        ("2023/24", "second", 2024),
        ("2023/2024", "first", 2023),
        ("1999/00", "second", 2000),
        ("FY2023/24", "second", 2024),
        ("FY2024", "second", 2024),
        ("FY 2024", "second", 2024),
        ("FY2024", "first", None),
        ("2023/24", "", None),
        ("2023/25", "second", None),
        ("2011-15", "second", None),
        ("2023", "second", None),
        ("FY24", "second", None),
    ],
)
def test_a_fiscal_year_counts_by_its_rule(text: str, rule: str, year: int | None) -> None:
    """Two calendar years in a row are one fiscal year; which one it counts as the dossier says, and nobody guesses."""
    assert calendar_year(text, rule) == year


def test_fiscal_years_are_read_and_written_back(tmp_path) -> None:
    """Years of rows and of the dossier may be fiscal; the order of years is that of the calendar years they count as."""
    dossier = DOSSIER.replace("as_of = 2020", 'as_of = "2019/20"\nfiscal_years = "second"')
    dossier = dossier.replace("index_year = 2015", 'index_year = "2014/15"')
    row = {
        "kind": "average_growth",
        "start": "2014/15",
        "end": "2019-20",
        "value": "7",
        "unit": "%",
        "quote": "7%",
    }
    claim = one(tmp_path, row, dossier)
    assert (claim.start, claim.end) == (2015, 2020)
    loaded = claims.load(tmp_path)
    assert (loaded.as_of, loaded.indicators["index"].index_year) == (2020, 2015)
    later = dataclasses.replace(claim, end=2021)
    moved = claims.model.Dossier(
        **{part.name: getattr(loaded, part.name) for part in dataclasses.fields(loaded) if part.init}
        | {"claims": (later,), "as_of": 2021, "folder": None}
    )
    claims.write_folder(moved, tmp_path / "moved")
    assert claims.load(tmp_path / "moved").claims == (later,)
    text = (tmp_path / "moved/claims.csv").read_text(encoding="utf-8")
    assert ",2014/15,2021," in text


@pytest.mark.parametrize(
    ("rule", "row", "column", "words"),
    [
        ("", {"end": "2019/20"}, "end", 'fiscal_years = "first" or "second" in dossier.toml'),
        ("", {"end": "FY2020"}, "end", "whether 2023/24 counts as 2023 or 2024"),
        ("first", {"end": "FY2020"}, "end", "2019/20 or 2020/21: FY2020 can be either"),
        ("second", {"end": "2015-20"}, "end", "two years that follow each other, such as 2015/16"),
        ("second", {"end": "2020/21"}, "end", "not after as_of (2020)"),
        ("second", GROWTH | {"start": "2019/20", "end": "2020"}, "start", "before the end (2020)"),
    ],
)
def test_fiscal_years_without_sense_are_faults(
    tmp_path, rule: str, row: dict[str, str], column: str, words: str
) -> None:
    """A fiscal year without a rule, one that can be two, and a span written like one are told apart."""
    dossier = DOSSIER.replace("as_of = 2020", f'as_of = 2020\nfiscal_years = "{rule}"') if rule else DOSSIER
    found = fault_of(tmp_path, row, dossier)
    assert (found[0], found[1]) == (column, repr((ROW | row)[column]))
    assert words in found[2]


# ---- ways of writing numbers


@pytest.mark.parametrize(
    ("numbers", "value", "plain", "quote"),
    [
        ("1.234,5", "1.234,5", "1234.5", "产值1.234,5亿元"),
        ("1.234,5", "27,46", "27.46", "产值27,46亿元"),
        ("1,234.5", "12,345.60", "12345.60", "产值12,345.60亿元"),
        ("12,34,567.8", "1,49,876.5", "149876.5", "产值1,49,876.5亿元"),
        ("1 234,5", "1 234,50", "1234.50", "产值1 234,50亿元"),
    ],
)
def test_numbers_in_the_way_a_dossier_writes_them(
    tmp_path, numbers: str, value: str, plain: str, quote: str
) -> None:
    """The number is held exact, its printed digits counted, its quote read in the same way, its cell kept."""
    dossier = DOSSIER.replace("as_of = 2020", f'as_of = 2020\nnumbers = "{numbers}"')
    assert one(tmp_path, {"value": value, "quote": quote}, dossier).value == plain


def test_a_range_with_decimal_commas(tmp_path) -> None:
    """Both ends are read; a number that is another one in this way of writing is not in the quote."""
    dossier = DOSSIER.replace("as_of = 2020", 'as_of = 2020\nnumbers = "1.234,5"')
    row = {"comparator": "..", "value": "27,5..30,2", "quote": "27,5至30,2亿元"}
    assert one(tmp_path, row, dossier).value == "27.5..30.2"
    assert fault_of(tmp_path, {"value": "2,746", "quote": "2.746亿元"}, dossier)[0] == "quote"


def test_a_number_in_another_way_than_its_dossiers_is_a_fault(tmp_path) -> None:
    """Where points part groups, 27.46 is no number: it is not read as one and not as the other."""
    dossier = DOSSIER.replace("as_of = 2020", 'as_of = 2020\nnumbers = "1.234,5"')
    column, found, expected = fault_of(tmp_path, {"value": "27.46", "quote": "27.46亿元"}, dossier)
    assert (column, found) == ("value", "'27.46'")
    assert "numbers = '1.234,5'" in expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1.234,5", "1.234,5"),
        ("27,46", "a decimal comma: write 27.46"),
        ("1,49,876.5", "Indian groups"),
        ("27,460", "27460"),
    ],
)
def test_another_way_of_writing_is_seen_and_not_guessed(tmp_path, value: str, words: str) -> None:
    """Without a rule the fault says what the number looks like and what to write."""
    column, _, expected = fault_of(tmp_path, {"value": value, "quote": f"产值{value}亿元"})
    assert column == "value"
    assert words in expected
    assert "numbers = " in expected


# ---- words of the fixed choices


OPTIONS = {"role": ROLES, "kind": KINDS, "basis": claims.model.BASES, "comparator": COMPARATORS}


@pytest.mark.parametrize("column", WORDS)
def test_every_choice_has_its_own_words(column: str) -> None:
    """Each word stands for a choice that exists, and each choice has a word."""
    assert set(WORDS[column].values()) == set(OPTIONS[column])
    assert not set(WORDS[column]) & set(OPTIONS[column])


@pytest.mark.parametrize(
    ("row", "column", "meant"),
    [
        ({"role": "实绩"}, "role", "history"),
        ({"role": "年度目标", "end": "2021"}, "role", "target"),
        ({"role": "长远目标", "end": "2025"}, "role", "goal"),
        ({"role": "对标"}, "role", "benchmark"),
        (GROWTH | {"kind": "增速"}, "kind", "growth"),
        ({"kind": "增量"}, "kind", "change"),
        (POINTS | {"kind": "百分点"}, "kind", "points"),
        (TOTAL | {"kind": "累计"}, "kind", "total"),
        (GROWTH | {"basis": "可比价"}, "basis", "real"),
        ({"comparator": "不低于"}, "comparator", ">="),
    ],
)
def test_chinese_words_are_understood_and_kept(
    tmp_path, row: dict[str, str], column: str, meant: str
) -> None:
    """A choice may be made in Chinese; inside it is the one word of the program, in the file it stays."""
    assert getattr(one(tmp_path, row), column) == meant


def test_a_changed_choice_is_written_in_its_new_meaning(tmp_path) -> None:
    """The word of the file is kept only as long as the claim still means it."""
    loaded = claims.load(written(tmp_path, {"role": "目标", "end": "2020"}))
    changed = dataclasses.replace(loaded.claims[0], role="goal")
    claims.write_claims([changed], tmp_path / "out.csv")
    assert ",goal,level," in (tmp_path / "out.csv").read_text(encoding="utf-8")


# ---- in memory


def test_claims_in_memory_are_in_one_form(tmp_path) -> None:
    """What a file may write in its own words, a claim made in memory has in the program's: else it is a fault."""
    loaded = claims.load(written(tmp_path, {"role": "目标", "end": "2020", "period": "上半年"}))
    assert claims.check_claims(loaded, loaded.claims) == []
    for change in ({"role": "目标"}, {"period": "上半年"}, {"start": "2018/19"}, {"kind": "水平"}):
        changed = dataclasses.replace(loaded.claims[0], **change)
        (fault,) = claims.check_claims(loaded, [changed])
        assert fault.column in change


def test_new_kinds_can_be_typed() -> None:
    """Units come from the kind or from the levels of the indicator; points make it a rate; words and rules are read."""
    dossier = claims.from_frame(
        [
            {"value": "120", "unit": "亿元", "year": "2019/20"},
            {"value": "5", "kind": "增量", "year": "2019/20"},
            {"value": "500", "kind": "total", "start": "2014/15", "year": "2019/20"},
            {"value": "0.5", "kind": "points", "indicator": "cover", "year": "2019/20"},
            {"value": "150", "role": "目标", "year": "2020/21", "scope": "organic", "period": "H1"},
        ],
        fiscal_years="second",
    )
    assert [claim.unit for claim in dossier.claims] == ["亿元", "亿元", "亿元", "个百分点", "亿元"]
    assert [claim.kind for claim in dossier.claims][1:4] == ["change", "total", "points"]
    assert (dossier.claims[4].role, dossier.claims[4].scope, dossier.claims[4].period) == (
        "target",
        "organic",
        "H1",
    )
    assert dossier.as_of == 2020
    assert dossier.indicators["cover"].measure == "rate"
    with pytest.raises(DossierError, match="claims:2: kind"):
        claims.from_frame(
            [
                {"value": "14.9", "unit": "%", "year": 2019},
                {"value": "0.4", "kind": "growth", "year": 2020},
            ]
        )
