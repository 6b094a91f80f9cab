"""What a dossier says of its indicators and how they hang together, and what is taken where it says nothing."""

import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest

from forecasting import dossier as claims
from forecasting.dossier.model import DEFAULT_DEFLATOR, Assumptions, Identity, Indicator, Source
from forecasting.errors import Fault
from forecasting.words import render

HEAD = """\
title = "Harbour report"
entity = "harbour"
as_of = 2020

[sources.report]
title = "Work report"
published = 2021
"""
HEADER = "claim_id,entity,indicator,role,kind,basis,comparator,value,unit,start,end,every,reading,of,source,locator,quote,note\n"


def written(folder: Path, *tables: str) -> Path:
    """A dossier folder without claims, with these tables after its head."""
    folder.mkdir(exist_ok=True)
    (folder / "dossier.toml").write_text("\n".join((HEAD, *tables)), encoding="utf-8")
    (folder / "claims.csv").write_text(HEADER, encoding="utf-8")
    return folder


def table(id_: str, label: str, unit: str, *more: str, basis: str = "nominal") -> str:
    """The table of an indicator."""
    lines = (f"[indicators.{id_}]", f'label = "{label}"', f'unit = "{unit}"', f'basis = "{basis}"', *more, "")
    return "\n".join(lines)


def loaded(folder: Path, *tables: str) -> claims.Dossier:
    """A dossier, after it came out of writing anew equal to what went in."""
    dossier = claims.load(written(folder, *tables))
    claims.write_folder(dataclasses.replace(dossier, folder=None), folder / "anew")
    assert claims.load(folder / "anew") == dossier
    return dossier


def fault_of(folder: Path, *tables: str) -> Fault:
    """The one fault of a dossier."""
    dossier, faults = claims.read_folder(written(folder, *tables))
    assert dossier is None
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]


# ---- measure and bounds


def test_label_unit_and_basis_are_enough(tmp_path) -> None:
    """Nothing else has to be said; what falls under no convention is an amount of which more is better."""
    known = loaded(tmp_path, table("x", "Works", "亿元")).indicators["x"]
    assert (known.measure, known.better, known.bounds, known.convention) == ("amount", "higher", None, "")
    assert (known.growth_basis, known.growth_basis_from) == ("nominal", "basis")
    assert known.levels_comparable


def test_what_is_in_percent_is_a_rate_and_said_to_be(tmp_path) -> None:
    """A unit of parts makes a rate from nothing to the whole, and a notice names it; what is stated is not noticed."""
    dossier = loaded(
        tmp_path,
        table("a", "Sewers", "%", basis="physical"),
        table("b", "Deaths in a thousand", "‰", basis="physical"),
        table("c", "Harvest lost", "成", basis="physical"),
        table("d", "Paved", "%", 'measure = "rate"', basis="physical"),
        table("e", "Inflated", "%", 'measure = "amount"', basis="physical"),
    )
    known = dossier.indicators
    assert [one.measure for one in known.values()] == ["rate", "rate", "rate", "rate", "amount"]
    assert [one.bounds and one.bounds[1] for one in known.values()] == [100, 1000, 10, 100, None]
    (notice,) = dossier.notices
    assert "a (%), b (‰), c (成) are rates for their units" in notice


def test_bounds_may_be_open(tmp_path) -> None:
    """A rate may have no lowest or no highest value, and other ends than 0 and 100."""
    dossier = loaded(
        tmp_path,
        table("a", "Balance", "%", "bounds = [-inf, 100]", basis="physical"),
        table("b", "Margin", "%", "bounds = [-12.5, inf]", basis="physical"),
    )
    assert dossier.indicators["a"].bounds == (None, 100)
    assert dossier.indicators["b"].bounds == (Fraction(-25, 2), None)


def test_an_index_has_a_year_that_is_100(tmp_path) -> None:
    """The year may be left out, or be the year before: then the index is a growth rate."""
    dossier = loaded(
        tmp_path,
        table("a", "Rents", "点", 'measure = "index"', "index_year = 2015"),
        table("b", "Fares", "点", 'measure = "index"', 'index_year = "上年"'),
        table("c", "Tolls", "点", 'measure = "index"'),
    )
    assert [one.index_year for one in dossier.indicators.values()] == [2015, "previous", None]


