"""Scenarios: differences and nothing else, refused when they make no sense, the same object from TOML and Python."""

import copy
import pickle
import shutil
import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import forecasting as fc
from forecasting.dossier.text_file import unprintable
from forecasting.errors import DossierError, ForecastingError
from forecasting.scenarios import (
    ScenarioError,
    apply,
    differences,
    from_table,
    inputs,
    save_scenario,
    scenario_of,
    scenario_toml,
)
from forecasting.show.terminal import report
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


@pytest.mark.parametrize(
    ("level", "found"), [(",=,328,", "one year is known (2009)"), (",>=,328,", "no year")]
)
def test_a_pace_whose_history_is_lost_is_a_fault_of_the_dossier(tmp_path, level, found):
    """A line lost from the claims leaves Kunshan one year or none: file, line, what was found and what would be right."""
    folder = tmp_path / "yanjiao"
    shutil.copytree(ROOT / "data" / "yanjiao", folder)
    claims = (folder / "claims.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in claims if not line.startswith("kunshan-revenue-2000,"))
    (folder / "claims.csv").write_text(kept.replace(",=,328,", level), encoding="utf-8")
    with pytest.raises(DossierError) as told:
        fc.load(folder)
    (fault,) = told.value.faults
    lines = (folder / "scenarios.toml").read_text(encoding="utf-8").splitlines()
    assert fault.file.endswith("scenarios.toml")
    assert lines[fault.line - 1].startswith("pace = ")
    assert found in fault.found
    assert fault.expected


def test_a_pace_of_what_is_not_planned_needs_no_history(yanjiao):
    """A scenario may name the pace of a place for what has no target: nothing is taken from it, so nothing is missing."""
    dossier = replace(
        yanjiao,
        claims=tuple(
            one
            for one in yanjiao.claims
            if one.claim_id != "kunshan-revenue-2009"
            and not (one.indicator == "fiscal_revenue" and one.role in ("target", "goal"))
        ),
    )
    assert fc.assess(dossier, "kunshan_pace").found


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


# ---- the goal


def test_a_goal_is_moved_by_year_and_level(yanjiao):
    """Asked for by 2014, 400 after 213 takes (400/213)^(1/4) - 1 = 17.1 % a year; 450 by 2015 takes 16.1 % (hand working)."""
    early = fc.assess(yanjiao, fc.Scenario("early", goal={"gdp": {"year": 2014}}))
    row = {one.indicator: one for one in early.target_rows}["gdp"]
    assert (row.goal_year, row.goal_level) == (2014, 400)
    assert row.needed_after == pytest.approx(0.1706, abs=5e-5)
    higher = fc.assess(yanjiao, fc.Scenario("higher", goal={"gdp": {"level": "450"}}))
    row = {one.indicator: one for one in higher.target_rows}["gdp"]
    assert (row.goal_year, row.goal_level) == (2015, 450)
    assert row.needed_after == pytest.approx(0.1614, abs=5e-5)
    said = fc.assess(yanjiao, fc.Scenario("both", goal={"gdp": {"year": 2014, "level": "450"}})).differences
    assert said == ["GDP: goal for 2015 → for 2014", "GDP: goal 400 → 450 (CNY 100m)"]


def test_a_goal_equals_the_same_change_of_its_claim(yanjiao):
    """Moving the goal and changing the cells of its claim give the same assessment."""
    by_goal = fc.assess(yanjiao, fc.Scenario("s", goal={"gdp": {"year": 2014, "level": "450"}}))
    by_claim = fc.assess(yanjiao, fc.Scenario("s", claims={"gdp-2015": {"end": 2014, "value": "450"}}))
    assert by_goal.to_json() == by_claim.to_json()


SECOND_GOAL = {"claim_id": "gdp-2020", "entity": "yanjiao", "indicator": "gdp", "role": "goal"}
SECOND_GOAL |= {"comparator": ">=", "value": "700", "unit": "亿元", "end": 2020}


def test_one_of_several_goals_is_named(yanjiao):
    """With two goals the scenario must say which; named, only that one moves."""
    two = apply(fc.Scenario("two", add=(SECOND_GOAL,)), yanjiao)
    with pytest.raises(ScenarioError, match=r"more than one goal; expected .* gdp-2015, gdp-2020"):
        apply(fc.Scenario("s", goal={"gdp": {"year": 2014}}), two)
    moved = apply(fc.Scenario("s", goal={"gdp": {"year": 2018, "claim": "gdp-2020"}}), two)
    assert (moved.claim("gdp-2020").end, moved.claim("gdp-2015").end) == (2018, 2015)
    with pytest.raises(ScenarioError, match="2020, for which gdp-2020 states a goal"):
        apply(fc.Scenario("s", goal={"gdp": {"year": 2020, "claim": "gdp-2015"}}), two)


@pytest.mark.parametrize(
    ("goal", "says"),
    [
        ({"gpd": {"year": 2014}}, "found 'gpd'; expected an indicator with a goal: gdp, fiscal_revenue"),
        ({"exports": {"year": 2014}}, "'exports', for which no goal is stated"),
        ({"gdp": {}}, "with something in it for gdp"),
        ({"gdp": {"claim": "gdp-2015"}}, "a year, a level, or both"),
        ({"gdp": {"years": 2014}}, "an unknown key; expected one of year, level, claim"),
        ({"gdp": {"year": 2009}}, "a year after as_of = 2009"),
        ({"gdp": {"year": 20140}}, "within a century"),
        ({"gdp": {"year": "2014"}}, "a year after"),
        ({"gdp": {"year": True}}, "a year after"),
        ({"gdp": {"level": 450}}, 'as text, as it would be printed, such as "400"'),
        ({"gdp": {"level": "-450"}}, "as text"),
        ({"gdp": {"level": "0"}}, "as text"),
        ({"gdp": {"level": "many"}}, "as text"),
        ({"gdp": {"year": 2014, "claim": "gdp-2010"}}, "the id of the goal to move, one of gdp-2015"),
        ({"gdp": 2014}, "with something in it for gdp"),
    ],
)
def test_senseless_goals_are_refused(yanjiao, goal, says):
    """A goal that is not there, or a year or level that makes no sense, is refused with what would be right."""
    with pytest.raises(ScenarioError, match=says):
        fc.assess(yanjiao, fc.Scenario("s", goal=goal))


def test_a_goal_stated_as_a_multiple_has_a_year_and_no_level(yanjiao):
    """Where the only goal is a doubling, its year can move; a level must be asked for through its own value."""
    double = {"claim_id": "exports-x2", "entity": "yanjiao", "indicator": "exports", "role": "goal"}
    double |= {"kind": "multiple", "value": "1", "unit": "倍", "start": 2009, "end": 2015}
    dossier = apply(fc.Scenario("s", add=(double,)), yanjiao)
    assert apply(fc.Scenario("s", goal={"exports": {"year": 2014}}), dossier).claim("exports-x2").end == 2014
    with pytest.raises(ScenarioError, match="states a multiple; expected another value"):
        apply(fc.Scenario("s", goal={"exports": {"level": "4"}}), dossier)


# ---- what is printed


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"growth_cap": {"gdp": 0.1}},
            "GDP grows at most 10.0 % in any forecast year; this moves the path, not the spread",
        ),
        ({"path": {"gdp": {2011: 0.13}}}, "GDP grows 13.0 % in 2011"),
        ({"path": {"gdp": {2011: 0.13, 2012: 0.13}}}, "GDP grows 13.0 % a year from 2011 to 2012"),
        ({"growth_shock": {"gdp": {2011: -0.05}}}, "GDP: growth in 2011 lower by 5 pp"),
        (
            {"growth_shock": {"gdp": {2011: 0.02}}, "path": {"gdp": {2011: 0.13}}},
            "GDP: growth in 2011 higher by 2 pp (on top of the growth given for that year)",
        ),
        (
            {"growth_shock": {"gdp": {2016: -0.05}}},
            "GDP: growth in 2016 lower by 5 pp (without effect: its last target or goal is for 2015)",
        ),
        (
            {"growth_cap": {"gdp": 0.1}, "growth_cap_from": 2016},
            (
                "GDP grows at most 10.0 % a year from 2016; this moves the path, not the spread "
                "(without effect: its last target or goal is for 2015)"
            ),
        ),
        (
            {"growth_cap": {"heated_area": 0.1}},
            (
                "Heated floor area grows at most 10.0 % in any forecast year; this moves the path, not the spread "
                "(without effect: it has no target or goal)"
            ),
        ),
        (
            {"growth_cap": {"fiscal_revenue": 0.3}, "pace": {"fiscal_revenue": "kunshan"}},
            (
                "Fiscal revenue grows at most 30.0 % in any forecast year; this moves the path, not the spread "
                "(this holds where the pace given goes beyond it)"
            ),
        ),
        ({"claims": {"gdp-2009": {"comparator": "~"}}}, "GDP (gdp-2009): wording exactly → about"),
        ({"readings": {"gdp-fold": "increase_to"}}, "GDP (gdp-fold) read as: increased to so many times"),
        ({"about": 0.1}, "“about” means within 10.0 %, not 5.0 %"),
    ],
)
def test_each_difference_is_said(yanjiao, changes, says):
    """A difference is one sentence, with its limit or that it has no effect; a cap says that the spread stays."""
    scenario = fc.Scenario("s", **changes)
    apply(scenario, yanjiao)
    assert says in [render(one, "en") for one in differences(scenario, yanjiao)]
    for one in differences(scenario, yanjiao):
        assert not {"{", "}"} & set(render(one, "zh"))


