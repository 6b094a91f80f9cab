"""Quotes: what stands in them, what contradicts a row, which words govern its number, and what a row leaves out."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forecasting as fc
from forecasting.cli import main
from forecasting.dossier import COLUMNS, Claim, governing, normalise
from forecasting.dossier.quotes import quote_flaws
from forecasting.dossier.warnings import warnings
from forecasting.numbers.characters import fold
from forecasting.numbers.numerals import occurs
from forecasting.numbers.printed import printed
from forecasting.words import render

ROOT = Path(__file__).resolve().parent.parent


def row(value: str, unit: str, kind: str, quote: str) -> dict[str, str]:
    """The cells of a row that its quote is held against."""
    return {"value": value, "unit": unit, "kind": kind, "quote": quote}


def written(place: Path, rows: list[str]) -> Path:
    """A dossier folder of two indicators; rows give the filled columns of `FILLED`, the others are empty."""
    (place / "dossier.toml").write_text(
        'title = "t"\nentity = "zone"\nas_of = 2019\n[sources.r]\ntitle = "r"\npublished = 2020\n'
        '[indicators.x]\nlabel = "x"\nbasis = "nominal"\nunit = "亿元"\n'
        '[indicators.p]\nlabel = "p"\nbasis = "physical"\nunit = "万人"\n',
        encoding="utf-8",
    )
    lines = [",".join(COLUMNS)]
    for row in rows:
        cells = dict(zip(FILLED, row.split(","), strict=True))
        lines.append(",".join(cells.get(column, "") for column in COLUMNS))
    (place / "claims.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return place


FILLED = [
    "claim_id",
    "entity",
    "indicator",
    "role",
    "kind",
    "comparator",
    "value",
    "unit",
    "end",
    "source",
    "quote",
]


# ---- numbers in quotes


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("3.5", "3亿5千万元"),
        ("35000", "3亿5千万元"),
        ("350000000", "3亿5千万元"),
        ("8", "超8千亿元"),
        ("8000", "超8千亿元"),
        ("4000", "4000多万人"),
        ("25", "廿五家"),
        ("30", "卅家"),
        ("1.65", "一亿六千五百万"),
        ("16500", "一亿六千五百万"),
        ("7.5", "百分之七点五"),
        ("3", "三成以上"),
        ("2.8", "增长二成八"),
        ("1.5", "增长一倍半，"),
        ("27.46", "２７．４６亿元"),
        ("27.46", "2 7 . 4 6 亿元"),
        ("3", "增⻓三成"),
        ("2015", "⼆〇⼀五年"),
        ("1.5", "1.5万亿元"),
        ("15000", "1.5万亿元"),
    ],
)
def test_numbers_are_read_as_they_are_meant(value: str, quote: str) -> None:
    """Magnitudes after digits, old numerals, type-setters' radicals and spaced digits give the number printed."""
    assert occurs(value, quote)


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("51000", "3亿5千万元"),
        ("1000", "超8千亿元"),
        ("10", "10.0亿元"),
        ("100", "下降百分之三"),
        ("12", "十二五期间"),
        ("2", "廿五家"),
        ("400000", "四十万人"),
    ],
)
def test_numbers_are_not_read_into_a_quote(value: str, quote: str) -> None:
    """千 after a digit is no thousand of its own, and a number is not given in digits it was not printed with."""
    assert not occurs(value, quote)


@pytest.mark.parametrize(
    ("quote", "digits", "unit", "what"),
    [
        ("3亿5千万元", "3.5", "元", ""),
        ("USD 1.2 bn in 2019", "1.2", "USD bn", ""),
        ("$1.2bn", "1.2", "$ bn", ""),
        ("£3.1m profit", "3.1", "£ m", ""),
        ("Rs 322.58 lakh crore", "322.58", "Rs lakh crore", ""),
        ("27.46 billion yuan, up", "27.46", "billion yuan", ""),
        ("人口自然增长率5.2‰", "5.2", "‰", ""),
        ("5万户籍人口", "5", "", ""),  # 户籍 is no household
        ("跨上20亿元台阶", "20", "元", ""),
        ("增长3成为支柱", "3", "", ""),
        ("PM2.5浓度30微克/立方米", "30", "微克/立方米", ""),
        ("PM2.5浓度30微克/立方米", "2.5", "", "label"),
        ("到2015年", "2015", "", "year"),
        ("二〇一五年", "2015", "", "year"),
        ("in 2013/14", "2013", "", "year"),
        ("1—11月", "11", "", "date"),
        ("每5年翻两番", "5", "", "time"),
        ("“十五”期间", "15", "", "plan"),
        ("十二五规划", "12", "", "plan"),
        ("the 12th plan", "12", "", "ordinal"),
        ("第二产业", "2", "", "ordinal"),
        ("一般公共预算", "1", "", "word"),
        ("二氧化碳排放下降14.1%", "2", "", "word"),
        ("2,800 jobs", "2800", "jobs", ""),
        ("5 per cent", "5", "per cent", ""),
    ],
)
def test_what_a_number_is_and_what_stands_beside_it(quote: str, digits: str, unit: str, what: str) -> None:
    """Each number of a quote comes with its unit, or with what it is when it counts nothing."""
    found = next(one for one in printed(quote) if one.counts(digits) is not None)
    assert (found.unit, found.what) == (unit, what)


