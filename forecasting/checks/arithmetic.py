"""What arithmetic alone can prove: rates against levels, and all claims together."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.checks.finding import Evidence, Finding, PrintedLevel
from forecasting.network import (
    Step,
    basis_used,
    chain,
    compile_claim,
    implied_by_others,
    is_past_plan,
    nearest_value,
    rate_interval,
    ratio_to_rate,
)
from forecasting.stated import Interval, conversion, unit
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.claims import Claim
    from forecasting.network import Conflict, Diagnosis, Part, ReadingCost

__all__ = ["claims_fit_together", "growth_against_levels"]

#: A rate that could have been printed ten points higher or lower without being caught was not tested.
BAND = Fraction(1, 10)


def _steps(claim: Claim, start: int) -> int:
    """Years a printed rate compounds over: the span for a yearly rate, one for a rate over the whole span."""
    return claim.end - start if claim.kind in ("average_growth", "growth_each_year") else 1


def growth_against_levels(evidence: Evidence) -> Iterator[Finding]:
    """Does the printed rate or multiple follow from the printed levels?

    Computed growth runs from (lowest end / highest base) to (highest end / lowest base); the claim is consistent
    when the rate recomputed from the printed levels rounds to it, within rounding when only the intervals meet.
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


def _as_printed(claim: Claim) -> object:
    """The printed number with its comparator in words: "at least 10", "18 to 21"; plain where it is plain."""
    key = {"~": "about", ">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than"}
    if claim.comparator == "..":
        low, _, high = claim.value.partition("..")
        return Phrase("findings.comparators.range", {"low": low, "high": high})
    if claim.comparator in key:
        return Phrase(f"findings.comparators.{key[claim.comparator]}", {"value": claim.value})
    return claim.value


def _untested(evidence: Evidence, claim: Claim, start: int, missing: int | None) -> Finding:
    indicator = evidence.indicator(claim)
    values = {
        "label": evidence.label(claim.entity, claim.indicator),
        "value": _as_printed(claim),
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
        "value": _as_printed(claim),
        "basis": Phrase(f"findings.basis.{used}"),
    }
    base = Finding(
        check="growth_against_levels",
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
        "low": _shown(computed.lower),
        "high": _shown(computed.upper),
        "statedlow": _shown(stated.lower),
        "statedhigh": _shown(stated.upper),
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
    if verdict in ("within_rounding", "inconsistent") and unit == "%":
        message = join(message, _if_real(evidence, claim, point, stated, computed))
    if verdict == "inconsistent":
        suggestion = Phrase(f"findings.{family}.rewrite", values | _rewritten(claim, point, values, unit))
    elif verdict == "within_rounding":
        suggestion = Phrase(
            f"findings.{family}.state_precisely", values | _rewritten(claim, point, values, unit)
        )
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
    )


def _shown(end: Fraction | None) -> float:
    return float("nan") if end is None else float(end)


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
        "low": _shown(prices.lower),
        "high": _shown(prices.upper),
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
        "low": _shown(prices.lower),
        "high": _shown(prices.upper),
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


def claims_fit_together(evidence: Evidence) -> Iterator[Finding]:
    """Is there any history, and any path, on which all claims hold; and at what cost?"""
    for part in evidence.network.parts:
        diagnoses = [diagnosis for diagnosis in (part.history, part.plans) if diagnosis is not None]
        for diagnosis in diagnoses:
            for conflict in diagnosis.conflicts:
                yield _clash(evidence, part, diagnosis, conflict)
        if not diagnoses and len(part.claims) > 1:
            yield _fitting(evidence, part)
        if not part.undecided:
            yield from _slogans(evidence, part)


