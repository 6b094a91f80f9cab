"""Odds of a report of today: classes of its date, real against real, rates within bounds, and paths from outside."""

from io import BytesIO
from math import expm1
from pathlib import Path

import openpyxl
import pytest

import forecasting as fc
from forecasting._appendix.plain import block_text
from forecasting._appendix.xlsx import write_workbook
from forecasting.errors import DossierError, ForecastingError
from forecasting.judge.checks import Finding, odds_verdict
from forecasting.models import Stated, predict, probability, quantile, shrinkage
from forecasting.models.outside import MISSES, OPTIMISM, OutsideForecast, predict_outside
from forecasting.models.reference import ClassMismatchError, ReferenceClass, reference_class
from forecasting.words import render

HEAD = "claim_id,entity,indicator,role,kind,basis,comparator,value,unit,start,end,source,quote,every,locator,note,of,reading"
GDP = '[indicators.gdp]\nlabel = "GDP"\nunit = "亿元"\nbasis = "nominal"\nreference_class = "{name}"\n'
URBAN = '[indicators.urban]\nlabel = "urban share"\nunit = "%"\nbasis = "physical"\nmeasure = "rate"\n'
#: A city that grew 5.2 % a year at current prices, 2019 to 2024.
CITY = [1000.0, 1052.0, 1106.7, 1164.3, 1224.8, 1288.5]
SHARES = (56.1, 57.3, 58.5, 59.6, 60.6, 63.9, 64.7, 65.2, 66.2, 67.0)


def claim(name: str, indicator: str, role: str, kind: str, value: str, end: int, **cells: str) -> str:
    """One row of claims.csv."""
    unit = cells.get("unit", "%")
    row = [name, "city", indicator, role, kind, cells.get("basis", ""), cells.get("comparator", "=")]
    row += [value, unit, cells.get("start", ""), str(end), "report", cells.get("quote", f"{value}{unit}")]
    return ",".join([*row, *[""] * 5])


def folder(at: Path, indicators: str, rows: list[str], as_of: int = 2024) -> Path:
    """A dossier of one city."""
    head = f'title = "t"\nentity = "city"\nas_of = {as_of}\n[sources.report]\ntitle = "report"\npublished = {as_of}\n'
    (at / "dossier.toml").write_text(head + indicators, encoding="utf-8")
    (at / "claims.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return at


def city(goal: str = "2221") -> list[str]:
    """Its levels, and a goal for 2030: 2,221 is 9.5 % a year."""
    levels = [
        claim(f"level-{year}", "gdp", "history", "level", f"{level:.1f}", year, unit="亿元")
        for year, level in zip(range(2019, 2025), CITY, strict=True)
    ]
    return [*levels, claim("goal", "gdp", "goal", "level", goal, 2030, unit="亿元")]


def odds(result: fc.Assessment, claim_id: str) -> Finding:
    """The finding on the odds of one target."""
    return next(one for one in result.found if one.check == "odds" and claim_id in one.claims)


def test_a_city_of_today_is_held_to_growth_of_today(tmp_path: Path) -> None:
    """5.2 % a year with a goal of 9.5 % was "70 %, lacking ambition" beside growth known to 2008; it is a stretch."""
    found = odds(
        fc.assess(fc.load(folder(tmp_path, GDP.format(name="prefecture-nominal-gdp"), city()))), "goal"
    )
    assert found.verdict == "stretch"
    assert found.probability is not None
    assert 0.05 < found.probability < 0.25
    assert found.facts.by_model["constant_growth"] < 0.05


def test_the_range_holds_the_class_and_words_stand_for_both_ends(tmp_path: Path) -> None:
    """One range over all that is left open, the class alone included; where it spans two words both are said."""
    result = fc.assess(fc.load(folder(tmp_path, GDP.format(name="prefecture-nominal-gdp"), city("1900"))))
    found = odds(result, "goal")
    low, high = found.facts.range
    assert low <= found.probability <= high
    assert low <= found.facts.by_class <= high
    words = found.facts.range_verdicts
    assert words == tuple(dict.fromkeys(odds_verdict(one) for one in (low, high)))
    assert set(words) <= set(found.verdicts)


def test_real_targets_meet_real_growth_and_a_real_class(tmp_path: Path) -> None:
    """A real target on nominal levels is held to the record of real growth and the real class of prefectures."""
    rows = [
        claim(f"real-{year}", "gdp", "history", "growth", value, year, basis="real")
        for year, value in zip(range(2019, 2025), ("7.1", "3.0", "8.1", "4.0", "5.2", "5.0"), strict=True)
    ]
    rows += [
        claim("level", "gdp", "history", "level", "1000", 2024, unit="亿元"),
        claim(
            "target",
            "gdp",
            "target",
            "growth",
            "5.5",
            2025,
            basis="real",
            comparator="~",
            quote="增长5.5%左右",
        ),
        claim(
            "each", "gdp", "goal", "growth_each_year", "5", 2028, basis="real", comparator=">=", start="2024"
        ),
    ]
    result = fc.assess(fc.load(folder(tmp_path, GDP.format(name="prefecture-nominal-gdp"), rows)))
    target, each = odds(result, "target"), odds(result, "each")
    assert target.unit == "index"
    assert target.facts.parts.record == pytest.approx(0.0526, abs=0.0005)  # mean of the six logs
    assert target.facts.parts.class_growth < 0.06  # of real growth; nominal provinces grew 0.073
    ways = dict.fromkeys(name for chance in result.evidence.chances for name, _, _ in chance.ways)
    assert "about" in ways
    assert each.probability is not None
    chance = next(one for one in result.evidence.chances if one.claim == "each" and one.default)
    assert chance.by_level is not None
    assert each.probability < chance.by_level  # every single year is harder than the level at the end


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("province-real-gdp", "knows real growth"),
        ("rate", "one of rates"),
        ("province@2025", "no vintage '2025'"),
        ("province-nominal-gdb", "a reference class"),
    ],
)
def test_classes_that_do_not_fit_are_refused(tmp_path: Path, name: str, words: str) -> None:
    """A class of another price basis or measure, and a vintage there is not, are faults with the reason."""
    with pytest.raises(DossierError, match=words):
        fc.load(folder(tmp_path, GDP.format(name=name) + 'growth_basis = "nominal"\n', city()))