@pytest.mark.parametrize(
    ("lines", "unit", "key", "words"),
    [
        (('measure = "share"',), "%", "measure", "amount, count, rate, index"),
        (('measure = "rate"',), "亿元", "measure", "a rate in %, ‰ or 成"),
        (('measure = "count"',), "%", "measure", "a unit of things"),
        (('measure = "rate"', "bounds = [100, 0]"), "%", "bounds", "the lower one first"),
        (('measure = "rate"', "bounds = [inf, 100]"), "%", "bounds", "two numbers"),
        (('measure = "rate"', "bounds = [nan, 100]"), "%", "bounds", "two numbers"),
        (('measure = "rate"', "bounds = [0]"), "%", "bounds", "two numbers"),
        (('measure = "rate"', "bounds = 100"), "%", "bounds", "two numbers"),
        (("bounds = [0, 100]",), "亿元", "bounds", 'bounds only for measure = "rate"'),
        (("index_year = 2015",), "亿元", "index_year", 'only for measure = "index"'),
        (('measure = "index"', "index_year = true"), "点", "index_year", "a year"),
        (('measure = "index"', 'index_year = "2014/15"'), "点", "index_year", "fiscal_years"),
        (('growth_basis = "current"',), "亿元", "growth_basis", "nominal, real, physical, unstated"),
        (('convention = "gpd"',), "亿元", "convention", "perhaps gdp"),
        (("levels_comparable = 1",), "亿元", "levels_comparable", "true or false"),
    ],
)
def test_what_contradicts_the_measure_is_a_fault(
    tmp_path, lines: tuple[str, ...], unit: str, key: str, words: str
) -> None:
    """Each is one fault at its key, with what would be right."""
    fault = fault_of(tmp_path, table("x", "Works", unit, *lines))
    assert fault.column == f"indicators.x.{key}"
    assert words in fault.expected


# ---- conventions


def test_an_indicator_follows_the_convention_of_its_label(tmp_path) -> None:
    """Unemployment is a rate that is better low, new jobs are whole things; investment levels do not compare."""
    dossier = loaded(
        tmp_path,
        table("u", "城镇登记失业率", "%", basis="physical"),
        table("j", "城镇新增就业", "万人", basis="physical"),
        table("i", "固定资产投资（不含农户）", "亿元"),
        table("p", "居民消费价格涨幅", "%", basis="physical"),
    )
    known = dossier.indicators
    assert (known["u"].measure, known["u"].better) == ("rate", "lower")
    assert known["j"].measure == "count"
    assert (known["i"].convention, known["i"].levels_comparable) == ("fixed_asset_investment", False)
    low, _ = known["p"].bounds
    assert low < 0, "prices may fall"
    assert dossier.notices == ()


def test_a_convention_taken_by_its_label_is_said(tmp_path) -> None:
    """What nobody wrote into the dossier is told in both languages; what it names itself is not."""
    dossier = loaded(
        tmp_path,
        table("u", "城镇登记失业率", "%", basis="physical"),
        table("g", "Works", "亿元", 'convention = "gdp"'),
    )
    said, remedy = claims.conventions_taken(dossier)
    for language, words in (("en", ("a rate", "lower is better")), ("zh", ("比率", "越低越好"))):
        text = render(said, language)
        assert all(word in text for word in ("城镇登记失业率", *words))
        assert 'convention = "none"' in render(remedy, language)


@pytest.mark.parametrize(
    ("label", "unit", "basis", "growth_basis", "source"),
    [
        # Conventions: GDP at constant prices, exports at current ones, income without a word on either.
        ("地区生产总值", "亿元", "nominal", "real", "convention"),
        ("出口总额", "亿元", "nominal", "nominal", "convention"),
        ("城镇居民人均可支配收入", "元", "nominal", "unstated", "convention"),
        # Levels at constant prices, or of things, say on which basis they grow.
        ("出口总额", "亿元", "real", "real", "basis"),
        ("粮食产量", "万吨", "physical", "physical", "basis"),
        ("Works", "亿元", "nominal", "nominal", "basis"),
    ],
)
def test_growth_is_on_the_basis_of_the_convention(
    tmp_path, label: str, unit: str, basis: str, growth_basis: str, source: str
) -> None:
    """Printed growth of money takes its price basis from the convention, and it is known who said so."""
    known = loaded(tmp_path, table("x", label, unit, basis=basis)).indicators["x"]
    assert (known.growth_basis, known.growth_basis_from) == (growth_basis, source)


def test_what_the_dossier_states_wins(tmp_path) -> None:
    """Every key overrules the convention, and "none" takes none."""
    lines = ('measure = "rate"', 'better = "higher"', "bounds = [1, 9]")
    dossier = loaded(
        tmp_path,
        table("u", "城镇登记失业率", "%", *lines, basis="physical"),
        table("i", "固定资产投资", "亿元", "levels_comparable = true"),
        table("j", "城镇新增就业", "万人", 'convention = "none"', basis="physical"),
        table("g", "Works", "亿元", 'convention = "gdp"', 'growth_basis = "nominal"'),
    )
    known = dossier.indicators
    assert (known["u"].better, known["u"].bounds) == ("higher", (1, 9))
    assert known["i"].levels_comparable
    assert (known["j"].measure, known["j"].convention) == ("amount", "")
    assert (known["g"].convention, known["g"].growth_basis, known["g"].growth_basis_from) == (
        "gdp",
        "nominal",
        "dossier",
    )