@given(st.text(max_size=60))
def test_any_quote_can_be_read(quote: str) -> None:
    """No quote raises, and each number lies inside it, in order."""
    found = printed(quote)
    assert all(0 <= one.start < one.end <= one.unit_end <= len(quote) for one in found)
    assert list(found) == sorted(found, key=lambda one: (one.start, one.end))
    assert len(fold(quote)) == len(quote)


@given(
    st.integers(1, 9999),
    st.sampled_from(["", "万", "亿", "千万", "百亿", "千亿"]),
    st.sampled_from(["元", "吨", "人", "美元"]),
)
def test_a_printed_amount_counts_what_it_says(number: int, magnitude: str, base: str) -> None:
    """Digits, magnitude and unit multiply to the amount, worked out apart from the reader."""
    powers = {"": 0, "万": 4, "亿": 8, "千万": 7, "百亿": 10, "千亿": 11}
    quote = f"总额{number}{magnitude}{base}，增长5%"
    found = next(one for one in printed(quote) if one.counts(str(number)) is not None)
    assert found.counts(str(number)) == Fraction(10 ** powers[magnitude])
    assert list(quote_flaws(row(str(number), f"{magnitude}{base}", "level", quote))) == []
    assert [column for column, _ in quote_flaws(row(str(number), f"十{base}", "level", quote))] == ["unit"]


# ---- rows against their quotes

