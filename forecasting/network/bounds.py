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

from forecasting.dossier.governing import currency_or_coverage_word, scope_word
from forecasting.dossier.meaning import (
    GROWTH_KINDS,
    Space,
    base_year,
    is_past_plan,
    meaning,
    positive,
    printed_interval,
    raised,
)
from forecasting.network.bridges import AS_PRINTED, FREEING, as_it_may_be_meant, excuses
from forecasting.network.digits import cuts_digits
from forecasting.numbers.stated import Interval, conversion, parse_number, unit

if TYPE_CHECKING:
    from forecasting.dossier import Claim, Dossier

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
    """One unknown level: whose, of what, in which space, in which year."""

    entity: str
    indicator: str
    space: Space
    year: int

    @property
    def basis(self) -> str:
        """Its price basis."""
        return self.space.basis


#: The node every level is a ratio to.
UNIT = Node("", "", Space(""), 0)


#: A bound on the end over the start, or backwards: which, its value, minus one where strict, log of the value.
Side = tuple[bool, Fraction, int, float]


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
            found.append((False, high, strict, log_of(high)))
        if low is not None and low.numerator > 0:
            strict = -1 if self.ratio.lower_open else 0
            found.append((True, 1 / low, strict, -log_of(low)))
        return tuple(found)


def log_of(weight: Fraction) -> float:
    """Logarithm of a weight of any size, minus infinity for zero."""
    above = weight.numerator
    return log(above) - log(weight.denominator) if above > 0 else -inf


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
    """A claim with what its bounds depend on: its space, units and sides of its indicators, founding, assumptions."""
    known: dict[str, Stated] = dossier.memo.setdefault("stated", {})
    found = known.get(claim.claim_id)
    if found is None or found.claim is not claim:
        found = _stated_in(claim, dossier)
        if dossier.by_id.get(claim.claim_id) is claim:
            known[claim.claim_id] = found
    return found


def _stated_in(claim: Claim, dossier: Dossier) -> Stated:
    indicator, whole = dossier.indicators[claim.indicator], dossier.indicators.get(claim.of)
    crossing = str(claim.start).startswith("crossing:")
    key = (
        claim,
        (indicator.unit, indicator.basis, indicator.measure, indicator.better),
        (whole.unit, whole.basis) if whole is not None else None,
        (dossier.founded, dossier.assumptions.about),
        _earliest(claim, dossier) if crossing and dossier.founded is None else None,
        (meaning(claim, dossier), indicator.convention, indicator.levels_comparable),
        _has_rival(claim, dossier),
        (cuts_digits(dossier), dossier.reviewed, is_past_plan(claim, dossier)),
    )
    return Stated(key, hash(key), claim, dossier)


def weight(claim: Claim) -> int:
    """Weight of a claim in a repair: hedged claims ("about", slogans) give way first."""
    return _HEDGED if claim.comparator == "~" else WEIGHTS[claim.kind]


def _worse_side(claim: Claim, ratio: Interval, dossier: Dossier) -> Interval:
    """A goal printed plainly binds only from its worse side: reaching more is no contradiction.

    So do several targets of one year: a floor to be ensured and a level to be striven for.
    """
    if claim.comparator not in ("=", "~") or not (claim.role == "goal" or _has_rival(claim, dossier)):
        return ratio
    if dossier.indicators[claim.indicator].better == "higher":
        return Interval(ratio.lower, None, lower_open=ratio.lower_open)
    return Interval(None, ratio.upper, upper_open=ratio.upper_open)


def _has_rival(claim: Claim, dossier: Dossier) -> bool:
    """Whether another number is set for the same year of the same thing."""
    return claim.role == "target" and any(
        one.role == "target"
        and one.claim_id != claim.claim_id
        and (one.entity, one.indicator, one.kind, one.scope, one.period, one.end)
        == (claim.entity, claim.indicator, claim.kind, claim.scope, claim.period, claim.end)
        for one in dossier.claims
    )


def compile_claim(
    claim: Claim,
    dossier: Dossier,
    stretch: Fraction = Fraction(1),
    lenient: frozenset[str] = AS_PRINTED,
) -> tuple[Reading, ...]:
    """All readings of a claim as bounds.

    Args:
        claim: a claim of a loaded dossier.
        dossier: gives indicators, founding year and `about`.
        stretch: factor on the half-width of every rounded or hedged number (1 as printed).
        lenient: what else the claim may honestly mean, some of `bridges.EXCUSES`.

    Returns:
        One reading for a claim that means one thing; several, named, for an ambiguous phrase; one without bounds for
        a claim that no level can test. A goal printed with `=` is bounded only from its worse side.
    """
    return _compiled(
        stated_in(claim, dossier), stretch, excuses(claim, dossier, lenient) if lenient else lenient
    )


def forget_bounds() -> None:
    """Drop the compiled claims that are kept for the next assessment."""
    _compiled.cache_clear()


