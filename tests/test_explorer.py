"""The explorer without a browser: its expressions, evaluated by Vega, against the package's own odds."""

import html
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import vl_convert
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import forecasting as fc
from forecasting.errors import ForecastingError
from forecasting.show.explorer import Explorer, explore
from forecasting.show.explorer.expressions import tell
from forecasting.words import LANGUAGES, WordsError, say

ROOT = Path(__file__).resolve().parent.parent
HALF_A_POINT = 0.005


@pytest.fixture(scope="module")
def yanjiao():
    """The dossier of the speech."""
    return fc.load(ROOT / "data" / "yanjiao")


@pytest.fixture(scope="module")
def made(yanjiao):
    """Its explorer page."""
    return explore(yanjiao)


@pytest.fixture(scope="module")
def riverside():
    """The small made-up dossier."""
    return fc.load(ROOT / "tests" / "dossiers" / "riverside")


def evaluated(explorer, expressions, **set_to):
    """What Vega makes of some parameters when a reader has set others."""
    params = [dict(one) for one in explorer.specification["params"]]
    known = {one["name"] for one in params}
    assert set(set_to) <= known, set(set_to) - known
    for one in params:
        one.pop("bind", None)
        if one["name"] in set_to:
            one["value"] = set_to[one["name"]]
    layer = [
        {"mark": "text", "encoding": {"text": {"value": {"expr": f"'<<' + ({one}) + '>>'"}}}}
        for one in expressions
    ]
    spec = {"params": params, "data": {"values": [{"one": 1}]}, "layer": layer}
    drawn = html.unescape(vl_convert.vegalite_to_svg(spec))
    return [one.replace("\u00a0", " ") for one in re.findall(r"<<(.*?)>>", drawn, re.DOTALL)]


def constant(indicator, rate, last=2015):
    """A path of one growth rate a year."""
    return {indicator: dict.fromkeys(range(2010, last + 1), rate)}