# Published: communiqués on 2014 and 2017, work reports of 2003 to 2026, releases on budget and profits; others made up.
HONEST = [
    ("-3.2", "%", "growth", "比上年少3.2%"),
    ("3.2", "%", "growth", "比上年高3.2%"),
    ("-3.2", "%", "growth", "minus 3.2 %"),
    ("5", "%", "growth", "减排目标完成，增长5%"),
    ("5.5", "%", "growth", "增速高于全国5.5%"),
    ("3.2", "%", "growth", "sales surged 3.2%"),
    ("2.8", "%", "growth", "全年国内生产总值827122亿元，比上年增长2.8%"),
    ("-2.6", "%", "growth", "2017年，旅客运输总量185.1亿人次，同比下降2.6%"),
    ("185.1", "亿人次", "level", "2017年，旅客运输总量185.1亿人次，同比下降2.6%"),
    ("185.1", "亿人", "level", "2017年，旅客运输总量185.1亿人次，同比下降2.6%"),
    ("23680", "万标准箱", "level", "规模以上港口集装箱吞吐量23680万标准箱，增长8.3%"),
    ("400.6", "亿件", "level", "快递业务量400.6亿件"),
    (
        "-1.7",
        "%",
        "growth",
        "牛肉、羊肉、猪肉产量分别下降1.7%、1.8%、10.8%，降幅分别比上半年收窄1.7、0.7、8.3个百分点",
    ),
    (
        "-10.8",
        "%",
        "growth",
        "牛肉、羊肉、猪肉产量分别下降1.7%、1.8%、10.8%，降幅分别比上半年收窄1.7、0.7、8.3个百分点",
    ),
    ("-1.8", "%", "growth", "牛肉、羊肉、猪肉产量分别下降1.7%、1.8%、10.8%"),
    ("5", "%", "growth", "出口由下降3.2%转为增长5%"),
    ("-3.2", "%", "growth", "出口由下降3.2%转为增长5%"),
    ("6.8", "%", "growth", "增速由上年的7.2%降至6.8%"),
    ("3.2", "%", "growth", "失业率下降到3.2%"),
    ("3.2", "%", "growth", "growth slowed to 3.2%"),
    ("3.2", "%", "growth", "growth fell to 3.2 percent"),
    ("-3.2", "%", "growth", "sales fell 3.2% to 30.0m"),
    ("3.2", "%", "growth", "sales rose 3.2 per cent after falling 5.1 per cent"),
    ("-5.1", "%", "growth", "sales rose 3.2 per cent after falling 5.1 per cent"),
    ("3", "成", "growth", "增长三成"),
    ("30", "%", "share", "占比30%"),
    ("7.5", "%", "growth", "增长百分之七点五"),
    ("-7.5", "%", "growth", "下降百分之七点五"),
    ("20", "亿元", "change", "比上年增加20亿元"),
    ("-20", "亿元", "change", "比上年减少20亿元"),
    ("0.4", "个百分点", "points", "上升0.4个百分点"),
    ("8", "%", "growth", "节能降耗，产值增长8%"),
    ("-0.4", "个百分点", "points", "回落0.4个百分点"),
    ("0.4", "%", "points", "上升0.4个百分点"),
    ("12000", "人", "level", "12 000人"),
    ("5232", "亿元", "change", "财政收入突破3万亿元，增加5232亿元"),
    ("8000", "亿元", "level", "超8千亿元"),
    ("3.5", "亿元", "level", "3亿5千万元"),
    ("35000", "万元", "level", "3亿5千万元"),
    ("1.65", "亿元", "level", "一亿六千五百万元"),
    ("25", "家", "level", "新增廿五家"),
    ("322.58", "INR lakh crore", "level", "GDP of Rs 322.58 lakh crore"),
    ("1.2", "USD bn", "level", "exports of $1.2bn"),
    ("1.2", "HKD bn", "level", "exports of $1.2bn"),
    ("1.2", "亿新台币", "level", "營收1.2億元"),
    ("49200", "元/人", "level", "人均生产总值49200元"),
    ("5", "%", "growth", "GDP grew 5% and unemployment fell 0.3 points"),
    ("100", "万台", "level", "汽车产量100万辆"),
    ("-4", "%", "growth", "单位国内生产总值能耗降低4%左右"),
    ("15", "个", "level", "全市15个园区"),
    ("15", "家", "level", "十五家企业"),
    ("12", "%", "growth", "“十二五”期间年均增长12%"),
    ("5", "%", "growth", "“十五”期间年均增长5%"),
    ("10", "%", "growth", "十五期间年均增长10%"),
    ("2015", "个", "level", "共有企业2015个"),
    ("2009", "persons", "level", "employing 2009 persons"),
    ("3.2", "%", "level", "居民消费价格下降3.2%"),
    (
        "6.8",
        "%",
        "growth",
        "revenue up 9.0 percent, or a real growth of 6.8 percent after deducting price factors",
    ),
    ("-0.5", "%", "growth", "GDP contracted by 0.5%"),
    ("0.5", "%", "growth", "a contraction of 2% was followed by growth of 0.5%"),
    ("-3.2", "%", "growth", "增速为-3.2%"),
    ("-3.2", "%", "growth", "同比-3.2%"),
    ("28..30", "亿元", "level", "28-30亿元"),
    ("5.0..5.5", "%", "growth", "增长5.0%—5.5%"),
    ("-5.5..-5.0", "%", "growth", "下降5.0%—5.5%"),
    ("11.2", "%", "growth", "revenue increased 11.2% (2015: fell 3%)"),
    ("2", "番", "multiple", "每5年翻两番"),
    ("1", "番", "multiple", "翻一番"),
    ("1", "番", "multiple", "总量翻番"),
    ("4", "倍", "multiple", "增长到四倍"),
    ("74", "倍", "multiple", "增长了74倍"),
    ("0", "%", "growth", "与上年持平，增长0%"),
    ("18", "个", "level", "全市十八个园区竞相发展"),
    ("8", "%", "growth", "成本下降，利润增长8%"),
    ("8", "%", "growth", "降低成本8项措施，利润增长8%"),
    ("7", "%", "growth", "降准7次后增长7%"),
    ("4.7", "%", "level", "调查失业率为4.7%，比上年下降0.2个百分点"),
    ("-0.2", "个百分点", "points", "调查失业率为4.7%，比上年下降0.2个百分点"),
    ("0.2", "pp", "points", "0.2 pp higher than in 2018"),
    ("5", "万户", "level", "农户5万户"),
    ("2.4", "亿元", "level", "减税降费2.4亿元"),
    ("513", "万吨", "level", "粮食产量513万吨以上"),
    ("61791", "万吨", "level", "全国粮食总产量61791万吨，比上年增加166万吨，增长0.3%"),
    ("0.53", "%", "average_growth", "年平均增长率为0.53%"),
    ("3.55", "‰", "level", "人口自然增长率为3.55‰"),
    ("1.5", "万亿元", "level", "达到1.5万亿元、增长19.8%"),
    (
        "153151",
        "亿元",
        "level",
        "全国一般公共预算收入153151亿元，扣除留抵退税因素后增长4.1%，按自然口径计算下降6.6%",
    ),
    (
        "4.1",
        "%",
        "growth",
        "全国一般公共预算收入153151亿元，扣除留抵退税因素后增长4.1%，按自然口径计算下降6.6%",
    ),
    (
        "-6.6",
        "%",
        "growth",
        "全国一般公共预算收入153151亿元，扣除留抵退税因素后增长4.1%，按自然口径计算下降6.6%",
    ),
    (
        "490.19",
        "CNY bn",
        "level",
        "The gross domestic product (GDP) of the year was 490.19 billion yuan, up by 10.1% calculated at comparable price.",
    ),
    (
        "18.97",
        "million persons",
        "change",
        "341.15 million people participated, a year-on-year increase of 18.97 million",
    ),
    ("2.1", "万亩", "level", "播种面积2.1万亩"),
    ("-14.4", "%", "growth", "was 14.4% lower than in the year before"),
    ("3.3", "%", "growth", "rose by 3.3%, the largest rise since the 4.2% fall of 2009"),
    ("12", "%", "growth", "profit climbed 12% while costs fell 12%"),
    ("5", "%", "average_growth", "an average decline of 2% followed; over the decade 5% a year"),
    ("3", "%", "growth", "reversing a 2% decline, exports grew 3%"),
    ("7", "%", "growth", "下降趋势得到扭转，增长7%"),
    ("2", "%", "growth", "降幅达到5%后，转为增长2%"),
    ("23.5", "%", "growth", "减少贫困人口1000万人，收入增长23.5%"),
    ("1000", "万人", "level", "减少贫困人口1000万人"),
    ("3", "%", "growth", "亏损减少，利润上升3%"),
    ("6", "%", "growth", "the fall in prices slowed; output expanded 6%"),
    ("20", "%", "growth", "降低20%的目标增长20%"),
    ("27.46", "亿元", "level", "财政收入２７．４６亿元"),
    ("16", "万千瓦", "level", "新增装机16万千瓦"),
    ("160", "MW", "level", "new capacity of 160 MW"),
]