def test_a_real_class_judges_real_targets_on_nominal_levels(tmp_path: Path) -> None:
    """Where growth is printed at constant prices a class of real growth may stand: it never meets the nominal goal."""
    text = GDP.format(name="country-real-gdp") + 'growth_basis = "real"\n'
    rows = [
        *city(),
        *(
            claim(f"real-{year}", "gdp", "history", "growth", "5", year, basis="real")
            for year in (2023, 2024)
        ),
        claim("real", "gdp", "target", "growth", "5.5", 2025, basis="real"),
    ]
    result = fc.assess(fc.load(folder(tmp_path, text, rows)))
    goal = odds(result, "goal")
    assert goal.verdict == "not_assessable"  # six points and no class of nominal growth
    real = next(one for one in result.evidence.chances if one.claim == "real" and one.default)
    assert real.parts is not None
    assert real.parts.class_growth < 0.05


def test_a_vintage_after_as_of_is_refused(tmp_path: Path) -> None:
    """Figures to 2024 cannot judge a report of 2019."""
    rows = [claim("a", "gdp", "history", "level", "100", 2018, unit="亿元")]
    with pytest.raises(DossierError, match="2024, after as_of 2019"):
        fc.load(folder(tmp_path, GDP.format(name="province@2024"), rows, as_of=2019))


def test_a_class_too_old_is_shown_and_not_leaned_on(tmp_path: Path) -> None:
    """Business figures end in 1995: six points of a report of 2024 get no odds, with the reason."""
    found = odds(fc.assess(fc.load(folder(tmp_path, GDP.format(name="business"), city()))), "goal")
    assert found.verdict == "not_assessable"
    assert "1995" in render(found.message, "en")


def test_rates_are_forecast_between_their_bounds(tmp_path: Path) -> None:
    """An urban share of 67 % moves in points: its ranges stay below 100, and without a class it takes eight points."""
    rows = [
        claim(f"share-{year}", "urban", "history", "level", f"{value}", year)
        for year, value in zip(range(2015, 2025), SHARES, strict=True)
    ]
    rows.append(claim("goal", "urban", "goal", "level", "75", 2030, comparator=">="))
    result = fc.assess(fc.load(folder(tmp_path, URBAN + 'reference_class = "rate"\n', rows)))
    assert (result.forecasts["upper95"] < 100).all()
    assert 0 < odds(result, "goal").probability < 0.5
    (tmp_path / "alone").mkdir()
    alone = fc.assess(fc.load(folder(tmp_path / "alone", URBAN, rows)))
    assert odds(alone, "goal").probability is not None
    (tmp_path / "few").mkdir()
    few = fc.assess(fc.load(folder(tmp_path / "few", URBAN, rows[3:])))
    assert odds(few, "goal").verdict == "not_assessable"


