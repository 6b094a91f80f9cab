"""Scenarios: differences and nothing else, refused when they make no sense, the same object from TOML and Python."""

import copy
import shutil
from itertools import pairwise
from math import log
from pathlib import Path

import pytest

import forecasting as fc
from forecasting.errors import DossierError, ForecastingError
from forecasting.scenarios import ScenarioError, apply, differences, scenario_of
from forecasting.terminal import report
from forecasting.words import render

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
RIVERSIDE = ROOT / "tests" / "dossiers" / "riverside"
NAMES = [(folder, name) for folder in (YANJIAO, RIVERSIDE) for name in fc.load(folder).scenario_tables]


@pytest.fixture
def riverside():
    """The made-up dossier."""
    return fc.load(RIVERSIDE)


@pytest.fixture(scope="module")
def yanjiao():
    """The real dossier."""
    return fc.load(YANJIAO)


def medians(result, indicator, model="shrunken_growth"):
    """Predictive distributions of one model by year."""
    outlook = next(one for one in result.outlooks if (one.indicator, one.model) == (indicator, model))
    return {one.year: one for one in outlook.years}


# ---- every scenario that ships


@pytest.mark.parametrize(("folder", "name"), NAMES, ids=[f"{folder.name}-{name}" for folder, name in NAMES])
def test_every_scenario_runs_and_says_its_differences_first(folder, name):
    """Each named scenario assesses, and what it changes is printed above everything it finds."""
    result = fc.assess(fc.load(folder), name)
    assert result.scenario.name == name
    assert result.differences
    text = report(result)
    top = text[: text.index(result.paragraph[:20])]
    for line in result.differences:
        assert line in top
    assert result.scenario.named("en") in top
    chinese = [render(one, "zh") for one in differences(result.scenario, result.baseline)]
    assert len(set(chinese)) == len(result.differences)


def test_the_baseline_has_no_differences(riverside):
    """Nothing, "baseline" and an empty Scenario are the same."""
    plain = fc.assess(riverside)
    assert plain.differences == []
    assert plain.to_json() == fc.assess(riverside, "baseline").to_json()
    assert plain.to_json() == fc.assess(riverside, fc.Scenario()).to_json()


@pytest.mark.parametrize(("folder", "name"), NAMES, ids=[f"{folder.name}-{name}" for folder, name in NAMES])
def test_a_scenario_never_touches_its_dossier(folder, name):
    """After a scenario the dossier equals a fresh one, and the baseline gives what it gave before."""
    dossier = fc.load(folder)
    before = copy.copy(dossier)
    apply(scenario_of(dossier, name), dossier)
    assert dossier == before == fc.load(folder)


def test_a_scenario_does_not_leak_into_the_next_run(yanjiao):
    """Baseline, scenario, baseline: the two baselines are the same bytes."""
    first = fc.assess(yanjiao).to_json()
    fc.assess(yanjiao, "exports_corrected")
    fc.assess(yanjiao, fc.Scenario("Slower", growth_cap={"gdp": 0.10}, founded=1993))
    assert fc.assess(yanjiao).to_json() == first


# ---- what each key does


def test_correcting_exports_leaves_nothing_inconsistent(yanjiao):
    """An export target of 1.98 is +5.9 %, which rounds to 6: exit 0, nothing set aside."""
    result = fc.assess(yanjiao, "exports_corrected")
    assert result.exit_code == 0
    assert result.set_aside == ()


def test_a_later_founding_year_makes_growth_faster(yanjiao):
    """75 times in 16 years is 31.0 % a year, in 17 years 28.9 %."""
    record = fc.assess(yanjiao, fc.Scenario("later", founded=1993)).targets.set_index("indicator")[
        "record_rate"
    ]
    assert record["gdp"] == pytest.approx(75 ** (1 / 16) - 1, abs=2e-3)
    plain = fc.assess(yanjiao).targets.set_index("indicator")["record_rate"]
    assert plain["gdp"] == pytest.approx(75 ** (1 / 17) - 1, abs=2e-3)


