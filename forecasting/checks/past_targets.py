"""How did targets end whose year is over?"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.checks.finding import Finding
from forecasting.checks.plans import eased_number, printed_number, printed_side, threshold_of
from forecasting.checks.wording import as_printed
from forecasting.meaning import GROWTH_KINDS, base_year, is_past_plan, meaning, rate_interval, ratio_to_rate
from forecasting.network import Node
from forecasting.stated import conversion, parse_number
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.evidence import Evidence
    from forecasting.claims import Claim
    from forecasting.network import Observation

__all__ = ["past_targets"]


def past_targets(evidence: Evidence) -> Iterator[Finding]:
    """Targets and goals whose year is over, each against its outcome in its own space.

    Facts: whether it was `met`, `exactly` or only from what "about" leaves, `target`, `outcome` and `miss`: a share of
    the target for levels, a difference for rates and growth.
    """
    dossier = evidence.dossier
    for claim in sorted(dossier.claims, key=lambda one: (one.end, one.claim_id)):
        if not is_past_plan(claim, dossier) or claim.entity != dossier.entity:
            continue
        if claim.kind in GROWTH_KINDS:
            yield _growth(evidence, claim)
        else:
            yield _level(evidence, claim)


def _common(evidence: Evidence, claim: Claim) -> dict[str, object]:
    indicator = evidence.indicator(claim)
    return {
        "label": indicator.label,
        "unit": indicator.unit,
        "year": claim.end,
        "start": evidence.start(claim),
        "value": as_printed(claim),
        "printed": claim.unit,
    }


def _no_outcome(evidence: Evidence, claim: Claim) -> Finding:
    return Finding(
        check="precedent",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="not_assessable",
        message=Phrase("findings.precedent.no_outcome", _common(evidence, claim)),
        start=claim.end,
        end=claim.end,
        claims=(claim.claim_id,),
        grade="D",
    )


def _judged(
    evidence: Evidence,
    claim: Claim,
    side: str,
    target: float,
    eased: float | None,
    outcome: tuple[float, float, float],
    claims: tuple[str, ...],
    kind: str,
) -> Finding:
    """The finding from a target and an outcome (point, lowest, highest) in one unit."""
    point, low, high = outcome
    least = target if eased is None else eased
    exactly = point >= target if side == "at_least" else point <= target
    met = point >= least if side == "at_least" else point <= least
    miss = abs(point - target) if kind != "level" else abs(point / target - 1)
    values = _common(evidence, claim) | {"target": target, "outcome": point, "miss": miss}
    word = "met" if exactly else "met_about" if met else "missed"
    verdict = "consistent" if met else "short"
    edge = (low >= least) if side == "at_least" else (high <= least)
    other = (high >= least) if side == "at_least" else (low <= least)
    return Finding(
        check="precedent",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict=verdict,
        verdicts=tuple(
            sorted({"consistent" if edge else "short", "consistent" if other else "short", verdict})
        ),
        side=None if met else "above" if side == "at_least" else "below",
        message=Phrase(f"findings.past.{kind}_{word}", values),
        start=claim.end,
        end=claim.end,
        claims=tuple(sorted({claim.claim_id, *claims})),
        stated=(target, target),
        computed=(low, high),
        unit="%" if kind == "growth" else evidence.indicator(claim).unit,
        grade="A",
        facts=values | {"met": met, "exactly": exactly},
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
    kind = "rate" if evidence.indicator(claim).measure == "rate" else "level"
    return _judged(
        evidence,
        claim,
        wanted.side,
        float(wanted.level),
        None if wanted.eased is None else float(wanted.eased),
        (outcome.level, float(outcome.lower), float(outcome.upper)),
        outcome.claims,
        kind,
    )


def _sum(evidence: Evidence, claim: Claim, years: list[Observation | None]) -> Finding:
    """A target for a sum or a mean over years against the levels of all of them."""
    known = [one for one in years if one is not None]
    if not known or len(known) < len(years):
        return _no_outcome(evidence, claim)
    indicator = evidence.indicator(claim)
    side = printed_side(claim, indicator.better)
    factor = conversion(claim.unit, indicator.unit)
    eased = eased_number(claim, side, evidence.dossier)
    count = len(known) if claim.kind == "period_average" else 1
    return _judged(
        evidence,
        claim,
        side,
        float(printed_number(claim, side) * factor),
        None if eased is None else float(eased * factor),
        (
            sum(one.level for one in known) / count,
            sum(float(one.lower) for one in known) / count,
            sum(float(one.upper) for one in known) / count,
        ),
        tuple(sorted({id_ for one in known for id_ in one.claims})),
        "rate" if indicator.measure == "rate" else "level",
    )


def _growth(evidence: Evidence, claim: Claim) -> Finding:
    """A growth target against growth on its own basis: printed, else as the network ties it; each year where it says so."""
    side = printed_side(claim, evidence.indicator(claim).better)
    factor = conversion(claim.unit, "%") / 100
    target = float(printed_number(claim, side) * factor)
    eased = eased_number(claim, side, evidence.dossier)
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
    worst = (
        min(known, key=lambda one: one[0][0]) if side == "at_least" else max(known, key=lambda one: one[0][0])
    )
    least = None if eased is None else float(eased * factor)
    ids = tuple(sorted({one for _, claims in known for one in claims}))
    return _judged(evidence, claim, side, target, least, worst[0], ids, "growth")


def _outcome(
    evidence: Evidence, claim: Claim, span: tuple[int, int]
) -> tuple[tuple[float, float, float], tuple[str, ...]] | None:
    """Growth over a span as the target counts it: point, lowest, highest; and the claims it rests on."""
    dossier = evidence.dossier
    space = meaning(claim, dossier).space._replace(vintage=0)
    start, end = span
    yearly = claim.kind != "growth" or end - start == 1
    printed = [
        one
        for one in dossier.claims
        if one.role == "history"
        and (one.entity, one.indicator, one.end) == (claim.entity, claim.indicator, end)
        and one.kind in GROWTH_KINDS
        and base_year(one, dossier) == start
        and (one.kind != "growth" or yearly == (end - start == 1) or not yearly)
        and meaning(one, dossier).space._replace(vintage=0) == space
        and one.comparator in ("=", "~")
    ]
    same = [one for one in printed if end - start == 1 or (one.kind == "growth") == (claim.kind == "growth")]
    if same:
        best = max(same, key=lambda one: (meaning(one, dossier).space.vintage, one.claim_id))
        low, high = rate_interval(best, dossier).floats()
        point = float(parse_number(best.value) * conversion(best.unit, "%") / 100)
        return (point, low if low is not None else point, high if high is not None else point), (
            best.claim_id,
        )
    first, last = (Node(claim.entity, claim.indicator, space, year) for year in span)
    ratio = evidence.network.ratio(first, last)
    rate = ratio_to_rate(ratio, end - start if yearly else 1)
    low, high = rate.floats()
    if low is None or high is None or high - low > _WIDE:
        return None
    return ((low + high) / 2, low, high), evidence.network.claims_between(first, last)


#: Growth known no better than this (fractions) is no outcome.
_WIDE = 0.1
