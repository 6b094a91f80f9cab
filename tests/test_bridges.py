"""What fits only over a bridge accuses nobody: reports made up after real ones, with the verdict and its reason.

Numbers and sentences are the tests' own; each expected number is worked out beside it.
"""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import forecasting as fc
from forecasting._appendix.docx.counter_draft import write_counter_draft
from forecasting._appendix.redraft import redraft
from forecasting._appendix.xlsx import write_workbook
from forecasting.charts.verdicts import FILLS, RANKS, SHAPES
from forecasting.dossier import COLUMNS, from_frame
from forecasting.dossier.meaning import meaning
from forecasting.judge.checks import GRAVITY
from forecasting.network import solve
from forecasting.network.bridges import excuses
from forecasting.network.cut_digits import cuts_digits
from forecasting.network.revisions import price_band, revised_before
from forecasting.numbers.stated import cut_off, rounded_whole
from forecasting.show.markup import MARKS
from forecasting.show.terminal import findings_csv
from forecasting.show.terminal import report as report_text
from forecasting.words import render

# ---- how the tests speak

GDP = 'label = { en = "GDP", zh = "地区生产总值" }\nunit = "亿元"\nbasis = "nominal"\n'
REVENUE = 'label = { en = "Revenue", zh = "营业收入" }\nunit = "亿元"\nbasis = "nominal"\n'


def claim(name, value, end, quote, **more):
    """A row of claims.csv: a level of x in 亿元 unless something else is given."""
    given = {
        "claim_id": name,
        "entity": "place",
        "indicator": "x",
        "role": "history",
        "kind": "level",
        "comparator": "=",
        "value": value,
        "unit": "亿元",
        "end": end,
        "source": "report",
        "locator": "p1",
        "quote": quote,
    }
    return given | more


def growth(name, value, end, quote, **more):
    """A row with a growth rate in percent."""
    return claim(name, value, end, quote, **({"kind": "growth", "unit": "%"} | more))


@pytest.fixture
def report(tmp_path):
    """Write a dossier of one report and load it: indicators as TOML by id, rows, and what else dossier.toml says."""

    def written(indicators, *rows, as_of=2020, sources=("report",), published=None, more=""):
        text = f'title = "made up"\nentity = "place"\nas_of = {as_of}\n'
        for place, name in enumerate(sources):
            year = (published or {}).get(name, as_of + 1 + 0 * place)
            text += f'[sources.{name}]\ntitle = "{name}"\npublished = {year}\n'
        for name, body in indicators.items():
            text += f"[indicators.{name}]\n{body}"
        (tmp_path / "dossier.toml").write_text(text + more, encoding="utf-8")
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (tmp_path / "claims.csv").write_text(out.getvalue(), encoding="utf-8")
        return fc.load(tmp_path)

    return written


def of(result, check, **wanted):
    """The findings of one check with some attributes."""
    return [
        one
        for one in result.found
        if one.check == check and all(getattr(one, name) == value for name, value in wanted.items())
    ]


def rate(result, name):
    """The finding about one printed rate."""
    (finding,) = (one for one in of(result, "growth_against_levels") if name in one.claims)
    return finding


def bridges(finding):
    """The bridges a finding holds over, in order."""
    return [one.bridge for one in finding.conditions]


def unaccused(result):
    """That nobody is accused: exit 0, no conflict, nothing set aside, and no number changed in a counter-draft."""
    assert result.exit_code == 0
    assert not [one for one in result.found if one.verdict == "inconsistent"]
    assert result.conflict_rows == []
    assert result.set_aside == ()
    assert all(edit.new is None for sentence in redraft(result) for edit in sentence.edits)


def asks(result, finding):
    """That a conditional finding asks, and is told in both languages, in JSON and in the counter-draft."""
    assert finding.verdict == "conditional"
    assert finding.suggestion is not None
    assert finding.conditions
    for language in ("en", "zh"):
        said = result.said_in(language)
        message = render(finding.message, language)
        (row,) = (one for one in said.to_dict()["findings"] if one["message"] == message)
        assert [one["bridge"] for one in row["conditions"]] == bridges(finding)
        for one in row["conditions"]:
            assert one["sentence"]
            own = re.sub("“.*?”", "", one["sentence"])  # what the quote itself says is in its own language
            assert (language == "zh") == any("\u4e00" <= letter <= "\u9fff" for letter in own)
            assert language == "en" or not re.search("[A-Za-z]", own), own
        assert write_counter_draft(said)
    comments = [edit.comment for sentence in redraft(result) for edit in sentence.edits]
    assert any(render(finding.message, "en") in comment for comment in comments)


# ---- prices


def test_gdp_growth_is_at_constant_prices_by_convention(report):
    """820 to 850 is 3.7 %, "4.5 %" is printed: real growth, with prices down about 0.8 %.

    849.5 / 820.5 / 1.0455 - 1 = -0.97 %, 850.5 / 819.5 / 1.0445 - 1 = -0.64 %.
    """
    result = fc.assess(
        report(
            {"x": GDP},
            claim("g19", "820", 2019, "2019年地区生产总值820亿元"),
            claim("g20", "850", 2020, "地区生产总值850亿元,增长4.5%"),
            growth("rate", "4.5", 2020, "地区生产总值850亿元,增长4.5%"),
        )
    )
    finding = rate(result, "rate")
    asks(result, finding)
    unaccused(result)
    (price,) = finding.conditions
    assert (price.bridge, price.unit) == ("price", "%")
    assert price.lower == pytest.approx(849.5 / 820.5 / 1.0455 - 1)
    assert price.upper == pytest.approx(850.5 / 819.5 / 1.0445 - 1)
    assert "constant prices" in render(finding.suggestion, "en")
    assert "可比价" in render(finding.suggestion, "zh")


def test_an_average_at_constant_prices_beside_a_multiple_at_current_ones(report):
    """1.5 times 2015 in 2020 is 8.4 % a year; an average of 10.0 % a year needs prices down about 1.4 % a year."""
    result = fc.assess(
        report(
            {"x": GDP},
            growth(
                "fold", "1.5", 2020, "地区生产总值是2015年的1.5倍", kind="multiple", unit="倍", start=2015,
                reading="increase_to",
            ),
            growth("mean", "10.0", 2020, "地区生产总值年均增长10.0%", kind="average_growth", start=2015),
        )
    )  # fmt: skip
    finding = rate(result, "mean")
    asks(result, finding)
    unaccused(result)
    assert bridges(finding) == ["price"]
    assert finding.conditions[0].lower < 1.5**0.2 / 1.1 - 1 < finding.conditions[0].upper


