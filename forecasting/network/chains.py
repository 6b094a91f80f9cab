"""A contradiction as a chain of sentences that a reader can follow with a calculator."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.network.bounds import UNIT
from forecasting.network.parts import compile_readings
from forecasting.network.paths import graph_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.claims import Claim, Dossier
    from forecasting.network.bounds import Node
    from forecasting.network.paths import Edge

__all__ = ["Step", "chain"]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: what a claim says, and the running bound after it.

    Attributes:
        kind: `start` (a level is at least), `ratio` (the next level is at least, through a ratio), `end` (but a claim
            says at most), `span` (a chain without levels: the ratio over a span is at least), `clash` (but at most).
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
    """The shortest contradiction among some claims, read upwards: at least so much, yet at most less.

    Ambiguous claims are shown under the first combination of readings in which the contradiction has the fewest
    steps; that the other readings fail too is the search's business, not the chain's.
    """
    chosen = sorted(claims, key=lambda claim: claim.claim_id)
    readings = compile_readings(chosen, dossier)
    combinations: list[list[tuple[str, int]]] = [[]]
    for claim in chosen:
        options = readings[claim.claim_id]
        combinations = [
            [*known, (claim.claim_id, place)] for known in combinations for place in range(len(options))
        ]
        combinations = combinations[:64]
    walks = []
    for combination in combinations:
        bounds = [bound for claim_id, place in combination for bound in readings[claim_id][place].bounds]
        graph = graph_of(bounds, UNIT)
        cycle = graph.contradiction()
        if cycle is None:
            continue
        shorter = min(
            (walk for edge in cycle if (walk := graph.shortest_contradiction(edge, len(cycle))) is not None),
            key=len,
            default=cycle,
        )
        walks.append((len(shorter), shorter, graph.nodes))
    if not walks:
        return ()
    _, cycle, nodes = min(walks, key=lambda walk: walk[0])
    return _steps(cycle, nodes)


def _steps(cycle: tuple[Edge, ...], nodes: tuple[Node, ...]) -> tuple[Step, ...]:
    """The cycle walked so that each edge `level(end) <= w level(start)` gives a lower bound on its start."""
    # Walked backwards an edge says level(start) >= level(end) / w, which builds lower bounds up.
    backwards = tuple(reversed(cycle))
    unit_at = next((place for place, edge in enumerate(backwards) if nodes[edge.end] == UNIT), None)
    ordered = backwards if unit_at is None else backwards[unit_at:] + backwards[:unit_at]
    value, strict = Fraction(1), False
    steps: list[Step] = []
    for place, edge in enumerate(ordered):
        origin, target = nodes[edge.end], nodes[edge.start]
        last = place == len(ordered) - 1
        if last:
            # The closing edge is an upper bound on where the chain has arrived.
            kind = "end" if target == UNIT else "clash"
            node, base = origin, (None if target == UNIT else target)
            steps.append(Step(kind, edge.claim, node, base, edge.weight, edge.weight, edge.strict < 0))
            break
        value = value / edge.weight
        strict = strict or edge.strict < 0
        if origin == UNIT:
            steps.append(Step("start", edge.claim, target, None, None, value, strict))
        else:
            steps.append(Step("ratio", edge.claim, target, origin, 1 / edge.weight, value, strict))
    return tuple(steps)
