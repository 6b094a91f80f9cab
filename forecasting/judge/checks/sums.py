"""A total and its parts: do they add up, and what must the part that is not printed have done?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.judge.checks.conditions import conditional, sum_condition
from forecasting.judge.checks.evidence import middle
from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.identities import never_known, perhaps_cut, told_by, vintages, why
from forecasting.network.bridges import CUT
from forecasting.network.series_ranges import honest_ranges
from forecasting.numbers.intervals import Interval
from forecasting.numbers.powers import ratio_to_rate
from forecasting.numbers.units import conversion
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Identity
    from forecasting.judge.checks.evidence import Evidence
    from forecasting.judge.checks.identities import Ranges

__all__ = ["PartsFacts", "RestFacts", "parts"]

_ZERO = Fraction(0)
_POSITIVE = Interval(_ZERO, None)


@dataclass(frozen=True, slots=True)
class PartsFacts(Facts):
    """A total of one year and its known parts.

    Attributes:
        total, unit: label and unit of the total.
        year: they speak of.
        whole: the total.
        sum, low, high: of the parts, with what rounding leaves.
        parts: their labels.
    """

    total: Label
    unit: str
    year: int
    whole: float
    sum: float
    low: float
    high: float
    parts: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class RestFacts(Facts):
    """The part of a total that is left when the others are taken off.

    Attributes:
        total, rest, unit: labels, and the unit of the total.
        parts: labels of the others.
        start, end: first and last year, in which it was `first` and `last`.
        point, low, high: its growth a year, with what rounding leaves.
        whole_growth, part_growth: of the total, and of the other part where it is one; not a number where unknown.
    """

    total: Label
    rest: Label
    parts: tuple[Label, ...]
    unit: str
    start: int
    end: int
    first: float
    last: float
    point: float
    low: float
    high: float
    whole_growth: float
    part_growth: float


@dataclass(frozen=True, slots=True)
class _Left:
    """What the known parts leave of a total in one year for the one that is missing."""

    year: int
    name: str
    range: Interval
    point: float


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total and the sum of its known parts in one year.

    Attributes:
        whole: the total.
        parts: the sum.
        left: what the known parts leave.
        known, missing: ids of the parts.
        facts: of the sentence.
    """

    whole: Interval
    parts: Interval
    left: Interval
    known: tuple[str, ...]
    missing: tuple[str, ...]
    facts: PartsFacts


def parts(evidence: Evidence, identity: Identity) -> Iterator[Finding]:
    """One total and its parts, in each year that allows it; the growth of what is left between such years."""
    dossier = evidence.dossier
    # What is missing may be less than nothing where rates may be: contributions to growth, price changes.
    signed = any(evidence.may_be_negative(dossier.entity, name) for name in (identity.total, *identity.parts))
    rest: list[_Left] = []
    compared = False
    for year in _years(evidence, identity):
        found = _summed(evidence, identity, year)
        if found is None:
            continue
        left = found.left.upper
        exceeds = bool(found.missing) and left is not None and left <= 0 and not signed
        if not found.known or (len(found.missing) > 1 and not exceeds) or (found.missing and signed):
            continue
        if not found.missing or exceeds:
            compared = True
            yield (
                _exceeding(evidence, identity, found)
                if exceeds
                else _sum(evidence, identity, found, signed=signed)
            )
            continue
        point = found.facts.whole - found.facts.sum
        rest.append(_Left(year, found.missing[0], found.left, point))
    for first, last in pairwise(rest):
        if first.range.lower is not None and first.range.lower > 0 and first.name == last.name:
            compared = True
            yield _rest(evidence, identity, first, last)
    if not compared:
        labels = [dossier.indicators[name].label for name in identity.parts]
        yield never_known(evidence, identity, "findings.parts.no_levels", parts=labels)


def _years(evidence: Evidence, identity: Identity) -> list[int]:
    """The years of which the network says anything on a total."""
    own = (evidence.dossier.entity, identity.total)
    return sorted({node.year for node in evidence.network.implied if (node.entity, node.indicator) == own})


def _summed(evidence: Evidence, identity: Identity, year: int) -> _Sum | None:
    """A total and what is known of its parts in one year; None where the total is not bounded."""
    dossier, entity = evidence.dossier, evidence.dossier.entity
    total = dossier.indicators[identity.total]
    whole = evidence.level_range(entity, identity.total, year)
    if whole.lower is None or whole.upper is None:
        return None
    factors = {name: conversion(dossier.indicators[name].unit, total.unit) for name in identity.parts}
    levels = {name: evidence.level_range(entity, name, year) for name in identity.parts}
    known = tuple(name for name, one in levels.items() if one.lower is not None and one.upper is not None)
    low = sum(((levels[name].lower or _ZERO) * factors[name] for name in known), _ZERO)
    high = sum(((levels[name].upper or _ZERO) * factors[name] for name in known), _ZERO)
    points = [
        _within(evidence.point(entity, name, year), levels[name]) * float(factors[name]) for name in known
    ]
    facts = PartsFacts(
        total=total.label,
        unit=total.unit,
        year=year,
        whole=_within(evidence.point(entity, identity.total, year), whole),
        sum=sum(points),
        low=float(low),
        high=float(high),
        parts=tuple(dossier.indicators[name].label for name in known),
    )
    missing = tuple(name for name in identity.parts if name not in known)
    left = Interval(whole.lower - high, whole.upper - low)
    return _Sum(whole, Interval(low, high), left, known, missing, facts)


