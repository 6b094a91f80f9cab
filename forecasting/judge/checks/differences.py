"""Does a printed change, in the indicator's unit or in points, follow from the printed levels?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import meaning, printed_interval
from forecasting.judge.checks.conditions import (
    base_condition,
    conditional,
    form_condition,
    sum_condition,
    vintage_condition,
)
from forecasting.judge.checks.evidence import Evidence, middle
from forecasting.judge.checks.growth_facts import growth_facts
from forecasting.judge.checks.identities import told_by
from forecasting.judge.checks.printed_facts import not_yet_tested
from forecasting.judge.checks.wording import shown
from forecasting.network.bridges import CUT, ELSEWHERE, excuses
from forecasting.network.printed_forms import as_it_may_be_meant, printed_as_meant
from forecasting.network.series_ranges import honest_ranges, linked_ranges
from forecasting.numbers.intervals import Interval
from forecasting.numbers.stated import cut_off
from forecasting.numbers.units import conversion, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecasting.dossier import Claim
    from forecasting.judge.checks.conditions import Condition
    from forecasting.judge.checks.evidence import PrintedLevel
    from forecasting.judge.checks.finding import Finding
    from forecasting.judge.checks.growth_facts import GrowthFacts
    from forecasting.network.series_ranges import Levels

__all__ = ["difference"]


def difference(evidence: Evidence, claim: Claim) -> Iterator[Finding]:
    """The finding for one printed change: end level less base level, as intervals."""
    dossier, indicator = evidence.dossier, evidence.indicator(claim)
    start = claim.start if isinstance(claim.start, int) else claim.end - 1
    space = meaning(claim, dossier).space
    first, last = (
        evidence.printed(claim.entity, claim.indicator, space, year) for year in (start, claim.end)
    )
    stated = printed_interval(claim, dossier).times(_factor(claim, indicator.unit))
    facts = growth_facts(evidence, claim, start)
    # Everywhere else a finding in % holds fractions of growth.
    in_unit = "points" if indicator.unit == "%" else indicator.unit
    base = not_yet_tested(
        "growth_against_levels", claim, facts, "findings.difference.no_level", stated, in_unit
    )
    if first is None or last is None:
        missing = start if first is None else claim.end
        bare = replace(facts, missing=(missing,), year=missing)
        base = replace(
            base,
            message=bare.phrase("findings.difference.no_level"),
            suggestion=bare.phrase("findings.growth.find_level"),
            facts=bare,
        )
        implied = _by_implied(evidence, claim, base, facts)
        yield base if implied is None else implied
        return
    computed = _less(last.interval, first.interval)
    point = last.value - first.value
    facts = replace(
        facts,
        first=float(first.value),
        last=float(last.value),
        point=float(point),
        low=shown(computed.lower),
        high=shown(computed.upper),
    )
    met = stated.meets(computed)
    exact = met and stated.contains(point)
    verdict = "inconsistent" if not met else "consistent" if exact else "within_rounding"
    found = replace(
        base,
        verdict=verdict,
        verdicts=(verdict,),
        side=None if met else stated.side_of(computed),
        claims=tuple(sorted({claim.claim_id, *first.claims, *last.claims})),
        computed=computed.floats(),
        grade="A" if claim.comparator == "=" else "B",
        message=facts.phrase(f"findings.difference.{verdict}"),
        suggestion=None if met else facts.phrase("findings.difference.rewrite"),
        facts=facts,
    )
    if met:
        implied = _by_implied(evidence, claim, found, facts)
        yield found if implied is None or implied.verdict == "within_rounding" else implied
    else:
        yield _over_a_bridge(evidence, claim, found, facts, (first, last))


def _over_a_bridge(
    evidence: Evidence,
    claim: Claim,
    found: Finding,
    facts: GrowthFacts,
    levels: tuple[PrintedLevel, PrintedLevel],
) -> Finding:
    """A change that its levels do not give: conditional where an honest meaning mends it, else as found."""
    dossier, unit = evidence.dossier, evidence.indicator(claim).unit
    first, last = levels
    if claim.scope or "scope" in excuses(claim, dossier):
        return conditional(found, [base_condition(evidence, claim, "scope", last.interval, Interval(), None)])
    if len({meaning(claim, dossier).space.vintage, first.vintage, last.vintage}) > 1:
        implied = _by_implied(evidence, claim, found, facts)
        if implied is not None and implied.verdict == "inconsistent":
            return implied
        stated = printed_interval(claim, dossier).times(_factor(claim, unit))
        needed = _less(last.interval, stated)
        return conditional(
            found, [base_condition(evidence, claim, "revision", needed, _SAME, first.interval)]
        )
    if _meets_cut_off(evidence, claim, first, last, _factor(claim, unit)):
        claims = [claim, *(dossier.claim(one) for one in found.claims if one != claim.claim_id)]
        forms = [form_condition(evidence, one, "cut") for one in claims if "cut" in excuses(one, dossier)]
        return conditional(found, forms)
    implied = _by_implied(evidence, claim, found, facts)
    return implied if implied is not None and implied.verdict == "conditional" else found


_SAME = Interval(Fraction(1), Fraction(1))
_POSITIVE = Interval(Fraction(0), None)
_REVISED = frozenset({"revision", "scope", "currency"})
_FORMS = frozenset({"zeros", "hedge", "cut"})


def _tried(
    worlds: Iterable[Levels], claim: Claim, start: int, vintage: int
) -> list[tuple[Interval, Interval, Interval]]:
    """The level of `start`, that of the claim's end, and their difference, in each way the claims fit."""
    found = []
    for levels in worlds:
        first, last = (levels.get((claim.indicator, vintage, year), _POSITIVE) for year in (start, claim.end))
        found.append((first, last, _less(last, first)))
    return found


