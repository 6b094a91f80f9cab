"""Do the annual targets lead to the goal?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import log
from typing import TYPE_CHECKING

from forecasting.judge.checks.finding import Finding
from forecasting.judge.checks.points import PathFacts, path_in_points
from forecasting.judge.checks.yardsticks import IN_STEP
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

__all__ = ["GrowthPathFacts", "path_verdict", "targets_against_goal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthPathFacts(PathFacts):
    """An annual target on the way to a goal, in growth a year.

    Attributes:
        kept: level at the end when the target's pace is kept.
        evenly: growth a year that leads from base to goal.
        miss: share of the goal that `kept` lies off.
        reached: whether the target reaches the goal already.
        beyond: whether `kept` lies beyond the goal.
        needed: level in the target's year on the even path.
    """

    kept: float
    evenly: float
    miss: float
    reached: bool
    beyond: bool
    needed: float


def path_verdict(first: float, rest: float) -> str:
    """How the growth left after a target compares with the growth of the target.

    Back-loading B = log growth left / log growth of the target: `in_step` from 1/1.1 to 1.1, below it
    `front_loaded`, above it `back_loaded`; `short` when the target goes the wrong way or stands still while growth
    is left to do.
    """
    done, left = log(1 + first), log(1 + rest)
    if left == 0:
        return "front_loaded"
    if done * left <= 0:
        return "short"
    factor = left / done
    if factor > IN_STEP:
        return "back_loaded"
    return "in_step" if factor >= 1 / IN_STEP else "front_loaded"


def targets_against_goal(evidence: Evidence) -> Iterator[Finding]:
    """Meet the annual target: what is still needed? Keep its rate: where does it end?"""
    for plan in evidence.plans:
        base, goal = plan.base, plan.goal
        if goal is None or not (plan.targets or base is not None):
            continue
        if plan.measure == "rate":
            yield from path_in_points(evidence, plan)
            continue
        indicator = evidence.dossier.indicators[plan.indicator]
        said = plan.unit(indicator)
        common = partial(Finding, check="targets_against_goal", entity=plan.entity, indicator=plan.indicator)
        before = [one for one in plan.targets if one.year < goal.year]
        final = next((one for one in plan.targets if one.year == goal.year), None)
        if final is not None and not goal.met_by(float(final.level)):
            yield common(
                verdict="short",
                verdicts=("short",),
                side="below",
                message=Phrase(
                    "findings.path.final",
                    {
                        "label": indicator.label,
                        "unit": said,
                        "target": float(final.level),
                        "goal": float(goal.level),
                        "year": goal.year,
                    },
                ),
                end=goal.year,
                claims=tuple(sorted({final.claim, goal.claim})),
                suggestion=Phrase("findings.path.align", {"goal": float(goal.level), "unit": said}),
            )
            continue
        if base is None or not before:
            yield common(
                verdict="not_assessable",
                message=Phrase(
                    "findings.path.no_base" if base is None else "findings.path.no_target",
                    {
                        "label": indicator.label,
                        "goal": float(goal.level),
                        "year": goal.year,
                        "unit": said,
                        "base": base.year if base else None,
                        "needed": growth.required_rate(base.level, float(goal.level), goal.year - base.year)
                        if base
                        else 0.0,
                    },
                ),
                end=goal.year,
                claims=(goal.claim,),
                grade="D",
            )
            continue
        yield _path(evidence, plan, base, before, goal)


_SIDES = {"front_loaded": "above", "back_loaded": "below", "short": "below"}


def _by_printed_rate(facts: GrowthPathFacts, last: Threshold) -> Phrase | None:
    """Where the printed rate of the last target leads, if it is another than its level gives."""
    if last.rate is None or abs(float(last.rate) - facts.paid) <= 0.0005:
        return None
    rate = float(last.rate)
    kept = growth.compound(facts.target, rate, facts.end - facts.year)
    values = {"rate": rate, "kept": kept, "end": facts.end, "unit": facts.unit}
    return Phrase("findings.path.printed_rate", values)


def _path(
    evidence: Evidence, plan: Plan, base: Observation, targets: list[Threshold], goal: Threshold
) -> Finding:
    indicator = evidence.dossier.indicators[plan.indicator]
    last = targets[-1]
    level, wanted = float(last.level), float(goal.level)
    years = goal.year - last.year
    paid = growth.rate(base.level, level, last.year - base.year)
    left = growth.required_rate(level, wanted, years)
    kept = growth.compound(level, paid, years)
    evenly = growth.required_rate(base.level, wanted, goal.year - base.year)
    facts = GrowthPathFacts(
        label=indicator.label,
        unit=plan.unit(indicator),
        target=level,
        year=last.year,
        goal=wanted,
        end=goal.year,
        base=base.year,
        paid=paid,
        left=left,
        kept=kept,
        evenly=evenly,
        miss=abs(kept / wanted - 1),
        reached=goal.met_by(level),
        beyond=goal.met_by(kept),
        needed=growth.compound(base.level, evenly, last.year - base.year),
    )
    if facts.reached:
        verdict, key = "front_loaded", "reached"
    else:
        verdict = path_verdict(paid, left)
        key = verdict
    # Rounding moves the base and the target; the verdict set is what its corners allow.
    corners = {
        verdict
        if facts.reached
        else path_verdict(growth.rate(float(edge), level, last.year - base.year), left)
        for edge in (base.lower, base.upper)
    }
    message = join(
        facts.phrase(f"findings.path.{key}"),
        facts.phrase(f"findings.path.kept_{'beyond' if facts.beyond else 'before'}"),
        _by_printed_rate(facts, last) if last.year - base.year == 1 else None,
    )
    advice = {"back_loaded": "raise", "short": "raise", "front_loaded": "explain_slowing"}
    suggestion = facts.phrase(f"findings.path.{advice[verdict]}") if verdict in advice else None
    return Finding(
        check="targets_against_goal",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict=verdict,
        verdicts=tuple(sorted({verdict, *corners})),
        side=_SIDES.get(verdict),
        message=message,
        start=base.year,
        end=goal.year,
        claims=tuple(sorted({*base.claims, *(one.claim for one in targets), goal.claim})),
        stated=(paid, paid),
        computed=(left, left),
        unit="%",
        grade="A" if base.origin == "printed" else "B",
        suggestion=suggestion,
        facts=facts,
    )
