"""Years: fiscal years printed as two, and the year of each item of a list."""

import pytest
from readings import claims_of

from forecasting.extract.cleaning import cleaned_document
from forecasting.extract.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Goods exports rose 5 per cent to US$ 420 billion in 2022-23 from US$ 400 billion in 2021-22. "
            "Services exports grew 20 per cent to US$ 300 billion from US$ 250 billion.",
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