@pytest.mark.parametrize(("value", "unit", "kind", "quote"), HONEST)
def test_honest_rows_have_no_fault(value: str, unit: str, kind: str, quote: str) -> None:
    """A row entered as its quote has it is never refused, however many other numbers and words stand there."""
    assert list(quote_flaws(row(value, unit, kind, quote))) == []


CONTRADICTED = [
    ("3.2", "%", "growth", "比上年少3.2%", "value"),
    ("3.2", "%", "growth", "minus 3.2 %", "value"),
    ("3.2", "%", "growth", "−3.2%", "value"),
    ("3.2", "%", "growth", "sales slumped 3.2%", "value"),
    ("-9.5", "%", "growth", "比上年增长9.5%", "value"),
    ("3.2", "%", "growth", "下降3.2%", "value"),
    ("3.2", "%", "growth", "同比下降了约3.2%", "value"),
    ("3.2", "%", "growth", "分别下降1.7%和3.2%", "value"),
    ("3.2", "%", "growth", "sales fell by 3.2 %", "value"),
    ("3.2", "%", "growth", "a 3.2% decline", "value"),
    ("3.2", "%", "growth", "down about 3.2 per cent", "value"),
    ("3.2", "%", "growth", "exports declined 3.2%", "value"),
    ("-3.2", "%", "growth", "增长3.2%", "value"),
    ("-3.2", "%", "growth", "rose by 3.2%", "value"),
    ("3.2", "%", "growth", "增速为-3.2%", "value"),
    ("3.2", "%", "growth", "growth was -3.2%", "value"),
    ("3.2", "%", "average_growth", "年均下降3.2%", "value"),
    ("0.4", "个百分点", "points", "回落0.4个百分点", "value"),
    ("20", "亿元", "change", "比上年减少20亿元", "value"),
    ("3.2", "%", "growth", "负增长3.2%", "value"),
    ("3.2", "%", "growth", "negative growth of 3.2%", "value"),
    ("3.2", "%", "growth", "减少百分之三点二", "value"),
    ("27.46", "万元", "level", "财政收入27.46亿元", "unit"),
    ("27.46", "亿元", "level", "财政收入27.46万元", "unit"),
    ("5.2", "%", "growth", "增长率5.2‰", "unit"),
    ("5.2", "‰", "growth", "增长5.2%", "unit"),
    ("40", "万人", "level", "人口40人", "unit"),
    ("40", "万人", "level", "人口40亿", "unit"),
    ("27.46", "亿元", "level", "出口27.46亿美元", "unit"),
    ("27.46", "USD bn", "level", "exports of EUR 27.46 bn", "unit"),
    ("27.46", "CNY bn", "level", "27.46 million yuan", "unit"),
    ("5", "万户", "level", "农户5万人", "unit"),
    ("8", "亿元", "level", "超8千亿元", "unit"),
    ("3", "%", "growth", "增长三成", "unit"),
    ("100", "MW", "level", "100万千瓦", "unit"),
    ("100", "万千瓦", "level", "发电100万千瓦时", "unit"),
    ("322.58", "INR crore", "level", "Rs 322.58 lakh crore", "unit"),
    ("2", "倍", "multiple", "翻两番", "unit"),
    ("2", "番", "multiple", "增长2倍", "unit"),
    ("0.4", "%", "growth", "上升0.4个百分点", "kind"),
    ("2", "%", "growth", "up 2 percentage points", "kind"),
    ("50", "%", "growth", "raised by 50 basis points", "kind"),
    ("2015", "亿元", "level", "到2015年达到400亿元", "quote"),
    ("2015", "USD m", "level", "by 2015, revenue of USD 400 m", "quote"),
    ("12", "万人", "level", "十二五期间人口大幅增长", "quote"),
    ("15", "%", "growth", "“十五”计划期间快速增长", "quote"),
    ("11", "亿元", "level", "1—11月完成投资20亿元", "quote"),
    ("5", "%", "growth", "the 5th plan brought growth", "quote"),
    ("2", "亿元", "level", "第二产业增加值20亿元", "quote"),
    ("3", "亿元", "level", "三年完成20亿元", "quote"),
    ("2.5", "亿元", "level", "PM2.5治理投资20亿元", "quote"),
    ("12", "persons", "level", "the 12th Five-Year Plan", "quote"),
    ("13", "%", "growth", "十三五末增长", "quote"),
    ("2013", "EUR m", "level", "in 2013/14 revenue rose", "quote"),
    ("40.1562", "万人", "level", "人口401562人", "quote"),
    ("7", "亿元", "level", "7月13日", "quote"),
    ("51000", "万元", "level", "3亿5千万元", "quote"),
    ("27.46", "亿元", "level", "127.46亿元", "quote"),
    ("12", "%", "average_growth", "十二五增长", "quote"),
]


