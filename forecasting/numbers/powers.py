"""Powers and roots of exact fractions, rounded outward where they are irrational, so that a bound only ever widens."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from forecasting.numbers.intervals import Interval, positive

__all__ = ["power", "raised", "ratio_to_rate", "two_to"]

_ROOT_DIGITS = 15
#: Most powers kept: one dossier asks for each of its own many times.
_KEPT = 4096


def power(base: Fraction, exponent: Fraction, *, up: bool) -> Fraction:
    """`base ** exponent`, exact when the exponent is whole, otherwise rounded outward.

    An irrational power is replaced by a fraction just below it (`up=False`) or just above it (`up=True`), within
    one part in 10**15, so that a bound only ever widens and a conflict is never false.

    Args:
        base: a non-negative number.
        exponent: any fraction; negative ones need a positive base.
        up: the side to round to.
    """
    if exponent.denominator == 1:
        return base**exponent.numerator
    return _rounded_power(base, exponent, up=up)


@lru_cache(maxsize=_KEPT)
def _rounded_power(base: Fraction, exponent: Fraction, *, up: bool) -> Fraction:
    if exponent < 0:
        return 1 / power(base, -exponent, up=not up)
    raised = base**exponent.numerator
    if raised == 0:
        return raised
    degree = exponent.denominator
    shift = max(_ROOT_DIGITS, _ROOT_DIGITS - (len(str(int(raised))) - 1) // degree)
    if raised < 1:
        shift += len(str(int(1 / raised))) // degree + 1
    scale = 10**shift
    scaled = raised * scale**degree
    root = _integer_root(int(scaled), degree)
    if up and root**degree < scaled:
        root += 1
    return Fraction(root, scale)


def _integer_root(number: int, degree: int) -> int:
    """Largest integer whose `degree`-th power does not exceed `number` (Newton's method on integers)."""
    if number < 2 or degree == 1:
        return number
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def raised(interval: Interval, exponent: Fraction) -> Interval:
    """Every number of an interval to a power, ends rounded outward."""
    if exponent == 1:
        return interval
    return Interval(
        None if interval.lower is None else power(interval.lower, exponent, up=False),
        None if interval.upper is None else power(interval.upper, exponent, up=True),
        interval.lower_open,
        interval.upper_open,
    )


def ratio_to_rate(ratio: Interval, years: int) -> Interval:
    """Growth a year that a ratio over some years means, as a fraction, rounded outward."""
    return raised(positive(ratio), Fraction(1, years)).plus(Fraction(-1))


def two_to(interval: Interval) -> Interval:
    """Two to every power in an interval, ends rounded outward."""
    return Interval(
        None if interval.lower is None else _power_of_two(interval.lower, up=False),
        None if interval.upper is None else _power_of_two(interval.upper, up=True),
        interval.lower_open,
        interval.upper_open,
    )


def _power_of_two(exponent: Fraction, *, up: bool) -> Fraction:
    """Two to the power, rounded outward; a stretched exponent is too long a fraction for an exact root."""
    if exponent.denominator <= 1000:
        return power(Fraction(2), exponent, up=up)
    margin = Fraction(1, 10**12)
    return Fraction(2.0 ** float(exponent)) * (1 + margin if up else 1 - margin)
