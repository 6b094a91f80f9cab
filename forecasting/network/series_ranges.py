"""What the levels of some series can be by their own claims alone, when these are meant in given ways."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.meaning import is_past_plan, space_of_levels
from forecasting.network.bridges import CUT, ROUNDED
from forecasting.network.ranges import ranges
from forecasting.network.readings import compile_readings
from forecasting.network.search import FITS_CAP, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting.dossier import Claim, Dossier
    from forecasting.network.readings import Readings
    from forecasting.network.search import Fit
    from forecasting.numbers.intervals import Interval

    #: Levels by indicator, vintage and year.
    Levels = Mapping[tuple[str, int, int], Interval]

__all__ = ["honest_ranges", "linked_ranges"]


class _Linked(NamedTuple):
    """What the levels of some series can be in each way their claims fit, and whether they fit at all."""

    ways: tuple[Levels, ...]
    holds: bool


def linked_ranges(
    dossier: Dossier, entity: str, indicators: Iterable[str], lenient: frozenset[str]
) -> tuple[Levels, ...]:
    """What each level of some series can be when their claims are meant in given ways, once for each way they fit.

    Args:
        dossier: with the claims.
        entity: whose levels.
        indicators: the series; those that shares tie to them are followed too.
        lenient: some of `bridges.EXCUSES`; with "revision" vintages stand apart, else all stand under 0. Where the
            claims contradict each other all the same, they may be meant in any way but cut off; then each series is
            taken alone, and then its printed levels.
    """
    return _linked(dossier, entity, frozenset(indicators), lenient).ways


def honest_ranges(
    dossier: Dossier, entity: str, indicators: Iterable[str]
) -> tuple[tuple[frozenset[str], tuple[Levels, ...]], ...]:
    """The ranges of `linked_ranges` with all digits rounded and with all cut off, each where the claims can hold so.

    Where they can hold in neither way, both.
    """
    names = frozenset(indicators)
    both = [(lenient, _linked(dossier, entity, names, lenient)) for lenient in (ROUNDED, CUT)]
    held = [(lenient, found) for lenient, found in both if found.holds]
    return tuple((lenient, found.ways) for lenient, found in held or both)


def _linked(dossier: Dossier, entity: str, indicators: frozenset[str], lenient: frozenset[str]) -> _Linked:
    """Some series with those that shares tie to them, worked out once for a dossier."""
    names = _tied_by_shares(dossier, entity, indicators)
    known: dict[tuple[str, frozenset[str], frozenset[str]], _Linked] = dossier.memo.setdefault("linked", {})
    key = (entity, names, lenient)
    if key not in known:
        claims = [
            claim
            for claim in dossier.claims
            if claim.entity == entity and claim.indicator in names and not is_past_plan(claim, dossier)
        ]
        known[key] = _together(claims, entity, dossier, lenient)
    return known[key]


def _tied_by_shares(dossier: Dossier, entity: str, indicators: frozenset[str]) -> frozenset[str]:
    """Some indicators with all those that shares tie to them, directly or through others."""
    tied = {(claim.indicator, claim.of) for claim in dossier.claims if claim.of and claim.entity == entity}
    names = indicators
    while more := {other for pair in tied if names & {*pair} for other in pair} - names:
        names |= more
    return names


def _together(claims: Sequence[Claim], entity: str, dossier: Dossier, lenient: frozenset[str]) -> _Linked:
    """Series whose claims must hold together; where they cannot, each series alone."""
    for meant in (lenient, lenient | ROUNDED):
        readings = compile_readings(claims, dossier, Fraction(1), meant)
        ways = _by_vintage(search(readings, readings).fits, entity, dossier)
        if ways:
            return _Linked(ways, holds=True)
    found: tuple[Levels, ...] = ({},)
    for name in sorted({claim.indicator for claim in claims}):
        own = [claim for claim in claims if claim.indicator == name and claim.kind != "share"]
        alone = _alone(own, readings, entity, dossier)
        found = tuple({**others, **levels} for others in found for levels in alone)[:FITS_CAP]
    return _Linked(found, holds=False)


def _alone(claims: Sequence[Claim], readings: Readings, entity: str, dossier: Dossier) -> tuple[Levels, ...]:
    """One series from all of its own claims, else from its printed levels, else whatever any of these says."""
    levels = [claim for claim in claims if claim.kind == "level"]
    for chosen in (claims, levels):
        fits = search(readings, [claim.claim_id for claim in chosen]).fits
        ways = _by_vintage(fits, entity, dossier)
        if ways:
            return ways
    return (_level_hulls(readings, levels, dossier),)


def _level_hulls(
    readings: Readings, levels: Iterable[Claim], dossier: Dossier
) -> dict[tuple[str, int, int], Interval]:
    """All that the printed levels of one series say of each year, where they contradict each other."""
    found: dict[tuple[str, int, int], Interval] = {}
    for claim in levels:
        plain = space_of_levels(dossier.indicators[claim.indicator])
        for bound in readings[claim.claim_id][0].bounds:
            place = (claim.indicator, bound.end.space.vintage, bound.end.year)
            if bound.end.space._replace(vintage=0) == plain:
                found[place] = found[place].hull(bound.ratio) if place in found else bound.ratio
    return found


def _by_vintage(fits: tuple[Fit, ...], entity: str, dossier: Dossier) -> tuple[Levels, ...]:
    """The bounded levels on their own prices and scope, over the full year, of each fit."""
    return tuple(
        {
            (node.indicator, node.space.vintage, node.year): interval
            for node, interval in ranges([fit]).items()
            if node.entity == entity
            and node.space._replace(vintage=0) == space_of_levels(dossier.indicators[node.indicator])
            and not (interval.lower is None and interval.upper is None)
        }
        for fit in fits
    )
