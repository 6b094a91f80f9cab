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
from forecasting.numbers.stated import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting.network.bounds import Bound, Node

__all__ = ["Edge", "Frame", "Graph", "Laid", "Paths", "Products", "Tight", "graph_of"]

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
#: The same as it is laid over others: the place of its pair of nodes instead of the node reached.
_Side = tuple[int, float, Edge]

_START = Tight(_ONE, 0)


class Paths(NamedTuple):
    """Tightest bounds of every node against one source; the last edge of each path and the node before it.

    None and -1 where there is no path.
    """

    bounds: tuple[Tight | None, ...]
    last: tuple[Edge | None, ...]
    before: tuple[int, ...]


class Products:
    """Exact bounds along paths, worked out once for all graphs that have a path in common.

    Graphs of one search share the objects of their bounds, so what is kept is found by identity; it holds on to the
    objects it was found by, so that none of them can be taken for another.
    """

    def __init__(self) -> None:
        self._steps: dict[tuple[int, int, int], tuple[Tight, Fraction, Tight]] = {}
        self._between: dict[tuple[int, int], tuple[Tight | None, Tight | None, Interval]] = {}

    def step(self, known: Tight, edge: Edge) -> Tight:
        """The bound one edge further."""
        key = (id(known), id(edge.weight), edge.strict)
        found = self._steps.get(key)
        if found is None:
            reached = Tight(known.value * edge.weight, known.strict + edge.strict)
            found = self._steps[key] = (known, edge.weight, reached)
        return found[2]

    def between(self, upper: Tight | None, lower: Tight | None) -> Interval:
        """The interval of a ratio from its tightest bound and the tightest bound of its inverse."""
        key = (id(upper), id(lower))
        found = self._between.get(key)
        if found is None:
            interval = Interval(
                None if lower is None else 1 / lower.value,
                None if upper is None else upper.value,
                lower is not None and lower.is_open,
                upper is not None and upper.is_open,
            )
            found = self._between[key] = (upper, lower, interval)
        return found[2]