@lru_cache(maxsize=_KEPT)
def _compiled(stated: Stated, stretch: Fraction, lenient: frozenset[str]) -> tuple[Reading, ...]:
    claim, dossier = stated.claim, stated.dossier
    if not _is_bound(claim, dossier):
        return (Reading("", ()),)
    if lenient & FREEING:
        # The year in which a level was reached is a level, whatever the growth since is reckoned on.
        place = (claim.entity, claim.indicator, _space(claim, dossier, lenient))
        starts = _starts(claim, dossier, place) if str(claim.start).startswith("crossing:") else []
        return tuple(Reading(name, extra) for name, _, extra in starts) or (Reading("", ()),)
    said = as_it_may_be_meant(claim, dossier, stretch, lenient)
    place = (claim.entity, claim.indicator, _space(claim, dossier, lenient))

    def between(start: int, end: int, ratio: Interval) -> list[Bound]:
        return [
            Bound(Node(*place, start), Node(*place, end), _worse_side(claim, ratio, dossier), claim.claim_id)
        ]

    if claim.kind == "level":
        interval = _worse_side(claim, said, dossier)
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
        ratio = positive(said).times(factor)
        space = place[2]._replace(basis=whole.basis)
        base = Node(claim.entity, claim.of, space, claim.end)
        return (Reading("", (Bound(base, Node(*place, claim.end), ratio, claim.claim_id),)),)
    if claim.kind == "recurring_multiple":
        return _recurring(claim, dossier, said, place)
    readings = []
    for name, start, extra in _starts(claim, dossier, place):
        for fold_name, ratio in _ratios(claim, claim.end - start, said):
            if claim.kind == "growth_each_year":
                bounds = [
                    bound for year in range(start, claim.end) for bound in between(year, year + 1, ratio)
                ]
            else:
                bounds = between(start, claim.end, ratio)
            label = "/".join(part for part in (name, fold_name) if part)
            readings.append(Reading(label, (*extra, *bounds)))
    return tuple(readings)


def _is_bound(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim bounds a level or a ratio of two.

    Changes and totals do not, nor do rates that may be zero and growth whose quote names another scope.
    """
    if claim.kind not in WEIGHTS:
        return False
    if (
        claim.kind in GROWTH_KINDS
        and not claim.scope
        and (scope_word(claim) or currency_or_coverage_word(claim))
    ):
        # Its quote says that it is reckoned on another scope than the levels.
        return False
    if claim.kind == "level" and dossier.indicators[claim.indicator].measure == "rate":
        lower = printed_interval(claim, dossier).lower
        return lower is not None and lower > 0
    return True


def _space(claim: Claim, dossier: Dossier, lenient: frozenset[str]) -> Space:
    """The space its levels stand in; vintages are told apart only where a revision may be meant."""
    space = meaning(claim, dossier).space
    return space if "revision" in lenient else space._replace(vintage=0)


def _ratios(claim: Claim, years: int, said: Interval) -> list[tuple[str, Interval]]:
    """The ratio a growth claim or multiple states, one entry a reading."""
    if claim.kind == "multiple":
        printed = unit(claim.unit)
        if printed is not None and printed.family == "doublings":
            return [("", positive(said))]
        both = {"increase_by": positive(said.plus(Fraction(1))), "increase_to": positive(said)}
        chosen = [part for part in claim.reading.split("/") if part in both]
        return [(name, ratio) for name, ratio in both.items() if not chosen or name in chosen]
    ratio = positive(said.plus(Fraction(1)))
    return [("", raised(ratio, Fraction(years)) if claim.kind == "average_growth" else ratio)]


def _starts(
    claim: Claim, dossier: Dossier, place: tuple[str, str, Space]
) -> list[tuple[str, int, tuple[Bound, ...]]]:
    """The base year of a claim; for "crossing:X" each year the level may first have reached X, and what that says."""
    known_start = base_year(claim, dossier)
    if known_start is not None:
        return [("", known_start, ())]
    if not str(claim.start).startswith("crossing:"):
        return []
    threshold = parse_number(str(claim.start).removeprefix("crossing:"))
    first = dossier.founded if dossier.founded is not None else _earliest(claim, dossier)
    wanted = [part for part in claim.reading.split("/") if part.startswith("crossing:")]
    years = [int(part.removeprefix("crossing:")) for part in wanted] or range(first, claim.end)
    from_then, until_then = Interval(threshold, None), Interval(None, threshold, upper_open=True)
    earliest = min(first, *(year - 1 for year in years)) if years else first
    # One bound a year serves every reading that begins later.
    below = {
        year: Bound(UNIT, Node(*place, year), until_then, claim.claim_id)
        for year in range(earliest, max(years, default=earliest))
    }
    found: list[tuple[str, int, tuple[Bound, ...]]] = []
    for year in years:
        reached = Bound(UNIT, Node(*place, year), from_then, claim.claim_id)
        before = (below[one] for one in range(min(first, year - 1), year))
        found.append((f"crossing:{year}", year, (reached, *before)))
    return found


def _earliest(claim: Claim, dossier: Dossier) -> int:
    """The first year any claim speaks of the same series."""
    same = [one for one in dossier.claims if (one.entity, one.indicator) == (claim.entity, claim.indicator)]
    return min([one.end for one in same] + [one.start for one in same if isinstance(one.start, int)])


def _recurring(
    claim: Claim, dossier: Dossier, said: Interval, place: tuple[str, str, Space]
) -> tuple[Reading, ...]:
    """`x value` every `every` years: over all windows, or on average over the span."""
    every = claim.every or 1
    fold = positive(said)
    chosen = [part for part in claim.reading.split("/") if part in ("every_window", "average")]
    readings = []
    for name, start, extra in _starts(claim, dossier, place):
        windows = [(year, year + every, fold) for year in range(start, claim.end - every + 1)]
        average = [(start, claim.end, raised(fold, Fraction(claim.end - start, every)))]
        options = {"every_window": windows, "average": average}
        # A span of one window or less says the same either way.
        names = chosen or (list(options) if len(windows) > 1 else ["average"])
        for window in names:
            bounds = [
                Bound(Node(*place, first), Node(*place, last), ratio, claim.claim_id)
                for first, last, ratio in options[window]
            ]
            readings.append(Reading("/".join(part for part in (name, window) if part), (*extra, *bounds)))
    return tuple(readings)
