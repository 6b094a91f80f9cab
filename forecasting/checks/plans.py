"""Targets and goals as thresholds: exactly what is printed, read as at-least or at-most, each in its own space."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.meaning import GROWTH_KINDS, Space, base_year, is_past_plan, meaning, space_of_levels
from forecasting.network import Observation
from forecasting.reference import class_for
from forecasting.stated import StatedError, conversion, parse_number, power, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forecasting.checks.finding import Label
    from forecasting.claims import Claim, Dossier, Indicator
    from forecasting.network import Network
    from forecasting.reference import ReferenceClass

__all__ = [
    "Plan",
    "Threshold",
    "Total",
    "class_of",
    "plans_of",
    "printed_number",
    "printed_side",
    "threshold_of",
]

#: A printed rate belongs to the level printed beside it when both ask for the same to within this share.
_SAME = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level to reach in a year.

    Attributes:
        level: exactly as printed, in the unit of its plan.
        side: "at_least" or "at_most".
        claim: id it comes from.
        rate_claim: id of the growth claim printed beside it, if any.
        rate: that printed growth a year, as a fraction.
        eased: the nearer end of what "about" leaves, from which the threshold counts as reached; None when exact.
        other: the level under the less usual reading of a multiple, by so much instead of to so much or the reverse.
        price_band: the price changes a year through which a real rate was carried to levels in money; None where it
            stands in its own space.
    """

    year: int
    level: Fraction
    side: str
    claim: str
    rate_claim: str = ""
    rate: Fraction | None = None
    eased: Fraction | None = None
    other: Fraction | None = None
    price_band: tuple[float, float] | None = None

    def met_by(self, level: float) -> bool:
        """Whether a level reaches the threshold, or what "about" leaves of it."""
        wanted = float(self.level if self.eased is None else self.eased)
        return level >= wanted if self.side == "at_least" else level <= wanted


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
    def in_levels(self) -> bool:
        """Whether its numbers are levels in the indicator's unit that grow; no index, and no rate."""
        return self.index_year is None and self.measure != "rate" and bool(self.targets or self.goals)

    def unit(self, indicator: Indicator) -> Label:
        """The unit of its levels, as a sentence takes it."""
        if self.index_year is None:
            return indicator.unit
        return {"en": f"index, {self.index_year} = 100", "zh": f"（指数，{self.index_year}年=100）"}


_CEILING = re.compile(
    r"控制在|以内|不超过|不高于|不突破|within|no more than|at most|below|under|ceiling|cap(?:ped)? at"
)
_FLOOR = re.compile(r"以上|不低于|不少于|至少|at least|or more|above")
_CUT = re.compile(r"降低|下降|减少|降|reduc|cut|lower|fall|declin")


def printed_side(claim: Claim, better: str) -> str:
    """Whether a target is to be reached from below ("at_least") or kept under ("at_most").

    What is printed decides, then the words of the quote, then which side of the indicator is better; a fall of at
    least so much is at most its negative rate.
    """
    falling = claim.value.startswith("-") and bool(_CUT.search(claim.quote))
    if claim.comparator in (">=", ">"):
        return "at_most" if falling and better == "lower" else "at_least"
    if claim.comparator in ("<=", "<"):
        return "at_least" if falling and better == "higher" else "at_most"
    if _CEILING.search(claim.quote) and not _FLOOR.search(claim.quote) and claim.kind == "level":
        return "at_most"
    return "at_most" if better == "lower" else "at_least"


def printed_number(claim: Claim, side: str) -> Fraction:
    """The number a target asks for, in its printed unit: of a range the end that is easier to reach."""
    if claim.comparator == "..":
        low, _, high = claim.value.partition("..")
        return parse_number(low if side == "at_least" else high)
    return parse_number(claim.value)


def eased_number(claim: Claim, side: str, dossier: Dossier) -> Fraction | None:
    """The nearer end of what "about" leaves of a target, in its printed unit; None when it is exact."""
    if claim.comparator != "~":
        return None
    number = printed_number(claim, side)
    slack = abs(number) * dossier.assumptions.about
    return number - slack if side == "at_least" else number + slack


def usual_fold(claim: Claim) -> str:
    """How a multiple of a plan is usually meant where its row does not say: "increase_to" or "increase_by".

    "Double" and "是…的2倍" lead to two times as much, 增长2倍 to three times.
    """
    for part in claim.reading.split("/"):
        if part in ("increase_by", "increase_to"):
            return part
    by = re.search(r"(增长|增加|提高|增)了?\s*[^，。；]{0,4}倍", claim.quote) or re.search(
        r"(?:increas|grow|rise|up)\w*\s+by\b|(?:increas|gr[eo]w|rose)\w*\s+\S+-?fold", claim.quote
    )
    return "increase_by" if by else "increase_to"


def threshold_of(
    claim: Claim,
    dossier: Dossier,
    levels: Mapping[int, Fraction],
    wholes: Mapping[int, Fraction] | None = None,
) -> Threshold | None:
    """The level a claim asks for, None where its base year or its whole is not known.

    Args:
        claim: a target or goal.
        dossier: gives the indicator's unit and better side, and what "about" means.
        levels: the known levels of its series, by year.
        wholes: the levels of the whole a share is of, by year.
    """
    indicator = dossier.indicators[claim.indicator]
    side = printed_side(claim, indicator.better)
    number, eased = printed_number(claim, side), eased_number(claim, side, dossier)
    level = _level(claim, dossier, number, levels, wholes or {})
    if level is None:
        return None
    least = None if eased is None else _level(claim, dossier, eased, levels, wholes or {})
    return Threshold(
        claim.end, level, side, claim.claim_id, eased=least, other=_other(claim, dossier, number, levels)
    )