@dataclass(frozen=True)
class Graph:
    """Nodes by index and the edges between them, in canonical order; the logs of their weights where at hand."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    logs: tuple[float, ...] | None = field(default=None, compare=False, repr=False)
    products: Products = field(default_factory=Products, compare=False, repr=False)

    @cached_property
    def index(self) -> dict[Node, int]:
        """The place of each node."""
        return {node: place for place, node in enumerate(self.nodes)}

    @cached_property
    def _logs(self) -> tuple[float, ...]:
        return self.logs if self.logs is not None else tuple(log_of(edge.weight) for edge in self.edges)

    @cached_property
    def _zero(self) -> bool:
        """Whether a weight is zero, which has no log."""
        return -inf in self._logs

    # Moves are made anew for each search: kept, they would be most of what a solved part holds.
    def _leaving(self, nodes: int = 0) -> list[list[_Move]]:
        """The moves from each node, of as many nodes as asked for where that is more."""
        leaving: list[list[_Move]] = [[] for _ in range(max(nodes, len(self.nodes)))]
        for edge, logged in zip(self.edges, self._logs, strict=True):
            leaving[edge.start].append((edge.end, logged, edge))
        return leaving

    def _arriving(self) -> list[list[_Move]]:
        """The moves against each edge: from its end to its start."""
        arriving: list[list[_Move]] = [[] for _ in self.nodes]
        for edge, logged in zip(self.edges, self._logs, strict=True):
            arriving[edge.end].append((edge.start, logged, edge))
        return arriving

    @cached_property
    def _found(self) -> dict[tuple[int, bool], Paths]:
        """Paths asked for before, by source and direction."""
        return {}

    @property
    def from_unit(self) -> tuple[Paths, Paths]:
        """Tightest bounds against the first node, forwards and backwards."""
        return self.tightest(0), self.tightest(0, backwards=True)

    def contradiction(self, added: Sequence[Edge] = (), nodes: int = 0) -> tuple[Edge, ...] | None:
        """Edges of a cycle that cannot hold, in the order they are walked, or None when all bounds can hold.

        Args:
            added: edges that are to hold as well, this once.
            nodes: how many nodes there are when `added` speaks of some that the graph does not have.
        """
        leaving = self._leaving(nodes)
        weight, logged = _ONE, 0.0
        for edge in added:
            if edge.weight is not weight:
                weight, logged = edge.weight, log_of(edge.weight)
            leaving[edge.start].append((edge.end, logged, edge))
        return _contradiction(leaving, zero=self._zero)

    def tightest(self, source: int, *, backwards: bool = False) -> Paths:
        """Tightest bound of every node against `source`, and the last edge of each path.

        Forwards, entry v is the smallest w with `level(v) <= w * level(source)`; backwards, the smallest w with
        `level(source) <= w * level(v)`. None where nothing bounds the node.

        Raises:
            ArithmeticError: the graph holds a contradiction.
        """
        paths = self._found.get((source, backwards))
        if paths is None:
            moves = self._arriving() if backwards else self._leaving()
            paths = _shortest(moves, source, self.products, zero=self._zero)
            if paths is None:
                msg = "no tightest bounds: the bounds contradict each other"
                raise ArithmeticError(msg)
            self._found[source, backwards] = paths
        return paths

    def shortest_contradiction(self, through: Edge, longest: int) -> tuple[Edge, ...] | None:
        """The contradiction with the fewest edges that uses `through`, up to `longest` edges; None when none is."""
        best: dict[int, Tight] = {through.end: Tight(through.weight, through.strict)}
        walks: dict[int, tuple[Edge, ...]] = {through.end: (through,)}
        leaving = self._leaving()
        for _ in range(longest - 1):
            nearer: dict[int, Tight] = {}
            paths: dict[int, tuple[Edge, ...]] = {}
            for node in sorted(best):
                known = best[node]
                for end, _, edge in leaving[node]:
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


class Frame:
    """The levels that some bounds speak of, numbered in their order, the unit first: what bounds are laid on."""

    def __init__(self, bounds: Iterable[Bound], unit: Node) -> None:
        self._bounds = {id(bound): bound for bound in bounds}
        seen: set[Node] = set()
        for bound in self._bounds.values():
            seen.add(bound.start)
            seen.add(bound.end)
        seen.discard(unit)
        self.nodes = (unit, *sorted(seen))
        self.products = Products()
        index = {node: place for place, node in enumerate(self.nodes)}
        self._sides = {key: self._sided(bound, index) for key, bound in self._bounds.items()}

    def _sided(self, bound: Bound, index: Mapping[Node, int]) -> tuple[tuple[int, int], tuple[_Side, ...]]:
        """The places of a bound's levels, and its sides; readings that share a bound share them."""
        ends = index[bound.start], index[bound.end]
        sides = []
        for backwards, weight, strict, logged in bound.sides:
            start, end = reversed(ends) if backwards else ends
            edge = Edge(start, end, weight, strict, bound.claim)
            sides.append((start * len(self.nodes) + end, logged, edge))
        return ends, tuple(sides)

    def lay(self, bounds: Iterable[Bound]) -> Laid:
        """Some bounds alone; each is one of those of the frame."""
        tightest: dict[int, _Side] = {}
        places = {0}
        for bound in bounds:
            ends, sides = self._sides[id(bound)]
            places.update(ends)
            for side in sides:
                known = tightest.get(side[0])
                if known is None or _tighter(side, known):
                    tightest[side[0]] = side
        return Laid(self, tightest, frozenset(places))


