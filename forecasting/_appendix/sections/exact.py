"""What a printed number can mean, with all the digits of its ends."""

from __future__ import annotations

from fractions import Fraction as Exact
from typing import TYPE_CHECKING

from forecasting._appendix.sections.material import DASH
from forecasting.dossier.meaning import printed_interval
from forecasting.network import fold_interval, level_interval, rate_interval
from forecasting.words import number

if TYPE_CHECKING:
    from forecasting._appendix.sections.material import Material
    from forecasting.dossier import Claim
    from forecasting.numbers.intervals import Interval

__all__ = ["meaning"]

_MOST_DECIMALS = 6


def _digits(value: Exact, language: str) -> str:
    """An exact number in decimals; in four significant digits where those have no end."""
    for decimals in range(_MOST_DECIMALS + 1):
        if (value * 10**decimals).denominator == 1:
            sign, separator = (
                ("−" if value < 0 else ""),
                "," if language == "en" and abs(value) >= 10**4 else "",
            )
            return f"{sign}{abs(float(value)):{separator}.{decimals}f}"
    return number(float(value), language).replace("-", "−")


def meaning(material: Material, claim: Claim) -> str:
    """What a printed number can mean, in the indicator's unit."""
    dossier = material.run.dossier
    if claim.kind in ("level", "total", "period_average"):
        return _exact(material, level_interval(claim, dossier), "{}")
    if claim.kind in ("change", "points"):
        return _exact(material, printed_interval(claim, dossier), "{}")
    if claim.kind in ("multiple", "recurring_multiple"):
        return _exact(material, fold_interval(claim, dossier), "×{}")
    percents = rate_interval(claim, dossier).times(Exact(100))
    return _exact(material, percents, "{}%" if material.language == "zh" else "{} %")


def _exact(material: Material, interval: Interval, shape: str) -> str:
    """An interval with all the digits of its ends, as far as they have an end themselves."""
    ends = [
        None if one is None else shape.format(_digits(one, material.language))
        for one in (interval.lower, interval.upper)
    ]
    low, high = ends
    if low and high:
        return low if low == high else material.say("bounds.range", low=low, high=high)
    if low:
        return material.say("bounds.above" if interval.lower_open else "bounds.at_least", low=low)
    if high:
        return material.say("bounds.below" if interval.upper_open else "bounds.at_most", high=high)
    return DASH