def test_a_change_to_what_is_there_is_no_difference(yanjiao):
    """A goal, cell or founding year set to what the report has is not said."""
    same = fc.Scenario(
        "same",
        goal={"gdp": {"year": 2015, "level": "400"}},
        founded=1992,
        claims={"gdp-2009": {"value": "188"}},
    )
    assert differences(same, yanjiao) == ()


def test_a_difference_knows_its_input(yanjiao):
    """Field, baseline and scenario of the goal's year and of a dropped claim."""
    scenario = fc.Scenario("s", goal={"gdp": {"year": 2014}}, drop=("exports-2010-growth",))
    found = [(one.field, render(one.old, "zh"), render(one.new, "zh")) for one in inputs(scenario, yanjiao)]
    assert found == [("drop.exports-2010-growth", "6%", "不计"), ("goal.gdp.year", "2015", "2014")]


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
        ({"growth_floor": {"revenu": 0.1}}, "perhaps revenue"),
        ({"growth_shock": {"revenu": {2021: 0.1}}}, "perhaps revenue"),
        ({"path": {"revenu": {2021: 0.1}}}, "perhaps revenue"),
        ({"pace": {"revenu": "top_fifth"}}, "perhaps revenue"),
        ({"reference_class": {"revenu": "subnational-revenue"}}, "perhaps revenue"),
        ({"reference_class": {"revenue": "subnational-revenues"}}, "perhaps subnational-revenue"),
        ({"goal": {"revenu": {"year": 2024}}}, "an indicator with a goal: revenue"),
        ({"readings": {"rev-fold": "increase"}}, "increase_by, increase_to"),
        ({"claims": {"rev-2019": {"valeu": "1"}}}, "perhaps value"),
        ({"add": ({"indcator": "revenue"},)}, "perhaps indicator"),
        ({"models": ("thetaa",)}, "perhaps theta"),
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
        ({"path": {"revenue": {2021: 0.1}}, "pace": {"revenue": "top_fifth"}}, "a pace or a path, not both"),
        (
            {"path": {"revenue": {2021: 0.2}}, "growth_cap": {"revenue": 0.1}},
            "0.2 in 2021, above the cap 0.1",
        ),
        (
            {"path": {"revenue": {2021: 0.1}}, "growth_floor": {"revenue": 0.2}},
            "0.1 in 2021, below the floor 0.2",
        ),
        ({"growth_cap_from": 2022}, "without a growth_cap"),
        ({"add": ({"claim_id": {"of": "a table"}},)}, "claim_id = .*a text"),
        ({"growth_cap": {"revenue": 0.1}, "growth_cap_from": 2019}, "after as_of"),
        ({"path": {"revenue": {2200: 0.1}}}, "within a century"),
        ({"path": {"revenue": {}}}, "with something in it for revenue"),
        ({"growth_shock": {"revenue": {"soon": 0.1}}}, "after as_of"),
        ({"growth_cap": {"revenue": True}}, "as a fraction"),
        ({"growth_cap": {3: 0.1}}, "ids as texts"),
        ({"growth_cap": 0.1}, "a table, such as growth_cap"),
        (
            {"claims": {"rev-2025": {"end": 2024}}, "goal": {"revenue": {"year": 2023}}},
            "a year, while claims.rev-2025 changes its end",
        ),
        (
            {"claims": {"rev-2025": {"value": "70"}}, "goal": {"revenue": {"level": "80"}}},
            "a level, while claims.rev-2025 changes its value",
        ),
        ({"drop": ("rev-2025",), "goal": {"revenue": {"year": 2023}}}, "to drop it, not both"),
        (
            {"claims": {"rev-fold": {"reading": "increase_to"}}, "readings": {"rev-fold": "increase_by"}},
            "one reading of the claim",
        ),
        ({"drop": ("rev-fold", "rev-fold")}, "each claim id once"),
        ({"models": ("theta", "theta")}, "each growth model once"),
        ({"pace": {"gdp": "mars"}}, "a benchmark that states gdp: top_fifth"),
        ({"founded": "2002"}, "a year"),
        ({"founded": 2002.5}, "a year"),
        ({"drop": "rev-2019"}, "a list of texts"),
        ({"add": {"claim_id": "x"}}, "a list of tables"),
        ({"title": {"fr": "Lent"}}, "a text, or"),
        ({"deflator": (float("nan"), 0.1)}, "two numbers"),
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
        "goal = { revenue = 3 }", "goal = { revenue = { } }", 'goal = { revenue = { year = "2024" } }', "goal = { revenue = { level = 80 } }",
        "goal = { gdp = { year = 2024 } }", "growth_cap_from = 2022", "path = { revenue = { 2021 = nan } }", 'drop = ["rev-2019", "rev-2018"]',
        'title = { fr = "Lent" }', "path = { revenue = { } }",
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