class Laid:
    """Bounds laid over each other: of those between two levels only the tightest counts."""

    def __init__(self, frame: Frame, tightest: dict[int, _Side], places: frozenset[int]) -> None:
        self._frame = frame
        self._tightest = tightest
        self._places = places

    def over(self, other: Laid) -> Laid:
        """Both together."""
        tightest = dict(other._tightest)
        for place, side in self._tightest.items():
            known = tightest.get(place)
            if known is None or _tighter(side, known):
                tightest[place] = side
        return Laid(self._frame, tightest, self._places | other._places)

    def contradiction(self) -> tuple[Edge, ...] | None:
        """As of the graph; its edges number the nodes of the frame."""
        leaving: list[list[_Move]] = [[] for _ in self._frame.nodes]
        zero = False
        for _, logged, edge in self._sides():
            leaving[edge[0]].append((edge[1], logged, edge))
            zero = zero or logged == -inf
        return _contradiction(leaving, zero=zero)

    def graph(self) -> Graph:
        """The graph of the levels that these bounds speak of."""
        frame, sides = self._frame, self._sides()
        logs, products = tuple(logged for _, logged, _ in sides), frame.products
        if len(self._places) == len(frame.nodes):
            return Graph(frame.nodes, tuple(edge for _, _, edge in sides), logs, products)
        kept = sorted(self._places)
        moved = {place: number for number, place in enumerate(kept)}
        edges = tuple(Edge(moved[edge.start], moved[edge.end], *edge[2:]) for _, _, edge in sides)
        return Graph(tuple(frame.nodes[place] for place in kept), edges, logs, products)

    def _sides(self) -> list[_Side]:
        return [self._tightest[place] for place in sorted(self._tightest)]


def _tighter(side: _Side, known: _Side) -> bool:
    """Whether one side of a bound is tighter than another between the same nodes; of equal ones the first by claim."""
    if side is known:
        return False
    apart = side[1] - known[1]
    if not -_SURE <= apart <= _SURE:
        return apart < 0
    one, other = side[2], known[2]
    if one.weight is other.weight or one.weight == other.weight:
        return (one.strict, one.claim) < (other.strict, other.claim)
    return one.weight < other.weight


def graph_of(bounds: Iterable[Bound], unit: Node) -> Graph:
    """The graph of some bounds; node 0 is `unit`, parallel edges keep only the tightest."""
    known = list(bounds)
    return Frame(known, unit).lay(known).graph()


class _Tree(NamedTuple):
    """The last edge of the path to each node, and the node before it; None and -1 where there is none."""

    last: list[Edge | None]
    before: list[int]

    def cycle(self, moved: Iterable[int]) -> list[tuple[Edge, int]] | None:
        """A cycle among the last edges, each with the node it leads to; its product contradicts itself."""
        before = self.before
        mark = [0] * len(before)
        for number, first in enumerate(moved, start=1):
            node = first
            while node >= 0 and mark[node] == 0:
                mark[node] = number
                node = before[node]
            if node >= 0 and mark[node] == number:
                return self._walk(node)
        return None

    def _walk(self, node: int) -> list[tuple[Edge, int]]:
        edges: list[tuple[Edge, int]] = []
        place = node
        while True:
            edge = self.last[place]
            if edge is None:  # pragma: no cover - a cycle has an edge into each of its nodes
                msg = "a cycle lost its edge"
                raise AssertionError(msg)
            edges.append((edge, place))
            place = self.before[place]
            if place == node:
                return edges[::-1]


def _contradiction(leaving: Sequence[Sequence[_Move]], *, zero: bool) -> tuple[Edge, ...] | None:
    """A cycle that cannot hold, or None."""
    starts = range(len(leaving))
    tree = _Tree([None] * len(leaving), [-1] * len(leaving))
    distances: list[Tight | None] = [_START] * len(leaving)
    active: Sequence[int] = starts
    if not zero:
        logs, guess, cycle, total = _guess(leaving, starts)
        if cycle is None:
            if _clear(leaving, logs, guess.last):
                return None
            tree = guess
            _multiply_out(distances, tree, Products())
            active = _settle_close(leaving, logs, distances, tree)
        elif _contradicts(cycle, total):
            return cycle
    return _relax(leaving, distances, tree, active)


