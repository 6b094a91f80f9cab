"""Which claims can ever meet: those that share a level, directly or through others.

Each connected part is judged alone, so an unrelated claim never enters a conflict, and the readings of one part are
never multiplied by those of another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from forecasting.network.bounds import UNIT, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting.dossier import Claim
    from forecasting.network.bounds import Reading

__all__ = ["by_series", "connected"]

Place = TypeVar("Place")


@dataclass(slots=True)
class _Union(Generic[Place]):
    """Disjoint sets of places, joined one after the other (union-find)."""

    parent: dict[Place, Place] = field(default_factory=dict)

    def find(self, node: Place) -> Place:
        """The place that stands for the set of a node."""
        root = node
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[node] != root:
            self.parent[node], node = root, self.parent[node]
        return root

    def join(self, nodes: Sequence[Place]) -> None:
        """Put the sets of some nodes together."""
        for node in nodes[1:]:
            self.parent[self.find(node)] = self.find(nodes[0])


def by_series(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Claims whose series shares tie to each other, together: no bound ties a level to one outside its group."""
    known = list(claims)
    union = _Union[tuple[str, str]]()
    for claim in known:
        own = (claim.entity, claim.indicator)
        union.join([own, (claim.entity, claim.of)] if claim.of else [own])
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in known:
        groups.setdefault(union.find((claim.entity, claim.indicator)), []).append(claim)
    return list(groups.values())


def connected(readings: Mapping[str, tuple[Reading, ...]]) -> tuple[tuple[str, ...], ...]:
    """Claim ids grouped by the levels they share, each group and the groups sorted."""
    union = _Union[Node]()
    places: dict[str, Node] = {}
    for claim_id in sorted(readings):
        nodes = sorted(
            {
                node
                for reading in readings[claim_id]
                for bound in reading.bounds
                for node in (bound.start, bound.end)
                if node != UNIT
            }
        )
        if nodes:
            union.join(nodes)
            places[claim_id] = nodes[0]
    groups: dict[Node, list[str]] = {}
    for claim_id, node in places.items():
        groups.setdefault(union.find(node), []).append(claim_id)
    return tuple(sorted(tuple(group) for group in groups.values()))
