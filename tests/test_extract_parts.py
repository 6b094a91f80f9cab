"""Parts and wholes, steps on the way, hedges at the verb, marks of notes: whose number it is, and of which year."""

from dataclasses import replace

import pytest
from readings import claims_of

import forecasting as fc
from forecasting._extract.cleaning import cleaned_document
from forecasting._extract.proposal import LOW, propose
from forecasting._extract.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2023年，进出口总额在下降5%后增长8%，其中出口增长6%。进口增长2%。",
            ["进出口总额 growth -5 % 2022", "进出口总额 growth 8 % 2023", "出口 growth 6 % 2023", "进口 growth 2 % 2023"],
        ),
        (
            "出口在上年下降5%后增长8%。进口增长3%。",
            ["出口 growth -5 % 2022", "出口 growth 8 % 2023", "进口 growth 3 % 2023"],
        ),
        (
            "出口在上年增长10%的高基数上增长6%，进口在上年增长3%的基础上，增长2.5%。",
            ["出口 growth 10 % 2022", "出口 growth 6 % 2023", "进口 growth 3 % 2022", "进口 growth 2.5 % 2023"],
        ),
        ("利润下降5%，后期有望回升。", ["利润 growth -5 % 2023"]),
    ],
)  # fmt: skip
def test_a_step_told_on_the_way_is_of_the_year_before(text, expected):
    """在下降5%后增长8% states both rates: the first of the year before the one spoken of, which goes on to hold."""
    assert claims_of(text, "zh", 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("财政收入近增长40%。", ["财政收入 growth <40 % 2023"]),
        ("财政收入接近增长40%。", ["财政收入 growth <40 % 2023"]),
        ("财政收入增长近40%。", ["财政收入 growth <40 % 2023"]),
        ("财政收入约增长40%。", ["财政收入 growth ~40 % 2023"]),
        ("近年来财政收入增长40%。", ["财政收入 growth 40 % 2023"]),
    ],
)
def test_a_hedge_at_the_verb_is_one(text, expected):
    """近 and 接近 say "less than" before the verb as before the number; in 近年 they are part of a word."""
    assert claims_of(text, "zh", 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "货物进出口总额400亿元。其中，出口230亿元，进口170亿元。服务进出口总额60亿元。其中，出口25亿元。",
            [
                "货物进出口总额 level 400 亿元 2023", "出口 level 230 亿元 2023", "进口 level 170 亿元 2023",
                "服务进出口总额 level 60 亿元 2023", "服务进出口总额：出口 level 25 亿元 2023",
            ],
        ),
        (
            "财政总收入40亿元，其中税收收入30亿元。一般公共预算收入25亿元，其中税收收入20亿元。",
            [
                "财政总收入 level 40 亿元 2023", "税收收入 level 30 亿元 2023",
                "一般公共预算收入 level 25 亿元 2023", "一般公共预算收入：税收收入 level 20 亿元 2023",
            ],
        ),
        (
            "公司实现营业收入120亿元。海外业务实现营业收入30亿元，增长12%。在国内市场，公司营业收入90亿元。",
            [
                "营业收入 level 120 亿元 2023", "海外业务营业收入 level 30 亿元 2023", "海外业务营业收入 growth 12 % 2023",
                "国内市场：营业收入 level 90 亿元 2023",
            ],
        ),
        (
            "五年累计完成固定资产投资6120亿元，其中工业投资2790亿元。",
            ["固定资产投资 total 6120 亿元 2019:2023", "工业投资 total 2790 亿元 2019:2023"],
        ),
        (
            "税收收入18.6亿元，占比87.3%。",
            ["税收收入 level 18.6 亿元 2023", "税收收入占比 level 87.3 % 2023"],
        ),
        (
            "公司净利润6.5亿元，归属于上市公司股东的净利润6.2亿元，扣除非经常性损益后的净利润5.9亿元。",
            [
                "净利润 level 6.5 亿元 2023", "归属于上市公司股东的净利润 level 6.2 亿元 2023",
                "扣除非经常性损益后的净利润 level 5.9 亿元 2023",
            ],
        ),
    ],
)  # fmt: skip
def test_a_part_in_chinese_is_not_taken_for_the_whole(text, expected):
    """What stands after 其中, or of one market, keeps a name of its own where the whole or another part has the same."""
    assert claims_of(text, "zh", 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "公司共有员工9,842人，较上年末增加617人。",
            ["员工 level 9842 人 2023", "员工 change 617 人 2022:2023"],
        ),
        ("从业人员1.2万人，比上年增长3%。", ["从业人员 level 1.2 万人 2023", "从业人员 growth 3 % 2023"]),
        ("公司员工12400人。", ["员工 level 12400 人 2023"]),
    ],
)
def test_a_staff_in_chinese_is_a_number_of_people(text, expected):
    """How many people work there is a level like any other."""
    assert claims_of(text, "zh", 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一季度生产总值增长5.3%，比上年四季度环比增长1.6%。", ["生产总值 growth 5.3 % 2023"]),
        ("3月份，城镇调查失业率为5.2%，比上月下降0.1个百分点。", ["城镇调查失业率 level 5.2 % 2023"]),
        ("3月份，居民消费价格同比上涨0.1%，环比下降1.0%。", ["居民消费价格 level 0.1 % 2023"]),
    ],
)
def test_a_step_of_a_month_or_a_quarter_is_not_one_of_a_year(text, expected):
    """环比 and 比上月 hold a number against the month or quarter before: no year's growth, and no part of one."""
    assert claims_of(text, "zh", 2023) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("地区生产总值[1]1200亿元，比上年增长5%。", "zh", ["地区生产总值 level 1200 亿元 2023", "地区生产总值 growth 5 % 2023"]),
        ("工业增加值①增长6%，出口²增长3%。", "zh", ["工业增加值 growth 6 % 2023", "出口 growth 3 % 2023"]),
        ("Adjusted¹ operating profit rose 4 per cent.", "en", ["adjusted operating profit growth 4 % 2023"]),
        ("Net sales[2] were $5.2 billion.", "en", ["net sales level 5.2 $ billion 2023"]),
        ("Floor space rose to 4.2 million m² in 2023.", "en", []),
    ],
)  # fmt: skip
def test_the_mark_of_a_note_is_no_part_of_a_name(text, language, expected):
    """Raised digits, circled ones and numbers in square brackets behind a word call a note; behind a unit they do not."""
    assert claims_of(text, language, 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The share of pupils in higher education rose 5 per cent, from 60 to 63.",
            [
                "share of pupils in higher education growth 5 % 2023",
                "share of pupils in higher education level 60 % 2022",
                "share of pupils in higher education level 63 % 2023",
            ],
        ),
        (
            "The share of pupils eligible for free meals rose from 22.5 per cent to 23.8 per cent.",
            [
                "share of pupils eligible for free meals level 22.5 % 2022",
                "share of pupils eligible for free meals level 23.8 % 2023",
            ],
        ),
        ("Exports rose 5 per cent, from 60 to 63.", ["exports growth 5 % 2023"]),
        (
            "The enrolment rate rose to 28.4 per cent in 2022 from 23.7 in 2015.",
            ["enrolment rate level 28.4 % 2022", "enrolment rate level 23.7 % 2015"],
        ),
        (
            "Sales rose to £4.2 million from 3.9 million.",
            ["sales level 4.2 £ million 2023", "sales level 3.9 £ million 2022"],
        ),
        ("Output rose to 3.2 million tonnes from 12 plants.", ["output level 3.2 million tonnes 2023"]),
    ],
)
def test_a_share_is_named_whole_and_numbers_take_the_unit_said_before(text, expected):
    """Of a share in per cent, from 60 to 63 are levels in per cent; where the unit is nobody's to guess, they are none."""
    assert claims_of(text, "en", 2023) == expected


