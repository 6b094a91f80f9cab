"""Passages as statistical offices, treasuries and firms print them, read by machine: the honest ones are not accused.

Those of China's statistical communiqués, the Bureau of Economic Analysis, MoSPI and the People's Bank carry the published
numbers; the others are made to be consistent by hand.
"""

import json
from pathlib import Path

import pytest

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
