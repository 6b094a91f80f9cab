"""Goals: how they are worded, the year they end in, and the base that is or is not said."""

import pytest
from readings import claims_of

from forecasting._extract.cleaning import cleaned_document
from forecasting._extract.proposal import propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We plan to lift group sales to more than €7 billion by 2025.", ["group sales level >7 € billion 2025"]),
        ("The group intends to raise revenue to €7 billion by 2025.", ["revenue level 7 € billion 2025"]),
        ("Our aim is to increase sales to at least £3.1bn by 2024.", ["sales level >=3.1 £ bn 2024"]),
        ("We want to grow operating profit to £250m by 2024.", ["operating profit level 250 £ m 2024"]),
        ("The plan is to expand exports to $60 billion by 2030.", ["exports level 60 $ billion 2030"]),
        ("The programme will bring the operating margin to 11% by 2023.", ["operating margin level 11 % 2023"]),
        ("The government aims to raise the employment rate to 76% by 2027.", ["employment rate level 76 % 2027"]),
        ("By 2026 we intend to grow sales to £800m and bring net debt below £50m.", ["sales level 800 £ m 2026", "net debt level <50 £ m 2026"]),
        ("The goal is $3 trillion of exports by 2030.", ["exports level 3 $ trillion 2030"]),
        ("We plan to double online sales by 2024.", ["online sales multiple 2 times 2019:2024"]),
        (
            "We plan to double our online sales, €310 million in 2019, by 2024.",
            ["online sales multiple 2 times 2019:2024", "online sales level 310 € million 2019"],
        ),
        ("The ambition is to triple online sales by 2025 from the level of 2018.", ["online sales multiple 3 times 2018:2025"]),
        ("The group aims to halve emissions by 2030 from 2015 levels.", ["emissions multiple 0.5 times 2015:2030"]),
        ("We will more than halve emissions by 2030 compared with 2015.", ["emissions multiple <0.5 times 2015:2030"]),
        (
            "We aim to lift revenue to €6 billion by 2025, that is, by about 5% a year.",
            ["revenue level 6 € billion 2025", "revenue average_growth ~5 % 2019:2025"],
        ),
    ],
)  # fmt: skip
def test_goals_in_english(text, expected):
    """In a report on 2019: the bound, the year after by, and the base year where it is said; a doubling without one counts from 2019."""
    assert claims_of(text, "en", 2019) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We brought 14 stores to the market by 2019.",
        "We want to cut costs by 20% by 2025.",
        "The board intends to raise the matter by 2025.",
        "We lifted 400 people out of hardship.",
        "The train now takes 2 hours to the coast.",
        "The court halved the sentence in 2019.",
    ],
)
def test_what_is_no_goal_in_english(text):
    """Verbs of goals about other things; and a step whose base nobody says, which would be read as of one year."""
    assert claims_of(text, "en", 2019) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，单位生产总值能耗下降13.5%。", []),
        ("到2025年，单位生产总值能耗比2020年下降13.5%。", ["单位生产总值能耗 growth -13.5 % 2020:2025"]),
        ("“十四五”期间，单位生产总值能耗下降13.5%。", ["单位生产总值能耗 growth -13.5 % 2020:2025"]),
        ("到2021年，出口增长6%。", ["出口 growth 6 % 2021"]),
        ("2025年，出口增长6%。", ["出口 growth 6 % 2025"]),
    ],
)
def test_a_step_up_to_a_year_needs_its_base(text, expected):
    """到2025年 names the end of a step: without its beginning it is no growth of the year 2025; in a text on 2020."""
    assert claims_of(text, "zh", 2020) == expected


def test_a_halving_goal_stands_in_a_dossier():
    """Halve is printed as no digit, and its claim is kept all the same; a name is one where it begins a sentence."""
    text = "The group aims to halve carbon output by 2030 from 2015 levels. Carbon output was 4.1 million tonnes in 2015."
    proposal = propose([cleaned_document(text, "a.txt")], as_of=2019)
    assert proposal.left_out == ()
    assert {(one.indicator, one.kind) for one in proposal.dossier.claims} == {
        ("carbon_output", "multiple"),
        ("carbon_output", "level"),
    }
