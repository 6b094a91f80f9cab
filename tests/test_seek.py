"""Goal seek, yearly plans, two-way table, consequences and nearest values: by hand, by Student t, and for any numbers."""

import math
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import forecasting as fc
from forecasting.ask import seek
from forecasting.dossier import Indicator, Ratio, from_frame
from forecasting.errors import ForecastingError

ROOT = Path(__file__).resolve().parent.parent


def assessed(*rows, unit="亿元", better="higher", language="en", scenario=None, ratios=(), **known):
    """An assessment of levels and rates typed in the test."""
    label = {"en": "Output", "zh": "产值"}
    made = {"x": Indicator("x", label, unit, "nominal", "nominal", better=better)}
    made |= known.pop("indicators", {})
    dossier = from_frame([{"entity": "here"} | row for row in rows], indicators=made, **known)
    return fc.assess(replace(dossier, ratios=ratios), scenario, language)


def level(value, year, role="history", **more):
    """A level claim."""
    return {"value": value, "end": year, "role": role} | more


@pytest.fixture(scope="module")
def rising():
    """The back-loading example of the methods: 100, a target of 20 %, a goal of 300 five years on."""
    return assessed(
        level("100", 2010),
        {"value": "20", "kind": "growth", "role": "target", "end": 2011},
        level("300", 2015, "goal", comparator=">="),
    )


@pytest.fixture(scope="module")
def steep():
    """The probability example of the methods: six levels, constant growth, 1200 four years on."""
    levels = zip((100, 130, 175, 220, 300, 390), range(2004, 2010), strict=True)
    return assessed(
        *(level(str(value), year) for value, year in levels),
        level("1200", 2013, "goal", comparator=">="),
        scenario=fc.Scenario("constant", models=("constant_growth",)),
    )


@pytest.fixture(scope="module")
def falling():
    """A goal to come down to: 120 in 2005, 100 in 2010, at most 80 by 2015."""
    return assessed(
        level("120", 2005), level("100", 2010), level("80", 2015, "goal", comparator="<="), better="lower"
    )


@pytest.fixture(scope="module")
def yanjiao():
    """The real dossier, assessed."""
    return fc.assess(fc.load(ROOT / "data" / "yanjiao"))


