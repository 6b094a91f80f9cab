"""What each number of a contradiction would have to be for the others to stand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.ask.seek.problem import frame_of, require_assessment
from forecasting.network import implied_by_others, nearest_value
from forecasting.records import TypedRow
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.dossier import Claim
    from forecasting.judge.assessment import Assessment
    from forecasting.numbers.intervals import Interval

__all__ = ["NearestRow", "nearest", "nearest_rows"]


@dataclass(frozen=True, slots=True)
class NearestRow(TypedRow):
    """What one claim of a conflict would have to be; columns as `nearest` describes them."""

    conflict: int
    claim: str
    indicator: str
    label: str
    printed: str
    unit: str
    lower: float | None
    upper: float | None
    nearest: str | None
    change: float | None
    status: str
    sentence: str


def nearest(result: Assessment) -> pd.DataFrame:
    """What each claim of each conflict would have to be for the others to stand.

    Args:
        result: an assessment.

    Returns:
        Columns `conflict` (its number, as listed), `claim`, `indicator`, `label`, `printed`, `unit` (of the claim),
        `lower`, `upper` (what the other claims leave, in that unit; missing where unbounded), `nearest` (the number
        nearest to the printed one, with as many digits), `change` (nearest less printed), `status` ("found" or
        "not_assessable") and `sentence`. No row where all claims fit.
    """
    return frame_of(nearest_rows(result), NearestRow, result.language)


def nearest_rows(result: Assessment) -> list[NearestRow]:
    """The rows of `nearest`."""
    require_assessment(result)
    return [
        _nearest(result, place, result.dossier.claim(claim_id))
        for place, conflict in enumerate(result.conflict_rows, start=1)
        for claim_id in conflict.claims
    ]


def _nearest(result: Assessment, place: int, claim: Claim) -> NearestRow:
    known = result.dossier.indicators[claim.indicator]
    allowed = implied_by_others(claim, result.dossier, result.network)
    value = nearest_value(claim, allowed, result.dossier) if allowed is not None else None
    low, high = (None, None) if allowed is None else allowed.floats()
    values: dict[str, object] = {
        "claim": claim.claim_id,
        "label": known.label,
        "value": claim.value,
        "unit": claim.unit,
        "nearest": value,
        "range": _range(allowed, result.language) if allowed is not None else "",
    }
    if value is not None:
        key = "stands" if value == claim.value else "found"
    elif allowed is not None:
        key = "range"
    else:
        key = "none"
    printed = claim.value if claim.comparator in ("=", "..") else f"{claim.comparator}{claim.value}"
    return NearestRow(
        conflict=place,
        claim=claim.claim_id,
        indicator=claim.indicator,
        label=known.name(result.language),
        printed=printed,
        unit=claim.unit,
        lower=low,
        upper=high,
        nearest=value,
        change=None if value is None else float(Fraction(value) - Fraction(claim.value)),
        status="not_assessable" if allowed is None else "found",
        sentence=render(Phrase(f"seek.nearest.{key}", values), result.language),
    )


def _range(allowed: Interval, language: str) -> str:
    low, high = allowed.floats()
    if low is not None and high is not None:
        phrase = Phrase("seek.nearest.between", {"low": low, "high": high})
    elif low is not None:
        phrase = Phrase("seek.nearest.from", {"low": low})
    elif high is not None:
        phrase = Phrase("seek.nearest.to", {"high": high})
    else:
        phrase = Phrase("seek.nearest.any")
    return render(phrase, language)
