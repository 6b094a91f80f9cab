"""The claim network against published examples and hand workings; "methods" names the notes the numbers come from."""

import dataclasses
from fractions import Fraction
from itertools import pairwise

import pytest

import forecasting as fc
from forecasting.dossier import Assumptions, Indicator, from_frame
from forecasting.dossier.meaning import Space, fold_interval
from forecasting.network import (
    UNIT,
    WEIGHTS,
    Node,
    compile_claim,
    forget,
    implied_by_others,
    nearest_value,
    ratio_to_rate,
    solve,
    stretch_factor,
)
from forecasting.network.bridges import CUT, ROUNDED
from forecasting.network.chains import chain
from forecasting.network.claim_context import in_context
from forecasting.network.conflicts import diagnose
from forecasting.network.edges import Edge
from forecasting.network.graph import Graph
from forecasting.network.hitting_sets import lightest_hitting
from forecasting.network.merged_bounds import graph_of
from forecasting.network.readings import compile_readings
from forecasting.network.search import Budget, search
from forecasting.network.series_ranges import honest_ranges, linked_ranges
from forecasting.network.swings import least_swing
from forecasting.numbers.intervals import Interval

F = Fraction


# ---- how the tests speak


def level(claim_id, year, value, **more):
    """A level of x."""
    return {"claim_id": claim_id, "end": year, "value": value} | more


def growth(claim_id, year, value, **more):
    """A growth rate of x in the year, or another kind from `start`."""
    return {"claim_id": claim_id, "kind": "growth", "end": year, "value": value} | more


def dossier(*rows, assumptions=Assumptions(), **known):  # noqa: B008 - it cannot be changed
    """Claims as a dossier; founding year, indicators and assumptions by name."""
    made = from_frame(list(rows), entity="zone", **known)
    return dataclasses.replace(made, assumptions=assumptions)


def indicator(name="x", **changes):
    """An indicator in 亿元 at current prices, with what a test wants different."""
    given = {"label": {"en": name, "zh": name}, "unit": "亿元", "basis": "nominal", "growth_basis": "nominal"}
    return Indicator(name, **(given | changes))


def node(year, name="x", basis="nominal"):
    """The level of one year."""
    return Node("zone", name, Space(basis), year)


def conflicts(network):
    """All minimal conflicts, as sets of ids."""
    return {
        frozenset(conflict.claims)
        for part in network.parts
        for diagnosis in (part.history, part.plans)
        if diagnosis is not None
        for conflict in diagnosis.conflicts
    }


def repairs(network):
    """All minimal repairs with their weight."""
    return {
        (repair.claims, repair.weight)
        for part in network.parts
        for diagnosis in (part.history, part.plans)
        if diagnosis is not None
        for repair in diagnosis.repairs
    }


def doubted(network):
    """Claims that are not relied on, though none of them is called wrong."""
    return tuple(sorted(claim for part in network.parts for claim in part.doubted))


def fitting(network):
    """Combinations of readings that fit."""
    return {cost.readings for part in network.parts for cost in part.fits}


def floats(interval):
    """Both ends as floats."""
    return interval.floats()


# ---- methods 9.4: E1 to E7

E1 = (level("a", 2010, "100"), growth("g", 2011, "25"), level("b", 2011, "127"))


def test_e1_conflict_and_repairs() -> None:
    """Levels 100 and 127 with growth of 25 % have one conflict, of all three, and each alone repairs it (E1)."""
    network = solve(dossier(*E1))
    assert conflicts(network) == {frozenset("abg")}
    assert repairs(network) == {(("a",), 5), (("b",), 5), (("g",), 3)}
    # A weight alone singles nothing out: the rate is not relied on, and no claim is called wrong.
    assert network.set_aside == ()
    assert doubted(network) == ("g",)
    assert network.parts[0].history.complete


def test_e1_stretch_and_growth_that_would_fit() -> None:
    """All margins must be 1.22845 times as wide; the levels leave 25.87 to 28.14 %, and 25.9 is nearest (E1)."""
    made = dossier(*E1)
    assert stretch_factor(made.claims, made) == pytest.approx(1.22845, abs=5e-6)
    allowed = implied_by_others(made.claim("g"), made, solve(made))
    assert allowed == Interval(100 * (F("126.5") / F("100.5") - 1), 100 * (F("127.5") / F("99.5") - 1))
    assert floats(allowed) == pytest.approx((25.87, 28.14), abs=5e-3)
    assert nearest_value(made.claim("g"), allowed, made) == "26"


def test_e1_implied_level() -> None:
    """Without the second level, the first with the growth leaves 123.8775 to 126.1275 (E1)."""
    network = solve(dossier(*E1[:2]))
    assert network.implied[node(2011)] == Interval(F("123.8775"), F("126.1275"))


def test_e1_next_years_target_enters_no_conflict() -> None:
    """A target of 20 % for 2012 changes neither conflict nor repair (E1)."""
    target = growth("t", 2012, "20", role="target")
    network = solve(dossier(*E1, target))
    assert conflicts(network) == {frozenset("abg")}
    assert repairs(network) == {(("a",), 5), (("b",), 5), (("g",), 3)}
    assert doubted(network) == ("g",)


E2 = (
    level("now", 2011, "100"),
    growth("target", 2012, "20", role="target"),
    growth("cap", 2015, "30", kind="growth_each_year", comparator="<=", start=2012, role="assumption"),
    level("goal", 2015, "300", comparator=">=", role="goal"),
)


def test_e2_reachable() -> None:
    """Without the goal, 100.5 * 1.205 * 1.3^3 = 266.0622 is the most 2015 can be (E2)."""
    network = solve(dossier(*E2[:3], as_of=2011))
    assert network.implied[node(2015)].upper == F("100.5") * F("1.205") * F("1.3") ** 3
    assert float(network.implied[node(2015)].upper) == pytest.approx(266.0622, abs=5e-5)


