"""The checks: each verdict by hand-worked numbers, real sentences of published reports, and the Yanjiao speech."""

import dataclasses
import re
from fractions import Fraction
from io import BytesIO
from math import log
from pathlib import Path
from statistics import NormalDist

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forecasting as fc
from forecasting import words
from forecasting._appendix.xlsx import write_workbook
from forecasting.dossier import Assumptions, Identity, Indicator, Ratio, from_frame
from forecasting.judge import checks
from forecasting.judge.checks import (
    CHECKS,
    FACTS,
    NO_FACTS,
    VERDICTS,
    evidence_grade,
    odds_verdict,
    path_verdict,
)
from forecasting.models.reference import reference_class
from forecasting.show.page import page
from forecasting.show.terminal import report
from forecasting.words import LANGUAGES, render, say

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
BAND = (Fraction("-0.03"), Fraction("0.08"))


# ---- how the tests speak


def indicator(name="x", **changes):
    """An indicator in 亿元 at current prices, with what a test wants different."""
    given = {"label": {"en": name, "zh": name}, "unit": "亿元", "basis": "nominal", "growth_basis": "nominal"}
    return Indicator(id=name, **(given | changes))


def level(value, year, **more):
    """A level claim in 亿元."""
    return {"value": value, "end": year, "unit": "亿元"} | more


def assessed(rows, *, entity="here", identities=(), ratios=(), deflator=None, **known):
    """An assessment of claims typed in the test."""
    given = {name: one for name, one in known.items() if name in ("indicators", "as_of", "founded")}
    rows = [{"entity": entity} | row for row in rows]
    dossier = dataclasses.replace(
        from_frame(rows, entity=entity, **given),
        assumptions=Assumptions(deflator=deflator),
        identities=identities,
        ratios=ratios,
    )
    return fc.assess(dossier)


def found(result, check, **wanted):
    """The findings of one check, those with the wanted attributes."""
    return [
        one
        for one in result.found
        if one.check == check and all(getattr(one, key) == value for key, value in wanted.items())
    ]


def only(result, check, **wanted):
    """The one finding of a check."""
    findings = found(result, check, **wanted)
    assert len(findings) == 1, [render(one.message, "en") for one in findings]
    return findings[0]


def pair(first, last, rate, *, start=2010, end=2011, growth=None, levels=None, deflator=None, **known):
    """The finding about a printed rate beside two printed levels."""
    rows = [
        level(first, start) | (levels or {}),
        level(last, end) | (levels or {}),
        {"kind": "growth", "value": rate, "start": start, "end": end, "claim_id": "rate"} | (growth or {}),
    ]
    return only(assessed(rows, deflator=deflator, **known), "growth_against_levels")


def figures(message):
    """The numbers a sentence names, the digits inside units left out."""
    text = re.sub(
        r"x\d+ \(", "(", message.replace("−", "-").replace(",", "")
    )  # "x4 (2 doublings)" says 2 twice
    text = re.sub(r"\b10k\b|\b100m\b|10k (?:persons|m²|t)", "", text)
    return re.findall(r"(?<![0-9.])-?\d+(?:\.\d+)?", text)


# ---- growth against levels


def test_a_rate_that_follows_is_consistent():
    """100 to 120 is 20 %, and 119.5/100.5 to 120.5/99.5 is what rounding allows (hand working)."""
    finding = pair("100", "120", "20")
    assert finding.verdict == "consistent"
    assert finding.grade == "A"
    assert finding.computed == pytest.approx((119.5 / 100.5 - 1, 120.5 / 99.5 - 1))
    assert finding.stated == pytest.approx((0.195, 0.205))
    assert finding.side is None


def test_a_rate_off_by_a_hair_is_inconsistent():
    """100 to 127 is at least 126.5/100.5 = 25.871 %, so 25.8 (up to 25.85) misses and 25.9 (from 25.85) meets."""
    assert pair("100", "127", "25.8").verdict == "inconsistent"
    assert pair("100", "127", "25.9").verdict == "within_rounding"


def test_the_growth_conflict_of_the_methods():
    """E1: 100, +25 %, 127 cannot all be true; the rate would have to be 25.87 to 28.14 % (methods 9.4)."""
    finding = pair("100", "127", "25")
    assert finding.verdict == "inconsistent"
    assert finding.side == "below"
    assert finding.computed == pytest.approx((0.2587, 0.2814), abs=5e-5)
    assert finding.suggestion is not None
    assert {"27", "125"} <= set(
        figures(render(finding.suggestion, "en"))
    )  # the rate, or the level it would need


def test_closed_ends_that_touch_hold():
    """A base of exactly 100 and 125.5 to 127 gives 25.5 % at least, which "25" still reaches; 125.6 does not."""
    exact = {"comparator": ".."}
    rows = [
        level("100..100", 2010) | exact,
        level("125.5..127", 2011) | exact,
        {"kind": "growth", "value": "25", "end": 2011},
    ]
    assert only(assessed(rows), "growth_against_levels").verdict == "within_rounding"
    rows[1] = level("125.6..127", 2011) | exact
    assert only(assessed(rows), "growth_against_levels").verdict == "inconsistent"


def test_rounding_range_of_coarse_levels():
    """E6: 1.2 to 1.5 is 25 %, 16.0 to 34.8 % with rounding (methods 9.4); it could have failed, so it counts."""
    finding = pair("1.2", "1.5", "25")
    assert finding.verdict == "consistent"
    assert finding.computed == pytest.approx((0.16, 0.347826), abs=1e-6)


def test_a_check_that_could_not_fail_is_uninformative():
    """1 to 2 allows 0 to 400 %, so 100 % could have been ten points higher or lower: not informative."""
    finding = pair("1", "2", "100")
    assert finding.verdict == "uninformative"
    assert finding.computed == pytest.approx((0.0, 4.0))


def test_one_missing_level_is_not_assessable_and_says_what_it_would_be():
    """127 after +25 % puts the year before at 126.5/1.255 = 100.8 to 127.5/1.245 = 102.4; that is to be looked up."""
    rows = [level("127", 2011), {"kind": "growth", "value": "25", "end": 2011}]
    finding = only(assessed(rows), "growth_against_levels")
    assert finding.verdict == "not_assessable"
    assert {"100.8", "102.4", "2010"} <= set(figures(render(finding.message, "en")))
    assert "2010" in render(finding.suggestion, "en")


def test_a_rate_without_levels_is_not_assessable():
    """A rate with no level at either end asks for both."""
    finding = only(assessed([{"kind": "growth", "value": "42", "end": 2009}]), "growth_against_levels")
    assert finding.verdict == "not_assessable"
    assert {"2008", "2009"} <= set(figures(render(finding.suggestion, "en")))


@pytest.mark.parametrize(
    ("rate", "verdict", "side"),
    [("-10", "consistent", None), ("-5", "inconsistent", "above"), ("-15", "inconsistent", "below")],
)
def test_declines(rate, verdict, side):
    """100 to 90 is -10 % (-11.0 to -9.0 % with rounding): -5 says too much, -15 too little."""
    finding = pair("100", "90", rate)
    assert (finding.verdict, finding.side) == (verdict, side)


@pytest.mark.parametrize(
    ("comparator", "last", "verdict"),
    [
        (">=", "120", "consistent"),
        (">=", "105", "inconsistent"),
        ("<=", "105", "consistent"),
        ("<", "120", "inconsistent"),
    ],
)
def test_one_sided_rates(comparator, last, verdict):
    """From 100, "at least 10 %" holds for 120 and not for 105 (at most 6.03 %), and "at most" the other way round."""
    assert pair("100", last, "10", growth={"comparator": comparator}).verdict == verdict


