"""Does the printed rate or multiple follow from the printed levels?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.checks.conditions import (
    average_conditions,
    base_condition,
    conditional,
    form_condition,
    misread_condition,
    price_condition,
    stated_growth,
)
from forecasting.checks.differences import difference
from forecasting.checks.finding import Finding
from forecasting.checks.wording import as_printed, in_printed_unit, shown
from forecasting.claims.quotes import currency_or_coverage_word, scope_word
from forecasting.meaning import (
    GROWTH_KINDS,
    basis_used,
    fold_interval,
    is_doubtful,
    is_past_plan,
    meaning,
    rate_interval,
    ratio_to_rate,
    space_of_levels,
)
from forecasting.network import compile_claim, fits_leniently
from forecasting.network.bridges import CUT, ELSEWHERE, ROUNDED, excuses, price_band
from forecasting.stated import Interval, conversion
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.conditions import Condition
    from forecasting.checks.evidence import Evidence, PrintedLevel
    from forecasting.claims import Claim

__all__ = ["BAND", "growth_against_levels"]


#: A rate that could have been printed ten points higher or lower without being caught was not tested.
BAND = Fraction(1, 10)


def growth_against_levels(evidence: Evidence) -> Iterator[Finding]:
    """Does the printed rate, multiple or change follow from the printed levels?

    Computed growth runs from (lowest end / highest base) to (highest end / lowest base); the claim is consistent
    when the rate recomputed from the printed levels rounds to it, within rounding when only the intervals meet. What
    does not meet inside one space is conditional where a bridge mends it, and inconsistent where none does.

    Facts: `label`, `unit`, `value` as printed, `start`, `end`; where both levels are printed `first` and `last`, `point`
    with `low` and `high`, `statedlow`, `statedhigh`, `slack`, and `rate` and `level` where something else is to be
    written; through a price change `nominal`, `bandlow`, `bandhigh`; where a level is missing the years `missing` and,
    where the other one bounds it, `low` and `high`.
    """
    for claim in sorted(evidence.dossier.claims, key=lambda one: one.claim_id):
        if is_past_plan(claim, evidence.dossier):
            continue
        if claim.kind in ("change", "points"):
            yield from difference(evidence, claim)
            continue
        if claim.kind not in (*GROWTH_KINDS, "multiple"):
            continue
        start = evidence.start(claim)
        if start is None or start >= claim.end:
            continue
        yield from _growth(evidence, claim, start)


def _growth(evidence: Evidence, claim: Claim, start: int) -> Iterator[Finding]:
    """The finding for one rate or multiple, by the space its levels are printed in."""
    indicator = evidence.indicator(claim)
    space = meaning(claim, evidence.dossier).space
    own = [evidence.printed(claim.entity, claim.indicator, space, year) for year in (start, claim.end)]
    levels = space_of_levels(indicator, period=space.period)._replace(vintage=space.vintage)
    other = [evidence.printed(claim.entity, claim.indicator, levels, year) for year in (start, claim.end)]
    loose = excuses(claim, evidence.dossier, ELSEWHERE)
    scoped = space.scope != "" or bool(loose)
    if own[0] is not None and own[1] is not None and (space.scope or not scoped):
        yield _rate_against(evidence, claim, start, own[0], own[1])
    elif other[0] is not None and other[1] is not None and _cannot_be_tied(space.basis, levels.basis):
        yield _untied(evidence, claim, start)
    elif other[1] is not None and scoped and (other[0] is not None or _says_scope(claim)):
        yield _other_scope(evidence, claim, start, other[0], other[1])
    elif other[0] is not None and other[1] is not None and {space.basis, levels.basis} == {"real", "nominal"}:
        yield _other_prices(evidence, claim, start, other[0], other[1])
    elif {space.basis, levels.basis} == {"real", "nominal"} and claim.kind != "multiple":
        yield from _implied_prices(evidence, claim, start, (other[0] is None, other[1] is None))
    elif claim.kind == "growth":
        yield _missing(evidence, claim, start, (other[0] is None, other[1] is None))


def _cannot_be_tied(basis: str, levels: str) -> bool:
    """Whether no bridge ties a rate to its levels: one is physical, the other money."""
    return basis != levels and {basis, levels} != {"real", "nominal"}


def _says_scope(claim: Claim) -> bool:
    """Whether a claim itself, not only what is usual for its kind, is of another scope or coverage."""
    return bool(claim.scope or scope_word(claim) or currency_or_coverage_word(claim))


def _missing(evidence: Evidence, claim: Claim, start: int, gone: tuple[bool, bool]) -> Finding:
    if all(gone):
        return _untested(evidence, claim, start, None)
    return _untested(evidence, claim, start, start if gone[0] else claim.end)


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
        "printed": claim.unit,
    }
    rates, unit = _said(claim, evidence)
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
        unit=unit,
        grade="D",
        suggestion=suggestion,
        facts=values | {"missing": (start, claim.end) if missing is None else (missing,)},
    )


def _against(
    evidence: Evidence, claim: Claim, start: int, first: PrintedLevel | None, last: PrintedLevel
) -> Finding:
    """What every finding of a claim against printed levels has in common."""
    values: dict[str, object] = {
        "label": evidence.label(claim.entity, claim.indicator),
        "unit": evidence.indicator(claim).unit,
        "start": start,
        "end": claim.end,
        "first": float(first.value) if first is not None else None,
        "last": float(last.value),
        "value": as_printed(claim),
        "printed": claim.unit,
        "basis": Phrase(f"findings.basis.{basis_used(claim, evidence.dossier)}"),
    }
    plain = (first is None or first.plain) and last.plain and claim.comparator == "="
    return Finding(
        check="growth_against_levels",
        kind="provable",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="consistent",
        message=Phrase("findings.growth.consistent", values),
        start=start,
        end=claim.end,
        claims=tuple(sorted({claim.claim_id, *(first.claims if first else ()), *last.claims})),
        grade="A" if plain else "B",
        facts=values,
    )


def _rate_against(
    evidence: Evidence, claim: Claim, start: int, first: PrintedLevel, last: PrintedLevel
) -> Finding:
    """The finding for a claim whose two levels are printed in its own space."""
    base = _against(evidence, claim, start, first, last)
    ratio = last.interval.over(first.interval)
    point_ratio = last.value / first.value
    if claim.kind == "multiple":
        found = _fold_against(evidence, claim, base, ratio, point_ratio)
    else:
        steps = _steps(claim, start)
        computed = ratio_to_rate(ratio, steps)
        point = (
            Fraction(float(point_ratio) ** (1 / steps)).limit_denominator(10**12) - 1
            if steps > 1
            else point_ratio - 1
        )
        found = _judged(evidence, claim, base, rate_interval(claim, evidence.dossier), computed, point, "%")
    if found.verdict != "inconsistent":
        return found
    return _over_a_bridge(evidence, claim, found, first, last)


def _over_a_bridge(
    evidence: Evidence, claim: Claim, found: Finding, first: PrintedLevel, last: PrintedLevel
) -> Finding:
    """A rate that does not follow from its levels: conditional where a bridge mends it, with what it would need."""
    dossier = evidence.dossier
    levels = [dossier.claim(one) for one in found.claims if one != claim.claim_id]
    modes = {"zeros": (frozenset({"zeros"}),), "hedge": (frozenset({"hedge"}),), "cut": (frozenset({"cut"}),)}
    conditions: list[Condition] = []
    for form, lenient in modes.items():
        if _holds(evidence, [claim, *levels], lenient[0]):
            conditions += [
                form_condition(evidence, one, form)
                for one in (claim, *levels)
                if form in excuses(one, dossier)
            ]
    conditions += average_conditions(evidence, claim)
    vintage = meaning(claim, dossier).space.vintage
    growth = stated_growth(evidence, claim) if claim.kind != "multiple" else None
    if first.vintage != last.vintage or vintage not in (first.vintage, last.vintage):
        needed = growth if growth is not None else last.interval.over(first.interval)
        conditions.append(base_condition(evidence, claim, "revision", last.interval, needed, first.interval))
    conditions += [misread_condition(evidence, one) for one in (claim, *levels) if is_doubtful(one, dossier)]
    implausible: Condition | None = None
    if "price" in excuses(claim, dossier):
        growth = growth if growth is not None else _folds(evidence, claim)
        ratio = last.interval.over(first.interval)
        price = price_condition(evidence, claim, ratio, growth)
        if price is not None and price[1]:
            conditions.append(price[0])
        elif price is not None:
            implausible = price[0]
    if conditions:
        return conditional(found, conditions)
    if _holds(evidence, [claim, *levels], ROUNDED - {"price"}) or _holds(
        evidence, [claim, *levels], CUT - {"price"}
    ):
        forms = [
            form_condition(evidence, one, form)
            for one in (claim, *levels)
            for form in ("zeros", "hedge", "cut")
            if form in excuses(one, dossier)
        ]
        return conditional(found, forms)
    return found if implausible is None else conditional(found, [implausible], "implausible")


def _holds(evidence: Evidence, claims: list[Claim], lenient: frozenset[str]) -> bool:
    """Whether some claims hold together once they may be meant otherwise in a given way."""
    return fits_leniently(claims, evidence.dossier, lenient)


def _other_scope(
    evidence: Evidence, claim: Claim, start: int, first: PrintedLevel | None, last: PrintedLevel
) -> Finding:
    """A rate on another scope, currency or coverage than the levels: no level can test it, none is accused."""
    base = _against(evidence, claim, start, first, last)
    growth = stated_growth(evidence, claim) if claim.kind != "multiple" else Interval()
    bridge = "scope" if claim.scope or "scope" in excuses(claim, evidence.dossier) else "currency"
    condition = base_condition(evidence, claim, bridge, last.interval, growth, None)
    if first is not None and claim.kind != "multiple":
        ratio = last.interval.over(first.interval)
        computed = ratio_to_rate(ratio, _steps(claim, start))
        found = replace(base, computed=computed.floats())
    else:
        found = base
    stated, unit = _said(claim, evidence)
    return conditional(replace(found, stated=stated.floats(), unit=unit), [condition])


def _folds(evidence: Evidence, claim: Claim) -> Interval:
    """The ratio a multiple states, whichever way it is read."""
    growths = [
        bound.ratio for reading in compile_claim(claim, evidence.dossier) for bound in reading.bounds[-1:]
    ]
    growth = growths[0]
    for one in growths[1:]:
        growth = growth.hull(one)
    return growth


def _other_prices(
    evidence: Evidence, claim: Claim, start: int, first: PrintedLevel, last: PrintedLevel
) -> Finding:
    """Real growth against nominal levels (or the reverse): the price change it implies, against the usual band.

    Where nothing states the basis and the rate follows from its levels as printed, it needs no price change.
    """
    base = _against(evidence, claim, start, first, last)
    if claim.kind != "multiple" and meaning(claim, evidence.dossier).decided not in ("row", "dossier"):
        plain = _rate_against(evidence, claim, start, first, last)
        if plain.verdict in ("consistent", "within_rounding"):
            return plain
    ratio = last.interval.over(first.interval)
    growth = _folds(evidence, claim) if claim.kind == "multiple" else stated_growth(evidence, claim)
    return _priced(evidence, claim, base, ratio, growth, (first, last))


def _implied_prices(
    evidence: Evidence, claim: Claim, start: int, gone: tuple[bool, bool]
) -> Iterator[Finding]:
    """The same where the levels are not printed, but what is printed ties them: "1.8 times that of 2010"."""
    node = evidence.node(claim.entity, claim.indicator, start)
    end = evidence.node(claim.entity, claim.indicator, claim.end)
    ratio = evidence.network.ratio(node, end)
    if ratio.lower is None or ratio.upper is None:
        if claim.kind == "growth":
            yield _missing(evidence, claim, start, gone)
        return
    through = evidence.network.claims_between(node, end)
    base = replace(
        _untested(evidence, claim, start, None),
        claims=tuple(sorted({claim.claim_id, *through})),
        suggestion=None,
    )
    yield _priced(evidence, claim, base, ratio, stated_growth(evidence, claim), None)


def _priced(
    evidence: Evidence,
    claim: Claim,
    base: Finding,
    ratio: Interval,
    growth: Interval,
    pair: tuple[PrintedLevel, PrintedLevel] | None,
) -> Finding:
    """The verdict over a price change: consistent where the basis is stated, conditional where it is not."""
    years = claim.end - (base.start or claim.end)
    stated, unit = _said(claim, evidence)
    found = price_condition(evidence, claim, ratio, growth)
    nominal = ratio_to_rate(ratio, years)
    values = dict(base.facts) | {"nominal": _centre(nominal), "stated": stated.floats()}
    if found is None:
        return replace(
            base,
            verdict="not_assessable",
            verdicts=("not_assessable",),
            stated=stated.floats(),
            unit=unit,
            grade="D",
        )
    condition, usual = found
    values |= {
        name: condition.sentence.values[name] for name in ("point", "low", "high", "bandlow", "bandhigh")
    }
    band = price_band(claim, base.start or claim.end, evidence.dossier)
    steps = years if claim.kind in ("average_growth", "growth_each_year") else 1
    computed = ratio.over(band) if unit == "fold" else ratio_to_rate(ratio.over(band), steps)
    base = replace(
        base,
        stated=stated.floats(),
        computed=computed.floats(),
        unit=unit,
        grade="B",
        facts=values,
        message=Phrase(f"findings.deflator.{'levels' if pair else 'multiple'}", values),
    )
    firm = meaning(claim, evidence.dossier).decided in ("row", "dossier")
    if usual and firm:
        wide = _untestable(stated, computed)
        verdict = "uninformative" if wide else "consistent"
        message = (
            Phrase(f"findings.deflator.{verdict}", values) if pair else join(base.message, condition.sentence)
        )
        return replace(base, verdict=verdict, verdicts=(verdict,), message=message, conditions=(condition,))
    averages = average_conditions(evidence, claim)
    if usual:
        # A convention says that growth of this kind is real; without one, another way to reckon comes first.
        ruled = meaning(claim, evidence.dossier).decided == "convention"
        return conditional(base, [condition, *averages] if ruled else [*averages, condition])
    dossier = evidence.dossier
    vintage = meaning(claim, dossier).space.vintage
    conditions: list[Condition] = []
    if pair is not None and (pair[0].vintage != pair[1].vintage or vintage != pair[0].vintage):
        needed = growth.hull(growth.by(band))
        conditions.append(
            base_condition(evidence, claim, "revision", pair[1].interval, needed, pair[0].interval)
        )
    conditions += averages
    if conditions:
        return conditional(base, [*conditions, condition])
    side = "above" if float(condition.upper or 0) < float(band.lower or 1) - 1 else "below"
    return conditional(replace(base, side=side), [condition], "implausible")


def _said(claim: Claim, evidence: Evidence) -> tuple[Interval, str]:
    """What a claim states, and the unit of it: a rate as a fraction, or a factor."""
    if claim.kind == "multiple":
        return fold_interval(claim, evidence.dossier), "fold"
    return rate_interval(claim, evidence.dossier), "%"


def _centre(rate: Interval) -> float:
    if rate.lower is None or rate.upper is None:
        return shown(rate.lower if rate.upper is None else rate.upper)
    return float(rate.lower + rate.upper) / 2


def _untied(evidence: Evidence, claim: Claim, start: int) -> Finding:
    """A rate in physical units beside levels in money, or the reverse: nothing ties them."""
    found = _untested(evidence, claim, start, None)
    values = dict(found.facts) | {"basis": Phrase(f"findings.basis.{basis_used(claim, evidence.dossier)}")}
    return replace(
        found,
        message=Phrase("findings.growth.untied", values),
        suggestion=Phrase("findings.growth.say_basis", values),
        facts=values,
    )


def _judged(
    evidence: Evidence,
    claim: Claim,
    base: Finding,
    stated: Interval,
    computed: Interval,
    point: Fraction,
    unit: str,
) -> Finding:
    """Verdict, side, message and suggestion from the stated and the computed interval."""
    values = dict(base.facts) | {
        "point": _rate(claim, float(point), unit),
        "low": _rate(claim, shown(computed.lower), unit),
        "high": _rate(claim, shown(computed.upper), unit),
        "statedlow": _rate(claim, shown(stated.lower), unit),
        "statedhigh": _rate(claim, shown(stated.upper), unit),
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
    key = "one_sided" if one_sided else verdict
    if unit == "%" and verdict == "within_rounding" and None in (stated.lower, stated.upper):
        key = "within_rounding_open"
    over_years = "_a_year" if unit == "%" and _steps(claim, int(str(values["start"]))) > 1 else ""
    message = Phrase(f"findings.{family}.{key}{over_years}", values)
    suggestion: Phrase | None = None
    facts = dict(values)
    if verdict == "inconsistent":
        facts |= _rewritten(claim, point, values, unit)
        suggestion = Phrase(f"findings.{family}.rewrite", facts)
    elif verdict == "within_rounding" and unit == "%":
        # A rate printed from unrounded data is right, so nothing else is suggested.
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


def _rate(claim: Claim, rate: float, unit: str) -> float:
    return in_printed_unit(claim, rate) if unit == "%" else rate


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
    last = float(Fraction(str(values["first"])) * ratio ** _steps(claim, int(str(values["start"]))))
    shown = str(values["last"])
    places = max(2 if last < 100 else 0, len(shown.partition(".")[2].rstrip("0")))
    return {"rate": text.replace("-", "−"), "level": f"{last:.{places}f}"}


def _if_real(
    evidence: Evidence, claim: Claim, point: Fraction, stated: Interval, computed: Interval
) -> Phrase | None:
    """What price change the same rate would need if it were real growth beside nominal levels."""
    indicator = evidence.indicator(claim)
    if indicator.basis != "nominal" or basis_used(claim, evidence.dossier) != "nominal":
        return None
    if not excuses(claim, evidence.dossier, frozenset({"price"})) and "gdp" not in indicator.reference_class:
        # What is stated, or printed at current prices by convention, is not read otherwise.
        return None
    if None in (stated.lower, stated.upper) or claim.comparator not in ("=", "~") or claim.kind != "growth":
        return None
    found = price_condition(evidence, claim, computed.plus(Fraction(1)), stated.plus(Fraction(1)))
    if found is None or stated.lower is None or stated.upper is None:
        return None
    condition, usual = found
    middle = (1 + point) / (1 + (stated.lower + stated.upper) / 2) - 1
    values = {**condition.sentence.values, "point": float(middle)}
    return Phrase(f"findings.growth.{'if_real' if usual else 'not_even_real'}", values)


def _fold_against(
    evidence: Evidence,
    claim: Claim,
    base: Finding,
    ratio: Interval,
    point: Fraction,
) -> Finding:
    """A multiple against two printed levels, under each of its readings."""
    outcomes = []
    for reading in compile_claim(claim, evidence.dossier):
        stated = next((bound.ratio for bound in reading.bounds if bound.end.year == claim.end), None)
        if stated is not None:
            finding = _judged(evidence, claim, base, stated, ratio, point, "fold")
            outcomes.append((reading.name, finding))
    order = {"consistent": 0, "within_rounding": 1, "inconsistent": 2}
    outcomes.sort(key=lambda outcome: (order[outcome[1].verdict], outcome[0]))
    best = outcomes[0][1]
    fitting = [name for name, finding in outcomes if finding.verdict != "inconsistent" and name]
    readings = tuple((claim.claim_id, name) for name in fitting)
    if len(outcomes) > 1 and best.verdict == "inconsistent":
        best = replace(best, message=join(best.message, Phrase("findings.fold.other_reading", {})))
    return replace(best, readings=readings)
