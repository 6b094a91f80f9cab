"""What else a claim may honestly mean: other rounding, another price basis, scope, vintage or way to average.

The network proves inside one space. What only one of these bridges could mend is no contradiction: an accusation must
survive all of them. None of them is a claim, and none enters a chain.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.conventions import conventions, country_of
from forecasting.dossier.governing import (
    average_word,
    ceiling_word,
    cumulative_word,
    currency_or_coverage_word,
    floor_word,
    hedge_word,
    period_word,
    scope_word,
)
from forecasting.dossier.meaning import (
    GROWTH_KINDS,
    base_year,
    cut_off,
    fold_interval,
    is_doubtful,
    is_exact_count,
    is_past_plan,
    level_interval,
    meaning,
    positive,
    printed_interval,
    raised,
    rate_interval,
    ratio_to_rate,
    rounded_whole,
)
from forecasting.network.digits import cuts_digits, moved
from forecasting.numbers.stated import Interval, parse_number, power, stated_interval, unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forecasting.dossier import Claim, Dossier

__all__ = [
    "AS_PRINTED",
    "CUT",
    "ELSEWHERE",
    "EXCUSES",
    "FREEING",
    "ROUNDED",
    "as_it_may_be_meant",
    "averages",
    "excuses",
    "price_band",
    "printed_as_meant",
    "revised_before",
]

EXCUSES = ("zeros", "hedge", "cut", "convention", "revision", "scope", "currency", "price", "misread")
"""Every bridge inside the arithmetic, the least far-fetched first."""

#: Bridges under which no level can test the claim.
FREEING = frozenset({"convention", "scope", "currency", "price", "misread"})
#: Bridges to another scope, currency or coverage.
ELSEWHERE = frozenset({"scope", "currency"})
_PRICE = frozenset({"price"})
AS_PRINTED: frozenset[str] = frozenset()
#: Whoever cuts digits off cuts them all: a set of claims holds if it holds with all rounded or with all cut off.
CUT = frozenset(EXCUSES)
ROUNDED = CUT - {"cut"}

_REAL = 1e-9


def excuses(claim: Claim, dossier: Dossier, among: frozenset[str] | None = None) -> frozenset[str]:
    """The bridges that are open to a claim.

    Args:
        claim: of the dossier.
        dossier: with the other claims.
        among: the bridges asked for; None for all. What is not asked for is not worked out.
    """
    known: dict[str, frozenset[str]] = dossier.memo.setdefault("excuses", {})
    found = known.get(claim.claim_id)
    if found is None:
        found = known[claim.claim_id] = frozenset(_excuses(claim, dossier))
    if (among is None or "cut" in among) and _may_be_cut(claim, dossier) and cuts_digits(dossier):
        found |= {"cut"}
    if (among is None or "convention" in among) and averages(claim, dossier):
        found |= {"convention"}
    return found if among is None else found & among


def _may_be_cut(claim: Claim, dossier: Dossier) -> bool:
    # A number without a quote was typed, not printed: there is no form to it.
    plain = claim.comparator == "=" and bool(claim.quote)
    return plain and claim.role in ("history", "benchmark") and not is_exact_count(claim, dossier)


def _excuses(claim: Claim, dossier: Dossier) -> Iterator[str]:
    """The bridges open to a claim by its own words and kind."""
    yield "revision"
    if is_doubtful(claim, dossier):
        yield "misread"
    plain = claim.comparator == "=" and bool(claim.quote)
    if plain and claim.kind == "level" and rounded_whole(claim.value) is not None:
        yield "zeros"
    if (plain and (hedge_word(claim) or floor_word(claim) or ceiling_word(claim))) or _told_doublings(claim):
        yield "hedge"
    if _of_a_part(claim):
        yield "scope"
    if claim.kind not in (*GROWTH_KINDS, "multiple", "recurring_multiple"):
        return
    indicator = dossier.indicators[claim.indicator]
    if not claim.scope and (scope_word(claim) or not _compare(claim, dossier)):
        yield "scope"
    if currency_or_coverage_word(claim):
        yield "currency"
    if indicator.basis in ("nominal", "real") and not meaning(claim, dossier).is_firm:
        yield "price"


def _of_a_part(claim: Claim) -> bool:
    """Whether the quote speaks of a part of the year (上半年, 1-11月) where the row speaks of the whole."""
    told = claim.kind in ("level", "change", "points", *GROWTH_KINDS, "multiple")
    return told and not claim.period and claim.role in ("history", "benchmark") and bool(period_word(claim))


def _told_doublings(claim: Claim) -> bool:
    """Whether a history is told in doublings (翻了三番): whole ones, that may be exceeded."""
    printed = unit(claim.unit)
    told = claim.kind == "multiple" and claim.role in ("history", "benchmark")
    return told and claim.comparator in ("=", "~") and printed is not None and printed.family == "doublings"


def _compare(claim: Claim, dossier: Dossier) -> bool:
    """Whether the printed levels a rate spans compare at all, by its indicator and the convention it follows."""
    indicator = dossier.indicators[claim.indicator]
    convention = conventions().get(indicator.convention)
    start = base_year(claim, dossier)
    if not indicator.levels_comparable or convention is None or start is None:
        return indicator.levels_comparable
    country = country_of(indicator.label, indicator.unit)
    return convention.levels_comparable_in(country, start, claim.end)[0]


def as_it_may_be_meant(
    claim: Claim, dossier: Dossier, stretch: Fraction, lenient: frozenset[str]
) -> Interval:
    """What the number of a claim can be: a level in the indicator's unit, a rate as a fraction, or a factor."""
    said = _canonical(claim, dossier, stretch)
    forms = lenient & {"zeros", "hedge", "cut"}
    if not forms:
        return said
    if "hedge" in forms and _told_doublings(claim):
        return said.hull(_full_doublings(claim))
    meant = moved(claim, dossier, printed_as_meant(claim, dossier, forms))
    return meant if forms == {"cut"} else said.hull(meant)


