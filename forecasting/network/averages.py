"""Averages that are not compounded: the other ways in which statisticians reckon the growth they print."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.conventions import conventions
from forecasting.dossier.governing import (
    average_word,
    cumulative_word,
    currency_or_coverage_word,
    log_word,
    scope_word,
)
from forecasting.dossier.meaning import GROWTH_KINDS, base_year, is_past_plan, level_interval, rate_interval
from forecasting.numbers.intervals import Interval, positive
from forecasting.numbers.powers import ratio_to_rate
from forecasting.numbers.units import unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from forecasting.dossier import Claim, Dossier

__all__ = ["averages"]

#: Far more than floats err in what is reckoned here.
_FLOAT_ERROR = 1e-9


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
    if claim.end - start == 1 and not _may_be_logs(claim, dossier):
        return ()
    stated = rate_interval(claim, dossier)
    return tuple((name, value) for name, value in _reckoned(claim, dossier, start) if value.meets(stated))


def _may_be_logs(claim: Claim, dossier: Dossier) -> bool:
    """Whether growth may be printed as a difference of logs: of people, or where the quote says so."""
    return _counts_persons(claim, dossier) or bool(log_word(claim))


def _counts_persons(claim: Claim, dossier: Dossier) -> bool:
    """Whether an indicator counts people, by its unit or, in bare thousands, by its convention."""
    indicator = dossier.indicators[claim.indicator]
    convention = conventions().get(indicator.convention)
    known = [unit(indicator.unit), unit(convention.unit) if convention is not None else None]
    return any(one is not None and one.family == "persons" for one in known)


def _reckoned(claim: Claim, dossier: Dossier, start: int) -> Iterator[tuple[str, Interval]]:
    """The growth of a claim's span in every other way that statisticians reckon such growth."""
    levels, rates = _printed_around(claim, dossier, start)
    years = claim.end - start
    steps = [_step(levels, rates, year) for year in range(start + 1, claim.end + 1)]
    whole = [step for step in steps if step is not None]
    if len(whole) < years:
        whole = []
    first, last = levels.get(start), levels.get(claim.end)
    ratio = last.over(first) if first is not None and last is not None else None
    if ratio is not None and _may_be_logs(claim, dossier):
        yield "log_difference", _in_floats([ratio], lambda ratios: math.log(ratios[0]) / years)
    if years == 1:
        return
    if ratio is not None:
        yield from _of_year_or_span(claim, ratio, years)
    if whole and claim.kind == "growth":
        yield "added", _added(whole)
    if whole and claim.kind == "average_growth":
        yield from _from_yearly_growth(whole)
        if ratio is None:
            ratio = reduce(Interval.by, whole)
    if ratio is not None and claim.kind == "average_growth":
        yield from _from_whole_growth(ratio, years)
        yield from _from_other_base_years(levels, start, claim.end)


def _of_year_or_span(claim: Claim, ratio: Interval, years: int) -> Iterator[tuple[str, Interval]]:
    """What the row says of the whole span the quote may say of each year, or the reverse."""
    if claim.kind == "growth" and average_word(claim):
        yield "a_year", ratio_to_rate(ratio, years)
    elif claim.kind == "average_growth" and cumulative_word(claim):
        yield "over_years", ratio.plus(Fraction(-1))


def _from_yearly_growth(whole: Sequence[Interval]) -> Iterator[tuple[str, Interval]]:
    """Averages over the growth of each year, given as ratios."""
    yield "mean_of_rates", _added(whole).times(Fraction(1, len(whole)))
    yield "least_squares", _least_squares(whole)
    yield "cumulative", _cumulative(whole)


def _from_whole_growth(ratio: Interval, years: int) -> Iterator[tuple[str, Interval]]:
    """Averages of the growth over the whole span, shared out over its years or over one more or less."""
    yield "total_by_years", ratio.plus(Fraction(-1)).times(Fraction(1, years))
    yield "base_year", ratio_to_rate(ratio, years + 1)
    yield "base_year", ratio_to_rate(ratio, years - 1)


def _from_other_base_years(
    levels: Mapping[int, Interval], start: int, end: int
) -> Iterator[tuple[str, Interval]]:
    """The average counted from the printed level of a year earlier or later."""
    last = levels.get(end)
    for other in (start - 1, start + 1):
        base = levels.get(other)
        if base is not None and last is not None and other < end:
            yield "base_year", ratio_to_rate(last.over(base), end - other)


