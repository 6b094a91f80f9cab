"""Indices whose years are each measured by the one before (上年=100): such numbers are growth, not levels."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from forecasting.dossier.indicators import PREVIOUS_YEAR
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from forecasting.dossier import Claim, Dossier

__all__ = ["with_links_as_growth"]


def with_links_as_growth(dossier: Dossier) -> Dossier:
    """The dossier with each number of an index whose years are each measured by the one before as what it says: growth.

    102.3 of such an index (上年=100) is growth of 2.3 %, in the digits printed; two years of it are no two levels.
    """
    linked = {
        indicator.id for indicator in dossier.indicators.values() if indicator.index_year == PREVIOUS_YEAR
    }
    if not linked:
        return dossier
    claims = tuple(
        _link_as_growth(claim, dossier) if claim.indicator in linked and claim.kind == "level" else claim
        for claim in dossier.claims
    )
    return dossier if claims == dossier.claims else replace(dossier, claims=claims)


def _link_as_growth(claim: Claim, dossier: Dossier) -> Claim:
    """A number of such an index as growth of its year, or of each of its years; in another unit as it is."""
    if conversion(claim.unit, dossier.indicators[claim.indicator].unit) != 1:
        return claim
    value = "..".join(f"{Decimal(end) - 100:f}" for end in claim.value.split("..", 1))
    if isinstance(claim.start, int) and claim.start < claim.end:
        return replace(claim, kind="growth_each_year", value=value, unit="%", start=claim.start - 1)
    return replace(claim, kind="growth", value=value, unit="%", start=None)
