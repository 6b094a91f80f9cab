"""Whether a dossier cuts digits off instead of rounding: what its own numbers say, taken together.

A number printed beside others that give it is a test: a rate and its two levels, a change, a share, a total and its
parts, a sum over years, the same number printed twice. Whoever rounds passes some test that cut digits cannot pass.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.meaning import GROWTH_KINDS, Space, base_year, meaning
from forecasting.network.rounded_or_cut import (
    NOTHING,
    Passed,
    RoundedOrCut,
    amount_told,
    fold_told,
    level_told,
    rate_told,
)
from forecasting.numbers.units import conversion, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forecasting.dossier import Claim, Dossier

__all__ = ["cuts_digits"]

#: Tests it takes to speak of a habit: one rate alone that does not round to its levels is none.
_HABIT = 2
#: Tests that only cut digits pass, for each that only rounded ones do, that still show a habit.
_MANY = 2
_ONE = Fraction(1)

#: Whose level, of what, in which space and year.
_Place = tuple[str, str, Space, int]


def cuts_digits(dossier: Dossier) -> bool:
    """Whether a dossier may have cut its digits off: several tests allow it, and far fewer speak for rounding."""
    known: bool | None = dossier.memo.get("cuts_digits")
    if known is None:
        known = dossier.memo["cuts_digits"] = _cuts(dossier)
    return known


def _cuts(dossier: Dossier) -> bool:
    """What the tests come to."""
    allowed = only_cut = only_rounded = 0
    for rounded, cut in _tests(dossier):
        allowed += cut
        only_cut += cut and not rounded
        only_rounded += rounded and not cut
    # One wrong number fails in several tests; a few of those do not undo a habit that many show.
    return allowed >= _HABIT and (only_rounded == 0 or only_cut > _MANY * only_rounded)


def _tests(dossier: Dossier) -> Iterator[Passed]:
    """Each printed number that others give: whether it fits them rounded, and with digits cut off."""
    told = [
        claim
        for claim in dossier.claims
        if claim.role in ("history", "benchmark") and claim.comparator == "="
    ]
    levels: dict[_Place, RoundedOrCut] = {}
    for claim in told:
        if claim.kind == "level" and claim.start is None:
            place = (claim.entity, claim.indicator, meaning(claim, dossier).space, claim.end)
            here = level_told(claim, dossier)
            if place in levels:
                yield levels[place].meets(here)
            levels.setdefault(place, here)
    yield from _rates(told, levels, dossier)
    for claim in told:
        outcome = _against_levels(claim, levels, dossier)
        if outcome is not None:
            yield outcome
    yield from _sums(levels, dossier)


def _against_levels(claim: Claim, levels: Mapping[_Place, RoundedOrCut], dossier: Dossier) -> Passed | None:
    """A change, a sum over years or a share against the levels that give it; None for others, or where one is missing."""
    space = meaning(claim, dossier).space
    series = (claim.entity, claim.indicator, space)
    if claim.kind in ("change", "points"):
        first = claim.start if isinstance(claim.start, int) else claim.end - 1
        before, after = levels.get((*series, first)), levels.get((*series, claim.end))
        if before is None or after is None:
            return None
        return amount_told(claim, dossier).meets(after.less(before))
    if claim.kind in ("total", "period_average") and isinstance(claim.start, int):
        years = [levels.get((*series, year)) for year in range(claim.start, claim.end + 1)]
        known = [level for level in years if level is not None]
        if len(known) < len(years):
            return None
        count = _ONE if claim.kind == "total" else Fraction(1, len(years))
        return amount_told(claim, dossier).meets(reduce(RoundedOrCut.add, known, NOTHING).times(count))
    if claim.kind == "share":
        whole = dossier.indicators[claim.of]
        part = levels.get((*series, claim.end))
        base = levels.get((claim.entity, claim.of, space._replace(basis=whole.basis), claim.end))
        if part is None or base is None:
            return None
        factor = conversion(dossier.indicators[claim.indicator].unit, whole.unit)
        return rate_told(claim, dossier).meets(part.over(base).times(factor))
    return None


class _Rate(NamedTuple):
    """The growth over some years that a rate or multiple says, as a ratio, and whether its price basis is firm."""

    entity: str
    indicator: str
    space: Space
    start: int
    end: int
    growth: RoundedOrCut
    is_firm: bool


def _rates(
    told: Iterable[Claim], levels: Mapping[_Place, RoundedOrCut], dossier: Dossier
) -> Iterator[Passed]:
    """Rates and multiples against their levels, against the yearly rates between, and against each other."""
    spans: dict[tuple[str, str, Space, int, int], RoundedOrCut] = {}
    rates = []
    for claim in told:
        rate = _rate_over_span(claim, dossier)
        if rate is None:
            continue
        span = rate[:5]
        if span in spans:
            yield spans[span].meets(rate.growth)
        spans.setdefault(span, rate.growth)
        rates.append(rate)
    for rate in rates:
        entity, indicator, space, start, end, growth, is_firm = rate
        first = levels.get((entity, indicator, space, start))
        last = levels.get((entity, indicator, space, end))
        steps = [spans.get((entity, indicator, space, year, year + 1)) for year in range(start, end)]
        known = [step for step in steps if step is not None]
        found = []
        if first is not None and last is not None:
            found.append(growth.meets(last.over(first)))
        if len(steps) > 1 and len(known) == len(steps):
            found.append(growth.meets(reduce(RoundedOrCut.by, known)))
        # What may be on another price basis says nothing against cutting, only for it.
        yield from found if is_firm else (outcome for outcome in found if outcome.cut)


def _rate_over_span(claim: Claim, dossier: Dossier) -> _Rate | None:
    """A rate or multiple with the years that it spans; None for other claims and where it has several readings."""
    start = base_year(claim, dossier)
    if claim.kind not in (*GROWTH_KINDS, "multiple") or start is None or start >= claim.end:
        return None
    growth = _growth(claim, dossier, claim.end - start)
    if growth is None:
        return None
    known = meaning(claim, dossier)
    return _Rate(claim.entity, claim.indicator, known.space, start, claim.end, growth, known.is_firm)


def _growth(claim: Claim, dossier: Dossier, years: int) -> RoundedOrCut | None:
    """What a rate or multiple says of its whole span, as a ratio; None where it has several readings."""
    if claim.kind == "multiple":
        said = fold_told(claim, dossier)
        parts = claim.reading.split("/")
        doublings = unit(claim.unit)
        if "increase_by" in parts:
            return said.plus(_ONE)
        plain = "increase_to" in parts or (doublings is not None and doublings.family == "doublings")
        return said if plain else None
    ratio = rate_told(claim, dossier).plus(_ONE)
    return ratio if claim.kind == "growth" else ratio.power(Fraction(years))


def _sums(levels: Mapping[_Place, RoundedOrCut], dossier: Dossier) -> Iterator[Passed]:
    """Totals against the parts printed beside them."""
    for identity in dossier.identities:
        total = dossier.indicators[identity.total]
        bases = {total.basis, *(dossier.indicators[part].basis for part in identity.parts)}
        if not identity.parts or "real" in bases:
            continue
        for (entity, indicator, space, year), whole in levels.items():
            if indicator != identity.total:
                continue
            parts = []
            for name in identity.parts:
                part = dossier.indicators[name]
                here = levels.get((entity, name, space._replace(basis=part.basis), year))
                if here is not None:
                    parts.append(here.times(conversion(part.unit, total.unit)))
            if len(parts) == len(identity.parts):
                yield whole.meets(reduce(RoundedOrCut.add, parts, NOTHING))
