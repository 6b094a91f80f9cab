"""How does the growth a goal requires compare with the growth on record?"""

from __future__ import annotations

from functools import partial
from math import log
from typing import TYPE_CHECKING

from forecasting import growth
from forecasting.checks.finding import Finding
from forecasting.checks.points import pace_in_points
from forecasting.checks.wording import as_printed
from forecasting.checks.yardsticks import IN_STEP, evidence_grade
from forecasting.meaning import GROWTH_KINDS
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.evidence import Evidence
    from forecasting.checks.plans import Plan, Threshold
    from forecasting.network import (
        Observation,
    )

__all__ = ["FAR", "pace"]


#: Ratio of log growth rates from which the record is said to lie far above what is needed.
FAR = 1.5


def pace(evidence: Evidence) -> Iterator[Finding]:
    """How does the growth a goal requires compare with the growth on record?

    Facts: `goal` in `year`, growth `needed` from `base`, the `record` since `first`, how many `points`, growth in the
    `latest` year where it is known, `log`, the record over what is needed in log growth, and whether it lies `far` above.
    """
    for plan in evidence.plans:
        yield from (_unplaced(evidence, plan, one) for one in plan.unplaced)
        aim = plan.goal or (plan.targets[-1] if plan.targets else None)
        base = plan.base
        if aim is None:
            continue
        if plan.measure == "rate":
            yield pace_in_points(evidence, plan, aim)
            continue
        indicator = evidence.dossier.indicators[plan.indicator]
        common = partial(Finding, check="pace", entity=plan.entity, indicator=plan.indicator)
        values: dict[str, object] = {
            "label": indicator.label,
            "unit": plan.unit(indicator),
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


def _unplaced(evidence: Evidence, plan: Plan, claim_id: str) -> Finding:
    """A target that nothing on record in its own space can be held against."""
    claim = evidence.dossier.claim(claim_id)
    values: dict[str, object] = {
        "label": evidence.dossier.indicators[plan.indicator].label,
        "value": as_printed(claim),
        "printed": claim.unit,
        "year": claim.end,
        "basis": Phrase(f"findings.basis.{plan.space.basis}"),
    }
    carried = claim.kind in GROWTH_KINDS and plan.space.basis == "real"
    return Finding(
        check="pace",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict="not_assessable",
        message=Phrase(f"findings.pace.unplaced{'_basis' if carried else ''}", values),
        end=claim.end,
        claims=(claim_id,),
        grade="D",
        suggestion=Phrase(f"findings.pace.{'find_basis' if carried else 'find'}", values),
        facts=values,
    )


def _pace(evidence: Evidence, plan: Plan, base: Observation, aim: Threshold) -> Finding:
    indicator = evidence.dossier.indicators[plan.indicator]
    first = plan.observations[0]
    horizon = aim.year - base.year
    needed = growth.required_rate(base.level, float(aim.level), horizon)
    record = growth.rate(first.level, base.level, base.year - first.year)
    values: dict[str, object] = {
        "label": indicator.label,
        "unit": plan.unit(indicator),
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

    met = aim.met_by(base.level)
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
    far = not met and verdict == "slower" and needed > 0 and log(1 + record) > FAR * log(1 + needed)
    parts: list[Phrase | None] = [
        Phrase(f"findings.pace.{'met' if met else 'far' if far else verdict}", values)
    ]
    facts = values | {"far": far, "latest": None, "log": None}
    if base.year - first.year == 1:
        facts["latest"] = record
        parts.append(Phrase("findings.pace.one_year", values))
    elif last_year is not None:
        facts["latest"] = growth.rate(last_year.level, base.level, 1)
        parts.append(Phrase("findings.pace.last_year", {"year": base.year, "rate": facts["latest"]}))
    if not met and record > 0 and needed > 0:
        yardsticks = {"ratio": record / needed, "log": log(1 + record) / log(1 + needed)}
        facts |= yardsticks
        parts.append(Phrase("findings.pace.yardsticks", yardsticks))
    if aim.other is not None:
        other = float(aim.other)
        also = growth.required_rate(base.level, other, horizon)
        facts |= {"other": other, "other_needed": also}
        parts.append(
            Phrase(
                "findings.pace.other_reading",
                values | {"other": other, "also": also, "goal": float(aim.level)},
            )
        )
    if aim.price_band is not None:
        low, high = aim.price_band
        parts.append(Phrase("findings.pace.through_prices", values | {"low": low, "high": high}))
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
        facts=facts,
        rank=-1 if plan.goal else 0,
    )
