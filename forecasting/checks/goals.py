"""Targets and goals against each other, against the record, and against the place held up as an example."""

from __future__ import annotations

from functools import partial
from math import log
from typing import TYPE_CHECKING

from forecasting import growth
from forecasting.checks.finding import Evidence, Finding
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.plans import Plan, Threshold
    from forecasting.network import Observation

__all__ = ["IN_STEP", "benchmark", "evidence_grade", "pace", "path_verdict", "targets_against_goal"]

#: Ratio of log growth rates within which a pace counts as the same; above it a path is back-loaded.
IN_STEP = 1.1
#: Ratio of log growth rates from which the record is said to lie far above what is needed.
FAR = 1.5


def evidence_grade(observations: tuple[Observation, ...], horizon: int) -> str:
    """Strength of a history: A from 15 points and twice the horizon, B from 8 and the horizon, C from 4, else D."""
    points = len(observations)
    span = observations[-1].year - observations[0].year if points else 0
    if points >= 15 and span >= 2 * horizon:
        return "A"
    if points >= 8 and span >= horizon:
        return "B"
    return "C" if points >= 4 else "D"


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


def _met(level: float, threshold: Threshold) -> bool:
    return (
        level >= float(threshold.level) if threshold.side == "at_least" else level <= float(threshold.level)
    )


