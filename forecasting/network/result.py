"""The solved network: its connected parts, what every level can be, and the history it pins down."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from forecasting.network.ranges import range_between, witnesses_between
from forecasting.network.swings import least_swing
from forecasting.numbers.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.network.bounds import Node
    from forecasting.network.diagnosis import Conflict, Diagnosis
    from forecasting.network.graph import Graph
    from forecasting.network.observed import Observation
    from forecasting.network.search import Fit
    from forecasting.network.swings import Swing

__all__ = ["Network", "Part", "ReadingCost"]

#: Most levels, over all fitting readings, of a part in which a ratio of two of them is bounded directly.
_EXACT_PAIRS = 60


@dataclass(frozen=True)
class ReadingCost:
    """One combination of readings that fits, and at what cost."""

    readings: tuple[tuple[str, str], ...]
    graph: Graph = field(repr=False)

    @cached_property
    def swing(self) -> Swing | None:
        """The largest change a year that it forces somewhere, or None where a flat path fits."""
        return least_swing(self.graph)


@dataclass(frozen=True, slots=True)
class Part:
    """One connected part of the network after both passes.

    Attributes:
        claims: ids of its claims that bind (past targets never do), sorted.
        series: the (entity, indicator) pairs it speaks of.
        history, plans: what is wrong in each pass under every honest meaning; None when all fits.
        bridged: claims that do not fit as printed, but do over a bridge.
        set_aside: claims given up so that the rest holds: those that arithmetic singles out.
        doubted: claims not relied on, without a word on which of several is wrong.
        fits: combinations of readings under which history holds (plans, where there is no history), cheapest
            first, with their cost.
        alternatives: ambiguous claim -> all its readings, fitting or not.
        relaxed: whether there were too many combinations to follow one by one.
        undecided: whether history contradicts itself and a tie leaves nothing set aside.
    """

    claims: tuple[str, ...]
    series: tuple[tuple[str, str], ...]
    history: Diagnosis | None
    plans: Diagnosis | None
    bridged: tuple[Conflict, ...]
    set_aside: tuple[str, ...]
    doubted: tuple[str, ...]
    fits: tuple[ReadingCost, ...]
    alternatives: Mapping[str, tuple[str, ...]]
    relaxed: bool
    undecided: bool
    graphs: tuple[Fit, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Network:
    """The solved network of a dossier.

    Attributes:
        parts: its connected parts, sorted.
        implied: the tightest range of every level, in the indicator's unit; hull over the fitting readings.
        past: the same from history alone.
        history: pinned years, sorted by entity, indicator and year.
        indices: the same where growth is known and no level: 100 in the first year.
    """

    parts: tuple[Part, ...]
    implied: Mapping[Node, Interval]
    past: Mapping[Node, Interval]
    history: tuple[Observation, ...]
    indices: tuple[Observation, ...] = ()

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Ids of all claims set aside, sorted."""
        return tuple(sorted(claim for part in self.parts for claim in part.set_aside))

    def part_of(self, claim_id: str) -> Part | None:
        """The part a claim binds in, or None for a claim that binds nothing (a past target)."""
        return next((part for part in self.parts if claim_id in part.claims), None)

    def ratio(self, start: Node, end: Node) -> Interval:
        """What `level(end) / level(start)` can be, as tight as the bounds allow.

        For parts with many fitting readings or levels the ratio is bounded through the ranges of both levels, which
        can only be wider.
        """
        here, there = self.implied.get(start, Interval()), self.implied.get(end, Interval())
        loose = there.over(here)
        part = next(
            (
                part
                for part in self.parts
                if any(start in fit.graph.index and end in fit.graph.index for fit in part.graphs)
            ),
            None,
        )
        if part is None or sum(len(fit.graph.nodes) for fit in part.graphs) > _EXACT_PAIRS:
            return loose
        found = range_between(part.graphs, start, end)
        return loose if found is None else found

    def claims_between(self, start: Node, end: Node) -> tuple[str, ...]:
        """Ids of the claims that tie two levels to each other, sorted; empty where nothing does."""
        for part in self.parts:
            for fit in part.graphs[:1]:
                if start in fit.graph.index and end in fit.graph.index:
                    return tuple(sorted(witnesses_between(fit, start).get(end, frozenset())))
        return ()
