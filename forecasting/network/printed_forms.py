"""What a printed number can be in another honest form: a whole number with zeros, hedged, or with its digits cut off."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from forecasting.dossier.governing import ceiling_word, floor_word
from forecasting.dossier.meaning import fold_interval, level_interval, printed_interval, rate_interval
from forecasting.network.rounded_or_cut import converted
from forecasting.numbers.intervals import Interval
from forecasting.numbers.powers import power
from forecasting.numbers.stated import cut_off, parse_number, rounded_whole, stated_interval
from forecasting.numbers.units import unit

if TYPE_CHECKING:
    from forecasting.dossier import Claim, Dossier

__all__ = ["FORMS", "as_it_may_be_meant", "printed_as_meant", "told_in_doublings"]

FORMS = frozenset({"zeros", "hedge", "cut"})
"""The bridges that change the form of a printed number and nothing else."""


def told_in_doublings(claim: Claim) -> bool:
    """Whether a history is told in doublings (翻了三番): whole ones, that may be exceeded."""
    printed = unit(claim.unit)
    told = claim.kind == "multiple" and claim.role in ("history", "benchmark")
    return told and claim.comparator in ("=", "~") and printed is not None and printed.family == "doublings"


def as_it_may_be_meant(
    claim: Claim, dossier: Dossier, stretch: Fraction, lenient: frozenset[str]
) -> Interval:
    """What the number of a claim can be: a level in the indicator's unit, a rate as a fraction, or a factor."""
    said = _as_printed(claim, dossier, stretch)
    forms = lenient & FORMS
    if not forms:
        return said
    if "hedge" in forms and told_in_doublings(claim):
        return said.hull(_full_doublings(claim))
    meant = converted(claim, dossier, printed_as_meant(claim, dossier, forms))
    return meant if forms == {"cut"} else said.hull(meant)


def _hedged(claim: Claim, dossier: Dossier) -> Interval:
    """A number as the words beside it have it: about, at least or at most."""
    floor, ceiling = bool(floor_word(claim)), bool(ceiling_word(claim))
    if floor == ceiling:
        return stated_interval("~", claim.value, max(dossier.assumptions.about, Fraction(1, 50)))
    # Of a decline the words speak of its size.
    above = floor != claim.value.startswith("-")
    value = printed_interval(claim, dossier)
    return Interval(value.lower, None) if above else Interval(None, value.upper)


def _full_doublings(claim: Claim) -> Interval:
    """The factor of a number of doublings that is reached, and exceeded by less than half of its last digit."""
    printed = stated_interval("=", claim.value, Fraction(0))
    low, high = parse_number(claim.value), printed.upper or Fraction(0)
    if floor_word(claim):
        return Interval(power(Fraction(2), low, up=False), None)
    return Interval(power(Fraction(2), low, up=False), power(Fraction(2), high, up=True))


def printed_as_meant(claim: Claim, dossier: Dossier, lenient: frozenset[str]) -> Interval:
    """What a printed number can be under other printed forms, in its printed unit."""
    others = []
    if "zeros" in lenient:
        others.append(rounded_whole(claim.value) or printed_interval(claim, dossier))
    if "hedge" in lenient:
        others.append(_hedged(claim, dossier))
    if "cut" in lenient:
        others.append(cut_off(claim.value))
    return reduce(Interval.hull, others) if others else printed_interval(claim, dossier)


def _as_printed(claim: Claim, dossier: Dossier, stretch: Fraction) -> Interval:
    """What the number of a claim can be by its row alone."""
    if claim.kind == "level":
        return level_interval(claim, dossier, stretch)
    if claim.kind in ("multiple", "recurring_multiple"):
        return fold_interval(claim, dossier, stretch)
    return rate_interval(claim, dossier, stretch)