def _level(
    claim: Claim,
    dossier: Dossier,
    number: Fraction,
    levels: Mapping[int, Fraction],
    wholes: Mapping[int, Fraction],
) -> Fraction | None:
    indicator = dossier.indicators[claim.indicator]
    if claim.kind == "level":
        return number * conversion(claim.unit, indicator.unit)
    if claim.kind == "share":
        return _part(claim, dossier, number, wholes.get(claim.end))
    start = base_year(claim, dossier)
    if claim.kind in ("change", "points"):
        start = claim.end - 1 if start is None else start
    base = levels.get(start) if start is not None else None
    if base is None or start is None:
        return None
    if claim.kind in ("change", "points"):
        here, there = unit(claim.unit), unit(indicator.unit)
        scale = here.factor / there.factor if here is not None and there is not None else Fraction(1)
        return base + number * scale
    if claim.kind in ("multiple", "recurring_multiple"):
        return _folded(claim, number, base, claim.end - start)
    if claim.kind not in GROWTH_KINDS:
        return None
    growth = 1 + number * conversion(claim.unit, "%") / 100
    if growth <= 0:
        return None
    return base * growth ** (claim.end - start if claim.kind != "growth" else 1)


def _other(
    claim: Claim, dossier: Dossier, number: Fraction, levels: Mapping[int, Fraction]
) -> Fraction | None:
    """The level under the less usual reading of a multiple; None where only one reading is meant."""
    printed = unit(claim.unit)
    if claim.kind != "multiple" or (printed is not None and printed.family == "doublings"):
        return None
    if any(part in ("increase_by", "increase_to") for part in claim.reading.split("/")):
        return None
    turned = "increase_to" if usual_fold(claim) == "increase_by" else "increase_by"
    return _level(replace(claim, reading=turned), dossier, number, levels, {})


def _part(claim: Claim, dossier: Dossier, share: Fraction, whole: Fraction | None) -> Fraction | None:
    """A share of a whole that is known or planned, in the unit of the part."""
    try:
        factor = conversion(dossier.indicators[claim.of].unit, dossier.indicators[claim.indicator].unit)
    except StatedError:
        return None
    return None if whole is None else whole * factor * share * conversion(claim.unit, "%") / 100


def _folded(claim: Claim, number: Fraction, base: Fraction, years: int) -> Fraction:
    printed = unit(claim.unit)
    doublings = printed is not None and printed.family == "doublings"
    fold = power(Fraction(2), number, up=True) if doublings else number
    if claim.kind == "multiple" and not doublings and usual_fold(claim) == "increase_by":
        fold += 1
    steps = Fraction(years, claim.every or 1) if claim.kind == "recurring_multiple" else Fraction(1)
    return base * power(fold, steps, up=True)


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
        _plan(dossier, network, name, space, seen, mine, planned)
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
        one
        for one in (*network.history, *network.indices)
        if (one.entity, one.indicator) == (dossier.entity, name) and one.year <= dossier.as_of
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
        for one in claims
        if one.kind in GROWTH_KINDS
        and (year := base_year(one, dossier)) is not None
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


def _plan(
    dossier: Dossier,
    network: Network,
    name: str,
    space: Space,
    seen: tuple[Observation, ...],
    claims: list[Claim],
    planned: Mapping[tuple[str, Space], list[Claim]],
) -> Plan:
    levels = {one.year: Fraction(one.level).limit_denominator(10**9) for one in seen}
    found: dict[str, list[Threshold]] = {"target": [], "goal": []}
    unplaced: list[str] = []
    totals = [one for claim in claims if (one := _total(claim, dossier)) is not None]
    for claim in claims:
        carried = meaning(claim, dossier).space.basis != space.basis
        wholes = _wholes(dossier, network, claim.of, planned) if claim.kind == "share" else {}
        threshold = threshold_of(claim, dossier, levels, wholes)
        rate = None
        if claim.kind in GROWTH_KINDS and claim.comparator in ("=", "~", ">=", ">"):
            rate = printed_number(claim, "at_least") * conversion(claim.unit, "%") / 100
        if threshold is not None and carried:
            threshold, rate = _through_prices(threshold, claim, dossier), None
        beside = _beside(found[claim.role], claim, threshold, dossier)
        if beside is not None:
            if rate is not None and not beside.rate_claim:
                place = found[claim.role].index(beside)
                found[claim.role][place] = replace(beside, rate_claim=claim.claim_id, rate=rate)
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
    measure = dossier.indicators[name].measure
    return Plan(
        dossier.entity,
        name,
        seen,
        _ordered(found["target"]),
        _ordered(found["goal"]),
        space,
        measure,
        index_year,
        tuple(sorted(totals, key=lambda one: (one.year, one.start, one.claim))) if index_year is None else (),
        tuple(unplaced),
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
    for one in known:
        other = dossier.claim(one.claim)
        if one.year != claim.end or other.kind in GROWTH_KINDS:
            continue
        near = threshold is None or abs(threshold.level / one.level - 1) <= _SAME
        if near or other.quote == claim.quote:
            return one
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


def _wholes(
    dossier: Dossier, network: Network, whole: str, planned: Mapping[tuple[str, Space], list[Claim]]
) -> dict[int, Fraction]:
    """Known and planned levels of a whole, by year."""
    indicator = dossier.indicators[whole]
    space = space_of_levels(indicator)
    seen = _observations(dossier, network, whole, space)
    levels = {
        one.year: Fraction(one.level).limit_denominator(10**9) for one in seen if one.index_year is None
    }
    for claim in planned.get((whole, space), ()):
        threshold = threshold_of(claim, dossier, levels) if claim.kind != "share" else None
        if threshold is not None:
            levels.setdefault(threshold.year, threshold.level)
    return levels