def test_a_convention_of_another_measure_is_a_fault(tmp_path) -> None:
    """An unemployment rate is not printed in persons."""
    fault = fault_of(tmp_path, table("u", "Jobless", "万人", 'convention = "unemployment"', basis="physical"))
    assert fault.column in {"indicators.u.measure", "indicators.u.convention"}


def test_growth_may_be_on_no_stated_basis(tmp_path) -> None:
    """The dossier may say that it is not known on which basis growth is printed."""
    known = loaded(tmp_path, table("x", "Works", "亿元", 'growth_basis = "unstated"')).indicators["x"]
    assert (known.growth_basis, known.growth_basis_from) == ("unstated", "dossier")


def test_an_indicator_made_in_memory_survives_writing(tmp_path) -> None:
    """What its convention or unit would add has to be written, so that it comes back as it was."""
    dossier = claims.load(written(tmp_path, table("x", "Works", "亿元")))
    made = {
        "gdp": Indicator("gdp", {"en": "GDP", "zh": "地区生产总值"}, "亿元", "nominal"),
        "jobs": Indicator(
            "jobs", {"en": "New urban jobs", "zh": "城镇新增就业"}, "万人", "physical", better="lower"
        ),
        "part": Indicator("part", {"en": "Paved", "zh": "铺装"}, "%", "physical"),
    }
    claims.write_folder(dataclasses.replace(dossier, indicators=made, folder=None), tmp_path / "new")
    back = claims.load(tmp_path / "new").indicators
    assert back == made


# ---- sums and products

GDP = table("gdp", "Worth", "亿元")
HEAD_ = table("head", "Worth a head", "元")
PEOPLE = table("people", "Dwellers", "万人", basis="physical")


@pytest.mark.parametrize(
    "text",
    [
        'total = "gdp"\nfactors = ["head", "people"]',
        'product = "gdp = head * people"',
        'product = "gdp=head × people"',
    ],
)
def test_a_product_can_be_said_in_two_ways(tmp_path, text: str) -> None:
    """GDP is GDP a head times population: 50,000 yuan times 100 times 10,000 people are 500 times 100 million yuan."""
    dossier = loaded(tmp_path, GDP, HEAD_, PEOPLE, f"[[identities]]\n{text}\n")
    (identity,) = dossier.identities
    assert (identity.total, identity.parts, identity.factors) == ("gdp", (), ("head", "people"))
    scale = claims.product_scale(identity, dossier.indicators)
    assert 50000 * 100 * scale == 500


@pytest.mark.parametrize(
    ("units", "scale"),
    [
        (("亿元", "元/人", "万人"), Fraction(1, 10**4)),
        (("USD bn", "USD per head", "million people"), Fraction(1, 1000)),
        # 15.9 % of GDP are exports.
        (("亿元", "亿元", "%"), Fraction(1, 100)),
        (("万吨", "吨/亩", "万亩"), Fraction(1)),
    ],
)
def test_a_product_has_the_scale_of_its_units(units: tuple[str, ...], scale: Fraction) -> None:
    """The total is in its own unit, whatever the factors are in; "a head" goes with the heads."""
    names = ("total", "one", "other")
    known = {
        name: Indicator(name, {"en": name}, unit, "nominal") for name, unit in zip(names, units, strict=True)
    }
    assert claims.product_scale(Identity("total", (), "", ("one", "other")), known) == scale


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('total = "gdp"\nfactors = ["head"]', "factors", "two factors or more"),
        ('total = "gdp"\nfactors = ["head", "gdp"]', "factors", "not the total itself"),
        ('total = "gdp"\nfactors = ["head", "heads"]', "factors", "gdp, head, people"),
        ('total = "gdp"\nfactors = ["dollars", "people"]', "factors", "currencies never convert silently"),
        ('total = "gdp"\nfactors = ["dollars", "head"]', "factors", "one factor in CNY"),
        ('total = "people"\nfactors = ["head", "gdp"]', "factors", "no factor in money"),
        ('total = "gdp"\nfactors = ["head", "sheaves"]', "factors", "units that are known"),
        ('product = "gdp = head"', "product", "gdp = gdp_per_head * population"),
        ('product = "gdp = head + people"', "product", "gdp = gdp_per_head * population"),
        ('product = "gdp = head * person"', "product", "gdp, head, people"),
        (
            'total = "gdp"\nparts = ["head"]\nfactors = ["head", "people"]',
            "factors",
            "one of parts, factors, product",
        ),
        ('total = "gdp"\nparts = ["dollars"]', "parts", "currencies never convert silently"),
        ('total = "gdp"', "parts", "a list of indicators"),
    ],
)
def test_a_sum_or_product_without_sense_is_a_fault(tmp_path, text: str, key: str, words: str) -> None:
    """Two currencies, a factor that is missing or unknown, two ways at once: each is one fault with the remedy."""
    dollars, sheaves = table("dollars", "Foreign worth", "USD m"), table("sheaves", "Sheaves", "sheaf")
    fault = fault_of(tmp_path, GDP, HEAD_, PEOPLE, dollars, sheaves, f"[[identities]]\n{text}\n")
    assert fault.column == f"identities.0.{key}"
    assert words in fault.expected


