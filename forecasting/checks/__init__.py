"""The checks: each a function of the evidence, none of which reads a file, fits a model or changes a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.checks.benchmark import benchmark
from forecasting.checks.chains import chain_phrases
from forecasting.checks.claims_fit_together import claims_fit_together
from forecasting.checks.evidence import OUTSIDE, Chance, Evidence, Joint, LookUp, Outside
from forecasting.checks.finding import FINDING_KEYS, GRAVITY, VERDICTS, Finding
from forecasting.checks.growth_against_levels import growth_against_levels
from forecasting.checks.odds import (
    CONTRAST,
    IMPLAUSIBLE,
    OPEN,
    STRETCH,
    UNAMBITIOUS,
    odds,
    odds_verdict,
)
from forecasting.checks.pace import pace
from forecasting.checks.plans import Plan, Threshold, Total, class_of, plans_of
from forecasting.checks.plausible_growth import plausible_growth
from forecasting.checks.precedent import precedent
from forecasting.checks.ratios import ratios
from forecasting.checks.shares_and_parts import shares_and_parts
from forecasting.checks.targets_against_goal import path_verdict, targets_against_goal
from forecasting.checks.wording import fold_phrase
from forecasting.checks.yardsticks import IN_STEP, evidence_grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "CHECKS",
    "CONTRAST",
    "FINDING_KEYS",
    "GRAVITY",
    "IMPLAUSIBLE",
    "IN_STEP",
    "OPEN",
    "OUTSIDE",
    "STRETCH",
    "UNAMBITIOUS",
    "VERDICTS",
    "Chance",
    "Evidence",
    "Finding",
    "Joint",
    "LookUp",
    "Outside",
    "Plan",
    "Threshold",
    "Total",
    "chain_phrases",
    "class_of",
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