def only(rows, **wanted):
    """The one row with these cells."""
    found = [row for row in rows if all(getattr(row, key) == value for key, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


def sought(result, indicator, find=seek.FINDS, *, by=None, goal=None, **more):
    """The typed rows of a goal seek."""
    return seek.sought(seek.problem_of(result, indicator, by=by, goal=goal), find, **more)


def yearly(result, indicator, shape="even", *, by=None, goal=None, **more):
    """The typed rows of a yearly plan."""
    return seek.yearly_rows(seek.problem_of(result, indicator, by=by, goal=goal), shape, **more)


def two_way(result, indicator, *, by=None, goal=None, **more):
    """The typed rows of a two-way table."""
    return seek.two_way_rows(seek.problem_of(result, indicator, by=by, goal=goal), **more)


# ---- just feasible


@pytest.mark.parametrize(
    ("find", "held", "value"),
    [
        ("growth", "even", 0.24573),  # section "Status, required growth" of the methods: back-loading
        ("later", "target", 0.25743),  # same place
        ("goal", "target", 248.832),  # same place, printed there as 248.83
        ("base", "target", 120.5633),  # 300 / 1.2^5
        ("first_year", "after_target", 0.20),  # what is held is what the target leaves to do
        ("year", "target", 2017),  # ln 3 / ln 1.2 = 6.03 years
    ],
)
def test_just_feasible_by_hand(rising, find, held, value):
    """Each number that can be sought is the one a calculator gives."""
    row = only(sought(rising, "x", find), held=held)
    assert row.value == pytest.approx(value, abs=6e-6, rel=2e-5)
    assert row.status == "found"
    assert row.probability is None


@pytest.mark.parametrize(
    ("find", "value"),
    [
        ("first_year", 0.4467593),  # 300 / (100 x 1.2^4) - 1
        ("later", 0.257433),  # (3 / 1.2)^(1/4) - 1
        ("base", 120.5633),  # 300 / 1.2^5
        ("goal", 248.832),  # 100 x 1.2^5
        ("year", 2017),
    ],
)
def test_a_given_pace_is_held(rising, find, value):
    """With a pace given there is one row, and that pace is what is held."""
    (row,) = sought(rising, "x", find, pace=0.2)
    assert row.held == "given"
    assert row.value == pytest.approx(value, rel=1e-5)


def test_the_goal_is_a_threshold_as_printed(yanjiao):
    """Required rates take the printed numbers, not their rounding: 400 from 188 in six years is 13.41 % a year."""
    (row,) = sought(yanjiao, "gdp", "growth")
    assert row.value == pytest.approx((400 / 188) ** (1 / 6) - 1, rel=1e-12)
    assert (row.goal, row.by, row.base, row.base_year) == (400.0, 2015, 188.0, 2009)


def test_another_goal_or_year_may_be_asked(yanjiao):
    """`goal` and `by` replace what is stated; a year alone keeps the last goal's level."""
    (row,) = sought(yanjiao, "gdp", "growth", by=2014)
    assert row.value == pytest.approx((400 / 188) ** (1 / 5) - 1, rel=1e-12)
    (row,) = sought(yanjiao, "gdp", "growth", by=2012, goal=260)
    assert row.value == pytest.approx((260 / 188) ** (1 / 3) - 1, rel=1e-12)
    (row,) = sought(yanjiao, "gdp", "growth", by=2010)
    assert row.goal == 213.0


def test_a_met_goal_says_so():
    """A goal at or below the latest level is met, and the growth that still reaches it is given."""
    for goal, rate in (("100", 0.0), ("90", (0.9) ** (1 / 5) - 1)):
        result = assessed(level("100", 2010), level(goal, 2015, "goal", comparator=">="))
        (row,) = sought(result, "x", "growth")
        assert row.status == "met"
        assert row.value == pytest.approx(rate, abs=1e-12)
        assert "already" in row.sentence
        (row,) = sought(result, "x", "year", pace=0.1)
        assert (row.status, row.value) == ("met", 2010)


def test_coming_down_is_the_mirror(falling):
    """With lower better, the goal needs falling levels: 80 from 100 in five years is -4.36 % a year."""
    (row,) = sought(falling, "x", "growth")
    assert row.value == pytest.approx(-0.0436475, rel=1e-5)  # 0.8^(1/5) - 1
    assert row.side == "at_most"
    assert row.status == "found"
    assert "at most 80" in row.sentence
    # the record: (100/120)^(1/5) - 1 = -3.58 % a year; ln .8 / ln(1 - .0358) = 6.12 years
    assert only(sought(falling, "x", "year"), held="record").value == 2017
    (row,) = sought(falling, "x", "year", pace=0.02)
    assert (row.status, row.value) == ("never", None)


def test_what_cannot_be_sought_is_a_sentence(yanjiao):
    """No history, no model and no pace are rows with their reason, never an error or a number."""
    for row in sought(yanjiao, "urban_area"):
        assert (row.status, row.value) == ("no_history", None)
        assert row.sentence.startswith("Urban area")
    for row in sought(yanjiao, "population", probability=0.5):
        assert (row.status, row.value) == ("no_model", None)
        assert "8" in row.sentence
    assert {row.status for row in sought(yanjiao, "population", ("base", "year"))} == {"no_pace"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"indicator": "gpd"}, "perhaps gdp"),
        ({"find": "pace"}, "find must be one of growth"),
        ({"probability": 1.0}, "strictly between 0 and 1"),
        ({"probability": [0.5, 0.0]}, "strictly between 0 and 1"),
        ({"by": 2009}, "after 2009"),
        ({"by": 2014.5}, "whole number"),
        ({"goal": -1.0}, "positive"),
        ({"pace": -1.0}, "above -1"),
        ({"indicator": "heated_area"}, "no target or goal is stated for heated_area"),
    ],
)
def test_senseless_searches_are_refused(yanjiao, arguments, message):
    """What cannot be sought at all raises, with what would be right."""
    given_ = {"indicator": "gdp"} | arguments
    with pytest.raises(ForecastingError, match=message):
        sought(yanjiao, **given_)


# ---- with odds

MU, K, A = (
    0.272195,
    0.032178,
    7.2,
)  # section "Probability" of the methods: m = 5, h = 4, goal 1200; K is a standard deviation


