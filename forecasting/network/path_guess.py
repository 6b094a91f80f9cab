"""Shortest paths guessed in floating logs: quick, and never trusted where a rounding could decide."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from forecasting.network.edges import SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.network.edges import Edge, Move

__all__ = ["Guess", "PathTree", "guess_paths", "nothing_close"]

#: Improvements below this are left to the exact pass, so that cycles of product one do not turn for ever.
_STEP = 1e-11


class PathTree(NamedTuple):
    """The last edge of the path to each node, and the node before it; None and -1 where there is none."""

    last: list[Edge | None]
    before: list[int]

    @classmethod
    def without_edges(cls, nodes: int) -> PathTree:
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


class Guess(NamedTuple):
    """Shortest paths in floating logs, which exact arithmetic has yet to confirm.

    Attributes:
        logs: the log of the bound of each node.
        tree: the paths.
        cycle: a cycle that seems to contradict itself, met before the paths were settled; None where none was met.
        total: what the logs along that cycle sum to.
    """

    logs: list[float]
    tree: PathTree
    cycle: tuple[Edge, ...] | None = None
    total: float = 0.0


def guess_paths(leaving: Sequence[Sequence[Move]], starts: Iterable[int]) -> Guess:
    """Shortest paths from some nodes in floating logs, or the first cycle met that seems to contradict itself."""
    size = len(leaving)
    logs = [inf] * size
    steps = [0.0] * size
    waiting = bytearray(size)
    for node in starts:
        logs[node] = 0.0
        waiting[node] = 1
    tree = PathTree.without_edges(size)
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
                return Guess(logs, tree, tuple(edge for edge, _ in cycle), total)
        backwards = not backwards
    return Guess(logs, tree)


def nothing_close(leaving: Sequence[Sequence[Move]], logs: list[float], last: list[Edge | None]) -> bool:
    """Whether logs alone show that no edge can tighten anything, so that nothing needs comparing exactly."""
    for node, moves in enumerate(leaving):
        sure = logs[node] - SURE
        for end, logged, edge in moves:
            if sure + logged < logs[end] and last[end] is not edge:
                return False
    return True
