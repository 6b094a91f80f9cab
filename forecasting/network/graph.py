"""A graph of levels: whether all its bounds can hold, and how tightly they bound each level against another."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from forecasting.network.bounds import log_of
from forecasting.network.edges import NO_STEP, ONE, Edge, Move, PathBound, Paths, Products
from forecasting.network.shortest_paths import contradictory_cycle, tightest_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.network.bounds import Node

__all__ = ["Graph"]


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
    def _has_zero(self) -> bool:
        """Whether a weight is zero, which has no log."""
        return -inf in self._logs

    # Moves are made anew for each search: kept, they would be most of what a solved part holds.
    def _leaving(self, nodes: int = 0) -> list[list[Move]]:
        """The moves from each node, of as many nodes as asked for where that is more."""
        leaving: list[list[Move]] = [[] for _ in range(max(nodes, len(self.nodes)))]
        for edge, logged in zip(self.edges, self._logs, strict=True):
            leaving[edge.start].append((edge.end, logged, edge))
        return leaving

    def _arriving(self) -> list[list[Move]]:
        """The moves against each edge: from its end to its start."""
        arriving: list[list[Move]] = [[] for _ in self.nodes]
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
        weight, logged = ONE, 0.0
        for edge in added:
            if edge.weight is not weight:
                weight, logged = edge.weight, log_of(edge.weight)
            leaving[edge.start].append((edge.end, logged, edge))
        return contradictory_cycle(leaving, has_zero=self._has_zero)

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
            paths = tightest_paths(moves, source, self.products, has_zero=self._has_zero)
            if paths is None:
                msg = "no tightest bounds: the bounds contradict each other"
                raise ArithmeticError(msg)
            self._found[source, backwards] = paths
        return paths

    def shortest_contradiction(self, through: Edge, longest: int) -> tuple[Edge, ...] | None:
        """The contradiction with the fewest edges that uses `through`, up to `longest` edges; None when none is."""
        best: dict[int, PathBound] = {through.end: PathBound(through.weight, through.strict)}
        walks: dict[int, tuple[Edge, ...]] = {through.end: (through,)}
        leaving = self._leaving()
        for _ in range(longest - 1):
            nearer: dict[int, PathBound] = {}
            longer: dict[int, tuple[Edge, ...]] = {}
            for node in sorted(best):
                known = best[node]
                for end, _, edge in leaving[node]:
                    if end == through.end:
                        continue
                    reach = PathBound(known.value * edge.weight, known.strict + edge.strict)
                    if end not in nearer or reach < nearer[end]:
                        nearer[end] = reach
                        longer[end] = (*walks[node], edge)
            if through.start in nearer and nearer[through.start] < NO_STEP:
                return longer[through.start]
            best, walks = nearer, longer
        return None