def test_a_cap_moves_the_path_and_not_the_spread(yanjiao):
    """Capped at 2 % a year, no median grows faster, every scale stays, and years before the first capped stay."""
    base = medians(fc.assess(yanjiao), "gdp")
    capped = medians(fc.assess(yanjiao, fc.Scenario("capped", growth_cap={"gdp": 0.02})), "gdp")
    late = fc.Scenario("late", growth_cap={"gdp": 0.02}, growth_cap_from=2013)
    later = medians(fc.assess(yanjiao, late), "gdp")
    for year, one in base.items():
        assert capped[year].scale == one.scale
        assert capped[year].df == one.df
        assert capped[year].loc < one.loc
        assert (later[year].loc == pytest.approx(one.loc)) is (year < 2013)
    years = sorted(base)
    for before, after in pairwise(years):
        assert capped[after].loc - capped[before].loc == pytest.approx(log(1.02))


def test_a_floor_a_shock_and_a_path_move_the_median(yanjiao):
    """A floor lifts, a shock of -10 points in 2011 lowers that year and later ones, a path sets the growth of its year."""
    base = medians(fc.assess(yanjiao), "gdp")
    lifted = medians(fc.assess(yanjiao, fc.Scenario("f", growth_floor={"gdp": 0.5})), "gdp")
    shocked = medians(fc.assess(yanjiao, fc.Scenario("s", growth_shock={"gdp": {2011: -0.1}})), "gdp")
    own = medians(fc.assess(yanjiao, fc.Scenario("p", path={"gdp": {2011: 0.0}})), "gdp")
    assert lifted[2015].loc - lifted[2014].loc == pytest.approx(log(1.5))
    assert shocked[2010].loc == pytest.approx(base[2010].loc)
    assert shocked[2015].loc < base[2015].loc
    assert own[2011].loc == pytest.approx(own[2010].loc)


def test_the_pace_of_an_example_is_its_average_growth(yanjiao):
    """At Kunshan's pace revenue grows by (328/20) ** (1/9) every year."""
    path = medians(fc.assess(yanjiao, "kunshan_pace"), "fiscal_revenue")
    assert path[2012].loc - path[2011].loc == pytest.approx(log(328 / 20) / 9)


def test_named_models_are_the_ones_shown(riverside):
    """The first model named is the one whose odds are quoted, and no other is fitted."""
    result = fc.assess(riverside, fc.Scenario("m", models=("constant_growth", "reference_only")))
    assert [(one.model, one.default) for one in result.outlooks] == [
        ("constant_growth", True),
        ("reference_only", False),
    ]


def test_about_and_deflator_are_replaced(yanjiao):
    """A scenario's width of "about" and band of price change take the place of the dossier's."""
    applied = apply(fc.Scenario("a", about=0.2, deflator=(0, 0.01)), yanjiao)
    assert float(applied.assumptions.about) == 0.2
    assert [float(one) for one in applied.assumptions.deflator or ()] == [0.0, 0.01]


def test_a_claim_put_in_is_assessed(riverside):
    """A level of 2018 GDP put in makes its growth testable."""
    row = {
        "entity": "riverside",
        "indicator": "gdp",
        "role": "history",
        "value": "88",
        "unit": "亿元",
        "end": 2018,
    }
    result = fc.assess(riverside, fc.Scenario("known", add=(row,)))
    finding = next(
        one for one in result.found if one.check == "growth_against_levels" and one.indicator == "gdp"
    )
    assert finding.verdict != "not_assessable"
    assert any("88" in line for line in result.differences)


# ---- TOML and Python


def test_toml_and_python_make_one_object(riverside):
    """The scenarios of the file equal the same scenarios written in Python."""
    assert scenario_of(riverside, "slower") == fc.Scenario(
        "slower", title={"en": "Growth capped at 12 %", "zh": "增速上限12%"}, growth_cap={"revenue": 0.12}
    )
    assert scenario_of(riverside, "goal_raised") == fc.Scenario(
        "goal_raised", claims={"rev-2025": {"comparator": ">=", "value": "80"}}
    )
    assert scenario_of(riverside, "later_founding") == fc.Scenario(
        "later_founding",
        founded=2002,
        readings={"rev-fold": "increase_to"},
        growth_shock={"revenue": {2021: -0.10}},
        models=("shrunken_growth", "constant_growth"),
    )


