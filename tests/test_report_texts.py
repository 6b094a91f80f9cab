"""Whole texts in the style of reports: which claims are read, and that no honest number is accused."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import forecasting as fc
from forecasting._extract import extract
from forecasting._extract.calendar import calendar
from forecasting._extract.cleaning import cleaned_document
from forecasting._extract.proposal import propose
from forecasting._extract.readers import read_report
from forecasting._extract.reading import read

FOLDER = Path(__file__).resolve().parent / "cases" / "reports"
TEXTS = sorted(FOLDER.glob("*.txt"))
AIMS = {"zh": (Fraction(95, 100), Fraction(92, 100)), "en": (Fraction(90, 100), Fraction(85, 100))}
FIELD_AIM = {"zh": Fraction(95, 100), "en": Fraction(90, 100)}


def language_of(path):
    """The language a file's name gives: zh-..., or one letter of the set and then zh-... ."""
    return re.search("zh|en", path.stem).group()


def text_and_claims(path):
    """A text, and its claims as marked by hand: label, role, kind, comparator, value, unit, years."""
    text, _, lines = path.read_text(encoding="utf-8").partition("=====\n")
    claims = []
    for line in lines.splitlines():
        label, role, kind, number, unit, years = line.split("|")
        comparator, value = re.fullmatch(r"(<=|>=|\.\.|[=<>~])(.*)", number).groups()
        claims.append((label, role, kind, comparator, value, unit, years))
    return text, claims


def written(path, folder):
    """The text alone, as a file of the kind its tables need."""
    text = text_and_claims(path)[0]
    file = folder / f"{path.stem}.{'md' if '|---' in text else 'txt'}"
    file.write_text(text, encoding="utf-8")
    return file