@pytest.mark.parametrize(("value", "unit", "kind", "quote", "column"), CONTRADICTED)
def test_contradicted_rows_are_faults_of_one_column(
    value: str, unit: str, kind: str, quote: str, column: str
) -> None:
    """The other sign, another unit, points for percent, or a number that counts nothing is one fault."""
    assert [flaw[0] for flaw in quote_flaws(row(value, unit, kind, quote))] == [column]


@pytest.mark.parametrize(
    ("value", "unit", "kind", "quote", "words"),
    [
        ("27.46", "万元", "level", "财政收入27.46亿元", "the quote has 27.46亿元"),
        ("3.2", "%", "growth", "30.0亿元，下降3.2%", "-3.2: the quote prints 下降3.2%"),
        ("-3.2", "%", "growth", "a rise of 3.2 %", "3.2: the quote prints"),
        ("5.2", "%", "growth", "增长率5.2‰", "the quote has 5.2‰"),
        ("40.1562", "万人", "level", "人口401562人", "it prints 401562人"),
        ("2015", "亿元", "level", "到2015年达到400亿元", "2015 is a year there"),
        ("12", "万人", "level", "十二五期间", "十二五 is the name of a plan there"),
        ("0.4", "%", "growth", "上升0.4个百分点", "points: 0.4个百分点"),
    ],
)
def test_a_contradiction_says_what_the_quote_has(
    value: str, unit: str, kind: str, quote: str, words: str
) -> None:
    """The fault shows the words of the quote and what would be right."""
    ((_, expected),) = quote_flaws(row(value, unit, kind, quote))
    assert words in expected


def test_the_level_beside_a_fall_is_no_fall() -> None:
    """In 30.0亿元，下降3.2% the level is honest as it stands; only the rate falls."""
    quote = "财政收入30.0亿元，下降3.2%"
    assert list(quote_flaws(row("30.0", "亿元", "level", quote))) == []
    assert list(quote_flaws(row("-3.2", "%", "growth", quote))) == []


def test_quotes_with_decimal_commas_are_read_as_the_dossier_says() -> None:
    """With numbers = "1.234,5" the quote of a plain value may print it so, and a wrong one is told."""
    quote = "Umsatz 1.234,5 Mio EUR, minus 3,2 %"
    assert list(quote_flaws(row("1234.5", "Mio EUR", "level", quote), "1.234,5")) == []
    assert [column for column, _ in quote_flaws(row("1234.5", "EUR", "level", quote), "1.234,5")] == ["unit"]
    assert [column for column, _ in quote_flaws(row("1234.5", "Mio EUR", "level", quote))] == ["quote"]


@pytest.mark.parametrize("folder", ["data/yanjiao", "data/jungar", "tests/dossiers/riverside"])
def test_shipped_dossiers_bear_their_quotes_out(folder: str) -> None:
    """Every row of the shipped dossiers agrees with its own quote, and leaves no word of it out."""
    dossier = fc.load(ROOT / folder)
    for claim in dossier.claims:
        assert list(quote_flaws(row(claim.value, claim.unit, claim.kind, claim.quote))) == [], claim.claim_id
    assert warnings(dossier) == ()


def test_all_seven_kinds_of_slip_are_told_at_once(tmp_path, capsys) -> None:
    """Wrong unit, wrong sign, per mille as percent, converted digits, a year, a plan: a fault each, exit 2."""
    rows = [
        "a,zone,x,history,level,=,27.46,万元,2018,r,收入27.46亿元",
        "b,zone,x,history,level,=,30.0,亿元,2019,r,收入30.0亿元，下降3.2%",
        "c,zone,x,history,growth,=,3.2,%,2019,r,收入30.0亿元，下降3.2%",
        "d,zone,p,history,growth,=,5.2,%,2019,r,人口自然增长率5.2‰",
        "e,zone,p,history,level,=,40.1562,万人,2019,r,人口401562人",
        "f,zone,x,goal,level,=,2015,亿元,2025,r,到2015年达到400亿元",
        "g,zone,p,history,level,=,12,万人,2018,r,十二五期间人口大幅增长",
    ]
    assert main(["validate", str(written(tmp_path, rows))]) == 2
    said = capsys.readouterr().err.splitlines()
    told = {line.split("claims.csv:")[1].split(":")[0]: line for line in said if "claims.csv:" in line}
    assert sorted(told) == ["2", "4", "5", "6", "7", "8"], "the level of line 3 is as printed"


