"""Targets and goals as thresholds: exactly what is printed, read as at-least or at-most, each in its own space."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import GROWTH_KINDS, Space, base_year, is_past_plan, meaning, space_of_levels
from forecasting.judge.checks.printed_rates import with_rate
from forecasting.judge.checks.thresholds import Threshold, printed_number, printed_side, threshold_of
from forecasting.models.reference import class_for
from forecasting.network import Observation
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forecasting.dossier import Claim, Dossier, Indicator
    from forecasting.judge.checks.finding import Label
    from forecasting.models.reference import ReferenceClass
    from forecasting.network import Network

__all__ = [
    "Plan",
    "Total",
    "class_of",
    "plans_of",
]

#: A printed rate belongs to the level printed beside it when both ask for the same to within this share.
_SAME = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over years, or their mean, to reach by the last of them.

    Attributes:
        start, year: first and last year of the sum.
        level: of the sum or mean, in the unit of its plan.
        mean: whether it is the mean level of those years.
        side: "at_least" or "at_most".
        claim: id it comes from.
    """

    start: int
    year: int
    level: Fraction
    mean: bool
    side: str
    claim: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One indicator's history, annual targets and goals in one space.

    Attributes:
        observations: pinned history in year order; its last year is the base.
        targets: annual targets after `as_of`, in year order; of several in one year the strictest last.
        goals: long-run goals, likewise.
        space: what its numbers are comparable with.
        measure: of the indicator.
        index_year: the year in which its levels are 100, where only growth is known.
        totals: sums and means over years, in the order of their last year.
        unplaced: ids of targets and goals that nothing on record in their space can be held against.
    """

    entity: str
    indicator: str
    observations: tuple[Observation, ...]
    targets: tuple[Threshold, ...]
    goals: tuple[Threshold, ...]
    space: Space
    measure: str = "amount"
    index_year: int | None = None
    totals: tuple[Total, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def base(self) -> Observation | None:
        """The latest observation."""
        return self.observations[-1] if self.observations else None

    @property
    def goal(self) -> Threshold | None:
        """The last goal, of several the strictest."""
        return self.goals[-1] if self.goals else None

    @property
    def rates(self) -> tuple[Threshold, ...]:
        """What growth printed beside a level asks for where it is something else: it has odds and moves no path."""
        return tuple(one.apart for one in (*self.targets, *self.goals) if one.apart is not None)

    @property
    def in_levels(self) -> bool:
        """Whether its numbers are levels in the indicator's unit that grow; no index, and no rate."""
        return self.index_year is None and self.measure != "rate" and bool(self.targets or self.goals)

    def unit(self, indicator: Indicator) -> Label:
        """The unit of its levels, as a sentence takes it."""
        if self.index_year is None:
            return indicator.unit
        return {"en": f"index, {self.index_year} = 100", "zh": f"（指数，{self.index_year}年=100）"}


def class_of(dossier: Dossier, plan: Plan) -> ReferenceClass | None:
    """The class a plan is held to, as known at the dossier's date; None where none is named or fits.

    Real growth is held to a class of real growth. A rate that is better low is held to the class turned round, since
    classes of rates hold changes towards the better side.
    """
    indicator = dossier.indicators[plan.indicator]
    if not indicator.reference_class:
        return None
    found = class_for(indicator.reference_class, dossier.as_of, plan.measure, plan.space.basis)
    if found is not None and plan.measure == "rate" and indicator.better == "lower":
        return replace(found, growth=-found.growth)
    return found


def plans_of(dossier: Dossier, network: Network) -> tuple[Plan, ...]:
    """The plans of the dossier's own entity, in the order of its indicators, those in levels first.

    A threshold lives in its space: a real target is held against real growth, a rate in points. Several numbers of one
    year are several thresholds. A growth claim printed beside a level is kept with it as the printed rate, and stands
    for a level of its own only where none is printed or it asks for something else.
    """
    planned: dict[tuple[str, Space], list[Claim]] = {}
    for claim in sorted(dossier.claims, key=lambda one: (one.end, one.kind != "level", one.claim_id)):
        if (
            claim.entity != dossier.entity
            or claim.role not in ("target", "goal")
            or is_past_plan(claim, dossier)
        ):
            continue
        planned.setdefault((claim.indicator, _space(claim, dossier, network)), []).append(claim)
    plans = [
        _plan(_Place(dossier, network, name, space, planned), seen, mine)
        for name in dossier.indicators
        for (indicator, space), claims in sorted(planned.items())
        if indicator == name
        for seen, mine in _by_record(dossier, network, name, space, claims)
    ]
    order = {name: place for place, name in enumerate(dossier.indicators)}
    return tuple(sorted(plans, key=lambda one: (order[one.indicator], not one.in_levels, one.space)))


