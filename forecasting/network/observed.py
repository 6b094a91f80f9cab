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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
        if node.year > dossier.as_of or node.space != space_of_levels(dossier.indicators[node.indicator]):
            continue
        claim = printed.get(node)
        if claim is not None and (claim.claim_id in stale):
            continue
        left = past.get(node, Interval())
        seen = None if claim is None else _as_printed(node, claim, left, dossier)
        if seen is None and pinned(left):
            seen = _observation(node, left, _middle(left), sources.get(node, ()))
        if seen is not None:
            yield seen


def _as_printed(node: Node, claim: Claim, left: Interval, dossier: Dossier) -> Observation | None:
    """A level with its printed number, where that lies inside the range left for it; a rate is taken as printed."""
    indicator = dossier.indicators[claim.indicator]
    factor = conversion(claim.unit, indicator.unit)
    number = Fraction(claim.value) * factor
    if indicator.measure == "rate":
        left = printed_interval(claim, dossier).times(factor)
    elif not left.contains(number) or not (pinned(left) or claim.comparator == "~"):
        return None
    return _observation(node, left, float(number), (claim.claim_id,), origin="printed")


def _middle(interval: Interval) -> float:
    """The geometric middle of a range that is bounded on both sides."""
    lower, upper = interval.lower or Fraction(0), interval.upper or Fraction(0)
    middle: float = float(lower * upper) ** 0.5
    return middle


def _observation(
    node: Node,
    left: Interval,
    level: float,
    claims: Iterable[str],
    origin: str = "implied",
    index_year: int | None = None,
) -> Observation | None:
    """A level in the range left for it; None where that is unbounded."""
    if left.lower is None or left.upper is None:
        return None
    return Observation(
        node.entity,
        node.indicator,
        node.year,
        level,
        left.lower,
        left.upper,
        origin,
        tuple(sorted(claims)),
        node.space._replace(vintage=0),
        index_year,
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
    for node in fits[0].graph.nodes:
        if node != UNIT and levels.get(node, Interval()) == Interval():
            loose.setdefault(node[:3], []).append(node)
    for _, nodes in sorted(loose.items()):
        base = min(nodes, key=lambda node: node.year)
        yield from _indexed(base, ranges(fits, base), witnesses_between(fits[0], base))


def _indexed(
    base: Node, tied: Mapping[Node, Interval], used: Mapping[Node, frozenset[str]]
) -> Iterator[Observation]:
    """The years that a base year pins down, as an index, after the base year itself; nothing where none is."""
    hundred = Fraction(100)
    found = [
        _observation(
            node, ratio.times(hundred), 100 * _middle(ratio), used.get(node, ()), index_year=base.year
        )
        for node, ratio in sorted(tied.items())
        if node[:3] == base[:3] and pinned(ratio)
    ]
    if found:
        first = _observation(base, Interval(hundred, hundred), 100.0, (), index_year=base.year)
        yield from (seen for seen in (first, *found) if seen is not None)