def test_average_growth_compounds_over_the_span():
    """100 to 161 in five years is 10.0 % a year, since 1.1 ** 5 = 1.61051; 16 % a year would be 210.

    12 % a year would be 176, but 61 % over five years is 12.2 % a year to whoever divides: that has to be asked.
    """
    average = {"kind": "average_growth"}
    finding = pair("100", "161", "10", end=2015, growth=average)
    assert finding.verdict == "consistent"
    assert finding.computed == pytest.approx(((160.5 / 100.5) ** 0.2 - 1, (161.5 / 99.5) ** 0.2 - 1))
    wrong = pair("100", "161", "16", end=2015, growth=average)
    assert wrong.verdict == "inconsistent"
    assert "10.0 % a year" in render(wrong.message, "en")
    assert "年均增长10.0%" in render(wrong.message, "zh")
    assert "or 210 (CNY 100m) if 16 % is meant" in render(wrong.suggestion, "en")
    divided = pair("100", "161", "12", end=2015, growth=average)
    assert divided.verdict == "conditional"
    assert {one.bridge for one in divided.conditions} == {"convention"}
    assert "divided by the number of years" in render(divided.message, "en")


def test_about_widens_a_rate_and_a_range_has_no_slack():
    """100.0 to 121.0 is 21 %: "20" misses it, "about 20" (19 to 21) and "18..21" contain it, "18..20.8" does not."""
    assert pair("100.0", "121.0", "20").verdict == "inconsistent"
    assert pair("100.0", "121.0", "20", growth={"comparator": "~"}).verdict == "consistent"
    assert pair("100.0", "121.0", "18..21", growth={"comparator": ".."}).verdict == "consistent"
    assert pair("100.0", "121.0", "18..20.8", growth={"comparator": ".."}).verdict == "inconsistent"


def test_about_a_level_widens_it_by_a_twentieth():
    """About 100 is 95 to 105, so 100 % to 120 % of it meets growth of 16 %, which a plain 100 to 120 excludes."""
    assert pair("100", "120", "16").verdict == "inconsistent"
    finding = pair("100", "120", "16", levels={"comparator": "~"})
    assert finding.verdict in ("within_rounding", "uninformative")
    assert finding.computed == pytest.approx((114 / 105 - 1, 126 / 95 - 1))
    assert finding.grade == "B"


# ---- multiples


def fold(value, first, last, **more):
    """The finding about a multiple beside the levels of 2000 and 2010."""
    rows = [
        level(first, 2000),
        level(last, 2010),
        {"kind": "multiple", "value": value, "start": 2000, "end": 2010, "claim_id": "fold"} | more,
    ]
    return only(assessed(rows), "growth_against_levels")


def test_a_multiple_is_tried_in_both_readings():
    """E3: 1.3 to 96 is 70.7 to 77.2 times, which 74-fold meets read as x74 and as x75; to 104 neither (methods 9.4)."""
    finding = fold("74", "1.3", "96")
    assert finding.verdict == "consistent"
    assert finding.computed == pytest.approx((95.5 / 1.35, 96.5 / 1.25))
    assert {reading for _, reading in finding.readings} == {"increase_by", "increase_to"}
    wrong = fold("74", "1.3", "104")
    assert wrong.verdict == "inconsistent"
    assert wrong.readings == ()


@pytest.mark.parametrize(("last", "fits"), [("300", "increase_by"), ("200", "increase_to")])
def test_a_small_multiple_tells_its_readings_apart(last, fits):
    """Up two times from 100 is 300 if by so much and 200 if to so much; the reading that fits is named."""
    finding = fold("2", "100", last)
    assert finding.verdict == "consistent"
    assert finding.readings == (("fold", fits),)


def test_a_written_reading_is_the_only_one_tried():
    """With increase_to written, 100 to 300 is not "two times"."""
    assert fold("2", "100", "300", reading="increase_to").verdict == "inconsistent"


def test_doublings_are_powers_of_two():
    """Two doublings (翻两番) are x4, so 100 to 400 fits and 100 to 300 does not."""
    assert fold("2", "100", "400", unit="番").verdict == "consistent"
    assert fold("2", "100", "300", unit="番").verdict == "inconsistent"


def test_a_one_sided_multiple_says_what_it_allows():
    """At most two doublings from 100 to 1000 is broken; the sentence names the printed number with its comparator."""
    finding = fold("2", "100", "1000", unit="番", comparator="<=")
    assert finding.verdict == "inconsistent"
    assert "at most 2" in render(finding.message, "en")
    assert "至多2" in render(finding.message, "zh")


def test_a_range_of_doublings_in_a_conflict_has_a_stretch_factor():
    """Two to three doublings from 100 to 1000 is above x8, and a range has no slack to stretch, only the levels have.

    By hand: (1000 - s / 2) / (100 + s / 2) = 8 gives s = 400 / 9 = 44.4 times the half unit.
    """
    rows = [
        level("100", 2000),
        level("1000", 2010),
        {"kind": "multiple", "value": "2..3", "comparator": "..", "unit": "番", "start": 2000, "end": 2010},
    ]
    row = assessed(rows).conflict_rows[0]
    assert row.stretch_factor == pytest.approx(400 / 9)


# ---- real and nominal

REAL = {"basis": "real"}


def test_real_growth_beside_nominal_levels_meets_the_usual_price_change():
    """Where a dossier assumes no price change, -5 to 15 % a year is usual: 188 to 213 holds with +14 %, not with +30 %.

    213 / 188 / 1.30 - 1 is -12.8 %, which no usual price change explains; nobody is accused of it.
    """
    finding = pair("188", "213", "14", growth=REAL)
    assert finding.verdict == "consistent"
    assert {"-5.0", "15.0"} <= set(figures(render(finding.message, "en")))
    assert pair("188", "213", "30", growth=REAL).verdict == "implausible"


def test_the_implied_deflator_is_given():
    """188 to 213 with 14 % real implies prices of 213/188/1.14 - 1 = -0.6 % (-1.5 to 0.3 %), inside -3 to 8 %."""
    finding = pair("188", "213", "14", growth=REAL, deflator=BAND)
    assert finding.verdict == "consistent"
    assert {"-0.6", "-1.5", "0.3"} <= set(figures(render(finding.message, "en")))


@pytest.mark.parametrize(
    ("first", "last", "years", "kind", "rate", "deflator", "verdict"),
    [
        (
            "9323.1",
            "13697.5",
            5,
            "growth",
            "33.6",
            "1.9",
            "uninformative",
        ),  # Gansu 2026: (1.46920 / 1.336) ** .2
        ("3480", "9380", 8, "growth", "102", "3.7", "uninformative"),  # GNP in 1987: (2.69540 / 2.02) ** .125
        ("7.4", "10.2", 5, "average_growth", "7.7", "-1.0", "consistent"),  # 2003: 6.63 against 7.7 % real
        ("54", "82.7", 5, "average_growth", "7.1", "1.7", "consistent"),  # 2018: 8.90 against 7.1 % real
    ],
)
def test_published_mismatches_that_prices_explain(first, last, years, kind, rate, deflator, verdict):
    """Levels at current and rates at constant prices differ by a believable price change; over years it hides all."""
    growth = REAL | {"kind": kind}
    finding = pair(first, last, rate, start=2000, end=2000 + years, growth=growth, deflator=BAND)
    assert finding.verdict == verdict
    assert deflator in figures(render(finding.message, "en"))


def test_a_price_change_outside_the_band_is_implausible_and_no_accusation():
    """Daqing, first quarter of 2017: +13.3 % at current and +2 % at constant prices is 11 % dearer; oil explains it."""
    finding = pair("552.6", "626.1", "2", growth=REAL, deflator=BAND)
    assert (finding.verdict, finding.side) == ("implausible", "below")
    (price,) = finding.conditions
    assert price.bridge == "price"
    assert price.lower == pytest.approx((626.05 / 552.65) / 1.025 - 1)
    assert price.upper == pytest.approx((626.15 / 552.55) / 1.015 - 1)
    assert pair("552.6", "626.1", "2", growth=REAL, deflator=(BAND[0], Fraction("0.42"))).verdict in (
        "consistent",
        "uninformative",
    )


# ---- real sentences of published reports

