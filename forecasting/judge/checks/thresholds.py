"""One target or goal as a threshold: exactly what is printed, read as at-least or at-most."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import GROWTH_KINDS, base_year
from forecasting.errors import StatedError
from forecasting.numbers.powers import power
from forecasting.numbers.stated import parse_number
from forecasting.numbers.units import conversion, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.dossier import Claim, Dossier

__all__ = ["Threshold", "eased_number", "printed_number", "printed_side", "threshold_of", "usual_fold"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level to reach in a year.

    Attributes:
        level: exactly as printed, in the unit of its plan.
        side: "at_least" or "at_most".
        claim: id it comes from.
        rate_claim: id of the growth claim printed beside it, if any.
        rate: that printed growth a year, as a fraction.
        eased: the nearer end of what "about" leaves, from which the threshold counts as reached; None when exact.
        other: the level under the less usual reading of a multiple, by so much instead of to so much or the reverse.
        price_band: the price changes a year through which a real rate was carried to levels in money; None where it
            stands in its own space.
        same: the growth printed beside it asks for the same within rounding.
        apart: what that growth asks for where it is something else.
    """

    year: int
    level: Fraction
    side: str
    claim: str
    rate_claim: str = ""
    rate: Fraction | None = None
    eased: Fraction | None = None
    other: Fraction | None = None
    price_band: tuple[float, float] | None = None
    same: bool = False
    apart: Threshold | None = None

    def met_by(self, level: float) -> bool:
        """Whether a level reaches the threshold, or what "about" leaves of it."""
        wanted = float(self.level if self.eased is None else self.eased)
        return level >= wanted if self.side == "at_least" else level <= wanted


_CEILING = re.compile(
    r"控制在|以内|不超过|不高于|不突破|within|no more than|at most|below|under|ceiling|cap(?:ped)? at"
)


_FLOOR = re.compile(r"以上|不低于|不少于|至少|at least|or more|above")


_CUT = re.compile(r"降低|下降|减少|降|reduc|cut|lower|fall|declin")


def printed_side(claim: Claim, better: str) -> str:
    """Whether a target is to be reached from below ("at_least") or kept under ("at_most").

    What is printed decides, then the words of the quote, then which side of the indicator is better; a fall of at
    least so much is at most its negative rate.
    """
    falling = claim.value.startswith("-") and bool(_CUT.search(claim.quote))
    if claim.comparator in (">=", ">"):
        return "at_most" if falling and better == "lower" else "at_least"
    if claim.comparator in ("<=", "<"):
        return "at_least" if falling and better == "higher" else "at_most"
    if _CEILING.search(claim.quote) and not _FLOOR.search(claim.quote) and claim.kind == "level":
        return "at_most"
    return "at_most" if better == "lower" else "at_least"


def printed_number(claim: Claim, side: str) -> Fraction:
    """The number a target asks for, in its printed unit: of a range the end that is easier to reach."""
    if claim.comparator == "..":
        low, _, high = claim.value.partition("..")
        return parse_number(low if side == "at_least" else high)
    return parse_number(claim.value)


def eased_number(claim: Claim, side: str, dossier: Dossier) -> Fraction | None:
    """The nearer end of what "about" leaves of a target, in its printed unit; None when it is exact."""
    if claim.comparator != "~":
        return None
    number = printed_number(claim, side)
    slack = abs(number) * dossier.assumptions.about
    return number - slack if side == "at_least" else number + slack


def usual_fold(claim: Claim) -> str:
    """How a multiple of a plan is usually meant where its row does not say: "increase_to" or "increase_by".

    "Double" and "是…的2倍" lead to two times as much, 增长2倍 to three times.
    """
    for part in claim.reading.split("/"):
        if part in ("increase_by", "increase_to"):
            return part
    by = re.search(r"(增长|增加|提高|增)了?\s*[^，。；]{0,4}倍", claim.quote) or re.search(
        r"(?:increas|grow|rise|up)\w*\s+by\b|(?:increas|gr[eo]w|rose)\w*\s+\S+-?fold", claim.quote
    )
    return "increase_by" if by else "increase_to"