def test_a_scenario_cannot_be_changed_behind_its_back(riverside):
    """Changing the dict a scenario was made from does not change the scenario."""
    cap = {"revenue": 0.12}
    scenario = fc.Scenario("s", growth_cap=cap)
    cap["revenue"] = 0.5
    assert scenario.growth_cap == {"revenue": 0.12}
    with pytest.raises((TypeError, AttributeError)):
        scenario.growth_cap["revenue"] = 0.5


# ---- refusals


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"drop": ("rev-2091",)}, "rev-2019"),
        ({"claims": {"nope": {"value": "1"}}}, "rev-2019"),
        ({"readings": {"nope": "average"}}, "rev-double"),
        ({"growth_cap": {"revenu": 0.1}}, "perhaps revenue"),
        ({"pace": {"revenue": "mars"}}, "top_fifth"),
        ({"models": ("magic",)}, "shrunken_growth"),
        ({"reference_class": {"revenue": "martian"}}, "subnational-revenue"),
    ],
)
def test_unknown_names_list_what_exists(riverside, changes, says):
    """A claim, indicator, place, model or class that does not exist is refused with those that do."""
    with pytest.raises(ScenarioError, match=says):
        fc.assess(riverside, fc.Scenario("s", **changes))


def test_an_unknown_scenario_lists_what_exists(riverside):
    """The message names the baseline and every scenario of the file."""
    with pytest.raises(ScenarioError, match="baseline, slower, goal_raised, later_founding"):
        fc.assess(riverside, "faster")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"growth_cap": {"revenue": 0.1}, "growth_floor": {"revenue": 0.2}}, "above the cap"),
        ({"drop": ("rev-2019",), "claims": {"rev-2019": {"value": "12"}}}, "not both"),
        ({"drop": ("rev-fold",), "readings": {"rev-fold": "increase_to"}}, "not both"),
        ({"growth_cap": {"revenue": 12}}, "as a fraction"),
        ({"growth_cap": {"revenue": -1}}, "as a fraction"),
        ({"growth_cap": {"revenue": float("nan")}}, "as a fraction"),
        ({"growth_shock": {"revenue": {2010: -0.1}}}, "after as_of"),
        ({"path": {"revenue": {2019: 0.1}}}, "after as_of"),
        ({"founded": 2020}, "up to as_of"),
        ({"deflator": (0.08, -0.03)}, "lower first"),
        ({"deflator": ("a", "b")}, "two numbers"),
        ({"about": 1}, "share"),
        ({"about": "much"}, "share"),
        ({"claims": {"rev-2019": {"value": 12.5}}}, "as text"),
        ({"claims": {"rev-2019": {"value": "-1"}}}, "positive"),
        ({"claims": {"rev-2019": {"unit": "万美元"}}}, "convert"),
        ({"claims": {"rev-2019": {"end": "2018"}}}, "whole number"),
        ({"claims": {"rev-2019": {"quote": "x"}}}, "cannot be changed"),
        ({"claims": {"rev-2019": {"end": 2025}}}, "2019"),
        ({"readings": {"rev-fold": "sideways"}}, "increase_by"),
        ({"add": ({"entity": "riverside"},)}, "without indicator"),
        (
            {
                "add": (
                    {
                        "claim_id": "rev-2019",
                        "entity": "riverside",
                        "indicator": "revenue",
                        "value": "1",
                        "unit": "亿元",
                        "end": 2018,
                    },
                )
            },
            "no other claim",
        ),
        ({"reference_class": {"revenue": "country-real-gdp"}, "models": ("logistic", "no")}, "no"),
        ({"drop": (1,)}, "1"),
    ],
)
def test_contradictory_and_senseless_overrides_are_refused(riverside, changes, says):
    """Overrides that contradict each other or make no sense are refused, saying what would be right."""
    with pytest.raises(ForecastingError, match=says):
        fc.assess(riverside, fc.Scenario("s", **changes))


