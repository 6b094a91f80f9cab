"""What every finding on one printed number begins with: its facts, and that nothing was tested yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.judge.checks.finding import Facts, Finding, Label

if TYPE_CHECKING:
    from forecasting.dossier import Claim
    from forecasting.numbers.intervals import Interval

__all__ = ["PrintedFacts", "not_yet_tested"]


@dataclass(frozen=True, slots=True)
class PrintedFacts(Facts):
    """A printed number.

    Attributes:
        label, unit: of the indicator.
        value, printed: the number as printed, and its unit.
        start, end: first and last year it speaks of.
    """

    label: Label
    unit: str
    value: Label
    printed: str
    start: int
    end: int


def not_yet_tested(
    check: str, claim: Claim, facts: PrintedFacts, key: str, stated: Interval, unit: str
) -> Finding:
    """The finding that a printed number cannot be tested, which is what it stays until levels are found.

    Args:
        check: name of the check.
        claim: whose number it is.
        facts: of the number.
        key: of the sentence that says what is lacking.
        stated: what the number can mean.
        unit: of `stated`.
    """
    return Finding(
        check=check,
        kind="provable",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="not_assessable",
        message=facts.phrase(key),
        start=facts.start,
        end=facts.end,
        claims=(claim.claim_id,),
        stated=stated.floats(),
        unit=unit,
        grade="D",
        facts=facts,
    )
