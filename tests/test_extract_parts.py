"""Parts and wholes, steps on the way, hedges at the verb, marks of notes: whose number it is, and of which year."""

import pytest
from readings import claims_of


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