AVERAGE, OVER = "average_growth", "growth"


@pytest.mark.parametrize(
    ("case", "first", "last", "years", "kind", "rate", "verdict"),
    [
        ("speech: exports", "1.87", "1.9", 1, OVER, "6", "inconsistent"),
        ("speech: GDP", "188", "213", 1, OVER, "14", "within_rounding"),
        ("1982: gross output, whole span", "7159", "8710", 5, OVER, "21.7", "consistent"),
        ("1982: gross output, a year", "7159", "8710", 5, AVERAGE, "4", "consistent"),
        ("1982: college intake", "28", "40", 1, OVER, "42.2", "within_rounding"),
        ("1982: 773 to 983", "773", "983", 5, AVERAGE, "4.9", "consistent"),
        ("1988: urban income, 9.6 a slip for 916", "494.5", "9.6", 5, AVERAGE, "6.3", "inconsistent"),
    ],
)
def test_sentences_of_published_reports(case, first, last, years, kind, rate, verdict):
    """Rates and levels printed together in government reports get the verdict a careful reader gives."""
    finding = pair(first, last, rate, start=2000, end=2000 + years, growth={"kind": kind})
    assert finding.verdict == verdict, case


def test_college_intake_range():
    """28 to 40 (万) allows 38.6 to 47.3 %, the point being 42.9, so the printed 42.2 needs the rounding of 28."""
    finding = pair("28", "40", "42.2")
    assert finding.computed == pytest.approx((0.386, 0.473), abs=5e-4)


def test_about_15500_by_1992_follows():
    """1988: 10920 at 7.5 % a year for five years is 15677, which "about 15500" allows."""
    rows = [
        level("10920", 1987),
        level("15500", 1992, comparator="~"),
        {"kind": AVERAGE, "value": "7.5", "start": 1987, "end": 1992},
    ]
    assert only(assessed(rows), "growth_against_levels").verdict in ("consistent", "within_rounding")


def test_above_55_at_seven_percent_follows():
    """2011: 39.8 growing 7 % a year for five years is 55.8, above the 55 printed; at 6 % it would be 53.3, below."""
    rows = [
        level("39.8", 2010),
        level("55", 2015, comparator=">"),
        {"kind": AVERAGE, "value": "7", "start": 2010, "end": 2015},
    ]
    assert only(assessed(rows), "claims_fit_together").verdict == "consistent"
    rows[2]["value"] = "6"
    assert only(assessed(rows), "claims_fit_together").verdict == "inconsistent"


@pytest.mark.parametrize(
    ("whole", "a_year", "fits"),
    [
        ("57.3", "9.5", True),  # 2006: 1.095 ** 5 = 1.5742
        ("65.5", "10.6", True),  # 2008: 1.106 ** 5 = 1.6550
        ("65.5", "15.4", False),  # what the nominal level of 2008 would give
    ],
)
def test_growth_over_five_years_and_a_year(whole, a_year, fits):
    """A rate over five years and a rate a year agree when they compound to each other."""
    rows = [
        {"kind": OVER, "value": whole, "start": 2000, "end": 2005},
        {"kind": AVERAGE, "value": a_year, "start": 2000, "end": 2005},
    ]
    verdicts = {one.verdict for one in found(assessed(rows), "claims_fit_together")}
    assert verdicts == ({"consistent"} if fits else {"inconsistent"})


def test_nearly_tripled_is_nearly_two_times_more():
    """16th Congress: up nearly two times at 9.3 % a year for 12 years is 2.91, fitting only as an increase by two."""
    rows = [
        {"kind": "multiple", "comparator": "~", "value": "2", "start": 1989, "end": 2001, "claim_id": "fold"},
        {"kind": AVERAGE, "value": "9.3", "start": 1989, "end": 2001},
    ]
    finding = only(assessed(rows), "claims_fit_together")
    assert finding.verdict == "consistent"
    assert dict(finding.readings) == {"fold": "increase_by"}


def test_langfang_means_to_so_many_times():
    """Langfang 2002: 29.1 times 1980 at 16.6 % a year: 29.1 ** (1/22) is 16.56 %, 30.1 ** (1/22) is 16.74 %."""
    rows = [
        level("32", 2002),
        {"kind": "multiple", "value": "29.1", "start": 1980, "end": 2002, "claim_id": "fold"},
        {"kind": AVERAGE, "value": "16.6", "start": 1980, "end": 2002},
    ]
    finding = only(assessed(rows), "claims_fit_together")
    assert finding.verdict == "consistent"
    assert dict(finding.readings) == {"fold": "increase_to"}


def test_longyan_goal_asks_for_more_than_the_trend():
    """Longyan: 1479.9 in 2013 to 2000 in 2015 needs 16.3 % a year against 11.2 %: faster than the record."""
    rows = [
        level("1479.9", 2013),
        {"kind": OVER, "value": "11.2", "end": 2013},
        level("2000", 2015, role="goal"),
    ]
    finding = only(assessed(rows), "pace")
    assert finding.verdict == "faster"
    assert {"16.3", "11.2"} <= set(figures(render(finding.message, "en")))


# ---- all claims together


def test_what_would_mend_a_conflict_is_written_as_all_numbers_are():
    """100 to 86 million dollars is not −5.0 %: one of three numbers must go, each with its sign and unit as elsewhere.

    The rate is at most 86.5 / 99.5 − 1 = −13.07 %, which −13.1 reaches; 99.5 × 0.9495 = 94.48, which 94 reaches;
    86.5 / 0.9495 = 91.1, which 91 reaches.
    """
    rows = [
        {"claim_id": "first", "value": "100", "end": 2008, "unit": "$ million", "indicator": "x"},
        {"claim_id": "rate", "value": "-5.0", "kind": "growth", "end": 2009, "unit": "%", "indicator": "x"},
        {"claim_id": "last", "value": "86", "end": 2009, "unit": "$ million", "indicator": "x"},
    ]
    finding = only(assessed(rows, indicators={"x": indicator(unit="$ million")}), "claims_fit_together")
    assert render(finding.suggestion, "en") == (
        "For the rest to hold: rate would have to read −13.1 % at the nearest, not −5.0; "
        "or first would have to read 91 ($ million) at the nearest, not 100; "
        "or last would have to read 94 ($ million) at the nearest, not 86."
    )
    assert render(finding.suggestion, "zh") == (
        "要使其余数字成立：rate最接近的可取值为−13.1%，而非−5.0；或者first最接近的可取值为91百万美元，而非100；"
        "或者last最接近的可取值为94百万美元，而非86。"
    )


def test_no_number_is_told_to_read_what_it_reads():
    """100 up 25 % is at most 126.1, so 127 is wrong or one of them; a target of 152.35 up 20.5 % at most leaves 126.4 or more.

    Without the 127 the target and the rest still clash, so no other number would mend it alone.
    """
    rows = [
        level("100", 2010, claim_id="first", indicator="x"),
        {"claim_id": "rate", "value": "25", "kind": "growth", "end": 2011, "unit": "%", "indicator": "x"},
        level("127", 2011, claim_id="last", indicator="x"),
        level("152.4", 2012, claim_id="target", indicator="x", role="target"),
        {"claim_id": "up", "value": "20", "kind": "growth", "end": 2012, "unit": "%", "indicator": "x"}
        | {"role": "target"},
    ]
    finding = only(assessed(rows, indicators={"x": indicator()}, as_of=2011), "claims_fit_together")
    assert "not 127" not in render(finding.suggestion, "en")


def test_doublings_and_multiples_keep_their_words():
    """A printed unit stands beside its number in each language's habit."""
    said = [
        render(checks.quantity("2", unit), language)
        for unit in ("番", "倍", "‰", "万人")
        for language in LANGUAGES
    ]
    assert said == ["2 doublings", "2番", "2-fold", "2倍", "2 ‰", "2‰", "2 (10k persons)", "2万人"]