def _clash(evidence: Evidence, part: Part, diagnosis: Diagnosis, conflict: Conflict) -> Finding:
    """One conflict as a chain with its repairs."""
    dossier = evidence.dossier
    claims = [dossier.claim(one) for one in conflict.claims]
    entity, indicator = part.series[0]
    links = chain_phrases(evidence, conflict)
    singles = [
        repair
        for repair in diagnosis.repairs
        if len(repair.claims) == 1 and repair.claims[0] in conflict.claims
    ]
    mends = [phrase for repair in singles if (phrase := _mend(evidence, repair.claims[0])) is not None]
    values: dict[str, object] = {
        "label": evidence.label(entity, indicator),
        "count": len(conflict.claims),
        "chain": join(*links),
        "repairs": [
            Phrase("findings.together.repair", {"claims": ", ".join(one.claims)})
            for one in diagnosis.lightest
        ],
        "unlisted": diagnosis.unlisted,
    }
    key = "unproven" if not diagnosis.proven else "tie" if len(diagnosis.lightest) > 1 else "conflict"
    message = join(
        Phrase(f"findings.together.{key}", values),
        Phrase("findings.together.unlisted", values) if diagnosis.unlisted else None,
    )
    suspect = dossier.claim(diagnosis.lightest[0].claims[0]) if diagnosis.lightest else claims[0]
    allowed = implied_by_others(suspect, dossier, evidence.network)
    stated = computed = None
    unit, side = "", None
    if allowed is not None and suspect.kind in ("growth", "average_growth", "growth_each_year", "share"):
        printed = rate_interval(suspect, dossier)
        found = allowed.times(conversion(suspect.unit, "%") / 100)
        stated, computed, unit = printed.floats(), found.floats(), "%"
        side = printed.side_of(found)
    start = min((evidence.start(one) or one.end for one in claims), default=None)
    return Finding(
        check="claims_fit_together",
        entity=entity,
        indicator=indicator,
        verdict="inconsistent",
        verdicts=("inconsistent",),
        message=message,
        start=start,
        end=max(one.end for one in claims),
        claims=conflict.claims,
        stated=stated,
        computed=computed,
        unit=unit,
        side=side,
        grade="A" if all(one.comparator == "=" for one in claims) else "B",
        suggestion=Phrase("findings.together.mend", {"mends": mends}) if mends else None,
        rank=len(conflict.claims),
    )


def _mend(evidence: Evidence, claim_id: str) -> Phrase | None:
    """What one claim would have to say for all the others to hold."""
    claim = evidence.dossier.claim(claim_id)
    allowed = implied_by_others(claim, evidence.dossier, evidence.network)
    if allowed is None:
        return None
    nearest = nearest_value(claim, allowed, evidence.dossier)
    if nearest is None:
        return None
    return Phrase(
        "findings.together.nearest",
        {"claim": claim_id, "value": claim.value, "nearest": nearest, "unit": claim.unit},
    )


def chain_phrases(evidence: Evidence, conflict: Conflict) -> tuple[Phrase, ...]:
    """The conflict as sentences a reader can follow with a calculator."""
    claims = [evidence.dossier.claim(one) for one in conflict.claims]
    return tuple(_link(evidence, step) for step in chain(claims, evidence.dossier))


def _link(evidence: Evidence, step: Step) -> Phrase:
    indicator = evidence.dossier.indicators[step.node.indicator]
    values: dict[str, object] = {
        "label": evidence.label(step.node.entity, step.node.indicator),
        "unit": indicator.unit,
        "claim": step.claim,
        "year": step.node.year,
        "value": float(step.value),
        "times": float(step.ratio or 0),
        "strict": "",
    }
    if step.base is None:
        return Phrase(f"findings.chain.{step.kind}", values)
    values |= {"base": step.base.year, "other": evidence.label(step.base.entity, step.base.indicator)}
    if step.node.indicator != step.base.indicator:
        return Phrase(f"findings.chain.share_{step.kind}", values)
    return Phrase(f"findings.chain.{step.kind}", values)


def _fitting(evidence: Evidence, part: Part) -> Finding:
    """All claims of a part hold together."""
    dossier = evidence.dossier
    entity, indicator = part.series[0]
    claims = [dossier.claim(one) for one in part.claims]
    cheapest = part.fits[0] if part.fits else None
    swing = cheapest.swing if cheapest else None
    values: dict[str, object] = {"label": evidence.label(entity, indicator), "count": len(claims)}
    parts: list[Phrase | None] = [Phrase("findings.together.fit", values)]
    rates = {one.claim_id for one in claims if one.kind == "growth"}
    if swing is not None and not (len(swing.claims) == 1 and set(swing.claims) <= rates):
        values |= {"growth": float(swing.growth), "start": swing.start, "end": swing.end}
        single = swing.end - swing.start == 1
        word = "growth" if swing.growth > 0 else "decline"
        parts.append(Phrase(f"findings.together.swing_{word}{'_year' if single else ''}", values))
    if part.relaxed:
        parts.append(Phrase("findings.together.relaxed", values))
    return Finding(
        check="claims_fit_together",
        entity=entity,
        indicator=indicator,
        verdict="consistent",
        verdicts=("consistent",),
        message=join(*parts),
        start=min((evidence.start(one) or one.end for one in claims), default=None),
        end=max(one.end for one in claims),
        claims=part.claims,
        readings=cheapest.readings if cheapest else (),
        grade="A" if all(one.comparator == "=" for one in claims) else "B",
        rank=-len(part.claims),
    )