def test_a_scenario_needs_a_name_of_its_own(riverside):
    """Differences under the name of the report itself, or under no name, are refused."""
    with pytest.raises(ScenarioError, match="a name of its own"):
        fc.assess(riverside, fc.Scenario(growth_cap={"revenue": 0.1}))
    for name in ("", "  ", "two\nlines", 3):
        with pytest.raises(ScenarioError, match="on one line"):
            fc.assess(riverside, fc.Scenario(name, growth_cap={"revenue": 0.1}))


def test_the_file_may_not_rename_the_baseline(tmp_path):
    """A table [scenario.baseline] would never be used, so it is a fault."""
    folder = tmp_path / "d"
    shutil.copytree(RIVERSIDE, folder)
    (folder / "scenarios.toml").write_text("[scenario.baseline]\nfounded = 2002\n", encoding="utf-8")
    with pytest.raises(DossierError, match="the name of the report itself"):
        fc.load(folder)


def test_the_pace_of_a_class_takes_a_class(yanjiao):
    """top_fifth is offered only where the indicator has a reference class, or the scenario gives it one."""
    with pytest.raises(ScenarioError, match="there is none"):
        apply(fc.Scenario("s", pace={"exports": "top_fifth"}), yanjiao)
    ranked = {"exports": "prefecture-nominal-gdp"}
    apply(fc.Scenario("s", pace={"exports": "top_fifth"}, reference_class=ranked), yanjiao)


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
    assert [row.indicator for row in without.target_rows] == ["revenue"]


