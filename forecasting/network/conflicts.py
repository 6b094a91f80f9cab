"""Minimal conflicts and minimal repairs of one part, and what would mend them.

Conflicts (minimal unsatisfiable sets) and repairs (minimal correction sets) are hitting sets of each other (Reiter
1987; Liffiton et al. 2016), so both lists are grown together: a candidate repair that leaves a contradiction yields a
new conflict, until every candidate holds. For small parts both lists are then complete; for larger ones the lightest
repair is still exact, and the report says that the lists are not complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import TYPE_CHECKING

from forecasting.network.bounds import UNIT
from forecasting.network.parts import OutOfStepsError, Readings, Steps, compile_readings, search, search_any
from forecasting.network.paths import graph_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from forecasting.dossier import Claim, Dossier
    from forecasting.network.paths import Graph

__all__ = ["Conflict", "Diagnosis", "Repair", "diagnose", "stretch_factor"]

_LISTED = 10
_CONFLICTS_CAP = 60
_REPAIRS_CAP = 200
#: Most steps of the search for the lightest sets that meet one group of conflicts.
_SEARCH_CAP = 20_000
#: Most steps of a conflict looked for through one claim when there are too many to list.
_STEPS = 8
_STRETCH_LIMIT = 2**16
#: Most bounds looked at in the search for all conflicts and repairs of a part, and in the plainer one after it.
_STEPS_WHOLE = 150_000
_STEPS_APART = 30_000
#: More conflicts than this without a common claim are a tangle: all repairs of it are not looked for.
_TANGLE = 6


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be true.

    Attributes:
        claims: sorted ids.
        minimal: whether it was checked that any one of them given up makes the others fit.
    """

    claims: tuple[str, ...]
    minimal: bool = True