def test_a_rate_that_follows_as_printed_needs_no_price_change(report):
    """Where one rate of a source does not fit its levels, the others that do are not put in doubt for it."""
    rows = [
        claim("r15", "200", 2015, "2015年收入200亿元"),
        claim("r16", "300", 2016, "2016年收入300亿元"),
        claim("r17", "240", 2017, "2017年收入240亿元"),
        claim("r18", "312", 2018, "2018年收入312亿元"),
        growth("g16", "50", 2016, "2016年收入增长50%"),
        growth("g17", "-20", 2017, "2017年收入下降20%"),
        growth("g18", "30", 2018, "2018年收入增长30%"),
        growth("mean", "20", 2018, "2015年以来收入年均增长20%", kind="average_growth", start=2015),
    ]
    result = fc.assess(report({"x": REVENUE}, *rows, as_of=2018))
    unaccused(result)
    assert {rate(result, name).verdict for name in ("g16", "g17", "g18")} == {"consistent"}
    # (50 - 20 + 30) / 3 = 20, while (312 / 200) ^ (1/3) is 16.0 %.
    finding = next(one for one in of(result, "growth_against_levels") if "mean" in one.claims)
    asks(result, finding)
    assert bridges(finding)[0] == "convention"
    assert "mean of the yearly rates" in render(finding.message, "en")


def test_physical_growth_is_tied_to_money_by_nothing(report):
    """Output in tonnes grew 8 %, revenue in yuan 3 %: no price change, scope or revision ties the two."""
    result = fc.assess(
        report(
            {"x": REVENUE},
            claim("r18", "200", 2018, "2018年收入200亿元"),
            claim("r19", "206", 2019, "收入206亿元,按可比口径增长8%"),
            growth("g", "8", 2019, "收入206亿元,按可比口径增长8%", basis="physical"),
            as_of=2019,
        )
    )
    unaccused(result)
    assert rate(result, "g").verdict == "not_assessable"


# ---- revisions and scopes


def test_a_level_and_a_rate_of_two_vintages(report):
    """The report of 2015 prints 400 for 2014, that of 2016 prints 500 for 2015 and +8 %: the base was revised.

    At constant prices, with prices between -2 and 5 %, the base is 499.5 / 1.085 / 1.05 to 500.5 / 1.075 / 0.98. The
    record does not run from the old base to the new level.
    """
    result = fc.assess(
        report(
            {"x": GDP},
            claim("old", "400", 2014, "2014年地区生产总值400亿元", source="first"),
            claim("new", "500", 2015, "地区生产总值500亿元,增长8%", source="second"),
            growth("rate", "8", 2015, "地区生产总值500亿元,增长8%", source="second"),
            as_of=2015,
            sources=("first", "second"),
            published={"first": 2015, "second": 2016},
            more="[assumptions]\ndeflator = [-0.02, 0.05]\n",
        )
    )
    finding = rate(result, "rate")
    asks(result, finding)
    unaccused(result)
    assert bridges(finding)[0] == "revision"
    base = finding.conditions[0]
    assert base.unit == "亿元"
    assert base.lower == pytest.approx(499.5 / (1.085 * 1.05))
    assert base.upper == pytest.approx(500.5 / (1.075 * 0.98))
    levels = {one.year: one.level for one in result.network.history if one.space.basis == "nominal"}
    assert levels[2015] == 500
    assert levels.get(2014) != 400


def test_a_level_printed_again_after_a_revision(report):
    """730 in one report, "revised to 751" in the next: the newer one counts and its rate follows from it."""
    result = fc.assess(
        report(
            {"x": GDP},
            claim("first", "730", 2018, "2018年地区生产总值730亿元", source="a"),
            claim("again", "751", 2018, "经普查,2018年地区生产总值修订为751亿元", source="b"),
            claim("next", "803", 2019, "2019年地区生产总值803亿元,增长6.9%", source="b"),
            growth("rate", "6.9", 2019, "2019年地区生产总值803亿元,增长6.9%", source="b"),
            as_of=2019,
            sources=("a", "b"),
            published={"a": 2019, "b": 2020},
        )
    )
    unaccused(result)
    (finding,) = of(result, "claims_fit_together", verdict="conditional")
    asks(result, finding)
    assert bridges(finding) == ["revision"]
    assert (finding.conditions[0].lower, finding.conditions[0].upper) == (750.5, 751.5)
    assert rate(result, "rate").verdict == "consistent"
    assert {one.year: one.level for one in result.network.history}[2018] == 751


def test_a_newer_source_outdates_an_older_one(report):
    """100 printed in 2019 and 130 in 2021 for one year: the first leaves the record, the second stays, as does what agrees."""
    made = report(
        {"x": REVENUE},
        claim("old", "100.0", 2018, "2018年营业收入100.0亿元", source="first"),
        claim("new", "130.0", 2018, "2018年营业收入130.0亿元", source="second"),
        claim("before", "90.0", 2016, "2016年营业收入90.0亿元", source="first"),
        claim("again", "90.5", 2016, "2016年营业收入90.5亿元", source="second"),
        sources=("first", "second"),
        published={"first": 2019, "second": 2021},
    )
    assert revised_before(made) == {"old"}


def test_two_rates_of_one_year_on_two_scopes(report):
    """Up 1.2 %, and on a like scope at least 3.5 %: both can stand, and no level tests the second."""
    quote = "财政收入2120亿元,增长1.2%,同口径增长3.5%以上"
    label = 'label = { en = "Revenue", zh = "财政收入" }\nunit = "亿元"\nbasis = "nominal"\n'
    result = fc.assess(
        report(
            {"x": label},
            claim("r", "2120", 2020, quote),
            growth("plain", "1.2", 2020, quote),
            growth("like", "3.5", 2020, quote, comparator=">="),
        )
    )
    unaccused(result)
    finding = rate(result, "like")
    asks(result, finding)
    assert bridges(finding) == ["scope"]
    assert "同口径" in render(finding.message, "zh")
    # At least 3.5 % means a base of at most 2120.5 / 1.035, or of 2120 where zeros count: never a lower end.
    assert finding.conditions[0].lower is None
    assert finding.conditions[0].upper == pytest.approx(2120.5 / 1.035, rel=1e-3)