def _hedged(claim: Claim, dossier: Dossier) -> Interval:
    """A number as the words beside it have it: about, at least or at most."""
    floor, ceiling = bool(floor_word(claim)), bool(ceiling_word(claim))
    if floor == ceiling:
        return stated_interval("~", claim.value, max(dossier.assumptions.about, Fraction(1, 50)))
    # Of a decline the words speak of its size.
    above = floor != claim.value.startswith("-")
    value = printed_interval(claim, dossier)
    return Interval(value.lower, None) if above else Interval(None, value.upper)


def _full_doublings(claim: Claim) -> Interval:
    """The factor of a number of doublings that is reached, and exceeded by less than half of its last digit."""
    printed = stated_interval("=", claim.value, Fraction(0))
    low, high = parse_number(claim.value), printed.upper or Fraction(0)
    if floor_word(claim):
        return Interval(power(Fraction(2), low, up=False), None)
    return Interval(power(Fraction(2), low, up=False), power(Fraction(2), high, up=True))


def printed_as_meant(claim: Claim, dossier: Dossier, lenient: frozenset[str]) -> Interval:
    """What a printed number can be under other printed forms, in its printed unit."""
    others = []
    if "zeros" in lenient:
        others.append(rounded_whole(claim.value) or printed_interval(claim, dossier))
    if "hedge" in lenient:
        others.append(_hedged(claim, dossier))
    if "cut" in lenient:
        others.append(cut_off(claim.value))
    if not others:
        return printed_interval(claim, dossier)
    said = others[0]
    for one in others[1:]:
        said = said.hull(one)
    return said


def _canonical(claim: Claim, dossier: Dossier, stretch: Fraction) -> Interval:
    if claim.kind == "level":
        return level_interval(claim, dossier, stretch)
    if claim.kind in ("multiple", "recurring_multiple"):
        return fold_interval(claim, dossier, stretch)
    return rate_interval(claim, dossier, stretch)


#: A base revised by less than this share of itself still belongs to the record.
_SMALL = Fraction(1, 20)


def revised_before(dossier: Dossier) -> frozenset[str]:
    """Levels of an older source that a newer one cannot mean as its base: no record runs across them.

    A newer level of the same year, or a newer rate with its level, needs a base more than a twentieth away, whatever
    price change the assumptions allow.
    """
    known: frozenset[str] | None = dossier.memo.get("revised_before")
    if known is None:
        known = dossier.memo["revised_before"] = frozenset(_revised_before(dossier))
    return known


def _revised_before(dossier: Dossier) -> Iterator[str]:
    levels = [
        one
        for one in dossier.claims
        if one.kind == "level"
        and one.start is None
        and one.comparator in ("=", "~")
        and one.role in ("history", "benchmark")
        and dossier.indicators[one.indicator].measure in ("amount", "index", "count")
    ]
    if len({meaning(one, dossier).space.vintage for one in levels}) < 2:
        return
    for older in levels:
        space = meaning(older, dossier).space
        place = (older.entity, older.indicator, space.basis, space.scope, space.period)
        newer = [
            one
            for one in levels
            if (one.entity, one.indicator, *meaning(one, dossier).space[:3]) == place
            and meaning(one, dossier).space.vintage > space.vintage
            and one.end >= older.end
        ]
        said = level_interval(older, dossier)
        if any(_differs(said, needed) for one in newer for needed in _bases(one, older.end, dossier)):
            yield older.claim_id