# ---- the words that govern a number

GOVERNED = [
    ("scope_word", "1.7", "地方一般公共预算收入达3507.6亿元、增长1.7%（同口径增长2.5%以上）", ""),
    ("scope_word", "2.5", "地方一般公共预算收入达3507.6亿元、增长1.7%（同口径增长2.5%以上）", "同口径"),
    (
        "scope_word",
        "17.1",
        "实现利润总额39038.1亿元，同比增长17.1%(按可比口径计算，考虑统计制度规定的口径调整、剔除重复数据，详见附注二)",
        "按可比口径",
    ),
    (
        "scope_word",
        "4.1",
        "收入153151亿元，扣除留抵退税因素后增长4.1%，按自然口径计算下降6.6%",
        "扣除留抵退税因素",
    ),
    (
        "scope_word",
        "-6.6",
        "收入153151亿元，扣除留抵退税因素后增长4.1%，按自然口径计算下降6.6%",
        "按自然口径",
    ),
    ("scope_word", "9.6", "扣除价格因素，分别增长9.6%和6.2%", ""),
    ("scope_word", "5.0", "revenue grew 8.2% as reported and 5.0% like-for-like", "like-for-like"),
    ("scope_word", "8.2", "revenue grew 8.2% as reported and 5.0% like-for-like", ""),
    (
        "scope_word",
        "7.7",
        "revenue rose 11.2%, with organic growth of 7.7% and 5.7% at constant currency",
        "organic",
    ),
    (
        "scope_word",
        "11.2",
        "revenue rose 11.2%, with organic growth of 7.7% and 5.7% at constant currency",
        "",
    ),
    (
        "scope_word",
        "5.7",
        "revenue rose 11.2%, with organic growth of 7.7% and 5.7% at constant currency",
        "organic",
    ),
    ("scope_word", "8.0", "103.0, up 8.0 % on a comparable basis", "comparable basis"),
    ("scope_word", "7.4", "GDP grew 7.4 % at comparable prices", ""),
    ("scope_word", "3.0", "same-store sales up 3.0%", "same-store"),
    ("scope_word", "5.6", "不含房地产开发投资增长5.6%，全部投资增长3.1%", "不含房地产开发投资"),
    ("scope_word", "3.1", "不含房地产开发投资增长5.6%，全部投资增长3.1%", ""),
    (
        "price_word",
        "9.6",
        "城镇居民人均可支配收入达到10493元，农村居民人均纯收入达到3255元，扣除价格因素，分别增长9.6%和6.2%",
        "real",
    ),
    (
        "price_word",
        "6.2",
        "城镇居民人均可支配收入达到10493元，农村居民人均纯收入达到3255元，扣除价格因素，分别增长9.6%和6.2%",
        "real",
    ),
    ("price_word", "10.1", "人均可支配收入20167元，比上年增长10.1%，扣除价格因素，实际增长8.0%", ""),
    ("price_word", "8.0", "人均可支配收入20167元，比上年增长10.1%，扣除价格因素，实际增长8.0%", "real"),
    (
        "price_word",
        "10.1",
        "disposable income was 20,167 yuan, an increase of 10.1 percent or a real increase of 8.0 percent after deducting price factors",
        "",
    ),
    (
        "price_word",
        "8.0",
        "disposable income was 20,167 yuan, an increase of 10.1 percent or a real increase of 8.0 percent after deducting price factors",
        "real",
    ),
    ("price_word", "9.2", "up by 11.2 percent, or 9.2 percent in real terms", "real"),
    ("price_word", "11.2", "up by 11.2 percent, or 9.2 percent in real terms", ""),
    ("price_word", "32", "实际利用外资9148万美元,增长32%", ""),
    ("price_word", "10.5", "社会消费品零售总额平均每年实际增长10.5%", "real"),
    ("price_word", "6.7", "前三季度国内生产总值529971亿元，按可比价格计算，同比增长6.7%", "real"),
    ("price_word", "5.3", "GDP grew 5.3 % in nominal terms", "nominal"),
    ("price_word", "12.5", "社会消费品零售总额名义增长12.5%，实际增长10.7%", "nominal"),
    ("price_word", "10.7", "社会消费品零售总额名义增长12.5%，实际增长10.7%", "real"),
    ("price_word", "6.0", "规模以上工业增加值按可比价格计算同比增长6.0%", "real"),
    ("price_word", "5", "地区生产总值增长5%，实际到位资金20亿元", ""),
    ("hedge_word", "8", "增长8%左右", "左右"),
    ("hedge_word", "8", "约增长5%，其中工业增长8%", ""),
    ("hedge_word", "8", "增长约8%", "约"),
    ("hedge_word", "7.5", "growth of about 7.5 per cent", "about"),
    ("hedge_word", "3", "近三年增长3%", ""),
    ("hedge_word", "8", "增长近8%", "近"),
    ("floor_word", "100", "引进千万元以上项目100个以上", "以上"),
    ("floor_word", "8.4", "规模以上工业增加值增长8.4%", ""),
    ("floor_word", "326.8", "全市总财力突破300亿元,达到326.8亿元", ""),
    ("floor_word", "300", "全市总财力突破300亿元,达到326.8亿元", "突破"),
    ("floor_word", "6", "at least 6 % a year", "at least"),
    ("floor_word", "4000", "4000多万人", "多"),
    ("ceiling_word", "4.5", "城镇调查失业率控制在4.5%以内", "以内"),
    ("ceiling_word", "1", "财政收入不到1亿元", "不到"),
    ("ceiling_word", "3", "inflation below 3 %", "below"),
    ("forecast_word", "5.5", "预计地区生产总值增长5.5%", "预计"),
    ("forecast_word", "5", "地区生产总值增长5%，预计明年增长6%", ""),
    ("forecast_word", "2", "GDP is expected to grow 2 %", "expected"),
    ("average_word", "9.5", "国内生产总值增长57.3%，年均增长9.5%", "年均"),
    ("average_word", "57.3", "国内生产总值增长57.3%，年均增长9.5%", ""),
    ("average_word", "7", "average annual growth of 7 %", "average annual"),
    ("average_word", "7", "grew by 7 % a year on average", "a year on average"),
    ("cumulative_word", "18.2", "五年累计下降18.2%", "累计"),
    ("cumulative_word", "5", "累计投资20亿元，增长5%", ""),
    ("period_word", "6.7", "上半年，国内生产总值340637亿元，按可比价格计算，同比增长6.7%", "上半年"),
    ("period_word", "3", "上半年增长5%，全年增长3%", ""),
    ("period_word", "20", "1—11月，完成投资20亿元", "1—11月"),
    ("period_word", "12.0", "revenue of January-June 2019 was 56.0, up 12.0 %", "January-June"),
    ("period_word", "5", "Q1 sales rose 5%", "Q1"),
    ("period_word", "5", "in the first half of 2019 sales rose 5%", "first half"),
    ("period_word", "5", "sales rose 5% in the first half", "first half"),
    ("period_word", "1.0", "前三季度增长6.0%，增速与上半年持平。国有企业增长1.0%", "前三季度"),
    (
        "scope_word",
        "15.6",
        "全国实际使用外资金额10037.6亿元人民币，按可比口径同比增长15.6%（折合1553亿美元，增长18.9%）",
        "按可比口径",
    ),
    (
        "scope_word",
        "18.9",
        "全国实际使用外资金额10037.6亿元人民币，按可比口径同比增长15.6%（折合1553亿美元，增长18.9%）",
        "",
    ),
    (
        "scope_word",
        "4.2",
        "固定资产投资（不含农户）143401亿元，同比增长4.2%（按可比口径计算，详见附注7）",
        "按可比口径",
    ),
    ("revision_word", "919.3", "2018 GDP revised to 919.3 after the census", "revised"),
    ("revision_word", "6.9", "初步核算，全年国内生产总值827122亿元，比上年增长6.9%", "初步核算"),
    ("revision_word", "6.9", "全年国内生产总值增长6.9%。普查另行公布。", ""),
    (
        "currency_or_coverage_word",
        "21.8",
        "实际使用外资7233.1亿元，同比增长17.4%；以美元计增长21.8%",
        "以美元计",
    ),
    ("currency_or_coverage_word", "17.4", "实际使用外资7233.1亿元，同比增长17.4%；以美元计增长21.8%", ""),
    (
        "currency_or_coverage_word",
        "7.0",
        "exports grew 10.5% in yuan and 7.0% in US dollars",
        "in US dollars",
    ),
    ("currency_or_coverage_word", "10.5", "exports grew 10.5% in yuan and 7.0% in US dollars", "in yuan"),
]


