"""Years: fiscal years printed as two, and the year of each item of a list."""

import pytest
from readings import claims_of

from forecasting._extract.cleaning import cleaned_document
from forecasting._extract.readers import read_bytes
from forecasting._extract.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ("Goods exports rose 5 per cent to US$ 420 billion in 2022-23 from US$ 400 billion in 2021-22. "
            "Services exports grew 20 per cent to US$ 300 billion from US$ 250 billion."),
            ["goods exports growth 5 % 2023", "goods exports level 420 US$ billion 2023", "goods exports level 400 US$ billion 2022",
             "services exports growth 20 % 2023", "services exports level 300 US$ billion 2023", "services exports level 250 US$ billion 2022"],
        ),
        (
            "Annual Report 2022-23\nRevenue was Rs 470 crore, against Rs 430 crore in 2021-22.",
            ["revenue level 470 Rs crore 2023", "revenue level 430 Rs crore 2022"],
        ),
        ("2022-23 Annual Report\nRevenue was Rs 470 crore.", ["revenue level 470 Rs crore 2023"]),
        ("In 2022/2023 revenue was £6m.", ["revenue level 6 £ m 2023"]),
        (
            "Revenue rose from Rs 310 crore in FY2021-22 to Rs 350 crore in FY2022-23.",
            ["revenue level 310 Rs crore 2022", "revenue level 350 Rs crore 2023"],
        ),
        ("Exports grew by 7 per cent a year between 2018-19 and 2022-23.", ["exports average_growth 7 % 2019:2023"]),
        ("Output grew 4 per cent a year over 2015-20.", ["output average_growth 4 % 2014:2020"]),
    ],
)  # fmt: skip
def test_a_fiscal_year_counts_as_the_one_it_ends_in(text, expected):
    """One rule for the sentence that prints it and for those that only go on, the years found from the text alone; 2015-20 is no fiscal year."""
    assert claims_of(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Merchandise exports were $400 billion in 2023. Overall exports reached $700 billion. The goal is $2 trillion of exports by 2030.",
            ["exports", "exports_of_goods_and_services", "exports_of_goods_and_services"],
        ),
        ("Overall exports were $700 billion in 2023. Merchandise exports were $400 billion. Exports fell in the first quarter by 3%.",
            ["exports_of_goods_and_services", "exports", "exports"]),
        ("Exports were $400 billion in 2023.", ["exports"]),
        ("Imports of goods and services were $800 billion in 2023.", ["imports_of_goods_and_services"]),
    ],
)  # fmt: skip
def test_overall_exports_are_not_those_of_goods(text, expected):
    """The total of goods and services is an indicator of its own, also for plain exports told after it."""
    assert [one.subject.id for one in read(cleaned_document(text), "en").found] == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022年、2023年出口额分别为90亿元和96亿元。", {"90": "2022", "96": "2023"}),
        ("2021—2023年，税收分别增长7.1%、5.2%、4.0%。", {"7.1": "2021", "5.2": "2022", "4.0": "2023"}),
        ("2021—2023年，出口、税收分别增长7%和5%。", {"7": "2020:2023", "5": "2020:2023"}),
        ("2023年出口96亿元，2022年为90亿元，进口70亿元。", {"96": "2023", "90": "2022", "70": "2023"}),
        ("2023年出口96亿元，上年90亿元，增长7%，进口70亿元。", {"96": "2023", "90": "2022", "7": "2023", "70": "2023"}),
        ("2023年出口96亿元，2020年为80亿元，比2019年增长3%。", {"96": "2023", "80": "2020", "3": "2020"}),
        ("2023年出口96亿元，2021年进口60亿元，下降2%。", {"96": "2023", "60": "2021", "-2": "2021"}),
        ("油料产量2021年5.1万吨、2022年5.4万吨、2023年5.6万吨。", {"5.1": "2021", "5.4": "2022", "5.6": "2023"}),
        ("2022年末常住人口80.1万人，2023年末81.2万人。", {"80.1": "2022", "81.2": "2023"}),
        ("2023年出口96亿元，比2020年增加16亿元，进口70亿元，下降1%。", {"96": "2023", "16": "2020:2023", "70": "2023", "-1": "2023"}),
        ("与2018年相比，2023年出口增长40%，进口增长35%。", {"40": "2018:2023", "35": "2018:2023"}),
        ("2023年出口96亿元，较2019年增长21%，同比增长6%。", {"96": "2023", "21": "2019:2023", "6": "2023"}),
        ("出口由2018年的70亿元增加到2023年的96亿元，进口由60亿元增加到70亿元。",
            {"70": "2018 2023", "96": "2023", "60": "2018"}),
        ("2023年企业120家，2022年98家。", {}),
        ("2018年40.5亿元的出口目标没有完成。", {}),
    ],
)  # fmt: skip
def test_each_item_of_a_chinese_list_has_its_own_year(text, years):
    """An earlier year named for comparison ends where another name begins, a base with the number it is said of; one name with several years gives a number to each."""
    told: dict[str, str] = {}
    for claim in claims_of(text, "zh", 2023):
        value, _, year = claim.split()[-3:]
        told[value] = f"{told[value]} {year}" if value in told else year
    assert told == years


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Interim results for the six months ended 30 June 2023", "H1"),
        ("Trading statement for the nine months ended 30 September 2023", "Q1-Q3"),
        ("Annual report for the year ended 31 December 2023", ""),
        ("Fourth quarter and full-year results 2023", ""),
    ],
)
def test_the_title_of_a_half_year_report_holds_for_its_numbers(title, period):
    """What is told without a time is of the part of the year in the title, so that it is not held against whole years; what is said of the full year is not."""
    text = f"{title}\nRevenue was £318m. Full-year revenue was £600m in 2022."
    told = {one.value: (one.last, one.period) for one in read(cleaned_document(text), "en").found}
    assert told == {"318": (2023, period), "600": (2022, "")}


