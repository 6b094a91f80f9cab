"""Whether a dossier cuts digits off instead of rounding: what its own numbers say, taken together.

A number printed beside others that give it is a test: a rate and its two levels, a change, a share, a total and its
parts, a sum over years, the same number printed twice. Whoever rounds passes some test that cut digits cannot pass.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.meaning import (
    GROWTH_KINDS,
    Space,
    base_year,
    fold_interval,
    is_exact_count,
    level_interval,
    meaning,
    printed_interval,
    rate_interval,
)
from forecasting.numbers.intervals import Interval, positive
from forecasting.numbers.powers import raised
from forecasting.numbers.stated import cut_off
from forecasting.numbers.units import conversion, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forecasting.dossier import Claim, Dossier

__all__ = ["cuts_digits", "moved"]

#: Tests it takes to speak of a habit: one rate alone that does not round to its levels is none.
_HABIT = 2
#: Tests that only cut digits pass, for each that only rounded ones do, that still show a habit.
_MANY = 2
_ONE, _ZERO = Fraction(1), Fraction(0)


class _Both(NamedTuple):
    """What a number can be if it was rounded, and if its digits were cut off."""

    rounded: Interval
    cut: Interval

    def over(self, other: _Both) -> _Both:
        return _Both(self.rounded.over(other.rounded), self.cut.over(other.cut))

    def add(self, other: _Both) -> _Both:
        return _Both(self.rounded.add(other.rounded), self.cut.add(other.cut))

    def by(self, other: _Both) -> _Both:
        return _Both(self.rounded.by(other.rounded), self.cut.by(other.cut))

    def less(self, other: _Both) -> _Both:
        return _Both(self.rounded.add(other.rounded.negated()), self.cut.add(other.cut.negated()))

    def times(self, factor: Fraction) -> _Both:
        return _Both(self.rounded.times(factor), self.cut.times(factor))

    def power(self, exponent: Fraction) -> _Both:
        return _Both(raised(positive(self.rounded), exponent), raised(positive(self.cut), exponent))

    def plus(self, amount: Fraction) -> _Both:
        return _Both(self.rounded.plus(amount), self.cut.plus(amount))

    def meets(self, other: _Both) -> tuple[bool, bool]:
        return self.rounded.meets(other.rounded), self.cut.meets(other.cut)


_Place = tuple[str, str, Space, int]


def cuts_digits(dossier: Dossier) -> bool:
    """Whether a dossier may have cut its digits off: several tests allow it, and far fewer speak for rounding."""
    known: bool | None = dossier.memo.get("cuts_digits")
    if known is None:
        known = dossier.memo["cuts_digits"] = _cuts(dossier)
    return known


def _cuts(dossier: Dossier) -> bool:
    allowed = only_cut = only_rounded = 0
    for rounded, cut in _tests(dossier):
        allowed += cut
        only_cut += cut and not rounded
        only_rounded += rounded and not cut
    # One wrong number fails in several tests; a few of those do not undo a habit that many show.
    return allowed >= _HABIT and (only_rounded == 0 or only_cut > _MANY * only_rounded)


def moved(claim: Claim, dossier: Dossier, printed: Interval) -> Interval:
    """An interval in the printed unit as levels are in the indicator's unit, rates as fractions, folds as factors."""
    if claim.kind == "level":
        return positive(printed.times(conversion(claim.unit, dossier.indicators[claim.indicator].unit)))
    named = unit(claim.unit)
    if claim.kind in ("multiple", "recurring_multiple"):
        doublings = named is not None and named.family == "doublings"
        return fold_interval(claim, dossier) if doublings else printed
    return printed.times(conversion(claim.unit, "%") / 100)


def _level(claim: Claim, dossier: Dossier) -> _Both:
    rounded = level_interval(claim, dossier)
    if is_exact_count(claim, dossier):
        return _Both(rounded, rounded)
    return _Both(rounded, moved(claim, dossier, cut_off(claim.value)))


def _rate(claim: Claim, dossier: Dossier) -> _Both:
    return _Both(rate_interval(claim, dossier), moved(claim, dossier, cut_off(claim.value)))


def _amount(claim: Claim, dossier: Dossier) -> _Both:
    """A change or a sum, in the indicator's unit; points in that of the rate."""
    here, there = unit(claim.unit), unit(dossier.indicators[claim.indicator].unit)
    if claim.kind == "points" and here is not None and there is not None:
        factor = here.factor / there.factor
    else:
        factor = conversion(claim.unit, dossier.indicators[claim.indicator].unit)
    rounded = printed_interval(claim, dossier).times(factor)
    cut = rounded if is_exact_count(claim, dossier) else cut_off(claim.value).times(factor)
    return _Both(rounded, cut)


