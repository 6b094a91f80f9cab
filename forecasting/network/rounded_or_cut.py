"""What a printed number can be if it was rounded, beside what it can be if its further digits were cut off."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.meaning import (
    fold_interval,
    is_exact_count,
    level_interval,
    printed_interval,
    rate_interval,
)
from forecasting.numbers.intervals import Interval, positive
from forecasting.numbers.powers import raised
from forecasting.numbers.stated import cut_off
from forecasting.numbers.units import conversion, unit

if TYPE_CHECKING:
    from forecasting.dossier import Claim, Dossier

__all__ = [
    "NOTHING",
    "Passed",
    "RoundedOrCut",
    "amount_told",
    "converted",
    "fold_told",
    "level_told",
    "rate_told",
]


class Passed(NamedTuple):
    """Whether a number passes a test with its digits rounded, and with its digits cut off."""

    rounded: bool
    cut: bool


class RoundedOrCut(NamedTuple):
    """What a number can be if it was rounded, and if its digits were cut off."""

    rounded: Interval
    cut: Interval

    def over(self, other: RoundedOrCut) -> RoundedOrCut:
        """All quotients by another."""
        return RoundedOrCut(self.rounded.over(other.rounded), self.cut.over(other.cut))

    def add(self, other: RoundedOrCut) -> RoundedOrCut:
        """All sums with another."""
        return RoundedOrCut(self.rounded.add(other.rounded), self.cut.add(other.cut))

    def by(self, other: RoundedOrCut) -> RoundedOrCut:
        """All products with another."""
        return RoundedOrCut(self.rounded.by(other.rounded), self.cut.by(other.cut))

    def less(self, other: RoundedOrCut) -> RoundedOrCut:
        """All differences to another."""
        return RoundedOrCut(self.rounded.add(other.rounded.negated()), self.cut.add(other.cut.negated()))

    def times(self, factor: Fraction) -> RoundedOrCut:
        """Multiplied by a positive factor."""
        return RoundedOrCut(self.rounded.times(factor), self.cut.times(factor))

    def power(self, exponent: Fraction) -> RoundedOrCut:
        """Every positive number of it to a power."""
        return RoundedOrCut(raised(positive(self.rounded), exponent), raised(positive(self.cut), exponent))

    def plus(self, amount: Fraction) -> RoundedOrCut:
        """Moved by an amount."""
        return RoundedOrCut(self.rounded.plus(amount), self.cut.plus(amount))

    def meets(self, other: RoundedOrCut) -> Passed:
        """Whether some number is allowed by both, rounded and cut off."""
        return Passed(self.rounded.meets(other.rounded), self.cut.meets(other.cut))


_ZERO = Interval(Fraction(0), Fraction(0))
NOTHING = RoundedOrCut(_ZERO, _ZERO)
"""What a sum begins with."""


def converted(claim: Claim, dossier: Dossier, printed: Interval) -> Interval:
    """An interval in the unit a claim prints, converted: a level to the indicator's unit, a rate to a fraction."""
    if claim.kind == "level":
        return positive(printed.times(conversion(claim.unit, dossier.indicators[claim.indicator].unit)))
    named = unit(claim.unit)
    if claim.kind in ("multiple", "recurring_multiple"):
        doublings = named is not None and named.family == "doublings"
        return fold_interval(claim, dossier) if doublings else printed
    return printed.times(conversion(claim.unit, "%") / 100)


def level_told(claim: Claim, dossier: Dossier) -> RoundedOrCut:
    """A level in the indicator's unit."""
    rounded = level_interval(claim, dossier)
    if is_exact_count(claim, dossier):
        return RoundedOrCut(rounded, rounded)
    return RoundedOrCut(rounded, converted(claim, dossier, cut_off(claim.value)))


def rate_told(claim: Claim, dossier: Dossier) -> RoundedOrCut:
    """A growth rate or a share, as a fraction."""
    return RoundedOrCut(rate_interval(claim, dossier), converted(claim, dossier, cut_off(claim.value)))


def amount_told(claim: Claim, dossier: Dossier) -> RoundedOrCut:
    """A change or a sum, in the indicator's unit; points in that of the rate."""
    here, there = unit(claim.unit), unit(dossier.indicators[claim.indicator].unit)
    if claim.kind == "points" and here is not None and there is not None:
        factor = here.factor / there.factor
    else:
        factor = conversion(claim.unit, dossier.indicators[claim.indicator].unit)
    rounded = printed_interval(claim, dossier).times(factor)
    cut = rounded if is_exact_count(claim, dossier) else cut_off(claim.value).times(factor)
    return RoundedOrCut(rounded, cut)


def fold_told(claim: Claim, dossier: Dossier) -> RoundedOrCut:
    """The factor of a multiple."""
    return RoundedOrCut(fold_interval(claim, dossier), converted(claim, dossier, cut_off(claim.value)))
