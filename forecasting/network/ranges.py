"""What every level can be under the readings that fit, and which claims bound it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.network.bounds import UNIT
from forecasting.numbers.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecasting.network.bounds import Node
    from forecasting.network.edges import Paths
    from forecasting.network.search import Fit

__all__ = ["range_between", "ranges", "witnesses", "witnesses_between"]


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
        other = here.get(node, unbounded)
        merged[node] = known if other is known else other.hull(known)
    for node in here:
        if node not in merged:
            merged[node] = unbounded
    return merged


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
