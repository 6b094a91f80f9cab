"""Does the printed rate or multiple follow from the printed levels?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.checks.finding import Finding
from forecasting.checks.wording import as_printed, shown
from forecasting.network import (
    basis_used,
    compile_claim,
    is_past_plan,
    rate_interval,
    ratio_to_rate,
)
from forecasting.stated import Interval, conversion
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.evidence import Evidence, PrintedLevel
    from forecasting.claims import Claim

__all__ = ["BAND", "growth_against_levels"]


#: A rate that could have been printed ten points higher or lower without being caught was not tested.
BAND = Fraction(1, 10)


def growth_against_levels(evidence: Evidence) -> Iterator[Finding]:
    """Does the printed rate or multiple follow from the printed levels?

    Computed growth runs from (lowest end / highest base) to (highest end / lowest base); the claim is consistent
    when the rate recomputed from the printed levels rounds to it, within rounding when only the intervals meet.

    Facts: `label`, `unit`, `value` as printed, `start`, `end`; where both levels are printed `first` and `last`, `point`
    with `low` and `high`, `statedlow`, `statedhigh`, `slack`, and `rate` and `level` where something else is to be
    written; through a price change `nominal`, `bandlow`, `bandhigh`; where a level is missing the years `missing` and,
    where the other one bounds it, `low` and `high`.
    """
    for claim in sorted(evidence.dossier.claims, key=lambda one: one.claim_id):
        if claim.kind not in ("growth", "average_growth", "growth_each_year", "multiple"):
            continue
        if is_past_plan(claim, evidence.dossier):
            continue
        start = evidence.start(claim)
        if start is None or start >= claim.end:
            continue
        levels = evidence.indicator(claim).basis
        used = basis_used(claim, evidence.dossier)
        # Levels printed on the claim's own basis are preferred; other ones need a deflator between.
        spaces = dict.fromkeys([used, levels])
        pairs = [
            (
                space,
                evidence.printed(claim.entity, claim.indicator, space, start),
                evidence.printed(claim.entity, claim.indicator, space, claim.end),
            )
            for space in spaces
        ]
        whole = [
            (space, first, last) for space, first, last in pairs if first is not None and last is not None
        ]
        if whole:
            space, first, last = whole[0]
            yield _rate_against(evidence, claim, start, space, first, last)
        elif claim.kind == "growth" and any(
            first is not None or last is not None for _, first, last in pairs
        ):
            missing = claim.end if any(first is not None for _, first, _ in pairs) else start
            yield _untested(evidence, claim, start, missing)
        elif claim.kind == "growth":
            yield _untested(evidence, claim, start, None)


def _steps(claim: Claim, start: int) -> int:
    """Years a printed rate compounds over: the span for a yearly rate, one for a rate over the whole span."""
    return claim.end - start if claim.kind in ("average_growth", "growth_each_year") else 1


def _untested(evidence: Evidence, claim: Claim, start: int, missing: int | None) -> Finding:
    indicator = evidence.indicator(claim)
    values = {
        "label": evidence.label(claim.entity, claim.indicator),
        "value": as_printed(claim),
        "start": start,
        "end": claim.end,
        "year": missing,
        "unit": indicator.unit,
    }
    rates = rate_interval(claim, evidence.dossier)
    if missing is None:
        message = Phrase("findings.growth.no_levels", values)
        suggestion = Phrase("findings.growth.find_levels", values)
    else:
        implied = evidence.implied(claim.entity, claim.indicator, missing)
        suggestion = Phrase("findings.growth.find_level", values)
        if implied.lower is not None and implied.upper is not None:
            values |= {"low": float(implied.lower), "high": float(implied.upper)}
            message = Phrase("findings.growth.one_level", values)
        else:
            message = Phrase("findings.growth.one_level_only", values)
    return Finding(
        check="growth_against_levels",
        kind="provable",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="not_assessable",
        message=message,
        start=start,
        end=claim.end,
        claims=(claim.claim_id,),
        stated=rates.floats(),
        unit="%",
        grade="D",
        suggestion=suggestion,
        facts=values | {"missing": (start, claim.end) if missing is None else (missing,)},
    )


def _rate_against(
    evidence: Evidence, claim: Claim, start: int, space: str, first: PrintedLevel, last: PrintedLevel
) -> Finding:
    """The finding for a claim whose two levels are printed."""
    dossier = evidence.dossier
    years = claim.end - start
    steps = _steps(claim, start)
    used = basis_used(claim, dossier)
    ratio = last.interval.over(first.interval)
    ids = tuple(sorted({claim.claim_id, *first.claims, *last.claims}))
    indicator = evidence.indicator(claim)
    values: dict[str, object] = {
        "label": evidence.label(claim.entity, claim.indicator),
        "unit": indicator.unit,
        "start": start,
        "end": claim.end,
        "first": float(first.value),
        "last": float(last.value),
        "value": as_printed(claim),
        "basis": Phrase(f"findings.basis.{used}"),
    }
    base = Finding(
        check="growth_against_levels",
        kind="provable",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="consistent",
        message=Phrase("findings.growth.consistent", values),
        start=start,
        end=claim.end,
        claims=ids,
        grade="A" if first.plain and last.plain and claim.comparator == "=" else "B",
    )
    if claim.kind == "multiple":
        return _fold_against(evidence, claim, base, ratio, last.value / first.value, values)
    stated = rate_interval(claim, dossier)
    deflated = space != used and {space, used} == {"real", "nominal"}
    point_ratio = last.value / first.value
    if deflated:
        return _deflated(evidence, claim, base, ratio, point_ratio, stated, (years, steps), values)
    computed = ratio_to_rate(ratio, steps)
    point = (
        Fraction(float(point_ratio) ** (1 / steps)).limit_denominator(10**12) - 1
        if steps > 1
        else point_ratio - 1
    )
    return _judged(evidence, claim, base, stated, computed, point, "%", values)


def _judged(
    evidence: Evidence,
    claim: Claim,
    base: Finding,
    stated: Interval,
    computed: Interval,
    point: Fraction,
    unit: str,
    values: dict[str, object],
) -> Finding:
    """Verdict, side, message and suggestion from the stated and the computed interval."""
    values |= {
        "point": float(point),
        "low": shown(computed.lower),
        "high": shown(computed.upper),
        "statedlow": shown(stated.lower),
        "statedhigh": shown(stated.upper),
    }
    family = "growth" if unit == "%" else "fold"
    side = None
    if not stated.meets(computed):
        verdict = "inconsistent"
        side = stated.side_of(computed)
    elif unit == "%" and _untestable(stated, computed):
        verdict = "uninformative"
    elif stated.contains(point):
        verdict = "consistent"
    else:
        verdict = "within_rounding"
        side = "above" if stated.lower is not None and stated.lower > point else "below"
    values |= {"slack": float(_slack_used(stated, computed, point))}
    one_sided = unit != "%" and verdict == "inconsistent" and None in (stated.lower, stated.upper)
    message = Phrase(f"findings.{family}.{'one_sided' if one_sided else verdict}", values)
    suggestion: Phrase | None = None
    facts = dict(values)
    if verdict in ("within_rounding", "inconsistent"):
        facts |= _rewritten(claim, point, values, unit)
        advice = "rewrite" if verdict == "inconsistent" else "state_precisely"
        suggestion = Phrase(f"findings.{family}.{advice}", facts)
        if unit == "%":
            message = join(message, _if_real(evidence, claim, point, stated, computed))
    return replace(
        base,
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


def _untestable(stated: Interval, computed: Interval) -> bool:
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


def _rewritten(claim: Claim, point: Fraction, values: dict[str, object], unit: str) -> dict[str, object]:
    """The printed rate recomputed, and the level that would make the printed rate right, digits as printed."""
    decimals = len(claim.value.partition(".")[2])
    factor = conversion(claim.unit, "%") if unit == "%" else Fraction(1)
    rate = point * 100 / factor if unit == "%" else point
    text = f"{float(rate):.{decimals}f}"
    if unit == "%" and abs(rate) < 10 and not decimals:
        text = f"{float(rate):.1f}"
    printed = Fraction(claim.value) if claim.comparator != ".." else point
    ratio = 1 + printed * factor / 100 if unit == "%" else printed
    last = float(Fraction(str(values["first"])) * ratio)
    shown = str(values["last"])
    places = max(2 if last < 100 else 0, len(shown.partition(".")[2].rstrip("0")))
    return {"rate": text.replace("-", "−"), "level": f"{last:.{places}f}"}


def _if_real(
    evidence: Evidence, claim: Claim, point: Fraction, stated: Interval, computed: Interval
) -> Phrase | None:
    """What price change the same rate would need if it were real growth beside nominal levels."""
    indicator = evidence.indicator(claim)
    band = evidence.dossier.assumptions.deflator
    if band is None or indicator.basis != "nominal" or basis_used(claim, evidence.dossier) != "nominal":
        return None
    if "gdp" not in indicator.reference_class:
        # Only output is commonly published as real growth beside nominal levels.
        return None
    if (
        stated.lower is None
        or stated.upper is None
        or claim.comparator not in ("=", "~")
        or claim.kind != "growth"
    ):
        return None
    prices = computed.plus(Fraction(1)).over(stated.plus(Fraction(1))).plus(Fraction(-1))
    middle = (1 + point) / (1 + (stated.lower + stated.upper) / 2) - 1
    fits = band[0] <= middle <= band[1]
    values = {
        "point": float(middle),
        "low": shown(prices.lower),
        "high": shown(prices.upper),
        "bandlow": float(band[0]),
        "bandhigh": float(band[1]),
    }
    return Phrase(f"findings.growth.{'if_real' if fits else 'not_even_real'}", values)


def _deflated(
    evidence: Evidence,
    claim: Claim,
    base: Finding,
    ratio: Interval,
    point_ratio: Fraction,
    stated: Interval,
    spans: tuple[int, int],
    values: dict[str, object],
) -> Finding:
    """Real growth against nominal levels (or the reverse): the price change it implies, against the assumed band."""
    years, steps = spans
    band = evidence.dossier.assumptions.deflator
    if band is None:
        return replace(
            base,
            verdict="not_assessable",
            verdicts=("not_assessable",),
            stated=stated.floats(),
            unit="%",
            grade="D",
            message=Phrase("findings.growth.no_deflator", values),
            facts=values,
            suggestion=Phrase("findings.growth.give_deflator", values),
        )
    growth = stated.plus(Fraction(1))
    span = (
        growth
        if steps == 1
        else Interval(
            None if growth.lower is None else growth.lower**steps,
            None if growth.upper is None else growth.upper**steps,
        )
    )
    real_claim = basis_used(claim, evidence.dossier) == "real"
    prices = ratio_to_rate(ratio.over(span) if real_claim else span.over(ratio), years)
    allowed = Interval(band[0], band[1])
    whole = Interval((1 + band[0]) ** years, (1 + band[1]) ** years)
    # What the levels leave for the printed rate once any allowed price change is taken out.
    computed = ratio_to_rate(
        ratio.over(whole)
        if real_claim
        else Interval(
            None if ratio.lower is None or whole.lower is None else ratio.lower * whole.lower,
            None if ratio.upper is None or whole.upper is None else ratio.upper * whole.upper,
        ),
        steps,
    )
    middle = (growth.lower or Fraction(1)) / 2 + (growth.upper or Fraction(1)) / 2
    centre = (
        float(point_ratio / middle**steps if real_claim else middle**steps / point_ratio) ** (1 / years) - 1
    )
    values |= {
        "point": centre,
        "low": shown(prices.lower),
        "high": shown(prices.upper),
        "bandlow": float(band[0]),
        "bandhigh": float(band[1]),
        "nominal": float(point_ratio) ** (1 / steps) - 1,
    }
    if prices.meets(allowed):
        verdict, side = ("uninformative" if _untestable(stated, computed) else "consistent"), None
    else:
        verdict = "inconsistent"
        side = "above" if prices.upper is not None and prices.upper < band[0] else "below"
    return replace(
        base,
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        stated=stated.floats(),
        computed=computed.floats(),
        unit="%",
        grade="B",
        message=Phrase(f"findings.deflator.{verdict}", values),
        suggestion=Phrase("findings.deflator.rewrite", values) if verdict == "inconsistent" else None,
        facts=values,
    )


def _fold_against(
    evidence: Evidence,
    claim: Claim,
    base: Finding,
    ratio: Interval,
    point: Fraction,
    values: dict[str, object],
) -> Finding:
    """A multiple against two printed levels, under each of its readings."""
    node = evidence.node(claim.entity, claim.indicator, claim.end)
    outcomes = []
    for reading in compile_claim(claim, evidence.dossier):
        stated = next((bound.ratio for bound in reading.bounds if bound.end == node), None)
        if stated is not None:
            finding = _judged(evidence, claim, base, stated, ratio, point, "fold", dict(values))
            outcomes.append((reading.name, finding))
    order = {"consistent": 0, "within_rounding": 1, "inconsistent": 2}
    outcomes.sort(key=lambda outcome: (order[outcome[1].verdict], outcome[0]))
    best = outcomes[0][1]
    fitting = [name for name, finding in outcomes if finding.verdict != "inconsistent" and name]
    readings = tuple((claim.claim_id, name) for name in fitting)
    if len(outcomes) > 1 and best.verdict == "inconsistent":
        best = replace(best, message=join(best.message, Phrase("findings.fold.other_reading", {})))
    return replace(best, readings=readings)
