"""Shortest paths with exact fractions: the engine under the claim network.

An edge `u -> v` with weight w says `level(v) <= w * level(u)`, strictly when open. Path weights multiply. A cycle that
multiplies to less than one, or to one through a strict edge, is a contradiction; without one the smallest path weight
is the tightest bound (Bellman-Ford on a simple temporal network; Dechter, Meiri & Pearl 1991, in products).

Floats only guide: sums of logs find the paths, which are then multiplied out in fractions, and every bound that the
logs cannot tell clearly from slack is compared exactly. What is returned never depends on a rounding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from forecasting.network.bounds import log_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.network.bounds import Bound, Node

__all__ = ["Edge", "Graph", "Paths", "Tight", "graph_of"]

_ONE = Fraction(1)
#: Logs that differ by more than this differ for certain; sums of logs err by far less.
_SURE = 1e-9
#: Improvements below this are left to the exact pass, so that cycles of product one do not turn for ever.
_STEP = 1e-11


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


#: A bound as the relaxation walks it: the node reached, the log of the weight, the edge.
_Move = tuple[int, float, Edge]


class Paths(NamedTuple):
    """Tightest bounds of every node against one source, and the last edge of each path; None where there is none."""

    bounds: tuple[Tight | None, ...]
    last: tuple[Edge | None, ...]


@dataclass(frozen=True)
class Graph:
    """Nodes by index and the edges between them, in canonical order; the logs of their weights where at hand."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    logs: tuple[float, ...] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def index(self) -> dict[Node, int]:
        """The place of each node."""
        return {node: place for place, node in enumerate(self.nodes)}

    @cached_property
    def _leaving(self) -> list[list[_Move]]:
        """The moves from each node."""
        leaving: list[list[_Move]] = [[] for _ in self.nodes]
        logs = self.logs if self.logs is not None else [log_of(edge.weight) for edge in self.edges]
        for edge, logged in zip(self.edges, logs, strict=True):
            leaving[edge.start].append((edge.end, logged, edge))
        return leaving

    @cached_property
    def _arriving(self) -> list[list[_Move]]:
        """The moves against each edge: from its end to its start."""
        arriving: list[list[_Move]] = [[] for _ in self.nodes]
        for start, moves in enumerate(self._leaving):
            for end, logged, edge in moves:
                turned = Edge(end, start, edge.weight, edge.strict, edge.claim)
                arriving[end].append((start, logged, turned))
        return arriving

    @cached_property
    def from_unit(self) -> tuple[Paths, Paths]:
        """Tightest bounds against the first node, forwards and backwards."""
        return self.tightest(0), self.tightest(0, backwards=True)

    def contradiction(self, added: Sequence[Edge] = (), nodes: int = 0) -> tuple[Edge, ...] | None:
        """Edges of a cycle that cannot hold, in the order they are walked, or None when all bounds can hold.

        Args:
            added: edges that are to hold as well, this once.
            nodes: how many nodes there are when `added` speaks of some that the graph does not have.
        """
        if not added:
            return _shortest(self._leaving, range(len(self.nodes)), bounds=False)[1]
        leaving = [list(moves) for moves in self._leaving]
        leaving += [[] for _ in range(nodes - len(leaving))]
        for edge in added:
            leaving[edge.start].append((edge.end, log_of(edge.weight), edge))
        return _shortest(leaving, range(len(leaving)), bounds=False)[1]

    def tightest(self, source: int, *, backwards: bool = False) -> Paths:
        """Tightest bound of every node against `source`, and the last edge of each path.

        Forwards, entry v is the smallest w with `level(v) <= w * level(source)`; backwards, the smallest w with
        `level(source) <= w * level(v)`. None where nothing bounds the node.

        Raises:
            ArithmeticError: the graph holds a contradiction.
        """
        paths, cycle = _shortest(self._arriving if backwards else self._leaving, (source,))
        if cycle is not None:
            msg = "no tightest bounds: the bounds contradict each other"
            raise ArithmeticError(msg)
        return paths

    def shortest_contradiction(self, through: Edge, longest: int) -> tuple[Edge, ...] | None:
        """The contradiction with the fewest edges that uses `through`, up to `longest` edges; None when none is."""
        best: dict[int, Tight] = {through.end: Tight(through.weight, through.strict)}
        walks: dict[int, tuple[Edge, ...]] = {through.end: (through,)}
        for _ in range(longest - 1):
            nearer: dict[int, Tight] = {}
            paths: dict[int, tuple[Edge, ...]] = {}
            for node in sorted(best):
                known = best[node]
                for end, _, edge in self._leaving[node]:
                    if end == through.end:
                        continue
                    reach = Tight(known.value * edge.weight, known.strict + edge.strict)
                    if end not in nearer or reach < nearer[end]:
                        nearer[end] = reach
                        paths[end] = (*walks[node], edge)
            if through.start in nearer and nearer[through.start] < (_ONE, 0):
                return paths[through.start]
            best, walks = nearer, paths
        return None


def graph_of(bounds: Iterable[Bound], unit: Node) -> Graph:
    """The graph of some bounds; node 0 is `unit`, parallel edges keep only the tightest."""
    ends: dict[tuple[Node, Node], tuple[Fraction, int, str, float]] = {}
    seen = {unit}
    for bound in bounds:
        seen.add(bound.start)
        seen.add(bound.end)
        for pair, side in bound.sides:
            known = ends.get(pair)
            if known is None or side < known:
                ends[pair] = side
    nodes = (unit, *sorted(seen - {unit}))
    index = {node: place for place, node in enumerate(nodes)}
    found = sorted(
        (Edge(index[start], index[end], weight, strict, claim), logged)
        for (start, end), (weight, strict, claim, logged) in ends.items()
    )
    return Graph(nodes, tuple(edge for edge, _ in found), tuple(logged for _, logged in found))


