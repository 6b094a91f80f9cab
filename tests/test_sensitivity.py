"""Tornado and flips: every bar is an assessment, every edge is where the verdict turns."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from scipy import stats

import forecasting as fc
from forecasting.ask import sensitivity
from forecasting.ask.seek import problem_of
from forecasting.dossier import Indicator, from_frame
from forecasting.errors import ForecastingError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def yanjiao():
    """The real dossier, assessed."""
    return fc.assess(fc.load(ROOT / "data" / "yanjiao"))


def bars_of(result, indicator, **more):
    """The typed bars of the tornado of one goal."""
    return sensitivity.tornado_rows(problem_of(result, indicator), **more)


@pytest.fixture(scope="module")
def bars(yanjiao):
    """The tornado of its GDP goal."""
    return bars_of(yanjiao, "gdp")


@pytest.fixture(scope="module")
def turns(yanjiao):
    """Every change that turns one of its verdicts."""
    return sensitivity.flips_rows(yanjiao)


def assessed(*rows, **scenario):
    """An assessment of claims about one indicator typed in the test."""
    made = {"x": Indicator("x", {"en": "Output", "zh": "产值"}, "亿元", "nominal", "nominal")}
    dossier = from_frame([{"entity": "here"} | row for row in rows], indicators=made)
    return fc.assess(dossier, fc.Scenario("s", **scenario) if scenario else None)


# ---- tornado


def test_the_widest_bar_comes_first(bars):
    """Bars are sorted by the swing of the odds, what could not be tried comes last."""
    found = [row for row in bars if row.status == "found"]
    assert bars[: len(found)] == found
    swings = [row.swing for row in found]
    assert swings == sorted(swings, reverse=True)
    assert {row.kind for row in found} == {
        *("class", "model", "cohort", "base", "founded", "reading", "rounding"),
    }


@pytest.mark.parametrize("indicator", ["gdp", "fiscal_revenue"])
def test_every_bar_is_the_assessment_of_its_scenario(yanjiao, indicator):
    """The short way to a bar's odds and required growth gives just what assessing its scenario gives."""
    kinds = set()
    for row in bars_of(yanjiao, indicator):
        if row.kind in kinds:
            continue
        kinds.add(row.kind)
        for end in ("low", "high"):
            scenario = getattr(row, f"scenario_{end}")
            if scenario is None:
                continue
            there = next(
                one for one in fc.assess(yanjiao.baseline, scenario).target_rows if one.indicator == indicator
            )
            assert getattr(row, f"odds_{end}") == pytest.approx(there.probability, abs=1e-12)
            assert getattr(row, f"required_{end}") == pytest.approx(there.needed_before, abs=1e-12)
    assert {"base", "model", "class", "founded", "reading", "rounding", "cohort"} <= kinds


def test_the_base_moves_by_a_twentieth(bars):
    """5 % off 188亿 asks (400 / 178.6)^(1/6) - 1 a year, 5 % more (400 / 197.4)^(1/6) - 1.

    Either level contradicts the growth of 30 % from 144.6, so a year of the record goes and it counts for less: the
    higher level asks for less growth, and its chance is no better for it.
    """
    row = next(row for row in bars if row.kind == "base")
    assert row.required_low == pytest.approx((400 / 178.6) ** (1 / 6) - 1)
    assert row.required_high == pytest.approx((400 / 197.4) ** (1 / 6) - 1)
    assert row.scenario_low.claims == {"gdp-2009": {"value": "178.6"}}
    assert row.odds_low < min(row.odds, row.odds_high)


def test_model_and_cohort_bars_are_the_odds_quoted_elsewhere(yanjiao, bars):
    """The bars of model and cohort hold the numbers that the finding on the odds states."""
    finding = next(
        one for one in yanjiao.found if one.check == "odds" and "gdp-2015" in one.claims and one.end == 2015
    )
    model = next(row for row in bars if row.kind == "model")
    alone = next(one for one in yanjiao.outlooks if one.indicator == "gdp" and one.model == "reference_only")
    there = alone.years[-1]
    assert model.odds_low == pytest.approx(
        stats.t.sf((math.log(400) - there.loc) / there.scale, there.df), abs=1e-9
    )
    joint = finding.facts.together
    cohort = next(row for row in bars if row.kind == "cohort")
    assert (cohort.odds_low, cohort.odds_high) == pytest.approx((joint.slow, joint.fast))
    assert cohort.scenario_low is None


