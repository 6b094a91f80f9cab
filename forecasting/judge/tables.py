"""The rows people read: indicators in order, the one-page target table, and the spans of the growth staircase."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import space_of_levels
from forecasting.judge.checks import class_of
from forecasting.network import Node, base_year, compile_claim, ratio_to_rate
from forecasting.numbers import growth
from forecasting.records import TypedRow
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim, Dossier
    from forecasting.judge.checks import Finding, Plan
    from forecasting.network import Network
    from forecasting.numbers.intervals import Interval

__all__ = ["IndicatorRow", "SpanRow", "TargetRow", "indicator_rows", "span_rows", "target_rows"]


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


@dataclass(frozen=True, slots=True)
class SpanRow(TypedRow):
    """Growth over some years as the staircase draws it, as fractions a year.

    Attributes:
        kind: "record", "year", "slogan", "benchmark", "target", "needed_before", "needed_after" or "class".
        lower, upper, middle: of the growth; None at an end that is open.
        claims: ids it rests on.
        label: what it is, in words.
    """

    entity: str
    indicator: str
    kind: str
    start: int
    end: int
    lower: float | None
    upper: float | None
    middle: float
    claims: tuple[str, ...]
    label: str


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


def span_rows(
    dossier: Dossier, network: Network, plans: tuple[Plan, ...], found: tuple[Finding, ...], language: str
) -> list[SpanRow]:
    """Spans of growth for the staircase."""
    rows: list[SpanRow] = []
    wanted = {plan.indicator for plan in plans if plan.observations}
    for claim in sorted(dossier.claims, key=lambda one: (one.indicator, one.end, one.claim_id)):
        if claim.indicator in wanted and claim.claim_id not in network.set_aside:
            rows += _claim_spans(claim, dossier, network, language)
    for plan in plans:
        if plan.indicator in wanted:
            rows += _plan_spans(plan, dossier, language)
    for finding in found:
        if (
            finding.check == "claims_fit_together"
            and finding.side == "below"
            and finding.computed
            and finding.computed[0]
        ):
            rows += _forced_span(finding, dossier, language)
    return rows


def _span(
    place: tuple[str, str],
    kind: str,
    years: tuple[int, int],
    rates: tuple[float | None, float | None, float],
    claims: tuple[str, ...],
    label: str,
) -> SpanRow:
    lower, upper, middle = rates
    return SpanRow(*place, kind, *years, lower, upper, middle, claims, label)


def _middle(interval: Interval) -> tuple[float | None, float | None, float] | None:
    lower, upper = interval.floats()
    if lower is None and upper is None:
        return None
    known = [one for one in (lower, upper) if one is not None]
    return lower, upper, sum(known) / len(known)


def _claim_spans(claim: Claim, dossier: Dossier, network: Network, language: str) -> Iterator[SpanRow]:
    """A history claim about growth, as a bar over the years it speaks of."""
    if claim.role not in ("history", "benchmark") or claim.kind in ("level", "share"):
        return
    start = base_year(claim, dossier)
    kind = "benchmark" if claim.entity != dossier.entity else "record"
    if claim.kind == "recurring_multiple":
        part = network.part_of(claim.claim_id)
        readings = [dict(one.readings).get(claim.claim_id, "") for one in part.fits] if part else []
        crossed = next(
            (
                int(word.removeprefix("crossing:"))
                for words_of_reading in readings
                for word in words_of_reading.split("/")
                if word.startswith("crossing:")
            ),
            start,
        )
        begin = crossed if crossed is not None else claim.end - (claim.every or 1)
        node = Node(claim.entity, claim.indicator, space_of_levels(dossier.indicators[claim.indicator]), 0)
        for reading in compile_claim(claim, dossier):
            for bound in reading.bounds:
                if bound.start[:3] == node[:3] and bound.end.year > bound.start.year:
                    rates = _middle(ratio_to_rate(bound.ratio, bound.end.year - bound.start.year))
                    if rates is not None:
                        label = say("spans.slogan", language, rate=rates[2], every=claim.every)
                        yield _span(
                            (claim.entity, claim.indicator),
                            "slogan",
                            (begin, claim.end),
                            rates,
                            (claim.claim_id,),
                            label,
                        )
                    return
        return
    if start is None or start >= claim.end:
        return
    hull: Interval | None = None
    for reading in compile_claim(claim, dossier):
        for bound in reading.bounds:
            if (bound.start.year, bound.end.year) == (start, claim.end):
                hull = bound.ratio if hull is None else hull.hull(bound.ratio)
    rates = _middle(ratio_to_rate(hull, claim.end - start)) if hull is not None else None
    if rates is None:
        return
    if claim.end - start == 1:
        kind = "year" if kind == "record" else kind
        label = say("spans.year", language, rate=rates[2], year=claim.end)
    else:
        label = say("spans.record", language, rate=rates[2], start=start, end=claim.end)
    place = (claim.entity, claim.indicator)
    yield _span(place, kind, (start, claim.end), rates, (claim.claim_id,), label)


def _plan_spans(plan: Plan, dossier: Dossier, language: str) -> Iterator[SpanRow]:
    """Targets, what keeping their rate means, what is needed, and the reference class over the plan years."""
    base, goal = plan.base, plan.goal
    if base is None:
        return
    place = (plan.entity, plan.indicator)
    last_year, last_level = base.year, base.level
    for target in plan.targets:
        if target.year <= last_year:
            continue
        rate = growth.rate(last_level, float(target.level), target.year - last_year)
        label = say("spans.target", language, rate=rate, year=target.year)
        yield _span(place, "target", (last_year, target.year), (rate, rate, rate), (target.claim,), label)
        last_year, last_level = target.year, float(target.level)
    if goal is not None:
        if last_year > base.year and last_year < goal.year:
            needed = growth.required_rate(last_level, float(goal.level), goal.year - last_year)
            label = say("spans.needed_after", language, rate=needed, start=last_year, end=goal.year)
            rates, years = (needed, needed, needed), (last_year, goal.year)
            yield _span(place, "needed_after", years, rates, (goal.claim,), label)
        needed = growth.required_rate(base.level, float(goal.level), goal.year - base.year)
        label = say("spans.needed_before", language, rate=needed, start=base.year, end=goal.year)
        rates, years = (needed, needed, needed), (base.year, goal.year)
        yield _span(place, "needed_before", years, rates, (goal.claim,), label)
    end = goal.year if goal is not None else last_year
    reference = class_of(dossier, plan)
    if reference is not None and end > base.year:
        windows = reference.windows(end - base.year)
        low, middle, high = (exp(windows.inv_cdf(p)) - 1 for p in (0.1, 0.5, 0.9))
        label = say("spans.class", language, name=reference.label(language), rate=middle)
        yield _span(place, "class", (base.year, end), (low, high, middle), (), label)


def _forced_span(finding: Finding, dossier: Dossier, language: str) -> Iterator[SpanRow]:
    """The growth forced since a level was last below something."""
    below = [
        claim
        for claim in dossier.claims
        if claim.claim_id in finding.claims and claim.kind == "level" and claim.comparator in ("<", "<=")
    ]
    if below and finding.computed and finding.computed[0] is not None and finding.end is not None:
        rate = finding.computed[0]
        label = say("spans.forced", language, rate=rate, start=below[0].end, end=finding.end)
        yield _span(
            (finding.entity, finding.indicator),
            "record",
            (below[0].end, finding.end),
            (rate, None, rate),
            finding.claims,
            label,
        )
