"""Solving the claim network of a dossier: each connected part in two passes, then all parts together.

History is judged by itself first; where it contradicts itself its lightest repair is set aside, or nothing under a tie.
Plans and assumptions are then laid on what is left, and only they can be removed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import is_past_plan, with_links_as_growth
from forecasting.network.claim_context import ClaimInContext, in_context
from forecasting.network.connected import by_series, connected
from forecasting.network.observed import Observation, growth_indices, observations, pinned
from forecasting.network.ranges import ranges, witnesses
from forecasting.network.readings import compile_readings, forget_bounds
from forecasting.network.result import Network, Part, ReadingCost
from forecasting.network.settle import Meanings, Settled, settle
from forecasting.network.weights import weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.dossier import Claim, Dossier
    from forecasting.dossier.meaning import Space
    from forecasting.network.bounds import Node
    from forecasting.network.readings import Readings
    from forecasting.network.search import Fit
    from forecasting.numbers.intervals import Interval

__all__ = ["forget", "solve"]

#: Most parts kept solved for the next assessment.
_KEPT = 512
_PLANNED = ("target", "goal", "assumption")


def solve(dossier: Dossier) -> Network:
    """Solve the claim network of a dossier; independent of the order of its claims.

    Args:
        dossier: a loaded dossier, or one made from a frame of claims.
    """
    dossier = with_links_as_growth(dossier)
    binding = {
        claim.claim_id: claim
        for claim in sorted(dossier.claims, key=lambda claim: claim.claim_id)
        if not is_past_plan(claim, dossier)
    }
    found = {
        # Solved before the next series is compiled, while its own bounds are still kept.
        ids: _solved_part(tuple(in_context(binding[claim_id], dossier) for claim_id in ids))
        for series in by_series(binding.values())
        for ids in connected(compile_readings(series, dossier))
    }
    parts = []
    implied: dict[Node, Interval] = {}
    past: dict[Node, Interval] = {}
    sources: dict[Node, frozenset[str]] = {}
    indices: list[Observation] = []
    for _, solved in sorted(found.items(), key=lambda item: item[0]):
        parts.append(solved.part)
        past |= solved.past
        implied |= solved.implied
        sources |= solved.sources
        indices += solved.indices
    return Network(
        tuple(parts),
        implied,
        past,
        tuple(sorted(observations(past, sources, binding, dossier), key=_place)),
        tuple(sorted((index for index in indices if index.year <= dossier.as_of), key=_place)),
    )


def _place(seen: Observation) -> tuple[str, str, Space, int]:
    """Where an observation stands in the order of history."""
    return seen.entity, seen.indicator, seen.space, seen.year


@dataclass(frozen=True, slots=True)
class _SolvedPart:
    """One part, the ranges of its levels from history alone and from everything, and what pins them."""

    part: Part
    past: Mapping[Node, Interval]
    implied: Mapping[Node, Interval]
    sources: Mapping[Node, frozenset[str]]
    indices: tuple[Observation, ...]


@lru_cache(maxsize=_KEPT)
def _solved_part(known: tuple[ClaimInContext, ...]) -> _SolvedPart:
    """One part from its claims alone, so that a scenario that changes another part finds this one solved."""
    claims = {one.claim.claim_id: one.claim for one in known}
    passes = _in_two_passes(claims, known[0].dossier)
    past = ranges(passes.before)
    sources = {
        node._replace(space=node.space._replace(vintage=0)): witnesses(passes.before[0], node)
        for node, interval in past.items()
        if pinned(interval)
    }
    now = _newest(past)
    implied = now if passes.after is passes.before else _newest(ranges(passes.after))
    return _SolvedPart(
        _part(claims, passes), now, implied, sources, tuple(growth_indices(passes.before, past))
    )


@dataclass(frozen=True, slots=True)
class _Passes:
    """A part after both passes.

    Attributes:
        printed: the readings of its claims as printed.
        history: what holds among what is reported, and what was given up for it.
        plan: the same with plans and assumptions laid on what is left; empty where there are none or history is
            undecided.
        after: the combinations of readings that fit everything.
    """

    printed: Readings
    history: Settled
    plan: Settled
    after: tuple[Fit, ...]

    @property
    def before(self) -> tuple[Fit, ...]:
        """The combinations of readings that fit history alone."""
        return self.history.fits


def _in_two_passes(claims: Mapping[str, Claim], dossier: Dossier) -> _Passes:
    """History by itself, then plans on what is left of it."""
    meanings = Meanings(
        tuple(claims.values()), dossier, {claim_id: weight(claim) for claim_id, claim in claims.items()}
    )
    planned = [claim_id for claim_id, claim in claims.items() if claim.role in _PLANNED]
    reported = [claim_id for claim_id in claims if claim_id not in planned]
    history = settle(meanings, reported, reported)
    if not planned or history.undecided:
        return _Passes(meanings.printed, history, Settled(()), history.fits)
    kept = [claim_id for claim_id in reported if claim_id not in history.given_up]
    plan = settle(meanings, [*kept, *planned], planned)
    return _Passes(meanings.printed, history, plan, plan.fits)


def _part(claims: Mapping[str, Claim], passes: _Passes) -> Part:
    """What a part says of itself after both passes."""
    history, plan = passes.history, passes.plan
    series = {(claim.entity, claim.indicator) for claim in claims.values()}
    series |= {(claim.entity, claim.of) for claim in claims.values() if claim.of}
    of_history = {conflict.claims for conflict in history.bridged}
    of_plans = (conflict for conflict in plan.bridged if conflict.claims not in of_history)
    return Part(
        claims=tuple(claims),
        series=tuple(sorted(series)),
        history=history.diagnosis,
        plans=plan.diagnosis,
        bridged=(*history.bridged, *of_plans),
        set_aside=tuple(sorted({*history.set_aside, *plan.set_aside})),
        doubted=tuple(sorted({*history.doubted, *plan.doubted})),
        fits=() if history.undecided else _by_cost(passes.before or passes.after),
        alternatives={
            claim_id: tuple(reading.name for reading in readings)
            for claim_id, readings in passes.printed.items()
            if len(readings) > 1
        },
        relaxed=history.relaxed or plan.relaxed,
        undecided=history.undecided,
        graphs=passes.after,
    )


def _by_cost(fits: tuple[Fit, ...]) -> tuple[ReadingCost, ...]:
    """Fitting combinations with what each costs, the cheapest first; a single one is not worked out yet."""
    costs = [ReadingCost(fit.readings, fit.graph) for fit in fits]
    if len(costs) > 1:
        costs.sort(key=lambda cost: (_size(cost), cost.readings))
    return tuple(costs)


def _size(cost: ReadingCost) -> float:
    """How far from flat the largest forced change a year is, rise or fall alike."""
    return 0.0 if cost.swing is None else abs(log1p(float(cost.swing.growth)))


def _newest(found: Mapping[Node, Interval]) -> dict[Node, Interval]:
    """Ranges with vintages no longer told apart: of each level the newest that is bounded on both sides."""
    merged: dict[Node, Interval] = {}
    for node in sorted(found, key=lambda node: -node.space.vintage):
        plain = node._replace(space=node.space._replace(vintage=0))
        known, here = merged.get(plain), found[node]
        if known is None or (_is_unbounded(known) and not _is_unbounded(here)):
            merged[plain] = here
    return merged


def _is_unbounded(interval: Interval) -> bool:
    """Whether an interval is unbounded on a side."""
    return interval.lower is None or interval.upper is None


def forget() -> None:
    """Drop what is kept from earlier networks; it never changes a result, only the time the next one takes."""
    _solved_part.cache_clear()
    forget_bounds()