def test_classes_of_another_kind_are_named_as_left_out(bars):
    """A class at other prices or of other things is no alternative; the row says which were left out."""
    row = next(row for row in bars if row.status == "left_out")
    assert row.kind == "class"
    assert "countries, real GDP" in row.sentence


def test_runs_are_capped_and_the_rest_is_named(yanjiao):
    """With four runs allowed, four settings are assessed and every other assumption says it was left out."""
    rows = bars_of(yanjiao, "gdp", runs=4)
    tried = [row for row in rows if row.status == "found" and row.kind != "cohort"]
    left = [row for row in rows if row.status == "left_out"]
    assert {row.kind for row in tried} == {"base", "model"}
    assert {"founded", "reading", "rounding"} <= {row.kind for row in left}
    assert all("left out" in row.sentence.lower() for row in left)
    with pytest.raises(ForecastingError, match="at least one"):
        bars_of(yanjiao, "gdp", runs=0)


def test_a_scenario_is_what_is_varied(yanjiao):
    """Under a cap of 10 % after 2012 every bar keeps the cap, and its scenario says so."""
    capped = fc.assess(yanjiao.baseline, "slower_after_2012")
    rows = bars_of(capped, "gdp")
    row = next(one for one in rows if one.kind == "founded")
    assert row.scenario_low.growth_cap == {"gdp": 0.10, "fiscal_revenue": 0.10}
    assert row.scenario_low.name == "slower_after_2012_founded_1991"
    there = fc.assess(yanjiao.baseline, row.scenario_low).target_rows
    assert row.odds_low == pytest.approx(
        next(one.probability for one in there if one.indicator == "gdp"), abs=1e-12
    )


def test_a_claim_that_a_scenario_adds_is_varied_where_it_is_added(yanjiao):
    """Rounding of the growth that a scenario adds at constant prices changes the added row; the deflator is a bar too."""
    real = fc.assess(yanjiao.baseline, "gdp_growth_real")
    rows = bars_of(real, "gdp")
    row = next(one for one in rows if one.claim == "gdp-2009-growth-real")
    assert row.status == "found"
    values = [one["value"] for one in row.scenario_low.add]
    assert values == ["29.5", "14"]
    assert [one["value"] for one in real.scenario.add] == ["30", "14"]
    bands = {
        getattr(row, f"scenario_{end}").deflator
        for row in rows
        if row.kind == "deflator"
        for end in ("low", "high")
    }
    assert bands == {
        (-0.03, 0.025),
        (0.025, 0.08),
    }  # halves of the band from -3 to 8 % that the dossier assumes


def test_without_odds_the_required_growth_swings(yanjiao):
    """No model for investment: bars have no odds and are sorted by the growth required."""
    rows = bars_of(yanjiao, "fixed_asset_investment")
    assert rows[0].kind == "base"
    assert rows[0].odds_low is None
    assert rows[0].swing is None
    assert rows[0].swing_required == pytest.approx(253 / (0.95 * 202) - 253 / (1.05 * 202))


def test_an_implied_base_has_no_number_to_vary():
    """A latest level that follows from other claims is said not to be printed."""
    result = assessed(
        {"value": "100", "end": 2009},
        {"value": "30.0", "kind": "growth", "end": 2010},
        {"value": "200", "end": 2015, "role": "goal"},
    )
    row = next(one for one in bars_of(result, "x") if one.kind == "base")
    assert row.status == "not_assessable"
    assert "not printed" in row.sentence


def test_no_start_has_no_tornado(yanjiao):
    """Without a level on record there is nothing to vary."""
    assert bars_of(yanjiao, "urban_area") == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_frames_and_sentences(language):
    """Frames have their columns in order; every row has a whole sentence."""
    result = fc.assess(fc.load(ROOT / "tests" / "dossiers" / "riverside"), language=language)
    bars = sensitivity.tornado(result, "revenue")
    turns = sensitivity.flips(result)
    assert tuple(bars.columns) == sensitivity.TornadoRow.columns()
    assert tuple(turns.columns) == sensitivity.FlipRow.columns()
    for sentence in (*bars["sentence"], *turns["sentence"]):
        assert sentence
        assert "{" not in sentence


