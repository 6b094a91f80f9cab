"""What must hold of the claim network whatever the claims: order, units, monotonicity, soundness, linear programs."""

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from forecasting.dossier import from_frame
from forecasting.dossier.meaning import Space
from forecasting.network import Node, ratio_to_rate, solve, stretch_factor
from forecasting.network.bounds import UNIT, Bound
from forecasting.network.conflicts import diagnose
from forecasting.network.edges import Edge
from forecasting.network.graph import Graph
from forecasting.network.merged_bounds import NumberedLevels, graph_of
from forecasting.network.ranges import ranges
from forecasting.network.readings import compile_readings
from forecasting.network.search import search
from forecasting.network.swings import least_swing
from forecasting.numbers.intervals import Interval

F = Fraction
FIRST, LAST = 2000, 2006
YEARS = st.integers(FIRST, LAST)

few = settings(deadline=None, max_examples=40)
some = settings(deadline=None, max_examples=80)


# ---- random claims


def rounded(value, decimals):
    """A number as a report prints it."""
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text


@st.composite
def paths(draw, indicators=("x", "y")):
    """A positive level for each indicator and year."""
    made = {}
    for name in indicators:
        value = draw(st.floats(20, 500))
        for year in range(FIRST, LAST + 1):
            made[name, year] = value
            value *= draw(st.floats(0.8, 1.5))
    return made


@st.composite
def true_claims(draw, path, count, indicators=("x", "y")):
    """Claims that are roundings of a path: levels, growth, averages, multiples, slogans, shares, one-sided ones."""
    rows = []
    for number in range(count):
        name = draw(st.sampled_from(indicators))
        kind = draw(
            st.sampled_from(
                (
                    "level",
                    "level",
                    "growth",
                    "growth",
                    "average_growth",
                    "multiple",
                    "share",
                    "growth_each_year",
                )
            )
        )
        decimals = draw(st.integers(0, 1))
        start = draw(st.integers(FIRST, LAST - 1))
        end = draw(st.integers(start + 1, LAST))
        row = {"claim_id": f"c{number}", "indicator": name, "kind": kind, "end": end, "comparator": "="}
        if kind == "level":
            row |= {"value": rounded(path[name, end], decimals)}
            if draw(st.integers(0, 4)) == 0:
                side = draw(st.sampled_from((">=", "<=")))
                near = math.floor(path[name, end]) if side == ">=" else math.ceil(path[name, end])
                row |= {"comparator": side, "value": str(near)}
        elif kind == "growth":
            row |= {
                "start": end - 1,
                "value": rounded(100 * (path[name, end] / path[name, end - 1] - 1), decimals),
            }
        elif kind == "average_growth":
            rate = (path[name, end] / path[name, start]) ** (1 / (end - start)) - 1
            row |= {"start": start, "value": rounded(100 * rate, decimals)}
        elif kind == "multiple":
            fold = path[name, end] / path[name, start]
            if fold < 1.5:
                continue
            by = draw(st.booleans())
            row |= {"start": start, "value": rounded(fold - 1 if by else fold, 1)}
            if draw(st.booleans()):
                row |= {"reading": "increase_by" if by else "increase_to"}
        elif kind == "share":
            if set(indicators) != {"x", "y"}:
                continue
            share = 100 * path["y", end] / path["x", end]
            if not 1 <= share <= 99:
                continue
            row |= {"indicator": "y", "of": "x", "value": rounded(share, decimals)}
        else:
            rates = [100 * (path[name, year + 1] / path[name, year] - 1) for year in range(start, end)]
            row |= {
                "start": start,
                "comparator": "..",
                "value": f"{math.floor(min(rates))}..{math.ceil(max(rates))}",
            }
        rows.append(row)
    return rows


@st.composite
def wrong_claims(draw, most=9, indicators=("x", "y")):
    """Plain claims that may or may not contradict each other."""
    rows = []
    for number in range(draw(st.integers(2, most))):
        name = draw(st.sampled_from(indicators))
        kind = draw(st.sampled_from(("level", "growth", "growth", "average_growth")))
        end = draw(st.integers(FIRST + 1, FIRST + 4))
        row = {"claim_id": f"c{number}", "indicator": name, "kind": kind, "end": end}
        row |= {"comparator": draw(st.sampled_from(("=", "=", "=", "~", ">=", "<", "<=")))}
        if kind == "level":
            row |= {"value": str(draw(st.integers(90, 160)))}
        else:
            start = end - 1 if kind == "growth" else draw(st.integers(FIRST, end - 1))
            row |= {"start": start, "value": str(draw(st.integers(0, 30)))}
        rows.append(row)
    return rows