def test_a_level_put_in_keeps_the_history(riverside):
    """What is dropped may be replaced: another level of a past year is a history to start from."""
    row = {"claim_id": "rev-own", "entity": "riverside", "indicator": "revenue", "role": "history"}
    row |= {"value": "12.5", "unit": "亿元", "end": 2019}
    assert fc.assess(riverside, fc.Scenario("own", drop=("rev-2019", "rev-2018"), add=(row,))).target_rows


# ---- written and read back

_WORDS = (
    st.text(max_size=12)
    .filter(lambda one: one.isprintable() or "\n" in one)
    .filter(lambda one: unprintable(one) is None and "\r" not in one)
)
_NAMES = st.text("abcXYZ019-_.亿 ]['\"#", min_size=1, max_size=12).filter(str.strip)
_RATES = st.floats(-0.9, 9.0, allow_nan=False) | st.integers(0, 3)
_YEARS = st.dictionaries(st.integers(2010, 2060), _RATES, min_size=1, max_size=4)
_SAID = _WORDS | st.dictionaries(st.sampled_from(("en", "zh")), _WORDS)
_CELLS = st.dictionaries(
    st.sampled_from(("value", "unit", "reading")), _WORDS, min_size=1
) | st.fixed_dictionaries({"end": st.integers(1990, 2060)})
_SCENARIOS = st.builds(
    fc.Scenario,
    name=_NAMES,
    title=_SAID,
    note=_SAID,
    founded=st.none() | st.integers(1000, 2009),
    readings=st.dictionaries(_NAMES, _WORDS, max_size=3),
    claims=st.dictionaries(_NAMES, _CELLS, max_size=3),
    drop=st.lists(_NAMES, max_size=3),
    add=st.lists(st.dictionaries(_NAMES, _WORDS | st.integers(), max_size=4), max_size=2),
    goal=st.dictionaries(
        _NAMES,
        st.fixed_dictionaries({"year": st.integers(2010, 2060)}, optional={"level": _WORDS}),
        max_size=2,
    ),
    growth_cap=st.dictionaries(_NAMES, _RATES, max_size=2),
    growth_floor=st.dictionaries(_NAMES, _RATES, max_size=2),
    growth_cap_from=st.none() | st.integers(2010, 2060),
    growth_shock=st.dictionaries(_NAMES, _YEARS, max_size=2),
    path=st.dictionaries(_NAMES, _YEARS, max_size=2),
    pace=st.dictionaries(_NAMES, _NAMES, max_size=2),
    deflator=st.none() | st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)),
    about=st.none() | st.floats(0, 0.9),
    reference_class=st.dictionaries(_NAMES, _NAMES, max_size=2),
    models=st.lists(_NAMES, max_size=2),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SCENARIOS)
