"""The two dossiers under data/: rows against quotes, ids against each other, files against data/README.md.

Nothing but the last test uses the package, so that a fault in the package cannot hide a fault in the data.
"""

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from forecasting import dossier as claims

DATA = Path(__file__).parents[1] / "data"
DOSSIERS = ("jungar", "yanjiao")
MAIN = {
    "gdp",
    "fiscal_revenue",
    "fixed_asset_investment",
    "fdi",
    "domestic_capital",
    "industrial_output",
    "industrial_value_added",
    "exports",
}
CHINESE_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2} | dict(
    zip("三四五六七八九", range(3, 10), strict=True)
)


def rows_of(name):
    """The rows of one dossier's claims.csv."""
    with (DATA / name / "claims.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def toml_of(name, file):
    """One TOML file of a dossier."""
    return tomllib.loads((DATA / name / file).read_text(encoding="utf-8"))


ROWS = [(name, row) for name in DOSSIERS for row in rows_of(name)]
YANJIAO = {row["claim_id"]: row for row in rows_of("yanjiao")}
README = (DATA / "README.md").read_text(encoding="utf-8")
each_row = pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{n}-{r['claim_id']}" for n, r in ROWS])


def chinese_numeral(text):
    """Value of a Chinese numeral below a thousand: 两, 十, 十八, 四十, 三百二十."""
    total = digit = 0
    for character in text:
        if character in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[character]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return total + digit


def printed_numbers(quote):
    """All numbers in a quote as ASCII digits; 万 and 亿 are units here, no part of the number."""
    text = unicodedata.normalize("NFKC", quote)
    numeral = "[" + "".join(CHINESE_DIGITS) + "十百]+"
    text = re.sub(numeral, lambda match: f" {chinese_numeral(match[0])} ", text)
    return re.findall(r"[0-9]+(?:\.[0-9]+)?", text)


def number(claim_id):
    """The printed value of a Yanjiao claim as an exact fraction."""
    return Fraction(YANJIAO[claim_id]["value"])


def percent(ratio, years=1):
    """Yearly growth in percent behind a ratio over some years."""
    return 100 * (float(ratio) ** (1 / years) - 1)


@pytest.mark.parametrize(
    ("quote", "numbers"),
    [("四十万人", ["40"]), ("全市十八个", ["18"]), ("每５年翻两番", ["5", "2"]), ("27.46亿元", ["27.46"])],
)
def test_normalisation_reads_digits_and_numerals(quote, numbers):
    """Full-width digits and Chinese numerals must be read as the ASCII number, or the next test proves nothing."""
    assert printed_numbers(quote) == numbers


@each_row
def test_value_is_printed_in_the_quote(name, row):
    """Every value must be a whole number of its own quote, digit for digit."""
    assert row["value"] in printed_numbers(row["quote"])


@each_row
def test_quote_is_short_and_has_a_place(name, row):
    """Quotes must stay short, name a paragraph, and hold neither pinyin, lost characters nor traditional ones."""
    assert 0 < len(row["quote"]) <= 20
    assert re.fullmatch(r"篇[12] 第[0-9]+段", row["locator"])
    assert not re.search(r"[a-z?？()（）]", row["quote"])
    assert not set(row["quote"]) & set("產億財總個達積萬際實長業區經發現額園貢後國內資")


@each_row
def test_unit_is_printed_beside_the_value(name, row):
    """The unit must follow the value in the quote, except people, which the text leaves out, and pairs of rates."""
    text = unicodedata.normalize("NFKC", row["quote"])
    for numeral, digits in {"四十": "40", "十八": "18", "两": "2"}.items():
        text = text.replace(numeral, digits)
    unit = "万" if row["claim_id"] == "population-2015" else row["unit"]
    assert row["value"] + unit in text


@each_row
def test_ids_exist_in_the_dossier(name, row):
    """Every row must use an indicator and a source that its dossier.toml holds."""
    dossier = toml_of(name, "dossier.toml")
    assert row["indicator"] in dossier["indicators"]
    assert row["source"] in dossier["sources"]


@each_row
def test_unprinted_years_are_explained(name, row):
    """A row whose quote does not print its year must say in its note how the year was found."""
    assert row["end"] in row["quote"] + row["note"]


@pytest.mark.parametrize("name", DOSSIERS)
def test_ids_are_unique(name):
    """No claim id may stand for two rows."""
    assert max(Counter(row["claim_id"] for row in rows_of(name)).values()) == 1


@pytest.mark.parametrize("name", DOSSIERS)
def test_indicators_are_described(name):
    """Each indicator must have two labels, a unit, a basis, and a plausible band that runs upwards."""
    for indicator in toml_of(name, "dossier.toml")["indicators"].values():
        assert set(indicator["label"]) == {"en", "zh"}
        assert set(indicator["scope"]) == {"en", "zh"}
        assert indicator["unit"]
        assert indicator["basis"] in {"nominal", "real", "physical"}
        lower, upper = indicator.get("plausible_growth", (-1, 1))
        assert -1 <= lower < upper


@pytest.mark.parametrize("name", DOSSIERS)
def test_everything_has_a_name_in_both_languages(name):
    """The dossier, its sources and every place it quotes must be named in English and in Chinese."""
    dossier = toml_of(name, "dossier.toml")
    assert set(dossier["entities"]) == {dossier["entity"], *(row["entity"] for row in rows_of(name))}
    titles = [dossier["title"], *(source["title"] for source in dossier["sources"].values())]
    for one in (*titles, *(entity["label"] for entity in dossier["entities"].values())):
        assert set(one) == {"en", "zh"}
        assert not re.search("[,:;?()]", one["zh"])


def test_chinese_sentences_have_full_width_punctuation():
    """What the scenarios say in Chinese must be punctuated as Chinese is."""
    for scenario in toml_of("yanjiao", "scenarios.toml")["scenario"].values():
        for text in (scenario["title"]["zh"], scenario["note"]["zh"]):
            assert not re.search("[,:;?()]", text)


@pytest.mark.parametrize(
    ("kinds", "count"),
    [
        (("history", "level", "2009", MAIN), 8),
        (("history", "growth", "2009", MAIN), 8),
        (("history", "multiple", "2009", MAIN), 3),
        (("history", "recurring_multiple", "2009", MAIN), 1),
        (("history", "level", "1999", MAIN), 1),
        (("history", "growth", "2009", {"park_output", "park_tax"}), 2),
        (("history", "level", "2009", {"population", "heated_area"}), 2),
        (("target", "level", "2010", MAIN), 7),
        (("target", "growth", "2010", MAIN), 7),
        (("target", "level", "2010", {"projects_10m", "projects_100m", "projects_1bn"}), 3),
        (("goal", "level", "2015", {"gdp", "fiscal_revenue", "population", "urban_area"}), 4),
        (("benchmark", "level", "2000", {"fiscal_revenue"}), 1),
        (("benchmark", "level", "2009", {"fiscal_revenue"}), 1),
        (("benchmark", "level", "2009", {"heated_area"}), 1),
    ],
)
def test_yanjiao_holds_every_growth_claim(kinds, count):
    """The speech states eight results with rates, seven targets with rates, and the rest as counted by hand."""
    role, kind, end, indicators = kinds
    found = [
        row
        for row in YANJIAO.values()
        if (row["role"], row["kind"], row["end"]) == (role, kind, end) and row["indicator"] in indicators
    ]
    assert len(found) == count


def test_yanjiao_holds_nothing_else():
    """The counts of the test above must add up to the file."""
    assert len(YANJIAO) == 49


def test_years_agree_with_the_dossier():
    """History must end by as_of, targets one year after, and the early revenue claim must start at founding."""
    dossier = toml_of("yanjiao", "dossier.toml")
    assert (dossier["founded"], dossier["as_of"]) == (1992, 2009)
    assert YANJIAO["revenue-before-2000"]["start"] == "1992"
    for row in YANJIAO.values():
        if row["role"] in {"history", "benchmark"}:
            assert int(row["end"]) <= 2009
        else:
            assert row["end"] == {"target": "2010", "goal": "2015"}[row["role"]]
    assert [row["end"] for row in rows_of("jungar")] == [str(toml_of("jungar", "dossier.toml")["as_of"])]


def test_jungar_states_no_growth():
    """The second speech must stay without growth, target or goal: that is what it is kept for."""
    assert {(row["role"], row["kind"]) for row in rows_of("jungar")} == {("history", "level")}
    assert toml_of("jungar", "scenarios.toml") == {}


def test_scenarios_refer_to_what_exists():
    """A scenario may only name claims and indicators of the dossier, and must explain itself in both languages."""
    indicators = set(toml_of("yanjiao", "dossier.toml")["indicators"])
    scenarios = toml_of("yanjiao", "scenarios.toml")["scenario"]
    assert len(scenarios) >= 6
    for scenario in scenarios.values():
        assert set(scenario["title"]) == set(scenario["note"]) == {"en", "zh"}
        claims = {*scenario.get("readings", ()), *scenario.get("claims", ()), *scenario.get("drop", ())}
        assert claims <= set(YANJIAO)
        for key in ("growth_cap", "growth_floor", "growth_shock", "pace"):
            assert set(scenario.get(key, ())) <= indicators
        for added in scenario.get("add", ()):
            assert set(added) <= set(YANJIAO["gdp-2009"])
            assert added["claim_id"] not in YANJIAO
            assert added["value"] in printed_numbers(added["quote"])


def test_readme_names_every_file():
    """The first table of data/README.md must list exactly the files there are."""
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    listed = re.findall(r"^\| `([^`]+)` \|", README.split("## ")[0], flags=re.MULTILINE)
    assert sorted(listed) == sorted(files)


def test_readme_describes_every_column_and_key():
    """Each column of claims.csv and each key used in the TOML files must have its row in data/README.md."""

    def described(heading):
        section = README.split(f"## `{heading}`")[1].split("\n## ")[0]
        first_cells = "".join(line.split("|")[1] for line in section.splitlines() if line.startswith("|"))
        return set(re.findall(r"`\[*([a-z_]+)", first_cells))

    dossiers = [toml_of(name, "dossier.toml") for name in DOSSIERS]
    keys = {key for dossier in dossiers for key in dossier}
    for dossier in dossiers:
        for table in ("sources", "indicators", "ratios"):
            keys |= {key for entry in dossier.get(table, {}).values() for key in entry}
        keys |= {key for entry in dossier.get("identities", ()) for key in entry}
        keys |= set(dossier.get("assumptions", ()))
    assert keys - {"note"} <= described("dossier.toml")
    scenarios = toml_of("yanjiao", "scenarios.toml")["scenario"].values()
    assert {key for scenario in scenarios for key in scenario} <= described("scenarios.toml")
    assert described("claims.csv") == set(claims.COLUMNS)
    for name in DOSSIERS:
        assert set(rows_of(name)[0]) == described("claims.csv") - set(claims.OPTIONAL_COLUMNS)


def test_readme_describes_every_kind():
    """Each kind of claim has its row among the kinds, and no other has."""
    section = README.split("## The kinds of claims")[1].split("\n## ")[0]
    assert tuple(re.findall(r"^\| `([a-z_]+)` \|", section, flags=re.MULTILINE)) == claims.model.KINDS


@pytest.mark.parametrize(
    ("stem", "recomputed"),
    [
        ("gdp", 13.30),
        ("revenue", 23.09),
        ("fai", 25.25),
        ("domestic", 20.00),
        ("output", 15.08),
        ("exports", 1.60),
    ],
)
def test_target_growth_recomputed_from_the_levels(stem, recomputed):
    """Levels must give the rates worked out by hand: 213/188, 33.8/27.46, 253/202, 102/85, 290/252, 1.9/1.87."""
    assert percent(number(f"{stem}-2010") / number(f"{stem}-2009")) == pytest.approx(recomputed, abs=0.005)


def test_foreign_capital_needs_a_change_of_unit():
    """1亿美元 is 10 000万美元, so the target is 10000/9148 - 1 = 9.31 % (hand working), not a fall."""
    assert (YANJIAO["fdi-2009"]["unit"], YANJIAO["fdi-2010"]["unit"]) == ("万美元", "亿美元")
    assert percent(number("fdi-2010") * 10_000 / number("fdi-2009")) == pytest.approx(9.31, abs=0.005)


def test_export_target_cannot_be_six_percent():
    """At most 1.95/1.865 - 1 = 4.56 % with both roundings; 6 % on 1.87 would be 1.98 (hand working)."""
    slack = Fraction(5, 100), Fraction(5, 1000)
    most = (number("exports-2010") + slack[0]) / (number("exports-2009") - slack[1])
    assert percent(most) == pytest.approx(4.56, abs=0.005)
    assert percent(most) < 5.5
    assert float(number("exports-2009") * Fraction(106, 100)) == pytest.approx(1.98, abs=0.005)


def test_revenue_record_outruns_its_slogan():
    """Below 1 in 1999 and 27.455 in 2009 is at least 39.3 % a year; x4 every five years is 32.0 % (hand working)."""
    assert percent(number("revenue-2009") - Fraction(5, 1000), 10) == pytest.approx(39.3, abs=0.05)
    assert percent(2 ** number("revenue-quadruples"), 5) == pytest.approx(31.95, abs=0.005)


@pytest.mark.parametrize(
    ("claim_id", "rate"), [("gdp-fold", 28.9), ("revenue-fold", 26.6), ("fai-fold", 32.0)]
)
def test_growth_since_founding(claim_id, rate):
    """Up N-fold is x(N+1) over the 17 years 1992-2009: 75, 55 and 112 (hand working)."""
    assert percent(number(claim_id) + 1, 17) == pytest.approx(rate, abs=0.05)


def test_what_the_goals_take():
    """GDP 13.4 % a year after 213, revenue 14.0 % after 33.8; held target rates end at 398, 410 and 95 (hand working)."""
    assert percent(number("gdp-2015") / number("gdp-2010"), 5) == pytest.approx(13.4, abs=0.05)
    assert percent(number("revenue-2015") / number("revenue-2010"), 5) == pytest.approx(14.0, abs=0.05)
    levels = number("gdp-2010") / number("gdp-2009")
    assert float(number("gdp-2010") * levels**5) == pytest.approx(398, abs=0.5)
    assert float(number("gdp-2010")) * 1.14**5 == pytest.approx(410, abs=0.5)
    assert float(number("revenue-2010")) * 1.23**5 == pytest.approx(95, abs=0.5)


def test_ratios_across_indicators():
    """Revenue is 14.6, 15.9 and 16.3 % of GDP; investment 1.07 and 1.19 times GDP (hand working)."""
    shares = [float(100 * number(f"revenue-{year}") / number(f"gdp-{year}")) for year in (2009, 2010, 2015)]
    assert shares == pytest.approx([14.61, 15.87, 16.25], abs=0.005)
    investment = [float(number(f"fai-{year}") / number(f"gdp-{year}")) for year in (2009, 2010)]
    assert investment == pytest.approx([1.07, 1.19], abs=0.005)


def test_rest_of_gdp_grew_thirty_nine_percent():
    """133 against 188/1.30 - 55/1.13 = 95.9 the year before is +38.6 % (hand working)."""
    now = number("gdp-2009") - number("value-added-2009")
    before = number("gdp-2009") / Fraction(130, 100) - number("value-added-2009") / Fraction(113, 100)
    assert percent(now / before) == pytest.approx(38.6, abs=0.05)


def test_kunshan_pace():
    """20 to 328 in nine years is 36.5 % a year (hand working)."""
    ratio = number("kunshan-revenue-2009") / number("kunshan-revenue-2000")
    assert percent(ratio, 9) == pytest.approx(36.5, abs=0.05)


@pytest.mark.parametrize(("name", "count"), [("yanjiao", 49), ("jungar", 1)])
def test_package_loads_the_dossier_without_faults(name, count, tmp_path):
    """Both dossiers must load with no fault and no notice, and write back byte for byte."""
    dossier = claims.load(DATA / name)
    assert (len(dossier.claims), dossier.notices) == (count, ())
    claims.write_claims(dossier.claims, tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").read_bytes() == (DATA / name / "claims.csv").read_bytes()