def test_profits_are_printed_on_a_comparable_scope(report):
    """Industrial profits of 500 then 450, "+7.0 % on a comparable scope": the levels count other firms."""
    label = 'label = { en = "Industrial profits", zh = "规模以上工业企业利润总额" }\nunit = "亿元"\nbasis = "nominal"\n'
    quote = "规模以上工业企业利润总额450亿元,增长7.0%(按可比口径计算)"
    result = fc.assess(
        report(
            {"x": label},
            claim("p19", "500", 2019, "2019年规模以上工业企业利润总额500亿元"),
            claim("p20", "450", 2020, quote),
            growth("g", "7.0", 2020, quote),
        )
    )
    unaccused(result)
    finding = rate(result, "g")
    asks(result, finding)
    assert bridges(finding) == ["scope"]
    # 449.5 / 1.0705 to 450.5 / 1.0695
    assert finding.conditions[0].lower == pytest.approx(449.5 / 1.0705, rel=1e-6)
    assert finding.conditions[0].upper == pytest.approx(450.5 / 1.0695, rel=1e-6)


def test_growth_that_follows_as_printed_needs_no_other_scope(report):
    """Investment of 80.6 then 92.7, "+15 %": 92.7 / 80.6 is 1.1501, whatever scope its kind is usually printed on; +12 % is not."""
    label = (
        'label = { en = "Fixed-asset investment", zh = "固定资产投资" }\nunit = "亿元"\nbasis = "nominal"\n'
    )

    def judged(percent):
        quote = f"固定资产投资92.7亿元，增长{percent}%"
        rows = (
            claim("f23", "80.6", 2023, "2023年固定资产投资80.6亿元"),
            claim("f24", "92.7", 2024, quote),
            growth("g", percent, 2024, quote),
        )
        result = fc.assess(report({"x": label}, *rows, as_of=2024))
        unaccused(result)
        return rate(result, "g")

    assert (judged("15").verdict, judged("15").conditions) == ("consistent", ())
    assert (judged("12").verdict, bridges(judged("12"))) == ("conditional", ["scope"])


def test_one_year_is_called_no_average(report):
    """Income of 48900 then 52860, "+6.1 %": 52860 / 48900 is 8.1 % in the one year, and not "a year"."""
    label = 'label = { en = "Urban income", zh = "城镇居民人均可支配收入" }\nunit = "元"\nbasis = "nominal"\n'
    quote = "城镇居民人均可支配收入52860元，增长6.1%"
    rows = (
        claim("i23", "48900", 2023, "2023年城镇居民人均可支配收入48900元", unit="元"),
        claim("i24", "52860", 2024, quote, unit="元"),
        growth("g", "6.1", 2024, quote),
    )
    finding = rate(fc.assess(report({"x": label}, *rows, as_of=2024)), "g")
    assert "48,900 in 2023 to 52,860 in 2024 (CNY) is 8.1 %; 6.1 % is printed." in render(
        finding.message, "en"
    )
    assert "增长8.1%，原文为6.1%" in render(finding.message, "zh")
    assert "年均增长8.1%" not in render(finding.message, "zh")


def test_a_year_to_come_is_not_looked_up(report):
    """Growth of 9 % planned on 200: 8.5 to 9.5 % is 216.5 to 219.5 (199.5 * 1.085, 200.5 * 1.095), which no yearbook has yet."""
    plan = growth("g", "9", 2021, "2021年增长9%", role="target")
    label = 'label = { en = "Output", zh = "产值" }\nunit = "亿元"\nbasis = "nominal"\n'
    finding = rate(fc.assess(report({"x": label}, claim("l", "200", 2020, "产值200亿元"), plan)), "g")
    assert (finding.verdict, finding.suggestion, finding.facts.missing) == ("not_assessable", None, ())
    assert "comes to 216.5 to 219.5 (CNY 100m)" in render(finding.message, "en")
    bare = rate(fc.assess(report({"x": label}, plan)), "g")
    assert bare.facts.missing == (2020,)
    assert render(bare.suggestion, "en") == "Look up output for 2020."


def test_half_a_year_is_compared_with_half_a_year(report):
    """100 in 2018, 56 in the first half of 2019, "up 12 %": the half year before is missing, nothing is accused."""
    quote = "上半年营业收入56.0亿元,增长12.0%"
    result = fc.assess(
        report(
            {"x": REVENUE},
            claim("y18", "100.0", 2018, "2018年营业收入100.0亿元"),
            claim("h19", "56.0", 2019, quote, period="H1"),
            growth("hg", "12.0", 2019, quote, period="H1"),
            as_of=2019,
        )
    )
    unaccused(result)
    assert rate(result, "hg").verdict == "not_assessable"
    assert not [one for one in result.found if one.suggestion and "44" in render(one.suggestion, "en")]


def test_half_a_year_that_its_row_leaves_out_breaks_no_chain(report):
    """100 in 2017, 10 % and 10 % are 121; 60 said of the first half of 2019 is no contradiction, 60 said of 2019 is one."""
    rows = (
        claim("y17", "100.0", 2017, "2017年营业收入100.0亿元"),
        growth("g18", "10.0", 2018, "2018年增长10.0%"),
        growth("g19", "10.0", 2019, "2019年增长10.0%"),
    )
    half, whole = (
        fc.assess(report({"x": REVENUE}, *rows, claim("y19", "60.0", 2019, quote), as_of=2019))
        for quote in ("上半年营业收入60.0亿元", "2019年营业收入60.0亿元")
    )
    unaccused(half)
    assert whole.exit_code == 1


def test_a_change_over_half_a_year_is_not_held_against_years(report):
    """100 in 2018 and 120 in 2019: "up by 5 in the first half" is no contradiction, "up by 5 in 2019" is one."""
    rows = (
        claim("y18", "100.0", 2018, "2018年营业收入100.0亿元"),
        claim("y19", "120.0", 2019, "2019年营业收入120.0亿元"),
    )
    half, whole = (
        fc.assess(
            report(
                {"x": REVENUE}, *rows, claim("up", "5.0", 2019, quote, kind="change", start=2018), as_of=2019
            )
        )
        for quote in ("上半年营业收入增加5.0亿元", "2019年营业收入增加5.0亿元")
    )
    unaccused(half)
    assert whole.exit_code == 1


#: 1000.00 to 1084.90 is 8.49 %, printed 8.4; to 1155.31 another 6.49 %, printed 6.4: whoever rounds prints 8.5 and 6.5.
CUT_RATES = (
    claim("y16", "1000.00", 2016, "2016年营业收入1000.00亿元"),
    claim("y17", "1084.90", 2017, "2017年营业收入1084.90亿元"),
    growth("g17", "8.4", 2017, "2017年营业收入增长8.4%"),
    claim("y18", "1155.31", 2018, "2018年营业收入1155.31亿元"),
    growth("g18", "6.4", 2018, "2018年营业收入增长6.4%"),
)