def _space(claim: Claim, dossier: Dossier, network: Network) -> Space:
    """The space a threshold is held in: its own, unless only levels of another price basis are known."""
    own = meaning(claim, dossier).space._replace(vintage=0)
    levels = space_of_levels(dossier.indicators[claim.indicator], own.scope, own.period)
    if own.basis == levels.basis or dossier.assumptions.deflator is None:
        return own
    known = {one.space for one in _seen(dossier, network, claim.indicator)}
    return levels if own not in known and levels in known else own


def _seen(dossier: Dossier, network: Network, name: str) -> list[Observation]:
    return [
        level
        for level in (*network.history, *network.indices)
        if (level.entity, level.indicator) == (dossier.entity, name) and level.year <= dossier.as_of
    ]


def _observations(dossier: Dossier, network: Network, name: str, space: Space) -> tuple[Observation, ...]:
    """The record in one space: levels where there are any, else an index."""
    here = [one for one in _seen(dossier, network, name) if one.space == space]
    levels = tuple(one for one in here if one.index_year is None)
    if levels:
        return levels
    first = min((one.index_year for one in here if one.index_year is not None), default=None)
    return tuple(one for one in here if one.index_year == first)


def _started(dossier: Dossier, name: str, space: Space, claims: Sequence[Claim]) -> tuple[Observation, ...]:
    """The year that growth targets count from as 100, where nothing of the record is known and a class judges alone.

    A class is all that growth without a record can be held to, so without one there is nothing to start.
    """
    if not dossier.indicators[name].reference_class or dossier.indicators[name].measure == "rate":
        return ()
    starts = [
        year
        for claim in claims
        if claim.kind in GROWTH_KINDS
        and (year := base_year(claim, dossier)) is not None
        and year <= dossier.as_of
    ]
    if not starts:
        return ()
    year, hundred = max(starts), Fraction(100)
    return (Observation(dossier.entity, name, year, 100.0, hundred, hundred, "implied", (), space, year),)


#: What a target may be that counts from growth alone, without a level in its unit.
_RELATIVE = (*GROWTH_KINDS, "multiple", "recurring_multiple")


def _by_record(
    dossier: Dossier, network: Network, name: str, space: Space, claims: list[Claim]
) -> Iterator[tuple[tuple[Observation, ...], list[Claim]]]:
    """The record of one space with the claims that can be held against it: a level in its unit never meets an index."""
    seen = _observations(dossier, network, name, space) or _started(dossier, name, space, claims)
    if not seen or seen[0].index_year is None:
        yield seen, claims
        return
    for record, relative in (((), False), (seen, True)):
        mine = [one for one in claims if (one.kind in _RELATIVE) == relative]
        if mine:
            yield record, mine


@dataclass(frozen=True, slots=True)
class _Place:
    """One indicator in one space, with all that is planned of any: shares need the plans of their wholes."""

    dossier: Dossier
    network: Network
    name: str
    space: Space
    planned: Mapping[tuple[str, Space], list[Claim]]


