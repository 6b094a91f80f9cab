"""How rare is the growth a goal requires, and how did earlier targets end?"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.odds import odds_verdict
from forecasting.judge.checks.past_targets import past_targets
from forecasting.judge.checks.plans import class_of
from forecasting.models.reference import (
    ReferenceClass,
    ambition_rate,
    base_rate,
    comparable,
    reference_class_known_by,
    reference_classes,
)
from forecasting.numbers import growth
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.judge.checks.evidence import Evidence
    from forecasting.judge.checks.plans import Plan
    from forecasting.judge.checks.thresholds import Threshold
    from forecasting.network import Observation

__all__ = ["Ambition", "BaseRate", "ClassShare", "GoalFacts", "PrecedentFacts", "precedent"]

#: Goals from which a rate by ambition is quoted.
LEAST_GOALS = 5


@dataclass(frozen=True, slots=True)
class ClassShare(Facts):
    """The share of the windows of another class that grew as fast."""

    class_label: Label
    share: float


@dataclass(frozen=True, slots=True)
class BaseRate(Facts):
    """How many official goals like this one were met; `any_pace` where those of any pace are counted."""

    met: int
    total: int
    any_pace: bool


@dataclass(frozen=True, slots=True)
class Ambition(Facts):
    """How many official goals that asked for as much `above` their own record a year were met."""

    above: float
    met: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFacts(Facts):
    """What a goal asks for.

    Attributes:
        label, unit: of the indicator.
        goal, year: the level to reach, and when.
        base: year of the latest level on record, so many `years` before.
        needed: growth a year from there.
    """

    label: Label
    unit: Label
    goal: float
    year: int
    base: int
    years: int
    needed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentFacts(GoalFacts):
    """How rare the growth is that a goal asks for.

    Attributes:
        class_label, through: the class it is held to, and the last year its figures know.
        share: of the class's windows as fast.
        typical, fifth: growth a year of a typical window and of the top fifth.
        other_classes: the share of each other class.
        base_rate, ambition: how often official goals like it were met; None where too few are known.
        best, windows: the best of so many own windows of that length; None where there is none.
        persistence: "must_not_slow", "with_ease" or "persistence"; None where the record does not grow.
        rho: share of its rate that growth may keep each year; `record` is the rate it starts from.
    """

    class_label: Label
    through: int | None
    share: float
    typical: float
    fifth: float
    other_classes: tuple[ClassShare, ...]
    base_rate: BaseRate | None
    ambition: Ambition | None
    best: float | None
    windows: int | None
    persistence: str | None
    record: float | None
    rho: float | None


def precedent(evidence: Evidence) -> Iterator[Finding]:
    """How rare is the required growth among own windows and members of the class, and must growth not slow at all?

    Past targets of the same dossier are held against their outcomes: the plainest precedent there is.
    """
    yield from past_targets(evidence)
    for plan in evidence.plans:
        goal, base = plan.goal, plan.base
        if goal is None or base is None or plan.measure == "rate":
            continue
        aim = _aim(evidence, plan, base, goal)
        reference = class_of(evidence.dossier, plan)
        if reference is None:
            yield Finding(
                check="precedent",
                entity=plan.entity,
                indicator=plan.indicator,
                verdict="not_assessable",
                message=aim.phrase(f"findings.precedent.no_class{'_one' if aim.years == 1 else ''}"),
                start=base.year,
                end=goal.year,
                claims=(goal.claim,),
                grade="D",
                facts=aim,
            )
            continue
        yield _precedent(_GoalCase(evidence, plan, base, goal, reference, aim))


def _aim(evidence: Evidence, plan: Plan, base: Observation, goal: Threshold) -> GoalFacts:
    indicator = evidence.dossier.indicators[plan.indicator]
    years = goal.year - base.year
    return GoalFacts(
        label=indicator.label,
        unit=plan.unit(indicator),
        goal=float(goal.level),
        year=goal.year,
        base=base.year,
        years=years,
        needed=growth.required_rate(base.level, float(goal.level), years),
    )


@dataclass(frozen=True, slots=True)
class _GoalCase:
    """One goal with its class and what it asks for."""

    evidence: Evidence
    plan: Plan
    base: Observation
    goal: Threshold
    reference: ReferenceClass
    aim: GoalFacts


def _eras(reference: ReferenceClass) -> Iterator[Phrase]:
    """What the class grew over its whole record and lately, and how old its figures are."""
    whole, recent = reference.whole, reference.recent
    if whole is not None and recent is not None:
        values = {
            "since": whole.since,
            "through": whole.through,
            "whole": exp(whole.growth) - 1,
            "start": recent.since,
            "recent": exp(recent.growth) - 1,
        }
        yield Phrase("findings.precedent.eras", values)
    if reference.old:
        key = "too_old" if reference.too_old else "old"
        yield Phrase(f"findings.precedent.{key}", {"age": reference.age, "through": reference.through})


def _ambition(case: _GoalCase) -> Ambition | None:
    """How often official goals that asked for as much above their record were met; None where too few are known."""
    first, last = case.plan.observations[0], case.plan.observations[-1]
    if first.year == last.year:
        return None
    record = growth.rate(first.level, last.level, last.year - first.year)
    above, evidence = case.aim.needed - record, case.evidence
    met, total = ambition_rate(evidence.record, case.aim.years, above, as_of=evidence.dossier.as_of)
    return None if total < LEAST_GOALS else Ambition(above, met, total)


def _base_rate(case: _GoalCase) -> BaseRate | None:
    """How often official goals as long were met; None where none is known.

    Few goals are as fast; where none was, those as long are the nearest there is, and it is said that none was.
    """
    evidence = case.evidence
    for pace in (case.aim.needed, None):
        met, total = base_rate(evidence.record, case.aim.years, pace, as_of=evidence.dossier.as_of)
        if total:
            return BaseRate(met, total, pace is None)
    return None


def _other_classes(case: _GoalCase) -> tuple[ClassShare, ...]:
    """The share of the windows of each comparable class that grew as fast."""
    found = []
    for key in reference_classes():
        other = reference_class_known_by(key, case.evidence.dossier.as_of)
        if other is None or other.id == case.reference.id or other.too_old:
            continue
        if comparable(other, case.reference):
            found.append(ClassShare(_label(other), _reached(other, case)))
    return tuple(found)


def _label(reference: ReferenceClass) -> Label:
    return {"en": reference.label("en"), "zh": reference.label("zh")}


def _reached(reference: ReferenceClass, case: _GoalCase) -> float:
    """Share of a class's windows that grew at least (or at most) so much a year."""
    below = reference.windows(case.aim.years).cdf(log(1 + case.aim.needed))
    return below if case.goal.side == "at_most" else 1 - below