def test_e2_conflict_leaves_the_unrelated_level_out() -> None:
    """All four claims contradict each other, the 80 of 2010 is no part of it, and history is never removable (E2)."""
    network = solve(dossier(*E2, level("old", 2010, "80"), as_of=2011))
    assert conflicts(network) == {frozenset(("now", "target", "cap", "goal"))}
    assert {ids for ids, _ in repairs(network)} == {("target",), ("cap",), ("goal",)}


def test_e2_each_claim_alone_is_a_repair_when_all_may_go() -> None:
    """Asked of all claims rather than of plans, each of the four alone repairs it (E2)."""
    made = dossier(*E2, level("old", 2010, "80"), as_of=2011)
    ids = [claim.claim_id for claim in made.claims]
    found = diagnose((compile_readings(made.claims, made),), ids, ids, dict.fromkeys(ids, 1))
    assert {repair.claims for repair in found.repairs} == {("now",), ("target",), ("cap",), ("goal",)}
    assert found.complete


def test_e2_growth_needed_after_the_target() -> None:
    """From the target to 300 takes 35.31 to 36.14 % a year (E2)."""
    rows = (*E2[:2], level("goal", 2015, "300", comparator="..", role="goal") | {"value": "300..300"})
    ratio = solve(dossier(*rows)).ratio(node(2012), node(2015))
    assert floats(ratio_to_rate(ratio, 3)) == pytest.approx((0.3531, 0.3614), abs=5e-5)


@pytest.mark.parametrize(("now", "fits"), [("96", {"increase_to", "increase_by"}), ("104", set())])
def test_e3_seventy_four_fold(now: str, fits: set[str]) -> None:
    """1.3 to 96 is 70.741 to 77.2 fold, so "74-fold" fits; 1.3 to 104 is 76.667 to 83.6, so neither reading does (E3)."""
    made = dossier(
        level("first", 1992, "1.3"),
        level("now", 2009, now),
        growth("fold", 2009, "74", kind="multiple", start="founding"),
        founded=1992,
    )
    network = solve(made)
    assert {dict(one)["fold"] for one in fitting(network) if one} == fits
    if not fits:
        assert conflicts(network) == {frozenset(("first", "now", "fold"))}
        assert doubted(network) == ("fold",)
    levels = solve(dataclasses.replace(made, claims=made.claims[:2]))
    expected = (70.741, 77.2) if now == "96" else (76.667, 83.6)
    ratio = levels.implied[node(2009)].over(levels.implied[node(1992)])
    assert floats(ratio) == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("age", "fits"), [(14, False), (15, True), (16, True), (17, True), (18, False), (10, False)]
)
def test_e4_age_that_fits_both_slogans(age: int, *, fits: bool) -> None:
    """74-fold and a quadrupling every five years on average need an age of 14.285 to 17.205 years (E4)."""
    made = dossier(
        growth("fold", 2009, "74", kind="multiple", start=2009 - age, reading="increase_to"),
        growth("pace", 2009, "4", kind="recurring_multiple", start=2009 - age, every=5, reading="average"),
    )
    assert (not conflicts(solve(made))) is fits


def test_e4_fifteen_years_of_quadrupling() -> None:
    """Fifteen years allow 3.5^3 to 4.5^3, 42.9 to 91.1 fold (E4)."""
    made = dossier(
        growth("pace", 2009, "4", kind="recurring_multiple", start=1994, every=5, reading="average")
    )
    (reading,) = compile_claim(made.claims[0], made)
    assert reading.bounds[0].ratio == Interval(F("42.875"), F("91.125"))


def test_e5_growth_a_year_behind_a_quadrupling() -> None:
    """Four times in five years is 31.951 % a year, 28.474 to 35.096 % for 3.5 to 4.5 (E5)."""
    assert float(ratio_to_rate(Interval(F(4), F(4)), 5).lower) == pytest.approx(0.31951, abs=5e-6)
    assert floats(ratio_to_rate(Interval(F("3.5"), F("4.5")), 5)) == pytest.approx(
        (0.28474, 0.35096), abs=5e-6
    )


@pytest.mark.parametrize(
    ("years", "rate"),
    [(10, 53.788), (15, 33.234), (18, 27.012), (20, 24.011), (24, 19.642), (25, 18.787), (30, 15.427)],
)
def test_e5_growth_a_year_behind_74_fold(years: int, rate: float) -> None:
    """74-fold over 10 to 30 years, in percent a year (E5)."""
    assert 100 * float(ratio_to_rate(Interval(F(74), F(74)), years).upper) == pytest.approx(rate, abs=5e-4)


def test_e6_growth_between_rounded_levels() -> None:
    """1.2 to 1.5 is 16.0 to 34.8 %; 1.2 to 4.8 in five years is 30.60 to 33.35 % a year (E6)."""
    near = solve(dossier(level("a", 2010, "1.2"), level("b", 2011, "1.5"))).implied
    assert floats(near[node(2011)].over(near[node(2010)]).plus(F(-1))) == pytest.approx(
        (0.160, 0.348), abs=5e-4
    )
    far = solve(dossier(level("a", 2010, "1.2"), level("b", 2015, "4.8"))).implied
    rate = ratio_to_rate(far[node(2015)].over(far[node(2010)]), 5)
    assert floats(rate) == pytest.approx((0.3060, 0.3335), abs=5e-5)


@pytest.mark.parametrize(("rate", "fits"), [("25", False), ("28.5", True)])
def test_e7_growth_a_year_against_a_quadrupling(rate: str, *, fits: bool) -> None:
    """1.25^5 = 3.0518 misses 3.5 to 4.5, 1.285^5 = 3.5036 does not (E7)."""
    made = dossier(
        growth("rate", 2010, rate, kind="growth_each_year", comparator="..", start=2005)
        | {"value": f"{rate}..{rate}"},
        growth("fold", 2010, "4", kind="recurring_multiple", start=2005, every=5),
    )
    assert (not conflicts(solve(made))) is fits


# ---- methods 9.3: published feasibility tests, as products