def test_a_share_that_rose_by_per_cent_accuses_nobody():
    """Whether a share rose 5 per cent of itself or by five points, nobody says: the claim is read with little confidence."""
    found = read(cleaned_document("The share of pupils staying on rose 5 per cent."), "en", 2023).found
    assert [(one.kind, one.confidence < LOW) for one in found] == [("growth", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Group revenue rose 8% to £120m. Its European business grew revenue by 12% to £30m.",
            [
                "group revenue growth 8 % 2023", "group revenue level 120 £ m 2023",
                "european business revenue growth 12 % 2023", "european business revenue level 30 £ m 2023",
            ],
        ),
        (
            "Revenue of its European business fell 3%. In the UK division, revenue rose 5%.",
            ["revenue of its european business growth -3 % 2023", "uk division revenue growth 5 % 2023"],
        ),
        (
            "Revenue rose 8% and its European business grew 12%.",
            ["revenue growth 8 % 2023", "european business growth 12 % 2023"],
        ),
        ("Its small business lending rose 4%.", ["small business lending growth 4 % 2023"]),
        (
            "Store sales grew 7%, driven by a 5% increase in average ticket.",
            ["store sales growth 7 % 2023"],
        ),
        (
            "Services grew 7.5%. Exports of services grew 9.5%.",
            ["services growth 7.5 % 2023", "exports of services growth 9.5 % 2023"],
        ),
        (
            "The area recorded a €65.9 billion surplus, compared with a deficit of €332.2 billion in 2022.",
            [],
        ),
        ("Spending per pupil was £7,460.", ["spending per pupil level 7460 £ 2023"]),
    ],
)  # fmt: skip
def test_a_part_in_english_is_not_taken_for_the_whole(text, expected):
    """A business of a group, what drove a step, an object of a name: none of them is the name alone."""
    assert claims_of(text, "en", 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The group employed 12,400 people at the year end (2022: 11,950).",
            ["people level 12400 people 2023", "people level 11950 people 2022"],
        ),
        ("The company had 14,850 employees.", ["employees level 14850 employees 2023"]),
        ("Headcount rose to 3,200.", ["headcount level 3200 people 2023"]),
        ("It had 40 shops in 12 countries.", []),
    ],
)
def test_a_staff_in_english_is_a_number_of_people(text, expected):
    """How many people a firm employs is a level, with its unit or without."""
    assert claims_of(text, "en", 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Output grew from 4.2 million tonnes in 2018 to 8.2 million tonnes in 2023, an average annual growth of 14.2 per cent.",
            [
                "output level 4.2 million tonnes 2018", "output level 8.2 million tonnes 2023",
                "output average_growth 14.2 % 2018:2023",
            ],
        ),
        (
            "Exports of garments more than doubled between 2013 and 2023, an average annual growth of 7.7 per cent.",
            ["exports of garments multiple >2 times 2013:2023", "exports of garments average_growth 7.7 % 2013:2023"],
        ),
        (
            "Arrivals reached 13.6 million, more than double the 6.3 million in 2022.",
            ["arrivals level 13.6 million 2023", "arrivals level 6.3 million 2022"],
        ),
        ("Sales were more than double those of 2019.", ["sales multiple >2 times 2019:2023"]),
        ("Exports doubled in 2023.", ["exports multiple 2 times 2022:2023"]),
        (
            "Profit was $3.9 billion, or 16.0% of sales.",
            ["profit level 3.9 $ billion 2023", "profit share 16.0 % 2023"],
        ),
        (
            "GDP increased 6.3 percent, or $1.6 trillion, compared with an increase of 9.1 percent, or $2.2 trillion, in 2022.",
            [
                "gdp growth 6.3 % 2023", "gdp change 1.6 $ trillion 2022:2023",
                "gdp growth 9.1 % 2022", "gdp change 2.2 $ trillion 2021:2022",
            ],
        ),
        ("GDP rose 5 per cent in 2023, following a rise of 3 per cent.", ["gdp growth 5 % 2023"]),
        (
            "GDP growth is estimated to have slowed to 4.8 percent in 2023, from 5.6 percent in 2022, and is projected at 5.1 percent in 2024.",
            ["gdp growth growth 4.8 % 2023", "gdp growth growth 5.6 % 2022", "gdp growth growth 5.1 % 2024"],
        ),
    ],
)  # fmt: skip
def test_what_is_said_twice_and_of_several_years(text, expected):
    """A step told as an average, as an amount or as a share too, and what it is held against, each of its own years."""
    assert claims_of(text, "en", 2023) == expected


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Inflation peaked at 9.8 per cent in June and averaged 7.2 per cent in 2022.", ["M06", ""]),
        (
            "The unemployment rate was 6.4% in December 2022. Reserves were $5bn in December 2022.",
            ["M12", ""],
        ),
    ],
)
def test_a_rate_of_a_month_is_not_that_of_the_year(text, periods):
    """A rate dated by a month is of that month; a stock in a month is that of the year."""
    found = read(cleaned_document(text), "en", 2022).found
    assert [one.period for one in found] == periods