def test_a_conflict_names_its_chain_and_its_repairs():
    """E1 as a network: the only minimal conflict is the three claims; a rate is lighter to give up than a level.

    That a rate weighs less than a level tells nothing of which is wrong: none is set aside, the rate is only not relied on.
    """
    rows = [
        level("100", 2010, claim_id="base"),
        level("127", 2011, claim_id="now"),
        {"kind": "growth", "value": "25", "end": 2011, "claim_id": "rate"},
        level("80", 2009, claim_id="aside"),
        level("200", 2012, claim_id="plan", role="target"),
    ]
    result = assessed(rows)
    finding = only(result, "claims_fit_together", verdict="inconsistent")
    assert finding.claims == ("base", "now", "rate")
    assert result.set_aside == ()
    assert result.repair_rows[0].claims == ("rate",)
    part = next(one for one in result.network.parts if "rate" in one.claims)
    assert part.doubted == ("rate",)
    assert result.conflict_rows[0].stretch_factor == pytest.approx(1.22845, abs=1e-4)  # methods 9.4
    assert result.exit_code == 1


def test_a_tie_sets_nothing_aside():
    """Two rates for one year that exclude each other weigh the same: both are named and neither is given up."""
    rows = [
        {"kind": "growth", "value": "10", "end": 2011, "claim_id": "low"},
        {"kind": "growth", "value": "20", "end": 2011, "claim_id": "high"},
    ]
    result = assessed(rows)
    message = render(only(result, "claims_fit_together").message, "en")
    assert "low" in message
    assert "high" in message
    assert result.set_aside == ()
    assert [repair["claims"] for repair in result.to_dict()["repairs"]] == [["high"], ["low"]]


def test_a_past_target_is_never_a_bound():
    """A target of 2011 that 2012's report shows missed contradicts nothing."""
    rows = [level("100", 2011), level("110", 2012), level("150", 2011, role="target")]
    assert assessed(rows, as_of=2012).exit_code == 0


# ---- shares and parts

PARTS = {name: indicator(name) for name in ("total", "one", "other")}


def sums(total, one, other, year=2010):
    """Levels of a total and its parts; an empty one is not stated."""
    return [
        level(value, year, indicator=name)
        for name, value in (("total", total), ("one", one), ("other", other))
        if value
    ]


def identity(*rows, **changes):
    """An assessment of claims about total = one + other."""
    known = PARTS | changes
    return assessed(rows, indicators=known, identities=(Identity("total", ("one", "other")),))


@pytest.mark.parametrize(
    ("other", "verdict", "side"),
    [
        ("40", "consistent", None),
        ("41", "within_rounding", None),
        ("50", "inconsistent", "below"),
        ("30", "inconsistent", "above"),
    ],
)
def test_parts_add_up_to_their_total(other, verdict, side):
    """100 = 60 + 40; 60 + 41 is 100 to 102 with rounding, which 99.5 to 100.5 still meets; 110 and 90 do not."""
    finding = only(identity(*sums("100", "60", other)), "shares_and_parts")
    assert (finding.verdict, finding.side) == (verdict, side)


def test_known_parts_cannot_exceed_the_total():
    """A part of 120 leaves nothing for the rest of a total of 100."""
    finding = only(identity(*sums("100", "120", "")), "shares_and_parts")
    assert finding.verdict == "inconsistent"


def test_what_the_rest_must_have_done():
    """Total 100 to 130 with a part of 60 to 66: the rest went from 40 to 64, which is 60 %."""
    finding = only(identity(*sums("100", "60", ""), *sums("130", "66", "", 2011)), "shares_and_parts")
    assert finding.verdict == "consistent"
    assert finding.indicator == "other"
    assert {"60.0", "40", "64", "30.0", "10.0"} <= set(figures(render(finding.message, "en")))
    assert finding.computed == pytest.approx(
        ((129.5 - 66.5) / (100.5 - 59.5) - 1, (130.5 - 65.5) / (99.5 - 60.5) - 1)
    )


def test_an_odd_rest_is_said_to_be_odd():
    """The same 60 % is called out when the rest has a plausible band up to 50 % that even rounding does not reach."""
    band = (Fraction("-0.3"), Fraction("0.5"))
    result = identity(
        *sums("100", "60", ""), *sums("130", "66", "", 2011), other=indicator("other", plausible_growth=band)
    )
    finding = only(result, "shares_and_parts")
    assert {"-30", "50"} <= set(figures(render(finding.message, "en")))


def test_parts_never_known_together_are_not_assessable():
    """A total of 2010 and a part of 2011 cannot be compared."""
    result = identity(level("100", 2010, indicator="total"), level("60", 2011, indicator="one"))
    assert only(result, "shares_and_parts").verdict == "not_assessable"


@pytest.mark.parametrize(
    ("part", "share", "verdict", "side"),
    [
        ("30", "30", "consistent", None),
        ("33", "33.4", "within_rounding", None),
        ("30", "35", "inconsistent", "above"),
        ("30", "25", "inconsistent", "below"),
    ],
)
def test_shares_follow_from_their_levels(part, share, verdict, side):
    """30 of 100 is 30 % (29.4 to 30.7); 33 of 100 is 32.3 to 33.7 %, so 33.4 holds only within rounding."""
    rows = [
        level("100", 2010, indicator="total"),
        level(part, 2010, indicator="one"),
        {"kind": "share", "value": share, "end": 2010, "indicator": "one", "of": "total"},
    ]
    finding = only(assessed(rows, indicators=PARTS), "shares_and_parts")
    assert (finding.verdict, finding.side) == (verdict, side)


def test_a_share_without_its_level_is_not_assessable():
    """A share of a total nobody states cannot be tested."""
    rows = [
        level("30", 2010, indicator="one"),
        {"kind": "share", "value": "30", "end": 2010, "indicator": "one", "of": "total"},
    ]
    assert only(assessed(rows, indicators=PARTS), "shares_and_parts").verdict == "not_assessable"


# ---- plausible growth and ratios


def test_growth_outside_its_band_is_implausible():
    """100 to 200 is at least 199.5/100.5 - 1 = 98.5 %, above a band that ends at 60 %; 100 to 150 is inside."""
    banded = {"x": indicator(plausible_growth=(Fraction("-0.3"), Fraction("0.6")))}
    finding = only(assessed([level("100", 2010), level("200", 2011)], indicators=banded), "plausible_growth")
    assert (finding.verdict, finding.side) == ("implausible", "above")
    assert "98.5" in figures(render(finding.message, "en"))
    assert assessed([level("100", 2010), level("200", 2011)], indicators=banded).exit_code == 0
    fine = only(assessed([level("100", 2010), level("150", 2011)], indicators=banded), "plausible_growth")
    assert fine.verdict == "consistent"
    fall = only(assessed([level("100", 2010), level("50", 2011)], indicators=banded), "plausible_growth")
    assert (fall.verdict, fall.side) == ("implausible", "below")


def test_a_band_rounding_can_still_meet_is_no_finding():
    """100 to 161 is 59.7 to 62.3 %, which a band up to 60 % still meets."""
    banded = {"x": indicator(plausible_growth=(Fraction("-0.3"), Fraction("0.6")))}
    assert (
        only(
            assessed([level("100", 2010), level("161", 2011)], indicators=banded), "plausible_growth"
        ).verdict
        == "consistent"
    )


@pytest.mark.parametrize(
    ("top", "verdict", "side"),
    [("20", "consistent", None), ("50", "implausible", "above"), ("1", "implausible", "below")],
)
def test_ratios_against_their_band(top, verdict, side):
    """Of 100, 20 is inside a band of 2 to 35 %, 50 above it, and 1 (at most 1.5) below it."""
    rows = [level("100", 2010, indicator="total"), level(top, 2010, indicator="one")]
    ratio = Ratio("r", "one", "total", (Fraction("0.02"), Fraction("0.35")))
    finding = only(assessed(rows, indicators=PARTS, ratios=(ratio,)), "ratios")
    assert (finding.verdict, finding.side) == (verdict, side)