def test_simple_temporal_network_of_dechter_meiri_pearl() -> None:
    """The tightest bounds of John and Fred (Dechter, Meiri & Pearl 1991, fig. 2), with minutes as powers of two."""
    limits = [(0, 1, 10, 20), (1, 2, 30, 40), (3, 2, 10, 20), (3, 4, 40, 50), (0, 4, 60, 70)]
    edges = [Edge(start, end, F(2) ** high, 0, "") for start, end, _, high in limits]
    edges += [Edge(end, start, F(2) ** -low, 0, "") for start, end, low, _ in limits]
    graph = Graph(tuple(node(2000 + place) for place in range(5)), tuple(edges))
    published = [
        [0, 20, 50, 30, 70],
        [-10, 0, 40, 20, 60],
        [-40, -30, 0, -10, 30],
        [-20, -10, 20, 0, 50],
        [-60, -50, -20, -40, 0],
    ]
    assert graph.contradiction() is None
    for start, row in enumerate(published):
        bounds = graph.tightest(start).bounds
        assert [bound.value for bound in bounds] == [F(2) ** minutes for minutes in row]
        backwards = graph.tightest(start, backwards=True).bounds
        assert [bound.value for bound in backwards] == [F(2) ** other[start] for other in published]


def test_boundaries_of_a_product() -> None:
    """With x >= 1, x times y <= 10 and y >= 6, x is in [1, 10/6] and y is in [6, 10] (detect_boundary, as a product)."""
    # x y <= 10 is a difference constraint on y and 1/x; the level of 2000 plays 1/x.
    inverse, other = node(2000), node(2001)
    graph = Graph(
        (UNIT, inverse, other),
        (Edge(0, 1, F(1), 0, "x"), Edge(1, 2, F(10), 0, "xy"), Edge(2, 0, F(1, 6), 0, "y")),
    )
    forwards, backwards = graph.from_unit
    assert (1 / forwards.bounds[1].value, backwards.bounds[1].value) == (1, F(10, 6))
    assert (1 / backwards.bounds[2].value, forwards.bounds[2].value) == (6, 10)


def test_one_sided_claim_leaves_the_other_side_open() -> None:
    """Only x >= 1 leaves [1, inf) (detect_boundary)."""
    network = solve(dossier(level("a", 2010, "1", comparator=">=")))
    assert network.implied[node(2010)] == Interval(F(1), None)


@pytest.mark.parametrize(
    ("lower", "upper", "fits"),
    [((">=", "5"), ("<=", "5"), True), ((">", "5"), ("<=", "5"), False), ((">=", "5"), ("<", "5"), False)],
)
def test_open_ends_decide_where_they_touch(
    lower: tuple[str, str], upper: tuple[str, str], *, fits: bool
) -> None:
    """Closed ends may touch; one strict end at the same value is a contradiction."""
    made = dossier(
        level("low", 2010, lower[1], comparator=lower[0]), level("high", 2010, upper[1], comparator=upper[0])
    )
    assert (not conflicts(solve(made))) is fits


def test_strict_end_is_found_through_a_long_exact_cycle() -> None:
    """A cycle that multiplies to one exactly is a contradiction only through a strict edge, at any length."""
    rates = [growth(f"g{year}", year, "10..10", comparator="..") for year in range(2001, 2021)]
    closed = [level("a", 2000, "1..1", comparator=".."), level("b", 2020, str(1.1**20)[:3], comparator=">=")]
    exact = F("1.1") ** 20
    digits = f"{exact.numerator * 10**20 // exact.denominator:d}"
    text = f"{digits[:-20]}.{digits[-20:]}"
    assert F(text) == exact
    for comparator, fits in (("<=", True), ("<", False)):
        top = level("b", 2020, text, comparator=comparator)
        network = solve(dossier(closed[0], top, *rates))
        assert (not conflicts(network)) is fits
    assert not conflicts(solve(dossier(closed[0], level("b", 2020, text, comparator=">="), *rates)))
    assert conflicts(solve(dossier(closed[0], level("b", 2020, text, comparator=">"), *rates)))


def test_a_difference_far_below_floating_point_is_seen() -> None:
    """Two levels that differ in the thirtieth digit contradict each other, and are equal to floats."""
    made = dossier(
        level("a", 2010, "1.000000000000000000000000000002", comparator=">="),
        level("b", 2010, "1.000000000000000000000000000001", comparator="<="),
    )
    assert conflicts(solve(made)) == {frozenset("ab")}


def test_redundant_claims_change_nothing() -> None:
    """{x > 1, x > 2} is {x > 2}, and of two equal claims either may go (redundancy)."""
    both = solve(dossier(level("a", 2010, "1", comparator=">"), level("b", 2010, "2", comparator=">")))
    assert both.implied[node(2010)] == Interval(F(2), None, lower_open=True)
    twice = dossier(level("a", 2010, "2", comparator=">"), level("b", 2010, "2", comparator=">"))
    for claim in twice.claims:
        assert implied_by_others(claim, twice, solve(twice)) == Interval(F(2), None, lower_open=True)


def test_tied_repairs_are_all_listed_and_nothing_is_set_aside() -> None:
    """Two levels of one year that differ: both repairs are listed, none chosen ({x == 0, x == 1}, methods 9.3)."""
    network = solve(dossier(level("a", 2010, "100"), level("b", 2010, "127")))
    assert conflicts(network) == {frozenset("ab")}
    assert repairs(network) == {(("a",), 5), (("b",), 5)}
    assert network.set_aside == ()
    assert network.parts[0].undecided
    assert network.implied[node(2010)] == Interval(F("99.5"), F("127.5"))
    assert network.history == ()


def test_the_odd_one_out_is_set_aside_by_weight_of_numbers() -> None:
    """{x > 1, x < 0, x > 2} in spirit: the one against two goes, as it is the lighter repair (methods 9.3)."""
    network = solve(
        dossier(
            level("r1", 2010, "10", comparator=">"),
            level("r2", 2010, "5", comparator="<"),
            level("r3", 2010, "20", comparator=">"),
        )
    )
    assert conflicts(network) == {frozenset(("r1", "r2")), frozenset(("r2", "r3"))}
    assert repairs(network) == {(("r2",), 5), (("r1", "r3"), 10)}
    assert network.set_aside == ("r2",)


# ---- weights and the two passes