def _shortest(
    leaving: Sequence[Sequence[_Move]], source: int, products: Products, *, zero: bool
) -> Paths | None:
    """Tightest bounds from one node, or None where a contradiction is met."""
    tree = _Tree([None] * len(leaving), [-1] * len(leaving))
    distances: list[Tight | None] = [None] * len(leaving)
    distances[source] = _START
    active: Sequence[int] = (source,)
    if not zero:
        logs, guess, cycle, total = _guess(leaving, active)
        if cycle is None:
            tree = guess
            _multiply_out(distances, tree, products)
            active = _settle_close(leaving, logs, distances, tree)
        elif _contradicts(cycle, total):
            return None
    cycle = _relax(leaving, distances, tree, active)
    return Paths(tuple(distances), tuple(tree.last), tuple(tree.before)) if cycle is None else None


def _clear(leaving: Sequence[Sequence[_Move]], logs: list[float], last: list[Edge | None]) -> bool:
    """Whether logs alone show that no edge can tighten anything, so that nothing needs comparing exactly."""
    for node, moves in enumerate(leaving):
        sure = logs[node] - _SURE
        for end, logged, edge in moves:
            if sure + logged < logs[end] and last[end] is not edge:
                return False
    return True


def _guess(
    leaving: Sequence[Sequence[_Move]], starts: Iterable[int]
) -> tuple[list[float], _Tree, tuple[Edge, ...] | None, float]:
    """Shortest paths in floating logs, what exact arithmetic then has to confirm; or a cycle, and what it sums to."""
    size = len(leaving)
    logs = [inf] * size
    steps = [0.0] * size
    waiting = bytearray(size)
    for node in starts:
        logs[node] = 0.0
        waiting[node] = 1
    tree = _Tree([None] * size, [-1] * size)
    last, before = tree
    backwards = False
    while 1 in waiting:
        # Sweeps alternate, so that paths along the years and against them each settle within one sweep.
        for node in range(size - 1, -1, -1) if backwards else range(size):
            if not waiting[node]:
                continue
            waiting[node] = 0
            known = logs[node]
            for end, logged, edge in leaving[node]:
                reached = known + logged
                if reached < logs[end] - _STEP:
                    logs[end] = reached
                    steps[end] = logged
                    last[end] = edge
                    before[end] = node
                    waiting[end] = 1
        if 1 in waiting:
            cycle = tree.cycle([node for node in range(size) if waiting[node]])
            if cycle is not None:
                return logs, tree, tuple(edge for edge, _ in cycle), sum(steps[node] for _, node in cycle)
        backwards = not backwards
    return logs, tree, None, 0.0


def _contradicts(cycle: Sequence[Edge], total: float) -> bool:
    """Whether the product along a cycle is less than one, or one through a strict edge; `total` sums its logs."""
    if not -_SURE <= total <= _SURE:
        return total < 0
    product, strict = _ONE, 0
    for edge in cycle:
        product *= edge.weight
        strict += edge.strict
    return (product, strict) < (_ONE, 0)


def _multiply_out(distances: list[Tight | None], tree: _Tree, products: Products) -> None:
    """Exact bounds along the paths that `tree` describes, in place."""
    last, before = tree
    done = [edge is None for edge in last]
    for first in range(len(last)):
        path: list[int] = []
        node = first
        while not done[node]:
            path.append(node)
            node = before[node]
        for place in reversed(path):
            known, edge = distances[before[place]], last[place]
            if known is not None and edge is not None:
                distances[place] = products.step(known, edge)
            done[place] = True


def _settle_close(
    leaving: Sequence[Sequence[_Move]],
    logs: list[float],
    distances: list[Tight | None],
    tree: _Tree,
) -> list[int]:
    """Compare exactly what the logs leave open; the nodes that moved, in place."""
    last, before = tree
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
                before[end] = node
                moved.add(end)
    return sorted(moved)


def _relax(
    leaving: Sequence[Sequence[_Move]],
    distances: list[Tight | None],
    tree: _Tree,
    active: Sequence[int],
) -> tuple[Edge, ...] | None:
    """Tighten `distances` and `tree` in place until nothing moves; a contradictory cycle ends it early."""
    last, before = tree
    cycle = tree.cycle(active)
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
                    before[end] = node
                    moved.add(end)
        active = sorted(moved)
        cycle = tree.cycle(active)
    return None if cycle is None else tuple(edge for edge, _ in cycle)