def test_a_rate_near_its_bound_slows() -> None:
    """Equal changes of log odds are fewer points near 100 than in the middle; by hand at 50 and 90 %, 0.1 a year.

    From 50 %: odds 1 to e^0.5, a share of 62.2 %. From 90 %: odds 9 to 9 e^0.5, a share of 93.7 %.
    """
    pace = ReferenceClass(0.1, 0.01, 0.02, persistence=1.0, measure="rate")
    for start, expected in ((50.0, 62.25), (90.0, 93.68)):
        (made,) = predict("reference_only", [2020], [start], [2025], pace, stated=Stated(bounds=(0.0, 100.0)))
        assert quantile(made, 0.5) == pytest.approx(expected, abs=0.01)


def test_rates_outside_their_bounds_and_classes_of_amounts_are_refused() -> None:
    """103 % is no share, 100 % is never reached between bounds, and growth of amounts says nothing of points."""
    rate = reference_class("rate")
    with pytest.raises(ForecastingError, match="between 0 and 100"):
        predict("reference_only", [2020], [103.0], [2021], rate, stated=Stated(bounds=(0.0, 100.0)))
    (made,) = predict("reference_only", [2020], [50.0], [2021], rate, stated=Stated(bounds=(0.0, 100.0)))
    with pytest.raises(ForecastingError, match="between 0 and 100"):
        probability(made, 100.0)
    with pytest.raises(ClassMismatchError, match="one of amounts"):
        predict(
            "reference_only",
            [2020],
            [50.0],
            [2021],
            reference_class("province"),
            stated=Stated(bounds=(0.0, 100.0)),
        )
    with pytest.raises(ClassMismatchError, match="one of rates"):
        predict("reference_only", [2020], [50.0], [2021], rate)


def test_parts_add_up() -> None:
    """Two levels 10 % apart, a class of 5 % that keeps all its growth: w = 1 / (1 + 12 s / v0), and the rest is the latest year.

    With no interval to compare s is v0 plus the squared distance, 0.04 + 0.0453102^2 = 0.0420530. The
    forecast one year on is g0 + w (g - g0) + (0.25 + 0.2 * 0.5) (g - expected): a quarter of the latest year's excess
    goes on, and half of a fifth of that of the latest five.
    """
    made = ReferenceClass(0.05, 0.02, 0.2, persistence=1.0, cohort_sd=0.01)
    found = shrinkage([2019, 2020], [100.0, 110.0], 2021, made)
    growth, weight = 0.0953102, 1 / (1 + 12 * 0.0420530 / 0.04)
    expected = 0.05 + weight * (growth - 0.05)
    assert found.record == pytest.approx(growth)
    assert found.class_growth == pytest.approx(0.05)
    assert found.weight == pytest.approx(weight, rel=1e-5)
    assert found.forecast == pytest.approx(expected + 0.35 * (growth - expected))
    assert found.shock == pytest.approx((0.01 / found.spread) ** 2)


OUTSIDE = '[assumptions.outside.gdp]\nsource = "IMF"\ndate = "2024-10"\ngrowth = { 2025 = 7.5, 2026 = 7, 2027 = 7, 2028 = 6.5, 2029 = 6.5, 2030 = 6 }\n'


def test_an_outside_forecast_is_one_more_row(tmp_path: Path) -> None:
    """Its odds stand beside the others, with whose it is and what such forecasts have run high by; none are moved."""
    plain = fc.load(folder(tmp_path, GDP.format(name="prefecture-nominal-gdp"), city()))
    before = odds(fc.assess(plain), "goal")
    (tmp_path / "more").mkdir()
    text = GDP.format(name="prefecture-nominal-gdp") + OUTSIDE
    result = fc.assess(fc.load(folder(tmp_path / "more", text, city())))
    found = odds(result, "goal")
    assert found.probability == before.probability
    chance = next(one for one in result.evidence.chances if one.model == "outside")
    assert chance.outside is not None
    assert expm1(chance.outside.growth) == pytest.approx(0.0675, abs=0.0005)
    assert chance.outside.corrected < chance.probability
    message = render(found.message, "en")
    assert "IMF (2024-10)" in message
    assert "more than record and class" in message


