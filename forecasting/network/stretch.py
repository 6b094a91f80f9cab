"""How far printed numbers would have to be widened before some claims that contradict each other fit together."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.network.readings import compile_readings
from forecasting.network.search import search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.dossier import Claim, Dossier

__all__ = ["stretch_factor"]

_STRETCH_LIMIT = 2**16


def stretch_factor(claims: Iterable[Claim], dossier: Dossier) -> float | None:
    """How far every printed interval must be widened about its centre for some claims to fit together.

    1 and below means they fit as printed; between 1 and 2 they are off by about one last digit; above 2 it is not a
    matter of rounding. None when no widening helps, because the contradiction lies between exact or one-sided claims.

    Returns:
        The factor, to six significant digits; 0 when they fit even without any rounding.
    """
    chosen = list(claims)

    def fit(factor: Fraction) -> bool:
        readings = compile_readings(chosen, dossier, factor)
        return bool(search(readings, readings).fits)

    if fit(Fraction(0)):
        return 0.0
    low, high = Fraction(0), Fraction(1)
    while not fit(high):
        low, high = high, high * 2
        if high > _STRETCH_LIMIT:
            return None
    while high - low > max(high, Fraction(1, 1000)) / 10**7:
        middle = (low + high) / 2
        low, high = (low, middle) if fit(middle) else (middle, high)
    return float(f"{float(high):.6g}")
