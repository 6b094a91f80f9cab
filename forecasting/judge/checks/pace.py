"""How does the growth a goal requires compare with the growth on record?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import GROWTH_KINDS
from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.points import AimFacts, PaceFacts, pace_in_points
from forecasting.judge.checks.wording import as_printed
from forecasting.judge.checks.yardsticks import IN_STEP, evidence_grade
from forecasting.numbers import growth
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.judge.checks.evidence import Evidence
    from forecasting.judge.checks.plans import Plan
    from forecasting.judge.checks.thresholds import Threshold
    from forecasting.network import (
        Observation,
    )

__all__ = ["FAR", "GrowthPaceFacts", "UnplacedFacts", "pace"]


#: Ratio of log growth rates from which the record is said to lie far above what is needed.
FAR = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthPaceFacts(PaceFacts):
    """Growth that a goal requires beside growth on record.

    Attributes:
        points: how many years of record.
        far: whether the record lies far above what is needed.
        latest: growth in the last year; None where it is not known.
        ratio, log: the record over what is needed, plain and in log growth; None where one of them is no growth.
        other, other_needed: the goal under the less usual reading of a multiple, and the growth that asks for.
    """

    points: int
    far: bool
    latest: float | None = None
    ratio: float | None = None
    log: float | None = None
    other: float | None = None
    other_needed: float | None = None


@dataclass(frozen=True, slots=True)
class UnplacedFacts(Facts):
    """A target that nothing on record can be held against.

    Attributes:
        label: of the indicator.
        value, printed: the number as printed, and its unit.
        year: of the target.
        basis: the price basis it is reckoned on, in words.
    """

    label: Label
    value: Label
    printed: str
    year: int
    basis: Phrase


def pace(evidence: Evidence) -> Iterator[Finding]:
    """How does the growth a goal requires compare with the growth on record?"""
    for plan in evidence.plans:
        yield from (_unplaced(evidence, plan, one) for one in plan.unplaced)
        aim = plan.goal or (plan.targets[-1] if plan.targets else None)
        base = plan.base
        if aim is None:
            continue
        if plan.measure == "rate":
            yield pace_in_points(evidence, plan, aim)
            continue
        if base is None or len(plan.observations) < 2:
            yield _no_pace(evidence, plan, base, aim)
        else:
            yield _pace(evidence, plan, base, aim)


def _no_pace(evidence: Evidence, plan: Plan, base: Observation | None, aim: Threshold) -> Finding:
    """That there is no record, or nothing to start from."""
    indicator = evidence.dossier.indicators[plan.indicator]
    facts = AimFacts(label=indicator.label, unit=plan.unit(indicator), goal=float(aim.level), year=aim.year)
    message = facts.phrase("findings.pace.no_base")
    if base is not None:
        needed = growth.required_rate(base.level, facts.goal, aim.year - base.year)
        message = facts.phrase("findings.pace.no_record", base=base.year, needed=needed)
    return Finding(
        check="pace",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict="not_assessable",
        message=message,
        end=aim.year,
        claims=(aim.claim,),
        grade="D",
        suggestion=facts.phrase("findings.pace.find"),
        facts=facts,
    )


def _unplaced(evidence: Evidence, plan: Plan, claim_id: str) -> Finding:
    """A target that nothing on record in its own space can be held against."""
    claim = evidence.dossier.claim(claim_id)
    facts = UnplacedFacts(
        label=evidence.dossier.indicators[plan.indicator].label,
        value=as_printed(claim),
        printed=claim.unit,
        year=claim.end,
        basis=Phrase(f"findings.basis.{plan.space.basis}"),
    )
    carried = claim.kind in GROWTH_KINDS and plan.space.basis == "real"
    return Finding(
        check="pace",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict="not_assessable",
        message=facts.phrase(f"findings.pace.unplaced{'_basis' if carried else ''}"),
        end=claim.end,
        claims=(claim_id,),
        grade="D",
        suggestion=facts.phrase(f"findings.pace.{'find_basis' if carried else 'find'}"),
        facts=facts,
    )


def _word(aim: Threshold, record: float, needed: float) -> str:
    """How the growth needed lies to that on record, both fractions a year."""
    better = 1 if aim.side == "at_least" else -1
    seen, asked = log(1 + record) * better, log(1 + needed) * better
    if asked <= 0:
        return "slower"
    if seen <= 0 or asked > IN_STEP * seen:
        return "faster"
    return "in_step" if asked * IN_STEP >= seen else "slower"


def _corners(first: Observation, base: Observation, aim: Threshold) -> set[str]:
    """The words that rounding of the first and of the latest level allows."""
    return {
        _word(
            aim,
            growth.rate(float(low), float(high), base.year - first.year),
            growth.required_rate(float(high), float(aim.level), aim.year - base.year),
        )
        for low, high in ((first.lower, base.upper), (first.upper, base.lower))
    }


def _told(
    facts: GrowthPaceFacts, said: Phrase, plan: Plan, base: Observation, aim: Threshold
) -> tuple[GrowthPaceFacts, Phrase]:
    """The facts and the sentence, each with what stands beside: the latest year, yardsticks, other readings."""
    record, needed = facts.record, facts.needed
    before = next((one for one in reversed(plan.observations[:-1]) if one.year == base.year - 1), None)
    parts: list[Phrase | None] = [said]
    if base.year - plan.observations[0].year == 1:
        facts = replace(facts, latest=record)
        parts.append(facts.phrase("findings.pace.one_year"))
    elif before is not None:
        latest = growth.rate(before.level, base.level, 1)
        facts = replace(facts, latest=latest)
        parts.append(Phrase("findings.pace.last_year", {"year": base.year, "rate": latest}))
    if not aim.met_by(base.level) and record > 0 and needed > 0:
        facts = replace(facts, ratio=record / needed, log=log(1 + record) / log(1 + needed))
        parts.append(facts.phrase("findings.pace.yardsticks"))
    if aim.other is not None:
        other = float(aim.other)
        also = growth.required_rate(base.level, other, aim.year - base.year)
        facts = replace(facts, other=other, other_needed=also)
        parts.append(facts.phrase("findings.pace.other_reading", also=also))
    if aim.price_band is not None:
        low, high = aim.price_band
        parts.append(facts.phrase("findings.pace.through_prices", low=low, high=high))
    return facts, join(*parts)


def _pace(evidence: Evidence, plan: Plan, base: Observation, aim: Threshold) -> Finding:
    indicator = evidence.dossier.indicators[plan.indicator]
    first = plan.observations[0]
    horizon = aim.year - base.year
    needed = growth.required_rate(base.level, float(aim.level), horizon)
    record = growth.rate(first.level, base.level, base.year - first.year)
    met = aim.met_by(base.level)
    verdict = "slower" if met else _word(aim, record, needed)
    corners = {verdict} if met else _corners(first, base, aim)
    far = not met and verdict == "slower" and needed > 0 and log(1 + record) > FAR * log(1 + needed)
    facts = GrowthPaceFacts(
        label=indicator.label,
        unit=plan.unit(indicator),
        goal=float(aim.level),
        year=aim.year,
        base=base.year,
        first=first.year,
        needed=needed,
        record=record,
        points=len(plan.observations),
        far=far,
    )
    key = "met" if met else "far" if far else verdict
    facts, message = _told(facts, facts.phrase(f"findings.pace.{key}"), plan, base, aim)
    return Finding(
        check="pace",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict=verdict,
        verdicts=tuple(sorted({verdict, *corners})),
        side={"faster": "above", "slower": "below"}.get(verdict),
        message=message,
        start=first.year,
        end=aim.year,
        claims=tuple(sorted({*first.claims, *base.claims, aim.claim})),
        stated=(needed, needed),
        computed=(record, record),
        unit="%",
        grade=evidence_grade(plan.observations, horizon),
        suggestion=facts.phrase(f"findings.pace.say_{verdict}")
        if verdict == "faster" or (verdict == "slower" and not met and plan.goal)
        else None,
        facts=facts,
        rank=-1 if plan.goal else 0,
    )
