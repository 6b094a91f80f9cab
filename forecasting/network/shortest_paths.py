"""Shortest paths with exact fractions: the engine under the claim network.

A cycle that multiplies to less than one, or to one through a strict edge, is a contradiction; without one the smallest
path weight is the tightest bound (Bellman-Ford on a simple temporal network; Dechter, Meiri & Pearl 1991, in products).

Floats only guide: sums of logs find the paths, which are then multiplied out in fractions, and every bound that the
logs cannot tell clearly from slack is compared exactly. What is returned never depends on a rounding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.network.edges import NO_STEP, ONE, SURE, PathBound, Paths, Products
from forecasting.network.path_guess import PathTree, guess_paths, nothing_close

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.network.edges import Edge, Move

__all__ = ["contradictory_cycle", "tightest_paths"]


def contradictory_cycle(leaving: Sequence[Sequence[Move]], *, has_zero: bool) -> tuple[Edge, ...] | None:
    """A cycle that cannot hold, or None.

    Args:
        leaving: the moves from each node.
        has_zero: whether a weight is zero, which has no log: then nothing is guessed in logs.
    """
    starts = range(len(leaving))
    tree = PathTree.without_edges(len(leaving))
    distances: list[PathBound | None] = [NO_STEP] * len(leaving)
    active: Sequence[int] = starts
    if not has_zero:
        guess = guess_paths(leaving, starts)
        if guess.cycle is None:
            if nothing_close(leaving, guess.logs, guess.tree.last):
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
    tree = PathTree.without_edges(len(leaving))
    distances: list[PathBound | None] = [None] * len(leaving)
    distances[source] = NO_STEP
    active: Sequence[int] = (source,)
    if not has_zero:
        guess = guess_paths(leaving, active)
        if guess.cycle is None:
            tree = guess.tree
            _multiply_out(distances, tree, products)
            active = _settle_close(leaving, guess.logs, distances, tree)
        elif _contradicts(guess.cycle, guess.total):
            return None
    cycle = _relax(leaving, distances, tree, active)
    return Paths(tuple(distances), tuple(tree.last), tuple(tree.before)) if cycle is None else None


def _contradicts(cycle: Sequence[Edge], total: float) -> bool:
    """Whether the product along a cycle is less than one, or one through a strict edge; `total` sums its logs."""
    if not -SURE <= total <= SURE:
        return total < 0
    product, strict = ONE, 0
    for edge in cycle:
        product *= edge.weight
        strict += edge.strict
    return (product, strict) < NO_STEP


def _multiply_out(distances: list[PathBound | None], tree: PathTree, products: Products) -> None:
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
    tree: PathTree,
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
    tree: PathTree,
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