@pytest.mark.parametrize(("goal", "odds"), [(1200, 0.35239), (1600, 0.01007), (2000, 0.00160)])
def test_the_goal_with_published_odds(steep, goal, odds):
    """Asked for the odds of the methods' probability table, the search gives back that table's goal."""
    (row,) = sought(steep, "x", "goal", probability=odds)
    assert row.value == pytest.approx(goal, rel=2e-3)


@pytest.mark.parametrize("odds", [0.1, 0.35239, 0.5, 0.8])
def test_odds_turned_round_by_student_t(steep, odds):
    """Growth, base and goal for given odds are what scipy's t distribution gives with the methods' figures."""
    middle, scale = math.log(390) + 4 * MU, K * math.sqrt(A)
    wanted = math.log(1200) + scale * stats.t.ppf(odds, 4)
    expected = {
        "goal": math.exp(middle - scale * stats.t.ppf(odds, 4)),
        "growth": math.expm1((wanted - math.log(390)) / 4),
        "first_year": math.expm1(wanted - math.log(390) - 3 * MU),
        "later": math.expm1((wanted - math.log(390) - MU) / 3),
        "base": 390 * math.exp(wanted - middle),
    }
    for row in sought(steep, "x", tuple(expected), probability=odds):
        assert row.value == pytest.approx(expected[row.find], rel=1e-4)
        assert row.held == "model"
        assert row.status == "found"


def test_the_year_with_given_odds(steep):
    """The first year in which the level has the odds; beyond the plan's years too, and never where never."""
    scale = {h: K * math.sqrt(h + h * h / 5) for h in range(1, 40)}
    odds = {2009 + h: stats.t.sf((math.log(1200 / 390) - h * MU) / scale[h], 4) for h in scale}
    for wanted in (0.05, 0.35, 0.5, 0.8):
        (row,) = sought(steep, "x", "year", probability=wanted)
        assert row.value == next(year for year, one in odds.items() if one >= wanted)
    (row,) = sought(steep, "x", "year", probability=1 - 1e-9)
    assert (row.status, row.value) == ("never", None)


@given(odds=st.floats(0.02, 0.98))
def test_seeking_and_judging_are_inverse(yanjiao, odds):
    """A goal sought for some odds has those odds, and so has the stated goal with the base or growth sought."""
    problem = seek.problem_of(yanjiao, "gdp")
    goal, base, rate = sought(yanjiao, "gdp", ("goal", "base", "growth"), probability=odds)
    there = problem.at(2015)
    assert there is not None
    assert seek.problem_of(yanjiao, "gdp", goal=goal.value).chance() == pytest.approx(odds, abs=1e-9)
    moved = there.loc + math.log(base.value / 188)
    assert stats.t.sf((math.log(400) - moved) / there.scale, there.df) == pytest.approx(odds, abs=1e-9)
    middle = math.log(188) + 6 * math.log1p(rate.value)
    assert stats.t.sf((math.log(400) - middle) / there.scale, there.df) == pytest.approx(odds, abs=1e-9)


def test_odds_of_coming_down():
    """At most: better odds need a higher goal, and the middle of the forecast below it."""
    levels = zip(("120", "110", "106", "101", "95", "92", "88", "85"), range(2003, 2011), strict=True)
    result = assessed(
        *(level(value, year) for value, year in levels),
        level("70", 2015, "goal", comparator="<="),
        better="lower",
    )
    low, high = sought(result, "x", "goal", probability=(0.2, 0.8))
    assert low.value < high.value
    slow, fast = sought(result, "x", "growth", probability=(0.2, 0.8))
    assert fast.value < slow.value
    there = seek.problem_of(result, "x").at(2015)
    assert there is not None
    assert stats.t.cdf((math.log(high.value) - there.loc) / there.scale, there.df) == pytest.approx(0.8)


def test_a_scenario_is_kept(yanjiao):
    """Searches look at the scenario that was assessed: a cap of 5 % lowers the goal that has even odds."""
    capped = fc.assess(yanjiao.baseline, fc.Scenario("capped", growth_cap={"gdp": 0.05}))
    (row,) = sought(capped, "gdp", "goal", probability=0.5)
    assert row.value == pytest.approx(188 * 1.05**6, rel=1e-9)