def test_a_scenario_written_as_toml_reads_back_the_same(scenario):
    """Whatever a scenario holds, its TOML read with decimals and built again is the same scenario."""
    table = tomllib.loads(scenario_toml(scenario), parse_float=Decimal)["scenario"]
    assert list(table) == [scenario.name]
    assert from_table(scenario.name, table[scenario.name]) == (scenario, [])


@pytest.mark.parametrize(("folder", "name"), NAMES, ids=[f"{folder.name}-{name}" for folder, name in NAMES])
def test_shipped_scenarios_read_back_the_same(folder, name):
    """Every scenario that ships is written as a table that reads back as itself."""
    scenario = scenario_of(fc.load(folder), name)
    table = tomllib.loads(scenario_toml(scenario), parse_float=Decimal)["scenario"][name]
    assert from_table(name, table) == (scenario, [])


def test_numbers_of_other_kinds_are_plain_numbers():
    """Numbers of NumPy, decimals and fractions, and years as text, make the same scenario as plain ones."""
    plain = fc.Scenario(
        "s", growth_cap={"gdp": 0.1}, path={"gdp": {2011: 0.5}}, founded=1993, deflator=(-0.5, 0.25)
    )
    other = fc.Scenario(
        "s",
        growth_cap={"gdp": np.float64(0.1)},
        path={"gdp": {"2011": Decimal("0.5")}},
        founded=np.int64(1993),
        deflator=[Fraction(-1, 2), Fraction(1, 4)],
    )
    assert other == plain
    assert scenario_toml(other) == scenario_toml(plain)