@dataclass(frozen=True, slots=True)
class Repair:
    """Claims whose removal makes all the rest of the part possible, none of them in vain.

    Attributes:
        claims: sorted ids.
        weight: sum of their weights; the lighter, the more readily believed.
    """

    claims: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong with one part.

    Attributes:
        conflicts: the minimal conflicts listed; the shortest through each wrong claim when there are many.
        unlisted: how many more minimal conflicts were found.
        repairs: minimal repairs, lightest first.
        proven: whether the lightest repairs are certainly the lightest; not so when the search for them was cut
            short, and then nothing may be set aside.
        complete: whether `repairs` holds all minimal repairs and `conflicts` with `unlisted` counts all conflicts.
    """

    conflicts: tuple[Conflict, ...]
    unlisted: int
    repairs: tuple[Repair, ...]
    complete: bool
    proven: bool = True

    @property
    def lightest(self) -> tuple[Repair, ...]:
        """The lightest repairs, all ties."""
        return tuple(repair for repair in self.repairs if repair.weight == self.repairs[0].weight)

    @property
    def blamed(self) -> tuple[str, ...]:
        """The claims that arithmetic singles out: the one lightest repair, where no other has as few claims."""
        lightest = self.lightest
        if len(lightest) != 1 or not self.proven:
            return ()
        if not self.complete:
            # Of many repairs not all are known, but a single claim that mends all was looked for among all.
            return lightest[0].claims if len(self.repairs) == 1 and len(lightest[0].claims) == 1 else ()
        fewest = min(len(repair.claims) for repair in self.repairs)
        few = [repair for repair in self.repairs if len(repair.claims) == fewest]
        return lightest[0].claims if few == [lightest[0]] else ()


def diagnose(
    modes: Sequence[Readings], claims: Iterable[str], removable: Iterable[str], weights: dict[str, int]
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
    everything = frozenset(claims)
    allowed = frozenset(removable)
    apart = _apart(modes, everything, allowed, weights, Steps(_STEPS_APART))
    if apart is None or len(apart.conflicts) + apart.unlisted > _TANGLE:
        return apart
    try:
        return _diagnosed(modes, everything, allowed, weights, Steps(_STEPS_WHOLE))
    except OutOfStepsError:
        return apart


def _apart(
    modes: Sequence[Readings],
    everything: frozenset[str],
    allowed: frozenset[str],
    weights: dict[str, int],
    steps: Steps,
) -> Diagnosis | None:
    """Conflicts without a common claim, found one after the other; None when there is none."""
    found: list[frozenset[str]] = []
    left = everything
    try:
        while len(found) < _CONFLICTS_CAP:
            outcome = search_any(modes, left, steps)
            if outcome.fits:
                break
            conflict = _shrink(modes, outcome.core, steps)
            found.append(conflict)
            left -= conflict & allowed
    except OutOfStepsError:
        pass
    if not found:
        return None
    single = _single(modes, everything, found[0] & allowed, weights, steps) if len(found) == 1 else None
    ordered = sorted(found, key=lambda one: (len(one), sorted(one)))
    return Diagnosis(
        tuple(Conflict(tuple(sorted(conflict))) for conflict in ordered[:_LISTED]),
        len(ordered[_LISTED:]),
        (single,) if single is not None else (),
        complete=False,
        proven=single is not None,
    )


def _single(
    modes: Sequence[Readings],
    everything: frozenset[str],
    suspects: frozenset[str],
    weights: dict[str, int],
    steps: Steps,
) -> Repair | None:
    """The one claim whose removal makes all the rest possible, where there is just one such claim."""
    try:
        alone = [one for one in sorted(suspects) if search_any(modes, everything - {one}, steps).fits]
    except OutOfStepsError:
        return None
    return Repair((alone[0],), weights[alone[0]]) if len(alone) == 1 else None


def _diagnosed(
    modes: Sequence[Readings],
    everything: frozenset[str],
    allowed: frozenset[str],
    weights: dict[str, int],
    steps: Steps,
) -> Diagnosis | None:
    core = search_any(modes, everything, steps).core
    if not core:
        return None

    def conflict_in(kept: frozenset[str]) -> frozenset[str] | None:
        outcome = search_any(modes, kept, steps)
        return _shrink(modes, outcome.core, steps) if not outcome.fits else None

    fresh: frozenset[str] | None = _shrink(modes, core, steps)
    found: list[frozenset[str]] = []
    repairs: set[frozenset[str]] = set()
    candidates = [frozenset[str]()]
    complete = proven = True
    while fresh is not None:
        found.append(fresh)
        candidates = _hitting_also(candidates, fresh & allowed, weights)
        if len(candidates) > _REPAIRS_CAP or len(found) >= _CONFLICTS_CAP:
            complete = False
            repairs, proven = _lightest_repairs(found, everything, allowed, weights, conflict_in, steps)
            break
        fresh = _first_new_conflict(candidates, repairs, everything, conflict_in)
    ordered = sorted(
        (Repair(tuple(sorted(repair)), sum(weights[claim] for claim in repair)) for repair in repairs),
        key=lambda repair: (repair.weight, len(repair.claims), repair.claims),
    )
    conflicts = sorted({frozenset(conflict) for conflict in found}, key=lambda one: (len(one), sorted(one)))
    if complete:
        conflicts = _all_conflicts(conflicts, repairs, weights, allowed, everything, conflict_in)
    listed = conflicts
    if len(conflicts) > _LISTED:
        wrong = sorted(
            {claim for repair in ordered if repair.weight == ordered[0].weight for claim in repair.claims}
        )
        readings = modes[0]
        plain = {one for one in everything if len(readings[one]) == 1}
        graph = graph_of((bound for one in plain for bound in readings[one][0].bounds), UNIT)
        listed = sorted(
            {
                min(through, key=lambda one: (len(one), sorted(one)))
                for claim in wrong
                if (
                    through := [
                        *(one for one in conflicts if claim in one),
                        *_short_conflict(modes, plain, graph, claim),
                    ]
                )
            },
            key=lambda one: (len(one), sorted(one)),
        )
    return Diagnosis(
        tuple(Conflict(tuple(sorted(conflict))) for conflict in listed),
        len({*conflicts, *listed}) - len(listed),
        tuple(ordered),
        complete,
        proven,
    )


def _shrink(modes: Sequence[Readings], core: frozenset[str], steps: Steps | None = None) -> frozenset[str]:
    """Deletion filter: drop every claim without which the rest still contradict each other."""
    kept = set(core)
    for claim in sorted(core):
        if claim not in kept:
            continue
        outcome = search_any(modes, kept - {claim}, steps)
        if not outcome.fits:
            kept = set(outcome.core)
    return frozenset(kept)


def _first_new_conflict(
    candidates: list[frozenset[str]],
    repairs: set[frozenset[str]],
    everything: frozenset[str],
    conflict_in: Callable[[frozenset[str]], frozenset[str] | None],
) -> frozenset[str] | None:
    """A conflict that some candidate repair leaves standing; candidates that hold are moved to `repairs`."""
    repairs &= set(candidates)
    for candidate in candidates:
        if candidate in repairs:
            continue
        conflict = conflict_in(everything - candidate)
        if conflict is not None:
            return conflict
        repairs.add(candidate)
    return None


def _lightest_repairs(
    found: list[frozenset[str]],
    everything: frozenset[str],
    allowed: frozenset[str],
    weights: dict[str, int],
    conflict_in: Callable[[frozenset[str]], frozenset[str] | None],
    steps: Steps,
) -> tuple[set[frozenset[str]], bool]:
    """All repairs of least weight, when there are too many conflicts to list every repair; whether that is proved."""
    while True:
        lightest, proven = _lightest_hitting([conflict & allowed for conflict in found], weights, steps)
        repairs: set[frozenset[str]] = set()
        conflict = _first_new_conflict(lightest, repairs, everything, conflict_in)
        if conflict is None:
            return repairs, proven
        # What disagrees with the repair tried and this conflict's own claims gone is new too, and saves a round.
        gone = next(one for one in lightest if one not in repairs)
        while conflict is not None:
            found.append(conflict)
            gone |= conflict & allowed
            conflict = conflict_in(everything - gone)


def _hitting_also(
    hitting: list[frozenset[str]], conflict: frozenset[str], weights: dict[str, int]
) -> list[frozenset[str]]:
    """Minimal sets that meet one conflict more than `hitting` did (Berge's algorithm), lightest first."""
    hit = [known for known in hitting if known & conflict]
    grown = {known | {claim} for known in hitting if not known & conflict for claim in conflict}
    minimal = [new for new in grown if not any(known <= new for known in hit)]
    return sorted([*hit, *minimal], key=lambda one: (_load(one, weights), len(one), sorted(one)))


def _load(claims: Iterable[str], weights: dict[str, int]) -> int:
    return sum(weights[claim] for claim in claims)


def _lightest_hitting(
    conflicts: list[frozenset[str]], weights: dict[str, int], steps: Steps
) -> tuple[list[frozenset[str]], bool]:
    """All sets of least weight that meet every conflict, some of them when there are many; whether that is proved.

    Conflicts without a claim in common are met apart, each group by branch and bound.
    """
    groups = [_lightest_of_group(group, weights, steps) for group in _groups(conflicts)]
    listed = (frozenset[str]().union(*sets) for sets in product(*(sets for sets, _ in groups)))
    return sorted(islice(listed, _REPAIRS_CAP), key=sorted), all(proven for _, proven in groups)


def _groups(conflicts: list[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Conflicts that share claims, directly or through others, together; in the order of their first claims."""
    groups: list[tuple[set[str], list[frozenset[str]]]] = []
    for conflict in sorted(conflicts, key=sorted):
        touched = [group for group in groups if not group[0].isdisjoint(conflict)]
        groups = [group for group in groups if group[0].isdisjoint(conflict)]
        claims = set(conflict).union(*(group[0] for group in touched))
        groups.append((claims, [*(one for group in touched for one in group[1]), conflict]))
    return [group for _, group in sorted(groups, key=lambda one: min(one[0], default=""))]


def _lightest_of_group(
    conflicts: list[frozenset[str]], weights: dict[str, int], allowed_steps: Steps
) -> tuple[list[frozenset[str]], bool]:
    """All sets of least weight that meet every conflict of a group, by branch and bound.

    Every conflict is charged what its claims still have to give, which bounds the weight from below (the dual of the
    covering program, by greedy ascent). Claims of one weight in the same conflicts are one to the search. A search
    that takes too many steps ends with the lightest sets met so far, and says that they are not proved.
    """
    places: dict[str, list[int]] = {}
    for place, conflict in enumerate(conflicts):
        for claim in conflict:
            places.setdefault(claim, []).append(place)
    alike: dict[tuple[int, ...], list[str]] = {}
    for claim in sorted(places):
        alike.setdefault((weights[claim], *places[claim]), []).append(claim)
    equals = {group[0]: group for group in alike.values()}
    least = sum(weights[claim] for claim in equals)
    found: list[frozenset[str]] = []
    steps = 0

    def descend(chosen: frozenset[str], load: int, left: list[frozenset[str]]) -> None:
        nonlocal least, found, steps
        steps += 1
        allowed_steps.spend(len(left))
        if steps > _SEARCH_CAP and found:
            return
        if not left:
            found = [*(found if load == least else []), chosen]
            least = load
            return
        left.sort(key=lambda one: (len(one), sorted(one)))
        needed, paid = load, dict.fromkeys(equals, 0)
        for conflict in left:
            price = min((weights[claim] - paid[claim] for claim in conflict), default=least + 1)
            needed += price
            for claim in conflict:
                paid[claim] += price
        if needed > least or (needed == least and len(found) >= _REPAIRS_CAP):
            return
        banned = frozenset[str]()
        for claim in sorted(left[0], key=lambda one: (-sum(one in other for other in left), one)):
            if load + weights[claim] <= least:
                rest = [conflict - banned for conflict in left if claim not in conflict]
                descend(chosen | {claim}, load + weights[claim], rest)
            banned |= {claim}

    descend(frozenset(), 0, sorted({conflict.intersection(equals) for conflict in conflicts}, key=sorted))
    listed = (
        frozenset(claims)
        for one in sorted(found, key=sorted)
        for claims in product(*(equals[claim] for claim in sorted(one)))
    )
    return sorted(islice(listed, _REPAIRS_CAP), key=sorted), steps <= _SEARCH_CAP


def _all_conflicts(
    conflicts: list[frozenset[str]],
    repairs: set[frozenset[str]],
    weights: dict[str, int],
    allowed: frozenset[str],
    everything: frozenset[str],
    conflict_in: Callable[[frozenset[str]], frozenset[str] | None],
) -> list[frozenset[str]]:
    """All minimal conflicts by duality, each completed by the claims no repair may remove."""
    kept = set(conflicts)
    hitting = [frozenset[str]()]
    for repair in sorted(repairs, key=sorted):
        hitting = _hitting_also(hitting, repair, weights)
    for removable in hitting:
        if any(conflict & allowed == removable for conflict in kept):
            continue
        conflict = conflict_in((everything - allowed) | removable)
        if conflict is not None:
            kept.add(conflict)
    return sorted(kept, key=lambda one: (len(one), sorted(one)))


def _short_conflict(
    modes: Sequence[Readings], plain: set[str], graph: Graph, claim: str
) -> list[frozenset[str]]:
    """The conflict with the fewest steps through a claim in the graph of the claims with one reading, if one is."""
    if claim not in plain or not search_any(modes, {claim}).fits:
        return []
    walks = [
        walk
        for edge in graph.edges
        if edge.claim == claim
        if (walk := graph.shortest_contradiction(edge, _STEPS)) is not None
    ]
    if not walks:
        return []
    shortest = min(walks, key=lambda walk: (len(walk), [edge.claim for edge in walk]))
    claims = frozenset(edge.claim for edge in shortest)
    return [] if search_any(modes, claims).fits else [_shrink(modes, claims)]


def stretch_factor(claims: Iterable[Claim], dossier: Dossier) -> float | None:
    """How far every printed interval must be widened about its centre for some claims to fit together.

    1 and below means they fit as printed; between 1 and 2 they are off by about one last digit; above 2 it is not a
    matter of rounding. None when no widening helps, because the contradiction lies between exact or one-sided claims.

    Returns:
        The factor, to six significant digits; 0 when they fit even without any rounding.
    """
    chosen = list(claims)

    def fit(factor: Fraction) -> bool:
        readings = compile_readings(chosen, dossier, factor)
        return bool(search(readings, readings).fits)

    if fit(Fraction(0)):
        return 0.0
    low, high = Fraction(0), Fraction(1)
    while not fit(high):
        low, high = high, high * 2
        if high > _STRETCH_LIMIT:
            return None
    while high - low > max(high, Fraction(1, 1000)) / 10**7:
        middle = (low + high) / 2
        low, high = (low, middle) if fit(middle) else (middle, high)
    return float(f"{float(high):.6g}")
