"""The rows people read first: indicators in order, and the one-page target table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.numbers import growth
from forecasting.records import TypedRow

if TYPE_CHECKING:
    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Finding, Plan
    from forecasting.network import Network

__all__ = ["IndicatorRow", "TargetRow", "indicator_rows", "target_rows", "target_signs"]


@dataclass(frozen=True, slots=True)
class IndicatorRow(TypedRow):
    """One indicator in the order to show them; `main` are those with a history and a goal."""

    entity: str
    indicator: str
    label: str
    unit: str
    basis: str
    main: bool
    order: int


@dataclass(frozen=True, slots=True)
class TargetRow(TypedRow):
    """One planned indicator: base, target, goal, what each leaves to do, the record, and the verdicts.

    Rates are fractions a year, levels in the indicator's unit; what does not apply is None.

    Attributes:
        printed_rate, recomputed_rate: growth of the last target before the goal, as printed and as its levels give it.
        side: "at_least" or "at_most", of the goal, else the target.
        needed_before, needed_after: growth the goal takes from the base, and from the target.
        kept_level: level in the goal's year when the target's pace is kept.
        record_rate, record_start: growth on record, and since when.
        growth_verdict, path_verdict, pace_verdict, odds_verdict: of the checks of these names.
        probability, probability_low, probability_high: of the default model, and over all models.
        grade: of the evidence for that.
    """

    entity: str
    indicator: str
    label: str
    unit: str
    base_year: int | None
    base_level: float | None
    printed_rate: float | None
    recomputed_rate: float | None
    target_year: int | None
    target_level: float | None
    goal_year: int | None
    goal_level: float | None
    side: str | None
    needed_before: float | None
    needed_after: float | None
    kept_level: float | None
    record_rate: float | None
    record_start: int | None
    growth_verdict: str | None
    path_verdict: str | None
    pace_verdict: str | None
    odds_verdict: str | None
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    grade: str | None


def indicator_rows(
    dossier: Dossier, network: Network, plans: tuple[Plan, ...], language: str
) -> list[IndicatorRow]:
    """Indicators in the order to show them: a goal and a history first, then more claims, then as declared."""
    planned = {one.indicator: one for one in reversed(plans)}
    known = Counter(one.indicator for one in network.history if one.entity == dossier.entity)
    stated = Counter(one.indicator for one in dossier.claims if one.entity == dossier.entity)
    mains: dict[str, bool] = {}
    keys: dict[str, tuple[object, ...]] = {}
    for place, name in enumerate(dossier.indicators):
        plan, points, count = planned.get(name), known[name], stated[name]
        mains[name] = main = plan is not None and bool(plan.goals) and points >= 2
        keys[name] = (not main, plan is None, -points, -count if not main else 0, place)
    return [
        IndicatorRow(
            dossier.entity,
            name,
            dossier.indicators[name].name(language),
            dossier.indicators[name].unit,
            dossier.indicators[name].basis,
            mains[name],
            order,
        )
        for order, name in enumerate(sorted(keys, key=lambda one: keys[one]))
    ]


def _verdict(found: tuple[Finding, ...], check: str, indicator: str, claim: str) -> Finding | None:
    return next(
        (
            finding
            for finding in found
            if finding.check == check
            and finding.indicator == indicator
            and (not claim or claim in finding.claims)
        ),
        None,
    )


def target_signs(dossier: Dossier, plans: tuple[Plan, ...]) -> dict[str, str]:
    """The sign of each indicator's annual target, "" for one that is not printed as one-sided."""
    claims = {one.claim_id: one for one in dossier.claims}
    printed = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
    return {
        plan.indicator: printed.get(claims[plan.targets[-1].claim].comparator, "")
        for plan in plans
        if plan.targets and plan.targets[-1].claim in claims
    }


def target_rows(
    dossier: Dossier, network: Network, plans: tuple[Plan, ...], found: tuple[Finding, ...], language: str
) -> list[TargetRow]:
    """The target table, a row a planned indicator."""
    order = {row.indicator: row.order for row in indicator_rows(dossier, network, plans, language)}
    return [
        _target_row(dossier, plan, found, language)
        for plan in sorted(plans, key=lambda one: order[one.indicator])
    ]


def _target_row(dossier: Dossier, plan: Plan, found: tuple[Finding, ...], language: str) -> TargetRow:
    indicator = dossier.indicators[plan.indicator]
    base, goal = plan.base, plan.goal
    target = next((one for one in reversed(plan.targets) if goal is None or one.year < goal.year), None)
    recomputed = needed_before = needed_after = kept = None
    if base and target:
        recomputed = growth.rate(base.level, float(target.level), target.year - base.year)
    if base and goal:
        needed_before = growth.required_rate(base.level, float(goal.level), goal.year - base.year)
    if target and goal:
        years = goal.year - target.year
        needed_after = growth.required_rate(float(target.level), float(goal.level), years)
        kept = None if recomputed is None else growth.compound(float(target.level), recomputed, years)
    record, since = None, None
    if len(plan.observations) > 1 and base:
        first = plan.observations[0]
        record, since = growth.rate(first.level, base.level, base.year - first.year), first.year
    aim = goal or target
    rate_claim = target.rate_claim if target else ""
    grown = _verdict(found, "growth_against_levels", plan.indicator, rate_claim) if rate_claim else None
    path = _verdict(found, "targets_against_goal", plan.indicator, "")
    pace = _verdict(found, "pace", plan.indicator, "")
    chance = _verdict(found, "odds", plan.indicator, aim.claim if aim else "")
    low, high = chance.probability_range if chance and chance.probability_range else (None, None)
    return TargetRow(
        entity=plan.entity,
        indicator=plan.indicator,
        label=indicator.name(language),
        unit=indicator.unit,
        base_year=base.year if base else None,
        base_level=base.level if base else None,
        printed_rate=float(target.rate) if target and target.rate is not None else None,
        recomputed_rate=recomputed,
        target_year=target.year if target else None,
        target_level=float(target.level) if target else None,
        goal_year=goal.year if goal else None,
        goal_level=float(goal.level) if goal else None,
        side=aim.side if aim else None,
        needed_before=needed_before,
        needed_after=needed_after,
        kept_level=kept,
        record_rate=record,
        record_start=since,
        growth_verdict=grown.verdict if grown else None,
        path_verdict=path.verdict if path else None,
        pace_verdict=pace.verdict if pace else None,
        odds_verdict=chance.verdict if chance else None,
        probability=chance.probability if chance else None,
        probability_low=low,
        probability_high=high,
        grade=chance.grade if chance else None,
    )
