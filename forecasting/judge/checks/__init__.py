"""The checks: each a function of the evidence, none of which reads a file, fits a model or changes a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.judge.checks.benchmark import ExampleFacts, benchmark
from forecasting.judge.checks.chains import chain_phrases
from forecasting.judge.checks.claims_fit_together import FittingFacts, claims_fit_together
from forecasting.judge.checks.clashes import ConflictFacts, Mend
from forecasting.judge.checks.evidence import OUTSIDE, Chance, Evidence, Joint, LookUp, Outside
from forecasting.judge.checks.finding import GRAVITY, NO_FACTS, VERDICTS, Facts, Finding
from forecasting.judge.checks.growth_against_levels import growth_against_levels
from forecasting.judge.checks.growth_facts import GrowthFacts
from forecasting.judge.checks.odds import (
    CONTRAST,
    IMPLAUSIBLE,
    OPEN,
    STRETCH,
    UNAMBITIOUS,
    odds,
    odds_verdict,
)
from forecasting.judge.checks.odds_facts import NoOddsFacts, OddsFacts
from forecasting.judge.checks.pace import GrowthPaceFacts, UnplacedFacts, pace
from forecasting.judge.checks.past_targets import PastFacts
from forecasting.judge.checks.period_totals import TotalFacts
from forecasting.judge.checks.plans import Plan, Total, class_of, plans_of
from forecasting.judge.checks.plausible_growth import BandFacts, MultipleFacts, plausible_growth
from forecasting.judge.checks.points import AimFacts, PaceFacts, PathFacts, PointsPaceFacts, PointsPathFacts
from forecasting.judge.checks.precedent import GoalFacts, PrecedentFacts, precedent
from forecasting.judge.checks.products import ProductFacts
from forecasting.judge.checks.ratios import RatioFacts, ratios
from forecasting.judge.checks.shares_and_parts import ShareFacts, shares_and_parts
from forecasting.judge.checks.slogans import SloganFacts
from forecasting.judge.checks.sums import PartsFacts, RestFacts
from forecasting.judge.checks.targets_against_goal import GrowthPathFacts, path_verdict, targets_against_goal
from forecasting.judge.checks.thresholds import Threshold
from forecasting.judge.checks.wording import fold_phrase, quantity
from forecasting.judge.checks.yardsticks import IN_STEP, KNOWN_YEARS, evidence_grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "CHECKS",
    "CONTRAST",
    "FACTS",
    "GRAVITY",
    "IMPLAUSIBLE",
    "IN_STEP",
    "KNOWN_YEARS",
    "NO_FACTS",
    "OPEN",
    "OUTSIDE",
    "STRETCH",
    "UNAMBITIOUS",
    "VERDICTS",
    "Chance",
    "ConflictFacts",
    "Evidence",
    "Facts",
    "Finding",
    "FittingFacts",
    "GrowthFacts",
    "GrowthPaceFacts",
    "GrowthPathFacts",
    "Joint",
    "LookUp",
    "Mend",
    "NoOddsFacts",
    "OddsFacts",
    "Outside",
    "PaceFacts",
    "PastFacts",
    "PathFacts",
    "Plan",
    "PointsPaceFacts",
    "PointsPathFacts",
    "PrecedentFacts",
    "ShareFacts",
    "SloganFacts",
    "Threshold",
    "Total",
    "chain_phrases",
    "class_of",
    "evidence_grade",
    "fold_phrase",
    "odds_verdict",
    "path_verdict",
    "plans_of",
    "quantity",
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

FACTS: dict[str, tuple[type[Facts], ...]] = {
    "growth_against_levels": (GrowthFacts,),
    "claims_fit_together": (ConflictFacts, FittingFacts, SloganFacts),
    "shares_and_parts": (ShareFacts, PartsFacts, RestFacts, ProductFacts, TotalFacts),
    "plausible_growth": (BandFacts, MultipleFacts),
    "ratios": (RatioFacts,),
    "targets_against_goal": (GrowthPathFacts, PointsPathFacts),
    "pace": (AimFacts, GrowthPaceFacts, PointsPaceFacts, UnplacedFacts),
    "odds": (OddsFacts, NoOddsFacts),
    "precedent": (PastFacts, GoalFacts, PrecedentFacts),
    "benchmark": (ExampleFacts,),
}
"""What the findings of each check know; one that knows nothing beyond its sentence has `NO_FACTS`."""


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