def dossier(rows):
    """Claims as a dossier of years long past, all of them history."""
    return from_frame(rows, entity="zone", as_of=2100)


def outcome(network):
    """All a network says, comparable."""
    return (
        dict(network.implied),
        network.history,
        network.set_aside,
        [
            (
                part.claims,
                part.history,
                part.plans,
                part.undecided,
                [(one.readings, one.swing) for one in part.fits],
            )
            for part in network.parts
        ],
    )


def fits(rows):
    """Whether some claims can all be true."""
    made = dossier(rows)
    readings = compile_readings(made.claims, made)
    return bool(search(readings, readings).fits)


def found_in(rows):
    """The diagnosis of all claims of a part or several, all of them removable; None when they fit."""
    made = dossier(rows)
    ids = [claim.claim_id for claim in made.claims]
    weights = {claim.claim_id: 5 if claim.kind == "level" else 3 for claim in made.claims}
    return diagnose((compile_readings(made.claims, made),), ids, ids, weights)


# ---- order, units, scale, unrelated claims


@few
@given(st.data())
def test_the_order_of_claims_changes_nothing(data) -> None:
    """Any permutation of the rows gives the same ranges, history, conflicts, repairs and readings."""
    rows = data.draw(wrong_claims())
    shuffled = data.draw(st.permutations(rows))
    assert outcome(solve(dossier(rows))) == outcome(solve(dossier(shuffled)))


@few
@given(wrong_claims(indicators=("x",)))
def test_units_move_ranges_and_nothing_else(rows) -> None:
    """The same levels in 万元 and in 亿元 give the same conflicts and ranges ten thousand times as large."""
    small = [row | {"unit": "万元"} if row["kind"] == "level" else row for row in rows]
    large = [
        row | {"unit": "亿元", "value": f"{F(row['value']) / 10000:.4f}" if False else moved(row["value"], 4)}
        if row["kind"] == "level"
        else row
        for row in rows
    ]
    assume(any(row["kind"] == "level" for row in rows))
    here, there = solve(dossier(small)), solve(dossier(large))
    assert [part.history for part in here.parts] == [part.history for part in there.parts]
    assert here.set_aside == there.set_aside
    assert {node: range_.times(F(1, 10000)) for node, range_ in here.implied.items()} == there.implied


def moved(text, places):
    """A printed whole number with its decimal point moved to the left."""
    digits = text.zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}"


@few
@given(wrong_claims(indicators=("x",)), st.sampled_from((3, 9, 13)))
def test_scale_changes_no_verdict(rows, zeros) -> None:
    """Levels around 1e3, 1e9 and 1e13 with the same last digit's weight give the same verdicts (errorlocate no. 30)."""
    assume(any(row["kind"] == "level" for row in rows))
    scaled = [
        row | {"value": moved(row["value"], zeros) if zeros < 4 else row["value"]} | {"unit": "元"}
        if row["kind"] == "level"
        else row
        for row in rows
    ]
    units = {3: "元", 9: "十亿元", 13: "十万亿元"}
    printed = [
        row | {"unit": units[zeros]} if row["kind"] == "level" and units[zeros] in ("元", "十亿元") else row
        for row in scaled
    ]
    assert fits(rows) == fits(printed)


@few
@given(wrong_claims(), st.integers(1, 10**6))
def test_an_unrelated_claim_changes_no_conflict(rows, value) -> None:
    """A level of another indicator enters no conflict, no repair and no range of the others."""
    before = solve(dossier(rows))
    after = solve(
        dossier([*rows, {"claim_id": "other", "indicator": "z", "end": FIRST, "value": str(value)}])
    )
    kept = [part for part in after.parts if "other" not in part.claims]
    assert [(part.claims, part.history, part.set_aside) for part in kept] == [
        (part.claims, part.history, part.set_aside) for part in before.parts
    ]
    assert all(after.implied[node] == range_ for node, range_ in before.implied.items())


