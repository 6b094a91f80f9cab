"""How rare is the growth a goal requires, and how did earlier targets end?"""

from __future__ import annotations

from functools import partial
from math import exp, log
from typing import TYPE_CHECKING, Any

from forecasting import growth
from forecasting.checks.finding import Finding
from forecasting.checks.odds import odds_verdict
from forecasting.checks.past_targets import past_targets
from forecasting.checks.plans import class_of
from forecasting.reference import (
    ReferenceClass,
    ambition_rate,
    base_rate,
    comparable,
    reference_class_known_by,
    reference_classes,
)
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.evidence import Evidence
    from forecasting.checks.plans import Plan, Threshold

__all__ = ["precedent"]

#: Goals from which a rate by ambition is quoted.
LEAST_GOALS = 5


def precedent(evidence: Evidence) -> Iterator[Finding]:
    """How rare is the required growth among own windows and members of the class, and must growth not slow at all?

    Past targets of the same dossier are held against their outcomes: the plainest precedent there is.

    Facts: of a past target whether it was `met`, `target`, `outcome` and `miss`; of a goal growth `needed` for so many
    `years`, its `class`, the `share` of the class's windows as fast, `typical` and top `fifth` growth, `other_classes`
    with the share of each, `base_rate` (met, total, whether goals of any pace are counted), the `best` of the own
    `windows`, and the `persistence` needed, "must_not_slow", "with_ease" or "persistence", then `rho` a year.
    """
    yield from past_targets(evidence)
    for plan in evidence.plans:
        goal, base = plan.goal, plan.base
        if goal is None or base is None or plan.measure == "rate":
            continue
        indicator = evidence.dossier.indicators[plan.indicator]
        horizon = goal.year - base.year
        needed = growth.required_rate(base.level, float(goal.level), horizon)
        values: dict[str, object] = {
            "label": indicator.label,
            "unit": plan.unit(indicator),
            "goal": float(goal.level),
            "year": goal.year,
            "base": base.year,
            "years": horizon,
            "needed": needed,
        }
        common = partial(Finding, check="precedent", entity=plan.entity, indicator=plan.indicator)
        reference = class_of(evidence.dossier, plan)
        if reference is None:
            yield common(
                verdict="not_assessable",
                message=Phrase(
                    f"findings.precedent.no_class{'_one' if values['years'] == 1 else ''}", values
                ),
                start=base.year,
                end=goal.year,
                claims=(goal.claim,),
                grade="D",
            )
            continue
        yield _precedent(evidence, plan, goal, reference, values)


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


def _ambition(evidence: Evidence, plan: Plan, needed: float, horizon: int) -> dict[str, object] | None:
    """How often official goals that asked for as much above their record were met; None where too few are known."""
    first, last = plan.observations[0], plan.observations[-1]
    if first.year == last.year:
        return None
    record = growth.rate(first.level, last.level, last.year - first.year)
    met, total = ambition_rate(evidence.record, horizon, needed - record, as_of=evidence.dossier.as_of)
    if total < LEAST_GOALS:
        return None
    return {"above": needed - record, "met": met, "total": total}


def _reached(reference: ReferenceClass, needed: float, horizon: int, side: str) -> float:
    """Share of a class's windows that grew at least (or at most) so much a year."""
    below = reference.windows(horizon).cdf(log(1 + needed))
    return below if side == "at_most" else 1 - below


def _precedent(
    evidence: Evidence, plan: Plan, goal: Threshold, reference: ReferenceClass, values: dict[str, object]
) -> Finding:
    base = plan.base
    if base is None:  # pragma: no cover - the caller has looked
        msg = "a precedent needs a base"
        raise AssertionError(msg)
    horizon = goal.year - base.year
    needed = growth.required_rate(base.level, float(goal.level), horizon)
    windows = reference.windows(horizon)
    share = _reached(reference, needed, horizon, goal.side)
    verdict = odds_verdict(share, (share,))
    values |= {
        "class": {"en": reference.label("en"), "zh": reference.label("zh")},
        "share": share,
        "typical": exp(reference.growth) - 1,
        "fifth": exp(windows.inv_cdf(0.8)) - 1,
        "through": reference.through,
    }
    parts: list[Phrase | None] = [
        Phrase(f"findings.precedent.share{'_one' if values['years'] == 1 else ''}", values),
        *_eras(reference),
    ]
    facts: dict[str, Any] = {"base_rate": None, "persistence": None}
    others = [
        {
            "class": {"en": other.label("en"), "zh": other.label("zh")},
            "share": _reached(other, needed, horizon, goal.side),
        }
        for other in (reference_class_known_by(key, evidence.dossier.as_of) for key in reference_classes())
        if other is not None
        and other.id != reference.id
        and not other.too_old
        and comparable(other, reference)
    ]
    if others:
        rows = [Phrase("findings.precedent.other_class", one) for one in others]
        parts.append(Phrase("findings.precedent.other_classes", {"rows": rows}))
    # Few goals are as fast; where none was, those as long are the nearest there is, and it is said that none was.
    for key, pace in (("base_rate", needed), ("base_rate_any_pace", None)):
        met, total = base_rate(evidence.record, horizon, pace, as_of=evidence.dossier.as_of)
        if total:
            facts["base_rate"] = {"met": met, "total": total, "any_pace": pace is None}
            parts.append(Phrase(f"findings.precedent.{key}", {"met": met, "total": total}))
            break
    ambition = _ambition(evidence, plan, needed, horizon)
    if ambition is not None:
        facts["ambition"] = ambition
        parts.append(Phrase("findings.precedent.ambition", ambition))
    if reference.persistence < 1:
        # The class as a model slows, so its odds differ from the share of past windows.
        later = exp(reference.growth * reference.persistence**horizon) - 1
        parts.append(Phrase("findings.precedent.fades", {"later": later, "year": goal.year}))
    own = growth.window_rates(
        [one.year for one in plan.observations], [one.level for one in plan.observations], horizon
    )
    if own:
        values |= {"best": max(own), "windows": len(own)}
        parts.append(Phrase("findings.precedent.own", values))
    first = plan.observations[0]
    if base.year > first.year:
        record = growth.rate(first.level, base.level, base.year - first.year)
        if record > 0 and goal.side == "at_least":
            rho = growth.required_persistence(record, base.level, float(goal.level), horizon)
            key = "must_not_slow" if rho is None or rho >= 1 else "persistence" if rho > 0 else "with_ease"
            values |= {"record": record, "rho": rho}
            facts["persistence"] = key
            parts.append(Phrase(f"findings.precedent.{key}", values))
    return Finding(
        check="precedent",
        entity=plan.entity,
        indicator=plan.indicator,
        verdict=verdict,
        verdicts=(verdict,),
        message=join(*parts),
        start=base.year,
        end=goal.year,
        claims=tuple(sorted({*base.claims, goal.claim})),
        stated=(needed, needed),
        computed=(exp(reference.growth) - 1, values["fifth"] if isinstance(values["fifth"], float) else None),
        unit="%",
        probability=share,
        grade="C" if reference.through is not None else "D",
        facts=values | facts | {"other_classes": tuple(others)},
    )