def _shortest(
    leaving: Sequence[Sequence[_Move]], sources: Iterable[int], *, bounds: bool = True
) -> tuple[Paths, tuple[Edge, ...] | None]:
    """Tightest bounds from some sources at one, or a contradictory cycle; with `bounds` off only the latter."""
    starts = list(sources)
    distances: list[Tight | None] = [None] * len(leaving)
    for node in starts:
        distances[node] = Tight(_ONE, 0)
    last: list[Edge | None] = [None] * len(leaving)
    active = starts
    if not any(logged == -inf for moves in leaving for _, logged, _ in moves):
        logs, guess, cycle = _guess(leaving, starts)
        if cycle is None:
            if not bounds and _clear(leaving, logs, guess):
                return Paths((), ()), None
            last = guess
            _multiply_out(distances, last)
            active = _settle_close(leaving, logs, distances, last)
        elif _contradicts(cycle):
            return Paths(tuple(distances), tuple(guess)), cycle
    cycle = _relax(leaving, distances, last, active)
    return Paths(tuple(distances), tuple(last)), cycle


def _clear(leaving: Sequence[Sequence[_Move]], logs: list[float], last: list[Edge | None]) -> bool:
    """Whether logs alone show that no edge can tighten anything, so that nothing needs comparing exactly."""
    return all(
        logs[node] - _SURE + logged >= logs[end] or last[end] is edge
        for node, moves in enumerate(leaving)
        for end, logged, edge in moves
    )


def _guess(
    leaving: Sequence[Sequence[_Move]], starts: list[int]
) -> tuple[list[float], list[Edge | None], tuple[Edge, ...] | None]:
    """Shortest paths in floating logs: what exact arithmetic then has to confirm."""
    logs = [inf] * len(leaving)
    for node in starts:
        logs[node] = 0.0
    last: list[Edge | None] = [None] * len(leaving)
    active, backwards = starts, False
    while active:
        waiting = set(active)
        moved: set[int] = set()
        # Sweeps alternate, so that paths along the years and against them each settle within one sweep.
        for node in range(len(leaving) - 1, -1, -1) if backwards else range(len(leaving)):
            if node not in waiting:
                continue
            moved.discard(node)
            known = logs[node]
            for end, logged, edge in leaving[node]:
                if known + logged < logs[end] - _STEP:
                    logs[end] = known + logged
                    last[end] = edge
                    moved.add(end)
                    waiting.add(end)
        cycle = _cycle(last, moved)
        if cycle is not None:
            return logs, last, cycle
        active, backwards = sorted(moved), not backwards
    return logs, last, None


def _contradicts(cycle: Iterable[Edge]) -> bool:
    product, strict = _ONE, 0
    for edge in cycle:
        product *= edge.weight
        strict += edge.strict
    return (product, strict) < (_ONE, 0)


def _multiply_out(distances: list[Tight | None], last: list[Edge | None]) -> None:
    """Exact bounds along the paths that `last` describes, in place."""
    done = [edge is None for edge in last]
    for first in range(len(last)):
        path: list[Edge] = []
        node = first
        while not done[node]:
            edge = last[node]
            if edge is None:  # pragma: no cover - a node without a last edge is done from the outset
                break
            path.append(edge)
            node = edge.start
        for edge in reversed(path):
            known = distances[edge.start]
            if known is not None:
                distances[edge.end] = Tight(known.value * edge.weight, known.strict + edge.strict)
            done[edge.end] = True


def _settle_close(
    leaving: Sequence[Sequence[_Move]],
    logs: list[float],
    distances: list[Tight | None],
    last: list[Edge | None],
) -> list[int]:
    """Compare exactly what the logs leave open; the nodes that moved, in place."""
    moved: set[int] = set()
    for node, moves in enumerate(leaving):
        known = distances[node]
        if known is None:
            continue
        reached = logs[node] - _SURE
        for end, logged, edge in moves:
            if reached + logged >= logs[end] or last[end] is edge:
                continue
            known = distances[node] or known
            reach = Tight(known.value * edge.weight, known.strict + edge.strict)
            present = distances[end]
            if present is None or reach < present:
                distances[end] = reach
                last[end] = edge
                moved.add(end)
    return sorted(moved)


def _relax(
    leaving: Sequence[Sequence[_Move]],
    distances: list[Tight | None],
    last: list[Edge | None],
    active: list[int],
) -> tuple[Edge, ...] | None:
    """Tighten `distances` and `last` in place until nothing moves; a contradictory cycle ends it early."""
    cycle = _cycle(last, set(active))
    while active and cycle is None:
        moved: set[int] = set()
        for node in active:
            known = distances[node]
            if known is None:
                continue
            value, strict = known
            for end, _, edge in leaving[node]:
                reach = Tight(value * edge.weight, strict + edge.strict)
                present = distances[end]
                if present is None or reach < present:
                    distances[end] = reach
                    last[end] = edge
                    moved.add(end)
        cycle = _cycle(last, moved)
        active = sorted(moved)
    return cycle


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