# ---- conflicts and repairs


@some
@given(wrong_claims())
def test_conflicts_and_repairs_are_minimal_and_right(rows) -> None:
    """Each conflict cannot hold and can without any one claim; each repair mends all, and no part of it does."""
    found = found_in(rows)
    if found is None:
        assert fits(rows)
        return
    for conflict in found.conflicts:
        inside = [row for row in rows if row["claim_id"] in conflict.claims]
        assert not fits(inside)
        assert all(fits([row for row in inside if row is not gone]) for gone in inside)
    for repair in found.repairs:
        assert fits([row for row in rows if row["claim_id"] not in repair.claims])
        for kept in combinations(repair.claims, len(repair.claims) - 1):
            assert not fits([row for row in rows if row["claim_id"] not in kept])


@few
@given(wrong_claims(most=7, indicators=("x",)))
def test_conflicts_and_repairs_are_all_there(rows) -> None:
    """Against every subset tried one by one: all minimal repairs, and as many minimal conflicts as are said."""
    found = found_in(rows)
    assume(found is not None)
    assert found.complete
    ids = sorted(row["claim_id"] for row in rows)
    holds = {
        chosen: fits([row for row in rows if row["claim_id"] in chosen]) if chosen else True
        for size in range(len(ids) + 1)
        for chosen in map(frozenset, combinations(ids, size))
    }
    everything = frozenset(ids)
    mended = {everything - chosen for chosen, fit in holds.items() if fit}
    smallest = {one for one in mended if not any(other < one for other in mended)}
    assert {frozenset(repair.claims) for repair in found.repairs} == smallest
    clashes = {chosen for chosen, fit in holds.items() if not fit}
    conflicts = {one for one in clashes if not any(other < one for other in clashes)}
    assert {frozenset(conflict.claims) for conflict in found.conflicts} <= conflicts
    assert len(found.conflicts) + found.unlisted == len(conflicts)


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_planted_wrong_rates_are_repaired_as_lightly_as_by_taking_them_out(data) -> None:
    """In a long chain the lightest repair weighs no more than the wrong rates, and mends everything."""
    rows, value = [], 100.0
    wrong = data.draw(st.sets(st.integers(2001, 2019), min_size=1, max_size=4))
    for year in range(2000, 2020):
        rows.append({"claim_id": f"l{year}", "end": year, "value": f"{value:.1f}"})
        if year > 2000:
            rate = "24.0" if year in wrong else "8.0"
            rows.append({"claim_id": f"g{year}", "kind": "growth", "end": year, "value": rate})
        value *= 1.08
    found = found_in(rows)
    assert found.lightest[0].weight <= 3 * len(wrong)
    assert {f"g{year}" for year in wrong} == set(found.lightest[0].claims)
    assert len(found.lightest) == 1


# ---- widening


def widened(row, more):
    """A claim that allows whatever it allowed, and more."""
    match row["comparator"]:
        case "=":
            half = F(1, 2) + more
            low, high = F(row["value"]) - half, F(row["value"]) + half
        case "~":
            half = max(F(1, 2), F(row["value"]) / 20) + more
            low, high = F(row["value"]) - half, F(row["value"]) + half
        case ">=":
            return row | {"value": decimal(F(row["value"]) - more)}
        case _:
            return row | {"value": decimal(F(row["value"]) + more)}
    return row | {"comparator": "..", "value": f"{decimal(low)}..{decimal(high)}"}


def decimal(value):
    """A fraction with few digits as text."""
    sign, scaled = ("-" if value < 0 else ""), abs(value) * 1000
    assert scaled.denominator == 1
    return f"{sign}{scaled.numerator // 1000}.{scaled.numerator % 1000:03d}"


@some
@given(wrong_claims(), st.data())
def test_widening_never_makes_claims_clash(rows, data) -> None:
    """Claims that fit still fit when any of them allows more, and their implied ranges only widen."""
    before = solve(dossier(rows))
    wider = [widened(row, F(data.draw(st.integers(0, 5)), 2)) for row in rows]
    if fits(rows):
        assert fits(wider)
        after = solve(dossier(wider)).implied
        assert all(range_.intersect(after[node]) == range_ for node, range_ in before.implied.items())


