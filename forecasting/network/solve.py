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

from forecasting.meaning import is_past_plan, printed_interval, ratio_to_rate
from forecasting.network.bounds import (
    UNIT,
    Bound,
    Node,
    Reading,
    Stated,
    compile_claim,
    forget_bounds,
    stated_in,
    weight,
)
from forecasting.network.conflicts import Diagnosis, diagnose
from forecasting.network.parts import Fit, Fits, compile_readings, connected, ranges, search, witnesses
from forecasting.network.swings import Swing, least_swing
from forecasting.stated import Interval, conversion, half_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecasting.claims import Claim, Dossier
    from forecasting.network.parts import Readings
    from forecasting.network.paths import Graph

__all__ = ["Network", "Observation", "Part", "ReadingCost", "Swing", "forget", "solve"]

#: A year whose upper end is at most this times its lower end counts as observed.
PINNED = Fraction(11, 10)
_EXACT_PAIRS = 60
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
        history, plans: what is wrong in each pass; None when all fits.
        set_aside: claims given up so that the rest holds.
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
    set_aside: tuple[str, ...]
    fits: tuple[ReadingCost, ...]
    alternatives: Mapping[str, tuple[str, ...]]
    relaxed: bool
    undecided: bool
    graphs: tuple[Fit, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Observation:
    """A year of history the network pins down.

    Attributes:
        level: the printed value where there is one, else the geometric middle.
        lower, upper: the range the network leaves.
        origin: "printed" or "implied".
        claims: ids it rests on.
    """

    entity: str
    indicator: str
    year: int
    level: float
    lower: Fraction
    upper: Fraction
    origin: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The solved network of a dossier.

    Attributes:
        parts: its connected parts, sorted.
        implied: the tightest range of every level, in the indicator's unit; hull over the fitting readings.
        past: the same from history alone.
        history: pinned years, sorted by entity, indicator and year.
    """

    parts: tuple[Part, ...]
    implied: Mapping[Node, Interval]
    past: Mapping[Node, Interval]
    history: tuple[Observation, ...]

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
                if any(start in fit.graph.nodes and end in fit.graph.nodes for fit in part.graphs)
            ),
            None,
        )
        if part is None or sum(len(fit.graph.nodes) for fit in part.graphs) > _EXACT_PAIRS:
            return loose
        return ranges(part.graphs, start).get(end, loose)


def solve(dossier: Dossier) -> Network:
    """Solve the claim network of a dossier; independent of the order of its claims.

    Args:
        dossier: a loaded dossier, or one made from a frame of claims.
    """
    claims = {claim.claim_id: claim for claim in sorted(dossier.claims, key=lambda claim: claim.claim_id)}
    binding = {claim_id: claim for claim_id, claim in claims.items() if not is_past_plan(claim, dossier)}
    readings = compile_readings(binding.values(), dossier)
    parts = []
    implied: dict[Node, Interval] = {}
    past: dict[Node, Interval] = {}
    sources: dict[Node, frozenset[str]] = {}
    for ids in connected(readings):
        solved = _solved(tuple(stated_in(binding[one], dossier) for one in ids))
        parts.append(solved.part)
        past |= solved.past
        implied |= solved.implied
        sources |= solved.sources
    return Network(
        tuple(parts),
        implied,
        past,
        tuple(_observations(past, sources, binding, readings, dossier)),
    )


@dataclass(frozen=True, slots=True)
class _Solved:
    """One part, the ranges of its levels from history alone and from everything, and what pins them."""

    part: Part
    past: Mapping[Node, Interval]
    implied: Mapping[Node, Interval]
    sources: Mapping[Node, frozenset[str]]


@lru_cache(maxsize=_KEPT)
def _solved(stated: tuple[Stated, ...]) -> _Solved:
    """One part from its claims alone, so that a scenario that changes another part finds this one solved."""
    claims = {one.claim.claim_id: one.claim for one in stated}
    readings = {one.claim.claim_id: compile_claim(one.claim, one.dossier) for one in stated}
    weights = {claim_id: weight(claim) for claim_id, claim in claims.items()}
    plans = {claim_id for claim_id, claim in claims.items() if claim.role in ("target", "goal", "assumption")}
    part, before, after = _solve_part(tuple(claims), plans, readings, weights, claims)
    past = ranges(before)
    sources = {node: witnesses(before[0], node) for node, interval in past.items() if _pinned(interval)}
    return _Solved(part, past, past if after is before else ranges(after), sources)


def forget() -> None:
    """Drop what is kept from earlier networks; it never changes a result, only the time the next one takes."""
    _solved.cache_clear()
    forget_bounds()


def _solve_part(
    ids: tuple[str, ...],
    plans: set[str],
    readings: dict[str, tuple[Reading, ...]],
    weights: dict[str, int],
    claims: Mapping[str, Claim],
) -> tuple[Part, tuple[Fit, ...], tuple[Fit, ...]]:
    """One part after both passes, with the fitting combinations of history alone and of everything."""
    reported = [claim for claim in ids if claim not in plans]
    planned = [claim for claim in ids if claim in plans]
    fits, history, gone = _settle(readings, reported, reported, weights)
    undecided = history is not None and not gone
    before = fits.fits if not undecided else _tied(readings, reported, history)
    kept = [claim for claim in reported if claim not in gone]
    plan_diagnosis: Diagnosis | None = None
    plan_gone: tuple[str, ...] = ()
    after = before
    relaxed = fits.relaxed
    if planned and not undecided:
        both, plan_diagnosis, plan_gone = _settle(readings, [*kept, *planned], planned, weights)
        after = both.fits
        relaxed = relaxed or both.relaxed
        if plan_diagnosis is not None and not plan_gone:
            after = _tied(readings, [*kept, *planned], plan_diagnosis)
    set_aside = tuple(sorted([*gone, *plan_gone]))
    costs = [ReadingCost(fit.readings, fit.graph) for fit in (before or after)]
    if len(costs) > 1:
        costs.sort(key=lambda cost: (_size(cost.swing), cost.readings))
    series = sorted(
        {(claims[one].entity, claims[one].indicator) for one in ids}
        | {(claims[one].entity, claims[one].of) for one in ids if claims[one].of}
    )
    part = Part(
        claims=ids,
        series=tuple(series),
        history=history,
        plans=plan_diagnosis,
        set_aside=set_aside,
        fits=tuple(costs) if not undecided else (),
        alternatives={
            claim: tuple(reading.name for reading in readings[claim])
            for claim in ids
            if len(readings[claim]) > 1
        },
        relaxed=relaxed,
        undecided=undecided,
        graphs=after,
    )
    return part, before, after


def _settle(
    readings: dict[str, tuple[Reading, ...]], claims: list[str], removable: list[str], weights: dict[str, int]
) -> tuple[Fits, Diagnosis | None, tuple[str, ...]]:
    """What holds among some claims, what is wrong if not all do, and what was set aside for it."""
    outcome = search(readings, claims)
    if outcome.fits:
        return outcome, None, ()
    diagnosis = diagnose(readings, claims, removable, weights)
    if diagnosis is None or not diagnosis.proven or len(diagnosis.lightest) != 1:
        return outcome, diagnosis, ()
    gone = diagnosis.lightest[0].claims
    return search(readings, [claim for claim in claims if claim not in gone]), diagnosis, gone


def _tied(
    readings: dict[str, tuple[Reading, ...]], claims: list[str], diagnosis: Diagnosis | None
) -> tuple[Fit, ...]:
    """All that could hold when several repairs are equally light: nothing is given up, so all of them count."""
    if diagnosis is None:
        return ()
    return tuple(
        fit
        for repair in diagnosis.lightest
        for fit in search(readings, [claim for claim in claims if claim not in repair.claims]).fits
    )


def _size(swing: Swing | None) -> float:
    return 0.0 if swing is None else abs(log1p(float(swing.growth)))


def _pinned(interval: Interval) -> bool:
    return (
        interval.lower is not None
        and interval.upper is not None
        and interval.upper <= PINNED * interval.lower
    )


def _observations(
    past: Mapping[Node, Interval],
    sources: Mapping[Node, frozenset[str]],
    claims: Mapping[str, Claim],
    readings: Readings,
    dossier: Dossier,
) -> Iterable[Observation]:
    """Pinned years of history up to `as_of`, with the printed value where one lies inside the range."""
    printed: dict[Node, tuple[float, str]] = {}
    for claim_id, claim in claims.items():
        if (
            claim.kind != "level"
            or claim.role not in ("history", "benchmark")
            or claim.comparator not in ("=", "~")
        ):
            continue
        stated = readings[claim_id][0].bounds[-1]
        left = past.get(stated.end, Interval())
        value = Fraction(claim.value) * conversion(claim.unit, dossier.indicators[claim.indicator].unit)
        if left.meets(stated.ratio) and left.contains(value):
            printed.setdefault(stated.end, (float(value), claim_id))
    for node in sorted(past):
        interval = past[node]
        if (
            not _pinned(interval)
            or interval.lower is None
            or interval.upper is None
            or node.year > dossier.as_of
            or node.basis != dossier.indicators[node.indicator].basis
        ):
            continue
        value, origin = printed.get(node, (float(interval.lower * interval.upper) ** 0.5, ""))
        yield Observation(
            node.entity,
            node.indicator,
            node.year,
            value,
            interval.lower,
            interval.upper,
            "printed" if origin else "implied",
            (origin,) if origin else tuple(sorted(sources.get(node, frozenset()))),
        )


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
    if (
        standing
        and claim_id in part.set_aside
        and all(len(one.lightest) == 1 and one.proven for one in diagnoses)
    ):
        return part.graphs
    readings = compile_readings((dossier.claim(one) for one in others), dossier)
    fits = () if standing else search(readings, others).fits
    return fits or search(readings, kept).fits


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
