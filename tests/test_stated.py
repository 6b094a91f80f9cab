"""Printed numbers as exact intervals, units, and powers rounded outward."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.errors import StatedError
from forecasting.numbers.intervals import Interval
from forecasting.numbers.number_styles import plain_number
from forecasting.numbers.powers import power
from forecasting.numbers.stated import COMPARATORS, half_unit, parse_number, stated_interval
from forecasting.numbers.unit_tables import listing
from forecasting.numbers.units import conversion, unit


@st.composite
def printed(draw, *, negative: bool = True) -> str:
    """A number as reports print it: a sign, whole digits, perhaps decimals with trailing zeros."""
    sign = draw(st.sampled_from(["", "-"])) if negative else ""
    whole = str(draw(st.integers(0, 10**9)))
    decimals = draw(st.text("0123456789", max_size=5))
    return f"{sign}{whole}{'.' if decimals else ''}{decimals}"


@st.composite
def intervals(draw) -> Interval:
    """Any interval of positive numbers, ends open or closed or missing."""
    ends = sorted(
        draw(st.lists(st.fractions(Fraction(1, 100), 100, max_denominator=200), min_size=2, max_size=2))
    )
    lower, upper = (end if draw(st.booleans()) else None for end in ends)
    return Interval(
        lower,
        upper,
        lower_open=lower is not None and draw(st.booleans()),
        upper_open=upper is not None and draw(st.booleans()),
    )


VALUES = st.fractions(Fraction(1, 100), 100, max_denominator=200)


@pytest.mark.parametrize(
    ("value", "lower", "upper"),
    [
        ("2.7", "2.65", "2.75"),  # Rounding intervals and GRIM, published vectors: nearest, both ends closed
        ("4.5", "4.45", "4.55"),  # same place: "4.50" with digits 1, 2, 3, 4, 5
        ("4.50", "4.495", "4.505"),
        ("4.500", "4.4995", "4.5005"),
        ("4.5000", "4.49995", "4.50005"),
        ("4.50000", "4.499995", "4.500005"),
        ("10", "9.5", "10.5"),  # by hand: "10" and "10.0" are different statements
        ("10.0", "9.95", "10.05"),
        ("120", "119.5", "120.5"),
        ("120.0", "119.95", "120.05"),
        ("-3", "-3.5", "-2.5"),
        ("0", "-0.5", "0.5"),
    ],
)
def test_equality_allows_half_a_unit_of_the_last_digit(value: str, lower: str, upper: str) -> None:
    """`=` means everything that rounds to what is printed, both ends included, trailing zeros counting."""
    assert stated_interval("=", value) == Interval(Fraction(lower), Fraction(upper))


@pytest.mark.parametrize(
    ("mean", "total", "possible"),
    # GRIM, n = 28: which two-decimal means of whole numbers exist (Brown & Heathers 2017, as tabulated).
    [
        ("5.19", 28, False),
        ("5.21", 28, True),
        ("5.25", 28, True),
        ("5.29", 28, True),
        ("5.30", 28, False),
        # GRIM, table "pigs1".
        ("7.22", 32, True),
        ("4.74", 25, False),
        ("2.68", 28, True),
        ("0.24", 28, False),
        ("5.00", 25, True),
    ],
)
def test_intervals_reproduce_the_grim_table(mean: str, total: int, possible: bool) -> None:  # noqa: FBT001
    """A mean of whole numbers is possible exactly when a whole sum over the count lies in its interval."""
    interval = stated_interval("=", mean)
    sums = range(int(Fraction(mean) * total) - 1, int(Fraction(mean) * total) + 3)
    assert any(interval.contains(Fraction(whole, total)) for whole in sums) is possible


@pytest.mark.parametrize(
    ("comparator", "value", "expected"),
    [
        ("~", "40", Interval(Fraction(38), Fraction(42))),  # 5 % of 40 is 2, more than half a unit
        ("~", "4.0", Interval(Fraction("3.8"), Fraction("4.2"))),
        ("~", "1", Interval(Fraction("0.5"), Fraction("1.5"))),  # half a unit is more than 5 %
        ("~", "-40", Interval(Fraction(-42), Fraction(-38))),
        (">=", "400", Interval(Fraction(400), None)),
        (">", "400", Interval(Fraction(400), None, lower_open=True)),
        ("<=", "1", Interval(None, Fraction(1))),
        ("<", "1", Interval(None, Fraction(1), upper_open=True)),
        ("..", "28..30", Interval(Fraction(28), Fraction(30))),
        ("..", "-3..-1.5", Interval(Fraction(-3), Fraction("-1.5"))),
        ("..", "5..5", Interval(Fraction(5), Fraction(5))),
    ],
)
def test_other_comparators(comparator: str, value: str, expected: Interval) -> None:
    """`~` has at least the given share as slack; one-sided comparators and ranges have none."""
    assert stated_interval(comparator, value, about=Fraction(1, 20)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,000",
        "２７",
        "1e3",
        "+5",
        "5.",
        ".5",
        " 5",
        "5 ",
        "5\n",
        "--5",
        "1_000",
        "4/5",
        "inf",
        "9" * 101,
    ],
)
def test_only_printed_numbers_are_read(text: str) -> None:
    """Whatever is not ASCII digits without separators is refused with what would be right."""
    with pytest.raises(StatedError, match="ASCII digits without separators"):
        parse_number(text)


@pytest.mark.parametrize(
    ("comparator", "value", "words"),
    [
        ("..", "28", "not a range"),
        ("..", "30..28", r"backwards; write 28\.\.30"),
        ("..", "..30", "not a printed number"),
        ("..", "1..2..3", "not a printed number"),
        ("=", "28..30", "not a printed number"),
        ("≈", "28", "not a comparator"),
        ("", "28", "not a comparator"),
    ],
)
def test_what_cannot_be_stated(comparator: str, value: str, words: str) -> None:
    """Unknown comparators, backward and broken ranges say what would be right."""
    with pytest.raises(StatedError, match=words):
        stated_interval(comparator, value)


@given(printed())
def test_equality_is_as_wide_as_one_unit_around_the_number(value: str) -> None:
    """The printed number is the middle, and the width one unit of its last digit."""
    interval = stated_interval("=", value)
    assert interval.upper - interval.lower == 2 * half_unit(value)
    assert (interval.upper + interval.lower) / 2 == parse_number(value)


@given(printed())
def test_a_further_zero_narrows_tenfold(value: str) -> None:
    """Printing one more zero states the number ten times as sharply."""
    longer = f"{value}0" if "." in value else f"{value}.0"
    assert half_unit(value) == 10 * half_unit(longer)
    assert parse_number(value) == parse_number(longer)


@given(printed(), st.fractions(0, Fraction(99, 100), max_denominator=100))
def test_about_contains_equality(value: str, about: Fraction) -> None:
    """Saying about 40 never allows less than saying 40 does."""
    sharp, loose = stated_interval("=", value), stated_interval("~", value, about)
    assert sharp.intersect(loose) == sharp


@given(printed(), st.integers(-12, 12))
def test_rounding_a_member_gives_the_print_back(value: str, tenths: int) -> None:
    """A number lies in the interval exactly when it is at most half a unit away."""
    step = 2 * half_unit(value)
    near = parse_number(value) + step * Fraction(tenths, 10)
    assert stated_interval("=", value).contains(near) is (abs(tenths) <= 5)


@given(intervals(), intervals(), VALUES)
def test_intersection_and_hull_hold_what_they_should(one: Interval, other: Interval, value: Fraction) -> None:
    """The intersection holds exactly the common values, the hull at least the values of either."""
    assert one.intersect(other).contains(value) is (one.contains(value) and other.contains(value))
    if one.contains(value) or other.contains(value):
        assert one.hull(other).contains(value)
    assert one.meets(other) is not one.intersect(other).is_empty


@given(intervals(), intervals())
def test_intersection_and_hull_do_not_depend_on_order(one: Interval, other: Interval) -> None:
    """Two statements of one level mean the same in either order."""
    assert one.intersect(other) == other.intersect(one)
    assert one.hull(other) == other.hull(one)


@given(intervals(), VALUES, VALUES)
def test_scaling_and_moving_carry_members_along(interval: Interval, value: Fraction, by: Fraction) -> None:
    """A value is inside exactly when its image is inside the image."""
    assert interval.times(by).contains(value * by) is interval.contains(value)
    assert interval.plus(by).contains(value + by) is interval.contains(value)


@given(intervals(), intervals(), VALUES, VALUES)
def test_quotients_of_members_are_members_of_the_quotient(
    one: Interval, other: Interval, value: Fraction, divisor: Fraction
) -> None:
    """Dividing a positive value of one by a positive value of the other stays inside."""
    if one.contains(value) and other.contains(divisor):
        assert one.over(other).contains(value / divisor)


def test_an_unbounded_quotient_has_no_open_end() -> None:
    """Whether an end that is not there is open has no meaning, so equal intervals stay equal."""
    above = Interval(Fraction(1), None)
    assert above.over(Interval(Fraction(1), Fraction(2), lower_open=True)) == Interval(Fraction(1, 2), None)


def test_open_ends_exclude_themselves() -> None:
    """Half-up 2.75 is outside [2.65, 2.75) and inside the closed interval that is used here."""
    assert not Interval(Fraction("2.65"), Fraction("2.75"), upper_open=True).contains(Fraction("2.75"))
    assert stated_interval("=", "2.7").contains(Fraction("2.75"))
    assert Interval(Fraction(1), Fraction(1), lower_open=True).is_empty
    assert not Interval(Fraction(1), Fraction(1)).is_empty
    assert Interval(Fraction(2), Fraction(1)).is_empty


def test_floats_are_for_drawing() -> None:
    """Unbounded ends become None, others floats."""
    assert Interval(Fraction(1, 2), None).floats() == (0.5, None)


@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [
        (Fraction(4), Fraction(1, 2), Fraction(2)),
        (Fraction(3, 2), Fraction(2), Fraction(9, 4)),
        (Fraction(2), Fraction(-3), Fraction(1, 8)),
        (Fraction(0), Fraction(1, 5), Fraction(0)),
        (Fraction(5), Fraction(0), Fraction(1)),
    ],
)
def test_powers_with_a_rational_value_are_exact(
    base: Fraction, exponent: Fraction, expected: Fraction
) -> None:
    """Whole powers and perfect roots of whole numbers come out as they are, on both sides."""
    assert power(base, exponent, up=False) == power(base, exponent, up=True) == expected


@given(
    st.fractions(Fraction(1, 10**6), 10**9, max_denominator=10**6),
    st.integers(-12, 12),
    st.integers(1, 20),
)
def test_irrational_powers_are_rounded_outward(base: Fraction, steps: int, degree: int) -> None:
    """The true power lies between both roundings, which differ by less than one part in 10**13."""
    low, high = (power(base, Fraction(steps, degree), up=up) for up in (False, True))
    exponent = Fraction(steps, degree)
    true = base**exponent.numerator  # the degree-th power of what is wanted
    assert low**exponent.denominator <= true <= high**exponent.denominator
    assert high - low <= low / 10**13


@pytest.mark.parametrize(
    ("years", "rate"),
    # 74 times in 10 to 30 years, percent a year (Growth-claim conflicts, E5).
    [(10, 53.788), (15, 33.234), (18, 27.012), (20, 24.011), (24, 19.642), (25, 18.787), (30, 15.427)],
)
def test_roots_reproduce_the_printed_growth_of_a_multiple(years: int, rate: float) -> None:
    """A 74-fold rise over some years is the tabulated growth a year, to three decimals of a percent."""
    assert 100 * float(power(Fraction(74), Fraction(1, years), up=True) - 1) == pytest.approx(
        rate, abs=5.1e-4
    )


@pytest.mark.parametrize(
    ("printed_unit", "wanted", "factor"),
    [
        ("亿元", "亿元", Fraction(1)),
        ("万元", "亿元", Fraction(1, 10**4)),
        ("CNY 100m", "亿元", Fraction(1)),
        ("RMB bn", "亿元", Fraction(10)),
        ("千元", "万元", Fraction(1, 10)),
        ("万亿元", "亿元", Fraction(10**4)),
        ("万美元", "亿美元", Fraction(1, 10**4)),
        ("USD million", "万美元", Fraction(100)),
        ("人", "万人", Fraction(1, 10**4)),
        ("10k persons", "万人", Fraction(1)),
        ("平方公里", "万平方米", Fraction(100)),
        ("公顷", "平方公里", Fraction(1, 100)),
        ("亩", "公顷", Fraction(1, 15)),  # 15 mu are a hectare
        ("千克", "吨", Fraction(1, 1000)),
        ("斤", "公斤", Fraction(1, 2)),
        ("亿千瓦时", "GWh", Fraction(100)),
        ("千克", "公斤", Fraction(1)),
        ("‰", "%", Fraction(1, 10)),
        ("成", "%", Fraction(10)),
        ("万吨标准煤", "吨标准煤", Fraction(10**4)),
        ("百万美元", "万美元", Fraction(100)),
        ("USD bn", "USD m", Fraction(1000)),
        ("$bn", "bn USD", Fraction(1)),
        ("US$ bn", "million dollars", Fraction(1000)),
        ("万美元", "$m", Fraction(1, 100)),
        ("100 million yuan", "亿元", Fraction(1)),
        ("hundred million yuan", "CNY 100m", Fraction(1)),
        ("亿元人民币", "亿元", Fraction(1)),
        ("INR crore", "INR lakh", Fraction(100)),
        ("lakh crore rupees", "Rs bn", Fraction(1000)),  # 10**12 over 10**9
        ("₹ crore", "INR m", Fraction(10)),
        ("£m", "GBP bn", Fraction(1, 1000)),
        ("VND trn", "VND bn", Fraction(1000)),
        ("IDR tn", "Rp bn", Fraction(1000)),
        ("KES bn", "KSh m", Fraction(1000)),
        ("SAR bn", "Saudi riyals", Fraction(10**9)),
        ("R$ bn", "BRL m", Fraction(1000)),
        ("NT$ bn", "亿新台币", Fraction(10)),
        ("亿日元", "JPY bn", Fraction(1, 10)),
        ("亿韩元", "KRW bn", Fraction(1, 10)),
        ("万吨", "Mt", Fraction(1, 100)),
        ("亿吨", "kt", Fraction(10**5)),
        ("10,000 tonnes", "万吨", Fraction(1)),
        ("千克", "kg", Fraction(1)),
        ("万千瓦", "MW", Fraction(10)),
        ("GW", "万千瓦", Fraction(100)),
        ("兆瓦", "kW", Fraction(1000)),
        ("TWh", "亿千瓦时", Fraction(10)),
        ("亿度", "GWh", Fraction(100)),
        ("GJ", "MWh", Fraction(5, 18)),  # 3.6 GJ are a megawatt-hour
        ("万标箱", "TEU", Fraction(10**4)),
        ("million TEU", "万标准箱", Fraction(100)),
        ("万人次", "million visits", Fraction(1, 100)),
        ("十万人", "万人", Fraction(10)),
        ("千万元", "亿元", Fraction(1, 10)),
        ("千亿元", "亿元", Fraction(1000)),
        ("百亿美元", "USD bn", Fraction(10)),
        ("千公顷", "万亩", Fraction(3, 2)),  # 1000 hectares are 15,000 mu
        ("公里", "千米", Fraction(1)),
        ("万吨标煤", "Mtce", Fraction(1, 100)),
        ("个百分点", "percentage points", Fraction(1)),
        ("基点", "pp", Fraction(1, 100)),
        ("元/平方米", "CNY per m²", Fraction(1)),
        ("吨标准煤/万元", "kgce/元", Fraction(1, 10)),
        ("微克/立方米", "µg/m3", Fraction(1)),
        ("％", "%", Fraction(1)),
        ("㎡", "平方米", Fraction(1)),
        ("crore", "million", Fraction(10)),
        ("户均窗", "户均窗", Fraction(1)),  # unknown units convert to themselves only
        ("", "", Fraction(1)),
    ],
)
def test_units_convert_within_their_family(printed_unit: str, wanted: str, factor: Fraction) -> None:
    """The factor is the exact ratio of both units."""
    assert conversion(printed_unit, wanted) == factor


@pytest.mark.parametrize(
    ("printed_unit", "wanted"),
    [
        ("亿美元", "亿元"),  # currencies never convert
        ("亿港元", "亿元"),
        ("USD bn", "亿元"),
        ("万人", "万户"),
        ("个", "家"),
        ("%", "倍"),
        ("番", "倍"),
        ("个百分点", "%"),  # points are no percent
        ("吨标准煤", "吨"),
        ("INR crore", "USD m"),
        ("HK$ bn", "$bn"),
        ("crore", "INR crore"),
        ("万千瓦", "万千瓦时"),
        ("万人", "万人次"),
        ("tons", "tonnes"),  # short, long or metric
        ("元/平方米", "元"),
        ("TEU", "吨"),
        ("亿", "亿元"),
        ("窗", "扇"),
        ("", "亿元"),
    ],
)
def test_other_units_never_convert(printed_unit: str, wanted: str) -> None:
    """Another currency, another thing counted or an unknown unit is refused, both ways."""
    for here, there in ((printed_unit, wanted), (wanted, printed_unit)):
        with pytest.raises(StatedError, match=r"convert|known unit"):
            conversion(here, there)


@given(st.sampled_from(["亿元", "万元", "CNY bn", "元", "百万元", "RMB 10k"]), st.data())
def test_conversion_there_and_back_is_one(first: str, data) -> None:
    """Converting and converting back changes nothing."""
    second = data.draw(st.sampled_from(["亿元", "千元", "yuan million"]))
    assert conversion(first, second) * conversion(second, first) == 1


@given(
    st.sampled_from(["元", "美元", "吨", "人", "人次", "千瓦时", "标箱", "公里", "户"]),
    st.sampled_from(
        ["", "十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"]
    ),
)
def test_chinese_magnitudes_multiply_any_unit(base: str, prefix: str) -> None:
    """A magnitude before a unit multiplies it, whatever is counted."""
    values = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
    size = Fraction(10 ** sum(values[step] for step in prefix))
    assert conversion(f"{prefix}{base}", base) == size


@given(
    st.sampled_from(["USD", "£", "EUR", "rupees", "VND", "persons", "tonnes", "TEU", "households"]),
    st.sampled_from(
        [
            *(("thousand", 3), ("million", 6), ("mn", 6), ("bn", 9), ("tn", 12), ("lakh", 5), ("crore", 7)),
            *(("lakh crore", 12), ("100 million", 8), ("10k", 4)),
        ]
    ),
)
def test_english_scales_stand_on_either_side(thing: str, scale: tuple[str, int]) -> None:
    """Scale first or last is one unit: USD bn, bn USD."""
    word, power_of_ten = scale
    before, after = unit(f"{word} {thing}"), unit(f"{thing} {word}")
    assert before is not None
    assert after is not None
    assert before.family == after.family == unit(thing).family
    assert before.factor == after.factor == unit(thing).factor * 10**power_of_ten


NAMES = [name for _, _, chinese, english in listing() for name in (*chinese, *english)]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_conversion_is_exact_there_and_back_or_refused(one: str, other: str) -> None:
    """Two listed units convert both ways into exact inverses, or neither way."""
    if unit(one).family == unit(other).family:
        assert conversion(one, other) * conversion(other, one) == 1
    else:
        with pytest.raises(StatedError, match="cannot be converted"):
            conversion(one, other)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_conversion_goes_by_any_way(one: str, between: str, other: str) -> None:
    """Through a third unit the factor is the same."""
    if len({unit(name).family for name in (one, between, other)}) == 1:
        assert conversion(one, between) * conversion(between, other) == conversion(one, other)


def test_every_listed_name_is_known_in_its_family() -> None:
    """What the list of units shows is what is read."""
    for family, factor, chinese, english in listing():
        for name in (*chinese, *english):
            assert unit(name) is not None, name
            assert (unit(name).family, unit(name).factor) == (family, Fraction(factor)), name


@given(st.text(max_size=20))
def test_any_text_is_a_unit_or_none(text: str) -> None:
    """No text that could stand in the column raises."""
    found = unit(text)
    assert found is None or found.factor > 0


@pytest.mark.parametrize(
    ("text", "numbers", "plain"),
    [
        ("1.234,5", "1.234,5", "1234.5"),
        ("1234,5", "1.234,5", "1234.5"),
        ("1.234", "1.234,5", "1234"),
        ("1.234.567", "1.234,5", "1234567"),
        ("-3,20", "1.234,5", "-3.20"),
        ("12,34,567.8", "12,34,567.8", "1234567.8"),
        ("3,00,000", "12,34,567.8", "300000"),
        ("1,234", "12,34,567.8", "1234"),
        ("1,234.50", "1,234.5", "1234.50"),
        ("27.46", "1,234.5", "27.46"),
        ("1 234,5", "1 234,5", "1234.5"),
        ("1\N{NARROW NO-BREAK SPACE}234,5", "1 234,5", "1234.5"),
        ("1'234.5", "1'234.5", "1234.5"),
        ("27.46", "", "27.46"),
    ],
)
def test_numbers_are_read_as_the_dossier_writes_them(text: str, numbers: str, plain: str) -> None:
    """Separators are taken off as said, the decimals kept to the last zero."""
    assert plain_number(text, numbers) == plain
    assert parse_number(text, numbers) == Fraction(plain)


@pytest.mark.parametrize(
    ("text", "numbers", "words"),
    [
        ("1.234,5", "", "points between groups and a decimal comma: write 1234.5"),
        ("3,5", "", "a decimal comma: write 3.5"),
        ("12,34,567", "", "Indian groups of two: write 1234567"),
        ("1,234.5", "", "commas between groups: write 1234.5"),
        ("1,234", "", r"it could be 1234 .* or 1\.234"),
        ("1.5", "1.234,5", "not a number written as"),
        ("12,34,567", "1,234.5", "Indian groups"),
        ("1", "1.2", "no way of writing numbers"),
    ],
)
def test_numbers_written_otherwise_say_what_was_seen(text: str, numbers: str, words: str) -> None:
    """A refusal names the separators it sees; where two readings differ, both, and it chooses none."""
    with pytest.raises(StatedError, match=words):
        parse_number(text, numbers)


@given(st.integers(0, 10**12), st.text("0123456789", max_size=3))
def test_each_way_of_writing_gives_the_number_back(whole: int, decimals: str) -> None:
    """A number grouped in threes by another program's rules is read back whole."""
    tail = f".{decimals}" if decimals else ""
    english = f"{whole:,}{tail}"
    plain = f"{whole}{tail}"
    assert plain_number(english, "1,234.5") == plain
    assert plain_number(english.translate(str.maketrans(",.", ".,")), "1.234,5") == plain
    assert plain_number(english.replace(",", "'"), "1'234.5") == plain


def test_unknown_units_are_none() -> None:
    """A unit that is not known is said to be so rather than guessed."""
    assert unit("furlong") is None
    assert unit("") is None
    assert unit("m") is None, "metres or millions"
    assert unit("MT") is None, "metric tons or megatonnes"
    assert unit("million percent") is None
    assert unit("元/furlong") is None


def test_every_comparator_is_understood() -> None:
    """None of the comparators is listed without a meaning."""
    for comparator in COMPARATORS:
        assert not stated_interval(comparator, "1..2" if comparator == ".." else "1").is_empty