@few
@given(wrong_claims(most=6))
def test_stretch_of_one_is_the_border_of_fitting(rows) -> None:
    """Claims fit as printed exactly when the stretch factor is at most one (methods 8.2)."""
    made = dossier(rows)
    factor = stretch_factor(made.claims, made)
    assert (factor is not None and factor <= 1) == fits(rows)


# ---- soundness


@some
@given(st.data())
def test_ranges_contain_the_truth_the_claims_were_rounded_from(data) -> None:
    """Claims rounded from a path never clash, and every implied range and ratio holds the path's own level."""
    path = data.draw(paths())
    rows = data.draw(true_claims(path, data.draw(st.integers(1, 14))))
    assume(rows)
    network = solve(dossier(rows))
    assert all(part.history is None for part in network.parts)
    # The path itself is in floats: nudge it by what those can be wrong by.
    for place, allowed in network.implied.items():
        level = F(path[place.indicator, place.year])
        nudge = F(1, 10**12)
        assert allowed.lower is None or allowed.lower <= level * (1 + nudge)
        assert allowed.upper is None or allowed.upper >= level * (1 - nudge)
        start = Node("zone", place.indicator, place.space, FIRST)
        ratio = network.ratio(start, place) if start in network.implied else None
        if ratio is not None and start != place:
            grown = level / F(path[place.indicator, FIRST])
            assert ratio.lower is None or ratio.lower <= grown * (1 + nudge)
            assert ratio.upper is None or ratio.upper >= grown * (1 - nudge)


@some
@given(st.data())
def test_hull_holds_the_range_of_each_reading(data) -> None:
    """What is implied is never tighter than under any one combination of readings, and no wider than all of them."""
    path = data.draw(paths(indicators=("x",)))
    rows = data.draw(true_claims(path, 6, indicators=("x",)))
    assume(rows)
    made = dossier(rows)
    network = solve(made)
    readings = compile_readings(made.claims, made)
    for part in network.parts:
        if part.relaxed:
            continue
        each = [ranges((fit,)) for fit in search(readings, part.claims).fits]
        for place in each[0]:
            hull = each[0][place]
            for other in each[1:]:
                hull = hull.hull(other[place])
            assert network.implied[place] == hull


# ---- against formulas and linear programs


@some
@given(
    st.integers(100, 999),
    st.integers(100, 999),
    st.integers(1, 6),
    st.integers(-30, 60),
    st.sampled_from((0, 1)),
)
def test_formulas_for_two_claims_agree_with_the_graph(first, last, years, rate, decimals) -> None:
    """Growth implied by two levels, and a level implied by one and a rate, are the end-point formulas (methods 8.1)."""
    slack = F(1, 2 * 10**decimals)
    low, high = F(first, 10**decimals), F(last, 10**decimals)
    a = {"claim_id": "a", "end": FIRST, "value": decimal_text(first, decimals)}
    b = {"claim_id": "b", "end": FIRST + years, "value": decimal_text(last, decimals)}
    g = {"claim_id": "g", "kind": "average_growth", "start": FIRST, "end": FIRST + years, "value": str(rate)}
    rates = (1 + (F(rate) - F(1, 2)) / 100, 1 + (F(rate) + F(1, 2)) / 100)
    start, end = (Node("zone", "x", Space("nominal"), year) for year in (FIRST, FIRST + years))
    levels = solve(dossier([a, b])).implied
    ratio = levels[end].over(levels[start])
    assert (ratio.lower, ratio.upper) == ((high - slack) / (low + slack), (high + slack) / (low - slack))
    assert ratio_to_rate(ratio, years).lower <= F(high / low) ** 1 - 1 or years > 1
    implied = solve(dossier([a, g])).implied[end]
    assert (implied.lower, implied.upper) == (
        (low - slack) * rates[0] ** years,
        (low + slack) * rates[1] ** years,
    )
    meets = implied.lower <= high + slack and high - slack <= implied.upper
    assert fits([a, b, g]) == meets


def decimal_text(digits, decimals):
    """Digits with so many of them behind the point."""
    return str(digits) if decimals == 0 else f"{digits // 10}.{digits % 10}"


