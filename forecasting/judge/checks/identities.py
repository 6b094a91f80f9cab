"""What totals with parts, products of factors and sums over years have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.dossier.meaning import meaning
from forecasting.judge.checks.conditions import Condition, conditional, sum_condition, vintage_condition
from forecasting.judge.checks.finding import Finding
from forecasting.network import UNIT
from forecasting.numbers.intervals import Interval
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecasting.dossier import Identity
    from forecasting.judge.checks.evidence import Evidence

    Ranges = Mapping[tuple[str, int, int], Interval]

__all__ = ["never_known", "perhaps_cut", "told_by", "vintages", "why"]


def never_known(evidence: Evidence, identity: Identity, key: str, **parts: object) -> Finding:
    """That a total and what it is made of are not both known in any one year.

    Args:
        evidence: gives the total's label.
        identity: the total and its parts or factors.
        key: of the sentence.
        parts: what else the sentence names.
    """
    total = evidence.dossier.indicators[identity.total]
    return Finding(
        check="shares_and_parts",
        kind="provable",
        entity=evidence.dossier.entity,
        indicator=identity.total,
        verdict="not_assessable",
        message=Phrase(key, {"total": total.label, **parts}),
        grade="D",
    )


def perhaps_cut(evidence: Evidence, found: Finding, stated: Interval, computed: Interval) -> Finding:
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


def vintages(ranges: Ranges, names: Sequence[str], year: int) -> tuple[int, ...]:
    """The vintages that say anything of some levels of a year."""
    return tuple(sorted({vintage for name, vintage, here in ranges if name in names and here == year}))


def told_by(evidence: Evidence, entity: str, names: Sequence[str], years: Sequence[int]) -> tuple[str, ...]:
    """Ids of the claims that tell some levels, by themselves or through others, sorted."""
    found: set[str] = set()
    dossier = evidence.dossier
    sources = {meaning(one, dossier).space.vintage for one in dossier.claims if one.indicator in names}
    for name in names:
        for year in years:
            node = evidence.node(entity, name, year)
            # Where sources are told apart their levels stand in spaces of their own.
            for vintage in sorted({0, *sources}):
                place = node._replace(space=node.space._replace(vintage=vintage))
                found |= set(evidence.network.claims_between(UNIT, place))
    return tuple(sorted(found)) or evidence.claims_about(entity, tuple(names), tuple(years))


def why(evidence: Evidence, identity: Identity, year: int, found: Finding, *, cut: bool) -> Condition:
    """Which bridge mends a sum: other vintages, digits cut off, else a price basis or scope that is not said."""
    dossier = evidence.dossier
    about = [dossier.claim(one) for one in found.claims]
    if len({meaning(one, dossier).space.vintage for one in about}) > 1:
        return vintage_condition(evidence, about[0])
    if cut:
        return sum_condition(evidence, identity.total, year, "cut")
    return sum_condition(evidence, identity.total, year, "meant")