@pytest.mark.parametrize(("role", "end"), [("history", 2019), ("target", 2021)])
def test_only_what_was_measured_is_cut_off(report, role, end):
    """Where two rates show that digits are cut off, so may be those of a result, but not those of a plan."""
    asked = claim("asked", "1255.55", end, f"{end}年营业收入1255.55亿元", role=role)
    made = report({"x": REVENUE}, *CUT_RATES, asked)
    assert ("cut" in excuses(made.by_id["asked"], made)) is (role == "history")


@pytest.mark.parametrize(
    ("value", "lower", "upper"),
    [("2800", 2750, 2850), ("3000", 2950, 3050), ("12000", 11500, 12500), ("-2800", -2850, -2750)],
)
def test_zeros_at_the_end_may_be_no_digits(value, lower, upper):
    """Two digits of a whole number count at least: 2,800 and 3,000 may be hundreds, 12,000 thousands."""
    found = rounded_whole(value)
    assert (found.lower, found.upper) == (lower, upper)


@pytest.mark.parametrize("value", ["20", "800", "990", "2810", "2800.0"])
def test_digits_that_count(value):
    """Below a thousand every digit counts, and so do a ten and a decimal."""
    assert rounded_whole(value) is None


@pytest.mark.parametrize(("value", "lower", "upper"), [("8.4", "8.4", "8.5"), ("-8.4", "-8.5", "-8.4")])
def test_what_is_cut_off_was_further_from_zero(value, lower, upper):
    """8.4 was 8.4 to below 8.5, never 8.35; a fall of 8.4 was one of 8.4 to below 8.5."""
    found = cut_off(value)
    assert (found.lower, found.upper) == (Fraction(lower), Fraction(upper))
    assert (found.upper_open, found.lower_open) == (value > "0", value < "0")


def test_digits_that_are_cut_off_accuse_nobody(report):
    """Two rates cut off are a habit; one is a wrong number, and so are two beside one that only rounding gives.

    1155.31 to 1208.00 is 4.56 %, printed 4.6: cut off it were 4.5.
    """
    rounded = (
        claim("y19", "1208.00", 2019, "2019年营业收入1208.00亿元"),
        growth("g19", "4.6", 2019, "2019年营业收入增长4.6%"),
    )
    unaccused(fc.assess(report({"x": REVENUE}, *CUT_RATES)))
    for rows in (CUT_RATES[:3], (*CUT_RATES, *rounded)):
        made = report({"x": REVENUE}, *rows)
        assert not cuts_digits(made)
        assert fc.assess(made).exit_code == 1


@pytest.mark.parametrize(
    ("rate", "accused"),
    [
        ("8.4", False),  # compounded, 1.5 to the fifth root
        ("10.0", False),  # the whole divided by five years
        ("7.0", False),  # the sixth root: counted from a year earlier
        ("10.7", False),  # the fourth root: counted from a year later
        ("20.0", True),
    ],
)
def test_an_average_may_be_reckoned_from_both_ends_otherwise(report, rate, accused):
    """100.0 to 150.0 in five years: what is divided, or counted over another number of years, accuses nobody."""
    result = fc.assess(
        report(
            {"x": REVENUE},
            claim("y10", "100.0", 2010, "2010年营业收入100.0亿元"),
            claim("y15", "150.0", 2015, "2015年营业收入150.0亿元"),
            growth("mean", rate, 2015, f"年均增长{rate}%", kind="average_growth", start=2010),
            as_of=2015,
        )
    )
    assert result.exit_code == int(accused)
    if not accused:
        unaccused(result)


@pytest.mark.parametrize(
    ("now", "quote", "accused"),
    [
        ("95.0", "下降3.0%以上", False),
        ("95.0", "下降3.0%以内", True),
        ("98.5", "下降3.0%以上", True),
        ("98.5", "下降3.0%以内", False),
        ("105.0", "增长3.0%以上", False),
        ("101.5", "增长3.0%以上", True),
    ],
)
def test_words_beside_a_fall_speak_of_its_size(report, now, quote, accused):
    """A fall of at least 3 % is one of 5 %, not of 1.5 %; one of at most 3 % the reverse, though the row leaves it out."""
    rate = f"{'-' if '下降' in quote else ''}3.0"
    result = fc.assess(
        report(
            {"x": REVENUE},
            claim("y19", "100.0", 2019, "2019年营业收入100.0亿元"),
            claim("y20", now, 2020, f"2020年营业收入{now}亿元"),
            growth("g", rate, 2020, f"2020年营业收入{quote}"),
        )
    )
    assert result.exit_code == int(accused)


def test_a_number_read_with_little_confidence_accuses_nobody(report):
    """100 to 120 is 20 %, not 30 %; where 120 was read by machine with a confidence below 0.8, the reading is asked about."""

    def assessed(note):
        rows = (
            claim("y19", "100.0", 2019, "2019年营业收入100.0亿元"),
            claim("y20", "120.0", 2020, "营业收入120.0亿元,增长30.0%", note=note),
            growth("g20", "30.0", 2020, "营业收入120.0亿元,增长30.0%"),
        )
        return fc.assess(replace(report({"x": REVENUE}, *rows), reviewed=False))

    doubtful = assessed("confidence=0.62; year inferred")
    unaccused(doubtful)
    assert bridges(rate(doubtful, "g20")) == ["reading"]
    assert assessed("confidence=0.93; year inferred").exit_code == 1


# ---- printed forms and conventions


def test_zeros_of_a_whole_number_may_not_be_counted(report):
    """5,200 to 5,600 jobs, "+9 %": 7.7 % as counted, 8.3 to ... where hundreds were rounded, so only the form is asked."""
    label = 'label = { en = "Jobs", zh = "就业人数" }\nunit = "人"\nbasis = "physical"\n'
    result = fc.assess(
        report(
            {"x": label},
            claim("a", "5200", 2018, "2018年就业5200人", unit="人"),
            claim("b", "5600", 2019, "2019年就业5600人,增长9%", unit="人"),
            growth("g", "9", 2019, "2019年就业5600人,增长9%"),
            as_of=2019,
        )
    )
    unaccused(result)
    finding = rate(result, "g")
    asks(result, finding)
    assert set(bridges(finding)) == {"printed_form"}
    assert {(one.lower, one.upper) for one in finding.conditions} == {(5150, 5250), (5550, 5650)}


