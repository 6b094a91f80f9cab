"""A contradiction as a chain of sentences that a reader can follow with a calculator."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import TYPE_CHECKING

from forecasting.network.bounds import UNIT
from forecasting.network.merged_bounds import graph_of
from forecasting.network.readings import compile_readings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.dossier import Claim, Dossier
    from forecasting.network.bounds import Node, Reading
    from forecasting.network.edges import Edge

__all__ = ["Step", "chain"]

#: Most combinations of readings looked at.
_COMBINATIONS_CAP = 64


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: what a claim says, and the running bound after it.

    Attributes:
        kind: `start` (a level is at least), `ratio` (the next level is at least, through a ratio), `end` (but a claim
            says at most), `clash` (a chain without levels: but the ratio is at most); with `_upper` the other way
            round.
        claim: id of the claim.
        node: the level the running bound is about.
        base: the level the ratio counts from; None for a level.
        ratio: the factor the step multiplies by, None where a level is stated.
        value: the running bound after the step (a level in its unit, or a ratio).
        strict: whether the bound excludes its own value.
    """

    kind: str
    claim: str
    node: Node
    base: Node | None
    ratio: Fraction | None
    value: Fraction
    strict: bool


def chain(claims: Iterable[Claim], dossier: Dossier) -> tuple[Step, ...]:
    """The shortest contradiction among some claims: at least so much, yet at most less, or the other way round.

    Ambiguous claims are shown under the first combination of readings in which the contradiction has the fewest
    steps; that the other readings fail too is the search's business, not the chain's.
    """
    chosen = sorted(claims, key=lambda claim: claim.claim_id)
    readings = compile_readings(chosen, dossier)
    combinations = islice(product(*readings.values()), _COMBINATIONS_CAP)
    walks = [walk for combination in combinations if (walk := _shortest_walk(combination)) is not None]
    if not walks:
        return ()
    cycle, nodes = min(walks, key=lambda walk: len(walk[0]))
    return _steps(cycle, nodes)


def _shortest_walk(combination: Iterable[Reading]) -> tuple[tuple[Edge, ...], tuple[Node, ...]] | None:
    """The contradiction with the fewest edges under one combination of readings, and its levels; None where they fit."""
    graph = graph_of(bound for reading in combination for bound in reading.bounds)
    cycle = graph.contradiction()
    if cycle is None:
        return None
    walks = (graph.shortest_contradiction(edge, len(cycle)) for edge in cycle)
    shortest = min((walk for walk in walks if walk is not None), key=len, default=cycle)
    return shortest, graph.nodes


def _steps(cycle: tuple[Edge, ...], nodes: tuple[Node, ...]) -> tuple[Step, ...]:
    """The cycle as a running bound, in the direction that goes forward in time more often than back.

    An edge says level(end) <= w level(start). Followed as it stands it builds upper bounds; followed backwards,
    level(start) >= level(end) / w, it builds lower bounds.
    """
    walks: list[tuple[Step, ...]] = []
    for upper in (False, True):
        edges = cycle if upper else tuple(reversed(cycle))
        starts = [
            place for place, edge in enumerate(edges) if nodes[edge.start if upper else edge.end] == UNIT
        ]
        walks += [
            _walk(edges[first:] + edges[:first], nodes, upper=upper) for first in starts or range(len(edges))
        ]
    return min(
        walks,
        key=lambda steps: sum(step.base is not None and step.node.year < step.base.year for step in steps),
    )


def _walk(edges: tuple[Edge, ...], nodes: tuple[Node, ...], *, upper: bool) -> tuple[Step, ...]:
    """The running bound along the edges; the last edge contradicts it."""

    def origin(edge: Edge) -> Node:
        return nodes[edge.start if upper else edge.end]

    def target(edge: Edge) -> Node:
        return nodes[edge.end if upper else edge.start]

    suffix = "_upper" if upper else ""
    value, strict = Fraction(1), False
    steps: list[Step] = []
    for edge in edges[:-1]:
        factor = edge.weight if upper else 1 / edge.weight
        value *= factor
        strict = strict or edge.strict < 0
        level = origin(edge) == UNIT
        kind = "start" if level else "ratio"
        base, ratio = (None, None) if level else (origin(edge), factor)
        steps.append(Step(kind + suffix, edge.claim, target(edge), base, ratio, value, strict))
    last = edges[-1]
    bound = 1 / last.weight if upper else last.weight
    closes = target(last) == UNIT
    kind, base = ("end", None) if closes else ("clash", target(last))
    steps.append(Step(kind + suffix, last.claim, origin(last), base, bound, bound, last.strict < 0))
    return tuple(steps)