def _persistence(case: _GoalCase) -> tuple[str | None, float | None, float | None]:
    """Whether growth must not slow, the record it starts from, and the share of its rate it may keep each year."""
    first, base, goal = case.plan.observations[0], case.base, case.goal
    if base.year <= first.year or goal.side != "at_least":
        return None, None, None
    record = growth.rate(first.level, base.level, base.year - first.year)
    if record <= 0:
        return None, None, None
    rho = growth.required_persistence(record, base.level, float(goal.level), case.aim.years)
    key = "must_not_slow" if rho is None or rho >= 1 else "persistence" if rho > 0 else "with_ease"
    return key, record, rho


def _facts(case: _GoalCase) -> PrecedentFacts:
    """What is known of how rare the growth is."""
    aim, reference = case.aim, case.reference
    seen = case.plan.observations
    own = growth.window_rates([one.year for one in seen], [one.level for one in seen], aim.years)
    persistence, record, rho = _persistence(case)
    return PrecedentFacts(
        label=aim.label,
        unit=aim.unit,
        goal=aim.goal,
        year=aim.year,
        base=aim.base,
        years=aim.years,
        needed=aim.needed,
        class_label=_label(reference),
        through=reference.through,
        share=_reached(reference, case),
        typical=exp(reference.growth) - 1,
        fifth=exp(reference.windows(aim.years).inv_cdf(0.8)) - 1,
        other_classes=_other_classes(case),
        base_rate=_base_rate(case),
        ambition=_ambition(case),
        best=max(own) if own else None,
        windows=len(own) if own else None,
        persistence=persistence,
        record=record,
        rho=rho,
    )


def _message(case: _GoalCase, facts: PrecedentFacts) -> Phrase:
    """The share, then what other classes, official goals, the class as a model, and the own record say."""
    reference, rate = case.reference, facts.base_rate
    rows = [one.phrase("findings.precedent.other_class") for one in facts.other_classes]
    parts: list[Phrase | None] = [
        facts.phrase(f"findings.precedent.share{'_one' if facts.years == 1 else ''}"),
        *_eras(reference),
        Phrase("findings.precedent.other_classes", {"rows": rows}) if rows else None,
    ]
    if rate is not None:
        parts.append(rate.phrase(f"findings.precedent.base_rate{'_any_pace' if rate.any_pace else ''}"))
    if facts.ambition is not None:
        parts.append(facts.ambition.phrase("findings.precedent.ambition"))
    if reference.persistence < 1:
        # The class as a model slows, so its odds differ from the share of past windows.
        later = exp(reference.growth * reference.persistence**facts.years) - 1
        parts.append(Phrase("findings.precedent.fades", {"later": later, "year": facts.year}))
    if facts.windows is not None:
        parts.append(facts.phrase("findings.precedent.own"))
    if facts.persistence is not None:
        parts.append(facts.phrase(f"findings.precedent.{facts.persistence}"))
    return join(*parts)


def _precedent(case: _GoalCase) -> Finding:
    """The finding on one goal."""
    facts = _facts(case)
    verdict = odds_verdict(facts.share, (facts.share,))
    return Finding(
        check="precedent",
        entity=case.plan.entity,
        indicator=case.plan.indicator,
        verdict=verdict,
        verdicts=(verdict,),
        message=_message(case, facts),
        start=facts.base,
        end=facts.year,
        claims=tuple(sorted({*case.base.claims, case.goal.claim})),
        stated=(facts.needed, facts.needed),
        computed=(facts.typical, facts.fifth),
        unit="%",
        probability=facts.share,
        grade="C" if facts.through is not None else "D",
        facts=facts,
    )