def claim(value: str, quote: str, **changes: object) -> Claim:
    """A claim that prints this number, with the unit that stands beside it."""
    found = next(one for one in printed(quote) if one.counts(value.lstrip("-")) is not None)
    unit = quote[found.start : found.unit_end].strip("0123456789.,多余 ") if found.unit else "%"
    kind = "growth" if found.family in {"rate", ""} else "level"
    made = Claim("c", "e", "i", "history", kind, "=", value, unit, 2020, quote=quote)
    return replace(made, **changes)


@pytest.mark.parametrize(("predicate", "value", "quote", "word"), GOVERNED)
def test_words_govern_their_own_number(predicate: str, value: str, quote: str, word: str) -> None:
    """A word is found for the number it stands at, for all of a list, and for no other number of the sentence."""
    assert getattr(governing, predicate)(claim(value, quote)) == word


def test_words_are_found_where_numbers_have_decimal_commas() -> None:
    """The way a dossier writes numbers holds for the words, too."""
    made = Claim("c", "e", "i", "history", "growth", "=", "5.2", "%", 2020, quote="up 5,2 % like-for-like")
    assert governing.scope_word(made, "1.234,5") == "like-for-like"
    assert governing.scope_word(made) == ""


@pytest.mark.parametrize("quote", ["共有一万五千亿三千元", "二万三万四千元"])
def test_magnitudes_out_of_order_are_no_number_and_no_crash(quote: str) -> None:
    """A numeral with 万 before 亿, or twice, has no value by the usage standard; the quote is still read to its end."""
    assert not occurs("15000", quote)
    assert occurs("7", f"{quote}，增长7%")


