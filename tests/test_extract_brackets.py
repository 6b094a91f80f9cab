"""Values of earlier years in brackets: read as claims of their own, and dating nothing outside the bracket."""

import pytest
from readings import claims_of

ENGLISH = [
    (
        "Group revenue was €3,310 million, up 4.6% (2018: €3,165 million).",
        ["group revenue level 3310 € million 2019", "group revenue growth 4.6 % 2019", "group revenue level 3165 € million 2018"],
    ),
    (
        "Operating profit rose 7% to £61.2m (prior year: £57.2m).",
        ["operating profit growth 7 % 2019", "operating profit level 61.2 £ m 2019", "operating profit level 57.2 £ m 2018"],
    ),
    (
        "Operating profit rose 7% to £61.2m (previous year: £57.2m).",
        ["operating profit growth 7 % 2019", "operating profit level 61.2 £ m 2019", "operating profit level 57.2 £ m 2018"],
    ),
    (
        "Revenue increased by 5% to €1,050 million (2017/18: €1,000 million).",
        ["revenue growth 5 % 2019", "revenue level 1050 € million 2019", "revenue level 1000 € million 2018"],
    ),
    ("The operating margin was 9.4% (2018: 9.1%).", ["operating margin level 9.4 % 2019", "operating margin level 9.1 % 2018"]),
    (
        "Revenue was £310m (2018: £287m), operating profit £41m (2018: £37m).",
        ["revenue level 310 £ m 2019", "revenue level 287 £ m 2018", "operating profit level 41 £ m 2019", "operating profit level 37 £ m 2018"],
    ),
    (
        "Revenue rose 6% to €530 million (€500 million in 2018).",
        ["revenue growth 6 % 2019", "revenue level 530 € million 2019", "revenue level 500 € million 2018"],
    ),
    (
        "Revenue was €2.6 billion (2018: €980 million; 2017: €940 million).",
        ["revenue level 2.6 € billion 2019", "revenue level 980 € million 2018", "revenue level 940 € million 2017"],
    ),
    (
        "Revenue rose 5% to €1,050 million in 2018-19 (2017-18: €1,000 million).",
        ["revenue growth 5 % 2019", "revenue level 1050 € million 2019", "revenue level 1000 € million 2018"],
    ),
    ("Net debt stood at £11.6m (31 December 2018: £14.2m).", ["net debt level 11.6 £ m 2019", "net debt level 14.2 £ m 2018"]),
]  # fmt: skip
CHINESE = [
    ("2019年，营业收入52.8亿元（上年：50.53亿元），增长4.5%。",
        ["营业收入 level 52.8 亿元 2019", "营业收入 level 50.53 亿元 2018", "营业收入 growth 4.5 % 2019"]),
    ("营业收入52.8亿元，增长4.5%（2018年为50.53亿元）。",
        ["营业收入 level 52.8 亿元 2019", "营业收入 growth 4.5 % 2019", "营业收入 level 50.53 亿元 2018"]),
    ("净利润4.2亿元（2018年3.9亿元），毛利率31.5%（上年：30.8%）。",
        ["净利润 level 4.2 亿元 2019", "净利润 level 3.9 亿元 2018", "毛利率 level 31.5 % 2019", "毛利率 level 30.8 % 2018"]),
    ("营业收入52.8亿元（上年同期：50.5亿元），净利润4.2亿元（上年同期3.9亿元）。",
        ["营业收入 level 52.8 亿元 2019", "营业收入 level 50.5 亿元 2018", "净利润 level 4.2 亿元 2019", "净利润 level 3.9 亿元 2018"]),
    ("出口下降2.1%（上年增长3.4%）。", ["出口 growth -2.1 % 2019", "出口 growth 3.4 % 2018"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_an_earlier_year_in_brackets(text, expected):
    """In a report on 2019 both years are told, with the same indicator; fiscal 2017/18 is the year 2018."""
    assert claims_of(text, "en", 2019) == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_an_earlier_year_in_chinese_brackets(text, expected):
    """The same in Chinese; what follows the bracket is of the year reported again."""
    assert claims_of(text, "zh", 2019) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Revenue was €4,312 million (US$4,830 million) in 2019.", "en", ["revenue level 4312 € million 2019"]),
        ("Revenue was €4,312 million (2018: 11 countries).", "en", ["revenue level 4312 € million 2019"]),
        ("Revenue was €4,312 million (2025 target: €6,000 million).", "en", ["revenue level 4312 € million 2019"]),
        ("Sales fell 3.2% (2018: 4.1%).", "en", ["sales growth -3.2 % 2019"]),
        ("We met 14 customers (2018: 12).", "en", []),
        ("营业收入52.8亿元（含税：58亿元）。", "zh", ["营业收入 level 52.8 亿元 2019"]),
        ("营业收入52.8亿元（2018年有11家子公司）。", "zh", ["营业收入 level 52.8 亿元 2019"]),
        ("出口下降2.1%（上年：3.4%）。", "zh", ["出口 growth -2.1 % 2019"]),
        ("参会企业120家（上年：98家）。", "zh", []),
    ],
)  # fmt: skip
def test_what_a_bracket_does_not_say(text, language, expected):
    """Another currency, another thing, a year to come, or a rate whose sign nobody says is no value of an earlier year."""
    assert claims_of(text, language, 2019) == expected