def test_frames_hold_the_rows(yanjiao):
    """The frames have their columns in order, with and without rows."""
    for frame, rows in (
        (seek.goal_seek(yanjiao, "gdp", probability=0.5), sought(yanjiao, "gdp", probability=0.5)),
        (seek.yearly_plan(yanjiao, "gdp"), yearly(yanjiao, "gdp")),
        (seek.two_way(yanjiao, "gdp"), two_way(yanjiao, "gdp")),
        (seek.consequences(yanjiao), seek.consequences_rows(yanjiao)),
        (seek.nearest(yanjiao), seek.nearest_rows(yanjiao)),
    ):
        assert tuple(frame.columns) == type(rows[0]).columns()
        assert len(frame) == len(rows)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_row_says_what_is_held_and_moved(language):
    """Every row found has a sentence in its language, and says what stays as it is."""
    result = fc.assess(fc.load(ROOT / "data" / "yanjiao"), language=language)
    rows = [
        *sought(result, "gdp"),
        *sought(result, "fiscal_revenue", probability=(0.5, 0.8)),
    ]
    word = {"en": "Held:", "zh": "不变："}[language]
    assert all(word in row.sentence for row in rows if row.status == "found")
    assert not any("{" in row.sentence for row in rows)


# ---- the yearly plan


def test_the_even_plan_by_hand(rising):
    """100 to 300 in five years: every year the same rate, three times the base at the end."""
    rows = yearly(rising, "x")
    assert [row.year for row in rows] == list(range(2010, 2016))
    assert [row.kind for row in rows] == ["actual", *["plan"] * 4, "goal"]
    assert rows[0].growth is None
    assert all(row.growth == pytest.approx(0.24573, abs=5e-6) for row in rows[1:])
    assert rows[1].share == pytest.approx(0.24573 / 2, abs=5e-6)
    assert rows[-1].level == 300.0
    assert rows[-1].share == 1.0
    assert sum(row.added for row in rows[1:]) == pytest.approx(200)


def test_the_target_comes_first_by_hand(rising):
    """Target of 20 %, then 25.743 % a year (the back-loading example of the methods)."""
    rows = yearly(rising, "x", "target_then_even")
    assert rows[1].kind == "target"
    assert rows[1].level == pytest.approx(120)
    assert [row.growth for row in rows[2:]] == pytest.approx([0.25743] * 4, abs=5e-6)
    assert rows[-1].level == 300.0


def test_growth_tapers_by_its_share(rising):
    """Each year's growth is 80 % of the year before's, and the product is three."""
    rates = [row.growth for row in yearly(rising, "x", "tapering", persistence=0.8)[1:]]
    assert [later / early for early, later in pairwise(rates)] == pytest.approx([0.8] * 4)
    assert math.prod(1 + rate for rate in rates) == pytest.approx(3)


def test_tapering_agrees_with_the_slowdown_example():
    """Growth of 32 % that keeps 80 % a year makes 2.2009 times in five years (section "Slowdown" of the methods)."""
    result = assessed(level("1000.00", 2010), level("2200.9", 2015, "goal", comparator=">="))
    rows = yearly(result, "x", "tapering", persistence=0.8)
    assert rows[1].growth == pytest.approx(0.32 * 0.8, abs=1e-5)


def test_own_years_are_kept_and_the_rest_is_even(rising):
    """40 % in 2011 and a standstill in 2013 leave (3 / 1.4)^(1/3) - 1 for each of the other years."""
    rows = yearly(rising, "x", "own", path={2011: 0.4, 2013: 0.0})
    rest = (3 / 1.4) ** (1 / 3) - 1
    assert [row.growth for row in rows[1:]] == pytest.approx([0.4, rest, 0.0, rest, rest])
    assert rows[-1].kind == "goal"
    whole = yearly(rising, "x", "own", path=dict.fromkeys(range(2011, 2016), 0.2))
    assert whole[-1].kind == "plan"
    assert whole[-1].level == pytest.approx(248.832)
    assert whole[-1].share == pytest.approx(0.74416)