# ---- what a row leaves out


def dossier_of(claims: list[Claim], **indicator: object) -> fc.Dossier:
    """A dossier of one indicator in memory."""
    stated = {"label": {"en": "x", "zh": "x"}, "unit": "亿元", "basis": "nominal"} | indicator
    made = fc.Indicator("i", **stated)
    return fc.Dossier("t", "e", 2020, {"i": made}, {}, tuple(claims))


@pytest.mark.parametrize(
    ("value", "quote", "changes", "expected"),
    [
        ("2.5", "增长1.7%（同口径增长2.5%）", {}, [("scope", "同口径")]),
        ("2.5", "增长1.7%（同口径增长2.5%）", {"scope": "same-scope"}, []),
        ("8.0", "增长10.1%，扣除价格因素，实际增长8.0%", {}, [("basis", "扣除价格因素")]),
        ("8.0", "增长10.1%，扣除价格因素，实际增长8.0%", {"basis": "real"}, []),
        ("12.5", "名义增长12.5%", {"basis": "real"}, [("basis", "名义")]),
        ("8", "增长8%左右", {}, [("comparator", "左右")]),
        ("8", "增长8%左右", {"comparator": "~"}, []),
        ("8", "增长8%以上", {}, [("comparator", "以上")]),
        ("8", "增长8%以上", {"comparator": ">="}, []),
        ("8", "growth of at most 8 %", {}, [("comparator", "at most")]),
        ("5.5", "预计增长5.5%", {}, [("role", "预计")]),
        ("5.5", "预计增长5.5%", {"role": "target"}, []),
        ("9.5", "年均增长9.5%", {}, [("kind", "年均")]),
        ("9.5", "年均增长9.5%", {"kind": "average_growth", "start": 2015}, []),
        ("18.2", "五年累计增长18.2%", {}, [("start", "累计")]),
        ("18.2", "五年累计增长18.2%", {"start": 2015}, []),
        ("20", "累计投资20亿元", {}, [("kind", "累计")]),
        ("20", "累计投资20亿元", {"kind": "total", "start": 2016}, []),
        ("6.7", "上半年增长6.7%", {}, [("period", "上半年")]),
        ("6.7", "上半年增长6.7%", {"period": "H1"}, []),
        ("20", "1—11月累计投资20亿元", {}, [("period", "1—11月")]),
        ("27.46", "财政收入27.46亿元，增长22%", {}, []),
        ("22", "财政收入27.46亿元，增长22%", {}, []),
    ],
)
def test_warnings_name_what_a_row_leaves_out(value: str, quote: str, changes: dict, expected: list) -> None:
    """A word that the row does not answer to is told with its column, and no longer once it does."""
    made = claim(value, quote, **changes)
    found = warnings(dossier_of([made]))
    assert [(one.column, one.found) for one in found] == expected
    for one in found:
        assert render(one.advice, "en") != render(one.advice, "zh")


def test_a_convention_answers_for_the_basis() -> None:
    """Where growth of the indicator is real by convention, 按可比价格 leaves nothing out."""
    made = claim("6.7", "生产总值529971亿元，按可比价格计算，同比增长6.7%")
    assert warnings(dossier_of([made], growth_basis="real")) == ()
    assert [one.column for one in warnings(dossier_of([made], growth_basis="unstated"))] == ["basis"]


def test_warnings_do_not_depend_on_the_order_of_claims() -> None:
    """Warnings come in the order of the rows of the file."""
    one = replace(claim("8", "增长8%左右"), claim_id="a", line=3)
    other = replace(claim("9.5", "年均增长9.5%"), claim_id="b", line=2)
    assert warnings(dossier_of([one, other])) == warnings(dossier_of([other, one]))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "write ~ in the column comparator"), ("zh", "请在comparator列填~")]
)
def test_validate_warns_and_passes(tmp_path, capsys, language: str, words: str) -> None:
    """A warning names file, line and column, in either language, and the exit code stays 0."""
    written(tmp_path, ["a,zone,x,history,growth,=,8,%,2019,r,增长8%左右"])
    assert main(["validate", str(tmp_path), "--language", language]) == 0
    said = capsys.readouterr().out
    assert "claims.csv:2" in said
    assert words in said


def test_normalising_keeps_units_after_digits() -> None:
    """千 and 百 after digits are left for the reader of amounts; alone they are numerals."""
    assert normalise("3亿5千万元") == "3亿5千万元"
    assert normalise("五千万元") == "5000万元"
