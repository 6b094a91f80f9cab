"""Shortest paths with exact fractions: the engine under the claim network.

A cycle that multiplies to less than one, or to one through a strict edge, is a contradiction; without one the smallest
path weight is the tightest bound (Bellman-Ford on a simple temporal network; Dechter, Meiri & Pearl 1991, in products).

Floats only guide: sums of logs find the paths, which are then multiplied out in fractions, and every bound that the
logs cannot tell clearly from slack is compared exactly. What is returned never depends on a rounding.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from forecasting.network.edges import NO_STEP, ONE, SURE, PathBound, Paths, Products

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.network.edges import Edge, Move

__all__ = ["contradictory_cycle", "tightest_paths"]

#: Improvements below this are left to the exact pass, so that cycles of product one do not turn for ever.
_STEP = 1e-11


class _Tree(NamedTuple):
    """The last edge of the path to each node, and the node before it; None and -1 where there is none."""

    last: list[Edge | None]
    before: list[int]

    @classmethod
    def without_edges(cls, nodes: int) -> _Tree:
        """The tree before any path is known."""
        return cls([None] * nodes, [-1] * nodes)

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
        """The edges of the cycle through a node, in the order they are walked."""
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


class _Guess(NamedTuple):
    """Shortest paths in floating logs, which exact arithmetic has yet to confirm.

    Attributes:
        logs: the log of the bound of each node.
        tree: the paths.
        cycle: a cycle that seems to contradict itself, met before the paths were settled; None where none was met.
        total: what the logs along that cycle sum to.
    """

    logs: list[float]
    tree: _Tree
    cycle: tuple[Edge, ...] | None = None
    total: float = 0.0


def contradictory_cycle(leaving: Sequence[Sequence[Move]], *, has_zero: bool) -> tuple[Edge, ...] | None:
    """A cycle that cannot hold, or None.

    Args:
        leaving: the moves from each node.
        has_zero: whether a weight is zero, which has no log: then nothing is guessed in logs.
    """
    starts = range(len(leaving))
    tree = _Tree.without_edges(len(leaving))
    distances: list[PathBound | None] = [NO_STEP] * len(leaving)
    active: Sequence[int] = starts
    if not has_zero:
        guess = _guess(leaving, starts)
        if guess.cycle is None:
            if _nothing_close(leaving, guess.logs, guess.tree.last):
                return None
            tree = guess.tree
            _multiply_out(distances, tree, Products())
            active = _settle_close(leaving, guess.logs, distances, tree)
        elif _contradicts(guess.cycle, guess.total):
            return guess.cycle
    return _relax(leaving, distances, tree, active)


def tightest_paths(
    leaving: Sequence[Sequence[Move]], source: int, products: Products, *, has_zero: bool
) -> Paths | None:
    """Tightest bounds from one node, or None where a contradiction is met.

    Args:
        leaving: the moves from each node.
        source: the node.
        products: keeps the bounds along paths that other graphs have, too.
        has_zero: as for `contradictory_cycle`.
    """
    tree = _Tree.without_edges(len(leaving))
    distances: list[PathBound | None] = [None] * len(leaving)
    distances[source] = NO_STEP
    active: Sequence[int] = (source,)
    if not has_zero:
        guess = _guess(leaving, active)
        if guess.cycle is None:
            tree = guess.tree
            _multiply_out(distances, tree, products)
            active = _settle_close(leaving, guess.logs, distances, tree)
        elif _contradicts(guess.cycle, guess.total):
            return None
    cycle = _relax(leaving, distances, tree, active)
    return Paths(tuple(distances), tuple(tree.last), tuple(tree.before)) if cycle is None else None


def _nothing_close(leaving: Sequence[Sequence[Move]], logs: list[float], last: list[Edge | None]) -> bool:
    """Whether logs alone show that no edge can tighten anything, so that nothing needs comparing exactly."""
    for node, moves in enumerate(leaving):
        sure = logs[node] - SURE
        for end, logged, edge in moves:
            if sure + logged < logs[end] and last[end] is not edge:
                return False
    return True


def _guess(leaving: Sequence[Sequence[Move]], starts: Iterable[int]) -> _Guess:
    """Shortest paths from some nodes in floating logs, or the first cycle met that seems to contradict itself."""
    size = len(leaving)
    logs = [inf] * size
    steps = [0.0] * size
    waiting = bytearray(size)
    for node in starts:
        logs[node] = 0.0
        waiting[node] = 1
    tree = _Tree.without_edges(size)
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
                total = sum(steps[node] for _, node in cycle)
                return _Guess(logs, tree, tuple(edge for edge, _ in cycle), total)
        backwards = not backwards
    return _Guess(logs, tree)


def _contradicts(cycle: Sequence[Edge], total: float) -> bool:
    """Whether the product along a cycle is less than one, or one through a strict edge; `total` sums its logs."""
    if not -SURE <= total <= SURE:
        return total < 0
    product, strict = ONE, 0
    for edge in cycle:
        product *= edge.weight
        strict += edge.strict
    return (product, strict) < NO_STEP


def _multiply_out(distances: list[PathBound | None], tree: _Tree, products: Products) -> None:
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
    leaving: Sequence[Sequence[Move]],
    logs: list[float],
    distances: list[PathBound | None],
    tree: _Tree,
) -> list[int]:
    """Compare exactly what the logs leave open; the nodes that moved, in place."""
    last, before = tree
    moved: set[int] = set()
    for node, moves in enumerate(leaving):
        known = distances[node]
        if known is None:
            continue
        reached = logs[node] - SURE
        for end, logged, edge in moves:
            if reached + logged >= logs[end] or last[end] is edge:
                continue
            known = distances[node] or known
            reach = PathBound(known.value * edge.weight, known.strict + edge.strict)
            present = distances[end]
            if present is None or reach < present:
                distances[end] = reach
                last[end] = edge
                before[end] = node
                moved.add(end)
    return sorted(moved)


def _relax(
    leaving: Sequence[Sequence[Move]],
    distances: list[PathBound | None],
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
                reach = PathBound(value * edge.weight, strict + edge.strict)
                present = distances[end]
                if present is None or reach < present:
                    distances[end] = reach
                    last[end] = edge
                    before[end] = node
                    moved.add(end)
        active = sorted(moved)
        cycle = tree.cycle(active)
    return None if cycle is None else tuple(edge for edge, _ in cycle)
