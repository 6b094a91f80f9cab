"""Levels that a newer source must have revised, and the price changes that could stand in for a revision."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import base_year, level_interval, meaning, rate_interval
from forecasting.network.bridges import ELSEWHERE, excuses
from forecasting.numbers.intervals import Interval, positive
from forecasting.numbers.powers import raised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim, Dossier

__all__ = ["price_band", "revised_before"]

_PRICE = frozenset({"price"})
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
    levels = [claim for claim in dossier.claims if _is_printed_level(claim, dossier)]
    if len({meaning(level, dossier).space.vintage for level in levels}) < 2:
        return
    for older in levels:
        space = meaning(older, dossier).space
        place = (older.entity, older.indicator, space.basis, space.scope, space.period)
        newer = [
            level
            for level in levels
            if (level.entity, level.indicator, *meaning(level, dossier).space[:3]) == place
            and meaning(level, dossier).space.vintage > space.vintage
            and level.end >= older.end
        ]
        said = level_interval(older, dossier)
        if any(_differs(said, needed) for level in newer for needed in _bases(level, older.end, dossier)):
            yield older.claim_id


def _is_printed_level(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim prints what a level of one past year was."""
    return (
        claim.kind == "level"
        and claim.start is None
        and claim.comparator in ("=", "~")
        and claim.role in ("history", "benchmark")
        and dossier.indicators[claim.indicator].measure in ("amount", "index", "count")
    )


def _bases(newer: Claim, year: int, dossier: Dossier) -> Iterator[Interval]:
    """The level of an earlier year that a newer level means, by itself or with a rate of its own source."""
    last = level_interval(newer, dossier)
    if newer.end == year:
        yield last
        return
    place = (newer.entity, newer.indicator, newer.end, newer.source)
    for claim in dossier.claims:
        if (claim.entity, claim.indicator, claim.end, claim.source) != place:
            continue
        growth = _growth_since(claim, year, dossier)
        if growth is not None:
            yield last.over(growth)


def _growth_since(claim: Claim, year: int, dossier: Dossier) -> Interval | None:
    """The ratio that a rate states of its span, from no earlier than a year; None for any other claim."""
    start = base_year(claim, dossier)
    if claim.kind not in ("growth", "average_growth") or start is None or start < year:
        return None
    if claim.role not in ("history", "benchmark") or excuses(claim, dossier, ELSEWHERE):
        return None
    growth = positive(rate_interval(claim, dossier).plus(Fraction(1)))
    if growth.lower is None or growth.upper is None:
        return None
    if claim.kind == "average_growth":
        growth = raised(growth, Fraction(claim.end - start))
    if meaning(claim, dossier).space.basis == "real" or excuses(claim, dossier, _PRICE):
        growth = growth.hull(growth.by(price_band(claim, start, dossier)))
    return growth


def price_band(claim: Claim, start: int, dossier: Dossier) -> Interval:
    """The price change from `start` to the end of a claim that the assumptions allow, as a ratio."""
    band = Interval(Fraction(1), Fraction(1))
    for year in range(start + 1, claim.end + 1):
        low, high = dossier.assumptions.price_change(year, claim.entity)
        band = band.by(Interval(1 + low, 1 + high))
    return band


def _differs(said: Interval, needed: Interval) -> bool:
    """Whether a level is further from the base needed than a small revision would take it."""
    if said.lower is None or said.upper is None or needed.lower is None or needed.upper is None:
        return False
    return needed.lower > said.upper * (1 + _SMALL) or needed.upper * (1 + _SMALL) < said.lower