def scored(path, folder, counts, wrong):
    """Add to counts what a text states, what is read of it, and which fields are right."""
    rows = []
    for one in read(read_report(written(path, folder))).found:
        years = f"{'' if one.first is None else f'{one.first}:'}{one.last}"
        rows.append(
            (one.subject.label.lower(), one.role, one.kind, one.comparator, one.value, one.unit, years)
        )
    counts["read"] += len(rows)
    claims = text_and_claims(path)[1]
    for claim in claims:
        label, value, unit = claim[0].lower(), claim[4], claim[5]
        near = [row for row in rows if row[4:6] == (value, unit) and (label in row[0] or row[0] in label)]
        near.sort(key=lambda row: (row[2] != claim[2], row[6] != claim[6], row))
        if not near:
            wrong.append((path.stem, "missed", claim))
            continue
        rows.remove(near[0])
        counts["both"] += 1
        for field, place in (("role", 1), ("kind", 2), ("comparator", 3), ("years", 6)):
            counts[field] += near[0][place] == claim[place]
            if near[0][place] != claim[place]:
                wrong.append((path.stem, field, near[0][place], claim))
    counts["stated"] += len(claims)
    wrong += [(path.stem, "false", row) for row in rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_aims_hold_on_whole_texts(language, tmp_path):
    """Precision, recall and each field reach the aims over the texts of a language, their years found from the texts themselves."""
    counts, wrong = Counter(), []
    for path in TEXTS:
        if language_of(path) == language:
            scored(path, tmp_path, counts, wrong)
    told = "\n".join(map(str, wrong))
    precision, recall = (Fraction(counts["both"], counts[base]) for base in ("read", "stated"))
    assert precision >= AIMS[language][0], told
    assert recall >= AIMS[language][1], told
    for field in ("role", "kind", "comparator", "years"):
        assert Fraction(counts[field], counts["both"]) >= FIELD_AIM[language], f"{field}\n{told}"


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_no_text_is_called_inconsistent(path, tmp_path):
    """The numbers of each text agree with one another, so a finding that they do not would be an error of reading, even where each is taken as surely read."""
    dossier = propose([read_report(written(path, tmp_path))]).dossier
    sure = replace(dossier, claims=tuple(replace(claim, note="") for claim in dossier.claims))
    for given in (dossier, sure):
        assert [one.message for one in fc.assess(given).found if one.verdict == "inconsistent"] == []


def rows_of(text, language, as_of):
    """Kind, role, value and years of each claim of a text."""
    return [
        (one.kind, one.role, one.value, f"{one.start}:{one.end}".lstrip(":"))
        for one in extract(text, language, as_of).itertuples()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "五年来，地区生产总值年均增长6.8%，由2018年的926亿元增加到1286.4亿元。累计完成固定资产投资3200亿元。",
            [
                ("average_growth", "history", "6.8", "2018:2023"),
                ("level", "history", "926", "2018"),
                ("level", "history", "1286.4", "2023"),
                ("total", "history", "3200", "2019:2023"),
            ],
        ),
        (
            "2023年，提前完成“十四五”规划确定的目标，出口增长8%，税收收入28.9亿元，为“十五五”发展打下基础。",
            [("growth", "history", "8", "2023"), ("level", "history", "28.9", "2023")],
        ),
        ("2023年财政收入目标为100亿元，实际完成110亿元。",
            [("level", "target", "100", "2023"), ("level", "history", "110", "2023")]),
        ("生产总值提前五年翻两番。", []),
        ("出口额1580亿元，是上年的1.2倍。",
            [("level", "history", "1580", "2023"), ("multiple", "history", "1.2", "2022:2023")]),
        ("培育了一批年收入超过5亿元的企业。", []),
        ("城镇登记失业率3.1%，控制在4.5%的预期目标以内。", [("level", "history", "3.1", "2023")]),
        ("城镇、农村居民人均收入分别达到3.9万元、2.1万元，增长4.1%和6.2%。",
            [("level", "history", "3.9", "2023"), ("level", "history", "2.1", "2023"),
             ("growth", "history", "4.1", "2023"), ("growth", "history", "6.2", "2023")]),
        ("五年新增城镇就业32万人。", [("total", "history", "32", "2019:2023")]),
        ("城镇人口70万人，占总人口比重（常住人口城镇化率）为61.2%，提高0.8个百分点。",
            [("level", "history", "70", "2023"), ("level", "history", "61.2", "2023"), ("points", "history", "0.8", "2022:2023")]),
        ("新签合同额96亿元；实现收入61亿元，同比下降4.0%。", [("level", "history", "96", "2023")]),
        ("新增就业5.1万人，比上年多增0.2万人。", [("level", "history", "5.1", "2023"), ("change", "history", "0.2", "2022:2023")]),
    ],
)  # fmt: skip
def test_what_whole_chinese_texts_taught(text, expected):
    """From-to, a plan that is named and dates nothing, a target met, doublings without a base, and what is no claim; in a text on 2023."""
    assert rows_of(text, "zh", 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Budget speech 2024. Nominal GDP reached $48.6 billion. Unemployment declined by 0.6 percentage points.",
            [("level", "history", "48.6", "2023"), ("points", "history", "-0.6", "2022:2023")],
        ),
        (
            "Inflation fell to 3.9 per cent from 6.1 per cent in 2022.",
            [("level", "history", "3.9", "2023"), ("level", "history", "6.1", "2022")],
        ),
        (
            "Inflation, which was 6.1 per cent in 2022, fell to 3.9 per cent.",
            [("level", "history", "6.1", "2022"), ("level", "history", "3.9", "2023")],
        ),
        (
            "GDP grew 5.2 per cent after contracting 3 per cent in 2022.",
            [("growth", "history", "5.2", "2023"), ("growth", "history", "-3", "2022")],
        ),
        ("GDP rose 3.6% in 2021-22.", [("growth", "history", "3.6", "2022")]),
        (
            "Exports have more than doubled to $7.4 billion since 2014.",
            [("multiple", "history", "2", "2014:2023"), ("level", "history", "7.4", "2023")],
        ),
        (
            "Exports reached $7.4 billion in 2023, up from $5.9 billion five years ago.",
            [("level", "history", "7.4", "2023"), ("level", "history", "5.9", "2018")],
        ),
        ("The economy added 240,000 jobs.", []),
        (
            "Exports rose from $4.1 billion in 2012 to $4.6 billion.",
            [("level", "history", "4.1", "2012"), ("level", "history", "4.6", "2023")],
        ),
        (
            "Debt stood at 61 per cent of GDP and will reach 64 per cent of GDP in 2026.",
            [("share", "history", "61", "2023"), ("share", "goal", "64", "2026")],
        ),
        (
            "Farm output rose 3.1 per cent, mining output 2.4 per cent and factory output 1.2 per cent.",
            [
                ("growth", "history", "3.1", "2023"),
                ("growth", "history", "2.4", "2023"),
                ("growth", "history", "1.2", "2023"),
            ],
        ),
        (
            "Rice output was 31 million tonnes, 2 million tonnes more than in 2022.",
            [("level", "history", "31", "2023"), ("change", "history", "2", "2022:2023")],
        ),
        (
            "Rice output was 31 million tonnes, 200 people more than in 2022.",
            [("level", "history", "31", "2023")],
        ),
        (
            "Exports were 85 billion euros (+16.2%), imports (about 3%) aside.",
            [("level", "history", "85", "2023"), ("growth", "history", "16.2", "2023")],
        ),
        (
            "Revenue was Rs 450 crore, against Rs 400 crore in 2021-22.",
            [("level", "history", "450", "2023"), ("level", "history", "400", "2022")],
        ),
        (
            "GDP is estimated to grow by 8 per cent in 2023. Farm output is expected to rise 3 per cent.",
            [("growth", "history", "8", "2023"), ("growth", "history", "3", "2023")],
        ),
        (
            "GDP grew by 8 per cent in 2023. Farm output is expected to rise 3 per cent.",
            [("growth", "history", "8", "2023"), ("growth", "target", "3", "2024")],
        ),
        ("Over the medium term we target an operating margin of 13%.", []),
    ],
)
def test_what_whole_english_texts_taught(text, expected):
    """Names of documents date nothing, a year belongs to the number after from, fiscal years, and what is no claim; in a text on 2023."""
    assert rows_of(text, "en", 2023) == expected


