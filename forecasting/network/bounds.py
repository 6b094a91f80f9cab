"""Claims become bounds: `lower <= level(b) / level(a) <= upper`, every reading of a phrase on its own.

A level is a ratio to the unit, so every claim of this kind is a difference constraint in logs (Dechter, Meiri &
Pearl 1991). All ends are exact fractions; irrational powers are rounded outward, so a conflict is never false.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from math import inf, log
from typing import TYPE_CHECKING, NamedTuple

from forecasting.meaning import (
    base_year,
    basis_used,
    fold_interval,
    level_interval,
    positive,
    raised,
    rate_interval,
)
from forecasting.stated import Interval, conversion, parse_number, unit

if TYPE_CHECKING:
    from forecasting.claims import Claim, Dossier

__all__ = [
    "UNIT",
    "WEIGHTS",
    "Bound",
    "Node",
    "Reading",
    "Stated",
    "compile_claim",
    "forget_bounds",
    "stated_in",
    "weight",
]

#: How much a claim is trusted when claims contradict each other: the lightest repair is set aside.
WEIGHTS = {
    "level": 5,
    "growth": 3,
    "growth_each_year": 3,
    "average_growth": 3,
    "share": 3,
    "multiple": 2,
    "recurring_multiple": 1,
}
_HEDGED = 1
#: Most claims whose bounds are kept for the next assessment.
_KEPT = 8192


class Node(NamedTuple):
    """One unknown level: whose, of what, on which price basis, in which year."""

    entity: str
    indicator: str
    basis: str
    year: int


#: The node every level is a ratio to.
UNIT = Node("", "", "", 0)


#: Two levels, and the bound on the second over the first: value, minus one where strict, claim, log of the value.
Side = tuple[tuple[Node, Node], tuple[Fraction, int, str, float]]


@dataclass(frozen=True)
class Bound:
    """`lower <= level(end) / level(start) <= upper`, and the claim that says so."""

    start: Node
    end: Node
    ratio: Interval
    claim: str

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Its ends as one-sided bounds: the upper one from start to end, the inverse of the lower one back."""
        low, high = self.ratio.lower, self.ratio.upper
        found: list[Side] = []
        if high is not None:
            strict = -1 if self.ratio.upper_open else 0
            found.append(((self.start, self.end), (high, strict, self.claim, log_of(high))))
        if low is not None and low > 0:
            strict = -1 if self.ratio.lower_open else 0
            found.append(((self.end, self.start), (1 / low, strict, self.claim, log_of(1 / low))))
        return tuple(found)


def log_of(weight: Fraction) -> float:
    """Logarithm of a weight of any size, minus infinity for zero."""
    return log(weight.numerator) - log(weight.denominator) if weight > 0 else -inf


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a claim: a name ("" when there is only one) and the bounds it stands for."""

    name: str
    bounds: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim in its dossier, equal to another exactly when both mean the same bounds.

    So a result that follows from some claims alone can be kept and found again under a scenario that changes others.

    Attributes:
        key: the claim, and all of the dossier that its bounds depend on.
        digest: hash of the key, worked out once.
    """

    key: tuple[object, ...]
    digest: int
    claim: Claim = field(compare=False)
    dossier: Dossier = field(compare=False, repr=False)

    def __hash__(self) -> int:
        """The hash of the key."""
        return self.digest


def stated_in(claim: Claim, dossier: Dossier) -> Stated:
    """A claim with what its bounds depend on: units, bases and sides of its indicators, founding, assumptions."""
    indicator, whole = dossier.indicators[claim.indicator], dossier.indicators.get(claim.of)
    assumed = dossier.assumptions
    crossing = str(claim.start).startswith("crossing:")
    key = (
        claim,
        (indicator.unit, indicator.basis, indicator.growth_basis, indicator.better),
        (whole.unit, whole.basis) if whole is not None else None,
        (dossier.founded, assumed.deflator, assumed.about),
        _earliest(claim, dossier) if crossing and dossier.founded is None else None,
    )
    return Stated(key, hash(key), claim, dossier)