def _slogans(evidence: Evidence, part: Part) -> Iterator[Finding]:
    """What a slogan ("x4 every five years") costs beside the other claims, reading by reading."""
    dossier = evidence.dossier
    for claim_id in part.claims:
        claim = dossier.claim(claim_id)
        if claim.kind != "recurring_multiple" or claim_id in part.set_aside:
            continue
        best: dict[str, ReadingCost] = {}
        for cost in part.fits:
            reading = dict(cost.readings).get(claim_id, "")
            window = next(
                (one for one in reading.split("/") if one in ("average", "every_window")), "average"
            )
            best.setdefault(window, cost)
        costs: list[Phrase] = []
        for window, cost in sorted(best.items()):
            if cost.swing is None:
                costs.append(Phrase(f"findings.slogan.free_{window}"))
                continue
            span = "year" if cost.swing.end - cost.swing.start == 1 else "span"
            direction = "growth" if cost.swing.growth > 0 else "decline"
            costs.append(
                Phrase(
                    f"findings.slogan.{window}_{direction}_{span}",
                    {"growth": float(cost.swing.growth), "start": cost.swing.start, "end": cost.swing.end},
                )
            )
        pace = _slogan_pace(evidence, claim)
        floor = _forced_since(evidence, claim)
        indicator = evidence.indicator(claim)
        values: dict[str, object] = {
            "label": evidence.label(claim.entity, claim.indicator),
            "fold": fold_phrase(claim),
            "every": claim.every,
            "low": _shown(pace.lower),
            "high": _shown(pace.upper),
            "pace": (float(pace.lower or 0) + float(pace.upper or pace.lower or 0)) / 2,
        }
        sentences: list[Phrase | None] = []
        side = None
        computed = None
        readings = part.fits[0].readings if part.fits else ()
        ids = [claim_id]
        if floor is not None:
            year, bound, growth, other = floor
            values |= {
                "bound": bound,
                "year": year,
                "end": claim.end,
                "floor": growth,
                "unit": indicator.unit,
            }
            sentences.append(Phrase("findings.slogan.floor", values))
            computed = (growth, None)
            ids.append(other)
            if pace.upper is not None and float(pace.upper) < growth:
                side = "below"
        sentences.append(Phrase(f"findings.slogan.{'low' if side else 'pace'}", values))
        sentences += costs
        yield Finding(
            check="claims_fit_together",
            entity=claim.entity,
            indicator=claim.indicator,
            verdict="consistent",
            verdicts=("consistent",),
            side=side,
            message=join(*sentences),
            start=evidence.start(claim),
            end=claim.end,
            claims=tuple(sorted(ids)),
            readings=readings,
            stated=pace.floats(),
            computed=computed,
            unit="%",
            grade="C",
            suggestion=Phrase("findings.slogan.rewrite", values) if side else None,
            rank=-100 if side else 0,
        )


#: How Chinese counts doublings in words.
_SPOKEN = dict(zip("123456789", "一两三四五六七八九", strict=True))


def fold_phrase(claim: Claim) -> Phrase:
    """A multiple as people write it: "74-fold", or doublings with the factor they mean."""
    printed = unit(claim.unit)
    doublings = printed is not None and printed.family == "doublings"
    factor = 2.0 ** float(claim.value) if doublings and claim.comparator != ".." else 0.0
    key = "doublings" if factor else "fold"
    # Chinese prints a small number of doublings in words: 翻两番.
    spoken = {"en": claim.value, "zh": _SPOKEN.get(claim.value, claim.value)}
    return Phrase(
        f"findings.fold_words.{key}", {"value": spoken if factor else claim.value, "factor": factor}
    )


def _slogan_pace(evidence: Evidence, claim: Claim) -> Interval:
    """Growth a year the slogan states."""
    reading = compile_claim(claim, evidence.dossier)
    every = claim.every or 1
    for one in reading:
        for bound in one.bounds:
            if bound.start.year and bound.end.year - bound.start.year == every:
                return ratio_to_rate(bound.ratio, every)
    for one in reading:
        for bound in one.bounds:
            if bound.start.year:
                return ratio_to_rate(bound.ratio, bound.end.year - bound.start.year)
    return Interval()


def _forced_since(evidence: Evidence, claim: Claim) -> tuple[int, float, float, str] | None:
    """The last year a claim keeps the level below something, and the growth a year that forces to the end."""
    last = evidence.network.past.get(evidence.node(claim.entity, claim.indicator, claim.end), Interval())
    if last.lower is None:
        return None
    below = [
        one
        for one in evidence.dossier.claims
        if (one.entity, one.indicator, one.kind) == (claim.entity, claim.indicator, "level")
        and one.comparator in ("<", "<=")
        and one.end < claim.end
        and one.role == "history"
    ]
    if not below:
        return None
    latest = max(below, key=lambda one: (one.end, one.claim_id))
    bound = Fraction(latest.value) * conversion(latest.unit, evidence.indicator(claim).unit)
    years = claim.end - latest.end
    growth = float(last.lower / bound) ** (1 / years) - 1
    return latest.end, float(bound), growth, latest.claim_id