@given(
    base=st.integers(100, 10**6),
    fold=st.floats(0.02, 50),
    years=st.integers(1, 15),
    kept=st.floats(0.2, 1.5),
    first=st.floats(-0.5, 1.0),
)
def test_every_plan_ends_exactly_on_its_goal(base, fold, years, kept, first):
    """Whatever the numbers, every shape ends on the goal itself, and its growth compounds to it."""
    goal = max(1, round(base * fold))
    result = assessed(level(str(base), 2010), level(str(goal), 2010 + years, "goal", comparator=">="))
    shapes = ("even", "tapering", "own") if years > 1 else ("even", "tapering")
    path = {2011: first} if years > 1 else None
    rows = yearly(result, "x", shapes, path=path, persistence=kept)
    for shape in shapes:
        mine = [row for row in rows if row.shape == shape]
        assert mine[-1].level == goal
        assert mine[-1].kind == "goal"
        reached = base * math.prod(1 + row.growth for row in mine[1:])
        assert reached == pytest.approx(goal, rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"shape": "steep"}, "shape must be one of even"),
        ({"shape": "own"}, "needs path="),
        ({"shape": "own", "path": {2010: 0.1}}, "from 2011 to 2015"),
        ({"shape": "own", "path": {2011: -1.0}}, "above -1"),
        ({"shape": "tapering", "persistence": 0.0}, "above zero"),
        ({"shape": "target_then_even", "by": 2011, "goal": 120.0}, "no annual target between"),
    ],
)
def test_senseless_plans_are_refused(rising, arguments, message):
    """A shape, path or share that means nothing raises, with what would be right."""
    with pytest.raises(ForecastingError, match=message):
        yearly(rising, "x", **arguments)


def test_a_plan_needs_a_start(yanjiao):
    """Without a level on record there is nothing to plan from."""
    with pytest.raises(ForecastingError, match="no level on record"):
        yearly(yanjiao, "urban_area")


def test_a_plan_becomes_a_scenario(yanjiao):
    """The scenario of a plan makes the forecast's middle follow the plan, from rows and from the frame."""
    rows = yearly(yanjiao, "gdp", "target_then_even")
    scenario = seek.plan_scenario(rows, "planned")
    assert seek.plan_scenario(seek.yearly_plan(yanjiao, "gdp", "target_then_even"), "planned") == scenario
    result = fc.assess(yanjiao.baseline, scenario)
    middle = [math.exp(one.loc) for one in seek.problem_of(result, "gdp").forecast]
    assert middle == pytest.approx([row.level for row in rows[1:]])
    with pytest.raises(ForecastingError, match="one indicator and shape"):
        seek.plan_scenario(yearly(yanjiao, "gdp", ("even", "tapering")))


# ---- the two-way table


def test_the_two_way_table_by_hand(rising):
    """120 in 2011 and 25.743 % after it is just enough; at 20 % it ends at 248.83; 132 needs 22.8 %."""
    rows = two_way(rising, "x", outcomes=(120.0, 132.0), later=(0.2, 0.2574335))
    assert [row.level for row in rows] == pytest.approx([248.832, 300.0, 273.715, 330.0], rel=1e-5)
    assert [row.met for row in rows] == [False, True, False, True]
    assert rows[0].margin == pytest.approx(-0.17056, abs=1e-5)  # the methods print 17.06 % short
    assert rows[2].needed == pytest.approx((300 / 132) ** 0.25 - 1)


def test_the_table_holds_target_record_and_what_is_needed(yanjiao):
    """Printed target, record outcome, needed and record pace are among rows and columns, each said to be so."""
    rows = two_way(yanjiao, "gdp")
    target = [row for row in rows if row.outcome_kind == "target"]
    assert {row.outcome for row in target} == {213.0}
    needed = only(target, later_kind="needed")
    assert needed.met
    assert needed.level == pytest.approx(400)
    assert {row.later_kind for row in rows} == {"needed", "record", "step"}
    assert {row.outcome_kind for row in rows} == {"target", "record", "step"}
    steps = sorted({row.later for row in rows if row.later_kind == "step"})
    assert steps == pytest.approx([0.05, 0.10, 0.15, 0.20, 0.25, 0.30])


@given(outcome=st.floats(1, 1e4), rate=st.floats(-0.5, 2))
def test_met_is_on_the_right_side_of_the_frontier(rising, outcome, rate):
    """A cell is met exactly when its later growth is at least what its outcome needs."""
    (row,) = two_way(rising, "x", outcomes=[outcome], later=[rate])
    if abs(rate - row.needed) > 1e-6:
        assert row.met == (rate > row.needed)


