"""Growth printed beside the level of one year: whether both ask for the same, as far as rounding tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import base_year
from forecasting.judge.checks.thresholds import printed_number
from forecasting.numbers.intervals import Interval
from forecasting.numbers.stated import half_unit
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from forecasting.dossier import Claim, Dossier
    from forecasting.judge.checks.thresholds import Threshold
    from forecasting.network import Observation

__all__ = ["with_rate"]


def with_rate(
    level: Threshold,
    rate: Threshold | None,
    dossier: Dossier,
    seen: Iterable[Observation],
    levels: Mapping[int, Fraction],
) -> Threshold:
    """The threshold of a level that knows whether the growth printed beside it is the same target.

    Args:
        level: of the printed level, with the claim and the rate of the growth beside it.
        rate: what that growth asks for alone; None where its base year is not known, so that nothing can be told.
        dossier: gives claims and units.
        seen: the record of its series.
        levels: known and planned levels of its series, by year.
    """
    if rate is None:
        return level
    claim = dossier.claim(level.rate_claim)
    start = base_year(claim, dossier)
    if start is None or start not in levels:
        return level
    base = next((Interval(one.lower, one.upper) for one in seen if one.year == start), None)
    base = base or Interval(levels[start], levels[start])
    years = claim.end - start if claim.kind != "growth" else 1
    unit = conversion(claim.unit, "%") / 100
    growth = [1 + end * unit for end in _ends(claim, rate.side, dossier)]
    if growth[0] <= 0 or base.lower is None or base.upper is None:
        return level
    asked = Interval(base.lower * growth[0] ** years, base.upper * growth[1] ** years)
    printed = dossier.claim(level.claim)
    scale = conversion(printed.unit, dossier.indicators[printed.indicator].unit)
    low, high = _ends(printed, level.side, dossier)
    # Growth in each of several years is more than the level that they end at.
    alone = claim.kind == "growth_each_year" and years > 1
    if asked.meets(Interval(low * scale, high * scale)) and not alone:
        return replace(level, same=True)
    return replace(level, apart=replace(rate, rate_claim=claim.claim_id, rate=level.rate))


def _ends(claim: Claim, side: str, dossier: Dossier) -> tuple[Fraction, Fraction]:
    """What the printed number may have been before it was rounded, whichever side of it is asked for."""
    number = printed_number(claim, side)
    low, _, high = claim.value.partition("..")
    slack = half_unit(high if high and side == "at_most" else low)
    if claim.comparator == "~":
        slack = max(slack, abs(number) * dossier.assumptions.about)
    return number - slack, number + slack
