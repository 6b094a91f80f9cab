"""Bounds merged into one graph: of those between the same two levels only the tightest counts.

A search over readings merges the same bounds again and again, so their levels are numbered once for all of them.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from forecasting.network.bounds import UNIT
from forecasting.network.edges import SURE, Edge, Move, Products
from forecasting.network.graph import Graph
from forecasting.network.shortest_paths import contradictory_cycle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecasting.network.bounds import Bound, Node

__all__ = ["MergedBounds", "NumberedLevels", "graph_of"]

#: A bound from one level to another: the number of that pair of levels, the log of the weight, the edge.
_OneSided = tuple[int, float, Edge]


class NumberedLevels:
    """The levels that some bounds speak of, numbered in their order, the unit first."""

    def __init__(self, bounds: Iterable[Bound]) -> None:
        self._bounds = {id(bound): bound for bound in bounds}
        seen: set[Node] = set()
        for bound in self._bounds.values():
            seen.add(bound.start)
            seen.add(bound.end)
        seen.discard(UNIT)
        self.nodes = (UNIT, *sorted(seen))
        self.products = Products()
        index = {node: place for place, node in enumerate(self.nodes)}
        self._sides = {key: self._sided(bound, index) for key, bound in self._bounds.items()}

    def _sided(
        self, bound: Bound, index: Mapping[Node, int]
    ) -> tuple[tuple[int, int], tuple[_OneSided, ...]]:
        """The numbers of a bound's levels, and its two sides; readings that share a bound share them."""
        ends = index[bound.start], index[bound.end]
        sides = []
        for backwards, weight, strict, logged in bound.sides:
            start, end = reversed(ends) if backwards else ends
            edge = Edge(start, end, weight, strict, bound.claim)
            sides.append((start * len(self.nodes) + end, logged, edge))
        return ends, tuple(sides)

    def merge(self, bounds: Iterable[Bound]) -> MergedBounds:
        """Some of the bounds that the levels were numbered for, merged."""
        tightest: dict[int, _OneSided] = {}
        places = {0}
        for bound in bounds:
            ends, sides = self._sides[id(bound)]
            places.update(ends)
            for side in sides:
                known = tightest.get(side[0])
                if known is None or _tighter(side, known):
                    tightest[side[0]] = side
        return MergedBounds(self, tightest, frozenset(places))


class MergedBounds:
    """The tightest of some bounds between each two levels."""

    def __init__(
        self, levels: NumberedLevels, tightest: dict[int, _OneSided], places: frozenset[int]
    ) -> None:
        self._levels = levels
        self._tightest = tightest
        self._places = places

    def joined(self, other: MergedBounds) -> MergedBounds:
        """These bounds and others, merged."""
        tightest = dict(other._tightest)
        for pair, side in self._tightest.items():
            known = tightest.get(pair)
            if known is None or _tighter(side, known):
                tightest[pair] = side
        return MergedBounds(self._levels, tightest, self._places | other._places)

    def contradiction(self) -> tuple[Edge, ...] | None:
        """Edges of a cycle that cannot hold, or None; they carry the numbers of the levels."""
        leaving: list[list[Move]] = [[] for _ in self._levels.nodes]
        has_zero = False
        for _, logged, edge in self._sides():
            leaving[edge[0]].append((edge[1], logged, edge))
            has_zero = has_zero or logged == -inf
        return contradictory_cycle(leaving, has_zero=has_zero)

    def graph(self) -> Graph:
        """The graph of the levels that these bounds speak of."""
        levels, sides = self._levels, self._sides()
        logs, products = tuple(logged for _, logged, _ in sides), levels.products
        if len(self._places) == len(levels.nodes):
            return Graph(levels.nodes, tuple(edge for _, _, edge in sides), logs, products)
        kept = sorted(self._places)
        moved = {place: number for number, place in enumerate(kept)}
        edges = tuple(Edge(moved[edge.start], moved[edge.end], *edge[2:]) for _, _, edge in sides)
        return Graph(tuple(levels.nodes[place] for place in kept), edges, logs, products)

    def _sides(self) -> list[_OneSided]:
        return [self._tightest[pair] for pair in sorted(self._tightest)]


def _tighter(side: _OneSided, known: _OneSided) -> bool:
    """Whether one side of a bound is tighter than another between the same nodes; of equal ones the first by claim."""
    if side is known:
        return False
    apart = side[1] - known[1]
    if not -SURE <= apart <= SURE:
        return apart < 0
    one, other = side[2], known[2]
    if one.weight is other.weight or one.weight == other.weight:
        return (one.strict, one.claim) < (other.strict, other.claim)
    return one.weight < other.weight


def graph_of(bounds: Iterable[Bound]) -> Graph:
    """The graph of some bounds; node 0 is the unit, parallel edges keep only the tightest."""
    known = list(bounds)
    return NumberedLevels(known).merge(known).graph()
