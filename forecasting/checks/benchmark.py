"""What would the path of the place held up as an example mean here?"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from forecasting import growth
from forecasting.checks.finding import Finding
from forecasting.checks.yardsticks import IN_STEP
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.evidence import Evidence

__all__ = ["benchmark"]


def benchmark(evidence: Evidence) -> Iterator[Finding]:
    """What would the path of the place held up as an example mean here, and is its number the same thing?

    Facts: their growth `theirs`, the growth `needed` here, and the level `there` that their pace would lead to.
    """
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
        plan = next(
            (one for one in evidence.plans if one.indicator == name and (one.goals or one.targets)), None
        )
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
            facts=values,
        )