@pytest.mark.parametrize(
    ("quote", "accused"),
    [
        ("增长约40%", False),
        ("约增长40%", False),
        ("大约增加40%", False),
        ("增长40%", True),
        ("节约增长40%", True),
    ],
)
def test_an_about_may_stand_before_the_verb(report, quote, accused):
    """100.0 to 141.2 is 41.2 %, within a twentieth of 40 (38 to 42) and not within a half (39.5 to 40.5)."""
    result = fc.assess(
        report(
            {"x": REVENUE},
            claim("y19", "100.0", 2019, "2019年营业收入100.0亿元"),
            claim("y20", "141.2", 2020, "2020年营业收入141.2亿元"),
            growth("g", "40", 2020, f"2020年营业收入{quote}"),
        )
    )
    assert result.exit_code == int(accused)
    if not accused:
        asks(result, rate(result, "g"))


def test_counted_things_are_exact(report):
    """10 projects to 11 are +10 %, whatever a printed "+20 %" would like to be rounded from."""
    label = 'label = { en = "Projects", zh = "项目数" }\nunit = "个"\nbasis = "physical"\nmeasure = "count"\n'
    result = fc.assess(
        report(
            {"x": label},
            claim("a", "10", 2018, "2018年项目10个", unit="个"),
            claim("b", "11", 2019, "2019年项目11个,增长20%", unit="个"),
            growth("g", "20", 2019, "2019年项目11个,增长20%"),
            as_of=2019,
        )
    )
    assert rate(result, "g").verdict == "inconsistent"
    assert rate(result, "g").computed == (0.1, 0.1)


def test_growth_of_people_may_be_a_difference_of_logs(report):
    """20.00 to 21.04 million is 5.20 %, and ln(21.04 / 20.00) is 5.07 %, which is how the World Bank prints it."""
    label = 'label = { en = "Population", zh = "人口" }\nunit = "million persons"\nbasis = "physical"\n'
    result = fc.assess(
        report(
            {"x": label},
            claim("a", "20.00", 2018, "population of 20.00 million in 2018", unit="million persons"),
            claim(
                "b", "21.04", 2019, "population of 21.04 million in 2019, up 5.07 %", unit="million persons"
            ),
            growth("g", "5.07", 2019, "population of 21.04 million in 2019, up 5.07 %"),
            as_of=2019,
        )
    )
    unaccused(result)
    finding = rate(result, "g")
    asks(result, finding)
    assert bridges(finding) == ["convention"]
    assert "logs" in render(finding.message, "en")
    # ln(21.035 / 20.005) to ln(21.045 / 19.995)
    assert finding.conditions[0].lower == pytest.approx(0.050207, abs=2e-5)
    assert finding.conditions[0].upper == pytest.approx(0.051182, abs=2e-5)


@pytest.mark.parametrize(("rate", "accused"), [("4.88", False), ("4.77", False), ("4.60", True)])
def test_an_average_of_people_may_be_a_difference_of_logs(report, rate, accused):
    """20.00 to 22.00 million in two years is 4.88 % a year compounded, and ln(1.1) / 2 is 4.77 %."""
    label = 'label = { en = "Population", zh = "人口" }\nunit = "million persons"\nbasis = "physical"\n'
    quote = f"an average of {rate} % a year"
    result = fc.assess(
        report(
            {"x": label},
            claim("a", "20.00", 2017, "population of 20.00 million in 2017", unit="million persons"),
            claim("b", "22.00", 2019, "population of 22.00 million in 2019", unit="million persons"),
            growth("g", rate, 2019, quote, kind="average_growth", start=2017),
            as_of=2019,
        )
    )
    assert result.exit_code == int(accused)


def test_price_changes_compound_over_the_years(report):
    """0 to 10 % a year are 0 to 21 % in two years."""
    made = report(
        {"x": REVENUE},
        growth("g", "10.0", 2019, "年均增长10.0%", kind="average_growth", start=2017),
        more="[assumptions]\ndeflator = [0, 0.1]\n",
    )
    band = price_band(made.by_id["g"], 2017, made)
    assert (band.lower, band.upper) == (1, Fraction("1.21"))


def test_an_average_may_be_a_least_squares_trend(report):
    """100, 130, 120, 150, 140, 160: 9.9 % a year from end to end, and a trend through all six of 8.4 % (World Bank).

    Logs 4.6052, 4.8675, 4.7875, 5.0106, 4.9416, 5.0752 with weights -2.5 to 2.5 over 17.5: a slope of 0.0835... a year.
    """
    levels = [100, 130, 120, 150, 140, 160]
    slope = sum((place - 2.5) * math.log(one) for place, one in enumerate(levels)) / 17.5
    printed = f"{100 * math.expm1(slope):.1f}"
    rows = [
        claim(f"r{year}", str(value), year, f"revenue of {year} was {value}")
        for year, value in enumerate(levels, 2010)
    ]
    mean = growth(
        "mean", printed, 2015, f"growth of {printed} % a year on average", kind="average_growth", start=2010
    )
    result = fc.assess(report({"x": REVENUE}, *rows, mean, as_of=2015))
    unaccused(result)
    finding = next(one for one in of(result, "growth_against_levels") if "mean" in one.claims)
    asks(result, finding)
    assert "convention" in bridges(finding)
    assert "least-squares" in render(finding.message, "en")


def test_an_average_may_be_the_mean_of_yearly_rates(report):
    """40, -10, 0, 10, 5 have a mean of 9.0 and compound to 7.8 % a year; no level is printed at all."""
    rates = ["40", "-10", "0", "10", "5"]
    words = [f"revenue {'fell' if one[0] == '-' else 'rose'} {one.lstrip('-')} %" for one in rates]
    rows = [
        growth(f"g{year}", value, year, f"in {year} {said}")
        for year, (value, said) in enumerate(zip(rates, words, strict=True), 2011)
    ]
    mean = growth("mean", "9.0", 2015, "an average of 9.0 % a year", kind="average_growth", start=2010)
    result = fc.assess(report({"x": REVENUE}, *rows, mean, as_of=2015))
    unaccused(result)
    (finding,) = of(result, "claims_fit_together", verdict="conditional")
    asks(result, finding)
    assert "convention" in bridges(finding)
    assert "mean of the yearly rates" in render(finding.message, "en")


