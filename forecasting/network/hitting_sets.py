"""Sets of claims that meet every conflict: giving up all of one such set leaves no conflict standing.

All minimal ones grow conflict by conflict (Berge's algorithm); the lightest alone are found by branch and bound.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecasting.network.search import Budget

__all__ = ["SETS_CAP", "hitting_also", "lightest_hitting", "load"]

SETS_CAP = 200
"""Most sets that are listed."""

#: Most steps of the search for the lightest sets that meet one group of conflicts.
_SEARCH_CAP = 20_000


def hitting_also(
    hitting: list[frozenset[str]], conflict: frozenset[str], weights: Mapping[str, int]
) -> list[frozenset[str]]:
    """Minimal sets that meet one conflict more than `hitting` did (Berge's algorithm), lightest first."""
    hit = [known for known in hitting if known & conflict]
    grown = {known | {claim} for known in hitting if not known & conflict for claim in conflict}
    minimal = [new for new in grown if not any(known <= new for known in hit)]
    return sorted([*hit, *minimal], key=lambda known: (load(known, weights), len(known), sorted(known)))


def load(claims: Iterable[str], weights: Mapping[str, int]) -> int:
    """The weight of some claims together."""
    return sum(weights[claim] for claim in claims)


def lightest_hitting(
    conflicts: list[frozenset[str]], weights: Mapping[str, int], budget: Budget
) -> tuple[list[frozenset[str]], bool]:
    """All sets of least weight that meet every conflict, some of them when there are many; whether that is proved.

    Conflicts without a claim in common are met apart, each group by branch and bound.
    """
    groups = [_lightest_of_group(group, weights, budget) for group in _groups(conflicts)]
    listed = (frozenset[str]().union(*sets) for sets in product(*(sets for sets, _ in groups)))
    return sorted(islice(listed, SETS_CAP), key=sorted), all(proven for _, proven in groups)


def _groups(conflicts: list[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Conflicts that share claims, directly or through others, together; in the order of their first claims."""
    groups: list[tuple[set[str], list[frozenset[str]]]] = []
    for conflict in sorted(conflicts, key=sorted):
        touched = [group for group in groups if not group[0].isdisjoint(conflict)]
        groups = [group for group in groups if group[0].isdisjoint(conflict)]
        claims = set(conflict).union(*(group[0] for group in touched))
        groups.append((claims, [*(known for group in touched for known in group[1]), conflict]))
    return [group for _, group in sorted(groups, key=lambda item: min(item[0], default=""))]


def _lightest_of_group(
    conflicts: list[frozenset[str]], weights: Mapping[str, int], budget: Budget
) -> tuple[list[frozenset[str]], bool]:
    """All sets of least weight that meet every conflict of a group; whether that is proved.

    Claims of one weight in the same conflicts are one to the search.
    """
    places: dict[str, list[int]] = {}
    for place, conflict in enumerate(conflicts):
        for claim in conflict:
            places.setdefault(claim, []).append(place)
    alike: dict[tuple[int, ...], list[str]] = {}
    for claim in sorted(places):
        alike.setdefault((weights[claim], *places[claim]), []).append(claim)
    equals = {group[0]: group for group in alike.values()}
    search = _BranchAndBound({claim: weights[claim] for claim in equals}, budget)
    search.descend(
        frozenset(), 0, sorted({conflict.intersection(equals) for conflict in conflicts}, key=sorted)
    )
    listed = (
        frozenset(claims)
        for chosen in sorted(search.found, key=sorted)
        for claims in product(*(equals[claim] for claim in sorted(chosen)))
    )
    return sorted(islice(listed, SETS_CAP), key=sorted), search.is_proven


class _BranchAndBound:
    """A search for the sets of least weight that meet every conflict.

    A search that takes too many steps ends with the lightest sets met so far, and says that they are not proved.
    """

    def __init__(self, weights: Mapping[str, int], budget: Budget) -> None:
        self._weights = weights
        self._budget = budget
        self._least = sum(weights.values())
        self._steps = 0
        self.found: list[frozenset[str]] = []

    @property
    def is_proven(self) -> bool:
        """Whether the search came to its end."""
        return self._steps <= _SEARCH_CAP

    def descend(self, chosen: frozenset[str], weight: int, left: list[frozenset[str]]) -> None:
        """Add claims to those chosen, of a weight together, until no conflict is left."""
        self._steps += 1
        self._budget.spend(len(left))
        if self._steps > _SEARCH_CAP and self.found:
            return
        if not left:
            self.found = [*(self.found if weight == self._least else []), chosen]
            self._least = weight
            return
        left.sort(key=lambda conflict: (len(conflict), sorted(conflict)))
        needed = weight + self._still_needed(left)
        if needed > self._least or (needed == self._least and len(self.found) >= SETS_CAP):
            return
        banned = frozenset[str]()
        for claim in sorted(left[0], key=lambda claim: (-sum(claim in other for other in left), claim)):
            heavier = weight + self._weights[claim]
            if heavier <= self._least:
                rest = [conflict - banned for conflict in left if claim not in conflict]
                self.descend(chosen | {claim}, heavier, rest)
            banned |= {claim}

    def _still_needed(self, left: list[frozenset[str]]) -> int:
        """A weight that no set meeting the conflicts left can do without.

        Every conflict is charged what its claims still have to give (the dual of the covering program, by greedy
        ascent).
        """
        needed, paid = 0, dict.fromkeys(self._weights, 0)
        for conflict in left:
            price = min((self._weights[claim] - paid[claim] for claim in conflict), default=self._least + 1)
            needed += price
            for claim in conflict:
                paid[claim] += price
        return needed