def test_weights_are_one_visible_table() -> None:
    """Level 5, growth and share 3, multiple 2, slogan 1."""
    assert WEIGHTS["level"] == 5
    assert {WEIGHTS[kind] for kind in ("growth", "growth_each_year", "average_growth", "share")} == {3}
    assert (WEIGHTS["multiple"], WEIGHTS["recurring_multiple"]) == (2, 1)


@pytest.mark.parametrize(
    ("claim", "weight"),
    [
        (growth("c", 2011, "50"), 3),
        (growth("c", 2011, "50", comparator=">="), 3),
        (growth("c", 2011, "50", comparator="~"), 1),
        (growth("c", 2011, "3", kind="multiple", start=2010), 2),
        (growth("c", 2011, "3", kind="recurring_multiple", start=2010, every=1), 1),
        (level("c", 2011, "150", comparator="~"), 1),
    ],
)
def test_the_lighter_claim_gives_way(claim: dict[str, object], weight: int) -> None:
    """Against two plain levels each kind of claim weighs what the table says and is the one not relied on."""
    network = solve(dossier(level("a", 2010, "100"), level("b", 2011, "100"), claim))
    assert (("c",), weight) in repairs(network)
    assert doubted(network) == ("c",)
    assert network.set_aside == ()


def test_history_is_repaired_before_plans_are_laid_on_it() -> None:
    """A goal cannot save or topple history: its own conflict is found on what history leaves."""
    rows = (
        *E1,
        level("goal", 2012, "100", comparator="<=", role="goal"),
        growth("t", 2012, "10", role="target"),
    )
    network = solve(dossier(*rows))
    (part,) = network.parts
    assert {repair.claims for repair in part.history.repairs} == {("a",), ("b",), ("g",)}
    assert {repair.claims for repair in part.plans.repairs} == {("goal",), ("t",)}
    # goal is a level (5), the target a growth rate (3)
    assert doubted(network) == ("g", "t")
    assert network.set_aside == ()


def test_past_is_history_alone() -> None:
    """A goal of 140 behind growth of at most 20 % asks for 116.67 the year before, but history does not know it."""
    network = solve(
        dossier(
            level("a", 2010, "100"),
            growth("g", 2011, "10..20", comparator=".."),
            growth("t", 2012, "20", role="target", comparator="<="),
            level("goal", 2012, "140", comparator=">=", role="goal"),
            as_of=2011,
        )
    )
    assert network.past[node(2011)].lower == F("99.5") * F("1.1")
    assert network.implied[node(2011)].lower == F(140) / F("1.2")


@pytest.mark.parametrize(
    ("better", "value", "fits"),
    [("higher", "120", True), ("higher", "300", False), ("lower", "120", False), ("lower", "300", True)],
)
def test_a_plain_goal_binds_only_from_its_worse_side(better: str, value: str, *, fits: bool) -> None:
    """Growth of 50 % from 100 overshoots a goal of 120 (no contradiction) and misses 300; the reverse for a burden."""
    made = dossier(
        level("a", 2010, "100"),
        growth("t", 2011, "50", role="target"),
        level("goal", 2011, value, role="goal"),
        indicators={"x": indicator(unit="", better=better)},
    )
    assert (not conflicts(solve(made))) is fits


def test_a_past_target_never_binds() -> None:
    """The target of 30 % for 2011 was missed, which is no contradiction and constrains nothing."""
    made = dossier(
        level("a", 2010, "100"), level("b", 2011, "110"), growth("t", 2011, "30", role="target"), as_of=2011
    )
    network = solve(made)
    assert conflicts(network) == set()
    assert network.part_of("t") is None
    assert network.part_of("a") is not None


# ---- readings


def test_crossing_year_is_found_among_the_readings() -> None:
    """A multiple since the level first reached 50 holds only from the year in which it can have crossed it."""
    made = dossier(
        level("y0", 2000, "20"),
        level("y1", 2001, "40"),
        level("y2", 2002, "60"),
        level("y3", 2003, "90"),
        level("y4", 2004, "120"),
        growth("c", 2004, "2", kind="multiple", start="crossing:50", reading="increase_to"),
    )
    network = solve(made)
    assert fitting(network) == {(("c", "crossing:2002/increase_to"),)}
    assert network.parts[0].alternatives["c"] == tuple(
        f"crossing:{year}/increase_to" for year in range(2000, 2004)
    )


def test_crossing_year_that_no_year_fits_is_a_conflict() -> None:
    """Where the multiple fits from no crossing year, the claim is what goes."""
    made = dossier(
        level("y0", 2000, "20"),
        level("y1", 2001, "60"),
        level("y2", 2002, "90"),
        growth("c", 2002, "9", kind="multiple", start="crossing:50", reading="increase_to"),
    )
    network = solve(made)
    # Without 90 in 2002 it would fit too, so it is not called wrong.
    assert doubted(network) == ("c",)
    # 60 in 2001 and 90 in 2002 contradict it if it crossed in 2001; 20 in 2000 if it had by then.
    assert all("c" in conflict for conflict in conflicts(network))


def test_before_a_level_was_crossed_it_was_below() -> None:
    """60 in 2000 says that 50 was not first reached in 2001, as the row has it: the two cannot both be true."""
    made = dossier(
        level("y0", 2000, "60"),
        level("y2", 2002, "110"),
        growth("c", 2002, "2", kind="multiple", start="crossing:50", reading="increase_to/crossing:2001"),
        founded=1999,
    )
    assert frozenset({"c", "y0"}) in {frozenset(one) for one in conflicts(solve(made))}


def test_every_window_says_more_than_average() -> None:
    """Doubling every two years over 2000-04: 100, 150, 400 quadruples on average, but not in every window."""
    rows = (level("a", 2000, "100"), level("b", 2002, "150"), level("c", 2004, "400"))
    slogan = growth("s", 2004, "2", kind="recurring_multiple", start=2000, every=2)
    assert fitting(solve(dossier(*rows, slogan))) == {(("s", "average"),)}
    steady = (rows[0], level("b", 2002, "200"), rows[2])
    assert fitting(solve(dossier(*steady, slogan))) == {(("s", "average"),), (("s", "every_window"),)}
    forced = dossier(*rows, slogan | {"reading": "every_window"})
    assert doubted(solve(forced)) == ("s",)


