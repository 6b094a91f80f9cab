"""A claim with all of its dossier that its bounds depend on, so that what follows from it can be kept and found again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import is_past_plan, meaning
from forecasting.network.cut_digits import cuts_digits

if TYPE_CHECKING:
    from forecasting.dossier import Claim, Dossier

__all__ = ["ClaimInContext", "first_year_told", "has_rival", "in_context"]


@dataclass(frozen=True, slots=True)
class ClaimInContext:
    """A claim in its dossier, equal to another exactly when both mean the same bounds.

    So a result that follows from some claims alone can be kept and found again under a scenario that changes others.

    Attributes:
        key: the claim, and all of the dossier that its bounds depend on.
        digest: hash of the key, worked out once.
    """

    key: tuple[object, ...]
    digest: int
    claim: Claim = field(compare=False)
    dossier: Dossier = field(compare=False, repr=False)

    def __hash__(self) -> int:
        """The hash of the key."""
        return self.digest


def in_context(claim: Claim, dossier: Dossier) -> ClaimInContext:
    """A claim with what its bounds depend on: its space, units and sides of its indicators, founding, assumptions."""
    known: dict[str, ClaimInContext] = dossier.memo.setdefault("in_context", {})
    found = known.get(claim.claim_id)
    if found is None or found.claim is not claim:
        found = _in_context(claim, dossier)
        if dossier.by_id.get(claim.claim_id) is claim:
            known[claim.claim_id] = found
    return found


def _in_context(claim: Claim, dossier: Dossier) -> ClaimInContext:
    indicator, whole = dossier.indicators[claim.indicator], dossier.indicators.get(claim.of)
    crossing = str(claim.start).startswith("crossing:")
    key = (
        claim,
        (indicator.unit, indicator.basis, indicator.measure, indicator.better),
        (whole.unit, whole.basis) if whole is not None else None,
        (dossier.founded, dossier.assumptions.about),
        first_year_told(claim, dossier) if crossing and dossier.founded is None else None,
        (meaning(claim, dossier), indicator.convention, indicator.levels_comparable),
        has_rival(claim, dossier),
        (cuts_digits(dossier), dossier.reviewed, is_past_plan(claim, dossier)),
    )
    return ClaimInContext(key, hash(key), claim, dossier)


def has_rival(claim: Claim, dossier: Dossier) -> bool:
    """Whether another number is set for the same year of the same thing."""
    return claim.role == "target" and any(
        other.role == "target"
        and other.claim_id != claim.claim_id
        and (other.entity, other.indicator, other.kind, other.scope, other.period, other.end)
        == (claim.entity, claim.indicator, claim.kind, claim.scope, claim.period, claim.end)
        for other in dossier.claims
    )


def first_year_told(claim: Claim, dossier: Dossier) -> int:
    """The first year any claim speaks of the same series."""
    series = (claim.entity, claim.indicator)
    same = [other for other in dossier.claims if (other.entity, other.indicator) == series]
    return min([told.end for told in same] + [told.start for told in same if isinstance(told.start, int)])