def test_nothing_inside_a_scenario_can_be_changed():
    """Tables within tables are kept from change too, also through the object they were made from."""
    inner = {"value": "80"}
    scenario = fc.Scenario("s", claims={"rev-2025": inner})
    inner["value"] = "90"
    assert scenario.claims["rev-2025"]["value"] == "80"
    with pytest.raises(TypeError):
        scenario.claims["rev-2025"]["value"] = "90"


def test_a_scenario_can_be_copied_and_sent():
    """A deep copy and a journey through pickle give the same scenario, still closed to change."""
    scenario = fc.Scenario("s", path={"gdp": {2011: 0.1}}, add=({"claim_id": "x"},), title={"en": "S"})
    for other in (copy.deepcopy(scenario), pickle.loads(pickle.dumps(scenario))):  # noqa: S301 - our own bytes
        assert other == scenario
        with pytest.raises(TypeError):
            other.path["gdp"][2011] = 0.2


def test_values_that_no_scenario_holds_are_not_written():
    """A value of another kind has no TOML: it is refused, not guessed."""
    for changes in ({"founded": "1993"}, {"growth_cap": 0.1}, {"about": float("nan")}):
        with pytest.raises(ScenarioError, match="cannot be written"):
            scenario_toml(fc.Scenario("s", **changes))


# ---- saved

NEW = fc.Scenario("new", founded=2002)


@pytest.fixture
def folder(tmp_path):
    """A copy of the made-up dossier."""
    shutil.copytree(RIVERSIDE, tmp_path / "d")
    return tmp_path / "d"


def test_a_scenario_is_appended_and_loads(folder):
    """What stood in the file stays byte for byte, and the folder then knows the scenario."""
    before = (folder / "scenarios.toml").read_bytes()
    scenario = fc.Scenario(
        "mine", note={"zh": "自定"}, growth_cap={"revenue": 0.1}, goal={"revenue": {"year": 2024}}
    )
    assert save_scenario(folder, scenario) == folder / "scenarios.toml"
    after = (folder / "scenarios.toml").read_bytes()
    assert after == before + b"\n" + scenario_toml(scenario).encode()
    assert scenario_of(fc.load(folder), "mine") == scenario
    assert sorted(one.name for one in folder.iterdir()) == ["claims.csv", "dossier.toml", "scenarios.toml"]


def test_a_dossier_knows_where_to_save(folder):
    """A dossier read from a folder saves there; one that was read before sees what was saved since."""
    dossier = fc.load(folder)
    save_scenario(dossier, fc.Scenario("one", founded=2002))
    save_scenario(dossier, fc.Scenario("two", founded=2003))
    assert list(fc.load(folder).scenario_tables)[-2:] == ["one", "two"]
    with pytest.raises(ScenarioError, match="already"):
        save_scenario(dossier, fc.Scenario("one", founded=2004))


def test_the_first_scenario_makes_the_file(folder):
    """A folder without scenarios.toml gets one."""
    (folder / "scenarios.toml").unlink()
    save_scenario(folder, fc.Scenario("mine", founded=2002))
    assert (folder / "scenarios.toml").read_text(encoding="utf-8") == "[scenario.mine]\nfounded = 2002\n"


FULL = """# first words
[scenario.one]    # kept
founded = 2002    # goes with its table
growth_cap = { revenue = 0.1 }
note = \'\'\'
[scenario.trap]
\'\'\'
drop = [
  "rev-fold",  # [scenario.trap]
]

# about two
[scenario.two]
founded = 2003

[scenario.one.growth_shock]
revenue = { 2021 = -0.1 }

# last words
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_force_replaces_one_scenario_and_nothing_else(folder, end):
    """All other text, comments between tables and the end of lines stay; the table and its sub-tables are put anew."""
    (folder / "scenarios.toml").write_bytes(FULL.replace("\n", end).encode())
    save_scenario(folder, fc.Scenario("one", founded=2004), force=True)
    wanted = """# first words