def _plan(place: _Place, seen: tuple[Observation, ...], claims: list[Claim]) -> Plan:
    """The plan of some claims that are held against one record."""
    dossier = place.dossier
    levels = {one.year: Fraction(one.level).limit_denominator(10**9) for one in seen}
    found: dict[str, list[Threshold]] = {"target": [], "goal": []}
    unplaced: list[str] = []
    totals = [one for claim in claims if (one := _total(claim, dossier)) is not None]
    for claim in claims:
        carried = meaning(claim, dossier).space.basis != place.space.basis
        wholes = _wholes(place, claim.of) if claim.kind == "share" else {}
        threshold = threshold_of(claim, dossier, levels, wholes)
        rate = None
        if claim.kind in GROWTH_KINDS and claim.comparator in ("=", "~", ">=", ">"):
            rate = printed_number(claim, "at_least") * conversion(claim.unit, "%") / 100
        if threshold is not None and carried:
            threshold, rate = _through_prices(threshold, claim, dossier), None
        beside = _beside(found[claim.role], claim, threshold, dossier)
        if beside is not None:
            if rate is not None and not beside.rate_claim:
                at = found[claim.role].index(beside)
                rated = replace(beside, rate_claim=claim.claim_id, rate=rate)
                found[claim.role][at] = with_rate(rated, threshold, dossier, seen, levels)
            continue
        if threshold is None:
            if claim.kind not in ("total", "period_average"):
                unplaced.append(claim.claim_id)
            continue
        if rate is not None:
            threshold = replace(threshold, rate_claim=claim.claim_id, rate=rate)
        found[claim.role].append(threshold)
        levels.setdefault(claim.end, threshold.level)
    index_year = seen[0].index_year if seen else None
    totals.sort(key=lambda one: (one.year, one.start, one.claim))
    return Plan(
        entity=dossier.entity,
        indicator=place.name,
        observations=seen,
        targets=_ordered(found["target"]),
        goals=_ordered(found["goal"]),
        space=place.space,
        measure=dossier.indicators[place.name].measure,
        index_year=index_year,
        totals=tuple(totals) if index_year is None else (),
        unplaced=tuple(unplaced),
    )


def _total(claim: Claim, dossier: Dossier) -> Total | None:
    """A sum or mean over years, None where the claim is neither or does not say from when."""
    if claim.kind not in ("total", "period_average") or not isinstance(claim.start, int):
        return None
    indicator = dossier.indicators[claim.indicator]
    side = printed_side(claim, indicator.better)
    level = printed_number(claim, side) * conversion(claim.unit, indicator.unit)
    return Total(claim.start, claim.end, level, claim.kind == "period_average", side, claim.claim_id)


def _beside(
    known: Iterable[Threshold], claim: Claim, threshold: Threshold | None, dossier: Dossier
) -> Threshold | None:
    """The threshold that a growth claim is the printed rate of: one sentence, or the same level nearly."""
    if claim.kind not in GROWTH_KINDS:
        return None
    for target in known:
        other = dossier.claim(target.claim)
        if target.year != claim.end or other.kind in GROWTH_KINDS:
            continue
        near = threshold is None or abs(threshold.level / target.level - 1) <= _SAME
        if near or other.quote == claim.quote:
            return target
    return None


def _ordered(thresholds: Iterable[Threshold]) -> tuple[Threshold, ...]:
    """By year, and within one from the laxer to the stricter."""
    return tuple(
        sorted(
            thresholds,
            key=lambda one: (one.year, one.level if one.side == "at_least" else -one.level, one.claim),
        )
    )


def _through_prices(threshold: Threshold, claim: Claim, dossier: Dossier) -> Threshold:
    """A real rate carried to levels in money by the middle of the assumed price changes."""
    low, high = dossier.assumptions.price_change(claim.end, claim.entity)
    start = base_year(claim, dossier)
    years = claim.end - (start if start is not None else claim.end)
    prices = (1 + (low + high) / 2) ** years
    eased = None if threshold.eased is None else threshold.eased * prices
    return replace(
        threshold, level=threshold.level * prices, eased=eased, price_band=(float(low), float(high))
    )


def _wholes(place: _Place, whole: str) -> dict[int, Fraction]:
    """Known and planned levels of a whole, by year."""
    dossier = place.dossier
    space = space_of_levels(dossier.indicators[whole])
    seen = _observations(dossier, place.network, whole, space)
    levels = {
        one.year: Fraction(one.level).limit_denominator(10**9) for one in seen if one.index_year is None
    }
    for claim in place.planned.get((whole, space), ()):
        threshold = threshold_of(claim, dossier, levels) if claim.kind != "share" else None
        if threshold is not None:
            levels.setdefault(threshold.year, threshold.level)
    return levels