# ---- flips


def verdict(result, check, indicator, claim):
    """The verdict of the finding of a check that rests on a claim."""
    return next(
        one.verdict
        for one in result.found
        if one.check == check and one.indicator == indicator and claim in one.claims
    )


def with_value(result, claim, value):
    """The dossier assessed with another number printed in one claim."""
    return fc.assess(result.baseline, fc.Scenario("other", claims={claim: {"value": value}}))


@pytest.mark.parametrize(
    ("check", "indicator", "moved", "to", "claim", "ends"),
    [
        # the edges are worked out by the code; that assessments turn between the two printed numbers is not
        ("odds", "gdp", "goal", "open", "gdp-2015", ("416", "417")),
        ("odds", "gdp", "goal", "unambitious", "gdp-2015", ("240", "239")),
        ("odds", "fiscal_revenue", "goal", "open", "revenue-2015", ("67.0", "67.1")),
        ("odds", "fiscal_revenue", "target", "stretch", "revenue-2010", ("34.9", "35.0")),
        ("targets_against_goal", "gdp", "target", "back_loaded", "gdp-2010", ("211.2", "211.1")),
        ("targets_against_goal", "gdp", "goal", "front_loaded", "gdp-2015", ("376", "375")),
        ("targets_against_goal", "fiscal_revenue", "target", "in_step", "revenue-2010", ("32.1", "32.0")),
        ("targets_against_goal", "fiscal_revenue", "goal", "in_step", "revenue-2015", ("86.8", "86.9")),
    ],
)
def test_verdicts_turn_at_the_edge(yanjiao, turns, check, indicator, moved, to, claim, ends):
    """Assessing the dossier with a number just inside and just beyond the edge gives the two verdicts."""
    inside, outside = ends
    row = next(
        one
        for one in turns
        if (one.check, one.indicator, one.moved, one.to) == (check, indicator, moved, to)
        and one.claim == claim
    )
    low, high = sorted((float(inside), float(outside)))
    assert low <= row.needed <= high
    assert verdict(with_value(yanjiao, claim, inside), check, indicator, claim) == row.verdict
    assert verdict(with_value(yanjiao, claim, outside), check, indicator, claim) == to


def test_path_edges_by_hand():
    """100, then 120, then 1.1 times its log growth a year for four years is the edge to back-loaded."""
    rows = [{"value": "100", "end": 2010}, {"value": "120", "end": 2011, "role": "target"}]
    result = assessed(*rows, {"value": "249", "end": 2015, "role": "goal"})
    found = {
        (row.moved, row.to): row.needed
        for row in sensitivity.flips_rows(result, "x")
        if row.check == "targets_against_goal"
    }
    later = 1.1 * 4
    assert found["goal", "back_loaded"] == pytest.approx(120 * 1.2**later)
    assert found["target", "back_loaded"] == pytest.approx((249 * 100**later) ** (1 / (1 + later)))
    assert found["base", "back_loaded"] == pytest.approx(120 / (249 / 120) ** (1 / later))
    assert found["goal", "front_loaded"] == pytest.approx(120 * 1.2 ** (4 / 1.1))


def test_a_target_short_of_its_base_turns_at_the_edges():
    """A target below the base falls short; what it would have to be for another word is beyond the base."""
    rows = [{"value": "100", "end": 2010}, {"value": "90", "end": 2011, "role": "target"}]
    result = assessed(*rows, {"value": "300", "end": 2015, "role": "goal"})
    found = [
        row
        for row in sensitivity.flips_rows(result, "x")
        if row.check == "targets_against_goal" and row.moved == "target"
    ]
    assert [row.verdict for row in found] == ["short"]
    assert found[0].to == "back_loaded"
    assert found[0].needed == pytest.approx(100)


