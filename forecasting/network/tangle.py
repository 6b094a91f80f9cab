"""Claims that may not all hold, tried in part: which of them fit, and which contradict each other with none to spare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.network.search import search_any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from forecasting.network.readings import Readings
    from forecasting.network.search import Budget, Fits

__all__ = ["Tangle", "shortest_first"]


@dataclass(frozen=True, slots=True)
class Tangle:
    """Claims of one part that may not all hold, and what may be given up of them.

    Attributes:
        modes: readings of every claim, once for each way the whole may be meant.
        claims: all that should hold.
        removable: those that a repair may remove.
        weights: weight of each of these.
        budget: what may be spent on finding out.
    """

    modes: Sequence[Readings]
    claims: frozenset[str]
    removable: frozenset[str]
    weights: Mapping[str, int]
    budget: Budget

    def tried(self, kept: Collection[str]) -> Fits:
        """How some of the claims fit."""
        return search_any(self.modes, kept, self.budget)

    def conflict_in(self, kept: frozenset[str]) -> frozenset[str] | None:
        """A minimal conflict among some of the claims, or None when they fit."""
        outcome = self.tried(kept)
        return None if outcome.fits else self.shrunk(outcome.core)

    def shrunk(self, core: frozenset[str]) -> frozenset[str]:
        """A core without every claim without which the rest still contradict each other (deletion filter)."""
        kept = set(core)
        for claim in sorted(core):
            if claim in kept:
                outcome = self.tried(kept - {claim})
                if not outcome.fits:
                    kept = set(outcome.core)
        return frozenset(kept)


def shortest_first(claims: frozenset[str]) -> tuple[int, list[str]]:
    """Order of conflicts: the fewest claims first, then by their ids."""
    return len(claims), sorted(claims)
