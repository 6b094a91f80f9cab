"""Arithmetic of growth, against numbers worked by hand or printed elsewhere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.numbers import growth

RATES = st.floats(-0.5, 1.0)
LEVELS = st.floats(1e-6, 1e12)


@pytest.mark.parametrize(
    ("first", "last", "years", "expected"),
    [
        (100, 121, 2, 0.10),  # 1.1 squared, by hand
        (213, 400, 5, 0.13432),  # (400/213)^(1/5) - 1, with a calculator: the zone's GDP goal
        (33.8, 65, 5, 0.13972),  # (65/33.8)^(1/5) - 1: its revenue goal
        (100, 50, 1, -0.5),
    ],
)
def test_rate_recomputes_hand_workings(first: float, last: float, years: int, expected: float) -> None:
    """The average compound rate equals the hand working to the fifth decimal."""
    assert growth.rate(first, last, years) == pytest.approx(expected, abs=5e-6)


@given(LEVELS, RATES, st.integers(1, 30))
def test_compounding_undoes_the_rate(level: float, rate: float, years: int) -> None:
    """Compounding at a rate and reading the rate back is the identity."""
    assert growth.rate(level, growth.compound(level, rate, years), years) == pytest.approx(rate, abs=1e-9)


@given(LEVELS, LEVELS, st.integers(1, 30), st.floats(1e-3, 1e3))
def test_a_change_of_unit_moves_no_rate(first: float, last: float, years: int, unit: float) -> None:
    """Rates are ratios: the same levels in another unit give the same rate."""
    scaled = growth.log_rate(first * unit, last * unit, years)
    assert scaled == pytest.approx(growth.log_rate(first, last, years), abs=1e-9)


def test_back_loading_of_a_plan() -> None:
    """A 20 % target then 25.743 % for four years is back-loaded 1.2564 times (methods 9.5, back-loading)."""
    rest = growth.required_rate(120, 300, 4)
    assert growth.required_rate(100, 300, 5) == pytest.approx(0.24573, abs=5e-6)
    assert rest == pytest.approx(0.25743, abs=5e-6)
    assert growth.back_loading(0.20, rest) == pytest.approx(1.2564, abs=5e-5)
    assert growth.compound(100, 0.20, 5) / 300 - 1 == pytest.approx(-0.1706, abs=5e-5)


@pytest.mark.parametrize(
    ("first", "rest", "expected"),
    [(0.0, 0.1, math.inf), (0.0, 0.0, 1.0), (-0.1, 0.2, math.inf), (0.1, 0.0, 0.0)],
)
def test_back_loading_where_the_first_year_stands_still(first: float, rest: float, expected: float) -> None:
    """A first year without growth leaves nothing to divide by, and that has a defined answer."""
    assert growth.back_loading(first, rest) == expected


def test_back_loading_of_a_shrinking_plan_is_no_number() -> None:
    """Two shrinking rates cannot be front- or back-loaded."""
    assert math.isnan(growth.back_loading(-0.1, -0.2))


@pytest.mark.parametrize(
    ("persistence", "multiple"), [(1, 4.0075), (0.85, 2.4974), (0.82, 2.3109), (0.80, 2.2009), (0.65, 1.6356)]
)
def test_fading_growth_multiplies(persistence: float, multiple: float) -> None:
    """32 % fading for five years multiplies as in methods 9.7 (slowdown)."""
    assert growth.faded_multiple(0.32, persistence, 5) == pytest.approx(multiple, abs=5e-5)


@pytest.mark.parametrize(
    ("multiple", "years", "expected"), [(4, 5, 0.99949), (3, 5, 0.91375), (2.5, 4, 0.91523)]
)
def test_required_persistence(multiple: float, years: int, expected: float) -> None:
    """The persistence 32 % needs for a multiple is that of methods 9.7 (slowdown)."""
    assert growth.required_persistence(0.32, 1, multiple, years) == pytest.approx(expected, abs=5e-6)


@given(st.floats(0.01, 0.5), st.floats(0.05, 1.5), st.integers(1, 10))
def test_required_persistence_reaches_the_goal(start: float, persistence: float, years: int) -> None:
    """Bisection undoes the fading: the persistence found gives the multiple back."""
    goal = growth.faded_multiple(start, persistence, years)
    found = growth.required_persistence(start, 1, goal, years)
    assert found is not None
    assert growth.faded_multiple(start, found, years) == pytest.approx(goal, rel=1e-9)


def test_required_persistence_at_its_ends() -> None:
    """A goal met even at the resting rate needs none; one out of reach, or growth at rest, has no answer."""
    assert growth.required_persistence(0.3, 100, 101, 5, resting=0.05) == 0.0
    assert growth.required_persistence(0.01, 100, 1e9, 3) is None
    assert growth.required_persistence(0.05, 100, 200, 5, resting=0.05) is None


@pytest.mark.parametrize(
    ("value", "rank"), [(-1, 2.5 / 11), (3.5, 8.5 / 11), (5, 10 / 11), (99, 10.5 / 11), (-9, 0.5 / 11)]
)
def test_percentile_rank_stays_inside(value: float, rank: float) -> None:
    """The bounded rank of the sample of methods 9.5 (track record), worked by hand, never reaches 0 or 1."""
    sample = [-2, -1, -1, 0, 0.5, 1, 2, 3, 4, 5]
    assert growth.percentile_rank(value, sample) == pytest.approx(rank)


def test_window_rates_need_both_ends() -> None:
    """Only windows whose two ends are known count, oldest first: 2000-02 and 2002-04, not 2001-03."""
    found = growth.window_rates([2000, 2001, 2002, 2004], [100, 110, 121, 144], 2)
    assert found == pytest.approx([0.10, (144 / 121) ** 0.5 - 1])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: growth.rate(0, 10, 1), "positive"),
        (lambda: growth.rate(1, -10, 1), "found -10"),
        (lambda: growth.rate(1, math.inf, 1), "finite"),
        (lambda: growth.rate(1, 2, 0), "at least one step"),
        (lambda: growth.required_rate(1, 2, math.nan), "at least one step"),
        (lambda: growth.compound(1, 0.1, -1), "at least 0 steps"),
        (lambda: growth.compound(1, -1, 1), "above -1"),
        (lambda: growth.faded_multiple(0.1, -0.2, 3), "zero or more"),
        (lambda: growth.percentile_rank(1, []), "found none"),
        (lambda: growth.window_rates([2000], [], 1), "every year needs its level"),
    ],
)
def test_senseless_values_are_named(call: object, words: str) -> None:
    """A level, rate or span without meaning raises, and says what would have one."""
    assert callable(call)
    with pytest.raises(growth.SenselessValueError, match=words):
        call()