def log_rows(rows):
    """The same bounds as rows of `A x <= b` over log levels."""
    made = dossier(rows)
    bounds = [
        bound for (reading,) in compile_readings(made.claims, made).values() for bound in reading.bounds
    ]
    nodes = sorted({place for bound in bounds for place in (bound.start, bound.end)} - {UNIT})
    index = {place: number for number, place in enumerate(nodes)}
    matrix, right = [], []
    for bound in bounds:
        for sign, limit in ((1, bound.ratio.upper), (-1, bound.ratio.lower)):
            if limit is None:
                continue
            row = np.zeros(len(nodes))
            if bound.end != UNIT:
                row[index[bound.end]] += sign
            if bound.start != UNIT:
                row[index[bound.start]] -= sign
            matrix.append(row)
            right.append(sign * math.log(limit))
    return nodes, np.array(matrix), np.array(right), bounds


@some
@given(wrong_claims(most=12))
def test_feasibility_and_ranges_agree_with_a_linear_program(rows) -> None:
    """HiGHS on the log levels finds the same feasibility, and each range within one part in a million (methods 12)."""
    nodes, matrix, right, bounds = log_rows(rows)
    size = len(nodes)
    # How far all bounds hold, or by how much one must fail: near zero floats cannot say.
    room = linprog(
        np.r_[np.zeros(size), -1.0],
        np.c_[matrix, np.ones(len(right))],
        right,
        bounds=[(None, None)] * size + [(None, 1.0)],
        method="highs",
    )
    assume(abs(room.fun) > 1e-9)
    assert (room.fun < 0) == fits(rows)
    if room.fun > 0:
        return
    implied = solve(dossier(rows)).implied
    for number, place in enumerate(nodes):
        for sign, end in ((1, implied[place].lower), (-1, implied[place].upper)):
            objective = np.zeros(size)
            objective[number] = sign
            found = linprog(objective, matrix, right, bounds=(None, None), method="highs")
            if found.status == 3:
                assert end is None
            else:
                assert found.status == 0
                assert math.log(end) == pytest.approx(sign * found.fun, abs=1e-6)
    assert {place for bound in bounds for place in (bound.start, bound.end)} - {UNIT} == set(implied)


@some
@given(wrong_claims(most=8, indicators=("x",)))
def test_least_swing_agrees_with_a_linear_program(rows) -> None:
    """The least largest change a year is the least s with every yearly log change within s (HiGHS), to 1e-6."""
    assume(fits(rows))
    nodes, matrix, right, bounds = log_rows(rows)
    graph = graph_of(bounds)
    swing = least_swing(graph)
    years = list(range(nodes[0].year, nodes[-1].year + 1))
    size = len(years)
    place = {year: number for number, year in enumerate(years)}
    wide = np.zeros((len(right), size + 1))
    for number, one in enumerate(nodes):
        wide[:, place[one.year]] = matrix[:, number]
    steps = []
    for number in range(size - 1):
        for sign in (1, -1):
            row = np.zeros(size + 1)
            row[number + 1], row[number], row[-1] = sign, -sign, -1
            steps.append(row)
    found = linprog(
        np.r_[np.zeros(size), 1.0],
        np.vstack([wide, *steps]),
        np.r_[right, np.zeros(len(steps))],
        bounds=[(None, None)] * size + [(0, None)],
        method="highs",
    )
    assert found.status == 0
    ours = 0.0 if swing is None else abs(math.log1p(float(swing.growth)))
    assert ours == pytest.approx(found.fun, abs=1e-6)


# ---- exactness where floats guide


@st.composite
def close_calls(draw):
    """Rates and levels whose cycles multiply to one exactly, or miss it by a hair."""
    steps = draw(st.integers(1, 8))
    rates = [F(draw(st.integers(-20, 40)), 100) for _ in range(steps)]
    product = F(1)
    for rate in rates:
        product *= 1 + rate
    hair = F(draw(st.sampled_from((0, 1, -1))), 10 ** draw(st.integers(16, 40)))
    return rates, product + hair, hair, draw(st.booleans())


