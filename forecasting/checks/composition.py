"""Shares, parts and ratios: interval arithmetic on what the network implies; and growth outside plausible bands."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.checks.arithmetic import fold_phrase
from forecasting.checks.finding import Evidence, Finding
from forecasting.network import base_year, compile_claim, rate_interval, ratio_to_rate
from forecasting.stated import Interval, StatedError, conversion, unit
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.claims import Claim, Identity, Ratio

__all__ = ["plausible_growth", "ratios", "shares_and_parts"]


def _middle(interval: Interval) -> float:
    if interval.lower is None or interval.upper is None:
        return float("nan")
    return math.sqrt(float(interval.lower * interval.upper))


def _point(evidence: Evidence, entity: str, indicator: str, year: int) -> float | None:
    """The best single number for a level: printed, else observed, else the middle of a bounded range."""
    basis = evidence.dossier.indicators[indicator].basis
    printed = evidence.printed(entity, indicator, basis, year)
    if printed is not None:
        return float(printed.value)
    seen = next((one for one in evidence.observations(entity, indicator) if one.year == year), None)
    if seen is not None:
        return seen.level
    interval = evidence.implied(entity, indicator, year)
    bounded = interval.lower is not None and interval.upper is not None
    return _middle(interval) if bounded else None


def shares_and_parts(evidence: Evidence) -> Iterator[Finding]:
    """Do stated shares and sums of parts agree, and what must the rest have done?"""
    for claim in sorted(evidence.dossier.claims, key=lambda one: one.claim_id):
        if claim.kind == "share":
            yield _share(evidence, claim)
    for identity in evidence.dossier.identities:
        yield from _identity(evidence, identity)


def _share(evidence: Evidence, claim: Claim) -> Finding:
    indicator = evidence.indicator(claim)
    whole = evidence.dossier.indicators[claim.of]
    stated = rate_interval(claim, evidence.dossier)
    part_level = evidence.printed(claim.entity, claim.indicator, indicator.basis, claim.end)
    whole_level = evidence.printed(claim.entity, claim.of, whole.basis, claim.end)
    values: dict[str, object] = {
        "label": indicator.label,
        "whole": whole.label,
        "year": claim.end,
        "value": claim.value,
        "statedlow": float(stated.lower or 0),
        "statedhigh": float(stated.upper or 1),
    }
    common = partial(Finding, check="shares_and_parts", entity=claim.entity, indicator=claim.indicator)
    if part_level is None or whole_level is None:
        missing = [
            name.label for name, level in ((indicator, part_level), (whole, whole_level)) if level is None
        ]
        return common(
            verdict="not_assessable",
            message=Phrase("findings.share.no_level", values | {"missing": missing}),
            start=claim.end,
            end=claim.end,
            claims=(claim.claim_id,),
            stated=stated.floats(),
            unit="%",
            grade="D",
        )
    factor = conversion(indicator.unit, whole.unit)
    computed = part_level.interval.over(whole_level.interval).times(factor)
    point = part_level.value / whole_level.value * factor
    side = None
    if not stated.meets(computed):
        verdict = "inconsistent"
        side = stated.side_of(computed)
    else:
        verdict = "consistent" if stated.contains(point) else "within_rounding"
    values |= {"point": float(point), "low": float(computed.lower or 0), "high": float(computed.upper or 0)}
    return common(
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        message=Phrase(f"findings.share.{verdict}", values),
        start=claim.end,
        end=claim.end,
        claims=tuple(sorted({claim.claim_id, *part_level.claims, *whole_level.claims})),
        stated=stated.floats(),
        computed=computed.floats(),
        unit="%",
        grade="A" if part_level.plain and whole_level.plain else "B",
        suggestion=Phrase("findings.share.rewrite", values) if verdict == "inconsistent" else None,
    )


def _claims_about(
    evidence: Evidence, entity: str, indicators: tuple[str, ...], years: tuple[int, ...]
) -> tuple[str, ...]:
    return tuple(
        sorted(
            claim.claim_id
            for claim in evidence.dossier.claims
            if claim.entity == entity
            and claim.indicator in indicators
            and claim.end in years
            and claim.kind in ("level", "growth")
        )
    )


def _identity(evidence: Evidence, identity: Identity) -> Iterator[Finding]:
    """One total and its parts, in each year that allows it; the growth of what is left between such years."""
    dossier = evidence.dossier
    entity = dossier.entity
    total = dossier.indicators[identity.total]
    years = sorted(
        {
            node.year
            for node in evidence.network.implied
            if (node.entity, node.indicator) == (entity, identity.total)
        }
    )
    rest: dict[int, tuple[Interval, float, str]] = {}
    compared = False
    for year in years:
        whole = evidence.implied(entity, identity.total, year)
        if whole.lower is None or whole.upper is None:
            continue
        parts = {
            name: evidence.implied(entity, name, year).times(
                conversion(dossier.indicators[name].unit, total.unit)
            )
            for name in identity.parts
        }
        known = {name: one for name, one in parts.items() if one.lower is not None and one.upper is not None}
        missing = [name for name in identity.parts if name not in known]
        low = sum((one.lower or Fraction(0) for one in known.values()), Fraction(0))
        high = sum((one.upper or Fraction(0) for one in known.values()), Fraction(0))
        points = [
            (_point(evidence, entity, name, year) or _middle(one))
            * float(conversion(dossier.indicators[name].unit, total.unit))
            for name, one in known.items()
        ]
        point = _point(evidence, entity, identity.total, year) or _middle(whole)
        if len(missing) > 1 or not known:
            continue
        values: dict[str, object] = {
            "total": total.label,
            "unit": total.unit,
            "year": year,
            "whole": point,
            "sum": sum(points),
            "low": float(low),
            "high": float(high),
            "parts": [dossier.indicators[name].label for name in known],
        }
        ids = _claims_about(evidence, entity, (identity.total, *identity.parts), (year,))
        if not missing:
            compared = True
            yield _sum(entity, identity.total, year, whole, Interval(low, high), values, ids)
            continue
        left = Interval(whole.lower - high, whole.upper - low)
        if left.upper is not None and left.upper <= 0:
            compared = True
            yield Finding(
                check="shares_and_parts",
                entity=entity,
                indicator=identity.total,
                verdict="inconsistent",
                verdicts=("inconsistent",),
                side="below",
                message=Phrase("findings.parts.exceed", values),
                start=year,
                end=year,
                claims=ids,
                stated=whole.floats(),
                computed=(float(low), float(high)),
                unit=total.unit,
                suggestion=Phrase("findings.parts.find", values),
            )
            continue
        rest[year] = (left, point - sum(points), missing[0])
    for start, end in pairwise(sorted(rest)):
        first, last = rest[start], rest[end]
        if first[0].lower is None or first[0].lower <= 0 or first[2] != last[2]:
            continue
        compared = True
        yield _rest(evidence, identity, (start, end), (first[0], first[1]), (last[0], last[1]), first[2])
    if not compared:
        yield Finding(
            check="shares_and_parts",
            entity=entity,
            indicator=identity.total,
            verdict="not_assessable",
            message=Phrase(
                "findings.parts.no_levels",
                {"total": total.label, "parts": [dossier.indicators[name].label for name in identity.parts]},
            ),
            grade="D",
        )


def _sum(
    entity: str,
    indicator: str,
    year: int,
    whole: Interval,
    parts: Interval,
    values: dict[str, object],
    ids: tuple[str, ...],
) -> Finding:
    meets = whole.meets(parts)
    side = None
    if not meets:
        verdict = "inconsistent"
        side = whole.side_of(parts)
    else:
        point = Fraction(str(values["sum"]))
        verdict = "consistent" if whole.contains(point) else "within_rounding"
    return Finding(
        check="shares_and_parts",
        entity=entity,
        indicator=indicator,
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        message=Phrase(f"findings.parts.{verdict}", values),
        start=year,
        end=year,
        claims=ids,
        stated=whole.floats(),
        computed=parts.floats(),
        unit=str(values["unit"]),
        suggestion=Phrase("findings.parts.find", values) if verdict == "inconsistent" else None,
    )


def _rest(
    evidence: Evidence,
    identity: Identity,
    years: tuple[int, int],
    first: tuple[Interval, float],
    last: tuple[Interval, float],
    name: str,
) -> Finding:
    """What the remaining part grew by between two years."""
    dossier = evidence.dossier
    start, end = years
    entity = dossier.entity
    span = end - start
    computed = ratio_to_rate(last[0].over(first[0]), span)
    point = (last[1] / first[1]) ** (1 / span) - 1
    known = [one for one in identity.parts if one != name]

    def grew(indicator: str) -> float:
        before = _point(evidence, entity, indicator, start)
        after = _point(evidence, entity, indicator, end)
        return float("nan") if not before or not after else float((after / before) ** (1 / span) - 1)

    values: dict[str, object] = {
        "total": dossier.indicators[identity.total].label,
        "rest": dossier.indicators[name].label,
        "parts": [dossier.indicators[one].label for one in known],
        "unit": dossier.indicators[identity.total].unit,
        "start": start,
        "end": end,
        "first": first[1],
        "last": last[1],
        "point": point,
        "low": float(computed.lower or -1),
        "high": float(computed.upper or 0),
        "whole_growth": grew(identity.total),
        "part_growth": grew(known[0]) if len(known) == 1 else float("nan"),
    }
    message = Phrase("findings.parts.rest_of_one" if len(known) == 1 else "findings.parts.rest", values)
    band = dossier.indicators[name].plausible_growth
    outside = band is not None and (
        (computed.lower is not None and computed.lower > band[1])
        or (computed.upper is not None and computed.upper < band[0])
    )
    if outside and band is not None:
        message = join(
            message, Phrase("findings.parts.odd", {"bandlow": float(band[0]), "bandhigh": float(band[1])})
        )
    return Finding(
        check="shares_and_parts",
        entity=entity,
        indicator=name,
        verdict="consistent",
        verdicts=("consistent",),
        message=message,
        start=start,
        end=end,
        claims=_claims_about(evidence, entity, (identity.total, *identity.parts), (start, end)),
        computed=computed.floats(),
        unit="%",
        grade="B",
        rank=-50,
    )


def plausible_growth(evidence: Evidence) -> Iterator[Finding]:
    """Does the network force a growth outside the plausible band, and what does each multiple come to a year?"""
    dossier = evidence.dossier
    for claim in sorted(dossier.claims, key=lambda one: one.claim_id):
        if claim.kind == "multiple" and claim.role in ("history", "benchmark"):
            yield from _multiple(evidence, claim)
    series = sorted({(one.entity, one.indicator) for one in dossier.claims})
    for entity, name in series:
        band = dossier.indicators[name].plausible_growth
        if band is None:
            continue
        nodes = sorted(
            node
            for node in evidence.network.implied
            if (node.entity, node.indicator, node.basis) == (entity, name, dossier.indicators[name].basis)
        )
        forced = []
        for before, after in pairwise(nodes):
            rate = ratio_to_rate(evidence.network.ratio(before, after), after.year - before.year)
            forced.append((before.year, after.year, rate))
        outside = [
            (start, end, rate)
            for start, end, rate in forced
            if (rate.lower is not None and rate.lower > band[1])
            or (rate.upper is not None and rate.upper < band[0])
        ]
        for start, end, rate in outside:
            yield _implausible(evidence, entity, name, (start, end), rate, band)
        # A pair of years bounded on both sides; the last unbroken run of them is what the sentence speaks of.
        known: list[tuple[int, int, Interval]] = []
        for one in forced:
            if one[2].lower is not None and one[2].upper is not None:
                known = [*known, one] if known and known[-1][1] == one[0] else [one]
        if not outside and known:
            yield _plausible(evidence, entity, name, known, band)


def _implausible(
    evidence: Evidence,
    entity: str,
    name: str,
    years: tuple[int, int],
    rate: Interval,
    band: tuple[Fraction, Fraction],
) -> Finding:
    start, end = years
    high = rate.lower is not None and rate.lower > band[1]
    values = {
        "label": evidence.label(entity, name),
        "start": start,
        "end": end,
        "low": float(rate.lower) if rate.lower is not None else -1.0,
        "high": float(rate.upper) if rate.upper is not None else float("nan"),
        "bandlow": float(band[0]),
        "bandhigh": float(band[1]),
    }
    key = ("above" if high else "below") + ("_year" if end - start == 1 else "")
    return Finding(
        check="plausible_growth",
        entity=entity,
        indicator=name,
        verdict="implausible",
        verdicts=("implausible",),
        side="above" if high else "below",
        message=Phrase(f"findings.plausible.{key}", values),
        start=start,
        end=end,
        claims=_claims_about(evidence, entity, (name,), tuple(range(start, end + 1))),
        stated=(float(band[0]), float(band[1])),
        computed=rate.floats(),
        unit="%",
        grade="B",
        suggestion=Phrase("findings.plausible.explain", values),
    )


def _plausible(
    evidence: Evidence,
    entity: str,
    name: str,
    known: list[tuple[int, int, Interval]],
    band: tuple[Fraction, Fraction],
) -> Finding:
    low = min(float(rate.lower) for _, _, rate in known if rate.lower is not None)
    high = max(float(rate.upper) for _, _, rate in known if rate.upper is not None)
    values = {
        "label": evidence.label(entity, name),
        "start": known[0][0],
        "end": known[-1][1],
        "low": low,
        "high": high,
        "bandlow": float(band[0]),
        "bandhigh": float(band[1]),
    }
    return Finding(
        check="plausible_growth",
        entity=entity,
        indicator=name,
        verdict="consistent",
        verdicts=("consistent",),
        message=Phrase("findings.plausible.consistent", values),
        start=known[0][0],
        end=known[-1][1],
        claims=tuple(
            sorted(
                one.claim_id
                for one in evidence.dossier.claims
                if (one.entity, one.indicator) == (entity, name)
            )
        ),
        stated=(float(band[0]), float(band[1])),
        computed=(low, high),
        unit="%",
        grade="B",
        rank=10,
    )


def _multiple(evidence: Evidence, claim: Claim) -> Iterator[Finding]:
    """What a multiple since some year means as growth a year, under each of its readings."""
    start = base_year(claim, evidence.dossier)
    if start is None or claim.end - start < 2:
        return
    indicator = evidence.indicator(claim)
    years = claim.end - start
    readings = [
        (reading.name, bound.ratio)
        for reading in compile_claim(claim, evidence.dossier)
        for bound in reading.bounds
        if bound.start.year == start and bound.end.year == claim.end
    ]
    if not readings:
        return
    hull = readings[0][1]
    for _, ratio in readings[1:]:
        hull = hull.hull(ratio)
    pace = ratio_to_rate(hull, years)
    later = ratio_to_rate(hull, years - 1)
    base = evidence.implied(claim.entity, claim.indicator, start)
    first = readings[0][1]
    factor = (float(first.lower or 0) + float(first.upper or first.lower or 0)) / 2
    point = factor ** (1 / years) - 1 if factor > 0 else float("nan")
    values: dict[str, object] = {
        "label": indicator.label,
        "fold": fold_phrase(claim),
        "start": start,
        "end": claim.end,
        "years": years,
        "point": point,
        "low": float(pace.lower) if pace.lower is not None else -1.0,
        "high": float(pace.upper) if pace.upper is not None else float("nan"),
        "later": factor ** (1 / (years - 1)) - 1 if factor > 0 else float("nan"),
        "next": start + 1,
        "unit": indicator.unit,
        "baselow": float(base.lower) if base.lower is not None else float("nan"),
        "basehigh": float(base.upper) if base.upper is not None else float("nan"),
    }
    parts: list[Phrase | None] = [Phrase("findings.multiple.pace", values)]
    if base.lower is not None and base.upper is not None:
        parts.append(Phrase("findings.multiple.base", values))
    if claim.start == "founding" and later.lower is not None:
        parts.append(Phrase("findings.multiple.later", values))
    band = indicator.plausible_growth
    outside = band is not None and (
        (pace.lower is not None and pace.lower > band[1]) or (pace.upper is not None and pace.upper < band[0])
    )
    verdict = "implausible" if outside else "consistent"
    yield Finding(
        check="plausible_growth",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict=verdict,
        verdicts=(verdict,),
        message=join(*parts),
        start=start,
        end=claim.end,
        claims=(claim.claim_id,),
        stated=(float(band[0]), float(band[1])) if band is not None else None,
        computed=pace.floats(),
        unit="%",
        grade="B",
        rank=-20,
    )


def ratios(evidence: Evidence) -> Iterator[Finding]:
    """Does the network force a ratio between two indicators of one year outside its plausible band?"""
    for ratio in evidence.dossier.ratios:
        yield _ratio(evidence, ratio)


def _is_stated(
    evidence: Evidence, entity: str, name: str, year: int, thresholds: dict[tuple[str, int], float]
) -> bool:
    """Whether a level is printed or planned, not only implied."""
    basis = evidence.dossier.indicators[name].basis
    return (name, year) in thresholds or evidence.printed(entity, name, basis, year) is not None


def _ratio(evidence: Evidence, ratio: Ratio) -> Finding:
    dossier = evidence.dossier
    entity = dossier.entity
    top, bottom = dossier.indicators[ratio.numerator], dossier.indicators[ratio.denominator]
    label = ratio.label or {
        "en": f"{top.name('en')} to {bottom.name('en')}",
        "zh": f"{top.name('zh')}与{bottom.name('zh')}之比",
    }
    common = partial(Finding, check="ratios", entity=entity, indicator=ratio.numerator)
    try:
        factor = conversion(top.unit, bottom.unit)
    except StatedError:
        factor = Fraction(1)
    plain = unit(top.unit) is not None and unit(bottom.unit) is not None
    thresholds = {
        (plan.indicator, one.year): float(one.level)
        for plan in evidence.plans
        for one in (*plan.targets, *plan.goals)
    }
    names = (ratio.numerator, ratio.denominator)
    years = sorted({node.year for node in evidence.network.implied if node.entity == entity})
    rows: list[tuple[int, float, Interval]] = []
    for year in years:
        upper, lower = (
            thresholds.get((name, year)) or _point(evidence, entity, name, year)
            for name in (ratio.numerator, ratio.denominator)
        )
        if upper is None or lower is None:
            continue
        spread = evidence.implied(entity, ratio.numerator, year).over(
            evidence.implied(entity, ratio.denominator, year)
        )
        rows.append((year, upper / lower * float(factor), spread.times(factor)))
    # Levels that only multiples or rates imply say little of a ratio; they count where nothing else is known.
    stated = [
        row for row in rows if all(_is_stated(evidence, entity, name, row[0], thresholds) for name in names)
    ]
    rows = stated or rows
    if not rows or not plain:
        return common(
            verdict="not_assessable",
            message=Phrase(
                "findings.ratio.no_year", {"label": label, "top": top.label, "bottom": bottom.label}
            ),
            grade="D",
        )
    band = ratio.plausible
    limits = Interval(*band) if band is not None else Interval()
    outside = [
        (year, value)
        for year, value, spread in rows
        if not spread.meets(limits)
        or ((spread.lower is None or spread.upper is None) and not limits.contains(Fraction(value)))
    ]
    listed = [Phrase("findings.ratio.year", {"value": value, "year": year}) for year, value, _ in rows]
    values: dict[str, object] = {"label": label, "listed": listed}
    if band is not None:
        values |= {"bandlow": float(band[0]), "bandhigh": float(band[1])}
    side = None
    if outside and band is not None:
        side = "above" if outside[0][1] > float(band[1]) else "below"
        values |= {"years": [str(year) for year, _ in outside]}
    verdict = "implausible" if outside else "consistent"
    return common(
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        message=Phrase(f"findings.ratio.{side or ('inside' if band is not None else 'plain')}", values),
        start=rows[0][0],
        end=rows[-1][0],
        claims=_claims_about(
            evidence, entity, (ratio.numerator, ratio.denominator), tuple(year for year, _, _ in rows)
        ),
        stated=(float(band[0]), float(band[1])) if band is not None else None,
        computed=(min(value for _, value, _ in rows), max(value for _, value, _ in rows)),
        unit="%",
        grade="B",
        suggestion=Phrase("findings.ratio.explain", values) if outside else None,
        rank=0 if outside else -10,
    )