def test_a_ratio_converts_units():
    """500 万元 to 1 亿元 is 5 %, not 500."""
    known = {"total": indicator("total"), "one": indicator("one", unit="万元")}
    rows = [level("1.00", 2010, indicator="total"), level("500", 2010, indicator="one", unit="万元")]
    finding = only(assessed(rows, indicators=known, ratios=(Ratio("r", "one", "total"),)), "ratios")
    assert "5.0" in figures(render(finding.message, "en"))


def test_a_ratio_without_a_common_year_is_not_assessable():
    """A numerator of 2010 and a denominator of 2011 give no ratio."""
    rows = [level("100", 2010, indicator="total"), level("20", 2011, indicator="one")]
    assert (
        only(assessed(rows, indicators=PARTS, ratios=(Ratio("r", "one", "total"),)), "ratios").verdict
        == "not_assessable"
    )


# ---- targets against the goal


def plan(base, target, goal, *, before=None, start=2010, years=(1, 5), comparator="=", **known):
    """A base, the year before it, an annual target and a goal."""
    rows = [level(base, start, claim_id="base")]
    rows += [level(before, start - 1)] if before else []
    rows += [level(target, start + years[0], role="target", claim_id="target")] if target else []
    rows += (
        [level(goal, start + years[1], role="goal", claim_id="goal", comparator=comparator)] if goal else []
    )
    return assessed(rows, as_of=start, **known)


def test_the_back_loading_oracle():
    """From 100, +20 % and 300 in five years leave 25.743 % a year, B 1.2564; kept, it ends at 248.83, 17.06 % short."""
    finding = only(plan("100", "120", "300"), "targets_against_goal")
    assert finding.verdict == "back_loaded"
    assert finding.stated[0] == pytest.approx(0.20)
    assert finding.computed[0] == pytest.approx(0.25743, abs=5e-6)
    assert log(1 + finding.computed[0]) / log(1 + finding.stated[0]) == pytest.approx(1.2564, abs=5e-5)
    message = figures(render(finding.message, "en"))
    assert {"25.7", "20.0", "248.8", "17.1"} <= set(message)
    assert "124.6" in figures(render(finding.suggestion, "en"))  # the even pace of 24.573 % (methods 9.5)


@pytest.mark.parametrize(
    ("target", "goal", "verdict"),
    [
        ("110", "161.051", "in_step"),  # exactly 10 % a year all the way
        ("120", "161.051", "front_loaded"),  # 7.6 % a year left after 20 %
        ("105", "161.051", "back_loaded"),  # 11.3 % a year left after 5 %
        ("95", "161.051", "short"),  # down first
        ("100", "161.051", "short"),  # nothing first
        ("170", "161.051", "front_loaded"),  # the target already reaches the goal
    ],
)
def test_path_words(target, goal, verdict):
    """From 100 towards 161 in five years, each first step has its word."""
    assert only(plan("100", target, goal), "targets_against_goal").verdict == verdict


@pytest.mark.parametrize(
    ("factor", "verdict"),
    [(1.11, "back_loaded"), (1.09, "in_step"), (0.92, "in_step"), (0.90, "front_loaded")],
)
def test_back_loading_thresholds(factor, verdict):
    """A path is in step while log growth left is between 1/1.1 and 1.1 times that of the target."""
    assert path_verdict(0.10, 1.10**factor - 1) == verdict


def test_a_target_for_the_goal_year_must_reach_it():
    """A target of 280 for the very year of a goal of 300 falls short; one of 300 does not."""
    assert only(plan("100", "280", "300", years=(5, 5)), "targets_against_goal").verdict == "short"
    assert "short" not in {
        one.verdict for one in found(plan("100", "300", "300", years=(5, 5)), "targets_against_goal")
    }


def test_a_goal_without_a_target_says_what_it_needs():
    """Without an annual target there is no path to judge; from 100, 200 in five years needs 14.9 % a year."""
    finding = only(plan("100", None, "200"), "targets_against_goal")
    assert finding.verdict == "not_assessable"
    assert "14.9" in figures(render(finding.message, "en"))


def test_lower_is_better():
    """From 100 down to 50 in five years, a first step to 90 leaves (50/90) ** (1/4) - 1 = -13.7 % a year: back-loaded."""
    lower = {"x": indicator(better="lower")}
    result = plan("100", "90", "50", before="102", indicators=lower)
    finding = only(result, "targets_against_goal")
    assert finding.verdict == "back_loaded"
    assert "-13.7" in figures(render(finding.message, "en"))
    assert only(result, "pace").verdict == "faster"
    assert result.target_rows[0].side == "at_most"


@pytest.mark.parametrize(
    ("base", "goal", "better"), [("100", "80", "higher"), ("100", "120", "lower"), ("100", "100", "higher")]
)
def test_a_goal_already_met_is_said_to_be(base, goal, better):
    """A goal at or behind the latest level is met: nothing fails, and the sentence says so."""
    result = plan(base, None, goal, before="98", indicators={"x": indicator(better=better)})
    finding = only(result, "pace")
    assert finding.verdict == "slower"
    assert "met" in render(finding.message, "en")
    assert "已" in render(finding.message, "zh")
    assert result.exit_code == 0


def test_a_plan_without_any_level_on_record():
    """A goal with nothing to start from is not assessable by any check, each with its reason."""
    result = assessed([level("60", 2015, role="goal")], as_of=2009)
    assert {one.verdict for one in result.found} == {"not_assessable"}
    assert result.exit_code == 0


# ---- pace


@pytest.mark.parametrize(
    ("first", "last", "goal", "years", "better", "verdict", "numbers"),
    [
        ("100", "120", "200", (2015, 2020, 2030), "higher", "faster", (0.05241, 0.709, 0.7139)),
        ("100", "132", "400", (2010, 2011, 2015), "higher", "in_step", (0.31938, 1.002, 1.0015)),
        ("100", "90", "50", (2015, 2020, 2030), "lower", "faster", (-0.05708, 0.365, 0.3585)),
        ("20", "80", "90", (2015, 2020, 2030), "higher", "slower", (0.01185, 26.97, 23.54)),
    ],
)
def test_the_pace_table(first, last, goal, years, better, verdict, numbers):
    """Cases of the methods' table of five verdicts (1.10), what is needed reckoned from the latest actual (9.5)."""
    start, now, end = years
    needed, ratio, logs = numbers
    rows = [level(first, start), level(last, now), level(goal, end, role="goal")]
    finding = only(assessed(rows, as_of=now, indicators={"x": indicator(better=better)}), "pace")
    assert finding.verdict == verdict
    asked, record = finding.stated[0], finding.computed[0]
    assert asked == pytest.approx(needed, abs=5e-6)
    assert record / asked == pytest.approx(ratio, rel=2e-3)
    assert log(1 + record) / log(1 + asked) == pytest.approx(logs, rel=2e-3)


def test_pace_lists_every_verdict_rounding_allows():
    """The straddle of the methods (100, 131, 400) keeps one word; 11 to 13 in whole digits allows all three."""
    rows = [level("100", 2010), level("131", 2011), level("400", 2015, role="goal")]
    assert only(assessed(rows, as_of=2011), "pace").verdicts == ("in_step",)
    coarse = [level("11", 2010), level("13", 2011), level("15.4", 2012, role="goal")]
    assert only(assessed(coarse, as_of=2011), "pace").verdicts == ("faster", "in_step", "slower")


def test_pace_without_a_record_is_not_assessable():
    """One level is no record; the finding still says what the goal needs."""
    finding = only(plan("100", None, "200"), "pace")
    assert finding.verdict == "not_assessable"
    assert "14.9" in figures(render(finding.message, "en"))


