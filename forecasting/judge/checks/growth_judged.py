"""The verdict on a rate or multiple beside the levels printed in its own space."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import basis_used, is_doubtful, rate_interval
from forecasting.judge.checks.conditions import (
    average_conditions,
    base_condition,
    conditional,
    form_condition,
    misread_condition,
    price_condition,
    stated_growth,
)
from forecasting.judge.checks.growth_facts import folds, steps
from forecasting.judge.checks.wording import in_printed_unit, shown
from forecasting.network import compile_claim, fits_leniently
from forecasting.network.bridges import CUT, ROUNDED, excuses
from forecasting.numbers.powers import ratio_to_rate
from forecasting.numbers.units import conversion
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from forecasting.dossier import Claim
    from forecasting.judge.checks.conditions import Condition
    from forecasting.judge.checks.evidence import Evidence, PrintedLevel
    from forecasting.judge.checks.finding import Finding
    from forecasting.judge.checks.growth_facts import Compared, GrowthFacts
    from forecasting.numbers.intervals import Interval

__all__ = ["BAND", "against_levels", "untestable"]


#: A rate that could have been printed ten points higher or lower without being caught was not tested.
BAND = Fraction(1, 10)


def against_levels(case: Compared, first: PrintedLevel) -> Finding:
    """The finding for a claim whose two levels are printed in its own space.

    Args:
        case: the claim beside its levels.
        first: the level it starts from.
    """
    ratio = case.last.interval.over(first.interval)
    point_ratio = case.last.value / first.value
    if case.claim.kind == "multiple":
        found = _fold(case, ratio, point_ratio)
    else:
        years = steps(case.claim, case.facts.start)
        computed = ratio_to_rate(ratio, years)
        point = (
            Fraction(float(point_ratio) ** (1 / years)).limit_denominator(10**12) - 1
            if years > 1
            else point_ratio - 1
        )
        found = _judged(case, rate_interval(case.claim, case.evidence.dossier), computed, point)
    return _over_a_bridge(case, found, first) if found.verdict == "inconsistent" else found


def _forms(evidence: Evidence, claims: list[Claim], *forms: str) -> list[Condition]:
    """The other printed forms that some claims may have."""
    return [
        form_condition(evidence, claim, form)
        for claim in claims
        for form in forms
        if form in excuses(claim, evidence.dossier)
    ]


def _over_a_bridge(case: Compared, found: Finding, first: PrintedLevel) -> Finding:
    """A rate that does not follow from its levels: conditional where a bridge mends it, with what it would need."""
    evidence, claim, last = case.evidence, case.claim, case.last
    dossier = evidence.dossier
    claims = [claim, *(dossier.claim(one) for one in found.claims if one != claim.claim_id)]
    ratio = last.interval.over(first.interval)
    growth = stated_growth(evidence, claim) if claim.kind != "multiple" else None
    conditions: list[Condition] = []
    for form in ("zeros", "hedge", "cut"):
        if fits_leniently(claims, dossier, frozenset({form})):
            conditions += _forms(evidence, claims, form)
    conditions += average_conditions(evidence, claim)
    if {first.vintage, last.vintage} != {case.vintage}:
        needed = growth if growth is not None else ratio
        conditions.append(base_condition(evidence, claim, "revision", last.interval, needed, first.interval))
    conditions += [misread_condition(evidence, one) for one in claims if is_doubtful(one, dossier)]
    implausible: Condition | None = None
    if "price" in excuses(claim, dossier):
        price = price_condition(
            evidence, claim, ratio, growth if growth is not None else folds(evidence, claim)
        )
        if price is not None and price.usual:
            conditions.append(price.condition)
        elif price is not None:
            implausible = price.condition
    if conditions:
        return conditional(found, conditions)
    if any(fits_leniently(claims, dossier, one - {"price"}) for one in (ROUNDED, CUT)):
        return conditional(found, _forms(evidence, claims, "zeros", "hedge", "cut"))
    return found if implausible is None else conditional(found, [implausible], "implausible")


def _judged(
    case: Compared, stated: Interval, computed: Interval, point: Fraction, unit: str = "%"
) -> Finding:
    """Verdict, side, message and suggestion from the stated and the computed interval."""
    claim = case.claim
    facts = replace(
        case.facts,
        point=_rate(claim, float(point), unit),
        low=_rate(claim, shown(computed.lower), unit),
        high=_rate(claim, shown(computed.upper), unit),
        statedlow=_rate(claim, shown(stated.lower), unit),
        statedhigh=_rate(claim, shown(stated.upper), unit),
        slack=float(_slack_used(stated, computed, point)),
    )
    family = "growth" if unit == "%" else "fold"
    side = None
    if not stated.meets(computed):
        verdict = "inconsistent"
        side = stated.side_of(computed)
    elif unit == "%" and untestable(stated, computed):
        verdict = "uninformative"
    elif stated.contains(point):
        verdict = "consistent"
    else:
        verdict = "within_rounding"
        side = "above" if stated.lower is not None and stated.lower > point else "below"
    message = facts.phrase(f"findings.{family}.{_key(case, verdict, stated, unit)}")
    suggestion: Phrase | None = None
    if verdict == "inconsistent":
        facts = _rewritten(claim, point, facts, unit)
        suggestion = facts.phrase(f"findings.{family}.rewrite")
    elif verdict == "within_rounding" and unit == "%":
        # A rate printed from unrounded data is right, so nothing else is suggested.
        message = join(message, _if_real(case, point, stated, computed))
    return replace(
        case.finding,
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        stated=stated.floats(),
        computed=computed.floats(),
        unit=unit,
        message=message,
        suggestion=suggestion,
        facts=facts,
    )


def _key(case: Compared, verdict: str, stated: Interval, unit: str) -> str:
    """Which sentence says a verdict: one-sided numbers and rates over several years are said otherwise."""
    open_ended = None in (stated.lower, stated.upper)
    if unit != "%":
        return "one_sided" if verdict == "inconsistent" and open_ended else verdict
    key = "within_rounding_open" if verdict == "within_rounding" and open_ended else verdict
    return f"{key}_a_year" if steps(case.claim, case.facts.start) > 1 else key


def _rate(claim: Claim, rate: float, unit: str) -> float:
    return in_printed_unit(claim, rate) if unit == "%" else rate


def untestable(stated: Interval, computed: Interval) -> bool:
    """Whether a rate ten points higher and one ten points lower would both have met the computed interval."""
    if stated.lower is None or stated.upper is None:
        return False
    higher = stated.plus(BAND)
    lower = stated.plus(-BAND)
    return higher.meets(computed) and lower.meets(computed)


def _slack_used(stated: Interval, computed: Interval, point: Fraction) -> Fraction:
    """Share of the joint rounding slack the claim needs: distance of centres over the sum of half-widths."""
    if stated.lower is None or stated.upper is None or computed.lower is None or computed.upper is None:
        return Fraction(0)
    halves = (stated.upper - stated.lower + computed.upper - computed.lower) / 2
    middle = (stated.lower + stated.upper) / 2
    return abs(middle - point) / halves if halves else Fraction(0)


def _rewritten(claim: Claim, point: Fraction, facts: GrowthFacts, unit: str) -> GrowthFacts:
    """With the printed rate recomputed, and the level that would make the printed rate right, digits as printed."""
    decimals = len(claim.value.partition(".")[2])
    factor = conversion(claim.unit, "%") if unit == "%" else Fraction(1)
    rate = point * 100 / factor if unit == "%" else point
    text = f"{float(rate):.{decimals}f}"
    if unit == "%" and abs(rate) < 10 and not decimals:
        text = f"{float(rate):.1f}"
    printed = Fraction(claim.value) if claim.comparator != ".." else point
    ratio = 1 + printed * factor / 100 if unit == "%" else printed
    last = float(Fraction(str(facts.first)) * ratio ** steps(claim, facts.start))
    printed_places = -int(Decimal(str(facts.last)).normalize().as_tuple().exponent)
    places = max(2 if last < 100 else 0, printed_places)
    return replace(facts, rate=text.replace("-", "−"), level=f"{last:.{places}f}")


def _if_real(case: Compared, point: Fraction, stated: Interval, computed: Interval) -> Phrase | None:
    """What price change the same rate would need if it were real growth beside nominal levels."""
    evidence, claim = case.evidence, case.claim
    indicator = evidence.indicator(claim)
    if indicator.basis != "nominal" or basis_used(claim, evidence.dossier) != "nominal":
        return None
    if not excuses(claim, evidence.dossier, frozenset({"price"})) and "gdp" not in indicator.reference_class:
        # What is stated, or printed at current prices by convention, is not read otherwise.
        return None
    if claim.comparator not in ("=", "~") or claim.kind != "growth":
        return None
    if stated.lower is None or stated.upper is None:
        return None
    found = price_condition(evidence, claim, computed.plus(Fraction(1)), stated.plus(Fraction(1)))
    if found is None:
        return None
    middle = (1 + point) / (1 + (stated.lower + stated.upper) / 2) - 1
    values = {**found.condition.sentence.values, "point": float(middle)}
    return Phrase(f"findings.growth.{'if_real' if found.usual else 'not_even_real'}", values)


def _fold(case: Compared, ratio: Interval, point: Fraction) -> Finding:
    """A multiple against two printed levels, under each of its readings."""
    outcomes = []
    for reading in compile_claim(case.claim, case.evidence.dossier):
        stated = next((bound.ratio for bound in reading.bounds if bound.end.year == case.claim.end), None)
        if stated is not None:
            outcomes.append((reading.name, _judged(case, stated, ratio, point, "fold")))
    order = {"consistent": 0, "within_rounding": 1, "inconsistent": 2}
    outcomes.sort(key=lambda outcome: (order[outcome[1].verdict], outcome[0]))
    best = outcomes[0][1]
    fitting = [name for name, finding in outcomes if finding.verdict != "inconsistent" and name]
    readings = tuple((case.claim.claim_id, name) for name in fitting)
    if len(outcomes) > 1 and best.verdict == "inconsistent":
        best = replace(best, message=join(best.message, Phrase("findings.fold.other_reading", {})))
    return replace(best, readings=readings)