def test_increase_to_and_by_are_both_tried() -> None:
    """Growth by 3 times from 100 fits 300 as increase-to and 400 as increase-by; the slack is on the printed 3."""
    for value, reading in (("300", "increase_to"), ("400", "increase_by")):
        rows = (
            level("a", 2010, "100"),
            level("b", 2015, value),
            growth("m", 2015, "3", kind="multiple", start=2010),
        )
        assert fitting(solve(dossier(*rows))) == {(("m", reading),)}
    made = dossier(rows[2])
    ratios = {reading.name: reading.bounds[0].ratio for reading in compile_claim(made.claims[0], made)}
    assert ratios == {
        "increase_by": Interval(F("3.5"), F("4.5")),
        "increase_to": Interval(F("2.5"), F("3.5")),
    }


def test_implied_range_is_the_hull_over_readings() -> None:
    """With the reading open, the level is between the least of one reading and the most of the other."""
    made = dossier(level("a", 2010, "100"), growth("m", 2015, "3", kind="multiple", start=2010))
    assert solve(made).implied[node(2015)] == Interval(F("99.5") * F("2.5"), F("100.5") * F("4.5"))


def test_readings_of_different_parts_are_not_multiplied() -> None:
    """Ten indicators with two readings each are ten times two combinations, not two to the tenth."""
    rows = [
        row
        for number in range(10)
        for row in (
            level(f"a{number}", 2010, "100", indicator=f"x{number}"),
            growth(f"m{number}", 2015, "3", kind="multiple", start=2010, indicator=f"x{number}"),
        )
    ]
    network = solve(dossier(*rows))
    assert [len(part.fits) for part in network.parts] == [2] * 10
    assert not any(part.relaxed for part in network.parts)


def test_too_many_readings_are_widened_and_said_so() -> None:
    """Seven open multiples of one level have 128 combinations: past the cap they are relaxed, which is reported."""
    rows = [growth(f"m{year}", year, "3", kind="multiple", start=2000) for year in range(2001, 2008)]
    network = solve(dossier(level("a", 2000, "100"), *rows))
    assert network.parts[0].relaxed
    assert network.implied[node(2007)] == Interval(F("99.5") * F("2.5"), F("100.5") * F("4.5"))


def test_truncated_numbers_are_half_open() -> None:
    """A truncated 127 is [127, 128), only when written (methods 8.0)."""
    made = dossier(level("a", 2010, "127", reading="truncated"))
    assert solve(made).implied[node(2010)] == Interval(F(127), F(128), upper_open=True)


def test_founding_is_the_dossiers_year() -> None:
    """A multiple since founding counts from the founding year, and moves with it."""
    rows = (
        level("now", 2009, "148"),
        growth("m", 2009, "74", kind="multiple", start="founding", reading="increase_to"),
    )
    for founded in (1992, 1993):
        implied = solve(dossier(*rows, founded=founded)).implied
        assert implied[node(founded)] == Interval(F("147.5") / F("74.5"), F("148.5") / F("73.5"))


# ---- shares, price bases, doublings, units


def test_a_share_is_the_ratio_of_two_indicators() -> None:
    """30 % of a total of 200 is 29.5 to 30.5 % of 199.5 to 200.5, and a part of 80 contradicts it."""
    total = level("total", 2010, "200", indicator="total", unit="亿元")
    share = growth("share", 2010, "30", kind="share", indicator="part", of="total")
    network = solve(dossier(total, share))
    assert network.implied[node(2010, "part")] == Interval(F("0.295") * F("199.5"), F("0.305") * F("200.5"))
    wrong = solve(dossier(total, share, level("part", 2010, "80", indicator="part", unit="亿元")))
    assert conflicts(wrong) == {frozenset(("total", "share", "part"))}
    assert doubted(wrong) == ("share",)


def test_a_share_joins_two_series_through_the_years() -> None:
    """Two shares and the whole's growth give the part's growth: 1.1 times 33/30, within rounding."""
    rows = (
        growth("s0", 2010, "30", kind="share", indicator="part", of="total"),
        growth("s1", 2011, "33", kind="share", indicator="part", of="total"),
        growth("g", 2011, "10", indicator="total"),
    )
    ratio = solve(dossier(*rows)).ratio(node(2010, "part"), node(2011, "part"))
    assert ratio == Interval(F("1.095") * F("32.5") / F("30.5"), F("1.105") * F("33.5") / F("29.5"))


REAL = indicator(growth_basis="real")


def test_real_growth_says_nothing_of_nominal_levels_without_a_deflator() -> None:
    """Nominal 100 to 120 with real growth of 10 % is no contradiction while no deflator is assumed."""
    rows = (level("a", 2010, "100"), level("b", 2011, "120"), growth("g", 2011, "5"))
    network = solve(dossier(*rows, indicators={"x": REAL}))
    assert conflicts(network) == set()
    assert network.ratio(node(2010, basis="real"), node(2011, basis="real")) == Interval(
        F("1.045"), F("1.055")
    )


@pytest.mark.parametrize(
    ("deflator", "verdict"), [(("0.02", "0.05"), "implausible"), (("0.10", "0.20"), "consistent")]
)
def test_real_growth_never_enters_the_network_of_nominal_levels(
    deflator: tuple[str, str], verdict: str
) -> None:
    """Nominal 20 % with real 5 % needs prices up about 14 %: usual or not, no price change is a bound between levels."""
    rows = (level("a", 2010, "100"), level("b", 2011, "120"), growth("g", 2011, "5"))
    band = (F(deflator[0]), F(deflator[1]))
    real = {"x": indicator(growth_basis="real", growth_basis_from="dossier")}
    made = dossier(*rows, indicators=real, assumptions=Assumptions(deflator=band))
    assert conflicts(solve(made)) == set()
    level_only = dataclasses.replace(made, claims=(made.claims[0], made.claims[2]))
    assert node(2011) not in solve(level_only).implied
    (finding,) = (one for one in fc.assess(made).found if one.check == "growth_against_levels")
    assert finding.verdict == verdict
    # 119.5 / 100.5 / 1.055 to 120.5 / 99.5 / 1.045, by hand
    (price,) = finding.conditions
    assert (price.lower, price.upper) == pytest.approx((0.127066, 0.158905), abs=5e-7)