def test_the_base_and_the_goal_do_the_same(turns):
    """The forecast moves with its base one for one: either change has the same size, and the quantile is scipy's."""
    edge = {
        row.moved: row
        for row in turns
        if (row.check, row.indicator, row.end, row.to) == ("odds", "gdp", 2015, "open")
    }
    assert edge["goal"].size == pytest.approx(edge["base"].size)
    assert edge["goal"].smallest
    assert not edge["base"].smallest


def test_odds_edges_by_student_t(yanjiao, turns):
    """The goal at the edge is the 33 % quantile of the default forecast."""
    there = next(one for one in yanjiao.outlooks if one.indicator == "gdp" and one.default).years[-1]
    row = next(
        row
        for row in turns
        if (row.check, row.indicator, row.moved, row.to) == ("odds", "gdp", "goal", "open")
    )
    assert row.needed == pytest.approx(math.exp(there.loc + there.scale * stats.t.ppf(0.33, there.df)))


def test_years_turn_too(yanjiao, turns):
    """The goal asked for in another year has the odds verdict the row says."""
    row = next(row for row in turns if row.moved == "year" and row.indicator == "fiscal_revenue")
    early = fc.assess(
        yanjiao.baseline, fc.Scenario("early", claims={"revenue-2015": {"end": int(row.needed)}})
    )
    assert verdict(early, "odds", "fiscal_revenue", "revenue-2015") == row.to


def nearest_turn(rows, claim, limit=400):
    """The nearest printed number of a claim with another verdict, by trying one after the other."""
    dossier = assessed(*rows).dossier
    printed = next(row["value"] for row in rows if row["claim_id"] == claim)
    decimals = len(printed.partition(".")[2])

    def word(value):
        claims = tuple(replace(one, value=value) if one.claim_id == claim else one for one in dossier.claims)
        return next(
            one.verdict
            for one in fc.assess(replace(dossier, claims=claims)).found
            if one.check == "growth_against_levels"
        )

    now = word(printed)
    for step in range(1, limit):
        for sign in (-1, 1):
            value = f"{float(printed) + sign * step / 10**decimals:.{decimals}f}"
            if (claim == "rate" or float(value) > 0) and (then := word(value)) != now:
                return value, then
    return None


@pytest.mark.parametrize(
    ("first", "last", "rate"),
    [
        ("188", "213", "14"),
        ("27.46", "33.8", "23"),
        ("100", "127", "25"),
        ("1.87", "1.9", "6"),
        ("3", "4", "30"),
    ],
)
@pytest.mark.parametrize("claim", ["rate", "first", "last"])
def test_the_nearest_printed_number_is_found(first, last, rate, claim):
    """What is found in closed form is what trying one printed number after the other finds."""
    rows = [
        {"value": first, "end": 2010, "claim_id": "first"},
        {"value": last, "end": 2011, "claim_id": "last"},
        {"value": rate, "kind": "growth", "end": 2011, "claim_id": "rate"},
        {"value": "1000", "end": 2015, "role": "goal", "claim_id": "goal"},
    ]
    result = assessed(*rows)
    found = [
        row
        for row in sensitivity.flips_rows(result, "x")
        if row.check == "growth_against_levels" and row.claim == claim
    ]
    expected = nearest_turn(rows, claim)
    assert expected is not None
    assert len(found) == 1
    assert found[0].needed == pytest.approx(float(expected[0]))
    assert found[0].to == expected[1]


def test_one_change_a_verdict_is_the_smallest(turns):
    """Of the changes that turn one verdict, one is marked, and none is smaller."""
    groups = {}
    for row in turns:
        key = (row.indicator, row.check, row.end)
        groups.setdefault(key, []).append(row)
    for rows in groups.values():
        (marked,) = [row for row in rows if row.smallest]
        assert all(row.size is None or row.size >= marked.size - 1e-12 for row in rows)


def test_the_growth_of_investment_has_no_odds_to_turn(yanjiao):
    """Where no model speaks there are rows for the printed growth alone."""
    rows = sensitivity.flips_rows(yanjiao, "fixed_asset_investment")
    assert {row.check for row in rows} == {"growth_against_levels"}
    with pytest.raises(ForecastingError, match="perhaps gdp"):
        sensitivity.flips_rows(yanjiao, "gdpp")