@pytest.mark.parametrize(
    "text",
    [
        'deflator = ["a", "b"]', "deflator = [nan, 0.1]", "deflator = 3", "about = nan", "drop = [1]", 'drop = "rev-2019"', "models = [1]",
        "pace = { revenue = 3 }", "add = [1]", "add = [{}]", "readings = { rev-fold = 3 }", "claims = { rev-2019 = 3 }",
        'claims = { rev-2019 = { start = "abc" } }', "claims = { rev-2019 = { end = true } }", "founded = true", "founded = -5",
        "growth_cap = 3", 'growth_cap_from = "x"', "growth_shock = { revenue = 3 }", "growth_shock = { revenue = { abc = 0.1 } }",
        'colour = "red"', "title = 3", 'name = "x"', "claims = { rev-double = { every = 0 } }", 'readings = { rev-fold = "sideways" }',
    ],
)  # fmt: skip
def test_faults_of_scenarios_are_found_on_loading(tmp_path, text):
    """Whatever stands in scenarios.toml, loading lists it with file and line."""
    folder = tmp_path / "d"
    shutil.copytree(RIVERSIDE, folder)
    (folder / "scenarios.toml").write_text(f"[scenario.s]\n{text}\n", encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        fc.load(folder)
    assert all(
        fault.file.endswith("scenarios.toml") and fault.line in (1, 2) for fault in caught.value.faults
    )


# ---- a scenario that leaves nothing


def test_a_scenario_that_empties_the_history(riverside):
    """With every claim of history dropped while plans stay, each indicator that lost its history is named, and by what."""
    plans = {claim.claim_id for claim in riverside.claims if claim.role in ("target", "goal")}
    gone = tuple(claim.claim_id for claim in riverside.claims if claim.claim_id not in plans)
    with pytest.raises(ScenarioError) as caught:
        fc.assess(riverside, fc.Scenario("empty", drop=gone))
    said = str(caught.value)
    assert "no history of revenue left to start from (rev-2019, rev-2018 dropped)" in said
    assert "or its plan dropped too (rev-2020, rev-2020-growth, rev-2025)" in said
    # GDP has no target or goal, but nothing else is left either.
    assert "no history of gdp left to start from (gdp-2019 dropped)" in said


def test_a_scenario_that_drops_everything(riverside):
    """Without a single claim there is no scenario but an empty page, which is refused."""
    every = tuple(claim.claim_id for claim in riverside.claims)
    with pytest.raises(ScenarioError, match="no history of revenue left"):
        fc.assess(riverside, fc.Scenario("none", drop=every))


def test_a_history_can_also_be_emptied_by_changes(riverside):
    """Levels turned into bounds pin no year: the message names the claims that were changed."""
    changes = {name: {"comparator": "<"} for name in ("rev-2019", "rev-2018")}
    with pytest.raises(ScenarioError, match="rev-2019, rev-2018 no longer a level of a past year"):
        fc.assess(riverside, fc.Scenario("bounds", claims=changes))


def test_an_indicator_can_be_left_out_whole(riverside):
    """Dropping the history of an indicator with its plan, or of one without a plan, leaves the rest to be assessed."""
    revenue = tuple(one.claim_id for one in riverside.claims if one.indicator == "revenue")
    assert fc.assess(riverside, fc.Scenario("gdp alone", drop=revenue)).target_rows == []
    without = fc.assess(riverside, fc.Scenario("no GDP", drop=("gdp-2019", "gdp-2019-growth")))
    assert [row["indicator"] for row in without.target_rows] == ["revenue"]


def test_a_level_put_in_keeps_the_history(riverside):
    """What is dropped may be replaced: another level of a past year is a history to start from."""
    row = {"claim_id": "rev-own", "entity": "riverside", "indicator": "revenue", "role": "history"}
    row |= {"value": "12.5", "unit": "亿元", "end": 2019}
    assert fc.assess(riverside, fc.Scenario("own", drop=("rev-2019", "rev-2018"), add=(row,))).target_rows