def test_the_width_of_an_outside_forecast_by_hand() -> None:
    """Published in the base year: one year on 3.1 points, times the tenth that lasts; two years on both years' misses."""
    path = OutsideForecast("gdp", "IMF", "2024", 2024, "", growth=((2025, 0.05), (2026, 0.05)))
    first, second = predict_outside(path, 2024, 100.0)
    assert first.scale == pytest.approx((MISSES[1] ** 2 * 1.1) ** 0.5)
    assert second.scale == pytest.approx(((MISSES[1] ** 2 + MISSES[2] ** 2) * 1.2) ** 0.5)
    assert quantile(second, 0.5) == pytest.approx(110.25)
    lower = predict_outside(path, 2024, 100.0, optimism=True)[1]
    assert quantile(lower, 0.5) == pytest.approx(110.25 / ((1 + OPTIMISM[1]) * (1 + OPTIMISM[2])))


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("date = 2024\ngrowth = { 2025 = 7.5 }", "without a source"),
        ('source = "x"\ngrowth = { 2025 = 7.5 }', "without a date"),
        ('source = "x"\ndate = "2029-01"\ngrowth = { 2025 = 7.5 }', "published by 2025"),
        ('source = "x"\ndate = "soon"\ngrowth = { 2025 = 7.5 }', "a year, or a date"),
        ('source = "x"\ndate = 2024', "no path"),
        ('source = "x"\ndate = 2024\ngrowth = { 2020 = 7.5 }', "a year after as_of"),
        ('source = "x"\ndate = 2024\ngrowth = { 2025 = "fast" }', "a number"),
        ('source = "x"\ndate = 2024\nlevel = { 2025 = -3 }', "a positive level"),
    ],
)
def test_outside_forecasts_without_what_they_need_are_refused(tmp_path: Path, table: str, words: str) -> None:
    """No source, no date, a date that knows too much, or no usable path: a fault with its line and what is right."""
    text = GDP.format(name="prefecture-nominal-gdp") + "[assumptions.outside.gdp]\n" + table + "\n"
    with pytest.raises(DossierError, match=words) as refused:
        fc.load(folder(tmp_path, text, city()))
    assert "dossier.toml:" in str(refused.value)


def test_sums_over_years_have_odds_by_paths(tmp_path: Path) -> None:
    """A sum of 2023 to 2026 counts two known years as they are; what they leave is easier the less it asks for.

    Known: 1224.8 + 1288.5 = 2513.3. A total of 2600 leaves 43.4 a year, which is all but sure; 6000 leaves more than a
    third more each year and is all but out of reach. The mean of the same years is the sum over four.
    """
    found = {}
    for name, kind, value in (
        ("low", "total", "2600"),
        ("high", "total", "6000"),
        ("middle", "total", "5300"),
        ("mean", "period_average", "1325"),
    ):
        (tmp_path / name).mkdir()
        rows = [*city(), claim("sum", "gdp", "goal", kind, value, 2026, unit="亿元", start="2023")]
        text = GDP.format(name="prefecture-nominal-gdp")
        found[name] = odds(fc.assess(fc.load(folder(tmp_path / name, text, rows))), "sum")
    assert found["low"].probability > 0.99
    assert found["high"].probability < 0.02
    assert 0.2 < found["middle"].probability < 0.8
    assert found["mean"].probability == pytest.approx(found["middle"].probability)
    assert found["middle"].start == 2023


def test_two_thresholds_of_one_year_have_odds_each(tmp_path: Path) -> None:
    """Ensure 1,350, strive for 1,420: two rows, the second rarer."""
    rows = [
        *city(),
        claim("ensure", "gdp", "target", "level", "1350", 2025, unit="亿元"),
        claim("strive", "gdp", "target", "level", "1420", 2025, unit="亿元"),
    ]
    result = fc.assess(fc.load(folder(tmp_path, GDP.format(name="prefecture-nominal-gdp"), rows)))
    assert odds(result, "strive").probability < odds(result, "ensure").probability


def test_real_growth_without_a_record_is_held_to_its_class_alone(tmp_path: Path) -> None:
    """Levels in money say nothing of real growth: the target is held to real provinces, from 100 in the year it counts from.

    By hand: the class grew 0.0529 a year to 2024 and keeps 95 %, 5.16 %; 5.5 % asks for more than that: below a half.
    """
    text = GDP.format(name="province-nominal-gdp")
    rows = [*city()[:-1], claim("real", "gdp", "target", "growth", "5.5", 2025, basis="real")]
    found = odds(fc.assess(fc.load(folder(tmp_path, text, rows))), "real")
    assert found.facts.parts.record is None
    assert expm1(found.facts.parts.class_growth) == pytest.approx(0.0516, abs=0.0002)
    assert 0.3 < found.probability < 0.5
    assert found.grade == "D"