def _tests(dossier: Dossier) -> Iterator[tuple[bool, bool]]:
    """Whether each printed number that others give fits them with all digits rounded, and with all cut off."""
    told = [one for one in dossier.claims if one.role in ("history", "benchmark") and one.comparator == "="]
    levels: dict[_Place, _Both] = {}
    for claim in told:
        if claim.kind == "level" and claim.start is None:
            place = (claim.entity, claim.indicator, meaning(claim, dossier).space, claim.end)
            here = _level(claim, dossier)
            if place in levels:
                yield levels[place].meets(here)
            levels.setdefault(place, here)
    yield from _rates(told, levels, dossier)
    for claim in told:
        space = meaning(claim, dossier).space
        series = (claim.entity, claim.indicator, space)
        first = claim.start if isinstance(claim.start, int) else claim.end - 1
        if claim.kind in ("change", "points"):
            before, after = levels.get((*series, first)), levels.get((*series, claim.end))
            if before is not None and after is not None:
                yield _amount(claim, dossier).meets(after.less(before))
        elif claim.kind in ("total", "period_average") and isinstance(claim.start, int):
            years = [levels.get((*series, year)) for year in range(claim.start, claim.end + 1)]
            known = [one for one in years if one is not None]
            if len(known) == len(years):
                count = _ONE if claim.kind == "total" else Fraction(1, len(years))
                yield _amount(claim, dossier).meets(_sum(known).times(count))
        elif claim.kind == "share":
            whole = dossier.indicators[claim.of]
            part = levels.get((*series, claim.end))
            base = levels.get((claim.entity, claim.of, space._replace(basis=whole.basis), claim.end))
            if part is not None and base is not None:
                factor = conversion(dossier.indicators[claim.indicator].unit, whole.unit)
                yield _rate(claim, dossier).meets(part.over(base).times(factor))
    yield from _sums(levels, dossier)


def _sum(numbers: Iterable[_Both]) -> _Both:
    nothing = Interval(_ZERO, _ZERO)
    total = _Both(nothing, nothing)
    for one in numbers:
        total = total.add(one)
    return total


def _rates(
    told: Iterable[Claim], levels: Mapping[_Place, _Both], dossier: Dossier
) -> Iterator[tuple[bool, bool]]:
    """Rates and multiples against their levels, against the yearly rates between, and against each other."""
    spans: dict[tuple[str, str, Space, int, int], _Both] = {}
    rates = []
    for claim in told:
        start = base_year(claim, dossier)
        if claim.kind not in (*GROWTH_KINDS, "multiple") or start is None or start >= claim.end:
            continue
        growth = _growth(claim, dossier, claim.end - start)
        known = meaning(claim, dossier)
        if growth is None:
            continue
        span = (claim.entity, claim.indicator, known.space, start, claim.end)
        if span in spans:
            yield spans[span].meets(growth)
        spans.setdefault(span, growth)
        rates.append((span, growth, known.is_firm))
    for span, growth, firm in rates:
        entity, indicator, space, start, end = span
        first = levels.get((entity, indicator, space, start))
        last = levels.get((entity, indicator, space, end))
        steps = [spans.get((entity, indicator, space, year, year + 1)) for year in range(start, end)]
        known_steps = [one for one in steps if one is not None]
        found = []
        if first is not None and last is not None:
            found.append(growth.meets(last.over(first)))
        if end - start > 1 and len(known_steps) == len(steps):
            whole = known_steps[0]
            for step in known_steps[1:]:
                whole = whole.by(step)
            found.append(growth.meets(whole))
        # What may be on another price basis says nothing against cutting, only for it.
        yield from found if firm else (one for one in found if one[1])


def _growth(claim: Claim, dossier: Dossier, years: int) -> _Both | None:
    """What a rate or multiple says of its whole span, as a ratio; None where it has several readings."""
    if claim.kind == "multiple":
        said = _Both(fold_interval(claim, dossier), moved(claim, dossier, cut_off(claim.value)))
        parts = claim.reading.split("/")
        doublings = unit(claim.unit)
        if "increase_by" in parts:
            return said.plus(_ONE)
        plain = "increase_to" in parts or (doublings is not None and doublings.family == "doublings")
        return said if plain else None
    ratio = _rate(claim, dossier).plus(_ONE)
    return ratio if claim.kind == "growth" else ratio.power(Fraction(years))


def _sums(levels: Mapping[_Place, _Both], dossier: Dossier) -> Iterator[tuple[bool, bool]]:
    """Totals against the parts printed beside them."""
    for identity in dossier.identities:
        total = dossier.indicators[identity.total]
        if not identity.parts or {
            total.basis,
            *(dossier.indicators[one].basis for one in identity.parts),
        } >= {"real"}:
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
                yield whole.meets(_sum(parts))