[scenario.one]    # kept
founded = 2004

# about two
[scenario.two]
founded = 2003


# last words
"""
    assert (folder / "scenarios.toml").read_bytes() == wanted.replace("\n", end).encode()


def test_a_replaced_scenario_may_gain_and_lose_claims_put_in(folder):
    """Claims put in are written as tables of their own and go when the scenario is replaced."""
    row = {
        "claim_id": "x",
        "entity": "riverside",
        "indicator": "gdp",
        "value": "88",
        "unit": "亿元",
        "end": 2018,
    }
    before = (folder / "scenarios.toml").read_bytes()
    save_scenario(folder, fc.Scenario("mine", add=(row,)))
    assert b"[[scenario.mine.add]]" in (folder / "scenarios.toml").read_bytes()
    save_scenario(folder, fc.Scenario("mine", founded=2002), force=True)
    assert (folder / "scenarios.toml").read_bytes() == before + b"\n[scenario.mine]\nfounded = 2002\n"


def test_saving_keeps_the_encoding(folder):
    """A file in GB18030 stays in GB18030, and one with a byte-order mark keeps it."""
    text = "# 情景\n[scenario.one]\nfounded = 2002\n"
    (folder / "scenarios.toml").write_bytes(text.encode("gb18030"))
    save_scenario(folder, fc.Scenario("two", note="自定", founded=2003))
    assert "自定" in (folder / "scenarios.toml").read_bytes().decode("gb18030")
    (folder / "scenarios.toml").write_bytes(text.encode("utf-8-sig"))
    save_scenario(folder, fc.Scenario("two", founded=2003))
    assert (folder / "scenarios.toml").read_bytes().startswith(text.encode("utf-8-sig"))


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        (fc.Scenario("slower", founded=2002), "is in .* already; give another name"),
        (fc.Scenario("new", drop=("rev-2091",)), "perhaps rev-2019"),
        (fc.Scenario("new", growth_cap={"revenue": 12}), "as a fraction"),
        (fc.Scenario("new", title="nothing else"), "changes nothing"),
        (fc.Scenario(founded=2002), "a name of its own"),
        (fc.Scenario("", founded=2002), "on one line"),
        (fc.Scenario("new", drop=("rev-2019", "rev-2018")), "no history of revenue left"),
    ],
)
def test_nothing_is_half_saved(folder, scenario, says):
    """A scenario that exists, changes nothing or cannot be applied leaves the file as it was."""
    before = (folder / "scenarios.toml").read_bytes()
    with pytest.raises(ScenarioError, match=says):
        save_scenario(folder, scenario)
    assert (folder / "scenarios.toml").read_bytes() == before
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(
    "text",
    [
        "[scenario]\none = { founded = 2002 }\n",
        "[scenario]\none.founded = 2002\n",
        "scenario.one.founded = 2002\n",
    ],
)
def test_a_scenario_written_otherwise_is_not_cut_up(folder, text):
    """One that stands on a line of another table cannot be replaced piece by piece: this is said, nothing is written."""
    (folder / "scenarios.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="Nothing was written"):
        save_scenario(folder, fc.Scenario("one", founded=2004), force=True)
    assert (folder / "scenarios.toml").read_text(encoding="utf-8") == text


def test_a_folder_with_faults_or_a_dossier_from_memory_is_refused(folder):
    """Nothing is saved into a folder that does not load, or for a dossier that has none."""
    with pytest.raises(ScenarioError, match="made in memory"):
        save_scenario(replace(fc.load(folder), folder=None), NEW)
    (folder / "claims.csv").write_text("nonsense", encoding="utf-8")
    with pytest.raises(DossierError):
        save_scenario(folder, NEW)