@pytest.mark.parametrize(
    ("role", "comparator", "slack"),
    [("goal", "=", F(0)), ("goal", "~", F(1, 20)), ("history", "=", F(1, 20)), ("history", "~", F(1, 20))],
)
def test_doublings_are_exact_in_a_goal_and_about_in_a_history(role: str, comparator: str, slack: F) -> None:
    """翻两番 is four times exactly as a goal under =, and 4 times (1 +- about) under ~ and wherever it tells of the past."""
    claim = growth("d", 2020, "2", kind="multiple", start=2000, unit="番", comparator=comparator, role=role)
    made = dossier(claim, as_of=2020 if role == "history" else 2010)
    assert fold_interval(made.claims[0], made) == Interval(4 * (1 - slack), 4 * (1 + slack))


def test_irrational_powers_are_rounded_outward() -> None:
    """Half a doubling is the root of two, bounded from both sides within 1e-14."""
    goal = growth("d", 2020, "0.5", kind="multiple", start=2000, unit="番", role="goal")
    made = dossier(goal, as_of=2010)
    ratio = fold_interval(made.claims[0], made)
    assert ratio.lower**2 < 2 < ratio.upper**2
    assert ratio.upper - ratio.lower < F(1, 10**14)


def test_average_growth_needs_no_root() -> None:
    """An average of 25 % over five years is 1.245^5 to 1.255^5, exactly (methods 8.0)."""
    made = dossier(growth("g", 2015, "25", kind="average_growth", start=2010))
    (reading,) = compile_claim(made.claims[0], made)
    assert reading.bounds[0].ratio == Interval(F("1.245") ** 5, F("1.255") ** 5)


def test_a_plan_of_five_years_has_five_steps() -> None:
    """Growth each year from base 2010 to 2015 binds 2011 to 2015, and nothing before (methods 12, off by one)."""
    made = dossier(growth("g", 2015, "10", kind="growth_each_year", start=2010))
    (reading,) = compile_claim(made.claims[0], made)
    assert [(bound.start.year, bound.end.year) for bound in reading.bounds] == list(
        pairwise(range(2010, 2016))
    )


def test_a_level_with_both_years_holds_in_each() -> None:
    """A level from 2010 to 2012 bounds three years."""
    implied = solve(dossier(level("a", 2012, "100", start=2010))).implied
    assert sorted(place.year for place in implied) == [2010, 2011, 2012]


@pytest.mark.parametrize(
    ("value", "bound"), [("0.3", True), ("0.0", False), ("-0.3", False), ("0.0..0.3", False)]
)
def test_a_rate_that_may_be_zero_is_no_base(value: str, *, bound: bool) -> None:
    """Prices up 0.3 % are 0.25 to 0.35, and divide; 0.0 is from -0.05 on: nothing is a multiple of it."""
    real = {"x": indicator(unit="%", basis="physical", measure="rate")}
    made = dossier(
        level("a", 2010, value, unit="%", comparator=".." if ".." in value else "="), indicators=real
    )
    (reading,) = compile_claim(made.claims[0], made)
    assert bool(reading.bounds) is bound


def test_units_of_one_family_meet() -> None:
    """1 亿元 and 12000 万元 with growth of 20 % fit; printed digits decide the slack."""
    made = dossier(
        level("a", 2010, "1.00", unit="亿元"), level("b", 2011, "12000", unit="万元"), growth("g", 2011, "20")
    )
    network = solve(made)
    assert conflicts(network) == set()
    assert network.implied[node(2011)] == Interval(F("1.19995"), F("1.20005"))


def test_trailing_digits_change_the_interval() -> None:
    """120 and 120.0 are different statements (methods 12)."""
    wide = solve(dossier(level("a", 2010, "120"))).implied[node(2010)]
    narrow = solve(dossier(level("a", 2010, "120.0"))).implied[node(2010)]
    assert wide == Interval(F("119.5"), F("120.5"))
    assert narrow == Interval(F("119.95"), F("120.05"))


# ---- history


def test_history_holds_what_the_network_pins() -> None:
    """188 up 30 % pins 2008 between 187.5/1.305 and 188.5/1.295, about 144.6, and the printed year stays 188."""
    observed = solve(dossier(level("a", 2009, "188"), growth("g", 2009, "30"))).history
    assert [(one.year, one.origin, one.claims) for one in observed] == [
        (2008, "implied", ("a", "g")),
        (2009, "printed", ("a",)),
    ]
    assert observed[0].level == pytest.approx(144.62, abs=5e-3)
    assert observed[1].level == 188
    assert (observed[0].lower, observed[0].upper) == (F("187.5") / F("1.305"), F("188.5") / F("1.295"))


def test_a_wide_year_is_no_observation() -> None:
    """A year known only within 10.1 % is left out, one known within 10 % is in."""
    for upper, seen in (("110", True), ("110.1", False)):
        made = dossier(level("a", 2010, f"100..{upper}", comparator=".."))
        assert bool(solve(made).history) is seen


@pytest.mark.parametrize(("about", "lower", "upper"), [("1/20", 190, 210), ("1/10", 180, 220)])
def test_an_about_is_as_wide_as_the_dossier_says(about: str, lower: int, upper: int) -> None:
    """About 200 is 200 to within a twentieth, or what `about` says."""
    made = dossier(level("a", 2010, "200", comparator="~"), assumptions=Assumptions(about=F(about)))
    assert solve(made).implied[node(2010)] == Interval(F(lower), F(upper))


@pytest.mark.parametrize("role", ["benchmark", "target"])
def test_history_ends_with_the_last_year_reported(role: str) -> None:
    """In a report of 2020 a level of 2022 is no history, whoever says it."""
    made = dossier(level("a", 2020, "100"), level("b", 2022, "120", role=role), as_of=2020)
    assert [one.year for one in solve(made).history] == [2020]


