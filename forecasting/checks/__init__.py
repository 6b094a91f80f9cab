"""The checks: each a function of the evidence, none of which reads a file, fits a model or changes a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.checks.arithmetic import (
    chain_phrases,
    claims_fit_together,
    fold_phrase,
    growth_against_levels,
)
from forecasting.checks.composition import plausible_growth, ratios, shares_and_parts
from forecasting.checks.finding import PROVABLE, VERDICTS, Chance, Evidence, Finding, Joint, LookUp
from forecasting.checks.goals import (
    IN_STEP,
    benchmark,
    evidence_grade,
    pace,
    path_verdict,
    targets_against_goal,
)
from forecasting.checks.likelihood import (
    CONTRAST,
    IMPLAUSIBLE,
    OPEN,
    STRETCH,
    UNAMBITIOUS,
    odds,
    odds_verdict,
    precedent,
)
from forecasting.checks.plans import Plan, Threshold, plans_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "CHECKS",
    "CONTRAST",
    "IMPLAUSIBLE",
    "IN_STEP",
    "OPEN",
    "PROVABLE",
    "STRETCH",
    "UNAMBITIOUS",
    "VERDICTS",
    "Chance",
    "Evidence",
    "Finding",
    "Joint",
    "LookUp",
    "Plan",
    "Threshold",
    "chain_phrases",
    "evidence_grade",
    "fold_phrase",
    "odds_verdict",
    "path_verdict",
    "plans_of",
    "run",
]

CHECKS: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    growth_against_levels,
    claims_fit_together,
    shares_and_parts,
    plausible_growth,
    ratios,
    targets_against_goal,
    pace,
    odds,
    precedent,
    benchmark,
)
"""Every check there is, in the order of the documentation."""


def run(evidence: Evidence) -> tuple[Finding, ...]:
    """All findings, most consequential first: proved contradictions, then by verdict, check and place."""
    order = {verdict: place for place, verdict in enumerate(VERDICTS)}
    checks = {check.__name__: place for place, check in enumerate(CHECKS)}
    indicators = {name: place for place, name in enumerate(evidence.dossier.indicators)}
    found = [finding for check in CHECKS for finding in check(evidence)]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order[one.verdict],
                one.rank,
                checks[one.check],
                indicators.get(one.indicator, len(indicators)),
                one.end or 0,
                one.claims,
            ),
        )
    )