def threshold_of(
    claim: Claim,
    dossier: Dossier,
    levels: Mapping[int, Fraction],
    wholes: Mapping[int, Fraction] | None = None,
) -> Threshold | None:
    """The level a claim asks for, None where its base year or its whole is not known.

    Args:
        claim: a target or goal.
        dossier: gives the indicator's unit and better side, and what "about" means.
        levels: the known levels of its series, by year.
        wholes: the levels of the whole a share is of, by year.
    """
    indicator = dossier.indicators[claim.indicator]
    side = printed_side(claim, indicator.better)
    number, eased = printed_number(claim, side), eased_number(claim, side, dossier)
    level = _level(claim, dossier, number, levels, wholes or {})
    if level is None:
        return None
    least = None if eased is None else _level(claim, dossier, eased, levels, wholes or {})
    return Threshold(
        claim.end, level, side, claim.claim_id, eased=least, other=_other(claim, dossier, number, levels)
    )


def _level(
    claim: Claim,
    dossier: Dossier,
    number: Fraction,
    levels: Mapping[int, Fraction],
    wholes: Mapping[int, Fraction],
) -> Fraction | None:
    indicator = dossier.indicators[claim.indicator]
    if claim.kind == "level":
        return number * conversion(claim.unit, indicator.unit)
    if claim.kind == "share":
        return _part(claim, dossier, number, wholes.get(claim.end))
    start = base_year(claim, dossier)
    if claim.kind in ("change", "points"):
        start = claim.end - 1 if start is None else start
    base = levels.get(start) if start is not None else None
    if base is None or start is None:
        return None
    if claim.kind in ("change", "points"):
        here, there = unit(claim.unit), unit(indicator.unit)
        scale = here.factor / there.factor if here is not None and there is not None else Fraction(1)
        return base + number * scale
    if claim.kind in ("multiple", "recurring_multiple"):
        return _folded(claim, number, base, claim.end - start)
    if claim.kind not in GROWTH_KINDS:
        return None
    growth = 1 + number * conversion(claim.unit, "%") / 100
    if growth <= 0:
        return None
    return base * growth ** (claim.end - start if claim.kind != "growth" else 1)


def _other(
    claim: Claim, dossier: Dossier, number: Fraction, levels: Mapping[int, Fraction]
) -> Fraction | None:
    """The level under the less usual reading of a multiple; None where only one reading is meant."""
    printed = unit(claim.unit)
    if claim.kind != "multiple" or (printed is not None and printed.family == "doublings"):
        return None
    if any(part in ("increase_by", "increase_to") for part in claim.reading.split("/")):
        return None
    turned = "increase_to" if usual_fold(claim) == "increase_by" else "increase_by"
    return _level(replace(claim, reading=turned), dossier, number, levels, {})


def _part(claim: Claim, dossier: Dossier, share: Fraction, whole: Fraction | None) -> Fraction | None:
    """A share of a whole that is known or planned, in the unit of the part."""
    try:
        factor = conversion(dossier.indicators[claim.of].unit, dossier.indicators[claim.indicator].unit)
    except StatedError:
        return None
    return None if whole is None else whole * factor * share * conversion(claim.unit, "%") / 100


def _folded(claim: Claim, number: Fraction, base: Fraction, years: int) -> Fraction:
    printed = unit(claim.unit)
    doublings = printed is not None and printed.family == "doublings"
    fold = power(Fraction(2), number, up=True) if doublings else number
    if claim.kind == "multiple" and not doublings and usual_fold(claim) == "increase_by":
        fold += 1
    steps = Fraction(years, claim.every or 1) if claim.kind == "recurring_multiple" else Fraction(1)
    return base * power(fold, steps, up=True)
