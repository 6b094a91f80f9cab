"""Minimal conflicts and minimal repairs of one part.

Conflicts (minimal unsatisfiable sets) and repairs (minimal correction sets) are hitting sets of each other (Reiter
1987; Liffiton et al. 2016), so both lists are grown together: a candidate repair that leaves a contradiction yields a
new conflict, until every candidate holds. For small parts both lists are then complete; for larger ones the lightest
repair is still exact, and the report says that the lists are not complete.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forecasting.network.diagnosis import Conflict, Diagnosis, Repair
from forecasting.network.hitting_sets import SETS_CAP, hitting_also, lightest_hitting, load
from forecasting.network.merged_bounds import graph_of
from forecasting.network.search import Budget, OutOfBudgetError, claims_of
from forecasting.network.tangle import Tangle, shortest_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forecasting.network.graph import Graph
    from forecasting.network.readings import Readings

__all__ = ["diagnose"]

#: Most conflicts that a diagnosis lists; the others are counted.
_LISTED = 10
_CONFLICTS_CAP = 60
#: Most steps of a conflict looked for through one claim when there are too many to list.
_LONGEST_WALK = 8
#: Most bounds looked at in the search for all conflicts and repairs of a part, and in the plainer one after it.
_BUDGET_WHOLE = 150_000
_BUDGET_APART = 30_000
#: More conflicts than this without a common claim are a tangle: all repairs of it are not looked for.
_TANGLE = 6


def diagnose(
    modes: Sequence[Readings],
    claims: Iterable[str],
    removable: Iterable[str],
    weights: Mapping[str, int],
) -> Diagnosis | None:
    """Minimal conflicts and repairs among claims of one part, or None when they fit.

    A tangle that would take too many steps is answered with conflicts that have no claim in common, one after the
    other until the rest holds, and with no repair: that is then not complete.

    Args:
        modes: readings of every claim, once for each way the whole may be meant; what holds in one of them holds.
        claims: ids of all claims that should hold.
        removable: ids that a repair may remove; the others must fit by themselves.
        weights: weight of each removable claim.
    """
    tangle = Tangle(modes, frozenset(claims), frozenset(removable), weights, Budget(_BUDGET_APART))
    apart = _apart(tangle)
    if apart is None or len(apart.conflicts) + apart.unlisted > _TANGLE:
        return apart
    try:
        return _whole(replace(tangle, budget=Budget(_BUDGET_WHOLE)))
    except OutOfBudgetError:
        return apart


def _apart(tangle: Tangle) -> Diagnosis | None:
    """Conflicts without a common claim, found one after the other; None when there is none."""
    found: list[frozenset[str]] = []
    left = tangle.claims
    try:
        while len(found) < _CONFLICTS_CAP:
            conflict = tangle.conflict_in(left)
            if conflict is None:
                break
            found.append(conflict)
            left -= conflict & tangle.removable
    except OutOfBudgetError:
        pass
    if not found:
        return None
    single = _single(tangle, found[0] & tangle.removable) if len(found) == 1 else None
    ordered = sorted(found, key=shortest_first)
    return Diagnosis(
        tuple(Conflict(tuple(sorted(conflict))) for conflict in ordered[:_LISTED]),
        len(ordered[_LISTED:]),
        (single,) if single is not None else (),
        complete=False,
        proven=single is not None,
    )


def _single(tangle: Tangle, suspects: frozenset[str]) -> Repair | None:
    """The one claim whose removal makes all the rest possible, where there is just one such claim."""
    try:
        alone = [claim for claim in sorted(suspects) if tangle.tried(tangle.claims - {claim}).fits]
    except OutOfBudgetError:
        return None
    return Repair((alone[0],), tangle.weights[alone[0]]) if len(alone) == 1 else None


@dataclass(slots=True)
class _Found:
    """Conflicts and repairs grown together.

    Attributes:
        conflicts: minimal, in the order they were met.
        repairs: minimal, all of them once the lists are complete.
        complete, proven: as of a diagnosis.
    """

    conflicts: list[frozenset[str]]
    repairs: set[frozenset[str]]
    complete: bool = True
    proven: bool = True


def _whole(tangle: Tangle) -> Diagnosis | None:
    """All minimal conflicts and repairs, or the lightest repairs where there are too many; None when all fit."""
    first = tangle.conflict_in(tangle.claims)
    if first is None:
        return None
    found = _grown(tangle, first)
    weights = tangle.weights
    repairs = sorted(
        (Repair(tuple(sorted(repair)), load(repair, weights)) for repair in found.repairs),
        key=lambda repair: (repair.weight, len(repair.claims), repair.claims),
    )
    conflicts = sorted(set(found.conflicts), key=shortest_first)
    if found.complete:
        conflicts = _all_conflicts(tangle, conflicts, found.repairs)
    listed = conflicts
    if len(conflicts) > _LISTED:
        wrong = {claim for repair in repairs if repair.weight == repairs[0].weight for claim in repair.claims}
        listed = sorted(_shortest_through(tangle, conflicts, sorted(wrong)), key=shortest_first)
    return Diagnosis(
        tuple(Conflict(tuple(sorted(conflict))) for conflict in listed),
        len({*conflicts, *listed}) - len(listed),
        tuple(repairs),
        found.complete,
        found.proven,
    )


def _grown(tangle: Tangle, first: frozenset[str]) -> _Found:
    """Conflicts from a first one on, and the repairs that meet them all: each candidate that fails yields a conflict."""
    found = _Found([], set())
    candidates = [frozenset[str]()]
    fresh: frozenset[str] | None = first
    while fresh is not None:
        found.conflicts.append(fresh)
        candidates = hitting_also(candidates, fresh & tangle.removable, tangle.weights)
        if len(candidates) > SETS_CAP or len(found.conflicts) >= _CONFLICTS_CAP:
            found.complete = False
            _find_lightest_repairs(tangle, found)
            break
        fresh = _first_new_conflict(tangle, candidates, found.repairs)
    return found


def _first_new_conflict(
    tangle: Tangle, candidates: list[frozenset[str]], repairs: set[frozenset[str]]
) -> frozenset[str] | None:
    """A conflict that some candidate repair leaves standing; candidates that hold are moved to `repairs`."""
    repairs &= set(candidates)
    for candidate in candidates:
        if candidate in repairs:
            continue
        conflict = tangle.conflict_in(tangle.claims - candidate)
        if conflict is not None:
            return conflict
        repairs.add(candidate)
    return None


def _find_lightest_repairs(tangle: Tangle, found: _Found) -> None:
    """Put all repairs of least weight into `found`, when there are too many conflicts to list every repair."""
    while True:
        lightest, found.proven = lightest_hitting(
            [conflict & tangle.removable for conflict in found.conflicts], tangle.weights, tangle.budget
        )
        found.repairs = set()
        conflict = _first_new_conflict(tangle, lightest, found.repairs)
        if conflict is None:
            return
        # What disagrees with the repair tried and this conflict's own claims gone is new too, and saves a round.
        gone = next(candidate for candidate in lightest if candidate not in found.repairs)
        while conflict is not None:
            found.conflicts.append(conflict)
            gone |= conflict & tangle.removable
            conflict = tangle.conflict_in(tangle.claims - gone)


def _all_conflicts(
    tangle: Tangle, conflicts: list[frozenset[str]], repairs: set[frozenset[str]]
) -> list[frozenset[str]]:
    """All minimal conflicts by duality, each completed by the claims no repair may remove."""
    kept = set(conflicts)
    hitting = [frozenset[str]()]
    for repair in sorted(repairs, key=sorted):
        hitting = hitting_also(hitting, repair, tangle.weights)
    for removable in hitting:
        if any(conflict & tangle.removable == removable for conflict in kept):
            continue
        conflict = tangle.conflict_in((tangle.claims - tangle.removable) | removable)
        if conflict is not None:
            kept.add(conflict)
    return sorted(kept, key=shortest_first)


def _shortest_through(
    tangle: Tangle, conflicts: list[frozenset[str]], wrong: list[str]
) -> set[frozenset[str]]:
    """The shortest conflict known or found through each of some claims."""
    readings = tangle.modes[0]
    plain = {claim for claim in tangle.claims if len(readings[claim]) == 1}
    graph = graph_of(bound for claim in plain for bound in readings[claim][0].bounds)
    listed = set()
    for claim in wrong:
        through = [conflict for conflict in conflicts if claim in conflict]
        if claim in plain:
            through += _short_conflict(replace(tangle, budget=Budget()), graph, claim)
        if through:
            listed.add(min(through, key=shortest_first))
    return listed


def _short_conflict(tangle: Tangle, graph: Graph, claim: str) -> Iterator[frozenset[str]]:
    """The conflict with the fewest steps through a claim in the graph of the claims with one reading, if one is."""
    if not tangle.tried({claim}).fits:
        return
    walks = [
        walk
        for edge in graph.edges
        if edge.claim == claim
        if (walk := graph.shortest_contradiction(edge, _LONGEST_WALK)) is not None
    ]
    if walks:
        shortest = min(walks, key=lambda walk: (len(walk), [edge.claim for edge in walk]))
        claims = claims_of(shortest)
        if not tangle.tried(claims).fits:
            yield tangle.shrunk(claims)
