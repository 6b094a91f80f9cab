"""What the row of a claim settles by itself: the years it speaks of, whether its plan is over, whether it is in doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting.dossier.governing import period_word
from forecasting.dossier.periods import period_of

if TYPE_CHECKING:
    from forecasting.dossier import Claim, Dossier

__all__ = ["GROWTH_KINDS", "base_year", "is_doubtful", "is_past_plan", "period_said"]

GROWTH_KINDS = ("growth", "growth_each_year", "average_growth")
_CONFIDENCE = re.compile(r"confidence=([01](?:\.\d+)?)")
#: Confidence of a machine reading below which somebody has to look first.
_CONFIDENT = 0.8


def base_year(claim: Claim, dossier: Dossier) -> int | None:
    """The year a claim counts from, or None for a level of one year and for a crossing year still open."""
    if isinstance(claim.start, int):
        return claim.start
    if claim.start == "founding":
        return dossier.founded
    if claim.start is None and claim.kind in ("growth", "growth_each_year", "average_growth", "multiple"):
        return claim.end - 1
    return None


def period_said(claim: Claim) -> str:
    """The part of the year a claim speaks of: as its row says, else as the words beside its number do."""
    if claim.period:
        return claim.period
    word = period_word(claim)
    return (period_of(word) or word) if word else ""


def is_past_plan(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim is a target or goal whose year is over: it is held against its outcome and bounds nothing."""
    return claim.role in ("target", "goal") and claim.end <= dossier.as_of


def is_doubtful(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim was read by machine with little confidence and nobody has looked at it since.

    Such a claim may not carry an accusation. Its note opens with the confidence, `confidence=0.62; ...`.
    """
    if dossier.reviewed:
        return False
    found = _CONFIDENCE.match(claim.note)
    return found is not None and float(found.group(1)) < _CONFIDENT