# ---- assumptions, sources, marks of the dossier


def test_price_changes_by_year_and_place(tmp_path) -> None:
    """The band of a place stands before that of a year, a year's before the general one, which has a default."""
    dossier = loaded(
        tmp_path,
        table("x", "Works", "亿元"),
        "[assumptions]\ndeflator = [-0.02, 0.08]\n[assumptions.deflator_by_year]\n2009 = [-0.03, 0.01]\n",
        "[assumptions.deflator_by_place]\nharbour = [0.0, 0.3]\n[assumptions.outside]\nprices = 3\n",
    )
    held = dossier.assumptions
    assert held.price_change(2009) == (Fraction(-3, 100), Fraction(1, 100))
    assert held.price_change(2010) == (Fraction(-1, 50), Fraction(2, 25))
    assert held.price_change(2009, "harbour") == (0, Fraction(3, 10))
    assert held.outside == {"prices": 3}
    assert Assumptions().price_change(2010) == DEFAULT_DEFLATOR == (Fraction(-1, 20), Fraction(3, 20))


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("[assumptions.deflator_by_year]\n2009 = 0.1\n", "deflator_by_year.2009", "two numbers"),
        ("[assumptions.deflator_by_year]\n09 = [0.0, 0.1]\n", "deflator_by_year.09", "a year in four digits"),
        (
            "[assumptions.deflator_by_place]\nharbor = [0.0, 0.1]\n",
            "deflator_by_place.harbor",
            "perhaps harbour",
        ),
        ("[assumptions]\noutside = 3\n", "outside", "a table"),
        ("[assumptions]\ndeflator_by_year = [0.0, 0.1]\n", "deflator_by_year", "a table"),
    ],
)
def test_price_changes_without_sense_are_faults(tmp_path, text: str, key: str, words: str) -> None:
    """A year that is none and a place nobody quotes would be left unused in silence."""
    fault = fault_of(tmp_path, table("x", "Works", "亿元"), text)
    assert fault.column == f"assumptions.{key}"
    assert words in fault.expected


@pytest.mark.parametrize(
    ("published", "vintage"),
    [(2010, 2010), ("2010", 2010), ("2010-03-05", 2010), ("", None), ("spring", None)],
)
def test_sources_of_one_published_year_are_one_vintage(published: int | str, vintage: int | None) -> None:
    """A year or a date says it; nothing else does."""
    assert Source("report", "Report", published).vintage == vintage


def test_marks_of_a_dossier_are_kept(tmp_path) -> None:
    """How years and numbers are written and whether a person has gone through it survive writing; wrong ones are faults."""
    marks = 'fiscal_years = "first"\nnumbers = "1.234,5"\nreviewed = false\n'
    text = HEAD.replace("as_of = 2020\n", f"as_of = 2020\n{marks}")
    folder = written(tmp_path / "one")
    (folder / "dossier.toml").write_text(text, encoding="utf-8")
    dossier = claims.load(folder)
    assert (dossier.fiscal_years, dossier.numbers, dossier.reviewed) == ("first", "1.234,5", False)
    claims.write_folder(dataclasses.replace(dossier, folder=None), tmp_path / "two")
    assert claims.load(tmp_path / "two") == dossier
    for mark, wrong in (("fiscal_years", '"third"'), ("numbers", '"1.2.3"'), ("reviewed", '"no"')):
        (folder / "dossier.toml").write_text(
            HEAD.replace("as_of", f"{mark} = {wrong}\nas_of"), encoding="utf-8"
        )
        _, faults = claims.read_folder(folder)
        assert [fault.column for fault in faults] == [mark]