def test_a_doubling_in_prose_is_about_two(report):
    """一番 in five years beside 15.2 % a year (x2.03) holds; as a goal a doubling is x2, first."""
    label = 'label = { en = "Revenue", zh = "财政收入" }\nunit = "亿元"\nbasis = "nominal"\n'
    result = fc.assess(
        report(
            {"x": label},
            growth("mean", "15.2", 2020, "财政收入年均增长15.2%", kind="average_growth", start=2015),
            growth("fan", "1", 2020, "五年翻了一番", kind="multiple", unit="番", start=2015),
        )
    )
    unaccused(result)
    goal = fc.assess(
        report(
            {"x": label},
            claim("r20", "150", 2020, "2020年财政收入150亿元"),
            growth("goal", "1", 2025, "到2025年翻一番", kind="multiple", unit="番", start=2020, role="goal"),
        )
    )
    (row,) = goal.target_rows
    assert row.goal_level == 300


# ---- targets in their own space


def test_a_past_target_is_held_against_growth_on_its_own_basis(report):
    """Real target of about 5.0 %, 5.1 % reached, while levels rose 4.0 %: met."""
    result = fc.assess(
        report(
            {"x": GDP + 'growth_basis = "real"\n'},
            claim("g19", "1000", 2019, "2019年地区生产总值1000亿元"),
            claim("g20", "1040", 2020, "地区生产总值1040亿元,增长5.1%"),
            growth("rate", "5.1", 2020, "地区生产总值1040亿元,增长5.1%"),
            growth("aim", "5.0", 2020, "地区生产总值增长5.0%左右", comparator="~", role="target"),
        )
    )
    unaccused(result)
    (finding,) = (one for one in result.found if "aim" in one.claims)
    assert finding.verdict != "short"
    assert "met" in render(finding.message, "en")
    assert "5.1" in render(finding.message, "en")


@pytest.mark.parametrize(("outcome", "missed"), [("-2.4", True), ("6.3", False)])
def test_a_growth_target_without_levels_is_met_or_missed(report, outcome, missed):
    """Investment was to grow 6 %: -2.4 % misses it by 8.4 points, 6.3 % meets it, without any level."""
    said = f"固定资产投资{'下降' if missed else '增长'}{outcome.lstrip('-')}%"
    label = 'label = { en = "Investment", zh = "固定资产投资" }\nunit = "亿元"\nbasis = "nominal"\n'
    result = fc.assess(
        report(
            {"x": label},
            growth("aim", "6", 2020, "固定资产投资增长6%", role="target"),
            growth("rate", outcome, 2020, said),
        )
    )
    unaccused(result)
    (finding,) = (one for one in result.found if "aim" in one.claims)
    assert (finding.verdict == "short") is missed
    assert ("8.4 pp" in render(finding.message, "en")) is missed
    assert render(finding.message, "en") in result.paragraph


def test_a_ceiling_is_met_from_below(report):
    """Prices up 2.8 % under a ceiling of 3.5 %: met, with 0.7 points to spare, and no growth a year of a rate."""
    label = 'label = { en = "CPI", zh = "居民消费价格涨幅" }\nunit = "%"\nbasis = "nominal"\nmeasure = "rate"\nbetter = "lower"\n'
    result = fc.assess(
        report(
            {"x": label},
            claim("now", "2.8", 2020, "居民消费价格上涨2.8%", unit="%"),
            claim(
                "cap", "3.5", 2021, "居民消费价格涨幅控制在3.5%以内", unit="%", comparator="<=", role="target"
            ),
        )
    )
    unaccused(result)
    (finding,) = of(result, "pace")
    message = render(finding.message, "en")
    assert "0.7 points" in message
    assert message in result.paragraph
    assert "a year" not in message


def test_a_real_doubling_is_held_against_real_growth(report):
    """Double 2010 by 2020, 7.0 % a year reached to 2015: (2 / 1.07^5)^(1/5) - 1 = 7.4 % a year is left, whatever levels say."""
    result = fc.assess(
        report(
            {"x": GDP + 'growth_basis = "real"\n'},
            claim("l10", "1000", 2010, "2010年地区生产总值1000亿元"),
            claim("l15", "1600", 2015, "2015年地区生产总值1600亿元"),
            growth("mean", "7.0", 2015, "年均增长7.0%", kind="average_growth", start=2010),
            growth(
                "goal", "1", 2020, "到2020年比2010年翻一番", kind="multiple", unit="番", start=2010, role="goal",
                basis="real",
            ),
            as_of=2015,
        )
    )  # fmt: skip
    unaccused(result)
    (finding,) = of(result, "pace")
    assert "7.4 %" in render(finding.message, "en")
    assert "7.0 %" in render(finding.message, "en")


def test_two_thresholds_of_one_year_are_two_rows(report):
    """确保 105、力争 120: each has a chance of its own, and the order of rows changes nothing."""
    history = [
        claim(
            f"r{year}",
            f"{60 * 1.08 ** (year - 2012):.1f}",
            year,
            f"{year}年收入{60 * 1.08 ** (year - 2012):.1f}亿元",
        )
        for year in range(2012, 2020)
    ]
    quote = "2020年收入确保110亿元,力争125亿元"
    aims = [claim(name, value, 2020, quote, role="target") for name, value in (("b", "110"), ("a", "125"))]
    label = REVENUE + 'reference_class = "business"\n'
    result = fc.assess(report({"x": label}, *history, *aims, as_of=2019))
    unaccused(result)
    odds = {name: one.probability for one in of(result, "odds") for name in ("a", "b") if name in one.claims}
    assert set(odds) == {"a", "b"}
    assert odds["a"] < odds["b"]


def test_a_goal_for_a_share_becomes_a_level_of_the_part(report):
    """Services are to be 55 % of a GDP of 300: a level of 165."""
    services = 'label = { en = "Services", zh = "服务业增加值" }\nunit = "亿元"\nbasis = "nominal"\n'
    share = {"kind": "share", "indicator": "y", "of": "x", "unit": "%"}
    result = fc.assess(
        report(
            {"x": GDP, "y": services},
            claim("now", "200", 2020, "地区生产总值200亿元"),
            claim("part", "44.0", 2020, "服务业增加值占地区生产总值44.0%", **share),
            claim("goal", "300", 2025, "2025年地区生产总值300亿元", role="goal"),
            claim("aim", "55", 2025, "服务业增加值占55%以上", **share, comparator=">=", role="goal"),
        )
    )
    unaccused(result)
    (row,) = (one for one in result.target_rows if one.indicator == "y")
    assert row.base_level == pytest.approx(88, rel=1e-4)  # the middle of 43.95 to 44.05 % of 199.5 to 200.5
    assert row.goal_level == pytest.approx(165)


