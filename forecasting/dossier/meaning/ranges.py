"""What the printed number of a claim can be: in its own unit, in that of its indicator, as a fraction or as a factor."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.numbers.intervals import Interval, positive, stretched
from forecasting.numbers.powers import power, two_to
from forecasting.numbers.stated import cut_off, parse_number, stated_interval
from forecasting.numbers.units import conversion, unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasting.dossier import Claim, Dossier

__all__ = ["fold_interval", "is_exact_count", "level_interval", "printed_interval", "rate_interval"]


def printed_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What the printed number of a claim can mean, in its printed unit; whole things counted one by one are exact."""
    if "truncated" in claim.reading.split("/"):
        return cut_off(claim.value)
    if is_exact_count(claim, dossier):
        value = parse_number(claim.value)
        return Interval(value, value)
    interval = stated_interval(claim.comparator, claim.value, dossier.assumptions.about)
    return stretched(interval, stretch) if claim.comparator in ("=", "~") else interval


def is_exact_count(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim counts whole things one by one: 11 projects are 11, not 10.5 to 11.5."""
    if claim.kind not in ("level", "change", "total") or claim.comparator != "=" or "." in claim.value:
        return False
    indicator = dossier.indicators[claim.indicator]
    printed = unit(claim.unit)
    return indicator.measure == "count" and (printed is None or printed.factor == 1)


def level_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What a level claim can mean, in the indicator's unit."""
    return _worked_out_once("level_intervals", _level, claim, dossier, stretch)


def _level(claim: Claim, dossier: Dossier, stretch: Fraction) -> Interval:
    factor = conversion(claim.unit, dossier.indicators[claim.indicator].unit)
    return positive(printed_interval(claim, dossier, stretch).times(factor))


def rate_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What a growth or share claim can mean, as a fraction."""
    return _worked_out_once("rate_intervals", _rate, claim, dossier, stretch)


def _rate(claim: Claim, dossier: Dossier, stretch: Fraction) -> Interval:
    return printed_interval(claim, dossier, stretch).times(conversion(claim.unit, "%") / 100)


def _worked_out_once(
    kept_as: str,
    work_out: Callable[[Claim, Dossier, Fraction], Interval],
    claim: Claim,
    dossier: Dossier,
    stretch: Fraction,
) -> Interval:
    """An interval of a claim as printed, kept with its dossier; any other is worked out each time."""
    if stretch != 1 or dossier.by_id.get(claim.claim_id) is not claim:
        return work_out(claim, dossier, stretch)
    known: dict[str, Interval] = dossier.memo.setdefault(kept_as, {})
    if claim.claim_id not in known:
        known[claim.claim_id] = work_out(claim, dossier, stretch)
    return known[claim.claim_id]


def fold_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """The factor N of "N-fold", or 2**n of n doublings: exact in a plan, within `about` under `~` and in a history."""
    about = dossier.assumptions.about
    printed = unit(claim.unit)
    if printed is None or printed.family != "doublings":
        return printed_interval(claim, dossier, stretch)
    if claim.comparator in ("=", "~"):
        value = parse_number(claim.value)
        told = claim.comparator == "~" or claim.role in ("history", "benchmark")
        slack = about * stretch if told else Fraction(0)
        low = power(Fraction(2), value, up=False) * (1 - slack)
        return Interval(low, power(Fraction(2), value, up=True) * (1 + slack))
    return two_to(printed_interval(claim, dossier, stretch))