def _bases(newer: Claim, year: int, dossier: Dossier) -> Iterator[Interval]:
    """The level of an earlier year that a newer level means, by itself or with a rate of its own source."""
    last = level_interval(newer, dossier)
    if newer.end == year:
        yield last
        return
    for claim in dossier.claims:
        if (claim.entity, claim.indicator, claim.end, claim.source) != (
            newer.entity,
            newer.indicator,
            newer.end,
            newer.source,
        ):
            continue
        start = base_year(claim, dossier)
        if claim.kind not in ("growth", "average_growth") or start is None or start < year:
            continue
        if claim.role not in ("history", "benchmark") or excuses(claim, dossier, ELSEWHERE):
            continue
        growth = positive(rate_interval(claim, dossier).plus(Fraction(1)))
        if growth.lower is None or growth.upper is None:
            continue
        if claim.kind == "average_growth":
            growth = raised(growth, Fraction(claim.end - start))
        if meaning(claim, dossier).space.basis == "real" or excuses(claim, dossier, _PRICE):
            growth = growth.hull(growth.by(price_band(claim, start, dossier)))
        yield last.over(growth)


def price_band(claim: Claim, start: int, dossier: Dossier) -> Interval:
    """The price change from `start` to the end of a claim that the assumptions allow, as a ratio."""
    band = Interval(Fraction(1), Fraction(1))
    for year in range(start + 1, claim.end + 1):
        low, high = dossier.assumptions.price_change(year, claim.entity)
        band = band.by(Interval(1 + low, 1 + high))
    return band


def _differs(said: Interval, needed: Interval) -> bool:
    if said.lower is None or said.upper is None or needed.lower is None or needed.upper is None:
        return False
    return needed.lower > said.upper * (1 + _SMALL) or needed.upper * (1 + _SMALL) < said.lower


# ----------------------------------------------------------------------------------------------------------
# Averages that are not compounded


def averages(claim: Claim, dossier: Dossier) -> tuple[tuple[str, Interval], ...]:
    """The other ways to reckon a printed rate that give what is printed, with what each gives, as a fraction.

    An average growth printed as the mean of the yearly rates, as total growth divided by the years, by least squares
    over all years (World Bank tables), by the cumulative method (累计法), or counted from another base year; a change
    over a plan added up instead of compounded; population growth as a difference of logs (World Bank, UN).
    """
    known: dict[str, tuple[tuple[str, Interval], ...]] = dossier.memo.setdefault("averages", {})
    if claim.claim_id not in known:
        known[claim.claim_id] = _averages(claim, dossier)
    return known[claim.claim_id]


def _averages(claim: Claim, dossier: Dossier) -> tuple[tuple[str, Interval], ...]:
    start = base_year(claim, dossier)
    if claim.kind not in GROWTH_KINDS or start is None or start >= claim.end:
        return ()
    counted = unit(dossier.indicators[claim.indicator].unit)
    if claim.end - start == 1 and (counted is None or counted.family != "persons"):
        return ()
    stated = rate_interval(claim, dossier)
    found = []
    for name, value in _reckoned(claim, dossier, start):
        if value.meets(stated):
            found.append((name, value))
    return tuple(found)


def _reckoned(claim: Claim, dossier: Dossier, start: int) -> Iterator[tuple[str, Interval]]:
    levels, rates = _printed(claim, dossier, start - 1, claim.end + 1)
    years = claim.end - start
    steps = [_step(levels, rates, year) for year in range(start + 1, claim.end + 1)]
    whole = [step for step in steps if step is not None]
    first, last = levels.get(start), levels.get(claim.end)
    ratio = last.over(first) if first is not None and last is not None else None
    known = unit(dossier.indicators[claim.indicator].unit)
    if ratio is not None and known is not None and known.family == "persons":
        yield "log_difference", _floating(ratio, lambda value: math.log(value) / years)
    if ratio is not None and years > 1:
        # What the row says of the whole span the quote may say of each year, or the reverse.
        if claim.kind == "growth" and average_word(claim):
            yield "a_year", ratio_to_rate(ratio, years)
        elif claim.kind == "average_growth" and cumulative_word(claim):
            yield "over_years", ratio.plus(Fraction(-1))
    if len(whole) == years and years > 1:
        total = Interval(Fraction(0), Fraction(0))
        for step in whole:
            total = total.add(step.plus(Fraction(-1)))
        if claim.kind == "growth":
            yield "added", total
        if ratio is None:
            ratio = whole[0]
            for step in whole[1:]:
                ratio = ratio.by(step)
        if claim.kind != "average_growth":
            return
        yield "mean_of_rates", total.times(Fraction(1, years))
        yield "least_squares", _least_squares(whole)
        yield "cumulative", _cumulative(whole)
    if claim.kind != "average_growth" or ratio is None or years < 2:
        return
    yield "total_by_years", ratio.plus(Fraction(-1)).times(Fraction(1, years))
    yield "base_year", ratio_to_rate(ratio, years + 1)
    yield "base_year", ratio_to_rate(ratio, years - 1)
    for other in (start - 1, start + 1):
        base = levels.get(other)
        if base is not None and last is not None and other < claim.end:
            yield "base_year", ratio_to_rate(last.over(base), claim.end - other)


