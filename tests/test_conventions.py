"""Conventions: which kind a label names, and on what price basis its growth is printed."""

import re
import tomllib
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files

import pytest

from forecasting.dossier import conventions
from forecasting.dossier.conventions import ConventionError, Rule, find, get
from forecasting.numbers import stated

TABLE = tomllib.loads(files("forecasting.dossier").joinpath("conventions.toml").read_text(encoding="utf-8"))
KINDS = conventions.conventions()


def test_there_is_a_convention_for_sixty_kinds_and_more() -> None:
    """The kinds of indicator that reports in Chinese and English are made of are there."""
    assert len(KINDS) >= 60


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_is_whole(kind) -> None:
    """Names in both languages, a known measure and basis, bounds for rates alone, a unit and a source."""
    assert kind.names["en"]
    assert kind.names["zh"]
    assert kind.measure in conventions.MEASURES
    assert kind.growth_basis in conventions.GROWTH_BASES
    assert kind.better in {"higher", "lower"}
    assert (kind.bounds is not None) is (kind.measure == "rate")
    assert kind.unit
    assert len(kind.source) > 20
    if kind.measure in {"rate", "count"}:
        assert kind.growth_basis == "physical", "a rate or a count has no price"


@pytest.mark.parametrize("rule", [rule for kind in KINDS.values() for rule in kind.rules])
def test_each_rule_says_where_it_was_read(rule) -> None:
    """A rule names its country and source, and says something."""
    assert len(rule.country) == 2
    assert rule.country.isupper()
    assert len(rule.source) > 20
    assert rule.level in {"", *conventions.LEVELS}
    said = (rule.growth_basis, rule.levels_basis, rule.levels_comparable)
    assert rule.breaks or any(one is not None for one in said)


def test_every_source_is_used_and_dated() -> None:
    """No document is listed for show, and each carries a year by which it can be found."""
    rows = [
        *TABLE["kinds"].values(),
        *(rule for kind in TABLE["kinds"].values() for rule in kind.get("rules", ())),
    ]
    assert {key for row in rows for key in row["sources"]} == set(TABLE["sources"])
    undated = {key for key, text in TABLE["sources"].items() if not re.search(r"(?:19|20)[0-9]{2}", text)}
    # Standing pages, which firms and the World Bank's help desk keep without a date.
    assert undated == {"ahlsell", "elekta", "kreate", "nibe", "wb-gni"}


def test_no_name_belongs_to_two_kinds() -> None:
    """A name read two ways would let the order of the table decide."""
    owners: dict[str, list[str]] = {}
    for kind in KINDS.values():
        for names in kind.names.values():
            for name in names:
                owners.setdefault(conventions._key(name), []).append(kind.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_is_found_by_each_of_its_names(kind) -> None:
    """No name is hidden behind another kind's."""
    for names in kind.names.values():
        for name in names:
            assert find(name, kind.unit) is kind


@pytest.mark.parametrize(
    ("label", "unit", "id_", "expected"),
    [
        ({"en": "GDP", "zh": "地区生产总值"}, "亿元", "", "gdp"),
        ({"en": "GDP", "zh": "人均生产总值"}, "元", "", "gdp_per_head"),
        ("GDP per head", "USD", "", "gdp_per_head"),
        ("gdp", "亿元", "", "gdp"),
        ("福建省地区生产总值（GDP）", "亿元", "", "gdp"),
        ("全省地区生产总值", "亿元", "", "gdp"),
        ("国内生产总值", "亿元", "", "gdp"),
        ("开发区规模以上工业增加值", "亿元", "", "above_scale_industrial_value_added"),
        ("全市规模以上工业增加值增速", "亿元", "", "above_scale_industrial_value_added"),
        ({"en": "Revenue", "zh": "一般公共预算收入"}, "亿元", "", "general_budget_revenue"),
        ({"en": "Revenue", "zh": "财政收入"}, "亿元", "", "fiscal_revenue"),
        ("Revenue", "GBP m", "", "company_revenue"),
        ("全市总财力", "亿元", "", "fiscal_resources"),
        ("固定资产投资（不含农户）", "亿元", "", "fixed_asset_investment"),
        ("年末常住人口", "万人", "", "population"),
        ("Total population", "persons", "", "population"),
        ("居民消费价格总水平涨幅", "%", "", "consumer_prices"),
        ("全市单位GDP能耗", "吨标准煤/万元", "", "energy_per_gdp"),
        ("城镇居民人均可支配收入", "元", "", "urban_income"),
        ("x", "亿元", "fiscal_revenue", "fiscal_revenue"),
        ("x", "亿元", "foreign_direct_investment", "foreign_direct_investment"),
    ],
)
def test_labels_find_their_kind(label, unit: str, id_: str, expected: str) -> None:
    """A label finds its kind in either language, with a place or a year-end before it; the fuller name wins."""
    found = find(label, unit, id_)
    assert found is not None
    assert found.id == expected


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("收入", "亿元"),  # whose?
        ("Rest of GDP", "亿元"),
        ("GDP", "%"),  # a rate is no amount of money
        ("GDP growth", "%"),
        ("Nominal GDP", "亿元"),  # says itself that the rule does not hold
        ("Output of the parks within the zone", "亿元"),
        ("区中园产值", "亿元"),
        ("高新技术产业增加值率", "%"),
        ("Exports", "%"),
        ("Population", "亿元"),
        ("x", "亿元"),
        ("", "亿元"),
        ("固定资产投资占地区生产总值", "%"),
    ],
)
def test_what_is_not_surely_a_kind_is_none(label: str, unit: str) -> None:
    """Part of a name, or a name with a unit of another kind, takes no convention."""
    assert find(label, unit) is None