def test_evidence_grades():
    """A from 15 points and twice the horizon, B from 8 and the horizon, C from 4, else D."""
    rows = [level(str(100 + place), 2000 + place) for place in range(16)]
    seen = tuple(one for one in assessed(rows).network.history)
    assert evidence_grade(seen, 5) == "A"
    assert evidence_grade(seen, 8) == "B"
    assert evidence_grade(seen[:9], 5) == "B"
    assert evidence_grade(seen[:5], 5) == "C"
    assert evidence_grade(seen[:3], 1) == "D"
    assert evidence_grade((), 1) == "D"


# ---- odds and precedent


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [
        (0.0999, "implausible"),
        (0.10, "stretch"),
        (0.3299, "stretch"),
        (0.33, "open"),
        (0.6699, "open"),
        (0.67, "likely"),
        (0.95, "likely"),
    ],
)
def test_words_for_odds(chance, verdict):
    """Below .10 implausible, below .33 a stretch, below .67 open, from there likely."""
    assert odds_verdict(chance) == verdict


def test_unambitious_takes_every_model():
    """More than .90 under every growth model, the reference class alone included; .90 itself is not more."""
    assert odds_verdict(0.95, (0.95, 0.91)) == "unambitious"
    assert odds_verdict(0.95, (0.95, 0.90)) == "likely"
    assert odds_verdict(0.89, (0.89, 0.95)) == "likely"


def test_odds_without_class_or_eight_points_are_refused_with_the_reason():
    """Two points and no class give no odds, and the reason counts the points."""
    finding = only(plan("100", None, "200", before="90"), "odds")
    assert finding.verdict == "not_assessable"
    assert finding.probability is None
    assert {"8", "2"} <= set(figures(render(finding.message, "en")))


def test_odds_quote_the_default_model_and_the_range_over_all():
    """With a class, one probability is quoted, inside the range over models, and every model is named."""
    known = {"x": indicator(reference_class="subnational-revenue")}
    result = plan("100", None, "200", before="90", indicators=known)
    finding = only(result, "odds")
    low, high = finding.probability_range
    assert low <= finding.probability <= high
    assert finding.verdict == odds_verdict(finding.probability, (low, high))
    message = render(finding.message, "en")
    fitted = {outlook.model for outlook in result.outlooks if outlook.years}
    assert all(say(f"models.{model}", "en") in message for model in fitted)


def test_precedent_is_the_share_of_class_windows():
    """The share of a class's five-year windows above the need is the upper tail of its window distribution."""
    known = {"x": indicator(reference_class="subnational-revenue")}
    finding = only(plan("100", None, "300", before="90", indicators=known), "precedent")
    reference = reference_class("subnational-revenue", 2010)
    spread = (reference.growth_sd**2 + reference.volatility**2 / 5) ** 0.5
    share = 1 - NormalDist(reference.growth, spread).cdf(log(3) / 5)
    assert finding.probability == pytest.approx(share)
    assert finding.verdict == odds_verdict(share, (share,))


def test_precedent_needs_a_class():
    """Without a class there is nobody to compare with."""
    assert only(plan("100", None, "300", before="90"), "precedent").verdict == "not_assessable"


@pytest.mark.parametrize(
    ("outcome", "verdict", "numbers"), [("110", "consistent", ("110",)), ("90", "short", ("90", "10.0"))]
)
def test_a_past_target_is_set_against_its_outcome(outcome, verdict, numbers):
    """A target of 100 for a year now on record was met with 110 and missed by 10 % with 90; neither contradicts."""
    rows = [level("80", 2010), level(outcome, 2011), level("100", 2011, role="target", claim_id="past")]
    result = assessed(rows, as_of=2011)
    finding = only(result, "precedent")
    assert finding.verdict == verdict
    assert {"100", *numbers} <= set(figures(render(finding.message, "en")))
    assert result.exit_code == 0


def test_a_past_target_without_an_outcome():
    """A target for a year nobody reports on has nothing to be set against."""
    rows = [level("80", 2009), level("100", 2010, role="target")]
    assert only(assessed(rows, as_of=2011), "precedent").verdict == "not_assessable"


# ---- benchmark


@pytest.mark.parametrize(("goal", "verdict"), [("150", "slower"), ("248.8", "in_step"), ("400", "faster")])
def test_the_example_city(goal, verdict):
    """Another place went from 20 to 28.8 in two years, 20 % a year; from 100, five years of that give 248.8."""
    rows = [
        level("100", 2010),
        level("90", 2009),
        level("20.0", 2008, entity="there", role="benchmark"),
        level("28.8", 2010, entity="there", role="benchmark"),
        level(goal, 2015, role="goal"),
    ]
    finding = only(assessed(rows, as_of=2010), "benchmark")
    assert finding.verdict == verdict
    assert {"20.0", "248.8", "144"} <= set(figures(render(finding.message, "en")))
    assert "cope" in render(finding.message, "en")
    assert "口径" in render(finding.message, "zh")


def test_one_level_of_another_place_gives_no_path():
    """A single level of another place is set beside ours, and is not a path."""
    rows = [level("100", 2010), level("50", 2010, entity="there", role="benchmark")]
    finding = only(assessed(rows, as_of=2010), "benchmark")
    assert finding.verdict == "not_assessable"


# ---- what holds for every finding


@pytest.fixture(scope="module", params=["data/yanjiao", "data/jungar", "tests/dossiers/riverside"])
def each(request):
    """Each dossier of the project, assessed."""
    return fc.assess(fc.load(ROOT / request.param))


def test_findings_are_sorted_by_consequence(each):
    """Proved contradictions come first and what cannot be assessed last."""
    ranks = [VERDICTS.index(one.verdict) for one in each.found]
    assert ranks == sorted(ranks)


#: The checks whose findings follow from the claims alone (docs/checks.md).
PROVED = ("growth_against_levels", "claims_fit_together", "shares_and_parts")


def test_only_proof_accuses(each):
    """Every inconsistent finding is of a provable kind, and rests on claims of the dossier."""
    ids = {claim.claim_id for claim in each.dossier.claims}
    for one in each.found:
        assert one.verdict in VERDICTS
        assert one.verdict != "inconsistent" or one.kind == "provable"
        assert (one.kind == "provable") is (one.check in PROVED)
        assert set(one.claims) <= ids
        assert one.grade in "ABCD"
        assert set(one.verdicts) <= set(VERDICTS)
        assert one.verdict in (one.verdicts or (one.verdict,))


def test_every_finding_says_something_in_both_languages(each):
    """No message is empty, none shows a missing number, and Chinese and English name the same numbers."""
    for one in each.found:
        said = {language: render(one.message, language) for language in LANGUAGES}
        for text in said.values():
            assert text.strip()
            assert "nan" not in text.lower().split()
            assert "None" not in text
            assert "{" not in text
        # Labels carry numbers of their own ("Projects over 10 million yuan").
        labels = each.dossier.indicators.values()
        for known in sorted(labels, key=lambda one: -len(one.name("zh"))):
            said = {language: text.replace(known.name(language), "") for language, text in said.items()}
        # Small numbers of doublings are words in Chinese.
        said["zh"] = said["zh"].replace("翻两番", "翻2番")
        assert sorted(set(figures(said["zh"]))) == sorted(set(figures(said["en"]))), said
        if one.suggestion is not None:
            assert all(render(one.suggestion, language).strip() for language in LANGUAGES)


def test_a_dossier_without_growth_has_no_findings():
    """The Jungar speech states one count: no finding, nothing inconsistent, and kind words on what to look for."""
    result = fc.assess(fc.load(DATA / "jungar"))
    assert result.found == ()
    assert result.exit_code == 0
    assert "nothing to check" in result.paragraph
    assert "%" in result.paragraph
    zh = fc.assess(fc.load(DATA / "jungar"), language="zh")
    assert "没有" in zh.paragraph


# ---- the Yanjiao speech, finding by finding


@pytest.fixture(scope="module")
def yanjiao():
    """The real dossier, assessed."""
    return fc.assess(fc.load(DATA / "yanjiao"))


def says(finding, *numbers):
    """That a finding names these numbers, the same ones in Chinese."""
    english = set(figures(render(finding.message, "en")))
    assert set(numbers) <= english, (numbers, english)
    assert set(numbers) <= set(figures(render(finding.message, "zh")))