def _printed(
    claim: Claim, dossier: Dossier, first: int, last: int
) -> tuple[dict[int, Interval], dict[int, Interval]]:
    """Printed levels, and printed growth of single years as a ratio, of one series, by year."""
    known: dict[tuple[str, ...], list[tuple[str, bool, int, Interval]]] | None = dossier.memo.get("printed")
    if known is None:
        known = dossier.memo["printed"] = _printed_series(dossier)
    levels: dict[int, Interval] = {}
    rates: dict[int, Interval] = {}
    for claim_id, is_level, year, here in known.get(
        (claim.entity, claim.indicator, claim.scope, claim.period), ()
    ):
        if claim_id != claim.claim_id and first <= year <= last:
            found = levels if is_level else rates
            found[year] = found[year].hull(here) if year in found else here
    return levels, rates


def _printed_series(dossier: Dossier) -> dict[tuple[str, ...], list[tuple[str, bool, int, Interval]]]:
    """Id, whether a level, year and interval of every printed level and yearly rate, by series."""
    series: dict[tuple[str, ...], list[tuple[str, bool, int, Interval]]] = {}
    for other in dossier.claims:
        if other.comparator not in ("=", "~") or is_past_plan(other, dossier):
            continue
        if not other.scope and (scope_word(other) or currency_or_coverage_word(other)):
            continue
        is_level = other.kind == "level" and other.start is None
        if is_level:
            here = level_interval(other, dossier)
        elif other.kind == "growth" and base_year(other, dossier) == other.end - 1:
            here = positive(rate_interval(other, dossier).plus(Fraction(1)))
        else:
            continue
        if here.lower is not None:
            place = (other.entity, other.indicator, other.scope, other.period)
            series.setdefault(place, []).append((other.claim_id, is_level, other.end, here))
    return series


def _step(levels: dict[int, Interval], rates: dict[int, Interval], year: int) -> Interval | None:
    """Growth of one year as a ratio: printed, else from the printed levels."""
    if year in rates:
        return rates[year]
    if year in levels and year - 1 in levels:
        return levels[year].over(levels[year - 1])
    return None


def _floating(interval: Interval, function: Callable[[float], float]) -> Interval:
    """A rising function of an interval in floats, its ends moved outward by far more than floats err."""
    low, high = function(float(interval.lower or 0)), function(float(interval.upper or 0))
    return Interval(Fraction(low - _REAL), Fraction(high + _REAL))


def _least_squares(steps: Sequence[Interval]) -> Interval:
    """Growth a year of the log-linear trend through all levels, as a fraction."""
    points = len(steps) + 1
    middle = (points - 1) / 2
    squares = sum((place - middle) ** 2 for place in range(points))
    # The slope is a weighted sum of the yearly logs; a step counts in every level after it.
    weights = [sum(place - middle for place in range(after, points)) / squares for after in range(1, points)]

    def slope(ends: Sequence[Fraction]) -> float:
        logs = [math.log(float(end)) for end in ends]
        return math.expm1(sum(weight * log for weight, log in zip(weights, logs, strict=True)))

    lower = slope([one.lower or Fraction(1) for one in steps])
    upper = slope([one.upper or Fraction(1) for one in steps])
    return Interval(Fraction(lower - _REAL), Fraction(upper + _REAL))


def _cumulative(steps: Sequence[Interval]) -> Interval:
    """The rate at which all years together would have come to what they did (累计法), as a fraction."""

    def solved(ends: Sequence[Fraction]) -> float:
        level = total = 1.0
        total = 0.0
        for end in ends:
            level *= float(end)
            total += level
        low, high = -0.99, 10.0
        for _ in range(200):
            middle = (low + high) / 2
            reached = sum((1 + middle) ** place for place in range(1, len(ends) + 1))
            low, high = (middle, high) if reached < total else (low, middle)
        return (low + high) / 2

    lower = solved([one.lower or Fraction(1) for one in steps])
    upper = solved([one.upper or Fraction(1) for one in steps])
    return Interval(Fraction(lower - _REAL), Fraction(upper + _REAL))
