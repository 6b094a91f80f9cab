"""Totals with parts, products of factors, and sums over years: interval arithmetic on what the network implies."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.checks.conditions import (
    Condition,
    base_condition,
    conditional,
    sum_condition,
    vintage_condition,
)
from forecasting.checks.evidence import Evidence, middle
from forecasting.checks.finding import Finding
from forecasting.checks.wording import as_printed, shown
from forecasting.claims.quotes import scope_word
from forecasting.meaning import meaning, printed_interval, ratio_to_rate
from forecasting.network import UNIT
from forecasting.network.bridges import CUT, ELSEWHERE, excuses, printed_as_meant
from forecasting.network.parts import honest_ranges, linked_ranges
from forecasting.stated import Interval, conversion, unit
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forecasting.claims import Claim, Identity

    _Ranges = Mapping[tuple[str, int, int], Interval]

__all__ = ["parts", "product", "total_of_years"]

_ZERO, _ONE = Fraction(0), Fraction(1)
_POSITIVE = Interval(_ZERO, None)
#: As printed, the claims of each source by themselves and those of other scopes left out.
_REVISED = frozenset({"revision", "scope", "currency"})
#: A population whose last year is not known may have changed by so much, when a mean over the year is meant.
_DRIFT = Fraction(1, 10)


def parts(evidence: Evidence, identity: Identity) -> Iterator[Finding]:
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
    # What is missing may be less than nothing where rates may be: contributions to growth, price changes.
    signed = any(evidence.may_be_negative(entity, name) for name in (identity.total, *identity.parts))
    rest: dict[int, tuple[Interval, float, str]] = {}
    compared = False
    for year in years:
        whole = evidence.level_range(entity, identity.total, year)
        if whole.lower is None or whole.upper is None:
            continue
        shares = {
            name: evidence.level_range(entity, name, year).times(
                conversion(dossier.indicators[name].unit, total.unit)
            )
            for name in identity.parts
        }
        known = {name: one for name, one in shares.items() if one.lower is not None and one.upper is not None}
        missing = [name for name in identity.parts if name not in known]
        low = sum((one.lower or Fraction(0) for one in known.values()), Fraction(0))
        high = sum((one.upper or Fraction(0) for one in known.values()), Fraction(0))
        points = [
            _within(evidence.point(entity, name, year), evidence.level_range(entity, name, year))
            * float(conversion(dossier.indicators[name].unit, total.unit))
            for name, one in known.items()
        ]
        point = _within(evidence.point(entity, identity.total, year), whole)
        left = Interval(whole.lower - high, whole.upper - low)
        exceeds = bool(missing) and left.upper is not None and left.upper <= 0 and not signed
        if not known or (len(missing) > 1 and not exceeds) or (missing and signed):
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
        ids = told_by(evidence, entity, (identity.total, *identity.parts), (year,))
        if not missing:
            compared = True
            found = _sum(entity, identity.total, year, whole, Interval(low, high), values, ids)
            if found.verdict == "inconsistent" and signed:
                found = _perhaps_cut(evidence, found, whole, Interval(low, high))
            elif found.verdict == "inconsistent":
                found = _as_meant(evidence, found, year, identity)
            yield found
            continue
        if exceeds:
            compared = True
            found = Finding(
                check="shares_and_parts",
                kind="provable",
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
                facts=values,
            )
            yield _as_meant(evidence, found, year, replace(identity, parts=tuple(known)), exceed=True)
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
            kind="provable",
            entity=entity,
            indicator=identity.total,
            verdict="not_assessable",
            message=Phrase(
                "findings.parts.no_levels",
                {"total": total.label, "parts": [dossier.indicators[name].label for name in identity.parts]},
            ),
            grade="D",
        )


def _within(point: float | None, level: Interval) -> float:
    """A printed or observed number where it lies in the range that is compared, else the middle of that."""
    if point is not None and level.contains(Fraction(point)):
        return point
    return middle(level)


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
        kind="provable",
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
        facts=values,
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
        before = evidence.point(entity, indicator, start)
        after = evidence.point(entity, indicator, end)
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
        kind="provable",
        entity=entity,
        indicator=name,
        verdict="consistent",
        verdicts=("consistent",),
        message=message,
        start=start,
        end=end,
        claims=told_by(evidence, entity, (identity.total, *identity.parts), (start, end)),
        computed=computed.floats(),
        unit="%",
        grade="B",
        facts=values,
        telling=True,
        rank=-50,
    )


def _as_meant(
    evidence: Evidence, found: Finding, year: int, identity: Identity, *, exceed: bool = False
) -> Finding:
    """A sum that does not come out: conditional where an honest meaning of its numbers mends it."""
    dossier = evidence.dossier
    total = dossier.indicators[identity.total]
    if "real" in {total.basis, *(dossier.indicators[name].basis for name in identity.parts)}:
        return conditional(found, [sum_condition(evidence, identity.total, year, "chained")])
    names = (identity.total, *identity.parts)
    for lenient, worlds in honest_ranges(dossier, found.entity, names):

        def fits(vintage: int, ranges: _Ranges) -> bool:
            together = Interval(_ZERO, _ZERO)
            for name in identity.parts:
                level = ranges.get((name, vintage, year), _POSITIVE)
                together = together.add(level.times(conversion(dossier.indicators[name].unit, total.unit)))
            if exceed:
                together = Interval(together.lower, None)
            return ranges.get((identity.total, vintage, year), _POSITIVE).meets(together)

        if any(all(fits(vintage, one) for vintage in _vintages(one, names, year)) for one in worlds):
            return conditional(found, [_why(evidence, identity, year, found, cut=lenient is CUT)])
    return found


def _perhaps_cut(evidence: Evidence, found: Finding, stated: Interval, computed: Interval) -> Finding:
    """A sum of levels that may be negative: conditional where digits cut off instead of rounded would mend it."""
    if not _twice(stated).meets(_twice(computed)):
        return found
    return conditional(found, [sum_condition(evidence, found.indicator, found.end or 0, "cut")])


def _twice(range_: Interval) -> Interval:
    """A range about its middle, twice as wide: what a digit cut off upwards or downwards can have been."""
    if range_.lower is None or range_.upper is None:
        return range_
    half = (range_.upper - range_.lower) / 2
    return Interval(range_.lower - half, range_.upper + half)


def _vintages(ranges: _Ranges, names: Sequence[str], year: int) -> tuple[int, ...]:
    """The vintages that say anything of some levels of a year."""
    return tuple(sorted({vintage for name, vintage, here in ranges if name in names and here == year}))


def told_by(evidence: Evidence, entity: str, names: Sequence[str], years: Sequence[int]) -> tuple[str, ...]:
    """Ids of the claims that tell some levels, by themselves or through others, sorted."""
    found: set[str] = set()
    dossier = evidence.dossier
    vintages = {meaning(one, dossier).space.vintage for one in dossier.claims if one.indicator in names}
    for name in names:
        for year in years:
            node = evidence.node(entity, name, year)
            # Where sources are told apart their levels stand in spaces of their own.
            for vintage in sorted({0, *vintages}):
                place = node._replace(space=node.space._replace(vintage=vintage))
                found |= set(evidence.network.claims_between(UNIT, place))
    return tuple(sorted(found)) or evidence.claims_about(entity, tuple(names), tuple(years))


def _why(evidence: Evidence, identity: Identity, year: int, found: Finding, *, cut: bool) -> Condition:
    """Which bridge mends a sum: other vintages, digits cut off, else a price basis or scope that is not said."""
    dossier = evidence.dossier
    about = [dossier.claim(one) for one in found.claims]
    if len({meaning(one, dossier).space.vintage for one in about}) > 1:
        return vintage_condition(evidence, about[0])
    if cut:
        return sum_condition(evidence, identity.total, year, "cut")
    return sum_condition(evidence, identity.total, year, "meant")


def product(evidence: Evidence, identity: Identity) -> Iterator[Finding]:
    """One total and its factors, in each year that allows it; with population at the end of the year or its mean."""
    dossier, entity = evidence.dossier, evidence.dossier.entity
    total = dossier.indicators[identity.total]
    factors = [dossier.indicators[name] for name in identity.factors]
    years = sorted({node.year for node in evidence.network.implied if node.entity == entity})
    scale = _scale(total.unit, [one.unit for one in factors])
    compared = False
    for year in years:
        whole = evidence.implied(entity, identity.total, year)
        levels = [evidence.implied(entity, name, year) for name in identity.factors]
        if scale is None or any(None in (one.lower, one.upper) for one in (whole, *levels)):
            continue
        compared = True
        yield _product(evidence, identity, year, whole, levels, scale)
    if not compared:
        yield Finding(
            check="shares_and_parts",
            kind="provable",
            entity=entity,
            indicator=identity.total,
            verdict="not_assessable",
            message=Phrase(
                "findings.product.no_levels",
                {"total": total.label, "factors": [one.label for one in factors]},
            ),
            grade="D",
        )


def _scale(whole: str, factors: Sequence[str]) -> Fraction | None:
    """What the product of the factors is multiplied by to be in the unit of the whole; None where a unit is not known.

    A unit of money names that of the whole; what is counted (people, hectares) cancels.
    """
    there = unit(whole)
    here = [unit(one) for one in factors]
    if there is None or any(one is None for one in here):
        return None
    scale = 1 / there.factor
    for one in here:
        scale *= one.factor if one is not None else 1
    return scale


def _product(
    evidence: Evidence,
    identity: Identity,
    year: int,
    whole: Interval,
    levels: list[Interval],
    scale: Fraction,
) -> Finding:
    dossier, entity = evidence.dossier, evidence.dossier.entity
    total = dossier.indicators[identity.total]
    computed = Interval(scale, scale)
    point = float(scale)
    for name, level in zip(identity.factors, levels, strict=True):
        computed = computed.by(level)
        point *= evidence.point(entity, name, year) or middle(level)
    values: dict[str, object] = {
        "total": total.label,
        "unit": total.unit,
        "year": year,
        "whole": evidence.point(entity, identity.total, year) or middle(whole),
        "product": point,
        "low": shown(computed.lower),
        "high": shown(computed.upper),
        "factors": [dossier.indicators[name].label for name in identity.factors],
    }
    met = whole.meets(computed)
    exact = met and whole.contains(Fraction(point))
    verdict = "inconsistent" if not met else "consistent" if exact else "within_rounding"
    found = Finding(
        check="shares_and_parts",
        kind="provable",
        entity=entity,
        indicator=identity.total,
        verdict=verdict,
        verdicts=(verdict,),
        side=None if met else whole.side_of(computed),
        message=Phrase(f"findings.product.{verdict}", values),
        start=year,
        end=year,
        claims=told_by(evidence, entity, (identity.total, *identity.factors), (year,)),
        stated=whole.floats(),
        computed=computed.floats(),
        unit=total.unit,
        grade="B",
        suggestion=None if met else Phrase("findings.product.find", values),
        facts=values,
    )
    return found if met else _product_as_meant(evidence, found, identity, year, scale)


def _product_as_meant(
    evidence: Evidence, found: Finding, identity: Identity, year: int, scale: Fraction
) -> Finding:
    """A product that does not come out: conditional over a mean population or another honest meaning."""
    dossier, entity = evidence.dossier, found.entity
    names = (identity.total, *identity.factors)
    for lenient, worlds in honest_ranges(dossier, entity, names):
        for mean in (False, True):
            tried = [_multiplies(evidence, identity, year, scale, one, mean=mean) for one in worlds]
            known = all(here for _, here in tried)
            if not any(met for met, _ in tried):
                continue
            if not mean:
                return conditional(found, [_why(evidence, identity, year, found, cut=lenient is CUT)])
            key = "mean" if known else "mean_unknown"
            condition = sum_condition(evidence, identity.total, year, key)
            if known:
                message = Phrase("findings.product.mean", found.facts)
                return replace(
                    found,
                    verdict="within_rounding",
                    verdicts=("within_rounding",),
                    side=None,
                    message=message,
                    suggestion=None,
                    conditions=(condition,),
                )
            return conditional(found, [condition])
    return found


def _multiplies(
    evidence: Evidence, identity: Identity, year: int, scale: Fraction, ranges: _Ranges, *, mean: bool
) -> tuple[bool, bool]:
    """Whether a product comes out in every vintage, with a mean population if wanted; and whether that is known."""
    met = known = True
    for vintage in _vintages(ranges, (identity.total, *identity.factors), year):
        computed = Interval(scale, scale)
        for name in identity.factors:
            level, here = _factor(evidence, ranges, (name, vintage, year), mean=mean)
            computed = computed.by(level)
            known = known and here
        met = met and ranges.get((identity.total, vintage, year), Interval()).meets(computed)
    return met, known


def _factor(
    evidence: Evidence, ranges: _Ranges, place: tuple[str, int, int], *, mean: bool
) -> tuple[Interval, bool]:
    """One factor of a year, of a population its mean over the year if wanted; and whether that is known."""
    name, vintage, year = place
    level = ranges.get(place, _POSITIVE)
    known = unit(evidence.dossier.indicators[name].unit)
    if not mean or known is None or known.family != "persons":
        return level, True
    before = ranges.get((name, vintage, year - 1), Interval())
    if before.lower is None or before.upper is None:
        return level.by(Interval(1 - _DRIFT / 2, 1 + _DRIFT / 2)), False
    return level.add(before).times(Fraction(1, 2)), True


def total_of_years(evidence: Evidence, claim: Claim) -> Finding:
    """A printed sum or mean over several years against the levels of those years.

    Facts: `label`, `unit`, `value` as printed, `start`, `end`, how many `years`, and `point` with `low` and `high`.
    """
    dossier, indicator = evidence.dossier, evidence.indicator(claim)
    start = claim.start if isinstance(claim.start, int) else claim.end
    years = range(start, claim.end + 1)
    count = _ONE if claim.kind == "total" else Fraction(1, len(years))
    stated = printed_interval(claim, dossier).times(conversion(claim.unit, indicator.unit))
    signed = evidence.may_be_negative(claim.entity, claim.indicator)
    own = not claim.scope and not claim.period and not signed
    vintage = meaning(claim, dossier).space.vintage
    worlds = linked_ranges(dossier, claim.entity, (claim.indicator,), _REVISED) if own else ({},)
    tried = [[one.get((claim.indicator, vintage, year), Interval()) for year in years] for one in worlds]
    levels = next((one for one in tried if _together(one, count).meets(stated)), tried[0])
    if signed and not claim.scope and not claim.period:
        levels = [evidence.level_range(claim.entity, claim.indicator, year) for year in years]
    mixed = own and any(one.lower is None or one.upper is None for one in levels)
    if mixed:
        # Levels of other sources count where its own says nothing.
        others = [evidence.implied(claim.entity, claim.indicator, year) for year in years]
        levels = [
            here if None not in (here.lower, here.upper) else other
            for here, other in zip(levels, others, strict=True)
        ]
    values: dict[str, object] = {
        "label": evidence.label(claim.entity, claim.indicator),
        "unit": indicator.unit,
        "printed": claim.unit,
        "value": as_printed(claim),
        "start": start,
        "end": claim.end,
        "years": len(years),
    }
    common = Finding(
        check="shares_and_parts",
        kind="provable",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="not_assessable",
        message=Phrase("findings.total.no_levels", values),
        start=start,
        end=claim.end,
        claims=(claim.claim_id,),
        stated=stated.floats(),
        unit=indicator.unit,
        grade="D",
        facts=values,
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
    values |= {"point": point, "low": shown(computed.lower), "high": shown(computed.upper)}
    met = stated.meets(computed)
    exact = met and stated.contains(Fraction(point))
    verdict = "inconsistent" if not met else "consistent" if exact else "within_rounding"
    key = verdict if whole or apart else "exceeds"
    found = replace(
        common,
        verdict=verdict,
        verdicts=(verdict,),
        side=None if met else stated.side_of(computed),
        message=Phrase(f"findings.total.{claim.kind}_{key}", values),
        claims=tuple(sorted({claim.claim_id, *ids})),
        computed=computed.floats(),
        grade="B",
        suggestion=None if met else Phrase("findings.total.find", values),
        facts=values,
    )
    if signed and not met:
        return _perhaps_cut(evidence, found, stated, computed)
    return found if met else _total_as_meant(evidence, claim, found, years, count)


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
