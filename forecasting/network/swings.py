"""What a set of bounds costs: the largest change from one year to the next that no path can avoid.

The least possible largest change S solves "no cycle multiplies to less than one" with the edges
`level(t + 1) <= S level(t)` and `level(t) <= S level(t + 1)` added. Each contradictory cycle found at a trial S raises
it to the value at which that cycle just closes, until none is left (the cycle-ratio method of Lawler 1976).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.network.bounds import UNIT, Node
from forecasting.network.edges import Edge
from forecasting.numbers.powers import power

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.dossier.meaning import Space
    from forecasting.network.graph import Graph

__all__ = ["Swing", "least_swing"]

#: Stand for a claim on the edges that allow a change a year.
_UP, _DOWN = "\x00up", "\x00down"
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Swing:
    """The change a year that every path must make somewhere.

    Attributes:
        indicator: whose level.
        start, end: first and last year of the stretch that forces it; the change is a year, within it.
        growth: at least this growth (positive) or at most this decline (negative), as a fraction, rounded towards
            the milder side.
        claims: ids of the claims that force it.
    """

    indicator: str
    start: int
    end: int
    growth: Fraction
    claims: tuple[str, ...]


def _with_years(graph: Graph) -> tuple[tuple[Node, ...], list[tuple[int, int]]]:
    """The nodes with every missing year between them filled in, and the pairs of neighbouring years."""
    series: dict[tuple[str, str, Space], list[int]] = {}
    for node in graph.nodes:
        if node != UNIT:
            series.setdefault(node[:3], []).append(node.year)
    nodes = list(graph.nodes)
    index = {node: place for place, node in enumerate(nodes)}
    pairs: list[tuple[int, int]] = []
    for place, years in sorted(series.items()):
        chain = [Node(*place, year) for year in range(min(years), max(years) + 1)]
        for node in chain:
            if node not in index:
                index[node] = len(nodes)
                nodes.append(node)
        pairs += [(index[start], index[end]) for start, end in pairwise(chain)]
    return tuple(nodes), pairs


def least_swing(graph: Graph) -> Swing | None:
    """The largest change a year that no path within the bounds can avoid, or None where a flat path fits.

    Args:
        graph: bounds that hold together.
    """
    nodes, pairs = _with_years(graph)
    limit = Fraction(1)
    binding: tuple[Edge, ...] | None = None
    for _ in range(_ROUNDS):
        added = [Edge(start, end, limit, 0, _UP) for start, end in pairs]
        added += [Edge(end, start, limit, 0, _DOWN) for start, end in pairs]
        cycle = graph.contradiction(added, len(nodes))
        if cycle is None:
            break
        moves = sum(edge.claim in (_UP, _DOWN) for edge in cycle)
        product = Fraction(1)
        for edge in cycle:
            if edge.claim not in (_UP, _DOWN):
                product *= edge.weight
        raised = power(1 / product, Fraction(1, moves), up=True)
        # A strict step needs a little more than the closing value; a hair keeps the rounds finite.
        limit = max(raised, limit) * (1 + Fraction(1, 10**9))
        binding = cycle
    if binding is None:
        return None
    return _swing_of(binding, nodes, limit)


def _swing_of(cycle: Iterable[Edge], nodes: tuple[Node, ...], limit: Fraction) -> Swing:
    """The swing that a cycle forces which a change a year within `limit` just closes."""
    edges = list(cycle)
    moves = [edge for edge in edges if edge.claim in (_UP, _DOWN)]
    ups = sum(edge.claim == _UP for edge in moves)
    # In a contradictory cycle the allowed moves fall short: allowed growth (up) means growth is forced.
    growing = 2 * ups >= len(moves)
    chosen = [edge for edge in moves if (edge.claim == _UP) == growing]
    years = [nodes[place].year for edge in chosen for place in (edge.start, edge.end)]
    milder = limit / (1 + Fraction(1, 10**8))
    rate = milder - 1 if growing else 1 / milder - 1
    claims = tuple(sorted({edge.claim for edge in edges} - {_UP, _DOWN}))
    return Swing(nodes[chosen[0].start].indicator, min(years), max(years), rate, claims)
