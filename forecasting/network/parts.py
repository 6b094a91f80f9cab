"""Connected parts of a claim network, and which readings of their ambiguous phrases fit together.

Claims that share no level with each other never meet, so each part is judged alone: an unrelated claim never enters a
conflict, and the readings of one part are never multiplied by those of another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, TypeVar

from forecasting.dossier.meaning import is_past_plan, space_of_levels
from forecasting.network.bounds import UNIT, Bound, Node, Reading, compile_claim
from forecasting.network.bridges import AS_PRINTED, CUT, ROUNDED
from forecasting.network.paths import Frame, Graph, graph_of
from forecasting.numbers.stated import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting.dossier import Claim, Dossier
    from forecasting.network.paths import Laid, Paths

    #: Levels by indicator, vintage and year.
    Levels = Mapping[tuple[str, int, int], Interval]

__all__ = [
    "FITS_CAP",
    "Fit",
    "Fits",
    "OutOfStepsError",
    "Readings",
    "Steps",
    "by_series",
    "compile_readings",
    "connected",
    "honest_ranges",
    "linked_ranges",
    "range_between",
    "ranges",
    "search",
    "search_any",
    "witnesses",
    "witnesses_between",
]

#: Most combinations of readings followed in one part; past it the readings are widened to one hull each.
FITS_CAP = 64
_TRIALS_CAP = 512

Readings = dict[str, tuple[Reading, ...]]
Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Fit:
    """One combination of readings under which all claims of a part hold.

    Attributes:
        readings: claim id -> reading, for ambiguous claims only, sorted by id.
        graph: the bounds of that combination.
    """

    readings: tuple[tuple[str, str], ...]
    graph: Graph


@dataclass(frozen=True, slots=True)
class Fits:
    """Outcome of a search over readings.

    Attributes:
        fits: every combination that holds; empty when none does.
        core: when none does, claims that contradict each other under every reading (not yet minimal).
        relaxed: whether there were too many combinations, so that each ambiguous claim was widened to the hull of
            its readings: a contradiction is still certain, a fit is not.
    """

    fits: tuple[Fit, ...]
    core: frozenset[str] = frozenset()
    relaxed: bool = False


def compile_readings(
    claims: Iterable[Claim],
    dossier: Dossier,
    stretch: Fraction = Fraction(1),
    lenient: frozenset[str] = AS_PRINTED,
) -> Readings:
    """All readings of each claim, by claim id; `stretch` and `lenient` as for `compile_claim`."""
    return {claim.claim_id: compile_claim(claim, dossier, stretch, lenient) for claim in claims}


class OutOfStepsError(Exception):
    """A search took more steps than it was given; never leaves the network."""


@dataclass(slots=True)
class Steps:
    """How many bounds may still be looked at: a count, never a clock, so that results do not depend on the machine."""

    left: int

    def spend(self, bounds: int) -> None:
        """Count some bounds.

        Raises:
            OutOfStepsError: none are left.
        """
        self.left -= bounds
        if self.left < 0:
            raise OutOfStepsError


@dataclass(slots=True)
class _Union(Generic[Place]):
    parent: dict[Place, Place] = field(default_factory=dict)

    def find(self, node: Place) -> Place:
        root = node
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[node] != root:
            self.parent[node], node = root, self.parent[node]
        return root

    def join(self, nodes: Sequence[Place]) -> None:
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


def _hulled(readings: tuple[Reading, ...]) -> Reading:
    """One reading that allows whatever any of several allows."""
    common: dict[tuple[Node, Node], list[Interval]] = {}
    for reading in readings:
        for bound in reading.bounds:
            common.setdefault((bound.start, bound.end), []).append(bound.ratio)
    claim = readings[0].bounds[0].claim
    bounds = []
    for (start, end), intervals in common.items():
        if len(intervals) < len(readings):
            continue
        hull = intervals[0]
        for interval in intervals[1:]:
            hull = hull.hull(interval)
        bounds.append(Bound(start, end, hull, claim))
    return Reading("", tuple(bounds))


def search_any(modes: Sequence[Readings], claims: Iterable[str], steps: Steps | None = None) -> Fits:
    """The combinations under the first of several modes in which some claims hold; a core under all when in none.

    Args:
        modes: the readings of every claim, once for each way the whole may be meant.
        claims: ids of the claims that must hold.
        steps: what may be spent.
    """
    ids = sorted(claims)
    core: frozenset[str] = frozenset()
    relaxed = False
    for readings in modes:
        found = search(readings, ids, steps)
        if found.fits:
            return found
        core |= found.core
        relaxed = relaxed or found.relaxed
    return Fits((), core, relaxed)


def search(
    readings: Mapping[str, tuple[Reading, ...]], claims: Iterable[str], steps: Steps | None = None
) -> Fits:
    """All combinations of readings under which some claims hold together.

    Args:
        readings: the readings of every claim.
        claims: ids of the claims that must hold.
        steps: what may be spent; None for as much as it takes.
    """
    ids = sorted(claims)
    void = [claim for claim in ids if not readings[claim]]
    if void:
        return Fits((), frozenset(void))
    fixed = [bound for claim in ids if len(readings[claim]) == 1 for bound in readings[claim][0].bounds]
    open_ids = [claim for claim in ids if len(readings[claim]) > 1]
    if steps is not None:
        steps.spend(len(fixed))
    several = [bound for claim in open_ids for reading in readings[claim] for bound in reading.bounds]
    frame = Frame([*fixed, *several], UNIT)
    start = frame.lay(fixed)
    clash = start.contradiction()
    if clash is not None:
        return Fits((), frozenset(edge.claim for edge in clash))
    if not open_ids:
        return Fits((Fit((), start.graph()),))
    fits: list[Fit] = []
    core: set[str] = set()
    trials = 0
    options = [
        [(reading.name, frame.lay(reading.bounds), len(reading.bounds)) for reading in readings[claim]]
        for claim in open_ids
    ]

    def descend(place: int, below: Laid, size: int, chosen: tuple[tuple[str, str], ...]) -> bool:
        """Whether the search stayed within its caps."""
        nonlocal trials
        claim = open_ids[place]
        for name, bounds, more in options[place]:
            trials += 1
            if trials > _TRIALS_CAP or len(fits) > FITS_CAP:
                return False
            if steps is not None:
                steps.spend(size + more)
            laid = bounds.over(below)
            clash = laid.contradiction()
            picked = (*chosen, (claim, name))
            if clash is not None:
                core.update(edge.claim for edge in clash)
            elif place + 1 == len(open_ids):
                fits.append(Fit(picked, laid.graph()))
            elif not descend(place + 1, laid, size + more, picked):
                return False
        return True

    if descend(0, start, len(fixed), ()) and len(fits) <= FITS_CAP:
        # A claim tried on the way down belongs to the core: its readings are what was ruled out one by one.
        return Fits(tuple(fits), frozenset(core) if not fits else frozenset())
    hulls = [bound for claim in open_ids for bound in _hulled(readings[claim]).bounds]
    graph = graph_of([*fixed, *hulls], UNIT)
    clash = graph.contradiction()
    if clash is not None:
        return Fits((), frozenset(edge.claim for edge in clash), relaxed=True)
    return Fits((Fit((), graph),), relaxed=True)


def ranges(fits: Iterable[Fit], source: Node = UNIT) -> dict[Node, Interval]:
    """What every level can be as a ratio to `source`: the hull over the fitting readings."""
    hull: dict[Node, Interval] | None = None
    for fit in fits:
        graph = fit.graph
        place = graph.index.get(source)
        if place is None:
            continue
        if place == 0:
            upper, lower = (paths.bounds for paths in graph.from_unit)
        else:
            upper, lower = (graph.tightest(place, backwards=against).bounds for against in (False, True))
        here = {
            node: graph.products.between(upper[index], lower[index])
            for index, node in enumerate(graph.nodes)
            if index not in (0, place)
        }
        hull = here if hull is None else _hull_of(hull, here)
    return hull or {}


def range_between(fits: Iterable[Fit], start: Node, end: Node) -> Interval | None:
    """What one level can be as a ratio to another: the entry of `ranges`, without all the others; None for no entry."""
    hull: Interval | None = None
    there = missing = False
    for fit in fits:
        graph = fit.graph
        first, last = graph.index.get(start), graph.index.get(end)
        if first is None:
            continue
        if last is None:
            missing = True
            continue
        there = True
        # The bound back is the one from the end, which the next pair of years asks for as its own.
        upper, lower = graph.tightest(first).bounds[last], graph.tightest(last).bounds[first]
        here = graph.products.between(upper, lower)
        hull = here if hull is None or hull is here else here.hull(hull)
    if not there:
        return None
    return Interval() if missing else hull


def _hull_of(hull: Mapping[Node, Interval], here: Mapping[Node, Interval]) -> dict[Node, Interval]:
    """What either allows of each level; one that only one of them speaks of is unbounded under the other."""
    unbounded = Interval()
    merged: dict[Node, Interval] = {}
    for node, known in hull.items():
        one = here.get(node, unbounded)
        merged[node] = known if one is known else one.hull(known)
    for node in here:
        if node not in merged:
            merged[node] = unbounded
    return merged


def linked_ranges(
    dossier: Dossier, entity: str, indicators: Iterable[str], lenient: frozenset[str]
) -> tuple[Levels, ...]:
    """What each level of some series can be when their claims are meant in given ways, once for each way they fit.

    Args:
        dossier: with the claims.
        entity: whose levels.
        indicators: the series; those that shares tie to them are followed too.
        lenient: some of `bridges.EXCUSES`; with "revision" vintages stand apart, else all stand under 0. Where the
            claims contradict each other all the same, they may be meant in any way but cut off; then each series is
            taken alone, and then its printed levels.
    """
    tied = {(one.indicator, one.of) for one in dossier.claims if one.of and one.entity == entity}
    names = set(indicators)
    while more := {other for pair in tied if names & {*pair} for other in pair} - names:
        names |= more
    known: dict[tuple[str, frozenset[str], frozenset[str]], tuple[Levels, ...]]
    known = dossier.memo.setdefault("linked", {})
    key = (entity, frozenset(names), lenient)
    if key not in known:
        mine = [
            one
            for one in dossier.claims
            if one.entity == entity and one.indicator in names and not is_past_plan(one, dossier)
        ]
        known[key], holds = _linked(mine, entity, dossier, lenient)
        if not holds:
            dossier.memo.setdefault("broken", set()).add(key)
    return known[key]


def honest_ranges(
    dossier: Dossier, entity: str, indicators: Iterable[str]
) -> tuple[tuple[frozenset[str], tuple[Levels, ...]], ...]:
    """The ranges of `linked_ranges` with all digits rounded and with all cut off, each where the claims can hold so.

    Where they can hold in neither way, both.
    """
    names = tuple(indicators)
    both = [(one, linked_ranges(dossier, entity, names, one)) for one in (ROUNDED, CUT)]
    broken: set[tuple[str, frozenset[str], frozenset[str]]] = dossier.memo.get("broken", set())
    held = [
        pair
        for pair in both
        if not any(key[0] == entity and key[1] >= {*names} and key[2] == pair[0] for key in broken)
    ]
    return tuple(held or both)


def _linked(
    claims: Sequence[Claim], entity: str, dossier: Dossier, lenient: frozenset[str]
) -> tuple[tuple[Levels, ...], bool]:
    """The ranges in each way the claims fit, and whether they fit at all."""
    for meant in (lenient, lenient | ROUNDED):
        readings = compile_readings(claims, dossier, Fraction(1), meant)
        worlds = _by_vintage(search(readings, readings).fits, entity, dossier)
        if worlds:
            return worlds, True
    found: tuple[Levels, ...] = ({},)
    for name in sorted({one.indicator for one in claims}):
        alone = [one for one in claims if one.indicator == name and one.kind != "share"]
        levels = [one for one in alone if one.kind == "level"]
        for chosen in (alone, levels):
            ids = [one.claim_id for one in chosen]
            worlds = _by_vintage(search(readings, ids).fits, entity, dossier)
            if worlds:
                break
        else:
            worlds = (_level_hulls(readings, levels, dossier),)
        found = tuple({**one, **other} for one in found for other in worlds)[:FITS_CAP]
    return found, False


def _level_hulls(
    readings: Readings, levels: Iterable[Claim], dossier: Dossier
) -> dict[tuple[str, int, int], Interval]:
    """All that the printed levels of one series say of each year, where they contradict each other."""
    found: dict[tuple[str, int, int], Interval] = {}
    for claim in levels:
        plain = space_of_levels(dossier.indicators[claim.indicator])
        for bound in readings[claim.claim_id][0].bounds:
            place = (claim.indicator, bound.end.space.vintage, bound.end.year)
            if bound.end.space._replace(vintage=0) == plain:
                found[place] = found[place].hull(bound.ratio) if place in found else bound.ratio
    return found


def _by_vintage(fits: tuple[Fit, ...], entity: str, dossier: Dossier) -> tuple[Levels, ...]:
    """The bounded levels on their own prices and scope, over the full year, of each fit."""
    return tuple(
        {
            (node.indicator, node.space.vintage, node.year): interval
            for node, interval in ranges([fit]).items()
            if node.entity == entity
            and node.space._replace(vintage=0) == space_of_levels(dossier.indicators[node.indicator])
            and not (interval.lower is None and interval.upper is None)
        }
        for fit in fits
    )


def witnesses(fit: Fit, node: Node) -> frozenset[str]:
    """Claims on the paths that bound a level from above and below under one combination of readings."""
    index = fit.graph.index.get(node)
    if index is None:
        return frozenset()
    used: set[str] = set()
    for paths in fit.graph.from_unit:
        used |= _claims_along(paths, index, 0)
    return frozenset(used)


def _claims_along(paths: Paths, index: int, source: int) -> set[str]:
    """Claims on the path to one node."""
    used: set[str] = set()
    place, edge = index, paths.last[index]
    while edge is not None and place != source:
        used.add(edge.claim)
        place = paths.before[place]
        edge = paths.last[place]
    return used


def witnesses_between(fit: Fit, base: Node) -> dict[Node, frozenset[str]]:
    """Claims on the paths that bound each level against another one, under one combination of readings."""
    place = fit.graph.index[base]
    used: dict[Node, set[str]] = {}
    for against in (False, True):
        paths = fit.graph.tightest(place, backwards=against)
        for index, node in enumerate(fit.graph.nodes):
            used.setdefault(node, set()).update(_claims_along(paths, index, place))
    return {node: frozenset(claims) for node, claims in used.items() if claims}
