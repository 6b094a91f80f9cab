"""What the network pins down of history: levels in their unit, and indices where only growth is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import (
    NOWHERE,
    Space,
    is_past_plan,
    meaning,
    printed_interval,
    space_of_levels,
)
from forecasting.network.bounds import UNIT, Node
from forecasting.network.ranges import ranges, witnesses_between
from forecasting.network.revisions import revised_before
from forecasting.numbers.intervals import Interval
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forecasting.dossier import Claim, Dossier
    from forecasting.network.search import Fit

__all__ = ["PINNED", "Observation", "growth_indices", "observations", "pinned"]

#: A year whose upper end is at most this times its lower end counts as observed.
PINNED = Fraction(11, 10)


@dataclass(frozen=True, slots=True)
class Observation:
    """A year of history the network pins down.

    Attributes:
        level: the printed value where there is one, else the geometric middle.
        lower, upper: the range the network leaves.
        origin: "printed" or "implied".
        claims: ids it rests on.
        space: what it is comparable with.
        index_year: the year in which it is 100, where only growth is known; None for a level in its unit.
    """

    entity: str
    indicator: str
    year: int
    level: float
    lower: Fraction
    upper: Fraction
    origin: str
    claims: tuple[str, ...]
    space: Space = NOWHERE
    index_year: int | None = None


def pinned(interval: Interval) -> bool:
    """Whether a level is known to within a tenth."""
    return (
        interval.lower is not None
        and interval.upper is not None
        and interval.upper <= PINNED * interval.lower
    )


def observations(
    past: Mapping[Node, Interval],
    sources: Mapping[Node, frozenset[str]],
    claims: Mapping[str, Claim],
    dossier: Dossier,
) -> Iterator[Observation]:
    """Pinned years of history up to `as_of`, with the printed value where one lies inside the range.

    A level printed as "about" stays in the record with its width; a rate is taken as printed. Levels from before a
    revision are left out.
    """
    printed = _printed_levels(claims, dossier)
    stale = revised_before(dossier)
    for node in sorted({*past, *printed}):
        indicator = dossier.indicators[node.indicator]
        if node.year > dossier.as_of or node.space != space_of_levels(indicator):
            continue
        claim = printed.get(node)
        if claim is not None and (claim.claim_id in stale):
            continue
        interval = past.get(node, Interval())
        value = None
        if claim is not None:
            said = printed_interval(claim, dossier).times(conversion(claim.unit, indicator.unit))
            number = Fraction(claim.value) * conversion(claim.unit, indicator.unit)
            if indicator.measure == "rate":
                interval, value = said, number
            elif interval.contains(number):
                value = number
        hedged = value is not None and claim is not None and claim.comparator == "~"
        if interval.lower is None or interval.upper is None:
            continue
        if not (pinned(interval) or hedged or (indicator.measure == "rate" and value is not None)):
            continue
        level = float(value) if value is not None else float(interval.lower * interval.upper) ** 0.5
        origin = (claim.claim_id,) if value is not None and claim is not None else ()
        yield Observation(
            node.entity,
            node.indicator,
            node.year,
            level,
            interval.lower,
            interval.upper,
            "printed" if origin else "implied",
            origin or tuple(sorted(sources.get(node, frozenset()))),
            node.space,
        )


def _printed_levels(claims: Mapping[str, Claim], dossier: Dossier) -> dict[Node, Claim]:
    """The claim that prints each level, of several the newest, then the first by id."""
    found: dict[Node, Claim] = {}
    for claim in claims.values():
        if claim.kind != "level" or claim.role not in ("history", "benchmark"):
            continue
        if claim.comparator not in ("=", "~") or claim.start is not None or is_past_plan(claim, dossier):
            continue
        space = meaning(claim, dossier).space
        node = Node(claim.entity, claim.indicator, space._replace(vintage=0), claim.end)
        known = found.get(node)
        if known is None or _newer(claim, known, dossier):
            found[node] = claim
    return found


def _newer(one: Claim, other: Claim, dossier: Dossier) -> bool:
    def rank(claim: Claim) -> tuple[int, bool]:
        return meaning(claim, dossier).space.vintage, claim.comparator == "="

    return rank(one) > rank(other)


def growth_indices(fits: Sequence[Fit], levels: Mapping[Node, Interval]) -> Iterator[Observation]:
    """Levels that only growth ties to each other, as an index: 100 in the first year of each space.

    Only the years that the first year pins down to within a tenth are given.

    Args:
        fits: the combinations of readings that hold.
        levels: what they leave for every level.
    """
    if not fits:
        return
    loose: dict[tuple[str, str, Space], list[Node]] = {}
    for fit in fits[:1]:
        for node in fit.graph.nodes:
            if node != UNIT and (levels.get(node) or Interval()) == Interval():
                loose.setdefault(node[:3], []).append(node)
    for place, nodes in sorted(loose.items()):
        base = min(nodes, key=lambda one: one.year)
        tied = ranges(fits, base)
        used = witnesses_between(fits[0], base)
        yield from _indexed(place, base, tied, used)


def _indexed(
    place: tuple[str, str, Space],
    base: Node,
    tied: Mapping[Node, Interval],
    used: Mapping[Node, frozenset[str]],
) -> Iterator[Observation]:
    entity, name, space = place
    hundred = Fraction(100)
    found = []
    for node in sorted(tied):
        ratio = tied[node]
        if node[:3] != place or not pinned(ratio) or ratio.lower is None or ratio.upper is None:
            continue
        middle = 100 * float(ratio.lower * ratio.upper) ** 0.5
        claims = tuple(sorted(used.get(node, frozenset())))
        found.append(
            Observation(
                entity,
                name,
                node.year,
                middle,
                100 * ratio.lower,
                100 * ratio.upper,
                "implied",
                claims,
                space._replace(vintage=0),
                base.year,
            )
        )
    if found:
        yield Observation(
            entity,
            name,
            base.year,
            100.0,
            hundred,
            hundred,
            "implied",
            (),
            space._replace(vintage=0),
            base.year,
        )
        yield from found
