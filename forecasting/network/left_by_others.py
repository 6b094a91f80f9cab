"""What the other claims leave for one: the range of its number, and the nearest number that would fit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import meaning, printed_interval
from forecasting.network.bounds import UNIT, Node
from forecasting.network.ranges import ranges
from forecasting.network.readings import compile_readings
from forecasting.network.search import search
from forecasting.numbers.intervals import Interval
from forecasting.numbers.powers import ratio_to_rate
from forecasting.numbers.stated import half_unit
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.dossier import Claim, Dossier
    from forecasting.network.bounds import Bound
    from forecasting.network.result import Network, Part
    from forecasting.network.search import Fit

__all__ = ["implied_by_others", "nearest_value", "ratio_by"]


def ratio_by(claims: Iterable[Claim], claim: Claim, start: int, dossier: Dossier) -> Interval:
    """What some claims leave for the ratio that another one states from a year to its end."""
    readings = compile_readings(claims, dossier)
    fits = search(readings, readings).fits
    place = (claim.entity, claim.indicator, meaning(claim, dossier).space._replace(vintage=0))
    first, last = Node(*place, start), Node(*place, claim.end)
    if not any(first in fit.graph.index and last in fit.graph.index for fit in fits):
        return Interval()
    return ranges(fits, first).get(last, Interval())


def implied_by_others(claim: Claim, dossier: Dossier, network: Network) -> Interval | None:
    """What the other claims of its part leave for the number of a claim, in the claim's own unit.

    Level, growth, average growth and share claims only; None for phrases, and where the others contradict each other.
    """
    part = network.part_of(claim.claim_id)
    if part is None or claim.kind not in ("level", "growth", "average_growth", "share", "growth_each_year"):
        return None
    fits = _fits_without(claim.claim_id, part, dossier)
    own = compile_readings([claim], dossier)[claim.claim_id][0].bounds
    if not fits or len(own) != 1:
        return None
    (bound,) = own
    return _in_unit_of(claim, bound, _ratio_left(fits, bound), dossier)


def _ratio_left(fits: tuple[Fit, ...], bound: Bound) -> Interval:
    """What the fits leave for the ratio that a bound is about, through the ranges of both levels where none ties them."""
    levels = ranges(fits)
    if bound.start == UNIT:
        return levels.get(bound.end, Interval())
    tied = ranges(fits, bound.start).get(bound.end)
    if tied is not None:
        return tied
    return levels.get(bound.end, Interval()).over(levels.get(bound.start, Interval()))


def _in_unit_of(claim: Claim, bound: Bound, ratio: Interval, dossier: Dossier) -> Interval:
    """The ratio that a claim bounds, as the number that the claim would print."""
    own = dossier.indicators[claim.indicator].unit
    if claim.kind == "level":
        return ratio.times(conversion(own, claim.unit))
    if claim.kind == "share":
        return ratio.times(100 / conversion(dossier.indicators[claim.of].unit, own))
    years = bound.end.year - bound.start.year
    rate = ratio_to_rate(ratio, years) if claim.kind == "average_growth" else ratio.plus(Fraction(-1))
    return rate.times(100 / conversion(claim.unit, "%"))


def _fits_without(claim_id: str, part: Part, dossier: Dossier) -> tuple[Fit, ...]:
    """What holds of a part without one of its claims, or at least without those set aside as well."""
    diagnoses = [diagnosis for diagnosis in (part.history, part.plans) if diagnosis is not None]
    # A conflict the claim has no part in stands without it; no need to search for it again.
    standing = not part.relaxed and any(
        claim_id not in conflict.claims for diagnosis in diagnoses for conflict in diagnosis.conflicts
    )
    others = [other for other in part.claims if other != claim_id]
    kept = [other for other in others if other not in part.set_aside]
    if standing and len(kept) == len(others):
        return ()
    if standing and claim_id in part.set_aside and not part.doubted and not part.bridged:
        return part.graphs
    readings = compile_readings((dossier.claim(other) for other in others), dossier)
    fits = () if standing else search(readings, others).fits
    return fits or search(readings, [other for other in kept if other not in part.doubted]).fits


def nearest_value(claim: Claim, allowed: Interval, dossier: Dossier) -> str | None:
    """The number nearest to the printed one, with as many digits, that would fit what the others leave.

    Args:
        claim: a claim printed with `=` or `~`.
        allowed: what the others leave, in the claim's unit (see `implied_by_others`).
        dossier: gives the half-width of "~".
    """
    if claim.comparator not in ("=", "~") or allowed.is_empty:
        return None
    slack = half_unit(claim.value)
    printed = Fraction(claim.value)
    if allowed.meets(printed_interval(claim, dossier)):
        return claim.value
    digit = 2 * slack
    if allowed.lower is not None and printed < allowed.lower:
        steps = -((printed + slack - allowed.lower) // digit)
    elif allowed.upper is not None:
        steps = (allowed.upper - (printed - slack)) // digit
    else:
        return None
    value = printed + steps * digit
    decimals = len(claim.value.partition(".")[2])
    # A float would lose the last digits of a level of sixteen.
    return f"{Decimal(int(value * 10**decimals)).scaleb(-decimals):f}"
