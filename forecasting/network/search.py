"""Which readings of ambiguous claims can hold together: a search over combinations, one part at a time."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import inf
from typing import TYPE_CHECKING

from forecasting.network.bounds import Bound, Reading
from forecasting.network.merged_bounds import NumberedLevels, graph_of
from forecasting.network.readings import compile_readings
from forecasting.numbers.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting.dossier import Claim, Dossier
    from forecasting.network.bounds import Node
    from forecasting.network.edges import Edge
    from forecasting.network.graph import Graph
    from forecasting.network.merged_bounds import MergedBounds
    from forecasting.network.readings import Readings

__all__ = [
    "FITS_CAP",
    "Budget",
    "Fit",
    "Fits",
    "OutOfBudgetError",
    "claims_of",
    "fits_leniently",
    "search",
    "search_any",
]

FITS_CAP = 64
"""Most combinations of readings followed in one part; past it each claim is widened to the hull of its readings."""

_TRIALS_CAP = 512


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


class OutOfBudgetError(Exception):
    """A search looked at more bounds than it was allowed to; never leaves the network."""


@dataclass(slots=True)
class Budget:
    """How many bounds may still be looked at: a count, never a clock, so that results do not depend on the machine.

    Attributes:
        left: as many as it takes, where none is given.
    """

    left: float = inf

    def spend(self, bounds: int) -> None:
        """Count some bounds.

        Raises:
            OutOfBudgetError: none are left.
        """
        self.left -= bounds
        if self.left < 0:
            raise OutOfBudgetError


def search_any(modes: Sequence[Readings], claims: Iterable[str], budget: Budget | None = None) -> Fits:
    """The combinations under the first of several modes in which some claims hold; a core under all when in none.

    Args:
        modes: the readings of every claim, once for each way the whole may be meant.
        claims: ids of the claims that must hold.
        budget: what may be spent; None for as much as it takes.
    """
    ids = sorted(claims)
    budget = budget or Budget()
    core: frozenset[str] = frozenset()
    relaxed = False
    for readings in modes:
        found = search(readings, ids, budget)
        if found.fits:
            return found
        core |= found.core
        relaxed = relaxed or found.relaxed
    return Fits((), core, relaxed)


def search(
    readings: Mapping[str, tuple[Reading, ...]], claims: Iterable[str], budget: Budget | None = None
) -> Fits:
    """All combinations of readings under which some claims hold together.

    Args:
        readings: the readings of every claim.
        claims: ids of the claims that must hold.
        budget: what may be spent; None for as much as it takes.
    """
    ids = sorted(claims)
    budget = budget or Budget()
    void = [claim for claim in ids if not readings[claim]]
    if void:
        return Fits((), frozenset(void))
    fixed = [bound for claim in ids if len(readings[claim]) == 1 for bound in readings[claim][0].bounds]
    ambiguous = {claim: readings[claim] for claim in ids if len(readings[claim]) > 1}
    budget.spend(len(fixed))
    several = [bound for options in ambiguous.values() for reading in options for bound in reading.bounds]
    levels = NumberedLevels([*fixed, *several])
    plain = levels.merge(fixed)
    clash = plain.contradiction()
    if clash is not None:
        return Fits((), claims_of(clash))
    if not ambiguous:
        return Fits((Fit((), plain.graph()),))
    trials = _Trials(levels, ambiguous, budget)
    if trials.descend(0, plain, len(fixed), ()) and len(trials.fits) <= FITS_CAP:
        return Fits(tuple(trials.fits), frozenset(trials.core) if not trials.fits else frozenset())
    return _widened(fixed, ambiguous.values())


class _Trials:
    """Readings of the ambiguous claims tried one on top of the other, depth first.

    Attributes:
        fits: the combinations that hold.
        core: claims of the contradictions met. A claim tried on the way down belongs to it: its readings are what was
            ruled out one by one.
    """

    def __init__(
        self, levels: NumberedLevels, ambiguous: Mapping[str, Sequence[Reading]], budget: Budget
    ) -> None:
        self.fits: list[Fit] = []
        self.core: set[str] = set()
        self._tried = 0
        self._budget = budget
        self._claims = [*ambiguous]
        self._options = [
            [(reading.name, levels.merge(reading.bounds), len(reading.bounds)) for reading in options]
            for options in ambiguous.values()
        ]

    def descend(
        self, depth: int, below: MergedBounds, size: int, chosen: tuple[tuple[str, str], ...]
    ) -> bool:
        """Try each reading of the next claim; whether the search stayed within its caps.

        Args:
            depth: how many claims have a reading chosen.
            below: the bounds chosen so far.
            size: how many they were before they were merged.
            chosen: the claims and the names of their readings.
        """
        claim = self._claims[depth]
        for name, bounds, more in self._options[depth]:
            self._tried += 1
            if self._tried > _TRIALS_CAP or len(self.fits) > FITS_CAP:
                return False
            self._budget.spend(size + more)
            merged = bounds.joined(below)
            clash = merged.contradiction()
            picked = (*chosen, (claim, name))
            if clash is not None:
                self.core |= claims_of(clash)
            elif depth + 1 == len(self._claims):
                self.fits.append(Fit(picked, merged.graph()))
            elif not self.descend(depth + 1, merged, size + more, picked):
                return False
        return True


def _widened(fixed: Iterable[Bound], ambiguous: Iterable[Sequence[Reading]]) -> Fits:
    """What holds when each ambiguous claim may mean anything that one of its readings allows."""
    hulls = [bound for readings in ambiguous for bound in _hull(readings).bounds]
    graph = graph_of([*fixed, *hulls])
    clash = graph.contradiction()
    if clash is not None:
        return Fits((), claims_of(clash), relaxed=True)
    return Fits((Fit((), graph),), relaxed=True)


def _hull(readings: Sequence[Reading]) -> Reading:
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
        bounds.append(Bound(start, end, reduce(Interval.hull, intervals), claim))
    return Reading("", tuple(bounds))


def claims_of(cycle: Iterable[Edge]) -> frozenset[str]:
    """Ids of the claims that a cycle of bounds comes from."""
    return frozenset(edge.claim for edge in cycle)


def fits_leniently(claims: Iterable[Claim], dossier: Dossier, lenient: frozenset[str]) -> bool:
    """Whether some claims hold together when they may be meant otherwise in the given ways, some of `EXCUSES`."""
    readings = compile_readings(claims, dossier, Fraction(1), lenient)
    return bool(search(readings, readings).fits)
