"""The claim network of a dossier: what holds together, what does not, and what every level can be.

Two passes. History is judged by itself first; where it contradicts itself its lightest repair is set aside, or nothing
under a tie. Plans and assumptions are then laid on what is left, and only they can be removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from math import log1p
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import (
    is_past_plan,
    meaning,
    printed_interval,
    ratio_to_rate,
    with_links_as_growth,
)
from forecasting.network.bounds import UNIT, Bound, Node, Stated, forget_bounds, stated_in, weight
from forecasting.network.bridges import CUT, ROUNDED
from forecasting.network.conflicts import Conflict, Diagnosis, diagnose
from forecasting.network.observed import Observation, growth_indices, observations, pinned
from forecasting.network.parts import (
    Fit,
    by_series,
    compile_readings,
    connected,
    range_between,
    ranges,
    search,
    search_any,
    witnesses,
    witnesses_between,
)
from forecasting.network.swings import Swing, least_swing
from forecasting.numbers.stated import Interval, conversion, half_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forecasting.dossier import Claim, Dossier
    from forecasting.dossier.meaning import Space
    from forecasting.network.parts import Readings
    from forecasting.network.paths import Graph

__all__ = [
    "Network",
    "Part",
    "ReadingCost",
    "Swing",
    "fits_leniently",
    "forget",
    "ratio_by",
    "solve",
]

_EXACT_PAIRS = 60
#: Most claims of a part over a bridge that are tried as printed one by one.
_PRINTED_CAP = 80
#: Most parts kept solved for the next assessment.
_KEPT = 512


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


def fits_leniently(claims: Iterable[Claim], dossier: Dossier, lenient: frozenset[str]) -> bool:
    """Whether some claims hold together when they may be meant otherwise in the given ways, some of `EXCUSES`."""
    readings = compile_readings(claims, dossier, Fraction(1), lenient)
    return bool(search(readings, readings).fits)


def ratio_by(claims: Iterable[Claim], claim: Claim, start: int, dossier: Dossier) -> Interval:
    """What some claims leave for the ratio that another one states from a year to its end."""
    readings = compile_readings(claims, dossier)
    fits = search(readings, readings).fits
    place = (claim.entity, claim.indicator, meaning(claim, dossier).space._replace(vintage=0))
    first, last = Node(*place, start), Node(*place, claim.end)
    if not any(first in fit.graph.index and last in fit.graph.index for fit in fits):
        return Interval()
    return ranges(fits, first).get(last, Interval())


def solve(dossier: Dossier) -> Network:
    """Solve the claim network of a dossier; independent of the order of its claims.

    Args:
        dossier: a loaded dossier, or one made from a frame of claims.
    """
    dossier = with_links_as_growth(dossier)
    claims = {claim.claim_id: claim for claim in sorted(dossier.claims, key=lambda claim: claim.claim_id)}
    binding = {claim_id: claim for claim_id, claim in claims.items() if not is_past_plan(claim, dossier)}
    found = {
        # Solved before the next series is compiled, while its own bounds are still kept.
        ids: _solved(tuple(stated_in(binding[one], dossier) for one in ids))
        for series in by_series(binding.values())
        for ids in connected(compile_readings(series, dossier))
    }
    parts = []
    implied: dict[Node, Interval] = {}
    past: dict[Node, Interval] = {}
    sources: dict[Node, frozenset[str]] = {}
    indices: list[Observation] = []
    for _, solved in sorted(found.items(), key=lambda one: one[0]):
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
        tuple(sorted((one for one in indices if one.year <= dossier.as_of), key=_place)),
    )


def _place(seen: Observation) -> tuple[str, str, Space, int]:
    return seen.entity, seen.indicator, seen.space, seen.year


@dataclass(frozen=True, slots=True)
class _Solved:
    """One part, the ranges of its levels from history alone and from everything, and what pins them."""

    part: Part
    past: Mapping[Node, Interval]
    implied: Mapping[Node, Interval]
    sources: Mapping[Node, frozenset[str]]
    indices: tuple[Observation, ...]


@lru_cache(maxsize=_KEPT)
def _solved(stated: tuple[Stated, ...]) -> _Solved:
    """One part from its claims alone, so that a scenario that changes another part finds this one solved."""
    claims = {one.claim.claim_id: one.claim for one in stated}
    dossier = stated[0].dossier
    weights = {claim_id: weight(claim) for claim_id, claim in claims.items()}
    plans = {claim_id for claim_id, claim in claims.items() if claim.role in ("target", "goal", "assumption")}
    part, before, after = _solve_part(claims, plans, weights, dossier)
    past = ranges(before)
    sources = {
        node._replace(space=node.space._replace(vintage=0)): witnesses(before[0], node)
        for node, interval in past.items()
        if pinned(interval)
    }
    now = newest(past)
    implied = now if after is before else newest(ranges(after))
    return _Solved(part, now, implied, sources, tuple(growth_indices(before, past)))


def newest(found: Mapping[Node, Interval]) -> dict[Node, Interval]:
    """Ranges with vintages no longer told apart: of each level the newest that is bounded on both sides."""
    merged: dict[Node, Interval] = {}
    for node in sorted(found, key=lambda one: -one.space.vintage):
        plain = node._replace(space=node.space._replace(vintage=0))
        known, here = merged.get(plain), found[node]
        if known is None or (_is_open(known) and not _is_open(here)):
            merged[plain] = here
    return merged


def _is_open(interval: Interval) -> bool:
    return interval.lower is None or interval.upper is None


def forget() -> None:
    """Drop what is kept from earlier networks; it never changes a result, only the time the next one takes."""
    _solved.cache_clear()
    forget_bounds()


@dataclass(frozen=True, slots=True)
class _Settled:
    """What holds among some claims.

    Attributes:
        fits: the combinations of readings that hold, once what does not has been given up.
        diagnosis: what contradicts itself under every honest meaning.
        bridged: conflicts as printed that a bridge mends.
        set_aside, doubted: as of a part.
        relaxed: as of a search.
    """

    fits: tuple[Fit, ...]
    diagnosis: Diagnosis | None = None
    bridged: tuple[Conflict, ...] = ()
    set_aside: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    relaxed: bool = False


@dataclass(frozen=True, slots=True)
class _Meanings:
    """The readings of the claims of a part: as printed, with vintages apart, and with every bridge open."""

    printed: Readings
    apart: Readings
    modes: tuple[Readings, ...]
    weights: Mapping[str, int]


def _solve_part(
    claims: Mapping[str, Claim], plans: set[str], weights: dict[str, int], dossier: Dossier
) -> tuple[Part, tuple[Fit, ...], tuple[Fit, ...]]:
    """One part after both passes, with the fitting combinations of history alone and of everything."""
    ids = tuple(claims)
    printed = compile_readings(claims.values(), dossier)
    reported = [claim for claim in ids if claim not in plans]
    planned = [claim for claim in ids if claim in plans]

    @lru_cache(maxsize=1)
    def meanings() -> _Meanings:
        def of(lenient: frozenset[str]) -> Readings:
            return compile_readings(claims.values(), dossier, Fraction(1), lenient)

        return _Meanings(printed, of(frozenset({"revision"})), (of(ROUNDED), of(CUT)), weights)

    history = _settle(meanings, printed, reported, reported, weights)
    before, plan, after = history.fits, _Settled(()), history.fits
    undecided = history.diagnosis is not None and not (history.set_aside or history.doubted)
    kept = [claim for claim in reported if claim not in {*history.set_aside, *history.doubted}]
    if planned and not undecided:
        plan = _settle(meanings, printed, [*kept, *planned], planned, weights)
        after = plan.fits
    costs = [ReadingCost(fit.readings, fit.graph) for fit in (before or after)]
    if len(costs) > 1:
        costs.sort(key=lambda cost: (_size(cost.swing), cost.readings))
    series = sorted(
        {(claims[one].entity, claims[one].indicator) for one in ids}
        | {(claims[one].entity, claims[one].of) for one in ids if claims[one].of}
    )
    of_history = {one.claims for one in history.bridged}
    part = Part(
        claims=ids,
        series=tuple(series),
        history=history.diagnosis,
        plans=plan.diagnosis,
        bridged=(*history.bridged, *(one for one in plan.bridged if one.claims not in of_history)),
        set_aside=tuple(sorted({*history.set_aside, *plan.set_aside})),
        doubted=tuple(sorted({*history.doubted, *plan.doubted})),
        fits=tuple(costs) if not undecided else (),
        alternatives={
            claim: tuple(reading.name for reading in printed[claim])
            for claim in ids
            if len(printed[claim]) > 1
        },
        relaxed=history.relaxed or plan.relaxed,
        undecided=undecided,
        graphs=after,
    )
    return part, before, after


def _settle(
    meanings: Callable[[], _Meanings],
    printed: Readings,
    claims: list[str],
    removable: list[str],
    weights: dict[str, int],
) -> _Settled:
    """What holds among some claims, what does not under any honest meaning, and what does over a bridge."""
    outcome = search(printed, claims)
    if outcome.fits:
        return _Settled(outcome.fits, relaxed=outcome.relaxed)
    meant = meanings()
    if search_any(meant.modes, claims).fits:
        bridged = diagnose((printed,), claims, removable, weights)
        fits = _as_printed_as_can_be(meant, claims)
        return _Settled(fits, bridged=bridged.conflicts if bridged else (), relaxed=outcome.relaxed)
    diagnosis = diagnose(meant.modes, claims, removable, weights)
    if diagnosis is None:  # pragma: no cover - what holds in no mode has a conflict
        return _Settled((), relaxed=outcome.relaxed)
    gone = diagnosis.blamed
    doubted: tuple[str, ...] = ()
    if not gone:
        doubted = _given_up(meant, diagnosis, claims, removable)
    if not gone and not doubted:
        return _Settled(_tied(meant, claims, diagnosis), diagnosis, relaxed=outcome.relaxed)
    left = [claim for claim in claims if claim not in {*gone, *doubted}]
    rest = _settle(meanings, printed, left, [one for one in removable if one in left], weights)
    return _Settled(rest.fits, diagnosis, rest.bridged, gone, doubted, rest.relaxed)


def _given_up(
    meant: _Meanings, diagnosis: Diagnosis, claims: list[str], removable: list[str]
) -> tuple[str, ...]:
    """What is not relied on where nobody can be blamed: the one lightest repair, else all but the levels."""
    lightest = diagnosis.lightest if diagnosis.proven else ()
    if len(lightest) == 1:
        return lightest[0].claims
    if lightest:
        return ()
    heaviest = max(meant.weights[one] for one in claims)
    light = tuple(one for one in removable if meant.weights[one] < heaviest)
    left = [one for one in claims if one not in light]
    return light if light and left and search_any(meant.modes, left).fits else ()


def _as_printed_as_can_be(meant: _Meanings, claims: list[str]) -> tuple[Fit, ...]:
    """Fits in which each claim stands as printed unless that contradicts heavier ones that do."""
    apart = search(meant.apart, claims)
    if apart.fits:
        return apart.fits
    mode = next(readings for readings in meant.modes if search(readings, claims).fits)
    if len(claims) > _PRINTED_CAP:
        return search(mode, claims).fits
    chosen = {one: mode[one] for one in claims}
    for claim in sorted(claims, key=lambda one: (-meant.weights[one], one)):
        tried = chosen | {claim: meant.apart[claim]}
        if search(tried, claims).fits:
            chosen = tried
    return search(chosen, claims).fits


def _tied(meant: _Meanings, claims: list[str], diagnosis: Diagnosis) -> tuple[Fit, ...]:
    """All that could hold when several repairs are equally light: nothing is given up, so all of them count."""
    return tuple(
        fit
        for repair in diagnosis.lightest
        for fit in search_any(meant.modes, [claim for claim in claims if claim not in repair.claims]).fits
    )


def _size(swing: Swing | None) -> float:
    return 0.0 if swing is None else abs(log1p(float(swing.growth)))


def implied_by_others(claim: Claim, dossier: Dossier, network: Network) -> Interval | None:
    """What the other claims of its part leave for the number of a claim, in the claim's own unit.

    Level, growth, average growth and share claims only; None for phrases, and where the others contradict each other.
    """
    part = network.part_of(claim.claim_id)
    if part is None or claim.kind not in ("level", "growth", "average_growth", "share", "growth_each_year"):
        return None
    fits = _fits_without(claim.claim_id, part, dossier)
    own = compile_readings([claim], dossier)[claim.claim_id][0].bounds
    if not fits or len(own) != 1:
        return None
    bound: Bound = own[0]
    if bound.start == UNIT:
        ratio = ranges(fits).get(bound.end, Interval())
        return ratio.times(conversion(dossier.indicators[claim.indicator].unit, claim.unit))
    loose = ranges(fits)
    ratio = ranges(fits, bound.start).get(
        bound.end, loose.get(bound.end, Interval()).over(loose.get(bound.start, Interval()))
    )
    if claim.kind == "share":
        factor = conversion(dossier.indicators[claim.of].unit, dossier.indicators[claim.indicator].unit)
        return ratio.times(100 / factor)
    years = bound.end.year - bound.start.year
    rate = ratio_to_rate(ratio, years) if claim.kind == "average_growth" else ratio.plus(Fraction(-1))
    return rate.times(100 / (conversion(claim.unit, "%")))


def _fits_without(claim_id: str, part: Part, dossier: Dossier) -> tuple[Fit, ...]:
    """What holds of a part without one of its claims, or at least without those set aside as well."""
    diagnoses = [one for one in (part.history, part.plans) if one is not None]
    # A conflict the claim has no part in stands without it; no need to search for it again.
    standing = not part.relaxed and any(
        claim_id not in conflict.claims for diagnosis in diagnoses for conflict in diagnosis.conflicts
    )
    others = [one for one in part.claims if one != claim_id]
    kept = [one for one in others if one not in part.set_aside]
    if standing and len(kept) == len(others):
        return ()
    if standing and claim_id in part.set_aside and not part.doubted and not part.bridged:
        return part.graphs
    readings = compile_readings((dossier.claim(one) for one in others), dossier)
    fits = () if standing else search(readings, others).fits
    return fits or search(readings, [one for one in kept if one not in part.doubted]).fits


def nearest_value(claim: Claim, allowed: Interval, dossier: Dossier) -> str | None:
    """The number nearest to the printed one, with as many digits, that would fit what the others leave.

    Args:
        claim: a claim printed with `=` or `~`.
        allowed: what the others leave, in the claim's unit (see `implied_by_others`).
        dossier: gives the half-width of "~".
    """
    if claim.comparator not in ("=", "~") or allowed.is_empty:
        return None
    slack = half_unit(claim.value)
    printed = Fraction(claim.value)
    if allowed.meets(printed_interval(claim, dossier)):
        return claim.value
    digit = 2 * slack
    if allowed.lower is not None and printed < allowed.lower:
        steps = -((printed + slack - allowed.lower) // digit)
    elif allowed.upper is not None:
        steps = (allowed.upper - (printed - slack)) // digit
    else:
        return None
    value = printed + steps * digit
    decimals = len(claim.value.partition(".")[2])
    return f"{float(value):.{decimals}f}"