# ---- chains


def test_a_chain_can_be_followed_with_a_calculator() -> None:
    """E1 reads: at most 100.5 in 2010, times 1.255 at most 126.1275 in 2011, but at least 126.5 (methods 8.2)."""
    made = dossier(*E1)
    steps = chain(made.claims, made)
    assert [(step.kind, step.claim, step.node.year) for step in steps] == [
        ("start_upper", "a", 2010),
        ("ratio_upper", "g", 2011),
        ("end_upper", "b", 2011),
    ]
    assert [step.value for step in steps] == [F("100.5"), F("126.1275"), F("126.5")]
    assert steps[1].ratio == F("1.255")


def test_a_chain_without_levels_compares_spans() -> None:
    """Growth of 10 % and of 20 % in one year clash without any level: 1.105 is less than 1.195."""
    made = dossier(growth("a", 2011, "10"), growth("b", 2011, "20"))
    first, last = chain(made.claims, made)
    assert last.kind.startswith("clash")
    assert {(first.claim, first.value), (last.claim, last.value)} == {("a", F("1.105")), ("b", F("1.195"))}


@pytest.mark.parametrize(("end", "below"), [("300", True), ("200", False)])
def test_every_step_of_a_long_chain_multiplies_on(end: str, *, below: bool) -> None:
    """Ten years of 10 % from 100 give 248 to 273 within rounding: the running bound misses 300, and 200, by steps."""
    rates = [growth(f"g{year}", year, "10") for year in range(2001, 2011)]
    made = dossier(level("a", 2000, "100"), level("b", 2010, end), *rates)
    steps = chain(made.claims, made)
    assert len(steps) == 12
    assert [step.node.year for step in steps] == [*range(2000, 2011), 2010]
    for before, after in pairwise(steps[:-1]):
        assert after.value == before.value * after.ratio
    assert (steps[-2].value < steps[-1].value) is below
    assert steps[0].kind == ("start_upper" if below else "start")


# ---- one wrong number among many


def test_one_wrong_rate_in_a_thirty_year_chain() -> None:
    """Its repair alone is lightest, the shortest conflict is listed, and the rest is counted or said to be incomplete."""
    value, rows = 100.0, []
    for year in range(1980, 2011):
        rows.append(level(f"l{year}", year, f"{value:.1f}"))
        if year > 1980:
            rows.append(growth(f"g{year}", year, "10.0" if year != 1995 else "25.0"))
        value *= 1.1
    network = solve(dossier(*rows))
    (part,) = network.parts
    assert network.set_aside == ("g1995",)
    assert part.history.lightest[0].weight == 3
    assert frozenset(("l1994", "g1995", "l1995")) in conflicts(network)
    assert all("g1995" in conflict for conflict in conflicts(network))
    assert part.history.unlisted > 0


def test_a_wrong_number_in_the_middle_of_a_chain_of_rates() -> None:
    """Levels only at both ends of thirty rates: one conflict of all 32, of which each rate alone is as light."""
    rates = [growth(f"g{year}", year, "10.0" if year != 1995 else "25.0") for year in range(1981, 2011)]
    ends = (level("a", 1980, "100.0"), level("b", 2010, f"{100 * 1.1**30:.1f}"))
    network = solve(dossier(*ends, *rates))
    assert {len(conflict) for conflict in conflicts(network)} == {32}
    assert len(network.parts[0].history.lightest) == 30
    assert network.set_aside == ()


# ---- what readings cost


def test_least_swing_of_a_gap() -> None:
    """100 in 2000 and 800 in 2003 force growth of (799.5/100.5)^(1/3) - 1 in some year, and no more."""
    made = dossier(level("a", 2000, "100"), level("b", 2003, "800"))
    swing = least_swing(search(compile_readings(made.claims, made), ("a", "b")).fits[0].graph)
    assert float(swing.growth) == pytest.approx((799.5 / 100.5) ** (1 / 3) - 1, abs=1e-6)
    assert (swing.start, swing.end, swing.claims) == (2000, 2003, ("a", "b"))


def test_least_swing_of_a_fall_and_of_standing_still() -> None:
    """A halving is named as a decline; levels that can be equal cost nothing."""
    made = dossier(level("a", 2000, "100"), level("b", 2001, "50"))
    swing = least_swing(search(compile_readings(made.claims, made), ("a", "b")).fits[0].graph)
    assert float(swing.growth) == pytest.approx(50.5 / 99.5 - 1, abs=1e-6)
    flat = dossier(level("a", 2000, "100"), level("b", 2001, "100"))
    assert least_swing(search(compile_readings(flat.claims, flat), ("a", "b")).fits[0].graph) is None


# ---- the public names


def test_implied_and_conflicts_take_a_list_of_dicts() -> None:
    """`fc.implied` and `fc.conflicts` speak of a dossier and of plain claims alike."""
    frame = fc.implied(list(E1[:2]))
    assert list(frame.columns) == ["entity", "indicator", "year", "lower", "upper"]
    assert frame.set_index("year").loc[2011, ["lower", "upper"]].tolist() == [123.8775, 126.1275]
    found = fc.conflicts(list(E1))
    assert found["claims"].tolist() == [["a", "b", "g"]]
    assert found["minimal"].tolist() == [True]
    assert found["stretch_factor"].tolist() == pytest.approx([1.22845], abs=5e-6)
    assert len(found["chain"][0]) == 3
    assert len(fc.conflicts(list(E1[:2]))) == 0


def test_empty_claims_are_void() -> None:
    """A graph of nothing holds."""
    graph = graph_of(())
    assert graph.nodes == (UNIT,)
    assert graph.contradiction() is None


def test_stretch_ends_where_any_margin_will_do() -> None:
    """A level of 100 and one below 100 fit under any margin but none: the factor is next to nothing, and is found."""
    made = dossier(level("a", 2010, "100"), level("b", 2010, "100", comparator="<"))
    assert 0 <= stretch_factor(made.claims, made) < 1e-3