@pytest.mark.parametrize(
    ("kind", "start", "end", "levels", "printed"),
    # Levels and rates printed in one text: reports on the work of the government of 2025 and 2026, statistics
    # bureau. Where the rate is no quotient of the levels within half a unit, growth is not nominal here.
    [
        ("gdp", 2024, 2025, ("57761", "60199.45"), "5"),  # Fujian
        ("gdp", 2024, 2025, ("5503", "5696"), "5.3"),  # Ningxia
        ("gdp", 2024, 2025, ("32193.15", "33757.93"), "5.3"),  # Chongqing
        ("gdp", 2024, 2025, ("64697", "67665"), "5.5"),  # Sichuan
        ("fixed_asset_investment", 2023, 2024, ("147482", "143401"), "4.2"),  # China, January to April
    ],
)
def test_rates_that_are_no_quotient_have_a_convention_that_says_so(
    kind: str, start: int, end: int, levels: tuple[str, str], printed: str
) -> None:
    """Published pairs that do not divide into their rate stand under constant prices or another scope."""
    before, after = (stated.stated_interval("=", level) for level in levels)
    quotient = after.over(before).plus(Fraction(-1)).times(Fraction(100))
    assert not quotient.meets(stated.stated_interval("=", printed))
    basis, source = get(kind).growth_basis_in("CN", end)
    comparable, _ = get(kind).levels_comparable_in("CN", start, end)
    assert basis == "real" or not comparable
    assert source


@pytest.mark.parametrize(
    ("kind", "levels", "printed"),
    [
        ("general_budget_revenue", ("8374.2", "8500"), "1.5"),  # Shanghai, reports of 2025 and 2026
        ("general_budget_revenue", ("3614.6", "3723.35"), "3"),  # Fujian, same years
    ],
)
def test_nominal_rates_are_the_quotient_of_their_levels(
    kind: str, levels: tuple[str, str], printed: str
) -> None:
    """Where the table says nominal, published pairs divide into their rate."""
    before, after = (stated.stated_interval("=", level) for level in levels)
    quotient = after.over(before).plus(Fraction(-1)).times(Fraction(100))
    assert quotient.meets(stated.stated_interval("=", printed))
    assert get(kind).growth_basis_in("CN", 2025)[0] == "nominal"
    assert get(kind).levels_comparable_in("CN", 2024, 2025)[0]


@pytest.mark.parametrize(
    ("level", "basis"), [("national", "real"), ("provincial", "nominal"), ("", "unstated")]
)
def test_income_is_real_in_national_and_nominal_in_provincial_reports(level: str, basis: str) -> None:
    """The same phrase stands for both, so where the level is not known nothing is assumed."""
    assert get("household_income").growth_basis_in("CN", 2012, level)[0] == basis