def test_at_most_is_met_below(falling):
    """Where lower is better, a cell is met when it ends at or below the goal."""
    rows = two_way(falling, "x", outcomes=[95.0], later=[-0.10, 0.0])
    assert [row.met for row in rows] == [True, False]


def test_a_goal_next_year_has_no_later_years(yanjiao):
    """A two-way table of a goal in the first year is refused, with the reason."""
    with pytest.raises(ForecastingError, match="no year is left"):
        two_way(yanjiao, "fixed_asset_investment")


# ---- consequences


def test_per_head_and_ratios_by_hand(yanjiao):
    """400亿 over 60万 people is 66 667 yuan, from 47 000; revenue to GDP is 65/400; investment has no goal."""
    rows = seek.consequences_rows(yanjiao)
    head = only(rows, indicator="gdp", kind="per_head")
    assert head.value == pytest.approx(400e8 / 60e4)
    assert head.now == pytest.approx(188e8 / 40e4)
    assert head.unit == "元"
    ratio = only(rows, kind="ratio", indicator="fiscal_revenue", year=2015)
    assert ratio.value == pytest.approx(65 / 400)
    assert ratio.claims == ("gdp-2015", "revenue-2015")
    lacking = only(rows, kind="ratio", indicator="fixed_asset_investment", year=2015)
    assert lacking.status == "not_assessable"
    assert "nothing is planned for fixed-asset investment" in lacking.sentence
    assert only(rows, kind="ratio", indicator="fixed_asset_investment", year=2010).value == pytest.approx(
        253 / 213
    )


def test_nothing_is_told_to_more_digits_than_the_printed_numbers_support(yanjiao):
    """188亿 over "about 40万" people (38 to 42) is 44,600 to 49,600 yuan, not 47,000: 187.5/42 and 188.5/38 by hand.

    From either end to 400亿/60万 in six years is 5.1 or 6.9 % a year; people added are told in two digits (20/6).
    """
    rows = seek.consequences_rows(yanjiao)
    head = only(rows, indicator="gdp", kind="per_head").sentence
    assert all(one in head for one in ("66,700", "44,600 to 49,600", "5.1 % to 6.9 %"))
    assert not any(one in head for one in ("66,667", "47,000"))
    assert "by 3.3 (10k persons)" in only(rows, indicator="population", kind="added").sentence


def test_supported_digits_by_hand(yanjiao):
    """27.46 is known to 0.04 %: four digits. 188 to 0.5 %: three. "About 40" to 10 %: two. Nothing known: four."""
    bases = {one.indicator: one.base for one in yanjiao.plans if one.base is not None}
    assert seek.supported(38.5177, bases["fiscal_revenue"]) == 38.52
    assert seek.supported(241.615, bases["gdp"]) == 242
    assert seek.supported(42.797, bases["population"]) == 43
    assert seek.supported(42.797, bases["fiscal_revenue"], bases["population"]) == 43
    assert seek.supported(42.797) == 42.8


@pytest.mark.parametrize(
    ("last", "goal", "years", "rho"),
    [("132", "529", 5, 0.99949), ("132", "396", 5, 0.91375), ("132", "330", 4, 0.91523)],
)
def test_persistence_of_the_slowdown_section(last, goal, years, rho):
    """Growth of 32 % before: 4, 3 and 2.5 times need the persistence printed in the methods' section on slowdown."""
    result = assessed(level("100", 2009), level(last, 2010), level(goal, 2010 + years, "goal"))
    row = only(seek.consequences_rows(result, "x"), kind="persistence")
    exact = {"529": 0.0025}.get(goal, 5e-5)  # 528 would be 4 times exactly; 529 is a little more
    assert row.value == pytest.approx(rho, abs=exact)


def test_added_levels_by_hand():
    """From 130 to 250 in four years is 30 a year; the most ever added in one year was 20."""
    result = assessed(level("100", 2008), level("120", 2009), level("130", 2010), level("250", 2014, "goal"))
    row = only(seek.consequences_rows(result, "x"), kind="added")
    assert (row.value, row.now) == (pytest.approx(30), pytest.approx(20))
    assert "1.50 times" in row.sentence


