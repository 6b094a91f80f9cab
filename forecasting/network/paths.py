"""Shortest paths with exact fractions: the engine under the claim network.

An edge `u -> v` with weight w says `level(v) <= w * level(u)`, strictly when open. Path weights multiply. A cycle that
multiplies to less than one, or to one through a strict edge, is a contradiction; without one the smallest path weight
is the tightest bound (Bellman-Ford on a simple temporal network; Dechter, Meiri & Pearl 1991, in products).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.network.bounds import Bound, Node

__all__ = ["Edge", "Graph", "Tight", "graph_of"]

_ONE = Fraction(1)


class Tight(NamedTuple):
    """A bound on a ratio: its value, and minus the number of strict steps behind it (so that smaller sorts tighter).

    Counting strict steps, rather than noting that there is one, keeps the order compatible with multiplication, so
    that a cycle of product one with a strict step is always found.
    """

    value: Fraction
    strict: int

    @property
    def is_open(self) -> bool:
        """Whether the value itself is excluded."""
        return self.strict < 0


class Edge(NamedTuple):
    """`level(end) <= weight * level(start)`, from one claim."""

    start: int
    end: int
    weight: Fraction
    strict: int
    claim: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by index and the edges between them, in canonical order."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def contradiction(self) -> tuple[Edge, ...] | None:
        """Edges of a cycle that cannot hold, in the order they are walked, or None when all bounds can hold."""
        everywhere: list[Tight | None] = [Tight(_ONE, 0)] * len(self.nodes)
        return _relax(everywhere, [None] * len(self.nodes), self.edges)

    def tightest(self, source: int, *, backwards: bool = False) -> tuple[list[Tight | None], list[Edge | None]]:
        """Tightest bound of every node against `source`, and the last edge of each path.

        Forwards, entry v is the smallest w with `level(v) <= w * level(source)`; backwards, the smallest w with
        `level(source) <= w * level(v)`. None where nothing bounds the node.

        Raises:
            ArithmeticError: the graph holds a contradiction.
        """
        edges: Sequence[Edge] = self.edges
        if backwards:
            edges = [Edge(edge.end, edge.start, edge.weight, edge.strict, edge.claim) for edge in edges]
        distances: list[Tight | None] = [None] * len(self.nodes)
        distances[source] = Tight(_ONE, 0)
        last: list[Edge | None] = [None] * len(self.nodes)
        if _relax(distances, last, edges) is not None:
            msg = "no tightest bounds: the bounds contradict each other"
            raise ArithmeticError(msg)
        return distances, last

    def shortest_contradiction(self, through: Edge, longest: int) -> tuple[Edge, ...] | None:
        """The contradiction with the fewest edges that uses `through`, up to `longest` edges; None when none is."""
        best: dict[int, Tight] = {through.end: Tight(through.weight, through.strict)}
        walks: dict[int, tuple[Edge, ...]] = {through.end: (through,)}
        for _ in range(longest - 1):
            nearer: dict[int, Tight] = {}
            paths: dict[int, tuple[Edge, ...]] = {}
            for edge in self.edges:
                known = best.get(edge.start)
                if known is None or edge.end == through.end:
                    continue
                reach = Tight(known.value * edge.weight, known.strict + edge.strict)
                if edge.end not in nearer or reach < nearer[edge.end]:
                    nearer[edge.end] = reach
                    paths[edge.end] = (*walks[edge.start], edge)
            if through.start in nearer and nearer[through.start] < (_ONE, 0):
                return paths[through.start]
            best, walks = nearer, paths
        return None


def graph_of(bounds: Iterable[Bound], unit: Node) -> Graph:
    """The graph of some bounds; node 0 is `unit`, parallel edges keep only the tightest."""
    ends: dict[tuple[Node, Node], tuple[Tight, str]] = {}

    def add(start: Node, end: Node, weight: Fraction, open_end: bool, claim: str) -> None:  # noqa: FBT001
        candidate = (Tight(weight, -1 if open_end else 0), claim)
        known = ends.get((start, end))
        if known is None or candidate < known:
            ends[start, end] = candidate

    seen = {unit}
    for bound in bounds:
        seen |= {bound.start, bound.end}
        if bound.ratio.upper is not None:
            add(bound.start, bound.end, bound.ratio.upper, bound.ratio.upper_open, bound.claim)
        if bound.ratio.lower is not None and bound.ratio.lower > 0:
            add(bound.end, bound.start, 1 / bound.ratio.lower, bound.ratio.lower_open, bound.claim)
    nodes = (unit, *sorted(seen - {unit}))
    index = {node: place for place, node in enumerate(nodes)}
    edges = sorted(
        Edge(index[start], index[end], tight.value, tight.strict, claim)
        for (start, end), (tight, claim) in ends.items()
    )
    return Graph(nodes, tuple(edges))


def _relax(
    distances: list[Tight | None], last: list[Edge | None], edges: Sequence[Edge]
) -> tuple[Edge, ...] | None:
    """Tighten `distances` and `last` in place until nothing moves; a contradictory cycle ends it early."""
    leaving: list[list[Edge]] = [[] for _ in distances]
    for edge in edges:
        leaving[edge.start].append(edge)
    active = [node for node, known in enumerate(distances) if known is not None]
    while active:
        moved: set[int] = set()
        for node in active:
            known = distances[node]
            if known is None:
                continue
            value, strict = known
            for edge in leaving[node]:
                reach = Tight(value * edge.weight, strict + edge.strict)
                present = distances[edge.end]
                if present is None or reach < present:
                    distances[edge.end] = reach
                    last[edge.end] = edge
                    moved.add(edge.end)
        cycle = _cycle(last, moved)
        if cycle is not None:
            return cycle
        active = sorted(moved)
    return None


def _cycle(last: list[Edge | None], moved: set[int]) -> tuple[Edge, ...] | None:
    """A cycle among the last edges, which exists only when its product contradicts itself."""
    mark = [0] * len(last)
    for number, first in enumerate(sorted(moved), start=1):
        node = first
        while mark[node] == 0:
            mark[node] = number
            edge = last[node]
            if edge is None:
                break
            node = edge.start
        else:
            if mark[node] == number:
                return _walk(last, node)
    return None


def _walk(last: list[Edge | None], node: int) -> tuple[Edge, ...]:
    edges: list[Edge] = []
    place = node
    while True:
        edge = last[place]
        if edge is None:  # pragma: no cover - a cycle has an edge into each of its nodes
            msg = "a cycle lost its edge"
            raise AssertionError(msg)
        edges.append(edge)
        place = edge.start
        if place == node:
            return tuple(reversed(edges))
