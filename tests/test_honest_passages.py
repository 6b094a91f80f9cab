"""Passages as statistical offices, treasuries and firms print them, read by machine: the honest ones are not accused.

Those of China's statistical communiqués, the Bureau of Economic Analysis, MoSPI and the People's Bank carry the published
numbers; the others are made to be consistent by hand.
"""

import json
from pathlib import Path

import pytest
from test_honest_reports import folder

import forecasting as fc
from forecasting.cli import main

HONEST = {
    # 24.3 / 8 = 3.04 over ten years; 22.1 to 24.3 is the year's own step.
    "tripled over ten years": "全市财政收入由2002年的8亿元增加到2012年的24.3亿元,增长两倍。2011年全市财政收入22.1亿元。",
    "doublings over ten years": "全市地区生产总值由2002年的120亿元增加到2012年的498亿元,翻两番。2011年地区生产总值441亿元。",
    "same scope in a bracket": "2012年,全市财政收入86.5亿元,增长25%(同口径)。2011年财政收入71.2亿元。",
    "comparable scope in a bracket": "2012年,全市财政收入86.5亿元,增长25%(按可比口径计算)。2011年财政收入71.2亿元。",
    "a tax reform left out, in a bracket": "2016年全市一般公共预算收入51.3亿元,同比增长5.2%(剔除营改增影响)。2015年全市一般公共预算收入53.85亿元。",
    "refunds added back, in a bracket": "2022年全市财政收入86.5亿元,增长25%(还原留抵退税后)。2021年财政收入71.2亿元。",
    "in yuan, beside dollars": "2012年全市外贸出口86.5亿美元,比上年增长25%(人民币计价)。2011年外贸出口71.2亿美元。",
    "one-off items left out": "2012年全市财政收入86.5亿元,扣除一次性因素影响,比上年增长25%。2011年财政收入71.2亿元。",
    "scope in the clause after": "2012年全市财政收入86.5亿元,比上年增长25%,增幅为同口径计算。2011年财政收入71.2亿元。",
    "scope in a note": "2012年,全市财政收入86.5亿元,增长25%;税收收入60亿元,增长20%。2011年财政收入71.2亿元,税收收入51.3亿元。"
    "注:本文增速均按可比口径计算。",
    "a base since adjusted": "2023年度公司营业收入45.62亿元,较上年增长18.3%(调整后)。2022年度营业收入36.20亿元(调整前)、38.56亿元(调整后)。",
    "a base adjusted back": "2023年,公司实现营业收入45.62亿元,同比增长18.3%(上年同期数已追溯调整)。2022年,公司实现营业收入36.20亿元。",
    "a scope that changed": "2012年,全市旅游总收入86.5亿元,增长25%。2011年旅游总收入71.2亿元(统计口径调整)。",
    "firms above a threshold": "2014年规模以上工业企业主营业务收入1856亿元,增长9.8%;2013年规模以上工业企业主营业务收入1742亿元。",
    "shops above a threshold": "2023年全市限额以上批发业销售额2310亿元,增长14%。2022年全市限额以上批发业销售额2120亿元。",
    # People's Bank: 2375905 - 227481 = 2148424, against 2139853 printed a year before; 2375905 / 2148424 = 1.1059.
    "loans of 2023": "2023年末全部金融机构人民币各项贷款余额2375905亿元,比年初增加227481亿元,增长10.6%。"
    "2022年末全部金融机构人民币各项贷款余额2139853亿元,增长11.1%。",
    "nominal and real income": "2023年全国居民人均可支配收入39218元,比上年增长6.3%,扣除价格因素,实际增长6.1%。"
    "2022年全国居民人均可支配收入36883元。",
    "communiqué of 2024": "初步核算,2024年国内生产总值1349084亿元,比上年增长5.0%。2023年国内生产总值1260582亿元,比上年增长5.2%。",
    "budget of 2023": "2023年,全国一般公共预算收入216784亿元,为预算的99.8%,比2022年增长6.4%。2022年全国一般公共预算收入203649亿元。",
    "like-for-like in a bracket": "Revenue in 2022 was £812 million, up 9.4% (like-for-like). Revenue in 2021 was £776 million.",
    "restated in a bracket": "Revenue in 2022 was £812 million, up 9.4% (2021 restated). Revenue in 2021 was £776 million.",
    "constant perimeter": "Revenue in 2022 was £812 million, up 9.4% year on year at constant perimeter. Revenue in 2021 was £776 million.",
    "constant dollars": "Sales for 2019 were $612 million, up 3.0% in constant dollars; sales for 2018 were $610 million.",
    "unchanged exchange rates": "Revenue in 2019 was EUR 612 million, up 3.0% at unchanged exchange rates; revenue in 2018 was EUR 610 million.",
    "net of currency effects": "Revenue in 2019 was EUR 612 million, up 3.0% net of currency effects; revenue in 2018 was EUR 610 million.",
    "adjusted for securitisation": "Loans grew by 9.1% in 2014, adjusted for sales and securitisation. "
    "Loans were EUR 412 billion at end-2014, against EUR 398 billion at end-2013.",
    "pro forma": "Turnover rose 4 % in 2016 on a pro-forma basis to EUR 620 million. Turnover in 2015 was EUR 518 million.",
    "calendar-adjusted": "Retail sales in 2019 were EUR 612 million, up 3.0% on a calendar-adjusted basis; "
    "retail sales in 2018 were EUR 610 million.",
    "full-time equivalents": "Employment in 2019 was 61.2 thousand, up 3.0% on a full-time-equivalent basis; employment in 2018 was 61.0 thousand.",
    "in rupee terms": "Exports in 2019 were $612 million, up 3.0% in rupee terms; exports in 2018 were $610 million.",
    "an accounting standard left out": "Revenue in 2019 was EUR 612 million, up 3.0% excluding the effect of IFRS 16; "
    "revenue in 2018 was EUR 610 million.",
    "excluding, before its number": "Excluding acquisitions and disposals, revenue grew 9.4% in 2022. "
    "Revenue in 2022 was £812 million; revenue in 2021 was £776 million.",
    "excluding, at the head": "Excluding acquisitions, revenue in 2022 was £812 million, up 9.4%. Revenue in 2021 was £776 million.",
    "real, set apart by commas": "GDP grew by 5.2% in 2022, in real terms, to reach 812 billion pesos. GDP in 2021 was 742 billion pesos.",
    "a note on all growth": "Revenue in 2022 was £812 million, up 9.4% year on year. Growth rates in this report are at constant exchange "
    "rates unless otherwise stated. Revenue in 2021 was £776 million.",
    "India's two bases": "Real GDP in the year 2023-24 is estimated at ₹172.90 lakh crore, against ₹160.71 lakh crore in 2022-23, showing "
    "a growth of 7.6 per cent. Nominal GDP in the year 2023-24 is estimated at ₹293.90 lakh crore, against ₹269.50 lakh crore in "
    "2022-23, showing a growth rate of 9.1 per cent.",
    "annualised quarters": "Real GDP increased at an annual rate of 3.3 percent in the fourth quarter of 2023. Real GDP increased 2.5 percent "
    "in 2023. Current-dollar GDP increased 4.8 percent at an annual rate, or $328.7 billion, in the fourth quarter to a level of $27.94 "
    "trillion. In 2023, current-dollar GDP increased 6.3 percent, or $1.61 trillion, to a level of $27.36 trillion.",
    "a fiscal and a calendar year": "In fiscal year 2022/23 the Authority handled 14.2 million tonnes, up 5.2 percent on 2021/22 (13.5 million "
    "tonnes). In calendar 2022, throughput was 13.9 million tonnes, up 7.8 percent from 12.9 million in 2021.",
    "the mean and the end of a year": "Average employment in 2022 was 12,430 persons, up 3.1% from 12,056 in 2021. At the end of 2022 the company "
    "employed 12,810 people, 4.9% more than a year earlier (12,212).",
    "53 weeks": "Sales in the 53 weeks ended 3 January 2021 were £1,862 million, up 6.8% (52-week basis: 4.9%). "
    "Sales in the 52 weeks ended 28 December 2019 were £1,744 million.",
    # 4.6 / 2.1 = 2.19 over six years.
    "a rise between two years, told after them": "Exports rose from $2.1 billion in 2009 to $4.6 billion in 2015, an increase of 119%. "
    "Exports were $4.4 billion in 2014.",
    "a rise between two years, told before them": "Exports rose 119% to $4.6 billion in 2015 from $2.1 billion in 2009. "
    "Exports were $4.4 billion in 2014.",
    # 1204.5 / 1150.2 = 1.0472.
    "compared with a number and its bracket": "Revenue was $1,204.5 million in 2019 compared with $1,150.2 million (as reported) in 2018, an "
    "increase of 4.7%. Revenue in 2017 was $1,064.8 million.",
    "against two years": "Revenue was $1,204.5 million in 2019, against $1,150.2 million in 2018 and $1,064.8 million in 2017, up 4.7%.",
    "after a year's decline": "After a decline of 2.1% in 2018, revenue grew 4.7%. Revenue was $1,204.5 million in 2019, $1,150.2 million in 2018 "
    "and $1,174.9 million in 2017.",
    "two years, each before its number": "GDP in 2022 grew by 3.4%, in 2023 by 0.4%. GDP in 2023 was EUR 310 billion, EUR 309 billion in 2022.",
    "a quarter nobody names": "Compared with the same quarter of 2022, nominal GDP increased by 0.1%. Nominal GDP was EUR 310 billion in 2023 and "
    "EUR 290 billion in 2022.",
}  # fmt: skip