def test_rates_sums_and_outside_forecasts_reach_the_appendix(tmp_path: Path) -> None:
    """A dossier with all of them is written up in both languages, with the outside path among the models."""
    rows = [*city(), claim("sum", "gdp", "goal", "total", "5300", 2026, unit="亿元", start="2023")]
    rows += [
        claim(f"share-{year}", "urban", "history", "level", f"{value}", year)
        for year, value in zip(range(2015, 2025), SHARES, strict=True)
    ]
    rows.append(claim("share-goal", "urban", "goal", "level", "75", 2030, comparator=">="))
    text = GDP.format(name="prefecture-nominal-gdp") + URBAN + 'reference_class = "rate"\n' + OUTSIDE
    dossier = fc.load(folder(tmp_path, text, rows))
    for language, word in (("en", "outside forecast"), ("zh", "外部预测")):
        path = tmp_path / f"appendix.{language}.html"
        fc.appendix(fc.assess(dossier, language=language), language=language).save(path)
        assert word in path.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(
    ("kind", "value", "lower", "upper"),
    [
        ("total", "5300", 5299.5, 5300.5),
        ("period_average", "1325", 1324.5, 1325.5),
        ("change", "120", 119.5, 120.5),
    ],
)
def test_claims_that_are_neither_levels_nor_rates_have_their_row(
    tmp_path: Path, kind: str, value: str, lower: float, upper: float
) -> None:
    """A sum, a mean and an added amount stand in the frame of claims in the indicator's unit, half a digit either way."""
    rows = [*city(), claim("odd", "gdp", "goal", kind, value, 2026, unit="亿元", start="2023")]
    result = fc.assess(fc.load(folder(tmp_path, GDP.format(name="prefecture-nominal-gdp"), rows)))
    row = result.claims.set_index("claim_id").loc["odd"]
    assert (row["lower"], row["upper"]) == (lower, upper)


BESIDE = "GDP {level}亿元，增长{rate}%"


def both_targets(at: Path, level: str, rate: str, kept: tuple[str, ...] = ("level", "rate")) -> fc.Assessment:
    """The city with a level and a growth target for 2025 in one sentence, or one of them alone."""
    quote = BESIDE.format(level=level, rate=rate)
    rows = {
        "level": claim("next", "gdp", "target", "level", level, 2025, unit="亿元", quote=quote),
        "rate": claim("next-growth", "gdp", "target", "growth", rate, 2025, basis="nominal", quote=quote),
    }
    at.mkdir()
    known = GDP.format(name="prefecture-nominal-gdp")
    return fc.assess(fc.load(folder(at, known, [*city()[:-1], *(rows[one] for one in kept)])))


def test_growth_that_asks_for_more_than_the_level_beside_it_has_odds_of_its_own(tmp_path: Path) -> None:
    """1288.5 to 1340 is 4.0 %, and 6.5 % takes 1372.3: each has the odds it has where it stands alone."""
    both = both_targets(tmp_path / "both", "1340", "6.5")
    level, rate = odds(both, "next"), odds(both, "next-growth")
    assert "next-growth" not in level.claims
    assert (
        level.probability
        == odds(both_targets(tmp_path / "level", "1340", "6.5", ("level",)), "next").probability
    )
    alone = odds(both_targets(tmp_path / "rate", "1340", "6.5", ("rate",)), "next-growth")
    assert rate.probability == alone.probability
    assert rate.probability < level.probability
    assert rate.facts.level == pytest.approx(1288.5 * 1.065)
    assert "growth target of 6.5 % in 2025, which takes 1372" in render(rate.message, "en")
    assert "2025年增长6.5%的年度目标（须达到1372亿元）" in render(rate.message, "zh")
    assert "within rounding" not in render(level.message, "en")
    tables = [
        table
        for brief in (True, False)
        for table in fc.appendix(both, language="en", brief=brief).document.blocks
        if getattr(table, "id", "") in ("table-chances", "table-odds")
    ]
    assert len(tables) == 2
    assert all("6.5 % growth 2025: ≥1372" in block_text(table) for table in tables)
    # The path is that of the level, which stands in the report's own words.
    assert [one.claim for one in both.plans[0].targets] == ["next"]