def test_yanjiao_exports(yanjiao):
    """1.87 to 1.9 is 1.6 %, at most 4.6 %, not 6 %, which would be 1.98.

    Arithmetic does not say whether the rate or the target is wrong, so neither is set aside.
    """
    finding = only(yanjiao, "growth_against_levels", indicator="exports", end=2010)
    assert (finding.verdict, finding.side) == ("inconsistent", "above")
    says(finding, "1.87", "1.9", "1.6", "4.6", "6")
    assert "1.98" in figures(render(finding.suggestion, "en"))
    assert "1.98" in figures(render(finding.suggestion, "zh"))
    assert yanjiao.set_aside == ()


@pytest.mark.parametrize(
    ("name", "verdict", "numbers"),
    [
        ("fiscal_revenue", "consistent", ("27.46", "33.8", "23.1", "22.9", "23.3")),
        ("fixed_asset_investment", "consistent", ("202", "253", "25.2", "24.7", "25.8")),
        ("domestic_capital", "consistent", ("85", "102", "20.0", "18.7", "21.3")),
        ("industrial_output", "consistent", ("252", "290", "15.1", "14.7", "15.5")),
        ("fdi", "uninformative", ("9148", "10000", "9.3", "-45.3", "64.0")),  # "1亿" is 0.5 to 1.5
    ],
)
def test_yanjiao_pairs_that_hold(yanjiao, name, verdict, numbers):
    """The other pairs hold, each with the rounding it needed; 1亿美元 is too coarse to test anything."""
    finding = only(yanjiao, "growth_against_levels", indicator=name, end=2010)
    assert finding.verdict == verdict
    says(finding, *numbers)


def test_yanjiao_gdp_pair(yanjiao):
    """GDP +14 % holds only within rounding if nominal, else with prices changing by -0.6 % (-1.5 to 0.3 %)."""
    finding = only(yanjiao, "growth_against_levels", indicator="gdp", end=2010)
    assert (finding.verdict, finding.side) == ("within_rounding", "above")
    says(finding, "13.3", "14", "12.7", "13.9", "13.5", "14.5", "-0.6", "-1.5", "0.3")


def test_yanjiao_revenue_slogan(yanjiao):
    """Under 1亿 before 2000 is at least 39 % a year; quadrupling is 32 %, fitting only if 2000 more than doubled it."""
    finding = only(
        yanjiao,
        "claims_fit_together",
        indicator="fiscal_revenue",
        claims=("revenue-before-2000", "revenue-quadruples"),
    )
    assert finding.side == "below"
    says(finding, "39.3", "32", "107.4", "2000")
    assert finding.computed[0] == pytest.approx(27.455 ** (1 / 10) - 1)
    assert "errs low" in render(finding.message, "en")
    assert finding.suggestion is not None


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("gdp", ("74", "28.9", "17")),  # 75 ** (1/17)
        ("fiscal_revenue", ("54", "26.6", "17")),  # 55 ** (1/17)
        ("fixed_asset_investment", ("111", "32.0", "17")),  # 112 ** (1/17)
    ],
)
def test_yanjiao_growth_since_founding(yanjiao, name, numbers):
    """Each multiple since founding is a growth a year over 17 years."""
    finding = only(
        yanjiao,
        "plausible_growth",
        indicator=name,
        claims=({"gdp": "gdp-fold", "fiscal_revenue": "revenue-fold"}.get(name, "fai-fold"),),
    )
    says(finding, *numbers)


def test_yanjiao_gdp_path(yanjiao):
    """After 213, GDP needs 13.4 % a year: in step; holding 13.3 % ends at 398, holding 14 % at 410."""
    finding = only(yanjiao, "targets_against_goal", indicator="gdp")
    assert finding.verdict == "in_step"
    says(finding, "213", "400", "13.4", "13.3", "397.6", "14", "410.1")


def test_yanjiao_revenue_path(yanjiao):
    """After 33.8, revenue needs 14.0 % a year: front-loaded; holding 23 % ends near 95."""
    finding = only(yanjiao, "targets_against_goal", indicator="fiscal_revenue")
    assert finding.verdict == "front_loaded"
    says(finding, "33.8", "65", "14.0", "23.1", "95.5", "23")


@pytest.mark.parametrize(
    ("name", "numbers"), [("gdp", ("13.4", "28.9")), ("fiscal_revenue", ("15.4", "26.5"))]
)
def test_yanjiao_goals_against_the_record(yanjiao, name, numbers):
    """Both goals ask for far less than the record since founding."""
    finding = only(yanjiao, "pace", indicator=name)
    assert finding.verdict == "slower"
    says(finding, *numbers)


@pytest.mark.parametrize(("name", "goal"), [("gdp", "gdp-2015"), ("fiscal_revenue", "revenue-2015")])
def test_yanjiao_odds(yanjiao, name, goal):
    """The goals are open by the reference class alone, the models' spread is said in words, the evidence is thin."""
    finding = next(one for one in found(yanjiao, "odds", indicator=name) if goal in one.claims)
    alone = next(one for one in yanjiao.outlooks if one.indicator == name and one.model == "reference_only")
    assert alone.years
    message = render(finding.message, "en")
    assert finding.grade == "D"
    assert "thin" in message
    assert "薄弱" in render(finding.message, "zh")
    assert re.search(r"models (agree|differ|disagree)", message)
    share = int(re.search(r"reference class alone (\d+)", message).group(1)) / 100
    assert odds_verdict(share) == "open"
    assert finding.probability_range[0] <= share + 0.005


def test_yanjiao_ratios(yanjiao):
    """Revenue is 14.6, 15.9 and 16.3 % of GDP in 2009, 2010 and 2015; investment is above GDP in 2009 and 2010."""
    revenue = only(yanjiao, "ratios", indicator="fiscal_revenue")
    assert revenue.verdict == "consistent"
    says(revenue, "14.6", "15.9", "16.3")
    investment = only(yanjiao, "ratios", indicator="fixed_asset_investment")
    assert (investment.verdict, investment.side) == ("implausible", "above")
    says(investment, "107.4", "118.8")


def test_yanjiao_rest_of_gdp(yanjiao):
    """If industry grew 13 % at current prices, the rest of GDP grew 39 % for the whole to grow 30 %.

    Value added is printed at constant prices by convention, so unless the dossier says otherwise nothing follows.
    """
    assert not found(yanjiao, "shares_and_parts", indicator="rest_of_gdp")
    known = dict(yanjiao.dossier.indicators)
    name = "industrial_value_added"
    known[name] = dataclasses.replace(known[name], growth_basis="nominal", growth_basis_from="dossier")
    stated = fc.assess(dataclasses.replace(yanjiao.dossier, indicators=known))
    finding = only(stated, "shares_and_parts", indicator="rest_of_gdp")
    says(finding, "30.0", "13.0", "38.6")


def test_yanjiao_kunshan(yanjiao):
    """Kunshan went from 20 to 328, 36.5 % a year; from 27.46 that pace gives 450 in nine years; scopes may differ."""
    finding = only(yanjiao, "benchmark", indicator="fiscal_revenue")
    assert finding.verdict == "slower"
    says(finding, "20", "328", "36.5", "450.3", "15.4")
    assert "cope" in render(finding.message, "en")
    assert "口径" in render(finding.message, "zh")


# ---- the documentation


def section(name):
    """The text of one section of docs/checks.md."""
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return next((part for part in parts if part.startswith(f"`{name}`")), "")


@pytest.mark.parametrize("check", [one.__name__ for one in CHECKS])
def test_every_check_is_documented(check):
    """Each check has a section with its question, formula, thresholds, verdicts, source and an example."""
    text = section(check)
    for part in ("Question", "Formula", "Verdicts", "Source", "Example"):
        assert f"**{part}.**" in text, (check, part)