def targets_against_goal(evidence: Evidence) -> Iterator[Finding]:
    """Meet the annual target: what is still needed? Keep its rate: where does it end?"""
    for plan in evidence.plans:
        base, goal = plan.base, plan.goal
        if goal is None or not (plan.targets or base is not None):
            continue
        indicator = evidence.dossier.indicators[plan.indicator]
        common = partial(Finding, check="targets_against_goal", entity=plan.entity, indicator=plan.indicator)
        before = [one for one in plan.targets if one.year < goal.year]
        final = next((one for one in plan.targets if one.year == goal.year), None)
        if final is not None and not _met(float(final.level), goal):
            yield common(
                verdict="short",
                verdicts=("short",),
                side="below",
                message=Phrase(
                    "findings.path.final",
                    {
                        "label": indicator.label,
                        "unit": indicator.unit,
                        "target": float(final.level),
                        "goal": float(goal.level),
                        "year": goal.year,
                    },
                ),
                end=goal.year,
                claims=tuple(sorted({final.claim, goal.claim})),
                suggestion=Phrase("findings.path.align", {"goal": float(goal.level), "unit": indicator.unit}),
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
                        "unit": indicator.unit,
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
    values: dict[str, object] = {
        "label": indicator.label,
        "unit": indicator.unit,
        "target": level,
        "year": last.year,
        "goal": wanted,
        "end": goal.year,
        "base": base.year,
        "paid": paid,
        "left": left,
        "kept": kept,
        "evenly": growth.required_rate(base.level, wanted, goal.year - base.year),
        "miss": abs(kept / wanted - 1),
    }
    if _met(level, goal):
        verdict, key = "front_loaded", "reached"
    else:
        verdict = path_verdict(paid, left)
        key = verdict
    # Rounding moves the base and the target; the verdict set is what its corners allow.
    corners = {
        verdict
        if _met(level, goal)
        else path_verdict(growth.rate(float(edge), level, last.year - base.year), left)
        for edge in (base.lower, base.upper)
    }
    message: Phrase = Phrase(f"findings.path.{key}", values)
    ends = "beyond" if _met(kept, goal) else "before"
    message = join(message, Phrase(f"findings.path.kept_{ends}", values))
    if last.rate is not None and abs(float(last.rate) - paid) > 0.0005 and last.year - base.year == 1:
        printed = growth.compound(level, float(last.rate), years)
        message = join(
            message,
            Phrase(
                "findings.path.printed_rate",
                {"rate": float(last.rate), "kept": printed, "end": goal.year, "unit": indicator.unit},
            ),
        )
    even = growth.compound(base.level, float(str(values["evenly"])), last.year - base.year)
    values |= {"needed": even}
    advice = {"back_loaded": "raise", "short": "raise", "front_loaded": "explain_slowing"}
    suggestion = Phrase(f"findings.path.{advice[verdict]}", values) if verdict in advice else None
    return Finding(
        check="targets_against_goal",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict=verdict,
        verdicts=tuple(sorted({verdict, *corners})),
        side="above"
        if verdict == "front_loaded"
        else "below"
        if verdict in ("back_loaded", "short")
        else None,
        message=message,
        start=base.year,
        end=goal.year,
        claims=tuple(sorted({*base.claims, *(one.claim for one in targets), goal.claim})),
        stated=(paid, paid),
        computed=(left, left),
        unit="%",
        grade="A" if base.origin == "printed" else "B",
        suggestion=suggestion,
    )


def pace(evidence: Evidence) -> Iterator[Finding]:
    """How does the growth a goal requires compare with the growth on record?"""
    for plan in evidence.plans:
        aim = plan.goal or (plan.targets[-1] if plan.targets else None)
        base = plan.base
        if aim is None:
            continue
        indicator = evidence.dossier.indicators[plan.indicator]
        common = partial(Finding, check="pace", entity=plan.entity, indicator=plan.indicator)
        values: dict[str, object] = {
            "label": indicator.label,
            "unit": indicator.unit,
            "goal": float(aim.level),
            "year": aim.year,
        }
        if base is None or len(plan.observations) < 2:
            key = "no_base" if base is None else "no_record"
            if base is not None:
                values |= {
                    "base": base.year,
                    "needed": growth.required_rate(base.level, float(aim.level), aim.year - base.year),
                }
            yield common(
                verdict="not_assessable",
                message=Phrase(f"findings.pace.{key}", values),
                end=aim.year,
                claims=(aim.claim,),
                grade="D",
                suggestion=Phrase("findings.pace.find", values),
            )
            continue
        yield _pace(evidence, plan, base, aim)


def _pace(evidence: Evidence, plan: Plan, base: Observation, aim: Threshold) -> Finding:
    indicator = evidence.dossier.indicators[plan.indicator]
    first = plan.observations[0]
    horizon = aim.year - base.year
    needed = growth.required_rate(base.level, float(aim.level), horizon)
    record = growth.rate(first.level, base.level, base.year - first.year)
    values: dict[str, object] = {
        "label": indicator.label,
        "unit": indicator.unit,
        "goal": float(aim.level),
        "year": aim.year,
        "base": base.year,
        "first": first.year,
        "needed": needed,
        "record": record,
        "points": len(plan.observations),
    }

    def word(rate_seen: float, rate_needed: float) -> str:
        better = 1 if aim.side == "at_least" else -1
        seen, asked = log(1 + rate_seen) * better, log(1 + rate_needed) * better
        if asked <= 0:
            return "slower"
        if seen <= 0 or asked > IN_STEP * seen:
            return "faster"
        return "in_step" if asked * IN_STEP >= seen else "slower"

    met = _met(base.level, aim)
    verdict = "slower" if met else word(record, needed)
    span = base.year - first.year
    corners = (
        {
            word(
                growth.rate(float(low), float(high), span),
                growth.required_rate(float(high), float(aim.level), horizon),
            )
            for low, high in ((first.lower, base.upper), (first.upper, base.lower))
        }
        if not met
        else {verdict}
    )
    last_year = next((one for one in reversed(plan.observations[:-1]) if one.year == base.year - 1), None)
    far = verdict == "slower" and needed > 0 and log(1 + record) > FAR * log(1 + needed)
    parts: list[Phrase | None] = [
        Phrase(f"findings.pace.{'met' if met else 'far' if far else verdict}", values)
    ]
    if base.year - first.year == 1:
        parts.append(Phrase("findings.pace.one_year", values))
    elif last_year is not None:
        parts.append(
            Phrase(
                "findings.pace.last_year",
                {"year": base.year, "rate": growth.rate(last_year.level, base.level, 1)},
            )
        )
    if not met and record > 0 and needed > 0:
        yardsticks = {"ratio": record / needed, "log": log(1 + record) / log(1 + needed)}
        parts.append(Phrase("findings.pace.yardsticks", yardsticks))
    return Finding(
        check="pace",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict=verdict,
        verdicts=tuple(sorted({verdict, *corners})),
        side={"faster": "above", "slower": "below"}.get(verdict),
        message=join(*parts),
        start=first.year,
        end=aim.year,
        claims=tuple(sorted({*first.claims, *base.claims, aim.claim})),
        stated=(needed, needed),
        computed=(record, record),
        unit="%",
        grade=evidence_grade(plan.observations, horizon),
        suggestion=Phrase(f"findings.pace.say_{verdict}", values)
        if verdict == "faster" or (verdict == "slower" and not met and plan.goal)
        else None,
        rank=-1 if plan.goal else 0,
    )


def benchmark(evidence: Evidence) -> Iterator[Finding]:
    """What would the path of the place held up as an example mean here, and is its number the same thing?"""
    dossier = evidence.dossier
    others = sorted(
        {
            (one.entity, one.indicator)
            for one in dossier.claims
            if one.role == "benchmark" and one.entity != dossier.entity
        }
    )
    for entity, name in others:
        indicator = dossier.indicators[name]
        path = evidence.observations(entity, name)
        plan = next((one for one in evidence.plans if one.indicator == name), None)
        own = evidence.observations(dossier.entity, name)
        values: dict[str, object] = {
            "label": indicator.label,
            "other": evidence.place(entity),
            "unit": indicator.unit,
        }
        ids = tuple(
            sorted(one.claim_id for one in dossier.claims if (one.entity, one.indicator) == (entity, name))
        )
        scope = (
            Phrase("findings.benchmark.scope", values | {"scope": indicator.scope})
            if indicator.scope
            else Phrase("findings.benchmark.scope_unsaid", values)
        )
        if len(path) < 2 or not own or plan is None or plan.base is None:
            level = path[-1] if path else None
            here = own[-1] if own else None
            key = "one_level" if level and here and level.year == here.year else "no_path"
            if level and here:
                values |= {
                    "theirs": level.level,
                    "ours": here.level,
                    "year": level.year,
                    "times": here.level / level.level,
                }
            yield Finding(
                check="benchmark",
                entity=dossier.entity,
                indicator=name,
                verdict="not_assessable",
                message=join(Phrase(f"findings.benchmark.{key}", values), scope),
                claims=ids,
                grade="D",
            )
            continue
        aim = plan.goal or plan.targets[-1]
        base = plan.base
        years = aim.year - base.year
        theirs = growth.rate(path[0].level, path[-1].level, path[-1].year - path[0].year)
        needed = growth.required_rate(base.level, float(aim.level), years)
        values |= {
            "first": path[0].year,
            "last": path[-1].year,
            "from": path[0].level,
            "to": path[-1].level,
            "theirs": theirs,
            "base": base.year,
            "ours": base.level,
            "year": aim.year,
            "goal": float(aim.level),
            "needed": needed,
            "there": growth.compound(base.level, theirs, years),
            "end": base.year + path[-1].year - path[0].year,
            "whole": growth.compound(base.level, theirs, path[-1].year - path[0].year),
        }
        asked, seen = log(1 + needed), log(1 + theirs)
        verdict = "faster" if asked > IN_STEP * seen else "in_step" if asked * IN_STEP >= seen else "slower"
        yield Finding(
            check="benchmark",
            entity=dossier.entity,
            indicator=name,
            verdict=verdict,
            verdicts=(verdict,),
            side={"faster": "above", "slower": "below"}.get(verdict),
            message=join(
                Phrase("findings.benchmark.path", values),
                Phrase(f"findings.benchmark.{verdict}", values),
                scope,
            ),
            start=path[0].year,
            end=aim.year,
            claims=tuple(sorted({*ids, aim.claim})),
            stated=(needed, needed),
            computed=(theirs, theirs),
            unit="%",
            grade="C" if indicator.scope else "D",
            suggestion=Phrase("findings.benchmark.say_scope", values),
        )