# One plausible slip each: the claim that must be among those accused.
WRONG = {
    "two digits of a level swapped": ("2012年全市一般公共预算收入86.5亿元,比上年增长12.4%。2011年一般公共预算收入79.6亿元。", "general_budget_revenue-2012-growth"),
    "two digits of a rate swapped": ("2009年财政收入10.36亿元,比上年增长29.8%;2008年财政收入8.04亿元。", "fiscal_revenue-2009-growth"),
    "growth from the year before the last": ("2012年财政收入34.3亿元,比上年增长55.2%。2011年财政收入27.4亿元,2010年财政收入22.1亿元。", "fiscal_revenue-2012-growth"),
    "per cent for points": ("2015年城镇化率52.6%,比上年提高2.5个百分点。2014年城镇化率51.3%。", "urbanisation-2015-points"),
    "万 for 亿": ("2012年财政收入86.5万元,比上年增长21.5%。2011年财政收入71.2亿元。", "fiscal_revenue-2012-growth"),
    "digits of a change swapped": ("2012年存款余额2846.3亿元,比年初增加212.6亿元,增长8.4%。2011年末存款余额2624.7亿元。", "deposits-2012-change"),
    "one fold too many": ("2012年财政收入24.3亿元,是2002年的4倍。2002年财政收入8亿元。", "fiscal_revenue-2012-multiple"),
    "tripled told as two doublings": ("财政收入由2002年的8亿元增加到2012年的24.3亿元,翻两番。", "fiscal_revenue-2012-multiple"),
    "an average of another span": ("“十二五”期间,全县财政收入年均增长18.8%,2015年达到126.4亿元。2010年全县财政收入75.6亿元。", "fiscal_revenue-2015-average_growth"),
    "a share of another year": ("2012年,全市地区生产总值500亿元,其中第二产业增加值260亿元,占地区生产总值的比重为48.0%。", "secondary_value_added-2012-share"),
    "a fall told as a rise": ("2012年出口3.2亿美元,比上年增长8.6%。2011年出口3.5亿美元。", "exports-2012-growth"),
    "ten times too many people": ("2022年末常住人口532.6万人,比上年末减少5万人。2021年末常住人口533.1万人。", "population-2022-change"),
    "real growth called nominal": ("2023年城镇居民人均可支配收入51821元,比上年名义增长4.1%。2022年城镇居民人均可支配收入49283元。", "urban_income-2023-growth"),
    "growth of a step on the way": ("2014年末存款余额1090.9亿元,比上年增长12%;2013年末存款余额954亿元。", "deposits-2014-growth"),
    "digits swapped, English": ("Revenue in 2022 was £812 million, up 6.4%. Revenue in 2021 was £776 million.", "revenue-2022-growth"),
    "million for billion": ("Exports grew by 15.4 per cent to $1,007.9 million in 2023 from $873.1 billion in 2022.", "exports-2023-growth"),
    "an increase between two years": ("Exports rose from $2.1 billion in 2009 to $4.6 billion in 2015, an increase of 219%.", "exports-2015-growth"),
}  # fmt: skip


