"""One total as the product of its factors, with population at the end of the year or its mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.judge.checks.conditions import conditional, sum_condition
from forecasting.judge.checks.evidence import middle
from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.identities import never_known, told_by, vintages, why
from forecasting.judge.checks.wording import shown
from forecasting.network.bridges import CUT
from forecasting.network.series_ranges import honest_ranges
from forecasting.numbers.intervals import Interval
from forecasting.numbers.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting.dossier import Identity
    from forecasting.judge.checks.evidence import Evidence
    from forecasting.judge.checks.identities import Ranges

__all__ = ["ProductFacts", "product"]

_POSITIVE = Interval(Fraction(0), None)
#: A population whose last year is not known may have changed by so much, when a mean over the year is meant.
_DRIFT = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class ProductFacts(Facts):
    """A total of one year and the product of its factors.

    Attributes:
        total, unit: label and unit of the total.
        year: they speak of.
        whole: the total.
        product, low, high: of the factors, with what rounding leaves.
        factors: their labels.
    """

    total: Label
    unit: str
    year: int
    whole: float
    product: float
    low: float
    high: float
    factors: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class _Product:
    """A total and its factors in one year; `scale` brings their product to the unit of the total."""

    evidence: Evidence
    identity: Identity
    year: int
    scale: Fraction


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
        yield _product(_Product(evidence, identity, year, scale), whole, levels)
    if not compared:
        labels = [one.label for one in factors]
        yield never_known(evidence, identity, "findings.product.no_levels", factors=labels)


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


def _product(case: _Product, whole: Interval, levels: list[Interval]) -> Finding:
    evidence, identity, year = case.evidence, case.identity, case.year
    dossier, entity = evidence.dossier, evidence.dossier.entity
    total = dossier.indicators[identity.total]
    computed = Interval(case.scale, case.scale)
    point = float(case.scale)
    for name, level in zip(identity.factors, levels, strict=True):
        computed = computed.by(level)
        point *= evidence.point(entity, name, year) or middle(level)
    facts = ProductFacts(
        total=total.label,
        unit=total.unit,
        year=year,
        whole=evidence.point(entity, identity.total, year) or middle(whole),
        product=point,
        low=shown(computed.lower),
        high=shown(computed.upper),
        factors=tuple(dossier.indicators[name].label for name in identity.factors),
    )
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
        message=facts.phrase(f"findings.product.{verdict}"),
        start=year,
        end=year,
        claims=told_by(evidence, entity, (identity.total, *identity.factors), (year,)),
        stated=whole.floats(),
        computed=computed.floats(),
        unit=total.unit,
        grade="B",
        suggestion=None if met else facts.phrase("findings.product.find"),
        facts=facts,
    )
    return found if met else _product_as_meant(case, found)


def _product_as_meant(case: _Product, found: Finding) -> Finding:
    """A product that does not come out: conditional over a mean population or another honest meaning."""
    evidence, identity, year = case.evidence, case.identity, case.year
    names = (identity.total, *identity.factors)
    for lenient, worlds in honest_ranges(evidence.dossier, found.entity, names):
        for mean in (False, True):
            tried = [_multiplies(case, one, mean=mean) for one in worlds]
            known = all(here for _, here in tried)
            if not any(met for met, _ in tried):
                continue
            if not mean:
                return conditional(found, [why(evidence, identity, year, found, cut=lenient is CUT)])
            key = "mean" if known else "mean_unknown"
            condition = sum_condition(evidence, identity.total, year, key)
            if known:
                return replace(
                    found,
                    verdict="within_rounding",
                    verdicts=("within_rounding",),
                    side=None,
                    message=found.facts.phrase("findings.product.mean"),
                    suggestion=None,
                    conditions=(condition,),
                )
            return conditional(found, [condition])
    return found


def _multiplies(case: _Product, ranges: Ranges, *, mean: bool) -> tuple[bool, bool]:
    """Whether a product comes out in every vintage, with a mean population if wanted; and whether that is known."""
    identity, year = case.identity, case.year
    met = known = True
    for vintage in vintages(ranges, (identity.total, *identity.factors), year):
        computed = Interval(case.scale, case.scale)
        for name in identity.factors:
            level, here = _factor(case.evidence, ranges, (name, vintage, year), mean=mean)
            computed = computed.by(level)
            known = known and here
        met = met and ranges.get((identity.total, vintage, year), Interval()).meets(computed)
    return met, known


def _factor(
    evidence: Evidence, ranges: Ranges, place: tuple[str, int, int], *, mean: bool
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