# (settings of the page, the same as a scenario)
GRID = [
    ({}, {}),
    ({"growth_0": "8", "growth_1": "10"}, {"path": constant("gdp", 0.08) | constant("fiscal_revenue", 0.10)}),
    ({"growth_0": "13", "growth_1": "16"}, {"path": constant("gdp", 0.13) | constant("fiscal_revenue", 0.16)}),
    ({"growth_0": "-5", "growth_1": "30"}, {"path": constant("gdp", -0.05) | constant("fiscal_revenue", 0.30)}),
    ({"founded": "1990"}, {"founded": 1990}),
    (
        {"founded": "1994", "reading_0_0": "increase_to", "growth_1": "14.5"},
        {"founded": 1994, "readings": {"gdp-fold": "increase_to"}, "path": constant("fiscal_revenue", 0.145)},
    ),
    (
        {"reading_1_0": "increase_by", "reading_1_1": "crossing:1999"},
        {"readings": {"revenue-fold": "increase_by", "revenue-quadruples": "crossing:1999"}},
    ),
    ({"reading_1_1": "every_window", "founded": "1993"},
     {"readings": {"revenue-quadruples": "every_window"}, "founded": 1993}),
    (
        {"goal_0": "500", "year_0": "2013", "goal_1": "90", "year_1": "2018"},
        {"claims": {"gdp-2015": {"value": "500", "end": 2013}, "revenue-2015": {"value": "90", "end": 2018}}},
    ),
    (
        {"year_0": "2011", "growth_0": "17", "year_1": "2012", "goal_1": "50"},
        {
            "path": constant("gdp", 0.17, 2011),
            "claims": {"gdp-2015": {"end": 2011}, "revenue-2015": {"end": 2012, "value": "50"}},
        },
    ),
    (
        {"mode_0": "years", "growth_0_2012": "-5", "growth_0_2015": "25", "mode_1": "years", "growth_1_2010": "5"},
        {"path": {"gdp": {2012: -0.05, 2015: 0.25}, "fiscal_revenue": {2010: 0.05}}},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("page", "scenario"), GRID)
def test_odds_are_pythons(yanjiao, made, page, scenario):
    """The chances of goal and target are those `assess` gives the same scenario, within half a point."""
    result = fc.assess(yanjiao, fc.Scenario("grid", **scenario))
    for indicator, goal, target in (
        ("gdp", "gdp-2015", "gdp-2010"),
        ("fiscal_revenue", "revenue-2015", "revenue-2010"),
    ):
        wanted = {
            claim: one.probability
            for one in result.found
            if one.check == "odds" and one.indicator == indicator
            for claim in one.claims
        }
        shown = evaluated(made, ["oddsGoal", "oddsTarget0"], indicator=indicator, **page)
        assert float(shown[0]) == pytest.approx(wanted[goal], abs=HALF_A_POINT)
        assert float(shown[1]) == pytest.approx(wanted[target], abs=HALF_A_POINT)


@pytest.mark.parametrize("page", [one for one, _ in GRID[1:]])
def test_settings_come_back_as_a_scenario(yanjiao, made, page):
    """The TOML of the page is a scenario of `scenarios.toml`, and assessing it gives the odds the page shows."""
    toml, gdp = evaluated(made, ["toml", "oddsGoal"], indicator="gdp", **page)
    (revenue,) = evaluated(made, ["oddsGoal"], indicator="fiscal_revenue", **page)
    tables = tomllib.loads(toml)["scenario"]
    assert set(tables["explored"]) > {"title"}
    result = fc.assess(replace(yanjiao, scenario_tables=tables), "explored")
    assert result.differences
    odds = {row.indicator: row.probability for row in result.target_rows}
    assert float(gdp) == pytest.approx(odds["gdp"], abs=HALF_A_POINT)
    assert float(revenue) == pytest.approx(odds["fiscal_revenue"], abs=HALF_A_POINT)


def test_nothing_set_is_the_baseline(yanjiao, made):
    """Before anything is moved the settings hold a title alone, which changes nothing."""
    (toml,) = evaluated(made, ["toml"])
    table = tomllib.loads(toml)["scenario"]["explored"]
    assert set(table) == {"title"}
    assert set(table["title"]) == set(LANGUAGES)
    assert fc.assess(replace(yanjiao, scenario_tables={"explored": table}), "explored").differences == []


def test_a_unit_of_the_claim_is_kept(yanjiao, made):
    """A target printed in 100m dollars while its indicator counts 10k comes back in the unit of the claim."""
    # 9,000 of 10,000 dollars are 0.9 of 100 million.
    (toml,) = evaluated(made, ["toml"], indicator="fdi", goal_3="9000")
    table = tomllib.loads(toml)["scenario"]["explored"]
    assert table["claims"] == {"fdi-2010": {"value": "0.9"}}
    result = fc.assess(replace(yanjiao, scenario_tables={"explored": table}), "explored")
    row = next(row for row in result.target_rows if row.indicator == "fdi")
    assert row.target_level == 9000


@pytest.mark.parametrize(
    ("p", "t"), [(0.75, 0.741), (0.90, 1.533), (0.95, 2.132), (0.975, 2.776), (0.9995, 8.610)]
)
def test_distribution_of_the_tables(made, p, t):
    """The tabled distribution has the quantiles of Student's t with 4 degrees of freedom that textbooks print."""
    # Any level can be asked for: one that lies t scales below the path is reached with chance p.
    loc, scale = evaluated(made, ["loc6", "here.scales[5]"])
    for sign in (1, -1):
        level = f"exp({float(loc)} - {sign * t} * {float(scale)})"
        (value,) = evaluated(made, [level])
        (odds,) = evaluated(made, ["oddsGoal"], goal_0=float(value))
        assert float(odds) == pytest.approx(p if sign > 0 else 1 - p, abs=1.5e-4)


def test_opening_sentence(made):
    """The first sentence holds the numbers worked by hand: (400/188)^(1/6) and 188 x 1.13^6."""
    (said,) = evaluated(made, ["sayAnswer"], growth_0="13")
    # 2.12766^(1/6) = 1.1341; 188 x 2.08195 = 391.4
    assert "needs 13.4 % a year from 2009" in said
    assert "with 13.0 % it ends at 391.4" in said
    (chinese,) = evaluated(made, ["sayAnswer"], growth_0="13", language="zh")
    assert "需年均增长13.4%" in chinese
    assert "391.4亿元" in chinese


def test_what_is_left_to_do(made):
    """After the 2010 target of 213 the goal of 400 needs (400/213)^(1/5) = 1.1343."""
    assert evaluated(made, ["sayAfter", "sayNeeded"]) == ["13.4 %", "13.4 %"]
    assert evaluated(made, ["sayAfter"], goal_0="240")[0] == "2.4 %"  # (240/213)^(1/5) = 1.0242


def test_the_check_follows_the_reading(made):
    """Another crossing year changes what the claims force; one they exclude is refused in words."""
    fits, said = evaluated(
        made, ["sayFits", "sayFitting"], indicator="fiscal_revenue", reading_1_1="crossing:2003"
    )
    assert fits == say("explorer.fit.yes", "en")
    assert "in 2003 alone" in said
    fits, said = evaluated(
        made,
        ["sayFits", "sayFitting"],
        indicator="fiscal_revenue",
        reading_1_1="crossing:1999",
        language="zh",
    )
    assert fits == say("explorer.fit.no", "zh")
    assert "不可能同时成立" in said


def test_no_model_no_odds(made):
    """An indicator without a class has no chance, and the page says why; its path still moves."""
    said, odds, end = evaluated(made, ["sayChance", "sayOdds", "end"], indicator="exports", growth_6="10")
    assert "No chance" in said
    assert odds == "–"
    assert float(end) == pytest.approx(1.87 * 1.1)


def test_scales_do_not_move(made):
    """No scale follows a slider: every scale end hangs on the indicator alone."""
    ends = re.findall(r'"domain": (\[.*?\])', json.dumps(made.specification["vconcat"]))
    assert len(ends) > 10
    assert {name for end in ends for name in re.findall(r"[a-zA-Z_]\w*", end)} <= {
        "expr", "subject", "record", "growth", "plan", "level",
    }  # fmt: skip


def test_a_base_before_the_last_year(riverside):
    """Where the last level is older than the report, the years between follow the model, on the page as in Python."""
    later = replace(riverside, as_of=2020)
    page = explore(later)
    names = {one["name"] for one in page.specification["params"] if "bind" in one}
    assert "growth_0_2020" not in names
    assert "growth_0_2021" in names
    path = {"revenue": dict.fromkeys(range(2021, 2026), 0.1)}
    rows = {row.indicator: row for row in fc.assess(later, fc.Scenario("ten", path=path)).target_rows}
    (odds,) = evaluated(page, ["oddsGoal"], growth_0="10")
    assert float(odds) == pytest.approx(rows["revenue"].probability, abs=HALF_A_POINT)


def test_lower_is_better(riverside):
    """Where a goal is a ceiling the chance is that of staying at or below it."""
    changes = {"rev-2025": {"comparator": "<="}, "rev-2020": {"comparator": "<="}}
    scenario = fc.Scenario("ceiling", claims=changes)
    from forecasting.scenarios import apply

    page = explore(apply(scenario, riverside))
    rows = {row.indicator: row for row in fc.assess(riverside, scenario).target_rows}
    odds, sign = evaluated(page, ["oddsGoal", "sign"], indicator="revenue")
    assert rows["revenue"].side == "at_most"
    assert sign == "≤"
    assert float(odds) == pytest.approx(rows["revenue"].probability, abs=HALF_A_POINT)


@given(rate=st.integers(-50, 250), year=st.integers(2011, 2018), goal=st.integers(48, 128))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_more_growth_never_hurts(made, rate, year, goal):
    """A tenth of a point more growth never lowers the chance, and never ends lower."""
    values = {"goal_0": 5 * goal, "year_0": year}
    low = evaluated(made, ["oddsGoal", "end"], growth_0=rate / 10, **values)
    high = evaluated(made, ["oddsGoal", "end"], growth_0=(rate + 1) / 10, **values)
    # Where the slider begins stands the forecast itself, which is not quite a constant rate.
    (begins,) = evaluated(made, ["growth_0"])
    if round(10 * float(begins)) not in (rate, rate + 1):
        assert float(high[0]) >= float(low[0])
        assert float(high[1]) > float(low[1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "value", [0.5039, 1.87, 27.46, 144.6159, 999.964, 9148.0, 9999.204, 12345.604, 1.5e8, 2.25e12]
)
def test_numbers_are_written_as_elsewhere(made, language, value):
    """The page writes levels that are worked out, and percentages, as the package does."""
    shown = evaluated(
        made, [tell("explorer.chart.odds_goal", year="2015", level=str(value))], language=language
    )
    assert shown == [say("explorer.chart.odds_goal", language, year=2015, level=value)]
    rate = value / 1000
    shown = evaluated(made, [tell("explorer.own", rate=str(rate))], language=language)
    assert shown == [say("explorer.own", language, rate=rate)]


# ---- the page


def test_page_is_self_contained(made):
    """The page names no address to fetch from, allows none, and carries its fonts."""
    head, _, tail = made.html.partition("<script>")
    body = tail.split("</script>", 1)[1]
    assert "default-src 'none'" in head
    assert "font/woff;base64," in head
    assert not re.search(r"(?:src|href)\s*=|url\((?!data:)|@import", body)
    assert not re.search(r"https?:", body.replace(made.specification.get("$schema", "-"), ""))


def test_every_control_has_a_label_and_a_parameter(made):
    """Each control is labelled in both languages, and bound to the parameter of its name."""
    page = made.html.rpartition("<body>")[2]
    controls = re.findall(r'<(?:input|select)[^>]* id="([^"]+)"|<select id="([^"]+)"', page)
    names = {first or second for first, second in controls}
    bound = {one["name"]: one["bind"] for one in made.specification["params"] if "bind" in one}
    assert names == set(bound)
    assert all(bind == {"element": f"#{name}", "event": "input"} for name, bind in bound.items())
    labelled = set(re.findall(r'<label for="([^"]+)" data-en="[^"]+" data-zh="[^"]+"', page)) | {"language"}
    assert labelled == names
    beside = set(re.findall(r'<output for="([^"]+)"', page))
    assert beside == set(re.findall(r'type="range" id="([^"]+)"', page))


def test_every_place_has_its_parameter(made):
    """Whatever the page asks a parameter for exists."""
    known = {one["name"] for one in made.specification["params"]}
    wanted = set(re.findall(r'data-signal="([^"]+)"', made.html.rpartition("<body>")[2]))
    assert len(wanted) > 50
    assert wanted <= known


def test_letters_are_in_the_fonts(made):
    """The fonts inside the page have every Chinese character the page can show."""
    import base64
    import io

    from fontTools.ttLib import TTFont

    shown = set(made.html.rpartition("<body>")[2]) | set(json.dumps(made.specification, ensure_ascii=False))
    chinese = {one for one in shown if "\u4e00" <= one <= "\u9fff"}
    assert len(chinese) > 200
    for font in re.findall(r"font/woff;base64,([^)]+)\)", made.html):
        there = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
        assert chinese <= {chr(code) for code in there}


def test_baseline_words_are_stated(made):
    """What cannot be moved is stated with the baseline's verdicts, the contradiction in exports among them."""
    page = made.html.rpartition("<body>")[2]
    for language in LANGUAGES:
        assert html.escape(say("explorer.limits.path", language)) in page
        assert say("verdicts.inconsistent", language) in page
    assert "exports-2010-growth" in page


def test_same_dossier_same_page(riverside):
    """Two pages of one dossier are the same to the byte, whatever order its claims come in."""
    turned = replace(riverside, claims=tuple(reversed(riverside.claims)))
    assert explore(riverside).html == explore(turned).html


def test_language_shown_first(riverside):
    """The page opens in the language asked for; another one is refused with those that exist."""
    page = explore(riverside, language="zh").html
    assert '<html lang="zh-CN">' in page
    assert '<option value="zh" selected>' in page
    with pytest.raises(WordsError, match="en, zh"):
        explore(riverside, language="fr")


def test_save(riverside, tmp_path):
    """The page is written whole, replaces nothing unasked, and is HTML."""
    page = Explorer("<p>页</p>", {})
    place = page.save(tmp_path / "explorer.html")
    assert place.read_text(encoding="utf-8") == "<p>页</p>"
    with pytest.raises(ForecastingError, match="--force"):
        page.save(place)
    page.save(place, force=True)
    for name in ("explorer.pdf", "missing/explorer.html"):
        with pytest.raises(ForecastingError):
            page.save(tmp_path / name)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["explorer.html"]


def test_nothing_to_explore(riverside):
    """A dossier without plan, or without a level a path could start from, is refused and told what it takes."""
    history = tuple(one for one in riverside.claims if one.role == "history")
    with pytest.raises(ForecastingError, match="role target or goal"):
        explore(replace(riverside, claims=history))
    plans = tuple(one for one in riverside.claims if one.role != "history")
    with pytest.raises(ForecastingError, match="role history"):
        explore(replace(riverside, claims=plans))