class _PrintedYear(NamedTuple):
    """A printed level, or the growth of one year as a ratio."""

    claim: str
    is_level: bool
    year: int
    interval: Interval


def _printed_around(
    claim: Claim, dossier: Dossier, start: int
) -> tuple[dict[int, Interval], dict[int, Interval]]:
    """What other claims print of a claim's series from the year before its start to the year after its end.

    Levels, and growth of single years as a ratio, each by year.
    """
    known: dict[tuple[str, ...], list[_PrintedYear]] | None = dossier.memo.get("printed")
    if known is None:
        known = dossier.memo["printed"] = _printed_series(dossier)
    levels: dict[int, Interval] = {}
    rates: dict[int, Interval] = {}
    for printed in known.get((claim.entity, claim.indicator, claim.scope, claim.period), ()):
        year, interval = printed.year, printed.interval
        if printed.claim != claim.claim_id and start - 1 <= year <= claim.end + 1:
            found = levels if printed.is_level else rates
            found[year] = found[year].hull(interval) if year in found else interval
    return levels, rates


def _printed_series(dossier: Dossier) -> dict[tuple[str, ...], list[_PrintedYear]]:
    """Every printed level and yearly rate, by series."""
    series: dict[tuple[str, ...], list[_PrintedYear]] = {}
    for claim in dossier.claims:
        if claim.comparator not in ("=", "~") or is_past_plan(claim, dossier):
            continue
        if not claim.scope and (scope_word(claim) or currency_or_coverage_word(claim)):
            continue
        is_level = claim.kind == "level" and claim.start is None
        if is_level:
            interval = level_interval(claim, dossier)
        elif claim.kind == "growth" and base_year(claim, dossier) == claim.end - 1:
            interval = positive(rate_interval(claim, dossier).plus(Fraction(1)))
        else:
            continue
        if interval.lower is not None:
            place = (claim.entity, claim.indicator, claim.scope, claim.period)
            series.setdefault(place, []).append(_PrintedYear(claim.claim_id, is_level, claim.end, interval))
    return series


def _added(whole: Iterable[Interval]) -> Interval:
    """The sum of yearly rates, from the growth of each year as a ratio."""
    nothing = Interval(Fraction(0), Fraction(0))
    return reduce(Interval.add, (step.plus(Fraction(-1)) for step in whole), nothing)


def _step(levels: Mapping[int, Interval], rates: Mapping[int, Interval], year: int) -> Interval | None:
    """Growth of one year as a ratio: printed, else from the printed levels."""
    if year in rates:
        return rates[year]
    if year in levels and year - 1 in levels:
        return levels[year].over(levels[year - 1])
    return None


def _in_floats(steps: Sequence[Interval], average: Callable[[list[float]], float]) -> Interval:
    """A rising function of some ratios, in floats, its ends moved outward by far more than floats err."""
    lower = average([float(step.lower or 1) for step in steps])
    upper = average([float(step.upper or 1) for step in steps])
    return Interval(Fraction(lower - _FLOAT_ERROR), Fraction(upper + _FLOAT_ERROR))


def _least_squares(steps: Sequence[Interval]) -> Interval:
    """Growth a year of the log-linear trend through all levels, as a fraction."""
    points = len(steps) + 1
    middle = (points - 1) / 2
    squares = sum((place - middle) ** 2 for place in range(points))
    # The slope is a weighted sum of the yearly logs; a step counts in every level after it.
    weights = [sum(place - middle for place in range(after, points)) / squares for after in range(1, points)]

    def slope(ratios: list[float]) -> float:
        logs = [math.log(ratio) for ratio in ratios]
        return math.expm1(sum(weight * log for weight, log in zip(weights, logs, strict=True)))

    return _in_floats(steps, slope)


def _cumulative(steps: Sequence[Interval]) -> Interval:
    """The rate at which all years together would have come to what they did (累计法), as a fraction."""

    def solved(ratios: list[float]) -> float:
        level, total = 1.0, 0.0
        for ratio in ratios:
            level *= ratio
            total += level
        low, high = -0.99, 10.0
        for _ in range(200):
            middle = (low + high) / 2
            reached = sum((1 + middle) ** place for place in range(1, len(ratios) + 1))
            low, high = (middle, high) if reached < total else (low, middle)
        return (low + high) / 2

    return _in_floats(steps, solved)