def test_per_head_says_what_is_missing():
    """Without an indicator of people, and without its goal, the row gives the reason."""
    plan = [level("100", 2010), level("200", 2015, "goal")]
    row = only(seek.consequences_rows(assessed(*plan), "x"), kind="per_head")
    assert row.status == "not_assessable"
    assert "no indicator counts people" in row.sentence
    people = Indicator("p", {"en": "People", "zh": "人口"}, "万人", "physical", "physical")
    rows = [*plan, level("10", 2010, indicator="p")]
    rows = [{"indicator": "x"} | row for row in rows]
    row = only(seek.consequences_rows(assessed(*rows, indicators={"p": people}), "x"), kind="per_head")
    assert "People has no goal" in row.sentence


def test_ratios_outside_their_band_say_so():
    """A ratio of goals outside the plausible band is said to be."""
    made = {
        name: Indicator(name, {"en": name, "zh": name}, "亿元", "nominal", "nominal") for name in ("x", "y")
    }
    rows = [
        level("10.0", 2010, indicator="x"),
        level("100", 2010, indicator="y"),
        level("60", 2015, "goal", indicator="x"),
        level("120", 2015, "goal", indicator="y"),
    ]
    ratio = Ratio("x_to_y", "x", "y", (Fraction("0.05"), Fraction("0.2")), {"en": "X to Y", "zh": "比"})
    row = only(seek.consequences_rows(assessed(*rows, indicators=made, ratios=(ratio,))), kind="ratio")
    assert row.value == pytest.approx(0.5)
    assert row.now == pytest.approx(0.1)
    assert "outside the plausible" in row.sentence


# ---- nearest values


def test_nearest_numbers_by_hand():
    """100, up 25 %, to 127: growth would have to be 26 to 28 (25.87 to 28.14 in the methods' conflict E1)."""
    result = assessed(
        level("100", 2010, claim_id="first"),
        {"value": "25", "kind": "growth", "end": 2011, "claim_id": "rate"},
        level("127", 2011, claim_id="last"),
    )
    rows = {row.claim: row for row in seek.nearest_rows(result)}
    assert (rows["rate"].nearest, rows["rate"].printed) == ("26", "25")
    assert rows["rate"].lower == pytest.approx(25.87, abs=0.005)
    assert rows["rate"].upper == pytest.approx(28.14, abs=0.005)
    assert rows["rate"].change == 1.0
    # 127 may be at most 100.5 x 1.255 = 126.13, so 126 fits; 100 at least 126.5 / 1.255 = 100.8, so 101 does.
    assert rows["last"].nearest == "126"
    assert rows["first"].nearest == "101"
    assert all(row.conflict == 1 for row in rows.values())


def test_the_nearest_number_mends_the_conflict(yanjiao):
    """Each nearest number of the Yanjiao conflict, put in its claim's place, leaves no conflict."""
    rows = seek.nearest_rows(yanjiao)
    assert {row.claim for row in rows} == {"exports-2009", "exports-2010", "exports-2010-growth"}
    for row in rows:
        mended = fc.Scenario("mended", claims={row.claim: {"value": row.nearest}})
        assert not fc.assess(yanjiao.baseline, mended).conflict_rows


def test_a_one_sided_goal_is_given_its_range():
    """The methods' conflict E2: with 20 % in 2012 and never above 30 %, 300 by 2015 could be at most 266.06."""
    result = assessed(
        level("100", 2011, claim_id="level"),
        {"value": "20", "kind": "growth", "role": "target", "end": 2012, "claim_id": "target"},
        {
            "value": "30",
            "kind": "growth_each_year",
            "role": "assumption",
            "comparator": "<=",
            "start": 2011,
            "end": 2015,
            "claim_id": "cap",
        },
        level("300", 2015, "goal", comparator=">=", claim_id="goal"),
    )
    rows = {row.claim: row for row in seek.nearest_rows(result)}
    assert rows["goal"].nearest is None
    assert rows["goal"].upper == pytest.approx(266.0622, abs=1e-4)
    assert "at most 266.1" in rows["goal"].sentence
    assert rows["goal"].printed == ">=300"


def test_no_conflict_has_no_row(rising):
    """Where everything fits there is nothing to mend."""
    assert seek.nearest_rows(rising) == []