def _by_implied(evidence: Evidence, claim: Claim, base: Finding, facts: GrowthFacts) -> Finding | None:
    """The finding on what the claims of the same source leave for both levels; None where that leaves it open."""
    dossier, space = evidence.dossier, meaning(claim, evidence.dossier).space
    indicator = evidence.indicator(claim)
    if claim.scope or claim.period or "scope" in excuses(claim, dossier) or space.basis != indicator.basis:
        return None
    if evidence.may_be_negative(claim.entity, claim.indicator):
        return None
    factor = _factor(claim, indicator.unit)
    stated = printed_interval(claim, dossier).times(factor)
    place = (dossier, claim.entity, (claim.indicator,))
    ways = _tried(linked_ranges(*place, _REVISED), claim, facts.start, space.vintage)
    first, last, computed = next((one for one in ways if stated.meets(one[2])), ways[0])
    met = alone = stated.meets(computed)
    if met:
        # What fits its own source may not fit all of them taken together.
        ways = _tried(linked_ranges(*place, ELSEWHERE), claim, facts.start, 0)
        other = next((one for one in ways if stated.meets(one[2])), None)
        if other is None:
            met = False
            first, last, computed = ways[0]
    if met and (computed.lower is None or computed.upper is None):
        return None
    ends_known = [one for one in (computed.lower, computed.upper) if one is not None]
    facts = replace(
        facts,
        first=_about(first),
        last=_about(last),
        point=float(sum(ends_known, Fraction(0)) / len(ends_known)),
        low=shown(computed.lower),
        high=shown(computed.upper),
    )
    through = told_by(evidence, claim.entity, (claim.indicator,), (facts.start, claim.end))
    if not alone:
        through = tuple(
            one for one in through if meaning(dossier.claim(one), dossier).space.vintage == space.vintage
        )
    verdict = "within_rounding" if met else "inconsistent"
    found = replace(
        base,
        verdict=verdict,
        verdicts=(verdict,),
        side=None if met else stated.side_of(computed),
        claims=tuple(sorted({claim.claim_id, *base.claims, *through})),
        computed=computed.floats(),
        grade="B",
        message=facts.phrase(f"findings.difference.implied_{verdict}"),
        suggestion=None if met else facts.phrase("findings.difference.rewrite"),
        facts=facts,
    )
    if met:
        return found
    apart = replace(found, message=facts.phrase("findings.difference.implied_apart"))
    if alone:
        several = len({meaning(dossier.claim(one), dossier).space.vintage for one in found.claims}) > 1
        told = vintage_condition(evidence, claim) if several else _one_apart(evidence, claim)
        return conditional(apart, [told])
    for lenient, worlds in honest_ranges(*place):
        meant = printed_as_meant(claim, dossier, excuses(claim, dossier, lenient & _FORMS)).times(factor)
        if any(meant.meets(one) for _, _, one in _tried(worlds, claim, facts.start, space.vintage)):
            key = "cut" if lenient is CUT else "meant"
            return conditional(apart, [sum_condition(evidence, claim.indicator, claim.end, key)])
    return found


def _one_apart(evidence: Evidence, claim: Claim) -> Condition:
    return sum_condition(evidence, claim.indicator, claim.end, "meant")


def _about(level: Interval) -> float:
    """The middle of a level, or the end that is known."""
    return shown(level.lower) if level.upper is None else middle(level)


def _less(last: Interval, first: Interval) -> Interval:
    """The last less the first."""
    return last.add(first.negated())


def _factor(claim: Claim, wanted: str) -> Fraction:
    """What a printed change is multiplied by to be in the indicator's unit; points are those of the rate's unit."""
    here, there = unit(claim.unit), unit(wanted)
    if claim.kind == "points" and here is not None and there is not None:
        return here.factor / there.factor
    return conversion(claim.unit, wanted)


def _meets_cut_off(
    evidence: Evidence, claim: Claim, first: PrintedLevel, last: PrintedLevel, factor: Fraction
) -> bool:
    """Whether the change follows once all the digits of a measured number may have been cut off."""
    if "cut" not in excuses(claim, evidence.dossier):
        return False
    ends = []
    signed = evidence.may_be_negative(claim.entity, claim.indicator)
    wanted = evidence.indicator(claim).unit
    for level in (first, last):
        claims = [evidence.dossier.claim(one) for one in level.claims]
        cut = Interval()
        for stated in claims:
            if signed:
                whole = (
                    cut_off(stated.value)
                    if stated.comparator == "="
                    else printed_interval(stated, evidence.dossier)
                )
                cut = cut.intersect(whole.times(conversion(stated.unit, wanted)))
                continue
            lenient = as_it_may_be_meant(
                stated, evidence.dossier, Fraction(1), frozenset({"cut"}) & excuses(stated, evidence.dossier)
            )
            cut = cut.intersect(lenient)
        ends.append(cut)
    return _less(ends[1], ends[0]).meets(cut_off(claim.value).times(factor))