def test_tables_tell_plans_from_results_and_averages_from_growth(tmp_path):
    """A column of a plan gives targets, one of results history; average growth goes from the first year to the last."""
    counts, wrong = Counter(), []
    scored(FOLDER / "zh-2010-table.txt", tmp_path, counts, wrong)
    assert not wrong


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Real GDP per head fell by 0.6% in 2023.", ["real gdp per head"]),
        ("Output per worker rose 2% in 2023.", ["output per worker"]),
        ("New orders in manufacturing fell 5% in 2023.", ["new orders in manufacturing"]),
        ("Exports to neighbouring countries rose 5% in 2023.", ["exports to neighbouring countries"]),
        ("Exports in real terms rose 2% in 2023.", ["exports"]),
        ("Exports in 2023 rose 5%.", ["exports"]),
        (
            "Gross monthly earnings rose 2% in 2023, and in real terms earnings fell 1%.",
            ["gross monthly earnings", "earnings"],
        ),
    ],
)
def test_a_name_keeps_what_narrows_it(text, labels):
    """Per head, of one trade, to some countries: part of the name, so that it is not held against the whole; a time or a basis is none."""
    found = read(cleaned_document(text), "en", 2023).found
    assert [one.subject.label.lower() for one in found] == labels


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("高新技术企业总数达到260家以上。", "high_tech_firms", "260"),
        ("高新技术企业数量达到218家。", "high_tech_firms", "218"),
        ("常住人口总数达到62万人。", "population", "62"),
    ],
)
def test_a_name_with_the_word_for_its_number_is_the_same_name(text, name, value):
    """高新技术企业总数 is what 高新技术企业 counts, so that both make one series."""
    (one,) = read(cleaned_document(text), "zh", 2024).found
    assert (one.subject.id, one.value) == (name, value)


def test_a_plan_is_written_in_its_first_year():
    """The fourteenth plan is for 2021 to 2025: the last year reported is 2020; how a plan was carried out is another text."""
    assert calendar("国民经济和社会发展第十四个五年规划纲要\n").as_of == 2020
    assert calendar("某市“十三五”规划纲要\n").as_of == 2015
    assert calendar("2023年政府工作报告\n“十四五”规划\n").as_of == 2022
    assert calendar("公司2021年经营情况及2022年展望\n2022年，力争收入增长。").as_of == 2021
    assert calendar("“十四五”规划实施情况报告（2023年）\n").as_of == 2023