def _within(point: float | None, level: Interval) -> float:
    """A printed or observed number where it lies in the range that is compared, else the middle of that."""
    if point is not None and level.contains(Fraction(point)):
        return point
    return middle(level)


def _begun(evidence: Evidence, identity: Identity, found: _Sum, verdict: str, key: str) -> Finding:
    """The finding on a total and the sum of its parts, as far as both ways to fail have it in common."""
    facts = found.facts
    return Finding(
        check="shares_and_parts",
        kind="provable",
        entity=evidence.dossier.entity,
        indicator=identity.total,
        verdict=verdict,
        verdicts=(verdict,),
        message=facts.phrase(f"findings.parts.{key}"),
        start=facts.year,
        end=facts.year,
        claims=told_by(evidence, evidence.dossier.entity, (identity.total, *identity.parts), (facts.year,)),
        stated=found.whole.floats(),
        computed=found.parts.floats(),
        unit=facts.unit,
        suggestion=facts.phrase("findings.parts.find") if verdict == "inconsistent" else None,
        facts=facts,
    )


def _sum(evidence: Evidence, identity: Identity, found: _Sum, *, signed: bool) -> Finding:
    """Whether all the parts add up to their total."""
    if found.whole.meets(found.parts):
        exact = found.whole.contains(Fraction(str(found.facts.sum)))
        verdict = "consistent" if exact else "within_rounding"
        return _begun(evidence, identity, found, verdict, verdict)
    wrong = replace(
        _begun(evidence, identity, found, "inconsistent", "inconsistent"),
        side=found.whole.side_of(found.parts),
    )
    if signed:
        return perhaps_cut(evidence, wrong, found.whole, found.parts)
    return _as_meant(evidence, wrong, found.facts.year, identity)


def _exceeding(evidence: Evidence, identity: Identity, found: _Sum) -> Finding:
    """Parts that alone are more than their total."""
    wrong = replace(_begun(evidence, identity, found, "inconsistent", "exceed"), side="below")
    return _as_meant(evidence, wrong, found.facts.year, replace(identity, parts=found.known), exceed=True)


def _rest(evidence: Evidence, identity: Identity, first: _Left, last: _Left) -> Finding:
    """What the remaining part grew by between two years."""
    dossier = evidence.dossier
    entity, start, end = dossier.entity, first.year, last.year
    span = end - start
    computed = ratio_to_rate(last.range.over(first.range), span)
    known = [one for one in identity.parts if one != first.name]

    def grew(indicator: str) -> float:
        before = evidence.point(entity, indicator, start)
        after = evidence.point(entity, indicator, end)
        return float("nan") if not before or not after else float((after / before) ** (1 / span) - 1)

    facts = RestFacts(
        total=dossier.indicators[identity.total].label,
        rest=dossier.indicators[first.name].label,
        parts=tuple(dossier.indicators[one].label for one in known),
        unit=dossier.indicators[identity.total].unit,
        start=start,
        end=end,
        first=first.point,
        last=last.point,
        point=(last.point / first.point) ** (1 / span) - 1,
        low=float(computed.lower or -1),
        high=float(computed.upper or 0),
        whole_growth=grew(identity.total),
        part_growth=grew(known[0]) if len(known) == 1 else float("nan"),
    )
    message = facts.phrase("findings.parts.rest_of_one" if len(known) == 1 else "findings.parts.rest")
    band = dossier.indicators[first.name].plausible_growth
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
        indicator=first.name,
        verdict="consistent",
        verdicts=("consistent",),
        message=message,
        start=start,
        end=end,
        claims=told_by(evidence, entity, (identity.total, *identity.parts), (start, end)),
        computed=computed.floats(),
        unit="%",
        grade="B",
        facts=facts,
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

        def fits(vintage: int, ranges: Ranges) -> bool:
            together = Interval(_ZERO, _ZERO)
            for name in identity.parts:
                level = ranges.get((name, vintage, year), _POSITIVE)
                together = together.add(level.times(conversion(dossier.indicators[name].unit, total.unit)))
            if exceed:
                together = Interval(together.lower, None)
            return ranges.get((identity.total, vintage, year), _POSITIVE).meets(together)

        if any(all(fits(vintage, one) for vintage in vintages(one, names, year)) for one in worlds):
            return conditional(found, [why(evidence, identity, year, found, cut=lenient is CUT)])
    return found
