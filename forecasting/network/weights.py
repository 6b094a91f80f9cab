"""How much a claim is trusted when claims contradict each other: the lightest repair is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasting.dossier import Claim

__all__ = ["WEIGHTS", "weight"]

WEIGHTS = {
    "level": 5,
    "growth": 3,
    "growth_each_year": 3,
    "average_growth": 3,
    "share": 3,
    "multiple": 2,
    "recurring_multiple": 1,
}
"""Weight of a claim by its kind; a claim of any other kind bounds nothing."""

_HEDGED = 1


def weight(claim: Claim) -> int:
    """Weight of a claim in a repair: hedged claims ("about", slogans) give way first."""
    return _HEDGED if claim.comparator == "~" else WEIGHTS[claim.kind]
