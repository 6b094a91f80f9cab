"""The spans of the growth staircase: what is on record, planned and needed, each over its years."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import GROWTH_KINDS, space_of_levels
from forecasting.judge.checks import class_of
from forecasting.network import Node, base_year, compile_claim, ratio_to_rate
from forecasting.numbers import growth
from forecasting.records import TypedRow
from forecasting.words import percent, printed_percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim, Dossier
    from forecasting.judge.checks import Finding, Plan
    from forecasting.network import Network
    from forecasting.numbers.intervals import Interval

__all__ = ["SpanRow", "span_rows"]


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
        yield from _slogan_span(claim, dossier, network, start, language)
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
        label = say("spans.year", language, rate=_as_said(claim, rates[2], language), year=claim.end)
    else:
        label = say("spans.record", language, rate=rates[2], start=start, end=claim.end)
    place = (claim.entity, claim.indicator)
    yield _span(place, kind, (start, claim.end), rates, (claim.claim_id,), label)


def _as_said(claim: Claim, middle: float, language: str) -> str:
    """Growth of one year with the digits it was printed with, or the middle of what a multiple leaves."""
    if claim.kind in GROWTH_KINDS and claim.unit == "%" and claim.comparator != "..":
        return printed_percent(float(claim.value) / 100, language)
    return percent(middle, language, 0)


def _slogan_span(
    claim: Claim, dossier: Dossier, network: Network, start: int | None, language: str
) -> Iterator[SpanRow]:
    """What "doubled every so many years" means a year, from the year since when it holds."""
    part = network.part_of(claim.claim_id)
    told = [dict(fit.readings).get(claim.claim_id, "") for fit in part.fits] if part else []
    words = [word for reading in told for word in reading.split("/")]
    crossings = [int(word.removeprefix("crossing:")) for word in words if word.startswith("crossing:")]
    crossed = crossings[0] if crossings else start
    begin = crossed if crossed is not None else claim.end - (claim.every or 1)
    node = Node(claim.entity, claim.indicator, space_of_levels(dossier.indicators[claim.indicator]), 0)
    bounds = (bound for reading in compile_claim(claim, dossier) for bound in reading.bounds)
    bound = next((one for one in bounds if one.start[:3] == node[:3] and one.end.year > one.start.year), None)
    rates = _middle(ratio_to_rate(bound.ratio, bound.end.year - bound.start.year)) if bound else None
    if rates is not None:
        label = say("spans.slogan", language, rate=rates[2], every=claim.every)
        place = (claim.entity, claim.indicator)
        yield _span(place, "slogan", (begin, claim.end), rates, (claim.claim_id,), label)


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