@pytest.mark.parametrize(
    ("basis", "assumed", "goal"),
    [
        ("nominal", "", "278.4"),  # 208 x 1.06^5
        ("real", "", None),  # no growth at constant prices is on record, and no price change is assumed
        ("real", "[assumptions]\ndeflator = [0.02, 0.04]\n", "322.7"),  # 208 x (1.06 x 1.03)^5
    ],
)
def test_a_real_target_is_not_taken_for_a_nominal_one(report, basis, assumed, goal):
    """6 % a year at constant prices asks more of levels at current ones, by a price change that is said, or nothing."""
    aim = growth(
        "goal",
        "6.0",
        2025,
        "年均增长6.0%以上",
        kind="average_growth",
        comparator=">=",
        start=2020,
        role="goal",
    )
    result = fc.assess(
        report(
            {"x": GDP + f'growth_basis = "{basis}"\n'},
            claim("g18", "180", 2018, "2018年地区生产总值180亿元"),
            claim("g19", "195", 2019, "2019年地区生产总值195亿元"),
            claim("g20", "208", 2020, "2020年地区生产总值208亿元"),
            aim,
            more=assumed,
        )
    )
    unaccused(result)
    said = [render(one.message, "en") for one in of(result, "pace")]
    if goal is None:
        assert not any("needs" in one for one in said)
        return
    assert len(said) == 1
    assert goal in said[0]
    if assumed:
        assert "at constant prices" in said[0]
        assert "2.0 % to 4.0 %" in said[0]


# ---- faults and units


def test_faults_name_what_the_quote_says(report):
    """A rate above its bound, points typed as growth, a fall without its minus, 万元 for 亿元, ‰ for %: all are faults."""
    urban = (
        'label = { en = "Urbanisation", zh = "城镇化率" }\nunit = "%"\nbasis = "nominal"\nmeasure = "rate"\n'
    )
    quote = "营业收入31.5亿元,下降4.1%"
    with pytest.raises(fc.ForecastingError) as caught:
        report(
            {
                "x": urban,
                "y": REVENUE,
                "z": 'label = "births"\nunit = "‰"\nbasis = "physical"\nmeasure = "rate"\n',
            },
            claim("over", "104", 2025, "城镇化率达到104%", unit="%", role="goal"),
            growth("points", "0.6", 2020, "城镇化率提高0.6个百分点"),
            claim("unit", "31.5", 2020, quote, indicator="y", unit="万元"),
            growth("sign", "4.1", 2020, quote, indicator="y"),
            claim("mille", "6.2", 2020, "人口出生率6.2‰", indicator="z", unit="%"),
        )
    said = str(caught.value)
    for line, words in ((2, "within its bounds"), (3, "points"), (4, "31.5亿元"), (5, "-4.1"), (6, "‰")):
        assert any(f"claims.csv:{line}:" in one and words in one for one in said.splitlines()), (line, said)


def test_a_rate_in_per_mille_is_answered_in_per_mille(report):
    """50.00 to 50.30 is 6.0 ‰, "9.0 ‰" is printed: the advice is in ‰ in both languages."""
    label = 'label = { en = "Population", zh = "人口" }\nunit = "万人"\nbasis = "physical"\n'
    result = fc.assess(
        report(
            {"x": label},
            claim("p18", "50.00", 2018, "2018年人口50.00万人", unit="万人"),
            claim("p19", "50.30", 2019, "人口50.30万人,自然增长9.0‰", unit="万人"),
            growth("g", "9.0", 2019, "人口50.30万人,自然增长9.0‰", unit="‰"),
            as_of=2019,
        )
    )
    finding = rate(result, "g")
    assert finding.verdict == "inconsistent"
    for language in ("en", "zh"):
        for phrase in (finding.message, finding.suggestion):
            said = render(phrase, language)
            assert "‰" in said
            assert "%" not in said
    assert "6.0 ‰" in render(finding.message, "en")
    ((old, new),) = ((edit.start, edit.new) for one in redraft(result) for edit in one.edits if edit.new)
    assert (old > 0, new) == (True, "6.0")


# ---- everywhere it is told


@pytest.fixture
def asked(report):
    """A report with a rate that only prices excuse, one that follows, and one that is wrong."""
    rows = [
        claim("g19", "820", 2019, "2019年地区生产总值820亿元"),
        claim("g20", "850", 2020, "地区生产总值850亿元,增长4.5%"),
        growth("g-rate", "4.5", 2020, "地区生产总值850亿元,增长4.5%"),
    ]
    quotes = {"y": ("200", "220", "10", "财政收入"), "z": ("50.0", "52.0", "9", "营业收入")}
    for name, (first, last, printed, label) in quotes.items():
        said = f"{label}{last}亿元,增长{printed}%"
        rows += [
            claim(f"{name}19", first, 2019, f"2019年{label}{first}亿元", indicator=name),
            claim(f"{name}20", last, 2020, said, indicator=name),
            growth(f"{name}-rate", printed, 2020, said, indicator=name),
        ]
    fiscal = 'label = { en = "Fiscal revenue", zh = "财政收入" }\nunit = "亿元"\nbasis = "nominal"\n'
    stated = REVENUE + 'growth_basis = "nominal"\n'
    return report({"x": GDP, "y": fiscal, "z": stated}, *rows)


def test_the_opening_counts_what_is_conditional_apart(asked):
    """One of three rates is borne out, one is wrong, one holds only on a condition and is not proved wrong."""
    result = fc.assess(asked)
    assert "bears out 1 of the 3" in result.paragraph
    assert "One printed growth rate holds only on a condition" in result.paragraph
    chinese = result.said_in("zh").paragraph
    assert "3个增速中，1个成立" in chinese
    assert "有1个增速须附加条件才成立" in chinese


def test_csv_without_findings_has_its_columns(asked):
    """A dossier of one level has no finding; its CSV is the heading of any other and nothing else."""
    bare = fc.assess(from_frame([{"value": "12", "unit": "亿元", "year": 2010}], entity="place"))
    assert not bare.found
    assert findings_csv(bare) == findings_csv(fc.assess(asked)).partition("\n")[0] + "\n"


def test_csv_and_table_tell_conditions(asked):
    """The CSV has a column of conditions; the table says the condition and what to ask, under its own word."""
    result = fc.assess(asked)
    rows = list(csv.DictReader(io.StringIO(findings_csv(result))))
    (row,) = (one for one in rows if one["verdict"] == "conditional")
    assert row["conditions"].startswith("price: It fits as growth at constant prices")
    assert all(not one["conditions"] for one in rows if one["verdict"] != "conditional")
    assert "[CONDITIONAL]" in report_text(result)
    assert "[有条件成立]" in report_text(result.said_in("zh"))