def test_more_than_a_number_holds_what_was_cut_off_to_it():
    """More than $24.3bn is what 24.30 to 24.40 cut off to one decimal reads like: from 22.9 by 6 per cent it is 24.274, within what 22.95 and 6.5 per cent allow."""
    text = "Annual report 2023\nRevenue rose 6 per cent to more than $24.3bn in 2023 (2022: $22.9bn)."
    dossier = propose([cleaned_document(text)]).dossier
    assert [(one.comparator, one.value) for one in dossier.claims if one.kind == "level"] == [
        (">", "24.3"),
        ("=", "22.9"),
    ]
    sure = replace(dossier, claims=tuple(replace(claim, note="") for claim in dossier.claims))
    assert {one.verdict for one in fc.assess(sure).found} & {"inconsistent", "implausible"} == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Inflation averaged 5.3 per cent, and the policy rate was lowered by 150 basis points to 7.5 per cent.",
            ["inflation level 5.3 % 2023"],
        ),
        (
            "GDP grew by 5.9 per cent, driven by agriculture (6.2 per cent) and services (7.0 per cent).",
            ["gdp growth 5.9 % 2023"],
        ),
        (
            "Coal generation rose 1.4%, and its share of the mix fell to 34.4%.",
            ["coal generation growth 1.4 % 2023", "coal generation share of the mix level 34.4 % 2023"],
        ),
        ("Earnings were £702; after adjusting for inflation, pay grew 2.6%.", ["earnings level 702 £ 2023"]),
        ("GDP grew 5 per cent and is expected to grow 6 per cent.", ["gdp growth 5 % 2023", "gdp growth 6 % 2024"]),
    ],
)  # fmt: skip
def test_a_verb_with_a_subject_of_its_own_says_nothing_of_the_name_before(text, expected):
    """A second clause, a bracket behind another name and a share have subjects of their own, known or not."""
    assert claims_of(text, "en", 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The deficit narrowed to $1.9 billion, or 3.1 per cent of GDP, from $2.6 billion, or 4.6 per cent of GDP, in 2022.",
            [
                "deficit level 1.9 $ billion 2023", "deficit share 3.1 % 2023",
                "deficit level 2.6 $ billion 2022", "deficit share 4.6 % 2022",
            ],
        ),
        (
            "Construction grew by 5.2 per cent, faster than the 4.6 per cent growth in the previous year.",
            ["construction growth 5.2 % 2023", "construction growth 4.6 % 2022"],
        ),
        ("Construction grew by 5.2 per cent, faster than the 4.6 per cent growth of industry.", ["construction growth 5.2 % 2023"]),
    ],
)  # fmt: skip
def test_the_year_of_what_is_told_twice_or_outpaced(text, expected):
    """A year behind the same number in another form dates both; a growth outpaced is a claim where it is its own past."""
    assert claims_of(text, "en", 2023) == expected