@some
@given(close_calls())
def test_a_hair_is_decided_exactly(case) -> None:
    """Exact rates against a level that their product misses by 1e-16 to 1e-40: no float could tell."""
    rates, level, hair, strict = case
    rows = [{"claim_id": "a", "end": FIRST, "comparator": "..", "value": "1..1"}]
    for number, rate in enumerate(rates):
        text = decimal(rate * 100)
        rows.append(
            {
                "claim_id": f"g{number}",
                "kind": "growth",
                "end": FIRST + number + 1,
                "comparator": "..",
                "value": f"{text}..{text}",
            }
        )
    scaled = level * 10**60
    assert scaled.denominator == 1
    text = f"{scaled.numerator // 10**60}.{scaled.numerator % 10**60:060d}"
    last = {"claim_id": "b", "end": FIRST + len(rates), "comparator": ">" if strict else ">=", "value": text}
    assert fits([*rows, last]) == (hair < 0 or (hair == 0 and not strict))


@st.composite
def near_weights(draw):
    """Edges between six levels whose weights are plain, or plain but for a hair no float can hold; some are strict."""
    edges = {}
    for _ in range(draw(st.integers(1, 14))):
        start, end = draw(st.permutations(range(6)))[:2]
        weight = draw(st.sampled_from((F(1, 2), F(2, 3), F(1), F(3, 2), F(2), F(3))))
        hair = F(draw(st.sampled_from((0, 0, 1, -1))), 10 ** draw(st.integers(14, 40)))
        edges[start, end] = Edge(start, end, weight * (1 + hair), -draw(st.integers(0, 1)), f"{start}{end}")
    return tuple(sorted(edges.values()))


def exact_products(edges, size):
    """Least product from every node to every other, with minus the strict steps (Floyd & Warshall 1962), exactly."""
    best = {(node, node): (F(1), 0) for node in range(size)}
    for edge in edges:
        best[edge.start, edge.end] = min(
            best.get((edge.start, edge.end), (edge.weight, edge.strict)), (edge.weight, edge.strict)
        )
    for middle in range(size):
        for start in range(size):
            for end in range(size):
                if (start, middle) in best and (middle, end) in best:
                    first, second = best[start, middle], best[middle, end]
                    reach = (first[0] * second[0], first[1] + second[1])
                    best[start, end] = min(best.get((start, end), reach), reach)
    return best


@settings(deadline=None, max_examples=400)
@given(near_weights())
def test_floats_guide_to_what_exact_products_say(edges) -> None:
    """Contradictions and tightest bounds are those of a search in fractions alone, however close the weights are."""
    nodes = (UNIT, *(Node("zone", "x", Space("nominal"), FIRST + place) for place in range(5)))
    graph, exact = Graph(nodes, edges), exact_products(edges, 6)
    cycle = graph.contradiction()
    broken = any(exact[node, node] < (1, 0) for node in range(6))
    assert (cycle is not None) == broken
    if cycle is not None:
        product = F(1)
        for edge, after in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert edge.end == after.start
            product *= edge.weight
        assert (product, sum(edge.strict for edge in cycle)) < (1, 0)
        return
    for source in range(6):
        forwards, backwards = (graph.tightest(source, backwards=against).bounds for against in (False, True))
        assert list(forwards) == [exact.get((source, node)) for node in range(6)]
        assert list(backwards) == [exact.get((node, source)) for node in range(6)]


@some
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.integers(1, 5), st.integers(1, 3), st.integers(0, 2), st.sampled_from("abc")
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(0, 12),
)
def test_bounds_merged_in_two_goes_make_the_graph_of_them_all(told, split) -> None:
    """Bounds merged in two goes give the nodes and edges they give merged at once, levels they do not speak of left out."""
    places = (UNIT, *(Node("zone", "x", Space("nominal"), FIRST + place) for place in range(1, 6)))
    bounds = [
        Bound(places[start], places[start + ahead], Interval(F(low), F(low + width)), claim)
        for start, ahead, low, width, claim in told
        if start + ahead < len(places)
    ]
    levels = NumberedLevels([*bounds, Bound(UNIT, places[-1], Interval(F(1), F(2)), "d")])
    merged = levels.merge(bounds[split:]).joined(levels.merge(bounds[:split]))
    once = graph_of(bounds)
    assert merged.graph() == once
    assert (merged.contradiction() is None) == (once.contradiction() is None)