def test_the_workbook_holds_a_conditional_rate_to_the_same_word(report):
    """Three rates follow; an average of 20 % where 16.0 % compounds is conditional: the formulas come to the same words."""
    rows = [
        claim("r15", "200", 2015, "2015年收入200亿元"),
        claim("r16", "300", 2016, "2016年收入300亿元"),
        claim("r17", "240", 2017, "2017年收入240亿元"),
        claim("r18", "312", 2018, "2018年收入312亿元"),
        growth("g16", "50", 2016, "2016年收入增长50%"),
        growth("g17", "-20", 2017, "2017年收入下降20%"),
        growth("g18", "30", 2018, "2018年收入增长30%"),
        growth("mean", "20", 2018, "2015年以来收入年均增长20%", kind="average_growth", start=2015),
    ]
    stated = REVENUE + 'growth_basis = "nominal"\n'
    result = fc.assess(report({"x": stated}, *rows, as_of=2018))
    unaccused(result)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([result])), data_only=True)
    (sheet,) = (one for one in book if any("Verdict (as assessed)" in map(str, row) for row in one.values))
    told = {row[0]: row[15:18] for row in sheet.values if row[0] in {"g16", "g17", "g18", "mean"}}
    assert told.pop("mean") == ("conditional", "conditional", "same")
    assert told == dict.fromkeys(("g16", "g17", "g18"), ("consistent", "consistent", "same"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_appendix_with_conditions_verifies_and_an_edited_one_does_not(asked, tmp_path, language):
    """Every number of a condition recomputes; one that was changed by hand is found."""
    path = tmp_path / "appendix.html"
    fc.appendix(fc.assess(asked), language=language).save(path)
    assert fc.verify(path, asked).exit_code == 0
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(r"−1\.0(\s?%)", r"−1.4\1", text)
    assert count
    path.write_text(changed, encoding="utf-8")
    assert fc.verify(path, asked).exit_code == 1


def test_a_counter_draft_changes_only_what_is_proved_wrong(asked):
    """9 % for 50.0 to 52.0 becomes 4 %; GDP's 4.5 % keeps its number and gets a remark."""
    edits = {edit.new: edit.comment for one in redraft(fc.assess(asked)) for edit in one.edits}
    assert set(edits) == {"4.0", None}
    assert any("constant prices" in one for one in edits[None])


def test_a_sign_of_its_own_survives_a_grey_copy():
    """Each gravity has a shape and a sign no other has."""
    assert len(set(SHAPES)) == len(RANKS) == len(FILLS) == len(set(MARKS.values()))
    assert set(MARKS) == set(RANKS) == set(GRAVITY.values())


# ---- spaces

SPACES = [
    {"scope": scope, "period": period, "basis": basis}
    for scope in ("", "same-scope")
    for period in ("", "H1")
    for basis in ("nominal", "real")
]


@st.composite
def mixed(draw):
    """Levels and rates that contradict one another, each put into a space by chance."""
    rows = []
    for place in range(draw(st.integers(2, 9))):
        year = draw(st.integers(2010, 2013))
        space = draw(st.sampled_from(SPACES))
        row = {"claim_id": f"c{place}", "indicator": "x", "end": year} | space
        if draw(st.booleans()):
            row |= {"kind": "level", "value": str(draw(st.integers(50, 200)))}
        else:
            row |= {"kind": "growth", "value": str(draw(st.integers(-40, 80)))}
        rows.append(row)
    return rows


@settings(deadline=None, max_examples=60)
@given(mixed())
def test_claims_in_different_spaces_never_contradict_each_other(rows):
    """Every conflict lies in one space, and claims each in a space of its own have none."""
    made = from_frame(rows, entity="place", as_of=2013)
    for part in solve(made).parts:
        for diagnosis in (part.history, part.plans):
            for conflict in diagnosis.conflicts if diagnosis else ():
                assert len({meaning(made.claim(one), made).space[:3] for one in conflict.claims}) == 1
    alone = {tuple(meaning(one, made).space[:3]): one.claim_id for one in made.claims}
    assume(len(alone) > 1)
    kept = [row for row in rows if row["claim_id"] in alone.values()]
    assert fc.conflicts(from_frame(kept, entity="place", as_of=2013)).empty


# ---- chains


@st.composite
def clashing(draw):
    """A few levels and rates of one series, printed with up to two decimals, that often contradict each other."""
    rows = []
    for place in range(draw(st.integers(3, 8))):
        year = draw(st.integers(2010, 2014))
        row = {"claim_id": f"c{place}", "indicator": "x", "end": year}
        digits = draw(st.integers(0, 2))
        if draw(st.booleans()):
            row |= {"kind": "level", "value": f"{draw(st.floats(1.5, 4000)):.{digits}f}"}
        else:
            row |= {"kind": "growth", "value": f"{draw(st.floats(-40, 90)):.{digits}f}"}
        rows.append(row)
    return rows


STEP = re.compile(
    r"^(?:(?P<how>Times|Divided by) (?P<ratio>[\d,.]+) \(c\d+\), |(?P<but>But ))?"
    r".* (?P<side>at least|at most) (?P<value>[\d,.]*\d)"
)


def number(text):
    """A printed number, exactly."""
    return Fraction(text.replace(",", ""))


@settings(deadline=None, max_examples=150)
@given(clashing())
def test_every_step_of_a_printed_chain_comes_out_on_a_calculator(rows):
    """From the numbers as printed: each bound is the one before times or over the ratio, at most a hair wider."""
    found = fc.conflicts(from_frame(rows, entity="place", as_of=2014))
    assume(len(found) > 0)
    for links in found["chain"]:
        running = None
        for link in links:
            if re.fullmatch(r"Take x in \d+ as 1\.", link):
                running = Fraction(1)
                continue
            step = STEP.match(link)
            assert step, link
            value, low = number(step["value"]), step["side"] == "at least"
            if step["but"]:
                # What was at least so much ends against an "at most", and the other way round.
                assert running <= value if low else running >= value, links
            elif step["how"]:
                ratio = number(step["ratio"])
                reached = running * ratio if step["how"] == "Times" else running / ratio
                # Seven digits of each factor: the printed bound stays true, and is off by less than one in a hundred thousand.
                assert abs(value - reached) <= reached / 100_000, links
                running = value
            else:
                running = value