def test_every_verdict_is_explained():
    """Each verdict word stands in docs/checks.md with its name in both languages."""
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    for verdict in VERDICTS:
        row = next((line for line in text.splitlines() if line.startswith(f"| `{verdict}` |")), "")
        assert say(f"verdicts.{verdict}", "en") in row, verdict
        assert say(f"verdicts.{verdict}", "zh") in row, verdict


def test_checks_are_named_once():
    """The tuple of checks is what the package exports and has no check twice."""
    assert checks.CHECKS is CHECKS
    assert len({one.__name__ for one in CHECKS}) == len(CHECKS)


SPOKEN = """
@gdp GDP | 亿元 | reference_class = "province-nominal-gdp"
@rate Rate | % | measure = "rate"
@source before 2012
gdp; level; 100 亿元; 2010; 2010 GDP 100
gdp; level; 112 亿元; 2011; 2011 GDP 112
gdp; growth; 12.3 %; 2010-2011; up 12.3 %
gdp; level; 121 亿元; 2012; 2012 GDP 121
gdp; growth; 20 %; 2011-2012; up 20 %
gdp; level; 130 亿元; 2013; 2013 GDP 130; role=target
gdp; level; 160 亿元; 2017; 2017 GDP 160; role=goal
gdp; total; 700 亿元; 2013-2017; 700 in five years; role=goal
gdp; level; 118 亿元; 2012; aim for 118; role=target; source=before
rate; level; 40 %; 2010; 40 %
rate; level; 44 %; 2012; 44 %
rate; level; 46 %; 2013; 46 %; role=target
rate; level; 60 %; 2017; 60 %; role=goal
@as_of 2012
"""


def known_facts(tmp_path):
    """The findings on the speech and on a small report with targets of every sort."""
    from test_honest_reports import folder

    speech = fc.assess(fc.load(DATA / "yanjiao")).found
    return [*speech, *fc.assess(fc.load(folder(tmp_path, SPOKEN))).found]


def test_each_finding_carries_the_facts_of_its_check(tmp_path):
    """A finding's facts are of a type that its check declares; none at all only where a sentence says everything."""
    assert set(FACTS) == {one.__name__ for one in CHECKS}
    findings = known_facts(tmp_path)
    seen = {type(one.facts) for one in findings}
    for one in findings:
        assert type(one.facts) in FACTS[one.check] or one.facts is NO_FACTS, (one.check, one.facts)
    assert {"GrowthFacts", "OddsFacts", "NoOddsFacts", "PastFacts", "PointsPaceFacts"} <= {
        one.__name__ for one in seen
    }


def test_facts_hold_what_their_fields_declare_and_nothing_else(tmp_path):
    """Facts are frozen, take no other attribute, and become a mapping of exactly their fields."""
    for one in known_facts(tmp_path):
        assert set(one.facts.words()) == {field.name for field in dataclasses.fields(one.facts)}
        assert not hasattr(one.facts, "__dict__")


def test_facts_of_a_slogan_by_hand():
    """Four times in five years, 3.5 to 4.5 as printed, is 28.5 to 35.1 % a year: 31.8 % in the middle."""
    rows = [
        level("100", 2000),
        {"kind": "recurring_multiple", "value": "4", "unit": "x", "every": 5, "start": 2000, "end": 2010},
    ]
    facts = [one.facts for one in found(assessed(rows), "claims_fit_together") if hasattr(one.facts, "pace")]
    assert facts[0].every == 5
    assert (facts[0].low, facts[0].high) == pytest.approx((0.2847, 0.3510), abs=0.0001)
    assert facts[0].pace == pytest.approx(0.3178, abs=0.0001)


# ---- the proof is whole


@st.composite
def tangled(draw):
    """Levels, rates, changes, sums and shares of a total and its two parts over five years, most near one true path."""
    rows = []
    truth = {"one": 40, "other": 60, "total": 100}
    for number in range(draw(st.integers(3, 9))):
        name = draw(st.sampled_from(sorted(truth)))
        year = draw(st.integers(2006, 2010))
        off = draw(st.sampled_from((1.0, 1.0, 1.0, 0.97, 1.08, 1.5)))
        grown = truth[name] * 1.1 ** (year - 2005)
        kind = draw(
            st.sampled_from(("level", "level", "level", "growth", "growth", "share", "change", "total"))
        )
        row = {"claim_id": f"c{number}", "indicator": name, "kind": kind, "end": year}
        if kind == "level":
            row["value"] = f"{grown * off:.0f}"
        elif kind == "growth":
            row["value"] = f"{10 * off:.1f}"
        elif kind == "change":
            row |= {"value": f"{grown * off / 11:.1f}", "start": year - 1}
        elif kind == "total":
            row |= {
                "value": f"{truth[name] * sum(1.1 ** (one - 2005) for one in range(2006, year + 1)) * off:.0f}",
                "start": 2006,
            }
        else:
            row |= {"indicator": "one", "of": "total", "value": f"{40 * off:.0f}"}
        rows.append(row)
    return rows


@pytest.mark.parametrize(("verdict", "in_full"), [("implausible", True), ("stretch", False)])
def test_a_new_check_is_told_everywhere(monkeypatch, verdict, in_full):
    """As CONTRIBUTING promises: screen, page and workbook say each finding, the appendix a grave one, of others a line."""
    said = "The office is said to be open 25 hours a day."
    table = words._table("findings", "en")
    monkeypatch.setitem(table["checks"], "hours", {"name": "opening hours", "axis": "opening hours"})
    monkeypatch.setitem(table, "hours", {"odd": said})

    def hours(evidence):
        claim = evidence.dossier.claims[0]
        yield checks.Finding(
            check="hours",
            entity=claim.entity,
            indicator=claim.indicator,
            verdict=verdict,
            claims=(claim.claim_id,),
            message=words.Phrase("findings.hours.odd"),
        )

    monkeypatch.setattr(checks, "CHECKS", (*CHECKS, hours))
    result = assessed([level("100", 2009), level("110", 2010)])
    book = openpyxl.load_workbook(BytesIO(write_workbook([result])), read_only=True)
    assert said in {value for sheet in book for row in sheet.values for value in row}
    assert said in " ".join(report(result).split())
    assert said in page(result)
    annex = fc.appendix(result).html
    assert (said in annex) == in_full
    assert ("opening hours" in annex) != in_full


@settings(max_examples=60)
@given(tangled(), st.booleans())
def test_what_an_accusation_names_is_its_whole_proof(rows, summed):
    """The claims an inconsistent finding names are impossible alone: whoever is shown them can see it."""
    identities = (Identity("total", ("one", "other")),) if summed else ()
    result = assessed(rows, indicators=PARTS, identities=identities)
    for finding in result.found:
        if finding.verdict == "inconsistent":
            named = [row for row in rows if row["claim_id"] in finding.claims]
            assert assessed(named, indicators=PARTS, identities=identities).exit_code == 1, finding.claims


@pytest.mark.parametrize(("value", "unit"), [("3", "成"), ("300", "‰"), ("30", "%")])
def test_an_accused_share_is_quoted_in_its_own_unit(value, unit):
    """50 of 100 is 50 %, and what is refused is 3成 or 300 ‰ as printed, never 3 %."""
    rows = [
        level("100", 2010, indicator="total"),
        level("50", 2010, indicator="one"),
        {"kind": "share", "value": value, "unit": unit, "end": 2010, "indicator": "one", "of": "total"},
    ]
    finding = only(assessed(rows, indicators=PARTS), "shares_and_parts")
    assert finding.verdict == "inconsistent"
    assert f"不是{value}{unit}。" in render(finding.message, "zh")


def test_a_refused_multiple_says_that_it_counts_doublings():
    """100 to 300 is threefold; at least 2 doublings are fourfold, and the sentence says doublings."""
    finding = fold("2", "100", "300", unit="番", comparator=">=")
    assert finding.verdict == "inconsistent"
    assert "2番" in render(finding.message, "zh")
    assert "2 (doublings)" in render(finding.message, "en")