def test_many_tied_wrong_rates_are_diagnosed_without_a_blow_up() -> None:
    """Twelve wrong rates, each between two levels, have millions of tied repairs: a rate of 3 in each, 36 in all.

    Without the level between two stretches both wrong rates still clash over the longer one, so no level helps.
    """
    rows, value = [], 100.0
    for year in range(1900, 1949):
        if year % 4 == 0:
            rows.append(level(f"l{year}", year, f"{value:.1f}"))
        if year > 1900:
            rows.append(growth(f"g{year}", year, "15.0" if year % 4 == 2 else "3.0"))
        value *= 1.03
    (part,) = solve(dossier(*rows)).parts
    assert part.history.lightest[0].weight == 36
    assert not part.history.complete


# ---- what is kept from one network to the next


SPOKEN = (
    level("last", 2010, "120"),
    growth("rate", 2010, "20", basis="real"),
    growth("fold", 2010, "3", kind="multiple", start="founding", unit="倍"),
    growth("slogan", 2010, "2", kind="recurring_multiple", start="crossing:20", every=3, comparator="~"),
    level("half", 2010, "50", kind="share", of="whole", indicator="part", unit="%"),
)


def test_a_network_never_depends_on_those_solved_before():
    """Whatever in the dossier a bound depends on, a change of it is seen although the same claims are kept solved."""
    named = {name: indicator(name) for name in ("x", "part", "whole")}
    base = dossier(*SPOKEN, indicators=named, founded=2000, assumptions=Assumptions((F(0), F(1, 20))))
    others = [
        dataclasses.replace(base, founded=2001),
        dataclasses.replace(base, founded=None, claims=base.claims[:2] + base.claims[3:]),
        dataclasses.replace(base, assumptions=Assumptions((F(0), F(1, 10)))),
        dataclasses.replace(base, assumptions=Assumptions((F(0), F(1, 20)), about=F(1, 5))),
        dataclasses.replace(base, as_of=2009),
    ]
    others += [
        dataclasses.replace(base, indicators=named | {"x": indicator("x", **changes)})
        for changes in ({"unit": "万元"}, {"basis": "real"}, {"better": "lower"})
    ]
    early = dossier(level("early", 1995, "9", unit="亿元")).claims
    others += [
        dataclasses.replace(base, indicators=named | {"whole": indicator("whole", unit="万元")}),
        dataclasses.replace(others[1], claims=(*others[1].claims, *early)),
    ]
    warm = [solve(one) for one in (base, *others, base)]
    for made, kept in zip((base, *others, base), warm, strict=True):
        forget()
        cold = solve(made)
        assert (cold.implied, cold.past, cold.history) == (kept.implied, kept.past, kept.history)
        assert conflicts(cold) == conflicts(kept)
        assert fitting(cold) == fitting(kept)


def test_a_claim_is_recognised_by_what_its_bounds_depend_on():
    """Another line of the file or another claim of the dossier leaves a claim's key alone; its value does not."""
    base = dossier(level("a", 2010, "100"), level("b", 2011, "110"))
    claim = base.claims[0]
    moved = dataclasses.replace(claim, line=99)
    fewer = dataclasses.replace(base, claims=base.claims[:1])
    assert in_context(claim, base) == in_context(moved, fewer)
    assert hash(in_context(claim, base)) == hash(in_context(moved, fewer))
    assert in_context(dataclasses.replace(claim, value="101"), base) != in_context(claim, base)


# ---- searches that are cut short


def test_a_repair_that_is_not_proved_the_lightest_sets_nothing_aside(monkeypatch):
    """With the search cut short at its first answer that answer still mends all, but is neither proved nor applied."""
    rows = [level(f"l{year}", year, str(100 + year - 2000)) for year in range(2000, 2005)]
    rows += [growth(f"g{year}", year, "50") for year in range(2001, 2005)]
    made = dossier(*rows)
    whole = solve(made).parts[0].history
    assert whole.proven
    assert len(whole.lightest) == 1
    monkeypatch.setattr("forecasting.network.conflicts.SETS_CAP", 1)
    monkeypatch.setattr("forecasting.network.hitting_sets.SETS_CAP", 1)
    monkeypatch.setattr("forecasting.network.hitting_sets._SEARCH_CAP", 0)
    forget()
    cut = solve(made)
    forget()
    part = cut.parts[0]
    assert not part.history.proven
    assert not part.history.complete
    assert part.set_aside == ()
    # The rates are not relied on, the levels are; none is called wrong.
    assert part.doubted == tuple(f"g{year}" for year in range(2001, 2005))
    left = [claim for claim in made.claims if claim.claim_id not in part.history.repairs[0].claims]
    assert solve(dataclasses.replace(made, claims=tuple(left))).parts[0].history is None
    forget()
    said = fc.assess(made).findings["message"]
    forget()
    assert said.str.contains("too many conflicts to prove which repair is lightest").any()


def test_ranges_of_a_series_do_not_depend_on_what_was_asked_before():
    """One printed level of x stands in either way of printing, even once y, which contradicts itself, was asked with it."""
    rows = [
        level("a", 2001, "10"),
        level("b", 2001, "10", indicator="y"),
        level("c", 2001, "20", indicator="y"),
    ]
    fresh, asked = dossier(*rows), dossier(*rows)
    linked_ranges(asked, "zone", ["x", "y"], ROUNDED)
    alone = honest_ranges(fresh, "zone", ["x"])
    assert [meant for meant, _ in alone] == [ROUNDED, CUT]
    assert honest_ranges(asked, "zone", ["x"]) == alone


def test_conflicts_of_different_claims_are_met_apart():
    """Three groups of two equal choices have eight lightest sets, worked out by hand."""
    pairs = [frozenset({f"a{group}", f"b{group}"}) for group in range(3)]
    sets, proven = lightest_hitting(pairs, dict.fromkeys(frozenset().union(*pairs), 1), Budget(10_000))
    assert proven
    assert len(set(sets)) == 8
    assert all(len(one) == 3 and all(one & pair for pair in pairs) for one in sets)