def weight(claim: Claim) -> int:
    """Weight of a claim in a repair: hedged claims ("about", slogans) give way first."""
    return _HEDGED if claim.comparator == "~" else WEIGHTS[claim.kind]


def _worse_side(claim: Claim, ratio: Interval, dossier: Dossier) -> Interval:
    """A goal printed plainly binds only from its worse side: reaching more is no contradiction."""
    if claim.role != "goal" or claim.comparator != "=":
        return ratio
    if dossier.indicators[claim.indicator].better == "higher":
        return Interval(ratio.lower, None, lower_open=ratio.lower_open)
    return Interval(None, ratio.upper, upper_open=ratio.upper_open)


def compile_claim(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> tuple[Reading, ...]:
    """All readings of a claim as bounds.

    Args:
        claim: a claim of a loaded dossier.
        dossier: gives indicators, founding year, deflator and `about`.
        stretch: factor on the half-width of every two-sided printed interval (1 as printed).

    Returns:
        One reading for a claim that means one thing; several, named, for an ambiguous phrase. A goal printed with
        `=` is bounded only from its worse side.
    """
    return _compiled(stated_in(claim, dossier), stretch)


def forget_bounds() -> None:
    """Drop the compiled claims that are kept for the next assessment."""
    _compiled.cache_clear()


@lru_cache(maxsize=_KEPT)
def _compiled(stated: Stated, stretch: Fraction) -> tuple[Reading, ...]:
    claim, dossier = stated.claim, stated.dossier
    basis = basis_used(claim, dossier)
    place = (claim.entity, claim.indicator, basis)

    def between(start: int, end: int, ratio: Interval) -> list[Bound]:
        ratio = _worse_side(claim, ratio, dossier)
        return [
            Bound(Node(*place, start), Node(*place, end), ratio, claim.claim_id),
            *_through_deflator(claim, dossier, basis, start, end, ratio),
        ]

    if claim.kind == "level":
        interval = _worse_side(claim, level_interval(claim, dossier, stretch), dossier)
        first = claim.start if isinstance(claim.start, int) else claim.end
        if claim.start == "founding" and dossier.founded is not None:
            first = dossier.founded
        bounds = [
            Bound(UNIT, Node(*place, year), interval, claim.claim_id) for year in range(first, claim.end + 1)
        ]
        return (Reading("truncated" if claim.reading == "truncated" else "", tuple(bounds)),)
    if claim.kind == "share":
        whole = dossier.indicators[claim.of]
        factor = conversion(whole.unit, dossier.indicators[claim.indicator].unit)
        ratio = positive(rate_interval(claim, dossier, stretch)).times(factor)
        base = Node(claim.entity, claim.of, whole.basis, claim.end)
        return (Reading("", (Bound(base, Node(*place, claim.end), ratio, claim.claim_id),)),)
    if claim.kind == "recurring_multiple":
        return _recurring(claim, dossier, stretch)
    readings = []
    for name, start, extra in _starts(claim, dossier):
        for fold_name, ratio in _ratios(claim, dossier, claim.end - start, stretch):
            if claim.kind == "growth_each_year":
                bounds = [
                    bound for year in range(start, claim.end) for bound in between(year, year + 1, ratio)
                ]
            else:
                bounds = between(start, claim.end, ratio)
            label = "/".join(part for part in (name, fold_name) if part)
            readings.append(Reading(label, (*extra, *bounds)))
    return tuple(readings)


def _ratios(claim: Claim, dossier: Dossier, years: int, stretch: Fraction) -> list[tuple[str, Interval]]:
    """The ratio a growth claim or multiple states, one entry a reading."""
    if claim.kind == "multiple":
        fold = fold_interval(claim, dossier, stretch)
        printed = unit(claim.unit)
        if printed is not None and printed.family == "doublings":
            return [("", positive(fold))]
        both = {"increase_by": positive(fold.plus(Fraction(1))), "increase_to": positive(fold)}
        chosen = [part for part in claim.reading.split("/") if part in both]
        return [(name, ratio) for name, ratio in both.items() if not chosen or name in chosen]
    ratio = positive(rate_interval(claim, dossier, stretch).plus(Fraction(1)))
    return [("", raised(ratio, Fraction(years)) if claim.kind == "average_growth" else ratio)]


def _starts(claim: Claim, dossier: Dossier) -> list[tuple[str, int, tuple[Bound, ...]]]:
    """The base year of a claim; for "crossing:X" each year the level may first have reached X, and what that says."""
    known_start = base_year(claim, dossier)
    if known_start is not None:
        return [("", known_start, ())]
    if not str(claim.start).startswith("crossing:"):
        return []
    threshold = parse_number(str(claim.start).removeprefix("crossing:"))
    place = (claim.entity, claim.indicator, dossier.indicators[claim.indicator].basis)
    first = dossier.founded if dossier.founded is not None else _earliest(claim, dossier)
    wanted = [part for part in claim.reading.split("/") if part.startswith("crossing:")]
    years = [int(part.removeprefix("crossing:")) for part in wanted] or range(first, claim.end)
    found: list[tuple[str, int, tuple[Bound, ...]]] = []
    for year in years:
        reached = Bound(UNIT, Node(*place, year), Interval(threshold, None), claim.claim_id)
        below = [
            Bound(UNIT, Node(*place, before), Interval(None, threshold, upper_open=True), claim.claim_id)
            for before in range(min(first, year - 1), year)
        ]
        found.append((f"crossing:{year}", year, (reached, *below)))
    return found


def _earliest(claim: Claim, dossier: Dossier) -> int:
    """The first year any claim speaks of the same series."""
    same = [one for one in dossier.claims if (one.entity, one.indicator) == (claim.entity, claim.indicator)]
    return min([one.end for one in same] + [one.start for one in same if isinstance(one.start, int)])


def _recurring(claim: Claim, dossier: Dossier, stretch: Fraction) -> tuple[Reading, ...]:
    """`x value` every `every` years: over all windows, or on average over the span."""
    basis = basis_used(claim, dossier)
    place = (claim.entity, claim.indicator, basis)
    every = claim.every or 1
    fold = positive(fold_interval(claim, dossier, stretch))
    chosen = [part for part in claim.reading.split("/") if part in ("every_window", "average")]
    readings = []
    for name, start, extra in _starts(claim, dossier):
        windows = [(year, year + every, fold) for year in range(start, claim.end - every + 1)]
        average = [(start, claim.end, raised(fold, Fraction(claim.end - start, every)))]
        options = {"every_window": windows, "average": average}
        # A span of one window or less says the same either way.
        names = chosen or (list(options) if len(windows) > 1 else ["average"])
        for window in names:
            pairs = options[window]
            bounds = [
                bound
                for first, last, ratio in pairs
                for bound in (
                    Bound(Node(*place, first), Node(*place, last), ratio, claim.claim_id),
                    *_through_deflator(claim, dossier, basis, first, last, ratio),
                )
            ]
            readings.append(Reading("/".join(part for part in (name, window) if part), (*extra, *bounds)))
    return tuple(readings)


def _through_deflator(
    claim: Claim, dossier: Dossier, basis: str, start: int, end: int, ratio: Interval
) -> list[Bound]:
    """What real growth says of nominal levels (or the reverse) through the assumed band of price change."""
    levels = dossier.indicators[claim.indicator].basis
    deflator = dossier.assumptions.deflator
    if basis == levels or deflator is None or {basis, levels} != {"real", "nominal"}:
        return []
    prices = raised(Interval(1 + deflator[0], 1 + deflator[1]), Fraction(end - start))
    if levels == "real":
        moved = ratio.over(prices)
    else:
        moved = Interval(
            None if ratio.lower is None or prices.lower is None else ratio.lower * prices.lower,
            None if ratio.upper is None or prices.upper is None else ratio.upper * prices.upper,
            ratio.lower_open,
            ratio.upper_open,
        )
    place = (claim.entity, claim.indicator, levels)
    return [Bound(Node(*place, start), Node(*place, end), moved, claim.claim_id)]