def test_the_workbook_has_a_row_of_odds_for_both(tmp_path: Path) -> None:
    """The sheet of odds has the level of 1340 and, as a number of its own, the 1372.3 that 6.5 % takes."""
    book = openpyxl.load_workbook(
        BytesIO(write_workbook([both_targets(tmp_path / "both", "1340", "6.5")])), data_only=True
    )
    levels = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert 1340 in levels
    assert any(isinstance(one, float) and one == pytest.approx(1288.5 * 1.065) for one in levels)


def test_growth_that_asks_for_the_same_as_the_level_beside_it_is_said_to(tmp_path: Path) -> None:
    """1288.5 and 4 % are 1333.8 to 1346.5 with rounding, and 1340 lies within: one row, which says so."""
    both = both_targets(tmp_path / "both", "1340", "4")
    (found,) = [one for one in both.found if one.check == "odds"]
    assert "growth of 4 % printed beside it asks for the same within rounding" in render(found.message, "en")
    assert "并列的增速4%在四舍五入范围内即同一目标" in render(found.message, "zh")


def test_growth_beside_a_floor_is_compared_with_the_floor(tmp_path: Path) -> None:
    """At least 1340 leaves 1372.3 possible, and is reached sooner all the same: two rows."""
    quote = "GDP 1340亿元以上，增长6.5%"
    rows = [
        claim("next", "gdp", "target", "level", "1340", 2025, unit="亿元", comparator=">=", quote=quote),
        claim("next-growth", "gdp", "target", "growth", "6.5", 2025, basis="nominal", quote=quote),
    ]
    known = GDP.format(name="prefecture-nominal-gdp")
    result = fc.assess(fc.load(folder(tmp_path, known, [*city()[:-1], *rows])))
    assert odds(result, "next-growth").probability < odds(result, "next").probability


def test_growth_in_each_of_several_years_is_more_than_the_level_they_end_at(tmp_path: Path) -> None:
    """1288.5 and 5 % in each of 2025 to 2027 end at 1491.6; to reach that level takes no such growth in every year."""
    quote = "2027年GDP 1492亿元，每年增长5%"
    rows = [
        claim("end", "gdp", "target", "level", "1492", 2027, unit="亿元", quote=quote),
        claim(
            "each", "gdp", "target", "growth_each_year", "5", 2027, start="2024", basis="nominal", quote=quote
        ),
    ]
    known = GDP.format(name="prefecture-nominal-gdp")
    result = fc.assess(fc.load(folder(tmp_path, known, [*city()[:-1], *rows])))
    level, each = odds(result, "end"), odds(result, "each")
    assert "within rounding" not in render(level.message, "en")
    assert each.probability < level.probability


def beside(at: Path, level: dict[str, str], rate: str) -> list[Finding]:
    """The odds of the city with a level target for 2025, in cells of its own, and a growth target in one sentence."""
    quote = f"{level.pop('words')}，增长{rate}%"
    rows = [
        claim("next", "gdp", "target", "level", level.pop("value"), 2025, unit="亿元", quote=quote, **level),
        claim("next-growth", "gdp", "target", "growth", rate, 2025, basis="nominal", quote=quote),
    ]
    result = fc.assess(fc.load(folder(at, GDP.format(name="prefecture-nominal-gdp"), [*city()[:-1], *rows])))
    return [one for one in result.found if one.check == "odds"]


def test_growth_beside_a_level_said_about_is_the_same_target(tmp_path: Path) -> None:
    """1288.5 and 5.0 % are 1352.9, and about 1340 is 1273 to 1407: one row; exactly 1340 would make two."""
    level = {"value": "1340", "words": "GDP约1340亿元", "comparator": "~"}
    (found,) = beside(tmp_path, level, "5.0")
    assert "asks for the same within rounding" in render(found.message, "en")


def test_growth_beside_a_range_is_compared_with_the_digits_of_the_end_that_counts(tmp_path: Path) -> None:
    """4.06 % asks for 1340.7 to 1340.9. Kept within 1300 to 1340.5 is below 1340.55, although 1300 is rounded to the one: two rows."""
    level = {"value": "1300..1340.5", "words": "GDP控制在1300至1340.5亿元以内", "comparator": ".."}
    assert len(beside(tmp_path, level, "4.06")) == 2
