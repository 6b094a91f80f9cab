"""A printed sum or mean over several years against the levels of those years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.governing import scope_word
from forecasting.dossier.meaning import meaning, printed_interval
from forecasting.judge.checks.conditions import base_condition, conditional, sum_condition, vintage_condition
from forecasting.judge.checks.evidence import middle
from forecasting.judge.checks.identities import perhaps_cut, told_by
from forecasting.judge.checks.printed_facts import PrintedFacts, not_yet_tested
from forecasting.judge.checks.wording import as_printed, shown
from forecasting.network.bridges import CUT, ELSEWHERE, excuses
from forecasting.network.printed_forms import printed_as_meant
from forecasting.network.series_ranges import honest_ranges, linked_ranges
from forecasting.numbers.intervals import Interval
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence
    from forecasting.judge.checks.finding import Finding

__all__ = ["TotalFacts", "total_of_years"]

_ZERO, _ONE = Fraction(0), Fraction(1)
_POSITIVE = Interval(_ZERO, None)
#: As printed, the claims of each source by themselves and those of other scopes left out.
_REVISED = frozenset({"revision", "scope", "currency"})


@dataclass(frozen=True, slots=True)
class TotalFacts(PrintedFacts):
    """A sum or mean over several years.

    Attributes:
        years: how many.
        point, low, high: what their levels give, with what rounding leaves; None where not every year is known.
    """

    years: int
    point: float | None = None
    low: float | None = None
    high: float | None = None


def total_of_years(evidence: Evidence, claim: Claim) -> Finding:
    """A printed sum or mean over several years against the levels of those years."""
    dossier, indicator = evidence.dossier, evidence.indicator(claim)
    start = claim.start if isinstance(claim.start, int) else claim.end
    years = range(start, claim.end + 1)
    count = _ONE if claim.kind == "total" else Fraction(1, len(years))
    stated = printed_interval(claim, dossier).times(conversion(claim.unit, indicator.unit))
    signed = evidence.may_be_negative(claim.entity, claim.indicator)
    own = not claim.scope and not claim.period and not signed
    vintage = meaning(claim, dossier).space.vintage
    levels, mixed = _levels_of(evidence, claim, years, stated, count)
    facts = TotalFacts(
        label=evidence.label(claim.entity, claim.indicator),
        unit=indicator.unit,
        value=as_printed(claim),
        printed=claim.unit,
        start=start,
        end=claim.end,
        years=len(years),
    )
    common = not_yet_tested(
        "shares_and_parts", claim, facts, "findings.total.no_levels", stated, indicator.unit
    )
    known = [one for one in levels if one.lower is not None]
    # Levels are positive, so those known already bound a sum from below.
    least = sum((one.lower for one in known if one.lower is not None), _ZERO) * count
    whole = all(one.upper is not None and one.lower is not None for one in levels)
    most = sum((one.upper for one in levels if one.upper is not None), _ZERO) * count if whole else None
    computed = Interval(least, most)
    together = [
        _together([one.get((claim.indicator, 0, year), _POSITIVE) for year in years], count)
        for one in (linked_ranges(dossier, claim.entity, (claim.indicator,), ELSEWHERE) if own else ({},))
    ]
    # What fits its own source may not fit all of them taken together.
    apart = not signed and stated.meets(computed) and not any(stated.meets(one) for one in together)
    if not whole and (signed or (stated.meets(computed) and not apart)):
        return common
    if apart:
        computed, mixed = together[0], True
    space = meaning(claim, dossier).space
    points = [
        float(told.value) if told is not None and told.vintage == vintage else middle(one)
        for year, one in zip(years, levels, strict=True)
        for told in (evidence.printed(claim.entity, claim.indicator, space, year),)
    ]
    point = float(count) * sum(points) if whole else float(least)
    ids = told_by(evidence, claim.entity, (claim.indicator,), tuple(years))
    if signed:
        ids = evidence.claims_about(claim.entity, (claim.indicator,), tuple(years))
    if not mixed:
        ids = tuple(one for one in ids if meaning(dossier.claim(one), dossier).space.vintage == vintage)
    facts = replace(facts, point=point, low=shown(computed.lower), high=shown(computed.upper))
    met = stated.meets(computed)
    exact = met and stated.contains(Fraction(point))
    verdict = "inconsistent" if not met else "consistent" if exact else "within_rounding"
    key = verdict if whole or apart else "exceeds"
    found = replace(
        common,
        verdict=verdict,
        verdicts=(verdict,),
        side=None if met else stated.side_of(computed),
        message=facts.phrase(f"findings.total.{claim.kind}_{key}"),
        claims=tuple(sorted({claim.claim_id, *ids})),
        computed=computed.floats(),
        grade="B",
        suggestion=None if met else facts.phrase("findings.total.find"),
        facts=facts,
    )
    if signed and not met:
        return perhaps_cut(evidence, found, stated, computed)
    return found if met else _total_as_meant(evidence, claim, found, years, count)


def _levels_of(
    evidence: Evidence, claim: Claim, years: range, stated: Interval, count: Fraction
) -> tuple[list[Interval], bool]:
    """What the claims leave for each year, those of its own source first, and whether others had to help."""
    signed = evidence.may_be_negative(claim.entity, claim.indicator)
    plain = not claim.scope and not claim.period
    if signed and plain:
        return [evidence.level_range(claim.entity, claim.indicator, year) for year in years], False
    if not plain:
        return [Interval() for _ in years], False
    vintage = meaning(claim, evidence.dossier).space.vintage
    worlds = linked_ranges(evidence.dossier, claim.entity, (claim.indicator,), _REVISED)
    tried = [[one.get((claim.indicator, vintage, year), Interval()) for year in years] for one in worlds]
    levels = next((one for one in tried if _together(one, count).meets(stated)), tried[0])
    if all(one.lower is not None and one.upper is not None for one in levels):
        return levels, False
    # Levels of other sources count where its own says nothing.
    others = [evidence.implied(claim.entity, claim.indicator, year) for year in years]
    filled = [
        here if None not in (here.lower, here.upper) else other
        for here, other in zip(levels, others, strict=True)
    ]
    return filled, True


def _together(levels: Sequence[Interval], count: Fraction) -> Interval:
    """The sum, or the mean, of positive levels."""
    total = Interval(_ZERO, _ZERO)
    for one in levels:
        total = total.add(Interval(one.lower or _ZERO, one.upper, one.lower_open, one.upper_open))
    return total.times(count)


def _total_as_meant(
    evidence: Evidence, claim: Claim, found: Finding, years: range, count: Fraction
) -> Finding:
    dossier = evidence.dossier
    if claim.scope or scope_word(claim):
        return conditional(found, [base_condition(evidence, claim, "scope", Interval(), Interval(), None)])
    levels = [dossier.claim(one) for one in found.claims if one != claim.claim_id]
    vintage = meaning(claim, dossier).space.vintage
    factor = conversion(claim.unit, evidence.indicator(claim).unit)
    for lenient, worlds in honest_ranges(dossier, claim.entity, (claim.indicator,)):
        stated = printed_as_meant(claim, dossier, lenient & excuses(claim, dossier)).times(factor)
        tried = [[one.get((claim.indicator, vintage, year), _POSITIVE) for year in years] for one in worlds]
        if any(stated.meets(_together(one, count)) for one in tried):
            if any(meaning(one, dossier).space.vintage != vintage for one in levels):
                return conditional(found, [vintage_condition(evidence, claim)])
            return conditional(
                found,
                [sum_condition(evidence, claim.indicator, claim.end, "cut" if lenient is CUT else "meant")],
            )
    return found
