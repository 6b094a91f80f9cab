"""How did targets end whose year is over?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from forecasting.dossier.meaning import GROWTH_KINDS, base_year, is_past_plan, meaning, rate_interval
from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.thresholds import eased_number, printed_number, printed_side, threshold_of
from forecasting.judge.checks.wording import as_printed
from forecasting.network import Node
from forecasting.numbers.powers import ratio_to_rate
from forecasting.numbers.stated import parse_number
from forecasting.numbers.units import conversion
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence
    from forecasting.network import Observation

__all__ = ["PastFacts", "past_targets"]


@dataclass(frozen=True, slots=True)
class PastFacts(Facts):
    """How a target ended whose year is over.

    Attributes:
        label, unit: of the indicator.
        value, printed: the number as printed, and its unit.
        year: of the target.
        target, outcome: in one unit.
        miss: what lies between them: a share of the target for levels, a difference for rates and growth.
        met: whether it was reached, `exactly` or only from what "about" leaves.
    """

    label: Label
    unit: str
    value: Label
    printed: str
    year: int
    target: float
    outcome: float
    miss: float
    met: bool
    exactly: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a past target asked for, in the unit of its outcome.

    Attributes:
        kind: what is compared.
        side: "at_least" or "at_most".
        target: the number; `eased` what "about" leaves of it, None where it is exact.
    """

    kind: Literal["level", "rate", "growth"]
    side: str
    target: float
    eased: float | None

    @property
    def least(self) -> float:
        """From where it counts as reached."""
        return self.target if self.eased is None else self.eased

    def reached(self, level: float, wanted: float) -> bool:
        """Whether a level reaches what is wanted, from the side that is asked for."""
        return level >= wanted if self.side == "at_least" else level <= wanted


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of it: the point, what rounding leaves, and ids of the claims that say so."""

    point: float
    low: float
    high: float
    claims: tuple[str, ...]


def past_targets(evidence: Evidence) -> Iterator[Finding]:
    """Targets and goals whose year is over, each against its outcome in its own space."""
    dossier = evidence.dossier
    for claim in sorted(dossier.claims, key=lambda one: (one.end, one.claim_id)):
        if not is_past_plan(claim, dossier) or claim.entity != dossier.entity:
            continue
        if claim.kind in GROWTH_KINDS:
            yield _growth(evidence, claim)
        else:
            yield _level(evidence, claim)


def _no_outcome(evidence: Evidence, claim: Claim) -> Finding:
    label, value = evidence.indicator(claim).label, as_printed(claim)
    values = {"label": label, "value": value, "printed": claim.unit, "year": claim.end}
    return Finding(
        check="precedent",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="not_assessable",
        message=Phrase("findings.precedent.no_outcome", values),
        start=claim.end,
        end=claim.end,
        claims=(claim.claim_id,),
        grade="D",
    )


def _judged(evidence: Evidence, claim: Claim, asked: _Asked, outcome: _Outcome) -> Finding:
    """The finding from a target and its outcome in one unit."""
    indicator = evidence.indicator(claim)
    point, target = outcome.point, asked.target
    met = asked.reached(point, asked.least)
    facts = PastFacts(
        label=indicator.label,
        unit=indicator.unit,
        value=as_printed(claim),
        printed=claim.unit,
        year=claim.end,
        target=target,
        outcome=point,
        miss=abs(point - target) if asked.kind != "level" else abs(point / target - 1),
        met=met,
        exactly=asked.reached(point, target),
    )
    word = "met" if facts.exactly else "met_about" if met else "missed"
    verdict = "consistent" if met else "short"
    edges = (
        (outcome.low >= asked.least, outcome.high >= asked.least)
        if asked.side == "at_least"
        else (outcome.high <= asked.least, outcome.low <= asked.least)
    )
    return Finding(
        check="precedent",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict=verdict,
        verdicts=tuple(sorted({"consistent" if edge else "short" for edge in edges} | {verdict})),
        side=None if met else "above" if asked.side == "at_least" else "below",
        message=facts.phrase(f"findings.past.{asked.kind}_{word}"),
        start=claim.end,
        end=claim.end,
        claims=tuple(sorted({claim.claim_id, *outcome.claims})),
        stated=(target, target),
        computed=(outcome.low, outcome.high),
        unit="%" if asked.kind == "growth" else indicator.unit,
        grade="A",
        facts=facts,
    )


def _level(evidence: Evidence, claim: Claim) -> Finding:
    dossier = evidence.dossier
    space = meaning(claim, dossier).space._replace(vintage=0)
    seen = {
        one.year: one for one in evidence.observations(claim.entity, claim.indicator) if one.space == space
    }
    levels = {year: Fraction(one.level).limit_denominator(10**9) for year, one in seen.items()}
    whole = {
        one.year: Fraction(one.level).limit_denominator(10**9)
        for one in (evidence.observations(claim.entity, claim.of) if claim.of else ())
    }
    wanted, outcome = threshold_of(claim, dossier, levels, whole), seen.get(claim.end)
    if claim.kind in ("total", "period_average"):
        start = claim.start if isinstance(claim.start, int) else claim.end
        return _sum(evidence, claim, [seen.get(year) for year in range(start, claim.end + 1)])
    if wanted is None or outcome is None:
        return _no_outcome(evidence, claim)
    eased = None if wanted.eased is None else float(wanted.eased)
    return _judged(
        evidence,
        claim,
        _Asked(_kind(evidence, claim), wanted.side, float(wanted.level), eased),
        _Outcome(outcome.level, float(outcome.lower), float(outcome.upper), outcome.claims),
    )


def _kind(evidence: Evidence, claim: Claim) -> Literal["level", "rate"]:
    return "rate" if evidence.indicator(claim).measure == "rate" else "level"


def _sum(evidence: Evidence, claim: Claim, years: list[Observation | None]) -> Finding:
    """A target for a sum or a mean over years against the levels of all of them."""
    known = [one for one in years if one is not None]
    if not known or len(known) < len(years):
        return _no_outcome(evidence, claim)
    indicator = evidence.indicator(claim)
    side = printed_side(claim, indicator.better)
    factor = conversion(claim.unit, indicator.unit)
    count = len(known) if claim.kind == "period_average" else 1
    outcome = _Outcome(
        sum(one.level for one in known) / count,
        sum(float(one.lower) for one in known) / count,
        sum(float(one.upper) for one in known) / count,
        tuple(sorted({claim_id for one in known for claim_id in one.claims})),
    )
    return _judged(evidence, claim, _asked(evidence, claim, side, factor, _kind(evidence, claim)), outcome)


def _asked(
    evidence: Evidence, claim: Claim, side: str, factor: Fraction, kind: Literal["level", "rate", "growth"]
) -> _Asked:
    """What a claim asks for, its printed number times a factor."""
    eased = eased_number(claim, side, evidence.dossier)
    target = float(printed_number(claim, side) * factor)
    return _Asked(kind, side, target, None if eased is None else float(eased * factor))


def _growth(evidence: Evidence, claim: Claim) -> Finding:
    """A growth target against growth on its own basis: printed, else as the network ties it; each year where it says so."""
    side = printed_side(claim, evidence.indicator(claim).better)
    factor = conversion(claim.unit, "%") / 100
    start = base_year(claim, evidence.dossier)
    if start is None:
        return _no_outcome(evidence, claim)
    spans = [(start, claim.end)]
    if claim.kind == "growth_each_year":
        spans = [(year, year + 1) for year in range(start, claim.end)]
    outcomes = [_outcome(evidence, claim, span) for span in spans]
    known = [one for one in outcomes if one is not None]
    if len(known) < len(spans):
        return _no_outcome(evidence, claim)
    # A target of each year stands or falls with its worst one.
    choose = min if side == "at_least" else max
    worst = choose(known, key=lambda one: one.point)
    ids = tuple(sorted({claim_id for one in known for claim_id in one.claims}))
    asked = _asked(evidence, claim, side, factor, "growth")
    return _judged(evidence, claim, asked, replace(worst, claims=ids))


def _outcome(evidence: Evidence, claim: Claim, span: tuple[int, int]) -> _Outcome | None:
    """Growth over a span as the target counts it: point, lowest, highest; and the claims it rests on."""
    dossier = evidence.dossier
    space = meaning(claim, dossier).space._replace(vintage=0)
    start, end = span
    yearly = claim.kind != "growth" or end - start == 1
    printed = [
        growth
        for growth in dossier.claims
        if growth.role == "history"
        and (growth.entity, growth.indicator, growth.end) == (claim.entity, claim.indicator, end)
        and growth.kind in GROWTH_KINDS
        and base_year(growth, dossier) == start
        and (growth.kind != "growth" or yearly == (end - start == 1) or not yearly)
        and meaning(growth, dossier).space._replace(vintage=0) == space
        and growth.comparator in ("=", "~")
    ]
    same = [one for one in printed if end - start == 1 or (one.kind == "growth") == (claim.kind == "growth")]
    if same:
        best = max(same, key=lambda one: (meaning(one, dossier).space.vintage, one.claim_id))
        low, high = rate_interval(best, dossier).floats()
        point = float(parse_number(best.value) * conversion(best.unit, "%") / 100)
        ends = (low if low is not None else point, high if high is not None else point)
        return _Outcome(point, *ends, (best.claim_id,))
    first, last = (Node(claim.entity, claim.indicator, space, year) for year in span)
    ratio = evidence.network.ratio(first, last)
    rate = ratio_to_rate(ratio, end - start if yearly else 1)
    low, high = rate.floats()
    if low is None or high is None or high - low > _WIDE:
        return None
    return _Outcome((low + high) / 2, low, high, evidence.network.claims_between(first, last))


#: Growth known no better than this (fractions) is no outcome.
_WIDE = 0.1