def accused(place: Path, text: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `assess REPORT` accuses of a text: the claims of each inconsistent finding and each conflict."""
    report = place / "report.txt"
    report.write_text(text, encoding="utf-8")
    main(["assess", str(report), "--format", "json", "--language", "en"])
    found = json.loads(capsys.readouterr().out)
    wrong = [one for one in found["findings"] if one["verdict"] == "inconsistent"]
    return [claim for one in (*wrong, *found["conflicts"]) for claim in one["claims"]]


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_an_honest_passage_is_not_accused(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an honest statistician can mean by a passage is accused of nothing."""
    assert accused(tmp_path, text, capsys) == []


@pytest.mark.parametrize(("text", "claim"), WRONG.values(), ids=WRONG)
def test_a_slip_is_found_and_named(
    text: str, claim: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number that nothing honest explains is accused, by name."""
    assert claim in accused(tmp_path, text, capsys)


def cells(text: str, claim_id: str) -> dict[str, str]:
    """The row of one claim of a text."""
    return next(one for one in fc.extract(text).to_dict("records") if one["claim_id"] == claim_id)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("2012年财政收入86.5亿元,增长25%(同口径)。", "财政收入86.5亿元,增长25%(同口径)"),
        ("2012年财政收入86.5亿元,增长25%(其中税收增长9%)。", "财政收入86.5亿元,增长25%"),
        ("2012年财政收入86.5亿元,增长25%,扣除价格因素,实际增长6.1%。", "财政收入86.5亿元,增长25%"),
    ],
)
def test_a_quote_runs_on_over_what_governs_its_number(text: str, quote: str) -> None:
    """The words behind a number that say on what it is reckoned belong to its quote; those of the next number do not."""
    assert cells(text, "fiscal_revenue-2012-growth")["quote"] == quote


def test_a_step_told_from_one_year_to_another_counts_from_the_first() -> None:
    """What a from-to pair of levels grew by counts from its first year; 同比 and another name do not."""
    text = "全市财政收入由2002年的8亿元增加到2012年的24.3亿元,增长两倍,同比增长9%,出口增长4%。"
    assert cells(text, "fiscal_revenue-2012-multiple")["start"] == "2002"
    assert cells(text, "fiscal_revenue-2012-growth")["start"] == ""
    assert cells(text, "exports-2012-growth")["start"] == ""


def test_a_market_of_a_firm_is_not_the_place_of_its_report() -> None:
    """UK sales are of the UK; international sales and those of the group are not."""
    text = "Group sales were £1,043 million in 2021. UK sales were up 4.6% in 2021 and international sales down 2.1%."
    found = fc.extract(text).set_index("claim_id")["entity"]
    assert found["uk-company_revenue-2021-growth"] == "uk"
    assert found["company_revenue-2021"] == found["international_sales-2021-growth"] == "report"


def test_a_minus_before_the_currency_is_read() -> None:
    """-$0.93 trillion is no level of 0.93."""
    found = fc.extract("Net exports were -$0.93 trillion in 2023 and $0.10 trillion in 2022.")
    assert "0.93" not in set(found["value"])


HEAD = """@as_of 2022
@source report 2023
@emp Employees | persons | measure = "count" | basis = "physical"
@pop Population | thousand | basis = "physical"
"""


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        # 12,810 / 12,212 = 1.049: of the year's end, beside the mean of 2021.
        (
            (
                "emp; level; 12056 persons; 2021; average 12,056 persons in 2021\n"
                "emp; level; 12810 persons; 2022; 12,810 persons at the end of 2022\n"
                "emp; growth; 4.9 %; 2022; 4.9% more than a year earlier"
            ),
            "conditional",
        ),
        (
            (
                "emp; level; 12056 persons; 2021; average 12,056 persons in 2021\n"
                "emp; level; 12430 persons; 2022; average 12,430 persons in 2022\n"
                "emp; growth; 4.9 %; 2022; up 4.9%"
            ),
            "inconsistent",
        ),
        # ln(161.2 / 120.4) / 10 = 2.92 %, compounded 2.96 %.
        (
            (
                "pop; level; 120.4 thousand; 2012; 120.4 thousand\npop; level; 161.2 thousand; 2022; 161.2 thousand\n"
                "pop; average_growth; 2.92 %; 2012-2022; average annual growth 2.92 percent"
            ),
            "conditional",
        ),
        (
            (
                "pop; level; 120.4 thousand; 2012; 120.4 thousand\npop; level; 161.2 thousand; 2022; 161.2 thousand\n"
                "pop; average_growth; 2.62 %; 2012-2022; average annual growth 2.62 percent"
            ),
            "inconsistent",
        ),
    ],
)
def test_means_ends_and_logs(lines: str, verdict: str, tmp_path: Path) -> None:
    """A mean beside a year's end, and people growing by logs in bare thousands, are no contradiction; other rates are."""
    found = fc.assess(fc.load(folder(tmp_path, HEAD + lines))).findings
    tested = found[found["check"] == "growth_against_levels"]
    assert set(tested["verdict"]) == {verdict}