COMPARED = [
    (
        "Exports were $612 million in 2022, compared with $588 million a year earlier, up 4.1 per cent.",
        ["exports level 612 $ million 2022", "exports level 588 $ million 2021", "exports growth 4.1 % 2022"],
    ),
    (
        "Net profit was $312 million against $284 million in the previous year, up 9.9%.",
        ["net profit level 312 $ million 2022", "net profit level 284 $ million 2021", "net profit growth 9.9 % 2022"],
    ),
    (
        "Receipts were Rs 27.2 lakh crore in 2022, an increase of 11.9 per cent over Rs 24.3 lakh crore in 2021.",
        ["receipts level 27.2 Rs lakh crore 2022", "receipts growth 11.9 % 2022", "receipts level 24.3 Rs lakh crore 2021"],
    ),
    (
        "Receipts were $27.2 billion, up 11.9 per cent on $24.3 billion in 2021.",
        ["receipts level 27.2 $ billion 2022", "receipts growth 11.9 % 2022", "receipts level 24.3 $ billion 2021"],
    ),
    (
        "Revenue was €412.3 million, up 8.4 per cent on the first half of 2021.",
        ["revenue level 412.3 € million 2022", "revenue growth 8.4 % 2022"],
    ),
    (
        "The city aims to lift visitors to 2.4 million by 2025 by 20 per cent over 2020.",
        ["visitors level 2.4 million 2025", "visitors growth 20 % 2020:2025"],
    ),
    ("In 2022 alone GDP fell 3.1 per cent.", ["gdp growth -3.1 % 2022"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMPARED)
def test_what_a_number_is_compared_with_dates_only_itself(text, expected):
    """In a report on 2022 the year of the number compared with is not that of the number before or after it."""
    assert claims_of(text, "en", 2022) == expected


def test_what_was_printed_before_a_revision_is_no_claim():
    """The estimate that 2.9 per cent replaces was never the growth of the year before."""
    text = "GDP grew 2.9 per cent in 2022, revised up from 2.6 per cent."
    assert claims_of(text, "en", 2022) == ["gdp growth 2.9 % 2022"]


def test_a_half_year_compared_with_does_not_date_a_report():
    """The title says 2023; the first half of 2022 is what 2023 is compared with."""
    text = "Half-year report, six months ended 30 June 2023\n\nRevenue was €412.3 million, up 8.4 per cent on the first half of 2022."
    assert [(one.value, one.last, one.period) for one in read(cleaned_document(text), "en").found] == [
        ("412.3", 2023, "H1"),
        ("8.4", 2023, "H1"),
    ]


@pytest.mark.parametrize(
    "head", ["change 2023/22, %", "2023/22", "2023/2022", "2023 vs 2022, %", "% 2023 on 2022"]
)
def test_a_column_of_one_year_against_the_one_before_is_growth(head):
    """2023/22 is 2023 against 2022, not the fiscal year 2023-24, and 5.6 is no second level of 2023."""
    table = f"# Annual Report 2023\n\n| £m | 2022 | 2023 | {head} |\n|---|---|---|---|\n| Revenue | 1,042.5 | 1,101.3 | 5.6 |\n"
    found = read(read_bytes(table.encode(), "report.md"), "en").found
    assert [(one.kind, one.value, one.last) for one in found] == [
        ("level", "1042.5", 2022),
        ("level", "1101.3", 2023),
        ("growth", "5.6", 2023),
    ]