def test_town_and_country_told_in_one_name_are_two():
    """城乡居民…分别达到 gives one number for the towns and one for the country."""
    text = "城乡居民人均可支配收入分别达到48260元、26130元，分别增长4.7%和6.6%。"
    assert claims_of(text, "zh", 2023) == [
        "城镇居民人均可支配收入 level 48260 元 2023", "农村居民人均可支配收入 level 26130 元 2023",
        "城镇居民人均可支配收入 growth 4.7 % 2023", "农村居民人均可支配收入 growth 6.6 % 2023",
    ]  # fmt: skip


def test_guidance_for_the_whole_year_in_a_half_year_report_is_of_that_year():
    """For the full year, said in a report on the six months to June 2024, is 2024."""
    text = "Half-year results for the six months ended 30 June 2024\nFor the full year we expect revenue growth of 4%."
    assert claims_of(text, "en") == ["revenue growth growth 4 % 2024"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On a monthly basis, CPI rose by 0.3% in December 2023, and by 4.1% on the year.",
            ["cpi level 4.1 % 2023"],
        ),
        ("GDP grew 0.2% quarter-on-quarter, and it grew 1.1% in 2023.", ["gdp growth 1.1 % 2023"]),
        (
            "The CPI goods annual rate rose from 0.4% to 0.7%.",
            ["cpi goods growth 0.4 % 2022", "cpi goods growth 0.7 % 2023"],
        ),
        (
            "Income rose 12 per cent, of which £31 million came from donations, up 18 per cent.",
            ["income growth 12 % 2023"],
        ),
        (
            "Personal income increased $1.32 trillion, or 5.4 percent, in 2023.",
            ["personal income change 1.32 $ trillion 2022:2023", "personal income growth 5.4 % 2023"],
        ),
    ],
)
def test_steps_of_a_month_and_numbers_of_a_part_in_english(text, expected):
    """A step on the month or quarter is none of a year; a number behind "of which" and of goods in CPI is not of the whole."""
    assert claims_of(text, "en", 2023) == expected


def test_the_price_basis_of_the_next_clause_is_not_that_of_this_one():
    """Disposable income increased 5.3 percent and real income 2.7: the first is not real."""
    found = read(
        cleaned_document("Disposable income increased 5.3 percent and real GDP increased 2.7 percent."),
        "en",
        2023,
    ).found
    assert [one.basis for one in found] == ["", "real"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "利润总额74.3亿元，较2020年翻了近一番。",
            ["利润总额 level 74.3 亿元 2023", "利润总额 multiple <1 番 2020:2023"],
        ),
        ("新建商品房销售面积112.4万平方米。", ["新建商品房销售面积 level 112.4 万平方米 2023"]),
    ],
)
def test_a_doubling_nearly_reached_and_floor_space_sold(text, expected):
    """翻了近一番 is less than a doubling; an area sold is a level of the place."""
    assert claims_of(text, "zh", 2023) == expected
