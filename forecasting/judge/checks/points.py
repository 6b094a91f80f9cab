"""Targets for rates: held in points a year, never in growth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.yardsticks import IN_STEP, evidence_grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.judge.checks.evidence import Evidence
    from forecasting.judge.checks.plans import Plan
    from forecasting.judge.checks.thresholds import Threshold

__all__ = [
    "AimFacts",
    "PaceFacts",
    "PathFacts",
    "PointsPaceFacts",
    "PointsPathFacts",
    "pace_in_points",
    "path_in_points",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathFacts(Facts):
    """An annual target on the way to a goal.

    Attributes:
        label, unit: of the indicator.
        base: year of the latest level on record.
        target, year: the last target before the goal.
        goal, end: the goal and its year.
        paid, left: growth a year (points a year of a rate) up to the target, and from there to the goal.
    """

    label: Label
    unit: Label
    base: int
    target: float
    year: int
    goal: float
    end: int
    paid: float
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsPathFacts(PathFacts):
    """The same of a rate, in points a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AimFacts(Facts):
    """A goal, or a target where there is none.

    Attributes:
        label, unit: of the indicator.
        goal, year: the level to reach, and when.
    """

    label: Label
    unit: Label
    goal: float
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceFacts(AimFacts):
    """What a goal asks for beside the record.

    Attributes:
        base: year of the latest level on record.
        needed: growth a year (points a year of a rate) from there.
        first: year in which the record begins.
        record: growth or points a year since then.
    """

    base: int
    needed: float
    first: int
    record: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsPaceFacts(PaceFacts):
    """The same of a rate, in points a year.

    Attributes:
        level: of the base year.
        room: how far that lies from the goal.
    """

    level: float
    room: float


def path_in_points(evidence: Evidence, plan: Plan) -> Iterator[Finding]:
    """Do annual targets for a rate lead to its goal, in points a year?"""
    base, goal = plan.base, plan.goal
    before = [one for one in plan.targets if goal is not None and one.year < goal.year]
    if base is None or goal is None or not before:
        return
    last = before[-1]
    level, wanted = float(last.level), float(goal.level)
    paid = (level - base.level) / (last.year - base.year)
    left = (wanted - level) / (goal.year - last.year)
    sign = 1 if goal.side == "at_least" else -1
    if goal.met_by(level):
        verdict = "front_loaded"
    elif sign * paid <= 0:
        verdict = "short"
    else:
        factor = left / paid
        verdict = (
            "back_loaded" if factor > IN_STEP else "in_step" if factor >= 1 / IN_STEP else "front_loaded"
        )
    indicator = evidence.dossier.indicators[plan.indicator]
    facts = PointsPathFacts(
        label=indicator.label,
        unit=indicator.unit,
        target=level,
        year=last.year,
        goal=wanted,
        end=goal.year,
        base=base.year,
        paid=paid,
        left=left,
    )
    key = "reached" if goal.met_by(level) else "left"
    yield Finding(
        check="targets_against_goal",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict=verdict,
        verdicts=(verdict,),
        message=facts.phrase(f"findings.points.{key}"),
        start=base.year,
        end=goal.year,
        claims=tuple(sorted({*base.claims, last.claim, goal.claim})),
        stated=(paid, paid),
        computed=(left, left),
        unit="points",
        grade="A" if base.origin == "printed" else "B",
        facts=facts,
    )


def pace_in_points(evidence: Evidence, plan: Plan, aim: Threshold) -> Finding:
    """How do the points a year that a target for a rate asks for compare with the record?"""
    base = plan.base
    indicator = evidence.dossier.indicators[plan.indicator]
    bare = AimFacts(label=indicator.label, unit=indicator.unit, goal=float(aim.level), year=aim.year)
    common = partial(Finding, check="pace", entity=plan.entity, indicator=plan.indicator)
    if base is None:
        return common(
            verdict="not_assessable",
            message=bare.phrase("findings.pace.no_base"),
            end=aim.year,
            claims=(aim.claim,),
            grade="D",
            suggestion=bare.phrase("findings.pace.find"),
            facts=bare,
        )
    needed = (float(aim.level) - base.level) / (aim.year - base.year)
    first = plan.observations[0]
    span = base.year - first.year
    record = (base.level - first.level) / span if span else None
    facts = PointsPaceFacts(
        label=indicator.label,
        unit=indicator.unit,
        goal=float(aim.level),
        year=aim.year,
        base=base.year,
        level=base.level,
        needed=needed,
        first=first.year,
        record=record if record is not None else 0.0,
        room=abs(float(aim.level) - base.level),
    )
    sign = 1 if aim.side == "at_least" else -1
    met = aim.met_by(base.level)
    if met:
        verdict, key = "slower", "met"
    elif record is None:
        verdict, key = "not_assessable", "no_record"
    else:
        seen, asked = sign * record, sign * needed
        verdict = "faster" if seen <= 0 or asked > IN_STEP * seen else "in_step"
        verdict = "slower" if seen > 0 and asked * IN_STEP < seen else verdict
        key = "pace"
    return common(
        verdict=verdict,
        verdicts=(verdict,),
        side={"faster": "above", "slower": "below"}.get(verdict) if not met else None,
        message=facts.phrase(f"findings.points.{key}"),
        start=first.year,
        end=aim.year,
        claims=tuple(sorted({*first.claims, *base.claims, aim.claim})),
        stated=(needed, needed),
        computed=(record, record) if record is not None else None,
        unit="points",
        grade=evidence_grade(plan.observations, aim.year - base.year),
        facts=facts,
    )