def test_a_rule_of_one_level_of_government_goes_before_a_rule_of_all() -> None:
    """Where the nation prints real growth and everyone else nominal, the order of the rules decides nothing."""
    every = Rule("CN", "a rule of all", growth_basis="nominal")
    nation = Rule("CN", "a rule of the nation", level="national", growth_basis="real")
    for rules in ((every, nation), (nation, every)):
        kind = replace(get("household_income"), rules=rules)
        assert kind.growth_basis_in("CN", 2012, "national")[0] == "real"
        assert kind.growth_basis_in("CN", 2012, "provincial")[0] == "nominal"


@pytest.mark.parametrize(
    ("kind", "start", "end", "comparable"),
    [
        ("fixed_asset_investment", 2014, 2015, True),
        ("fixed_asset_investment", 2010, 2011, False),  # the threshold rose to 5 million yuan
        ("fixed_asset_investment", 2017, 2018, False),
        ("industrial_profit", 2015, 2016, True),
        ("industrial_profit", 2017, 2018, False),
        ("urban_income", 2012, 2013, False),  # one survey for town and country
        ("urban_income", 2013, 2014, True),
        ("exports", 2024, 2025, True),
    ],
)
def test_breaks_and_scopes_that_keep_levels_apart(kind: str, start: int, end: int, comparable: bool) -> None:  # noqa: FBT001
    """Levels across a change of scope do not compare, in either order of the years."""
    assert get(kind).levels_comparable_in("CN", start, end)[0] is comparable
    assert get(kind).levels_comparable_in("cn", end if comparable else start, end)[0] is comparable


def test_gross_output_was_real_until_2003() -> None:
    """Fixed price lists ended with 2003; later growth of gross output is printed both ways."""
    output = get("gross_industrial_output")
    assert output.growth_basis_in("CN", 2003)[0] == "real"
    assert output.growth_basis_in("CN", 2004)[0] == "unstated"
    assert output.growth_basis_in("", 2003)[0] == "unstated"


def test_india_prints_levels_at_constant_prices() -> None:
    """299.89 to 322.58 lakh crore is +7.57 %, printed 7.6: there the levels are real themselves."""
    assert get("gdp").levels_basis_in("IN", 2025)[0] == "real"
    assert get("gdp").levels_basis_in("CN", 2025)[0] == "nominal"
    assert get("population").levels_basis_in("CN", 2025)[0] == "physical"


def test_bounds_follow_the_unit() -> None:
    """A share is at most 100 % and 10 成; growth of population in per mille is bounded in percent, too."""
    assert get("urbanisation").bounds == (0, 100)
    assert get("urbanisation").bounds_in("成") == (0, 10)
    assert get("natural_growth_rate").bounds_in("%") == (-100, 100)
    assert get("gdp").bounds_in("亿元") is None
    low, _ = get("consumer_prices").bounds
    assert low < 0, "prices may fall"


@pytest.mark.parametrize(
    ("label", "unit", "country"),
    [
        ({"en": "GDP", "zh": "地区生产总值"}, "亿元", "CN"),
        ({"en": "GDP", "zh": "GDP"}, "CNY bn", "CN"),
        ("出口总额", "亿美元", "CN"),
        ("GDP", "USD bn", ""),
        ("GDP", "%", ""),
    ],
)
def test_money_and_language_tell_the_country(label, unit: str, country: str) -> None:
    """The country is taken from the money, else from a Chinese label, else it is not known."""
    assert conventions.country_of(label, unit) == country


def test_an_unknown_convention_says_what_there_is() -> None:
    """A slip in `convention = ` is answered with the list."""
    with pytest.raises(ConventionError, match=r"'gpd'.*gdp, gdp_per_head"):
        get("gpd")


def test_a_break_of_one_country_holds_for_no_other() -> None:
    """Where levels of China on two sides of a year do not compare, those of another country do as ever."""
    kinds = [kind for kind in conventions.conventions().values() if any(rule.breaks for rule in kind.rules)]
    assert kinds
    for kind in kinds:
        year = next(year for rule in kind.rules for year in rule.breaks)
        assert not kind.levels_comparable_in("CN", year - 1, year)[0]
        assert kind.levels_comparable_in("US", year - 1, year)[0] is kind.levels_comparable
