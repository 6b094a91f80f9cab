"""What a claim means: its price basis, the year it counts from, and what its printed number can be.

Intervals are exact fractions; irrational powers are rounded outward, so that a bound only ever widens.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.stated import Interval, conversion, half_unit, parse_number, power, stated_interval, unit

if TYPE_CHECKING:
    from forecasting.claims import Claim, Dossier

__all__ = [
    "base_year",
    "basis_used",
    "fold_interval",
    "is_past_plan",
    "level_interval",
    "positive",
    "printed_interval",
    "raised",
    "rate_interval",
    "ratio_to_rate",
]


def basis_used(claim: Claim, dossier: Dossier) -> str:
    """Price basis a claim is read in: its own, else the indicator's for that kind of claim."""
    indicator = dossier.indicators[claim.indicator]
    if claim.basis:
        return claim.basis
    growth = claim.kind in ("growth", "growth_each_year", "average_growth")
    return indicator.growth_basis if growth else indicator.basis


def is_past_plan(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim is a target or goal whose year is over: it is held against its outcome and bounds nothing."""
    return claim.role in ("target", "goal") and claim.end <= dossier.as_of


def base_year(claim: Claim, dossier: Dossier) -> int | None:
    """The year a claim counts from, or None for a level of one year and for a crossing year still open."""
    if isinstance(claim.start, int):
        return claim.start
    if claim.start == "founding":
        return dossier.founded
    if claim.start is None and claim.kind in ("growth", "growth_each_year", "average_growth", "multiple"):
        return claim.end - 1
    return None


def printed_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What the printed number of a claim can mean, in its printed unit."""
    if "truncated" in claim.reading.split("/"):
        value = parse_number(claim.value)
        return Interval(value, value + 2 * half_unit(claim.value), upper_open=True)
    return _stretched(stated_interval(claim.comparator, claim.value, dossier.assumptions.about), stretch)


def level_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What a level claim can mean, in the indicator's unit."""
    factor = conversion(claim.unit, dossier.indicators[claim.indicator].unit)
    return positive(printed_interval(claim, dossier, stretch).times(factor))


def rate_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What a growth or share claim can mean, as a fraction."""
    return printed_interval(claim, dossier, stretch).times(conversion(claim.unit, "%") / 100)


def fold_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """The factor N of "N-fold", or 2**n of n doublings (exact under `=`, within `about` under `~`)."""
    about = dossier.assumptions.about
    printed = unit(claim.unit)
    if printed is None or printed.family != "doublings":
        return printed_interval(claim, dossier, stretch)
    if claim.comparator in ("=", "~"):
        value = parse_number(claim.value)
        slack = about * stretch if claim.comparator == "~" else Fraction(0)
        low = power(Fraction(2), value, up=False) * (1 - slack)
        return Interval(low, power(Fraction(2), value, up=True) * (1 + slack))
    return _two_to(printed_interval(claim, dossier, stretch))


def ratio_to_rate(ratio: Interval, years: int) -> Interval:
    """Growth a year that a ratio over some years means, as a fraction, rounded outward."""
    return raised(positive(ratio), Fraction(1, years)).plus(Fraction(-1))


def positive(interval: Interval) -> Interval:
    """The interval without a lower end that positive levels make idle."""
    if interval.lower is None or interval.lower > 0:
        return interval
    return Interval(None, interval.upper, upper_open=interval.upper_open)


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


def _stretched(interval: Interval, stretch: Fraction) -> Interval:
    """The interval with its half-width multiplied about its centre; one-sided ones stay as they are."""
    if stretch == 1 or interval.lower is None or interval.upper is None:
        return interval
    centre, half = (interval.lower + interval.upper) / 2, (interval.upper - interval.lower) / 2
    return Interval(
        centre - stretch * half, centre + stretch * half, interval.lower_open, interval.upper_open
    )


def _two_to(interval: Interval) -> Interval:
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
